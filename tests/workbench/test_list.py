"""The list of incidents is kept as it was last shown: for one state of the register, one reader's rights and one question only."""

from __future__ import annotations

import re
from typing import Any


def shown(client: Any, query: str = "") -> list[str]:
    """The keys of the incidents that the list shows."""
    page = client.get(f"/incidents/{query}").content.decode()
    return re.findall(r'<td><a href="/incidents/([^"/]+)/"', page)


def test_a_ruling_shows_at_once(client_of: Any, officer: Any) -> None:
    from tawthiq.workbench.register.actions.incidents import set_state
    from tawthiq.workbench.register.models import Incident

    client = client_of("analyst")
    before = shown(client)
    assert before
    assert shown(client) == before
    gone = Incident.objects.get(key=before[0])
    set_state(officer("reviewer"), gone, "rejected", reason="told of another day")
    assert gone.key not in shown(client)
    assert gone.key in shown(client, "?state=rejected")


def test_what_one_may_see_is_not_shown_to_another(client_of: Any) -> None:
    from tawthiq.workbench.register.models import Incident
    from tawthiq.workbench.register.revision import grow

    sealed = Incident.objects.exclude(state="merged").order_by("-sort_day", "-pk")[0]
    Incident.objects.filter(pk=sealed.pk).update(access="sealed")
    grow()
    assert sealed.key in shown(client_of("senior"))
    assert sealed.key not in shown(client_of("analyst"))


def test_each_language_question_and_page_is_its_own(client_of: Any) -> None:
    arabic, english = client_of("analyst"), client_of("analyst", lang="en")
    whole = shown(arabic)
    assert "بلاغ" in arabic.get("/incidents/").content.decode()
    assert "بلاغ" not in english.get("/incidents/").content.decode().split("<tbody>")[1].split("</tbody>")[0].replace(
        "بلاغات", ""
    )
    assert shown(arabic, "?state=registered") == []
    assert shown(arabic) == whole
    assert shown(arabic, "?after=1.1") != whole

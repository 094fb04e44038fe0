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


def test_a_list_that_is_kept_asks_only_who_looks_and_whether_anything_changed(client_of: Any) -> None:
    from django.db import connection

    client = client_of("analyst")
    before = shown(client)
    asked: list[str] = []

    def note(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, values, many, context)

    with connection.execute_wrapper(note):
        assert shown(client) == before
    tables = [re.search(r"FROM \"?(\w+)", sql) for sql in asked if sql.startswith("SELECT")]
    assert [t[1] for t in tables if t] == ["django_session", "staff_user", "register_state", "register_savedfilter"]


def test_the_menu_is_each_readers_own_and_says_where_one_is(client_of: Any) -> None:
    from django.urls import reverse

    def menu(client: Any, path: str) -> tuple[str, list[str]]:
        page = client.get(path).content.decode()
        entries = page.split("<nav", 1)[1].split("</nav>", 1)[0]
        return entries, re.findall(r'<a href="([^"]+)"[^>]* aria-current="page"', entries)

    analyst, auditor, english = client_of("analyst"), client_of("auditor"), client_of("analyst", lang="en")
    for client in (analyst, auditor, english, analyst):
        for path in ("/incidents/", "/search/", "/incidents/"):
            entries, current = menu(client, path)
            assert current == [path]
            assert ("/log/" in entries) == (client is auditor)
            assert (">Incidents<" in entries) == (client is english)
    assert menu(analyst, "/")[1] == ["/"]
    assert menu(analyst, reverse("parties"))[1] == ["/people/"]
    senior = client_of("senior")
    assert "/log/" in menu(senior, "/incidents/")[0]
    senior.user.role = "analyst"
    senior.user.save()
    assert "/log/" not in menu(senior, "/incidents/")[0], "a right that was taken away is gone at once"


def test_who_is_not_signed_in_sees_no_menu(office: Any) -> None:
    from django.test import Client

    page = Client().get("/account/login/").content.decode()
    assert "<nav" not in page
    assert 'id="keys"' not in page

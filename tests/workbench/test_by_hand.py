"""A telling that the machine did not see: a person adds it by its words, it is weighed like any other, outlasts rebuilds, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.workbench.test_loading import PREFIX, Rebuilt


@pytest.fixture
def rebuilt(office: Path, tmp_path: Path) -> Rebuilt:
    return Rebuilt(office, tmp_path)


def _told(client: Any, code: str = "airstrike", **more: str) -> Any:
    """An account that the person behind `client` adds to a document that has others, by its first twelve characters."""
    from tawthiq.workbench.register.models import Document

    document = Document.objects.exclude(accounts=None).order_by("pk")[0]
    asked = {"code": code, "start": "0", "end": "12", "reason": "overlooked", **more}
    assert client.post(f"/documents/{document.pk}/tell/", asked).status_code == 302
    return document.accounts.order_by("-number")[0]


def _counted(client: Any, account: Any, low: str = "3") -> None:
    asked = {"field": "toll", "start": "2", "end": "9", "harm": "killed", "low": low, "reason": "so it says"}
    client.post(f"/accounts/{account.pk}/add/", asked)


def test_a_telling_is_added_as_an_incident_of_its_own(client_of: Callable[..., Any]) -> None:
    client = client_of("analyst", "en")
    account = _told(client)
    kind = account.claims.get(field="kind")
    assert (account.kind, account.placed_by, account.state) == ("airstrike", "person", "lead")
    assert (kind.state, kind.text) == ("added", account.document.text[:12])
    assert (account.incident.kind, account.incident.killed_min) == ("airstrike", None)
    _counted(client, account)
    account.incident.refresh_from_db()
    assert (account.incident.killed_min, account.incident.grade) == (3, "G1")
    page = client.get(f"/documents/{account.document_id}/").content.decode()
    assert f'id="a{account.pk}"' in page
    assert 'href="?tell=1#tell"' in page
    article = page[page.index(f'id="c{kind.pk}"') :].partition("</article>")[0]
    assert "the machine read" not in article


def test_a_telling_is_added_to_an_incident_that_is_named(client_of: Callable[..., Any]) -> None:
    from tawthiq.workbench.register.models import Incident

    incident = Incident.objects.filter(state="lead").order_by("pk")[0]
    account = _told(client_of("analyst", "en"), written=f"http://localhost:8750/incidents/{incident.key}/")
    assert account.incident == incident


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"code": "no-such"}, "An unknown code"),
        ({"start": "9", "end": "3"}, "outside the text"),
        ({"written": "nowhere"}, "There is no incident of that code"),
        ({"reason": ""}, "reason"),
    ],
)
def test_a_telling_that_says_nothing_right_is_not_added(
    client_of: Callable[..., Any], wrong: dict[str, str], why: str
) -> None:
    from tawthiq.workbench.register.models import Account, Document, Incident

    before = (Account.objects.count(), Incident.objects.count())
    document = Document.objects.exclude(accounts=None).order_by("pk")[0]
    asked = {"code": "airstrike", "start": "0", "end": "12", "reason": "overlooked", **wrong}
    page = client_of("analyst", "en").post(f"/documents/{document.pk}/tell/", asked, follow=True).content.decode()
    assert (Account.objects.count(), Incident.objects.count()) == before
    assert why in page


def test_who_only_collects_adds_no_telling(client_of: Callable[..., Any]) -> None:
    from tawthiq.workbench.register.models import Document

    document = Document.objects.order_by("pk")[0]
    asked = {"code": "airstrike", "start": "0", "end": "12", "reason": "overlooked"}
    assert client_of("collector").post(f"/documents/{document.pk}/tell/", asked).status_code == 403


def test_adding_a_telling_is_taken_back_by_a_ruling(client_of: Callable[..., Any]) -> None:
    from tawthiq.workbench.register.models import Decision

    client = client_of("analyst", "en")
    account = _told(client)
    decision = Decision.objects.get(action="account.add")
    client.post(f"/log/{decision.pk}/undo/", {"reason": "it is told above"})
    account.refresh_from_db()
    account.incident.refresh_from_db()
    assert (account.state, account.incident.state) == ("rejected", "rejected")


@pytest.mark.parametrize("change", ["nothing", "words", "order"])
def test_a_telling_added_by_hand_outlasts_a_rebuild(
    client_of: Callable[..., Any], rebuilt: Rebuilt, change: str
) -> None:
    from tawthiq.workbench.register.models import Account, Incident, State

    account = _told(client_of("analyst", "en"))
    _counted(client_of("analyst", "en"), account)
    words = account.claims.get(field="toll").text
    key, incidents = account.incident.key, Incident.objects.count()
    if change == "words":
        rebuilt.prefix(PREFIX)
    elif change == "order":
        rebuilt.turn()
    State.objects.filter(name="register").delete()
    loaded = rebuilt.load()
    assert loaded.lost == ()
    again = Account.objects.get(pk=account.pk)
    assert (again.incident.key, again.incident.killed_min, again.kind) == (key, 3, "airstrike")
    toll = again.claims.get(field="toll")
    assert (toll.state, toll.text) == ("added", words)
    assert again.document.text[toll.start : toll.end] == words
    assert Incident.objects.count() == incidents
    assert again.number == again.document.accounts.count() - 1

"""Sources and witnesses: nobody finds a name where it is not meant to be; consent rules what is seen."""

from __future__ import annotations

import datetime
import io
import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

NAME, CONTACT, NOTES = "Zubayda Qanqarish", "+963-000-111-222-kanarya", "تسكن خلف المخبز القديم كناريّة"
CANARIES = ("Zubayda", "Qanqarish", "kanarya", "كناريّة", "المخبز القديم")


@pytest.fixture
def key(office: Path, tmp_path: Path) -> Path:
    """The office has a key; its secret half is in a file."""
    from tawthiq.custody.identities import new_key
    from tawthiq.workbench.register.models import State

    secret, public = new_key()
    State.objects.create(name="identity_key", value=public)
    path = tmp_path / "identities.key"
    path.write_text(f"# of the office\n{secret}\n", encoding="utf-8")
    return path


@pytest.fixture
def told(key: Path, officer: Callable[..., Any]) -> Any:
    """A witness, taken down by a collector, with one report."""
    from tawthiq.workbench.register.actions.identities import take_down
    from tawthiq.workbench.register.models import Document

    document = Document.objects.filter(accounts__incident__isnull=False).order_by("key").first()
    return take_down(
        officer("collector"), "witness", NAME, contact=CONTACT, notes=NOTES, documents=[document], reason="interview"
    )


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """All that any logger says, however quiet."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def allowed(told: Any, officer: Callable[..., Any]) -> Any:
    """A senior who asked to open the witness's identity and was allowed to by a reviewer."""
    from tawthiq.workbench.register.actions.identities import OPENING, name_of
    from tawthiq.workbench.register.actions.proposals import approve, propose

    senior = officer("senior")
    asked = propose(senior, OPENING, name_of(told), {"by": senior.username}, reason="asked by the court")
    approve(officer("reviewer"), asked, reason="the letter is here")
    return senior


def rows(table: str) -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        return repr([[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in cursor.fetchall()])


def test_a_senior_opens_an_identity_once_with_anothers_yes_and_the_look_is_logged(
    told: Any, key: Path, client_of: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tawthiq.workbench.register.models import Decision, Proposal, Reading

    monkeypatch.setenv("TAWTHIQ_IDENTITY_KEY", str(key))
    client, second = client_of("senior", "en"), client_of("reviewer", "en")
    address, subject = f"/identities/{told.pseudonym}/", f"identity:{told.pseudonym}"
    page = client.get(address).content.decode()
    assert NAME not in page
    assert f"{address}ask/" in page
    assert f"{address}open/" not in page
    assert client.post(f"{address}open/").status_code == 403
    client.post(f"{address}ask/", {"reason": " "})
    assert not Proposal.objects.exists()
    client.post(f"{address}ask/", {"reason": "asked by the court"})
    asked = Proposal.objects.get()
    assert "a second person has yet to allow it" in client.get(address).content.decode()
    assert client.post(f"{address}open/").status_code == 403
    assert client.post(f"/queues/proposals/{asked.pk}/approve/", {"reason": "mine"}).status_code == 403
    assert not Reading.objects.filter(subject=subject).exists()

    waiting = second.get("/queues/proposals/").content.decode()
    assert told.pseudonym in waiting
    assert (
        NAME
        not in second.post(f"/queues/proposals/{asked.pk}/approve/", {"reason": "yes"}, follow=True).content.decode()
    )
    assert NAME not in second.post(f"{address}open/").content.decode()
    log = client.get("/log/").content.decode()
    assert "Opening an identity allowed" in log
    assert told.pseudonym in log

    page = client.post(f"{address}open/")
    assert NAME in page.content.decode()
    assert CONTACT in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    look = Reading.objects.get(subject=subject)
    assert (look.name, look.level) == (client.user.username, "sealed")
    assert Decision.objects.get(action="identity.open").name == second.user.username
    assert client.post(f"{address}open/").status_code == 403, "a yes shows it once"
    assert f"{address}ask/" in client.get(address).content.decode()


def test_a_yes_is_for_the_one_who_asked_and_for_its_time(
    told: Any, allowed: Any, key: Path, officer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.core.exceptions import PermissionDenied
    from django.test import override_settings

    from tawthiq.workbench.register.actions.identities import asked_of, open_identity

    monkeypatch.setenv("TAWTHIQ_IDENTITY_KEY", str(key))
    with pytest.raises(PermissionDenied):
        open_identity(officer("senior"), told)
    with override_settings(IDENTITY_OPEN_HOURS=0):
        assert asked_of(allowed, told) is None
        with pytest.raises(PermissionDenied):
            open_identity(allowed, told)
    assert open_identity(allowed, told)["name"] == NAME


@pytest.mark.parametrize("role", ["collector", "analyst", "reviewer", "publisher", "auditor", "admin"])
def test_nobody_else_asks_for_one_or_opens_it(
    role: str, told: Any, key: Path, client_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tawthiq.workbench.register.models import Proposal

    monkeypatch.setenv("TAWTHIQ_IDENTITY_KEY", str(key))
    client = client_of(role)
    for act in ("ask", "open"):
        done = client.post(f"/identities/{told.pseudonym}/{act}/", {"reason": "curious"})
        assert done.status_code == 403
        assert NAME not in done.content.decode()
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("role", ["collector", "analyst", "publisher", "auditor", "admin"])
def test_only_who_approves_allows_an_opening(role: str, told: Any, key: Path, officer: Any) -> None:
    from django.core.exceptions import PermissionDenied

    from tawthiq.workbench.register.actions.identities import OPENING, name_of
    from tawthiq.workbench.register.actions.proposals import approve, propose

    asked = propose(officer("senior"), OPENING, name_of(told), {}, reason="asked by the court")
    with pytest.raises(PermissionDenied):
        approve(officer(role), asked, reason="yes")


def test_without_the_key_on_the_machine_nobody_opens_one(
    told: Any, allowed: Any, key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tawthiq.custody.identities import new_key
    from tawthiq.workbench.register.actions.identities import open_identity

    monkeypatch.delenv("TAWTHIQ_IDENTITY_KEY", raising=False)
    with pytest.raises(ValueError, match="key_elsewhere"):
        open_identity(allowed, told)
    other = tmp_path / "other.key"
    other.write_text(new_key()[0], encoding="utf-8")
    monkeypatch.setenv("TAWTHIQ_IDENTITY_KEY", str(other))
    with pytest.raises(ValueError, match="wrong_key"):
        open_identity(allowed, told)
    monkeypatch.setenv("TAWTHIQ_IDENTITY_KEY", str(key))
    assert open_identity(allowed, told)["name"] == NAME, "a yes that showed nothing stands"


def test_no_name_is_anywhere_but_under_the_seal(
    office: Path,
    key: Path,
    client_of: Callable[..., Any],
    logged: io.StringIO,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Every table, screen, address, log and export is searched for the words of one identity."""
    from django.db import connection

    from tawthiq.cli.write_register import write_register
    from tawthiq.workbench.register.as_decided import decided_register
    from tawthiq.workbench.register.models import Document, Identity, Proposal

    monkeypatch.setenv("TAWTHIQ_IDENTITY_KEY", str(key))
    document = Document.objects.order_by("key").first()
    senior, auditor = client_of("senior"), client_of("auditor")
    posted = {
        "kind": "witness",
        "name": NAME,
        "contact": CONTACT,
        "notes": NOTES,
        "keys": document.key,
        "reason": "interview",
    }
    made = senior.post("/identities/take/", posted)
    found = Identity.objects.get()
    addresses = [made["Location"], f"/identities/{found.pseudonym}/"]
    senior.post(f"{addresses[1]}ask/", {"reason": "court"})
    reviewer = client_of("reviewer")
    waiting = reviewer.get("/queues/proposals/").content.decode()
    reviewer.post(f"/queues/proposals/{Proposal.objects.get().pk}/approve/", {"reason": "yes"})
    assert NAME in senior.post(f"{addresses[1]}open/").content.decode()
    pages = [
        "/identities/",
        addresses[1],
        "/log/",
        "/log/?reads=1",
        "/log/?custody=1",
        f"/documents/{document.pk}/",
        "/documents/",
        "/",
    ]
    seen = [senior.get(p).content.decode() for p in pages] + [
        auditor.get(p).content.decode() for p in ("/log/", "/log/?reads=1")
    ]
    for word in CANARIES:
        hits = senior.get("/search/", {"q": word, "exact": "1"}).content.decode()
        assert not re.search(r'href="/(?:documents|incidents)/[^"]', hits), word
    everything = "\n".join(
        [waiting, *seen, *addresses, logged.getvalue(), *map(rows, connection.introspection.table_names())]
    )
    write_register(decided_register(), tmp_path / "out", began=0.0)
    everything += "\n".join(
        p.read_bytes().decode("utf-8", "replace") for p in (tmp_path / "out").rglob("*") if p.is_file()
    )
    assert len(everything) > 100_000
    assert [word for word in CANARIES if word in everything] == []


def test_sealed_texts_tell_nothing_by_their_length(key: Path) -> None:
    import pyrage

    from tawthiq.custody.identities import seal, secret_in, unseal
    from tawthiq.workbench.register.actions.identities import public_key

    short, long = seal({"name": "A"}, public_key()), seal({"name": "B" * 300}, public_key())
    identity = pyrage.x25519.Identity.from_str(secret_in(key))
    assert len(pyrage.decrypt(short, [identity])) == len(pyrage.decrypt(long, [identity])) == 512
    assert unseal(long, secret_in(key)) == {"name": "B" * 300}


def test_withdrawing_the_last_consent_hides_at_once_and_leaves_a_mark(office: Path, told: Any, officer: Any) -> None:
    from tawthiq.workbench.register.actions.identities import give_consent, withdraw
    from tawthiq.workbench.register.as_decided import decided_register
    from tawthiq.workbench.register.checks import workbench_faults
    from tawthiq.workbench.register.models import Custody, Decision, Incident
    from tawthiq.workbench.register.undoing import CannotUndo, undo_patch

    amal, day = officer("analyst"), datetime.date(2020, 5, 1)
    document = told.documents.get()
    Incident.objects.update(published=True, state="registered")
    first = give_consent(amal, told, ["keep"], day, reason="interview")
    second = give_consent(amal, told, ["keep", "publish_account"], day, guardian=True, reason="interview")
    assert document.key in {e.document.id for e in decided_register(published_only=True).extractions}
    assert withdraw(amal, second, reason="asked us to") == []
    assert document.key not in {e.document.id for e in decided_register(published_only=True).extractions}
    assert withdraw(amal, first, reason="asked us to") == [document.key]
    document.refresh_from_db()
    assert document.access == "sealed"
    assert document.key not in {e.document.id for e in decided_register(published_only=True).extractions}
    assert Custody.objects.get(act="withdrawn").subject == f"document:{document.key}"
    with pytest.raises(CannotUndo):
        undo_patch(Decision.objects.filter(action="identity.withdraw").order_by("-pk")[0])
    Incident.objects.update(published=False, state="lead")
    assert list(workbench_faults(office)) == []


def test_a_report_is_let_out_only_where_its_source_agreed_to_that(told: Any, officer: Any, client_of: Any) -> None:
    from tawthiq.workbench.register.actions.identities import give_consent, withdraw
    from tawthiq.workbench.register.as_decided import decided_part, decided_register
    from tawthiq.workbench.register.models import Incident
    from tawthiq.workbench.register.outgoing import closed_since

    amal, day = officer("analyst"), datetime.date(2020, 5, 1)
    key, page = told.documents.get().key, f"/identities/{told.pseudonym}/"
    Incident.objects.update(published=True, state="registered")
    reviewer = client_of("reviewer", "en")

    def is_out() -> bool:
        released = key in {e.document.id for e in decided_register(published_only=True).extractions}
        held = {e.document.id: e.document.restricted for e in decided_register().extractions}
        assert released is not held[key]
        assert released is (key in {e.document.id for e in decided_part(Incident.objects.all()).extractions})
        assert released is (closed_since() == (0, 0))
        assert released is ("No consent that stands" not in reviewer.get(page).content.decode())
        return released

    assert not is_out()
    give_consent(amal, told, ["keep", "share_courts"], day, reason="interview")
    assert not is_out()
    wide = give_consent(amal, told, ["keep", "publish_account"], day, reason="asked again")
    assert is_out()
    withdraw(amal, wide, reason="asked us to")
    assert not is_out()
    give_consent(amal, told, ["publish_name"], day, reason="asked again")
    assert is_out()


def test_destruction_is_recorded_and_takes_another_person(told: Any, key: Path, officer: Any, monkeypatch: Any) -> None:
    from django.core.exceptions import PermissionDenied

    from tawthiq.workbench.register.actions.identities import destroy, open_identity, take_down
    from tawthiq.workbench.register.models import Custody, Decision

    senior = officer("senior")
    own = take_down(senior, "source", "somebody else", reason="call")
    with pytest.raises(PermissionDenied):
        destroy(senior, own, reason="over")
    destroy(senior, told, reason="their time is over")
    told.refresh_from_db()
    assert told.sealed is None
    entry = Custody.objects.get(act="destroyed")
    assert (entry.subject, entry.name) == (f"identity:{told.pseudonym}", senior.username)
    for did, action, who in (("taken_down", "identity.add", told.by), ("destroyed", "identity.destroy", senior)):
        decision = Decision.objects.get(action=action, subject=entry.subject)
        assert entry.detail[did] == {"name": who.username, "role": who.role, "decision": decision.hash}
    assert entry.detail["due"] is False
    monkeypatch.setenv("TAWTHIQ_IDENTITY_KEY", str(key))
    with pytest.raises(ValueError, match="destroyed"):
        open_identity(senior, told)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_page_of_a_destroyed_identity_shows_its_record(lang: str, told: Any, officer: Any, client_of: Any) -> None:
    from tawthiq.workbench.register.actions.identities import destroy
    from tawthiq.workbench.register.models import Custody

    senior = officer("senior")
    destroy(senior, told, reason="their time is over")
    record = Custody.objects.get(act="destroyed")
    page = client_of("reviewer", lang).get(f"/identities/{told.pseudonym}/").content.decode()
    for said in (
        told.by.username,
        senior.username,
        record.hash,
        record.detail["sealed_sha256"],
        record.detail["destroyed"]["decision"],
    ):
        assert said in page
    assert {"ar": "محضر الإتلاف", "en": "Record of the destruction"}[lang] in page


def test_the_schedule_names_whose_time_is_over(told: Any, officer: Any) -> None:
    from django.utils import timezone

    from tawthiq.workbench.register.actions.identities import due, give_consent, withdraw

    later = timezone.now() + datetime.timedelta(days=366)
    assert due() == []
    assert due(later) == [told]
    consent = give_consent(officer("analyst"), told, ["keep"], datetime.date(2020, 1, 1), reason="x")
    assert due(later) == []
    withdraw(officer("analyst"), consent, reason="x")
    assert due(later) == [told]


@pytest.mark.parametrize(
    ("form", "word"),
    [
        ({"kind": "witness", "name": " ", "reason": "x"}, "name"),
        ({"kind": "king", "name": "A", "reason": "x"}, "name"),
        ({"kind": "witness", "name": "A" * 301, "reason": "x"}, "name"),
        ({"kind": "witness", "name": "A", "reason": "x", "keys": "no-such-report"}, "report"),
        ({"kind": "witness", "name": "A", "reason": " "}, "reason"),
    ],
)
def test_what_is_incomplete_is_not_taken_down(form: dict[str, str], word: str, key: Path, client_of: Any) -> None:
    from tawthiq.workbench.register.models import Identity

    client = client_of("collector", lang="en")
    page = client.post("/identities/take/", form, follow=True).content.decode().lower()
    assert word in page
    assert not Identity.objects.exists()


def test_a_report_that_one_may_not_see_cannot_be_tied(key: Path, client_of: Any) -> None:
    from tawthiq.workbench.register.models import Document, Identity

    document = Document.objects.order_by("key").first()
    Document.objects.filter(pk=document.pk).update(access="sealed")
    client_of("collector").post(
        "/identities/take/", {"kind": "source", "name": "A", "reason": "x", "keys": document.key}
    )
    assert not Identity.objects.exists()


def test_an_identity_or_a_consent_changed_behind_the_log_is_named(told: Any, officer: Any, monkeypatch: Any) -> None:
    from tawthiq.workbench.register import held_against
    from tawthiq.workbench.register.actions.identities import destroy, give_consent, withdraw
    from tawthiq.workbench.register.held_against import identity_faults
    from tawthiq.workbench.register.models import Consent, Custody, Identity

    amal, name = officer("analyst"), f"identity:{told.pseudonym}"
    consent = give_consent(amal, told, ["keep"], datetime.date(2020, 5, 1), reason="interview")
    give_consent(amal, told, ["keep", "publish_account"], datetime.date(2020, 6, 1), reason="interview")
    withdraw(amal, consent, reason="asked us to")
    assert list(identity_faults()) == []
    sealed = bytes(told.sealed)
    mine = Consent.objects.filter(pk=consent.pk)
    for change, back in (
        (lambda: mine.update(scopes=["publish_name"]), lambda: mine.update(scopes=["keep"])),
        (lambda: mine.update(withdrawn_at=None), lambda: mine.update(withdrawn_at=told.at)),
    ):
        change()
        assert list(identity_faults()) == [f"{name}: its consents are not those that the log has"]
        back()
    Identity.objects.filter(pk=told.pk).update(sealed=sealed + b"x")
    assert list(identity_faults()) == [f"{name}: what is sealed is not what was taken down"]
    Identity.objects.filter(pk=told.pk).update(sealed=None)
    assert list(identity_faults()) == [f"{name}: it is gone, and the log says otherwise"]
    Identity.objects.filter(pk=told.pk).update(sealed=sealed)
    destroy(officer("senior"), told, reason="over")
    assert list(identity_faults()) == []
    record = Custody.objects.get(act="destroyed")
    for wrong in ({"sealed_sha256": "0" * 64}, {"destroyed": {**record.detail["destroyed"], "name": "nobody"}}):
        with monkeypatch.context() as patched:
            patched.setattr(held_against, "record_of", lambda _, wrong=wrong: Custody(detail=record.detail | wrong))
            assert [f for f in identity_faults() if f.startswith(f"{name}: the record of its destruction")]
    monkeypatch.setattr(held_against, "record_of", lambda _: None)
    assert list(identity_faults()) == [f"{name}: it was destroyed, and there is no record of it"]
    monkeypatch.undo()
    Consent.objects.all().delete()
    Identity.objects.filter(pk=told.pk).delete()
    assert list(identity_faults()) == [f"{name}: the log has it, and it is gone"]

"""The office's own words: each change is a ruling, reading takes them, and the register changes by them only when a person accepts what would change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

TEXT = (
    "إدلب 26 أيلول 2016 - قُتل {n} مدنيين في هجوم بالزعزوع على حارة القرقطوز في مدينة إدلب يوم الأحد 25 أيلول 2016، نفذته كتائب الشلهوب."
    " وأصيب 14 آخرون."
)


@pytest.fixture(autouse=True)
def folder(office: Path) -> Iterator[Path]:
    """The register's folder, whose file of words is taken away again: it is no part of the database."""
    yield office
    (office / "office.toml").unlink(missing_ok=True)


@pytest.fixture
def heard(officer: Any) -> Any:
    """An account of a report that came through the inbox before the office knew its words."""
    from tawthiq.workbench.register.inbox import receive
    from tawthiq.workbench.register.models import Account

    receive(officer("collector"), "a.txt", TEXT.format(n=9).encode(), publisher="شبكة الضفاف (مثال)")
    (account,) = Account.objects.filter(document__inbox=True).select_related("document", "incident")
    return account


def _codes(account: Any, field: str) -> list[str]:
    return sorted(account.claims.filter(field=field).values_list("code", flat=True))


def _add(actor: Any, kind: str = "actor", code: str = "hts", word: str = "كتائب الشلهوب") -> Any:
    from tawthiq.workbench.register.actions.vocabulary import add_word

    return add_word(actor, kind, code, word, reason="our reporters write it so")


def _again(actor: Any) -> Any:
    from tawthiq.workbench.register.actions.vocabulary import read_again
    from tawthiq.workbench.register.models import Rereading

    return Rereading.objects.get(pk=read_again(actor).pk)


def test_a_word_is_a_ruling_with_versions_and_stands_in_the_file(officer: Any, folder: Path) -> None:
    from tawthiq.knowledge.office_words import OfficeWord, read_office
    from tawthiq.workbench.register.actions.undo import undo
    from tawthiq.workbench.register.actions.vocabulary import set_state
    from tawthiq.workbench.register.deciding import NothingChanged
    from tawthiq.workbench.register.models import Word
    from tawthiq.workbench.register.vocabulary import list_version, office_knowledge

    reviewer = officer("reviewer")
    decision = _add(reviewer)
    _add(reviewer, "place", "sy.idlib", "القرقطوز")
    path = folder / "office.toml"
    own = read_office(path)
    assert own.version == list_version() == 2
    assert own.words == (OfficeWord("actor", "hts", "كتائب الشلهوب"), OfficeWord("place", "sy.idlib", "القرقطوز"))
    with pytest.raises(NothingChanged):
        _add(reviewer)
    set_state(reviewer, Word.objects.get(kind="place"), "removed", reason="too common a word")
    assert (list_version(), read_office(path).of("place")) == (3, ())
    undo(officer("senior"), decision, reason="not theirs")
    path.unlink()
    assert office_knowledge() == path
    assert read_office(path).words == ()
    assert read_office(path).version == 4


@pytest.mark.parametrize(
    ("kind", "code", "word", "said"),
    [
        ("colour", "red", "كلمة", "bad_kind"),
        ("actor", "nobody", "كلمة", "bad_code"),
        ("place", "no.such.place", "كلمة", "bad_code"),
        ("weapon", "mortar", "x", "bad_word"),
        ("weapon", "mortar", "و" * 81, "bad_word"),
        ("weapon", "mortar", "", "bad_word"),
    ],
)
def test_what_is_no_word_is_not_taken(officer: Any, kind: str, code: str, word: str, said: str) -> None:
    from tawthiq.workbench.register.models import Word

    with pytest.raises(ValueError, match=said):
        _add(officer("senior"), kind, code, word)
    assert not Word.objects.exists()


def test_new_reports_are_read_with_the_words_at_once(officer: Any, heard: Any) -> None:
    from tawthiq.workbench.register.inbox import receive
    from tawthiq.workbench.register.models import Account

    _add(officer("senior"))
    receive(officer("collector"), "b.txt", TEXT.format(n=8).encode(), publisher="مرصد البادية (مثال)")
    later = Account.objects.filter(document__inbox=True).exclude(pk=heard.pk).get()
    assert _codes(later, "actor") == ["hts"]
    assert _codes(heard, "actor") == []


def test_what_would_change_is_shown_and_nothing_changes_until_it_is_accepted(officer: Any, heard: Any) -> None:
    from tawthiq.workbench.register.actions.claims import correct_claim
    from tawthiq.workbench.register.actions.vocabulary import accept
    from tawthiq.workbench.register.models import Account, Claim, Decision, Incident, Reread, Rereading

    toll = Claim.objects.filter(account=heard, field="toll", code="killed").select_related("account__document").get()
    correct_claim(officer("analyst"), toll, {"low": 10, "high": 10}, reason="the caption says ten")
    senior = officer("senior")
    for word in (
        ("actor", "hts", "كتائب الشلهوب"),
        ("weapon", "barrel_bomb", "الزعزوع"),
        ("kind", "airstrike", "هجوم بالزعزوع"),
    ):
        _add(senior, *word)
    before = Incident.objects.get(pk=heard.incident_id).record
    found = _again(senior)
    assert (found.state, found.total, found.done) == ("ready", 1, 1)
    (row,) = Reread.objects.filter(rereading=found)
    shown = {(c["what"], c["field"], (c["after"] or {}).get("code")) for c in row.changes}
    assert {
        ("appears", "actor", "hts"),
        ("appears", "weapon", "barrel_bomb"),
        ("changes", "kind", "airstrike"),
    } <= shown
    assert [n.partition("/")[2] for n in row.kept] == [f"toll/{toll.number}"]
    assert row.lost == []
    assert Incident.objects.get(pk=heard.incident_id).record == before
    assert _codes(heard, "actor") == []
    accept(senior, found, reason="read and right")
    now = Account.objects.get(pk=heard.pk)
    assert (_codes(now, "actor"), _codes(now, "weapon"), now.kind) == (["hts"], ["barrel_bomb"], "airstrike")
    assert now.incident_id == heard.incident_id
    incident = Incident.objects.get(pk=heard.incident_id)
    assert [a["code"] for a in incident.record["actors"]] == ["hts"]
    assert (incident.kind, incident.killed_min, incident.killed_max) == ("airstrike", 10, 10)
    kept = Claim.objects.get(account=now, field="toll", state="corrected")
    assert (kept.low, kept.text) == (10, toll.text)
    done = Rereading.objects.get(pk=found.pk)
    assert (done.state, done.lost, done.skipped) == ("applied", [], [])
    sealed = Decision.objects.get(action="vocabulary.accept")
    assert (sealed.name, sealed.after["documents"]) == (senior.username, [heard.document.key])
    for claim in Claim.objects.filter(account=now).exclude(start=None):
        assert now.document.text[claim.start : claim.end] == claim.text


def test_a_word_taken_out_takes_its_claims_out_and_a_ruling_on_them_is_named(officer: Any, heard: Any) -> None:
    from tawthiq.workbench.register.actions.claims import accept_claim
    from tawthiq.workbench.register.actions.vocabulary import accept, set_state
    from tawthiq.workbench.register.models import Claim, Reread, Rereading, Word

    senior = officer("senior")
    _add(senior)
    accept(senior, _again(senior), reason="so it is")
    claim = Claim.objects.select_related("account__document").get(account=heard, field="actor")
    accept_claim(officer("analyst"), claim, reason="said so")
    set_state(senior, Word.objects.get(), "removed", reason="it is another group")
    found = _again(senior)
    (row,) = Reread.objects.filter(rereading=found)
    assert [(c["what"], c["field"]) for c in row.changes] == [("disappears", "actor")]
    name = f"claim:{heard.document.key}#{heard.number}/actor/{claim.number}"
    assert (row.lost, row.kept) == ([name], [])
    accept(senior, found, reason="so it is")
    assert _codes(heard, "actor") == []
    assert Rereading.objects.get(pk=found.pk).lost == [name]


def test_documents_of_the_build_are_read_again_as_well_and_a_rebuild_agrees(
    officer: Any, office: Path, tmp_path: Path
) -> None:
    from tawthiq.domain.from_records import document_from_record
    from tawthiq.domain.records import extraction_record
    from tawthiq.extract import extract
    from tawthiq.workbench.register.actions.vocabulary import accept
    from tawthiq.workbench.register.models import Account, Document, Incident, Reread
    from tests.workbench.test_loading import Rebuilt

    senior = officer("senior")
    _add(senior, "kind", "chemical_attack", "قصف بالبراميل")  # words of one example, for what it is not
    _add(senior, "actor", "tribal", "مروحيات النظام")
    found = _again(senior)
    keys = set(Reread.objects.filter(rereading=found).values_list("document__key", flat=True))
    assert keys == {"sukkari-barrel-bombs-2014.ar.txt"}
    accept(senior, found, reason="to see")
    document = Document.objects.get(key=keys.pop())
    assert "chemical_attack" in {a.kind for a in document.accounts.all()}
    assert "tribal" in {c.code for a in document.accounts.all() for c in a.claims.filter(field="actor")}
    line = extraction_record(
        extract(document_from_record({**document.record, "text": document.text}), office / "office.toml")
    )
    stands = [a.record for a in Account.objects.filter(document=document).order_by("number")]
    rebuilt = Rebuilt(office, tmp_path)
    for told in rebuilt.lines["accounts"]:
        if told["id"] == document.key:
            told["accounts"] = line["accounts"]
    before = {i.key: i.record for i in Incident.objects.filter(accounts__document=document)}
    assert rebuilt.load().lost == ()
    assert [a.record for a in Account.objects.filter(document=document).order_by("number")] == stands
    assert {i.key for i in Incident.objects.filter(accounts__document=document)} == set(before)


def test_what_was_ruled_on_meanwhile_stays_as_it_is(officer: Any, heard: Any) -> None:
    from tawthiq.workbench.register.actions.claims import reject_claim
    from tawthiq.workbench.register.actions.vocabulary import accept
    from tawthiq.workbench.register.models import Claim, Rereading

    senior = officer("senior")
    _add(senior)
    found = _again(senior)
    toll = Claim.objects.filter(account=heard, field="toll").select_related("account__document").order_by("pk")[0]
    reject_claim(officer("analyst"), toll, reason="not so")
    accept(senior, found, reason="so it is")
    assert _codes(heard, "actor") == []
    assert Rereading.objects.get(pk=found.pk).skipped == [heard.document.key]


def test_one_reading_at_a_time_and_none_on_an_older_list(officer: Any, heard: Any) -> None:
    from tawthiq.workbench.register.actions.vocabulary import accept, discard, read_again
    from tawthiq.workbench.register.rereading import Busy, MovedOn

    senior = officer("senior")
    with pytest.raises(ValueError, match="nothing_new"):
        read_again(senior)
    _add(senior)
    found = _again(senior)
    with pytest.raises(Busy):
        read_again(senior)
    _add(senior, "weapon", "mortar", "الزعزوع")
    with pytest.raises(MovedOn):
        accept(senior, found, reason="r")
    discard(senior, found, reason="the list moved on")
    with pytest.raises(ValueError, match="not_ready"):
        discard(senior, found, reason="twice")
    assert _again(senior).state == "ready"
    assert _codes(heard, "actor") == []


def test_a_word_that_stands_nowhere_changes_nothing(officer: Any) -> None:
    from tawthiq.workbench.register.vocabulary import changed_since_read

    senior = officer("senior")
    _add(senior, "actor", "hts", "كتيبة القنزعور")
    assert (_again(senior).state, changed_since_read()) == ("nothing", [])


def test_a_reading_that_was_ended_is_taken_up(officer: Any, heard: Any) -> None:
    from tawthiq.workbench.register import rereading
    from tawthiq.workbench.register.models import Rereading

    senior = officer("senior")
    _add(senior)
    found = _again(senior)
    Rereading.objects.filter(pk=found.pk).update(state="reading", done=0)
    assert rereading.resume() == 1
    assert Rereading.objects.get(pk=found.pk).state == "ready"
    assert Rereading.objects.get(pk=found.pk).documents.count() == 1


def test_words_added_by_hand_are_taken_in(office: Path) -> None:
    from tawthiq.knowledge.office_words import OfficeWord, OfficeWordsError, written
    from tawthiq.workbench.register.models import Word
    from tawthiq.workbench.register.vocabulary import take_in

    assert take_in(office) == 0
    path = office / "office.toml"
    path.write_text(written(1, [OfficeWord("weapon", "mortar", "الزعزوع")]), encoding="utf-8")
    assert (take_in(office), take_in(office)) == (1, 0)
    assert [(w.kind, w.code, w.word, w.state) for w in Word.objects.all()] == [("weapon", "mortar", "الزعزوع", "used")]
    path.write_text("[[word]]\nkind = 'weapon'\ncode = 'none'\nwords = ['abc']", encoding="utf-8")
    with pytest.raises(OfficeWordsError, match="no such code"):
        take_in(office)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_screens_take_an_officer_through(client_of: Any, heard: Any, lang: str) -> None:
    from tawthiq.workbench.register.models import Decision, Rereading, Word

    reviewer = client_of("reviewer", lang)
    assert "/vocabulary/add/" not in client_of("analyst", lang).get("/vocabulary/?kind=actor&code=hts").content.decode()
    page = reviewer.get("/vocabulary/?kind=actor&code=hts").content.decode()
    assert 'action="/vocabulary/add/"' in page
    assert "هيئة تحرير الشام" in page  # the product's words, beside which the office adds its own
    assert "sy.idlib" in reviewer.get("/vocabulary/?kind=place&place=إدلب").content.decode()
    form = {"kind": "actor", "code": "hts", "word": "كتائب  الشلهوب", "reason": "so they write"}
    assert reviewer.post("/vocabulary/add/", form)["Location"].startswith("/vocabulary/?kind=actor")
    word = Word.objects.get()
    assert word.word == "كتائب الشلهوب"
    assert reviewer.post("/vocabulary/read/").status_code == 302
    found = Rereading.objects.get()
    page = reviewer.get(f"/vocabulary/readings/{found.pk}/").content.decode()
    assert f"/documents/{heard.document_id}/" in page
    assert "كتائب الشلهوب" in page
    assert (
        client_of("analyst", lang).post(f"/vocabulary/readings/{found.pk}/accept/", {"reason": "r"}).status_code == 403
    )
    reviewer.post(f"/vocabulary/readings/{found.pk}/accept/", {"reason": ""})
    assert Rereading.objects.get().state == "ready"
    reviewer.post(f"/vocabulary/readings/{found.pk}/accept/", {"reason": "read and right"})
    assert (Rereading.objects.get().state, _codes(heard, "actor")) == ("applied", ["hts"])
    assert reviewer.get(f"/vocabulary/readings/{found.pk}/").status_code == 200
    stale = {"state": "removed", "reason": "r", "version": word.version + 5}
    assert reviewer.post(f"/vocabulary/{word.pk}/state/", stale).status_code == 409
    reviewer.post(f"/vocabulary/{word.pk}/state/", {"state": "removed", "reason": "r", "version": word.version})
    assert Word.objects.get().state == "removed"
    log = client_of("auditor", lang).get("/log/").content.decode()
    assert f"/vocabulary/readings/{found.pk}/" in log
    ruling = Decision.objects.get(action="word.remove")
    reviewer.post(f"/log/{ruling.pk}/undo/", {"reason": "it is theirs after all"})
    assert Word.objects.get().state == "used"


def test_documents_that_may_not_be_read_are_counted_not_shown(officer: Any, client_of: Any, heard: Any) -> None:
    type(heard.document).objects.filter(pk=heard.document_id).update(access="sealed", title="اسم سري")
    senior = officer("senior")
    _add(senior)
    found = _again(senior)
    page = client_of("analyst", "en").get(f"/vocabulary/readings/{found.pk}/").content.decode()
    assert "اسم سري" not in page
    assert "كتائب الشلهوب" not in page
    assert "Documents that you may not read" in page
    from tawthiq.workbench.register.models import Reading

    mine = client_of(senior, "en")
    assert "كتائب الشلهوب" in mine.get(f"/vocabulary/readings/{found.pk}/").content.decode()
    assert Reading.objects.filter(name=senior.username, page="rereading").exists()


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_code_of_the_screens_has_a_word(office: Path, lang: str) -> None:
    from tawthiq.knowledge.office_words import KINDS
    from tawthiq.workbench.register.models import Rereading
    from tawthiq.workbench.words import words

    said = words(lang).strings["vocabulary"]
    wanted = [*(f"kind_{k}" for k in KINDS), *(f"state_{s}" for s in Rereading.STATES), "appears", "disappears", "changes", "used", "removed"]  # fmt: skip
    assert [key for key in wanted if key not in said] == []

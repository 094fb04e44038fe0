"""The timeline: incidents and stated changes of control by day, nothing inferred, nothing that may not leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser

from tawthiq.domain.account import Extraction
from tawthiq.domain.document import Document, Published
from tawthiq.domain.register import Register
from tawthiq.extract import extract
from tawthiq.knowledge.load import toml
from tawthiq.publish.timeline.control import stated_changes
from tawthiq.publish.timeline.days import timeline
from tawthiq.publish.timeline.page import render_timeline
from tawthiq.publish.wording import codes, wording

W = {lang: wording(lang, "dossier", "timeline") for lang in ("ar", "en")}


def told(ident: str, text: str, lang: str = "en", **more: object) -> Extraction:
    published = Published(date(2017, 7, 1), date(2017, 7, 1), "given")
    return extract(replace(Document(ident, text, lang=lang, publisher=f"Paper {ident}", published=published), **more))  # type: ignore[arg-type]


CONTROL = (
    told("c1", "Government forces captured the town of Maskana on 4 June 2017, <b>activists</b> said."),
    told("c2", "سيطرت قوات النظام على بلدة مسكنة يوم 4 حزيران 2017.", "ar"),
    told("c3", "Government forces captured Maskana, residents said."),
    told("c4", "Islamic State withdrew from the town of Maskana on 3 June 2017."),
    told("c5", "Rebels captured most of Idlib on 28 March 2015."),
    told("sealed", "SECRET rebels captured the town of Saraqib on 1 June 2017.", restricted=True),
)


@pytest.fixture
def both(register: Register) -> Register:
    """The sample register with documents that state changes of control."""
    return replace(register, extractions=(*register.extractions, *CONTROL))


def test_one_change_told_twice_is_one_entry_and_an_undated_telling_stands_apart() -> None:
    found = stated_changes(CONTROL)
    lines = [
        (s.change.change, s.change.place.place.name_en, s.start, [x.document for x in s.statements]) for s in found
    ]
    assert lines == [
        ("took", "Idlib", date(2015, 3, 28), ["c5"]),
        ("withdrew", "Maskanah", date(2017, 6, 3), ["c4"]),
        ("took", "Maskanah", date(2017, 6, 4), ["c1", "c2"]),
        ("took", "Maskanah", None, ["c3"]),
    ]


def test_a_day_that_two_statements_do_not_share_makes_two_changes() -> None:
    other = told("c6", "Government forces captured the town of Maskana on 9 June 2017.")
    days = [
        s.start
        for s in stated_changes((*CONTROL, other))
        if s.change.change == "took" and s.start and s.start.year == 2017
    ]
    assert days == [date(2017, 6, 4), date(2017, 6, 9)]


def test_incidents_and_changes_stand_by_day(both: Register) -> None:
    found = timeline(both, W["en"])
    items = [item for month in found.months for item in month.items]
    assert (found.incidents, found.changes) == (6, 4)
    assert [i.title.partition(": ")[2] for i in items if i.kind == "control"] == [
        "control taken of part of Idlib",
        "withdrawal from Maskanah",
        "control taken of Maskanah",
    ]
    assert [m.anchor for m in found.months] == sorted(m.anchor for m in found.months)
    assert {i.ident for i in found.undated if i.kind == "incident"} == {"inc-hamidiyah"}
    assert [i.when for i in found.undated if i.kind == "control"] == [
        "day not known; document: 1 July 2017 (as given by the office)"
    ]


def test_a_stretch_of_days_keeps_what_may_lie_in_it(both: Register) -> None:
    found = timeline(both, W["en"], first=date(2017, 6, 1), last=date(2017, 6, 30))
    idents = [i.ident or i.code for m in found.months for i in m.items]
    assert idents == ["inc-mine", "withdrew", "took", "inc-shell"]  # the mine went off some day of 2017
    assert found.undated == ()


def test_one_governorate_is_chosen_by_name_or_id(both: Register) -> None:
    for name in ("Idlib", "idlib", "إدلب", "sy.idlib"):
        found = timeline(both, W["ar"], governorate=name)
        assert {i.ident or i.code for m in found.months for i in m.items} == {"inc-market", "took"}
    assert timeline(both, W["ar"], governorate="Nowhere").months == ()


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_page_quotes_each_statement_and_hides_what_is_sealed(both: Register, lang: str) -> None:
    page = render_timeline(timeline(both, W[lang], link="https://example.org/{id}"), W[lang], other="x.html")
    assert page == render_timeline(timeline(both, W[lang], link="https://example.org/{id}"), W[lang], other="x.html")
    for word in ("SECRET", "Saraqib", "سراقب", "<b>", "Zahreddine"):
        assert word not in page
    tree = LexborHTMLParser(page)
    marks = [m.text() for m in tree.css("li.control mark")]
    assert "Government forces captured the town of Maskana" in marks
    assert "سيطرت قوات النظام على بلدة مسكنة" in marks
    assert not tree.css("script, img, iframe")
    assert W[lang]("timeline.none") in render_timeline(timeline(Register(()), W[lang]), W[lang])


def test_a_place_that_is_coarsened_is_coarse_here_too(both: Register) -> None:
    page = render_timeline(timeline(both, W["en"]), W["en"])
    assert "Sakhour" not in page


def test_both_languages_say_the_same_things() -> None:
    ar, en = (toml(f"vocabularies/timeline_{lang}.toml")["timeline"] for lang in ("ar", "en"))
    assert set(ar) == set(en)
    for code in codes("control_changes"):
        assert {code, f"{code}_part"} <= set(en)

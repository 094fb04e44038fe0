"""Capture–recapture against a published table (Kosovo 1999: four lists, 4,400 people), and the gate before it."""

import xml.etree.ElementTree as ElementTree
from datetime import date
from pathlib import Path

import pytest

from tawthiq.domain.account import Account, Extraction
from tawthiq.domain.actors import PersonMention
from tawthiq.domain.document import Document
from tawthiq.domain.incident import Incident, Origin
from tawthiq.domain.span import Quote, Span
from tawthiq.domain.when import When
from tawthiq.domain.where import Place, PlaceMention
from tawthiq.estimate.bounds import chao_by_list, chao_heterogeneity, chapman
from tawthiq.estimate.chart import upset
from tawthiq.estimate.gate import refusals
from tawthiq.estimate.histories import Histories, histories_of
from tawthiq.estimate.lists import Entry, entries_of, histories, keep, people_of, read_cells, read_lists
from tawthiq.estimate.models import fit_models
from tawthiq.knowledge.load import toml

KOSOVO = Path(__file__).with_name("kosovo.csv")


@pytest.fixture(scope="module")
def kosovo() -> Histories:
    return read_cells(KOSOVO)


def test_the_models_of_kosovo(kosovo: Histories) -> None:
    models = fit_models(kosovo)
    assert len(models) == 64
    best = models[0]
    assert [round(n) for n in (best.total, best.low, best.high)] == [14342, 12541, 16540]
    assert round(models[2].total) == 11322
    assert round(next(m.total for m in models if not m.pairs)) == 7395
    assert [m.bic for m in models] == sorted(m.bic for m in models)


def test_the_bounds_of_kosovo(kosovo: Histories) -> None:
    assert kosovo.total == 4400
    assert round(chao_heterogeneity(kosovo) or 0) == 10270
    assert round(chao_by_list(kosovo) or 0) == 8586
    pairs = [round(n) for _, _, n in chapman(kosovo)]
    assert (min(pairs), max(pairs)) == (5447, 9622)


def test_a_population_of_known_size_lies_in_the_interval() -> None:
    lists = {"a": 0.5, "b": 0.4, "c": 0.6}  # 1,000 people, lists independent: the expected cells, rounded
    cells = []
    for number in range(1, 8):
        signs = f"{number:03b}"
        share = 1.0
        for sign, p in zip(signs, lists.values(), strict=True):
            share *= p if sign == "1" else 1 - p
        cells.append((signs, round(1000 * share)))
    independent = next(m for m in fit_models(Histories(tuple(lists), tuple(cells))) if not m.pairs)
    assert abs(independent.total - 1000) < 5
    assert independent.low < 1000 < independent.high


def test_two_lists_give_no_model(kosovo: Histories) -> None:
    with pytest.raises(ValueError, match="models need 3"):
        fit_models(keep(kosovo, ["EXH", "ABA"]))


def test_lists_that_are_kept_hold_the_same_people_as_before(kosovo: Histories) -> None:
    three = keep(kosovo, ["EXH", "ABA", "OSCE"])
    assert three.on(0) == kosovo.on(0)
    assert three.on(0, 1) == kosovo.on(0, 1)
    assert three.total == kosovo.total - kosovo.only(3)
    with pytest.raises(ValueError, match="no list XYZ"):
        keep(kosovo, ["XYZ"])


def test_every_reason_against_an_estimate_is_named(kosovo: Histories) -> None:
    assert not refusals(kosovo, closed=True, reviewed=True)
    assert [r.key for r in refusals(kosovo, closed=False, reviewed=False)] == ["refused.open", "refused.unreviewed"]
    assert [r.key for r in refusals(keep(kosovo, ["EXH", "ABA"]), closed=True, reviewed=True)] == ["refused.lists"]
    apart = histories_of([["a"], ["b"], ["a", "b"], ["c"], ["b", "c"]])
    (alone,) = refusals(apart, closed=True, reviewed=True)
    assert (alone.key, dict(alone.facts)) == ("refused.overlap", {"a": "a", "b": "c"})


def test_histories_that_cannot_be_are_refused() -> None:
    for cells in ((("000", 3),), (("01", 3),), (("0x1", 3),), (("011", -1),)):
        with pytest.raises(ValueError, match=r"."):
            Histories(("a", "b", "c"), cells)


def test_one_person_in_two_scripts_is_counted_once_and_another_name_order_is_another_person() -> None:
    told = [
        Entry("محمد خالد الأحمد", "x", "one"),
        Entry("Mohammad Khaled al-Ahmad", "x", "two"),
        Entry("محمد أحمد الخالد", "x", "two"),
        Entry("محمد خالد الأحمد", "elsewhere", "three"),
    ]
    people = people_of(told)
    assert sorted(len(p) for p in people) == [1, 1, 2]
    assert histories(told).total == 3


def _incident(persons: dict[str, list[str]], *, dated: bool = True) -> tuple[Incident, list[Extraction]]:
    extractions = []
    for ident, names in persons.items():
        text = "، ".join(names)
        quote = Quote.of(text, Span(0, len(text)))
        mentions = tuple(PersonMention(name, "victim", quote) for name in names)
        extractions.append(Extraction(Document(ident, text, "ar"), (Account("airstrike", persons=mentions),)))
    day = date(2016, 5, 4)
    when = When(day if dated else None, day if dated else None, "T2" if dated else "T0", "absolute")
    here = Quote.of("حلب", Span(0, 3))
    place = PlaceMention(Place("sy.aleppo", "governorate", "Aleppo", "حلب"), "Syria", "Aleppo", "P8", here)
    origins = tuple(Origin(f"o:{i}", f"origin {i}", "hr_org", i, (i,), "R1") for i in persons)
    incident = Incident(
        "i", tuple((i, 0) for i in persons), "", "", "airstrike", (), when, place, (), (), "G3", "unknown", origins
    )
    return incident, extractions


def test_the_named_dead_of_a_register_stand_on_the_lists_of_their_origins() -> None:
    incident, extractions = _incident({"d1": ["سمير علي حسن", "أحمد"], "d2": ["Samir Ali Hassan", "هدى سعيد نجار"]})
    found = histories(entries_of([incident], extractions))
    assert found.lists == ("origin d1", "origin d2")
    assert dict(found.cells) == {"11": 1, "01": 1}  # a single given name names nobody certainly


def test_an_undated_incident_does_not_say_who_died_when() -> None:
    incident, extractions = _incident({"d1": ["سمير علي حسن"]}, dated=False)
    assert not list(entries_of([incident], extractions))


def test_lists_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "lists.csv"
    file.write_text(
        "name,date,place,list\nسمير علي حسن,2016-05-04,حلب,one\nSamir Ali Hassan,2016-05-04,حلب,two\n", encoding="utf-8"
    )
    assert dict(histories(read_lists(file)).cells) == {"11": 1}
    file.write_text("name,date,place,list\nسمير علي,,حلب,one\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 2"):
        read_lists(file)
    file.write_text("name,date\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no column place, list"):
        read_lists(file)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_chart_draws_every_combination_and_stands_alone(kosovo: Histories, lang: str) -> None:
    drawn = upset(kosovo, lang)
    root = ElementTree.fromstring(drawn)
    tags = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert tags.count("rect") == 15
    assert tags.count("circle") == 15 * 4
    assert root.get("direction") == ("rtl" if lang == "ar" else "ltr")
    heights = [float(e.get("height", "0")) for e in root.iter() if e.tag.endswith("rect")]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] / heights[1] == pytest.approx(1131 / 936, rel=0.01)
    assert drawn == upset(kosovo, lang)
    hostile = upset(Histories(("<b>&", "ب"), (("10", 2), ("11", 1))), lang)
    assert "<b>" not in hostile
    ElementTree.fromstring(hostile)


def test_every_sentence_is_in_both_languages_with_the_same_facts() -> None:
    for key, entry in toml("vocabularies/wording_estimate.toml").items():
        fields = [sorted({w.partition("}")[0] for w in entry[lang].split("{")[1:]}) for lang in ("ar", "en")]
        assert fields[0] == fields[1], key

"""Floors rise and never fall while the corpus is the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tawthiq.score.figures import Figure, Measured
from tests.evaluation.corpus import Corpus, digest
from tests.evaluation.floors import broken, raised, read_floors, written
from tests.evaluation.measuring import Standing, faults, scores
from tests.evaluation.readme import BEGIN, END, between, table, with_table

OLD = {"ar": Standing("one", {"toll": 800, "date": 700}, {"false_alarms": 2})}


def now(corpus: str = "one", toll: int = 800, date: int = 700, alarms: int = 2) -> dict[str, Standing]:
    return {"ar": Standing(corpus, {"toll": toll, "date": date}, {"false_alarms": alarms})}


def test_the_same_and_the_better_hold() -> None:
    assert broken(OLD, now()) == []
    assert broken(OLD, now(toll=900, alarms=0)) == []


@pytest.mark.parametrize(
    ("present", "line"),
    [
        (now(toll=799), "ar: toll is 0.799, its floor 0.800"),
        (now(alarms=3), "ar: false_alarms is 3, at most 2 may be"),
        (now(corpus="two"), "ar: the corpus is not the one that the floors were measured on (make floors)"),
        ({}, "ar: the corpus is gone"),
        ({"ar": Standing("one", {"toll": 800}, {})}, "ar: date is 0.000, its floor 0.700"),
    ],
)
def test_the_worse_does_not_hold(present: dict[str, Standing], line: str) -> None:
    assert broken(OLD, present) == [line]


def test_a_set_without_floors_does_not_pass() -> None:
    assert broken({}, now()) == ["ar: no floors are pinned (make floors)"]


def test_pinning_raises_and_refuses_to_lower() -> None:
    assert raised(OLD, now(toll=850, alarms=1)) == (now(toll=850, alarms=1), [])
    assert raised(OLD, now(toll=900, date=699))[1] == ["ar: date is 0.699, its floor 0.700"]
    assert raised({}, now())[1] == []


def test_another_corpus_gets_new_floors_with_its_digest() -> None:
    assert raised(OLD, now(corpus="two", toll=100)) == (now(corpus="two", toll=100), [])


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    assert read_floors(path) == {}
    path.write_text(written(OLD), encoding="utf-8")
    assert read_floors(path) == OLD


def corpus(folder: Path) -> Corpus:
    made = Corpus("ar", folder)
    made.documents.write_bytes(b'{"id": "a", "text": "x"}\n')
    made.gold.write_bytes(b'{"id": "a", "incidents": []}\n')
    return made


def test_the_digest_is_of_every_byte_and_of_no_line_end(tmp_path: Path) -> None:
    made = corpus(tmp_path)
    first = digest(made)
    made.gold.write_bytes(made.gold.read_bytes().replace(b"\n", b"\r\n"))
    assert digest(made) == first
    made.gold.write_bytes(made.gold.read_bytes() + b" ")
    assert digest(made) != first
    made.documents.write_bytes(b"")
    assert digest(made) != first


def made(hit: int, found: int, gold: int, alarms: tuple[str, ...] = ()) -> Measured:
    from tawthiq.score import FIELDS

    figures = dict.fromkeys(FIELDS, Figure(0, 0, 0))
    return Measured(3, {**figures, "toll": Figure(hit, found, gold)}, None, 1, alarms, 0)


def test_scores_are_rounded_down_and_only_of_what_gold_has() -> None:
    assert scores(made(2, 3, 3)) == {"toll": 666}
    assert scores(made(0, 3, 0)) == {}
    assert faults(made(2, 3, 3, ("a",))) == {"false_alarms": 1, "broken_spans": 0}


def test_the_table_stands_between_its_markers() -> None:
    later = {"held_out_hard_ar": made(1, 2, 2), "held_out_hard_en": made(0, 1, 1)}
    later |= {"held_out_news_ar": made(3, 3, 3), "held_out_news_en": made(2, 2, 4)}
    content = table({"ar": made(2, 3, 3), "en": made(1, 1, 1, ("a",)), "both": made(3, 4, 4), **later})
    assert (
        "| toll | 0.667 / 0.667 / **0.667** | 1.000 / 1.000 / **1.000** | **1.000** | **0.667** | **0.500** | **0.000** |"
        in content
    )
    assert "| date | – | – | – | – | – | – |" in content
    assert (
        "| false alarms | 0 of 1 documents without an incident | 1 of 1 documents without an incident | 0 of 1 |"
        in content
    )
    page = with_table(f"before\n{BEGIN}\nold\n{END}\nafter\n", content)
    assert between(page) == content
    assert page.startswith("before\n")
    assert page.endswith("after\n")
    assert with_table(page, content) == page
    with pytest.raises(ValueError, match="substring"):
        between("no markers")

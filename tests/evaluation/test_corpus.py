"""The gold corpus is sound: whole, large and mixed enough, its quotes in its documents, and nobody else's text."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.evaluation.corpus import GOLD, HERE, LANGUAGES, SETS, awaited, inputs

pytestmark = pytest.mark.skipif(awaited(), reason="the gold corpus is not there yet")

DOCUMENTS = 120
HARD_NEGATIVES = 20
EACH = 40
"""The fewest documents of one language."""


def documents() -> list[dict[str, Any]]:
    folders = (GOLD, *SETS.values())
    return [dict(record) for folder in folders for lang in LANGUAGES for record in inputs(lang, folder).raw.values()]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_line_keeps_the_format_and_every_quote_stands_in_its_document(lang: str) -> None:
    assert inputs(lang).faults == []
    assert inputs(lang).gold.keys() == inputs(lang).documents.keys()


@pytest.mark.parametrize("folder", SETS.values(), ids=SETS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_later_sets_keep_the_format(lang: str, folder: Path) -> None:
    read = inputs(lang, folder)
    assert read.faults == []
    assert read.gold.keys() == read.documents.keys()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_document_says_what_it_is(lang: str) -> None:
    for record in inputs(lang).raw.values():
        assert record["lang"] == lang, record["id"]
        assert record["text_kind"] == "written", record["id"]
        assert record["phenomena"], record["id"]
        assert all(isinstance(tag, str) and tag for tag in record["phenomena"]), record["id"]


def test_every_phenomenon_of_the_list_is_in_both_languages() -> None:
    """phenomena.toml says which phenomena the corpus must hold, and by which tags either language marks them."""
    wanted = tomllib.loads((HERE / "phenomena.toml").read_text(encoding="utf-8"))
    thin = []
    for lang in LANGUAGES:
        tagged = [set(record["phenomena"]) for record in inputs(lang).raw.values()]
        for name, tags in wanted["phenomena"].items():
            held = sum(not tags_of.isdisjoint(tags) for tags_of in tagged)
            if held < wanted["fewest"]:
                thin.append(f"{lang}: {name}: {held}")
    assert thin == []


def test_no_two_documents_have_one_id_or_one_text() -> None:
    ids, texts = (Counter(str(record[key]) for record in documents()) for key in ("id", "text"))
    assert [one for counts in (ids, texts) for one, times in counts.items() if times > 1] == []


def test_there_are_enough_documents_and_hard_negatives() -> None:
    assert len(documents()) >= DOCUMENTS
    assert all(len(inputs(lang).documents) >= EACH for lang in LANGUAGES)
    nothing = [
        one for lang in LANGUAGES for one in inputs(lang).gold.values() if not one.incidents and not one.aggregates
    ]
    assert len(nothing) >= HARD_NEGATIVES


def plain(text: str) -> str:
    """Text without the differences that copying makes."""
    return " ".join(text.casefold().split())


def test_no_document_is_one_of_the_reference_material(shared: Path) -> None:
    ours = {plain(record["text"]): record["id"] for record in documents()}
    lines = {
        plain(line): record["id"] for record in documents() for line in record["text"].splitlines() if len(line) > 80
    }
    theirs = [p for folder in ("devset", "data") for p in sorted((shared / folder).glob("*.jsonl"))]
    found = []
    for path in theirs:
        with path.open(encoding="utf-8") as rows:
            for row in rows:
                text = json.loads(row).get("text") or ""
                if plain(text) in ours:
                    found.append((path.name, ours[plain(text)]))
                found += [(path.name, lines[plain(line)]) for line in text.splitlines() if plain(line) in lines]
    for path in sorted((shared / "seeds").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        found += [(path.name, lines[plain(line)]) for line in text.splitlines() if plain(line) in lines]
    assert found == []

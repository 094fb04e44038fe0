"""Weapons: the cases by phenomenon, and that every entry keeps to the vocabularies."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tawthiq.extract.matcher import the_matcher
from tawthiq.extract.weapons import find_weapons
from tawthiq.knowledge.load import lexicon, toml
from tawthiq.text.reading import read

CASES = tomllib.loads((Path(__file__).parent / "cases" / "weapons.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[c["says"] for c in CASES])
def test_the_weapons_a_text_names(case: dict[str, Any]) -> None:
    reading = read(case["text"], the_matcher())
    assert [[reading.quote(w.start, w.end).text, w.code] for w in find_weapons(reading)] == case["expect"]


def test_specific_marks_the_weapon_named_itself() -> None:
    reading = read("قصف الطيران الحربي البلدة.", the_matcher())
    assert [(w.code, w.rank == 3, w.kind) for w in find_weapons(reading)] == [("aircraft_fixed", True, "airstrike")]
    reading = read("An air strike hit the town.", the_matcher())
    assert [(w.code, w.rank == 3, w.kind) for w in find_weapons(reading)] == [("aircraft_unspec", False, "airstrike")]


def test_every_entry_has_codes_of_the_vocabularies() -> None:
    weapons, kinds = toml("vocabularies/weapons.toml"), toml("vocabularies/kinds.toml")
    entries = [e for e in lexicon() if e.category == "weapon"]
    assert {e.id for e in entries} <= set(weapons)
    assert {e.attributes["kind"] for e in entries} <= set(kinds)
    assert set(weapons) - {e.id for e in entries} == {"unknown"}
    assert {e.attributes["rank"] for e in entries} <= {1, 2, 3}

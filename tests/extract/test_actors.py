"""Parties and their parts: the cases by phenomenon, wordings that change party, and the data behind them."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tawthiq.domain.actors import ACTOR_MODES, ACTOR_ROLES
from tawthiq.extract.matcher import the_matcher
from tawthiq.extract.parties.actors import actor_names, find_actors, resolve_actor
from tawthiq.knowledge.load import toml
from tawthiq.knowledge.parties import actors, aliases, units
from tawthiq.text.reading import read

CASES = tomllib.loads((Path(__file__).parent / "cases" / "actors.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[c["says"] for c in CASES])
def test_a_party_has_the_part_its_words_give_it(case: dict[str, Any]) -> None:
    reading = read(case["text"], the_matcher())
    found = [(reading.quote(a.start, a.end).text, a.code, a.role, a.mode) for a in find_actors(reading)]
    assert found == [(e[0], e[1], e[2], e[3] if len(e) > 3 else "sole") for e in case["expect"]]


def test_the_syrian_army_changes_hands_with_the_year_told() -> None:
    before = read("In March 2016 the Syrian army shelled the town.", the_matcher())
    after = read("In March 2025 the Syrian army shelled the town.", the_matcher())
    undated = read("The Syrian army shelled the town.", the_matcher())
    assert [a.code for a in find_actors(before, on=date(2025, 6, 1))] == ["gov"]
    assert [a.code for a in find_actors(after)] == ["gov_trans"]
    assert [a.code for a in find_actors(undated, on=date(2025, 6, 1))] == ["gov_trans"]
    assert [a.code for a in find_actors(undated)] == ["gov"]


def test_wordings_and_codes_resolve() -> None:
    assert resolve_actor("gov") == "gov"
    assert resolve_actor("Nusra Front") == resolve_actor("جبهة النصرة") == "hts"
    assert resolve_actor("Syrian army", date(2024, 12, 7)) == "gov"
    assert resolve_actor("Syrian army", date(2024, 12, 8)) == "gov_trans"
    assert resolve_actor("nobody at all") is None


def test_a_unit_is_kept_beside_its_party() -> None:
    reading = read("The killings were carried out by the 105th Brigade of the Republican Guard.", the_matcher())
    (hit,) = find_actors(reading)
    assert (hit.code, hit.unit, hit.role) == ("gov", "brigade_105", "alleged_perpetrator")


def test_every_hit_leads_back_and_uses_the_standard_codes() -> None:
    for case in CASES:
        reading = read(case["text"], the_matcher())
        for hit in find_actors(reading):
            assert 0 <= hit.start < hit.end <= len(reading.text)
            assert hit.code in actors()
            assert hit.role in (*ACTOR_ROLES, "speaker")
            assert hit.mode in ACTOR_MODES
            assert hit.rule.startswith("actor.")
            assert 0 < hit.weight <= 1


def test_names_are_neutral_and_parents_known() -> None:
    loaded = ("regime", "terror", "gang", "النظام", "عصابات", "إرهاب", "احتلال")
    for actor in actors().values():
        assert not any(word in (actor.name_en + actor.name_ar).lower() for word in loaded)
        assert not actor.parent or actor.parent in actors()
    assert all(u.actor in actors() for u in units().values())
    assert all(a.code in actors() for a in aliases() if a.general < 0)
    assert actor_names("rus") == ("Russian forces", "القوات الروسية")


def test_no_wording_names_two_parties() -> None:
    meaning: dict[tuple[str, str], str] = {}
    for alias in aliases():
        if alias.general < 0:
            assert meaning.setdefault((alias.lang, alias.wording.casefold()), alias.code) == alias.code, alias.wording


def test_general_wordings_name_known_parties() -> None:
    for general in toml("actors/actors.toml")["general"]:
        codes = [general["default"], *general.get("by_country", {}).values(), *general.get("follows", ())]
        assert all(not c or c in actors() for c in codes)


def test_a_text_that_does_not_decide_between_two_nationalities_accuses_either() -> None:
    from tests.extract.telling import context

    said = context("Residents said it was unclear whether the planes were Syrian or Russian.", lang="en")
    assert {(a.code, a.mode) for a in find_actors(said.reading)} == {("gov", "either_or"), ("rus", "either_or")}


@pytest.mark.parametrize(
    ("text", "on", "codes"),
    [
        ("A warplane hit a bakery in Homs, Syria.", date(2013, 5, 1), ["gov"]),
        ("A warplane hit a bakery in Homs, Syria.", date(2016, 5, 1), []),
        ("A warplane hit a bakery in Homs, Syria.", None, []),
        ("قصفت طائرة حربية سوقا في صعدة باليمن.", date(2016, 5, 1), ["saudi_coalition"]),
        ("قصفت طائرة حربية سوقا في صعدة باليمن.", date(2014, 5, 1), []),
    ],
)
def test_aeroplanes_speak_for_the_party_that_alone_flew_then(text: str, on: date | None, codes: list[str]) -> None:
    assert [a.code for a in find_actors(read(text, the_matcher()), on=on)] == codes

"""What counts as the same: tolls, dates, places, kinds, names."""

from __future__ import annotations

from typing import Any

import pytest

from tawthiq.score import families
from tawthiq.score.same import same_date, same_governorate, same_kind, same_place
from tawthiq.score.telling import Telling, found_telling, found_toll, gold_telling
from tawthiq.score.tolls import Toll, bounds_text, pair_by_value, pair_strictly
from tests.score.making import account, gold, incident, tally, toll


def wanted(*tallies: dict[str, Any], **more: Any) -> Telling:
    return gold_telling(gold(incident(*tallies, **more)).incidents[0])


def one_toll(**raw: Any) -> Toll:
    return wanted(tally(3, **raw)).tolls[0].toll


@pytest.mark.parametrize(
    ("gold_says", "found_says", "shown"),
    [
        ({}, toll(3), "3"),
        ({"min": 401, "max": None}, {**toll(401), "high": None, "qualifier": "more_than"}, "401+"),
        ({"min": 3, "max": 5}, toll(3, 5, qualifier="range"), "3–5"),
        ({"min": None, "max": 5}, toll(0, 5, qualifier="at_most"), "0–5"),
        ({"min": 50, "max": 50, "approx": True}, toll(45, 55, value=50, qualifier="about"), "~50"),
        ({"min": 24, "max": 99, "vague": True}, toll(12, 24, qualifier="vague"), "vague"),
        ({"min": 1, "max": None, "unquantified": True}, toll(2, 9, qualifier="unquantified"), "unquantified"),
    ],
)
def test_bounds_agree_by_what_was_said(gold_says: dict[str, Any], found_says: dict[str, Any], shown: str) -> None:
    ours, theirs = one_toll(**gold_says), found_toll(found_says)
    assert ours == theirs
    assert bounds_text(ours.bounds) == shown


def test_an_approximate_number_is_not_an_exact_one() -> None:
    assert one_toll(approx=True) != found_toll(toll(3))


@pytest.mark.parametrize(
    ("gold_says", "found_says", "agree"),
    [
        ("children", "child", True), ("medics", "civil_defence", True), ("all", None, True), ("men", None, True), ("all", "man", True),
        ("other", "refugee", True), ("refugee", "refugee", True), ("refugee", "teacher", False), ("all", "civilian", False), ("civilians", None, False),
    ],
)  # fmt: skip
def test_groups(gold_says: str, found_says: str | None, agree: bool) -> None:
    assert bool(pair_strictly([one_toll(group=gold_says)], [found_toll(toll(3, group=found_says))])) is agree
    assert pair_by_value([one_toll(group=gold_says)], [found_toll(toll(3, group=found_says))]) == 1


def test_a_toll_is_paired_once_and_the_same_group_first() -> None:
    want = [one_toll(group="other"), one_toll(group="children")]
    got = [found_toll(toll(3, group="child")), found_toll(toll(3, group="teacher"))]
    assert pair_strictly(want, got) == {1: 0, 0: 1}
    assert pair_strictly(want, got[:1]) == {1: 0}
    assert pair_by_value(want, got[:1]) == 1


@pytest.mark.parametrize(
    ("date", "start", "end", "same"),
    [
        ("2019-07-22", "2019-07-22", "2019-07-22", True),
        ("2019-07-22", "2019-07-22", None, True),
        ("2019-07-22", "2019-07-22", "2019-07-23", False),
        ("2019-07-22/2019-07-23", "2019-07-22", "2019-07-23", True),
        ("2019-07", "2019-07-01", "2019-07-31", True),
        ("2019-07", "2019-07-01", "2019-08-31", False),
        ("2019", "2019-01-01", "2019-12-31", True),
        ("2019", "2018-01-01", "2018-12-31", False),
    ],
)
def test_dates(date: str, start: str, end: str | None, same: bool) -> None:
    assert same_date(wanted(date=date), found_telling(account(date={"start": start, "end": end}))) is same


def test_a_date_without_a_day_is_there_and_wrong() -> None:
    told = found_telling(account(date={"start": None, "end": None, "text": "recently"}))
    assert told.days is not None
    assert not same_date(wanted(), told)


@pytest.mark.parametrize(
    ("gold_says", "found_says", "same"),
    [
        ({"name_en": "al-Bab"}, {"name_en": "Al Bab", "name_ar": "الباب"}, True),
        ({"name_ar": "الباب"}, {"name_en": "Al Bab", "name_ar": "باب"}, True),
        ({"name_en": "Khan Shaykhun, northern quarter"}, {"name_en": "Khan Shaykhun"}, True),
        ({"name_en": "Kafr Hamra"}, {"name_en": "Ram"}, False),  # three letters within another name say nothing
        ({"name_en": "Idlib"}, {"name_en": "Ariha"}, False),
        ({"name_en": "Fu'ah"}, {"name_en": "al-Fuah"}, True),
    ],
)
def test_places(gold_says: dict[str, str], found_says: dict[str, str], same: bool) -> None:
    assert same_place(wanted(place=gold_says).where, found_telling(account(place=found_says)).where) is same


@pytest.mark.parametrize(
    ("one", "other"),
    [("Deir ez-Zor", "Dayr az-Zawr"), ("Rif Dimashq", "Rural Damascus"), ("al-Hasakah", "Hasaka"), ("Idlib Governorate", "إدلب"), ("Nineveh", "Ninawa")],
)  # fmt: skip
def test_a_governorate_has_many_spellings(one: str, other: str) -> None:
    assert families.governorate(one) == families.governorate(other) != ""


def test_governorates_that_no_table_knows_are_compared_by_name() -> None:
    here, there = (
        wanted(place={"governorate": "North Darfur"}),
        found_telling(account(place={"governorate": "North Darfur"})),
    )
    assert same_governorate(here.where, there.where)
    assert families.governorate("Damascus") != families.governorate("Rural Damascus")
    assert not same_governorate(
        wanted(place={"governorate": ""}).where, found_telling(account(place={"name_en": "x"})).where
    )


@pytest.mark.parametrize(
    ("gold_says", "code", "labels", "same"),
    [
        ("airstrike", "airstrike", [], True), ("execution", "unlawful_killing", [], True), ("bombing", "mine_uxo", [], True),
        ("other", "pillage", [], True), ("airstrike", "shelling", [], False), ("massacre", "shelling", ["massacre"], True),
        ("shelling", "airstrike", ["massacre"], False), ("hostage_taking", "abduction", [], True),
    ],
)  # fmt: skip
def test_kinds(gold_says: str, code: str, labels: list[str], same: bool) -> None:
    assert same_kind(wanted(type=gold_says), found_telling(account(kind=code, labels=labels))) is same


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("International Coalition (US-led)", "coalition"), ("US forces", "usa"), ("Saudi/UAE-led Coalition", "saudi_coalition"), ("Kurdish forces (YPG/PYD)", "sdf"),
        ("Turkish-backed factions", "sna"), ("Turkish army", "tur"), ("Islamic State (IS)", "isis"), ("rebels", "opp"), ("Assad's army", "gov"), ("shabiha", "ndf"),
        ("Unknown", "unidentified"), ("Syrian transitional government forces", "gov_trans"), ("Myanmar military", "mmr"), ("gov_trans", "gov_trans"), ("army", "gov"),
    ],
)  # fmt: skip
def test_a_party_is_known_by_name_and_by_code(name: str, code: str) -> None:
    assert families.actors().of(name) == families.actors().of(code)


@pytest.mark.parametrize(
    ("name", "code"),
    [("warplanes", "aircraft_fixed"), ("toxic gas", "sarin"), ("truck bomb", "car_bomb"), ("land mine", "uxo"), ("gunfire", "small_arms"), ("rockets", "mlrs"), ("heavy_mg", "heavy_mg")],
)  # fmt: skip
def test_a_weapon_is_known_by_name_and_by_code(name: str, code: str) -> None:
    assert families.weapons().of(name) == families.weapons().of(code)


def test_parties_that_nobody_named_and_events_are_not_counted() -> None:
    told = wanted(perpetrators=["Unidentified", "Russian forces"], weapons=["abduction", "rocket"])
    assert (told.accused, told.weapons) == ({"russia"}, {"missile"})
    assert families.weapons().of("bombing") in families.weapons().unnamed
    assert families.weapons().of("bombing of a cluster") == "cluster"


def test_only_those_held_responsible_are_compared() -> None:
    actors = [{"code": "rus", "role": "target"}, {"code": "isr", "role": "alleged_perpetrator"}, {"code": "tur"}]
    told = found_telling(account(actors=actors))
    assert told.accused == {"israel", "turkey"}
    assert told.named == {"israel", "turkey", "russia"}


def test_a_party_whose_code_is_not_ours_is_known_by_its_name() -> None:
    told = found_telling(account(actors=[{"code": "x1", "name_en": "Russian forces", "role": "alleged_perpetrator"}]))
    assert told.accused == {"russia"}


def test_every_code_of_the_families_exists() -> None:
    from tawthiq.knowledge.load import toml

    actors = {row["code"] for row in toml("actors/actors.toml")["actor"]}
    weapons = set(toml("vocabularies/weapons.toml"))
    assert set(families.actors().codes) <= actors
    assert set(families.weapons().codes) <= weapons
    kinds = set(toml("vocabularies/kinds.toml"))
    assert {code for codes in toml("scoring/coarse.toml")["kinds"].values() for code in codes} <= kinds

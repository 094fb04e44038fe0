"""What the database asks of two tellings is what `weigh_pair` says of them in words: the same sum, the same refusals."""

from __future__ import annotations

import random
from contextlib import closing
from dataclasses import replace
from typing import Any

import duckdb
import pytest

from bench.link_corpus import accounts
from tawthiq.domain.account import Account, Extraction
from tawthiq.domain.incident import AccountRef
from tawthiq.domain.where import Place
from tawthiq.link.around import around
from tawthiq.link.blocks import blocked_pairs
from tawthiq.link.columns import columns, schema
from tawthiq.link.levels import BLOCKING, questions, splink_settings
from tawthiq.link.scores import numbered, score_pairs
from tawthiq.link.telling import rare_words, tellings
from tawthiq.link.thresholds import Thresholds
from tawthiq.link.weigh import Setting, weigh_pair
from tests.builders import (
    ALEPPO,
    DEIR,
    GOVERNORATE_DZ,
    HAMIDIYAH,
    JOURA,
    QUSOUR,
    SUSAH,
    account,
    by,
    document,
    more_than,
    person,
    said_of_the_day,
    toll,
    weapon,
    when,
)  # fmt: skip


class Atlas:
    """Where the few places of these tests lie."""

    def within(self, inner: str, outer: str) -> bool:
        return any(place.id == outer for place in self.path(inner))

    def distance_km(self, a: object, b: object) -> float | None:
        return None

    def path(self, place: Place | str) -> tuple[Place, ...]:
        known = {p.id: p for p in (DEIR, JOURA, QUSOUR, HAMIDIYAH, ALEPPO, GOVERNORATE_DZ)}
        inner = known[place if isinstance(place, str) else place.id]
        return (
            (inner, GOVERNORATE_DZ) if inner.governorate == GOVERNORATE_DZ.id and inner != GOVERNORATE_DZ else (inner,)
        )


DATES = [
    None, when("2017-10-29"), when("2017-10-30"), when("2017-11-02"), when("2017-10-01", "2017-10-31"),
    when("2017-10-29", basis="relative_to_publication"), when("2018-01-05"), when("2017-12-31", "2018-01-01"),
    *(said_of_the_day(known) for known in ("weekday 7", "weekday 1", "--10-29", "--10-30", "--12-30", "--01-01", "--10", "today")),
]  # fmt: skip
PLACES = [None, DEIR, JOURA, QUSOUR, HAMIDIYAH, SUSAH, ALEPPO, GOVERNORATE_DZ]
TOLLS = [
    *(toll(n, qualifier=q) for n in (1, 7, 20, 57, 400) for q in ("exact", "about")),
    *(more_than(n) for n in (6, 50, 300)), toll(3, harm="injured"), toll(30, harm="injured"), toll(57, harm="bodies_found"),
    toll(12, harm="bodies_found"), toll(340), toll(55, 70),
]  # fmt: skip
PERSONS = [
    person("عصام زهر الدين", "commander", "issam_zahreddine"), person("Issam Zahreddine", "commander", "issam_zahreddine"),
    person("محمد خالد الأحمد", "victim"), person("Mohammad Khaled al-Ahmad", "victim"), person("محمد أحمد الخالد", "victim"),
    person("سامر العلي", "victim"), person("Samer al-Ali", "victim"),
]  # fmt: skip
KINDS = [
    "siege",
    "starvation",
    "airstrike",
    "airstrike",
    "shelling",
    "massacre",
    "chemical_attack",
    "arbitrary_detention",
    "unknown",
]


def some_account(chance: random.Random) -> Account:
    actor, arm = (
        chance.choice([None, "gov", "rus", "isis"]),
        chance.choice([None, "barrel_bomb", "aircraft_fixed", "knife"]),
    )
    made = account(
        chance.choice(KINDS), date=chance.choice(DATES), place=chance.choice(PLACES),
        tolls=tuple(chance.sample(TOLLS, chance.choice((0, 1, 2, 3, 9)))), actors=(by(actor),) if actor else (),
        weapons=(weapon(arm),) if arm else (), persons=tuple(chance.sample(PERSONS, chance.randrange(3))),
    )  # fmt: skip
    if made.place is not None and made.place.place == GOVERNORATE_DZ and chance.random() < 0.5:
        made = replace(made, place=replace(made.place, candidates=(GOVERNORATE_DZ.id, DEIR.id), rule="place.named"))
    return made


@pytest.mark.parametrize("seed", range(3))
def test_the_scores_of_the_database_are_those_of_the_words(seed: int) -> None:
    chance = random.Random(seed)
    geography = Atlas() if seed else None
    days = [None, "2017-10-30", "2018-01-06"]
    found, _ = tellings([document(f"d{n:03}", some_account(chance), published=chance.choice(days)) for n in range(120)])
    rare = rare_words(found)
    scored = score_pairs(columns(found, rare, geography))
    assert len(scored.first) > 500
    setting = Setting(geography, rare, around(found), len(found))
    refused = 0
    for at in range(len(scored.first)):
        a, b = found[scored.first[at]], found[scored.second[at]]
        verdict = weigh_pair(a, b, setting)
        assert bool(scored.refused[at]) == (verdict.outcome == "refused"), (a, b, verdict)
        refused += verdict.outcome == "refused"
        if verdict.outcome != "refused":
            assert scored.score[at] == pytest.approx(verdict.score, abs=0.02), (a, b, verdict)
            assert (verdict.outcome == "link") == (
                scored.score[at] >= Thresholds.of(len(found)).link and scored.enough[at]
            )
    assert 0 < refused < len(scored.first)


def asked_of_a_database(table: Any) -> set[tuple[int, int]]:
    """The pairs that a database finds by the conditions of `levels.BLOCKING`, as Spark does."""
    found: set[tuple[int, int]] = set()
    with closing(duckdb.connect()) as connection:
        connection.register("tellings", table)
        for rule, column in BLOCKING:
            rows = f"(SELECT * REPLACE (unnest({column}) AS {column}) FROM tellings)"
            found |= set(
                connection.sql(
                    f"SELECT DISTINCT l.unique_id, r.unique_id FROM {rows} l JOIN {rows} r ON {rule} AND l.unique_id < r.unique_id"
                ).fetchall()
            )
    return found


def test_the_pairs_found_in_memory_are_those_that_a_database_finds() -> None:
    chance = random.Random(5)
    days = [None, "2017-10-30", "2018-01-06"]
    made = [
        document(
            f"d{n:03}", *(some_account(chance) for _ in range(chance.choice((1, 1, 2)))), published=chance.choice(days)
        )
        for n in range(150)
    ]
    found, _ = tellings(made)
    for table in (columns(found, rare_words(found)), accounts(3000)[0]):
        table = numbered(table)
        first, second = blocked_pairs(table)
        pairs = list(zip(first.tolist(), second.tolist(), strict=True))
        assert pairs == sorted(set(pairs))
        assert set(pairs) == asked_of_a_database(table)
        assert len(pairs) > 1000
    empty = numbered(columns([], frozenset()))
    assert [len(part) for part in blocked_pairs(empty)] == [0, 0]


def test_columns_keep_to_their_schema_and_order() -> None:
    made = [document("d2", account(date=when("2017-10-29"), place=SUSAH)), document("d1", account("unknown"))]
    found, _ = tellings(made)
    table = columns(found, frozenset())
    assert table.schema == schema()
    assert table.column("doc").to_pylist() == ["d1", "d2"]
    assert table.column("unique_id").to_pylist() == [0, 1]


def test_a_likeness_means_less_in_a_large_register() -> None:
    small, middle, large = Thresholds.of(10), Thresholds.of(1000), Thresholds.of(1_000_000)
    assert small.link == Thresholds.of(100).link < middle.link < large.link
    assert middle.uncertain < middle.link


def test_every_level_has_a_name_of_its_own_and_refusals_cannot_be_outweighed() -> None:
    for question in questions():
        names = [level.name for level in question.levels]
        assert len(set(names)) == len(names), question.name
    most = sum(max((level.weight for level in q.levels), default=0.0) for q in questions())
    least = min(level.weight for q in questions() for level in q.levels)
    assert most + least < -100
    assert len(splink_settings(-6.0, questions())["comparisons"]) == len(questions())


def refs(*made: Extraction) -> set[tuple[AccountRef, AccountRef]]:
    found, _ = tellings(made)
    scored = score_pairs(columns(found, rare_words(found)))
    return {(found[a].ref, found[b].ref) for a, b in zip(scored.first, scored.second, strict=True)}


def test_tellings_of_one_document_and_of_nothing_common_are_not_compared() -> None:
    one = account(date=when("2017-10-29"), place=SUSAH)
    other = account(date=when("2012-01-01"), place=ALEPPO)
    assert refs(document("d1", one, one), document("d2", one), document("d3", other)) == {
        (("d1", 0), ("d2", 0)), (("d1", 1), ("d2", 0)),
    }  # fmt: skip

"""Linking many accounts: made-up ones whose events are known, joined with care and the same whatever their order."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from bench.link_corpus import REPEATS, accounts
from bench.link_measure import quality
from tawthiq.link import scores
from tawthiq.link.adding import add_tellings
from tawthiq.link.cluster import clusters_of
from tawthiq.link.columns import LARGEST_BLOCK, columns, schema
from tawthiq.link.scores import score_pairs
from tawthiq.link.telling import tellings
from tests.builders import SUSAH, account, by, document, toll, when

COUNT = 6000


@pytest.fixture(scope="module")
def linked() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    table, event = accounts(COUNT)
    return event, clusters_of(table, score_pairs(table))


def test_the_corpus_is_as_it_says() -> None:
    table, event = accounts(COUNT)
    assert table.schema == schema()
    assert len(event) == table.num_rows == COUNT
    assert len(np.unique(event)) == round(COUNT * (1 - REPEATS))
    again, _ = accounts(COUNT)
    assert again.equals(table)


def test_few_pairs_are_wrong_and_most_are_found(linked: tuple[NDArray[np.int64], NDArray[np.int64]]) -> None:
    precision, recall, _ = quality(*linked)
    assert precision > 0.97
    assert recall > 0.6


def test_pairs_scored_piece_by_piece_are_those_scored_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    table, _ = accounts(COUNT)
    whole = score_pairs(table)
    monkeypatch.setattr(scores, "_AT_ONCE", 999)
    pieces = score_pairs(table)
    assert len(whole.first) > 3 * 999
    for name in ("first", "second", "score", "enough"):
        assert np.array_equal(getattr(whole, name), getattr(pieces, name))


def test_quality_counts_pairs() -> None:
    event, home = np.array([0, 0, 0, 1, 1]), np.array([0, 0, 2, 2, 4])
    assert quality(event, home) == (0.5, 0.25, pytest.approx(1 / 3))


def test_a_member_of_a_group_is_never_far_in_days_or_place_from_another(
    linked: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> None:
    table, _ = accounts(COUNT)
    _, home = linked
    days, governorates = table.column("first").to_pylist(), table.column("governorate").to_pylist()
    groups: dict[int, list[int]] = {}
    for position, name in enumerate(home.tolist()):
        groups.setdefault(name, []).append(position)
    assert max(map(len, groups.values())) > 2
    for members in groups.values():
        told = [days[m] for m in members if days[m] is not None]
        assert not told or max(told) - min(told) <= 3
        assert len({governorates[m] for m in members} - {None}) <= 1


def test_accounts_are_added_as_if_all_had_come_at_once() -> None:
    table, event = accounts(COUNT)
    early, late = table.slice(0, COUNT - 300), table.slice(COUNT - 300)
    before = clusters_of(early, score_pairs(early))
    after = add_tellings(early, before, late)
    assert len(after) == COUNT
    for old in set(before.tolist()):  # what stood together stays together
        assert len(set(after[:-300][before == old].tolist())) == 1
    at_once = by_first(clusters_of(table, score_pairs(table)))
    assert (by_first(after) == at_once).mean() > 0.97
    assert quality(event, after)[0] > 0.97


def by_first(home: NDArray[np.int64]) -> NDArray[np.int64]:
    """The groups, each named by its first member."""
    first = np.full(int(home.max()) + 1, len(home))
    np.minimum.at(first, home, np.arange(len(home)))
    named: NDArray[np.int64] = first[home]
    return named


def test_a_telling_added_later_finds_the_only_other_one_of_its_day_and_place() -> None:
    """Columns made of a register alone keep what only one of its tellings has: the next to come may share it."""
    one = account(date=when("2017-10-29"), place=SUSAH, tolls=(toll(7),), actors=(by("rus"),))
    other = account(date=when("2017-11-29"), place=SUSAH, tolls=(toll(4),), actors=(by("rus"),))
    register, fresh = (
        columns(tellings([document(name, told) for name, told in part])[0], frozenset())
        for part in ([("d1", one), ("d2", other)], [("d3", one)])
    )
    before = clusters_of(register, score_pairs(register))
    assert by_first(add_tellings(register, before, fresh)).tolist() == [0, 1, 0]


def test_a_place_with_many_undated_tellings_does_not_pair_them_all() -> None:
    """Otherwise the pairs of a large city would grow with the square of the register."""
    many = [document(f"d{n:04}", account(place=SUSAH)) for n in range(LARGEST_BLOCK + 1)]
    assert not any(columns(tellings(many)[0], frozenset()).column("undated_at").to_pylist())
    few = columns(tellings(many[:9])[0], frozenset()).column("undated_at").to_pylist()
    assert few == [[SUSAH.id]] * 9

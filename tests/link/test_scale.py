"""Linking many accounts: made-up ones whose events are known, joined with care and the same whatever their order."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from bench.link_corpus import REPEATS, accounts
from bench.link_measure import quality
from tawthiq.link.adding import add_tellings
from tawthiq.link.cluster import clusters_of
from tawthiq.link.columns import schema
from tawthiq.link.scores import score_pairs

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

"""The benchmark of linking: what it measures of us, what peers join, and the lines of its table."""

from __future__ import annotations

import numpy as np
import pytest

from bench.link_corpus import accounts
from bench.link_measure import quality
from bench.link_questions import apart_pairs, count
from bench.linking import LINKERS, Measured, measure, row


def test_ours_is_measured_whole() -> None:
    found = measure("tawthiq", 3000)
    assert found.precision >= 0.9
    assert found.recall >= 0.5
    assert found.wall > 0
    assert found.memory > 0


@pytest.mark.parametrize("name", ["recordlinkage", "splink"])
def test_a_peer_joins_what_is_alike(name: str) -> None:
    pytest.importorskip("recordlinkage")
    pytest.importorskip("scipy")
    table, event = accounts(3000)
    home = LINKERS[name].link(table)
    assert len(home) == 3000
    precision, recall, _ = quality(event, home)
    assert min(precision, recall) > 0.3


def test_components_are_chains_of_pairs() -> None:
    pytest.importorskip("scipy")
    from bench.link_peers import components

    home = components(5, np.array([0, 1]), np.array([1, 3]))
    assert home[0] == home[1] == home[3]
    assert len(set(home.tolist())) == 3


def test_a_line_gives_figures_or_the_reason_why_not() -> None:
    assert row("X", 10_000, Measured(1.25, 2.0, 300.0, 0.9, 0.8, 0.847)) == (
        "| X | 10,000 | 1.2 | 2.0 | 300 | 0.900 | 0.800 | 0.847 |"
    )
    assert "not done" in row("X", 10_000, "not done after 180 s")


def test_what_is_left_to_people_is_counted() -> None:
    found = count(3000)
    assert found.incidents < found.accounts == 3000
    assert found.asked <= found.questions <= found.uncertain
    assert found.apart_asked <= found.apart_uncertain <= found.apart
    assert 0 < found.busiest <= 5
    assert apart_pairs(np.array([0, 0, 0, 1, 1, 2]), np.array([0, 0, 2, 3, 4, 5]), 6).tolist() == [2, 22]

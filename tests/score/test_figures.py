"""Sums: shares, groups of documents, B-cubed."""

from __future__ import annotations

import pytest

from tawthiq.score import FIELDS, measure
from tawthiq.score.figures import Figure
from tawthiq.score.links import bcubed
from tawthiq.score.marks import GoldTelling
from tests.score.making import account, found, gold, incident, tally, toll


def test_shares_are_of_counts() -> None:
    figure = Figure(hit=3, found=4, gold=6)
    assert (figure.precision, figure.recall) == (0.75, 0.5)
    assert figure.f1 == pytest.approx(0.6)
    assert (Figure(0, 0, 5).precision, Figure(0, 5, 0).recall, Figure(0, 0, 0).f1) == (0, 0, 0)


def corpus() -> tuple[list, dict, dict]:  # type: ignore[type-arg]
    golds = [gold(incident(tally(n), event_id="e"), ident=f"d{n}") for n in (1, 2)] + [gold(ident="d3")]
    documents = {
        f"d{n}": {"id": f"d{n}", "text": "x", "lang": "ar" if n == 1 else "en", "tags": ["a", "b"][:n]}
        for n in (1, 2, 3)
    }
    told = {
        "d1": found(account(toll(1)), ident="d1"),
        "d2": found(account(toll(9)), ident="d2"),
        "d3": found(account(toll(9)), ident="d3"),
    }
    return golds, documents, told


def test_figures_of_all_and_by_a_field_of_the_documents() -> None:
    golds, documents, told = corpus()
    result = measure(golds, documents, told, by="lang")
    assert list(result.groups) == ["ar", "en"]
    assert result.all.figures["toll"] == Figure(1, 3, 2)
    assert result.groups["ar"].figures["toll"] == Figure(1, 1, 1)
    assert (result.all.nothing, result.all.alarms) == (1, ("d3",))
    assert result.all.link is None
    record = result.all.record()
    assert list(record["figures"]) == list(FIELDS)
    assert record["figures"]["toll"] == {"precision": 0.3333, "recall": 0.5, "f1": 0.4, "hit": 1, "found": 3, "gold": 2}


def test_a_document_counts_in_each_item_of_a_list() -> None:
    golds, documents, told = corpus()
    groups = measure(golds, documents, told, by="tags").groups
    assert {value: one.documents for value, one in groups.items()} == {"a": 3, "b": 2}
    assert list(measure(golds, documents, told, by="publisher").groups) == ["-"]


def test_linking_is_measured_through_the_accounts() -> None:
    golds, documents, told = corpus()
    together = measure(golds, documents, told, incidents=[{"id": "i", "accounts": [["d1", 0], ["d2", 0]]}]).all.link
    apart = measure(golds, documents, told, incidents=[{"accounts": [["d1", 0]]}, {"accounts": [["d2", 0]]}]).all.link
    assert together is not None
    assert apart is not None
    assert (together.precision, together.recall, together.pairs_hit) == (1, 1, 1)
    assert (apart.precision, apart.recall, apart.pairs_hit) == (1, 0.5, 0)


def test_b_cubed_of_a_cluster_of_two_events() -> None:
    tellings = [
        GoldTelling("a", 0, "e", 0),
        GoldTelling("b", 0, "e", 0),
        GoldTelling("c", 0, "f", 0),
        GoldTelling("d", 0, "f", None),
    ]
    linked = bcubed(tellings, {("a", 0): "i", ("b", 0): "i", ("c", 0): "i"})
    assert linked is not None
    assert linked.precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert linked.recall == pytest.approx((1 + 1 + 0.5 + 0.5) / 4)
    assert (linked.pairs_gold, linked.pairs_found, linked.pairs_hit) == (2, 3, 1)
    assert bcubed([], {}) is None

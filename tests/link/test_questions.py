"""Of each incident a person is asked about its likeliest others only; the rest is counted, and follows once those are ruled on."""

from __future__ import annotations

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tawthiq.domain.account import Extraction
from tawthiq.link import link_accounts
from tawthiq.link.comparison import weights
from tawthiq.link.questions import asked_about
from tests.builders import HAMIDIYAH, account, document, toll, when

MOST = int(weights("thresholds")["questions"])


def asked(pairs: list[tuple[int, int]], scores: list[float]) -> list[tuple[int, int]]:
    """The pairs asked about where every telling is an incident of its own."""
    names = {at: (at, (f"d{at:03}", 0)) for pair in pairs for at in pair}
    return [pair for pair, ask in zip(pairs, asked_about(pairs, scores, names), strict=True) if ask]


def test_few_are_all_asked_about() -> None:
    pairs = [(0, n) for n in range(1, MOST + 1)]
    assert asked(pairs, [4.0] * len(pairs)) == pairs
    assert asked([], []) == []


def test_of_what_many_resemble_only_the_likeliest_are_asked_about() -> None:
    pairs = [(0, n) for n in range(1, 1000)]
    scores = [4.0 + (n * 7 % 1000) / 1000 for n in range(1, 1000)]
    likeliest = sorted(zip(scores, pairs, strict=True), reverse=True)[:MOST]
    assert sorted(asked(pairs, scores)) == sorted(pair for _, pair in likeliest)


def test_the_first_of_equally_likely_ones_are_asked_about() -> None:
    pairs = [(0, n) for n in range(1, 50)]
    assert asked(pairs[::-1], [4.0] * 49) == pairs[:MOST][::-1]
    noisy = [4.0 + n * 1e-12 for n in range(49)]
    assert asked(pairs, noisy) == pairs[:MOST], "sums that differ by rounding are equal"


def test_all_pairs_between_two_incidents_are_one_question() -> None:
    pairs = [(a, 10 + b) for a in range(4) for b in range(4)]
    names = {at: (at // 10, (f"d{at // 10}", 0)) for pair in pairs for at in pair}
    assert asked_about(pairs, [4.0] * 16, names) == [True] * 16


@given(st.sets(st.tuples(st.integers(0, 30), st.integers(31, 60)), min_size=1, max_size=300), st.randoms())
def test_no_incident_is_in_more_questions_than_declared(found: set[tuple[int, int]], chance: random.Random) -> None:
    pairs = sorted(found)
    scores = {pair: 4.0 + (pair[0] * 7 + pair[1] * 13) % 5 / 10 for pair in pairs}
    kept = asked(pairs, [scores[p] for p in pairs])
    assert kept
    assert max(Counter(end for pair in kept for end in pair).values()) <= MOST
    chance.shuffle(pairs)
    assert sorted(asked(pairs, [scores[p] for p in pairs])) == sorted(kept), "in whatever order they come"


def tellings(vague: int) -> list[Extraction]:
    """One dated report, and so many without a date of the same place, each with its own count."""
    dated = document("dated", account(date=when("2017-10-29"), place=HAMIDIYAH, tolls=(toll(7),)))
    return [
        dated,
        *(document(f"vague{n:02}", account(place=HAMIDIYAH, tolls=(toll(9 + 3 * n),))) for n in range(vague)),
    ]


def test_what_is_not_asked_is_counted_and_follows_when_the_first_are_ruled_on() -> None:
    made = tellings(MOST + 3)
    result = link_accounts(made)
    first = {(k.a, k.b) for k in result.uncertain}
    assert max(Counter(ref for pair in first for ref in pair).values()) <= MOST
    assert result.unasked > 0
    again = link_accounts(made[::-1])
    assert again.uncertain == result.uncertain
    assert again.unasked == result.unasked
    later = link_accounts(made, decided=dict.fromkeys(first, False))
    following = {(k.a, k.b) for k in later.uncertain}
    assert following
    assert following.isdisjoint(first)
    assert len(following) + later.unasked <= result.unasked


def test_a_ruling_stands_whatever_is_asked() -> None:
    made = tellings(MOST + 3)
    last = (("dated", 0), (f"vague{MOST + 2:02}", 0))
    joined = link_accounts(made, decided={last: True})
    assert any(set(last) <= set(cluster) for cluster in joined.clusters)


def test_a_small_register_leaves_nothing_unasked() -> None:
    assert link_accounts(tellings(2)).unasked == 0

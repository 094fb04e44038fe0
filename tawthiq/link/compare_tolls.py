"""Can the counts both be right? Logical bounds are compared, not digits (standards §2.1, last column)."""

from __future__ import annotations

from tawthiq.domain.toll import Count, Toll
from tawthiq.knowledge.count_meanings import can_both_be_right, possible_numbers
from tawthiq.link.comparison import Comparison, alike, compared, labelled, merged, weights
from tawthiq.link.telling import Telling

_TOTAL_GROUPS = (None, "civilian")


def _counts(telling: Telling, harm: str) -> list[Toll]:
    """The whole counts of one harm: people in general or civilians, parts (بينهم طفلان) left out."""
    return [
        toll
        for toll in telling.account.tolls
        if toll.harm == harm
        and toll.of is None
        and toll.group in _TOTAL_GROUPS
        and toll.count.qualifier != "unquantified"
    ]


def _equal_weight(value: int) -> float:
    table = weights("tolls")
    weight = max((float(w) for least, w in table["equal"] if value >= least), default=0.0)
    return weight * float(table["round_factor"]) if value % 10 == 0 else weight


def _shown(count: Count) -> str:
    if count.high is None:
        return f"{count.low}+"
    return str(count.low) if count.low == count.high else f"{count.low}–{count.high}"


def _pair(harm: str, a: Toll, b: Toll) -> Comparison:
    table = weights("tolls")
    words = merged(labelled("harms", harm=harm), alike(a=_shown(a.count), b=_shown(b.count)))

    def outcome(wording: str, weight: float) -> Comparison:
        return compared("tolls", wording, weight, words)

    if a.count.value is not None and a.count.value == b.count.value and a.count.qualifier == b.count.qualifier:
        return outcome("equal", _equal_weight(a.count.value))
    (low_a, high_a), (low_b, high_b) = possible_numbers(a.count), possible_numbers(b.count)
    if can_both_be_right(a.count, b.count):
        return outcome("overlap", float(table["open_overlap" if None in (high_a, high_b) else "overlap"]))
    small, large = min(high_a or low_a, high_b or low_b), max(low_a, low_b)
    if large <= float(table["close_ratio"]) * max(small, 1):
        return outcome("close", float(table["close"]))
    if large - small >= 10 and large > float(table["very_far_ratio"]) * max(small, 1):
        return outcome("very_far", float(table["very_far"]))
    return outcome("far", float(table["far"]))


def compare_tolls(a: Telling, b: Telling) -> list[Comparison]:
    """For each harm both tell of, the two counts that fit best; an equal exact count says the more the rarer it is.

    Counts that the text itself replaced are compared too: an older page may still carry them.
    """
    found = []
    for harm in weights("tolls")["harms"]:
        pairs = [_pair(harm, x, y) for x in _counts(a, harm) for y in _counts(b, harm)]
        if pairs:
            found.append(max(pairs, key=lambda c: (c.weight, c.reason_en)))
    return found

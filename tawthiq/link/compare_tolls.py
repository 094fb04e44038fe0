"""Can the counts both be right? Logical bounds are compared, not digits (standards §2.1, last column)."""

from __future__ import annotations

from tawthiq.domain.toll import Count, Toll
from tawthiq.knowledge.count_meanings import possible_numbers
from tawthiq.link.comparison import Comparison, alike, compared, labelled, merged, weights
from tawthiq.link.telling import Telling

_TOTAL_GROUPS = (None, "civilian")
_LEAST = ("at_least", "more_than")
"""A source that says "at least 96" and one that says "96" give one number."""


def whole_counts(telling: Telling, harm: str) -> list[Toll]:
    """The whole counts of one harm: people in general or civilians, parts (بينهم طفلان) and who died of wounds later (R12) left out.

    Bodies that were found are counted with the killed: one source says one, another the other.
    """
    counted_as = weights("tolls")["counted_as"]
    return [
        toll
        for toll in telling.account.tolls
        if counted_as.get(toll.harm, toll.harm) == harm
        and toll.of is None
        and toll.group in _TOTAL_GROUPS
        and toll.count.qualifier != "unquantified"
        and not toll.of_wounds
    ]


def _equal_weight(value: int) -> float:
    table = weights("tolls")
    weight = max((float(w) for least, w in table["equal"] if value >= least), default=0.0)
    return weight * float(table["round_factor"]) if value % 10 == 0 else weight


def _shown(low: int, high: int | None) -> str:
    if high is None:
        return f"{low}+"
    return str(low) if low == high else f"{low}–{high}"


def _hull(tolls: list[Toll]) -> tuple[int, int | None]:
    """The lowest and the highest number that any of the counts may stand for; None is open."""
    bounds = [possible_numbers(toll.count) for toll in tolls]
    highs = [high for _, high in bounds]
    return min(low for low, _ in bounds), None if None in highs else max(h for h in highs if h is not None)


def said(count: Count) -> tuple[int, str] | None:
    """The number that a count states and how it is meant, to be compared with another's; None where it states none."""
    if count.value is None:
        return None
    return count.value, "exact" if count.qualifier in _LEAST else count.qualifier


def largest(tolls: list[Toll]) -> int:
    """The largest of the numbers that the counts say at least: how large the event is, whatever parts of it are counted too."""
    return max(possible_numbers(toll.count)[0] for toll in tolls)


def _weighed(harm: str, first: list[Toll], second: list[Toll]) -> Comparison:
    """The two tellings' counts of one harm: a number that both state ("96", "at least 96"), else whether the largest are alike,
    else whether what they may mean meets."""
    table = weights("tolls")
    numbers = {said(toll.count) for toll in first} - {None}
    shared = [toll for toll in second if said(toll.count) in numbers]
    if shared:
        best = max(shared, key=lambda t: (_equal_weight(t.count.value or 0), t.count.low))
        shown = _shown(best.count.low, best.count.high)
        words = merged(labelled("harms", harm=harm), alike(a=shown, b=shown))
        return compared("tolls", "equal", _equal_weight(best.count.value or 0), words)
    (low_a, high_a), (low_b, high_b) = _hull(first), _hull(second)
    words = merged(labelled("harms", harm=harm), alike(a=_shown(low_a, high_a), b=_shown(low_b, high_b)))
    sizes = sorted((largest(first), largest(second)))
    size = max((float(w) for least, w in table["alike"] if sizes[0] >= least), default=0.0)
    if size and sizes[1] <= float(table["alike_ratio"]) * sizes[0]:
        counted = merged(labelled("harms", harm=harm), alike(a=largest(first), b=largest(second)))
        return compared("tolls", "alike", size, counted)
    if (high_a is None or low_b <= high_a) and (high_b is None or low_a <= high_b):
        open_ended = None in (high_a, high_b)
        return compared("tolls", "overlap", float(table["open_overlap" if open_ended else "overlap"]), words)
    ends = [low if high is None else high for low, high in ((low_a, high_a), (low_b, high_b))]
    small, large = max(min(ends), 1), max(low_a, low_b)
    if large <= float(table["close_ratio"]) * small:
        return compared("tolls", "close", float(table["close"]), words)
    if large - min(ends) >= 10 and large > float(table["very_far_ratio"]) * small:
        return compared("tolls", "very_far", float(table["very_far"]), words)
    return compared("tolls", "far", float(table["far"]), words)


def compare_tolls(a: Telling, b: Telling) -> list[Comparison]:
    """For each harm both tell of: a count that both state says the more the rarer it is; else what the counts of each may
    mean, from the lowest to the highest, meets or lies apart.

    Counts that the text itself replaced are compared too: an older page may still carry them.
    """
    found = []
    for harm in weights("tolls")["harms"]:
        first, second = whole_counts(a, harm), whole_counts(b, harm)
        if first and second:
            found.append(_weighed(harm, first, second))
    return found

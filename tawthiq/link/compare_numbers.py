"""Do the tellings state the same numbers? Three in common are hardly chance, in whatever language, and whatever they count; nor
are two that count the same harm."""

from __future__ import annotations

from tawthiq.link.comparison import Comparison, alike, compared, weights
from tawthiq.link.telling import Telling

TWO = 2
"""So many numbers say something where they count the same harm."""


def numbers_in(one: Telling) -> frozenset[int]:
    """The numbers of people that a telling states, small ones left out: parts, totals, and what the text itself replaced."""
    least = int(weights("numbers")["least"])
    counts = (toll.count for toll in one.account.tolls)
    return frozenset(count.value for count in counts if count.value is not None and count.value >= least)


def harms_in(one: Telling) -> frozenset[tuple[str, int]]:
    """The same numbers, each with the harm it counts, where that is compared; bodies that were found are counted with the killed."""
    table, stated = weights("tolls"), numbers_in(one)
    counted = ((table["counted_as"].get(toll.harm, toll.harm), toll.count.value) for toll in one.account.tolls)
    return frozenset(
        (harm, value) for harm, value in counted if value is not None and value in stated and harm in table["harms"]
    )


def compare_numbers(a: Telling, b: Telling) -> Comparison | None:
    """A text and its translation share no words, but the numbers: 270, 122, 24 in both speak for one event."""
    shared = sorted(numbers_in(a) & numbers_in(b), reverse=True)
    weight = max((float(w) for least, w in weights("numbers")["in_common"] if len(shared) >= least), default=0.0)
    if not weight:
        two, both = weights("numbers")["two"], harms_in(a) & harms_in(b)
        shared = sorted((number for _, number in both), reverse=True)
        if len(shared) < TWO or shared[0] < int(two["larger"]):
            return None
        weight = float(two["weight"])
    return compared("numbers", "same", weight, alike(numbers=", ".join(map(str, shared[:5]))))

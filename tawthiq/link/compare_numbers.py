"""Do the tellings state the same numbers? Three in common are hardly chance, in whatever language, and whatever they count."""

from __future__ import annotations

from tawthiq.link.comparison import Comparison, alike, compared, weights
from tawthiq.link.telling import Telling


def numbers_in(one: Telling) -> frozenset[int]:
    """The numbers of people that a telling states, small ones left out: parts, totals, and what the text itself replaced."""
    least = int(weights("numbers")["least"])
    counts = (toll.count for toll in one.account.tolls)
    return frozenset(count.value for count in counts if count.value is not None and count.value >= least)


def compare_numbers(a: Telling, b: Telling) -> Comparison | None:
    """A text and its translation share no words, but the numbers: 270, 122, 24 in both speak for one event."""
    shared = sorted(numbers_in(a) & numbers_in(b), reverse=True)
    weight = max((float(w) for least, w in weights("numbers")["in_common"] if len(shared) >= least), default=0.0)
    if not weight:
        return None
    return compared("numbers", "same", weight, alike(numbers=", ".join(map(str, shared[:5]))))

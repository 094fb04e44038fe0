"""Where a sentence is cut that counts some and says of a part of them where they were: «تسعة قتلى، ثلاثة منهم في سرمين وأربعة في بنش».

Rule: a part of the same harm and of the same people, with a town right behind it, tells of that town where the whole is told of
no one town, or of several of which it is one; what is counted behind it at further towns tells of those. The whole is then the
sum of what was told at all of them (R14).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.counts.bound_count import JOINED_COUNT, BoundCount
from tawthiq.extract.places.nearby import related
from tawthiq.extract.places.place_hits import PlaceHit

_BEHIND: Final = 24
"""Code points behind a count within which its town stands."""
_WORDS: Final = 2
"""Words at most between them."""
_POPULATED: Final = ("city", "town", "village", "camp")


def cuts_at_parts(context: Context, bound: Sequence[BoundCount], places: Sequence[PlaceHit]) -> list[int]:
    """Where to cut a sentence whose counts are `bound` and whose places are `places`; none where no part has a town of its own."""
    for index, part in enumerate(bound):
        whole = bound[part.parent] if part.parent is not None else None
        if whole is None or not _is_a_part(whole, part):
            continue
        town = _town_of(context, places, part)
        if town is None:
            continue
        told = [p for p in places if p.end <= part.phrase.start and not p.aside]
        own = [p for p in told if p.specific]
        if own and not (_several(context, own) and any(related(context.gazetteer, p.place, town.place) for p in own)):
            continue
        cuts = [part.phrase.start, *_further(context, bound[index + 1 :], places, town)]
        if len(cuts) > 1 or (told and not own):
            return cuts
    return []


def _is_a_part(whole: BoundCount, part: BoundCount) -> bool:
    """Whether a count is of some of the same people, told behind them."""
    same = part.harm == whole.harm and part.phrase.group in (None, whole.phrase.group)
    return same and whole.phrase.end <= part.phrase.start and 0 < part.phrase.count.low < whole.phrase.count.low


def _town_of(context: Context, places: Sequence[PlaceHit], count: BoundCount) -> PlaceHit | None:
    """The town that stands right behind a count, put there by a preposition."""
    behind = next((p for p in places if p.start >= count.phrase.end), None)
    if behind is None or behind.start - count.phrase.end > _BEHIND or behind.aside or not behind.located:
        return None
    near = context.words_between(count.phrase.end, behind.start) <= _WORDS
    return behind if near and behind.place.level in _POPULATED else None


def _several(context: Context, places: Sequence[PlaceHit]) -> bool:
    """Whether places are two at least of which neither lies in the other."""
    first, *others = places
    return any(not related(context.gazetteer, p.place, first.place) for p in others)


def _further(context: Context, bound: Sequence[BoundCount], places: Sequence[PlaceHit], town: PlaceHit) -> list[int]:
    """Where those are counted whom the list behind a part puts in further towns."""
    cuts: list[int] = []
    for count in bound:
        place = _town_of(context, places, count)
        if place is None or related(context.gazetteer, place.place, town.place):
            continue
        verb = count.rule != JOINED_COUNT and not count.rule.startswith("toll.harm-word")
        cuts.append(min(count.harm_start, count.phrase.start) if verb else count.phrase.start)
        town = place
    return cuts

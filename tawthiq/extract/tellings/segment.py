"""A stretch of the text that can speak of one incident, with what it holds; `segments` cuts a document into them."""

from __future__ import annotations

from typing import Final

from tawthiq.domain.light import initialised
from tawthiq.domain.when import When
from tawthiq.extract.context import Context
from tawthiq.extract.counts.bound_count import BoundCount
from tawthiq.extract.days.event_dates import EventDate
from tawthiq.extract.parties.actors import ActorHit
from tawthiq.extract.persons import PersonHit
from tawthiq.extract.places.find import PlaceHit
from tawthiq.extract.weapons import WeaponHit
from tawthiq.text.ordered import bisect_left
from tawthiq.text.phrases import Hit

_ONCE: Final = frozenset({"missing", "detained", "abducted", "kidnapped", "hostage", "trapped"})
"""Harms that happen on a day and last."""


@initialised(slots=True, unsafe_hash=True, init=False)
class Segment:
    """A stretch of the text at folded `[start, end)` and what it holds; `paragraph` counts line breaks before it."""

    start: int
    end: int
    paragraph: int
    tolls: tuple[BoundCount, ...]
    kinds: tuple[Hit, ...]
    places: tuple[PlaceHit, ...]
    dates: tuple[EventDate, ...]
    actors: tuple[ActorHit, ...]
    weapons: tuple[WeaponHit, ...]
    persons: tuple[PersonHit, ...]
    cues: tuple[Hit, ...]

    def __init__(
        self,
        start: int,
        end: int,
        paragraph: int,
        tolls: tuple[BoundCount, ...],
        kinds: tuple[Hit, ...],
        places: tuple[PlaceHit, ...],
        dates: tuple[EventDate, ...],
        actors: tuple[ActorHit, ...],
        weapons: tuple[WeaponHit, ...],
        persons: tuple[PersonHit, ...],
        cues: tuple[Hit, ...],
    ) -> None:
        self.start = start
        self.end = end
        self.paragraph = paragraph
        self.tolls = tolls
        self.kinds = kinds
        self.places = places
        self.dates = dates
        self.actors = actors
        self.weapons = weapons
        self.persons = persons
        self.cues = cues

    def cued(self, name: str) -> bool:
        """Whether a discourse cue of this name stands in the segment."""
        return bool(self.cues) and any(c.id == name for c in self.cues)

    @property
    def dated(self) -> EventDate | None:
        """The date the segment gives an event: the most precise, then the one nearest to what happened."""
        if len(self.dates) < 2:
            return self.dates[0] if self.dates else None
        rank = min([d.rank for d in self.dates])
        best = [d for d in self.dates if d.rank == rank]
        if len(best) == 1:
            return best[0]
        anchors = [t.harm_start for t in self.tolls] + [h.start for h in self.kinds] + [w.start for w in self.weapons]
        anchors.sort()
        chosen, least = best[0], (_away(best[0], anchors), best[0].start)
        for found in best[1:]:
            if (near := (_away(found, anchors), found.start)) < least:
                chosen, least = found, near
        return chosen

    @property
    def when(self) -> When | None:
        """The days of that date: of a "since", only the first where people went missing on it and still are."""
        dated = self.dated
        if dated is None:
            return None
        once = dated.opening is not None and bool(self.tolls) and all(t.harm in _ONCE for t in self.tolls)
        return dated.opening if once else dated.when


def _away(found: EventDate, anchors: list[int]) -> int:
    """How far a date is from the nearest of what happened (their starts in order); where nothing did, from the beginning."""
    if not anchors:
        return found.start
    at = bisect_left(anchors, found.start)
    return min([abs(found.start - a) for a in anchors[max(0, at - 1) : at + 1]])


def only_said(segment: Segment) -> bool:
    """Whether all days of a segment are days of statements."""
    return bool(segment.dates) and all(d.said for d in segment.dates)


def hurts_nobody(context: Context, segment: Segment) -> bool:
    """Whether a stretch says of an attack that it had no victims: what is denied of it happened."""
    return bool(context.reading.within(segment.start, segment.end, "harmless"))

"""Reads the words that a reader points at: places by our gazetteer, dates by our date grammar, parties by our codes.

Rule: what our own reading of the document already makes of the words stands. Where it makes nothing of them because a
word alone does not say it (a town whose name is an ordinary word, a party without a verb beside it), the pointing is the
cue that was missing, and the rule of the claim says so ("….pointed"). Names of people are only those our rules read: a
victim's name never comes in this way (standards §5.7).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TypeVar

from tawthiq.extract.context import Context
from tawthiq.extract.days.event_dates import EventDate
from tawthiq.extract.parties.actors import ActorHit
from tawthiq.extract.parties.parties_named import mentions as parties_named
from tawthiq.extract.parties.party_mention import Mention
from tawthiq.extract.persons import PersonHit
from tawthiq.extract.places.find import PlaceHit
from tawthiq.extract.tellings.segments import Mentions
from tawthiq.extract.weapons import WeaponHit, pointed_weapon
from tawthiq.readers.proposals import ActorProposal
from tawthiq.readers.quotes import Pointer, locate
from tawthiq.text.numbers import Stretch
from tawthiq.text.phrases import Hit

_MOST_READINGS = 8
"""Other readings of a name that are kept beside the best."""
_POINTED_WEIGHT = 0.5
"""How plainly a party's part is said where only the reader says it: less than any verb of attack does."""
_Found = TypeVar("_Found", bound=Stretch)


class Words:
    """Finds quoted words in one document and what our reading has there; what is dropped is counted by reason."""

    def __init__(self, context: Context, mentions: Mentions, dropped: Counter[str]) -> None:
        self.context = context
        self.mentions = mentions
        self.dropped = dropped

    def bounds(self, pointer: Pointer) -> tuple[int, int] | None:
        """The folded bounds of the quoted words; None where they are dropped."""
        span = locate(self.context.document, pointer, self.dropped)
        if span is None:
            return None
        start, end = self.context.reading.folded.bounds(span)
        if start < end:
            return start, end
        self.dropped["no_words"] += 1
        return None

    @cached_property
    def parties(self) -> list[Mention]:
        """The parties that the document names, whatever their part."""
        return parties_named(self.context.reading, on=self.context.document.published.day)

    def places(self, pointer: Pointer) -> list[PlaceHit]:
        """The places that the words name, the larger ones they are put in included."""
        at = self.bounds(pointer)
        if at is None:
            return []
        named = _touching(self.mentions.places, *at)
        if named and all(p.aside for p in named):
            self.dropped["dateline"] += 1
            return []
        return self._kept([p for p in named if not p.aside] or self._unsure_place(*at), "no_place")

    def _unsure_place(self, start: int, end: int) -> list[PlaceHit]:
        """A name that is an ordinary word too, read as a place because the reader points at it."""
        hits = _touching(self.context.reading.of("place"), start, end)
        if not hits:
            return []
        hit = max(hits, key=lambda h: (h.end - h.start, -h.start))
        others = [p.place.id for p in self.mentions.places]
        ranked = self.context.gazetteer.rank(hit.term.get("ids", ()), others)
        place = self.context.gazetteer.places[ranked[0]]
        return [
            PlaceHit(
                hit.start, hit.end, place, ranked[:_MOST_READINGS], None, False, True, False, "place.pointed"
            )
        ]  # fmt: skip

    def dates(self, pointer: Pointer) -> list[EventDate]:
        """The dates that the words give."""
        at = self.bounds(pointer)
        return [] if at is None else self._kept(_touching(self.mentions.dates, *at), "no_date")

    def weapons(self, pointer: Pointer) -> list[WeaponHit]:
        """The weapons that the words name."""
        at = self.bounds(pointer)
        if at is None:
            return []
        found = _touching(self.mentions.weapons, *at)
        return self._kept(
            found or [pointed_weapon(h) for h in _touching(self.context.reading.of("weapon"), *at)], "no_weapon"
        )

    def persons(self, pointer: Pointer) -> list[PersonHit]:
        """The people in public roles whom the words name."""
        at = self.bounds(pointer)
        return [] if at is None else self._kept(_touching(self.mentions.persons, *at), "no_person")

    def kinds(self, pointer: Pointer) -> list[Hit]:
        """The words for a kind of incident among those quoted."""
        at = self.bounds(pointer)
        return [] if at is None else self._kept(_touching(self.context.reading.of("kind"), *at), "no_kind")

    def actors(self, proposal: ActorProposal) -> list[ActorHit]:
        """The parties that the words name: in the part our rules read, else in the one proposed.

        One that our rules take for a speaker is one and nothing more (R4).
        """
        at = self.bounds(proposal.pointer)
        if at is None:
            return []
        own = _touching(self.mentions.actors, *at)
        if own and all(a.role == "speaker" for a in own):
            self.dropped["speaker"] += 1
            return []
        if own:
            return [a for a in own if a.role != "speaker"]
        named = _touching(self.parties, *at)
        return self._kept(
            [
                ActorHit(m.start, m.end, m.code, proposal.role, "sole", m.unit, "actor.pointed", _POINTED_WEIGHT)
                for m in named
            ],
            "no_actor",
        )

    def _kept(self, found: list[_Found], reason: str) -> list[_Found]:
        if not found:
            self.dropped[reason] += 1
        return found


def _touching(found: Sequence[_Found], start: int, end: int) -> list[_Found]:
    """What lies in the words; where nothing does, what they are a part of."""
    touching = [f for f in found if f.start < end and start < f.end]
    return _inside(touching, start, end) or touching


def _inside(found: Iterable[_Found], start: int, end: int) -> list[_Found]:
    return [f for f in found if start <= f.start and f.end <= end]

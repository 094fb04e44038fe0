"""Proposals → accounts: each proposal's values grouped as its reader groups them, written down as our own scenes are.

From here on nothing knows who read: speakers, supersession, background and summaries are decided as for the rules'
accounts, and only the rule of each claim begins with the reader's name ("openai:MODEL+place.named").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from tawthiq.domain.account import Account
from tawthiq.domain.where import PlaceMention
from tawthiq.extract.context import Context
from tawthiq.extract.days.event_dates import EventDate
from tawthiq.extract.parties.actors import ActorHit
from tawthiq.extract.persons import PersonHit
from tawthiq.extract.places.find import PlaceHit
from tawthiq.extract.tellings.accounts import write_account
from tawthiq.extract.tellings.scene import Scene
from tawthiq.extract.tellings.scenes import scene_of, told_among
from tawthiq.extract.tellings.segment import Segment
from tawthiq.extract.tellings.segments import Mentions, pointed_segment
from tawthiq.extract.weapons import WeaponHit
from tawthiq.readers.pointed import Words
from tawthiq.readers.pointed_tolls import TollReader
from tawthiq.readers.proposals import AccountProposal
from tawthiq.text.phrases import Hit

_Hit = TypeVar("_Hit", PlaceHit, EventDate, ActorHit, WeaponHit, PersonHit)


@dataclass(frozen=True, slots=True)
class Telling:
    """Tells a document's accounts from proposals; what is dropped is counted in `dropped` by reason."""

    reader: str
    proposals: Sequence[AccountProposal]
    dropped: Counter[str]

    def __call__(self, context: Context, mentions: Mentions, report: bool) -> tuple[Account, ...]:
        """The accounts, in the order in which the document first tells them."""
        words = Words(context, mentions, self.dropped)
        tolls = TollReader(context, mentions, words, self.dropped)
        scenes = [s for p in self.proposals if (s := _scene(context, p, words, tolls)) is not None]
        scenes.sort(key=lambda s: s.start)
        told = told_among(context, scenes, report=report)
        self.dropped["says_too_little"] += len(self.proposals) - len(told)
        return tuple(_signed(write_account(context, scene), self.reader) for scene in told)


def _scene(context: Context, proposal: AccountProposal, words: Words, tolls: TollReader) -> Scene | None:
    """The scene of a proposal, a segment for each sentence it points at; None where nothing is left of it."""
    counts = tolls.read(proposal.tolls)
    places = words.places(proposal.place) if proposal.place is not None else []
    dates = words.dates(proposal.date) if proposal.date is not None else []
    kinds = words.kinds(proposal.kind) if proposal.kind is not None else []
    actors = [a for p in proposal.actors for a in words.actors(p)]
    weapons = [w for p in proposal.weapons for w in words.weapons(p)]
    persons = [n for p in proposal.persons for n in words.persons(p)]
    mentions = Mentions(
        _ordered(places), _ordered(dates), _ordered(actors), _ordered(weapons), _ordered(persons),
        words.mentions.statistics,
    )  # fmt: skip
    starts = [h.start for hits in (places, dates, kinds, actors, weapons, persons) for h in hits]
    numbers = sorted({*counts, *(context.reading.sentence_at(start) for start in starts)})
    if not numbers:
        return None
    parts = [pointed_segment(context, mentions, number, counts.get(number, ())) for number in numbers]
    return scene_of(context, [_of_kind(part, kinds) for part in parts])


def _ordered(found: Sequence[_Hit]) -> tuple[_Hit, ...]:
    return tuple(sorted(dict.fromkeys(found), key=lambda f: (f.start, f.end)))


def _of_kind(part: Segment, pointed: Sequence[Hit]) -> Segment:
    """A segment with the words for the kind that were pointed at alone, and what its source calls it."""
    if not pointed:
        return part
    here = [h for h in pointed if part.start <= h.start and h.end <= part.end]
    labels = [h for h in part.kinds if h.term.get("label") and h not in here]
    return replace(part, kinds=tuple(sorted([*here, *labels], key=lambda h: h.start)))


def _signed(account: Account, reader: str) -> Account:
    """The account with the reader's name before the rule of each of its claims."""

    def signed(rule: str) -> str:
        return f"{reader}+{rule}" if rule else reader

    def place(mention: PlaceMention) -> PlaceMention:
        return replace(mention, rule=signed(mention.rule))

    return replace(
        account,
        rule=signed(account.rule),
        date=replace(account.date, rule=signed(account.date.rule)) if account.date is not None else None,
        place=place(account.place) if account.place is not None else None,
        places=tuple(place(p) for p in account.places),
        actors=tuple(replace(a, rule=signed(a.rule)) for a in account.actors),
        weapons=tuple(replace(w, rule=signed(w.rule)) for w in account.weapons),
        persons=tuple(replace(p, rule=signed(p.rule)) for p in account.persons),
        tolls=tuple(replace(t, rule=signed(t.rule)) for t in account.tolls),
    )

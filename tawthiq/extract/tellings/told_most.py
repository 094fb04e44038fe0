"""What a telling counts most: the stretches that count its dead, and whether people were struck, were taken or fought.

Rule: a report tells what killed people where it counts them, and what else happened that day around it. Words for a kind
weigh more in the stretches that count the most dead than beside them; a raid that takes many and hurts one is an arrest,
a shooting after which a few are arrested is none; where most of the dead are fighters, a word for fighting says how.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tawthiq.domain.light import initialised
from tawthiq.extract.context import Context
from tawthiq.extract.counts.bound_count import BoundCount
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.taken import Taken
from tawthiq.extract.tellings.scene import is_attack
from tawthiq.extract.tellings.segment import Segment

STRUCK: Final = frozenset({"killed", "injured", "killed_or_injured", "bodies_found"})
"""Harms of those who were hit."""
TAKEN: Final = frozenset({"detained", "abducted", "forcibly_disappeared"})
"""Harms of those who were led off."""
_DEAD: Final = frozenset({"killed", "bodies_found", "killed_or_injured"})
_WORD: Final = re.compile(r"\w+")
_SHARE: Final = 10
"""A count of at least one part in so many of the greatest tells of the same event."""
_MANY_TIMES: Final = 4
"""How many times those struck the people taken must be for the event to be the taking."""
_STRIKE: Final = 2
"""The strength from which a word names a strike."""
_FEW: Final = 3
"""How many people at most are struck in a raid whose arrests may be told after them."""
_SEVERAL: Final = 2
"""The fighters from whose death on an attack on them is a fight."""
_FIGHTERS: Final = 1.5
"""How many others at most may have died for each fighter where the dead are fighters."""


@initialised(slots=True, unsafe_hash=True, init=False)
class TellingMost:
    """Where a telling counts the most, and whether it is of fighters killed, of people led off or of people struck."""

    where: Taken | None
    fighters: bool
    taken: bool
    struck: bool

    def __init__(
        self,
        where: Taken | None = None,
        fighters: bool = False,
        taken: bool = False,
        struck: bool = False,
    ) -> None:
        self.where = where
        self.fighters = fighters
        self.taken = taken
        self.struck = struck

    @classmethod
    def of(cls, segments: Sequence[Segment]) -> TellingMost:
        """What the stretches of a telling count most."""
        tolls = [t for s in segments for t in s.tolls]
        taken = mostly_taken(segments)
        struck = not taken and _most(tolls, STRUCK) > 0
        return cls(Taken(telling_most(segments)), fighters_died(segments), taken, struck)

    def at(self, position: int) -> bool:
        """Whether a position is in a stretch that counts the most."""
        return self.where is not None and self.where.holds(position)


def telling_most(segments: Sequence[Segment]) -> list[tuple[int, int]]:
    """Where the stretches stand that count the dead of a telling, or the hurt where nobody died, or anybody where nobody was hurt."""
    for harms in (_DEAD, STRUCK, None):
        most = max((_most(s.tolls, harms) for s in segments), default=0)
        if most:
            return [(s.start, s.end) for s in segments if _most(s.tolls, harms) * _SHARE >= most]
    return [(s.start, s.end) for s in segments if s.tolls]


def mostly_taken(segments: Sequence[Segment]) -> bool:
    """Whether a telling is of people led off: it counts them alone, or many times more of them than were struck,
    and those struck are few or counted after them."""
    tolls = [t for s in segments for t in s.tolls]
    if tolls and all(t.harm in TAKEN for t in tolls):
        return True
    first = next((s.tolls for s in segments if s.tolls), ())
    taken, struck = _most(tolls, TAKEN), _most(tolls, STRUCK)
    of_a_raid = struck <= _FEW or _most(first, TAKEN) > 0
    return of_a_raid and taken > 0 and taken >= _MANY_TIMES * struck


def fighters_died(segments: Sequence[Segment]) -> bool:
    """Whether several fighters were killed, and not many times more others.

    Not where the first dead counted are others whom a strike killed: «قتل 28 مدنيا بقصف … وقتل 30 عنصرا في محاولة تسلل».
    """
    first = next((s for s in segments if _most(s.tolls, _DEAD)), None)
    if first is None or not _of_fighters([t for s in segments for t in s.tolls]):
        return False
    fought = any(h.id == "clash" for h in first.kinds)
    return _of_fighters(first.tolls) or fought or not is_attack(first, _STRIKE)


def _of_fighters(tolls: Sequence[BoundCount]) -> bool:
    dead = [t for t in tolls if t.harm == "killed" and t.parent is None]
    fighters = max((t.phrase.count.low for t in dead if t.phrase.group == "combatant"), default=0)
    others = max((t.phrase.count.low for t in dead if t.phrase.group != "combatant"), default=0)
    return fighters >= _SEVERAL and fighters * _FIGHTERS >= others


def _most(tolls: Sequence[BoundCount], harms: frozenset[str] | None) -> int:
    """The greatest of the counts of these harms that are no parts of others; at least one for a count without a number."""
    most = 0
    for toll in tolls:
        if toll.parent is None and (harms is None or toll.harm in harms):
            most = max(most, toll.phrase.count.low, 1)
    return most


def hurting_nobody(context: Context, segments: Sequence[Segment]) -> list[tuple[int, int]]:
    """The clauses of a telling that say of themselves that they had no victims, where others count some.

    «قتل 13 في اشتباكات، في حين ألقى الطيران براميل على المنطقة دون خسائر بشرية»: the barrels killed nobody.
    """
    counts = sorted(t.phrase.start for s in segments for t in s.tolls)
    clauses = []
    for segment in segments:
        for cue in context.reading.within(segment.start, segment.end, "harmless"):
            clauses.append(_clause(context, segment, cue.start))
    clauses = [(low, high) for low, high in clauses if not any(low <= c < high for c in counts)]
    return clauses if counts else []


def _clause(context: Context, segment: Segment, position: int) -> tuple[int, int]:
    """The stretch around a position between two words that join clauses."""
    text, joins = context.text, toll_grammar().clause_joins
    ends = [m.start() for m in _WORD.finditer(text, segment.start, segment.end) if m.group() in joins]
    low = max((e for e in ends if e <= position), default=segment.start)
    return low, min((e for e in ends if e > position), default=segment.end)

"""What the other tellings of a register say around one: events known at its places, who else speaks of those days, how rarely.

Where one event is known, an undated telling of the same kind is most likely of it; where raids come week after week, it may be
of any. A day that is given one off is most likely a slip where nobody else speaks of the place in those weeks, and another
raid where many do: in two real registers that refer to one another, four in five such pairs of a quiet place are one event,
and hardly one in thirty of the others.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tawthiq.domain.incident import AccountRef
from tawthiq.link.candidates import SMALL
from tawthiq.link.compare_kinds import families_of, specific_kinds
from tawthiq.link.comparison import weights
from tawthiq.link.telling import Telling

_YEAR = 365
_EXACT = ("T1", "T2", "T3")


@dataclass(frozen=True, slots=True)
class Around:
    """For each telling: `events`, how many are known by date at its least told small place that could be its own by their kind;
    `crowd`, how many tellings of its small places are of its days or of a week around them, itself among them. For each small
    place: `rarity`, as `rarity_step`. What is not in there is 0.
    """

    events: Mapping[AccountRef, int] = field(default_factory=dict)
    crowd: Mapping[AccountRef, int] = field(default_factory=dict)
    rarity: Mapping[str, int] = field(default_factory=dict)

    def quiet(self, a: Telling, b: Telling) -> bool:
        """Whether the two tellings share a small place of which nobody else speaks in those weeks."""
        alone = max(self.crowd.get(a.ref, 0), self.crowd.get(b.ref, 0)) <= QUIET
        return alone and not set(small_places(a)).isdisjoint(small_places(b))


QUIET = 2
"""A place is quiet for two tellings if these are all that speak of it in those weeks."""


def around(tellings: Sequence[Telling]) -> Around:
    """What the tellings say around each of them."""
    return Around(_events(tellings), _crowd(tellings), _rarity(tellings))


def small_places(one: Telling) -> list[str]:
    """The ids of the settlements and smaller places that a telling names."""
    return sorted({m.place.id for m in one.sites if m.place.level in SMALL})


def _families(one: Telling) -> set[str]:
    return {family for kind in specific_kinds(one.account) for family in families_of(kind)}


def _events(tellings: Sequence[Telling]) -> dict[AccountRef, int]:
    """Events are days told of, those side by side being one."""
    days: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for one in tellings:
        when = one.account.date
        if one.dated and when is not None and when.start is not None and when.precision in _EXACT:
            for place in small_places(one):
                for family in _families(one) or {""}:
                    days[place][family].add(when.start.toordinal())
    counted: dict[tuple[str, frozenset[str]], int] = {}

    def known(place: str, families: frozenset[str]) -> int:
        """Counted once: of a town that thousands tell of, every telling would else count the days of all."""
        key = place, families
        if key not in counted:
            told = days.get(place, {})
            counted[key] = _runs_of(
                day for name, some in told.items() if not families or not name or name in families for day in some
            )
        return counted[key]

    return {
        one.ref: min((known(place, families) for place in small_places(one)), default=0)
        for one, families in ((one, frozenset(_families(one))) for one in tellings)
    }


def _runs_of(days: Iterable[int]) -> int:
    ordered = sorted(set(days))
    return sum(1 for at, day in enumerate(ordered) if at == 0 or day - ordered[at - 1] > 1)


def _crowd(tellings: Sequence[Telling]) -> dict[AccountRef, int]:
    near = int(weights("when")["quiet_days"])
    told: dict[str, list[int]] = defaultdict(list)
    for one in tellings:
        if (day := _about(one)) is not None:
            for place in small_places(one):
                told[place].append(day)
    for days in told.values():
        days.sort()
    found = {}
    for one in tellings:
        if (day := _about(one)) is not None:
            counts = [bisect_right(told[p], day + near) - bisect_left(told[p], day - near) for p in small_places(one)]
            found[one.ref] = max(counts, default=0)
    return found


def _about(one: Telling) -> int | None:
    """The first day of a telling's window, where it is narrow."""
    if (
        one.earliest is None
        or one.latest is None
        or (one.latest - one.earliest).days > int(weights("when")["quiet_days"])
    ):
        return None
    return one.earliest.toordinal()


def _rarity(tellings: Sequence[Telling]) -> dict[str, int]:
    """How rarely each small place is spoken of beside the days that all tellings span; most often 0."""
    spoken = Counter(place for one in tellings for place in small_places(one))
    days: list[date] = [one.earliest for one in tellings if one.dated and one.earliest is not None]
    span = (max(days) - min(days)).days if days else 0
    return {place: rarity_step(count, span) for place, count in spoken.items()}


def rarity_step(count: int, days: int) -> int:
    """By how many half powers of ten `count` accounts of a place are fewer than the days they may be of, up to a limit.

    That two of them name one day by chance is the less likely the fewer they are; of a town that is told of daily it is likely.
    """
    rare = max(days, _YEAR) / max(count, 1)
    return max(0, min(int(2 * math.log10(rare)), int(weights("where")["rarity_steps"])))

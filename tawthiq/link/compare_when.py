"""Do the dates meet? The first question put to two tellings (R16)."""

from __future__ import annotations

from collections.abc import Mapping

from tawthiq.domain.incident import AccountRef
from tawthiq.domain.when import When
from tawthiq.link.around import Around
from tawthiq.link.candidates import SMALL
from tawthiq.link.comparison import Comparison, Words, alike, compared, merged, weights
from tawthiq.link.telling import ORDER, Telling

NARROW = 7  # days; a wider window says nothing beside an implied one


def _shown(when: When | None) -> str:
    if when is None or when.start is None or when.end is None:
        return "?"
    return when.start.isoformat() if when.start == when.end else f"{when.start.isoformat()}/{when.end.isoformat()}"


def compare_when(a: Telling, b: Telling, near: Around | None = None) -> Comparison | None:
    """Windows that meet speak for one event, the more the narrower; more than three days apart refuse it.

    A date that is not known contradicts nothing and says nothing: None.
    «ليلة الأحد الاثنين» and "on Monday" meet. "25 September" and "30 September" never do. Two definite days side by
    side speak, lightly, against: raids come day after day. Where nobody else speaks of their place, they speak for one event.
    """
    if a.implied or b.implied:
        return _implied(a, b)
    if a.earliest is None or a.latest is None or b.earliest is None or b.latest is None:
        return None
    table = weights("when")
    first, second = a.account.date, b.account.date
    assert first is not None
    assert second is not None
    shown = alike(a=_shown(first), b=_shown(second))
    apart = max((b.earliest - a.latest).days, (a.earliest - b.latest).days, 0)
    if apart == 0:
        vaguer = max(a.precision, b.precision, key=lambda p: ORDER.index(p) if p in ORDER else 99)
        met = meet_as_said(first, second)
        weight = float(table["same"].get(vaguer, 0.0))
        return compared("when", "same", weight if met else weight / 2, shown)
    if apart > int(table["days_apart_refused"]):
        return compared("when", "refused", 0.0, shown, refused=True)
    if apart == 1 and near is not None and near.quiet(a, b):
        return compared("when", "next_day_quiet", float(table["next_day_quiet"]), shown)
    if apart == 1:
        return compared("when", "next_day", float(table["next_day"]), shown)
    return compared("when", "days_off", float(table["days_off"]), merged(shown, alike(days=apart)))


def compare_alone(a: Telling, b: Telling, events: Mapping[AccountRef, int]) -> Comparison | None:
    """Two tellings of one small place of which one gives no day: the fewer events are known there, the likelier they are one.

    `events` says how many are known there by date that could be a telling's own (`around.py`); where raids come week after week,
    an undated telling may be of any of them, and this says nothing.
    """
    if a.earliest is not None and b.earliest is not None:
        return None
    shared = [m.place for m in a.sites if m.place.level in SMALL and m.place.id in {n.place.id for n in b.sites}]
    table = weights("when")["events_known"]
    if not shared:
        return None
    known = max(events.get(a.ref, 0), events.get(b.ref, 0))
    if known >= len(table):
        return None
    place = shared[0]
    names: Words = {"ar": {"place": place.name_ar or place.name_en}, "en": {"place": place.name_en or place.name_ar}}
    return compared("alone", ("none", "one", "few")[min(known, 2)], float(table[known]), names)


def _implied(a: Telling, b: Telling) -> Comparison | None:
    """News without a date is about the day it came out or the day before; it is never about what was still to come."""
    if a.earliest is None or a.latest is None or b.earliest is None or b.latest is None:
        return None
    words = alike(a=_days(a), b=_days(b))
    early = int(weights("when")["relative_widen"])
    for news, other in ((a.latest, b), (b.latest, a)):
        dated = other.earliest if not other.implied else None
        if dated is not None and (dated - news).days > early:
            return compared("when", "refused", 0.0, words, refused=True)
    narrow = (a.latest - a.earliest).days <= NARROW and (b.latest - b.earliest).days <= NARROW
    if narrow and a.earliest <= b.latest and b.earliest <= a.latest:
        return compared("when", "implied", float(weights("when")["implied"]), words)
    apart = max((b.earliest - a.latest).days, (a.earliest - b.latest).days)
    if a.implied and b.implied and apart > int(weights("when")["days_apart_refused"]):
        return compared("when", "implied_apart", float(weights("when")["implied_apart"]), words)
    return None


def _days(telling: Telling) -> str:
    if telling.earliest is None or telling.latest is None:
        return "?"
    if telling.implied:
        return f"≈{telling.latest.isoformat()}"
    return _shown(telling.account.date)


def meet_as_said(a: When, b: When) -> bool:
    """Whether the dates meet as they were said, before any widening."""
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return False
    return a.start <= b.end and b.start <= a.end

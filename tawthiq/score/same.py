"""When a date, a place, a governorate or a kind that was found is gold's."""

from __future__ import annotations

from tawthiq.score.telling import Telling, Where

_DAY = len("2012-09-25")
_SHORT = 3
"""A spelling of this many letters or fewer must be the same; a longer one may stand within the other."""


def same_date(gold: Telling, found: Telling) -> bool:
    """Both ends on the same days; a month or a year in gold asks that either end falls into it."""
    if gold.days is None or found.days is None or not found.days[0]:
        return False
    if all(len(day) == _DAY for day in gold.days):
        return gold.days == found.days
    return all(ours.startswith(theirs) for theirs, ours in zip(gold.days, found.days, strict=True))


def same_place(gold: Where | None, found: Where | None) -> bool:
    """Two spellings are the same, or one stands within the other ("Khan Shaykhun, Idlib")."""
    if gold is None or found is None:
        return False
    if gold.spellings & found.spellings:
        return True
    return any((a in b or b in a) and min(len(a), len(b)) > _SHORT for a in gold.spellings for b in found.spellings)


def same_governorate(gold: Where | None, found: Where | None) -> bool:
    """The same governorate, where gold names one."""
    return gold is not None and found is not None and bool(gold.governorate) and gold.governorate == found.governorate


def same_kind(gold: Telling, found: Telling) -> bool:
    """The same coarse kind; a gold massacre also agrees with an account called one, whatever the means."""
    return gold.kind == found.kind or (gold.massacre and found.massacre)

"""When the incident happened: of the dates its accounts give, the most precise that most origins agree with.

«فجر الاثنين 30 تشرين الأول» is chosen over "in late October", which it lies in; of two days, the one more voices give.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from tawthiq.domain.incident import AccountRef
from tawthiq.domain.when import When
from tawthiq.reconcile.claims import Telling


def _length(when: When) -> int:
    return (when.end - when.start).days if when.start is not None and when.end is not None else 10**6


def _meet(a: When, b: When) -> bool:
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return False
    return a.start <= b.end and b.start <= a.end


def incident_date(tellings: Sequence[Telling], voices: Mapping[AccountRef, str]) -> When | None:
    """The date of an incident; an unplaced wording («ليلة أمس») where no account gives more; None where none gives any."""
    dates = [(t, t.account.date) for t in tellings if t.account.date is not None]
    known = [(t, d) for t, d in dates if d.known]
    if not known:
        return (
            min(dates, key=lambda x: (x[0].account.background, x[0].as_of or date.max, x[0].ref))[1] if dates else None
        )

    def order(item: tuple[Telling, When]) -> tuple[int, int, int, bool, date, date, AccountRef]:
        telling, when = item
        support = len({voices[t.ref] for t, other in known if _meet(when, other)})
        as_firm = len({voices[t.ref] for t, other in known if _meet(when, other) and _length(other) <= _length(when)})
        start = when.start or date.max
        return (
            -support,
            _length(when),
            -as_firm,
            telling.account.background,
            start,
            telling.as_of or date.max,
            telling.ref,
        )

    return min(known, key=order)[1]

"""The reporting period: which incidents certainly fall into it, which may, and what the period before it is.

An incident counts only where every possible day of it lies inside (as `tawthiq statistics` has it); those that may lie
inside and those without a date are counted apart, so that a reader knows what the figures leave out.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from tawthiq.domain.incident import Incident
from tawthiq.publish import public

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Term:
    """The days from `start` to `end`, both included. Raises ValueError where the end lies before the start."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"{self.end} lies before {self.start}")

    @property
    def days(self) -> int:
        """How many days."""
        return (self.end - self.start).days + 1

    @property
    def whole_months(self) -> bool:
        """Whether it runs from the first day of a month to the last of one."""
        return self.start.day == 1 and (self.end + _DAY).day == 1

    def months(self) -> tuple[tuple[int, int], ...]:
        """Year and month of every month it touches, in order."""
        first, last = self.start.year * 12 + self.start.month - 1, self.end.year * 12 + self.end.month - 1
        return tuple((index // 12, index % 12 + 1) for index in range(first, last + 1))

    def before(self) -> Term | None:
        """The period just before of the same length: as many whole months, else as many days.

        None where the calendar has none (before the year 1).
        """
        try:
            end = self.start - _DAY
            if not self.whole_months:
                return Term(end - (self.days - 1) * _DAY, end)
            index = self.start.year * 12 + self.start.month - 1 - len(self.months())
            return Term(date(index // 12, index % 12 + 1, 1), end)
        except (OverflowError, ValueError):
            return None

    def holds(self, first: date, last: date) -> bool:
        """Whether all days from `first` to `last` lie inside."""
        return self.start <= first and last <= self.end

    def touches(self, first: date | None, last: date | None) -> bool:
        """Whether a stretch shares a day with it; an end that is None is open, and one open at both ends touches nothing."""
        if first is None and last is None:
            return False
        return (first is None or first <= self.end) and (last is None or self.start <= last)


def month_term(year: int, month: int) -> Term:
    """The days of one month."""
    return Term(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Placed:
    """The incidents of a register seen from a term: certainly inside, perhaps inside, and without any date."""

    inside: tuple[Incident, ...]
    perhaps: tuple[Incident, ...]
    undated: tuple[Incident, ...]


def placed(incidents: tuple[Incident, ...], term: Term) -> Placed:
    """Sorts incidents by how they stand to `term`, by the days as published, in order of time."""
    inside: list[tuple[date, date, int, Incident]] = []
    perhaps: list[Incident] = []
    undated: list[Incident] = []
    for number, incident in enumerate(incidents):
        days = public.dates(incident)
        if days is None:
            undated.append(incident)
        elif term.holds(*days):
            inside.append((*days, number, incident))
        elif term.touches(*days):
            perhaps.append(incident)
    return Placed(tuple(item[-1] for item in sorted(inside, key=lambda i: i[:3])), tuple(perhaps), tuple(undated))

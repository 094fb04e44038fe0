"""When something happened: first and last possible day, how precisely that is known, and on what basis.

Precision codes are those of standards §1 (date_prec): T1 hour, T2 day, T3 a night or 2–6 days, T4 week, T5 month,
T6 season or half-year, T7 year, T0 unknown.
"""

# mypy: disable-error-code="misc"
# Initialisers that are written out set frozen fields (light.py).
from __future__ import annotations

from datetime import date
from typing import Final

from tawthiq.domain.light import sealed
from tawthiq.domain.span import Quote

DATE_BASES: Final = (
    "absolute",
    "relative_to_publication",
    "relative_to_event",
    "anniversary",
    "inferred",
    "unresolved",
)


@sealed(frozen=True, slots=True)
class When:
    """A date or range as a text gives it.

    `start` and `end` are both None where the wording is relative and nothing anchors it ("last night" in an undated
    text): the wording is kept, nothing is invented. `partial` then says what is known ("--08-16", "weekday 7").
    """

    start: date | None
    end: date | None
    precision: str
    basis: str
    quote: Quote | None = None
    rule: str = ""
    partial: str = ""

    def __init__(
        self,
        start: date | None,
        end: date | None,
        precision: str,
        basis: str,
        quote: Quote | None = None,
        rule: str = "",
        partial: str = "",
    ) -> None:
        self.start = start
        self.end = end
        self.precision = precision
        self.basis = basis
        self.quote = quote
        self.rule = rule
        self.partial = partial

    @property
    def known(self) -> bool:
        """Whether the wording could be placed on the calendar."""
        return self.start is not None and self.end is not None


@sealed(frozen=True, slots=True)
class Period:
    """The stretch of time a statistic covers; either end may be open."""

    start: date | None
    end: date | None
    text: str = ""

    def __init__(self, start: date | None, end: date | None, text: str = "") -> None:
        self.start = start
        self.end = end
        self.text = text


def precision_of(start: date, end: date) -> str:
    """The precision code of a range of days (standards §1): the narrowest class that holds it."""
    days = (end - start).days + 1
    for code, limit in (("T2", 1), ("T3", 6), ("T4", 7), ("T5", 31), ("T6", 184)):
        if days <= limit:
            return code
    return "T7"

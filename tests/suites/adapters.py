"""Adapters between our finders and the outside suites' scorer (../shared/suites/score.py): plain functions of a text.

The suites follow assistants' conventions (zero-width quantifiers, years as values); what differs is mapped here, not in
the product: dates shared by two days give the first, vague words give their lowest value.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from tawthiq.domain.document import Published
from tawthiq.domain.when import When
from tawthiq.knowledge.load import lexicon
from tawthiq.text.date_expression import DateExpression
from tawthiq.text.date_tokens import CATEGORIES
from tawthiq.text.dates import find_dates, resolve
from tawthiq.text.numbers import NumberHit, find_numbers
from tawthiq.text.phrases import PhraseMatcher
from tawthiq.text.reading import Reading, read

_UNCOUNTED = ("several", "few", "many", "some", "majority", "large_numbers")
_LETTER = {"day": "D", "week": "W", "month": "M", "year": "Y"}


@cache
def matcher() -> PhraseMatcher:
    """A matcher over the lexicons of numbers and dates alone."""
    return PhraseMatcher(e for e in lexicon() if e.category in ("number", "quantifier", "date_name", *CATEGORIES))


def _span(reading: Reading, start: int, end: int) -> tuple[int, int]:
    span = reading.folded.span(start, end)
    return span.start, span.end


def _numbers(text: str) -> tuple[Reading, list[NumberHit]]:
    reading = read(text, matcher())
    dates = [
        d
        for d in find_dates(reading)
        if d.kind not in ("duration", "relative", "time_of_day", "anniversary") and not (d.kind == "since" and d.unit)
    ]
    return reading, find_numbers(reading, dates)


def numbers(text: str) -> list[dict[str, Any]]:
    """Numbers with one value each; a range gives its two ends."""
    reading, hits = _numbers(text)
    found: list[dict[str, Any]] = []
    for hit in hits:
        if hit.kind == "identifier" or hit.wording in _UNCOUNTED:
            continue
        kind = "cardinal" if hit.kind == "decimal" else hit.kind
        start, end = (hit.start, hit.end) if kind == "percent" else (hit.core_start, hit.core_end)
        start, end = _span(reading, start, end)
        if hit.qualifier == "range":
            low, high = hit.said or (hit.low, hit.high)
            found.append({"start": start, "end": start + 1, "value": low, "kind": kind})
            found.append({"start": end - 1, "end": end, "value": high, "kind": kind})
            continue
        value = 10 if hit.wording == "dozens" else hit.low if hit.value is None else hit.value
        found.append({"start": start, "end": end, "value": value, "kind": kind})
    return found


def bounds(text: str) -> list[dict[str, Any]]:
    """Bounds as the numbers said, whether open or closed."""
    reading, hits = _numbers(text)
    found = []
    for hit in hits:
        end = max(hit.end, hit.tail[1]) if hit.tail else hit.end
        start, end = _span(reading, hit.start, end)
        if hit.qualifier in ("more_than", "at_least"):
            value = [hit.value, None]
        elif hit.qualifier in ("less_than", "at_most"):
            value = [None, hit.value]
        elif hit.qualifier == "range":
            value = list(hit.said or (hit.low, hit.high))
        else:
            continue
        found.append({"start": start, "end": end, "value": value, "kind": "bound"})
    return found


def _length(e: DateExpression) -> str:
    months = days = 0.0
    part: DateExpression | None = e
    while part is not None:
        amount = part.amount or 0
        months += amount * {"month": 1, "year": 12, "decade": 120}.get(part.unit, 0)
        days += amount * {"day": 1, "week": 7}.get(part.unit, 0)
        part = part.of
    return "P" + (f"{months:g}M" if months else "") + (f"{days:g}D" if days else "")


def _iso(when: When, e: DateExpression) -> str | None:
    if when.start is None or when.end is None:
        return None
    if e.kind == "since":
        return f"{when.start}/.."
    if e.kind == "until":
        return f"../{when.start}"
    if e.night:
        return when.start.isoformat()
    if when.start == when.end:
        return when.start.isoformat()
    return f"{when.start}/{when.end + timedelta(days=1)}"


def dates(text: str, reference: datetime | None) -> list[dict[str, Any]]:
    """Dates resolved against `reference`, which stands for publication and for the event told before.

    A sentence or two is an assistant's errand and looks ahead; a whole report looks back.
    """
    prefer = "past" if len(text) > 300 else "future"
    reading = read(text, matcher())
    day = reference.date() if reference is not None else None
    published = Published(day, day, "given") if day is not None else Published()
    event = When(day, day, "T2", "absolute") if day is not None else None
    found = []
    for e in find_dates(reading):
        if e.kind in ("time_of_day", "anniversary") or (e.kind == "duration" and e.unit in ("hour", "minute")):
            continue
        start, end = _span(reading, e.start, e.end)
        value = (
            _length(e)
            if e.kind == "duration"
            else _iso(resolve(e, published=published, default_event=event, prefer=prefer), e)
        )
        if value is None:
            continue
        kind = "duration" if e.kind == "duration" else "interval" if "/" in value else "date"
        found.append({"start": start, "end": end, "value": value, "kind": kind})
    return found


def reference_of(text: str) -> date:
    """An ISO date of a suite's reference."""
    return datetime.fromisoformat(text).date()

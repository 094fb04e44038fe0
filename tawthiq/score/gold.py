"""Gold: what a person says that a document tells. The format is docs/gold.md; each fault in it is one line with a reason.

A record that does not keep to the format is refused whole, for a figure over half-read gold would mislead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tawthiq.score import families

_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
UNREADABLE_DATES = frozenset({"inference", "world"})
"""Values of `date_basis` for a date that the text does not give: it is not asked for."""


class GoldError(ValueError):
    """Gold that breaks its format. `reasons` are its faults, one line each."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class GoldTally:
    """A number of people gold finds in the text. `low` and `high` are its bounds; None leaves that side open."""

    outcome: str
    group: str
    low: int | None
    high: int | None
    text: str
    attributed_to: str
    approx: bool
    vague: bool
    unquantified: bool
    derived: bool


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """Where gold says it happened; "" for what is not known."""

    name_en: str
    name_ar: str
    governorate: str
    text: str


@dataclass(frozen=True, slots=True)
class GoldIncident:
    """An incident that a document tells. `days` are the two ends of its date, each a day, a month or a year."""

    kind: str
    days: tuple[str, str] | None
    date_asked: bool
    date_text: str
    place: GoldPlace | None
    perpetrators: tuple[str, ...]
    weapons: tuple[str, ...]
    tallies: tuple[GoldTally, ...]
    background: bool
    event: str

    @property
    def words(self) -> str:
        """Words of the document that tell the incident: those of its first toll, its date or its place."""
        place = self.place.text if self.place is not None else ""
        return next((t.text for t in self.tallies if t.text), "") or self.date_text or place


@dataclass(frozen=True, slots=True)
class GoldAggregate:
    """A figure over a period or a whole conflict."""

    measure: str
    value: int | float
    dimension: str
    text: str


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """The gold of one document."""

    id: str
    incidents: tuple[GoldIncident, ...]
    aggregates: tuple[GoldAggregate, ...]


class _Reader:
    """Reads one record, noting every fault with the path to where it stands."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def fault(self, where: str, reason: str) -> None:
        self.faults.append(f"{where}: {reason}")

    def string(self, record: Mapping[str, Any], key: str, where: str, *, required: bool = False) -> str:
        value = record.get(key)
        if value is None or (isinstance(value, str) and not value):
            if required:
                self.fault(where, f"{key} is missing")
            return ""
        if not isinstance(value, str):
            self.fault(where, f"{key} is no text")
            return ""
        return value

    def strings(self, record: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
        value = record.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            self.fault(where, f"{key} is no list of names")
            return ()
        return tuple(value)

    def objects(self, record: Mapping[str, Any], key: str, where: str) -> list[tuple[str, Mapping[str, Any]]]:
        value = record.get(key)
        at = f"{where}: {key}" if where else key
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault(at, "no list")
            return []
        found = [(f"{at}[{n}]", item) for n, item in enumerate(value)]
        for spot, item in found:
            if not isinstance(item, dict):
                self.fault(spot, "no object")
        return [(spot, item) for spot, item in found if isinstance(item, dict)]

    def flag(self, record: Mapping[str, Any], key: str, where: str) -> bool:
        value = record.get(key)
        if value not in (None, True, False):
            self.fault(where, f"{key} is neither true nor false")
        return value is True

    def bound(self, record: Mapping[str, Any], key: str, where: str) -> int | None:
        value = record.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.fault(where, f"{key} is no whole number")
            return None
        return value

    def one_of(self, record: Mapping[str, Any], key: str, where: str, subject: str) -> str:
        value = self.string(record, key, where, required=True)
        if value and value not in families.known(subject):
            self.fault(where, f"{key} {value[:40]!r} is not known")
        return value


def gold_document(record: Any) -> GoldDocument:
    """The gold of one line. Raises GoldError with every fault of it."""
    if not isinstance(record, dict):
        raise GoldError(["not an object"])
    read = _Reader()
    ident = record.get("id")
    if not isinstance(ident, str | int) or isinstance(ident, bool) or ident == "":
        read.fault("id", "missing")
    if "incidents" not in record:
        read.fault("incidents", "missing (write [] where the document tells none)")
    gold = GoldDocument(
        str(ident),
        tuple(_incident(read, item, where) for where, item in read.objects(record, "incidents", "")),
        tuple(_aggregate(read, item, where) for where, item in read.objects(record, "aggregates", "")),
    )
    if read.faults:
        raise GoldError(read.faults)
    return gold


def _incident(read: _Reader, record: Mapping[str, Any], where: str) -> GoldIncident:
    event = record.get("event_id") or record.get("event")
    if isinstance(event, list):  # a telling that may be either of several events is measured as the first of them
        event = event[0] if event else None
    if event is not None and not isinstance(event, str):
        read.fault(where, "event_id is no text")
        event = None
    return GoldIncident(
        kind=read.one_of(record, "type", where, "kinds"),
        days=_days(read, record, where),
        date_asked=record.get("date_basis") not in UNREADABLE_DATES,
        date_text=read.string(record, "date_text", where),
        place=_place(read, record.get("place"), where),
        perpetrators=read.strings(record, "perpetrators", where),
        weapons=read.strings(record, "weapons", where),
        tallies=tuple(_tally(read, item, spot) for spot, item in read.objects(record, "tallies", where)),
        background=read.flag(record, "background", where),
        event=event or "",
    )


def _days(read: _Reader, record: Mapping[str, Any], where: str) -> tuple[str, str] | None:
    value = read.string(record, "date", where)
    if not value:
        return None
    start, _, end = value.partition("/")
    ends = (start, end or start)
    if not all(_is_day(part) for part in ends):
        read.fault(
            where,
            f"date {value[:30]!r} is no day, month or year like 2012-09-25, 2012-09, 2012 or 2012-09-25/2012-09-27",
        )
        return None
    if ends[1] < ends[0][: len(ends[1])]:
        read.fault(where, f"date {value[:30]!r} ends before it begins")
    return ends


def _is_day(text: str) -> bool:
    if not _ISO.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - len("2012") :])
    except ValueError:
        return False
    return True


def _place(read: _Reader, record: Any, where: str) -> GoldPlace | None:
    if record is None:
        return None
    at = f"{where}: place"
    if not isinstance(record, dict):
        read.fault(at, "no object")
        return None
    names = (read.string(record, key, at) for key in ("name_en", "name_ar", "governorate", "text"))
    return GoldPlace(*names)


def _tally(read: _Reader, record: Mapping[str, Any], where: str) -> GoldTally:
    low, high = read.bound(record, "min", where), read.bound(record, "max", where)
    approx, vague, named = (read.flag(record, key, where) for key in ("approx", "vague", "unquantified"))
    if approx + vague + named > 1:
        read.fault(where, "approx, vague and unquantified exclude one another")
    if approx and low is None:
        read.fault(where, "approx needs min")
    if low is None and high is None and not (vague or named):
        read.fault(where, "min and max are missing")
    if low is not None and high is not None and high < low:
        read.fault(where, f"max {high} is below min {low}")
    return GoldTally(
        outcome=read.one_of(record, "outcome", where, "harms"),
        group=read.one_of(record, "group", where, "groups"),
        low=low,
        high=high,
        text=read.string(record, "text", where, required=True),
        attributed_to=read.string(record, "attributed_to", where),
        approx=approx,
        vague=vague,
        unquantified=named,
        derived=read.flag(record, "derived", where),
    )


def _aggregate(read: _Reader, record: Mapping[str, Any], where: str) -> GoldAggregate:
    """A figure; where gold names it in words of its own, `contract` gives it in our codes and is what is compared."""
    text = read.string(record, "text", where)
    if isinstance(record.get("contract"), dict):
        record, where = record["contract"], f"{where}: contract"
    value = record.get("value")
    if isinstance(value, bool) or not isinstance(value, int | float):
        read.fault(where, "value is no number")
        value = 0
    return GoldAggregate(
        measure=read.string(record, "measure", where, required=True),
        value=value,
        dimension=read.string(record, "dimension", where, required=True),
        text=text,
    )


def gold_faults(gold: GoldDocument, text: str) -> list[str]:
    """A line for each quote of gold that its document does not hold word for word."""
    quoted: list[tuple[str, str]] = []
    for n, incident in enumerate(gold.incidents):
        quoted.append((f"incidents[{n}]: date_text", incident.date_text))
        if incident.place is not None:
            quoted.append((f"incidents[{n}]: place: text", incident.place.text))
        quoted += [(f"incidents[{n}]: tallies[{k}]: text", tally.text) for k, tally in enumerate(incident.tallies)]
    quoted += [(f"aggregates[{n}]: text", aggregate.text) for n, aggregate in enumerate(gold.aggregates)]
    return [f"{where}: {quote[:40]!r} does not stand in the document" for where, quote in quoted if quote not in text]

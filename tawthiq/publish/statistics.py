"""The office's own tables: incidents by month, by party held responsible, by governorate and by kind.

Each counted incident falls into exactly one row of a table, so rows add up to the total (R15). Incidents mentioned in
passing and discounted ones (G0) are not counted. Sums are Σmin–Σmax with the number of incidents (R17).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from tawthiq.domain.incident import Incident
from tawthiq.domain.register import Register
from tawthiq.publish import buckets, public
from tawthiq.publish.buckets import Bucket
from tawthiq.publish.figures import Sum, TollOf, add, headline
from tawthiq.publish.massacres import is_labelled
from tawthiq.publish.trace import Trace
from tawthiq.publish.wording import wording

DIMENSIONS: dict[str, Callable[[Incident], Bucket]] = {
    "month": buckets.month,
    "actor": buckets.actor,
    "governorate": buckets.governorate,
    "kind": buckets.kind,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the incidents in it (ids), those a source calls a massacre, and people killed and injured."""

    dimension: str
    key: str
    label_ar: str
    label_en: str
    incidents: tuple[str, ...]
    massacres: tuple[str, ...]
    killed: Sum
    injured: Sum

    def label(self, lang: str) -> str:
        """The row's label in "ar" or "en"."""
        return self.label_ar if lang == "ar" else self.label_en


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one dimension and their total."""

    dimension: str
    rows: tuple[Row, ...]
    total: Row


def counted(register: Register) -> tuple[Incident, ...]:
    """The incidents that sums are made of: reported, not only mentioned in passing, and not discounted."""
    return tuple(i for i in register.incidents if not i.background_only and i.grade != "G0")


def within(register: Register, start: date | None, end: date | None) -> Register:
    """The register with only the incidents that certainly fall into the days from `start` to `end`, both included.

    An incident that may lie outside is left out, and so is every undated one where either end is given.
    """

    def inside(incident: Incident) -> bool:
        days = public.dates(incident)
        if days is None:
            return start is None and end is None
        return (start is None or start <= days[0]) and (end is None or days[1] <= end)

    return replace(register, incidents=tuple(incident for incident in register.incidents if inside(incident)))


def tables(register: Register) -> dict[str, Table]:
    """The tables of all `DIMENSIONS`, by dimension; they hold the labels of both languages."""
    trace = Trace(register)
    return {dimension: table(register, dimension, trace) for dimension in DIMENSIONS}


def table(register: Register, dimension: str, trace: Trace | None = None) -> Table:
    """The table of one of `DIMENSIONS`: months in order of time, other rows by incidents and people killed.

    `trace` looks up the register's tolls; one is made where none is given. Raises KeyError for an unknown dimension.
    """
    toll_of = (trace or Trace(register)).toll
    bucket_of = DIMENSIONS[dimension]
    groups: dict[Bucket, list[Incident]] = {}
    incidents = counted(register)
    for incident in incidents:
        groups.setdefault(bucket_of(incident), []).append(incident)
    ranked = [(bucket.rank, _row(dimension, bucket, members, toll_of)) for bucket, members in groups.items()]

    def order(item: tuple[int, Row]) -> tuple[int, int, int, str]:
        rank, row = item
        return (rank, 0, 0, row.key) if dimension == "month" else (rank, -len(row.incidents), -row.killed.high, row.key)

    rows = tuple(row for _, row in sorted(ranked, key=order))
    total = Bucket("total", wording("ar")("tables.total"), wording("en")("tables.total"))
    return Table(dimension, rows, _row(dimension, total, list(incidents), toll_of))


def _row(dimension: str, bucket: Bucket, incidents: list[Incident], toll_of: TollOf) -> Row:
    return Row(
        dimension=dimension,
        key=bucket.key,
        label_ar=bucket.label_ar,
        label_en=bucket.label_en,
        incidents=tuple(incident.id for incident in incidents),
        massacres=tuple(incident.id for incident in incidents if is_labelled(incident)),
        killed=add(headline(incident, "killed", toll_of) for incident in incidents),
        injured=add(headline(incident, "injured", toll_of) for incident in incidents),
    )

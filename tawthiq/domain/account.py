"""What one document says: accounts of incidents, statistics, appeals, changes of control, findings."""

from __future__ import annotations

from dataclasses import dataclass, field

from tawthiq.domain.actors import ActorMention, PersonMention, WeaponMention
from tawthiq.domain.control import ControlChange
from tawthiq.domain.document import Document
from tawthiq.domain.finding import Finding
from tawthiq.domain.light import sealed
from tawthiq.domain.source import Attribution
from tawthiq.domain.span import Quote, Span
from tawthiq.domain.toll import Count, Toll
from tawthiq.domain.when import Period, When
from tawthiq.domain.where import PlaceMention


@sealed(frozen=True, slots=True)
class Account:
    """One document's telling of one incident.

    `background`: told in passing. `summary`: rolls up other accounts of the document, never added to them.
    `kind_quote` is the wording that gave the kind; `spans` are the sentences the telling occupies.
    """

    kind: str
    labels: tuple[str, ...] = ()
    background: bool = False
    summary: bool = False
    date: When | None = None
    place: PlaceMention | None = None
    places: tuple[PlaceMention, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    weapons: tuple[WeaponMention, ...] = ()
    persons: tuple[PersonMention, ...] = ()
    tolls: tuple[Toll, ...] = ()
    kind_quote: Quote | None = None
    spans: tuple[Span, ...] = ()
    rule: str = ""


@sealed(frozen=True, slots=True)
class Aggregate:
    """A statistic over a period or several places: never added to incidents (R13).

    `dimension` is total, month, actor, governorate, group, cause, weapon, place …, crossed as "actor+group"; `key` is
    the code or name within that dimension. `table` numbers the list or table of the document it stands in. `subject` is
    whom or what it counts: a victim group for harms (None: people in general), a kind or weapon for incidents
    ("massacre", "airstrike"). `percent` is a share of the parent figure; where only the share is said, the measure is
    "percent_of_…" and the count holds the rounded share.
    """

    period: Period
    dimension: str
    key: str | None
    measure: str
    count: Count
    quote: Quote
    attribution: Attribution | None = None
    rule: str = ""
    table: int | None = None
    percent: float | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Appeal:
    """A call for help: by whom, to whom, for what, and the people it says are at risk."""

    by: str
    to: tuple[str, ...]
    demand: str
    quote: Quote
    people_at_risk: Toll | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read out of one document."""

    document: Document
    accounts: tuple[Account, ...] = ()
    aggregates: tuple[Aggregate, ...] = ()
    appeals: tuple[Appeal, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
    control: tuple[ControlChange, ...] = ()

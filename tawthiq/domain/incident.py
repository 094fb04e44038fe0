"""An incident: the accounts of one event, linked, with the ranges that weighing made of their tolls."""

from __future__ import annotations

from dataclasses import dataclass

from tawthiq.domain.when import When
from tawthiq.domain.where import PlaceMention

AccountRef = tuple[str, int]
"""(document id, account index)."""
TollRef = tuple[str, int, int]
"""(document id, account index, toll index)."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two accounts are held to be one event: the kind of evidence, its weight, and words in both languages."""

    evidence: str
    weight: float
    text_ar: str
    text_en: str


@dataclass(frozen=True, slots=True)
class Link:
    """Two accounts that the machine holds to tell one event; a person's decision outranks it (R16)."""

    a: AccountRef
    b: AccountRef
    score: float
    reasons: tuple[Reason, ...]
    decided_by: str = "machine"


@dataclass(frozen=True, slots=True)
class Origin:
    """Whom a set of claims really comes from (R1–R3): pages that carry one voice count once.

    `lead` is the document kept as the voice, `documents` all that carry it, `reason` the rule that joined them.
    """

    id: str
    name: str
    source_type: str
    lead: str
    documents: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class TollRange:
    """min / best / max of one harm and group over an incident's current claims; `max` None means open (N+).

    `rule` names the rule that gave `best`; `claims` are all claims weighed, `superseded` those kept for the history.
    """

    harm: str
    group: str | None
    min: int
    best: int | None
    max: int | None
    open_ended: bool
    rule: str
    origins: int
    claims: tuple[TollRef, ...]
    superseded: tuple[TollRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims that cannot all be right (R9), or a bound check that fails (R13)."""

    rule: str
    message_ar: str
    message_en: str
    claims: tuple[TollRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who is accused by whom: an actor, the role, and the accounts that say so. It never picks."""

    code: str
    name_en: str
    name_ar: str
    role: str
    mode: str
    accounts: tuple[AccountRef, ...]
    origins: int


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition of massacre that an incident's figures meet, in words: whose it is, a colon, what it asks for."""

    id: str
    ar: str
    en: str


@dataclass(frozen=True, slots=True)
class Incident:
    """Accounts of one event, linked and weighed.

    `massacre_by` are the ids of the definitions of massacre that the figures meet, `definitions` the same in words; what sources call
    the event stands in `kind` and `labels`.
    """

    id: str
    accounts: tuple[AccountRef, ...]
    title_ar: str
    title_en: str
    kind: str
    labels: tuple[str, ...]
    date: When | None
    place: PlaceMention | None
    actors: tuple[Responsibility, ...]
    tolls: tuple[TollRange, ...]
    grade: str
    attribution_grade: str
    origins: tuple[Origin, ...] = ()
    links: tuple[Link, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    background_only: bool = False
    massacre_by: tuple[str, ...] = ()
    definitions: tuple[Definition, ...] = ()

"""Claims as a list of sentences: who is named as what, in which words, by whom, of which incident."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from tawthiq.publish.wording import Wording, clean
from tawthiq.workbench.register.effective import value_of
from tawthiq.workbench.register.models import Claim, Document, Incident
from tawthiq.workbench.register.protection import readable
from tawthiq.workbench.review.incident_page import sentence_span
from tawthiq.workbench.review.marking import shown
from tawthiq.workbench.review.paging import page_by_id


@dataclass(frozen=True, slots=True)
class Line:
    """A claim with its sentence in three runs, the words of the claim in the middle; `incident` is None where the reader may not see it."""

    claim: Claim
    document: Document
    incident: Incident | None
    before: str
    words: str
    following: str
    role: str
    mode: str
    unit: str


@dataclass(frozen=True, slots=True)
class Lines:
    """A page of claims, and where the next one begins ("" at the end)."""

    rows: list[Line]
    after: str


def lines(rows: QuerySet[Claim], after: str, levels: tuple[str, ...], w: Wording) -> Lines:
    """The claims of documents and incidents that the reader may read, those read in last first."""
    rows = rows.filter(readable(levels, "account__incident"))
    mine = rows.filter(account__document__access__in=levels).select_related("account__document", "account__incident")
    page = page_by_id(mine, after)
    return Lines([_line(claim, levels, w) for claim in page.rows], page.after)


def _line(claim: Claim, levels: tuple[str, ...], w: Wording) -> Line:
    from tawthiq.knowledge.parties import units

    document, incident = claim.account.document, claim.account.incident
    start, end = claim.start or 0, claim.end or 0
    begin, stop = sentence_span(document.text, start, end) if claim.end else (0, 0)
    value = value_of(claim.account, claim) or {}
    mode, unit = str(value.get("mode") or "sole"), units().get(claim.unit)
    return Line(
        claim,
        document,
        incident if incident is not None and incident.access in levels else None,
        shown(document.text[begin:start]).lstrip(),
        shown(document.text[start:end]),
        shown(document.text[end:stop]).rstrip(),
        w.label("actor_roles" if claim.field == "actor" else "person_roles", claim.role),
        w(f"document.mode_{mode}") if mode in ("joint", "either_or") else "",
        clean(w.pick(unit.name_ar, unit.name_en) if unit else claim.unit),
    )

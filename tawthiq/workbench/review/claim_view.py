"""A claim as a page shows it: its value in words, its words in the text, who says so, by which rule, and what the machine had read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tawthiq.domain.toll import Count
from tawthiq.publish.dates import range_words
from tawthiq.publish.figures import count_words
from tawthiq.publish.governorates import division_named
from tawthiq.publish.wording import Wording, clean
from tawthiq.workbench.register.effective import value_of
from tawthiq.workbench.register.models import Account, Claim
from tawthiq.workbench.register.rows import day, machine_claim
from tawthiq.workbench.review.pseudonyms import pseudonym, shown_as

ORDER = ("kind", "date", "place", "toll", "actor", "weapon", "person")


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim of a page. A `sealed` one names a person whom the reader knows by a pseudonym only: it has no words."""

    claim: Claim
    words: str
    speaker: str
    speaker_type: str
    machine: str
    part: bool
    record: dict[str, Any] = field(default_factory=dict)
    sealed: bool = False


def value_words(name: str, value: dict[str, Any] | None, w: Wording) -> str:
    """What a claim's value says, in the reader's language."""
    if not value:
        return ""
    if name == "toll":
        who = f" · {w.label('groups', value['group'])}" if value.get("group") else ""
        count = Count(
            value["low"],
            value.get("high"),
            value.get("value"),
            value.get("qualifier") or "exact",
            value.get("wording") or "",
        )
        return f"{w.label('harms', value['harm'])}{who}: {count_words(count, w)}"
    if name == "date":
        start, end = day(value.get("start")), day(value.get("end"))
        known = range_words(start, end, w) if start and end else w("dates.undated")
        precise = (
            w("dates.time_of_day")
            if value.get("precision") == "T1"
            else w.label("date_precisions", value.get("precision"))
        )
        return f"{known} ({precise})"
    if name == "place":
        own = w.pick(value.get("name_ar") or "", value.get("name_en") or "")
        division = division_named(value.get("governorate") or "")
        inside = w.pick(division.name_ar, division.name_en) if division else value.get("governorate") or ""
        named = f"{own} · {inside}" if inside and inside != own else own
        return f"{named} ({w.label('place_precisions', value.get('precision'))})"
    if name == "actor":
        return f"{w.pick(value.get('name_ar') or '', value.get('name_en') or '') or value['code']} — {w.label('actor_roles', value['role'])}"
    if name == "person":
        return f"{clean(value.get('name') or '')} — {w.label('person_roles', value['role'])}"
    return w.label({"kind": "kinds", "weapon": "weapons"}[name], value.get("code"))


def claim_views(account: Account, claims: list[Claim], w: Wording, levels: tuple[str, ...]) -> list[ClaimView]:
    """The claims of an account in the order of a reader's questions; persons as a reader of these levels may see them named."""
    views = []
    for claim in sorted(claims, key=lambda c: (ORDER.index(c.field), c.number)):
        named = shown_as(claim.person, levels) if claim.field == "person" else "name"
        if named is None:
            continue
        if named == "pseudonym" and claim.person is not None:
            label = f"{pseudonym(claim.person, w)} — {w.label('person_roles', claim.role)}"
            hidden = Claim(pk=claim.pk, account=account, field="person", number=claim.number, state=claim.state)
            views.append(ClaimView(hidden, label, "", "", "", False, sealed=True))
            continue
        machine = machine_claim(account.record, claim.field, claim.number)
        value = value_of(account, claim) or claim.record or machine or {}
        said = value.get("attribution") or {}
        corrected = claim.record is not None and claim.state != "added"  # what a person added no machine read
        before = value_words(claim.field, machine, w) if corrected and machine else ""
        views.append(
            ClaimView(
                claim, value_words(claim.field, value, w), clean(said.get("text") or ""),
                w.label("source_types", said["source_type"]) if said.get("source_type") else "", before, value.get("of") is not None, value,
            )
        )  # fmt: skip
    return views

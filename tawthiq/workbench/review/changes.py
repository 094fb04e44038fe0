"""What a ruling changed, in the reader's words: each ruled field of each row, as it was and as it is since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from tawthiq.knowledge.parties import actor_names, actors
from tawthiq.publish.wording import Wording, clean
from tawthiq.workbench.register.models import Claim, Decision, Source
from tawthiq.workbench.register.names import Name
from tawthiq.workbench.register.patches import find
from tawthiq.workbench.register.rows import machine_claim
from tawthiq.workbench.review.claim_view import value_words
from tawthiq.workbench.review.guard import levels
from tawthiq.workbench.review.subjects import described
from tawthiq.workbench.staff.models import User

MOST = 6
"""Rows of one ruling whose changes are told; a merge touches as many as an incident has tellings."""
NOTHING = "—"
_RULED = {"grade": ("incident.grade", "grades"), "attribution_grade": ("incident.accused", "attribution_grades")}
_WORDS = {
    "state": "incident.state", "access": "document.access", "published": "incident.publication", "incident": "document.account",
    "merged_into": "incident.merge", "source_type": "sources.type", "party": "sources.side", "owner": "sources.owner", "carries": "sources.carries",
}  # fmt: skip
"""A ruled field → the key of what it is called."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a row: what it is called, what it held, what it holds since the ruling."""

    what: str
    before: str
    after: str


Rows = dict[str, models.Model | None]
"""Rows by their lasting names, None where the reader may not see one: of one page, whose rulings are mostly of the same few rows."""


def changes(decision: Decision, user: User, w: Wording, known: Rows) -> list[Change]:
    """What a ruling changed, as far as the reader may see the rows; no person is named. `known` holds the rows that the page met before."""
    found: list[Change] = []
    for name in list(decision.after)[:MOST]:
        if name not in known:
            known[name] = find(name) if described(name, user, names=False) is not None else None
        row = known[name]
        if row is not None:
            kind, before, after = Name.parse(name).kind, decision.before.get(name) or {}, decision.after[name] or {}
            found += _of_row(row, kind, before, after, user, w)
    return found


def _of_row(
    row: models.Model, kind: str, before: dict[str, Any], after: dict[str, Any], user: User, w: Wording
) -> Iterator[Change]:
    for field in {**before, **after}:
        old, new = before.get(field), after.get(field)
        if old == new:
            continue
        if isinstance(row, Claim):
            yield from _of_claim(row, field, old, new, w)
        elif field == "ruled":
            yield from _of_grades(old or {}, new or {}, w)
        elif field in _WORDS:
            yield Change(w(_WORDS[field]), _value(kind, field, old, user, w), _value(kind, field, new, user, w))


def _of_claim(row: Claim, field: str, old: Any, new: Any, w: Wording) -> Iterator[Change]:
    what = w(f"document.{row.field}")
    if field == "state":
        yield Change(what, _state(old, w), _state(new, w))
    elif (
        field == "record" and row.field != "person"
    ):  # a name is read on the person's page, where each look is written down
        read = machine_claim(row.account.record, row.field, row.number) if old is None else old
        yield Change(what, value_words(row.field, read, w) or NOTHING, value_words(row.field, new, w) or NOTHING)


def _of_grades(old: dict[str, Any], new: dict[str, Any], w: Wording) -> Iterator[Change]:
    for field, (word, vocabulary) in _RULED.items():
        if old.get(field) != new.get(field):
            yield Change(w(word), _label(vocabulary, old.get(field), w), _label(vocabulary, new.get(field), w))
    best, since = old.get("best") or {}, new.get("best") or {}
    for harmed in {**best, **since}:
        if best.get(harmed) != since.get(harmed):
            harm, _, group = harmed.partition("/")
            who = " · ".join([w.label("harms", harm), *([w.label("groups", group)] if group else [])])
            yield Change(
                f"{w('incident.best')}: {who}", str(best.get(harmed, NOTHING)), str(since.get(harmed, NOTHING))
            )


def _label(vocabulary: str, code: Any, w: Wording) -> str:
    return w.label(vocabulary, str(code)) if code else w("log.as_weighed")


def _state(code: Any, w: Wording) -> str:
    return w(f"states.{code}") if code in w.strings["states"] else str(code or NOTHING)


def _value(kind: str, field: str, value: Any, user: User, w: Wording) -> str:
    if value in (None, ""):
        return NOTHING
    if field == "published":
        return w("stale.yes" if value else "stale.no")
    if field == "state":
        return _state(value, w)
    if field == "access":
        return w(f"access.{value}")
    if field in ("incident", "merged_into"):
        row = described(f"{'incident' if field == 'incident' else kind}:{value}", user, names=False)
        return row.title if row else w("refused.missing")
    if field in ("owner", "carries"):
        source = Source.objects.filter(key=value, access__in=levels(user)).first()
        return clean(w.pick(source.name_ar, source.name_en) or source.key) if source else w("sources.hidden")
    if field == "party":
        return w.pick(actor_names(value)[1], actor_names(value)[0]) if value in actors() else str(value)
    return w.label("source_types", str(value))

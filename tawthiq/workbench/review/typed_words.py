"""What a person typed or chose in a form of a ruling, in the reader's words: shown where a colleague was first."""

from __future__ import annotations

from collections.abc import Iterable

from tawthiq.knowledge.parties import actor_names, actors
from tawthiq.publish.wording import Wording
from tawthiq.workbench.review.claim_forms import place_choices

FIELDS = {
    "harm": "document.harm", "group": "document.group", "low": "document.low", "high": "document.high", "open": "document.open",
    "qualifier": "document.qualifier", "superseded": "document.superseded", "speaker": "document.speaker", "speaker_type": "document.speaker_type",
    "role": "document.role", "mode": "document.mode", "id": "document.place", "precision": "document.precision", "first": "document.first_day",
    "last": "document.last_day", "name": "document.person", "start": "document.from", "end": "document.to", "words": "document.or_words",
    "field": "stale.field", "grade": "incident.grade", "attribution_grade": "incident.accused", "state": "incident.state", "best": "incident.best",
    "range": "incident.ranges", "shown": "incident.publication", "access": "document.access", "to": "incident.which", "written": "incident.other_key",
    "gone": "incident.which", "report": "incident.close_too", "same": "queues.same_question", "type": "sources.type", "party": "sources.side",
    "owner": "sources.owner", "carries": "sources.carries", "reason": "act.reason",
}  # fmt: skip
"""Field of a form → the key of what it is called."""
CODES = {
    "harm": "harms", "group": "groups", "qualifier": "qualifiers", "speaker_type": "source_types", "type": "source_types",
    "precision": "place_precisions", "grade": "grades", "attribution_grade": "attribution_grades",
}  # fmt: skip
"""Field whose value is a code → the vocabulary of its labels."""
_SECTIONS = {"state": "states", "access": "access", "field": "document", "mode": "document"}
_OF_A_CLAIM = {"kind": "kinds", "weapon": "weapons"}


def typed_words(kept: Iterable[tuple[str, str]], w: Wording) -> list[tuple[str, str]]:
    """The filled fields of a form with their values, both as the reader knows them, in their order."""
    rows = [(name, value) for name, value in kept if name != "next" and value]
    of = dict(rows).get("field", "")
    return [(_name(name, of, w), _value(name, value, of, w)) for name, value in rows]


def _name(name: str, of: str, w: Wording) -> str:
    if name == "code":
        return w(f"document.{of}") if of in w.strings["document"] else w("document.kind")
    return w(FIELDS[name]) if name in FIELDS else name


def _value(name: str, value: str, of: str, w: Wording) -> str:
    if name in CODES:
        return w.label(CODES[name], value)
    if name in _SECTIONS:
        key = f"mode_{value}" if name == "mode" else value
        return w(f"{_SECTIONS[name]}.{key}") if key in w.strings[_SECTIONS[name]] else value
    if name in ("open", "superseded", "shown", "same"):
        return w("stale.yes" if value == "1" else "stale.no")
    if name == "role":
        return w.label("person_roles" if of == "person" else "actor_roles", value)
    if name == "party" or (name == "code" and of == "actor"):
        return w.pick(actor_names(value)[1], actor_names(value)[0]) if value in actors() else value
    if name == "code":
        return w.label(_OF_A_CLAIM.get(of, "kinds"), value)
    if name == "id":
        return next((words for _, words in place_choices({"id": value}, "", w)), value)
    return value

"""The claims behind an incident as an export may show them: each with its exact place in its document.

A public export quotes no words in which a person is named, gives no speaker but an office of our lists, and says nothing of
claims in restricted documents or of sexual violence; where the place is withheld, so are the words that name it and what
stands around a quote (standards §5.6, §5.7).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from tawthiq.domain.span import Span
from tawthiq.publish import public
from tawthiq.publish.exports.shown import ShownSource, is_restricted, source_of
from tawthiq.publish.register_files import Case, Record, Telling

_AROUND = 32
"""Characters of the text that are given before and after a quote."""


class ShownClaim(NamedTuple):
    """One claim: `field` is kind, date, place, actor, weapon, person or toll; `known` holds its value as records have it,
    under `names`.

    `quote` is empty where the words may not be shown; `start` and `end` count code points of the document's clean text.
    """

    id: str
    source: ShownSource
    field: str
    known: Record
    names: tuple[str, ...]
    text: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    speaker_type: str
    speaker: str
    rule: str

    @property
    def value(self) -> dict[str, Any]:
        """The value alone. Raises KeyError where the record is not in the format."""
        known = self.known
        return {name: known[name] for name in self.names}


_CODE, _DAYS, _PLACE = ("code",), ("start", "end", "precision"), ("id", "name_en", "name_ar", "precision")
_FIELDS = {
    "actor": ("actors", ("code", "role", "mode")),
    "weapon": ("weapons", _CODE),
    "person": ("persons", ("name", "role")),
    "toll": ("tolls", ("harm", "group", "low", "high", "value", "qualifier", "superseded")),
}


def claims(case: Case, *, internal: bool) -> Iterator[ShownClaim]:
    """Every claim of an incident's tellings that may leave, in order."""
    if public.is_hidden(case.incident) and not internal:
        return
    blurred = public.is_blurred(case.incident) and not internal
    for telling in case.tellings:
        if internal or not is_restricted(telling.document):
            yield from _of(telling, blurred, internal)


def _of(telling: Telling, blurred: bool, internal: bool) -> Iterator[ShownClaim]:
    account, document, source = telling.account, telling.document, source_of(telling, internal, not blurred)
    people = () if internal else [p for one in telling.beside for p in one.get("persons") or ()]
    names, text = [Span(*p["span"]) for p in people], str(document.get("text") or "")
    begins, spoken = f"{telling.ref[0]}/{telling.ref[1]}/", "text" if internal else "key"
    for field, number, record, known, fields in _listed(account):
        if (blurred and field == "place") or (field == "person" and not internal):
            continue
        said = record.get("attribution")
        start, end = record["span"]
        if not 0 <= start <= end:
            raise ValueError(f"span {start}–{end} is not a half-open range")
        quote, before, after = str(record["text"]), "", ""
        if names and any(start < name.end and name.start < end for name in names):
            quote = ""
        elif not blurred:
            before, after = _around(text, start, end, names)
        kind, speaker = (said.get("source_type") or "", said.get(spoken) or "") if said else ("", "")
        yield ShownClaim(
            f"{begins}{field}/{number}", source, field, known, fields, _words(field, known), start, end, quote, before,
            after, str(kind), str(speaker), str(record.get("rule") or ""),
        )  # fmt: skip


def _listed(account: Record) -> Iterator[tuple[str, int, Record, Record, tuple[str, ...]]]:
    """Field, number, the record with the words, and the record with the value and its names there."""
    if account.get("kind_span"):
        record = {"text": account["kind_text"], "span": account["kind_span"], "rule": account.get("rule")}
        yield "kind", 0, record, {"code": account["kind"]}, _CODE
    date, place = account.get("date"), account.get("place")
    if date is not None and date.get("span"):
        yield "date", 0, date, date, _DAYS
    if place is not None:
        yield "place", 0, place, place, _PLACE
    for field, (many, names) in _FIELDS.items():
        for number, record in enumerate(account.get(many) or ()):
            yield field, number, record, record, names


def _words(field: str, value: dict[str, Any]) -> str:
    """A claim's value in one line: "killed/child 2-4", "2012-09-25", "gov (alleged_perpetrator)"."""
    if field == "toll":
        low, high = value["low"], value["high"]
        body = f"{low}+" if high is None else str(low) if low == high else f"{low}-{high}"
        return f"{value['harm']}{'/' + value['group'] if value['group'] else ''} {body}"
    if field == "date":
        start, end = value["start"], value["end"]
        return (start if start == end else f"{start}/{end}") if start and end else value["precision"]
    if field == "place":
        return str(value["name_en"] or value["name_ar"] or value["id"])
    if field in ("actor", "person"):
        return f"{value.get('code') or value.get('name')} ({value['role']})"
    return str(value["code"])


def _around(text: str, start: int, end: int, names: list[Span]) -> tuple[str, str]:
    """What stands before and after a quote, cut where a person is named."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    for name in names:
        if name.end <= start:
            first = max(first, name.end)
        elif name.start >= end:
            last = min(last, name.start)
    return text[first:start], text[end:last]

"""The claims behind an incident as an export may show them: each with its exact place in its document.

A public export quotes no words in which a person is named, gives no speaker but an office of our lists, and says nothing of
claims in restricted documents or of sexual violence; where the place is withheld, so are the words that name it and what
stands around a quote (standards §5.6, §5.7).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tawthiq.domain.span import Span
from tawthiq.publish import public
from tawthiq.publish.exports.shown import ShownSource, is_restricted, source_of
from tawthiq.publish.register_files import Case, Record, Telling

_AROUND = 32
"""Characters of the text that are given before and after a quote."""


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """One claim: `field` is kind, date, place, actor, weapon, person or toll; `value` its value as records have it.

    `quote` is empty where the words may not be shown; `start` and `end` count code points of the document's clean text.
    """

    id: str
    source: ShownSource
    field: str
    value: dict[str, Any]
    text: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    speaker_type: str
    speaker: str
    rule: str


_FIELDS = {
    "actor": ("actors", ("code", "role", "mode")),
    "weapon": ("weapons", ("code",)),
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
    account, source = telling.account, source_of(telling, internal, not blurred)
    names = [Span(*p["span"]) for one in telling.beside for p in one.get("persons") or ()]
    for field, number, record, value in _listed(account):
        if (field == "place" and blurred) or (field == "person" and not internal):
            continue
        said = record.get("attribution") or {}
        span = Span(*record["span"])
        withheld = bool(names) and not internal and any(span.overlaps(name) for name in names)
        around = ("", "") if withheld or blurred else _around(telling.document, span, [] if internal else names)
        ident, index = telling.ref
        yield ShownClaim(
            f"{ident}/{index}/{field}/{number}", source, field, value, _words(field, value), span.start, span.end,
            "" if withheld else str(record["text"]), *around, str(said.get("source_type") or ""),
            str(said.get("text") or "") if internal else str(said.get("key") or ""), str(record.get("rule") or ""),
        )  # fmt: skip


def _listed(account: Record) -> Iterator[tuple[str, int, Record, dict[str, Any]]]:
    if account.get("kind_span"):
        record = {"text": account["kind_text"], "span": account["kind_span"], "rule": account.get("rule")}
        yield "kind", 0, record, {"code": account["kind"]}
    date, place = account.get("date"), account.get("place")
    if date is not None and date.get("span"):
        yield "date", 0, date, {name: date[name] for name in ("start", "end", "precision")}
    if place is not None:
        yield "place", 0, place, {name: place[name] for name in ("id", "name_en", "name_ar", "precision")}
    for field, (many, names) in _FIELDS.items():
        for number, record in enumerate(account.get(many) or ()):
            yield field, number, record, {name: record[name] for name in names}


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


def _around(document: Record, span: Span, names: list[Span]) -> tuple[str, str]:
    """What stands before and after a quote, cut where a person is named."""
    text = str(document.get("text") or "")
    first, last = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    for name in names:
        if name.end <= span.start:
            first = max(first, name.end)
        elif name.start >= span.end:
            last = min(last, name.start)
    return text[first : span.start], text[span.end : last]

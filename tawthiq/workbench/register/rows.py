"""The machine's lines as rows: what of an account, a claim or an incident becomes a column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from tawthiq.domain.from_records import incident_from_record
from tawthiq.publish.buckets import actor
from tawthiq.text.fold import fold
from tawthiq.workbench.register.headlines import TollAt, headline_columns, nothing_said

Record = Mapping[str, Any]
FIELDS = {"actor": "actors", "weapon": "weapons", "person": "persons", "toll": "tolls"}
"""Claims that an account has several of, and where its record keeps them."""
SINGLE = ("kind", "date", "place")
"""Claims that an account has one of."""


def day(value: Any) -> date | None:
    """An ISO day of a record."""
    return date.fromisoformat(value) if value else None


def machine_claim(record: Record, field: str, number: int) -> Any:
    """What the machine's record of an account says in a field; None where it says nothing."""
    if field in FIELDS:
        found = record.get(FIELDS[field]) or []
        return found[number] if number < len(found) else None
    if number:
        return None
    if field == "kind":
        return {
            "code": record["kind"],
            "text": record.get("kind_text", ""),
            "span": record.get("kind_span"),
            "rule": "",
        }
    return record.get(field)


def claim_columns(field: str, value: Record | None) -> dict[str, Any]:
    """The columns of a claim that its value fills."""
    if value is None:
        return {
            "code": "",
            "group": "",
            "role": "",
            "unit": "",
            "low": None,
            "high": None,
            "text": "",
            "start": None,
            "end": None,
            "rule": "",
        }
    codes = {
        "kind": "code",
        "date": "precision",
        "place": "id",
        "actor": "code",
        "weapon": "code",
        "person": "role",
        "toll": "harm",
    }
    span = value.get("span") or (None, None)
    return {
        "code": str(value.get(codes[field]) or "")[:120],
        "group": value.get("group") or "",
        "role": str(value.get("role") or "")[:24] if field in ("actor", "person") else "",
        "unit": str(value.get("unit") or "")[:60] if field == "actor" else "",
        "low": value.get("low"),
        "high": value.get("high"),
        "text": value.get("text") or "",
        "start": span[0],
        "end": span[1],
        "rule": str(value.get("rule") or "")[:120],
    }


def claims_in(record: Record) -> Iterator[tuple[str, int, Record]]:
    """Every claim of an account's record: field, number within the field, value."""
    yield "kind", 0, machine_claim(record, "kind", 0)
    for field in ("date", "place"):
        if record.get(field):
            yield field, 0, record[field]
    for field, many in FIELDS.items():
        for number, value in enumerate(record.get(many) or ()):
            yield field, number, value


def person_key(value: Record) -> str:
    """What a named person is grouped under: the known key, or the folded name."""
    return (value.get("key") or " ".join(re.findall(r"\w+", fold(value.get("name") or "").text)) or "?")[:300]


def incident_columns(record: dict[str, Any], toll_at: TollAt = nothing_said) -> dict[str, Any]:
    """The columns of an incident that its published line fills; `toll_at` gives the claims that the line's ranges name."""
    when, place = record.get("date") or {}, record.get("place") or {}
    start = day(when.get("start"))
    columns: dict[str, Any] = {
        "title_ar": record["title_ar"],
        "title_en": record["title_en"],
        "kind": record["kind"],
        "date_start": start,
        "date_end": day(when.get("end")),
        "sort_day": start.toordinal() if start else 0,
        "date_precision": when.get("precision") or "T0",
        "place_id": str(place.get("id") or "")[:120],
        "place_ar": (place.get("name_ar") or place.get("name_en") or "")[:300],
        "place_en": (place.get("name_en") or place.get("name_ar") or "")[:300],
        "governorate": (place.get("governorate") or "")[:120],
        "lat": place.get("lat"),
        "lon": place.get("lon"),
        "place_precision": place.get("precision") or "",
        "grade": record["grade"],
        "attribution_grade": record["attribution_grade"],
        "documents": len({a[0] for a in record["accounts"]}),
        "origins": len(record.get("origins") or ()),
        "conflicts": len(record.get("conflicts") or ()),
        "background_only": bool(record.get("background_only")),
        "record": record,
        **headline_columns(record, toll_at),
    }
    return columns


def held_responsible(record: Record) -> str:
    """The one row of a table by party that an incident falls into (R15): a code, `joint:…`, `unresolved:…` or `unattributed`."""
    bare: dict[str, Any] = {"tolls": [], "links": [], "conflicts": [], "origins": [], "date": None, "place": None}
    return actor(incident_from_record({**record, **bare})).key


def facets(
    record: Record, accounts: Sequence[Record], publishers: Sequence[str], voices: Iterable[str] = ()
) -> set[tuple[str, str]]:
    """What an incident can be found by, of its line, its accounts' lines, the publishers of its documents and the keys of the voices in them."""
    found = {("actor", a["code"]) for a in record["actors"]}
    found |= {("harm", t["harm"]) for t in record["tolls"]}
    found |= {("label", code) for code in record["labels"]}
    found |= {("weapon", w["code"]) for account in accounts for w in account.get("weapons") or ()}
    found |= {("group", t["group"]) for t in record["tolls"] if t["group"]}
    found |= {("source", name[:300]) for name in publishers if name}
    found |= {("voice", key) for key in voices}
    if record.get("conflicts"):
        found.add(("conflict", "any"))
    found.add(("responsible", held_responsible(record)))
    return {(dimension, code[:300]) for dimension, code in found if code}

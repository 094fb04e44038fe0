"""Short ways to write gold and published records for these tests."""

from __future__ import annotations

from typing import Any

from tawthiq.score.gold import GoldDocument, gold_document

Record = dict[str, Any]


def tally(low: int | None, high: int | None = None, **more: Any) -> Record:
    """A gold tally: of killed people in general, with an exact number where only one is given and no bound is asked for."""
    made = {"outcome": "killed", "group": "all", "min": low, "max": high if "open" not in more else None, "text": "t"}
    if high is None and "open" not in more:
        made["max"] = low
    more.pop("open", None)
    return {**made, **more}


def incident(*tallies: Record, **more: Any) -> Record:
    """A gold incident, an air strike in Idlib if nothing else is said."""
    place = {"name_en": "Saraqib", "name_ar": "سراقب", "governorate": "Idlib", "text": ""}
    return {"type": "airstrike", "date": "2019-07-22", "place": place, "tallies": list(tallies), **more}


def gold(*incidents: Record, ident: str = "d", aggregates: list[Record] | None = None) -> GoldDocument:
    """The gold of one document."""
    return gold_document({"id": ident, "incidents": list(incidents), "aggregates": aggregates or []})


def toll(low: int, high: int | None = None, **more: Any) -> Record:
    """A published toll, exact where only one number is given."""
    made = {"harm": "killed", "group": None, "low": low, "high": low if high is None else high, "value": low}
    return {**made, "qualifier": "exact", "text": "", "span": [0, 0], "attribution": None, **more}


def account(*tolls: Record, **more: Any) -> Record:
    """A published account, an air strike in Saraqib if nothing else is said."""
    made = {
        "kind": "airstrike",
        "labels": [],
        "date": {"start": "2019-07-22", "end": "2019-07-22"},
        "place": {"name_en": "Saraqib", "name_ar": "سراقب", "governorate": "Idlib"},
        "actors": [],
        "weapons": [],
    }
    return {**made, "tolls": list(tolls), **more}


def found(*accounts: Record, ident: str = "d", aggregates: list[Record] | None = None) -> Record:
    """A published line of one document."""
    return {"id": ident, "accounts": list(accounts), "aggregates": aggregates or []}

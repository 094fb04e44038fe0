"""The figure that an incident has in lists and sums: the one that the office's reports give it (`publish/figures.py`).

It is of the whole, else of the civilian statuses together, else of the widest group; where an end is open, the highest number anyone says
stands before the plus sign.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from tawthiq.domain.from_records import incident_from_record, toll_from_record
from tawthiq.domain.incident import TollRef
from tawthiq.domain.toll import Toll
from tawthiq.publish.figures import headline_of

Record = dict[str, Any]
TollAt = Callable[[TollRef], Record | None]
HARMS = ("killed", "injured")
"""Harms whose figure an incident's row keeps."""


def nothing_said(_: TollRef) -> Record | None:
    """The claims of a line whose accounts are not at hand: an open range then ends at what the line itself holds."""
    return None


def headline_columns(record: Record, toll_at: TollAt = nothing_said) -> dict[str, Any]:
    """The columns `killed_min`, `killed_max`, `killed_open` and those of the injured; None where no number of people is reported.

    `record` is an incident's published line, `toll_at` gives the record of the claim that a reference of it names.
    """

    @lru_cache(None)
    def toll_of(ref: TollRef) -> Toll | None:
        found = toll_at(ref)
        return None if found is None else toll_from_record(found)

    kept = [t for t in record["tolls"] if t["harm"] in HARMS]
    bare: Record = {
        "tolls": kept,
        "actors": [],
        "links": [],
        "conflicts": [],
        "origins": [],
        "date": None,
        "place": None,
    }
    tolls = incident_from_record({**record, **bare}).tolls if kept else ()
    columns: dict[str, Any] = {}
    for harm in HARMS:
        found = headline_of(tolls, harm, toll_of)
        columns[f"{harm}_min"] = found.low if found else None
        columns[f"{harm}_max"] = found.high if found else None
        columns[f"{harm}_open"] = bool(found and found.open)
    return columns

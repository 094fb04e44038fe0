"""Our own columns at the end of another system's table, so that a round trip through it loses nothing.

ACLED knows one day and one number, GED three numbers of deaths; what the register knows beyond that stands here.
"""

from __future__ import annotations

from typing import Any

from tawthiq.domain.toll_notation import toll_cell
from tawthiq.publish.exports.cells import listed
from tawthiq.publish.exports.shown import Shown

HEADER = (
    "tawthiq_id", "tawthiq_access", "tawthiq_kind", "tawthiq_labels", "tawthiq_date_start", "tawthiq_date_end",
    "tawthiq_date_precision", "tawthiq_place_id", "tawthiq_place_precision", "tawthiq_tolls", "tawthiq_parties",
    "tawthiq_weapons", "tawthiq_grade", "tawthiq_attribution_grade",
)  # fmt: skip


def exact(one: Shown) -> tuple[Any, ...]:
    """The values of `HEADER`."""
    place = one.place.id if one.place is not None else one.division.id if one.division is not None else None
    return (
        one.id, one.access, one.kind, listed(one.labels), one.start, one.end, one.date_precision, place, one.place_precision,
        toll_cell(one.tolls), listed([f"{p.code}:{p.role}:{p.mode}" for p in one.parties]), listed(one.weapons), one.grade,
        one.attribution_grade,
    )  # fmt: skip

"""Statistics: incidents counted by one dimension or two, over a period and filters."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field

from tawthiq.workbench.register.counting import DIMENSIONS, columns, count
from tawthiq.workbench.review.api.caller import Bearer, Called
from tawthiq.workbench.review.api.shapes import ERRORS, Day, Query, Word, answer, only

router = Router(tags=["statistics"])
Dimension = Literal[
    "kind", "governorate", "grade", "attribution_grade", "state", "year", "month", "place_id",
    "responsible", "actor", "weapon", "harm", "group", "label",
]  # fmt: skip
MOST = 10_000


class Cells(Schema):
    """Cells of the table: the dimensions' codes, `incidents`, and of the killed and the injured the sums of the least and the most, how many ends are open and how many incidents have a figure (`killed_known`): where none has, the sums say nothing. `cut`: only the first were given."""

    cells: list[dict[str, Any]]
    cut: bool


class StatisticsAsked(Schema):
    """Dimensions, period and filters. An incident with several actors, weapons, harms, groups or labels counts under each, so cells of such a table do not add up; `responsible` (standards R15) puts each incident into one row. The code "" stands for incidents without a value."""

    by: Dimension
    across: Dimension | None = None
    kind: Word | None = None
    governorate: Word | None = None
    grade: Word | None = None
    attribution_grade: Word | None = None
    state: Word | None = None
    responsible: Word | None = None
    actor: Word | None = None
    weapon: Word | None = None
    harm: Word | None = None
    label: Word | None = None
    start: Day | None = Field(None, alias="from")
    end: Day | None = Field(None, alias="to")


@router.get(
    "", response={200: Cells, **ERRORS}, auth=Bearer("read:incidents"), summary="Counts by one or two dimensions"
)
def statistics(request: Called, asked: Query[StatisticsAsked]) -> HttpResponse:
    """Counts of the incidents that the token may read; without `state`, merged and rejected ones do not count."""
    only(request, asked)
    across = asked.across if asked.across != asked.by else None
    wanted = asked.dict(exclude_none=True)
    filters = {name: wanted[name] for name in DIMENSIONS if wanted.get(name)}
    cells = count(columns(request.auth.levels), asked.by, across, filters, asked.start, asked.end)
    return answer({"cells": cells[:MOST], "cut": len(cells) > MOST})

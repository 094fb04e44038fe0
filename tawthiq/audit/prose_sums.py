"""The finding on a whole that running prose divides and that no reading of its parts explains (standards §3, D1)."""

from __future__ import annotations

from collections.abc import Iterator

from tawthiq.audit.messages import Fact, finding, said
from tawthiq.audit.partitions import divisions_of
from tawthiq.audit.report import Report
from tawthiq.domain.finding import Finding


def prose_adds_up(report: Report) -> Iterator[Finding]:
    """D1: what running prose divides adds up, whichever of its sentences tell the parts.

    ar: «وثقنا 30 حالة. في حلب 14، وفي إدلب 9، أما الباقي وعدده 7 ففي حمص».
    en: "We recorded 30 cases. Aleppo had 14, Idlib nine; the remaining seven were in Homs".
    """
    divisions = divisions_of(report)
    for division in divisions.slips:
        whole, parts = divisions.of(division)
        added = sum(part.value for part in parts)
        spans = (*(part.span for part in parts), whole.span)
        facts: dict[str, Fact] = {"rows": said("rows.parts"), "sum": added, "unit": said("unit.told")}
        yield finding("D1", "failed", "E", spans, stated=whole.value, difference=abs(added - whole.value), **facts)

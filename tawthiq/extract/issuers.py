"""The office that issues a report's figures: the first speaker its opening names."""

from __future__ import annotations

from tawthiq.domain.source import Attribution
from tawthiq.extract.context import Context

_OPENING = 6


def issuer(context: Context) -> Attribution | None:
    """The first office or organisation named in the opening sentences; None where none is."""
    sentences = context.reading.sentences[:_OPENING]
    if not sentences:
        return None
    offices = [
        h for h in context.reading.within(sentences[0].start, sentences[-1].end, "office", "publisher", "source")
        if h.term.get("source_type") not in ("social_media", "av_material")
    ]  # fmt: skip
    if not offices:
        return None
    hit = offices[0]
    return Attribution(
        context.quote(hit.start, hit.end), str(hit.term.get("source_type", "hr_org")), str(hit.term.get("key", hit.id)),
        "report.issuer",
    )  # fmt: skip

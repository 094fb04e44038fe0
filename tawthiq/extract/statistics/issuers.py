"""Who gives a statistic: the speaker that answers for its sentence, else the office that issues the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawthiq.domain.source import Attribution
from tawthiq.extract.context import Context
from tawthiq.extract.speakers.attribution import AttributionHit

_OPENING: Final = 6
_NO_ISSUER: Final = ("social_media", "av_material", "anonymous")


def speakers(context: Context) -> tuple[AttributionHit, ...]:
    """Every speaker of a document with the stretch of text it answers for; a name and a colon is a speaker in a title only."""
    title = context.reading.sentences[1].end if len(context.reading.sentences) > 1 else len(context.text)
    return tuple(h for h in context.speakers if h.start < title or h.rule != "attribution.headline")


def issuer(context: Context, found: Sequence[AttributionHit]) -> Attribution | None:
    """The first named speaker of the opening sentences, else the first office named there; None where there is neither."""
    sentences = context.reading.sentences[:_OPENING]
    end = sentences[-1].end if sentences else 0
    named = [h for h in found if h.start < end and not h.anonymous and h.source_type not in _NO_ISSUER]
    offices = [h for h in context.reading.within(0, end, "office") if not h.term.get("short")]
    if named and (not offices or named[0].start <= offices[0].start):
        return _attribution(context, named[0])
    if offices:
        term = offices[0].term
        quote = context.quote(offices[0].start, offices[0].end)
        return Attribution(quote, str(term.get("source_type", "hr_org")), str(term.get("key", "")), "report.issuer")
    return None


def giver(
    context: Context, found: Sequence[AttributionHit], position: int, fallback: Attribution | None
) -> Attribution | None:
    """The speaker whose words hold folded `position`, the narrowest of several; `fallback` where none does, or
    where it is only "the report" that speaks."""
    covering = [h for h in found if h.scope_start <= position < h.scope_end and not h.anonymous]
    if not covering:
        return fallback
    best = min(covering, key=lambda h: (h.scope_end - h.scope_start, h.start))
    papers = [
        h for h in context.reading.within(best.start, best.end, "statistic_cue") if h.id in ("report", "statement")
    ]
    return fallback if papers and not best.key and fallback is not None else _attribution(context, best)


def _attribution(context: Context, hit: AttributionHit) -> Attribution:
    return Attribution(context.quote(hit.start, hit.end), hit.source_type, hit.key, hit.rule)

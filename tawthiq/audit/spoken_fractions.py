"""Shares told as fractions or as ratios of two numbers: "45 of them, a third", "166 of the 466, or 36%" (standards §3, D7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tawthiq.audit.messages import Fact, Words, finding
from tawthiq.audit.outline import leading
from tawthiq.audit.report import Report, counts_between, counts_harm, dates_in, numbers_between, spans_of, value
from tawthiq.audit.share_tables import fits_a_named_figure
from tawthiq.audit.share_wholes import agrees
from tawthiq.audit.words import arabic_article
from tawthiq.domain.account import Aggregate
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.numbers import NumberHit
from tawthiq.text.phrases import Hit

_WORDS = 4
"""Words between a number and the fraction that it is, at most."""
_OFF = 0.032
"""How far a number may lie from the fraction it is said to be, as a share of the whole: nobody says "a third" of 33 in 100 alone."""
_ROUGHLY = 0.08
_ORDINAL = 12
"""Code points behind a fraction in which an ordinal stands that makes a part of the year of it."""
_BACK = 1
_YEARS = (1900, 2100)
_LED = 30
"""Code points in which what leads to a number stands, and what a fraction is of."""


@dataclass(frozen=True, slots=True)
class _Pair:
    part: NumberHit
    whole: int


def spoken_fractions(report: Report) -> Iterator[Finding]:
    """D7: a fraction told in words beside its number, and a percentage behind "one of the other", are right."""
    for hit in report.reading.of("audit_fraction"):
        if not of_the_year(report, hit):
            yield from _fraction(report, hit)
    for at in report.reading.holding("audit_out_of"):
        yield from _ratio(report, report.reading.sentences[at])


def _fraction(report: Report, hit: Hit) -> Iterator[Finding]:
    sentence = report.sentence(hit)
    told = _in_brackets(report, hit, sentence)
    pair = told or _beside(report, hit, sentence)
    if pair is None or _of_a_change(report, pair.part):
        return
    part = int(pair.part.value or 0)
    true, right = part / pair.whole, fits(hit, part, pair.whole)
    if not (right or told) and _of_others(report, hit):
        return
    span = report.reading.folded.span(hit.start, hit.end)
    words = report.extraction.document.text[span.start : span.end]
    spans = (span, report.reading.folded.span(pair.part.core_start, pair.part.core_end))
    facts: dict[str, Fact] = {"words": Words(words, words), "part": part, "whole": pair.whole}
    if right:
        yield finding("D7", "fraction_passed", "E", spans, **facts)
    else:
        yield finding("D7", "fraction", "E", spans, computed=f"{100 * true:.1f}", **facts)


def fits(fraction: Hit, part: int, whole: int) -> bool:
    """Whether a part of a whole is the fraction it is called: about, more or less as the words say."""
    share, told, true = float(fraction.term.get("share")), str(fraction.term.get("told", "exact")), part / whole
    if told == "more":
        return true > share - 0.005
    if told == "less":
        return true < share + 0.005
    return abs(true - share) <= (_ROUGHLY if told == "about" else _OFF)


def of_the_year(report: Report, hit: Hit) -> bool:
    """Whether the word names a part of the year: «الربع الثالث», "the third quarter"."""
    reading = report.reading
    if any(d.kind == "season" and d.start <= hit.start < d.end for d in dates_in(reading)):
        return True
    return any(
        n.kind == "ordinal" and not reading.text[hit.end : n.core_start].strip(arabic_article() + " ")
        for n in numbers_between(reading, hit.end, hit.end + _ORDINAL)
    )


def _of_a_change(report: Report, part: NumberHit) -> bool:
    """Whether a number is by how much something changed: "rose by eight, a third or so"."""
    led = report.reading.within(max(part.start - _LED, 0), part.start, "audit_moved", "audit_change")
    return bool(led) and len(report.reading.text[led[-1].end : part.start].split()) <= 1


def _of_others(report: Report, hit: Hit) -> bool:
    """Whether a fraction is one of others than all that were counted: "47, two thirds of the injured boys in camps"."""
    reading = report.reading
    after = reading.text[hit.end : hit.end + 1]
    words = reading.text[hit.end : hit.end + _LED].strip()
    whole = reading.within(hit.end, hit.end + _LED, "audit_of_the_whole", "audit_of_all")
    return after == " " and words[:1] not in (",", ".", ")", ";") and not (whole and whole[0].start <= hit.end + 1)


def _beside(report: Report, hit: Hit, sentence: Span) -> _Pair | None:
    """The number that a fraction says again, right before it, and the larger one before that it is taken from."""
    reading = report.reading
    start = reading.sentences[max(reading.sentence_at(sentence.start) - _BACK, 0)].start
    before = counts_between(report, start, hit.start)
    if not before:
        return None
    part = before[-1]
    between = reading.text[part.end : hit.start]
    if part.start < sentence.start or len(between.split()) > _WORDS or any(c in between for c in ".;:"):
        return None
    said: object = reading.within(part.end, hit.start, "audit_that_is")
    if not said and hit.term.get("of_them") and reading.text[hit.end : hit.end + 1] == " ":
        return None  # "19, half of them in March": of the nineteen
    said = said or between.rstrip()[-1:] in (",", "(")
    if not said:
        return None
    larger = [n for n in before[:-1] if (n.value or 0) > (part.value or 0) and counts_harm(report, n)]
    own = [int(n.value or 0) for n in larger if n.start >= sentence.start]
    totals = [n for f in report.totals[:1] if not _dated(f) and (n := value(f)) is not None]
    sure = [*own[::-1], *(n for n in totals if n > (part.value or 0))]
    every = [*sure, *(int(n.value or 0) for n in larger)]
    whole = next((w for w in every if fits(hit, int(part.value or 0), w)), next(iter(sure), None))
    return _Pair(part, whole) if whole is not None else None


def _dated(figure: Aggregate) -> bool:
    """Whether a figure is a year that was read as a count: "our 2023 report on attacks"."""
    return _YEARS[0] <= (value(figure) or 0) <= _YEARS[1] and "," not in figure.quote.text


def _in_brackets(report: Report, hit: Hit, sentence: Span) -> _Pair | None:
    """The two numbers that the first brackets behind a fraction hold: "more than half of those arrested (41 of 88)"."""
    text = report.reading.text
    opened, closed = text.find("(", hit.end, sentence.end), text.find(")", hit.end, sentence.end)
    if opened < 0 or closed < opened or any(c in text[hit.end : opened] for c in ",;:"):
        return None
    inside = counts_between(report, opened, closed)
    if len(inside) == 1 and not (text[opened + 1 : inside[0].start].strip() or text[inside[0].end : closed].strip()):
        return _of_what_is_counted(report, hit, sentence, inside[0], text[hit.end : opened])
    if len(inside) != 2 or not _out_of(report, *inside) or not (inside[0].value or 0) < (inside[1].value or 0):
        return None
    alone = text[opened + 1 : inside[0].start].strip() == text[inside[1].end : closed].strip() == ""
    return _Pair(inside[0], int(inside[1].value or 0)) if alone else None


def _of_what_is_counted(report: Report, hit: Hit, sentence: Span, part: NumberHit, between: str) -> _Pair | None:
    """ "A third of the victims (62) were children": the fraction of what the sentence before or the whole report counts."""
    if len(between.split()) > _WORDS or not part.value:
        return None
    start = report.reading.sentences[max(report.reading.sentence_at(sentence.start) - _BACK, 0)].start
    near = [int(n.value or 0) for n in counts_between(report, start, part.start) if (n.value or 0) > part.value]
    own = [q.value for q in leading(report) if q.value > part.value]
    fitting = next((w for w in (*near[::-1], *own) if fits(hit, int(part.value), w)), None)
    if fitting is not None:
        return _Pair(part, fitting)
    return _Pair(part, own[0]) if len(set(own)) == 1 and not set(near) - set(own) else None


def _ratio(report: Report, sentence: Span) -> Iterator[Finding]:
    """ "166 of the 466 victims, or 36%": the percentage of a sentence with one ratio."""
    inside = numbers_between(report.reading, sentence.start, sentence.end)
    shares = [n for n in inside if n.kind == "percent"]
    counted = counts_between(report, sentence.start, sentence.end)
    if len(shares) != 1 or not shares[0].value:
        return
    pairs = [(a, b) for a, b in pairwise(counted) if _out_of(report, a, b) and (a.value or 0) <= (b.value or 0)]
    if len(pairs) != 1 or report.reading.within(sentence.start, sentence.end, "audit_change"):
        return
    (part, whole), share = pairs[0], shares[0]
    others = [n for n in counted if n not in (part, whole) and part.start < n.start < share.start]
    if others:
        return
    spans = spans_of(report, share, part, whole)
    a, b, stated = int(part.value or 0), int(whole.value or 0), float(share.value or 0)
    facts: dict[str, Fact] = {"stated": stated, "part": a, "whole": b}
    if agrees(stated, a, b):
        yield finding("D7", "percent_passed", "E", spans, **facts)
    elif share.qualifier == "exact" and not fits_a_named_figure(report, stated, spans[0]):
        yield finding("D7", "percent", "E", spans, computed=round(100 * a / b, 1), **facts)


def _out_of(report: Report, part: NumberHit, whole: NumberHit) -> bool:
    text = report.reading.text
    between = text[part.end : whole.core_start]
    said = report.reading.within(part.end, whole.core_start, "audit_out_of")
    return bool(said) and len(between.split()) <= _WORDS and not text[said[-1].end : whole.core_start].strip()

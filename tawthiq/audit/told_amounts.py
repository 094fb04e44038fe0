"""The size of a change told twice, as a number and as a percentage: "the count fell by 135, or 19.4%" (standards §3, D9)."""

from __future__ import annotations

from collections.abc import Iterator

from tawthiq.audit.earlier_times import of_earlier
from tawthiq.audit.messages import Fact, finding, said
from tawthiq.audit.report import Report, counts_between, numbers_between, numbers_in, spans_of
from tawthiq.audit.share_wholes import agrees, is_year, rounding, told_numbers
from tawthiq.audit.spoken_changes import written
from tawthiq.audit.told_steps import Step, of_an_amount, steps_of
from tawthiq.domain.finding import Finding
from tawthiq.text.numbers import NumberHit
from tawthiq.text.phrases import Hit

_AGAIN = 40
"""Code points from the number to the percentage that says it again."""
_BACK = 60
"""Code points before the number in which the word of change stands."""
_SENTENCES = 4
"""Sentences up to the one with the change in which its two figures stand."""
_ROUGHLY = 1.5
_BY = 3
"""Words from a word of change to the number it went by, at most: "went up this time by 15"."""
_OVER = 30
"""Code points behind a size in which stands what it is measured from: "15 more deaths than", «بزيادة 22 انتهاكاً عن»."""
_MARKS = ",.;:!?\n"


def told_amounts(report: Report) -> Iterator[Finding]:
    """D9: by how many and by how many per cent something changed are the same change, of the two figures told before it.

    ar: «602 ثم 557، فيكون التراجع 45 أي 7.5 بالمئة».
    en: "561, after 696 the year before: a fall of 135, or 19.4%".
    """
    for share, amount, direction in _told(report):
        pairs = sorted(set(_pairs(report, share, amount)))
        if not pairs:
            continue
        stated, size = float(share.value or 0), int(amount.value or 0)
        within = rounding(report, share) if share.qualifier == "exact" else _ROUGHLY
        right = next((p for p in pairs if agrees(stated, size, p[0], within)), None)
        before, now = right or pairs[0]
        facts: dict[str, Fact] = {
            "change": said(f"change.{direction}"), "stated": written(stated, "%"), "before": before, "now": now,
            "unit": said("unit.told"), "computed": written(round(100 * size / before, 1), "%"),
        }  # fmt: skip
        yield finding("D9", "change_passed" if right else "change", "E", spans_of(report, share, amount), **facts)


def sized_changes(report: Report) -> Iterator[Finding]:
    """D9: what is told to have risen by so many from an earlier figure is as many more, and no fewer.

    ar: «وكان العام الذي سبقه قد شهد 81 ضحية، أي أن العدد ازداد بمقدار 15» والحصيلة 96.
    en: "168 killed, fifteen fewer than the 183 of the year before".
    """
    reading = report.reading
    every = told_numbers(report)
    for amount, direction, words in (*_by_as_many(report), *_more_than_before(report)):
        before = _earlier(report, amount, words)
        if before is None or not amount.value:
            continue
        base, size = int(before.value or 0), int(amount.value)
        right, turned = base + size, base - size
        if direction == "fall":
            right, turned = turned, right
        spans = (reading.folded.span(words.start, words.end), *spans_of(report, amount, before))
        facts: dict[str, Fact] = {
            "change": said(f"change.{direction}"), "before": base, "unit": said("unit.told")
        }  # fmt: skip
        if right in every:
            yield finding("D9", "direction_passed", "E", spans, now=right, **facts)
        elif turned in every and turned > 0:
            yield finding("D9", "direction", "E", spans, now=turned, **facts)


def sizes_told_again(report: Report) -> Iterator[Finding]:
    """D9: a percentage in the sentence behind a change that was told with its size and its earlier figure is that of the two.

    ar: «بزيادة 15 على تموز حين سُجّل 113. وبذلك تبلغ نسبة التغير 13 بالمئة».
    en: "a rise of 15 on July, when 113 were recorded. In relative terms the change amounts to 13%".
    """
    reading = report.reading
    changes = [(a, _earlier(report, a, w), d) for a, d, w in (*_by_as_many(report), *_more_than_before(report))]
    for amount, before, direction in changes:
        if before is None or not amount.value or not before.value or before.value == amount.value:
            continue
        after = reading.sentence_at(amount.start) + 1
        if after >= len(reading.sentences):
            continue
        sentence = reading.sentences[after]
        told = numbers_between(reading, sentence.start, sentence.end)
        words = reading.within(sentence.start, sentence.end, "audit_the_change")
        if len(told) != 1 or told[0].kind != "percent" or not words:
            continue
        share, size, base = told[0], int(amount.value), int(before.value)
        within = rounding(report, share) if share.qualifier == "exact" else _ROUGHLY
        right = agrees(float(share.value or 0), size, base, within)
        now = base + size if direction == "rise" else base - size
        facts: dict[str, Fact] = {
            "change": said(f"change.{direction}"), "stated": written(float(share.value or 0), "%"), "before": base, "now": now,
            "unit": said("unit.told"), "computed": written(round(100 * size / base, 1), "%"),
        }  # fmt: skip
        yield finding(
            "D9", "change_passed" if right else "change", "E", spans_of(report, share, amount, before), **facts
        )


def _by_as_many(report: Report) -> Iterator[tuple[NumberHit, str, Hit]]:
    """ "fell by 15", "a drop of 14", «ازداد بمقدار 15», «بزيادة 22», «فيكون التراجع 45»."""
    reading = report.reading
    for hit in reading.of("audit_moved"):
        after = numbers_between(reading, hit.end, min(hit.end + _AGAIN, len(reading.text)))
        number = after[0] if after else None
        if number is None or number.kind != "cardinal" or number.qualifier != "exact":
            continue
        between = reading.text[hit.end : number.core_start]
        led = reading.within(hit.end, number.core_start, "audit_by", "audit_out_of", "audit_is_so_many")
        bare = not between.strip()
        by = bool(led) and len(between.split()) <= _BY and not reading.text[led[-1].end : number.core_start].strip()
        if (bare or by) and not any(c in between for c in _MARKS) and steps_beside(report, number) is None:
            yield number, hit.id, hit


def _more_than_before(report: Report) -> Iterator[tuple[NumberHit, str, Hit]]:
    """ "fifteen fewer than the 183 of the year before", "sixteen more"."""
    reading = report.reading
    for hit in reading.of("audit_by_so_many"):
        before = numbers_between(reading, max(hit.start - _AGAIN, 0), hit.start)
        number = before[-1] if before else None
        if number is None or number.kind != "cardinal" or number.qualifier != "exact":
            continue
        between = reading.text[number.end : hit.start]
        if len(between.split()) <= 1 and not any(c in between for c in _MARKS):
            yield number, hit.id, hit


def steps_beside(report: Report, number: NumberHit) -> Step | None:
    """The step that a number is part of."""
    return next((s for s in steps_of(report) if s.start <= number.start < s.end), None)


def _earlier(report: Report, amount: NumberHit, words: Hit) -> NumberHit | None:
    """The one figure of an earlier time that a change is measured from: right behind "than the", else told with words for that time
    in the sentence of the change or the one before it."""
    reading = report.reading
    at = reading.sentence_at(amount.start)
    sentence = reading.sentences[at]
    end = max(amount.end, words.end)
    behind = [n for n in numbers_between(reading, words.start, sentence.end) if n.kind == "cardinal" and n.value]
    behind = [n for n in behind if n.core_start >= end and not is_year(report, n)]
    if words.start > amount.start and behind and len(reading.text[words.end : behind[0].core_start].split()) <= 1:
        return behind[0]
    over = reading.within(amount.end, min(amount.end + _OVER, sentence.end), "audit_over")
    if over and len(behind) == 1 and len(reading.text[amount.end : over[0].start].split()) <= 1:
        return behind[0]
    for first in (at, at - 1):
        if first < 0:
            return None
        start = reading.sentences[first].start
        told = [n for n in counts_between(report, start, reading.sentences[first].end) if n.start != amount.start]
        told = [n for n in told if not is_year(report, n)]
        marked = [n for n in told if of_earlier(report, n, start, reading.sentences[first].end)]
        if len(marked) == 1:
            return marked[0]
        if marked:
            return None
    return None


def _told(report: Report) -> Iterator[tuple[NumberHit, NumberHit, str]]:
    reading = report.reading
    for share in numbers_in(reading):
        if share.kind != "percent" or not share.value:
            continue
        amount = of_an_amount(report, share)
        if amount is None:
            continue
        sentence = reading.sentences[reading.sentence_at(share.start)]
        start = max(sentence.start, amount.start - _BACK)
        numbers = numbers_between(reading, start, amount.start)
        start = max([start, *(n.end for n in numbers)])
        turns = {h.id for h in reading.within(start, amount.start, "audit_moved", "audit_change")}
        if len(turns) == 1:
            yield share, amount, next(iter(turns))


def _pairs(report: Report, share: NumberHit, amount: NumberHit) -> Iterator[tuple[int, int]]:
    """Two figures as far apart as the amount, told in the sentences before or as a step anywhere; the earlier first."""
    reading = report.reading
    size = int(amount.value or 0)
    for step in steps_of(report):
        if abs(step.now - step.before) == size and step.before:
            yield step.before, step.now
    at = reading.sentence_at(share.start)
    start, end = reading.sentences[max(at - _SENTENCES, 0)].start, reading.sentences[at].end
    near = [n for n in counts_between(report, start, end) if not is_year(report, n)]
    beside = {int(n.value or 0) for n in near if n is not amount}
    every = told_numbers(report)
    for value in sorted(beside):
        for other in (value - size, value + size):
            if other > 0 and other in every:
                yield value, other
                yield other, value

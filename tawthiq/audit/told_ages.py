"""Ages that cannot be: a child of 23, a list of children with a man of 40 in it (standards §3, D8)."""

from __future__ import annotations

from collections.abc import Iterator

from tawthiq.audit.messages import Words, finding, setting
from tawthiq.audit.report import Report, dates_between, dates_in, numbers_between, numbers_in
from tawthiq.audit.told_days import title_ends
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.phrases import Hit

_BESIDE = 26
"""Code points between a child and its age."""
_LINES = 3
"""Lines above a list that say whom it lists."""
_SHORT = 12
"""Words of a line of a list of names, at most."""
_MOST = 115


def children_are_young(report: Report) -> Iterator[Finding]:
    """D8: who is called a child is under eighteen, in a sentence and in a list of children."""
    adult = setting("threshold.adult")
    for child, age, span in (*_in_sentences(report), *_in_lists(report)):
        if adult <= age <= _MOST:
            text = report.extraction.document.text[span.start : span.end]
            yield finding("D8", "child", "E", (span, child), words=Words(text, text), age=age, adult=adult)


def _in_sentences(report: Report) -> Iterator[tuple[Span, int, Span]]:
    """ "A boy aged 23", "a 34-year-old child", «طفل عمره 23 عاماً»: each child with the age right beside it."""
    reading, folded = report.reading, report.reading.folded
    ages = [(d.start, d.end, d.amount) for d in dates_in(reading) if d.kind == "duration" and d.unit == "year"]
    ages += [(n.core_start, n.core_end, n.value) for n in numbers_in(reading) if n.kind == "cardinal" and n.value]
    for start, end, amount in ages:
        cues = reading.within(max(start - _BESIDE, 0), end + _BESIDE, "audit_age")
        if amount is None or amount != int(amount) or not any(_touches(report, c, start, end) for c in cues):
            continue
        child = _beside(report, start, end)
        if child is not None:
            yield folded.span(child.start, child.end), int(amount), folded.span(start, end)


def _touches(report: Report, cue: Hit, start: int, end: int) -> bool:
    """Whether a word for age stands right before a number, right behind it, or is part of its length."""
    text = report.reading.text
    if cue.end <= start:
        return len(text[cue.end : start].split()) <= 1
    return cue.start < end or not text[end : cue.start].strip(" -")


def _beside(report: Report, start: int, end: int) -> Hit | None:
    """The one child whose age a number is: the last people named before it in its clause, else those right behind it."""
    reading = report.reading
    sentence = reading.sentences[reading.sentence_at(start)]
    before = reading.within(max(sentence.start, start - _BESIDE), start, "people")
    if before:
        between = reading.text[before[-1].end : start]
        return before[-1] if _single_child(report, before[-1]) and not any(c in between for c in ".;\n") else None
    behind = reading.within(end, min(end + _BESIDE, sentence.end), "people")
    near = bool(behind) and len(reading.text[end : behind[0].start].split()) <= 1
    return behind[0] if near and _single_child(report, behind[0]) else None


def _single_child(report: Report, hit: Hit) -> bool:
    """Whether one person is called a child; a girl or a son of nineteen is none."""
    return hit.id == "child" and bool(report.reading.within(hit.start, hit.end, "audit_child"))


def _in_lists(report: Report) -> Iterator[tuple[Span, int, Span]]:
    """The ages of a table that is titled with children and nobody else."""
    reading, folded = report.reading, report.reading.folded
    for ledger in report.page.ledgers:
        column = next(
            (at for at, name in enumerate(ledger.names[1:]) if reading.within(*folded.bounds(name), "audit_age")), None
        )
        if column is None:
            continue
        title = [h for line in ledger.head[-_LINES:] for h in reading.within(*folded.bounds(line), "people")]
        groups = {h.id for h in title} - {"people"}
        if groups != {"child"}:
            continue
        child = next(h for h in title if h.id == "child")
        whom = folded.span(child.start, child.end)
        for cell in ledger.column(column):
            if cell is not None:
                yield whom, cell.value, cell.span
    yield from _in_lines(report)


def _in_lines(report: Report) -> Iterator[tuple[Span, int, Span]]:
    """The ages of a list of names under a title of children: "Salma, aged 7"."""
    reading, folded = report.reading, report.reading.folded
    text = reading.text
    title = [h for h in reading.within(0, title_ends(report), "people") if h.id != "people"]
    if {h.id for h in title} != {"child"}:
        return
    whom = folded.span(title[0].start, title[0].end)
    for cue in reading.of("audit_age"):
        line_start = text.rfind("\n", 0, cue.start) + 1
        line_end = text.find("\n", cue.end)
        end = line_end if line_end >= 0 else len(text)
        if len(text[line_start:end].split()) > _SHORT or reading.within(line_start, end, "people"):
            continue
        ages = [(n.core_start, n.core_end, n.value) for n in numbers_between(reading, line_start, end)]
        ages += [(d.start, d.end, d.amount) for d in dates_between(report, line_start, end) if d.unit == "year"]
        if len(ages) == 1 and ages[0][2]:
            yield whom, int(ages[0][2]), folded.span(ages[0][0], ages[0][1])

"""Sums that sentences and short lines tell without a table (standards §3, D1): "57 by air strikes, 20 by shelling, 77 in all".

A list in running prose may name the worst hit only: it is held to its whole where the words say that nothing is left over, and where it
misses it by so little that no one would have left out so few.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tawthiq.audit.lists_of_some import others_uncounted
from tawthiq.audit.messages import finding
from tawthiq.audit.quantities import quantities
from tawthiq.audit.report import Report, counts_between, numbers_in, spans_of
from tawthiq.audit.spoken_rests import COMPLETE, held
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.numbers import NumberHit

_CELL = "\t"
_PARTS = 3
"""Parts of a list in running prose, at least."""
_NEAR = 0.12
"""How far such a list may lie from its whole, as a share of it, to be a slip of it and no choice of the worst hit."""
_FEW = 9
_BESIDE = 2
_AMONG = 2
"""Words between "of" and the number, at most: «من بين الضحايا الـ120»."""
_LED = 24
"""Code points from "of" to the number that a sentence divides."""
_COUNTED = 24
"""Code points behind the whole in which stands what it counts."""
_AGENT = 24
"""Code points behind a number in which "by" or "at the hands of" stands."""
_LINE = re.compile(r"[^\n]+")
_BULLETS = tuple("-*•▪●◦–—")
_SENTENCE = 18
"""Words of a line behind a bullet that tells one figure, at most."""
_PERCENTS = 3
_OFF = (1.6, 12.0)
"""How far percentages told in a row may add up to beside a hundred to be a slip: less is rounding, more is no division."""


def phrases_add_up(report: Report) -> Iterator[Finding]:
    """D1: the parts that a sentence tells are the total that it tells."""
    for sentence in report.reading.sentences:
        counted = counts_between(report, sentence.start, sentence.end)
        if len(counted) > 2:
            yield from _total_behind(report, sentence, counted) or _near_miss(report, sentence, counted)
    yield from _lines(report)


def _total_behind(report: Report, sentence: Span, counted: Sequence[NumberHit]) -> list[Finding]:
    """ "20 by air and 37 on the ground, a total of 57": the last number is all those before it."""
    *parts, last = counted
    cues = report.reading.within(parts[-1].end, last.start + 1, "audit_in_all")
    if not cues or len(report.reading.text[cues[-1].end : last.core_start].split()) > 1:
        return []
    if any((p.value or 0) >= (last.value or 0) for p in parts) and _sum(parts) > 2 * (last.value or 0):
        return []
    return list(held(report, last, parts))


def _near_miss(report: Report, sentence: Span, counted: Sequence[NumberHit]) -> list[Finding]:
    """ "Of the 120 killed 60 died in A, 30 in B and 28 in C": two that nobody would have left out."""
    whole, *parts = counted
    if len(parts) < _PARTS or any((p.value or 0) >= (whole.value or 0) for p in parts):
        return []
    off = abs(_sum(parts) - (whole.value or 0))
    if off > max(_FEW, _NEAR * (whole.value or 0)) or off * 2 > (whole.value or 0):
        return []
    reading = report.reading
    if not _divides(report, whole, parts[0]) and not (_sum(parts) > (whole.value or 0) and _by_parties(report, parts)):
        return []
    if _including(report, parts[0].end, sentence.end):
        return []  # parts of parts
    if _sum(parts) < (whole.value or 0) and others_uncounted(report, parts[-1].end):
        return []
    if reading.within(whole.end, sentence.end, "part_word", "audit_change", "audit_before", "audit_average"):
        return []
    first = reading.within(whole.end, whole.end + _COUNTED, "people", "harm", "counted_unit")
    if not first or not _one_kind(report, parts) or not _plain(reading.text[whole.end : parts[-1].start]):
        return []
    if _CELL in reading.folded.words(whole.end, parts[-1].start):
        return []  # the cells of a row, and no sentence
    return list(held(report, whole, parts))


def _divides(report: Report, whole: NumberHit, first: NumberHit) -> bool:
    """Whether a sentence sets out to divide a number: "of the 120 killed …", "120 killed: …", "… distributed as follows"."""
    reading = report.reading
    led = reading.within(max(whole.start - _LED, 0), whole.core_start, "audit_out_of")
    opens = (
        bool(led)
        and len(reading.text[led[-1].end : whole.core_start].split()) <= _AMONG
        and not _including(report, whole.end, first.start)
    )
    return (
        opens
        or ":" in reading.text[whole.end : first.start]
        or bool(reading.within(whole.end, first.start, "distribution", "audit_they_are"))
    )


def _including(report: Report, start: int, end: int) -> bool:
    return any(h.id == "including" for h in report.reading.within(start, end, "discourse"))


def _by_parties(report: Report, parts: Sequence[NumberHit]) -> bool:
    """Whether each number of a list is of those whom one party harmed: nobody is counted twice, "including" or not."""
    return all(report.reading.within(p.end, p.end + _AGENT, "agent_cue") for p in parts)


def _plain(text: str) -> bool:
    return not any(mark in text for mark in ("%", "(", ". ", "\n"))


def _one_kind(report: Report, parts: Sequence[NumberHit]) -> bool:
    """Whether the numbers of a list count one kind of thing: no wounded among the killed, no attacks among people."""
    kinds = set()
    for part in parts:
        near = report.reading.within(part.end, part.end + _FEW, "people", "harm")
        kinds |= {
            str(h.term.get("harm") or h.id) for h in near[:1] if h.start - part.end <= _BESIDE and h.category == "harm"
        }
    return len(kinds) <= 1


def _sum(parts: Sequence[NumberHit]) -> int:
    return sum(int(p.value or 0) for p in parts)


def _lines(report: Report) -> Iterator[Finding]:
    """Lines of one figure each ("Killed: 90", "– men: 40", …): men, women and children are the killed, killed and injured all casualties."""
    run: list[tuple[Span, NumberHit]] = []
    parts = {q.start for q in quantities(report) if q.inner}
    for match in _LINE.finditer(report.reading.text):
        inside = [n for n in counts_between(report, match.start(), match.end()) if n.core_start not in parts]
        words = len(match.group().split())
        listed = match.group().lstrip()[:1] in _BULLETS and words <= _SENTENCE
        if (len(inside) == 1 and (listed or (words <= 10 and any(c in match.group() for c in ":：\t|;=")))) or (
            run and len(inside) == 1 and words <= 6
        ):
            run.append((Span(match.start(), match.end()), inside[0]))
            continue
        yield from _run(report, run)
        run = []
    yield from _run(report, run)


def _run(report: Report, run: Sequence[tuple[Span, NumberHit]]) -> Iterator[Finding]:
    labels = [_label(report, line) for line, _ in run]
    for at, label in enumerate(labels):
        groups: list[str] = []
        for after in labels[at + 1 :]:
            group = after[1]
            if group is None or group in groups:
                break
            groups.append(group)
            if frozenset(groups) in COMPLETE and label[1] is None and label[0]:
                yield from held(report, run[at][1], [n for _, n in run[at + 1 : at + 1 + len(groups)]])
                break
    both = [n for (_, n), label in zip(run, labels, strict=True) if label[2]]
    killed = [
        n
        for (_, n), label in zip(run, labels, strict=True)
        if label[0] == {"killed"} and label[1] is None and not label[2]
    ]
    injured = [
        n
        for (_, n), label in zip(run, labels, strict=True)
        if label[0] == {"injured"} and label[1] is None and not label[2]
    ]
    if len(both) == len(killed) == len(injured) == 1:
        pair = [killed[0], injured[0]]
        every = [
            n
            for (_, n), label in zip(run, labels, strict=True)
            if len(label[0]) == 1 and label[1] is None and not label[2]
        ]
        whole = int(both[0].value or 0)  # "victims in all" may take in those detained
        nearest = min((pair, every), key=lambda parts: abs(_sum(parts) - whole))
        yield from held(report, both[0], nearest)


def _label(report: Report, line: Span) -> tuple[set[str], str | None, bool]:
    """What a line counts: the harms it names, the one group of people it names, and whether it counts casualties of any kind."""
    hits = report.reading.within(line.start, line.end, "people", "harm", "counted_unit", "audit_casualties")
    harms = {
        str(h.term.get("harm") or h.id)
        for h in hits
        if h.category == "harm" or (h.category == "people" and h.term.get("harm"))
    }
    groups = {h.id for h in hits if h.category == "people" and not h.term.get("harm")} - {"people"}
    if any(h.category == "counted_unit" for h in hits):
        return set(), None, False
    both = {"killed", "injured"} <= harms or any(h.category == "audit_casualties" for h in hits)
    return harms, next(iter(groups)) if len(groups) == 1 else None, both


def percentages_make_a_hundred(report: Report) -> Iterator[Finding]:
    """D7: percentages that a sentence tells in a row with a rest make a hundred."""
    percents = [n for n in numbers_in(report.reading) if n.kind == "percent" and n.value and n.qualifier == "exact"]
    by_sentence: dict[int, list[NumberHit]] = {}
    for number in percents:
        by_sentence.setdefault(report.reading.sentence_at(number.start), []).append(number)
    for at, told in by_sentence.items():
        sentence = report.reading.sentences[at]
        rest = report.reading.within(told[-1].end, sentence.end, "audit_others") or report.reading.within(
            told[-1].start - 20, told[-1].start, "audit_rest"
        )
        added = sum(float(n.value or 0) for n in told)
        if len(told) >= _PERCENTS and rest and _OFF[0] < abs(added - 100) <= _OFF[1]:
            spans = spans_of(report, *told)
            yield finding("D7", "hundred", "E", spans, sum=f"{added:g}")

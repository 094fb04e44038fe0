"""Words of rise and fall about figures that stand elsewhere: a row of two years, the months of a series (standards §3, D9, D18).

"Journalists assaulted were more numerous in 2022" is held against the row of that name, "the numbers shrank from month to month"
against the months told just before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tawthiq.audit.messages import finding, said
from tawthiq.audit.report import Report, counts_between
from tawthiq.audit.told_series import KINDS, Series, name_of, series_of
from tawthiq.audit.told_steps import Step, steps_of, turn_words
from tawthiq.audit.words import noise_words
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.phrases import Hit

_LEAST = 3
_NEAR = 400
"""Code points before "from month to month" in which its series ends."""
_SUBJECT = 60
"""Code points from the name of a row to the word of change."""
_TIMES = ("month", "weekday", "day")
_MARKS = ",;.!?؟\n"


def trends_hold(report: Report) -> Iterator[Finding]:
    """D9: what is said to have risen or fallen did, by the row or the series it is said of.

    ar: «في تشرين الأول 1482، وفي الثاني 1105، وفي كانون الأول 874، أي إنها نقصت شهراً بعد شهر».
    en: "Deaths in custody: 23 → 31 … Deaths in custody rose"; "the numbers shrank from month to month".
    """
    yield from _all_along(report)
    yield from _after_the_one_before(report)
    yield from _rows(report)


def _finding(report: Report, hit: Hit, before: int, now: int, spans: Sequence[Span]) -> Finding:
    right = (hit.id == "rise") == (now > before)
    at = report.reading.folded.span(hit.start, hit.end)
    return finding(
        "D9", "direction_passed" if right else "direction", "E", (at, *spans), change=said(f"change.{hit.id}"),
        before=before, now=now, unit=said("unit.told"),
    )  # fmt: skip


def _in_time(report: Report) -> list[Series]:
    return [s for s in series_of(report) if s.kind in _TIMES and len(s.items) >= _LEAST]


def _all_along(report: Report) -> Iterator[Finding]:
    """ "from month to month" with a word of change: every step of the series told before it goes that way."""
    reading = report.reading
    for way in reading.of("audit_month_by_month"):
        sentence = report.sentence(way)
        start = max([sentence.start, *(reading.text.rfind(c, sentence.start, way.start) + 1 for c in _MARKS)])
        end = min([sentence.end, *(at for c in _MARKS if (at := reading.text.find(c, way.end, sentence.end)) >= 0)])
        turns = {h.id: h for h in turn_words(report, start, way.start)} or {
            h.id: h for h in turn_words(report, way.end, min(end, way.end + _SUBJECT))
        }
        if len(turns) != 1:
            continue
        hit = next(iter(turns.values()))
        near = [s for s in _in_time(report) if 0 <= way.start - s.items[-1].start <= _NEAR]
        if not near:
            continue
        series = max(near, key=lambda s: (s.items[-1].start, len(s.items)))
        steps = [(a, b) for a, b in pairwise(series.items) if a.value != b.value]
        wrong = [(a, b) for a, b in steps if (hit.id == "rise") != (b.value > a.value)]
        if steps:
            one, other = (wrong or steps)[0]
            yield _finding(report, hit, one.value, other.value, (one.span, other.span))


def _after_the_one_before(report: Report) -> Iterator[Finding]:
    """ "… 187 in May, then the number fell in June to 178": the word in the clause of a month, against the month before it."""
    reading = report.reading
    for series in _in_time(report):
        if not series.told:
            continue
        for before, now in pairwise(series.items):
            start = max(reading.text.rfind(c, before.start, now.start) for c in _MARKS) + 1
            if not before.start < start or counts_between(report, start, now.start):
                continue
            names = [h for c, kind in KINDS.items() if kind == series.kind for h in reading.within(start, now.start, c)]
            turns = {h.id: h for h in turn_words(report, start, now.start)}
            if not _reached(report, start, now.start):
                continue  # "rose on Tuesday by 38"
            if len(turns) == 1 and names and {name_of(h) for h in names} == {now.name} and now.value != before.value:
                hit = next(iter(turns.values()))
                yield _finding(report, hit, before.value, now.value, (before.span, now.span))


def _reached(report: Report, start: int, at: int) -> bool:
    """Whether "to" or "reached" stands right before a figure."""
    hits = report.reading.within(start, at, "audit_to", "audit_stands", "audit_is_so_many")
    return any(not report.reading.text[h.end : at].strip() for h in hits)


def _rows(report: Report) -> Iterator[Finding]:
    """A sentence that begins with the name of a row of two figures with an arrow between, and says that it rose or fell."""
    rows = [(name, step) for step in steps_of(report) if step.arrow and (name := _row_name(report, step))]
    if not rows:
        return
    reading = report.reading
    for sentence in reading.sentences:
        words = reading.text[sentence.start : sentence.end]
        if any(step.start < sentence.end and sentence.start < step.end for _, step in rows):
            continue
        named = [(len(n), n, step) for n, step in rows if words.lstrip(" \"'*-–•").startswith(n)]
        if not named:
            continue
        _, name, step = max(named, key=lambda n: n[0])
        start = sentence.start + words.find(name) + len(name)
        turns = [*turn_words(report, start, sentence.end), *reading.within(start, sentence.end, "audit_compared")]
        near = [h for h in turns if h.start - start <= _SUBJECT]
        if len({h.id for h in turns}) != 1 or not near or step.direction == "none":
            continue
        hit = near[0]
        if not counts_between(report, start, hit.start):
            yield _finding(report, hit, step.before, step.now, step.spans)


def _row_name(report: Report, step: Step) -> str:
    """What stands before the two figures in their line."""
    text = report.reading.text
    name = text[text.rfind("\n", 0, step.start) + 1 : step.start].strip(" \"'*-–•:|.")
    words = [w for w in name.split() if w not in noise_words()]
    return name if words and len(name) > _LEAST and not any(c.isdigit() for c in name) else ""

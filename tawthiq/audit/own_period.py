"""The period that a report says it is about: in its title, behind a word for it, or in the first sentences of its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tawthiq.audit.report import Report
from tawthiq.audit.stretches import Stretch, stretches_between, stretches_of
from tawthiq.domain.span import Span

_TITLE_LINES = 6
_TITLE_WORDS = 25
"""Words of a line of the title, at most."""
_SENTENCE_WORDS = 8
"""Words of a line that is a sentence when a full stop ends it, at least."""
_COVERING = 3
"""Words between "covering" and the days that are covered, at most."""
_TOP = 2500
"""Code points in which a report says what it covers."""
_NEAR = 40
"""Code points before a stretch in which a word says that it is another's."""
_ENDS = ("from",)
"""Words before an earlier figure that stand before the first day of a stretch as well."""
_LEAD = 2
"""Sentences that open the text."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A stretch of time that a report is about; `role` is title, covering or lead: where it says so."""

    stretch: Stretch
    role: str


def lines_of(report: Report) -> list[Span]:
    """The lines of the folded text that hold anything, those that are none of the report's own text left out."""
    known: list[Span] | None = report.reading.memo.get("audit_lines")
    if known is None:
        known, at = [], 0
        for line in report.reading.text.split("\n"):
            if line.strip() and _read(report, at, at + len(line)):
                known.append(Span(at, at + len(line)))
            at += len(line) + 1
        report.reading.memo["audit_lines"] = known
    return known


def _read(report: Report, start: int, end: int) -> bool:
    """Whether a sentence of the report stands in folded `[start, end)`: a menu, a reader's comment has none."""
    sentences = report.reading.sentences
    if not sentences:
        return False
    last = sentences[report.reading.sentence_at(end - 1)]
    return last.start < end and start < last.end


def title_lines(report: Report) -> list[Span]:
    """The lines of the folded text that head a report: those before its first sentence, list or table."""
    text, folded = report.reading.text, report.reading.folded
    found: list[Span] = []
    for line in lines_of(report)[:_TITLE_LINES]:
        words = text[line.start : line.end].strip()
        many = len(words.split())
        told = many > _TITLE_WORDS or ". " in words or (words.endswith((".", ":")) and many >= _SENTENCE_WORDS)
        if (told and found) or report.page.at(folded.span(line.start, line.end)) is not None:
            break
        found.append(line)
        if told:
            break
    return found


def body_start(report: Report) -> int:
    """Where the text behind the title begins."""
    title = title_lines(report)
    return title[-1].end if title else 0


def first_sentence(report: Report) -> int:
    """The first sentence behind the title, by its place among all; the report has one."""
    text, start = report.reading.text, body_start(report)
    while start < len(text) - 1 and text[start].isspace():
        start += 1
    return report.reading.sentence_at(min(start, len(text) - 1))


def frames_of(report: Report) -> list[Frame]:
    """What a report says it is about, title first; looked for once."""
    known: list[Frame] | None = report.reading.memo.get("audit_frames")
    if known is None:
        known = report.reading.memo["audit_frames"] = list(_frames(report))
    return known


def _frames(report: Report) -> Iterator[Frame]:
    reading = report.reading
    titled = [s for line in title_lines(report) for s in stretches_between(report, line.start, line.end)]
    seen = [s for s in titled if not earlier(report, s)]
    yield from (Frame(s, "title") for s in seen)
    for stretch in stretches_of(report):
        if stretch.start > _TOP or stretch in titled or stretch.kind in ("part", "month", "year"):
            continue
        cues = reading.within(max(stretch.start - _NEAR, 0), stretch.start, "audit_covering")
        between = reading.text[cues[-1].end : stretch.start] if cues else ""
        if cues and len(between.split()) <= _COVERING and "\n" not in between and not earlier(report, stretch):
            seen.append(stretch)
            yield Frame(stretch, "covering")
    start = body_start(report)
    for stretch in stretches_between(report, start, start + _TOP):
        sentence = reading.sentence_at(stretch.start)
        if sentence - first_sentence(report) >= _LEAD:
            return
        if stretch not in seen and stretch.kind != "year" and not earlier(report, stretch):
            yield Frame(stretch, "lead")


def earlier(report: Report, stretch: Stretch) -> bool:
    """Whether a stretch is told beside the report's own: "compared with April 2020", "in the quarter before (April to June)"."""
    reading = report.reading
    sentence = reading.sentences[reading.sentence_at(stretch.start)]
    start = max(sentence.start, reading.text.rfind("\n", 0, stretch.start) + 1, stretch.start - _NEAR)
    if reading.within(start, stretch.start, "audit_earlier", "audit_comparison"):
        return True
    if stretch.end <= body_start(report):
        return False  # "violence against civilians, October 2024"
    compared = [h for h in reading.within(start, stretch.start, "audit_before") if h.term.wording not in _ENDS]
    return bool(compared) and len(reading.text[compared[-1].end : stretch.start].split()) <= _COVERING

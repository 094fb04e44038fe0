"""Claims about the order of a series: the deadliest month, the worst hit, the second of a ranking (standards §3, D18).

The claim is held against every series that has the name: where its figure is the largest in one of them, the claim is about that one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tawthiq.audit.messages import Words, finding
from tawthiq.audit.named_figures import mentions, named_series, pooled, ranked
from tawthiq.audit.report import Report, counts_between
from tawthiq.audit.told_series import KINDS, Item, Series, named_at, series_of
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.phrases import Hit

_LEAST = 3
"""Figures of a series that has a largest one, at least."""
_BEHIND = 14
"""Code points behind a claim in which the thing that is the worst may be named: "the deadliest attack"."""
_SUBJECT = 12
"""Code points by which a name behind a claim must be nearer than one before it: the subject comes first."""
_NEXT = 8
"""Code points behind an ordinal in which the figure of its row stands: "second, 31", "third with 12"."""
_GROUPS = ("people", "civilian")
_MARKS = ",;.!?؟،؛\n"


def ranks_hold(report: Report) -> Iterator[Finding]:
    """D18: what is called the deadliest or the least has the largest or smallest figure, and a ranking goes down.

    ar: «وكان آذار أكثر الأشهر دموية» وفي نيسان أكثر منه؛ «تصدرت درعا بـ33 تلتها إدلب بـ41».
    en: "March was the deadliest month" where April has more; "Daraa with 33, followed by Idlib with 41".
    """
    found = named_series(report)
    tops = ("share_word", "audit_top", "audit_foremost")
    for category, top in (*((c, True) for c in tops), ("audit_bottom", False)):
        for hit, words in report.hits(category):
            if category != "share_word" or hit.id == "largest":
                yield from _claim(report, hit, words, found, top=top)
    for series in series_of(report):
        if series.told and series.kind != "row":
            yield from _ranking(report, series)


def of_one_attack(report: Report, hit: Hit) -> bool:
    """Whether a claim is about one attack, and what its clause names is only where that was: "the deadliest attack was in Idlib"."""
    near = report.reading.within(hit.end, hit.end + _BEHIND, "counted_unit")
    return any(h.term.get("number") == "singular" for h in near)


def _scope(report: Report, hit: Hit) -> tuple[int, int]:
    """The clause of a claim."""
    text = report.reading.text
    start = max(text.rfind(mark, 0, hit.start) for mark in _MARKS) + 1
    ends = [at for mark in _MARKS if (at := text.find(mark, hit.end)) >= 0]
    return start, min(ends, default=len(text))


def _claim(report: Report, hit: Hit, words: Span, found: list[Series], *, top: bool) -> Iterator[Finding]:
    start, end = _scope(report, hit)
    reading = report.reading
    if of_one_attack(report, hit):
        return
    told = mentions(report, start, end)
    names = [(at, at + len(item.name)) for item, series, at in told if series.kind == "row"]
    others = (h for h in reading.within(start, end, "audit_not_alone") if h.start != hit.start)
    if any(not any(a <= h.start and h.end <= b for a, b in names) for h in others):
        return  # "the third week" is a name, "the third deadliest" none
    named: list[tuple[int, Series, Item]] = []
    for item, series, at in told:
        distance = hit.start - at if at < hit.start else at - hit.end + _SUBJECT
        named.append((distance, series, item))
    places = {at for _, _, at in told}
    groups = (h for h in reading.within(start, end, "people") if h.id not in _GROUPS and not h.term.get("harm"))
    if not named or any(h.start not in places for h in groups):
        return  # most of the children
    own = {item.value for _, _, item in named}
    counted = [n for n in counts_between(report, start, end) if reading.text[start : n.start].strip()]
    if any(int(n.value or 0) not in own for n in counted):
        return  # "318 protests, the most in A with 87": of figures that it tells itself
    nearest = min(distance for distance, _, _ in named)
    alike = [(series, item) for distance, series, item in named if distance == nearest]
    spoken = [(series, item) for series, item in alike if named_at(reading.text[start:end], series.column) >= 0]
    alike = spoken or alike  # "the most victims": of the column of victims
    if any(_first(series, item, top=top) for series, item in alike):
        return
    long = [(series, item) for series, item in alike if len(ranked(series)) >= _LEAST]
    if not long:
        return
    series, item = long[0]
    best = (max if top else min)(ranked(series), key=lambda i: i.value)
    yield _failed(report, words, series, item, best)


def _first(series: Series, item: Item, *, top: bool) -> bool:
    """Whether a figure is the largest of its series, or the smallest."""
    rivals = [other for other in series.items if not pooled(other.name)]
    return all(item.value >= other.value if top else item.value <= other.value for other in rivals)


def _ranking(report: Report, series: Series) -> Iterator[Finding]:
    """A row that a ranking takes up after another is no larger."""
    reading = report.reading
    for before, now in pairwise(series.items):
        start = before.start
        end = reading.sentences[reading.sentence_at(now.start)].end
        after = next((i.start for i in series.items if i.start > now.start), end)
        told = list(reading.within(start, min(end, after), "audit_taken_over"))
        clause_end = next((at for at in range(now.start, end) if reading.text[at] in _MARKS), end)
        cues = [h for h in told if h.end <= clause_end and not _counts_a_time(report, h)]
        if cues and now.value > before.value:
            words = reading.folded.span(cues[0].start, cues[0].end)
            yield _failed(report, words, series, now, before)


def _counts_a_time(report: Report, cue: Hit) -> bool:
    """Whether an ordinal orders what stands behind it, and no row: "the second quarter", «الرابعة والعشرين»."""
    if len(cue.term.wording.split()) > 1:
        return False
    behind = report.reading.text[cue.end : cue.end + _NEXT]
    return behind[:1] == " " and not any(c.isdigit() or c in _MARKS + "(" for c in behind)


def foremost_somewhere(report: Report, hit: Hit) -> bool:
    """Whether what a claim names has the largest figure in one of the series that name it."""
    start, end = _scope(report, hit)
    return any(_first(series, item, top=True) for item, series, _ in mentions(report, start, end))


def _failed(report: Report, words: Span, series: Series, item: Item, best: Item) -> Finding:
    text = report.extraction.document.text
    return finding(
        "D18", "rank", "E", (words, item.span, best.span), words=text[words.start : words.end],
        key=_called(report, series, item), part=item.value, other=_called(report, series, best), most=best.value,
    )  # fmt: skip


def _called(report: Report, series: Series, item: Item) -> Words:
    """A figure's name as the text writes it nearest to it."""
    folded, reading = report.reading.folded, report.reading
    for category, kind in KINDS.items():
        if kind == series.kind:
            hits = [h for h in reading.of(category) if abs(h.start - item.start) < 2 * len(item.name) + 60]
            if hits:
                nearest = min(hits, key=lambda h: abs(h.start - item.start))
                told = folded.span(nearest.start, nearest.end)
                return Words(folded.original[told.start : told.end], folded.original[told.start : told.end])
    return Words(item.name, item.name)

"""Percentages of what is told elsewhere: "Idlib had the most, 34% of the total", «وبلغت نسبة المدنيين 27 في المئة» (standards §3, D7).

The part stands in a list, a table or an earlier sentence, and only its name stands beside the percentage. It is held to the figures that bear
the name, each as a share of what its list adds up to or of what the report counts. Where another number of the text makes the
percentage right, that may be its whole and nothing is said.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from tawthiq.audit.labels import key_figures
from tawthiq.audit.messages import Fact, finding
from tawthiq.audit.named_figures import mentions
from tawthiq.audit.outline import leading
from tawthiq.audit.quantities import Quantity, quantities
from tawthiq.audit.report import Report, numbers_between, numbers_in
from tawthiq.audit.share_tables import fits_a_named_figure
from tawthiq.audit.share_wholes import POINTS, agrees, rounding
from tawthiq.audit.spoken_shares import of_change
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.numbers import NumberHit

_BESIDE = 4
"""Words between a name and the percentage that is said of it, at most, where nothing says of what whole."""
_NEXT = 3
"""Code points from a percentage to the words for its whole."""
_WHOLE = 30
"""And in which those words end."""
_ROUGHLY = 1.5
_ALL = 100
_LEAST = 0.01
_MANY = 60
"""Quantities before a percentage in which its group is counted."""
_PEOPLE = ("people",)


@dataclass(frozen=True, slots=True)
class _Part:
    """A figure that bears the name beside a percentage, where it stands, and the sums of the lists that it is in."""

    value: int
    span: Span
    wholes: frozenset[int]


def claimed_shares(report: Report) -> Iterator[Finding]:
    """D7: a percentage said of a name is the share of the figure that the report gives under that name.

    ar: «حماة 30، درعا 20» من 61، ثم «وسُجّلت الحصيلة الأعلى في حماة بنسبة 62 بالمئة من المجموع».
    en: "Hama 30, Daraa 20" of 61, then "the highest count came in Hama (62%)".
    """
    own = [q.value for q in leading(report)] + [s.value for s in key_figures(report)]
    for share in numbers_in(report.reading):
        stated = float(share.value or 0)
        if share.kind != "percent" or not 0 < stated <= _ALL or of_change(report, share, whole=True):
            continue
        at = report.reading.folded.span(share.core_start, share.core_end)
        if report.page.at(at) is not None:
            continue
        parts = _parts(report, share)
        if not parts:
            continue
        within = rounding(report, share) if share.qualifier == "exact" else _ROUGHLY
        within = max(within, POINTS) if share.qualifier == "exact" else within
        fitting = (w for p in parts for w in (*p.wholes, *own) if w >= p.value and agrees(stated, p.value, w, within))
        if next(fitting, None) is not None or any(_told_elsewhere(report, stated, p.value, within) for p in parts):
            continue
        part = parts[0]
        wholes = [w for w in (*sorted(part.wholes), *own) if w > part.value]
        if wholes:
            facts: dict[str, Fact] = {"stated": stated, "part": part.value, "whole": wholes[0]}
            computed = round(100 * part.value / wholes[0], 1)
            if not fits_a_named_figure(report, float(share.value or 0), at):
                yield finding("D7", "percent", "E", (at, part.span), computed=computed, **facts)


def _parts(report: Report, share: NumberHit) -> list[_Part]:
    """The figures that a percentage may be said of: those of the names nearest before it in its sentence, alone and together."""
    reading = report.reading
    sentence = reading.sentences[reading.sentence_at(share.start)]
    before = numbers_between(reading, sentence.start, share.start)
    start = max([sentence.start, *(n.end for n in before if n.kind == "percent")])
    counts = [n for n in before if n.kind == "cardinal" and n.value and n.start >= start]
    if counts:
        return []  # the number beside it may be the part
    whole = _said_of_a_whole(report, share)
    named = [(at, item, series) for item, series, at in mentions(report, start, share.start)]
    if named:
        nearest = max(at for at, _, _ in named)
        first = [(i, s) for at, i, s in named if at == nearest]
        if not (whole or _right_behind(report, nearest, share)):
            return []
        parts = [_Part(i.value, i.span, frozenset({s.sum})) for i, s in first]
        every = {(at, s.start, s.kind): (i, s) for at, i, s in named}
        by_series: dict[tuple[int, str], list[_Part]] = {}
        for (_, at, kind), (item, series) in every.items():
            by_series.setdefault((at, kind), []).append(_Part(item.value, item.span, frozenset({series.sum})))
        parts += [_Part(sum(p.value for p in ps), ps[0].span, ps[0].wholes) for ps in by_series.values() if len(ps) > 1]
        return parts
    return _of_groups(report, share, start) if whole else []


def _right_behind(report: Report, name: int, share: NumberHit) -> bool:
    """Whether a percentage stands right behind a name: in brackets, or a few words on."""
    words = report.reading.text[name : share.start].split()
    return len(words) <= 2 * _BESIDE


def _said_of_a_whole(report: Report, share: NumberHit) -> bool:
    """Whether a percentage is said to be one of all that is counted: "of the total", «من مجموع المخطوفين»."""
    reading = report.reading
    behind = reading.within(share.end, share.end + _WHOLE, "audit_of_all", "audit_of_the_whole")
    return bool(behind) and behind[0].start - share.end <= _NEXT


def _of_groups(report: Report, share: NumberHit, start: int) -> list[_Part]:
    """The numbers of the groups of people that stand before a percentage: "Women and children together made up 41 per cent of the total"."""
    hits = report.reading.within(start, share.start, *_PEOPLE)
    groups = dict.fromkeys(h.id.partition(".")[0] for h in hits if h.id != "people" and not h.term.get("harm"))
    every = quantities(report)
    told = every[: bisect_right(every, start, key=_start)][-_MANY:]
    found: list[list[Quantity]] = []
    for group in groups:
        own = [q for q in told if q.noun == group]
        if len({q.value for q in own}) != 1:
            return []
        found.append(own[:1])
    if not found:
        return []
    together = [q for own in found for q in own]
    return [_Part(sum(q.value for q in together), together[0].span, frozenset())]


def _told_elsewhere(report: Report, stated: float, part: int, within: float) -> bool:
    """Whether a number of the text outside its lists makes a percentage right."""
    known: list[int] | None = report.reading.memo.get("audit_told_outside")
    if known is None:
        outside = {q.value for q in quantities(report) if report.page.at(q.span) is None}
        known = report.reading.memo["audit_told_outside"] = sorted(outside)
    least, most = 100 * part / (stated + within), 100 * part / max(stated - within, _LEAST)
    at = bisect_left(known, max(least - 1, part))
    return any(agrees(stated, part, w, within) for w in known[at : bisect_right(known, most + 1)])


def _start(told: Quantity) -> int:
    return told.start

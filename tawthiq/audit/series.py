"""Several reports side by side: cumulative series, repeated totals, usual means, other offices (D9, D12, D14, D20)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from statistics import quantiles

from tawthiq.audit.messages import Fact, Words, finding, named, office_named, unit
from tawthiq.audit.report import Report, same_days, value
from tawthiq.domain.account import Aggregate
from tawthiq.domain.finding import Finding
from tawthiq.text.fold import fold_word

_CUMULATIVE_DAYS = 62
_REPEATED_FROM = 10
_HISTORY = 8
_KNOWN = 20
"""From so many other reports on, one in twenty lies beyond a percentile, and these are taken as they are."""
_BEYOND = 0.5
"""How far beyond the percentiles of the fewest reports a mean is unusual, as a share of what lies between them: they give a rough range."""
_LEAST = 0.1
"""And as a share of the percentile itself: an office whose means hardly differ is not asked about a tenth more."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Figure:
    """A statistic with the report and the office it comes from."""

    office: str
    figure: Aggregate
    report: Report


def _compared(rule: str, variant: str, severity: str, figures: Sequence[Figure], /, **facts: Fact) -> Finding:
    """A finding on figures of several reports, each span with its document."""
    places = list(dict.fromkeys((f.figure.quote.span, f.report.extraction.document.id) for f in figures))
    made = finding(rule, variant, severity, (), **facts)
    return replace(made, spans=tuple(s for s, _ in places), documents=tuple(d for _, d in places))


def offices(reports: Sequence[Report]) -> list[Figure]:
    """Every dated statistic with its office: the speaker the text names, else the publisher."""
    found = []
    for report in reports:
        for figure in report.figures:
            speaker = figure.attribution
            office = (speaker.key or fold_word(speaker.quote.text)) if speaker else report.extraction.document.publisher
            if figure.period.start is not None and figure.period.end is not None and office:
                found.append(Figure(office, figure, report))
    return found


def _alike(figures: list[Figure]) -> dict[tuple[str, str, str, str, str], list[Figure]]:
    groups: dict[tuple[str, str, str, str, str], list[Figure]] = defaultdict(list)
    for f in figures:
        a = f.figure
        groups[f.office, a.dimension, a.key or "", a.measure, a.subject or ""].append(f)
    return groups


def cumulative_never_falls(reports: Sequence[Report]) -> Iterator[Finding]:
    """D9: cumulative figures of one office never fall, and grow by what the reports in between add up to.

    ar: «230 ألفاً» في حزيران ثم «210 آلاف» في آب.
    en: "230,000" in June, then "210,000" in August.
    """
    for group in _alike(offices(reports)).values():
        by_start: dict[object, list[Figure]] = defaultdict(list)
        for f in group:
            if _days(f.figure) >= _CUMULATIVE_DAYS:
                by_start[f.figure.period.start].append(f)
        for series in by_start.values():
            ends = sorted(series, key=lambda f: str(f.figure.period.end))
            distinct = {f.figure.period.end: f for f in ends}
            if len(distinct) > 1:
                yield from _steps(list(distinct.values()), group)


def _days(figure: Aggregate) -> int:
    start, end = figure.period.start, figure.period.end
    return (end - start).days + 1 if start and end else 0


def _steps(series: list[Figure], group: list[Figure]) -> Iterator[Finding]:
    last = series[-1].figure
    facts: dict[str, Fact] = {"unit": unit(last.measure, last.subject), "key": named(last.dimension, last.key)}
    failed = False
    for a, b in pairwise(series):
        pair = (a, b)
        if b.figure.count.low < a.figure.count.low:
            failed = True
            yield _compared("D9", "fell", "E", pair, earlier=a.figure.count.low, later=b.figure.count.low, **facts)
            continue
        first, second = value(a.figure), value(b.figure)
        between = _between(a.figure, b.figure, group)
        if between is not None and first is not None and second is not None and between != second - first:
            failed = True
            yield _compared("D9", "delta", "E", pair, growth=second - first, sum=between, **facts)
    if not failed:
        yield _compared("D9", "passed", "E", series, count=len(series), **facts)


def _between(a: Aggregate, b: Aggregate, group: list[Figure]) -> int | None:
    """The sum of the reports that tile the days from one cumulative figure's end to the next's; None where they do not."""
    if a.period.end is None or b.period.end is None:
        return None
    day, total = a.period.end + _DAY, 0
    while day <= b.period.end:
        step = next(
            (f.figure for f in group if f.figure.period.start == day and _days(f.figure) < _CUMULATIVE_DAYS), None
        )
        number = value(step) if step else None
        if step is None or number is None or step.period.end is None:
            return None
        total, day = total + number, step.period.end + _DAY
    return total if day == b.period.end + _DAY else None


def totals_are_not_copied(reports: Sequence[Report]) -> Iterator[Finding]:
    """D12: one office's same total in two neighbouring reports may be a copying error.

    ar: 393 في تشرين الأول و393 في تشرين الثاني.
    en: 393 in October and 393 in November.
    """
    for (_, dimension, _, measure, _), group in _alike(offices(reports)).items():
        if dimension != "total":
            continue
        ordered = sorted(group, key=lambda f: (str(f.figure.period.start), str(f.figure.period.end)))
        for a, b in pairwise(ordered):
            gap = (
                (b.figure.period.start - a.figure.period.end).days
                if b.figure.period.start and a.figure.period.end
                else 99
            )
            number = value(a.figure)
            if number is not None and number == value(b.figure) and number >= _REPEATED_FROM and 0 < gap <= 2:
                yield _compared(
                    "D12", "same", "W", (a, b), total=number,
                    unit=unit(measure, a.figure.subject),
                )  # fmt: skip


def means_are_usual(reports: Sequence[Report]) -> Iterator[Finding]:
    """D14: mean victims per incident stay within the office's own 5th to 95th percentile (eight other reports or more).

    Of any nine months one has the highest mean: what lies beyond the percentiles of eight by less than half of what lies between them,
    or by less than a tenth, is usual. The more reports there are the less is let pass, and from twenty on nothing.

    ar: متوسط 40 قتيلاً في المجزرة حيث المعتاد 6 إلى 12.
    en: a mean of 40 killed per massacre where 6 to 12 are usual.
    """
    means: dict[str, list[tuple[float, Figure]]] = defaultdict(list)
    figures = [f for f in offices(reports) if f.figure.dimension == "total"]
    for f in figures:
        if f.figure.subject != "massacre" or not value(f.figure):
            continue
        killed = next(
            (g.figure for g in figures if g.report is f.report and g.figure.measure == "killed"
             and g.figure.subject in (None, "civilian") and same_days(g.figure, f.figure) and value(g.figure)), None,
        )  # fmt: skip
        if killed is not None:
            means[f.office].append(((value(killed) or 0) / (value(f.figure) or 1), f))
    for pairs in means.values():
        for mean, figure in pairs:
            others = [m for m, other in pairs if other is not figure]
            if len(others) < _HISTORY:
                continue
            cuts = quantiles(others, n=20, method="inclusive")
            rough = max(0.0, (_KNOWN - len(others)) / (_KNOWN - _HISTORY))
            margin = (cuts[-1] - cuts[0]) * _BEYOND
            low = cuts[0] - max(margin, cuts[0] * _LEAST) * rough
            high = cuts[-1] + max(margin, cuts[-1] * _LEAST) * rough
            if not low <= mean <= high:
                yield _compared(
                    "D14", "failed", "W", [figure], mean=round(mean, 2), low=round(cuts[0], 2),
                    high=round(cuts[-1], 2), reports=len(others),
                )  # fmt: skip


def offices_side_by_side(reports: Sequence[Report]) -> Iterator[Finding]:
    """D20: figures of different offices for one period are compared only side by side with their definitions.

    ar: 110 مجازر لدى جهة و49 لدى أخرى في أيلول.
    en: 110 massacres by one office and 49 by another in September.
    """
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for f in offices(reports):
        a = f.figure
        if a.dimension == "total" and value(a) is not None:
            groups[a.period.start, a.period.end, a.measure, a.subject].append(f)
    for group in groups.values():
        first = {f.office: f for f in reversed(group)}
        if len(first) < 2 or len({value(f.figure) for f in first.values()}) < 2:
            continue
        told = sorted(first.values(), key=lambda f: f.office)
        shown = [(f"{value(f.figure):,}", office_named(f.office)) for f in told]
        figures = Words(
            ", ".join(f"{number} ({who.en})" for number, who in shown),
            "، ".join(f"{number} ({who.ar})" for number, who in shown),
        )
        a = told[0].figure
        yield _compared("D20", "compare", "I", told, figures=figures, unit=unit(a.measure, a.subject))

"""Time and cover: months of the period, missing governorates (standards §3, D5, D11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from tawthiq.audit.messages import Fact, Words, finding, joined, named, unit
from tawthiq.audit.month_frames import as_long_as_said, months_fit_the_frames, months_named
from tawthiq.audit.names import governorates_of
from tawthiq.audit.report import Report, Table, dates_in, in_prose, the_matcher, value
from tawthiq.audit.row_times import names_agree, rows_follow, weeks_of_a_month
from tawthiq.audit.spots import Spots
from tawthiq.audit.told_days import days_are_possible, period_of
from tawthiq.audit.weeks import weeks_fit_the_month
from tawthiq.domain.finding import Finding
from tawthiq.domain.when import Period
from tawthiq.knowledge.gazetteer import governorates
from tawthiq.text.date_expression import DateExpression
from tawthiq.text.reading import read

_YEAR, _NEARLY_A_YEAR = 12, 10
_LONG = timedelta(days=300)
"""What a period is shorter than where each of its months must be told."""


def months_of(period: Period) -> tuple[int, ...]:
    """The months (1–12) of a period, by its days, else by its name ("second half"); empty where neither is known.

    A period of more than twelve months, or one that is a stretch of days within a month, has none.
    """
    named_hits = list(read(period.text, the_matcher()).of("named_period"))
    if named_hits:
        first, count = int(named_hits[0].term.get("first_month")), int(named_hits[0].term.get("months"))
        return tuple(range(first, first + count))
    if period.start is None or period.end is None:
        return ()
    first, last = period.start.year * 12 + period.start.month - 1, period.end.year * 12 + period.end.month - 1
    return tuple(m % 12 + 1 for m in range(first, last + 1)) if last - first < 12 else ()


def months_match_the_period(report: Report) -> Iterator[Finding]:
    """D5: the months listed are those of the period named: six in a half-year, three in a quarter.

    ar: «النصف الثاني» وفيه يونيو: سبعة أشهر.
    en: "the second half" with June in it: seven months.
    """
    by_month = [t for t in report.tables if t.dimension == "month" and all(_is_month(r.key) for r in t.rows)]
    tables = [t for t in by_month if not _by_day(report, t)]
    told = [*_months_of_tables(report, tables)]
    if not tables:
        told.extend(_months_of_the_page(report))
    yield from told
    if not any(f.rule == "D5" and not f.passed for f in told):
        yield from months_fit_the_frames(report)
    yield from as_long_as_said(report)
    yield from names_agree(report)
    yield from rows_follow(report)
    yield from weeks_of_a_month(report)
    yield from weeks_fit_the_month(report)
    yield from days_are_possible(report)


def _months_of_tables(report: Report, tables: list[Table]) -> Iterator[Finding]:
    for table in tables[:1]:
        listed = [int((r.key or "--00")[-2:]) for r in table.rows]
        if len(listed) > len(set(listed)) + 1:
            continue  # several lists in one sentence each: of evictions, of arrests
        yield from _repeated(report, table)
        period = _period(report, table)
        expected = months_of(period) if period else ()
        if period is None or len(expected) < 2:
            continue
        if _by_quarters(report, table):
            continue
        running = tuple(listed) == expected[: len(listed)] and len(listed) < _NEARLY_A_YEAR
        if len(expected) == _YEAR and (running or months_named(report) is not None):
            continue  # a year that is still told month by month, or that of a half or quarter which the report names
        spans = (*table.spans, *(t.total.quote.span for t in tables if t.total))
        extra = [m for m in listed if m not in expected]
        told = {int(h.term.get("number")) for h in report.reading.of("month")}
        missing = [m for m in expected if m not in listed and m not in _rows_unread(report, table)]
        if set(missing) <= told and in_prose(report, table):
            missing = []  # they are told, in words that were not read as rows
        facts: dict[str, Fact] = {"period": period.text, "months": len(expected), "listed": len(listed)}
        if extra:
            strict = joined([_strict(t, expected) for t in tables])
            yield finding("D5", "extra", "E", spans, extra=_months(extra), strict=strict, **facts)
        if missing:
            yield finding("D5", "missing", "E", spans, missing=_months(missing), **facts)
        if not extra and not missing:
            yield finding("D5", "passed", "E", spans, period=period.text, months=len(expected))


def _by_quarters(report: Report, table: Table) -> bool:
    """Whether a row names a stretch of months in its cells: "First | January–March | 528"."""
    ledger = report.page.at(table.rows[0].quote.span)
    bounds = [report.reading.folded.bounds(row.span) for row in ledger.rows] if ledger is not None else []
    named = ({h.term.get("number") for h in report.reading.within(*b, "month")} for b in bounds)
    return any(len(months) > 1 for months in named)


def _rows_unread(report: Report, table: Table) -> set[int]:
    """The months of those rows of a table's list that were not read into it."""
    ledger = report.page.at(table.rows[0].quote.span)
    bounds = [report.reading.folded.bounds(row.label) for row in ledger.rows] if ledger is not None else []
    return {int(h.term.get("number")) for b in bounds for h in report.reading.within(*b, "month")}


def _compared_with(report: Report, told: DateExpression) -> bool:
    """Whether a period is the other one of a comparison: "74, against 81 in the second quarter"."""
    sentence = report.reading.sentences[report.reading.sentence_at(told.start)]
    return bool(report.reading.within(sentence.start, told.start, "audit_before", "audit_comparison"))


def _months_of_the_page(report: Report) -> Iterator[Finding]:
    """The same for a list of the page from which no statistics were read: every row is called by a month."""
    reading = report.reading
    for ledger in report.page.ledgers:
        names = [list(reading.within(*reading.folded.bounds(row.label), "month")) for row in ledger.rows]
        listed = [int(found[0].term.get("number")) for found in names if found]
        if len(listed) < len(ledger.rows):
            continue
        title = next(
            (
                d
                for d in dates_in(reading)
                if d.kind == "season"
                and d.end <= reading.folded.bounds(ledger.rows[0].label)[0]
                and not _compared_with(report, d)
            ),
            None,
        )
        if title is None:
            continue
        words = reading.quote(title.start, title.end).text
        expected = months_of(Period(None, None, words))
        spans = [row.span for row in ledger.rows]
        facts: dict[str, Fact] = {"period": words, "months": len(expected), "listed": len(listed)}
        extra = [m for m in listed if m not in expected]
        missing = [m for m in expected if m not in listed]
        if expected and extra:
            strict = sum(
                c.value
                for row in ledger.rows
                for c in row.cells[:1]
                if c and listed[ledger.rows.index(row)] in expected
            )
            yield finding("D5", "extra", "E", spans, extra=_months(extra), strict=f"{strict:,}", **facts)
        if expected and missing:
            yield finding("D5", "missing", "E", spans, missing=_months(missing), **facts)


def _is_month(key: str | None) -> bool:
    """Whether the key of a row is a month: a row called by words that nobody knows stands under those words."""
    return key is None or key[-2:].isdigit()


def _by_day(report: Report, table: Table) -> bool:
    """Whether the rows are days of months ("Friday 8 March: 4 killed"): two of one month are no slip.

    The figure of a row beside its month ("March | 8") is no day of it.
    """
    text, folded = report.reading.text, report.reading.folded
    figures = Spots(row.quote.span for row in table.rows)
    lines = {text.rfind("\n", 0, folded.bounds(row.quote.span)[0]) + 1 for row in table.rows}
    days = (d for d in dates_in(report.reading) if d.day is not None and d.month is not None)
    inside = (d for d in days if text.rfind("\n", 0, d.start) + 1 in lines)
    return any(not figures.touches(folded.span(d.start, d.end)) for d in inside)


def _period(report: Report, table: Table) -> Period | None:
    if table.total is not None:
        running = table.total.table is None and read(table.total.period.text, the_matcher()).has("audit_since")
        return table.total.period if not running else None
    titled = period_of(report)
    if titled is not None:  # of a year that is still told month by month no month is missing
        return Period(*titled) if titled[1] - titled[0] < _LONG else None
    return next((f.period for f in report.totals if f.period.text), None)


def _strict(table: Table, expected: tuple[int, ...]) -> Words:
    total = sum(value(r) or 0 for r in table.rows if int((r.key or "--00")[-2:]) in expected)
    what = unit(table.measure, table.subject)
    return Words(f"{total:,} ({what.en})", f"{total:,} ({what.ar})")


def _months(months: list[int]) -> Words:
    return joined([named("month", f"--{m:02}") for m in dict.fromkeys(months)])


def _repeated(report: Report, table: Table) -> Iterator[Finding]:
    """A month that two lines list; two columns of one line (the month's figure and the running total) are one listing."""
    text = report.extraction.document.text
    lines = {(r.key, text.rfind("\n", 0, r.quote.span.start)) for r in table.rows}
    for key, times in Counter(key for key, _ in lines if key is not None).items():
        if times > 1:
            yield finding(
                "D5", "repeated", "E", [r.quote.span for r in table.rows if r.key == key], month=named("month", key)
            )


def governorates_covered(report: Report) -> Iterator[Finding]:
    """D11: governorates missing from a list have none, or were not covered; the report should say which.

    ar: عشر محافظات من أربع عشرة.
    en: ten governorates out of fourteen.
    """
    seen: set[tuple[str | None, ...]] = set()
    for table in report.tables:
        keys = tuple(r.key for r in table.rows)
        if table.dimension != "governorate" or keys in seen or table.partial or len(keys) < 3:
            continue
        seen.add(keys)
        countries = Counter(governorates()[k].country for k in keys if k in governorates())
        country = countries.most_common(1)[0][0] if countries else None
        everywhere = governorates_of(country) if country else ()
        absent = [p for p in everywhere if p.name_en not in keys]
        if absent and len(everywhere) <= 20:
            names = joined([Words(p.name_en, p.name_ar) for p in absent])
            yield finding("D11", "missing", "I", table.spans, count=len(absent), all=len(everywhere), names=names)

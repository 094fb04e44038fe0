"""Sums: the cells of a table, two tables of one report, crossed tables, partial lists (standards §3, D1–D4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate, combinations

from tawthiq.audit.divided_alike import divided_alike
from tawthiq.audit.labels import ACTS
from tawthiq.audit.lists_of_some import others_uncounted
from tawthiq.audit.messages import Fact, finding, joined, named, rows, unit
from tawthiq.audit.named_again import rows_told_again
from tawthiq.audit.nested_lists import nested_lists_add_up
from tawthiq.audit.outline import outline_adds_up
from tawthiq.audit.page_sums import (
    lists_are_as_long_as_said,
    misread,
    page_adds_up,
    page_crosses,
    page_parts_fit,
    page_totals_agree,
)
from tawthiq.audit.partitions import divisions_of
from tawthiq.audit.prose_sums import prose_adds_up
from tawthiq.audit.report import Report, Table, counts_between, in_prose, numbers_between, value
from tawthiq.audit.spoken_parts import SEXES_AND_AGES, bracketed_cells_add_up, casualties_add_up
from tawthiq.audit.spoken_rests import divided_without_a_rest
from tawthiq.audit.spots import Spots
from tawthiq.audit.sum_phrases import phrases_add_up
from tawthiq.audit.told_again import told_again
from tawthiq.audit.told_days import period_of
from tawthiq.audit.told_sums import told_series_add_up
from tawthiq.audit.weeks import weeks_add_up
from tawthiq.domain.account import Aggregate
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.fold import fold_word

_NOUN = 20
"""Code points behind a number in which its noun stands."""
_MANY = 20
"""The least total that a list may fall so far short of."""
_SLIP = 4
"""A list in running prose that misses a number by more than one in so many is one of some, or of something else."""
_COLUMNS = 2
_MONTH = 31
_NESTED = 10
"""The least excess that, being exactly one row of the list, is reported as that row standing inside another."""


def cells_add_up(report: Report) -> Iterator[Finding]:
    """D1: the cells of each table add up to the stated total, for every dimension and every measure; so does what the layout alone divides.

    ar: «711 مجزرة … حلب 412، إدلب 102، …» تُجمع المحافظات إلى 711.
    en: "711 massacres … Aleppo 412, Idlib 102, …": the governorates add up to 711.
    """
    found = list(_cells_add_up(report))
    yield from found
    yield from outline_adds_up(report, found)


def _cells_add_up(report: Report) -> Iterator[Finding]:
    for table in report.tables:
        if table.total is None or table.partial or titled_wrongly(report, table) or misread(report, table):
            continue
        if _below_a_row(table):
            continue
        stated, added = value(table.total) or 0, table.sum + _unread(report, table)
        facts: dict[str, Fact] = {
            "rows": rows(table.dimension),
            "sum": added,
            "unit": unit(table.measure, table.subject),
        }
        if added == stated:
            yield finding("D1", "passed", "E", table.spans, **facts)
            continue
        difference = abs(stated - added)
        facts |= {"stated": stated, "difference": difference}
        twice = next((r for r in table.rows if value(r) == added - stated and difference >= _NESTED), None)
        if twice is not None and difference == stated:
            yield finding("D1", "passed", "E", table.spans, **{**facts, "sum": stated})  # the row is the total itself
        elif twice is not None and not _told_elsewhere(report, added, Spots(table.spans)):
            yield finding("D1", "nested", "E", table.spans, row=twice.quote.text, **facts)
        elif (
            _row_unread(report, table, stated - added)
            or _far_off(table, difference)
            or _explained(report, table)
            or (difference * _SLIP > stated > added and in_prose(report, table) and _names_the_worst(report, table))
        ):
            continue
        elif not _said_beside(report, table) and not (in_prose(report, table) and 2 * difference >= stated):
            yield finding("D1", "failed", "E", table.spans, **facts)
    yield from page_adds_up(report)
    yield from lists_are_as_long_as_said(report)
    yield from casualties_add_up(report)
    yield from _told_sums(report)
    yield from weeks_add_up(report)
    yield from told_series_add_up(report)


def _told_sums(report: Report) -> Iterator[Finding]:
    """What running prose adds up: each whole is judged once, and none that some reading of the text explains is a finding."""
    divisions = divisions_of(report)
    told: list[Span] = []
    for rule in (divided_without_a_rest, phrases_add_up, prose_adds_up):
        known = Spots(told)
        for found in rule(report):
            explained = (
                rule is not prose_adds_up
                and not found.passed
                and (
                    divisions.explains(found.spans[-1])
                    or divisions.adds_up(found.spans)
                    or divisions.told_otherwise(found.spans)
                )
            )
            if not known.touches(found.spans[-1]) and not explained:
                if not found.passed:
                    told.append(found.spans[-1])
                yield found


def _unread(report: Report, table: Table) -> int:
    """What the numbers add that stand between the rows of a list in running prose, of the same people, and were not read as rows.

    "and 39 martyrs in infighting": no party, but one of the list.
    """
    if table.total is None or table.sum == value(table.total) or not in_prose(report, table):
        return 0
    spots = Spots(row.quote.span for row in table.rows)
    reading = report.reading
    start, _ = reading.folded.bounds(table.rows[0].quote.span)
    _, end = reading.folded.bounds(table.rows[-1].quote.span)
    nouns = {noun for row in table.rows if (noun := _noun(row)) is not None}
    sentence = reading.sentences[reading.sentence_at(end)]
    between = behind = 0
    for number in numbers_between(reading, start, sentence.end):
        span = reading.folded.span(number.core_start, number.core_end)
        if number.kind != "cardinal" or not number.value or spots.touches(span):
            continue
        words = reading.text[number.end : number.end + _NOUN].split()
        bare = not nouns and not reading.within(number.end, number.end + _NOUN, "people", "harm")
        if bare or (words and words[0] in nouns):
            between, behind = (
                (between + int(number.value), behind) if number.end <= end else (between, behind + int(number.value))
            )
    stated = value(table.total) or 0
    return (
        between + behind
        if table.sum + between + behind == stated or 2 * behind < stated - table.sum - between
        else between
    )


def _names_the_worst(report: Report, table: Table) -> bool:
    """Whether the sentence of a list says that it tells of those with the most: "X saw the greatest number, 52, then Y with 47"."""
    start, _ = report.reading.folded.bounds(table.rows[0].quote.span)
    sentence = report.reading.sentences[report.reading.sentence_at(start)]
    return bool(report.reading.within(sentence.start, sentence.end, "share_word", "audit_ranking", "audit_foremost"))


def _noun(row: Aggregate) -> str | None:
    """The word behind a row's number, folded."""
    words = fold_word(row.quote.text).split()
    return words[1] if len(words) > 1 else None


def _below_a_row(table: Table) -> bool:
    """Whether what was taken for the total is less than half of one of the rows: it is that of something else."""
    most, stated = max(value(row) or 0 for row in table.rows), value(table.total) if table.total is not None else None
    return stated is not None and most >= _MANY and 2 * stated < most


def _told_elsewhere(report: Report, added: int, rows: Spots) -> bool:
    """Whether another number of the report says what the rows of a list add up to: "Civilians: 237 … civilians by governorate: …"."""
    told = counts_between(report, 0, len(report.reading.text))
    return any(
        n.value == added and not rows.touches(report.reading.folded.span(n.core_start, n.core_end)) for n in told
    )


def _explained(report: Report, table: Table) -> bool:
    """Whether the rows of a list are parts of another number that they add up to, or a sentence says that it names some of them only."""
    spans = [row.quote.span for row in table.rows]
    if _in_its_last_row(report, table):
        return False  # the row called total is of these rows and no others
    if _some_in_a_row(table):
        return True
    if divisions_of(report).adds_up(spans) or _told_elsewhere(report, table.sum, Spots(spans)):
        return True
    if table.total is None or not in_prose(report, table) or table.sum > (value(table.total) or 0):
        return False
    _, end = report.reading.folded.bounds(table.rows[-1].quote.span)
    return others_uncounted(report, end)


def _some_in_a_row(table: Table) -> bool:
    """Whether a total told behind a list is that of some of its rows that stand together."""
    if table.total is None or table.total.quote.span.start < table.rows[-1].quote.span.start:
        return False
    running = [0, *accumulate(value(row) or 0 for row in table.rows)]
    return any(b - a == value(table.total) for a, b in combinations(running, 2))


def _in_its_last_row(report: Report, table: Table) -> bool:
    """Whether the total of a list stands in the row with the totals of its own table."""
    ledger = report.page.at(table.rows[0].quote.span)
    if ledger is None or ledger.total is None or ledger.width < _COLUMNS or table.total is None:
        return False
    told = table.total.quote.span
    return any(c is not None and c.span.overlaps(told) for c in ledger.total.cells)


def _far_off(table: Table, difference: int) -> bool:
    """Whether a list is no half of a total that stands elsewhere: it tells of some of those alone."""
    stated = value(table.total) or 0 if table.total is not None and table.total.table != table.index else 0
    return stated > _MANY and 2 * difference >= stated


def _row_unread(report: Report, table: Table, difference: int) -> bool:
    """Whether what a list in running prose lacks is a number of its sentence: a row whose name nobody knows."""
    if not in_prose(report, table) or difference <= 0:
        return False
    spots = Spots(table.spans)
    start, _ = report.reading.folded.bounds(table.rows[0].quote.span)
    sentence = report.reading.sentences[report.reading.sentence_at(start)]
    near = numbers_between(report.reading, sentence.start, sentence.end)
    return any(
        n.value == difference and not spots.touches(report.reading.folded.span(n.core_start, n.core_end)) for n in near
    )


def _said_beside(report: Report, table: Table) -> bool:
    """Whether a list in running prose adds up to a number that the sentences before it state for it.

    Such a number may count an incident ("158 killed today: 84 in Hama …"), which is no statistic of the report; the
    report's grand total is then not what the list divides.
    """
    first = table.rows[0].quote.span
    if table.total is None or table.total.table is not None or not in_prose(report, table):
        return False
    start, _ = report.reading.folded.bounds(first)
    before = max(report.reading.sentence_at(start) - 2, 0)
    from_here = report.reading.sentences[before].start
    return any(n.value == table.sum for n in numbers_between(report.reading, from_here, start))


def titled_wrongly(report: Report, table: Table) -> Aggregate | None:
    """The figure for other people that a table of one group really adds up to, if its own total does not fit (D8)."""
    if (
        table.total is None
        or table.subject is None
        or table.subject in ACTS
        or table.partial
        or table.sum <= (value(table.total) or 0)
    ):
        return None
    others = (f for f in report.totals if f.measure == table.measure and f.subject != table.subject)
    return next((f for f in others if value(f) == table.sum), None)


def tables_agree(report: Report) -> Iterator[Finding]:
    """D2: two tables of one report give the same grand total, and one period has one stated total.

    ar: الأشهر تُجمع إلى 711 والمحافظات إلى 711.
    en: months add up to 711 and governorates to 711.
    """
    alike: dict[tuple[str, str | None, object], list[Table]] = defaultdict(list)
    months = _of_other_months(report)
    for table in report.tables:
        ruled_out = (
            table.partial
            or table.index in months
            or "+" in table.dimension
            or titled_wrongly(report, table)
            or misread(report, table)
        )
        if not ruled_out:
            total = value(table.total) if table.total else None
            alike[table.measure, table.subject, total].append(table)
    for (measure, subject, _), tables in alike.items():
        spans = [s for t in tables for s in t.spans]
        if len({t.dimension for t in tables}) < 2:
            continue
        if len({t.sum for t in tables}) == 1:
            names = joined([rows(t.dimension) for t in tables])
            yield finding("D2", "passed", "E", spans, rows=names, sum=tables[0].sum, unit=unit(measure, subject))
            continue
        for a, b in combinations(tables, 2):
            if _told_right(report, a) and _told_right(report, b):
                continue
            stated = value(a.total) if a.total else None
            if in_prose(report, a) != in_prose(report, b) and abs(a.sum - b.sum) * _SLIP > max(a.sum, b.sum):
                continue
            if a.sum != b.sum and stated is None:  # where a total is stated, D1 names the table that is wrong
                yield finding(
                    "D2", "failed", "E", (*a.spans, *b.spans), rows=rows(a.dimension), sum=a.sum,
                    others=rows(b.dimension), other_sum=b.sum, unit=unit(measure, subject),
                )  # fmt: skip
    yield from _one_total(report)
    yield from told_again(report)
    yield from rows_told_again(report)
    yield from divided_alike(report)


def _told_right(report: Report, table: Table) -> bool:
    """Whether the rows of a table are told in a list that adds up, other rows with it."""
    return divisions_of(report).told_right([row.quote.span for row in table.rows])


def _of_other_months(report: Report) -> set[int]:
    """The tables by months of a report on one month: they tell of others too."""
    period = period_of(report)
    short = period is not None and (period[1] - period[0]).days <= _MONTH
    return {t.index for t in report.tables if t.dimension == "month"} if short else set()


def _one_total(report: Report) -> Iterator[Finding]:
    """Two totals that tables of the report lean on, of one measure, subject and period, that differ."""
    differing = list(page_totals_agree(report))
    yield from differing
    told = Spots(found.spans[0] for found in differing)
    months = _of_other_months(report)
    leaned_on = [t.total for t in report.tables if t.total is not None and t.index not in months]
    alike: dict[tuple[object, ...], list[Aggregate]] = defaultdict(list)
    tables: set[object] = set()
    for figure in dict.fromkeys(
        (*leaned_on, *(f for f in report.totals if f.table is not None and f.table not in months))
    ):
        column = (figure.table, figure.measure, figure.subject)  # two totals of one table are those of two columns
        known = told.touches(figure.quote.span) or column in tables or _headed_otherwise(report, figure)
        if value(figure) is not None and not known:
            if figure.table is not None:
                tables.add(column)
            alike[_counted_over(figure)].append(figure)
    for key, figures in alike.items():
        first = figures[0]
        beside = {value(f) for f in report.totals if f.table is None and _counted_over(f) == key}
        for other in figures[1:]:
            if value(first) != value(other) and not (
                _in_words(first, other) and {value(first), value(other)} <= beside
            ):
                yield finding(
                    "D2", "stated", "E", (first.quote.span, other.quote.span), stated=value(first) or 0,
                    other=value(other) or 0, unit=unit(first.measure, first.subject),
                )  # fmt: skip


def _counted_over(figure: Aggregate) -> tuple[object, ...]:
    return figure.measure, figure.subject, figure.period.start, figure.period.end


def _in_words(*figures: Aggregate) -> bool:
    """Whether one of two totals is told in prose: where that tells the other too, it tells of some ("wounded in 7 incidents") beside all."""
    return any(f.table is None for f in figures)


def _headed_otherwise(report: Report, figure: Aggregate) -> bool:
    """Whether the line above a table says that something else befell those it counts: the women among the arrested."""
    ledger = report.page.at(figure.quote.span)
    folded = report.reading.folded
    head = [
        h for line in (ledger.head[-1:] if ledger else ()) for h in report.reading.within(*folded.bounds(line), "harm")
    ]
    if ledger is None or not ledger.head:
        return False
    bounds = folded.bounds(ledger.head[-1])
    about = report.reading.within(*bounds, "people", "counted_unit", "audit_casualties")
    silent = (
        figure.subject in SEXES_AND_AGES and not head and not about
    )  # "arrests by governorate": men, women, children
    return silent or (bool(head) and figure.measure not in {str(h.term.get("harm") or h.id) for h in head})


def crossed_cells_add_up(report: Report) -> Iterator[Finding]:
    """D3: crossed cells (actor within governorate) add up to the rows of both margins.

    ar: «حلب 40: قوات النظام 30، الطيران الروسي 10».
    en: "Aleppo 40: government forces 30, Russian aircraft 10".
    """
    margins = {
        (t.dimension, t.measure, t.subject): t for t in report.tables if "+" not in t.dimension and not t.partial
    }
    for table in report.tables:
        if "+" not in table.dimension or table.dimension.endswith("+group") or misread(report, table):
            continue
        failed = checked = False
        for axis, dimension in enumerate(table.dimension.split("+")):
            margin = margins.get((dimension, table.measure, table.subject))
            cells: dict[str, list[Aggregate]] = defaultdict(list)
            for cell in table.rows:
                cells[(cell.key or "").split("+")[axis]].append(cell)
            for key, parts in cells.items():
                row = margin.row(key) if margin else None
                if row is None or value(row) is None:
                    continue
                checked = True
                total = sum(value(p) or 0 for p in parts)
                if total != value(row):
                    failed = True
                    yield finding(
                        "D3", "failed", "E", (*(p.quote.span for p in parts), row.quote.span),
                        key=named(dimension, key), sum=total, stated=value(row) or 0, unit=unit(table.measure, table.subject),
                    )  # fmt: skip
        if checked and not failed:
            yield finding(
                "D3", "passed", "E", table.spans, rows=rows(table.dimension),
                unit=unit(table.measure, table.subject),
            )  # fmt: skip
    yield from page_crosses(report)
    yield from nested_lists_add_up(report)
    yield from bracketed_cells_add_up(report)


def partial_lists_fit(report: Report) -> Iterator[Finding]:
    """D4: a list introduced with "among them" (من بينها) may add up to less than the total, never to more.

    ar: «522 قتيلاً، من بينهم: حلب 180، إدلب 152، دمشق 127» (459 من 522).
    en: "522 killed, among them: Aleppo 180, Idlib 152, Damascus 127" (459 of 522).
    """
    for table in report.tables:
        if not table.partial or table.total is None:
            continue
        stated = value(table.total) or 0
        fits = table.sum <= stated
        yield finding(
            "D4", "passed" if fits else "failed", "W", table.spans, rows=rows(table.dimension),
            sum=table.sum, stated=stated, unit=unit(table.measure, table.subject),
        )  # fmt: skip
    yield from page_parts_fit(report)

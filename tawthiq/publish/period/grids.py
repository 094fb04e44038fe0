"""The tables of a period in words: rows and figures as they are printed, in one language."""

from __future__ import annotations

from collections.abc import Iterable

from tawthiq.publish.charts import rows_chart, time_chart
from tawthiq.publish.dates import range_words
from tawthiq.publish.figures import Sum, figure_text
from tawthiq.publish.period.numbers import COMPARED, Change, Numbers
from tawthiq.publish.period.parts import Grid
from tawthiq.publish.period.tables import Crossing
from tawthiq.publish.period.term import Term
from tawthiq.publish.statistics import Row, Table
from tawthiq.publish.wording import Wording, clean

WIDE = 6
"""Columns of a crossing that stand beside one another."""
MINUS = "\u2212"


def term_words(term: Term, w: Wording) -> str:
    """The period in words."""
    return range_words(term.start, term.end, w)


def _figures(row: Row) -> tuple[str, ...]:
    numbers = (f"{len(row.incidents):,}", f"{len(row.massacres):,}")
    return (*numbers, figure_text(row.killed), figure_text(row.injured))


def _heads(w: Wording) -> tuple[str, ...]:
    return tuple(w(f"tables.{name}") for name in ("incidents", "massacres", "killed", "injured"))


def tables(numbers: Numbers, w: Wording) -> tuple[Grid, ...]:
    """By month, party, governorate, means and victim group, with their charts."""
    notes = {"month": w("tables.reporting"), "actor": w("tables.actor_note"), "governorate": ""}
    found = [_table(numbers.table(dimension), w, notes[dimension]) for dimension in notes]
    return (*found, _means(numbers, w), *_groups(numbers, w))


def _table(one: Table, w: Wording, note: str) -> Grid:
    chart = time_chart(one, w) if one.dimension == "month" else rows_chart(one, w)
    return Grid(
        one.dimension, w(f"tables.{one.dimension}"), (w(f"tables.{one.dimension}_col"), *_heads(w)),
        tuple((clean(row.label(w.lang)), *_figures(row)) for row in one.rows),
        (one.total.label(w.lang), *_figures(one.total)), (1, 2, 3, 4), note, chart,
    )  # fmt: skip


def _means(numbers: Numbers, w: Wording) -> Grid:
    one = numbers.table("weapon")
    naming = sum(bool(t.weapons) for t in numbers.counted)
    rows = [(clean(r.label(w.lang)), *_figures(r), _naming(r.key, numbers)) for r in one.rows]
    alone = {row.key for row in one.rows}
    rows += [
        (w.label("weapons", code), "0", "0", "—", "—", f"{n:,}")
        for code, n in sorted(numbers.named.items()) if code not in alone
    ]  # fmt: skip
    total = (one.total.label(w.lang), *_figures(one.total), f"{naming:,}")
    columns = (w("period.means_col"), *_heads(w), w("period.naming"))
    return Grid("weapon", w("period.means"), columns, tuple(rows), total, (1, 2, 3, 4, 5), w("period.naming_note"))


def _naming(code: str, numbers: Numbers) -> str:
    return f"{numbers.named[code]:,}" if code in numbers.named else "—"


def _groups(numbers: Numbers, w: Wording) -> Iterable[Grid]:
    if not numbers.groups:
        return
    rows = tuple((row.label(w.lang), *_figures(row)) for row in numbers.groups)
    total = (w("period.of_all"), *_figures(numbers.total))
    columns = (w("period.groups_col"), *_heads(w))
    yield Grid("group", w("period.groups"), columns, rows, total, (1, 2, 3, 4), w("period.groups_note"))


def crossings(numbers: Numbers, w: Wording) -> tuple[Grid, ...]:
    """The crossed tables, wide ones in several blocks; the last block has the row totals."""
    return tuple(grid for crossed in numbers.crossings for grid in _crossing(crossed, w))


def _crossing(crossed: Crossing, w: Wording) -> Iterable[Grid]:
    rows, columns = (w(f"period.by_{name}") for name in (crossed.rows_by, crossed.columns_by))
    title = w("period.cross", rows=rows, columns=columns)
    blocks = crossed.blocks(WIDE)
    for number, block in enumerate(blocks):
        last = number == len(blocks) - 1
        heads = (rows, *(clean(c.of(w.lang)) for c in block), *([w("tables.total")] if last else []))
        lines = []
        for label in crossed.rows:
            cells = [_cell(crossed.cells.get((label.key, column.key))) for column in block]
            lines.append((clean(label.of(w.lang)), *cells, *([_cell(crossed.row_totals[label.key])] if last else [])))
        total = (w("tables.total"), *(_cell(crossed.column_totals[c.key]) for c in block))
        total += (_cell(crossed.total),) if last else ()
        caption = w("period.cross_continued", title=title) if number else title
        figures = tuple(range(1, len(heads)))
        yield Grid(f"cross-{crossed.id.replace('+', '-')}-{number + 1}", caption, heads, tuple(lines), total, figures)


def _cell(row: Row | None) -> str:
    if row is None or not row.incidents:
        return "0"
    return f"{len(row.incidents):,}\n{figure_text(row.killed)}"


def comparison(numbers: Numbers, documents: tuple[int, int], w: Wording) -> tuple[Grid, ...]:
    """This period beside the one before: totals, then incidents by party and by governorate."""
    change, heads = numbers.change(), (w("period.this_period"), w("period.before_period"))
    now, before = change.now, change.before
    lines = [
        _counts(w("period.incidents_row"), len(now.incidents), len(before.incidents)),
        _counts(w("period.massacres_row"), len(now.massacres), len(before.massacres)),
        _sums(w("period.killed_row"), now.killed, before.killed),
        _sums(w("period.injured_row"), now.injured, before.injured),
        _counts(w("period.documents_row"), *documents),
    ]
    columns = ("", *heads, w("period.change"))
    grids = [Grid("before", w("period.comparison_all"), columns, tuple(lines), (), (1, 2, 3))]
    for dimension in COMPARED:
        name = w("period.by_party" if dimension == "actor" else "period.by_governorate")
        rows = tuple(_compared(change, w) for change in numbers.changes(dimension))
        columns = (name, *heads, w("period.change_of"))
        total = _compared(change, w)
        grids.append(Grid(f"before-{dimension}", w("period.by_row", what=name), columns, rows, total, (1, 2, 3)))
    return tuple(grids)


def signed(number: int) -> str:
    """A change in figures: "+12", "−3", "0"."""
    return f"+{number:,}" if number > 0 else f"{MINUS}{-number:,}" if number < 0 else "0"


def _counts(name: str, now: int, before: int) -> tuple[str, ...]:
    share = f" ({signed(round(100 * (now - before) / before))} %)" if before else ""
    return name, f"{now:,}", f"{before:,}", signed(now - before) + share


def _sums(name: str, now: Sum, before: Sum) -> tuple[str, ...]:
    """A range changes by its minimum and by its maximum; one figure for both is not made of them."""
    low, high = signed(now.low - before.low), signed(now.high - before.high)
    return name, figure_text(now), figure_text(before), low if low == high else f"{low} / {high}"


def _compared(change: Change, w: Wording) -> tuple[str, ...]:
    now, before = len(change.now.incidents), len(change.before.incidents)
    killed = (figure_text(change.now.killed), figure_text(change.before.killed))
    return clean(change.label.of(w.lang)), f"{now:,}\n{killed[0]}", f"{before:,}\n{killed[1]}", signed(now - before)

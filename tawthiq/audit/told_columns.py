"""What the columns of a page's tables say of each other, as findings (standards §3, D3, D7, D9, D10)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tawthiq.audit.column_rules import Slip, born_and_aged, column_slips, falls
from tawthiq.audit.grids import Grid, GridCell, GridRow, find_grids
from tawthiq.audit.line_grids import line_grids
from tawthiq.audit.messages import Words, finding, named
from tawthiq.audit.report import Report
from tawthiq.audit.spots import Spots
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span

_RULES = {
    "total": "D3",
    "change": "D9",
    "percent_change": "D9",
    "running": "D9",
    "share": "D7",
    "share_of_row": "D7",
    "mean": "D7",
}


def grids_of(report: Report) -> list[Grid]:
    """The grids of a report's page; looked for once."""
    known: list[Grid] | None = report.reading.memo.get("audit_grids")
    if known is None:
        known = report.reading.memo["audit_grids"] = [
            *find_grids(report.extraction.document.text),
            *line_grids(report),
        ]
    return known


def columns_follow(report: Report, rule: str) -> Iterator[Finding]:
    """The cells that are not what the rule of their column makes of their row, for one rule of the audit."""
    for slip in _slips(report):
        if _RULES[slip.kind] == rule:
            yield finding(
                rule, "column", "E", slip.spans, key=_called(report, slip.row), stated=_written(report, slip.cell),
                computed=_rounded(slip),
            )  # fmt: skip


def _slips(report: Report) -> list[Slip]:
    return [slip for slips, _ in _judged(report) for slip in slips]


def judged_cells(report: Report) -> Spots:
    """The cells of columns that follow from others: what they should be is known from those."""
    return Spots(span for _, judged in _judged(report) for span in judged)


def _judged(report: Report) -> list[tuple[list[Slip], list[Span]]]:
    known: list[tuple[list[Slip], list[Span]]] | None = report.reading.memo.get("audit_slips")
    if known is None:
        known = report.reading.memo["audit_slips"] = [column_slips(grid) for grid in grids_of(report)]
    return known


def _called(report: Report, row: GridRow) -> Words:
    words = report.extraction.document.text[row.label.start : row.label.end]
    return Words(words, words)


def _written(report: Report, cell: GridCell) -> str:
    return report.extraction.document.text[cell.span.start : cell.span.end]


def _rounded(slip: Slip) -> str:
    sign = "%" if slip.cell.percent else ""
    return f"{slip.computed:,.{slip.cell.decimals}f}{sign}"


def running_columns_rise(report: Report) -> Iterator[Finding]:
    """D9: a column called cumulative never falls from one row to the next, where no other column says what it adds up."""
    told = {slip.cell.span for slip in _slips(report) if slip.kind == "running"}
    for grid in grids_of(report):
        for at, name in enumerate(grid.names[1:]):
            known = told.intersection(c.span for c in grid.column(at) if c is not None)
            if known or not _says(report, name, "cumulative"):
                continue
            for before, now in falls(grid, at):
                row = next(r for r in grid.rows if r.cells[at] is now)
                yield finding(
                    "D9", "running", "E", (before.span, now.span), key=_called(report, row),
                    before=int(before.value), now=int(now.value),
                )  # fmt: skip


def counts_up_to_a_day_rise(report: Report) -> Iterator[Finding]:
    """D9: counts up to one day after the other, each in a row of its own, never fall: "by the end of April: 231"."""
    folded = report.reading.folded
    for ledger in report.page.ledgers:
        bounds = [folded.bounds(row.label) for row in ledger.rows]
        months = [report.reading.within(*b, "month") for b in bounds]
        numbers = [int(hits[-1].term.get("number")) for hits in months if hits]
        led = all(report.reading.within(*b, "audit_up_to") for b in bounds)
        lines = [folded.bounds(span) for span in (*ledger.head, *(row.span for row in ledger.rows))]
        runs = any(report.reading.within(*line, "audit_since", "audit_running") for line in lines)
        adds = any(report.reading.within(*line, "audit_adds", "audit_adding") for line in lines)
        if not (led and runs) or adds or len(numbers) < len(bounds) or numbers != sorted(set(numbers)):
            continue
        for column in range(ledger.width):
            told = [(row, cell) for row in ledger.rows if (cell := row.cells[column]) is not None]
            for (_, before), (row, now) in pairwise(told):
                if now.value < before.value:
                    label = report.extraction.document.text[row.label.start : row.label.end]
                    yield finding(
                        "D9", "running", "E", (before.span, now.span), key=Words(label, label), before=before.value,
                        now=now.value,
                    )  # fmt: skip


def _says(report: Report, name: Span, cue: str) -> bool:
    return any(h.id == cue for h in report.reading.within(*report.reading.folded.bounds(name), "statistic_cue"))


def groups_fit_in_columns(report: Report) -> Iterator[Finding]:
    """D7: the children of a row are no more than its killed, by the names of the columns."""
    for grid in grids_of(report):
        group_of = [_group(report, name) for name in grid.names[1:]]
        wholes = [at for at, group in enumerate(group_of) if group == "whole"]
        if len(wholes) != 1:  # the killed and the injured: which of them a group is part of is not said
            continue
        for at, group in enumerate(group_of):
            if group in (None, "whole"):
                continue
            for row in grid.rows:
                part, whole = row.cells[at], row.cells[wholes[0]]
                if part is None or whole is None or part.percent or whole.percent or part.value <= whole.value:
                    continue
                yield finding(
                    "D7", "above", "E", (part.span, whole.span), key=_called(report, row), part=int(part.value),
                    group=named("group", group), whole=int(whole.value),
                )  # fmt: skip


def _group(report: Report, name: Span) -> str | None:
    """The group of people a column counts; "whole" for all who were killed, injured or counted, None for anything else."""
    bounds = report.reading.folded.bounds(name)
    people = [h.id for h in report.reading.within(*bounds, "people")]
    groups = [p for p in people if p not in ("people", "civilian")]
    if report.reading.within(*bounds, "counted_unit", "month"):
        return None
    if groups:
        return groups[0] if len(groups) == 1 else None
    if people or report.reading.within(*bounds, "harm") or _says(report, name, "total"):
        return "whole"
    return None


def ages_fit_births(report: Report) -> Iterator[Finding]:
    """D10: a year of birth and an age beside it are those of one person."""
    for grid in grids_of(report):
        for row, year, age, met in born_and_aged(grid):
            yield finding(
                "D10", "age", "W", (year.span, age.span), key=_called(report, row), born=str(int(year.value)),
                age=int(age.value), year=str(met),
            )  # fmt: skip

"""All figures that a report on a period prints, counted once; every page, sheet and document is drawn from them."""

from __future__ import annotations

from dataclasses import dataclass

from tawthiq.domain.register import Register
from tawthiq.publish.figures import Sum
from tawthiq.publish.period.tables import (
    MONTHS_AT_MOST,
    Crossing,
    Label,
    Tally,
    crossing,
    group_rows,
    named_means,
    table,
    tallies,
)
from tawthiq.publish.period.term import Placed, Term, placed
from tawthiq.publish.statistics import Row, Table
from tawthiq.publish.trace import Trace

DIMENSIONS = ("month", "actor", "governorate", "weapon")
COMPARED = ("actor", "governorate")


@dataclass(frozen=True, slots=True)
class Change:
    """One row now and in the period before; a side without incidents has the sum of nothing."""

    label: Label
    now: Row
    before: Row


@dataclass(frozen=True, slots=True)
class Numbers:
    """The figures of `term`; those of the period before in `before` (by party and governorate), None where there is none.

    `counted` are the incidents that count, `placed` how all incidents of the register stand to the term. `named` is how
    many incidents name each means.
    """

    term: Term
    placed: Placed
    counted: tuple[Tally, ...]
    tables: tuple[Table, ...]
    crossings: tuple[Crossing, ...]
    groups: tuple[Row, ...]
    named: dict[str, int]
    before_term: Term | None
    before: tuple[Table, ...]

    def table(self, dimension: str) -> Table:
        """The table of one of `DIMENSIONS`."""
        return next(one for one in self.tables if one.dimension == dimension)

    @property
    def total(self) -> Row:
        """The total, the same in every table."""
        return self.tables[0].total

    def change(self) -> Change:
        """The totals of the two periods."""
        label = Label(self.total.key, self.total.label_ar, self.total.label_en)
        return Change(label, self.total, self.before[0].total)

    def changes(self, dimension: str) -> tuple[Change, ...]:
        """The rows of one of `COMPARED` in either period: this period's order, then those of the period before alone."""
        now = {row.key: row for row in self.table(dimension).rows}
        then = {row.key: row for one in self.before if one.dimension == dimension for row in one.rows}
        return tuple(
            Change(
                Label(key, (now.get(key) or then[key]).label_ar, (now.get(key) or then[key]).label_en),
                now.get(key) or _empty(then[key]),
                then.get(key) or _empty(now[key]),
            )
            for key in dict.fromkeys((*now, *then))
        )


def _empty(like: Row) -> Row:
    return Row(like.dimension, like.key, like.label_ar, like.label_en, (), (), Sum(), Sum())


def numbers(register: Register, term: Term, trace: Trace) -> Numbers:
    """The figures of `term` over the whole `register`, whose claims `trace` finds."""
    here = placed(register.incidents, term)
    counted = tallies(here.inside, trace)
    then = term.before()
    before = tallies(placed(register.incidents, then).inside, trace) if then is not None else ()
    in_time = "month" if len(term.months()) <= MONTHS_AT_MOST else "year"
    crossed = (("governorate", "party"), (in_time, "party"), ("governorate", in_time))
    return Numbers(
        term=term,
        placed=here,
        counted=counted,
        tables=tuple(table(dimension, counted, term) for dimension in DIMENSIONS),
        crossings=tuple(crossing(*pair, counted, term) for pair in crossed) if counted else (),
        groups=group_rows(counted, trace.toll),
        named=named_means(counted),
        before_term=then,
        before=tuple(table(dimension, before) for dimension in COMPARED) if before else (),
    )

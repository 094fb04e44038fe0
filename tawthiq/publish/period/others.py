"""What other monitors count for the same days, beside what the register holds for exactly what they name (R13, D20).

Theirs are never added to ours. Our figure is given where the row is one that our tables have: a total, a month, a party
or a governorate, for exactly their days; else the cell stays empty rather than compare unlike things.
"""

from __future__ import annotations

from tawthiq.domain.account import Aggregate, Extraction
from tawthiq.domain.register import Register
from tawthiq.publish.dates import period_words
from tawthiq.publish.figures import count_words, figure_text
from tawthiq.publish.massacres import LABEL
from tawthiq.publish.period.parts import Grid
from tawthiq.publish.period.tables import Tally, group_rows, row, tallies, total_label
from tawthiq.publish.period.term import Term, placed
from tawthiq.publish.record_views import actor_names, key_words, measure_words
from tawthiq.publish.sources import Sources, shortened
from tawthiq.publish.statistics import Row
from tawthiq.publish.trace import Trace
from tawthiq.publish.wording import clean, ltr

PRINTED = 400
"""How many rows of others' figures are printed at most."""
_OURS = ("total", "month", "actor", "governorate")


def of_these_days(register: Register, term: Term) -> tuple[tuple[Extraction, tuple[Aggregate, ...]], ...]:
    """The reports that may be quoted and give a statistic for days of `term`, each with these statistics."""
    found = []
    for extraction in register.extractions:
        if extraction.document.restricted:
            continue
        inside = tuple(a for a in extraction.aggregates if term.touches(a.period.start, a.period.end))
        if inside:
            found.append((extraction, inside))
    return tuple(found)


class Ours:
    """The register's own figure for a statistic that another gives."""

    def __init__(self, register: Register, trace: Trace) -> None:
        self._register, self._trace = register, trace
        self._counted: dict[Term, tuple[Tally, ...]] = {}

    def figure(self, theirs: Aggregate) -> str:
        """Our figure for their days and row; empty where our tables have no such row."""
        start, end = theirs.period.start, theirs.period.end
        if start is None or end is None or end < start or theirs.dimension not in _OURS or theirs.percent is not None:
            return ""
        counted = self._count(Term(start, end))
        if theirs.dimension != "total":
            counted = tuple(t for t in counted if t.rows[theirs.dimension][0].key == theirs.key)
        return self._measured(counted, theirs)

    def _count(self, term: Term) -> tuple[Tally, ...]:
        if term not in self._counted:
            self._counted[term] = tallies(placed(self._register.incidents, term).inside, self._trace)
        return self._counted[term]

    def _measured(self, counted: tuple[Tally, ...], theirs: Aggregate) -> str:
        found: Row | None = row("total", total_label(), counted)
        if theirs.measure == "massacres" or (theirs.measure == "incidents" and theirs.subject == LABEL):
            return f"{sum(t.massacre for t in counted):,}"
        if theirs.measure == "incidents" and theirs.subject is None:
            return f"{len(counted):,}"
        if theirs.measure not in ("killed", "injured"):
            return ""
        if theirs.subject is not None:
            found = next((r for r in group_rows(counted, self._trace.toll) if r.key == theirs.subject), None)
        if found is None:
            return "—"
        return figure_text(found.killed if theirs.measure == "killed" else found.injured)


def grids(
    register: Register, reports: tuple[tuple[Extraction, tuple[Aggregate, ...]], ...], sources: Sources
) -> tuple[Grid, ...]:
    """One table per report: period, what is counted, their figure, ours."""
    w, ours, names = sources.w, Ours(register, sources.trace), actor_names(register)
    columns = tuple(w(f"period.others_{name}") for name in ("office", "period", "what", "theirs", "ours"))
    found = []
    left = PRINTED
    for extraction, statistics in reports:
        source = sources.of(extraction.document.id)
        rows = []
        for theirs in statistics[:left]:
            speaker = clean(theirs.attribution.quote.text) if theirs.attribution else source.publisher
            key = key_words(theirs.dimension, theirs.key, names, w)
            what = measure_words(theirs.measure, theirs.subject, w) + (f"\n{key}" if key else "")
            value = count_words(theirs.count, w)
            if theirs.percent is not None:
                value = ltr(w("aggregates.percent", n=f"{theirs.percent:g}"))
            office = shortened(speaker or w("documents.no_publisher"), 60)
            rows.append((office, period_words(theirs.period, w), what, value, ours.figure(theirs)))
        left -= len(rows)
        if rows:
            caption = f"{source.title} · {source.published}"
            found.append(Grid(f"others-{source.anchor}", caption, columns, tuple(rows), figures=(3, 4)))
    return tuple(found)

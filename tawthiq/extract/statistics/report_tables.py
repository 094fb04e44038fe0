"""Lists and tables of statistical reports, read row by row into statistics.

A row gives one statistic for each of its figures (89 مجزرة, راح ضحيتها 751 شهيداً: two). A number without a noun counts
what the line above says (توزعت المجازر …), else what the rows around it count. The rows of one list share a table
number, and so does a total that stands among them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import partial
from typing import Final

from tawthiq.domain.account import Aggregate
from tawthiq.domain.light import replace
from tawthiq.domain.source import Attribution
from tawthiq.domain.span import Span
from tawthiq.domain.when import Period
from tawthiq.extract.context import Context
from tawthiq.extract.statistics.counted_figures import HARMS, harmed
from tawthiq.extract.statistics.figures import Figure, find_figures
from tawthiq.extract.statistics.grid_tables import find_grids
from tawthiq.extract.statistics.inline_lists import find_inline_lists
from tawthiq.extract.statistics.issuers import issuer, speakers
from tawthiq.extract.statistics.periods import headline_period, month_period
from tawthiq.extract.statistics.table_lines import Row, Section, find_sections, first_figure, lines
from tawthiq.extract.taken import Taken

_WHOLE: Final = "total"
_TITLES: Final = 3
_WORDS_OF_A_TITLE: Final = 14
"""Lines above a list in which its title may stand, and how long that is at most."""
_NO_GROUP: Final = (None, "civilian", "massacre", "airstrike", "attack", "murder")
Counted = tuple[str | None, str | None]
"""What numbers count: the measure and the subject."""


def find_report_tables(context: Context) -> list[Aggregate]:
    """Every statistic that stands in a list or table of the document, in order of position, with its table number."""
    return [aggregate for aggregate, _ in read_tables(context, find_figures(context))]


def read_tables(context: Context, figures: list[Figure]) -> list[tuple[Aggregate, Span]]:
    """The statistics of lists and tables with the folded span of each number."""
    period = partial(headline_period, context, figures)  # asked for where a table is found: most documents hold none
    tables = find_grids(context, period)
    grids = [span for table in tables for _, span in table]
    used = Taken((s.start, s.end) for s in grids)
    free = [f for f in figures if not used.touches(f.start, f.end)]
    counted: Counted = (None, None)
    for section in find_sections(context, free):
        counted = _counted(context, section, free) or counted  # a list that does not say counts what the one above does
        tables.append(list(_section(context, section, counted, period())))
    tables += find_inline_lists(context, free, period, [span for table in tables for _, span in table])
    if not any(tables):  # most reports hold none: nobody need be asked for who gave it
        return []
    said_by = issuer(context, speakers(context))
    ordered = sorted((t for t in tables if t), key=lambda t: t[0][1])
    found = [(_given(a, n, said_by), s) for n, t in enumerate(ordered, start=1) for a, s in t]
    found.sort(key=_where)
    return found


def _where(found: tuple[Aggregate, Span]) -> tuple[int, int]:
    return found[1].start, found[1].end


def _given(a: Aggregate, table: int, by: Attribution | None) -> Aggregate:
    """A statistic with its table and who gave it (written out: `replace` takes five times as long, and a long table has thousands)."""
    return Aggregate(
        a.period, a.dimension, a.key, a.measure, a.count, a.quote, by, a.rule, table, a.percent, a.subject
    )  # fmt: skip


def _counted(context: Context, section: Section, figures: list[Figure]) -> Counted | None:
    """What the numbers of a list count, as it or what stands before it says."""
    own = counted_in_head(context, section.head) or _counted_in_rows(section)
    return own or _counted_before(section, figures) or _counted_in_title(context, section)


def _section(context: Context, section: Section, default: Counted, period: Period) -> Iterator[tuple[Aggregate, Span]]:
    for row in section.rows:
        code = _WHOLE if row.whole else _code(context, row, section.dimension)
        if code is None:
            continue
        for figure in row.figures:
            yield from _statistic(context, section, row, figure, code, default, period)


def _statistic(
    context: Context, section: Section, row: Row, figure: Figure, code: str,
    default: tuple[str | None, str | None], period: Period,
) -> Iterator[tuple[Aggregate, Span]]:  # fmt: skip
    measure, subject = figure.measure, figure.subject
    bare = figure.noun is None
    if not harmed(figure, measure):
        measure = None
    apart = bare or _group(figure.subject) is None
    if apart and figure is not row.figures[0] and _aside(context, row, figure):
        return  # "Homs: 24 (10 of them in the market)": an incident's own
    if figure.percent is not None:
        if measure is None and default[0] is not None and len(row.figures) == 1 and not row.whole:
            yield _made(context, figure, period, section.dimension, code, f"percent_of_{default[0]}", default[1])
        return
    if bare:
        if figure is not row.figures[0] and figure.measure is None:
            return
        measure, subject = default if figure.inherited or measure is None else (measure, default[1])
    elif measure is None:
        measure = default[0] if default[0] != "incidents" else _done_in(row)
    if measure is None:
        return
    dimension, key, when = section.dimension, code, period
    if row.whole:
        if figure is row.figures[0] or not bare:
            made, span = _made(context, figure, period, _WHOLE, None, measure, subject)
            yield made, span
        return
    if dimension == "month" and any(k.dimension == "month" for k in row.keys):  # not "date unknown: 4"
        key, when = month_period(context, row.start, row.end, code, period)
    group = None if bare else _group(subject)
    divided = sum(_group(f.subject) is not None for f in row.figures) > 1
    if group is not None and (divided or (figure is not row.figures[0] and figure.nested)):
        dimension, key = f"{dimension}+group", f"{key}+{group}"
    share = next((f for f in row.figures if f.percent is not None and 0 <= f.start - figure.end <= 4), None)
    made, span = _made(context, figure, when, dimension, key, measure, subject if dimension != "group" else None)
    yield (replace(made, percent=share.percent), Span(span.start, share.end)) if share else (made, span)


def _done_in(row: Row) -> str | None:
    """What a row of incidents says befell people: "Daraa: 43 men, three children and ten women died in 50 murders"."""
    people = (f for f in row.figures if f.noun is not None and f.noun.category == "people")
    return next((f.measure for f in people if f.measure in HARMS), None)


def _aside(context: Context, row: Row, figure: Figure) -> bool:
    """Whether a figure stands in brackets behind the row's own."""
    text = context.text[row.figures[0].end : figure.start]
    return text.count("(") > text.count(")")


def _group(subject: str | None) -> str | None:
    return subject if subject not in _NO_GROUP else None


def _made(
    context: Context, figure: Figure, period: Period, dimension: str, key: str | None, measure: str, subject: str | None
) -> tuple[Aggregate, Span]:
    rule = f"table.{dimension.partition('+')[0]}"
    quote = context.quote(figure.start, figure.end)
    return Aggregate(
        period, dimension, key, measure, figure.count, quote, rule=rule, percent=figure.percent, subject=subject
    ), Span(figure.start, figure.end)  # fmt: skip


def _code(context: Context, row: Row, dimension: str) -> str | None:
    """The key of a row: its first of the list's dimension, else its words as they stand."""
    keys = [k for k in row.keys if k.dimension == dimension]
    if not keys and dimension == "governorate":
        keys = [k for k in row.keys if k.dimension == "place"]
    if keys:
        return keys[0].code
    if dimension == "group":
        people = context.reading.within(row.start, row.figures[0].end, "people")
        plain = [p for p in people if p.id not in ("people", "combatant")]
        if len(plain) == 1 and len(row.label.split()) <= 3:
            return plain[0].id
    if row.label:
        return context.quote(row.start, row.start + len(row.label)).text.strip()
    figure = row.figures[0]
    words = context.text[figure.end : row.end].strip(" .,:;-\"'")
    if not words:
        words = context.text[row.start : figure.start].strip(" .,:;-\"'")
    at = context.text.find(words, row.start) if words else -1
    return context.quote(at, at + len(words)).text if words else None


def counted_in_head(context: Context, head: Span) -> tuple[str | None, str | None] | None:
    """What the line above a list says its numbers count: (measure, subject)."""
    dimensions = context.reading.within(
        head.start, head.end, "dimension"
    )  # "by responsible party": none of these is counted
    nouns = [
        h
        for h in context.reading.within(head.start, head.end, "counted_unit", "people", "harm")
        if h.term.get("emit", True) and not any(d.start <= h.start and h.end <= d.end for d in dimensions)
    ]
    units = [h for h in nouns if h.category == "counted_unit"]
    if units:
        return units[0].term.get("measure"), units[0].term.get("subject")
    groups = [h.id for h in nouns if h.category == "people" and h.id != "people"]
    harms = [str(h.term.get("harm") or h.id) for h in nouns if h.category == "harm" or h.term.get("harm")]
    if not harms and not groups:
        return None
    return (harms[0] if harms else "killed"), (groups[0] if groups else None)


def _counted_in_rows(section: Section) -> tuple[str | None, str | None] | None:
    told = [f for r in section.rows for f in r.figures if f.noun is not None and f.measure is not None]
    told = told or [r.figures[0] for r in section.rows if r.whole and r.figures[0].measure is not None]
    return (told[0].measure, told[0].subject) if told else None


def _counted_in_title(context: Context, section: Section) -> Counted | None:
    """What a title says that stands over the line above a list, as long as nothing is counted in between."""
    first = section.rows[0].start
    known, limit = lines(context), min(first, section.head.start or first)
    above = bisect_right(known, limit, key=_end)
    for line in reversed(known[max(0, above - _TITLES) : above]):
        if len(context.text[line.start : line.end].split()) > _WORDS_OF_A_TITLE:
            return None
        if (told := counted_in_head(context, line)) is not None:
            return told
    return None


def _end(line: Span) -> int:
    return line.end


def _counted_before(section: Section, figures: list[Figure]) -> Counted | None:
    """What the last figure before the list counts: "210060 persons. They are divided as follows"."""
    first = section.rows[0].start
    for figure in reversed(figures[: first_figure(figures, first)]):
        if figure.end <= first and figure.measure is not None and figure.noun is not None:
            return figure.measure, None
    return None

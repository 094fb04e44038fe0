"""Two divisions of one figure give the same sum, wherever in a report they stand (standards §3, D1, D2).

"By territory …", further down "by author …", and the first adds up to what the report states: the second is held to that as well, though nothing
beside it says so. So is one column of a table where the other columns give their stated totals. A list is held to a figure that lies near its
sum; a list of some, one that numbers told elsewhere explain, and one of other things is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from tawthiq.audit.list_sums import HARMS, LIST, TELLING, Told
from tawthiq.audit.lists_of_some import others_uncounted
from tawthiq.audit.messages import Fact, finding
from tawthiq.audit.page_sums import misread
from tawthiq.audit.partitions import SOME, Divisions, divisions_of
from tawthiq.audit.quantities import Quantity, quantities
from tawthiq.audit.report import Report, Table, value
from tawthiq.audit.spoken_parts import SEXES_AND_AGES
from tawthiq.audit.spots import Spots
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span

_NEAR = 0.2
"""How far a list may lie from the figure that it divides, as a share of it."""
_MOST = 14
"""Lists of a report in which two sums that lie near each other are no accident, at most: a page with more is put together from many texts."""
_SLIPS = 2
"""Lists that disagree with their figure, at most, for the same reason."""
_UNLIKE = 0.1
"""How far the sums of two lists may lie apart that nothing but their words says to divide one figure."""
_SHORT = 0.12
"""How far it may fall short where nothing says that it is complete."""
_LEAD = 2
"""The last of the sentences that tell what a report counts in all, the title the first of them."""
_BEFORE = 24
"""Code points before a list in which it is said to name some."""
_STATUS = frozenset(("civilian", "combatant", "medical_staff", "journalist", "teacher"))


def divided_alike(report: Report) -> Iterator[Finding]:
    """D1 and D2: what divides one figure adds up to it, whether the report states it (D1) or only another list does (D2).

    ar: «من حيث الولاية: 67 في الخرطوم و58 في دارفور و66 في الجزيرة … ومن حيث الجنس 118 رجلاً و64 امرأة و27 طفلاً».
    en: "By state: 67 in Khartoum, 58 in Darfur, 66 in Gezira … by sex and age 118 men, 64 women and 27 children".
    """
    divisions = divisions_of(report)
    lists = list(islice(_lists(report, divisions), _MOST + 1))
    if len(lists) > _MOST:
        return
    judged = [s for told in report.page.sums for s in told.spans]
    judged += [s for t in report.tables if _judged(report, t) for s in t.spans]
    known = Spots([*divisions.slipped(), *judged])
    figures = _divided(report, divisions, lists)
    open_ = [
        one
        for one in lists
        if one.added >= TELLING
        and not divisions.lists.explained(one)
        and not any(known.touches(s) for s in one.spans)
        and not _but_for_one(report, divisions, one)
    ]
    told: list[Span] = []
    found: list[Finding] = []
    for one in open_:
        figure = _meant(report, divisions, one, figures) or _beside(report, divisions, one)
        if figure is None or Spots(told).touches(one.spans[0]):
            continue
        told += one.spans
        facts: dict[str, Fact] = {"sum": one.added, "stated": figure[0], "difference": abs(figure[0] - one.added)}
        rule = "D1" if divisions.lists.stated[figure[0]] else "D2"
        found.append(finding(rule, "divided", "E", (*one.spans, *figure[1].spans), **facts))
    if not found:
        yield from _unlike(report, divisions, open_)
    elif len(found) <= _SLIPS:
        yield from found


def _but_for_one(report: Report, divisions: Divisions, one: Told) -> bool:
    """Whether a list less one of its numbers is a figure of the report: that one was none of its rows ("under 18", "week 22")."""
    values = _values(report, one)
    return len(values) > LIST and any(divisions.lists.elsewhere(one.added - v, values) for v in values)


def _judged(report: Report, table: Table) -> bool:
    """Whether a table is held to a total of its own elsewhere (totals.py)."""
    stated = value(table.total) if table.total is not None else None
    return stated is not None and 2 * stated > table.sum and not misread(report, table)


def _unlike(report: Report, divisions: Divisions, lists: Sequence[Told]) -> Iterator[Finding]:
    """Two lists, one behind the other, of which no number of the report gives the sum, said to divide by two things, that all but agree."""
    right = divisions.lists.right
    whole = [one for one in lists if right.isdisjoint(one.places) and not _of_some(report, one)]
    for one, other in pairwise(whole):
        off = abs(one.added - other.added)
        by = any(_said_complete(report, x) for x in (one, other)) or _named_alike(report, one, other)
        if not _apart(one, other) or off > _UNLIKE * max(one.added, other.added) or not by:
            continue
        if (
            _same(report, one, other, other.added)
            and not _reads(divisions, one, other.added)
            and not _reads(divisions, other, one.added)
        ):
            facts: dict[str, Fact] = {"sum": other.added, "stated": one.added, "difference": off}
            yield finding("D2", "divided", "E", (*other.spans, *one.spans), **facts)
            return


def _divided(report: Report, divisions: Divisions, told: Sequence[Told]) -> dict[int, Told]:
    """The figures that a list of the report adds up to, and that it states or another list gives too, with such a list."""
    lists = divisions.lists
    found: dict[int, Told] = {}
    for one in told:
        if one.added >= TELLING and lists.explained(one):
            found.setdefault(one.added, one)
    for whole in quantities(report):
        if whole.sentence > _LEAD:
            break
        if whole.kind is not None and whole.value >= TELLING and not (whole.inner or whole.of_them or whole.rest):
            found.setdefault(whole.value, Told(range(0), (whole.span,), whole.value))
    return found


def _lists(report: Report, divisions: Divisions) -> Iterator[Told]:
    """The lists of three or more that are told alike: columns without a total of their own, and runs of quantities."""
    totalled = [x.span for x in report.page.ledgers if x.total is not None]
    for column in divisions.lists.columns:
        total = any(t.overlaps(column.spans[0]) for t in totalled)
        if len(column.spans) >= LIST and not total and not _overlapping(report, column):
            yield column
    paged = [x.span for x in report.page.ledgers]
    for run in sorted(divisions.lists.runs, key=lambda r: (r.places.start, -len(r.places))):
        inside = any(p.overlaps(s) for p in paged for s in (run.spans[0], run.spans[-1]))
        if len(run.spans) >= LIST and not inside and divisions.alike(run.places):
            yield run


def _overlapping(report: Report, column: Told) -> bool:
    """Whether the rows of a column are groups that one person may be in two of: civilians and children."""
    folded = report.reading.folded
    groups: set[str] = set()
    for span in column.spans:
        start = folded.original.rfind("\n", 0, span.start) + 1
        groups |= {h.id for h in report.reading.within(*folded.bounds(Span(start, span.end)), "people")}
    return bool(groups & SEXES_AND_AGES) and bool(groups & _STATUS)


def _meant(report: Report, divisions: Divisions, one: Told, figures: dict[int, Told]) -> tuple[int, Told] | None:
    """The figure that a list was meant to divide: the nearest that it may."""
    near = sorted(figures.items(), key=lambda f: abs(f[0] - one.added))
    for stated, other in near:
        off = (one.added - stated) / stated
        if abs(off) > _NEAR:
            break
        if not _apart(one, other) or not _same(report, one, other, stated):
            continue
        if one.places and not divisions.lists.right.isdisjoint(one.places):
            continue
        if _reads(divisions, one, stated):
            continue
        if off < 0 and (_of_some(report, one) or (-off > _SHORT and not _said_complete(report, one))):
            continue
        return stated, other
    return None


def _beside(report: Report, divisions: Divisions, one: Told) -> tuple[int, Told] | None:
    """What a column was meant to add up to where another column of its lines gives its own figure: the number told of the same harm that lies near."""
    if one.group is None or one.harm not in HARMS:
        return None
    columns = [c for c in divisions.lists.columns if c.group == one.group and c is not one]
    if not any(c.added >= TELLING and divisions.lists.explained(c) for c in columns):
        return None
    inside = Spots(one.spans)
    told = [
        q
        for q in quantities(report)
        if q.harm == one.harm and not inside.touches(q.span) and q.value > max(_values(report, one))
    ]
    near = sorted(
        (q for q in told if abs(one.added - q.value) <= _NEAR * q.value), key=lambda q: abs(one.added - q.value)
    )
    return (near[0].value, Told(range(0), (near[0].span,), near[0].value)) if near else None


def _values(report: Report, one: Told) -> list[int]:
    return [q.value for q in _counted(report, one.spans)]


def _reads(divisions: Divisions, one: Told, stated: int) -> bool:
    """Whether some of a list's numbers in a row, or all with those right before or behind it, are the figure."""
    return any(sum(row) == stated for row in divisions.lists.readings(one))


def _apart(one: Told, other: Told) -> bool:
    return one.spans[-1].end <= other.spans[0].start or other.spans[-1].end <= one.spans[0].start


def _same(report: Report, one: Told, other: Told, stated: int) -> bool:
    """Whether two lists may count the same: not people where the other counts attacks, not the injured where it counts the killed."""
    a, b = _counted(report, one.spans), _counted(report, other.spans)
    whole = [q for q in quantities(report) if q.value == stated]
    kinds = {q.kind for q in (*b, *whole)} - {None}
    harms = {q.harm for q in (*b, *whole)} - {None, "people"}
    own, hurt = {q.kind for q in a} - {None}, {q.harm for q in a} - {None, "people"}
    if {q.noun for q in a} & SEXES_AND_AGES and "people" not in kinds:
        return False  # what is divided by sex and age is people, and nothing says that the figure is
    return (not own or not kinds or bool(own & kinds)) and (
        not hurt & HARMS or not harms & HARMS or bool(hurt & harms & HARMS)
    )


def _counted(report: Report, spans: Sequence[Span]) -> list[Quantity]:
    told = quantities(report)
    return [told[at] for at in divisions_of(report).places(spans)]


def _bounds(report: Report, one: Told) -> tuple[int, int]:
    folded = report.reading.folded
    return folded.bounds(one.spans[0])[0], folded.bounds(one.spans[-1])[1]


def _of_some(report: Report, one: Told) -> bool:
    """Whether a list says that it names some only."""
    start, end = _bounds(report, one)
    reading = report.reading
    sentence = reading.sentences[reading.sentence_at(start)]
    led = reading.within(max(sentence.start, start - _BEFORE), start, "discourse", "part_word")
    ranked = bool(reading.within(sentence.start, end, "audit_ranking"))
    ranked |= any(h.id == "superlative" for h in reading.within(sentence.start, start, "statistic_cue"))
    return ranked or any(h.id in SOME for h in led) or others_uncounted(report, end)


def _said_complete(report: Report, one: Told) -> bool:
    """Whether the words before a list say by what it divides."""
    start, _ = _bounds(report, one)
    reading = report.reading
    first = reading.sentences[max(reading.sentence_at(start) - 1, 0)].start
    return bool(reading.within(first, start, "distribution", "dimension", "audit_divided_by"))


def _named_alike(report: Report, one: Told, other: Told) -> bool:
    """Whether two columns of different tables have one name: "number of dead"."""
    if one.name is None or other.name is None or one.group == other.group:
        return False
    text = report.reading.folded.original
    return text[one.name.start : one.name.end].strip() == text[other.name.start : other.name.end].strip() != ""

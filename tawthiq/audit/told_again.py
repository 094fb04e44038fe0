"""One figure told twice: in the title and the text, as "the 45 civilians" further down, above a table and in its total (standards §3, D2).

A number that is told again must stand somewhere before, as it is or as a sum of what stands there. Where it does not, and a number of
the same thing lies so near that one of the two is a slip, the two are shown side by side.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations

from tawthiq.audit.ledger_sums import Sum
from tawthiq.audit.messages import finding, said
from tawthiq.audit.report import Report, numbers_between, numbers_in
from tawthiq.audit.share_wholes import is_name
from tawthiq.audit.told_days import title_ends
from tawthiq.audit.words import definite_articles
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.numbers import NumberHit

_NOUN = 24
"""Code points behind a number in which what it counts stands."""
_BESIDE = 2
_NEAR = 0.25
"""How far apart two numbers of one figure may lie, as a share of the larger, for one to be a slip of the other."""
_FEW = 3
"""And how far at least."""
_LEAD = 3
"""Sentences behind the title that may tell its figure again."""
_ABOVE = 4
"""Numbers above a table that may announce its total."""
_WEEK = 6
"""Days between the ends of a report's period, at least."""
_ROUND = 100
"""What a number must be a multiple of to be a rounding of another."""
_MANY = 40
"""Numbers in a row whose sums are looked at."""
_CLAIMED = ("exact", "at_least")
_ALL = frozenset(("people", "civilian"))


@dataclass(frozen=True, slots=True)
class _Told:
    """A number, what it counts, and where it stands."""

    number: NumberHit
    of: str
    span: Span
    value: int


def told_again(report: Report) -> Iterator[Finding]:
    """D2: a figure that is told again is the same figure.

    ar: العنوان «مقتل 45 مدنياً في آذار» والنص «قُتل 54 مدنياً».
    en: the title "45 civilians killed in March", the text "54 civilians were killed".
    """
    counted = list(_counted(report))
    title_end = title_ends(report)
    title = [t for t in counted if t.number.end <= title_end]
    text = [t for t in counted if t.number.start > title_end]
    sums = _sums(report)
    opening = report.reading.sentences[report.reading.sentence_at(title_end + 1) :][:_LEAD]
    early = numbers_between(report.reading, title_end, opening[-1].end) if opening else []
    every = [int(n.value or 0) for n in early[:_MANY] if n.kind == "cardinal"]
    pairs = {a + b for a, b in combinations(every, 2)}  # "15 were injured in A and 9 in B"
    for told in title:
        if not _known(told, text, sums) and told.value not in pairs:
            lead = [t for t in text if t.of == told.of and _early(report, t, title_end) and not _part(report, t)]
            only = lead[:1] if len(lead) == 1 == sum(t.of == told.of for t in title) else ()
            yield from _differ(told, lead, only)
    if _of_a_period(report):
        yield from _told_before(report, title, text, sums)
    yield from _tables_told(report, counted, sums)


def _told_before(
    report: Report, title: Sequence[_Told], text: Sequence[_Told], sums: frozenset[int]
) -> Iterator[Finding]:
    """The numbers that the text gives as known ones, held against those before them."""
    for at, told in enumerate(text):
        if told.value >= _FEW and (_definite(report, told.number) or _closing(report, told.number)):
            before = [*title, *text[max(at - _MANY, 0) : at]]
            if not _known(told, before, sums):
                alike = [t for t in before if t.of == told.of]
                yield from _differ(told, alike or _only_total(report, told))


def _only_total(report: Report, told: _Told) -> list[_Told]:
    """The total of the one table above a number, where nothing else of its kind was told: "The 214 detained" below a table of the detained."""
    totals = [s for s in report.page.sums if s.ledger.total is not None and s.holds and s.ledger.span < told.span]
    return [_Told(told.number, told.of, s.at, s.stated) for s in totals] if len({s.stated for s in totals}) == 1 else []


def _tables_told(report: Report, counted: Sequence[_Told], sums: frozenset[int]) -> Iterator[Finding]:
    """The total of a table beside the number of the text above that it must be: both count all the people, or the same attacks."""
    starts = [t.span.start for t in counted]
    for told in report.page.sums:
        if told.ledger.total is None or not told.holds or told.partial:
            continue
        what = _column(report, told)
        above = counted[: bisect_left(starts, told.ledger.span.start)]
        alike = [t for t in above[-_ABOVE:] if t.of == what and not _part(report, t)]
        if alike and not any(t.value == told.stated for t in counted):
            yield from _differ(
                _Told(alike[-1].number, what or "", told.at, told.stated), [t for t in alike if t.value not in sums]
            )


def _column(report: Report, told: Sum) -> str | None:
    """What a column of a table counts, in the terms of the text: its name says so, or the title where it is the only one."""
    ledger, reading = told.ledger, report.reading
    title = (
        [*ledger.head[-1:], *ledger.names[1:]]
        if ledger.width == 1
        else [ledger.names[told.column + 1]]
        if ledger.names
        else []
    )
    hits = [h for name in title for h in reading.within(*reading.folded.bounds(name), "people", "harm", "counted_unit")]
    units = {str(h.term.get("subject") or h.id.partition(".")[0]) for h in hits if h.category == "counted_unit"}
    if units:
        return next(iter(units)) if len(units) == 1 else None
    groups = {h.id for h in hits if h.category == "people"} - _ALL
    harms = {str(h.term.get("harm") or h.id) for h in hits if h.category == "harm" or h.term.get("harm")}
    if groups or len(harms) > 1 or not hits:
        return None
    return f"{next(iter(harms), 'killed')}+people"


def _differ(told: _Told, others: Sequence[_Told], only: Sequence[_Told] = ()) -> Iterator[Finding]:
    """The finding that a number is not the `others` it should be: the nearest slip, else the one that there is."""
    near = [t for t in others if _slip(told.value, t.value)] or [t for t in only if _one_digit(told.value, t.value)]
    if near:
        yield finding(
            "D2", "again", "E", (near[0].span, told.span), stated=near[0].value, other=told.value, unit=said("unit.told")
        )  # fmt: skip


def _slip(a: int, b: int) -> bool:
    """Whether two different numbers lie near each other or are written with the same digits."""
    same_digits = sorted(str(a)) == sorted(str(b))
    return not _rounded(a, b) and not _rounded(b, a) and (same_digits or abs(a - b) <= max(_FEW, _NEAR * max(a, b)))


def _one_digit(a: int, b: int) -> bool:
    """Whether two numbers differ in one digit alone."""
    one, other = str(a), str(b)
    return len(one) == len(other) > 1 and sum(x != y for x, y in zip(one, other, strict=True)) == 1


def _rounded(a: int, b: int) -> bool:
    """Whether a number is another one rounded to its own noughts: 3,000 for 3,021."""
    step = 10 ** (len(str(a)) - len(str(a).rstrip("0")))
    return a == b or (step >= _ROUND and abs(a - b) * 2 <= step)


def _counted(report: Report) -> Iterator[_Told]:
    """The numbers of a report that say how many people or attacks."""
    for number in numbers_in(report.reading):
        if number.kind != "cardinal" or not number.value or number.qualifier not in _CLAIMED or is_name(report, number):
            continue
        if (of := counted_kind(report, number)) is not None:
            span = report.reading.folded.span(number.core_start, number.core_end)
            yield _Told(number, of, span, int(number.value))


def counted_kind(report: Report, number: NumberHit) -> str | None:
    """What a number counts: "killed+people", "injured+child", or the kind of attack ("massacre").

    The noun stands right behind the number, else right before it: "the number of deaths was 40", «الهجمات الـ31».
    """
    reading = report.reading
    behind = reading.within(number.end, number.end + _NOUN, "people", "counted_unit")
    noun = next((h for h in behind if h.start - number.end <= _BESIDE), None)
    if noun is None:
        before = reading.within(max(number.start - _NOUN, 0), number.start, "people", "counted_unit")
        beside = bool(before) and number.start - before[-1].end <= _BESIDE
        noun = before[-1] if before and (beside or _definite(report, number)) else None
    if noun is None:
        harm = next(
            (h for h in reading.within(number.end, number.end + _NOUN, "harm") if h.start - number.end <= _BESIDE), None
        )
        return f"{harm.term.get('harm') or harm.id}+people" if harm is not None else None
    if noun.term.get("other"):
        return None
    if noun.category == "counted_unit":
        return str(noun.term.get("subject") or noun.id.partition(".")[0])
    return f"{_harm(report, number)}+{'people' if noun.id in _ALL or noun.id == noun.term.get('harm') else noun.id}"


def _harm(report: Report, number: NumberHit) -> str:
    """What befell those a number counts: said by its noun, else the nearest word of its sentence."""
    reading = report.reading
    noun = next(iter(reading.within(number.end, number.end + _NOUN, "people")), None)
    if noun is not None and noun.term.get("harm"):
        return str(noun.term.get("harm"))
    sentence = reading.sentences[reading.sentence_at(number.start)]
    line_end = reading.text.find("\n", number.end)
    end = min(sentence.end, line_end if line_end >= 0 else sentence.end)
    harms = reading.within(sentence.start, end, "harm")
    if not harms:
        return "killed"
    nearest = min(harms, key=lambda h: min(abs(h.start - number.end), abs(number.start - h.end)))
    return str(nearest.term.get("harm") or nearest.id)


def _definite(report: Report, number: NumberHit) -> bool:
    """Whether a number is one that the reader knows: "the 45 civilians", «المدنيون الـ45»."""
    folded = report.reading.folded
    at = folded.span(number.core_start, number.core_end).start
    before = folded.original[max(at - 4, 0) : at].casefold()
    return before.endswith(definite_articles())


def _of_a_period(report: Report) -> bool:
    """Whether a report counts over a time: what tells of one day gives the figures of several sources beside each other."""
    periods = (f.period for f in report.figures)
    totals = any(s.ledger.total is not None for s in report.page.sums)
    return bool(report.tables) or totals or any(p.start and p.end and (p.end - p.start).days >= _WEEK for p in periods)


def _closing(report: Report, number: NumberHit) -> bool:
    """Whether a number's sentence sums up what was told."""
    sentence = report.reading.sentences[report.reading.sentence_at(number.start)]
    return bool(report.reading.within(sentence.start, number.start, "audit_closing"))


def _early(report: Report, told: _Told, title_end: int) -> bool:
    first = report.reading.sentence_at(title_end + 1)
    return report.reading.sentence_at(told.number.start) < first + _LEAD


def _part(report: Report, told: _Told) -> bool:
    """Whether a number is taken out of another: "including 40 civilians"."""
    sentence = report.reading.sentences[report.reading.sentence_at(told.number.start)]
    return any(h.id == "including" for h in report.reading.within(sentence.start, told.number.start, "discourse"))


def _sums(report: Report) -> frozenset[int]:
    """What the columns of the page add up to, and its totals."""
    added = {s.added for s in report.page.sums} | {s.stated for s in report.page.sums}
    for ledger in report.page.ledgers:
        for at in range(ledger.width):
            added.add(sum(c.value for c in ledger.column(at) if c is not None))
    return frozenset(added)


def _known(told: _Told, others: Sequence[_Told], sums: frozenset[int]) -> bool:
    """Whether a number stands elsewhere, or is what numbers told in a row there add up to."""
    if told.value in sums or any(t.value == told.value for t in others):
        return True
    numbers = [t.value for t in others[:_MANY]]
    running = [0, *accumulate(numbers)]
    seen: set[int] = set()
    for all_ in running:
        if all_ - told.value in seen:
            return True
        seen.add(all_)
    return False

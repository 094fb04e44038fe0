"""The counted numbers of a report in the order it tells them: what each is, and what the words around it say of its place in a sum.

Every rule on sums in running prose reads the same row of quantities: numbers in digits and in words, Arabic duals and singulars told in a
list («مجزرتان في حمص»), without what is no count (days, ages, distances, averages, the numbers of branches and articles).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tawthiq.audit.cells import in_a_record
from tawthiq.audit.report import Report, dates_between, dates_in
from tawthiq.audit.words import arabic_article
from tawthiq.domain.span import Span
from tawthiq.text.numbers import NumberHit, find_numbers
from tawthiq.text.phrases import Hit

_EXACT = ("exact", "at_least")
_NOUN = 30
"""Code points behind a number in which its noun may stand."""
_AND = 5
"""Code points of "and" before "over", in "60 and over"."""
_NEXT = 2
"""Code points from a number to the noun right behind it."""
_LED = 3
"""Words from "the rest" or "the total" to its number, at most, where a verb or "in number" stands between."""
_REST = ("audit_rest", "audit_remainder")
_ARTICLE = 2
"""Letters of an Arabic article before a number that is told of its noun: «المحافظات الست»."""
_ORDERS = ("-", ")", ".", "–")
_GROUPS = ("man", "woman", "child")
_FORMS = {"dual": 2, "singular": 1}
MEASURED = ("time", "distance")
"""Measures that count nobody: "ten days", "5 km"."""
_WEEKDAY_NUMBER = "date.weekday-number"
"""How the date reader names a day of the week with a number behind it: in a list by day it is a count."""
_WEEKDAY = "date.weekday"
_DURATION = "date.duration"
"""A duration right before a day of the week is none: «قُتل 3 يوم الخميس»."""
_LABELS = ("governorate_name", "actor", "audit_week", "weekday", "month")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One counted number: its place, its sentence and paragraph, and what it counts as far as the words tell.

    `again` is whether it is a whole that was told before and that others are taken out of ("among the 221 were 23 children"), `kind` people, unit or None; `harm` what befell them, as far as the word right behind says; `label` the known names told with it, `inner` whether it is taken out of the one before it ("including", in
    brackets), `of_them` whether it says so itself ("8 of them"), `rest` whether it is what is left over, `summed` whether it is said to be a total.
    """

    start: int
    end: int
    value: int
    span: Span
    sentence: int
    block: int
    kind: str | None
    noun: str | None
    harm: str | None
    label: frozenset[tuple[str, str]]
    inner: bool
    of_them: bool
    rest: bool
    summed: bool
    again: bool


def quantities(report: Report) -> list[Quantity]:
    """The quantities of a report; read once."""
    known: list[Quantity] | None = report.reading.memo.get("audit_quantities")
    if known is None:
        known = report.reading.memo["audit_quantities"] = _read(report)
    return known


def _read(report: Report) -> list[Quantity]:
    reading = report.reading
    known = dates_in(reading)
    weekdays = {d.start for d in known if d.rule == _WEEKDAY}
    dates = [
        d for d in known if d.rule != _WEEKDAY_NUMBER and not (d.rule == _DURATION and weekdays & {d.end, d.end + 1})
    ]
    told = [
        (n.core_start, n.core_end, int(n.value or 0))
        for n in find_numbers(reading, dates=dates)
        if _counts(report, n) and not in_a_record(reading.folded.span(n.core_start, n.core_end), reading, report.page)
    ]
    numbers = sorted({*told, *_forms(report, told)})
    breaks = [at for at, c in enumerate(reading.text) if c == "\n"]
    found: list[Quantity] = []
    for at, (start, end, value) in enumerate(numbers):
        before = numbers[at - 1][1] if at else 0
        after = numbers[at + 1][0] if at + 1 < len(numbers) else len(reading.text)
        one = _quantity(report, start, end, value, before, after, bisect_left(breaks, start))
        found.append(replace(one, inner=True) if found and _goes_on_within(report, found[-1], one) else one)
    return found


def _goes_on_within(report: Report, last: Quantity, told: Quantity) -> bool:
    """Whether a number goes on with a part that was taken out: "including 11 children and 10 women"."""
    if (
        not last.inner
        or told.inner
        or told.sentence != last.sentence
        or told.noun not in _GROUPS
        or last.noun not in _GROUPS
    ):
        return False
    between = report.reading.text[last.end : told.start]
    return len(between.split()) <= _LED and not any(c in between for c in ".;:()\n")


def _quantity(report: Report, start: int, end: int, value: int, before: int, after: int, block: int) -> Quantity:
    reading = report.reading
    at = reading.sentence_at(start)
    sentence = reading.sentences[at]
    left, right = max(before, sentence.start), min(after, sentence.end)
    noun = next(iter(reading.within(start, min(end + _NOUN, right), "people", "harm", "counted_unit")), None)
    beside = noun is not None and noun.start - end <= _NEXT
    taken = [
        h
        for h in reading.within(left, start, "discourse", "part_word")
        if h.id in ("including", "part")
        and (left > before or not _told_back(reading.text, left, h, start))
        and not any(w.start < h.start < w.end for w in reading.within(left, start, "audit_in_which"))
    ]
    behind = [h for h in reading.within(end, min(end + _NOUN, right), "discourse") if h.id == "including"]
    own = noun if beside else _named_before(report, left, start)
    return Quantity(
        start, end, value, reading.folded.span(start, end), at, block,
        ("unit" if noun.category == "counted_unit" else "people") if noun is not None and beside else None,
        own.id.partition(".")[0] if own is not None else None,
        str(own.term.get("harm") or own.id) if own is not None and own.category != "counted_unit" else None,
        frozenset((h.category, h.id) for h in reading.within(left, right, *_LABELS)),
        bool(taken) or _out_of_a_group(report, left, start) or _bracketed(reading.text, start, sentence.start) or (value == 1 and not reading.text[start].isdigit() and _behind_noun(report, start)),
        bool(behind) and len(reading.text[end : behind[0].start].split()) <= 1,
        _led(report, left, start, *_REST) or _behind(report, end, right, *_REST),
        bool(reading.within(left, start, "audit_in_all", "audit_summing", "audit_bringing")),
        _named_again(report, left, start),
    )  # fmt: skip


def _named_again(report: Report, left: int, start: int) -> bool:
    """Whether a number is led by the word that takes others out of it: "among the 221", «من أصل 197»."""
    hits = report.reading.within(max(left, start - _NOUN), start, "audit_of_these", "audit_out_of")
    return any(not report.reading.text[h.end : start].strip() and _whole_word(report, h) for h in hits)


def _whole_word(report: Report, hit: Hit) -> bool:
    """Whether such a word is more than the Arabic "of" that stands before any number: «من»."""
    return hit.category == "audit_out_of" or " " in report.reading.text[hit.start : hit.end]


def _out_of_a_group(report: Report, left: int, start: int) -> bool:
    """Whether a number is taken out of a group that is named without a number: "of these children 11 were girls"."""
    hits = report.reading.within(left, start, "audit_out_of")
    return bool(hits) and bool(report.reading.within(hits[-1].end, start, "people"))


def _told_back(text: str, left: int, hit: Hit, start: int) -> bool:
    """Whether "of them" goes with the number before it, right behind that or its noun, and not with the one behind: «22 بيتاً منها في …»."""
    between = text[left : hit.start]
    return not between.strip() or (
        between.replace(",", " , ").split()[1:] == [] and bool(text[hit.end : start].strip())
    )


def _named_before(report: Report, left: int, start: int) -> Hit | None:
    """The people that a number right behind them counts: «والعسكريون 123»."""
    hits = report.reading.within(left, start, "people")
    return hits[-1] if hits and not report.reading.text[hits[-1].end : start].strip() else None


def _led(report: Report, left: int, start: int, *categories: str) -> bool:
    hits = report.reading.within(left, start, *categories)
    return bool(hits) and len(report.reading.text[hits[-1].end : start].split()) <= _LED


def _behind(report: Report, end: int, right: int, *categories: str) -> bool:
    """Whether such a word stands right behind a number: "the 25 remaining cases"."""
    hits = report.reading.within(end, min(end + _NOUN, right), *categories)
    return bool(hits) and hits[0].start - end <= _NEXT


def _bracketed(text: str, start: int, left: int) -> bool:
    before = text[left:start]
    return before.count("(") > before.count(")")


def _behind_noun(report: Report, start: int) -> bool:
    """Whether "one" stands behind its noun and tells of no count of its own: «من أسرة واحدة»."""
    reading = report.reading
    return any(h.end == start - 1 for h in reading.within(max(start - _NOUN, 0), start, "people"))


def _counts(report: Report, number: NumberHit) -> bool:
    """Whether a number says how many of what a report counts."""
    reading = report.reading
    if number.kind != "cardinal" or not number.value:
        return False
    if number.qualifier not in _EXACT and not reading.within(
        max(number.start - _AND, 0), number.core_start, "audit_age"
    ):
        return False  # "60 and over 21" are as many as it says
    text = reading.text
    before = reading.within(max(number.start - _NOUN, 0), number.start, "audit_denied")
    if number.value == 1 and before and not text[before[-1].end : number.start].strip():
        return False  # "without one"
    after = [
        h
        for h in reading.within(number.end, number.end + _NOUN, "measure", "audit_per", "audit_age", "audit_rows")
        if (h.category != "measure" or h.id in MEASURED) and not _dated(report, h)
    ]
    if after and not text[number.end : after[0].start].strip():
        return False
    if text[number.end : number.end + 1] == "-" and text[number.end + 1 : number.end + 2].isdigit():
        return False  # "5-17 years"
    if text[max(number.start - 1, 0) : number.start] in ("/", "%", "[", "]"):
        return False
    if text[number.end : number.end + 1] in ("%", "]", "/") or _orders(text, number):
        return False
    if _retold(report, number):
        return False
    names = ("audit_numbered",) if text[number.core_start].isdigit() else ()
    if not names and _joined(text, number):
        return False
    names = names or ("audit_rows",)  # «المحافظات الست الباقية»
    led = reading.within(max(number.start - _NOUN, 0), number.start, *names, "audit_age", "audit_average")
    return not any(_beside(text[h.end : number.start].strip(), h) for h in led)


def _retold(report: Report, number: NumberHit) -> bool:
    """Whether a number in words with the article stands behind a noun with it and counts nothing anew: «الأنواع الثلاثة»."""
    text, article = report.reading.text, arabic_article()
    start = text.rfind(" ", 0, number.core_start) + 1
    if text[number.core_start].isdigit() or not text.startswith(article, start):
        return False
    return text[text.rfind(" ", 0, max(start - 1, 0)) + 1 : start].startswith(article)


def _beside(between: str, word: Hit) -> bool:
    """Whether nothing stands between a word and its number; an article may, of what a list has rows of."""
    return not between or (word.category == "audit_rows" and len(between) <= _ARTICLE and between.isalpha())


def _joined(text: str, number: NumberHit) -> bool:
    """Whether a number in words is part of a compound: "a two-page statement"."""
    return text[number.end : number.end + 1] == "-" and text[number.end + 1 : number.end + 2].isalpha()


def _orders(text: str, number: NumberHit) -> bool:
    """Whether a number opens a line of a numbered list: "2- looting: 19"."""
    opens = not text[text.rfind("\n", 0, number.start) + 1 : number.start].strip()
    return opens and text[number.end : number.end + 2].strip()[:1] in _ORDERS


def _dated(report: Report, word: Hit) -> bool:
    """Whether a unit of time is part of a date behind a count: «قُتل 3 يوم الخميس»."""
    return any(d.start in (word.start, word.end + 1) for d in dates_between(report, word.start, word.end + _NOUN))


def _forms(report: Report, told: list[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Arabic nouns whose form says how many: duals, and singulars that go on a list («وشهيد من السويداء»)."""
    text = report.reading.text
    ends = [end for _, end, _ in told]
    for hit in report.reading.of("people", "counted_unit"):
        value = _FORMS.get(str(hit.term.get("number")))
        if value is None or text[hit.start : hit.end].isascii():
            continue
        at = bisect_left(ends, hit.start - _NEXT)
        if at < len(ends) and ends[at] <= hit.start:
            continue  # the noun of a number
        if any(start < hit.end and hit.start < end for start, end, _ in told[max(at - 1, 0) : at + 2]):
            continue
        if value == 2 or (_goes_on(text, hit) and at > 0 and "\n" not in text[ends[at - 1] : hit.start]):
            yield hit.start, hit.end, value


def _goes_on(text: str, hit: Hit) -> bool:
    """Whether a singular is joined to a list by "and" behind a comma."""
    joined = text[max(hit.start - 3, 0) : hit.start].replace(" ", "")
    return joined in (",و", "و", ".و") and text[hit.end : hit.end + 1] == " "

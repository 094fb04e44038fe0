"""Wholes that a sentence divides without a rest: those released and those who remain, civilians and fighters, killed so far (standards §3, D1, D9).

Where the words say that nothing is left over ("the rest", "bringing the total to", a colon with every kind of people behind it), the
parts are the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tawthiq.audit.earlier_times import of_earlier
from tawthiq.audit.messages import Fact, finding, said
from tawthiq.audit.partitions import divisions_of
from tawthiq.audit.report import Report, counts_between, numbers_between, spans_of
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.numbers import NumberHit
from tawthiq.text.phrases import Hit

_BESIDE = 3
"""Words between "the rest" or "to" and its number, at most."""
_BACK = 1
"""Sentences before that may tell the whole."""
_NOUN = 30
_UP = 2
"""Sentences before "of these" in which its whole stands."""
_COMMA = 0.3
"""How far parts behind a comma may lie from their whole, as a share of it, to be all of it."""
COMPLETE = (frozenset(("man", "woman", "child")), frozenset(("civilian", "combatant")), frozenset(("adult", "child")))
"""Groups of people that leave nobody out."""
_FEW = 2


def divided_without_a_rest(report: Report) -> Iterator[Finding]:
    """D1: parts told with their rest are the whole.

    ar: «اعتُقل 120 شخصاً، أُفرج عن 58 منهم ولا يزال 62 قيد الاحتجاز».
    en: "120 were arrested; 58 of them were released and 62 remain in detention".
    """
    for rest in report.reading.of("audit_rest"):
        sentence = report.sentence(rest)
        number = _beside(report, rest, sentence)
        if number is None:
            continue
        start = report.reading.sentences[max(report.reading.sentence_at(sentence.start) - _BACK, 0)].start
        before = [n for n in counts_between(report, start, number.start) if n is not number]
        wholes = [at for at, n in enumerate(before[:-1]) if _divided(report, n, before[at + 1 :], number)]
        if not wholes:
            continue
        exact = [at for at in wholes if before[at].value == sum(int(p.value or 0) for p in (*before[at + 1 :], number))]
        whole, *parts = before[(exact or wholes)[-1] :]
        if not exact and divisions_of(report).adds_up(spans_of(report, parts[-1], number)):
            continue  # the rest of another whole, told before this one
        yield from held(report, whole, (*parts, number))
    yield from _complete(report)


def _complete(report: Report) -> Iterator[Finding]:
    """A number with every kind of people behind a colon, in brackets or as "they were": no one is left over."""
    for at in report.reading.holding("people"):
        sentence = report.reading.sentences[at]
        counted = counts_between(report, sentence.start, sentence.end)
        parts, groups = _row(report, counted)
        if groups == COMPLETE[0] and (above := _taken_up(report, parts, sentence)) is not None:
            yield from held(report, above, parts)
            continue
        for first, whole in enumerate(counted[:-2]):
            parts, groups = _row(report, counted[first + 1 :])
            if (groups in COMPLETE and _opened(report, whole, parts[0])) or (
                groups == COMPLETE[1] and _behind_a_comma(report, whole, parts)
            ):
                yield from held(report, whole, parts)


def _taken_up(report: Report, parts: Sequence[NumberHit], sentence: Span) -> NumberHit | None:
    """The number that "of these" takes up from the sentences right before, where men, women and children of it follow: near to what they add
    up to, and the only one of people of its own time."""
    reading = report.reading
    led = reading.within(sentence.start, parts[0].start, "audit_these")
    if (
        not led
        or len(reading.text[led[-1].end : parts[0].start].split()) > 1
        or reading.sentence_at(sentence.start) == 0
    ):
        return None
    at = reading.sentence_at(sentence.start)
    start = reading.sentences[max(at - _UP, 0)].start
    told = [
        n for n in counts_between(report, start, sentence.start) if not of_earlier(report, n, start, sentence.start)
    ]
    people = [n for n in told if reading.within(n.end, n.end + _NOUN // 2, "people", "harm")]
    added = sum(int(p.value or 0) for p in parts)
    near = [n for n in people if abs(added - (n.value or 0)) <= _COMMA * (n.value or 0)]
    return near[-1] if len({n.value for n in near}) == 1 else None


def _behind_a_comma(report: Report, whole: NumberHit, parts: Sequence[NumberHit]) -> bool:
    """Whether civilians and fighters stand behind a comma as all of a number that they lie near: "140 deaths, 93 civilians and 47 combatants"."""
    between = report.reading.text[whole.end : parts[0].start]
    if not between.rstrip().endswith(",") or report.reading.within(whole.end, parts[0].start, "discourse", "part_word"):
        return False
    counted = report.reading.within(whole.end, whole.end + _NOUN, "people", "harm")
    added, stated = sum(int(p.value or 0) for p in parts), int(whole.value or 0)
    return bool(counted) and between.count(",") == 1 and abs(added - stated) <= _COMMA * stated


def _row(report: Report, counted: Sequence[NumberHit]) -> tuple[list[NumberHit], frozenset[str]]:
    """The numbers of different groups told one right after the other, and the groups."""
    parts: list[NumberHit] = []
    groups: list[str] = []
    for number in counted:
        noun = next((h for h in report.reading.within(number.end, number.end + _NOUN, "people", "counted_unit")), None)
        beside = noun is not None and noun.category == "people" and _stands_beside(report, number, noun)
        apart = bool(parts) and len(report.reading.text[parts[-1].end : number.start].split()) > _BESIDE
        if noun is None or not beside or apart or noun.id in groups:
            break
        parts.append(number)
        groups.append(noun.id)
    return parts, frozenset(groups)


def _stands_beside(report: Report, number: NumberHit, noun: Hit) -> bool:
    """Whether a noun stands right behind a number, "were" between them or not: "26 were men"."""
    was = report.reading.within(number.end, noun.start, "audit_was")
    return noun.start - number.end <= _FEW or (
        bool(was) and len(report.reading.text[number.end : noun.start].split()) == 1
    )


def _opened(report: Report, whole: NumberHit, first: NumberHit) -> bool:
    """Whether what stands between a number and the first of its parts says that they are the whole."""
    between = report.reading.text[whole.end : first.start]
    if report.reading.within(whole.end, first.start, "discourse", "part_word"):
        return False
    last = between.rstrip()[-1:]
    return last in (":", "(") or bool(report.reading.within(whole.end, first.start, "audit_they_are"))


def held(report: Report, whole: NumberHit, parts: Sequence[NumberHit]) -> Iterator[Finding]:
    """D1: whether parts that leave nothing over add up to their whole; twice as much or half of it are parts of something else."""
    added, stated = sum(int(p.value or 0) for p in parts), int(whole.value or 0)
    spans = spans_of(report, *parts, whole)
    facts: dict[str, Fact] = {"rows": said("rows.parts"), "sum": added, "unit": said("unit.told")}
    if added == stated:
        yield finding("D1", "passed", "E", spans, **facts)
    elif stated < 2 * added:
        yield finding("D1", "failed", "E", spans, stated=stated, difference=abs(added - stated), **facts)


def _beside(report: Report, rest: Hit, sentence: Span) -> NumberHit | None:
    """The number of those who remain: behind the word, else right before it ("66 remain")."""
    text = report.reading.text
    behind = next(iter(counts_between(report, rest.end, sentence.end)), None)
    if behind is not None and len(text[rest.end : behind.start].split()) <= _BESIDE:
        return behind
    before = counts_between(report, sentence.start, rest.start)
    if before and len(text[before[-1].end : rest.start].split()) <= 1:
        return before[-1]
    return None


def _divided(report: Report, whole: NumberHit, parts: Sequence[NumberHit], rest: NumberHit) -> bool:
    """Whether a number is what those behind it divide: larger than each, and "of them" or a colon leads to the first."""
    if any((p.value or 0) >= (whole.value or 0) for p in (*parts, rest)):
        return False
    opened = report.reading.text[whole.end : parts[0].start].rstrip().endswith(":")
    colon = opened or ":" in report.reading.text[whole.end : parts[0].start]
    return colon or _of_them(report, parts[0], whole)


def _of_them(report: Report, part: NumberHit, whole: NumberHit) -> bool:
    """Whether a number is said to be taken out of the one before it: "58 of them", «أُفرج عن 58 منهم»."""
    hits = report.reading.within(whole.end, part.end + _NOUN, "discourse")
    return any(h.id == "including" for h in hits)


def added_up_so_far(report: Report) -> Iterator[Finding]:
    """D9: what a month adds to the total before it is the total behind it.

    ar: «قُتل 30 في أيار، لترتفع الحصيلة إلى 130 بعد أن كانت 100».
    en: "30 were killed in May, bringing the total to 130, up from 100".
    """
    for hit in report.reading.of("audit_bringing"):
        sentence = report.sentence(hit)
        counted = counts_between(report, sentence.start, sentence.end)
        after = [n for n in counted if n.start >= hit.end]
        new = [n for n in counted if n.end <= hit.start]
        if (
            not new and (at := report.reading.sentence_at(sentence.start)) > 0
        ):  # "Another 30 were killed. That brings the total to …"
            above = report.reading.sentences[at - 1]
            new = counts_between(report, above.start, above.end)
        before = [n for n in after[1:2] if _led(report, n, after[0])]
        if len(new) != 1 or not before:
            continue
        stated, added = int(after[0].value or 0), int(new[0].value or 0) + int(before[0].value or 0)
        spans = spans_of(report, new[0], before[0], after[0])
        facts: dict[str, Fact] = {"sum": added, "stated": stated}
        yield finding("D9", "so_far_passed" if stated == added else "so_far", "E", spans, **facts)


def went_from_to(report: Report) -> Iterator[Finding]:
    """D9: a running total that went from one number to another grew by the number that its sentence adds.

    ar: «وبذلك ترتفع الحصيلة منذ مطلع العام من 400 إلى 430 بعد إضافة 30».
    en: "with the 30 of June the total since January rises from 400 to 430".
    """
    reading = report.reading
    for at in reading.holding("audit_since"):
        sentence = reading.sentences[at]
        if not reading.within(sentence.start, sentence.end, "audit_direction"):
            continue
        pair = _from_to(report, sentence)
        others = [n for n in counts_between(report, sentence.start, sentence.end) if pair and n not in pair[2]]
        if pair is not None and len(others) == 1:
            before, stated, numbers = pair
            total = before + int(others[0].value or 0)
            facts: dict[str, Fact] = {"sum": total, "stated": stated}
            spans = spans_of(report, others[0], *numbers)
            yield finding("D9", "so_far_passed" if stated == total else "so_far", "E", spans, **facts)


def _from_to(report: Report, sentence: Span) -> tuple[int, int, tuple[NumberHit, ...]] | None:
    """The two numbers of "from 400 to 430" in a sentence, read as a range or singly."""
    reading = report.reading
    numbers = [n for n in numbers_between(reading, sentence.start, sentence.end) if n.kind == "cardinal"]
    for at, number in enumerate(numbers):
        if number.qualifier == "range" and number.said is not None:
            return int(number.said[0]), int(number.said[1]), (number,)
        led = reading.within(max(number.start - _NOUN, 0), number.start, "audit_from")
        after = numbers[at + 1] if at + 1 < len(numbers) else None
        if (
            led
            and not reading.text[led[-1].end : number.start].strip()
            and after is not None
            and number.value
            and after.value
            and len(reading.text[number.end : after.core_start].split()) <= _FEW
        ):
            return int(number.value), int(after.value), (number, after)
    return None


def _led(report: Report, number: NumberHit, after: NumberHit) -> bool:
    return bool(report.reading.within(after.end, number.core_start, "audit_before"))

"""Finds the numbers of a text with their quantifiers: how many, at least, at most, about, or only vaguely.

Rule: a number is read with the quantifier before it (أكثر من 400, nearly 50) or behind its noun (12 شخصا على الأقل) and
becomes logical bounds. Numbers inside dates, clock times and durations belong to the date finder; give its findings as
`dates` and they are left out. What a number counts is for others to say.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final, Protocol

from tawthiq.domain.light import initialised, mypyc_attr, replace
from tawthiq.knowledge.load import LANGUAGES, lexicon, toml
from tawthiq.text.fold import fold_word
from tawthiq.text.number_words import Core, cores
from tawthiq.text.ordered import bisect_left, bisect_right
from tawthiq.text.quantifiers import Quantifiers, bounds
from tawthiq.text.reading import Reading


class Stretch(Protocol):
    """Anything that occupies folded `[start, end)`."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def first_number(numbers: list[NumberHit], position: int) -> int:
    """Which of `numbers` (in order) is the first that begins at folded `position` or later."""
    low, high = 0, len(numbers)
    while low < high:
        middle = (low + high) >> 1
        if numbers[middle].start < position:
            low = middle + 1
        else:
            high = middle
    return low


@mypyc_attr(acyclic=True)
@initialised(slots=True, unsafe_hash=True, init=False)
class NumberHit:
    """A number at folded `[start, end)`, quantifier before it included; `[core_start, core_end)` is the bare number.

    `low`–`high` are logical whole-number bounds (high None is open); `value` the number said (None for a vague word or
    a range). `qualifier` is exact, at_least, more_than, at_most, less_than, about, range or vague; `wording` the vague
    class (tens, hundreds, majority …). `kind` is cardinal, ordinal, percent, decimal or identifier (a code such as
    M-16, which counts nothing). `tail` is where a quantifier stands that does not
    adjoin the number (behind the noun, or a verb before it); `said` the two ends of a range as said.
    """

    start: int
    end: int
    low: int
    high: int | None
    value: int | float | None
    qualifier: str
    wording: str
    kind: str
    core_start: int
    core_end: int
    rule: str
    tail: tuple[int, int] | None
    said: tuple[int | float, int | float] | None

    def __init__(
        self,
        start: int,
        end: int,
        low: int,
        high: int | None,
        value: int | float | None,
        qualifier: str,
        wording: str,
        kind: str,
        core_start: int,
        core_end: int,
        rule: str,
        tail: tuple[int, int] | None = None,
        said: tuple[int | float, int | float] | None = None,
    ) -> None:
        self.start = start
        self.end = end
        self.low = low
        self.high = high
        self.value = value
        self.qualifier = qualifier
        self.wording = wording
        self.kind = kind
        self.core_start = core_start
        self.core_end = core_end
        self.rule = rule
        self.tail = tail
        self.said = said


_PERCENT: Final = 60
"""Code points that hold any words for "per cent" and more."""


@cache
def _range_words() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Folded words for between, from, to, and."""
    tables = [toml(f"{lang}/ranges.toml") for lang in LANGUAGES]
    between, begin, to, also = (
        frozenset(fold_word(word) for table in tables for word in table[name])
        for name in ("between", "from", "to", "and")
    )
    return between, begin, to, also


@cache
def _percent_categories() -> tuple[str, ...]:
    """The categories that hold words for "per cent"."""
    return tuple({e.category: None for e in lexicon() if e.attributes.get("role") == "percent"})


def find_numbers(reading: Reading, dates: Iterable[Stretch] = ()) -> list[NumberHit]:
    """All numbers of a text in order, those inside `dates` left out."""
    taken = sorted((d.start, d.end) for d in dates)
    starts = [s for s, _ in taken]

    def free(core: Core) -> bool:
        position = bisect_right(starts, core.end - 1) - 1
        return position < 0 or taken[position][1] <= core.start

    found = [c for c in cores(reading) if c.kind not in ("clock", "date", "month", "pair", "decade") and free(c)]
    return _quantified(reading, found)


def _quantified(reading: Reading, found: Sequence[Core]) -> list[NumberHit]:
    text = reading.text
    quantifiers = Quantifiers(reading)
    percents = [(h.whole_start, h.end) for h in reading.of(*_percent_categories()) if h.term.get("role") == "percent"]
    percents.sort()
    begins = [start for start, _ in percents]
    hits: list[NumberHit] = []
    position = 0
    while position < len(found):
        core = found[position]
        following = found[position + 1] if position + 1 < len(found) else None
        if (
            core.kind == "vague"
            and following is not None
            and following.wording != "majority"  # «العشرات معظمهم أطفال»
            and not text[core.end : following.start].strip()
        ):
            position += 1  # "some" in front of a number is its quantifier
            continue
        ranged = _range(text, core, following) if following is not None else None
        if ranged is not None:
            hits.append(ranged)
            position += 2
            continue
        previous = found[position - 1].end if position else 0
        near = percents[bisect_left(begins, core.start - _PERCENT) : bisect_right(begins, core.end + 2)]
        hits.append(_one(text, core, previous, following, quantifiers, near))
        position += 1
        if following is not None and _repeated(text, core, following):  # forty-five (45)
            hits[-1] = replace(hits[-1], end=following.end)
            position += 1
    return _two_sided(text, hits)


def _one(
    text: str,
    core: Core,
    previous: int,
    following: Core | None,
    quantifiers: Quantifiers,
    percents: Sequence[tuple[int, int]],
) -> NumberHit:
    start, end, kind = core.start, core.end, core.kind
    if kind == "identifier":
        return NumberHit(start, end, 0, None, None, "exact", "", kind, start, end, "number.identifier")
    if kind == "vague":
        return NumberHit(
            start, end, core.low, core.high, None, "vague", core.wording, "cardinal", start, end, "number.vague"
        )
    tail: tuple[int, int] | None = None
    percent = _percent(text, core, percents)
    if percent is not None:
        start, end = percent
        kind = "percent"
    op = "about" if core.wording == "dozen" else "exact"
    rule = "number.words" if core.spelled else "number.digits"
    before = quantifiers.before(start)
    if before is not None:
        op, start = before[0].term.get("op"), before[1]
        rule = f"number.{op.replace('_', '-')}"
    elif (kind != "ordinal" or _round(core)) and (verb := quantifiers.across(start, previous)) is not None:
        kind = "cardinal" if kind == "ordinal" else kind  # «تجاوز عدد القتلى المئة»
        op, tail = verb.term.get("op"), (verb.start, verb.end)
        rule = f"number.{op.replace('_', '-')}-verb"
    if op in ("exact", "about") and kind != "ordinal":
        bounded = following is not None and following.kind != "vague"
        behind = quantifiers.after(end, following.start if following is not None else None, bounded=bounded)
        if behind is not None:
            op, tail = behind.term.get("op"), (behind.start, behind.end)
            rule = f"number.{op.replace('_', '-')}-after"
        elif op == "exact" and core.digits is not None and _plus(text, end):
            op, rule = "at_least", "number.plus"
    low, high = bounds(op, core.value)
    return NumberHit(start, end, low, high, core.value, op, core.wording, kind, core.start, core.end, rule, tail)


def _round(core: Core) -> bool:
    """Whether a number in the form of an ordinal is a round one with the article, which a verb can say was passed: «المئة»."""
    return core.spelled and core.value is not None and core.value >= 10 and core.value % 10 == 0


def _plus(text: str, end: int) -> bool:
    """Whether a plus sign closes the digits: 100+."""
    return text[end : end + 1] == "+" and not text[end + 1 : end + 2].isalnum()


def _repeated(text: str, core: Core, following: Core) -> bool:
    """Whether a number is said twice, in words and digits: خمسة (5)."""
    same = (
        core.value == following.value
        and core.spelled != following.spelled
        and "vague" not in (core.kind, following.kind)
    )
    return same and text[core.end : following.start] == " (" and text[following.end : following.end + 1] == ")"


def _percent(text: str, core: Core, percents: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The span of the number with its percent sign or words, on either side; None where it is no percentage."""
    after = text[core.end : core.end + 2]
    if after[:1] == "%":
        return core.start, core.end + 1
    if after == " %":
        return core.start, core.end + 2
    if text[core.start - 1 : core.start] == "%" and not text[core.start - 2 : core.start - 1].isdigit():
        return core.start - 1, core.end
    for start, end in percents:
        if 0 <= start - core.end <= 2 and not text[core.end : start].strip(' )"-'):
            return core.start, end
        if 0 <= core.start - end <= 1 and not text[end : core.start].strip():
            return start, core.end
    return None


def _range(text: str, first: Core, second: Core) -> NumberHit | None:
    """بين 20 و30, من 5 إلى 7, 20-30, between the tenth and the fifteenth; the lower number must come first."""
    if {first.kind, second.kind} & {"identifier", "vague"} or not first.value < second.value:
        return None
    gap = text[first.end : second.start].strip()
    if len(gap) > 12:
        return None
    gap = gap.removesuffix("ال").strip()
    gap = gap.removesuffix(" the")
    between, begin, to, also = _range_words()
    words = text[max(0, first.start - 16) : first.start].removesuffix("ال").removesuffix("the ").split()
    lead = words[-1] if words else ""
    two_words = " ".join(words[-2:])
    if lead not in between and lead not in begin and lead[:1] == "و":
        lead, two_words = lead[1:], two_words.removeprefix("و")
    if gap in also and (lead in between or two_words in between):
        start = text.rindex(lead, 0, first.start)
        rule = "number.between"
    elif gap in to and lead in begin:
        start = text.rindex(lead, 0, first.start)
        rule = "number.from-to"
    elif gap in to and first.kind != "ordinal":
        if gap == "-" and (first.spelled != second.spelled):
            return None
        start, rule = first.start, "number.range"
    else:
        return None
    low = math.floor(first.value)
    high: int | None = math.floor(second.value)
    if rule == "number.range" and _plus(text, second.end):
        high, rule = None, "number.range-plus"
    return NumberHit(
        start,
        second.end,
        low,
        high,
        None if high is not None else low,
        "range" if high is not None else "at_least",
        "",
        "cardinal",
        first.start,
        second.end,
        rule,
        None,
        (first.value, second.value),
    )


def _two_sided(text: str, hits: list[NumberHit]) -> list[NumberHit]:
    """More than 10 and less than 20: a lower and an upper bound joined by "and" are one range, where they agree."""
    joined: list[NumberHit] = []
    also = _range_words()[3]
    for hit in hits:
        last = joined[-1] if joined else None
        if (
            last is not None
            and {last.qualifier, hit.qualifier} in _LOWER_UPPER
            and last.kind == hit.kind
            and last.tail is hit.tail is None
        ):
            gap = text[last.end : hit.start].strip()
            low, high = (last.low, hit.high) if last.high is None else (hit.low, last.high)
            if (gap in also or gap == ",") and high is not None and low <= high:
                ends = sorted(v for v in (last.value, hit.value) if v is not None)
                joined[-1] = replace(
                    last, end=hit.end, low=low, high=high, value=None, qualifier="range", core_end=hit.core_end,
                    rule="number.two-sided", said=(ends[0], ends[-1]),
                )  # fmt: skip
                continue
        joined.append(hit)
    return joined


_LOWER_UPPER: Final = tuple({low, high} for low in ("more_than", "at_least") for high in ("less_than", "at_most"))

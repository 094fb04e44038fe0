"""A number written twice, in words and in digits, is one number (standards §3, D10).

Minutes, petitions and memoranda write "eighty-six (86) men", «تسع (9) نساء»; where a report does so throughout, the noun may stand between
(«سبعة وثمانين جريحاً (87)»), and an Arabic dual says two («طفلتان (2)»).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tawthiq.audit.messages import Fact, finding
from tawthiq.audit.report import Report
from tawthiq.audit.words import definite_articles
from tawthiq.domain.finding import Finding
from tawthiq.text.fold import fold_word
from tawthiq.text.numbers import NumberHit, find_numbers

_HABIT = 2
"""Numbers that a report writes twice and alike, at least, before a dual or a noun between is held to be the same way."""
_NOUN = 2
"""Words between a number and the same in brackets, at most."""
_FEW = 10
"""The highest number that "the two", "all three" tell again of others."""
_DUAL = 2
_NEAR = 20
_YEARS = range(1900, 2101)
"""Digits in brackets that are a year and no count."""
_OPEN, _CLOSE = ("(", "["), (")", "]")


@dataclass(frozen=True, slots=True)
class Pair:
    """A number in words and one in digits beside it, at folded `[start, end)`; `tight` where nothing stands between but a bracket."""

    start: int
    end: int
    words: int
    digits: int
    tight: bool


def numbers_written_twice_agree(report: Report) -> Iterator[Finding]:
    """D10: a number in words and the same number in digits are equal.

    ar: «سبعة (8)»، «طفلتان (3)».
    en: "ninety (19) women", "thirty per cent (13%)".
    """
    pairs = list(_pairs(report))
    text = report.reading.text
    alike = sum(any(c in text[n.core_end : n.end] for c in _OPEN) for n in find_numbers(report.reading))
    habit = alike + sum(p.words == p.digits for p in pairs) >= _HABIT  # the reader takes two that are equal for one
    for pair in pairs:
        if pair.words == pair.digits or not (pair.tight or habit):
            continue
        quote = report.reading.quote(pair.start, pair.end)
        facts: dict[str, Fact] = {"words": quote.text, "word": pair.words, "digits": pair.digits}
        yield finding("D10", "words", "W", [quote.span], **facts)


def _pairs(report: Report) -> Iterator[Pair]:
    text = report.reading.text
    numbers = [n for n in find_numbers(report.reading) if n.kind in ("cardinal", "percent") and n.value is not None]
    for at, number in enumerate(numbers):
        if not _bracketed(text, number):
            continue
        before = numbers[at - 1] if at and numbers[at - 1].core_end < number.core_start else None
        opened = _opening(text, number)
        tight = before is not None and not _plain(report, before.end, opened)
        if before is not None and tight and before.kind == number.kind and _spelt(text, before) != _spelt(text, number):
            words, digits = (before, number) if _spelt(text, before) else (number, before)
            again = _told_again(report, words) and before is words
            year = digits is number and int(digits.value or 0) in _YEARS and (words.value or 0) < _YEARS[0]
            if not (again or year) and _whole(words) and _whole(digits):
                yield Pair(before.start, number.core_end + 1, int(words.value or 0), int(digits.value or 0), True)
            continue
        if _spelt(text, number) or not _whole(number) or number.kind != "cardinal":
            continue
        yield from _loose(report, before, number, opened)


def _loose(report: Report, before: NumberHit | None, number: NumberHit, opened: int) -> Iterator[Pair]:
    """A number in digits whose words stand before a noun, or in the form of one: «طفلتان (2)»."""
    reading, text = report.reading, report.reading.text
    value, end = int(number.value or 0), number.core_end + 1
    dual = next(
        (h for h in reading.within(max(opened - 30, 0), opened, "people", "counted_unit", "audit_noun")
         if h.term.get("number") == "dual" and not text[h.end : opened].strip() and not text[h.start : h.end].isascii()),
        None,
    )  # fmt: skip
    told = before is not None and dual is not None and before.core_end >= dual.start - 2
    if dual is not None and not told:
        yield Pair(dual.start, end, _DUAL, value, False)
        return
    if before is None or not _spelt(text, before) or not _whole(before) or before.kind != "cardinal":
        return
    between = text[before.end : opened]
    if (
        0 < len(between.split()) <= _NOUN
        and not any(c in between for c in ".,;:()\n")
        and not _told_again(report, before)
    ):
        yield Pair(before.start, end, int(before.value or 0), value, False)


def _plain(report: Report, start: int, opened: int) -> str:
    """What stands between a number and the bracket behind it, words for "per cent" left out."""
    between = report.reading.text[start:opened]
    for hit in report.reading.within(start, opened, "audit_percent"):
        between = between.replace(report.reading.text[hit.start : hit.end], "")
    return between.strip()


def _opening(text: str, number: NumberHit) -> int:
    """Where the bracket before a number opens."""
    return max(text.rfind(c, 0, number.core_start) for c in _OPEN)


def _bracketed(text: str, number: NumberHit) -> bool:
    """Whether a number stands alone in its brackets, a sign for per cent beside it or not."""
    before = text[max(number.start - 2, 0) : number.start].strip()[-1:]
    behind = text[max(number.end, number.core_end) : number.core_end + 3].strip().removeprefix("%").strip()[:1]
    return before in _OPEN and behind in _CLOSE and bool(before) and bool(behind)


def _spelt(text: str, number: NumberHit) -> bool:
    return not text[number.core_start : number.core_end].replace(",", "").replace(".", "").isdigit()


def _whole(number: NumberHit) -> bool:
    return number.value is not None and float(number.value).is_integer() and number.qualifier != "vague"


def _told_again(report: Report, number: NumberHit) -> bool:
    """Whether a small number points at others told before, "between the two (97)", "the other three (139)", or numbers an article."""
    reading, text = report.reading, report.reading.text
    if any(
        not text[h.end : number.start].strip()
        for h in reading.within(max(number.start - _NEAR, 0), number.start, "audit_numbered")
    ):
        return True
    if (number.value or 0) > _FEW:
        return False
    articles = tuple(fold_word(a).strip() for a in definite_articles())
    if not text[number.core_start].isascii() and text.startswith(articles, number.core_start):
        return True
    before = reading.within(max(number.start - _NEAR, 0), number.start, "audit_definite")
    between = text[before[-1].end : number.start] if before else ""
    return bool(before) and len(between.split()) <= 1 and not any(c in between for c in ".,;:()")

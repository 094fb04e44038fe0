"""Number and noun: Arabic grammar and numbers written twice show changed digits (standards §3, D10)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tawthiq.audit.messages import finding
from tawthiq.audit.report import Report, numbers_in
from tawthiq.audit.told_columns import ages_fit_births
from tawthiq.domain.finding import Finding
from tawthiq.text.numbers import NumberHit
from tawthiq.text.phrases import Hit

_NEAR = 3
_LEFT = 12
"""Code points before a number in which a verb of remaining stands."""


def grammar_agrees(report: Report) -> Iterator[Finding]:
    """D10: number words, digits and the grammar of the counted noun agree.

    Arabic takes the plural after 3–10 (and 103–110) and the singular from 11 on; a plural after 15 is a slip or a
    changed digit. One and two are left alone: digits are often put before any form. A number written in words and
    again in digits is the same number.

    ar: «15 شهداء» (الصواب شهيداً)، «سبعة (8)».
    en: "1 massacres", "seven (8)".
    """
    found = list(numbers_in(report.reading))
    nouns = {
        h.start: h
        for h in report.reading.of("people", "counted_unit")
        if _tells(h) and not report.reading.within(h.start, h.end, "discourse")
    }
    for number in found:
        noun = next((nouns[s] for s in range(number.end, number.end + _NEAR) if s in nouns), None)
        between = report.reading.text[number.end : noun.start] if noun else ""
        if noun and not between.strip(' "') and _digits(report, number) and _clash(report, number, noun):
            quote = report.reading.quote(number.core_start, noun.end)
            yield finding("D10", "plural", "W", [quote.span], words=quote.text, number=number.value or 0)
    for first, second in pairwise(found):
        text = report.reading.text
        twice = text[first.end : second.start].strip() == "(" and text[second.end : second.end + 1] == ")"
        alike = first.kind == second.kind == "cardinal"  # no share of it: "90 (39.5%)"
        if twice and alike and _digits(report, first) != _digits(report, second) and first.value != second.value:
            quote = report.reading.quote(first.start, second.end + 1)
            words, digits = (second, first) if _digits(report, first) else (first, second)
            yield finding(
                "D10", "words", "W", [quote.span], words=quote.text, word=words.value or 0, digits=digits.value or 0
            )
    yield from ages_fit_births(report)


def _tells(noun: Hit) -> bool:
    """Whether a noun's form must follow its number: "others" and phrases with "of" need not."""
    return (
        bool(noun.term.get("number"))
        and not noun.term.get("other")
        and " " not in noun.term.wording
        and not noun.suffix
    )


def _digits(report: Report, number: NumberHit) -> bool:
    return report.reading.text[number.core_start : number.core_end].replace(",", "").isdigit()


def _clash(report: Report, number: NumberHit, noun: Hit) -> bool:
    count, form = number.value, noun.term.get("number")
    if count is None or number.qualifier == "vague":
        return False
    if not noun.term.wording.isascii():
        if report.reading.within(max(number.start - _LEFT, 0), number.start, "audit_remains"):
            return False  # «لا يزال 31 محتجزين»: the word says what they are, not what is counted
        few = 3 <= count % 100 <= 10
        return (form == "plural" and count > 10 and not few) or (form == "singular" and few)
    after = report.reading.text[noun.end : noun.end + 1]
    return (count == 1 and form == "plural") or (count > 1 and form == "singular" and after in ("", ".", "\n", ";"))

"""Number and noun: Arabic grammar and numbers written twice show changed digits (standards §3, D10)."""

from __future__ import annotations

from collections.abc import Iterator

from tawthiq.audit.enumerations import enumerations_hold
from tawthiq.audit.messages import finding
from tawthiq.audit.number_pairs import numbers_written_twice_agree
from tawthiq.audit.report import Report, numbers_in
from tawthiq.audit.row_counts import incidents_are_as_many, lists_have_as_many_rows
from tawthiq.audit.told_columns import ages_fit_births
from tawthiq.domain.finding import Finding
from tawthiq.text.numbers import NumberHit
from tawthiq.text.phrases import Hit

_NEAR = 3
_CELL = "\t"
_JOINED = 9
"""Code points behind a noun in which the sentence goes on, where the noun is no part of a compound."""
_WAS = 40
"""Code points before a number in which a form of "to be" stands that it is the subject of."""
_ACCUSATIVE = ("\u0627\u064b", "\u064b\u0627")
"""How an indefinite accusative ends that is written out, in either order of its two signs."""
_LEFT = 12
"""Code points before a number in which a verb of remaining stands."""


def grammar_agrees(report: Report) -> Iterator[Finding]:
    """D10: number words, digits and the grammar of the counted noun agree.

    Arabic takes the plural after 3–10 (and 103–110) and the singular from 11 on; a plural after 15 is a slip or a
    changed digit. One and two are left alone: digits are often put before any form. A number written in words and
    again in digits is the same number. A dual stands behind no digits but a two.

    ar: «15 شهداء» (الصواب شهيداً)، «سبعة (8)».
    en: "1 massacres", "seven (8)".
    """
    nouns = {
        h.start: h
        for h in report.reading.of("audit_noun", "people", "counted_unit")
        if _tells(h) and not report.reading.within(h.start, h.end, "discourse")
    }
    for number in numbers_in(report.reading):
        noun = next((nouns[s] for s in range(number.end, number.end + _NEAR) if s in nouns), None)
        between = report.reading.text[number.end : noun.start] if noun else ""
        if noun and _CELL in report.reading.folded.words(number.core_end, noun.start):
            continue  # "10 | attack in …": the noun of a row's next cell
        if noun and not between.strip(' "') and number.kind == "cardinal" and _clash(report, number, noun):
            quote = report.reading.quote(number.core_start, noun.end)
            yield finding("D10", "plural", "W", [quote.span], words=quote.text, number=number.value or 0)
    yield from numbers_written_twice_agree(report)
    yield from enumerations_hold(report)
    yield from ages_fit_births(report)
    yield from lists_have_as_many_rows(report)
    yield from incidents_are_as_many(report)


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
        return _clash_ar(report, number, noun, int(count), str(form))
    if report.reading.text[max(number.start - 1, 0) : number.start] == "-":
        return False  # "the number-two man"
    if not _digits(report, number):  # "two soldier were"
        one_of = form == "singular" and noun.category == "people" and not noun.term.get("adjective") and count > 1
        return one_of and bool(report.reading.within(noun.end, noun.end + _JOINED, "audit_joins"))
    if count == 1 and form == "plural":
        return not report.reading.within(
            max(number.start - _LEFT, 0), number.start, "audit_numbered"
        )  # "unit no. 1 troops"
    if count < 2 or form != "singular" or noun.category == "audit_noun":
        return False
    behind = report.reading.text[noun.end : noun.end + 1]
    joined = report.reading.within(noun.end, noun.end + _JOINED, "audit_joins")
    return behind in ("", ".", "\n", ";") or (not noun.term.get("adjective") and bool(joined))


def _clash_ar(report: Report, number: NumberHit, noun: Hit, count: int, form: str) -> bool:
    """Whether an Arabic noun has a form that its number does not take; in words a number takes its noun as in digits."""
    if report.reading.within(max(number.start - _LEFT, 0), number.start, "audit_remains"):
        return False  # «لا يزال 31 محتجزين»: the word says what they are, not what is counted
    if report.reading.within(max(number.start - _LEFT, 0), number.start, "audit_out_of"):
        return (
            False  # «استهدفت 13 حالة من أصل 168 صحفيات»: the noun of the whole is told before, this one is another word
        )
    few, digits = 3 <= count % 100 <= 10, _digits(report, number)
    if form == "plural" and _predicate(report, number, noun):
        return False
    if form == "dual":
        return digits and count > 2 and count % 100 != 2
    if form == "plural":
        return count > 10 and not few
    return digits and form == "singular" and few


def _predicate(report: Report, number: NumberHit, noun: Hit) -> bool:
    """Whether a plural says what a number were and is not counted by it: «كان 67 أطفالاً», the accusative behind a form of "to be"."""
    start = report.reading.sentences[report.reading.sentence_at(number.start)].start
    was = report.reading.within(max(number.start - _WAS, start), number.start, "audit_was")
    span = report.reading.folded.span(noun.start, noun.end)
    return bool(was) and report.extraction.document.text[span.start : span.end].endswith(_ACCUSATIVE)

"""The figure of a row told again in a sentence that ranks: "Idlib came first, followed by Homs (37)", where the table gives Homs 28
(standards §3, D2).

The sentence must speak of the list: it ranks its names, or gives another of them its own figure. Where any list of the report gives the
name that figure, it is that one.
"""

from __future__ import annotations

from collections.abc import Iterator

from tawthiq.audit.messages import finding, said
from tawthiq.audit.named_figures import mentions
from tawthiq.audit.report import Report, counts_between
from tawthiq.audit.told_series import Item, Series
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.numbers import NumberHit

_BESIDE = 2
"""Words from a name to its figure, at most."""
_FAR = 0.5
"""How far a figure told again may lie from the row's to be a slip of it, as a share of the larger."""
_RANKS = ("audit_ranking", "audit_taken_over", "audit_top", "audit_foremost", "audit_bottom", "audit_placed")


def rows_told_again(report: Report) -> Iterator[Finding]:
    """D2: what a sentence that ranks gives as the figure of a row is that figure.

    ar: «تلتها بابل (37) ثم صلاح الدين (29)» وفي الجدول 28.
    en: "followed by Homs (37)", in the table 28.
    """
    reading = report.reading
    for at in reading.holding(*_RANKS):
        sentence = reading.sentences[at]
        told = [
            (item, series, where, n)
            for item, series, where in _listed(report, sentence)
            if (n := _own(report, item, where, sentence))
        ]
        right = {(where, n.start) for item, _, where, n in told if n.value == item.value}
        for item, series, where, number in told:
            value = int(number.value or 0)
            if (where, number.start) in right or value == item.value:
                continue
            far = abs(value - item.value) > _FAR * max(value, item.value)
            if far or any(i.value == value for i in series.items):
                continue  # the figure of another row: an order that is wrong, and judged as that
            span = reading.folded.span(number.core_start, number.core_end)
            yield finding("D2", "again", "E", (item.span, span), stated=item.value, other=value, unit=said("unit.told"))
            break


def _listed(report: Report, sentence: Span) -> list[tuple[Item, Series, int]]:
    """The rows of lists that a sentence names, itself no part of them."""
    found = mentions(report, sentence.start, sentence.end)
    return [(i, s, at) for i, s, at in found if not (s.start < sentence.end and sentence.start <= s.end)]


def _own(report: Report, item: Item, where: int, sentence: Span) -> NumberHit | None:
    """The number right behind a name: in brackets, or led by a word or two."""
    text = report.reading.text
    end = next((i for i in range(where, sentence.end) if text[i] in ",.;:\n)" or text[i].isdigit()), sentence.end)
    after = counts_between(report, where, sentence.end)
    number = next((n for n in after if n.core_start >= where), None)
    if number is None or number.core_start > end + _BESIDE:
        return None
    between = text[where : number.core_start]
    name = item.name if text.startswith(item.name, where) else ""
    words = between[len(name) :].split() if name else between.split()[1:]
    behind = text[number.core_end : number.core_end + 1]
    if len(words) > _BESIDE or behind in ("%", "٪") or number.kind != "cardinal":
        return None
    return number

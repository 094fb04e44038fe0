"""Tells a dateline (a line that holds a date and little else) from a date in a sentence or in a form."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tawthiq.knowledge.load import toml
from tawthiq.text.fold import fold_word

_HEAD: Final = 40
"""Code points at most before the date that a line opens with."""
_BEHIND: Final = re.compile(r"\)?\s{0,2}(?:\([^()\n]{2,30}\)\s{0,2})?(?:-{1,2}|[\u2013\u2014:])\s")
_THEN_PLACE: Final = re.compile(r"\)\s{0,2}[^\W\d_][^\n.!?;:()\u2013\u2014]{1,40}?\s(?:-{1,2}|[\u2013\u2014])\s")
"""Behind a day in brackets that opens a line: the dateline's place and its dash, "(19 August) KUTUM - "."""
SPARE: Final = 28
"""Code points a dateline may hold beside its date."""


@cache
def _labels() -> tuple[str, ...]:
    return tuple(fold_word(w) for w in toml("vocabularies/form_labels.toml")["event_date"])


def label_before(text: str) -> str:
    """What stands before a date, without the marks around it."""
    return text.strip(" :,-|\n")


def is_dateline(text: str, start: int, end: int, dated: int = 0) -> bool:
    """Whether the date at folded `[start, end)` stands on a line of its own that no form labels as the event's.

    `dated` are the code points of other dates on that line.
    """
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end == -1 else line_end
    if (line_end - line_start) - (end - start) - dated >= SPARE:
        return False
    before = text[:line_start].rstrip().rpartition("\n")[2]
    label = text[line_start:start].strip(" :-") or before.strip(" :-")
    return label not in _labels()


def opens_a_line(text: str, start: int, end: int) -> bool:
    """Whether the date at folded `[start, end)` is that of the line it opens: "AMMAN, Aug 25 (Reuters) - …", «دمشق، 3 آذار (وكالة) - …»."""
    head = text[text.rfind("\n", 0, start) + 1 : start]
    if head.strip() == "(" and _THEN_PLACE.match(text, end) is not None:
        return True
    return len(head) <= _HEAD and not any(c in head for c in ".!?:") and _BEHIND.match(text, end) is not None

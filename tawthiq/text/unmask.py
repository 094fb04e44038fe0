"""Finds the filler that writers put inside a word to pass a platform's filter (مجـ_ـ_زرة, مقتـ.ـل, قصـ ـف).

Rule: a filler stands between two Arabic letters and holds at least one tatweel, which no writer needs beside a dot,
an underscore or a space inside a word; or it is a run of asterisks between two letters. A lone underscore between
words is a hashtag's space (#دير_الزور) and is no filler.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tawthiq.domain.span import Span

_LETTER: Final = "\u0621-\u064a\u0671-\u06d3\ufb50-\ufdff\ufe70-\ufefc"
_MARKS: Final = "\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_STOPS: Final = r"_.*\-|/\\~^+•·" + _MARKS
_SURE: Final = re.compile("[\u0640*]")
"""One of these is in every filler, and few texts hold many: what stands around them alone is looked at."""
_FILLS: Final = re.compile(rf"[ \u0640{_STOPS}]+")
"""A stretch of whatever fillers are made of."""
_FILLER: Final = re.compile(
    rf"(?<=[{_LETTER}])(?:"
    rf"[{_STOPS}]*\u0640+(?:[ {_STOPS}]+\u0640+)*[{_STOPS}]*"  # at least one tatweel
    rf"|[*{_MARKS}]*\*[*{_MARKS}]*"  # asterisks alone
    rf")(?=[{_LETTER}])"
)


def fillers(text: str) -> Iterator[Span]:
    """Spans of `text` that are filler inside a word, in order; a plain tatweel is one of them."""
    done = 0
    for sure in _SURE.finditer(text) if "\u0640" in text or "*" in text else ():
        start = sure.start()
        if start < done:
            continue
        while start > done and _FILLS.match(text, start - 1, start) is not None:
            start -= 1
        filling = _FILLS.match(text, start)
        done = start + 1 if filling is None else filling.end()
        for match in _FILLER.finditer(text, start, done + 1):
            yield Span(match.start(), match.end())


def unmask(text: str) -> str:
    """`text` without its fillers: مجـ_ـ_زرة becomes مجزرة. For display and search; extraction folds instead."""
    return _FILLER.sub("", text) if "\u0640" in text or "*" in text else text

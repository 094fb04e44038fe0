"""The words of a text by where they stand: letters and digits, with what apostrophes, hyphens and points join to them."""

from __future__ import annotations

from tawthiq.text.marks import JOINT, WORD, marks

Word = tuple[int, int]


def words_in(text: str, start: int, end: int) -> list[Word]:
    """The words of `[start, end)`."""
    told = marks(text)
    words: list[Word] = []
    at, end = max(start, 0), min(end, len(told))
    while at < end:
        if not told[at] & WORD:
            at += 1
            continue
        begin = at
        stop = at = at + 1
        while at < end:
            mark = told[at]
            at += 1
            if mark & WORD:
                stop = at
            elif not mark & JOINT:
                break
        words.append((begin, stop))
    return words

"""Names in Latin letters that no dictionary knows: the run of capitalised words behind or before a folded position."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.places.place_hits import grammar

_LONGEST: Final = 4
_CLOSING: Final = " \"'”’)"
_POSSESSIVE: Final = ("'s", "’s")
ONE_OF: Final = re.compile(r"[\"']?, an? (?:[\w'-]+ ){0,3}\Z")
"""Between a name and "village of" or "village": what it is one of."""
_WORD: Final = re.compile(r"[^\s,.;:()\"]+")


def capitalised(context: Context, start: int, end: int) -> bool:
    """Whether a word is written as a name and is none that stands for something else."""
    word = context.reading.words(start, end)
    if word.islower():  # most are
        return False
    if not any(part[:1].isupper() for part in word.replace("’", "-").replace("'", "-").split("-")):
        return False
    folded = context.text[start:end]
    if folded in grammar().never_names or folded.endswith(_endings()):
        return False
    return not any(
        h.start <= start and end <= h.end and h.category not in _HARMLESS
        for h in context.reading.within(max(0, start - 20), end + 20)
    )


@cache
def _endings() -> tuple[str, ...]:
    """What ends a word that is no name, behind a hyphen: "Iran-backed"."""
    return tuple(sorted(e for e in grammar().not_name_endings if e[:1] == "-"))


_HARMLESS: Final = frozenset({"harm", "quantifier", "discourse", "place"})
"""Categories whose words may stand in a name; a place that was believed is not looked at again."""


def words_after(context: Context, position: int) -> tuple[int, int] | None:
    text = context.text
    spans: list[tuple[int, int]] = []
    for match in _WORD.finditer(text, position, min(len(text), position + 50)):
        gap = text[position : match.start()]
        if gap.strip(" \"'") or "\n" in gap or (spans and gap != " ") or len(spans) == _LONGEST:
            break
        start, end = match.start(), match.end()
        while end > start and text[end - 1] in _CLOSING:
            end -= 1
        small = text[start:end] in grammar().latin_articles
        if not small and (
            end - start < 2 or not (capitalised(context, start, end) or _ends_name(context, spans, start))
        ):
            break
        spans.append((start, end))
        position = match.end()
        if end != match.end():
            break
    while spans and text[spans[-1][0] : spans[-1][1]] in grammar().latin_articles:
        spans.pop()
    return (spans[0][0], spans[-1][1]) if spans and spans[-1][1] - spans[0][0] > 2 else None


def _ends_name(context: Context, spans: list[tuple[int, int]], start: int) -> bool:
    """Whether a capitalised word that means something else belongs to a name all the same: "Khan al Sheikh", "Beit Jan"."""
    if not spans or not context.quote(start, start + 1).text.isupper():
        return False
    before = context.text[spans[-1][0] : spans[-1][1]]
    if before in grammar().latin_articles:
        return len(spans) > 1
    return before in grammar().name_heads and len(spans) == 1


def words_before(context: Context, end: int) -> tuple[int, int] | None:
    text = context.text
    spans: list[tuple[int, int]] = []
    while end > 0 and text[end - 1] in _CLOSING:
        end -= 1
    while end > 0 and len(spans) < _LONGEST:
        start = max(text.rfind(" ", 0, end), text.rfind("\n", 0, end)) + 1
        opened = text[start:end].lstrip("\"'(")
        start = end - len(opened)
        small = opened in grammar().latin_articles
        titled = bool(spans) and opened in grammar().name_heads and context.quote(start, start + 1).text.isupper()
        if not opened or opened[-1] in ',.;:)"' or not (small or titled or capitalised(context, start, end)):
            break  # "Sheikh Ali village", though a sheikh is somebody
        if spans and opened.endswith(_POSSESSIVE):  # "Gaza City's Daraj neighborhood"
            break
        spans.append((start, end))
        if text[start - 1 : start] != " ":
            break
        end = start - 1
    while spans and text[spans[-1][0] : spans[-1][1]] in grammar().loose_articles:
        spans.pop()
    return (spans[-1][0], spans[0][1]) if spans and spans[0][1] - spans[-1][0] > 2 else None

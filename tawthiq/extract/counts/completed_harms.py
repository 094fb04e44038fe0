"""Words that say a harm only with another word behind them: «فارق ثلاثة من المصابين الحياة»."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tawthiq.extract.context import Context
from tawthiq.text.fold import fold_word
from tawthiq.text.phrases import Hit

_COMPLETION: Final = 90
"""Code points behind a verb within which the word stands that makes it one of harm: «فارق … الحياة»."""


_SENT: Final = 60
"""Code points behind those counted within which it is said where they were driven from."""
_CLAUSE_ENDS: Final = re.compile(r"[,.;:]")
_WORD: Final = 12
"""Code points that hold the word before one of harm."""


def says_harm(context: Context, hit: Hit, end: int) -> bool:
    """Whether a word of harm says it here: some do only with another word behind them («فارق ثلاثة من المصابين الحياة»).

    Not right behind a word that says it is still so, years after («وبعد تسع سنوات لا يزال مصير العشرات مجهولا»): that goes on
    from an event told before.
    """
    if hit.term.get("not_behind") and _still_so(context, hit):
        return False
    wanted = hit.term.get("completed")
    if not wanted:
        return True
    behind = context.text[hit.end : min(end, hit.end + _COMPLETION)].split()
    return not completions(tuple(wanted)).isdisjoint(w.strip(",.;:)\"'") for w in behind)


def _still_so(context: Context, hit: Hit) -> bool:
    before = context.text[max(0, hit.start - _WORD) : hit.start].split()[-1:]
    if completions(tuple(hit.term.get("not_behind"))).isdisjoint(before):
        return False
    start, end = context.sentence_bounds(hit.start)
    return any(d.unit == "year" for d in context.dates_in(start, end))


@cache
def completions(words: tuple[str, ...]) -> frozenset[str]:
    """The words of a list in the data, folded as the text is."""
    return frozenset(fold_word(w) for w in words)


def sent_off(context: Context, hit: Hit, start: int, end: int) -> bool:
    """Whether a verb before those counted, who stand at folded `[start, end)`, says a harm there: one like "driven" or "made" only
    with "from their homes" or "leave" before their clause ends."""
    ahead = hit.term.get("ahead")
    if not ahead:
        return True
    behind = _CLAUSE_ENDS.split(context.text[end : end + _SENT], maxsplit=1)[0]
    words = (*context.text[hit.end : start].split(), *behind.split())
    return not completions(tuple(ahead)).isdisjoint(w.strip("\"')") for w in words)

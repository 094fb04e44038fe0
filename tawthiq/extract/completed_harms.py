"""Words that say a harm only with another word behind them: «فارق ثلاثة من المصابين الحياة»."""

from __future__ import annotations

from functools import cache

from tawthiq.extract.context import Context
from tawthiq.text.fold import fold_word
from tawthiq.text.phrases import Hit

_COMPLETION = 90
"""Code points behind a verb within which the word stands that makes it one of harm: «فارق … الحياة»."""


def says_harm(context: Context, hit: Hit, end: int) -> bool:
    """Whether a word of harm says it here: some do only with another word behind them («فارق ثلاثة من المصابين الحياة»)."""
    wanted = hit.term.get("completed")
    if not wanted:
        return True
    behind = context.text[hit.end : min(end, hit.end + _COMPLETION)].split()
    return not _completions(tuple(wanted)).isdisjoint(w.strip(",.;:)\"'") for w in behind)


@cache
def _completions(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold_word(w) for w in words)

"""Where a name stands in a text, however it is written there: other spaces, marks, letters that fold together, joined letters before it.

A name that is withheld must be withheld in every spelling (standards §5.7): a no-break space or a vowel mark between its letters
changes nothing for the reader who recognises it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from tawthiq.domain.span import Span
from tawthiq.knowledge.load import toml
from tawthiq.text.fold import Folded, fold


def written(names: Iterable[str], text: str) -> list[Span]:
    """Every stretch of `text` that writes one of the names, as a word of its own; one of several words wherever it stands."""
    found: set[Span] = set()
    folded: Folded | None = None
    for name in names:
        known = _pattern(name)
        if known is None:
            continue
        folded = folded or fold(text)
        first, pattern = known
        if first in folded.text:
            found.update(_spans(name, pattern, folded))
    return sorted(found, key=lambda span: (span.start, span.end))


def without(names: Iterable[str], text: str, instead: str) -> str:
    """`text` with every name in it replaced."""
    at, kept = 0, []
    for span in written(names, text):
        if span.end <= at:
            continue
        if span.start >= at:
            kept += [text[at : span.start], instead]
        at = span.end
    return "".join([*kept, text[at:]])


def _spans(name: str, pattern: re.Pattern[str], folded: Folded) -> Iterator[Span]:
    capital = name.strip()[:1].isupper()
    for match in pattern.finditer(folded.text):
        span = folded.span(match.start("name"), match.end("name"))
        if not (capital and folded.original[span.start].islower()):  # "said" is not the name Said
            yield span


@lru_cache(maxsize=8192)
def _pattern(name: str) -> tuple[str, re.Pattern[str]] | None:
    """The folded first word of a name, and the pattern of the whole; None where nothing of it is left."""
    words = fold(name).text.split()
    if not words:
        return None
    body = r"\s+".join(map(re.escape, words))
    if len(words) > 1:
        return words[0], re.compile(f"(?P<name>{body})")
    joined = "|".join(re.escape(fold(letters).text) for letters in toml("ar/clitics.toml")["before_short"])
    return words[0], re.compile(rf"(?<!\w)(?:{joined})?(?P<name>{body})(?!\w)")

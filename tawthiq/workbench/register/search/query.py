"""What people type, as clauses: words all of which must be there, "phrases" in quotes, -words that must not; `exact` keeps the script."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tawthiq.text.search_words import search_words

LONGEST = 400
MOST = 24


class BadQuery(ValueError):
    """Nothing that can be looked for: `args[0]` is the key of the reason in the catalogue."""


@dataclass(frozen=True, slots=True)
class Query:
    """Clauses of one or more words in a row; each of `wanted` must be in a document, none of `unwanted`."""

    wanted: tuple[tuple[str, ...], ...]
    unwanted: tuple[tuple[str, ...], ...] = ()
    exact: bool = False

    @property
    def phrases(self) -> bool:
        """Whether the order of words matters."""
        return any(len(clause) > 1 for clause in (*self.wanted, *self.unwanted))

    def holds(self, words: Sequence[str]) -> bool:
        """Whether a document of these words, in their order, is one that the query finds."""
        text = f" {' '.join(words)} "
        return all(f" {' '.join(c)} " in text for c in self.wanted) and not any(
            f" {' '.join(c)} " in text for c in self.unwanted
        )


_PIECE = re.compile(r'(-?)(?:["«»“”„]([^"«»“”„]*)["«»“”„]?|([^\s"«»“”„]+))')


def parse(text: str, *, exact: bool = False) -> Query:
    """The query in `text`. Raises BadQuery where no word is wanted."""
    wanted: list[tuple[str, ...]] = []
    unwanted: list[tuple[str, ...]] = []
    for minus, phrase, word in _PIECE.findall(text[:LONGEST]):
        found = tuple(w.exact if exact else w.folded for w in search_words(phrase or word))
        if found:
            (unwanted if minus else wanted).append(found)
    if not wanted:
        raise BadQuery("search.nothing")
    if len(wanted) + len(unwanted) > MOST:
        raise BadQuery("search.too_many")
    return Query(tuple(wanted), tuple(unwanted), exact)

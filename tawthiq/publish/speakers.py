"""Which speakers' own words may be shown: an office's name, and wordings that name nobody ("residents", "local activists").

Witnesses, relatives and medical workers are never named (standards §5.6, §5.7). What says only that somebody spoke names nobody and may
stand; whatever holds one more word is withheld, for it could be a name: the words that may stand are a list, not a guess.
"""

from __future__ import annotations

import re
from functools import cache

from tawthiq.knowledge.load import toml
from tawthiq.text.fold import fold_word

WITNESSES = frozenset({"eyewitness", "survivor", "family", "local_activist", "medical", "social_media"})
"""Kinds of speakers whose wording may name a person; an office of our lists is named by its key instead."""
_WORD = re.compile(r"\w+")


def names_nobody(words: str, lang: str) -> bool:
    """Whether a speaker's wording is made of nouns for speakers and plain words alone."""
    return all(word in _plain(lang) for word in map(fold_word, _WORD.findall(words)))


@cache
def _plain(lang: str) -> frozenset[str]:
    if lang not in ("ar", "en"):
        return frozenset()
    nouns = [
        word for entry in toml(f"{lang}/speakers.toml")["entry"] for word in entry["words"] if "category" not in entry
    ]
    plain = [*nouns, *toml(f"vocabularies/dossier_{lang}.toml")["speech"]["plain"]]
    return frozenset(fold_word(word) for phrase in plain for word in _WORD.findall(phrase))

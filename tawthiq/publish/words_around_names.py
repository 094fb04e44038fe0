"""The Arabic words that tell a private person's name from other words: `vocabularies/private_names.toml`, folded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tawthiq.knowledge.load import lexicon_of, toml
from tawthiq.text.fold import fold_word

SHORTEST = 3
"""Letters at least in a word of a name that no list knows."""


@dataclass(frozen=True, slots=True)
class Words:
    """Sets of folded words; `further` are the given names of which some places are named too; `begins` holds every word with which a name, or who tells of one, may begin."""

    given: frozenset[str]
    further: frozenset[str]
    inner: frozenset[str]
    sons: frozenset[str]
    cues: frozenset[str]
    naming: frozenset[str]
    titles: frozenset[str]
    servants: frozenset[str]
    harms: frozenset[str]
    parents: frozenset[str]
    says: frozenset[str]
    ends: frozenset[str]
    joined: frozenset[str]
    of_places: frozenset[str]
    offices: frozenset[str]
    years: frozenset[str]
    aged: frozenset[str]
    private: frozenset[str]
    that_is: frozenset[str]
    verb_begins: tuple[str, ...]
    verb_ends: tuple[str, ...]
    article: str
    begins: frozenset[str]


def _folded(*lists: Iterable[str]) -> frozenset[str]:
    return frozenset(fold_word(word) for words in lists for word in words)


@cache
def words() -> Words:
    """The words, read once."""
    names, around = toml("vocabularies/given_names.toml"), toml("vocabularies/private_names.toml")["ar"]
    grammar = toml("ar/toll_grammar.toml")
    known, parents = _folded(names["men"], names["women"]), _folded(around["parents"])
    further = _folded(around["given"]) - known
    given = known | further
    joined = _folded(grammar["attached"], grammar["and_words"])
    naming, sons = _folded(around["naming"]), _folded(around["sons"])
    cues = _folded(around["cues"], names["titles"]) | naming
    asked = given | cues
    return Words(
        given, further, _folded(names["inner"]), sons, cues, naming, _folded(around["titles"]), _folded(around["servants"]),
        _folded(around["harms"]), parents, _folded(around["says"]),
        _folded(around["ends"], grammar["after_elided"]), joined, _folded(around["of_places"]), _folded(around["offices"]),
        _folded(around["years"]), _folded(around["aged"]), _folded(around["private"]), _folded(around["that_is"]),
        (*around["verb_begins"], grammar["article"]), tuple(around["verb_ends"]), grammar["article"],
        asked | parents | sons | {letter + word for letter in joined for word in asked},
    )  # fmt: skip


@cache
def ordinary() -> frozenset[str]:
    """Every word that our lexicons know in another meaning, and what is listed as no name; with the article and without."""
    known = _folded(toml("vocabularies/private_names.toml")["ar"]["not_names"])
    told = {word for one in lexicon_of("ar") for words in one.words for word in fold_word(words).split()}
    article = words().article
    return known | told | {article + word for word in told} | {w.removeprefix(article) for w in told}


def may_be_a_name(word: str) -> bool:
    """Whether a word that no list of names holds has the shape of a given name: no verb's, adverb's or plural's, and no word we know."""
    known = words()
    if len(word) < SHORTEST or word.startswith(known.verb_begins) or word.endswith(known.verb_ends):
        return False
    return word not in known.ends and word not in known.cues and word not in known.harms and word not in ordinary()


def is_named(word: str) -> bool:
    """Whether a word is a name behind «يدعى», which is written as «يدعي» (claims) too."""
    known = words()
    return len(word) > 1 and not word.startswith(known.article) and word not in known.ends and word not in ordinary()


def may_be_a_family(word: str) -> bool:
    """Whether a word with the article may be a family's name."""
    known = words()
    return (
        word.startswith(known.article)
        and len(word) > SHORTEST + 1
        and word not in known.ends
        and word not in ordinary()
    )

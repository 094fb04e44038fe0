"""Where Arabic text names people who are no public figures: given names behind a word for a private person or for harm, and rows of them.

`private_names.py` says what for, and which texts are looked through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tawthiq.domain.span import Span
from tawthiq.knowledge.load import toml
from tawthiq.text.fold import fold, fold_word, folded_text

_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[\s،,.;:؛()\[\]/\d•*–-]*")
"""What may stand between two names of a list."""
_LONGEST = 6
_SHORTEST = 3
"""Letters at least in a word of a name that no list knows."""


@dataclass(frozen=True, slots=True)
class _Words:
    given: frozenset[str]
    inner: frozenset[str]
    cues: frozenset[str]
    harms: frozenset[str]
    parents: frozenset[str]
    says: frozenset[str]
    ends: frozenset[str]
    joined: frozenset[str]
    article: str
    begins: frozenset[str]
    """Every word with which a name, or who tells of one, may begin: most texts hold none and are done."""


@cache
def _arabic() -> _Words:
    names, around = toml("vocabularies/given_names.toml"), toml("vocabularies/private_names.toml")["ar"]
    grammar = toml("ar/toll_grammar.toml")

    def folded(*lists: list[str]) -> frozenset[str]:
        return frozenset(fold_word(word) for words in lists for word in words)

    given, parents = folded(names["men"], names["women"]), folded(around["parents"])
    joined = folded(grammar["attached"]) | folded(grammar["and_words"])
    return _Words(
        given, folded(names["inner"]), folded(around["cues"], names["titles"]), folded(around["harms"]),
        parents, folded(around["says"]),
        folded(around["ends"], grammar["after_elided"]), joined, grammar["article"],
        given | parents | {letter + name for letter in joined for name in given},
    )  # fmt: skip


def may_begin(word: str) -> bool:
    """Whether a name may begin in a word as it is written, or who tells of one."""
    return not _arabic().begins.isdisjoint(_WORD.findall(folded_text(word)))


def names_in_arabic(text: str) -> Iterator[Span]:
    """The names of private people in a text."""
    found = list(_names(folded_text(text)))
    if found:  # folding with the way back takes most of the time, and most texts need none
        folded = fold(text)
        yield from (folded.span(start, stop) for start, stop in found)


def _names(text: str) -> Iterator[tuple[int, int]]:
    """Where names stand in folded text."""
    known, words = _arabic(), list(_WORD.finditer(text))
    lone: list[tuple[int, int]] = []
    at = 0
    for asked in [number for number, word in enumerate(words) if word.group() in known.begins]:
        if asked < at:  # within the name before
            continue
        at = asked
        word = words[at].group()
        joined = 1 if word not in known.given and word[:1] in known.joined and word[1:] in known.given else 0
        before = words[at - 1].group() if at and _blank(text, words, at) else ""
        if word[joined:] not in known.given:
            at += 1
            said = word in known.parents and (before in known.says or before[1:] in known.says)
            if said and at < len(words) and _blank(text, words, at) and words[at].group() in known.given:
                end = _end(text, words, at, cued=False)
                yield words[at - 1].start(), words[end - 1].end()
                at = end
            continue
        cue = before in known.cues or before[1:] in known.cues
        end = _end(text, words, at, cued=cue)
        start, stop = words[at].start() + joined, words[end - 1].end()
        if cue or (end - at > 1 and (before in known.harms or before[1:] in known.harms) and _full(words, at, end)):
            yield start, stop
        if end - at > 1:
            lone.append((at, end))
        at = end
    yield from _listed(text, words, lone)


def _blank(text: str, words: list[re.Match[str]], at: int) -> bool:
    """Whether nothing but blanks stands before word `at`."""
    return text[words[at - 1].end() : words[at].start()].isspace()


def _end(text: str, words: list[re.Match[str]], at: int, *, cued: bool) -> int:
    """Behind the last word of the name that begins with word `at`."""
    known, end = _arabic(), at + 1
    while end < len(words) and end - at < _LONGEST and _blank(text, words, end):
        word = words[end].group()
        if word in known.given or word in known.inner:
            end += 1
            continue
        if word in known.ends or word[:1] in known.joined or len(word) < _SHORTEST:
            break
        family = word.startswith(known.article)
        if family or (cued and end == at + 1):  # a family's name; behind a cue, one that no list knows
            end += 1
        break
    return end


def _full(words: list[re.Match[str]], at: int, end: int) -> bool:
    """Whether a name is more than one word that may as well name a place («صلاح الدين») with what follows it."""
    return end - at > 2 or words[at + 1].group() in _arabic().given


def _listed(text: str, words: list[re.Match[str]], names: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Names that stand beside one another with nothing but commas or «و» between, one of them a full one."""
    known, row = _arabic(), list[tuple[int, int]]()
    for at, end in [*names, (len(words), len(words))]:
        if row:
            gap = text[words[row[-1][1] - 1].end() : words[at].start()] if at < len(words) else "#"
            if not (_BETWEEN.fullmatch(gap) or gap.strip() in known.joined):
                if len(row) > 1 and any(_full(words, a, e) for a, e in row):
                    yield from ((words[a].start() + _joined(words[a].group()), words[e - 1].end()) for a, e in row)
                row = []
        row.append((at, end))


def _joined(word: str) -> int:
    """Letters at the beginning of a name's first word that are no part of it."""
    known = _arabic()
    return 0 if word in known.given or word[:1] not in known.joined else 1

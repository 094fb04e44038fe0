"""The wordings of the dictionary as they are searched for: those of one word by an automaton, those of several by their first words.

A wording carries the terms of all entries that have it, by whether joined letters or a pronoun may stand beside it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

import ahocorasick_rs

from tawthiq.knowledge.load import Entry
from tawthiq.text.fold import fold_word
from tawthiq.text.hit import Term

Terms = tuple[tuple[str, tuple[Term, ...]], ...]
"""The terms of one wording by category, categories and terms in order."""
ARABIC: Final = 1
_HEAD: Final = 4
"""Letters by which what follows a first word is looked up."""


def script(char: str) -> int:
    """0 neither letter nor digit, 1 Arabic letter, 2 digit, 3 another letter; a change of script is a word boundary."""
    if "\u0621" <= char <= "\u06d3":
        return ARABIC
    if char.isdigit():
        return 2
    return 3 if char.isalpha() else 0


_script_of = cache(script)
_COMMON_RUN: Final = re.compile(r"[\u0621-\u063a\u0641-\u064a]+|[a-z]+")


def first_run(wording: str) -> str:
    """The letters of one script, or the digits, that a wording begins with; none where it begins with a mark."""
    first, end = _script_of(wording[0]), 1
    while end < len(wording) and _script_of(wording[end]) == first:
        end += 1
    return wording[:end] if first else ""


def one_run(wording: str) -> bool:
    """Whether a wording is one run of a script, so that no match of it reaches beyond a written word."""
    if _COMMON_RUN.fullmatch(wording):
        return True
    scripts = set(map(_script_of, wording))
    return len(scripts) == 1 and 0 not in scripts


def terms_of(entries: Iterable[Entry]) -> tuple[dict[str, list[Term]], set[str]]:
    """The terms of each folded wording, and the wordings of which one blocks."""
    terms: dict[str, list[Term]] = defaultdict(list)
    blocking: set[str] = set()
    for entry in entries:
        seen: set[str] = set()
        blocks = bool(entry.attributes.get("blocking", False))
        for word in entry.words:
            folded = fold_word(word).strip()
            if not folded or folded in seen:
                continue
            seen.add(folded)
            term = Term(entry.category, entry.id, folded, entry.attributes)
            terms[folded].append(term)
            if blocks:
                blocking.add(folded)
            if folded.startswith("ال") and len(folded) > 4:  # ل + ال is written لل
                joined = "ل" + folded[1:]
                terms[joined].append(term)
                if blocks:
                    blocking.add(joined)
    return terms, blocking


class Patterns:
    """Wordings with the terms of each and which of them block; an automaton finds them."""

    def __init__(self, wordings: list[str], terms: Mapping[str, list[Term]], blocking: set[str]) -> None:
        self._made: list[tuple[Terms, Terms, Terms, Terms] | None] = [None] * len(wordings)
        self._given = [terms[wording] for wording in wordings]
        self.blocking = {i for i, wording in enumerate(wordings) if wording in blocking} if blocking else set()
        self._automaton = self._search(wordings)

    def _search(self, wordings: list[str]) -> Any:
        """What finds them in a text; None where nothing need."""
        kind = ahocorasick_rs.Implementation.ContiguousNFA
        return ahocorasick_rs.AhoCorasick(wordings, implementation=kind) if wordings else None

    def matches(self, text: str) -> list[tuple[int, int, int]]:
        """Every wording in a text: which, and where it begins and ends; they may overlap."""
        if self._automaton is None:
            return []
        found: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return found

    def terms(self, index: int) -> tuple[Terms, Terms, Terms, Terms]:
        """The terms of a wording that may stand bare, after clitics, before a pronoun, and between both.

        Made when a text first holds the wording: texts hold few of the hundred thousand.
        """
        made = self._made[index]
        if made is None:
            made = self._made[index] = _variants(self._given[index])
        return made


class Phrases(Patterns):
    """Wordings that begin with a word and go on behind it, by that word and the first letters behind it (`heads`).

    No automaton: one of so many is no longer in the processor's memory when the next text comes.
    """

    def _search(self, wordings: list[str]) -> None:
        self.heads: dict[str, list[tuple[int, str]]] = {}
        self._lengths: dict[str, list[tuple[int, int]]] = {}
        self._begun: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for index, wording in enumerate(wordings):
            self._begun[first_run(wording)].append((index, wording))

    def begun(self, run: str) -> list[tuple[int, int]]:
        """How many letters behind this first word say which wordings it may begin, and the `letter` bits of the last of them; none where
        it begins none.

        Their heads are made when a text first holds the word.
        """
        if run not in self._begun:
            return []
        if run not in self._lengths:
            heads = [(wording[: len(run) + _HEAD], index, wording) for index, wording in self._begun[run]]
            for head, index, wording in heads:
                self.heads.setdefault(head, []).append((index, wording))
            letters: dict[int, int] = {}
            for head, _, _ in heads:
                letters[len(head) - len(run)] = letters.get(len(head) - len(run), 0) | letter(ord(head[-1]))
            self._lengths[run] = sorted(letters.items())
        return self._lengths[run]


def letter(code: int) -> int:
    """A bit that a letter shares with few others: what lacks it is none of a group of letters."""
    return 1 << (code & 31)


class Signed(Patterns):
    """Wordings that begin with a sign ('ayn, "105th" brigade): few texts hold one, so each of these signs is looked for."""

    def _search(self, wordings: list[str]) -> None:
        self._length = min([2, *map(len, wordings)])
        self._heads: dict[str, list[tuple[int, str]]] = {}
        for index, wording in enumerate(wordings):
            self._heads.setdefault(wording[: self._length], []).append((index, wording))
        self._signs = sorted({wording[0] for wording in wordings})

    def matches(self, text: str) -> list[tuple[int, int, int]]:
        """Every wording in a text: which, and where it begins and ends; they may overlap."""
        found: list[tuple[int, int, int]] = []
        places: list[int] = []
        for sign in self._signs:
            at = text.find(sign)
            while at >= 0:
                places.append(at)
                at = text.find(sign, at + 1)
        for at in sorted(places):
            for index, wording in self._heads.get(text[at : at + self._length], ()):
                if text.startswith(wording, at):
                    found.append((index, at, at + len(wording)))
        return found


def _variants(terms: list[Term]) -> tuple[Terms, Terms, Terms, Terms]:
    """The terms of a wording that may stand bare, after clitics, before a pronoun, and between both."""
    prefixed = [t for t in terms if t.get("clitics", True)]
    suffixed = [t for t in terms if t.get("suffixes", False)]
    both = [t for t in prefixed if t.get("suffixes", False)]
    bare = _grouped(terms)
    same = bare if len(prefixed) == len(terms) else _grouped(prefixed)  # most wordings: one tuple serves both
    return bare, same, _grouped(suffixed), _grouped(both)


def _grouped(terms: list[Term]) -> Terms:
    rows: dict[str, list[Term]] = {}
    for term in sorted(terms, key=lambda t: (t.category, t.id)):
        rows.setdefault(term.category, []).append(term)
    return tuple((category, tuple(row)) for category, row in rows.items())

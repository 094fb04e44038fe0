"""The one dictionary pass: every known word of every lexicon and every place, found in folded text.

Aho–Corasick over all wordings at once (overlapping), then word boundaries, Arabic clitics (و ف ب ل ك ال) and pronouns,
then within each category the longest wording wins. A wording of a `blocking` category (idioms, names of offices,
persons) hides everything inside it: قتل الوقت is no killing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import Any, Final, NamedTuple

import ahocorasick_rs
import numpy as np
import numpy.typing as npt

from tawthiq.domain.collecting import uncollected
from tawthiq.knowledge.load import Entry, toml
from tawthiq.text.fold import fold_word, plain_codes
from tawthiq.text.hit import Hit, Term

__all__ = ["Hit", "PhraseMatcher", "Term"]


_Relative = tuple[int, int, Term, str, str, str, str]
"""The fields of a hit, its positions counted from where its word begins."""

_ARABIC: Final = 1
_BYTES: Final = 255
"""Bytes that can stand for a letter."""


def _script(char: str) -> int:
    """0 neither letter nor digit, 1 Arabic letter, 2 digit, 3 another letter; a change of script is a word boundary."""
    if "\u0621" <= char <= "\u06d3":
        return _ARABIC
    if char.isdigit():
        return 2
    return 3 if char.isalpha() else 0


@cache
def _scripts() -> npt.NDArray[np.uint8]:
    """The script of every character of the basic plane."""
    return np.fromiter((_script(chr(code)) for code in range(0x10000)), dtype=np.uint8, count=0x10000)


_Codes = npt.NDArray[np.uint16] | npt.NDArray[np.uint32]
_LAST: Final = 0xFFFF
"""The last code point of the basic plane; no character."""


class _Runs(NamedTuple):
    """The runs of one script in a text, in order, and for each position (the end too) the script on both sides; 0 at a boundary."""

    starts: list[int]
    ends: list[int]
    joints: bytes


def _codes(text: str) -> _Codes:
    """The code points of `text`, to look them up in tables of the basic plane: what lies beyond is its last one."""
    plain = plain_codes(text)
    if plain is not None:
        return plain
    return np.minimum(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32), _LAST)


def _runs(text: str, codes: _Codes) -> _Runs:
    """The runs of `text`: made once, so that the boundaries of a match are two look-ups."""
    scripts = _scripts()[codes]
    if codes.dtype != np.uint16:  # some lie beyond the basic plane
        for at in (codes == _LAST).nonzero()[0].tolist():
            scripts[at] = _script(text[at])
    joints = np.zeros(len(scripts) + 1, dtype=np.uint8)
    joints[1:-1] = scripts[1:] * (scripts[1:] == scripts[:-1])
    edges = (joints == 0).nonzero()[0]
    word = scripts[edges[:-1]].nonzero()[0]  # what is no letter and no digit is in no run
    return _Runs(edges[word].tolist(), edges[word + 1].tolist(), joints.tobytes())


_Terms = tuple[tuple[str, tuple[Term, ...]], ...]
"""The terms of one wording by category, categories and terms in order."""
_Found = tuple[int, int, _Terms, str, str, bool]
"""A match that stands as a word: start, end negated (so that tuples sort the longest first), terms, clitics, pronoun, and
whether it blocks."""


class _Word(NamedTuple):
    """What is known of a written word, by itself: its matches in order, and those hits that no other match of it hides."""

    found: list[_Found]
    hits: list[_Relative]


_NOTHING: Final = _Word([], [])
_REMEMBERED: Final = 30_000
"""Written words (and stretches of several) of which a matcher keeps in mind what they hold; then it begins anew, so that memory stays flat."""


class _Stretch:
    """Phrases that touch one another or the same words, in order, up to `reach`, with the words that they touch."""

    __slots__ = ("phrases", "reach", "words")

    def __init__(self) -> None:
        self.phrases: list[_Found] = []
        self.words: list[tuple[int, int, _Word]] = []
        self.reach = 0

    def add(self, phrase: _Found) -> None:
        """Takes a phrase in that begins before the stretch ends."""
        self.phrases.append(phrase)
        self.reach = max(self.reach, -phrase[1])


class PhraseMatcher:
    """Finds the wordings of `entries` in folded text.

    An entry may set `suffixes = true` (pronouns may follow), `clitics = false` (no letters may precede),
    `blocking = true` (hides other categories' hits inside it).
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        clitics = toml("ar/clitics.toml")
        self._proclitics = frozenset(clitics["proclitics"])
        self._enclitics = frozenset(clitics["enclitics"])
        self._short = int(clitics["short"])
        self._short_proclitics = frozenset(clitics["before_short"])
        self._longest_proclitic = max(map(len, self._proclitics))
        self._longest_enclitic = max(map(len, self._enclitics))
        _scripts()  # made with the matcher, not at its first text
        with uncollected():
            terms, blocking = _terms(entries)
            words: list[str] = []
            phrases: list[str] = []
            for wording in sorted(terms):
                (words if _one_run(wording) else phrases).append(wording)
            self._word_patterns = _Patterns(words, terms, blocking)
            self._letters = _Letters(phrases)
            self._phrase_patterns = _Patterns(phrases, terms, blocking, self._letters)
        self._words: dict[str, _Word] = {}
        self._stretches: dict[str, list[_Relative]] = {}

    def find(self, text: str) -> list[Hit]:
        """All hits in folded `text`, by start, longest first; see the module's paragraph for what is dropped.

        The words of reports recur, so what a word holds is looked up; only wordings of several words are searched for in
        the text, and only the words that they touch are weighed against them (together five times as fast as one search, on words met before).
        """
        codes = _codes(text)
        starts, ends, joints = _runs(text, codes)
        phrases = self._matches(self._phrase_patterns, text, joints, self._letters.written(codes))
        phrases.sort(key=_BY_POSITION)
        phrases.reverse()  # the next one last, so that it can be popped
        following = phrases[-1][0] if phrases else len(text)
        known = self._words
        placed: list[tuple[int, list[_Relative]]] = []  # what words and stretches hold, and where they stand
        stretch: _Stretch | None = None
        for start, end in zip(starts, ends, strict=True):
            written = text[start:end]
            word = known.get(written)
            if word is None:
                word = self._word(written)
            if stretch is None:
                if following >= end:  # most words: no phrase is near
                    if word is not _NOTHING:
                        placed.append((start, word.hits))
                    continue
            elif start >= stretch.reach:
                placed.append(self._held(stretch, text))
                stretch = None
            if following < end:
                stretch = stretch or _Stretch()
                while following < end:
                    stretch.add(phrases.pop())
                    following = phrases[-1][0] if phrases else len(text)
            if stretch is not None:
                if start < stretch.reach:
                    stretch.words.append((start, end, word))
                    continue
                placed.append(self._held(stretch, text))  # it lay in the gap before this word
                stretch = None
            if word is not _NOTHING:
                placed.append((start, word.hits))
        while phrases:
            stretch = stretch or _Stretch()
            stretch.add(phrases.pop())
        if stretch is not None:
            placed.append(self._held(stretch, text))
        return [
            Hit(by + s, by + e, term, p, q, category, ident)
            for by, hits in placed
            for s, e, term, p, q, category, ident in hits
        ]

    def _held(self, stretch: _Stretch, text: str) -> tuple[int, list[_Relative]]:
        """Where a stretch begins and its hits: it begins and ends with whole words, so its letters alone decide; they recur too."""
        begin = stretch.phrases[0][0]
        end = stretch.reach
        if stretch.words:
            begin, end = min(begin, stretch.words[0][0]), max(end, stretch.words[-1][1])
        written = text[begin:end]
        known = self._stretches.get(written)
        if known is None:
            found = [(s - begin, e + begin, terms, p, q, b) for s, e, terms, p, q, b in stretch.phrases]
            for start, _, word in stretch.words:
                at = start - begin
                found += [(at + s, e - at, terms, p, q, b) for s, e, terms, p, q, b in word.found]
            if len(self._stretches) >= _REMEMBERED:
                self._stretches.clear()
            known = self._stretches[written] = _resolved(found)
        return begin, known

    def _word(self, written: str) -> _Word:
        """What a written word holds by itself."""
        if len(self._words) >= _REMEMBERED:
            self._words.clear()
        joints = b"\0" + bytes((_script(written[0]),)) * (len(written) - 1) + b"\0"  # one run: no boundary within
        found = self._matches(self._word_patterns, written, joints, written)
        word = self._words[written] = _Word(found, _resolved(found)) if found else _NOTHING
        return word

    def _matches(self, patterns: _Patterns, text: str, joints: bytes, searched: str | bytes) -> list[_Found]:
        """The matches that stand as words, with joined letters or without; `searched` is the text as the patterns write it."""
        found: list[_Found] = []
        for index, start, end in patterns.matches(searched, overlapping=True):
            before, after = joints[start], joints[end]
            if not before and not after:
                prefix = suffix = ""
                terms = patterns.terms(index)[0]
            elif before > _ARABIC or after > _ARABIC:
                continue
            else:
                bounds = self._clitics(text, joints, start, end)
                if bounds is None:
                    continue
                prefix, suffix = bounds
                terms = patterns.terms(index)[bool(prefix) + 2 * bool(suffix)]
            if terms and patterns.stands(index, text, start):
                blocks = index in patterns.blocking and any(t.get("blocking", False) for _, row in terms for t in row)
                found.append((start, -end, terms, prefix, suffix, blocks))
        return found

    def _clitics(self, text: str, joints: bytes, start: int, end: int) -> tuple[str, str] | None:
        """The clitics before and the pronoun after a match inside an Arabic word, or None where other letters stand there."""
        prefix = suffix = ""
        if joints[start]:
            begin = joints.rfind(0, max(0, start - self._longest_proclitic), start)
            if begin < 0:
                return None
            prefix = text[begin:start]
            if prefix not in self._proclitics or (end - start <= self._short and prefix not in self._short_proclitics):
                return None
        if joints[end]:
            stop = joints.find(0, end + 1, end + self._longest_enclitic + 1)
            if stop < 0:
                return None
            suffix = text[end:stop]
            if suffix not in self._enclitics:
                return None
        return prefix, suffix


_script_of = cache(_script)
_COMMON_RUN: Final = re.compile(r"[\u0621-\u063a\u0641-\u064a]+|[a-z]+")


def _one_run(wording: str) -> bool:
    """Whether a wording is one run of a script, so that no match of it reaches beyond a written word."""
    if _COMMON_RUN.fullmatch(wording):
        return True
    scripts = set(map(_script_of, wording))
    return len(scripts) == 1 and 0 not in scripts


def _terms(entries: Iterable[Entry]) -> tuple[dict[str, list[Term]], set[str]]:
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


class _Letters:
    """A byte for each letter of many wordings, 0 for all others: a text so written is half as long as in UTF-8, and searched in
    half the time. Where there are more letters than bytes, the rarest share one (`shared`)."""

    def __init__(self, wordings: list[str]) -> None:
        letters = [letter for letter, _ in Counter("".join(wordings)).most_common()]
        codes = np.minimum([ord(letter) for letter in letters], _LAST)
        self.shared = len(letters) > _BYTES or (codes == _LAST).any()
        self._byte = np.zeros(_LAST + 1, dtype=np.uint8)
        self._byte[codes] = np.minimum(np.arange(1, len(letters) + 1), _BYTES)

    def written(self, codes: _Codes) -> bytes:
        """A text of these code points."""
        return self._byte[codes].tobytes()


class _Patterns:
    """Wordings in one automaton, with the terms of each and which of them block; written in `letters`, where they are given."""

    def __init__(
        self, wordings: list[str], terms: Mapping[str, list[Term]], blocking: set[str], letters: _Letters | None = None
    ) -> None:
        self._made: list[tuple[_Terms, _Terms, _Terms, _Terms] | None] = [None] * len(wordings)
        self._given = [terms[wording] for wording in wordings]
        self.blocking = {i for i, wording in enumerate(wordings) if wording in blocking} if blocking else set()
        self._unsure = wordings if letters is not None and letters.shared else None
        kind = ahocorasick_rs.Implementation.ContiguousNFA
        automaton: Any  # of letters or of bytes: both find alike
        if letters is None:
            automaton = ahocorasick_rs.AhoCorasick(wordings, implementation=kind)
        else:
            written, ends = letters.written(_codes("".join(wordings))), [0, *accumulate(map(len, wordings))]
            patterns = [written[start:end] for start, end in pairwise(ends)]
            automaton = ahocorasick_rs.BytesAhoCorasick(patterns, implementation=kind)
        self.matches: Callable[..., list[tuple[int, int, int]]] = automaton.find_matches_as_indexes

    def stands(self, index: int, text: str, start: int) -> bool:
        """Whether a match is of the wording itself, and not of letters that share their bytes."""
        return self._unsure is None or text.startswith(self._unsure[index], start)

    def terms(self, index: int) -> tuple[_Terms, _Terms, _Terms, _Terms]:
        """The terms of a wording that may stand bare, after clitics, before a pronoun, and between both.

        Made when a text first holds the wording: texts hold few of the hundred thousand.
        """
        made = self._made[index]
        if made is None:
            made = self._made[index] = _variants(self._given[index])
        return made


def _variants(terms: list[Term]) -> tuple[_Terms, _Terms, _Terms, _Terms]:
    """The terms of a wording that may stand bare, after clitics, before a pronoun, and between both."""
    prefixed = [t for t in terms if t.get("clitics", True)]
    suffixed = [t for t in terms if t.get("suffixes", False)]
    both = [t for t in prefixed if t.get("suffixes", False)]
    bare = _grouped(terms)
    same = bare if len(prefixed) == len(terms) else _grouped(prefixed)  # most wordings: one tuple serves both
    return bare, same, _grouped(suffixed), _grouped(both)


def _grouped(terms: list[Term]) -> _Terms:
    rows: dict[str, list[Term]] = {}
    for term in sorted(terms, key=lambda t: (t.category, t.id)):
        rows.setdefault(term.category, []).append(term)
    return tuple((category, tuple(row)) for category, row in rows.items())


_BY_POSITION: Final = itemgetter(0, 1)


def _resolved(found: list[_Found]) -> list[_Relative]:
    """The hits of matches that may overlap, in order."""
    found = sorted(found, key=_BY_POSITION)
    return _longest(_unblocked(found) if any(blocks for *_, blocks in found) else found)


def _unblocked(found: list[_Found]) -> list[_Found]:
    """The matches, in order, that lie in no longer match of a blocking category."""
    ends: dict[int, int] = {}
    for start, negative, *_, blocks in found:
        if blocks:
            ends[start] = max(-negative, ends.get(start, 0))
    kept: list[_Found] = []
    reach = here = 0  # how far the blocking matches reach that begin before this one, and with it
    at = -1
    for match in found:
        start, end = match[0], -match[1]
        if start != at:
            at, reach, here = start, max(reach, here), ends.get(start, 0)
        if reach < end and here <= end:
            kept.append(match)
    return kept


def _longest(found: list[_Found]) -> list[_Relative]:
    """The hits of matches in order; of those that overlap in one category the longest, then the first."""
    last: dict[str, list[int]] = {}  # category → where the run of overlapping matches ends, and their indexes
    dropped: set[tuple[int, str]] = set()
    for index, (start, negative, terms, *_) in enumerate(found):
        for category, _ in terms:
            run = last.get(category)
            if run is None or start >= run[0]:
                if run is not None and len(run) > 2:
                    dropped.update((i, category) for i in _overlapped(found, run))
                last[category] = [-negative, index]
            else:
                run.append(index)
                if -negative > run[0]:
                    run[0] = -negative
    for category, run in last.items():
        if len(run) > 2:
            dropped.update((i, category) for i in _overlapped(found, run))
    return [
        (start, -negative, term, prefix, suffix, category, term.id)
        for index, (start, negative, terms, prefix, suffix, _) in enumerate(found)
        for category, row in terms
        if (index, category) not in dropped
        for term in row
    ]


def _overlapped(found: list[_Found], run: list[int]) -> list[int]:
    """Which matches of a run of overlapping ones give way: all that overlap a longer one that stays."""
    if -found[run[1]][1] == run[0]:  # the first covers all others
        return run[2:]
    starts: list[int] = []
    ends: list[int] = []
    dropped: list[int] = []
    for index in sorted(run[1:], key=lambda i: (found[i][0] + found[i][1], found[i][0])):
        start, end = found[index][0], -found[index][1]
        at = bisect_left(starts, start)
        if (at and ends[at - 1] > start) or (at < len(starts) and starts[at] < end):
            dropped.append(index)
            continue
        starts.insert(at, start)
        ends.insert(at, end)
    return dropped

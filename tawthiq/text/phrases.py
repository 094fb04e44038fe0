"""The one dictionary pass: every known word of every lexicon and every place, found in folded text.

What each written word holds by itself (Aho–Corasick over all wordings of one word), and what begins with it and goes on behind it; then word
boundaries, Arabic clitics (و ف ب ل ك ال) and pronouns, then within each category the longest wording wins. A wording of a `blocking` category (idioms, names of offices,
persons) hides everything inside it: قتل الوقت is no killing.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import Final

import numpy as np

from tawthiq.domain.collecting import uncollected
from tawthiq.knowledge.load import Entry, toml
from tawthiq.text.hit import Hit, Term
from tawthiq.text.marks import SCRIPT, kinds, marks, table
from tawthiq.text.ordered import bisect_left
from tawthiq.text.wordings import ARABIC, Patterns, Phrases, Signed, Terms, first_run, one_run, script, terms_of

__all__ = ["Hit", "PhraseMatcher", "Term"]


def _joints(text: str) -> bytes:
    """For each position of `text` (the end too) the script on both sides; 0 at a boundary. The boundaries of a match are two look-ups."""
    scripts = kinds(text) & SCRIPT
    joints = np.zeros(len(scripts) + 1, dtype=np.uint8)
    joints[1:-1] = scripts[1:] * (scripts[1:] == scripts[:-1])
    return joints.tobytes()


_Found = tuple[int, int, Terms, str, str, bool]
"""A match that stands as a word: start, end negated (so that tuples sort the longest first), terms, clitics, pronoun, and
whether it blocks."""


_Openings = list[tuple[int, int, int]]
"""Where in a written word wordings of several words may begin (behind joined letters or none), with how many letters behind the word
say which, and the bits (`letter`) of the last of these."""


class _Word:
    """What is known of a written word, by itself: its matches in order, those hits that no other match of it hides, positions counted from
    where it begins, and the wordings of several words that may begin in it."""

    __slots__ = ("found", "hits", "opens")

    def __init__(self, found: list[_Found], hits: list[Hit], opens: _Openings) -> None:
        self.found = found
        self.hits = hits
        self.opens = opens


_Begun = tuple[int, int, int]
"""Which wording stands in a text, and where it begins and ends."""
_NONE_BEGUN: Final[list[_Begun]] = []
_NOTHING: Final = _Word([], [], [])
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
        self._proclitics: frozenset[str] = frozenset(clitics["proclitics"])
        self._enclitics = frozenset(clitics["enclitics"])
        self._short = int(clitics["short"])
        self._short_proclitics = frozenset(clitics["before_short"])
        self._longest_proclitic = max(map(len, self._proclitics))
        self._longest_enclitic = max(map(len, self._enclitics))
        table()  # made with the matcher, not at its first text
        with uncollected():
            terms, blocking = terms_of(entries)
            words: list[str] = []
            phrases: list[str] = []
            for wording in sorted(terms):
                (words if one_run(wording) else phrases).append(wording)
            self._single = Patterns(words, terms, blocking)
            self._odd = Signed([p for p in phrases if not first_run(p)], terms, blocking)
            self._phrases = Phrases([p for p in phrases if first_run(p)], terms, blocking)
        self._words: dict[str, _Word] = {}
        self._stretches: dict[str, list[Hit]] = {}

    def find(self, text: str) -> list[Hit]:
        """All hits in folded `text`, by start, longest first; see the module's paragraph for what is dropped.

        The words of reports recur, so what a word holds is looked up; only wordings of several words are searched for in
        the text, where a word stands that one begins with, and only the words that they touch are weighed against them.
        """
        joints, told = _joints(text), marks(text)
        known = self._words
        odd = self._matches(self._odd, self._odd.matches(text), text, joints)
        odd.sort(key=_BY_POSITION)
        odd.reverse()  # the next one last, so that it can be popped
        following = odd[-1][0] if odd else len(text)
        placed: list[tuple[int, list[Hit]]] = []  # what words and stretches hold, and where they stand
        stretch: _Stretch | None = None
        end, length = 0, len(text)
        while end < length:
            start = end
            end += 1
            if not told[start] & SCRIPT:
                continue  # what is no letter and no digit is in no word
            while joints[end]:  # the text's end is a boundary too
                end += 1
            written = text[start:end]
            word = known.get(written)
            if word is None:
                word = self._word(written)
            begun = self._begun(word.opens, text, start, end) if word.opens else _NONE_BEGUN
            if stretch is None:
                if not begun and following >= end:  # most words: no phrase is near
                    if word.hits:
                        placed.append((start, word.hits))
                    continue
            elif start >= stretch.reach:
                placed.append(self._held(stretch, text))
                stretch = None
            phrases = self._matches(self._phrases, begun, text, joints) if begun else []
            while following < end:
                phrases.append(odd.pop())
                following = odd[-1][0] if odd else len(text)
            if phrases:
                stretch = stretch or _Stretch()
                for phrase in sorted(phrases, key=_BY_POSITION):
                    stretch.add(phrase)
            if stretch is not None:
                if start < stretch.reach:
                    stretch.words.append((start, end, word))
                    continue
                placed.append(self._held(stretch, text))  # it lay in the gap before this word
                stretch = None
            if word.hits:
                placed.append((start, word.hits))
        while odd:
            stretch = stretch or _Stretch()
            stretch.add(odd.pop())
        if stretch is not None:
            placed.append(self._held(stretch, text))
        return [
            Hit(by + h.start, by + h.end, h.term, h.prefix, h.suffix, h.category, h.id)
            for by, hits in placed
            for h in hits
        ]

    def _begun(self, opens: _Openings, text: str, start: int, end: int) -> list[_Begun]:
        """The wordings of several words that stand in the text where the word at `[start, end)` may open one."""
        heads = self._phrases.heads
        begun: list[_Begun] = []
        written = len(text)
        for offset, following, letters in opens:
            behind = end + following
            if behind > written or not (letters >> (ord(text[behind - 1]) & 31)) & 1:
                continue  # most: no head ends in that letter
            at = start + offset
            told = heads.get(text[at:behind])
            if told is not None:
                for index, wording in told:
                    stop = at + len(wording)
                    if stop <= written and ord(text[stop - 1]) == ord(wording[-1]) and text[at:stop] == wording:
                        begun.append((index, at, stop))  # of ten that begin alike nine end in another letter
        return begun

    def _held(self, stretch: _Stretch, text: str) -> tuple[int, list[Hit]]:
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
        joints = b"\0" + bytes((script(written[0]),)) * (len(written) - 1) + b"\0"  # one run: no boundary within
        found = self._matches(self._single, self._single.matches(written), written, joints)
        opens = self._openings(written)
        word = self._words[written] = _Word(found, _resolved(found), opens) if found or opens else _NOTHING
        return word

    def _openings(self, written: str) -> _Openings:
        """The wordings of several words that may begin with a written word, or behind letters joined to it."""
        begins = [0]
        begins.extend([len(letters) for letters in self._proclitics if written.startswith(letters)])
        return [(at, length, letters) for at in begins for length, letters in self._phrases.begun(written[at:])]

    def _matches(self, patterns: Patterns, matches: list[_Begun], text: str, joints: bytes) -> list[_Found]:
        """Those of the matches that stand as words, with joined letters or without."""
        found: list[_Found] = []
        for index, start, end in matches:
            before, after = joints[start], joints[end]
            if not before and not after:
                prefix = suffix = ""
                terms = patterns.terms(index)[0]
            elif before > ARABIC or after > ARABIC:
                continue
            else:
                bounds = self._clitics(text, joints, start, end)
                if bounds is None:
                    continue
                prefix, suffix = bounds
                terms = patterns.terms(index)[bool(prefix) + 2 * bool(suffix)]
            if terms:
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


_BY_POSITION: Final = itemgetter(0, 1)


def _resolved(found: list[_Found]) -> list[Hit]:
    """The hits of matches that may overlap, in order; positions as the matches count them."""
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


def _longest(found: list[_Found]) -> list[Hit]:
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
        Hit(start, -negative, term, prefix, suffix, category, term.id)
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

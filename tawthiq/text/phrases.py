"""The one dictionary pass: every known word of every lexicon and every place, found in folded text.

Aho–Corasick over all wordings at once (overlapping), then word boundaries, Arabic clitics (و ف ب ل ك ال) and pronouns,
then within each category the longest wording wins. A wording of a `blocking` category (idioms, names of offices,
persons) hides everything inside it: قتل الوقت is no killing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import ahocorasick_rs

from tawthiq.knowledge.load import Entry, toml
from tawthiq.text.fold import fold_word


@dataclass(frozen=True, slots=True)
class Term:
    """A known wording: its category and id, the folded wording, and the attributes of its entry."""

    category: str
    id: str
    wording: str
    attributes: Mapping[str, Any] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.category, self.id, self.wording))

    def get(self, name: str, default: Any = None) -> Any:
        """An attribute of the entry."""
        return self.attributes.get(name, default)


@dataclass(frozen=True, slots=True)
class Hit:
    """A known wording at folded `[start, end)`; `prefix` holds the clitics before it, which the span leaves out."""

    start: int
    end: int
    term: Term
    prefix: str = ""
    suffix: str = ""

    @property
    def category(self) -> str:
        return self.term.category

    @property
    def id(self) -> str:
        return self.term.id

    @property
    def whole_start(self) -> int:
        """Where the written word begins, clitics included."""
        return self.start - len(self.prefix)

    @property
    def whole_end(self) -> int:
        """Where the written word ends, pronouns included."""
        return self.end + len(self.suffix)


def _script(char: str) -> int:
    """0 neither letter nor digit, 1 Arabic letter, 2 digit, 3 another letter; a change of script is a word boundary."""
    if "\u0621" <= char <= "\u06d3":
        return 1
    if char.isdigit():
        return 2
    return 3 if char.isalpha() else 0


class PhraseMatcher:
    """Finds the wordings of `entries` in folded text.

    An entry may set `suffixes = true` (pronouns may follow), `clitics = false` (no letters may precede),
    `blocking = true` (hides other categories' hits inside it).
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._terms: dict[str, list[Term]] = defaultdict(list)
        clitics = toml("ar/clitics.toml")
        self._proclitics = frozenset(clitics["proclitics"])
        self._enclitics = frozenset(clitics["enclitics"])
        self._short = int(clitics["short"])
        self._short_proclitics = frozenset(clitics["before_short"])
        self._longest_proclitic = max(map(len, self._proclitics))
        self._longest_enclitic = max(map(len, self._enclitics))
        for entry in entries:
            seen: set[str] = set()
            for word in entry.words:
                folded = fold_word(word).strip()
                if not folded or folded in seen:
                    continue
                seen.add(folded)
                term = Term(entry.category, entry.id, folded, entry.attributes)
                self._terms[folded].append(term)
                if folded.startswith("ال") and len(folded) > 4:  # ل + ال is written لل
                    self._terms["ل" + folded[1:]].append(term)
        self._patterns = sorted(self._terms)
        self._automaton = ahocorasick_rs.AhoCorasick(
            self._patterns, implementation=ahocorasick_rs.Implementation.ContiguousNFA
        )

    def find(self, text: str) -> list[Hit]:
        """All hits in folded `text`, by start, longest first; see the module's paragraph for what is dropped."""
        hits: list[Hit] = []
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            bounds = self._bounds(text, start, end)
            if bounds is None:
                continue
            prefix, suffix = bounds
            for term in self._terms[self._patterns[index]]:
                if suffix and not term.get("suffixes", False):
                    continue
                if prefix and not term.get("clitics", True):
                    continue
                hits.append(Hit(start, end, term, prefix, suffix))
        return _resolve(hits)

    def _bounds(self, text: str, start: int, end: int) -> tuple[str, str] | None:
        """The clitics before and the pronoun after a match, or None where it lies inside another word."""
        prefix = suffix = ""
        first = _script(text[start])
        if first and start and _script(text[start - 1]) == first:
            if first != 1:
                return None
            begin = start - 1
            while begin and start - begin <= self._longest_proclitic and _script(text[begin - 1]) == 1:
                begin -= 1
            prefix = text[begin:start]
            if prefix not in self._proclitics or (end - start <= self._short and prefix not in self._short_proclitics):
                return None
        last = _script(text[end - 1])
        if last and end < len(text) and _script(text[end]) == last:
            if last != 1:
                return None
            stop = end + 1
            while stop < len(text) and stop - end <= self._longest_enclitic and _script(text[stop]) == 1:
                stop += 1
            suffix = text[end:stop]
            if suffix not in self._enclitics:
                return None
        return prefix, suffix


def _resolve(hits: list[Hit]) -> list[Hit]:
    """Keeps, in each category, the longest of overlapping hits; drops what a blocking hit covers."""
    blocked = sorted({(h.start, h.end) for h in hits if h.term.get("blocking", False)})
    taken: dict[str, list[tuple[int, int]]] = defaultdict(list)
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start, h.category, h.id)):
        if any(s <= hit.start and hit.end <= e and e - s > hit.end - hit.start for s, e in blocked):
            continue
        spans = taken[hit.category]
        if any(s < hit.end and hit.start < e and (s, e) != (hit.start, hit.end) for s, e in spans):
            continue
        spans.append((hit.start, hit.end))
        kept.append(hit)
    return sorted(kept, key=lambda h: (h.start, -h.end, h.category, h.id))

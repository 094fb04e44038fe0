"""Cuts text into sentences, and sentences into clauses, without losing a character.

A sentence ends at . ! ? ؟ … or a line break that does not only wrap a line. A full stop inside a number (7.5), an
abbreviation of single letters (U.S.) or a known short form (Dr., د.) ends nothing. Arabic reports often forget the space after a full stop.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Iterator
from functools import cache
from typing import Final

from tawthiq.domain.span import Span
from tawthiq.knowledge.load import LANGUAGES, toml
from tawthiq.text.language import detect_language
from tawthiq.text.marks import BREAK, where

_CLOSING: Final = r"[\"'”»)]*"
_BREAK: Final = re.compile(
    "|".join((r"\n", rf"\.\.*{_CLOSING}", *(f"{re.escape(sign)}[!?؟…]*{_CLOSING}" for sign in "!?؟…")))
)
_GOES_ON: Final = frozenset(".!?؟…\"'”»)")
"""What may stand behind a sign that ends a sentence and end it with it."""
_INITIALS: Final = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_CLAUSE: Final = re.compile(r"[,،;؛:()\[\]–—]|\s-\s")

_NARROW: Final = 45
_WIDE: Final = 90
"""The widths of wrapped lines in characters."""
_WRAPPED: Final = 2
"""Lines from which a text is one of wrapped lines."""
_BLOCK: Final = 5
"""Lines of one block, at least, that their widths alone show to be wrapped: Arabic has no small letters."""
_NARROWEST: Final = 30
_FILLED: Final = 0.6
"""The least share of a block's lines that had no room for the next line's first word."""
_PROSE: Final = 0.8
"""The least share of a block's lines that are prose and no rows of a table."""
_WORDS: Final = 4
"""Words of a line of prose, at least."""
_CELLS: Final = re.compile(r"[\t|]|,\S|\s{2,}\S|[\d%٪]\s*$")
_ITEM: Final = re.compile(r"[-–•●▪*]|\(?\d{1,3}[.)\-]\s")
_ENDED: Final = re.compile(r"[.!?؟:…][\"'»”)]*\s*$")
LONGEST: Final = 2_000
"""Characters of the longest sentence: three times what reports have. What runs on without an end is cut at a blank before,
so that grammars which lay the words of one sentence side by side stay linear in the text."""


@cache
def _short_forms() -> frozenset[str]:
    return frozenset(form for lang in LANGUAGES for form in toml(f"{lang}/sentence_ends.toml")["short_forms"])


@cache
def _open_words() -> frozenset[str]:
    """Words that no sentence ends with: a line that ends with one goes on in the next."""
    return frozenset(word for lang in LANGUAGES for word in toml(f"{lang}/sentence_ends.toml").get("open_words", ()))


@cache
def _longest_form() -> int:
    return max(map(len, _short_forms()))


def _ends(text: str, start: int, after: int) -> bool:
    """Whether the full stop at `[start, after)` ends a sentence."""
    before = start - 1
    if before >= 0 and after < len(text) and text[before].isdigit() and text[after].isdigit():
        return False
    word_start = start
    longest = word_start - _longest_form()  # a longer word is no short form: most are, and their letters are not walked
    while word_start > 0 and (text[word_start - 1].isalpha() or text[word_start - 1] == "."):
        word_start -= 1
        if word_start < longest and "." not in text[word_start:start]:
            return True
    word = text[word_start:start]
    if word.lower() in _short_forms() or (len(word) == 1 and word.isascii() and word.isalpha()):
        return False
    if "." not in word or not _INITIALS.fullmatch(word):
        return True
    return not text[after : after + 2].strip()[:1].islower()


def wraps(text: str) -> frozenset[int]:
    """The positions of line breaks that only wrap a line (telegrams and wires of a fixed width).

    A long line without a full stop before a small Latin letter shows the width; where several do, a line that had no
    room for the next line's first word is wrapped before a capital too. Arabic lines are wrapped where most of a block are so full.
    """
    sure: set[int] = set()
    maybe: list[tuple[int, int]] = []
    width = start = 0
    lines = text.split("\n")
    for line, following in itertools.pairwise(lines):
        end, length = start + len(line), len(line)
        start = end + 1
        first = following.split(maxsplit=1)[:1]
        if (
            not first
            or line.isspace()
            or not _NARROW <= length <= _WIDE
            or line[-1] in ".!?؟:"
            or not first[0][0].isascii()
        ):
            continue
        if first[0][0].islower():
            sure.add(end)
            width = max(width, length)
        elif first[0][0].isalpha():
            open_end = line.rsplit(maxsplit=1)[-1].lower() in _open_words()
            maybe.append((end, _WIDE + 1 if open_end else length + 1 + len(first[0])))
    if len(sure) >= _WRAPPED:
        sure.update(end for end, needed in maybe if needed > width)
    return frozenset(sure.union(_wrapped_blocks(lines)))


def _wrapped_blocks(lines: list[str]) -> Iterator[int]:
    """The positions of the breaks inside blocks of Arabic lines of one width; a line that ends a sentence keeps its own."""
    position = 0
    for blank, group in itertools.groupby(lines, key=lambda line: not line.strip()):
        block = list(group)
        start, position = position, position + sum(map(len, block)) + len(block)
        width = max(map(len, block))
        if blank or len(block) < _BLOCK or not _NARROWEST <= width <= _WIDE or detect_language("".join(block)) != "ar":
            continue
        pairs = list(itertools.pairwise(block))
        prose = sum(len(line.split()) >= _WORDS and not _CELLS.search(line) for line, _ in pairs)
        if prose < _PROSE * len(pairs):
            continue
        full = sum(len(line) + 1 + len(following.split(maxsplit=1)[0]) > width for line, following in pairs)
        if full < _FILLED * len(pairs):
            continue
        for line, following in pairs:
            start += len(line) + 1
            if not _ENDED.search(line) and not _ITEM.match(following):
                yield start - 1


def sentences(text: str, wrapped: Container[int] = frozenset()) -> list[Span]:
    """The sentences of `text`, in order, without surrounding white space; blank stretches give none.

    The line breaks at the positions `wrapped` end nothing.
    """
    spans: list[Span] = []
    start = 0
    longest = _longest_form()
    end = 0
    for at in where(text, BREAK):
        if at < end:
            continue  # more than one sign may end a sentence together
        char, end = text[at], at + 1
        if char != "\n" and text[end : end + 1] in _GOES_ON:
            match = _BREAK.match(text, at)
            end = end if match is None else match.end()
        if char == "\n":
            if at in wrapped:
                continue
        elif char == ".":
            reach = (
                text[at - longest - 1 : at] if at > longest else ""
            )  # most stand behind a word that is no short form
            if not reach.isalpha() and not _ends(text, at, end):
                continue
        _append(spans, text, start, end)
        start = end
    _append(spans, text, start, len(text))
    return spans


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    stretch = text[start:end].rstrip()
    end = start + len(stretch)
    if end - start <= LONGEST:
        if stretch:
            spans.append(Span(end - len(stretch.lstrip()), end))
        return
    while start < end:
        while text[start].isspace():
            start += 1
        stop = end
        if end - start > LONGEST:
            cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
            stop = start + LONGEST if cut < 0 else cut
        last = stop
        while text[last - 1].isspace():
            last -= 1
        spans.append(Span(start, last))
        start = stop


def clauses(text: str, sentence: Span) -> list[Span]:
    """The stretches of a sentence between commas, colons, brackets and dashes."""
    spans: list[Span] = []
    start = sentence.start
    for match in _CLAUSE.finditer(text, sentence.start, sentence.end):
        inside_number = (
            match.group() == ","
            and text[match.start() - 1 : match.start()].isdigit()
            and text[match.end() : match.end() + 1].isdigit()
        )
        if inside_number:
            continue
        _append(spans, text, start, match.start())
        start = match.end()
    _append(spans, text, start, sentence.end)
    return spans

"""Sets aside the lines of a plain text that are no part of the report: comments, "most read", share bars, menus.

They stay in the text, where the office can see them; nothing is read out of them. Which words head such a stretch, and
how far it reaches, is knowledge/ar|en/boilerplate.toml, and so is by what the line under a picture is known: whose picture it is. What reaches to the end does so only in the latter part of a
page: an article may speak of comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tawthiq.domain.document import Aside
from tawthiq.domain.span import Span
from tawthiq.knowledge.load import LANGUAGES, toml
from tawthiq.text.fold import fold_word

_REPORT = 120
"""Code points of report that stand before a stretch that reaches to the end: a menu may say "comments" too."""
_LONGEST_HEADING = 60
_LONGEST_TITLE = 160
"""Characters at most in the line of a title: what is longer is a paragraph of the report."""
_LEAST_TITLE = 12
"""Characters at least of a title behind its heading."""
_LONGEST_CAPTION = 400
_CAPTION = "caption"
_CREDIT = 90
"""Characters at the end of a line under a picture in which the credit for it begins."""
_SENTENCE_ENDS = (".", '."', ".»", ".”")
_BREAKS_OFF = ("...", "\u2026", "[\u2026]")
_DECORATION = re.compile(r"^[^\w]+|[\s\d()\[\]:·•|-]+$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A wording that heads a stretch to be set aside."""

    word: str
    kind: str
    reach: str
    exact: bool


@cache
def headings() -> tuple[Heading, ...]:
    """Every heading of both languages, folded."""
    return tuple(
        Heading(fold_word(word), entry["kind"], entry["reach"], entry.get("exact", False))
        for lang in LANGUAGES
        for entry in toml(f"{lang}/boilerplate.toml")["heading"]
        for word in entry["words"]
    )


@cache
def _credits() -> tuple[str, ...]:
    """How a credit for a picture is worded in both languages, folded."""
    entries = (entry for lang in LANGUAGES for entry in toml(f"{lang}/boilerplate.toml")["credit"])
    return tuple(fold_word(word) for entry in entries for word in entry["words"])


def _under_a_picture(line: str) -> bool:
    """Whether a line ends with the credit for a picture, and so tells what that shows: "A wounded man in Homs (photo credit: …)"."""
    line = line.strip()
    if len(line) > _LONGEST_CAPTION:
        return False
    folded = fold_word(line[-_CREDIT:])
    return any(word in folded for word in _credits())


def _heading(line: str) -> Heading | None:
    if not line.strip() or len(line) > 4 * _LONGEST_HEADING:
        return None
    folded = _DECORATION.sub("", fold_word(line).strip())
    if not folded:
        return None
    for heading in headings():
        if folded == heading.word.strip(" :") or (not heading.exact and _begins(folded, heading.word)):
            return heading
    return None


def _begins(line: str, word: str) -> bool:
    """Whether a line begins with a heading as a whole word."""
    return line.startswith(word) and (not word[-1].isalnum() or not line[len(word) : len(word) + 1].isalnum())


def find_asides(text: str) -> tuple[Aside, ...]:
    """The stretches of `text` to set aside, in order, none overlapping."""
    found: list[Aside] = []
    lines = list(_lines(text))
    covered = 0
    for index, (start, end) in enumerate(lines):
        if start < covered:
            continue
        heading = _heading(text[start:end])
        if heading is None:
            if _under_a_picture(text[start:end]):
                found.append(Aside(Span(start, end), _CAPTION))
            continue
        stop = end
        if heading.reach == "to_end":
            if len(text[:start].strip()) < _REPORT:
                continue
            stop = len(text)
        elif heading.reach == "to_blank":
            alone = not _says_more(text[start:end], heading)
            stop = max(_to_blank(text, lines, index), _to_last_teaser(text, lines, index)) if alone else end
        found.append(Aside(Span(start, stop), heading.kind))
        covered = stop
    return tuple(found)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end == -1 else end
        yield start, end
        start = end + 1


def _says_more(line: str, heading: Heading) -> bool:
    """Whether the title of another report stands on the line of its heading: "Read also: Twelve killed in Ariha"."""
    folded = _DECORATION.sub("", fold_word(line).strip())
    return len(folded.removeprefix(heading.word).strip(" :")) > _LEAST_TITLE


def _to_last_teaser(text: str, lines: list[tuple[int, int]], index: int) -> int:
    """Where the openings of other reports end that stand below line `index`: each a title, and a line that breaks off with dots."""
    stop, title = lines[index][1], False
    for start, end in lines[index + 1 :]:
        line = text[start:end].strip()
        if not line:
            continue
        if line.endswith(_BREAKS_OFF):
            stop, title = end, False
        elif title or len(line) > _LONGEST_TITLE or line.endswith(_SENTENCE_ENDS):
            break
        else:
            title = True
    return stop


def _to_blank(text: str, lines: list[tuple[int, int]], index: int) -> int:
    """Where the stretch headed by line `index` ends: before the next blank line or paragraph, and never past five lines."""
    last = index
    for position in range(index + 1, min(index + 6, len(lines))):
        line = text[slice(*lines[position])].strip()
        if not line or len(line) > _LONGEST_TITLE or line.endswith(_SENTENCE_ENDS):
            break  # titles of other reports end without a stop
        last = position
    return lines[last][1]

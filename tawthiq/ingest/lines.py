"""Puts lines that were only broken to fit a page back into paragraphs.

A line goes on in the next one where the next word would not have fitted it; a shorter line ends its paragraph, unless
the next begins with a small letter. Nothing but white space and end-of-line hyphens changes.
"""

from __future__ import annotations

import re

FULL = 0.8
"""A line of at least this share of the usual widest line is full, where it ends no sentence."""

FILLED = 0.95
"""A line that ends a sentence is full only where the next word would have brought it past this share."""

NARROWEST = 40
_SPACES = re.compile(r"[ \t\f\v\u00a0]+")
_ENDS = re.compile(r"[.!?؟:…][\"'»”’)\]]*$")
_HYPHENATED = re.compile(r"([^\W\d_]{2,})[-\u2010]$")
_ITEM = re.compile(r"(?:[-–•●▪*]|\(?\d{1,3}[.)\-])\s")


def usual_width(lines: list[str]) -> int:
    """The width that nine in ten lines keep within, in code points; 0 where there are no lines."""
    widths = sorted(len(line) for line in lines if line.strip())
    return widths[(len(widths) - 1) * 9 // 10] if widths else 0


def clean_line(line: str) -> str:
    """A line with runs of spaces made one and none at its ends."""
    return _SPACES.sub(" ", line).strip()


def join_lines(lines: list[str], *, title: str = "") -> str:
    """The paragraphs of `lines`; an empty line always ends one. Lines that together are the `title` are joined.

    Words cut by a hyphen are made whole only where the document has them whole elsewhere.
    """
    lines = [clean_line(line) for line in lines]
    width = usual_width(lines)
    words = frozenset(re.findall(r"[^\W\d_]+", " ".join(lines).lower()))
    titled = _title_lines(lines, title)
    out: list[str] = []
    held = 0
    for position, line in enumerate(lines):
        if not line:
            if out and out[-1] != "\n\n":
                _end(out, "\n\n")
            held = 0
            continue
        out.append(_whole(line, lines, position, words))
        held += 1
        following = lines[position + 1] if position + 1 < len(lines) else ""
        if not following:
            continue
        if position in titled or _goes_on(line, following, width):
            out.append("" if out[-1] != line or line.endswith("-") else " ")
        else:
            _end(out, "\n\n" if held > 1 and _ENDS.search(line) else "\n")
            held = 0
    return "".join(out).strip()


def _end(out: list[str], gap: str) -> None:
    if out and out[-1].strip("\n") == "":
        out.pop()
    out.append(gap)


def _goes_on(line: str, following: str, width: int) -> bool:
    if _ITEM.match(following):
        return False
    ends = _ENDS.search(line)
    if following[0].islower() and not ends and 3 * len(line) >= width:
        return True
    with_next = len(line) + 1 + len(following.split(" ", 1)[0])
    return width >= NARROWEST and (with_next >= FILLED * width or (not ends and len(line) >= FULL * width))


def _whole(line: str, lines: list[str], position: int, words: frozenset[str]) -> str:
    """The line without its last hyphen where the word it cuts stands whole elsewhere; a soft hyphen always goes."""
    if line.endswith("\u00ad"):
        return line[:-1]
    cut = _HYPHENATED.search(line)
    if cut and position + 1 < len(lines):
        rest = re.match(r"[^\W\d_]+", lines[position + 1])
        if rest and rest[0][0].islower() and (cut[1] + rest[0]).lower() in words:
            return line[:-1]
    return line


def _title_lines(lines: list[str], title: str) -> frozenset[int]:
    """The positions of lines, but the last, that make up the title together."""
    title = clean_line(title)
    for start in range(min(len(lines), 12)):
        joined = lines[start]
        for position in range(start, min(start + 5, len(lines) - 1)):
            joined = f"{joined} {lines[position + 1]}"
            if title and joined == title:
                return frozenset(range(start, position + 1))
    return frozenset()

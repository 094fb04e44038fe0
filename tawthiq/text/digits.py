"""Reads what is written in digits: amounts, percentages, ordinals, clock times, numeric dates, and codes that count nothing.

Rule: a mark between digits groups thousands when exactly three digits follow (1,271 and 6.439), and is a decimal mark
otherwise (9.5). Letters of the Latin script joined to digits make a code (T2, M-16), save for ordinal endings (25th)
and units of measure (120mm). Arabic letters joined to digits are only a forgotten space (3مجازر).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tawthiq.domain.light import initialised
from tawthiq.knowledge.load import LANGUAGES, toml
from tawthiq.text.marks import DIGIT, where

_RUN: Final = re.compile(
    r"(?P<clock>(?<![\d:.])\d{1,2}:\d{2}(?::\d{2})?(?![\d:]))"
    r"|(?P<date>(?<![\d/.\-])(?:\d{4}[ ]?(?P<s1>[/.\-])[ ]?\d{1,2}[ ]?(?P=s1)[ ]?\d{1,2}|\d{1,2}[ ]?(?P<s2>[/.\-])[ ]?\d{1,2}[ ]?(?P=s2)[ ]?(?:\d{4}|\d{2}))(?![\d/]|[.\-]\d))"
    r"|(?P<month>(?<![\d/.\-])(?:\d{4}[ ]?[/\-][ ]?(?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])[ ]?[/\-][ ]?(?:19|20)\d\d)(?![\d/]|[.\-,]\d|[ ]?:))"
    r"|(?P<pair>(?<![\d/.\-])\d{1,2}/\d{1,2}(?![\d/]|[.\-,]\d))"
    r"|(?P<grouped>\d{1,3}(?:[,.]\d{3}(?!\d))+(?:[ ]000(?!\d))*(?:[.,]\d+)?)"
    r"|(?P<spaced>(?<!\d )(?:\d{1,3}(?: \d{3}(?![\d,])){2,}(?:\.\d+)?|\d{1,3} 000)(?![\d,]))"
    r"|(?P<plain>(?<!\d,)\d+[.,]\d+(?![.,]?\d)|\d+)"
)
_LONGEST: Final = 15
"""Digits of the longest number that can count anything; longer ones are telephone numbers, keys or noise."""
_MORE: Final = re.compile(r"[/.\-\d]|[a-z]")
_JOINS: Final = frozenset("/.-")
_PLAIN: Final = frozenset(
    ' \n"،؛!?؟)' + "".join(chr(c) for c in range(0x621, 0x64B))
)  # beside these, digits are only a number
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+")
_LATIN_AFTER: Final = re.compile(r"[a-z]+")
_LATIN_BEFORE: Final = re.compile(r"(?<![a-z\d])[a-z]+-?\Z")
_ORDINALS: Final = ("st", "nd", "rd", "th")


@initialised(slots=True, unsafe_hash=True, init=False)
class Digits:
    """A stretch written in digits, at folded `[start, end)`.

    `form` is integer, decimal, ordinal, clock, date, month, pair, decade, or identifier; `parts` are the numbers of a date or
    clock time as written, `whole` the span with its letters (of an identifier or a glued word).
    """

    start: int
    end: int
    form: str
    value: int | float
    parts: tuple[int, ...]
    text: str

    def __init__(
        self, start: int, end: int, form: str, value: int | float, parts: tuple[int, ...] = (), text: str = ""
    ) -> None:
        self.start = start
        self.end = end
        self.form = form
        self.value = value
        self.parts = parts
        self.text = text


@cache
def _endings() -> tuple[dict[str, int], frozenset[str]]:
    """Letters that multiply (5k), and units of measure that may be joined to a number (120mm)."""
    scales: dict[str, int] = {}
    units: set[str] = set()
    for lang in LANGUAGES:
        settings = toml(f"{lang}/digit_endings.toml")
        scales.update(settings["scales"])
        units.update(settings["units"])
    return scales, frozenset(units)


def _amount(text: str, form: str) -> tuple[int | float, str]:
    """The value of written digits, and whether it is an integer or a decimal."""
    if form == "spaced":
        text = text.replace(" ", "")
        return (float(text), "decimal") if "." in text else (int(text), "integer")
    if form == "grouped":
        text = text.replace(" ", ",")
        marks = [i for i, char in enumerate(text) if char in ",."]
        last = marks[-1]
        if len(text) - last - 1 == 3 and not (len(marks) > 1 and text[last] != text[marks[0]]):
            if text[0] == "0":  # 0.770 has no thousands
                return float(text.replace(",", ".")), "decimal"
            return int(text.replace(",", "").replace(".", "")), "integer"
        whole = text[:last].replace(",", "").replace(".", "")
        return float(f"{whole}.{text[last + 1 :]}"), "decimal"
    if "." in text or "," in text:
        return float(text.replace(",", ".")), "decimal"
    return int(text), "integer"


def _signed(text: str, start: int, end: int) -> bool:
    """Whether a minus sign joined to the digits belongs to them: mid-line or alone on its line, never a list's dash."""
    if start == 0 or text[start - 1] != "-" or (start > 1 and not text[start - 2].isspace()):
        return False
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    before, after = text[line_start : start - 1], text[end : line_end if line_end >= 0 else len(text)]
    return bool(before.strip()) or not after.strip(" .,0123456789")


def find_digits(text: str) -> list[Digits]:
    """Everything written in digits in folded `text`, in order; numbers inside web addresses are left out."""
    found: list[Digits] = []
    addresses = [m.span() for m in _ADDRESS.finditer(text)] if "http" in text or "www." in text else []
    scales, units = _endings()
    done = 0
    for start in where(text, DIGIT):
        if start < done:
            continue
        end = start + 1
        while end < len(text) and text[end].isdecimal():
            end += 1
        done = end
        beside = text[start - 1 : start] + text[end : end + 1]
        if (
            end - start < 9
            and _PLAIN.issuperset(beside)
            and not (
                text[end : end + 1] == " " and (_goes_on(text, end + 1) or (addresses and _MORE.match(text, end + 1)))
            )
        ):
            written = text[start:end]
            found.append(Digits(start, end, "integer", int(written), (), written))
            continue
        match = _RUN.match(text, start)
        if match is None:  # the last alternative takes any digits
            continue
        start, end = match.span()
        done = max(done, end)
        if addresses and any(a <= start < b for a, b in addresses):
            continue
        form = match.lastgroup or "plain"
        if form in ("s1", "s2"):
            form = "date"
        written = match.group()
        footnote = text[start - 1 : start] == "[" and text[end : end + 1] == "]"
        if footnote or (end - start > _LONGEST and sum(map(str.isdecimal, written)) > _LONGEST):
            found.append(Digits(start, end, "identifier", 0, (), written))
            continue
        before = text[max(0, start - 7) : start]
        latin = _LATIN_BEFORE.search(before) if before and (before[-1] == "-" or before[-1].isascii()) else None
        if latin and form in ("plain", "grouped", "month", "pair"):
            if form == "month":  # a code such as M-4/2015 is none; "aug-2015" is the date finder's
                form, written = "plain", re.match(r"\d+", written).group()  # type: ignore[union-attr]
                end = start + len(written)
            joined = latin.group()
            if len(joined.rstrip("-")) <= 5 and not _is_month(joined.rstrip("-")):
                done = _word_end(text, end)
                found.append(Digits(start - len(joined), done, "identifier", 0, (), ""))
                continue
        if form in ("clock", "date", "month", "pair"):
            parts = tuple(int(p) for p in re.findall(r"\d+", written))
            found.append(Digits(start, end, form, 0, parts, written))
            continue
        value, kind = _amount(written, form)
        after = _LATIN_AFTER.match(text, end)
        if after is not None:
            letters = after.group()
            if letters in _ORDINALS and kind == "integer":
                found.append(Digits(start, after.end(), "ordinal", value, (), written))
                continue
            if letters == "s" and kind == "integer" and value % 10 == 0 and len(written) == 4:  # the 1980s
                found.append(Digits(start, after.end(), "decade", value, (), written))
                continue
            if letters in scales and (letters != "m" or _capital(text, after.start())):
                value = _tidy(value * scales[letters])
                end = after.end()
            elif letters not in units and not _is_month(letters):
                done = _word_end(text, end)
                found.append(Digits(start, done, "identifier", 0, (), ""))
                continue
        if _signed(text, start, end):
            start, value = start - 1, -value
        elif text[start - 1 : start] == "." and kind == "integer" and form == "plain" and _bare_point(text, start, end):
            start, value, kind = start - 1, float("0." + written), "decimal"
        elif text[start - 1 : start] == "+":
            start -= 1
        found.append(Digits(start, end, kind if isinstance(value, float) else "integer", value, (), written))
    return found


def _goes_on(text: str, position: int) -> bool:
    """Whether what stands behind digits and a blank may belong to them: a stroke of a date, or three digits more ("12 000")."""
    return text[position : position + 1] in _JOINS or (
        text[position : position + 1].isdecimal() and text[position : position + 3].isdecimal()
    )


def _bare_point(text: str, start: int, end: int) -> bool:
    """Whether ".08" stands alone, so that the point is no full stop."""
    return start == 1 or (text[start - 2].isspace() and end - start > 1)


def _tidy(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _capital(text: str, position: int) -> bool:  # folded text has no capitals: 5m may be metres, so only 1.2m counts
    return "." in text[max(0, position - 4) : position]


def _word_end(text: str, end: int) -> int:
    """Where a code ends: letters, digits, and hyphens between them."""
    while (
        end < len(text)
        and text[end].isascii()
        and (text[end].isalnum() or (text[end] == "-" and text[end + 1 : end + 2].isdigit()))
    ):
        end += 1
    return end


@cache
def _is_month(letters: str) -> bool:
    """Whether the letters are a month's name or a word that may be joined to a date's digits (25aug, mar3)."""
    return any(letters in toml(f"{lang}/digit_endings.toml")["dates"] for lang in LANGUAGES)

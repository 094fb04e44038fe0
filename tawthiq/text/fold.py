"""Folds text to the form that the dictionary is matched in, and keeps the way back.

Alef forms, ى/ي, ة/ه, ؤ/و, ئ/ي, Persian letters and digits of three scripts become one; diacritics, tatweel, invisible
marks and fillers vanish; Latin letters lose case and accents; underscores and odd spaces become spaces. A letter that
only ends words (ة) parts two that a page has glued together («السويديةاستشهد»), and slashes that an agency sets around a
number vanish (/12/ قتيلا), as does the space behind an article in Latin letters ("al- Bab"). Every folded character knows the original code point it came from, so a span found in folded text leads back exactly.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Callable
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from tawthiq.domain.light import initialised
from tawthiq.domain.span import Span
from tawthiq.text.unmask import fillers

FINAL: Final = "ة"
"""The letter that no Arabic word goes on behind."""
LETTERS: Final = ("ء", "ي")
"""The first and the last of the letters, one of which begins another word behind it."""
_GOES_ON: Final = re.compile(r"ة[^ \n\r\t!-~«»،؛]")
"""A letter behind it, or a sign that folding takes out and that one may stand behind."""
_SLASHED: Final = re.compile(r"(?<![a-zA-Z\d_/.:\\-])/\d{1,6}/(?![a-zA-Z\d_/]|\.\w)")
_PARTED: Final = re.compile(r"(?<![^\W_])[Aa][ldnrstzLDNRSTZ][Hh]?- (?=[^\W\d_])")
"""An article in Latin letters that a page parts from its name: "al- Bab"."""
_DELETE: Final = 0
_EXPAND: Final = 1
_EXPANDS: Final = "\1"
_LETTERS: Final = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ۀ": "ه", "ە": "ه", "ؤ": "و",
    "ئ": "ي", "ک": "ك", "گ": "ك", "ڤ": "ف", "پ": "ب", "چ": "ج",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'", "ʿ": "'",
    "–": "-", "—": "-", "‑": "-", "−": "-", "_": " ", "،": ",", "؛": ";", "٪": "%", "٫": ".", "٬": ",", "۔": ".", "{": "(", "}": ")",
}  # fmt: skip


def _fold_one(char: str) -> str:
    """The folded form of one character; empty where it vanishes."""
    if char in _LETTERS:
        return _LETTERS[char]
    category = unicodedata.category(char)
    if char in "\n\t\r":
        return "\n" if char == "\n" else " "
    if category == "Nd":
        return str(unicodedata.digit(char))
    if category in ("Mn", "Me", "Cf", "Cc") or char == "\u0640":
        return ""
    if category in ("Zs", "Zl", "Zp"):
        return " "
    plain = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
    return "".join(_LETTERS.get(c, c) for c in plain.casefold()) or char


@cache
def _table() -> tuple[npt.NDArray[np.uint32], dict[int, str]]:
    """One folded code point for each of the basic plane (0 vanishes, 1 becomes several), and those several."""
    table = np.arange(0x10000, dtype=np.uint32)
    several: dict[int, str] = {}
    for code in range(0x10000):
        if 0xD800 <= code <= 0xF8FF or 0x2E80 <= code <= 0xABFF or 0xAC00 <= code <= 0xD7FF:
            continue  # surrogates, private use, CJK: nothing to fold
        folded = _fold_one(chr(code))
        if not folded:
            table[code] = _DELETE
        elif len(folded) == 1:
            table[code] = ord(folded)
        else:
            table[code] = _EXPAND
            several[code] = folded
    return table, several


def folded_codes() -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.bool_]]:
    """The folded code point for each of the basic plane, 0 where it vanishes; and which of them become several."""
    table, several = _table()
    codes = np.where(table == _DELETE, 0, np.minimum(table, 0xFFFF)).astype(np.uint16)
    slow = np.zeros(len(codes), bool)
    slow[list(several)] = True
    return codes, slow


def plain_table() -> tuple[dict[str, str], dict[str, str]]:
    """Every letter of the basic plane that folding changes: what becomes of it — one letter or none, and several."""
    table, several = _table()
    codes = np.flatnonzero(table != np.arange(0x10000, dtype=np.uint32)).tolist()
    single = {chr(c): chr(table[c]) if table[c] != _DELETE else "" for c in codes if table[c] != _EXPAND}
    return single, {chr(code): folded for code, folded in several.items()}


@initialised(slots=True, unsafe_hash=True, init=False)
class Folded:
    """Folded text with the original position of every character of it: an array, for few of them are ever asked for."""

    text: str
    original: str
    offsets: array[int]

    def __init__(self, text: str, original: str, offsets: array[int]) -> None:
        self.text = text
        self.original = original
        self.offsets = offsets

    def span(self, start: int, end: int) -> Span:
        """The span of the original that folded `[start, end)` came from, with the diacritics of its last letter."""
        if end <= start:
            at = self.offsets[start] if start < len(self.offsets) else len(self.original)
            return Span(at, at)
        return Span(self.offsets[start], _past_marks(self.original, self.offsets[end - 1] + 1))

    def bounds(self, span: Span) -> tuple[int, int]:
        """The folded `[start, end)` that came from a span of the original; empty where all of it vanished."""
        return bisect_left(self.offsets, span.start), bisect_left(self.offsets, span.end)

    def words(self, start: int, end: int) -> str:
        """The words of the original that folded `[start, end)` came from, without the cost of a span."""
        if end <= start:
            return ""
        return self.original[self.offsets[start] : _past_marks(self.original, self.offsets[end - 1] + 1)]


def _past_marks(original: str, position: int) -> int:
    """Where the combining marks end that stand at a position; no sign before U+0300 is one."""
    while position < len(original) and original[position] >= "\u0300" and unicodedata.combining(original[position]):
        position += 1
    return position


def plain_codes(text: str) -> npt.NDArray[np.uint16] | None:
    """The code points of a text that has none beyond the basic plane, as nearly all have: no bounds to look for. None of others."""
    written = text.encode("utf-16-le", "surrogatepass")
    return np.frombuffer(written, dtype=np.uint16) if len(written) == 2 * len(text) else None


def fold(text: str) -> Folded:
    """`text` folded, with its way back. Any string is accepted; lone surrogates are kept as they are."""
    table, several = _table()
    codes: npt.NDArray[np.uint16] | npt.NDArray[np.uint32] | None = plain_codes(text)
    if codes is not None:
        folded = table.take(codes)
    else:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        folded = np.where(codes < 0x10000, table[np.minimum(codes, 0xFFFF)], codes)
    filled = False
    for filler in fillers(text):
        folded[filler.start : filler.end] = _DELETE
        filled = True
    if "/" in text:
        for match in _SLASHED.finditer(text):
            folded[[match.start(), match.end() - 1]] = _DELETE
    if "- " in text:
        for match in _PARTED.finditer(text):
            folded[match.end() - 1] = _DELETE
    if np.count_nonzero(folded) == len(codes):
        offsets = np.arange(len(codes), dtype=np.int64)
    else:
        offsets = (folded != _DELETE).nonzero()[0]
        folded = folded.take(offsets)
    if FINAL in text and (filled or _GOES_ON.search(text)):  # what most pages glue nowhere
        written = codes.take(offsets)
        finals = (written[:-1] == ord(FINAL)).nonzero()[0]
        behind = written[finals + 1]
        glued = finals[(behind >= ord(LETTERS[0])) & (behind <= ord(LETTERS[1]))]
        folded = np.insert(folded, glued + 1, ord(" "))
        offsets = np.insert(offsets, glued + 1, offsets[glued])
    plain = folded.astype("<u4", copy=False).tobytes().decode("utf-32-le", "surrogatepass")
    if _EXPANDS in plain:
        return _expanded(text, plain, offsets, (folded == _EXPAND).nonzero()[0], several)
    return Folded(plain, text, _held(offsets))


def _held(offsets: npt.NDArray[np.int64]) -> array[int]:
    return array("q", offsets.astype(np.int64, copy=False).tobytes())


def _expanded(
    text: str,
    plain: str,
    offsets: npt.NDArray[np.int64],
    expand: npt.NDArray[np.int64],
    several: dict[int, str],
) -> Folded:
    """Text with ligatures and the like («…»): one original character may fold to several."""
    lengths = np.ones(len(plain), dtype=np.int64)
    pieces: list[str] = []
    done = 0
    for position, offset in zip(expand.tolist(), offsets[expand].tolist(), strict=True):
        piece = several[ord(text[offset])]
        lengths[position] = len(piece)
        pieces += (plain[done:position], piece)
        done = position + 1
    pieces.append(plain[done:])
    return Folded("".join(pieces), text, _held(np.repeat(offsets, lengths)))


@cache
def _changes() -> tuple[re.Pattern[str], Callable[[re.Match[str]], str]]:
    """Where a character stands that folding changes, and what becomes of it."""
    single, several = plain_table()
    known = single | several | {"\0": ""}
    return re.compile(f"[{''.join(map(re.escape, known))}]"), lambda found: known[found[0]]


@cache
def fold_word(word: str) -> str:
    """The folded form of a dictionary word; kept."""
    return folded_text(word)


def folded_text(word: str) -> str:
    """The folded form alone, without the way back: a fifth of the time of `fold` on something as short as a line."""
    if (
        "\u0640" in word
        or "*" in word
        or ("/" in word and _SLASHED.search(word) is not None)
        or ("- " in word and _PARTED.search(word) is not None)
        or (FINAL in word and _GOES_ON.search(word) is not None)
    ):  # a filler, slashes around a number, a parted article, or glued words
        return fold(word).text
    changed, folded = _changes()
    return changed.sub(folded, word)

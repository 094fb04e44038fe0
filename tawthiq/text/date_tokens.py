"""Turns a text into the row of date words, numbers and small words between them that the date grammar reads.

Every token has one symbol; the grammar (date_grammar.py) is written in these symbols:

  1 cardinal up to 31 · 2 ordinal · 4 four-digit year · 9 other number · v vague number
  X full numeric date · Z month and year in digits · F day/month in digits · C clock time
  M month · W weekday · w short or bare weekday · T day by itself (today) · R last/next · G this · H season · E era
  Y year N month V week J day U other unit · D dual (two days) · d dual before names (يومي 2-3 أيار) · P part of day · Q section (middle of) · l last-of
  A ago/before · B after · a before that · c after that · g ago (behind) · h later (behind) · S since · L until · y by · z its own end · q feast · 8 decade · p adverbial part of day · K anniversary · O o'clock · I am/pm
  between them: o of · i in · @ on · t to · & and · b between · | or · % about · , / - . as written · space: anything else
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import Final

from tawthiq.domain.light import initialised
from tawthiq.knowledge.load import LANGUAGES, toml
from tawthiq.text.fold import fold_word
from tawthiq.text.number_words import Core, cores
from tawthiq.text.phrases import Hit
from tawthiq.text.reading import Reading

CATEGORIES: Final = ("month", "weekday", "date_relative", "date_word")
"""The dictionary categories that dates are built of; numbers come as cores."""
_RANK: Final = {"month": 0, "weekday": 1, "date_relative": 2, "date_word": 3}
_UNITS: Final = {"year": "Y", "month": "N", "week": "V", "day": "J"}
_ROLES: Final = {"adjective": "R", "this": "G", "since": "S", "until": "L", "by": "y", "section": "Q", "last": "l", "part": "P",
          "anniversary": "K", "own_end": "z", "pair": "d", "holiday": "q", "decade": "8", "era": "E", "clock": "O", "meridiem": "I", "season": "H", "day": "T", "now": "T", "ago_told": "a", "hence_told": "c"}  # fmt: skip
_DATELESS: Final = frozenset("129vRGlABac oit&@b|%,/-.")  # symbols that make no date among themselves
_BY_PLACE: Final = itemgetter(0, 1, 2)
_PIECE: Final = re.compile(r"\w+|[^\w\s]|\n")
_GAP_KEYS: Final = {
    "of": "o",
    "in": "i",
    "on": "@",
    "to": "t",
    "and": "&",
    "between": "b",
    "or": "|",
    "skip": "",
    "about": "%",
}
_MARKS: Final = {
    ",": ",",
    "/": "/",
    "-": "-",
    ".": ".",
    "~": "t",
    "(": "",
    ")": "",
    '"': "",
    "'": "",
    "[": "",
    "]": "",
    "|": "",
    ":": " ",
}


@initialised(slots=True, unsafe_hash=True, init=False)
class Token:
    """One date word or number at folded `[start, end)`; `hit` for words, `core` for numbers."""

    symbol: str
    start: int
    end: int
    hit: Hit | None
    core: Core | None

    def __init__(
        self,
        symbol: str,
        start: int,
        end: int,
        hit: Hit | None = None,
        core: Core | None = None,
    ) -> None:
        self.symbol = symbol
        self.start = start
        self.end = end
        self.hit = hit
        self.core = core

    @property
    def value(self) -> int:
        """The number, the month's or the weekday's number."""
        return int(self.core.value) if self.core is not None else self.number("number")

    def get(self, name: str, default: object = None) -> object:
        """An attribute of the word's entry."""
        return self.hit.term.get(name, default) if self.hit is not None else default

    @property
    def definite(self) -> bool:
        return self.hit is not None and ("ال" in self.hit.prefix or "لل" in self.hit.prefix)

    @property
    def spelled(self) -> bool:
        """Whether a number is written in words."""
        return self.core is not None and self.core.spelled

    @property
    def arabic(self) -> bool:
        """Whether a word is Arabic (numbers are neither)."""
        return self.hit is not None and not self.hit.term.wording[0].isascii()

    def number(self, name: str) -> int:
        """An attribute of the word's entry that holds a whole number; 0 where there is none."""
        value = self.get(name, 0)
        return int(value) if isinstance(value, int | float) else 0

    @property
    def parts(self) -> tuple[int, ...]:
        """The numbers of a date or clock time written in digits."""
        return self.core.digits.parts if self.core is not None and self.core.digits is not None else ()

    @property
    def written(self) -> str:
        return self.core.digits.text if self.core is not None and self.core.digits is not None else ""


@cache
def _gap_words() -> dict[str, str]:
    words: dict[str, str] = {}
    for lang in LANGUAGES:
        table = toml(f"{lang}/date_gaps.toml")
        for key, symbol in _GAP_KEYS.items():
            words.update((fold_word(word), symbol) for word in table.get(key, []))
    return words


@cache
def name_words() -> frozenset[str]:
    """Folded nouns after which a date is part of a name (شارع 8 آذار)."""
    return frozenset(fold_word(w) for lang in LANGUAGES for w in toml(f"{lang}/date_gaps.toml")["named"])


@cache
def during_words() -> frozenset[str]:
    """Folded words for "during" (خلال)."""
    return frozenset(fold_word(w) for lang in LANGUAGES for w in toml(f"{lang}/date_gaps.toml").get("during", []))


@lru_cache(maxsize=16384)
def _gap(text: str) -> str:
    """The symbols of what stands between two tokens; an unknown word or a line break gives a space."""
    words = _gap_words()
    symbols = ""
    for piece in _PIECE.findall(text):
        symbol = words.get(piece)
        if symbol is None:
            symbol = _MARKS.get(piece, " ")
        if symbol == " ":
            symbols = " "
        else:
            symbols += symbol
    return symbols


def _symbol(hit: Hit) -> str:
    term = hit.term
    if hit.category == "month":
        return "M"
    if hit.category == "weekday":
        return "w" if term.get("bare") else "W"
    role = str(term.get("role"))
    if role == "unit":
        return "D" if term.get("count") == 2 else _UNITS.get(str(term.get("unit")), "U")
    if role == "ago":
        return "g" if term.get("after") else "A"
    if role == "hence":
        return "h" if term.get("after") else "B"
    if role == "part" and term.get("alone"):
        return "p" if not hit.prefix or hit.prefix == "و" else "P"
    return _ROLES.get(role, " ")


def _number_symbol(core: Core) -> str:
    if core.digits is not None and core.kind not in ("cardinal", "decimal", "ordinal"):
        return {"clock": "C", "date": "X", "month": "Z", "pair": "F", "decade": "8"}.get(core.digits.form, " ")
    value = core.value
    if core.kind == "vague":
        return "v"
    if core.kind == "ordinal":
        return "2"
    if core.kind == "decimal" or value < 0:
        return "9"
    if 1 <= value <= 31:
        return "1"
    if 1000 <= value <= 2199 and (core.spelled or (core.digits is not None and len(core.digits.text) == 4)):
        return "4"
    return "9"


def _another_word(reading: Reading, hit: Hit) -> bool:
    """Whether a month's name is another word, by a letter that folding levels: إب is a town; with a letter before it باب is a door, not بآب."""
    never = hit.term.get("never")
    if never and never in reading.words(hit.start, hit.end):
        return True
    letter = hit.term.get("written")
    return bool(letter and hit.prefix) and letter not in reading.words(hit.start, hit.end) and hit.prefix[-1] != "و"


def _candidates(reading: Reading) -> list[Token]:
    """Every date word and number, the article with it, by start; of two at one place the longer and the nearer kind first."""
    text = reading.text
    found: list[tuple[int, int, int, Hit | None, Core | None]] = [
        (hit.start - 2 if hit.prefix.endswith("ال") else hit.start, -hit.end, _RANK[hit.term.category], hit, None)
        for hit in reading.of(*_RANK)
        if not _another_word(reading, hit)
    ]
    numbers = cores(reading)
    if not found and (
        _DATELESS.issuperset([_number_symbol(core) for core in numbers]) or not any(char.isdigit() for char in text)
    ):
        return []  # numbers alone, which make no date among themselves
    for core in numbers:
        article = text[core.start - 2 : core.start] == "ال" and (core.definite or core.digits is not None)
        found.append((core.start - 2 if article else core.start, -core.end, 4, None, core))
    found.sort(key=_BY_PLACE)
    return [
        Token(_symbol(hit) if hit is not None else _number_symbol(core), start, -end, hit, core)  # type: ignore[arg-type]
        for start, end, _, hit, core in found
    ]


def rows_of(reading: Reading) -> list[tuple[str, list[Token | None]]]:
    """The rows of a text: symbols, and for each symbol its token (None for a small word or mark between).

    A foreign word or a line break ends a row; rows of plain numbers are left out.
    """
    text = reading.text
    chosen: list[Token] = []
    for token in _candidates(reading):
        last = chosen[-1] if chosen else None
        if last is not None and token.start < last.end:
            if token.symbol in "12" and last.symbol == "w" and token.end == last.end and not _asks_weekday(chosen):
                chosen[-1] = token
            continue
        if (
            token.symbol == "w"
            and token.hit is not None
            and not token.hit.term.wording.isascii()
            and not _asks_weekday([*chosen, token])
        ):
            continue
        if token.symbol == "M" and last is not None and _same_month(text, last, token):
            chosen[-1] = Token("M", last.start, token.end, last.hit if not last.get("ambiguous") else token.hit)
            continue
        chosen.append(token)
    return [row for row in _rows(text, chosen) if not _DATELESS.issuperset(row[0])]


def _asks_weekday(chosen: Sequence[Token]) -> bool:
    """Whether the last of the chosen tokens, a bare weekday, follows an ordinal or a day word (أول ثلاثاء, يوم جمعة)."""
    return len(chosen) > 1 and chosen[-2].symbol in "2lJ" and chosen[-1].start - chosen[-2].end <= 2


def _same_month(text: str, first: Token, second: Token) -> bool:
    """Whether two month words name one month: مارس/آذار, تموز (يوليو)."""
    if first.symbol != "M" or (first.get("number"), first.get("calendar")) != (
        second.get("number"),
        second.get("calendar"),
    ):
        return False
    gap = text[first.end : second.start]
    return len(gap) < 6 and _gap(gap) in ("", "/", "-", "|", ",")


def _rows(text: str, chosen: list[Token]) -> Iterator[tuple[str, list[Token | None]]]:
    symbols = ""
    tokens: list[Token | None] = []
    end = 0
    for token in chosen:
        gap = text[end : token.start]
        between = _gap(gap) if len(gap) <= 24 else " " + _tail(gap)
        if between[:1] == " ":
            if tokens:
                yield symbols, tokens
            symbols, tokens = "", []
            between = between[1:].lstrip(" ")
        symbols += between + token.symbol
        tokens.extend([None] * len(between))
        tokens.append(token)
        end = token.end
    if tokens:
        yield symbols, tokens


def _tail(gap: str) -> str:
    """The symbols of the last words of a long gap: the small words that lead to the next token."""
    space = gap.find(" ", len(gap) - 20)
    return _gap(gap[space:]) if space >= 0 else " "

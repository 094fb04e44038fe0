"""Compares person names across Arabic and Latin spellings, order kept.

A name is a chain: given name, father's, grandfather's, family name; a report may leave links out but never changes
their order (محمد خالد الأحمد is not محمد أحمد الخالد). Each word is reduced to its consonants, in one alphabet for both
scripts, with the vowels that stand in the gaps between them: Arabic writes only the long ones, so they must be found
in the Latin spelling, while a gap that Arabic leaves empty may hold any short vowel. عصام زهر الدين, Issam Zahreddine
and Essam Zahr al-Din come out alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from rapidfuzz.distance import Levenshtein

from tawthiq.knowledge.load import toml
from tawthiq.text.fold import fold_word

SAME: Final = 0.8
"""From this likeness on, two names are held to name one person."""
_TOKEN: Final = 0.74  # from this likeness on, two words are held to be one
_GIVEN: Final = 0.8  # the given name tells relatives apart: asked more strictly
_VOWEL_COST: Final = 0.16
_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")

# Letters of one sound class share a sign; "" is a sound that Latin spellings leave out.
_ARABIC: Final = {
    "ب": "b", "ت": "t", "ث": "T", "ج": "j", "ح": "h", "خ": "x", "د": "d", "ذ": "d", "ر": "r", "ز": "z", "س": "s", "ش": "C",
    "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "", "غ": "g", "ف": "f", "ق": "k", "ك": "k", "ل": "l", "م": "m", "ن": "n",
    "ه": "h", "ء": "",
}  # fmt: skip
_LATIN: Final = {
    "b": "b", "c": "k", "d": "d", "f": "f", "g": "j", "h": "h", "j": "j", "k": "k", "l": "l", "m": "m", "n": "n",
    "p": "b", "q": "k", "r": "r", "s": "s", "t": "t", "v": "f", "x": "k", "z": "z",
    "sh": "C", "ch": "C", "kh": "x", "gh": "g", "th": "T", "dh": "d", "ph": "f", "dj": "j", "zh": "z",
}  # fmt: skip
_SOFT: Final = ("e", "i", "y")  # before these, a Latin c is an s: Celine
_ARABIC_VOWELS: Final = {"ا": "a", "و": "u", "ي": "i"}
_LATIN_VOWELS: Final = {"a": "a", "e": "e", "i": "i", "o": "u", "u": "u", "w": "u", "y": "i"}
_ANSWERS: Final = {"a": "ae", "u": "u", "i": "ie"}  # the Latin vowels that may stand for a long Arabic one
# Sounds that spellings mix: ث as t, s; ذ and ظ as th, d, z; ق as g, j; خ and ح as h, k.
_NEAR: Final = frozenset(
    frozenset(pair)
    for pair in ("dz", "tz", "jk", "jg", "gk", "xh", "xk", "ts", "sz", "Cs", "Cj", "Tt", "Td", "Ts", "Tz")
)


@dataclass(frozen=True, slots=True)
class NameWord:
    """A word of a name: its consonants, the vowels of each gap (one more than the consonants), and its script."""

    consonants: str
    gaps: tuple[str, ...]
    arabic: bool
    folded: str


@cache
def _particles(kind: str) -> frozenset[str]:
    return frozenset(fold_word(word) for word in toml("vocabularies/name_particles.toml")[kind])


def _is_arabic(word: str) -> bool:
    return "\u0600" <= word[0] <= "\u06ff"


def _without_article(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def _glued(words: list[str]) -> list[str]:
    """The words with titles and articles dropped and عبد, أبو, الدين joined to their neighbours."""
    joined: list[str] = []
    waiting = ""
    for word in words:
        if not joined and not waiting and word in _particles("titles"):
            continue
        if word in _particles("articles") or word in _particles("patronymics"):
            continue
        if word in _particles("join_before") and joined and not waiting:
            joined[-1] += _without_article(word)
        elif word in _particles("join_next"):
            waiting += word
        else:
            joined.append(waiting + (_without_article(word) if waiting else word))
            waiting = ""
    if waiting:
        joined.append(waiting)
    return joined


def _signs(word: str, arabic: bool) -> list[tuple[str, bool]]:
    """The sounds of a word in order: (sign, is a vowel)."""
    letters, vowels = (_ARABIC, _ARABIC_VOWELS) if arabic else (_LATIN, _LATIN_VOWELS)
    signs: list[tuple[str, bool]] = []
    position = 0
    while position < len(word):
        pair = word[position : position + 2]
        step = 2 if not arabic and len(pair) == 2 and pair in letters else 1
        letter = pair if step == 2 else word[position]
        if letter == "c" and pair[1:] in _SOFT:
            letter = "s"
        if letter in vowels:
            signs.append((vowels[letter], True))
        elif (sign := letters.get(letter, "")) and not (sign == "h" and position + step == len(word)):
            signs.append((sign, False))
        position += step
    return signs


@cache
def name_word(word: str) -> NameWord:
    """One folded word of a name, taken apart into sounds. Doubled consonants count once, a final h (ة) not at all.

    Arabic writes a doubled consonant once: two are two, with a vowel between (التتر), but for the l behind an article.
    """
    arabic = _is_arabic(word)
    consonants, gaps = "", [""]
    for sign, vowel in _signs(word, arabic):
        if vowel:
            gaps[-1] += sign
        elif consonants.endswith(sign) and not gaps[-1] and (not arabic or sign == "l"):
            continue
        else:
            consonants += sign
            gaps.append("")
    return NameWord(consonants, tuple(gaps), arabic, word)


@cache
def name_words(name: str) -> tuple[NameWord, ...]:
    """The words of a name in order, titles and articles left out, عبد الله and زهر الدين each one word."""
    return tuple(name_word(word) for word in _glued(_WORD.findall(fold_word(name.replace("-", " ")))) if word)


def _vowel_gap(a: str, b: str, a_arabic: bool, b_arabic: bool, last: bool) -> float:
    """How much the vowels of one gap speak against two words being one: 0 to 2."""
    if a_arabic and b_arabic:
        if a == b or (last and {*a, *b} <= {"a", "i"}):
            return 0.0
        return 1.0 if {*a, *b} == {"a"} else 2.0  # a long a is often left out (ابرهيم, الرحمن)
    if a_arabic or b_arabic:
        written, spelled = (a, b) if a_arabic else (b, a)
        answers = {**_ANSWERS, "i": "iea"} if last else _ANSWERS
        return float(any(not set(answers[v]) & set(spelled) for v in written))
    alike = not (a and b) or {*a} & {*b} or {*a, *b} <= {"a", "e"} or {*a, *b} <= {"i", "e"}
    return 0.0 if alike else 1.0


@cache
def _variants(word: NameWord) -> tuple[NameWord, ...]:
    """The word, and the word without an article written as one with it (الأحمد, Alghazali, Abdulrahman)."""
    found = [word]
    if word.folded[:2] in ("ال", "al", "el") and len(word.folded) > 4:
        found.append(name_word(word.folded[2:]))
    if word.consonants.startswith("bdl") and len(word.consonants) > 3:
        found.append(NameWord("bd" + word.consonants[3:], word.gaps[:2] + word.gaps[3:], word.arabic, word.folded))
    return tuple(found)


def _likeness(a: NameWord, b: NameWord) -> float:
    if a.folded == b.folded:
        return 1.0
    longest = max(len(a.consonants), len(b.consonants))
    if not longest:  # آية, Aya
        return 0.0 if _vowel_gap(a.gaps[0], b.gaps[0], a.arabic, b.arabic, last=True) else 0.9
    if a.consonants == b.consonants:
        pairs = enumerate(zip(a.gaps, b.gaps, strict=True))
        ends = len(a.gaps) - 1
        off = sum(_vowel_gap(x, y, a.arabic, b.arabic, at == ends) for at, (x, y) in pairs)
        return max(0.0, 0.98 - _VOWEL_COST * off * 3 / (longest + 1))
    cost = 0.0
    for edit in Levenshtein.editops(a.consonants, b.consonants):
        near = edit.tag == "replace" and frozenset((a.consonants[edit.src_pos], b.consonants[edit.dest_pos])) in _NEAR
        silent = edit.tag == "insert" and b.consonants[edit.dest_pos] == "h"
        silent = silent or (edit.tag == "delete" and a.consonants[edit.src_pos] == "h")
        cost += (0.8 if near and a.arabic and b.arabic else 0.35) if near or silent else 1.0
    return max(0.0, 1.0 - cost / longest)


@cache
def word_likeness(a: NameWord, b: NameWord) -> float:
    """How alike two words of names are, 0 to 1."""
    if (b.folded, b.arabic) < (a.folded, a.arabic):
        a, b = b, a
    return max(_likeness(x, y) for x in _variants(a) for y in _variants(b))


LONGEST_NAME: Final = 8
"""Words of a name that are looked at; more are no name."""


def name_parts(name: str, *, shortest: int) -> set[str]:
    """How a text may call a person further on: any two or more words of the name that stand together, and its last word alone where it has
    `shortest` letters or more."""
    words = name.split()[:LONGEST_NAME]
    several = {" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 2, len(words) + 1)}
    return several | {word for word in words[-1:] if len(word) >= shortest}


def _turned(word: NameWord, *, back: bool) -> NameWord:
    """The word with its ligatures broken, to be compared with another that may be; `back`: mended, behind an article."""
    if not word.arabic:
        return word
    table = toml("vocabularies/name_particles.toml")["ligature"]
    folded = word.folded.replace(table["broken_god"], table["god"])
    if back:
        return name_word(folded[:1] + folded[1:].replace(table["broken"], table["whole"]))
    return name_word(folded.replace(table["whole"], table["broken"]))


_Likeness = Callable[[NameWord, NameWord], float]
_WHOLE: Final = 3
"""Words of a name of which one may be told by its broken spelling, the others being the same."""
_TURNED: Final = 0.85


@cache
def _turned_likeness(a: NameWord, b: NameWord) -> float:
    """The same, where a name may come out of a PDF that writes the ligature لا as ال: بالل is بلال, هللا is الله."""
    plain = word_likeness(a, b)
    if plain >= _GIVEN or not (a.arabic or b.arabic):
        return plain
    one, other = (_turned(word, back=not (a.arabic and b.arabic)) for word in (a, b))
    return _TURNED if max(_likeness(x, y) for x in _variants(one) for y in _variants(other)) >= _TURNED else plain


def _in_order(short: tuple[NameWord, ...], long: tuple[NameWord, ...], likeness: _Likeness) -> tuple[list[float], int]:
    """How alike the given names are, and each further word of the shorter name and its best match in order; and where that ends."""
    scores = [likeness(short[0], long[0])]
    at = 1
    if scores[0] < _GIVEN:
        return scores, at
    for position, word in enumerate(short[1:], start=1):
        room = len(long) - (len(short) - 1 - position)
        found = max(range(at, room), key=lambda place: (likeness(word, long[place]), -place))
        scores.append(likeness(word, long[found]))
        at = found + 1
    return scores, at


def name_likeness(a: str, b: str) -> float:
    """How surely two full names are one person's, 0 to 1; `SAME` and above is a match.

    The given names must match, and all words of the shorter name must be found in the longer one in the same order.
    Full marks need the family name too; a name of a single word says too little to match anything.
    """
    short, long = sorted((name_words(a), name_words(b)), key=lambda words: (len(words), [w.folded for w in words]))
    if not short or not long:
        return 0.0
    if len(short) == 1:
        return 0.6 * word_likeness(short[0], long[0]) if len(long) == 1 else 0.4 * word_likeness(short[0], long[-1])
    scored = _in_order(short, long, word_likeness)
    if len(short) >= _WHOLE and min(scored[0]) < _GIVEN:
        turned = _in_order(short, long, _turned_likeness)
        scored = turned if min(turned[0]) >= _GIVEN else scored
    scores, at = scored
    if scores[0] < _GIVEN:
        return round(0.5 * scores[0], 4)
    if min(scores) < _TOKEN:
        return round(0.7 * sum(scores) / len(scores), 4)
    family_missing = 0.08 if len(short) < len(long) and at < len(long) else 0.0
    return round(sum(scores) / len(scores) - family_missing, 4)


def same_person(a: str, b: str) -> bool:
    """Whether two names are held to be one person's, by spelling alone."""
    return name_likeness(a, b) >= SAME

"""Where English text names people who are no public figures: words with capitals behind a word for a private person or before an age.

`private_names.py` says what for, and which texts are looked through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tawthiq.domain.span import Span
from tawthiq.knowledge.load import toml

_WORD = re.compile(r"\w+")
_AGED = re.compile(r"\d{1,3},")
_AGE = re.compile(r", \d{1,3}, ")
_BESIDE = re.compile(r", (?:an?|the) ")
_ARTICLES = ("al-", "el-")


@cache
def _english() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str], frozenset[str]]:
    around = toml("vocabularies/private_names.toml")["en"]
    part = r"(?:[aA]l-|[eE]l-|bin |ibn |[aA]bu )?[A-Z][^\W\d_]+(?:['’-][^\W\d_]+){0,3}"
    name = rf"(?P<name>{part}(?: {part}){{0,4}})"
    cues = "|".join(map(re.escape, [*around["cues"], *(cue.capitalize() for cue in around["first"])]))
    before = re.compile(rf"\b(?:{cues}),? {name}")
    titled = re.compile(rf"\b(?:{'|'.join(around['titles'])})\.? {name}")
    aged = re.compile(rf"\b{name}, \d{{1,3}}, (?=(?:{'|'.join(around['after_age'])})\b)")
    beside = re.compile(rf"\b{name}, (?:an?|the) (?:[a-z-]+ ){{0,2}}(?:{cues})\b")
    return before, aged, beside, titled, frozenset(around["not_names"])


@cache
def _told_by() -> frozenset[str]:
    """The words without one of which no name is told, ages aside."""
    around = toml("vocabularies/private_names.toml")["en"]
    cues = [*around["cues"], *(cue.capitalize() for cue in around["first"]), *around["titles"]]
    return frozenset(_WORD.findall(" ".join(cues)))


def may_tell(word: str) -> bool:
    """Whether a word as it is written may tell that a name stands beside it."""
    return _AGED.fullmatch(word) is not None or not _told_by().isdisjoint(_WORD.findall(word))


def names_in_english(text: str) -> Iterator[Span]:
    """The names of private people in a text."""
    before, aged, beside, titled, not_names = _english()
    patterns = [before]
    patterns += [aged] if _AGE.search(text) is not None else []
    patterns += [beside] if _BESIDE.search(text) is not None else []
    for pattern in (*patterns, titled):
        for match in pattern.finditer(text):
            name = match["name"]
            lone = " " not in name and (
                name[:3].lower() in _ARTICLES or (text[match.start()].isupper() and pattern is patterns[0])
            )
            if re.split(r"[ '’]", name)[0] not in not_names and not lone:  # a people; a headline
                yield Span(match.start("name"), match.end("name"))

"""Where English text names people who are no public figures.

Words with capitals behind a word for a private person, behind "named" or "identified himself as", or before an age; a given name
of our lists with another name, where harm or an age is told beside it. `private_names.py` says what for, and which texts are looked through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tawthiq.domain.span import Span
from tawthiq.knowledge.load import toml

_WORD = re.compile(r"\w+")
_AGED = re.compile(r"\d{1,3},")
_REACH = 200
"""Code points at most in which a name stands before what is said of it."""


class _English(NamedTuple):
    """Patterns by what stands before a name (`cued`, matched at one of the words of `cues`) or behind it (`behind`); `before` is a name that ends there.

    `given` begins with one of `names`, and is a name where `harmed` ends before it or `befell` begins behind it.
    """

    cues: frozenset[str]
    cued: tuple[re.Pattern[str], ...]
    behind: tuple[re.Pattern[str], ...]
    before: re.Pattern[str]
    names: frozenset[str]
    given: re.Pattern[str]
    harmed: re.Pattern[str]
    befell: re.Pattern[str]
    not_names: frozenset[str]
    offices: frozenset[str]
    articles: tuple[str, ...]


@cache
def _english() -> _English:
    around, listed = toml("vocabularies/private_names.toml")["en"], toml("vocabularies/given_names.toml")["latin"]

    def any_of(*lists: list[str]) -> str:
        return "|".join(re.escape(word) for words in lists for word in words)

    part = rf"(?:{any_of(around['articles'], around['heads'])})?[A-Z][^\W\d_]+(?:['’-][^\W\d_]+){{0,3}}"
    name = rf"(?P<name>{part}(?: {part}){{0,4}})"
    aged = any_of(around["aged"])
    first = [cue.capitalize() for cue in around["first"]]
    cues, people = any_of(around["cues"], first), any_of(around["cues"], around["persons"])
    told = [*around["cues"], *first, *around["titles"], *around["persons"], *around["saying"]]
    return _English(
        frozenset(cue.split()[0] for cue in told),
        (
            re.compile(rf"(?:{cues}),? {name}"),
            re.compile(rf"(?:{any_of(around['titles'])})\.? {name}"),
            re.compile(rf"(?:{people})(?:,? [\w-]+){{0,3}}?,? (?:{any_of(around['naming'])}) {name}"),
            re.compile(rf"(?:{any_of(around['saying'])}) {name}"),
        ),
        (
            re.compile(rf", \d{{1,3}}, (?=(?:{any_of(around['after_age'])})\b)"),
            re.compile(rf", (?:an?|the) (?:[a-z-]+ ){{0,2}}(?:{cues})\b"),
        ),
        re.compile(rf"\b{name}$"),
        frozenset((*around["given"], *(word.capitalize() for word in listed))),
        re.compile(rf"{part}(?: {part}){{1,4}}"),
        re.compile(rf"\b(?:{any_of(around['harmed'])}) $"),
        re.compile(
            rf" (?:{any_of(around['befell'])})\b|\s?\((?:(?:{aged}) )?\d{{1,3}}\)|,? (?:{aged}) \d{{1,3}}\b|, \d{{1,3}}[,.]"
        ),
        frozenset(around["not_names"]),
        frozenset(around["offices"]),
        tuple(around["articles"]),
    )  # fmt: skip


def may_tell(word: str) -> bool:
    """Whether a word as it is written may tell that a name stands beside it, or be one."""
    known, found = _english(), _WORD.findall(word)
    return _AGED.fullmatch(word) is not None or not (known.cues.isdisjoint(found) and known.names.isdisjoint(found))


def names_in_english(text: str) -> Iterator[Span]:
    """The names of private people in a text."""
    known, end = _english(), 0
    for word in _WORD.finditer(text):
        said, at = word.group(), word.start()
        if said in known.cues:
            for pattern in known.cued:
                match = pattern.match(text, at)
                if match is not None and _is_name(
                    match["name"], headline=said[0].isupper() and pattern is known.cued[0]
                ):
                    yield Span(match.start("name"), match.end("name"))
        if said in known.names and at >= end and text[at - 1 : at] not in ("-", "’", "'"):
            found = known.given.match(text, at)
            if found is not None:
                end = found.end()
                if _is_harmed(text, at, end):
                    yield Span(at, end)
    for pattern in known.behind:
        for told in pattern.finditer(text):
            begins = max(0, told.start() - _REACH)
            match = known.before.search(text[begins : told.start()])
            if match is not None and _is_name(match["name"]):
                yield Span(begins + match.start("name"), told.start())


def _is_name(name: str, *, headline: bool = False) -> bool:
    """Whether words with capitals name a person: not a people (al-Shaitat), nor what a headline goes on with."""
    lone = " " not in name and (headline or name.startswith(_english().articles))
    return not lone and re.split(r"[ '’]", name)[0] not in _english().not_names


def _is_harmed(text: str, start: int, end: int) -> bool:
    """Whether harm is told before a full name, or harm or an age behind it and no office before it."""
    known, before = _english(), text[max(0, start - 40) : start]
    if known.harmed.search(before) is not None:
        return True
    words = before.split() if before[-1:] == " " else []
    in_office = bool(words) and (words[-1][0].isupper() or words[-1] in known.offices)
    return not in_office and known.befell.match(text, end) is not None

"""Which parts of a page are no part of the report, by what the page calls them and by what stands over them.

The names and headings are in `knowledge/<lang>/html_boilerplate.toml`; both languages are always asked, since sites in
Arabic name their classes in English.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from tawthiq.knowledge.load import LANGUAGES, toml
from tawthiq.text.fold import folded_text

ORDER: Final = ("comment", "most_read", "related", "share", "caption", "advert", "menu", "furniture")
"""Where several kinds are named, the first of these is meant."""

BY_TAG: Final = {
    "nav": "menu",
    "aside": "furniture",
    "figcaption": "caption",
    "footer": "furniture",
    "button": "furniture",
    "label": "furniture",
    "input": "furniture",
    "textarea": "furniture",
    "dialog": "furniture",
}
LONGEST_HEADING: Final = 48
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GAPS = re.compile(r"[^a-z0-9]+")
_NUMBERED = re.compile(r"\s*\d+[.)\-]")
_NOT_LETTERS = re.compile(r"[\W\d_]+")


def _join(name: str) -> str:
    return _GAPS.sub("-", _CAMEL.sub("-", name).lower()).strip("-")


@cache
def _tokens() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds: dict[str, str] = {}
    negated: list[str] = []
    for lang in LANGUAGES:
        settings = toml(f"{lang}/html_boilerplate.toml")
        negated += settings["not_after"]
        for kind, words in settings["tokens"].items():
            kinds.update({_join(word): kind for word in words})
    unless = "".join(f"(?<!{re.escape(word)}-)" for word in negated)
    longest_first = sorted(kinds, key=lambda word: (-len(word), word))
    return re.compile(rf"(?:(?<=^)|(?<=[- ])){unless}(?:{'|'.join(longest_first)})(?=[- ]|$)"), kinds


@cache
def _words(purpose: str) -> re.Pattern[str]:
    words = [_join(word) for lang in LANGUAGES for word in toml(f"{lang}/html_boilerplate.toml")[purpose]]
    return re.compile(rf"(?:^|[- ])(?:{'|'.join(sorted(words))})(?=[- ]|$)")


@lru_cache(maxsize=8192)
def kind_of_names(names: str) -> str:
    """The kind of aside that an element's class, id and role (separated by spaces) name; empty for none."""
    pattern, kinds = _tokens()
    found = {kinds[match[0]] for name in names.split() for match in pattern.finditer(_join(name))}
    return next((kind for kind in ORDER if kind in found), "")


@lru_cache(maxsize=8192)
def names_content(names: str) -> bool:
    """Whether an element's class or id says that it holds the report itself."""
    return any(_words("content").search(_join(name)) for name in names.split())


@lru_cache(maxsize=8192)
def names_dateline(names: str) -> bool:
    """Whether an element's class or id says that it tells when the report was published."""
    return any(_words("dateline").search(_join(name)) for name in names.split())


@cache
def _headings() -> dict[str, str]:
    kinds: dict[str, str] = {}
    for lang in LANGUAGES:
        for kind, words in toml(f"{lang}/html_boilerplate.toml")["headings"].items():
            kinds.update({_letters(word): kind for word in words})
    return kinds


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub(" ", folded_text(text)).strip()


@lru_cache(maxsize=8192)
def kind_of_heading(text: str) -> str:
    """The kind of aside that a heading announces ("Comments (12)"); empty for none. Longer text is no heading, and a
    numbered one ("2.1 Comments") is the report's own."""
    if len(text) > LONGEST_HEADING or _NUMBERED.match(text):
        return ""
    return _headings().get(_letters(text), "")

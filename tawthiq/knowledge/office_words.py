"""An office's own words, beside the product's: more spellings of places, parties, weapons and kinds of incident, in one TOML file.

    version = 3                 # grows with every change

    [[word]]
    kind = "place"              # place, actor, weapon or kind
    code = "sy.deir_ez_zor"     # a place's id, or a code of the vocabularies
    words = ["…", "…"]

    [[massacre]]                # a definition of massacre that incidents are measured by (definitions.py)

The file lies in the register's folder (`office.toml`), where the workbench writes it and `tawthiq build` finds it; the office's list of
places (`places.tsv`) is looked for beside it. Wherever an office's gazetteer is asked for, this file may be given in its place.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from tawthiq.knowledge.definitions import MassacreDefinition, definition_of, definitions_written
from tawthiq.knowledge.gazetteer import places_beside
from tawthiq.knowledge.load import Entry, lexicon
from tawthiq.knowledge.parties import actors

KINDS = ("place", "actor", "weapon", "kind")
"""What an office's words can name."""
LONGEST = 80
_LEXICON = ("weapon", "kind")
_NAME = "office.toml"


class OfficeWordsError(ValueError):
    """A file of an office's words that breaks its format; the message names the file and the entry."""


@dataclass(frozen=True, slots=True, order=True)
class OfficeWord:
    """One wording: of what kind is what it names, by which code, and how it is written."""

    kind: str
    code: str
    word: str


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """An office's words in order, with the file of its own places, if it has one."""

    version: int = 0
    words: tuple[OfficeWord, ...] = ()
    places: Path | None = None
    definitions: tuple[MassacreDefinition, ...] = ()

    def of(self, kind: str) -> tuple[OfficeWord, ...]:
        """Its words of one kind."""
        return tuple(word for word in self.words if word.kind == kind)


def words_beside(register: Path) -> Path | None:
    """What an office knows of its own, beside a register: its words, else its list of places; None where it has neither."""
    path = register / _NAME
    return path if path.is_file() else places_beside(register)


def file_in(register: Path) -> Path:
    """Where a register keeps the office's words."""
    return register / _NAME


def files_of(office: Path) -> tuple[Path, ...]:
    """The files that are read where an office's knowledge is `office`."""
    places = read_office(office).places
    return (office,) if places is None or places == office else (office, places)


def read_office(office: Path | None) -> OfficeWords:
    """The words of an office's file; a list of places alone holds none. Raises OfficeWordsError, OSError."""
    if office is None or office.suffix != ".toml":
        return OfficeWords(places=office)
    found = office.stat()
    return _read(office, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=8)
def _read(path: Path, changed: int, size: int) -> OfficeWords:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise OfficeWordsError(f"{path}: {error}") from error
    version, entries = content.get("version", 0), content.get("word", [])
    if not isinstance(version, int) or not isinstance(entries, list):
        raise OfficeWordsError(f"{path}: `version` is a number, and the words stand under [[word]]")
    found: dict[OfficeWord, None] = {}
    for position, entry in enumerate(entries, start=1):
        found.update(dict.fromkeys(_of_entry(path, position, entry)))
    definitions = tuple(_definitions(path, content.get("massacre", [])))
    return OfficeWords(version, tuple(sorted(found)), places_beside(path.parent), definitions)


def _definitions(path: Path, entries: Any) -> Iterator[MassacreDefinition]:
    if not isinstance(entries, list):
        raise OfficeWordsError(f"{path}: definitions stand under [[massacre]]")
    for position, entry in enumerate(entries, start=1):
        made = definition_of(entry)
        if isinstance(made, str):
            raise OfficeWordsError(f"{path}: definition of massacre {position} {made}")
        yield made


def _of_entry(path: Path, position: int, entry: Any) -> list[OfficeWord]:
    if not isinstance(entry, dict):
        raise OfficeWordsError(f"{path}: word {position} is no table")
    kind, code, words = entry.get("kind"), entry.get("code"), entry.get("words")
    if not isinstance(words, list) or not words or not all(isinstance(word, str) for word in words):
        raise OfficeWordsError(f"{path}: word {position} needs a list of words")
    made = [OfficeWord(str(kind), str(code), word) for word in words]
    for word in made:
        if fault := fault_of(word):
            raise OfficeWordsError(f"{path}: word {position} ({word.kind}, {word.code}, {word.word!r}): {_SAID[fault]}")
    return made


_SAID = {
    "bad_kind": "kind is one of " + ", ".join(KINDS),
    "bad_code": "no such code",
    "bad_word": f"a wording has at least two letters, at most {LONGEST} characters, no line breaks and no spaces around it",
}


def fault_of(word: OfficeWord) -> str:
    """What is wrong with a word: bad_kind, bad_code or bad_word; empty where nothing is. Places' ids are checked with the gazetteer."""
    if word.kind not in KINDS:
        return "bad_kind"
    if (word.kind != "place" or not word.code) and word.code not in codes_of(word.kind):
        return "bad_code"
    text = word.word
    whole = text == " ".join(text.split()) and text.isprintable() and len(text) <= LONGEST
    return "" if whole and sum(c.isalpha() for c in text) >= 2 else "bad_word"


@cache
def codes_of(kind: str) -> tuple[str, ...]:
    """The codes that words of a kind can name, those of places left out."""
    if kind == "actor":
        return tuple(actors())
    return tuple(dict.fromkeys(e.id for e in lexicon() if e.category == kind)) if kind in _LEXICON else ()


def entries_of(words: Iterable[OfficeWord]) -> list[Entry]:
    """Dictionary entries of an office's words for parties, weapons and kinds; each behaves as the product's first entry of its code."""
    found = []
    for word in words:
        lang = "en" if word.word.isascii() else "ar"
        if word.kind == "actor":
            letters = word.word.replace(".", "")
            attributes: dict[str, Any] = {
                "state": False, "unit": "", "general": -1, "country": actors()[word.code].country, "code": word.code, "wording": word.word,
                "capitals": letters.isascii() and letters.isupper() and len(letters) <= 4, "suffixes": False,
            }  # fmt: skip
            found.append(Entry(word.code, "actor", lang, (word.word,), attributes, _NAME))
        elif word.kind in _LEXICON:
            like = _first(word.kind, word.code, lang)
            found.append(Entry(word.code, word.kind, lang, (word.word,), dict(like.attributes), _NAME))
    return found


@cache
def _first(category: str, code: str, lang: str) -> Entry:
    mine = [e for e in lexicon() if e.category == category and e.id == code]
    return next((e for e in mine if e.lang == lang), mine[0])


def written(version: int, words: Iterable[OfficeWord], definitions: Iterable[MassacreDefinition] = ()) -> str:
    """The text of the file that holds these words and definitions: the same words, the same text."""
    lines = [
        "# The office's own words. The workbench writes this file; what is added by hand is taken in when it is next opened.\n"
    ]
    lines.append(f"version = {version}\n")
    by_code: dict[tuple[str, str], list[str]] = {}
    for word in sorted(words):
        by_code.setdefault((word.kind, word.code), []).append(word.word)
    for (kind, code), mine in by_code.items():
        quoted = ", ".join(json.dumps(word, ensure_ascii=False) for word in mine)
        lines.append(f"\n[[word]]\nkind = {json.dumps(kind)}\ncode = {json.dumps(code)}\nwords = [{quoted}]\n")
    return "".join(lines) + definitions_written(definitions)

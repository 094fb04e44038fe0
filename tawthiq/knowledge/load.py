"""Opens the knowledge files: vocabularies, lexicons and lists.

A lexicon file is `knowledge/<lang>/<name>.toml`: a `category` and entries with an id, the words that name it and
whatever else the category needs. Both languages use the same file names, so a gap shows. Vocabularies
(`knowledge/vocabularies/*.toml`) hold codes with labels and definitions in both languages.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import field
from functools import cache
from importlib.resources import files
from typing import Any

from tawthiq.domain.light import dataclass

LANGUAGES = ("ar", "en")


class KnowledgeError(ValueError):
    """A knowledge file that breaks its own format; the message names the file and the entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a lexicon: `id` within `category`, its wordings, and the category's own attributes."""

    id: str
    category: str
    lang: str
    words: tuple[str, ...]
    attributes: dict[str, Any] = field(default_factory=dict)
    source: str = ""


def _text(path: str) -> str:
    resource = files("tawthiq.knowledge").joinpath(path)
    if not resource.is_file():
        raise KnowledgeError(f"knowledge/{path}: no such file")
    return resource.read_text(encoding="utf-8")


@cache
def toml(path: str) -> dict[str, Any]:
    """The contents of `knowledge/<path>`, a TOML file. Treat it as read-only: it is shared."""
    try:
        return tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"knowledge/{path}: {error}") from error


@cache
def tsv(path: str) -> tuple[dict[str, str], ...]:
    """The rows of `knowledge/<path>`, tab-separated with a header line; blank lines and `#` lines are skipped."""
    lines = [line for line in _text(path).splitlines() if line.strip() and not line.startswith("#")]
    header = lines[0].split("\t")
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) > len(header):
            raise KnowledgeError(f"knowledge/{path}: row {number} has {len(cells)} cells for {len(header)} columns")
        rows.append(dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True)))
    return tuple(rows)


def names(folder: str, suffix: str) -> tuple[str, ...]:
    """The file names under `knowledge/<folder>` that end in `suffix`, sorted."""
    return tuple(
        sorted(f.name for f in files("tawthiq.knowledge").joinpath(folder).iterdir() if f.name.endswith(suffix))
    )


def _entries(lang: str, name: str) -> Iterator[Entry]:
    path = f"{lang}/{name}"
    content = toml(path)
    category = content.get("category")
    if category is None:  # a settings file (clitics, boilerplate), not a lexicon
        return
    shared = {k: v for k, v in content.items() if k not in ("category", "entry")}
    for position, raw in enumerate(content.get("entry", []), start=1):
        if "id" not in raw or not raw.get("words"):
            raise KnowledgeError(f"knowledge/{path}: entry {position} needs an id and words")
        attributes = {**shared, **{k: v for k, v in raw.items() if k not in ("id", "words", "category")}}
        yield Entry(str(raw["id"]), raw.get("category", category), lang, tuple(raw["words"]), attributes, path)


@cache
def lexicon_of(lang: str) -> tuple[Entry, ...]:
    """Every entry of every lexicon file of one language, in file and entry order."""
    return tuple(e for name in names(lang, ".toml") for e in _entries(lang, name))


@cache
def lexicon() -> tuple[Entry, ...]:
    """Every entry of every lexicon file of both languages, in file and entry order."""
    return tuple(e for lang in LANGUAGES for e in lexicon_of(lang))


def label(vocabulary: str, code: str, lang: str) -> str:
    """The label of `code` in `vocabularies/<vocabulary>.toml` in `lang`; the code itself where it has none."""
    entry = toml(f"vocabularies/{vocabulary}.toml").get(code)
    return str(entry.get(lang, code)) if isinstance(entry, dict) else code

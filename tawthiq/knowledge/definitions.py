"""Whose definitions of a massacre incidents are measured by: the product's, and an office's own.

The product's stand in `vocabularies/profiles.toml`. An office adds its own to its `office.toml` (office_words.py):

    [[massacre]]
    id = "our_office"           # small letters, digits, _; the product's ids may be taken to replace them
    en = "Our Office: at least four people killed in one attack"
    ar = "…"                    # who it is, a colon, what it asks for
    min_killed = 4
    group = "civilian"          # whom it counts; left out: everybody

A definition is computed from figures. Whether a source uses the word is another thing, and the two are never mixed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tawthiq.knowledge.load import toml

_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_LONGEST = 200


@dataclass(frozen=True, slots=True, order=True)
class MassacreDefinition:
    """An office's definition: `least` people of `group` killed at once; group "" counts everybody."""

    id: str
    ar: str
    en: str
    least: int
    group: str = ""


def listed_definitions() -> tuple[MassacreDefinition, ...]:
    """The product's definitions, by id."""
    known = toml("vocabularies/profiles.toml")["massacre"]
    return tuple(sorted(_made(ident, entry) for ident, entry in known.items()))


def massacre_definitions(office: Path | None = None) -> tuple[MassacreDefinition, ...]:
    """The product's definitions with those of an office's file, by id; the office's own outranks the product's of one id."""
    from tawthiq.knowledge.office_words import read_office

    own = {d.id: d for d in (*listed_definitions(), *read_office(office).definitions)}
    return tuple(own[ident] for ident in sorted(own))


def definition_of(entry: Any) -> MassacreDefinition | str:
    """The definition of an entry of an office's file, or what is wrong with it."""
    if not isinstance(entry, dict):
        return "is no table"
    ident, least, group = entry.get("id"), entry.get("min_killed"), entry.get("group", "")
    if not isinstance(ident, str) or not _ID.fullmatch(ident):
        return "needs an id of small letters, digits and _"
    if not isinstance(least, int) or isinstance(least, bool) or not 1 <= least <= 100_000:
        return "needs min_killed, a number of people"
    if not isinstance(group, str) or (group and group not in toml("vocabularies/groups.toml")):
        return "counts a group that is no code of the vocabulary"
    words = [entry.get(lang) for lang in ("ar", "en")]
    if not all(isinstance(w, str) and w.strip() and w.isprintable() and len(w) <= _LONGEST for w in words):
        return f"needs its words in ar and en, at most {_LONGEST} characters each"
    return _made(ident, entry)


def _made(ident: str, entry: dict[str, Any]) -> MassacreDefinition:
    return MassacreDefinition(ident, entry["ar"], entry["en"], int(entry["min_killed"]), entry.get("group", ""))


def definitions_written(definitions: Iterable[MassacreDefinition]) -> str:
    """The entries of an office's file that hold these definitions."""
    found = []
    for one in sorted(definitions):
        lines = [f"\n[[massacre]]\nid = {_quoted(one.id)}\nen = {_quoted(one.en)}\nar = {_quoted(one.ar)}"]
        lines.append(f"min_killed = {one.least}")
        lines += [f"group = {_quoted(one.group)}"] if one.group else []
        found.append("\n".join(lines) + "\n")
    return "".join(found)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

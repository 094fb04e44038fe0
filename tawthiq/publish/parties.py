"""Actors as rows of a table: a unit counts with the party it belongs to (`knowledge/actors/actors.toml`).

An attack laid to "the army" in one report and to "government forces" in another is laid to one party, not to two; allies
stay apart, since who fights beside whom is no allegation.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tawthiq.knowledge.load import toml


@dataclass(frozen=True, slots=True)
class Party:
    """An actor of the code list: names in both languages and the code of the party above it, or ""."""

    code: str
    name_ar: str
    name_en: str
    above: str = ""


@cache
def parties() -> dict[str, Party]:
    """Every actor of the code list, by code."""
    listed = toml("actors/actors.toml").get("actor", [])
    return {a["code"]: Party(a["code"], a["name_ar"], a["name_en"], a.get("parent", "")) for a in listed}


def principal(code: str) -> str:
    """The code of the party at the top of an actor's own chain: army → gov, gov → gov, an unknown code → itself."""
    seen = {code}
    while (party := parties().get(code)) is not None and party.above and party.above not in seen:
        code = party.above
        seen.add(code)
    return code

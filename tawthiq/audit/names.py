"""The names that audits need: governorates and actors, to find them in a report's text and to write them in messages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from tawthiq.domain.where import Place
from tawthiq.knowledge.gazetteer import load_gazetteer
from tawthiq.knowledge.load import Entry, toml


@cache
def governorates() -> dict[str, Place]:
    """Every governorate (first-level division) of the gazetteer by its English name, Syria's first."""
    found = [p for p in load_gazetteer().places.values() if p.level == "governorate"]
    return {p.name_en: p for p in sorted(found, key=lambda p: (p.country == "sy", p.id))}


def governorates_of(country: str) -> tuple[Place, ...]:
    """The governorates of a country (by its place id), by id."""
    return tuple(sorted((p for p in governorates().values() if p.country == country), key=lambda p: p.id))


def place_entries() -> Iterator[Entry]:
    """The governorates as dictionary entries: id is the English name, as in a statistic's key."""
    gazetteer = load_gazetteer()
    wordings: dict[str, list[str]] = {}
    for form, ids in gazetteer.names.items():
        first = gazetteer.places[ids[0]]
        if first.level == "governorate" and form not in gazetteer.ambiguous_names:
            wordings.setdefault(first.name_en, []).append(form)
    for name, forms in wordings.items():
        yield Entry(name, "governorate_name", "", tuple(forms))


@cache
def _actors() -> dict[str, dict[str, Any]]:
    return {str(actor["code"]): actor for actor in toml("actors/actors.toml")["actor"]}


def actor_entries() -> Iterator[Entry]:
    """The actors as dictionary entries: id is the neutral code, `codes` that and the parties it belongs to."""
    for code, actor in _actors().items():
        words = [w for key in ("aliases_ar", "aliases_en", "states_ar", "states_en") for w in actor.get(key, ())]
        words += [w for dated in actor.get("dated", ()) for w in dated["words"]]
        if words:
            yield Entry(code, "actor", "", tuple(words), {"codes": lineage(code)})
    for general in toml("actors/actors.toml").get("general", ()):
        if general.get("default"):
            yield Entry(general["default"], "actor", "", tuple(general["words"]), {"codes": lineage(general["default"])})


def lineage(code: str) -> tuple[str, ...]:
    """An actor's code, then the parties it belongs to, nearest first."""
    found: list[str] = []
    current: str | None = code
    while current and current not in found:
        found.append(current)
        current = _actors().get(current, {}).get("parent")
    return tuple(found)


def actor_name(code: str, lang: str) -> str:
    """The neutral name of an actor; the code itself where it is not known."""
    return str(_actors().get(code, {}).get(f"name_{lang}", code))

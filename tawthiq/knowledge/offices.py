"""The offices that reports quote: one key for all wordings of an office, its type and the party it speaks for (R1, R4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tawthiq.knowledge.load import toml


@dataclass(frozen=True, slots=True)
class Office:
    """An office: `source_type` is a code of vocabularies/source_types, `party` an actor code or empty."""

    key: str
    source_type: str
    name_en: str
    name_ar: str
    party: str
    wordings: tuple[str, ...]
    short: tuple[str, ...]


@cache
def offices() -> Mapping[str, Office]:
    """Every office by key, in file order. `short` wordings name it only where the text names it in full."""
    made: dict[str, Office] = {}
    for raw in toml("sources/offices.toml")["office"]:
        wordings = dict.fromkeys((raw["name_en"], raw["name_ar"], *raw.get("en", ()), *raw.get("ar", ())))
        made[raw["key"]] = Office(
            raw["key"],
            raw["type"],
            raw["name_en"],
            raw["name_ar"],
            raw.get("party", ""),
            tuple(wordings),
            (*raw.get("short_en", ()), *raw.get("short_ar", ())),
        )
    return made

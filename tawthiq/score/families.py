"""Names that mean one thing: parties, weapons, kinds, harms, groups and governorates, as `knowledge/scoring/` groups them.

Gold may say our codes or free names; either becomes a family, and two sides agree where their families are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tawthiq.knowledge.load import toml, tsv
from tawthiq.score.words import phrase, words

OTHER = "other"
"""A kind or a group that no code names."""


@dataclass(frozen=True, slots=True)
class _Test:
    """One row of a families file, its wordings folded and padded so that a search hits whole words only."""

    id: str
    unnamed: bool
    whole: frozenset[str]
    every: tuple[str, ...]
    some: tuple[str, ...]
    none: tuple[str, ...]

    def fits(self, padded: str) -> bool:
        """Whether a folded name, with a space at either end, belongs here."""
        if padded.strip() in self.whole:
            return True
        if not self.some and not self.every:
            return False
        return (
            all(w in padded for w in self.every)
            and (not self.some or any(w in padded for w in self.some))
            and not any(w in padded for w in self.none)
        )


@dataclass(frozen=True, slots=True)
class Families:
    """The families of one subject, in the order in which they are tried."""

    codes: Mapping[str, str]
    names: Mapping[str, str]
    tests: tuple[_Test, ...]
    unnamed: frozenset[str]

    def of(self, value: str) -> str:
        """The family of a code or a free name; a name that fits none is a family by itself. Empty for an empty name."""
        if value in self.codes:
            return self.codes[value]
        name = phrase(self.names.get(value, value))
        padded = f" {name} "
        return next((test.id for test in self.tests if test.fits(padded)), name)

    def every(self, values: Iterable[str]) -> frozenset[str]:
        """The families of several values."""
        return frozenset(self.of(value) for value in values)


def _wordings(raw: Iterable[str]) -> tuple[str, ...]:
    return tuple(f" {phrase(word)}" + ("" if word.endswith("*") else " ") for word in raw)


def _families(path: str, names: Mapping[str, str]) -> Families:
    rows: list[dict[str, Any]] = toml(path)["family"]
    tests = tuple(
        _Test(
            row["id"],
            row.get("unnamed", False),
            frozenset(phrase(name) for name in row.get("whole", ())),
            _wordings(row.get("all", ())),
            _wordings(row.get("any", ())),
            _wordings(row.get("none", ())),
        )
        for row in rows
    )
    codes = {code: row["id"] for row in rows for code in row.get("codes", ())}
    return Families(codes, names, tests, frozenset(test.id for test in tests if test.unnamed))


@cache
def actors() -> Families:
    """Parties. A code without a family is known by its English name."""
    named = {row["code"]: row["name_en"] for row in toml("actors/actors.toml")["actor"]}
    return _families("scoring/actors.toml", named)


@cache
def weapons() -> Families:
    """Weapons and means."""
    return _families("scoring/weapons.toml", {})


@cache
def _coarse(subject: str) -> dict[str, str]:
    table: dict[str, list[str]] = toml("scoring/coarse.toml")[subject]
    return {name: coarse for coarse, others in table.items() for name in (coarse, *others)}


def kind(value: str) -> str:
    """The coarse kind of a coarse name or one of our codes; `other` where it has none."""
    return _coarse("kinds").get(value, OTHER)


def harm(value: str) -> str:
    """The coarse harm."""
    return _coarse("harms").get(value, value)


def group(value: str) -> str:
    """The coarse group of victims; people in general are `all`."""
    return _coarse("groups").get(value or "all", value)


@cache
def known(subject: str) -> frozenset[str]:
    """Everything that gold may say for `kinds`, `harms` or `groups`: coarse names, further names and our codes."""
    return frozenset(_coarse(subject)) | frozenset(toml(f"vocabularies/{subject}.toml"))


@cache
def _governorates() -> dict[str, str]:
    """Every spelling of a governorate in the gazetteer's tables, to its id; the first table that has it wins."""
    spelled: dict[str, str] = {}
    for path in ("places/syria_admin.tsv", "places/region_admin.tsv"):
        for row in tsv(path):
            if row["level"] == "governorate":
                variants = (*row["variants_en"].split("|"), *row["variants_ar"].split("|"))
                for name in (row["name_en"], row["name_ar"], *variants):
                    spelled.setdefault(bare(name), row["id"])
                    spelled.setdefault(_untitled(bare(name)), row["id"])
    spelled.pop("", None)
    return spelled


@cache
def _articles() -> frozenset[str]:
    return frozenset(toml("vocabularies/name_particles.toml")["articles"])


@cache
def _titles() -> frozenset[str]:
    return frozenset(word for title in toml("scoring/coarse.toml")["governorates"]["titles"] for word in words(title))


def _untitled(name: str) -> str:
    """A governorate's bare name without its title: "sanaa governorate" gives "sanaa"."""
    return " ".join(part for part in name.split() if part not in _titles())


def bare(name: str) -> str:
    """A place's name, folded, without Arabic articles in Latin letters: "Dayr az-Zawr" gives "dayr zawr"."""
    parts = words(name)
    last = len(parts) - 1
    return " ".join(part for at, part in enumerate(parts) if at == last or part not in _articles())


@cache
def joined_article() -> str:
    """The article that Arabic joins to a name, folded."""
    return phrase(toml("scoring/coarse.toml")["places"]["joined_article"])


@cache
def governorate(name: str) -> str:
    """The governorate's id where the gazetteer knows the spelling, its bare name otherwise; empty for no name."""
    key = bare(name)
    untitled = _untitled(key)
    return _governorates().get(key) or _governorates().get(untitled) or untitled

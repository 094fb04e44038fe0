"""The parties to the conflicts: neutral codes, names, wordings and what the wordings mean on a day and in a country.

Standards §1: outputs use neutral codes; loaded and partisan wordings are aliases only. A wording may change its party with
time ("the Syrian army" after 8 December 2024) or with the country it is used of ("government forces").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from tawthiq.knowledge.load import toml, tsv


@dataclass(frozen=True, slots=True)
class Actor:
    """A party: its code, neutral names, the party above it, its country, and the days on which it exists."""

    code: str
    name_en: str
    name_ar: str
    parent: str = ""
    country: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Alias:
    """A wording and the party it names.

    `state` marks the name of a state or ruler, read as its forces only where a word of agency says so. `unit` is the key
    of the unit named. `general` numbers the general wording it is (its party hangs on the country); -1 where it is none.
    """

    wording: str
    code: str
    lang: str
    state: bool = False
    unit: str = ""
    general: int = -1


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of a party."""

    key: str
    actor: str
    name_en: str
    name_ar: str


@dataclass(frozen=True, slots=True)
class Implied:
    """A party that a weapon alone points to, in a country, from a day on where there is one, and until a day (`until` itself excluded).

    `dated`: only where the day is known; others hold for a text without a day too.
    """

    weapons: frozenset[str]
    country: str
    code: str
    until: date
    rule: str
    since: date = date.min
    dated: bool = False

    def holds(self, on: date | None) -> bool:
        """Whether the party alone had the weapon on a day."""
        return not self.dated if on is None else self.since <= on < self.until


@cache
def actors() -> Mapping[str, Actor]:
    """Every party by code, in file order."""
    fields = Actor.__dataclass_fields__
    return {
        a["code"]: Actor(**{k: v for k, v in a.items() if k in fields}) for a in toml("actors/actors.toml")["actor"]
    }


@cache
def units() -> Mapping[str, Unit]:
    """Every unit by key, in file order."""
    return {r["key"]: Unit(r["key"], r["actor"], r["name_en"], r["name_ar"]) for r in tsv("actors/units.tsv")}


@cache
def aliases() -> tuple[Alias, ...]:
    """Every wording of every party and unit, in file order; a wording of a unit names its party too."""
    found: list[Alias] = []
    for actor in toml("actors/actors.toml")["actor"]:
        for lang in ("en", "ar"):
            for kind in ("aliases", "states"):
                found.extend(Alias(w, actor["code"], lang, kind == "states") for w in actor.get(f"{kind}_{lang}", ()))
    for row in tsv("actors/units.tsv"):
        for lang in ("en", "ar"):
            found.extend(
                Alias(w, row["actor"], lang, False, row["key"]) for w in row[f"aliases_{lang}"].split("|") if w
            )
    for number, general in enumerate(toml("actors/actors.toml")["general"]):
        lang_of = ("en" if w.isascii() else "ar" for w in general["words"])
        found.extend(
            Alias(w, general["default"], lang, False, "", number)
            for w, lang in zip(general["words"], lang_of, strict=True)
        )
    return tuple(found)


@cache
def _dated() -> Mapping[str, tuple[tuple[date | None, date | None, str, str], ...]]:
    """Wording → (from, until, code, usual code) for wordings that mean another party on those days."""
    made: dict[str, tuple[tuple[date | None, date | None, str, str], ...]] = {}
    for actor in toml("actors/actors.toml")["actor"]:
        for rule in actor.get("dated", ()):
            for word in rule["words"]:
                made[word.casefold()] = (
                    *made.get(word.casefold(), ()),
                    (rule.get("from"), rule.get("until"), rule["code"], actor["code"]),
                )
    return made


@cache
def _by_wording() -> Mapping[str, Alias]:
    return {a.wording.casefold(): a for a in reversed(aliases())}


def on_day(wording: str, code: str, day: date | None) -> str:
    """The party that `wording`, an alias of `code`, names on `day`; `code` itself where the day is unknown.

    A wording that means another country's party here ("the army" in Iraq) does not change hands.
    """
    if day is not None:
        for start, end, other, usual in _dated().get(wording.casefold(), ()):
            if code in (usual, "") and (start is None or start <= day) and (end is None or day < end):
                return other
    return code


def changes_hands(wording: str) -> bool:
    """Whether a wording means another party on some days."""
    return wording.casefold() in _dated()


def resolve_actor(code_or_alias: str, on: date | None = None) -> str | None:
    """The code of a party by code or wording, on a day; None where nothing names one.

    "Nusra Front" → hts; "Syrian army" → gov, from 8 December 2024 gov_trans; a code is returned as it is.
    """
    if code_or_alias in actors():
        return code_or_alias
    alias = _by_wording().get(code_or_alias.casefold())
    return on_day(code_or_alias, alias.code, on) or None if alias is not None else None


def general_code(number: int, country: str | None) -> str:
    """The party a general wording names in a country; its default where the country is unknown or not listed."""
    general = toml("actors/actors.toml")["general"][number]
    return str(general.get("by_country", {}).get(country, general["default"]))


def general_countries(number: int) -> tuple[str, ...]:
    """The countries in which a general wording has a party of its own."""
    return tuple(toml("actors/actors.toml")["general"][number].get("by_country", {}))


def general_follows(number: int) -> tuple[str, ...]:
    """The parties that a general wording may refer back to («التنظيم»); empty for wordings that hang on the country."""
    return tuple(toml("actors/actors.toml")["general"][number].get("follows", ()))


def general_allies(number: int) -> Mapping[str, str]:
    """Whom a general wording names behind each party it refers back to: the allies of that party («الفصائل الموالية لها»)."""
    allies: Mapping[str, str] = toml("actors/actors.toml")["general"][number].get("becomes", {})
    return allies


@cache
def implied() -> tuple[Implied, ...]:
    """The table of weapons that point to a party by themselves (rule actor.implied-by-aircraft)."""
    return tuple(
        Implied(
            frozenset(r["weapons"]),
            r["country"],
            r["code"],
            r["until"],
            r["rule"],
            r.get("since", date.min),
            r.get("dated", False),
        )
        for r in toml("actors/actors.toml")["implied"]
    )


def actor_names(code: str) -> tuple[str, str]:
    """The neutral English and Arabic names of a party; the code itself where it is unknown."""
    actor = actors().get(code)
    return (actor.name_en, actor.name_ar) if actor is not None else (code, code)


@cache
def air_only() -> frozenset[str]:
    """The parties that bombard from the air and not with guns in the conflicts read of (`air_only` in actors.toml)."""
    return frozenset(toml("actors/actors.toml")["air_only"]["codes"])


@cache
def missiles_flown() -> frozenset[str]:
    """The parties whose missiles are an air attack where nothing more is said of them (`missiles_flown` in actors.toml)."""
    return frozenset(toml("actors/actors.toml")["missiles_flown"]["codes"])


@cache
def no_aircraft() -> frozenset[str]:
    """The parties that fly nothing (`no_aircraft` in actors.toml)."""
    return frozenset(toml("actors/actors.toml")["no_aircraft"]["codes"])

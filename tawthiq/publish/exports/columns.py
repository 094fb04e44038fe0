"""The columns that an incident has in every table of ours: name, kind, meaning, HXL tag and where the value comes from.

`tolls` holds every figure of the incident in one cell (`domain/toll_notation.py`), so that nothing is lost on the way
back; the columns beside it are for reading.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from tawthiq.domain.incident import Responsibility
from tawthiq.domain.toll_notation import toll_cell
from tawthiq.publish.exports.cells import listed
from tawthiq.publish.exports.shown import Shown

Value = Callable[[Shown], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """`kind` is the Frictionless type; `hxl` the tag of the HXL standard, empty where there is none."""

    name: str
    kind: str
    meaning: str
    hxl: str
    value: Value


def _party(party: Responsibility) -> str:
    return f"{party.code}:{party.role}:{party.mode}"


def _figure(harm: str, what: str) -> Value:
    figure_of, said = attrgetter(harm), attrgetter(what)

    def value(one: Shown) -> Any:
        figure = figure_of(one)
        return None if figure is None else said(figure)

    return value


def _best(harm: str) -> Value:
    figure_of = attrgetter(harm)

    def value(one: Shown) -> int | None:
        figure = figure_of(one)
        return figure.parts[0].best if figure is not None and len(figure.parts) == 1 else None

    return value


COLUMNS: tuple[Column, ...] = (
    Column("id", "string", "Lasting id of the incident.", "#event+id", attrgetter("id")),
    Column("access", "string", "Who may read the row: public or internal.", "#meta+access", attrgetter("access")),
    Column("title_en", "string", "What, where and when, in English.", "#event+name+i_en", attrgetter("title_en")),
    Column("title_ar", "string", "What, where and when, in Arabic.", "#event+name+i_ar", attrgetter("title_ar")),
    Column("kind", "string", "Kind of incident, by code.", "#event+type+code", attrgetter("kind")),
    Column("labels", "string", "What sources call it besides, by code.", "#event+label", lambda o: listed(o.labels)),
    Column("date_start", "date", "First possible day.", "#date+start", attrgetter("start")),
    Column("date_end", "date", "Last possible day.", "#date+end", attrgetter("end")),
    Column("date_precision", "string", "T1 hour to T7 year, T0 unknown.", "#date+precision", attrgetter("date_precision")),
    Column("place_id", "string", "Id of the place.", "#loc+code", lambda o: o.place and o.place.id),
    Column("place_en", "string", "Place, in English.", "#loc+name+i_en", lambda o: o.place and o.place.name_en),
    Column("place_ar", "string", "Place, in Arabic.", "#loc+name+i_ar", lambda o: o.place and o.place.name_ar),
    Column("place_level", "string", "What the place is.", "#loc+type", lambda o: o.place and o.place.level),
    Column("place_precision", "string", "P1 exact point to P10 country.", "#geo+precision", attrgetter("place_precision")),
    Column("governorate", "string", "Id of the governorate.", "#adm1+code", lambda o: o.division and o.division.id),
    Column("governorate_en", "string", "Governorate, in English.", "#adm1+name+i_en", lambda o: o.division and o.division.name_en),
    Column("governorate_ar", "string", "Governorate, in Arabic.", "#adm1+name+i_ar", lambda o: o.division and o.division.name_ar),
    Column("country", "string", "Country, in English.", "#country+name+i_en", attrgetter("country_en")),
    Column("latitude", "number", "Degrees; coarser than known for places at risk.", "#geo+lat", lambda o: o.position and o.position[1]),
    Column("longitude", "number", "Degrees.", "#geo+lon", lambda o: o.position and o.position[0]),
    Column("alleged", "string", "Parties held responsible by sources, by code.", "#org+alleged+code", lambda o: listed([p.code for p in o.accused])),
    Column("parties", "string", "Every party named: code:role:mode.", "#org+role", lambda o: listed([_party(p) for p in o.parties])),
    Column("weapons", "string", "Weapons and means named, by code.", "#cause+weapon+code", lambda o: listed(o.weapons)),
    Column("killed_min", "integer", "Lowest number of people killed (R6).", "#affected+killed+min", _figure("killed", "low")),
    Column("killed_best", "integer", "The number put forward (R8).", "#affected+killed+best", _best("killed")),
    Column("killed_max", "integer", "Highest number said (R7).", "#affected+killed+max", _figure("killed", "high")),
    Column("killed_open", "boolean", 'Whether sources say "more than".', "#affected+killed+open", _figure("killed", "open")),
    Column("injured_min", "integer", "Lowest number of people injured.", "#affected+injured+min", _figure("injured", "low")),
    Column("injured_best", "integer", "The number put forward.", "#affected+injured+best", _best("injured")),
    Column("injured_max", "integer", "Highest number said.", "#affected+injured+max", _figure("injured", "high")),
    Column("injured_open", "boolean", 'Whether sources say "more than".', "#affected+injured+open", _figure("injured", "open")),
    Column("tolls", "string", "Every figure: harm/group low-high (best); low+ is open.", "#affected+all", lambda o: toll_cell(o.tolls)),
    Column("grade", "string", "How firmly the incident stands, G0 to G5, GC.", "#status+grade", attrgetter("grade")),
    Column("attribution_grade", "string", "How firmly a party is held responsible.", "#status+attribution", attrgetter("attribution_grade")),
    Column("origins", "integer", "Independent voices.", "#meta+origins+num", attrgetter("origins")),
    Column("massacre_labelled", "boolean", "Whether a source calls it a massacre.", "#event+massacre+labelled", attrgetter("massacre_labelled")),
    Column("massacre_definitions", "string", "Offices whose definition the figures meet.", "#event+massacre+defined", lambda o: listed(o.massacre_definitions)),
    Column("massacre_definitions_ar", "string", "The same definitions in words, in Arabic.", "#event+massacre+defined+i_ar", lambda o: listed([d.ar for d in o.definitions])),
    Column("massacre_definitions_en", "string", "The same definitions in words, in English.", "#event+massacre+defined+i_en", lambda o: listed([d.en for d in o.definitions])),
    Column("background_only", "boolean", "Whether it is told of in passing only.", "#meta+background", attrgetter("background_only")),
    Column("sources", "string", "Publishers.", "#meta+source", lambda o: listed(dict.fromkeys([s.publisher for s in o.sources]))),
    Column("source_urls", "string", "Addresses of the reports.", "#meta+url", lambda o: listed([s.url for s in o.sources])),
)  # fmt: skip
PERSONS = Column(
    "persons", "string", "Persons whom sources name: name:role. Never in a public table.", "#contact+name",
    lambda o: listed(f"{p.name}:{p.role}" for p in o.persons),
)  # fmt: skip


def columns(*, internal: bool) -> tuple[Column, ...]:
    """The columns of a public or an internal table."""
    return (*COLUMNS, PERSONS) if internal else COLUMNS


def row(one: Shown, table: tuple[Column, ...]) -> list[Any]:
    """The values of one incident."""
    return [column.value(one) for column in table]

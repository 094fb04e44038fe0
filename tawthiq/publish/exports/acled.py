"""Incidents as an ACLED-like table: one day, one type, one number of deaths per row (ACLED codebook; standards A6).

ACLED codes nothing coarser than a month and nothing at the level of a country: such incidents are left out and counted.
A week or a month is set on its middle day, and deaths on the lowest number (vague words: the register's profile). Sides are
those that sources accuse; ACLED's inter codes are left empty, for they class parties and we do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tawthiq.knowledge.load import toml
from tawthiq.publish.exports.cells import write_csv
from tawthiq.publish.exports.exact import HEADER as EXACT
from tawthiq.publish.exports.exact import exact
from tawthiq.publish.exports.export import Export
from tawthiq.publish.exports.shown import Shown
from tawthiq.publish.wording import wording

HEADER = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
NO_DAY = "no day that is known within a month, which ACLED asks for"
NO_PLACE = "no place below the country, which ACLED asks for"
_DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Protests": "Political violence; Demonstrations",
    "Strategic developments": "Strategic developments",
}
_CIVIL = frozenset(
    {"civilian", "child", "infant", "woman", "medical_staff", "civil_defence", "aid_worker", "journalist"}
)


def precision(vocabulary: str, code: str, system: str) -> str:
    """The number of another system's precision for one of ours; empty where it has none."""
    return str(toml(f"vocabularies/{vocabulary}.toml").get(code, {}).get(system, ""))


def middle(start: date, end: date) -> date:
    """The day in the middle of a stretch; the earlier of two."""
    return start + timedelta(days=(end - start).days // 2)


def kind_of(code: str) -> dict[str, Any]:
    """How a kind is coded elsewhere (`knowledge/exchange/kinds.toml`); kinds without an entry as "other"."""
    table = toml("exchange/kinds.toml")
    found: dict[str, Any] = table.get(code) or table["other"]
    return found


def country_of(one: Shown) -> str:
    """The id of the incident's country, or an empty string."""
    if one.division is not None:
        return one.division.country
    return (one.place.country or one.place.id) if one.place is not None else ""


def civilians_hit(one: Shown) -> bool:
    """Whether the kind says that civilians were the target, or a figure counts civilians."""
    return bool(kind_of(one.kind).get("civilians")) or any(t.group in _CIVIL for t in one.tolls)


def write(export: Export, path: Path) -> int:
    """Writes the table; gives back the number of rows. Raises OSError."""
    return write_csv(path, (*HEADER, *EXACT), _rows(export))


def _rows(export: Export) -> Iterator[tuple[Any, ...]]:
    for one in export.incidents():
        when, where = precision("date_precisions", one.date_precision, "acled"), _where(one)
        if not when or one.start is None or one.end is None:
            export.left_out[NO_DAY] += 1
        elif not where:
            export.left_out[NO_PLACE] += 1
        else:
            yield (*_row(one, when, where, middle(one.start, one.end)), *exact(one))


def _where(one: Shown) -> str:
    return precision("place_precisions", one.place_precision, "acled") or ("3" if one.division is not None else "")


def _row(one: Shown, when: str, where: str, day: date) -> tuple[Any, ...]:
    event, sub_event = kind_of(one.kind)["acled"]
    accused = [party.name_en for party in one.accused]
    targets = [p.name_en for p in one.parties if p.role == "target"]
    hit = civilians_hit(one)
    others = targets or ([f"Civilians ({one.country_en})"] if hit else [])
    place = one.place.name_en or one.place.name_ar if one.place is not None else None
    division = one.division.name_en if one.division is not None else None
    killed = one.killed.low if one.killed is not None else 0
    return (
        one.id, day, day.year, int(when), _DISORDER[event], event, sub_event,
        accused[0] if accused else f"Unidentified Armed Group ({one.country_en})", "; ".join(accused[1:]), None,
        others[0] if others else None, "; ".join(others[1:]), None, None, "Civilian targeting" if hit else None,
        toml("exchange/countries.toml").get(country_of(one), {}).get("iso"), None, one.country_en, division, None, None,
        place or division, one.position and one.position[1], one.position and one.position[0], int(where),
        "; ".join(dict.fromkeys(s.publisher for s in one.sources if s.publisher)), None, _notes(one), killed, None, None,
    )  # fmt: skip


def _notes(one: Shown) -> str:
    """The title, and that it is a number from several sources where it is one."""
    w = wording("en")
    grade = w.label("grades", one.grade)
    return f"{one.title_en or w.label('kinds', one.kind)}. Grade: {grade}. Independent origins: {one.origins}."

"""Incidents as a PLOVER-coded table, tabs between the cells: event type, mode and context, sides, place, the dead and injured.

The names of the columns are those of the data sets that PLOVER's authors publish (POLECAT). PLOVER codes dated acts: an incident
without a day, or whose kind is no act of its list, is left out and counted. Sides are those that sources accuse and name as
targets. The numbers are the lowest that sources say.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tawthiq.knowledge.load import toml
from tawthiq.publish.exports.acled import civilians_hit, country_of
from tawthiq.publish.exports.cells import write_csv
from tawthiq.publish.exports.exact import HEADER as EXACT
from tawthiq.publish.exports.exact import exact
from tawthiq.publish.exports.export import Export
from tawthiq.publish.exports.shown import Shown

HEADER = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Contexts", "Actor Name", "Actor Country", "Recipient Name",
    "Recipient Country", "Placename", "Province", "Country", "Latitude", "Longitude", "Dead", "Injured", "Source", "Publication Date",
    "URL", "Language",
)  # fmt: skip
NO_DAY = "no day, which PLOVER asks for"
NO_ACT = "a kind that is no act of PLOVER's list"


def write(export: Export, path: Path) -> int:
    """Writes the table; gives back the number of rows. Raises OSError."""
    return write_csv(path, (*HEADER, *EXACT), _rows(export), between="\t")


def _rows(export: Export) -> Iterator[tuple[Any, ...]]:
    for one in export.incidents():
        coded = toml("exchange/plover.toml").get(one.kind)
        if coded is None:
            export.left_out[NO_ACT] += 1
        elif one.start is None:
            export.left_out[NO_DAY] += 1
        else:
            yield (*_row(one, coded["code"]), *exact(one))


def _row(one: Shown, code: list[str]) -> tuple[Any, ...]:
    home = toml("exchange/countries.toml").get(country_of(one), {}).get("iso3") or one.country_en
    accused, homes = one.accused, _homes()
    targets = [p.name_en for p in one.parties if p.role == "target"]
    hit = civilians_hit(one)
    first = one.sources[0] if one.sources else None
    return (
        one.id, one.start, *code, "; ".join([p.name_en for p in accused]),
        "; ".join(dict.fromkeys([homes[p.code] for p in accused if p.code in homes])),
        "; ".join(targets) or ("civilians" if hit else None), home if hit and not targets else None,
        (one.place.name_en or one.place.name_ar) if one.place is not None else None,
        one.division.name_en if one.division is not None else None, one.country_en,
        one.position and one.position[1], one.position and one.position[0],
        one.killed and one.killed.low, one.injured and one.injured.low,
        "; ".join(dict.fromkeys([s.publisher for s in one.sources if s.publisher])), first and first.published, first and first.url,
        first and first.lang,
    )  # fmt: skip


@cache
def _homes() -> dict[str, str]:
    """The countries of parties, in three letters, by the parties' codes."""
    countries = toml("exchange/countries.toml")
    known = {a["code"]: a.get("country", "") for a in toml("actors/actors.toml").get("actor", [])}
    return {code: str(countries.get(home, {}).get("iso3") or home) for code, home in known.items() if home}

"""Linking measured on two real registers that refer to one another: UCDP's events and Airwars' incidents in Syria.

`python -m bench.registers DATA` reads `ucdp_syria_events.jsonl`, `airwars_syria_incidents.jsonl` and the links that UCDP's own
coders wrote down, `ucdp_airwars_links.jsonl`, and prints precision and recall at the thresholds that a build uses. Nothing is
fitted to them. A register lists each event once, so all events of one stand as one document: they never join one another.

What is right: a link whose code names one incident and whose day and place fit it. What is judged: every pair that we find in
which either side has such a link; of other pairs nobody said anything. The two halves are split by the event's number, so that
whoever changes a weight by looking at one half can check it on the other.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tawthiq.domain.account import Account, Extraction
from tawthiq.domain.document import Document, Published
from tawthiq.domain.span import Quote, Span
from tawthiq.domain.toll import Count, Toll
from tawthiq.domain.when import When, precision_of
from tawthiq.domain.where import Place, PlaceMention
from tawthiq.extract.matcher import the_gazetteer
from tawthiq.knowledge.gazetteer import Gazetteer, kilometres
from tawthiq.link import link_accounts

NAMES = ("ucdp_syria_events.jsonl", "airwars_syria_incidents.jsonl", "ucdp_airwars_links.jsonl")
_SETTLED = ("city", "town", "village", "camp", "neighbourhood")
_NEAREST_KM = 3.0
"""A point further than this from every settlement we know is a place of its own."""
_CELL = 0.05
_UNPLACED_PREC = 3
"""UCDP's where_prec: from here on the point is the middle of a district or wider."""
_DAY_PREC = 2
"""UCDP's date_prec: up to here the days are stated."""

Pair = tuple[str, str]


class Settlements:
    """The settlements of a country by their coordinates."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._cells: dict[tuple[int, int], list[Place]] = {}
        for place in sorted(gazetteer.places.values(), key=lambda p: p.id):
            if place.level in _SETTLED and place.country == "sy" and place.lat is not None and place.lon is not None:
                self._cells.setdefault(self._cell(place.lat, place.lon), []).append(place)

    @staticmethod
    def _cell(lat: float, lon: float) -> tuple[int, int]:
        return int(lat // _CELL), int(lon // _CELL)

    def at(self, lat: float, lon: float, name: str) -> Place:
        """The settlement nearest to a point, or the point itself by its name."""
        row, column = self._cell(lat, lon)
        near = [
            (kilometres(lat, lon, place.lat or 0.0, place.lon or 0.0), place.id, place)
            for r in (row - 1, row, row + 1)
            for c in (column - 1, column, column + 1)
            for place in self._cells.get((r, c), ())
        ]
        distance, _, place = min(near, default=(999.0, "", None), key=lambda item: item[:2])
        if place is not None and distance <= _NEAREST_KM:
            return place
        governorate = place.governorate if place is not None else None
        return Place(f"point:{lat:.2f},{lon:.2f}", "village", name, "", governorate, "sy", governorate, lat, lon)


def _quote(text: str) -> Quote:
    return Quote(text, Span(0, max(1, len(text))))


def _account(gold: dict[str, Any], kind: str, place: Place | None, killed: tuple[int, int | None] | None) -> Account:
    first, last = date.fromisoformat(gold["date"]), date.fromisoformat(gold.get("date_end") or gold["date"])
    when = When(first, last, precision_of(first, last), "absolute", _quote(gold["date"]))
    mention = PlaceMention(place, "Syria", None, "P4", _quote(place.name_en)) if place is not None else None
    tolls: tuple[Toll, ...] = ()
    if killed is not None:
        low, high = killed
        count = Count(low, high, low if low == high else None, "exact" if low == high else "range", "")
        tolls = (Toll("killed", None, count, _quote(str(low)), "toll.register"),)
    sites = (mention,) if mention is not None else ()
    return Account(kind, (), False, False, when, mention, sites, (), (), (), tolls, None, ())


def _ucdp(record: dict[str, Any], settlements: Settlements) -> Account | None:
    gold = record["gold"]
    if not gold.get("date") or gold["date_prec"] > _DAY_PREC:
        return None
    placed = gold["where_prec"] < _UNPLACED_PREC
    place = settlements.at(gold["lat"], gold["lon"], gold["place_en"]) if placed else None
    return _account(gold, "unknown", place, (gold["low"], gold["high"]))


def _airwars(record: dict[str, Any], settlements: Settlements) -> Account | None:
    gold = record["gold"]
    if not gold.get("date"):
        return None
    place = settlements.at(gold["lat"], gold["lon"], gold["place_en"] or "") if gold.get("lat") else None
    killed = (gold.get("counts") or {}).get("civilians_killed") or {}
    bounds = (killed["min"], killed.get("max")) if killed.get("min") is not None else None
    kind = "airstrike" if "air" in (gold.get("strike_type") or "").lower() else "unknown"
    return _account(gold, kind, place, bounds)


@dataclass(frozen=True, slots=True)
class Half:
    """One half of the links: how many there are, how many joined pairs could be judged and are right, how many links are
    joined or in the queue of pairs for a person."""

    name: str
    true: int
    found: int
    right: int
    shown: int

    @property
    def precision(self) -> float:
        """Of the pairs that could be judged, the share that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Of the links written down, the share that was found."""
        return self.right / self.true if self.true else 0.0


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def _register(name: str, records: Sequence[tuple[str, Account]]) -> Extraction:
    document = Document(name, " ", "en", "", name, "", "", Published(None, None, "none"))
    return Extraction(document, tuple(account for _, account in records), ())


def link_registers(folder: Path) -> tuple[list[Pair], list[Pair]]:
    """The pairs (UCDP id, Airwars id) that linking joins, and those it leaves to a person."""
    gazetteer = the_gazetteer(None)
    settlements = Settlements(gazetteer)
    ucdp = [(r["id"], a) for r in _records(folder / NAMES[0]) if (a := _ucdp(r, settlements)) is not None]
    airwars = [(r["id"], a) for r in _records(folder / NAMES[1]) if (a := _airwars(r, settlements)) is not None]
    result = link_accounts([_register("airwars", airwars), _register("ucdp", ucdp)], gazetteer=gazetteer)
    joined = [sorted(cluster) for cluster in result.clusters if len(cluster) == 2]
    asked = [[link.a, link.b] for link in result.uncertain]
    found = [[(ucdp[other][0], airwars[one][0]) for (_, one), (_, other) in pairs] for pairs in (joined, asked)]
    return found[0], found[1]


def judge(folder: Path, joined: Sequence[Pair], asked: Sequence[Pair] = ()) -> list[Half]:
    """What was found of each half of the links: first of those with an even number, then of those with an odd one."""
    links = [r for r in _records(folder / NAMES[2]) if r["meta"]["plausible"] and r["meta"]["code_points_to"] == 1]
    true = {(r["gold"]["ucdp"], r["gold"]["airwars"]) for r in links}
    events = {event: int(event.rpartition("-")[2]) % 2 for event, _ in true}
    incidents = {incident: events[event] for event, incident in sorted(true)}
    halves = []
    for name, half in (("even", 0), ("odd", 1)):
        mine = {pair for pair in true if events[pair[0]] == half}
        judged = [p for p in joined if events.get(p[0], incidents.get(p[1])) == half]
        shown = mine & {*joined, *asked}
        halves.append(Half(name, len(mine), len(judged), sum(p in true for p in judged), len(shown)))
    return halves


def main(arguments: Sequence[str]) -> int:
    """Prints the figures; 2 where the data is not there."""
    folder = Path(arguments[0] if arguments else "../shared/data")
    missing = [name for name in NAMES if not (folder / name).is_file()]
    if missing:
        print(f"{folder}: {', '.join(missing)} not found", file=sys.stderr)
        return 2
    joined, asked = link_registers(folder)
    print(f"{len(joined)} pairs joined, {len(asked)} left to a person")
    for half in judge(folder, joined, asked):
        print(
            f"{half.name}: {half.true} links; joined: precision {half.precision:.3f} ({half.right} of {half.found}), "
            f"recall {half.recall:.3f}; joined or asked about: {half.shown / max(half.true, 1):.3f}"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""Who is on which list: the named victims of a register's incidents, or of lists in a file, each person counted once.

A person is one with another of the same incident (or the same day and place, in a file) whose name is the same across
scripts. A list is an independent origin (R1): pages that carry one voice are one list.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tawthiq.domain.account import Extraction
from tawthiq.domain.incident import Incident
from tawthiq.estimate.histories import Histories, histories_of
from tawthiq.text.fold import fold_word
from tawthiq.text.names import same_person

_DEAD = ("victim", "fighter_killed")
_LEAST_WORDS = 2
COLUMNS = ("name", "date", "place", "list")
"""The columns of a file of lists: one line for each person of each list."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of one list: a name, on `list`, of someone killed at `where` (an incident, or a day and a place)."""

    name: str
    where: str
    list: str
    key: str = ""


def entries_of(incidents: Iterable[Incident], extractions: Iterable[Extraction]) -> Iterator[Entry]:
    """The named dead of dated and placed incidents, once for each origin whose document names them.

    A name of one word names nobody certainly, and an incident without a day or a place does not say who died where:
    both are left out (OHCHR's rule of full name, date and place).
    """
    by_id = {e.document.id: e for e in extractions}
    for incident in incidents:
        if incident.date is None or not incident.date.known or incident.place is None:
            continue
        for document, number in incident.accounts:
            origins = [o for o in incident.origins if document in o.documents]
            persons = by_id[document].accounts[number].persons if document in by_id else ()
            for person in persons:
                if person.role in _DEAD and len(person.name.split()) >= _LEAST_WORDS:
                    for origin in origins:
                        yield Entry(person.name, incident.id, origin.name or origin.id, person.key)


def _same(a: Entry, b: Entry) -> bool:
    return a.key == b.key if a.key and b.key else a.name == b.name or same_person(a.name, b.name)


def people_of(entries: Iterable[Entry]) -> list[tuple[Entry, ...]]:
    """The entries of each person together; who matches through a third is one person."""
    places: dict[str, list[Entry]] = {}
    for entry in entries:
        places.setdefault(entry.where, []).append(entry)
    found: list[tuple[Entry, ...]] = []
    for where in sorted(places):
        groups: list[list[Entry]] = []
        for entry in sorted(places[where], key=lambda e: (-len(e.name.split()), e.name, e.list)):
            matching = [g for g in groups if any(_same(entry, other) for other in g)]
            for group in matching[1:]:
                matching[0].extend(group)
                groups.remove(group)
            if matching:
                matching[0].append(entry)
            else:
                groups.append([entry])
        found.extend(tuple(group) for group in groups)
    return found


def histories(entries: Iterable[Entry]) -> Histories:
    """The capture histories of the people behind the entries."""
    return histories_of({e.list for e in person} for person in people_of(entries))


def keep(histories: Histories, names: Sequence[str]) -> Histories:
    """The histories of some lists alone; who is on none of them is left out. Raises ValueError for an unknown list."""
    unknown = [n for n in names if n not in histories.lists]
    if unknown:
        raise ValueError(f"no list {', '.join(unknown)}; there are {', '.join(histories.lists)}")
    positions = [i for i, name in enumerate(histories.lists) if name in names]
    cells: dict[str, int] = {}
    for history, count in histories.cells:
        cut = "".join(history[i] for i in positions)
        if "1" in cut:
            cells[cut] = cells.get(cut, 0) + count
    return Histories(tuple(histories.lists[i] for i in positions), tuple(sorted(cells.items())))


def read_lists(path: Path) -> list[Entry]:
    """The entries of a CSV file with the columns name, date, place, list. Raises ValueError naming the line at fault."""
    found = []
    for number, row in _rows(path, COLUMNS):
        name, day, place, source = (row[c].strip() for c in COLUMNS)
        if not (name and day and place and source):
            raise ValueError(f"{path}, line {number}: name, date, place and list must all be given")
        if len(name.split()) >= _LEAST_WORDS:
            found.append(Entry(name, f"{day} {fold_word(place)}", source))
    return found


def read_cells(path: Path) -> Histories:
    """A published table of histories: a column of 0 and 1 for each list, and a column `count`. Raises ValueError."""
    rows = list(_rows(path, ("count",)))
    lists = tuple(c for c in (rows[0][1] if rows else {}) if c != "count")
    cells = []
    for number, row in rows:
        history = "".join(row[name].strip() for name in lists)
        if not row["count"].strip().isdecimal():
            raise ValueError(f"{path}, line {number}: count is no whole number")
        cells.append((history, int(row["count"])))
    try:
        return Histories(lists, tuple(sorted(cells)))
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error


def _rows(path: Path, needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, restval="")
        missing = [c for c in needed if c not in (reader.fieldnames or ())]
        if missing:
            raise ValueError(f"{path}: no column {', '.join(missing)}")
        for number, row in enumerate(reader, 2):
            if None in row:
                raise ValueError(f"{path}, line {number}: more cells than columns")
            yield number, row

"""What `register.db` itself says of a period's incidents, to hold the printed figures against (standards D17).

The tables are counted from the register's JSON Lines; here the same incidents are read from its database by a query of its
own. Where somebody changed one and not the other, a figure is not what the register gives, and nothing is printed.
"""

from __future__ import annotations

import json
import sqlite3
from calendar import monthrange
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path

from tawthiq.publish.massacres import LABEL
from tawthiq.publish.period.numbers_csv import MEASURES, NAMED_GROUP
from tawthiq.publish.period.term import Term
from tawthiq.publish.public import HIDDEN
from tawthiq.publish.statistics import Row

Key = tuple[str, str | None, str, str | None]
_INCIDENTS = (
    "SELECT id, kind, labels, date FROM incident WHERE NOT background_only AND grade <> 'G0' AND date IS NOT NULL"
)
_RANGES = """
SELECT t.incident, t.harm, coalesce(t.grp, ''), t.min, coalesce(t.max, max(t.min, coalesce(t.best, 0), coalesce(
  (SELECT max(coalesce(c.high, c.low)) FROM toll_claim AS k JOIN claim AS c
   ON c.document = k.document AND c.account = k.account AND c.number = k.claim AND c.field = 'toll'
   WHERE k.incident = t.incident AND k.toll = t.number AND NOT k.superseded
     AND NOT EXISTS (SELECT 1 FROM toll_claim AS s WHERE s.incident = k.incident AND s.toll = k.toll AND s.superseded
                     AND s.document = k.document AND s.account = k.account AND s.claim = k.claim)), 0)))
FROM toll AS t WHERE t.harm IN ('killed', 'injured') ORDER BY t.incident, t.number
"""
_STATUSES = ("civilian", "combatant", "status_contested", "status_unknown")
_UNITS = ("family_unit",)

Ranges = dict[str, tuple[int, int]]
"""Victim group ("" for people in general) → lowest and highest number."""


class DatabaseError(ValueError):
    """A database that cannot be asked; the message names it and the reason."""


class RegisterQuery:
    """The incidents of a register's database that count, with their days and ranges. Raises DatabaseError."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise DatabaseError(f"{path}: there is no such file; build the register again")
        self._incidents: dict[str, tuple[date, date, bool]] = {}
        self._ranges: dict[tuple[str, str], Ranges] = {}
        self._whole: dict[tuple[str, str], tuple[int, int] | None] = {}
        try:
            with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
                self._read(connection)
        except (sqlite3.Error, ValueError, TypeError, KeyError) as error:
            raise DatabaseError(f"{path}: {' '.join(str(error).split())}") from error

    def _read(self, connection: sqlite3.Connection) -> None:
        for ident, kind, labels, when in connection.execute(_INCIDENTS):
            days, called = json.loads(when), {kind, *json.loads(labels)}
            if days["start"] is None or days["end"] is None:
                continue
            first, last = date.fromisoformat(days["start"]), date.fromisoformat(days["end"])
            if called & HIDDEN:  # only the month is published
                first, last = first.replace(day=1), last.replace(day=monthrange(last.year, last.month)[1])
            self._incidents[ident] = (first, last, LABEL in called)
        for ident, harm, group, low, high in connection.execute(_RANGES):
            self._ranges.setdefault((ident, harm), {}).setdefault(group, (low, high))

    def inside(self, term: Term) -> frozenset[str]:
        """The ids of the incidents that certainly fall into `term`."""
        return frozenset(i for i, (first, last, _) in self._incidents.items() if term.holds(first, last))

    def sums(self, incidents: Iterable[str], group: str | None = None) -> dict[str, int]:
        """`MEASURES` → figure over incidents by id; of one victim group, or of people in general."""
        found = dict.fromkeys(MEASURES, 0)
        for ident in incidents:
            found["incidents"] += 1
            found["massacres"] += self._incidents[ident][2] if ident in self._incidents else 0
            for harm in ("killed", "injured"):
                at = (ident, harm)
                if group is not None:
                    figure = self._ranges.get(at, {}).get(group)
                elif at in self._whole:
                    figure = self._whole[at]
                else:
                    figure = self._whole[at] = self._figure(self._ranges.get(at, {}))
                if figure is not None:
                    found[f"{harm}_min"] += figure[0]
                    found[f"{harm}_max"] += figure[1]
                    found[f"{harm}_incidents"] += 1
        return found

    def _figure(self, ranges: Ranges) -> tuple[int, int] | None:
        """The one figure of an incident: people in general, else its civil statuses together, else its largest group (R10)."""
        if "" in ranges:
            return ranges[""]
        statuses = [ranges[status] for status in _STATUSES if status in ranges]
        if statuses:
            return sum(low for low, _ in statuses), sum(high for _, high in statuses)
        groups = sorted((-low, group, high) for group, (low, high) in ranges.items() if group not in _UNITS)
        return (-groups[0][0], groups[0][2]) if groups else None

    def totals(self, behind: Mapping[Key, Row], term: Term, before: Term | None) -> dict[Key, int]:
        """For every printed figure what the database gives for it.

        A total is asked of the whole period; any other figure of the incidents of its row that lie in its period.
        """
        periods = {None: self.inside(term), "before": self.inside(before) if before else frozenset()}
        sums: dict[tuple[str, str | None, str | None], dict[str, int]] = {}
        found = {}
        for (dimension, key, measure, subject), row in behind.items():
            whole = periods[subject]
            at = (dimension, key, subject)
            if at not in sums:
                ids = whole if dimension == "total" else [ident for ident in row.incidents if ident in whole]
                sums[at] = self.sums(ids, key if dimension in ("group", NAMED_GROUP) else None)
            found[dimension, key, measure, subject] = sums[at][measure]
        return found

"""The tables by victim group, and the incidents behind each of their numbers: a page for every cell that is shown.

A cell that is withheld leads nowhere, nor does a total beside one: the incidents behind them would give it away (standards §5.8).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tawthiq.publish.figures import Sum, figure_text
from tawthiq.publish.releases.small_cells import MEASURES, TOTAL
from tawthiq.publish.site.released import Names, Released
from tawthiq.publish.wording import Wording

Record = dict[str, Any]
_TABLES = (("governorate", "governorate"), ("party", "actor"), ("year", "year"))


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A row as printed: the group, what it is crossed with, two figures; `stem` is its page's, empty where it is withheld."""

    group: str
    column: str
    killed: str
    injured: str
    total: bool
    stem: str
    incidents: tuple[Record, ...]


class Groups:
    """The tables by victim group of a release, in one language."""

    def __init__(self, released: Released, w: Wording, names: Names) -> None:
        self.r, self.w, self.names = released, w, names
        self._labels = {
            row.key: row.label(w.lang)
            for table in ("governorate", "actor")
            if table in released.tables
            for row in released.tables[table].rows
        }
        self._partly = {line["group"] for line in released.groups if line["withheld"] == "true"}
        self._behind: dict[tuple[str, str, str], list[Record]] = {}
        for record in released.incidents:
            if not record["rows"]:
                continue
            for group in sorted({f["group"] for f in record["figures"] if f["group"] and f["harm"] in MEASURES}):
                for across, _ in _TABLES:
                    self._behind.setdefault((across, group, record["rows"][across]), []).append(record)
                    self._behind.setdefault((across, group, TOTAL), []).append(record)

    def tables(self) -> list[tuple[str, str, list[GroupRow]]]:
        """Caption, heading of the second column, and rows of each table."""
        w, found = self.w, []
        for across, name in _TABLES:
            rows = [self._row(across, line) for line in self.r.groups if line["table"] == f"group+{across}"]
            if rows:
                head = w(f"tables.{name}_col") if name != "year" else w("tables.year")
                found.append((f"{w('site.groups')} · {w(f'tables.{name}')}", head, rows))
        return found

    def pages(self) -> Iterator[tuple[str, str, tuple[Record, ...]]]:
        """File stem, heading and incidents of every page; the totals of the tables share one for each group."""
        seen: set[str] = set()
        for _, _, rows in self.tables():
            for row in rows:
                if row.stem and row.stem not in seen:
                    seen.add(row.stem)
                    yield row.stem, self.w("site.row_of", table=self.w("site.groups"), row=_heading(row)), row.incidents

    def _row(self, across: str, line: dict[str, str]) -> GroupRow:
        group, key, total = line["group"], line["column"], line["column"] == TOTAL
        closed = line["withheld"] == "true" or (total and group in self._partly)
        behind = () if closed else tuple(self._behind.get((across, group, key), ()))
        stem = self.names.of(f"group-{group}" if total else f"group-{group}-{across}-{key}")
        return GroupRow(
            self.w.label("groups", group), self.w("tables.total") if total else self._column(across, key),
            self._people(line, "killed"), self._people(line, "injured"), total, f"t/{stem}" if behind else "", behind,
        )  # fmt: skip

    def _column(self, across: str, key: str) -> str:
        w = self.w
        if across == "party" and key in ("joint", "unresolved"):
            return w(f"period.all_{key}")
        if key in ("undated", "unlocated", "unattributed"):
            return w(f"tables.{key}")
        return self._labels.get(key, key)

    def _people(self, line: dict[str, str], harm: str) -> str:
        if line["withheld"] == "true":
            return self.w("site.withheld_cell")
        figure = Sum(int(line[f"{harm}_min"]), int(line[f"{harm}_max"]), line[f"{harm}_open"] == "true", 1)
        return figure_text(figure) if figure.high else "—"


def _heading(row: GroupRow) -> str:
    return row.group if row.total else f"{row.group} · {row.column}"

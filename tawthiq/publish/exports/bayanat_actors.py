"""Parties and persons for Bayanat: bodies for its admin API, and the same as a sheet for its import of actors.

Parties are entities under their neutral codes; persons leave in an internal export alone. Bayanat numbers actors itself: `originid`
and the tag keep our id, and `api/relations.jsonl` says by our ids who plays which part where.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from tawthiq.knowledge.load import toml
from tawthiq.publish.exports.cells import cell
from tawthiq.publish.exports.shown import Shown
from tawthiq.text.language import detect_language

SHEET = ("originid", "type", "name", "name_ar", "tags", "description")
MAPPING: dict[str, Any] = {
    "originid": ["originid"],
    "dtype": ["type"],
    "name": ["name"],
    "name_ar": ["name_ar"],
    "tags": ["tags"],
    "description": [{"sep": "", "data": ["description"]}],
}
"""What Bayanat's sheet import asks for: which column fills which of its fields."""
_OTHER, _APPEARED = 6, 4


@dataclass(slots=True)
class Actors:
    """The actors of an export, in the order in which incidents name them, by our ids."""

    bodies: dict[str, dict[str, Any]] = field(default_factory=dict)

    def relations(self, one: Shown) -> Iterator[dict[str, Any]]:
        """Who plays which part in an incident and in each report that says so; keeps the actors."""
        shown = {source.id for source in one.sources}
        parts = toml("exchange/bayanat.toml")["roles"]
        for party in one.parties:
            ident = f"party:{party.code}"
            if ident not in self.bodies:
                self.bodies[ident] = _body(ident, "Entity", {"name": party.name_en, "name_ar": party.name_ar})
            part = {"actor_originid": ident, "related_as": [parts.get(party.role, _OTHER)], "comment": party.role}
            yield {"incident_tawthiq_id": one.id, **part}
            for document in dict.fromkeys([document for document, _ in party.accounts if document in shown]):
                yield {"bulletin_originid": document, **part}
        for person in one.persons:
            ident = f"person:{person.name}"
            if ident not in self.bodies:
                self.bodies[ident] = _body(ident, "Person", _names(person.name))
            yield {
                "incident_tawthiq_id": one.id, "actor_originid": ident, "related_as": [_APPEARED], "comment": person.role,
            }  # fmt: skip

    def write(self, api: Path, sheets: Path) -> int:
        """Writes `actors.jsonl` into `api`, the sheet and its mapping into `sheets`; gives back how many. Raises OSError."""
        with (api / "actors.jsonl").open("wb") as lines:
            for body in self.bodies.values():
                lines.write(orjson.dumps({"item": body}) + b"\n")
        with (sheets / "actors.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(SHEET)
            for ident, body in self.bodies.items():
                name = body.get("name") or " ".join(filter(None, (body.get("first_name"), body.get("last_name"))))
                name_ar = body.get("name_ar") or " ".join(
                    filter(None, (body.get("first_name_ar"), body.get("last_name_ar")))
                )
                row = (ident, body["type"], name, name_ar, body["tags"][0], body["comments"])
                table.writerow([cell(value) for value in row])
        (sheets / "mapping.json").write_bytes(orjson.dumps(MAPPING, option=orjson.OPT_INDENT_2) + b"\n")
        return len(self.bodies)


def _body(ident: str, kind: str, names: dict[str, str]) -> dict[str, Any]:
    return {
        "type": kind, **{key: value[:255] for key, value in names.items() if value}, "comments": f"tawthiq {ident}",
        "tags": [f"tawthiq:{ident}"], "status": "Machine Created", "actor_profiles": [{"mode": 1, "originid": ident}],
    }  # fmt: skip


def _names(name: str) -> dict[str, str]:
    """A person's name in the fields of its script; Bayanat asks for a first or a last one."""
    first, _, last = name.partition(" ")
    arabic = "_ar" if detect_language(name) == "ar" else ""
    return {f"first_name{arabic}": first, f"last_name{arabic}": last}

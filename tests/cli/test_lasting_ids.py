"""An incident keeps its id when the register is built again with more reports, also where a new one would name it."""

from __future__ import annotations

import json
from pathlib import Path

from tawthiq.cli.known_ids import known_ids
from tests.cli.reports import write_reports
from tests.cli.running import run

EARLIER = (
    "Market hit\n\nA Russian air strike on the vegetable market of the Bustan al-Qasr neighbourhood in Aleppo killed at "
    "least 11 civilians on 7 May 2016, the civil defence said.\n"
)


def _strike(register: Path) -> dict[str, list[str]]:
    records = [json.loads(line) for line in (register / "incidents.jsonl").read_text(encoding="utf-8").splitlines()]
    return {r["id"]: sorted(ref[0] for ref in r["accounts"]) for r in records}


def test_an_incident_keeps_its_id_when_an_earlier_report_joins_it(tmp_path: Path) -> None:
    reports, register, fresh = write_reports(tmp_path / "reports"), tmp_path / "register", tmp_path / "fresh"
    assert run("build", str(reports), "--out", str(register)).status == 0
    before = _strike(register)
    (reports / "a-first.en.txt").write_text(EARLIER, encoding="utf-8")
    with (reports / "manifest.csv").open("a", encoding="utf-8") as manifest:
        manifest.write("a-first.en.txt,https://example.org/c/1,Barada Wire,2016-05-07,2016-06-01\n")
    assert run("build", str(reports), "--out", str(register)).status == 0
    after = _strike(register)
    assert set(before) == set(after)
    joined = next(ident for ident, documents in after.items() if "a-first.en.txt" in documents)
    assert set(before[joined]) < set(after[joined])
    assert run("build", str(reports), "--out", str(fresh)).status == 0
    assert joined not in _strike(fresh), "the new report leads the incident: without the earlier run its id is another"


def test_a_broken_register_costs_ids_and_nothing_else(tmp_path: Path) -> None:
    assert known_ids(tmp_path) == {}
    (tmp_path / "incidents.jsonl").write_text(
        '{"id": "x", "accounts": [["a", 0], ["b", 1]]}\nnot json\n{"id": 3}\n{"id": "y", "accounts": 4}\n', "utf-8"
    )
    assert known_ids(tmp_path) == {("a", 0): "x", ("b", 1): "x"}

"""What an office ruled of its sources outlasts a rebuild that brings new reports: the machine's files say one thing, the register as decided another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cli.processes import opened, ran
from tests.databases import asked

_TEXT = "At least {n} civilians were killed when warplanes struck the market of Maarrat al-Numan in Idlib on 3 March 2016, {who}."
_ENDS = {
    "Alpha Daily": "leaving stalls in ruins across the old quarter",
    "Beta Weekly": "residents of the town told our correspondent by phone",
    "Gamma Post": "and rescue teams worked there until late in the night",
}


def _built(given: Path, out: Path, publishers: list[str]) -> str:
    lines = [
        {"id": name, "text": _TEXT.format(n=14, who=_ENDS[name]), "lang": "en", "publisher": name, "published": "2016-03-04"}
        for name in publishers
    ]  # fmt: skip
    given.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    done = ran("build", "--jsonl", given, "--out", out)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _incident(register: Path) -> dict[str, Any]:
    (line,) = (register / "incidents.jsonl").read_text(encoding="utf-8").splitlines()
    record: dict[str, Any] = json.loads(line)
    return record


def test_what_was_ruled_of_a_source_reaches_a_rebuild_with_new_reports(tmp_path: Path) -> None:
    office, given = tmp_path / "office", tmp_path / "reports.jsonl"
    said = _built(given, office, ["Alpha Daily", "Beta Weekly"])
    assert "tawthiq decided" not in said
    assert len(_incident(office)["origins"]) == 2
    loaded = ran("decided", "--register", opened(office), "--out", tmp_path / "before")
    assert loaded.returncode == 0, loaded.stderr
    asked(
        office,
        "UPDATE register_source SET owner_id = (SELECT id FROM register_source WHERE key = 'alpha daily') WHERE key = 'beta weekly'",
    )
    assert asked(office, "SELECT count(*) FROM register_source WHERE owner_id IS NOT NULL") == [(1,)]
    said = _built(given, office, ["Alpha Daily", "Beta Weekly", "Gamma Post"])
    assert "tawthiq decided" in said, "whoever rebuilds is told that these files are the machine's"
    assert len(_incident(office)["origins"]) == 3
    decided = ran("decided", "--register", office, "--out", tmp_path / "decided")
    assert decided.returncode == 0, decided.stderr
    record = _incident(tmp_path / "decided")
    assert {document for document, _ in record["accounts"]} == {"Alpha Daily", "Beta Weekly", "Gamma Post"}
    assert {origin["id"] for origin in record["origins"]} == {"source:alpha daily", "source:gamma post"}

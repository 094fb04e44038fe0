"""The table of trust stands as its rows were measured (bench/trust.py)."""

from __future__ import annotations

import json

from bench.trust import KEPT, PAGE, merged, table


def test_the_page_says_what_was_kept_of_each_run() -> None:
    rows = [json.loads(line) for line in KEPT.read_text(encoding="utf-8").splitlines()]
    assert PAGE.read_text(encoding="utf-8") == table(rows)


def test_no_row_tells_of_a_loss() -> None:
    rows = [json.loads(line) for line in KEPT.read_text(encoding="utf-8").splitlines()]
    losses = {"lost", "half", "faults", "failures", "chain_faults", "twice", "unread", "gone", "unnoted", "found"}
    told = [(row["what"], key, row[key]) for row in rows for key in losses & row.keys()]
    assert [one for one in told if one[2] and one[0] != "rotten page"] == []


def test_what_is_tried_again_takes_the_place_of_its_row_and_the_others_keep_their_day() -> None:
    kept = [
        {"part": "faults", "on": "2026-01-01", "what": "a kill", "lost": 0},
        {"part": "faults", "on": "2026-01-01", "what": "a full disk", "lost": 0},
        {"part": "tests", "on": "2026-01-02", "what": "tests: a folder", "outcome": "1 passed"},
    ]
    fresh = [{"what": "another kill", "rounds": 1_200}, {"what": "a kill", "lost": 0}]
    rows = merged(kept, fresh, "faults", "2026-02-03")
    assert [(row["what"], row["on"]) for row in rows] == [
        ("a kill", "2026-02-03"), ("a full disk", "2026-01-01"), ("another kill", "2026-02-03"), ("tests: a folder", "2026-01-02")
    ]  # fmt: skip
    assert "| another kill | rounds 1,200 | 2026-02-03 |" in table(rows)
    assert merged(kept, [], "faults", "2026-02-03") == kept

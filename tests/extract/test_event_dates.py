"""When events happened: days of events and of statements, days said elsewhere in the report, days of the past and of other events."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.extract.telling import told

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "event_dates.toml").read_text(encoding="utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_accounts_have_their_days(case: dict[str, Any]) -> None:
    lang = "en" if case["text"].isascii() else "ar"
    found: dict[str, str] = {}
    for account in told(case["text"], lang=lang).accounts:
        dead = max((t.count.low for t in account.tolls if t.harm == "killed"), default=0)
        when = account.date
        days = "" if when is None or not when.known else f"{when.start}/{when.end}"
        first, _, last = days.partition("/")
        found[str(dead)] = first if first == last else days
    assert {dead: found.get(dead) for dead in case["days"]} == case["days"]

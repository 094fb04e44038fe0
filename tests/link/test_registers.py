"""Two registers that refer to one another: what linking joins is right, on records of our own and on the real ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.registers import NAMES, judge, link_registers, main

REAL = Path(__file__).parents[3] / "shared" / "data"
LEAST_PRECISION = 0.95


def _event(number: int, day: str, lat: float, lon: float, low: int, high: int) -> dict[str, Any]:
    return {"id": f"ucdp-{number}", "gold": {
        "date": day, "date_end": day, "date_prec": 1, "where_prec": 1, "place_en": "a village", "lat": lat, "lon": lon,
        "low": low, "high": high,
    }}  # fmt: skip


def _incident(number: int, day: str, lat: float | None, lon: float | None, low: int, high: int) -> dict[str, Any]:
    return {"id": f"airwars-{number}", "gold": {
        "date": day, "date_end": None, "place_en": "the village", "lat": lat, "lon": lon, "strike_type": "Airstrike",
        "counts": {"civilians_killed": {"min": low, "max": high}},
    }}  # fmt: skip


def _says(event: int, incident: int, plausible: bool = True) -> dict[str, Any]:
    return {
        "gold": {"ucdp": f"ucdp-{event}", "airwars": f"airwars-{incident}"},
        "meta": {"plausible": plausible, "code_points_to": 1},
    }


def _write(folder: Path, *files: list[dict[str, Any]]) -> None:
    for name, records in zip(NAMES, files, strict=True):
        (folder / name).write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")


def test_one_village_one_day_joins_and_another_day_or_place_does_not(tmp_path: Path) -> None:
    hass, hazano = (35.617, 36.585), (36.056, 36.751)
    events = [_event(2, "2016-10-26", *hass, 20, 26), _event(4, "2016-11-20", *hass, 7, 7), _event(5, "2017-02-01", *hazano, 3, 3)]  # fmt: skip
    incidents = [_incident(1, "2016-10-26", *hass, 20, 26), _incident(2, "2016-10-26", *hazano, 20, 26), _incident(3, "2017-02-01", None, None, 3, 3)]  # fmt: skip
    _write(tmp_path, events, incidents, [_says(2, 1), _says(4, 2, plausible=False), _says(5, 3)])
    joined, asked = link_registers(tmp_path)
    assert joined == [("ucdp-2", "airwars-1")]
    even, odd = judge(tmp_path, joined, asked)
    assert (even.true, even.found, even.right) == (1, 1, 1)
    assert (odd.true, odd.found, odd.recall, odd.precision) == (1, 0, 0.0, 0.0)


def test_a_wrong_pair_of_either_side_counts_against_precision(tmp_path: Path) -> None:
    _write(tmp_path, [], [], [_says(2, 1)])
    even, _ = judge(tmp_path, [("ucdp-2", "airwars-9"), ("ucdp-7", "airwars-1"), ("ucdp-8", "airwars-8")])
    assert (even.found, even.right, even.precision) == (2, 0, 0.0)


def test_without_the_data_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert NAMES[0] in capsys.readouterr().err


@pytest.mark.skipif(not all((REAL / name).is_file() for name in NAMES), reason="the two registers are not at hand")
def test_what_is_joined_of_two_real_registers_is_right() -> None:
    joined, asked = link_registers(REAL)
    for half in judge(REAL, joined, asked):
        assert half.found >= 15
        assert half.precision >= LEAST_PRECISION, half

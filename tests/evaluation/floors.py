"""Floors: what each set must keep. They only rise while the corpus is the same; a changed corpus gets new ones."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from tests.evaluation.corpus import FLOORS
from tests.evaluation.measuring import Standing

_HEAD = """\
# The least that reading must give on the gold corpus, written by `make floors`; never by hand.
# F1 of each field, rounded down to three digits (kind: right ones over gold's incidents; attribution: over gold's tolls); false_alarms and broken_spans are the most that there may be.
# `corpus` is the SHA-256 of the files that the floors were measured on.
"""


def read_floors(path: Path = FLOORS) -> dict[str, Standing]:
    """The floors of every set; none where nothing was pinned yet."""
    if not path.is_file():
        return {}
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        name: Standing(
            row["corpus"],
            {field: round(floor * 1000) for field, floor in row["f1"].items()},
            dict(row.get("most", {})),
        )
        for name, row in content.items()
    }


def written(floors: Mapping[str, Standing]) -> str:
    """The floors as TOML."""
    parts = [_HEAD]
    for name, one in floors.items():
        parts.append(f'\n[{name}]\ncorpus = "{one.corpus}"\n\n[{name}.f1]\n')
        parts += [f'"{field}" = {floor / 1000:.3f}\n' for field, floor in one.scores.items()]
        if one.faults:
            parts.append(f"\n[{name}.most]\n")
            parts += [f"{field} = {most}\n" for field, most in one.faults.items()]
    return "".join(parts)


def broken(floors: Mapping[str, Standing], now: Mapping[str, Standing]) -> list[str]:
    """A line for each floor that does not hold, and each set that was measured on another corpus or not at all."""
    lines: list[str] = []
    for name in sorted(floors.keys() | now.keys()):
        if name not in floors:
            lines.append(f"{name}: no floors are pinned (make floors)")
        elif name not in now:
            lines.append(f"{name}: the corpus is gone")
        elif floors[name].corpus != now[name].corpus:
            lines.append(f"{name}: the corpus is not the one that the floors were measured on (make floors)")
        else:
            lines += fallen(name, floors[name], now[name])
    return lines


def fallen(name: str, floor: Standing, now: Standing) -> list[str]:
    """A line for each figure of one set that is worse than its floor."""
    below = [
        f"{name}: {field} is {now.scores.get(field, 0) / 1000:.3f}, its floor {least / 1000:.3f}"
        for field, least in floor.scores.items()
        if now.scores.get(field, 0) < least
    ]
    above = [
        f"{name}: {field} is {now.faults.get(field, 0)}, at most {most} may be"
        for field, most in floor.faults.items()
        if now.faults.get(field, 0) > most
    ]
    return below + above


def raised(floors: Mapping[str, Standing], now: Mapping[str, Standing]) -> tuple[dict[str, Standing], list[str]]:
    """The new floors, and what forbids them: a set whose corpus is the same may not have a figure below its floor."""
    refused = [
        line
        for name, one in now.items()
        if name in floors and floors[name].corpus == one.corpus
        for line in fallen(name, floors[name], one)
    ]
    return dict(now), refused

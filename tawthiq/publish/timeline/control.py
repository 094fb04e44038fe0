"""Changes of control as the documents state them: one entry for a change, a place, its parties and a day, with all who say so.

Two statements are of one change where all of these agree and their days meet; a statement without a day stands by itself under
the day on which it was published. Nothing is inferred: who holds a place between two statements is not said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tawthiq.domain.account import Extraction
from tawthiq.domain.control import ControlChange


@dataclass(frozen=True, slots=True)
class Statement:
    """A change as one document states it."""

    document: str
    change: ControlChange


@dataclass(frozen=True, slots=True)
class Stated:
    """One change with the statements of it, in the order of the register. `start`–`end` are its possible days; None where no
    statement gives one."""

    change: ControlChange
    statements: tuple[Statement, ...]
    start: date | None
    end: date | None


def stated_changes(extractions: Iterable[Extraction]) -> list[Stated]:
    """Every stated change of open documents; those with a day first, by day."""
    groups: dict[tuple[str, str, tuple[str, ...]], list[list[Statement]]] = {}
    for extraction in extractions:
        if extraction.document.restricted:
            continue
        for change in extraction.control:
            key = (change.change, change.place.place.id, tuple(sorted({p.code for p in change.parties})))
            statement = Statement(extraction.document.id, change)
            runs = groups.setdefault(key, [])
            home = next((run for run in runs if _meet(run, change)), None)
            if home is None:
                runs.append([statement])
            else:
                home.append(statement)
    found = [_stated(run) for runs in groups.values() for run in runs]
    return sorted(
        found, key=lambda s: (s.start is None, s.start or date.max, s.end or date.max, s.change.place.place.id)
    )


def _days(change: ControlChange) -> tuple[date, date] | None:
    when = change.date
    return (when.start, when.end) if when is not None and when.start is not None and when.end is not None else None


def _meet(run: list[Statement], change: ControlChange) -> bool:
    """Whether a statement is of the change that a run tells: every day of the run meets its own; undated ones never do."""
    days = _days(change)
    told = [_days(s.change) for s in run]
    return days is not None and all(d is not None and d[0] <= days[1] and days[0] <= d[1] for d in told)


def _stated(run: list[Statement]) -> Stated:
    days = [d for s in run if (d := _days(s.change)) is not None]
    start, end = (max(d[0] for d in days), min(d[1] for d in days)) if days else (None, None)
    return Stated(run[0].change, tuple(run), start, end)

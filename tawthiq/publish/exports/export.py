"""One export under way: the incidents that leave, one at a time, and what was left behind and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tawthiq.publish.exports.shown import Shown, shown
from tawthiq.publish.register_files import Case, Fault, RegisterFiles, Report

RESTRICTED = "told by restricted documents alone"


def _silent(done: int) -> None:
    """Reports nothing."""


@dataclass(slots=True)
class Export:
    """A register being exported.

    `internal` shows what the public projection withholds. `id_offset` is added to every number that another system keeps
    as its own id. `left_out` counts the incidents that a format or the projection cannot take, by reason.
    """

    files: RegisterFiles
    internal: bool = False
    id_offset: int = 0
    report: Report = _silent
    left_out: Counter[str] = field(default_factory=Counter)

    def told(self) -> Iterator[tuple[Case, Shown]]:
        """Every incident that may leave, with what lies behind it, in the order of the register."""
        for case in self.files.cases(self.report):
            try:
                one = shown(case, internal=self.internal)
            except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
                reason = f"no {error.args[0]!r}" if isinstance(error, KeyError) else " ".join(str(error).split())
                self.files.faults.append(
                    Fault(f"{case.where}: {case.incident.id}: its accounts are not in the format ({reason})")
                )
                continue
            if one is None:
                self.left_out[RESTRICTED] += 1
                continue
            yield case, one

    def incidents(self) -> Iterator[Shown]:
        """Every incident that may leave."""
        for _, one in self.told():
            yield one

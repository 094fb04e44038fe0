"""One export under way: the incidents that leave, with their claims where a format asks for them, and what was left behind and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from tawthiq.publish.exports.claims import FIELDS, ShownClaim, claims
from tawthiq.publish.exports.shown import Shown, shown
from tawthiq.publish.register_files import Case, Fault, RegisterFiles, Report

RESTRICTED = "told by restricted documents alone"
_TOGETHER = 32
"""Incidents taken through one step before the next: what a step needs stays near the processor, and a sixth of the time is saved."""
_NOT_SO = (KeyError, TypeError, ValueError, AttributeError, IndexError)


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

    def incidents(self) -> Iterator[Shown]:
        """Every incident that may leave, in the order of the register."""
        for block in self._blocks():
            for _, one in block:
                yield one

    def claimed(
        self, *, fields: frozenset[str] = FIELDS, quoted: bool = True
    ) -> Iterator[list[tuple[Shown, list[ShownClaim]]]]:
        """The same, each with its claims of these fields, some at a time; without `quoted` they bear no words."""
        for block in self._blocks(claims=True, texts=quoted):
            told: list[tuple[Shown, list[ShownClaim]]] = []
            for case, one in block:
                try:
                    told.append((one, claims(case, one, fields=fields, quoted=quoted)))
                except _NOT_SO as error:
                    self._leave_out(case, error)
            yield told

    def _blocks(self, *, claims: bool = False, texts: bool = False) -> Iterator[list[tuple[Case, Shown]]]:
        """The incidents that may leave with what lies behind them, some at a time."""
        cases = self.files.cases(self.report, claims=claims, texts=texts)
        while block := list(islice(cases, _TOGETHER)):
            told: list[tuple[Case, Shown]] = []
            for case in block:
                try:
                    one = shown(case, internal=self.internal)
                except _NOT_SO as error:
                    self._leave_out(case, error)
                    continue
                if one is None:
                    self.left_out[RESTRICTED] += 1
                else:
                    told.append((case, one))
            yield told

    def _leave_out(self, case: Case, error: Exception) -> None:
        """Names an incident whose accounts cannot be read."""
        reason = f"no {error.args[0]!r}" if isinstance(error, KeyError) else " ".join(str(error).split())
        self.files.faults.append(
            Fault(f"{case.where}: {case.incident.id}: its accounts are not in the format ({reason})")
        )

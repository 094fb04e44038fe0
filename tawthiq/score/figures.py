"""Sums the marks of documents into figures: precision, recall and F1 of every field, over all and by a field of the documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tawthiq.score.document import mark
from tawthiq.score.gold import GoldDocument
from tawthiq.score.links import Incidents, Linked, bcubed
from tawthiq.score.marks import FIELDS, Count, Marks, Slip

Record = Mapping[str, Any]
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Figure:
    """One field's counts and what follows from them; a share of nothing is 0."""

    hit: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """Of what was found, the share that gold has."""
        return self.hit / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Of what gold has, the share that was found."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hit / (self.found + self.gold) if self.hit else 0.0


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of a set of documents.

    `nothing` counts the documents whose gold has no incident, `alarms` names those of them that gave an account.
    `link` is None where no incidents were given or gold names no event.
    """

    documents: int
    figures: Mapping[str, Figure]
    link: Linked | None
    nothing: int
    alarms: tuple[str, ...]
    broken_spans: int

    def record(self) -> dict[str, Any]:
        """As JSON: shares with four digits."""
        shown: dict[str, Any] = {
            name: {**_shares(figure), "hit": figure.hit, "found": figure.found, "gold": figure.gold}
            for name, figure in self.figures.items()
        }
        if self.link is not None:
            pairs = {"gold": self.link.pairs_gold, "found": self.link.pairs_found, "hit": self.link.pairs_hit}
            shown["link"] = {**_shares(self.link), "gold": self.link.tellings, "pairs": pairs}
        return {
            "documents": self.documents,
            "figures": shown,
            "false_alarms": {"of": self.nothing, "count": len(self.alarms), "documents": list(self.alarms)},
            "broken_spans": self.broken_spans,
        }


def _shares(figure: Figure | Linked) -> dict[str, float]:
    return {
        "precision": round(figure.precision, _DIGITS),
        "recall": round(figure.recall, _DIGITS),
        "f1": round(figure.f1, _DIGITS),
    }


@dataclass(frozen=True, slots=True)
class Result:
    """All documents, the groups of `by` (by their value, sorted), and every slip in the order of gold."""

    all: Measured
    groups: Mapping[str, Measured]
    slips: tuple[Slip, ...]


def measure(
    gold: Iterable[GoldDocument],
    documents: Mapping[str, Record],
    found: Mapping[str, Record],
    *,
    incidents: Iterable[Record] | None = None,
    by: str = "",
) -> Result:
    """Measures what was `found` (lines of `tawthiq extract` by document id) against gold.

    `documents` are the records of the documents by id, every one that gold speaks of; `incidents` the lines of `tawthiq
    link`. `by` names a field of the documents: figures are also given for each of its values, a list counting in each of
    its items.
    """
    every = [mark(one, found.get(one.id), str(documents[one.id].get("text") or "")) for one in gold]
    holders = _holders(incidents) if incidents is not None else None
    groups: dict[str, list[Marks]] = {}
    if by:
        for marks in every:
            for value in _values(documents[marks.document].get(by)):
                groups.setdefault(value, []).append(marks)
    return Result(
        _sum(every, holders),
        {value: _sum(groups[value], holders) for value in sorted(groups)},
        tuple(slip for marks in every for slip in marks.slips),
    )


def _values(value: Any) -> list[str]:
    """What a field of a document says, as the names of groups; a field that is empty or absent is "-"."""
    if isinstance(value, list):
        return list(dict.fromkeys(str(item) for item in value)) or ["-"]
    return ["-"] if value in (None, "") else [str(value)]


def _holders(incidents: Iterable[Record]) -> Incidents:
    return {
        (str(document), position): str(incident.get("id") or number)
        for number, incident in enumerate(incidents)
        for document, position in incident.get("accounts") or ()
    }


def _sum(every: Sequence[Marks], holders: Incidents | None) -> Measured:
    totals = {name: Count() for name in FIELDS}
    for marks in every:
        for name, total in totals.items():
            total.add(marks.counts[name])
    tellings = [telling for marks in every for telling in marks.tellings]
    return Measured(
        documents=len(every),
        figures={name: Figure(total.hit, total.found, total.gold) for name, total in totals.items()},
        link=bcubed(tellings, holders) if holders is not None else None,
        nothing=sum(marks.nothing for marks in every),
        alarms=tuple(marks.document for marks in every if marks.alarmed),
        broken_spans=sum(marks.broken_spans for marks in every),
    )

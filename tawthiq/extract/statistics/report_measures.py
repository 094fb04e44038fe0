"""What the figures of one report measure, said alike: the dead, the hurt, the held, the missing, or arrests.

Rule: a statistic is compared by what it measures, so harms that are told in finer words count under the coarser one, with
the finer as `subject`: who was abducted was detained, who was forcibly disappeared is missing, whose body was found was killed.
An office that counts cases of arrest counts arrests throughout; one that counts several violations beside one another counts cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawthiq.domain.account import Aggregate
from tawthiq.domain.light import replace

_COARSE: Final = {"forcibly_disappeared": "missing", "abducted": "detained", "bodies_found": "killed"}
_SUBJECTS: Final = {"forcibly_disappeared": "enforced_disappearance", "abducted": "abduction"}
_ARREST: Final = "arbitrary_detention"
_OF_CASES: Final = {_ARREST: "arrests", "enforced_disappearance": "missing"}
_VIOLATION: Final = "violation"


def alike(found: Sequence[Aggregate]) -> list[Aggregate]:
    """The statistics of a report with their measures said alike."""
    cases = [a.subject for a in found if a.measure == "cases" and a.subject and not a.dimension.endswith("group")]
    one_violation = set(cases) <= _OF_CASES.keys()
    first = cases[0] if cases else ""
    told = [_of_one_violation(a, first) if one_violation and a.measure == "cases" else _coarse(a) for a in found]
    arrests = one_violation and any(a.subject == _ARREST and a.measure in ("arrests", "detained") for a in told)
    return [replace(a, measure="arrests") if arrests and a.measure == "detained" else a for a in told]


def _of_one_violation(a: Aggregate, first: str) -> Aggregate:
    dimension, key = (a.dimension, a.key) if a.dimension != _VIOLATION else ("total", None)
    counted = a.subject if a.subject in _OF_CASES else first
    return replace(a, measure=_OF_CASES.get(counted or "", a.measure), dimension=dimension, key=key)


def _coarse(a: Aggregate) -> Aggregate:
    if a.measure not in _COARSE:
        return a
    return replace(a, measure=_COARSE[a.measure], subject=a.subject or _SUBJECTS.get(a.measure))

"""The grade of occurrence (standards §1): how firmly it is established that this happened.

The machine gives G1 (lead), G2 (one origin with detail), G3 (two or more independent origins) or GC (contested on the
core). G4 and G5 need a person's review, G0 a person's refutation. Parties to the conflict corroborate nothing (R4).
"""

from __future__ import annotations

from collections.abc import Sequence

from tawthiq.domain.when import When
from tawthiq.domain.where import PlaceMention
from tawthiq.reconcile.claims import Claim, Telling
from tawthiq.reconcile.conflicts import contested

_WIDE = ("P8", "P9", "P10")


def grade(
    tellings: Sequence[Telling],
    claims: Sequence[Claim],
    independent: Sequence[str],
    *,
    when: When | None,
    place: PlaceMention | None,
) -> str:
    """The grade of an incident told by `tellings`; `independent` are its origins that are no party to the conflict.

    Two networks and «المجلس المحلي» on one raid give G3; one activist's full report G2; "shelling somewhere in Idlib" G1.
    """
    if contested(claims):
        return "GC"
    dated = when is not None and (when.known or bool(when.partial) or when.quote is not None)
    placed = place is not None and place.precision not in _WIDE
    told = bool(claims) or any(t.account.kind not in ("unknown", "other", "") for t in tellings)
    if not (told and (dated or placed)):
        return "G1"
    if len(set(independent)) >= 2:
        return "G3"
    return "G2" if dated and placed and independent else "G1"

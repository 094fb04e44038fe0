"""R5: a later, higher count from the same origin replaces the earlier one, which is kept for the history.

«ارتفعت الحصيلة إلى 90» from the same network, or "the death toll rose to 11" from the same agency, retires its earlier
number. Another origin never replaces it: it competes. A lower later count needs a word of correction, else it is a
conflict. A piece published more than a year after the event does not replace counts of the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import combinations

from tawthiq.domain.incident import Conflict, TollRef
from tawthiq.knowledge.load import toml
from tawthiq.reconcile.claims import Claim, retire
from tawthiq.reconcile.wording import conflict, shown


def _comparable(old: Claim, new: Claim) -> bool:
    same = (old.origin, old.toll.harm, old.toll.group) == (new.origin, new.toll.harm, new.toll.group)
    return same and old.current and new.current and not (old.part or new.part) and old.numeric and new.numeric


def _retrospective(claim: Claim, event: date | None) -> bool:
    limit = int(toml("vocabularies/profiles.toml")["supersession"]["retrospective_days"])
    return event is not None and claim.as_of is not None and (claim.as_of - event).days > limit


def _corrected(claim: Claim) -> bool:
    return "correction" in claim.toll.rule


def supersede(claims: Sequence[Claim], *, event: date | None = None) -> tuple[tuple[Claim, ...], tuple[Conflict, ...]]:
    """The claims with replaced ones retired, and the conflicts of lower later counts. `event` is the incident's day."""
    gone: set[TollRef] = set()
    conflicts: list[Conflict] = []
    ordered = sorted(claims, key=lambda c: (c.as_of or date.max, c.ref))
    for old, new in combinations(ordered, 2):
        if not _comparable(old, new) or old.as_of is None or new.as_of is None or old.as_of >= new.as_of:
            continue
        if _retrospective(new, event) and not _retrospective(old, event):
            continue
        if new.toll.count.low > old.toll.count.low or _corrected(new):
            gone.add(old.ref)
        elif new.toll.count.high is not None and new.toll.count.high < old.toll.count.low:
            words = {"a": shown(old.toll.count), "b": shown(new.toll.count)}
            conflicts.append(conflict("R5", "R5_lower", (old.ref, new.ref), harm=old.toll.harm, **words))
    open_conflicts = [c for c in conflicts if not gone & set(c.claims)]
    return retire(claims, gone), tuple(open_conflicts)

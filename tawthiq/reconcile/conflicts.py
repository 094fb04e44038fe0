"""R9: counts of two current origins that clash. Shown, never smoothed over.

Two counts clash where what they may stand for does not meet (7 and 9; not «نحو 500» and "more than 520"), where the
highest is more than twice the lowest, or where they lie ten or more apart. One conflict per harm and group.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from tawthiq.domain.incident import Conflict
from tawthiq.domain.toll import Count
from tawthiq.knowledge.count_meanings import can_both_be_right
from tawthiq.knowledge.load import toml
from tawthiq.reconcile.claims import Claim
from tawthiq.reconcile.tolls import Statements, statements
from tawthiq.reconcile.wording import conflict, shown


def _said(count: Count) -> int:
    return count.value if count.value is not None else count.high if count.high is not None else count.low


def _across(said: Statements) -> list[tuple[Claim, Claim]]:
    """Pairs of claims with numbers, of two origins."""
    return [
        (x, y)
        for a, b in combinations(sorted(said), 2)
        for x in said[a]
        for y in said[b]
        if x.toll.count.qualifier != "unquantified" and y.toll.count.qualifier != "unquantified"
    ]


def count_conflict(said: Statements, harm: str) -> Conflict | None:
    """The conflict of one harm and group, or None. It names the lowest and the highest count that clash."""
    pairs = _across(said)
    if not pairs:
        return None
    claims = sorted({c for pair in pairs for c in pair}, key=lambda c: (_said(c.count), c.count.low, c.ref))
    lowest, highest = claims[0], claims[-1]
    refs = [c.ref for c in claims]
    table = toml("vocabularies/profiles.toml")["conflict"]
    words = {"a": shown(lowest.toll.count), "b": shown(highest.toll.count)}
    apart = [(x, y) for x, y in pairs if not can_both_be_right(x.count, y.count)]
    low, high = _said(lowest.count), _said(highest.count)
    if apart:
        x, y = max(apart, key=lambda p: (abs(_said(p[0].count) - _said(p[1].count)), p[0].ref, p[1].ref))
        x, y = sorted((x, y), key=lambda c: (_said(c.count), c.ref))
        return conflict("R9", "R9_disjoint", refs, harm=harm, a=shown(x.toll.count), b=shown(y.toll.count))
    if lowest.origin == highest.origin:
        return None
    if high > float(table["ratio"]) * max(low, 1):
        return conflict("R9", "R9_ratio", refs, harm=harm, **words)
    if high - low >= int(table["gap"]):
        return conflict("R9", "R9_gap", refs, harm=harm, **words)
    return None


def count_conflicts(claims: Sequence[Claim]) -> tuple[Conflict, ...]:
    """The R9 conflicts of an incident, one per harm and group at most."""
    found = []
    for harm, group in sorted({(c.toll.harm, c.toll.group or "") for c in claims if c.current and not c.part}):
        made = count_conflict(statements(claims, harm, group or None), harm)
        if made is not None:
            found.append(made)
    return tuple(dict.fromkeys(found))


def contested(claims: Sequence[Claim]) -> bool:
    """Whether origins contradict each other on the core: somebody says nobody was killed, or counts far apart (GC).

    A party's word alone contests nothing (R4). "No casualties" from a monitor against «سبعة قتلى» does; so does 3
    against 40.
    """
    limit = float(toml("vocabularies/profiles.toml")["conflict"]["contested_ratio"])
    independent = [c for c in claims if not c.party]
    for x, y in _across(statements(independent, "killed", None) or statements(independent, "killed", "civilian")):
        low, high = sorted((_said(x.count), _said(y.count)))
        nobody = any(c.count.high == 0 for c in (x, y)) and high > 0
        if nobody or (not can_both_be_right(x.count, y.count) and low > 0 and high > limit * low):
            return True
    return False

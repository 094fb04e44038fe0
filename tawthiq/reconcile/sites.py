"""R14: the whole over several sites or its parts, never both.

"Twelve in two towns … seven in the one … five in the other" in one telling of one origin are twelve; the seven and the five are parts
of it, however they are worded, and bound nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tawthiq.reconcile.claims import Claim

_EXACT = ("exact", "at_least")


def set_parts_aside(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims, those marked as parts that add up exactly to another count of their telling, origin, harm and group."""
    groups: dict[tuple[str, int, str, str, str], list[Claim]] = {}
    for claim in claims:
        toll = claim.toll
        if claim.current and toll.of is None and toll.count.qualifier in _EXACT and not toll.of_wounds:
            key = (*claim.ref[:2], claim.origin, toll.harm, toll.group or "")
            groups.setdefault(key, []).append(claim)
    parts = set()
    for told in groups.values():
        if len(told) < 3:
            continue
        whole = max(told, key=lambda c: (c.toll.count.low, c.ref))
        rest = [c for c in told if c is not whole]
        if sum(c.toll.count.low for c in rest) == whole.toll.count.low:
            parts |= {c.ref for c in rest}
    return tuple(replace(c, part=True) if c.ref in parts else c for c in claims) if parts else tuple(claims)

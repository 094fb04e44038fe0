"""Is the same weapon or method named? A rare one (sarin, slaughter) says more than aircraft or artillery."""

from __future__ import annotations

from tawthiq.link.comparison import Comparison, compared, labelled, weights
from tawthiq.link.telling import Telling


def weapon_families(codes: set[str]) -> set[str]:
    """The families of weapons that codes belong to; a code of no family is a family of its own."""
    table = weights("weapons")["family"]
    return {name for code in codes for name in ([n for n, members in table.items() if code in members] or [code])}


def weapons_disjoint(a: Telling, b: Telling) -> bool:
    """Whether both name weapons and none of one could be a weapon of the other's kind."""
    first, second = weapon_codes(a), weapon_codes(b)
    return bool(first and second) and not weapon_families(first) & weapon_families(second)


def weapon_codes(telling: Telling) -> set[str]:
    """The weapons a telling names."""
    return {weapon.code for weapon in telling.account.weapons if weapon.code != "unknown"}


def compare_weapons(a: Telling, b: Telling) -> Comparison | None:
    """A shared weapon speaks for one event: برميل متفجر in both, "barrel bomb" in both; families apart speak against."""
    table = weights("weapons")
    first, second = weapon_codes(a), weapon_codes(b)
    if not first or not second:
        return None
    shared = sorted(first & second)
    if shared:
        rare = [code for code in shared if code not in table["common_codes"]]
        weight = float(table["rare"] if rare else table["common"])
        return compared("weapons", "same", weight, labelled("weapons", names=rare or shared))
    if weapons_disjoint(a, b):
        words = labelled("weapons", a=sorted(first), b=sorted(second))
        return compared("weapons", "different", float(table["different"]), words)
    return None

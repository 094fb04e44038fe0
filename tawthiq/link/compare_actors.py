"""Is the same party accused? Units count with their side, and a denial is no accusation."""

from __future__ import annotations

from tawthiq.domain.actors import ActorMention
from tawthiq.knowledge.sides import side_of
from tawthiq.link.comparison import Comparison, Words, compared, joined, merged, weights
from tawthiq.link.telling import Telling

_ACCUSED = ("alleged_perpetrator", "responsible_admitted")


def accused(telling: Telling) -> dict[str, ActorMention]:
    """The parties a telling accuses, by code, in the order it names them."""
    return {actor.code: actor for actor in reversed(telling.account.actors) if actor.role in _ACCUSED}


def _units(telling: Telling) -> set[str]:
    return {actor.unit for actor in telling.account.actors if actor.role in _ACCUSED and actor.unit}


def unit_codes(telling: Telling) -> set[str]:
    """The accused parties that are more exact than a side of the conflict: units, groups of a side."""
    return {code for code in accused(telling) if side_of(code) != code} | {f"unit:{u}" for u in _units(telling)}


def roots(codes: dict[str, ActorMention]) -> set[str]:
    """The sides of the conflict that parties belong to: the Republican Guard and the army are one."""
    return {side_of(code) for code in codes}


def compare_actors(a: Telling, b: Telling) -> Comparison | None:
    """The same accused party speaks a little for one event, the same unit more; different parties a little against.

    "Republican Guard" and «قوات النظام» agree. Sources often accuse different parties of one event, so this alone
    never refuses a pair; different parties with different weapons do (`weigh.py`).
    """
    table = weights("actors")
    first, second = accused(a), accused(b)
    if not first or not second:
        return None
    shared = [code for code in sorted(first) if code in second]
    if shared or roots(first) & roots(second):
        units = [code for code in shared if side_of(code) != code or _units(a) & _units(b)]
        agreeing = units or shared or sorted(first)
        weight = float(table["same_unit"] if units else table["same"])
        return compared("actors", "same", weight, party_names([first[code] for code in agreeing], "names"))
    words = merged(party_names(list(first.values()), "a"), party_names(list(second.values()), "b"))
    return compared("actors", "different", float(table["different"]), words)


def party_names(mentions: list[ActorMention], gap: str) -> Words:
    """The names of parties in both languages, for one gap of a sentence."""
    return {
        "ar": {gap: joined([m.name_ar or m.name_en for m in mentions], "ar")},
        "en": {gap: joined([m.name_en or m.name_ar for m in mentions], "en")},
    }

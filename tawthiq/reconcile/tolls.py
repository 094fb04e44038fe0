"""R6–R8, R11: minimum, best and maximum of each harm and group, from the current claims of independent origins.

Each harm is counted on its own (R11): bodies found are never added to the killed, the injured never reduced. For each
origin its claims with a number stand; its vague words ("dozens") only where it gives no number; a bare plural
(«قتلى») bounds nothing where anyone gives a number. A count of civilians stands in for an origin's whole where it
gives no other whole, or one that is less, and no fighters (decision 9: civilian unless shown otherwise). Of two numbers that
one origin gives in one document, one that is less than half of the other is a part of it ("57 people … 11 of them prisoners").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tawthiq.domain.incident import TollRange
from tawthiq.knowledge.load import toml
from tawthiq.reconcile.claims import Claim
from tawthiq.reconcile.profiles import Bounds, bounds

_GROUPS_OF_UNITS = ("family_unit",)
Statements = Mapping[str, tuple[Claim, ...]]
"""For each origin, the current claims it stands by."""


@dataclass(frozen=True, slots=True)
class _Best:
    value: int | None
    rule: str


def _standing(claims: Sequence[Claim]) -> Statements:
    """For each origin its claims with a number, else its vague ones, else its bare plurals."""
    found: dict[str, tuple[Claim, ...]] = {}
    for origin in sorted({c.origin for c in claims}):
        own = [c for c in claims if c.origin == origin]
        numbered = [c for c in own if c.numeric]
        vague = [c for c in own if c.toll.count.qualifier == "vague"]
        found[origin] = tuple(numbered or vague or own)
    said = {o: c for o, c in found.items() if any(x.numeric or x.toll.count.qualifier == "vague" for x in c)}
    return said or found


def _wholes(claims: Sequence[Claim]) -> list[Claim]:
    """Claims without those that only count a part: of one origin and document, less than another by more than R9 lets two counts differ."""
    ratio = float(toml("vocabularies/profiles.toml")["conflict"]["ratio"])
    most: dict[tuple[str, str], int] = {}
    for c in claims:
        key = (c.origin, c.ref[0])
        if c.numeric:
            most[key] = max(most.get(key, 0), c.count.low)
    return [
        c for c in claims if not c.numeric or c.count.high is None or c.count.high * ratio >= most[c.origin, c.ref[0]]
    ]


def statements(claims: Sequence[Claim], harm: str, group: str | None) -> Statements:
    """What each origin says of one harm and group; for people in general a count of civilians may stand in."""
    current = [c for c in claims if c.current and not c.part and c.toll.harm == harm]
    own = [c for c in current if c.toll.group == group]
    if group is None and own:
        whole: dict[str, int] = {}
        for c in own:
            whole[c.origin] = max(whole.get(c.origin, 0), c.count.low)
        divided = {c.origin for c in current if c.toll.group in ("combatant", "status_contested") and c.toll.of is None}
        own += [
            c
            for c in current
            if c.toll.group == "civilian"
            and c.toll.of is None
            and c.numeric
            and c.origin not in divided
            and c.count.low > whole.get(c.origin, -1)
        ]
    return _standing(_wholes(own))


def _without_parties(said: Statements) -> Statements:
    """R4: the word of a party counts here only where nobody else speaks."""
    others = {o: c for o, c in said.items() if not any(x.party for x in c)}
    return others or said


def minimum(said: Statements, *, named: int = 0, profile: str = "tawthiq") -> int:
    """R6: the larger of the number of named victims and the lowest figure of any current independent origin.

    "At least 30" against «40 قتيلاً» gives 30; five victims named against "three killed" give 5.
    """
    lows = [bounds(c.count, profile).low for claims in _without_parties(said).values() for c in claims]
    return max(named, min(lows, default=0))


def maximum(said: Statements, *, profile: str = "tawthiq") -> int | None:
    """R7: the highest figure of current origins; open (None) where any wording is open: «أكثر من 500» → 501+."""
    highs = [bounds(c.count, profile).high for claims in said.values() for c in claims]
    if any(high is None for high in highs):
        return None
    return max((h for h in highs if h is not None), default=0)


def _values(said: Statements, profile: str) -> dict[str, int]:
    """The number each origin puts forward: that of its latest claim that has one."""
    found: dict[str, int] = {}
    for origin, claims in said.items():
        for claim in sorted(claims, key=lambda c: (c.as_of or date.min, c.ref)):
            if (best := bounds(claim.count, profile).best) is not None:
                found[origin] = best
    return found


def best(said: Statements, *, profile: str = "tawthiq") -> int | None:
    """R8: the number that at least two origins give; else that of the best-placed origin; else the lowest.

    7, 7 and 9 give 7. A hospital's 9 stands above a newspaper's 7. Two newspapers' 7 and 9 give 7. Never an average,
    and never a party's number while anyone else gives one (R4).
    """
    independent = _without_parties(said)
    values = _values(independent, profile) or _values(said, profile)
    if not values:
        return None
    given = sorted(values.values())
    most = max(given.count(v) for v in given)
    if most >= 2:
        return min(v for v in given if given.count(v) == most)
    for kinds in toml("vocabularies/profiles.toml")["best_placed"]["order"]:
        placed = [v for o, v in values.items() if said[o][0].source_type in kinds]
        if placed:
            return min(placed)
    return given[0]


def toll_range(
    claims: Sequence[Claim], harm: str, group: str | None, *, named: int = 0, profile: str = "tawthiq"
) -> TollRange | None:
    """The range of one harm and group, or None where no claim is current. Always min ≤ best ≤ max."""
    said = statements(claims, harm, group)
    if not said:
        return None
    low = minimum(said, named=named, profile=profile)
    high = maximum(said, profile=profile)
    if high is not None:
        high = max(high, low)
    chosen = best(said, profile=profile)
    rule = "R8"
    if chosen is not None and chosen < low:
        chosen, rule = low, "R6"  # victims known by name outrank a lower number
    if chosen is not None and high is not None:
        chosen = min(chosen, high)
    weighed = {c.ref for own in said.values() for c in own}
    weighed |= {c.ref for c in claims if c.toll.harm == harm and c.toll.group == group}
    gone = {c.ref for c in claims if not c.current and c.toll.harm == harm and c.toll.group == group}
    return TollRange(
        harm, group, low, chosen, high, high is None, rule if chosen is not None else "R6", len(said),
        tuple(sorted(weighed)), tuple(sorted(gone)),
    )  # fmt: skip


def toll_ranges(claims: Sequence[Claim], *, named_victims: int = 0, profile: str = "tawthiq") -> tuple[TollRange, ...]:
    """One range per harm and group that any claim counts, killed first, people in general before groups.

    `named_victims` are the distinct victims known by name; they bound the killed in general, or the civilians where
    only civilians are counted (R6).
    """
    order = list(toml("vocabularies/harms.toml"))
    keys = {(c.toll.harm, c.toll.group) for c in claims}
    whole = ("killed", None) if ("killed", None) in keys else ("killed", "civilian")

    def place(key: tuple[str, str | None]) -> tuple[int, bool, str]:
        return order.index(key[0]) if key[0] in order else 99, key[1] is not None, key[1] or ""

    found = []
    for harm, group in sorted(keys, key=place):
        named = named_victims if (harm, group) == whole else 0
        if (made := toll_range(claims, harm, group, named=named, profile=profile)) is not None:
            found.append(made)
    return tuple(found)


def stated(claims: Sequence[Claim], profile: str = "tawthiq") -> list[tuple[Claim, Bounds]]:
    """Claims with their published bounds."""
    return [(c, bounds(c.count, profile)) for c in claims]

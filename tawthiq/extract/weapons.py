"""Which weapons and methods a text names (standards §1, weapon/method).

Rule: a word that names the weapon is read everywhere; a word for a class ("missile", «طيران») unless the telling names a
weapon of that class ("surface-to-surface missile"), for aircraft unless the sentence does; a word for the act alone only
where nothing better is said: «غارة» in its sentence, «قصف» in the whole telling. An aircraft that brings another weapon stands beside it (helicopter, barrel bombs).
Idioms, airliners and crashes are no weapons (knowledge/*/idioms.toml).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

from tawthiq.domain.light import initialised, replace
from tawthiq.extract.parties.opened_fire import opened_fire
from tawthiq.extract.parties.party_mention import words_between
from tawthiq.knowledge.parties import air_only, no_aircraft
from tawthiq.text.language import is_arabic
from tawthiq.text.phrases import Hit
from tawthiq.text.reading import Reading

# A class word says nothing more where one of these stands in its sentence.
_CLASSES: Final[dict[str, frozenset[str]]] = {
    "mlrs": frozenset({"surface_missile", "cruise_ballistic", "vacuum_bomb", "bunker_buster", "cluster", "phosphorus"}),
    "artillery": frozenset({"mortar", "tank", "mlrs", "cluster", "phosphorus"}),
    "aircraft_unspec": frozenset({"aircraft_fixed", "helicopter", "drone", "barrel_bomb"}),
}

_AIRCRAFT: Final = _CLASSES["aircraft_unspec"] | {"aircraft_unspec"}
FLOWN: Final = (_AIRCRAFT - {"drone"}) | {"vacuum_bomb", "bunker_buster"}
"""The weapons that only aircraft bring."""
PLANTED: Final = frozenset({"ied", "car_bomb", "suicide_vest"})
"""Weapons that somebody brought to the place: who bombs from afar did not."""
LAID: Final = frozenset({"landmine", "uxo"})
"""Weapons that lie where they were laid or left: who shells a town did not lay them."""
GUNS: Final = frozenset({"artillery", "mortar", "tank", "mlrs", "surface_missile", "cruise_ballistic"})
_TOWN: Final = 12
"""Code points before a name in which the word for a town stands."""
_VEST: Final = "suicide_vest"
_MISSILE: Final = "mlrs"
_SHELL: Final = "artillery"
_BARRELS: Final = frozenset({"artillery", "mortar", "tank"})
_ROCKETS: Final = GUNS - _BARRELS
_CLASS: Final = 2
"""The rank of a word that only names a class of weapons."""
_RULES: Final = {3: "weapon.named", 2: "weapon.class", 1: "weapon.act"}


@initialised(slots=True, unsafe_hash=True, init=False)
class WeaponHit:
    """A weapon at folded `[start, end)`; `kind` is the incident kind it implies.

    `rank` says how plainly: 3 named itself, 2 by its class, 1 by the act alone. A `carrier` brings another weapon; an
    `either` is an act of guns or of aircraft («قصف»), unlike "shelling".
    """

    start: int
    end: int
    code: str
    rule: str
    rank: int
    kind: str = ""
    carrier: bool = False
    either: bool = False

    def __init__(
        self,
        start: int,
        end: int,
        code: str,
        rule: str,
        rank: int,
        kind: str = "",
        carrier: bool = False,
        either: bool = False,
    ) -> None:
        self.start = start
        self.end = end
        self.code = code
        self.rule = rule
        self.rank = rank
        self.kind = kind
        self.carrier = carrier
        self.either = either


def find_weapons(reading: Reading) -> list[WeaponHit]:
    """The weapons named in the text, in order of position; `settled` then leaves out what a telling says better elsewhere.

    «قصف بالبراميل» → barrel_bomb; «قصف» alone → artillery (weapon.act); "a surface-to-surface missile" → surface_missile.
    """
    found: list[WeaponHit] | None = reading.memo.get("weapons")
    if found is None:
        found = reading.memo["weapons"] = _found(reading)
    return found


def _found(reading: Reading) -> list[WeaponHit]:
    found: list[WeaponHit] = []
    for index in reading.holding("weapon"):
        found.extend(_of_stretch(reading, reading.sentences[index].start, reading.sentences[index].end))
    shots = [
        WeaponHit(s, e, "small_arms", "weapon.opened-fire", 3, "unlawful_killing") for s, e in opened_fire(reading)
    ]
    return sorted([*found, *shots], key=lambda w: w.start) if shots else found


def _of_stretch(reading: Reading, start: int, end: int) -> list[WeaponHit]:
    """The weapons that the words of one sentence, or of a part of it, name."""
    hits = reading.within(start, end, "weapon")
    crashes = reading.of_id(start, end, "kind", "aircraft_crash")
    read = [
        _read(h)
        for h in hits
        if not _overlaps(h, crashes)
        and not _fired_itself(reading, h, hits)
        and not _of_a_drone(reading, h, hits)
        and not _is_a_place(reading, h)
    ]
    return settled(read, one_sentence=True)


def weapons_of_part(reading: Reading, found: Sequence[WeaponHit], start: int, end: int) -> tuple[WeaponHit, ...]:
    """The weapons of a part that is cut off from its sentence, of which `found` are those left in the whole: here a raid, there warplanes.

    A class word yields to a better one of its own part only: "an air raid killed two in X, and warplanes five in Y".
    """
    known = {w.start for w in found}
    further = [w for w in _of_stretch(reading, start, end) if w.start not in known]
    return tuple(sorted([*found, *further], key=lambda w: w.start)) if further else tuple(found)


def _fired_itself(reading: Reading, shot: Hit, hits: list[Hit]) -> bool:
    """Whether words for a shot only say that the missile or shell right before them was fired: "a missile was fired at a mosque"."""
    if shot.id != "small_arms":
        return False
    return any(h.id in GUNS and h.end <= shot.start and not reading.text[h.end : shot.start].strip() for h in hits)


def _of_a_drone(reading: Reading, suicide: Hit, hits: list[Hit]) -> bool:
    """Whether "suicide" only says of what sort a drone is, one word between: «مسيرة تركية انتحارية»."""
    if suicide.id != _VEST:
        return False
    return any(
        h.id == "drone" and h.end <= suicide.start and words_between(reading, h.end, suicide.start) <= 1 for h in hits
    )


def _is_a_place(reading: Reading, hit: Hit) -> bool:
    """Whether a word for a weapon is a town's name right behind the word for a town: «بلدة جويا»."""
    named = reading.within(hit.start, hit.end, "place")
    if not any(p.start == hit.start and p.end == hit.end for p in named):
        return False
    cues = reading.within(max(0, hit.start - _TOWN), hit.start, "place_cue")
    return bool(cues) and not reading.text[cues[-1].end : hit.whole_start].strip()


def settled(weapons: Sequence[WeaponHit], *, one_sentence: bool = False) -> list[WeaponHit]:
    """The weapons of one telling without the words for a class or an act that it puts more exactly.

    Of the words for aircraft only those of `one_sentence` yield: a helicopter here and a raid there are two.
    """
    named = {w.code for w in weapons if w.rank == 3}
    better = named | {w.code for w in weapons if w.rank == 2}
    if not one_sentence:
        better |= {w.code for w in weapons if w.carrier}
    kept = []
    for weapon in weapons:
        if weapon.carrier and not one_sentence:
            kept.append(weapon)
        elif weapon.rank == 2 and named & _CLASSES.get(weapon.code, frozenset()):
            continue
        elif one_sentence and weapon.rank == _CLASS and weapon.code == _SHELL and better & (FLOWN | {"drone"}):
            continue  # «ألقى الطيران قذائفه»: what aircraft drop
        elif weapon.rank == 1 and (better & _AIRCRAFT if weapon.carrier else better):
            continue  # an air raid keeps its aircraft beside a missile, shelling does not
        else:
            kept.append(weapon)
    return kept


def from_the_air(reading: Reading, weapons: Sequence[WeaponHit], parties: Collection[str]) -> list[WeaponHit]:
    """The weapons of a telling that says «قصف», "bombardment" and no more, read as aircraft where the text says so elsewhere.

    It does where the party accused has no guns in the theatre (`air_only` in actors.toml), or where the text names
    aircraft and neither guns nor rocket launchers; then a bare missile of a party that flies is an aircraft's too. Where
    all aircraft of the text are drones, it was one.
    """
    if not weapons or any((w.rank > 1 and not _is_bare_missile(w)) or w.carrier for w in weapons):
        return list(weapons)
    hits = [h for h in reading.of("weapon") if int(h.term.get("rank", 3)) > 1 or h.term.get("carrier")]
    flown = {h.id for h in hits} & _AIRCRAFT
    guns = any(h.id in GUNS and not (h.id == _MISSILE and int(h.term.get("rank", 3)) == _CLASS) for h in hits)
    by_air = bool(air_only() & set(parties))
    if not by_air and (guns or not flown):
        return list(weapons)
    flies = bool(parties) and not no_aircraft() & set(parties)
    code = "drone" if flown == {"drone"} and not by_air else "aircraft_unspec"
    arabic = any(is_arabic(h.term.wording[:1]) for h in hits)
    aircraft: dict[str, Any] = {"code": code, "kind": "airstrike", "carrier": True, "rule": "weapon.act-of-aircraft"}
    told = [replace(w, **aircraft) if w.either else w for w in weapons]
    fired = [replace(w, **aircraft) for w in weapons if _is_bare_missile(w) and arabic] if flown and flies else []
    return [*told, *fired[:1]]


def _is_bare_missile(weapon: WeaponHit) -> bool:
    """Whether a weapon is a missile of which nothing more is said."""
    return weapon.code == _MISSILE and weapon.rank == _CLASS


def rockets_of_the_text(reading: Reading, weapons: Sequence[WeaponHit]) -> list[WeaponHit]:
    """The weapons of a telling, bare «قذائف» read as rockets where the text names rockets and neither guns nor mortars."""
    if not any(w.code == _SHELL and w.rank == _CLASS for w in weapons):
        return list(weapons)
    hits = reading.of("weapon")
    guns = any(h.id in _BARRELS and int(h.term.get("rank", 3)) > _CLASS for h in hits)
    if guns or not any(
        h.id in _ROCKETS and int(h.term.get("rank", 3)) > _CLASS and is_arabic(h.term.wording[:1]) for h in hits
    ):
        return list(weapons)
    return [
        replace(w, code=_MISSILE, rule="weapon.rockets-of-the-text") if w.code == _SHELL and w.rank == _CLASS else w
        for w in weapons
    ]


def pointed_weapon(hit: Hit) -> WeaponHit:
    """The weapon of a word that a reader points at, also where its sentence names a better one."""
    return _read(hit)


def _overlaps(hit: Hit, others: list[Hit]) -> bool:
    return any(o.start < hit.end and hit.start < o.end for o in others)


def _read(hit: Hit) -> WeaponHit:
    rank = int(hit.term.get("rank", 3))
    carrier = bool(hit.term.get("carrier"))
    return WeaponHit(
        hit.start,
        hit.end,
        hit.id,
        _RULES[rank],
        rank,
        str(hit.term.get("kind", "")),
        carrier,
        bool(hit.term.get("either")),
    )

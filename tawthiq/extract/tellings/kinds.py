"""What kind of incident a telling is about (standards §1, kind), and what its source calls it.

Rule: every word for a kind and every weapon votes with its strength; the strongest wins, then the most frequent, then the
first. "Massacre" is a label that the source gives, kept beside the kind, and is the kind only where nothing else is said.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from tawthiq.domain.light import initialised
from tawthiq.extract.context import Context
from tawthiq.extract.counts.bound_count import BoundCount
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.places.place_hits import grammar
from tawthiq.extract.tellings.kind_votes import Votes, settings
from tawthiq.extract.tellings.told_most import TAKEN, TellingMost
from tawthiq.extract.weapons import FLOWN, PLANTED, WeaponHit
from tawthiq.knowledge.parties import air_only, missiles_flown, no_aircraft
from tawthiq.text.language import is_arabic
from tawthiq.text.phrases import Hit

_STRIKES: Final = frozenset({"airstrike", "shelling"})
"""What a bare "strike" can be: an air strike where the text tells of these and of no shelling."""
STRIKE: Final = "kind.strike-of-the-text"
"""The rule of a bare "strike" read as one from the air."""
GENERIC: Final = "kind.generic"
UNKNOWN: Final = "kind.unknown"
"""The rules of a telling that only speaks of an attack, and of one that does not even do that."""
UNIDENTIFIED: Final = "unidentified"
"""The code of a perpetrator whom the text leaves open."""
_SHELLING: Final = "shelling"
_AIRSTRIKE: Final = "airstrike"
_MISSILE: Final = "mlrs"
_CLASS: Final = 2
"""The code and the rank of a missile of which nothing more is said."""
_ON_FOOT: Final = frozenset({"small_arms", "knife", "beating_torture"})
_SIEGE: Final = "siege"
_CAUSE: Final = 8
"""Code points before a word for fighting that hold "in"."""
_TREATED: Final = 45
_OF_TREATED: Final = 5
"""Code points, and words of these, before a kind or weapon that hold "treating victims of"."""
_IN_IT: Final = 45
"""Code points from a count of the dead to the fighting they died in."""
_DIED: Final = frozenset({"killed", "injured", "killed_or_injured"})
_DEAD: Final = _DIED | {"bodies_found"}
_SHOT: Final = frozenset({"unlawful_killing", "sniper_killing"})
"""Kinds that are fighting where those shot are fighters."""


@initialised(slots=True, unsafe_hash=True, init=False)
class KindReading:
    """The kind of a telling, the labels its source uses, and the hit or weapon that decided."""

    kind: str
    labels: tuple[str, ...]
    start: int | None
    end: int | None
    rule: str

    def __init__(self, kind: str, labels: tuple[str, ...], start: int | None, end: int | None, rule: str) -> None:
        self.kind = kind
        self.labels = labels
        self.start = start
        self.end = end
        self.rule = rule


def of_flown_missiles(
    context: Context, reading: KindReading, kinds: Sequence[Hit], weapons: Sequence[WeaponHit], accused: Collection[str]
) -> KindReading:
    """The kind of an English telling of nothing but missiles, of which it says no more: an air attack where their party flies them.

    "Israeli missiles hit the airport", "a missile fired by Russian forces"; not rockets, nor what is said to be ballistic.
    """
    flown = set(accused) - {UNIDENTIFIED}
    if reading.kind != _SHELLING or not flown or not flown <= missiles_flown():
        return reading
    if not weapons or any(w.code != _MISSILE or w.rank != _CLASS or is_arabic(context.text[w.start]) for w in weapons):
        return reading
    for hit in kinds:
        if hit.id == _SHELLING and not any(w.start < hit.end and hit.start < w.end for w in weapons):
            return reading
    return KindReading(_AIRSTRIKE, reading.labels, reading.start, reading.end, "kind.flown-missiles")


def read_kind(
    context: Context,
    kinds: list[Hit],
    weapons: Sequence[WeaponHit],
    tolls: Sequence[BoundCount],
    accused: Collection[str] = (),
    most: TellingMost | None = None,
) -> KindReading:
    """The kind that the words, weapons and harms of a telling give together.

    `accused` are the codes of who is said to have done it, `most` is what the telling counts most.
    """
    most = most or TellingMost()
    kinds = [h for h in kinds if not _whom_one_treats(context, h.whole_start)]
    weapons = [w for w in weapons if not _whom_one_treats(context, w.start)]
    votes = _votes(context, kinds, weapons, tolls, accused, most)
    labels = tuple(dict.fromkeys(h.id for h in kinds if h.term.get("label")))
    if (
        most.fighters
        and set(votes.cast) <= _SHOT | set(settings()["taking"])
        and not any(h.id in _SHOT and not h.term.get("shots") for h in kinds)
    ):
        shot = votes.strongest()
        if shot is not None:  # gunmen who kill soldiers fight
            return KindReading("clash", labels, *votes.cast[shot][2:], "kind.armed-men-on-fighters")
    if votes.cast:
        kind, start, end = votes.winner()
        kind = _survived(tolls).get(kind, kind)
        others = tuple(o for o in votes.beside(kind) if o not in labels)
        return KindReading(settings()["codes"].get(kind, kind), (*labels, *others), start, end, "kind.named")
    label = next((h for h in kinds if h.term.get("label")), None)
    if label is not None:
        return KindReading("massacre", labels, label.start, label.end, "kind.label-only")
    strike = next((h for h in kinds if _is_strike(context, h, accused)), None)
    if strike is not None:
        return KindReading("airstrike", labels, strike.start, strike.end, STRIKE)
    generic = next((h for h in kinds), None)
    if most.fighters and generic is not None:
        return KindReading("clash", labels, generic.start, generic.end, "kind.fighters-attacked")
    if generic is not None:
        return KindReading("other", labels, generic.start, generic.end, GENERIC)
    return KindReading("unknown", labels, None, None, UNKNOWN)


def _votes(
    context: Context,
    kinds: list[Hit],
    weapons: Sequence[WeaponHit],
    tolls: Sequence[BoundCount],
    accused: Collection[str],
    most: TellingMost,
) -> Votes:
    """All votes of a telling: of its words for kinds, of its weapons, of what happened to those it counts."""
    rules, votes = settings(), Votes(most)
    found = any(t.harm == "bodies_found" for t in tolls)
    for hit in kinds:
        if hit.term.get("generic") or hit.term.get("label"):
            continue
        if float(hit.term.get("strength", 2)) < 1 and not found:
            continue  # "cemetery": where bodies were found, a mass grave
        if hit.term.get("doubtful") and (_people_are_taken(tolls, weapons) or raided_on_foot(kinds, weapons)):
            continue  # a raid on houses, not from the air
        dropped = hit.term.get("dropped") and _dropped(context, accused)
        cause = hit.id == "clash" and (most.fighters or _died_in_it(context, hit, tolls))
        strength = float(rules["cause_strength"] if cause else hit.term.get("strength", 2))
        votes.vote("airstrike" if dropped else hit.id, strength, hit.start, hit.end)
    for weapon in () if most.taken else weapons:  # people arrested "with the help of a helicopter" are not bombed
        kind = weapon.kind if weapon.kind in rules["by_wording"] else rules["weapon"].get(weapon.code)
        if kind:
            strength = float(rules["weapon_strength"].get(kind, rules["weapon_default"]))
            votes.vote(kind, strength, weapon.start, weapon.end)
    for toll in tolls:
        if toll.kind is not None:
            votes.vote(toll.kind, float(rules["harm_strength"]), toll.harm_start, toll.harm_start + 1)
        if toll.harm == "bodies_found" and "mass_grave" in votes.cast:
            votes.vote("mass_grave", float(rules["found_strength"]), toll.phrase.start, toll.phrase.end)
        implied = rules["harm"].get(toll.harm)
        if implied:
            votes.vote(implied, float(rules["implied_strength"]), toll.phrase.start, toll.phrase.end)
    if tolls and all(t.harm == "besieged" for t in tolls):  # whatever falls on the town besides, they are besieged
        votes.vote("siege", float(rules["besieged_strength"]), tolls[0].phrase.start, tolls[0].phrase.end)
    if votes.strongest() == "unlawful_killing":
        for start, end in _protesters(context, kinds, tolls):
            votes.vote("protest_repression", float(rules["protest_strength"]), start, end)
    if most.struck:
        votes.without(rules["taking"], beside=float(rules["struck_beside"]))
        votes.without(rules["setting"], beside=float(rules["setting_beside"]))
    shut_in = [h for h in kinds if h.id == _SIEGE]
    if most.struck and set(votes.cast) == {_SIEGE} and all(h.term.get("state") for h in shut_in):
        votes.cast.clear()  # "killed while fleeing the besieged city"
    if most.struck and not found:  # those whom a strike killed are buried in a mass grave
        votes.without(rules["burial"], beside=float(rules["burial_beside"]))
    return votes


def _is_strike(context: Context, hit: Hit, accused: Collection[str]) -> bool:
    """Whether a word for an attack that says no more is one from the air.

    A bare "strike" is in a text that tells of air strikes and no shelling, or by a party that has aircraft in a text that
    tells of neither. A bare "attack" never is, whoever made it: the same words are read alike of every party.
    """
    if not hit.term.get("aerial"):
        return False
    told = {h.id for h in context.reading.of("kind")} & _STRIKES
    flown = bool(accused) and not told and not (no_aircraft() | {UNIDENTIFIED}) & set(accused)  # "an Israeli strike"
    return told == {"airstrike"} or flown


def _survived(tolls: Sequence[BoundCount]) -> Mapping[str, str]:
    """What a killing is where a telling counts nobody but wounded: shots that hit a shepherd are none. Empty where anybody died."""
    hurt = bool(tolls) and all(t.harm == "injured" for t in tolls)
    fighters = any(t.phrase.group == "combatant" for t in tolls)
    return settings()["survived_by_fighters" if fighters else "survived"] if hurt else {}


def _whom_one_treats(context: Context, start: int) -> bool:
    """Whether a word only says what those were hurt by who were being treated: "while we were treating victims of chlorine"."""
    before = context.text[max(0, start - _TREATED) : start].split()[-_OF_TREATED:]
    words = toll_grammar()
    return not words.treats.isdisjoint(before) and not words.treated.isdisjoint(before)


def _dropped(context: Context, accused: Collection[str]) -> bool:
    """Whether a bare "bombing" is one from the air: by a party that has nothing else, or in a text of aircraft and nothing planted."""
    if air_only() & set(accused):
        return True
    named = {h.id for h in context.reading.of("weapon")}
    flies = bool(accused) and not (no_aircraft() | {UNIDENTIFIED}) & set(accused)
    return (flies or bool(named & FLOWN)) and not named & PLANTED


def raided_on_foot(kinds: list[Hit], weapons: Sequence[WeaponHit]) -> bool:
    """Whether a telling's raids are made on the ground: it names no aircraft or air strike, but shots, arrests or a storming."""
    if any(w.code in FLOWN and w.rank > 1 for w in weapons):
        return False
    if any(h.id == "airstrike" and not h.term.get("doubtful") for h in kinds):
        return False
    return any(w.code in _ON_FOOT for w in weapons) or any(h.term.get("ground") for h in kinds)


def _died_in_it(context: Context, hit: Hit, tolls: Sequence[BoundCount]) -> bool:
    """Whether Arabic puts the dead right in the fighting: «مقتل 17 في اشتباكات دارت بين», «منذ اندلاع المواجهات 400 قتيل»."""
    low = max(0, hit.whole_start - _CAUSE)
    began = bool(context.reading.of_id(low, hit.whole_start, "date_cue", "ranked"))
    if began and any(0 <= t.phrase.start - hit.end <= _IN_IT for t in tolls if t.harm in _DEAD):
        return True
    before = context.text[low : hit.whole_start].split()[-1:]
    if not before or before[0] not in grammar().inside or not is_arabic(context.text[hit.start]):
        return False
    return any(0 <= hit.start - t.phrase.end <= _IN_IT for t in tolls if t.harm in _DIED)


def _people_are_taken(tolls: Sequence[BoundCount], weapons: Sequence[WeaponHit]) -> bool:
    """Whether a telling counts people taken away and names no aircraft, or counts nobody else."""
    if tolls and all(t.harm in TAKEN for t in tolls):
        return True
    return any(t.harm in TAKEN for t in tolls) and not any(w.code in FLOWN and w.rank > 1 for w in weapons)


def _protesters(context: Context, kinds: list[Hit], tolls: Sequence[BoundCount]) -> list[tuple[int, int]]:
    """Where the sentences of a telling speak of protesters."""
    places = [t.phrase.start for t in tolls] + [h.start for h in kinds]
    sentences = sorted({context.reading.sentence_at(p) for p in places})
    found: list[tuple[int, int]] = []
    for index in sentences:
        sentence = context.reading.sentences[index]
        found.extend(
            (h.start, h.end)
            for h in context.reading.within(sentence.start, sentence.end, "people")
            if h.id == "protester"
        )
    return found

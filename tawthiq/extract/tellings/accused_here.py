"""Whom a telling's own sentences accuse of what it counts, and whom they accuse of something else, or only in answer.

Rules, in order, of `_RULES`: who laid a mine is read from words about mines; a party's counter-charge, by its own media, accuses
nobody where others accuse that party; nobody is said to have killed its own fighters in a fight; whom the doers are only tied to ("linked to") did nothing where these are named; a general wording ("terrorists") names no further party beside one it can stand for; where
a sentence that counts people accuses somebody plainly, whom a sentence of another place or day accuses is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.parties.actors import PERPETRATORS, ActorHit
from tawthiq.extract.taken import Taken
from tawthiq.extract.tellings.scene import Scene
from tawthiq.extract.tellings.segment import Segment
from tawthiq.extract.weapons import LAID
from tawthiq.knowledge.parties import general_follows
from tawthiq.knowledge.sides import side_of
from tawthiq.text.language import is_arabic

UNIDENTIFIED: Final = "unidentified"
_PLAIN: Final = 0.85
"""The weight from which words accuse a party plainly (extract/parties/actor_roles.py)."""
_LAID: Final = "actor.laid"
"""The rule of a party that is said to have mined a place, whatever its sentence calls it."""
_TIED: Final = 20
"""Code points before a party in which a word of ties to it stands."""
_FIGHTERS: Final = "combatant"
_DONE_TO_ANYONE: Final = frozenset(
    {
        "summary_execution",
        "torture",
        "death_torture",
        "death_in_detention",
        "arbitrary_detention",
        "enforced_disappearance",
    }
)
"""Kinds of what a party does to its own men, too."""
_OF_A_CHARGE: Final = frozenset({"actor.accused", "actor.admit", "actor.label", "actor.takes-part"})
"""Rules whose words speak of the deed already told, wherever they stand."""

_Own = Sequence[ActorHit]


def accused_here(context: Context, scene: Scene, own: _Own) -> list[ActorHit]:
    """The parties of a telling without those that its sentences accuse of another deed than the one they count the dead of."""
    kept = list(own)
    if not any(a.role in PERPETRATORS for a in kept):
        return kept
    for rule in _RULES:
        kept = rule(context, scene, kept)
    return kept


def _who_laid_it(context: Context, scene: Scene, own: _Own) -> list[ActorHit]:
    """For a mine, whom a sentence accuses that names one: who besieges the town did not lay it in the field."""
    weapons = {w.code for s in scene.segments for w in s.weapons}
    if not weapons or not weapons <= LAID:
        return list(own)
    laid = {context.reading.sentence_at(w.start) for s in scene.segments for w in s.weapons}
    return [
        a for a in own if a.role not in PERPETRATORS or a.rule == _LAID or context.reading.sentence_at(a.start) in laid
    ]


def _no_counter_charge(context: Context, _: Scene, own: _Own) -> list[ActorHit]:
    """Without what the accused themselves, in their own media, charge another with: the charge and its answer are no two doers."""
    accused = {side_of(a.code): a for a in own if a.role in PERPETRATORS}
    return [
        a
        for a in own
        if not (a.rule == "actor.accused" and _charged_by(context, a) & (set(accused) - {side_of(a.code)}))
    ]


def _charged_by(context: Context, actor: ActorHit) -> set[str]:
    """The sides for which the office speaks that stands before the charge in its sentence."""
    low, _ = context.sentence_bounds(actor.start)
    speaking = context.reading.within(low, actor.start, "office")
    return {side_of(str(o.term.get("party"))) for o in speaking if o.term.get("party")}


def _no_killer_of_its_own(_: Context, scene: Scene, own: _Own) -> list[ActorHit]:
    """Without whom a deed of its own stands beside its dead: "the army fired rockets to repel the attack, which left five soldiers dead".

    Only where fighters alone are counted, of one side, and no execution or torture is told: that is done to one's own men, too.
    """
    groups = {t.phrase.group for t in scene.tolls if t.parent is None}
    if _FIGHTERS not in groups or groups - {_FIGHTERS, None}:
        return list(own)
    if any(h.id in _DONE_TO_ANYONE for s in scene.segments for h in s.kinds):
        return list(own)
    lost = {side_of(a.code) for a in own if a.role == "target"}
    if len(lost) != 1:
        return list(own)
    return [a for a in own if a.role not in PERPETRATORS or a.rule in _OF_A_CHARGE or side_of(a.code) not in lost]


def _no_general_beside_named(context: Context, _: Scene, own: _Own) -> list[ActorHit]:
    """Without a general wording's party where a party accused by name is one that the wording stands for."""
    named = {a.code for a in own if a.role in PERPETRATORS}
    return [a for a in own if a.role not in PERPETRATORS or not _stands_for(context, a) & (named - {a.code})]


def _no_patron(context: Context, _: Scene, own: _Own) -> list[ActorHit]:
    """Without a party that others are only said to be tied to ("rebels linked to al-Qaeda"), where another is accused by name."""
    accused = {a.code for a in own if a.role in PERPETRATORS} - {UNIDENTIFIED}
    patrons = {a.code for a in own if a.role in PERPETRATORS and _only_tied(context, a)}
    plain = {a.code for a in own if a.role in PERPETRATORS and not _only_tied(context, a)}
    return [a for a in own if a.role not in PERPETRATORS or a.code not in patrons - plain or not accused - patrons]


def _only_tied(context: Context, actor: ActorHit) -> bool:
    """Whether a word of ties stands right before a party or within the words that name it."""
    low = max(0, actor.start - _TIED)
    ties = context.reading.of_id(low, actor.end, "cue", "tied")
    return bool(ties) and (ties[-1].start >= actor.start or not context.text[ties[-1].end : actor.start].strip())


def _stands_for(context: Context, actor: ActorHit) -> set[str]:
    """The parties that the general wording of a mention refers back to; none where it is a party's own."""
    hits = context.reading.within(actor.start, actor.end, "actor")
    if not hits or is_arabic(context.text[actor.start]):
        return set()
    number = int(hits[0].term.get("general", -1))
    return set(general_follows(number)) if number >= 0 else set()


def _counted_first(_: Context, scene: Scene, own: _Own) -> list[ActorHit]:
    """Where a sentence that counts people accuses somebody plainly, without those accused in one of another place or day.

    Whom words accuse of the deed already told (blame, a claim) stays, wherever they stand.
    """
    counts = Taken([(s.start, s.end) for s in scene.segments if s.tolls])
    here = [a for a in own if counts.holds(a.start)]
    plain = {a.code for a in here if a.role in PERPETRATORS and a.weight >= _PLAIN} - {UNIDENTIFIED}
    if not plain or len(plain) > 1:  # where several are said to have done it, each told by itself
        return list(own)
    apart = Taken([(s.start, s.end) for s in scene.segments if not s.tolls and _set_apart(scene, s)])
    return [
        a
        for a in own
        if a.role not in PERPETRATORS or a.code in plain or a.rule in _OF_A_CHARGE or not apart.holds(a.start)
    ]


def _set_apart(scene: Scene, segment: Segment) -> bool:
    """Whether a sentence of a telling gives another day than the telling's, or names a town that is not the telling's."""
    own = scene.place.place.id if scene.place is not None else ""
    days = (scene.when.start, scene.when.end) if scene.when is not None else None
    return any(d.when.start is not None and (d.when.start, d.when.end) != days for d in segment.dates) or any(
        p.specific and not p.aside and p.place.id != own for p in segment.places
    )


_RULES: Final[tuple[Callable[[Context, Scene, _Own], list[ActorHit]], ...]] = (
    _who_laid_it,
    _no_counter_charge,
    _no_killer_of_its_own,
    _no_general_beside_named,
    _no_patron,
    _counted_first,
)

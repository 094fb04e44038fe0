"""The parties of one telling, with their parts: from its own sentences, from those beside it, from the rest of the document.

Rules, in order: the telling's own sentences; a form's line for the perpetrator; the sentences beside it; the two sides of a
fight that it counts dead of (each side's dead are laid to the other, everybody else's to both, `actor.sides`); then whom
`accused_elsewhere` takes over. What another event's sentence says of somebody else is left out where it stands in the
telling only as an answer to it or as a change of subject («وردا على ذلك»، «من جهة أخرى»).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawthiq.domain.light import replace
from tawthiq.extract.context import Context
from tawthiq.extract.parties.actors import ActorHit
from tawthiq.extract.statistics.periods import opens_since
from tawthiq.extract.tellings.accused_elsewhere import UNIDENTIFIED, accused_elsewhere, admitted_elsewhere
from tawthiq.extract.tellings.accused_here import accused_here
from tawthiq.extract.tellings.arresting import only_arrests
from tawthiq.extract.tellings.not_lent import may_take_over
from tawthiq.extract.tellings.scene import Scene
from tawthiq.extract.tellings.segment import Segment
from tawthiq.extract.weapons import LAID, PLANTED
from tawthiq.text.language import begins_arabic

_ACCUSED: Final = frozenset({"alleged_perpetrator", "responsible_admitted"})
_FORM: Final = "actor.label"
_UNCLAIMED: Final = "actor.unclaimed"
_CHARGES: Final = ("actor.accused", "actor.admit", "actor.label", "actor.doers")
"""Rules whose words speak of the deed told, wherever they stand."""
_DOUBT: Final = "either_or"
_PLAIN: Final = 0.85
"""The weight from which words accuse a party plainly (extract/parties/actor_roles.py)."""
_IMPLIED: Final = 0.3
"""The weight at which a weapon alone speaks for a party."""
_OPENS: Final = 6
"""Code points from the start of a stretch within which it opens as an answer or with another subject."""
_ANSWER: Final = 14
"""Code points that the words of answering are long at most."""
_SIDES: Final = 2
_HELD: Final = frozenset({"abducted", "hostage"})


def parties_of(context: Context, scene: Scene, named: Sequence[ActorHit], scenes: Sequence[Scene]) -> list[ActorHit]:
    """The parties of a scene; `named` are all that the document names. Where the scene's own sentences accuse a party plainly, another speaker's doubt between parties is left out."""
    own = [a for segment in _of_this_event(context, scene) for a in segment.actors]
    own = [a for a in own if a.role not in _ACCUSED or not only_arrests(context, a, scene)]
    if any(a.role in _ACCUSED and a.mode != _DOUBT and a.weight >= _PLAIN for a in own):
        own = [a for a in own if a.mode != _DOUBT]
    own.extend(a for segment in scene.beside for a in segment.actors if a.rule == _FORM)
    own = _of_a_fight(context, scene, own)
    if not any(a.role in _ACCUSED for a in own):
        own.extend(_told_beside(context, scene))
    own = accused_here(context, scene, own)
    if may_take_over(context, scene) and not any(a.role in _ACCUSED for a in own):
        lost = {a.code for a in own if a.rule == "actor.lost"} if begins_arabic(context.text, scene.start) else set()
        elsewhere = [a for a in named if a.code not in lost and not only_arrests(context, a, scene)]
        taken = any(t.harm in _HELD for t in scene.tolls)
        hit = {a.code for a in own if taken and a.role == "target"}  # who was taken hostage took no hostages
        elsewhere = [a for a in elsewhere if a.code not in hit and not _counted_over(context, a)]
        own.extend(accused_elsewhere(context, scene, _accused(elsewhere), scenes))
    if not scene.background and {a.code for a in own if a.role in _ACCUSED} == {UNIDENTIFIED}:
        own.extend(admitted_elsewhere(named))  # "gunmen stormed the town"; later: "the group claimed the attack"
    return own


def _told_beside(context: Context, scene: Scene) -> list[ActorHit]:
    """The parties of the sentences beside a scene; where an English one says that nobody has claimed it, only whom words charge with it.

    "Nobody claimed the attack. Rebels have often fired rockets into the city": that is no charge.
    """
    told = [a for segment in scene.beside for a in segment.actors]
    if begins_arabic(context.text, scene.start) or not any(a.rule == _UNCLAIMED for a in told):
        return told
    return [a for a in told if a.role not in _ACCUSED or a.rule == _UNCLAIMED or a.rule.startswith(_CHARGES)]


def _counted_over(context: Context, actor: ActorHit) -> bool:
    """Whether a party is only named for what has been done "since March 2019", which is no one event."""
    return opens_since(context, *context.sentence_bounds(actor.start))


def _accused(named: Sequence[ActorHit]) -> list[ActorHit]:
    """Whom the document accuses; where it accuses nobody, who denies the deed: a denial answers an accusation."""
    accused = [a for a in named if a.role in _ACCUSED]
    denying = [a for a in named if a.role == "denied"]
    return accused or [replace(a, role="alleged_perpetrator", rule=f"{a.rule}+actor.denying") for a in denying]


def _of_this_event(context: Context, scene: Scene) -> list[Segment]:
    """The stretches of a scene without those that turn to another party's deed, where the others accuse somebody."""
    plain = [s for s in scene.segments if not _turns(context, s)]
    here = {a.code for s in plain for a in s.actors if a.role in _ACCUSED and a.weight > _IMPLIED}
    if len(plain) == len(scene.segments) or not here:
        return scene.segments
    kept = []
    for segment in scene.segments:
        codes = {a.code for a in segment.actors if a.role in _ACCUSED}
        if segment in plain or not codes or codes & here:
            kept.append(segment)
    return kept


def _turns(context: Context, segment: Segment) -> bool:
    """Whether a stretch opens as an answer to what was told, or with another subject and counts nobody."""
    if not begins_arabic(context.text, segment.start):
        return False
    if (
        any(c.start - segment.start < _OPENS and (c.term.get("turn") or c.term.get("opposite")) for c in segment.cues)
        and not segment.tolls
    ):
        return True
    answers = context.reading.within(segment.start, segment.start + _OPENS + _ANSWER, "cue")
    return any(c.id == "answer" and c.start - segment.start < _OPENS for c in answers)


def _of_a_fight(context: Context, scene: Scene, own: Sequence[ActorHit]) -> list[ActorHit]:
    """The parties of a scene, where its counting sentences tell of a fight between two sides and accuse neither: also as those who may have killed."""
    if any(a.role in _ACCUSED and a.weight > _IMPLIED for a in own):
        return list(own)
    counting = [(s.start, s.end) for s in scene.segments if s.tolls]
    told = [a for a in own if any(start <= a.start < end for start, end in counting)]
    sides = [a for a in told if a.role == "involved" and a.rule == "actor.fights"]
    lost = [a for a in told if a.role == "target" and a.rule == "actor.lost"]
    codes = {a.code for a in (*sides, *lost)}
    weapons = {w.code for s in scene.segments for w in s.weapons}
    if weapons and weapons <= PLANTED | LAID:
        return list(own)  # who fight each other in that region did not both lay the bomb
    if not sides or (len(codes) != _SIDES and len(sides) < _SIDES):
        return list(own)
    dead = {a.code for a in lost}
    accused = [a for a in (*sides, *lost) if not dead or len(codes) < _SIDES or dead - {a.code}]
    mode = _DOUBT if len({a.code for a in accused}) > 1 else "sole"
    kept = [a for a in own if a.role not in _ACCUSED]
    return [*kept, *(replace(a, role="alleged_perpetrator", mode=mode, rule=f"{a.rule}+actor.sides") for a in accused)]

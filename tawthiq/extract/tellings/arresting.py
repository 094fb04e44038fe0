"""Who only makes arrests: the police that hold suspects after a killing did not kill.

Rule: a party that the words make the subject of an arrest is no perpetrator of a telling that counts dead or wounded and
nobody taken away, unless those arrested were harmed in custody, or the people were shot when it raided their town.
"""

from __future__ import annotations

from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.parties.actors import ActorHit
from tawthiq.extract.tellings.scene import Scene
from tawthiq.text.fold import fold_word

_BY_VERB: Final = frozenset({"actor.verb", "actor.subject"})
_TAKEN: Final = frozenset({"detained", "abducted", "forcibly_disappeared", "missing"})
_HURT: Final = frozenset({"killed", "injured", "killed_or_injured", "bodies_found"})
_HELD: Final = frozenset(
    {
        "torture",
        "death_torture",
        "death_in_detention",
        "enforced_disappearance",
        "arbitrary_detention",
        "abduction",
        "hostage_taking",
        "summary_execution",
    }
)
"""Kinds of which those who arrest are guilty too."""
_BESIDE: Final = 30
"""Code points between a party and its verb."""


def only_arrests(context: Context, actor: ActorHit, scene: Scene) -> bool:
    """Whether a party accused in a telling only arrested somebody."""
    if actor.rule not in _BY_VERB:
        return False
    harms = {t.harm for t in scene.tolls}
    held = any(h.id in _HELD for s in (*scene.segments, *scene.beside) for h in s.kinds)
    if harms & _TAKEN or not harms & _HURT or held:
        return False
    low, high = context.sentence_bounds(actor.start)
    first = actor.rule == "actor.verb"
    low, high = (max(low, actor.start - _BESIDE), actor.start) if first else (actor.end, min(high, actor.end + _BESIDE))
    verbs = context.reading.of_id(low, high, "cue", "attack_verb")
    if _when_they_were_hit(context, actor, scene, verbs[-1].start if verbs and first else actor.start):
        return False
    nearest = (verbs[-1] if first else verbs[0]).start if verbs else -1
    return any(c.start == nearest and fold_word(c.term.wording) in toll_grammar().arrests for c in verbs)


def _when_they_were_hit(context: Context, actor: ActorHit, scene: Scene, position: int) -> bool:
    """Whether a clause of time opens right before a position, behind the dead of its sentence: "were shot dead when forces raided"."""
    low, _ = context.sentence_bounds(actor.start)
    if not any(t.harm in _HURT and low <= t.phrase.start < position for t in scene.tolls):
        return False
    before = context.text[max(low, position - _BESIDE) : position].split()
    before = [w for w in before if w not in toll_grammar().definite]
    return bool(before) and before[-1] in toll_grammar().when_words

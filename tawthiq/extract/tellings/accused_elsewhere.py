"""Whom a telling that accuses nobody takes over from the rest of its document.

Rule: the inferences of `_INFERENCES` are tried in order and the first that names somebody decides; its id is written behind the
rule of the words. Those of the attack right before that the telling likens its own to (`like-it`); the one party that the document accuses, or all of those it accuses together in one sentence
(`only-one-accused`); where it accuses several apart, those of the nearest sentence before that speaks of a larger place the
telling lies in (`of-the-whole`), those of the sentence right before in the paragraph, or whose sentence goes on with the telling (`told-right-before`), those of the telling
before where the words say that this is one more attack (`one-more-attack`), those whom the text gives the same weapon
(`same-weapon`); else none: the machine does not pick. A party that flies nothing is not taken over by a telling of an air
strike. Never where the telling's own words leave the perpetrator unidentified, but for the one party that says it did it; and for
a mine only from words about mines.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from tawthiq.domain.light import replace
from tawthiq.extract.context import Context
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.parties.actors import ActorHit
from tawthiq.extract.tellings.not_lent import of_another_event
from tawthiq.extract.tellings.scene import Scene, above
from tawthiq.extract.weapons import FLOWN, GUNS, LAID, PLANTED
from tawthiq.knowledge.parties import no_aircraft
from tawthiq.text.language import begins_arabic

_FROM_AFAR: Final = FLOWN | GUNS | {"drone", "barrel_bomb", "cluster"}
UNIDENTIFIED: Final = "unidentified"
TOLD_RIGHT_BEFORE: Final = "told-right-before"
"""The inference by which a telling takes over the sentence right before it."""
_ADMITTED: Final = "responsible_admitted"
_TOGETHER: Final = 2
"""How many parties at most one sentence accuses together for other tellings of the document to take them over."""
_IMPLIED: Final = 0.3
"""The weight at which a weapon alone speaks for a party."""
_CHARGES: Final = ("actor.accused", "actor.admit", "actor.label", "actor.doers", "actor.denying")
"""Rules whose words speak of the deed told, whatever their own sentence names."""
_LIKENED: Final = 60
"""Code points behind the first count of a telling within which it is likened to the one before."""
_THEN: Final = 4
"""Words from the start of the rest of a sentence to its verb: ", and later hit"."""
_JUST_BEFORE: Final = 3
"""How many sentences before a telling of one more attack those may be accused who made the first."""

_BySentence = Mapping[int, Sequence[ActorHit]]


def accused_elsewhere(
    context: Context, scene: Scene, elsewhere: Sequence[ActorHit], scenes: Sequence[Scene] = ()
) -> list[ActorHit]:
    """The parties accused elsewhere in the document that a telling takes over; none where no inference holds."""
    if any(a.code == UNIDENTIFIED for segment in (*scene.segments, *scene.beside) for a in segment.actors):
        return []
    if _is_by_mines(scene):  # who shelled a town did not lay the mine in the field, unless the text says so
        laid = {context.reading.sentence_at(h.start) for h in context.reading.of("weapon") if h.id in LAID}
        elsewhere = [a for a in elsewhere if context.reading.sentence_at(a.start) in laid]
    weapons = {w.code for s in scene.segments for w in s.weapons}
    if weapons and weapons <= PLANTED:
        if all(_of_an_attack_from_afar(context, a) for a in elsewhere):
            return []
        if not begins_arabic(context.text, scene.start):
            elsewhere = [a for a in elsewhere if _speaks_of_an_attack(context, a)]
    if weapons & FLOWN:
        elsewhere = [a for a in elsewhere if a.code not in no_aircraft()]
    by_sentence: dict[int, list[ActorHit]] = {}
    for actor in elsewhere:
        by_sentence.setdefault(context.reading.sentence_at(actor.start), []).append(actor)
    for name, inference in _INFERENCES[:_IN_PASSING] if scene.background else _INFERENCES:
        found = inference(context, scene, by_sentence)
        if found:
            if name == _ONLY_ONE:
                found = [a for a in found if not of_another_event(context, scene, a, scenes)]
            return [replace(a, rule=f"{a.rule}+actor.{name}") for a in found]
    return []


def admitted_elsewhere(named: Sequence[ActorHit]) -> list[ActorHit]:
    """The one party of a document that says it did it, in all its parts; nobody where several do."""
    who = {a.code for a in named if a.role == _ADMITTED}
    return (
        [a for a in named if a.code in who and a.start in {b.start for b in named if b.role == _ADMITTED}]
        if len(who) == 1
        else []
    )


def _like_it(context: Context, scene: Scene, by_sentence: _BySentence) -> Sequence[ActorHit]:
    """Who made the attack told right before, where an Arabic telling likens its own to it: «وقتل ثلاثة آخرون بقصف مماثل على …»."""
    opening = scene.segments[0]
    alike = context.reading.of_id(opening.start, opening.end, "cue", "alike")
    if not alike or not begins_arabic(context.text, scene.start):
        return ()
    first = context.reading.sentence_at(scene.start)
    own = [a for a in by_sentence.get(first, ()) if a.end <= scene.start]
    before = own or list(by_sentence.get(first - 1, ()))
    before = [a for a in before if a.weight > _IMPLIED]
    if not before or alike[0].start > min((t.phrase.end + _LIKENED for t in opening.tolls), default=opening.end):
        return ()
    last = max(a.start for a in before)
    return [a for a in before if a.start == last or a.mode != "sole"] if own else before


def _only_one(context: Context, scene: Scene, by_sentence: _BySentence) -> Sequence[ActorHit]:
    """The one party accused in the document, or those whom one sentence accuses together and no other adds to."""
    codes = {a.code for hits in by_sentence.values() for a in hits}
    together = [hits for hits in by_sentence.values() if {a.code for a in hits} == codes]
    if not together or len(codes) > (1 if scene.background else _TOGETHER):
        return ()
    return min(together, key=lambda hits: abs(hits[0].start - scene.start))


def _of_the_whole(context: Context, scene: Scene, by_sentence: _BySentence) -> Sequence[ActorHit]:
    """Who is accused in the nearest sentence before the scene that speaks of a larger place it lies in ("strikes in Idlib")."""
    if scene.place is None:
        return ()
    larger = set(above(context, scene.place)[:-1])
    first = context.reading.sentence_at(scene.start)
    for index in sorted((i for i in by_sentence if i < first), reverse=True):
        sentence = context.reading.sentences[index]
        places = context.reading.within(sentence.start, sentence.end, "place")
        if any(larger & set(p.term.get("ids", ())[:1]) for p in places):
            return by_sentence[index]
    return ()


def _right_before(context: Context, scene: Scene, by_sentence: _BySentence) -> Sequence[ActorHit]:
    """Who is accused in the sentence right before, in the same paragraph: "Fighters fired rockets at the coast. A man was hurt in …"."""
    first = context.reading.sentence_at(scene.start)
    opening = scene.segments[0]
    own = [a for a in by_sentence.get(first, ()) if a.end <= scene.start]
    if own and (begins_arabic(context.text, scene.start) or _goes_on_doing(context, scene)):
        return own[-1:]  # «لم تكد الفرق تنسحب بعد الغارة التي شنها الطيران حتى استهدف …»
    if first - 1 not in by_sentence or opening.cued("separate") or opening.dates:
        return ()
    before = context.reading.sentences[first - 1]
    if "\n" in context.text[before.start : scene.start].strip() or not _fits(context, scene, first - 1):
        return ()
    return by_sentence[first - 1]


def _goes_on_doing(context: Context, scene: Scene) -> bool:
    """Whether a telling is the rest of a sentence whose subject goes on: "aircraft raided X, killing two, and then hit Y"."""
    words = context.text[scene.start : scene.segments[0].end].split()[:_THEN]
    words = [w for w in words if any(c.isalpha() for c in w)]
    if not words or words[0] not in toll_grammar().and_words:
        return False
    verbs = context.reading.of_id(scene.start, scene.segments[0].end, "cue", "attack_verb")
    return bool(verbs) and context.words_between(scene.start, verbs[0].start) <= len(words)


def _one_more_attack(context: Context, scene: Scene, by_sentence: _BySentence) -> Sequence[ActorHit]:
    """Who is accused of the attack told before, where the telling opens as one more: "Another strike …", "Hours later a shell …"."""
    opening = scene.segments[0]
    if not opening.cued("one_more"):
        return ()
    first = context.reading.sentence_at(scene.start)
    for index in range(first - 1, max(-1, first - 1 - _JUST_BEFORE), -1):
        if index in by_sentence:
            return by_sentence[index] if _fits(context, scene, index) else ()
    return ()


def _same_weapon(context: Context, scene: Scene, by_sentence: _BySentence) -> Sequence[ActorHit]:
    """Whom alone the text gives the weapon that the telling names: drones of one party, shells of another."""
    own = _afar({w.code for s in scene.segments for w in s.weapons if w.rank > 1 or w.carrier})
    if not own:
        return ()
    using = [hits for index, hits in by_sentence.items() if own & _afar(_used(context, index))]
    codes = {a.code for hits in using for a in hits}
    together = [hits for hits in using if {a.code for a in hits} == codes]
    return together[0] if together and len(codes) <= _TOGETHER else ()


_Inference = Callable[[Context, Scene, _BySentence], Sequence[ActorHit]]
_ONLY_ONE: Final = "only-one-accused"
_IN_PASSING: Final = 3
"""How many of the inferences hold for a telling in passing."""
_INFERENCES: Final[tuple[tuple[str, _Inference], ...]] = (
    ("like-it", _like_it),
    (_ONLY_ONE, _only_one),
    ("of-the-whole", _of_the_whole),
    (TOLD_RIGHT_BEFORE, _right_before),
    ("one-more-attack", _one_more_attack),
    ("same-weapon", _same_weapon),
)


def _used(context: Context, index: int) -> set[str]:
    """The weapons that a sentence names."""
    sentence = context.reading.sentences[index]
    return {h.id for h in context.reading.within(sentence.start, sentence.end, "weapon")}


def _afar(weapons: set[str]) -> set[str]:
    """Weapons used from afar, all that only aircraft bring as one."""
    return {"aircraft" if w in FLOWN else w for w in weapons & _FROM_AFAR}


def _fits(context: Context, scene: Scene, index: int) -> bool:
    """Whether a telling and a sentence that accuses somebody do not name weapons that are wholly others.

    Of what anybody may have planted or driven there, only a sentence that speaks of such.
    """
    own = {w.code for s in scene.segments for w in s.weapons}
    used = _used(context, index)
    planted = own & PLANTED or any(h.id == "suicide_car_bomb" for s in scene.segments for h in s.kinds)
    if planted and not used & PLANTED:
        return False
    if not own or not used:
        return True
    return bool(own & used or _afar(own) & _afar(used))


def _speaks_of_an_attack(context: Context, actor: ActorHit) -> bool:
    """Whether the sentence that accuses a party names a weapon or a kind of attack: who took a town did not bomb its market."""
    if actor.rule.startswith(_CHARGES):
        return True
    low, high = context.sentence_bounds(actor.start)
    return bool(context.reading.within(low, high, "weapon", "kind", "harm"))


def _of_an_attack_from_afar(context: Context, actor: ActorHit) -> bool:
    """Whether the sentence that accuses a party speaks of aircraft or guns and of nothing planted."""
    used = _used(context, context.reading.sentence_at(actor.start))
    return bool(used & (FLOWN | GUNS)) and not used & PLANTED


def _is_by_mines(scene: Scene) -> bool:
    weapons = {w.code for s in scene.segments for w in s.weapons}
    return bool(weapons) and weapons <= LAID

"""Writes a scene down as an account: its tolls with speakers and parents, its place, date, actors, weapons, persons.

Rule: the same count told twice in one account is one toll. A count is superseded where the text itself replaces it: a
larger one of the same harm and group follows an update cue («ارتفعت الحصيلة إلى»), or it is called initial (R5).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from tawthiq.domain.account import Account
from tawthiq.domain.actors import ActorMention, PersonMention, WeaponMention
from tawthiq.domain.light import replace
from tawthiq.domain.source import Attribution
from tawthiq.domain.toll import OF_WOUNDS, Toll
from tawthiq.extract.context import Context
from tawthiq.extract.counts.bound_count import BoundCount
from tawthiq.extract.counts.wounds import died_of_wounds
from tawthiq.extract.parties.actors import ActorHit, actor_names
from tawthiq.extract.places.find import PlaceHit, mention
from tawthiq.extract.tellings.accused_elsewhere import TOLD_RIGHT_BEFORE
from tawthiq.extract.tellings.kind_votes import no_others_means
from tawthiq.extract.tellings.kinds import STRIKE, of_flown_missiles, raided_on_foot, read_kind
from tawthiq.extract.tellings.replaced import Replacing
from tawthiq.extract.tellings.scene import Scene
from tawthiq.extract.tellings.scene_parties import parties_of
from tawthiq.extract.tellings.segment import Segment
from tawthiq.extract.tellings.told_most import TellingMost, hurting_nobody
from tawthiq.extract.weapons import FLOWN, PLANTED, WeaponHit, find_weapons, from_the_air, rockets_of_the_text, settled
from tawthiq.text.ordered import bisect_right
from tawthiq.text.phrases import Hit

_EXCLUDED_ROLES: Final = frozenset({"speaker"})
_ACCUSED: Final = frozenset({"alleged_perpetrator", "responsible_admitted"})
_CHEMICAL: Final = "chemical_attack"
_WITHOUT_SHOTS: Final = frozenset(
    {"abduction", "arbitrary_detention", "enforced_disappearance", "hostage_taking", "clash"}
)
_DOUBT: Final = "either_or"
_GRAVE: Final = "mass_grave"
_HEADLINE: Final = 1
_NEAR: Final = 1
"""How many sentences from a count the weapons of its telling are named, where its own sentence names one."""
_LEAD: Final = 4
"""The last sentences (numbered from 0) that can be a headline, and that can open the telling it is about."""


def write_account(
    context: Context, scene: Scene, actors: Sequence[ActorHit] = (), scenes: Sequence[Scene] = ()
) -> Account:
    """The account of one scene. `actors` are all the document names, for a scene whose own sentences accuse nobody; `scenes` are those of the document."""
    kinds = [h for s in scene.segments for h in s.kinds]
    if scene.lead is not None and not any(not h.term.get("label") for h in kinds):
        kinds.extend(h for h in scene.lead.kinds if not h.term.get("generic"))
    kinds.extend(_headlined(context, scene, kinds))
    weapons = _told_weapons(context, scene)
    if not weapons and not any(not h.term.get("generic") for h in kinds) and scene.first and _leads(context, scene):
        weapons = [w for w in find_weapons(context.reading) if w.end <= min(scene.start, _headline(context))]
    harmless = hurting_nobody(context, scene.segments)
    if harmless:
        kinds = [h for h in kinds if not any(low <= h.start < high for low, high in harmless)]
        weapons = [w for w in weapons if not any(low <= w.start < high for low, high in harmless)]
    if all(w.rank == 1 for w in weapons):
        weapons.extend(w for s in scene.beside for w in s.weapons if not _of_one_more(s, w))
    elif all(w.kind == _CHEMICAL for w in weapons):  # what brought the gas may be said further on
        weapons.extend(w for s in scene.beside for w in s.weapons if w.code in FLOWN)
    if raided_on_foot(kinds, weapons):
        weapons = [w for w in weapons if not (w.rank == 1 and w.code == "aircraft_unspec")]
    if not any(w.code in PLANTED for w in weapons):
        weapons = [*weapons, *_devices(kinds)]
    weapons = settled(weapons)
    parties = _actors(context, scene, actors, scenes)
    accused = {a.code for a in parties if a.role in _ACCUSED}
    weapons = weapons or _told_right_before(context, parties)
    weapons = rockets_of_the_text(context.reading, from_the_air(context.reading, weapons, accused))
    most = TellingMost.of(scene.segments)
    reading = read_kind(context, kinds, weapons, scene.tolls, accused, most)
    reading = of_flown_missiles(context, reading, kinds, weapons, accused)
    raided = reading.kind == "airstrike" and any(h.start == reading.start and h.term.get("doubtful") for h in kinds)
    if (reading.rule == STRIKE or raided) and not weapons and reading.start is not None and reading.end is not None:
        weapons = [WeaponHit(reading.start, reading.end, "aircraft_unspec", "weapon.strike", 1, "airstrike", True)]
    weapons = no_others_means(weapons, reading.kind)
    if reading.kind in _WITHOUT_SHOTS:  # gunmen who take people away or fight are no shots
        weapons = [w for w in weapons if not (w.rank == 1 and w.code == "small_arms")]
    if reading.kind == "clash":
        parties = _sides(parties)
    spans = tuple(context.quote(s.start, s.end).span for s in scene.segments)
    kind_quote = (
        context.quote(reading.start, reading.end) if reading.start is not None and reading.end is not None else None
    )
    return Account(
        kind=reading.kind,
        labels=reading.labels,
        background=scene.background,
        summary=scene.summary,
        date=scene.when,
        place=mention(context, scene.place) if scene.place is not None else None,
        places=tuple(mention(context, p) for p in _distinct_places(scene)),
        actors=parties,
        weapons=_weapons(context, weapons),
        persons=_persons(context, scene),
        tolls=_tolls(context, scene),
        kind_quote=kind_quote,
        spans=spans,
        rule=reading.rule,
    )


def _told_right_before(context: Context, parties: Sequence[ActorMention]) -> list[WeaponHit]:
    """The weapons of the sentence right before, where that says who did it: "Fighters fired rockets at the coast. A man was hurt in …"."""
    spans = [a.quote.span for a in parties if a.rule.endswith(TOLD_RIGHT_BEFORE)]
    if not spans:
        return []
    low, high = context.sentence_bounds(context.reading.folded.bounds(spans[0])[0])
    return [w for w in find_weapons(context.reading) if low <= w.start < high]


def _of_one_more(segment: Segment, weapon: WeaponHit) -> bool:
    """Whether the word for a weapon is that of one more attack: "further airstrikes were reported"."""
    return any(c.id == "one_more" and c.start <= weapon.start < c.end for c in segment.cues)


def _told_weapons(context: Context, scene: Scene) -> list[WeaponHit]:
    """The weapons of a telling: where a sentence that counts the dead names one, none further off than `_NEAR` sentences from such a count."""
    weapons = [w for s in scene.segments for w in s.weapons]
    counted = [w for s in scene.segments if s.tolls for w in s.weapons]
    if not any(w.rank > 1 for w in counted):
        return weapons
    where = context.reading.sentence_at
    counts = {where(s.start) + by for s in scene.segments if s.tolls for by in range(-_NEAR, _NEAR + 1)}
    return [w for w in weapons if where(w.start) in counts]


def _devices(kinds: list[Hit]) -> list[WeaponHit]:
    """What exploded, where the words for a blast say it and nothing planted is named: «انفجرت سيارة قرب السوق»."""
    return [
        WeaponHit(h.start, h.end, str(h.term.get("device")), "weapon.of-the-blast", 2, h.id)
        for h in kinds
        if h.term.get("device")
    ]


def _headlined(context: Context, scene: Scene, kinds: list[Hit]) -> list[Hit]:
    """What the headline says of the event that the lead tells, if it stands before it.

    What it calls it («مجزرة») always; what happened where the telling names no kind, and human remains where it counts bodies.
    """
    if not _leads(context, scene):
        return []
    hits = [h for h in context.reading.within(0, _headline(context), "kind") if h.end <= scene.start]
    unsaid = not any(not h.term.get("generic") and not h.term.get("label") for h in kinds)
    unsaid = unsaid and not any(s.weapons for s in scene.segments)
    remains = any(t.harm == "bodies_found" for t in scene.tolls)
    if remains and scene.first:
        hits += [h for h in context.reading.of("kind") if h.id == _GRAVE and h not in kinds and h not in hits]
    told = scene.first and (unsaid or remains)
    return [h for h in hits if h.term.get("label") or (told and (unsaid or h.id == _GRAVE))]


def _leads(context: Context, scene: Scene) -> bool:
    """Whether a telling is the one that the headline may be about."""
    return not scene.background and context.reading.sentence_at(scene.start) <= _LEAD


def _headline(context: Context) -> int:
    """Where the last sentence ends that can be a headline."""
    sentences = context.reading.sentences
    return sentences[min(_HEADLINE, len(sentences) - 1)].end


def _distinct_places(scene: Scene) -> list[PlaceHit]:
    seen: dict[str, PlaceHit] = {}
    for place in scene.places:
        seen.setdefault(place.place.id, place)
    return list(seen.values())


def _tolls(context: Context, scene: Scene) -> tuple[Toll, ...]:
    """The counts of a scene as tolls: repeats dropped, parents renumbered.

    A count that the page gives without a speaker and again with one (a headline and its lead) is the speaker's: the page
    is no second origin for it (R1).
    """
    made: list[Toll] = []
    counts: list[BoundCount] = []
    where: dict[_Said, int] = {}
    first: dict[_CountKey, str] = {}  # who is the first to give a count
    for segment in scene.segments:
        local: dict[int, int] = {}
        wounds = died_of_wounds(context, segment.start, segment.end, segment.tolls) if segment.tolls else set()
        for index, bound in enumerate(segment.tolls):
            said, key = _speaker(context, bound.phrase.start), _count_key(bound)
            speaker = said.key or said.quote.text if said else ""
            known = _known(where, first, key, speaker)
            parent = local.get(bound.parent) if bound.parent is not None else None
            if known is None:
                local[index] = len(made)
                made.append(_toll(context, bound, said, parent, of_wounds=index in wounds))
                counts.append(bound)
            else:
                local[index] = known
                if made[known].attribution is None and said is not None:
                    toll = _toll(context, bound, said, parent, of_wounds=index in wounds)
                    made[known] = replace(toll, of=made[known].of)
                if bound.update and not counts[known].update:
                    counts[known] = replace(counts[known], update=True)
            where[key, speaker] = local[index]
            first.setdefault(key, speaker)
    if not any(b.update or b.initial or b.correction for b in counts):  # nearly all tellings
        return tuple(made)
    later = Replacing.of(made, counts)
    return tuple(
        [replace(t, superseded=True) if later.replaces(t, b) else t for t, b in zip(made, counts, strict=True)]
    )


_CountKey = tuple[str, str | None, int, int | None, str]
_Said = tuple[_CountKey, str]


def _count_key(bound: BoundCount) -> _CountKey:
    count = bound.phrase.count
    return bound.harm, bound.phrase.group, count.low, count.high, count.qualifier


def _known(where: dict[_Said, int], first: dict[_CountKey, str], key: _CountKey, speaker: str) -> int | None:
    """The toll that a count repeats: the same speaker's, or one that either of the two tellings gives no speaker."""
    if (key, speaker) in where:
        return where[key, speaker]
    if not speaker:
        return where[key, first[key]] if key in first else None
    return where.get((key, ""))


def _toll(
    context: Context, bound: BoundCount, said: Attribution | None, parent: int | None, *, of_wounds: bool = False
) -> Toll:
    phrase = bound.phrase
    marks = f"{'+correction' if bound.correction else ''}{OF_WOUNDS if of_wounds else ''}"
    return Toll(
        bound.harm,
        phrase.group,
        phrase.count,
        context.quote(phrase.start, phrase.end),
        f"{bound.rule}+{phrase.rule}{marks}",
        said,
        parent,
        formulaic=phrase.count.qualifier == "unquantified" and bound.parent is not None,
        loaded_term=bound.loaded or phrase.loaded,
    )


def _scopes(context: Context) -> tuple[list[int], list[int], list[int]]:
    """The numbers of a text's speakers in the order in which their words begin, where those begin, and how far the words of any up to
    each of them reach."""
    known: tuple[list[int], list[int], list[int]] | None = context.reading.memo.get("scopes")
    if known is None:
        speakers = context.speakers
        order = sorted(range(len(speakers)), key=lambda i: speakers[i].scope_start)
        furthest = list(accumulate([speakers[i].scope_end for i in order], max))
        known = context.reading.memo["scopes"] = order, [speakers[i].scope_start for i in order], furthest
    return known


def _speaker(context: Context, position: int) -> Attribution | None:
    """Who says what stands at a position: of the speakers whose words cover it, the one whose words are fewest."""
    order, begins, furthest = _scopes(context)
    covering: list[int] = []
    at = bisect_right(begins, position) - 1
    while at >= 0 and furthest[at] > position:  # none before it reaches as far
        if context.speakers[order[at]].scope_end > position:
            covering.append(order[at])
        at -= 1
    if not covering:
        return None
    speakers = [context.speakers[index] for index in sorted(covering)]
    best = min(speakers, key=lambda s: (s.scope_end - s.scope_start, s.start))
    return Attribution(context.quote(best.start, best.end), best.source_type, best.key, best.rule)


def _actors(
    context: Context, scene: Scene, named: Sequence[ActorHit], scenes: Sequence[Scene]
) -> tuple[ActorMention, ...]:
    """Each party once for each part it is given, by its strongest mention."""
    best: dict[tuple[str, str, str], ActorHit] = {}
    for actor in parties_of(context, scene, named, scenes):
        key = (actor.code, actor.unit, actor.role)
        if actor.role not in _EXCLUDED_ROLES and (key not in best or actor.weight > best[key].weight):
            best[key] = actor
    mentions = []
    for actor in best.values():
        name_en, name_ar = actor_names(actor.code)
        quote = context.quote(actor.start, actor.end)
        mentions.append(
            ActorMention(actor.code, name_en, name_ar, actor.role, quote, actor.mode, actor.unit, actor.rule)
        )
    return tuple(sorted(mentions, key=lambda a: (a.quote.span, a.code, a.role)))


def _sides(parties: Sequence[ActorMention]) -> tuple[ActorMention, ...]:
    """The parties to a clash, each one also as who may have killed, where its telling accuses neither (R15: either_or)."""
    if any(p.role in _ACCUSED for p in parties):
        return tuple(parties)
    sides = [p for p in parties if p.role == "involved" and p.rule == "actor.fights"]
    mode = _DOUBT if len({p.code for p in sides}) > 1 else "sole"
    told = [replace(p, role="alleged_perpetrator", mode=mode, rule=f"{p.rule}+actor.clash") for p in sides]
    return tuple(sorted((*parties, *told), key=lambda a: (a.quote.span, a.code, a.role)))


def _weapons(context: Context, weapons: Sequence[WeaponHit]) -> tuple[WeaponMention, ...]:
    """Each weapon once, by its first mention."""
    seen: dict[str, WeaponMention] = {}
    for weapon in weapons:
        seen.setdefault(weapon.code, WeaponMention(weapon.code, context.quote(weapon.start, weapon.end), weapon.rule))
    return tuple(seen.values())


def _persons(context: Context, scene: Scene) -> tuple[PersonMention, ...]:
    seen: dict[tuple[str, str], PersonMention] = {}
    for segment in (*scene.segments, *scene.beside):
        for person in segment.persons:
            quote = context.quote(person.start, person.end)
            seen.setdefault(
                (person.key or person.name, person.role),
                PersonMention(person.name, person.role, quote, person.key, person.rule),
            )
    return tuple(seen.values())

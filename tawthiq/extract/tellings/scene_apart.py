"""Which stretches tell of another event than the scene before them: another attack, another party's deed, the dead of the accused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Final

from tawthiq.domain.when import When
from tawthiq.extract.context import Context
from tawthiq.extract.days.that_day import ranked_against
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.places.find import PlaceHit
from tawthiq.extract.places.nearby import related
from tawthiq.extract.tellings.headlines import headline_end
from tawthiq.extract.tellings.scene import Scene, is_attack
from tawthiq.extract.tellings.segment import Segment
from tawthiq.knowledge.load import toml
from tawthiq.text.language import begins_arabic

ACCUSED: Final = frozenset({"alleged_perpetrator", "responsible_admitted"})
_TAKEN: Final = frozenset({"detained", "abducted", "hostage", "kidnapped"})
_RUBBLE: Final = frozenset({"airstrike", "shelling", "suicide_car_bomb", "mine_uxo", "massacre", "mass_grave"})
_STRUCK: Final = frozenset({"killed", "injured", "killed_or_injured"})
_UNNUMBERED: Final = ("vague", "unquantified")
_HARMED: Final = _STRUCK | {"besieged", "malnourished"}
HUNGER: Final = "hunger"
"""The family of means by which the besieged die."""
_FIGHT: Final = "fight"
"""The family of means of fighting, which is done with shots and shells alike."""
_OPENS: Final = 5
"""Code points from the start of a stretch within which it opens with a word."""
_OUTRIGHT: Final = 2
"""The strength from which a word names an attack (knowledge/en/kinds.toml)."""
_PLAINLY: Final = 0.85
"""The weight from which an accusation is plain (actors)."""
_MARKS: Final = "\"'“‘("
_ANOTHER: Final = 40
"""Code points before an English word for an attack in which the word for another stands: "another Houthi landmine"."""
_QUALIFIED: Final = 3
"""Words at most between that word and the attack, and itself."""
_ONE_BY_ONE: Final = frozenset({"mine_uxo", "suicide_car_bomb", "clash", "mass_grave", "abduction"})
"""Kinds of which a second one is another event; a second strike on a place mostly is not."""
_FORCES: Final = frozenset({"force"})
"""Words for armed men who do what a stretch tells, of whatever side."""
_DAYS_BEFORE: Final = timedelta(days=6)
"""How long before the event told an attack on the same place is another one, whatever else is said of it."""
_ARTICLE: Final = 20
"""Code points before an English word for an attack in which its article stands."""
_DAYS: Final = ("T1", "T2", "T3")
"""Date precisions up to a few days."""
_SAYS: Final = 18
"""Code points from the start of a stretch within which its speaker goes on."""
_NEXT: Final = 2
"""Line breaks at most between a telling and a stretch that goes on with it."""
_OTHER: Final = 18
"""Code points behind an attack in which the word for another stands: «غارة جوية أخرى»."""


def another_attack(context: Context, segment: Segment, first: int) -> bool:
    """Whether a stretch tells of another attack before its first count: «إن غارة أخرى قتلت أربعة», "a second mine of theirs"."""
    attacks = [(h.start, h.whole_end, h.id) for h in segment.kinds] + [
        (w.start, w.end, w.kind) for w in segment.weapons
    ]
    for start, end, kind in attacks:
        if end > first:
            continue
        if not begins_arabic(context.text, start):
            if _one_more(context, segment.start, start, kind):
                return True
            continue
        for other in context.reading.within(end, end + _OTHER, "people"):
            near = other.term.get("other") and other.term.get("number") == "singular" and not other.prefix
            if near and begins_arabic(context.text, other.start) and context.words_between(end, other.start) <= 1:
                return True
        behind = [w.strip(",.:;") for w in context.text[end : end + _OTHER].split()[:1]]
        grammar = toll_grammar()
        if behind and (
            behind[0] in grammar.another_of_a_kind or (kind in _ONE_BY_ONE and behind[0] in grammar.one_after_another)
        ):
            return True
    return False


def _one_more(context: Context, begin: int, start: int, kind: str) -> bool:
    """Whether an English word for an attack is another one: "another Houthi landmine", "the other incident", "a second IED"."""
    words = [w.lstrip(_MARKS) for w in context.text[max(begin, start - _ANOTHER) : start].split()]
    if not words or any(not w.replace("-", "").isalpha() for w in words[-_QUALIFIED:]):
        words = words[-1:]
    grammar = toll_grammar()
    for word in reversed(words[-_QUALIFIED:]):
        if word in grammar.another_of_a_kind:
            return True
        if word in grammar.one_after_another:
            return kind in _ONE_BY_ONE
        if word in grammar.definite or word in grammar.indefinite or word in grammar.of_words or word in grammar.joins:
            return False
    return False


def on_another_day(context: Context, scene: Scene, segment: Segment) -> bool:
    """Whether a stretch tells, on a day of its own, what the scene on its day has not told: others hurt, or a deed of others.

    "On Saturday shells on the same quarter had injured 13"; not what brings a count up to date, nor what counts the same again.
    """
    dated = segment.dated
    if dated is None or scene.when is None or not _days_apart(dated.when, scene.when):
        return False
    if dated.said and not _stated_before_it(scene, dated.when):
        return False
    if scene.said and not _had_been(segment):
        return False
    if scene.segments[-1].end <= headline_end(context):
        return False  # a headline of today tells yesterday's event
    if not segment.tolls and not any(p.specific or p.located for p in segment.places):
        return struck_there_before(scene, segment)
    if not segment.tolls:
        elsewhere = any(p.specific for p in segment.places)
        return elsewhere and is_attack(segment, _OUTRIGHT) and accuses_others(scene, segment)
    own = [t for t in segment.tolls if t.parent is None and t.harm in _STRUCK]
    forces = context.reading.within(segment.start, segment.end, "force_word")  # «حين قتلت القوات 26 شخصا»
    attacked = is_attack(segment) or any(h.id in _FORCES for h in forces)
    if not own or not attacked:
        return False
    updates = segment.cued("update") or any(t.update or t.initial or t.correction for t in own)
    if updates and not _fewer_of_an_earlier_day(context, scene, segment):
        return False
    counts, told = {t.phrase.count.low for t in own}, scene.all_of("struck", _struck)
    if dated.start - segment.start < _OPENS:
        told = told - {1}  # "On August 24 a man was shot dead", another than the one
        return counts.isdisjoint(told) and scene.counts
    return bool(told) and counts.isdisjoint(told)


def _fewer_of_an_earlier_day(context: Context, scene: Scene, segment: Segment) -> bool:
    """Whether an Arabic "the number reached" counts fewer dead than the scene, on a day before it: «وبلغ عدد ضحايا القصف يوم الأحد 19»."""
    day, dead = segment.when, [t.phrase.count.low for t in segment.tolls if t.harm == "killed" and t.parent is None]
    if day is None or scene.when is None or not begins_arabic(context.text, segment.start):
        return False
    earlier = day.end is not None and scene.when.start is not None and day.end < scene.when.start
    return earlier and bool(dead) and max(dead) < max(scene.dead, default=0)


def _stated_before_it(scene: Scene, day: When) -> bool:
    """Whether a statement was made on a day before the event that a scene tells: what it counts is another one's dead."""
    if scene.said or scene.when is None or scene.when.start is None or day.end is None:
        return False
    return day.end < scene.when.start


def _had_been(segment: Segment) -> bool:
    """Whether a stretch opens with what had happened before the event told: «وكان 17 مدنيا لقوا حتفهم أمس»."""
    return bool(segment.tolls) and any(c.id == "background" and c.start - segment.start < _OPENS for c in segment.cues)


def _days_apart(first: When, second: When) -> bool:
    """Whether two dates are days, or a few, that do not meet."""
    if first.precision not in _DAYS or second.precision not in _DAYS:
        return False
    if first.start is None or first.end is None or second.start is None or second.end is None:
        return False
    return first.end < second.start or second.end < first.start


def struck_there_before(scene: Scene, segment: Segment) -> bool:
    """Whether a stretch that names no place tells outright of an attack days before the one that the scene counts the dead of.

    "The town was bombed on 3 February 2017 too": the same place, another event.
    """
    dated = segment.dated
    if dated is None or dated.said or scene.when is None or not scene.counts or segment.tolls:
        return False
    if dated.when.end is None or scene.when.start is None or scene.when.precision not in _DAYS:
        return False
    if dated.when.precision not in _DAYS or scene.when.start - dated.when.end < _DAYS_BEFORE:
        return False
    attacks = [h for h in segment.kinds if h.term.get("strength", 2) >= _OUTRIGHT and not h.term.get("label")]
    return bool(attacks) and scene.place is not None and scene.place.specific


def accuses_others(scene: Scene, segment: Segment) -> bool:
    """Whether a stretch accuses plainly, and nobody whom the scene accuses: "also reported four killed by government fire"."""
    here = {a.code for a in segment.actors if a.role in ACCUSED and a.weight >= _PLAINLY}
    there = scene.all_of("accused", _accused)
    return bool(here) and bool(there) and _FIGHT not in there and not here & there


def _accused(segment: Segment) -> Iterable[str]:
    return [a.code for a in segment.actors if a.role in ACCUSED]


def _plainly_accused(segment: Segment) -> Iterable[str]:
    return [a.code for a in segment.actors if a.role in ACCUSED and a.weight >= _PLAINLY]


def _groups(segment: Segment) -> Iterable[str | None]:
    return [t.phrase.group for t in segment.tolls if t.parent is None]


def attacked_besides(context: Context, scene: Scene, segment: Segment, place: PlaceHit | None) -> bool:
    """Whether a stretch that counts nobody tells of an attack on another town besides: "Artillery also shelled the outskirts of …"."""
    if segment.tolls or place is None or not place.specific or scene.place is None:
        return False
    if not is_attack(segment, _OUTRIGHT):
        return False
    besides = any(c.id in ("also", "new_event", "separate") and c.start < place.end for c in segment.cues)
    return (besides or another_attack(context, segment, segment.end)) and not any(
        related(context.gazetteer, place.place, p) for p in (scene.place.place, *scene.mains)
    )


def struck_alike(scene: Scene, segment: Segment, place: PlaceHit | None) -> bool:
    """Whether an Arabic stretch counts others at another town whose attack it likens to the one told: «وتعرضت بلدة … لقصف مماثل»."""
    if place is None or not place.specific or scene.place is None or place.place.id == scene.place.place.id:
        return False
    own = [t.phrase.count.low for t in segment.tolls if t.parent is None and t.harm in _STRUCK and not t.update]
    likened = any(c.id == "alike" or c.term.get("alike", False) for c in segment.cues)
    return likened and bool(own) and scene.all_of("struck", _struck).isdisjoint(own)


def dead_of_the_accused(context: Context, scene: Scene, segment: Segment) -> bool:
    """Whether an Arabic stretch counts only the dead of the party that the scene, which counts others, accuses: another fight.

    «قتل خمسة مدنيين بقصف القوات … من جهتها قالت الفصائل إن ثلاثة من عناصر القوات قتلوا».
    """
    if not segment.tolls or not begins_arabic(context.text, segment.tolls[0].phrase.start):
        return False
    lost = {a.code for a in segment.actors if a.role == "target" and a.rule == "actor.lost"}
    fighters = all(t.phrase.group == "combatant" for t in segment.tolls if t.parent is None)
    if not fighters or not lost or "clash" in scene.kind_ids:
        return False
    others = bool(scene.all_of("groups", _groups) - {"combatant"})
    return others and not scene.all_of("plainly accused", _plainly_accused).isdisjoint(lost)


def found_apart(scene: Scene, segment: Segment) -> bool:
    """Whether an Arabic stretch tells of somebody found dead, on a day of its own, after people killed otherwise: «كما عثر صباح اليوم على جثة شاب».

    Not where something blew up or was shelled: those are the dead under its rubble.
    """
    roots = [t for t in segment.tolls if t.parent is None]
    if not roots or any(t.harm != "bodies_found" for t in roots) or not segment.dates:
        return False
    if any(d.said for d in segment.dates) or "killed" not in scene.harms:
        return False
    rubble = not scene.kind_ids.isdisjoint(_RUBBLE) or any(h.id in _RUBBLE for h in segment.kinds)
    return segment.cued("new_event") and not rubble


def by_other_means(context: Context, scene: Scene, segment: Segment) -> bool:
    """Whether an Arabic stretch counts dead or hurt of its own by another means than those of the scene: a sniper's, where it tells of shells.

    Not what only brings a count up to date, nor what counts again what was counted. A mine beside people who starve in a
    siege is another event also where nobody is counted.
    """
    own = [t for t in segment.tolls if t.parent is None and t.harm in _STRUCK]
    here = _means(segment)
    if not here:
        return False
    there = scene.all_of("means", _harmed_by)
    if not there or _FIGHT in there or here & there:
        return False
    if not own:
        return there == {HUNGER} and not segment.tolls
    if not begins_arabic(context.text, own[0].phrase.start) or any(t.update or t.initial or t.correction for t in own):
        return False
    told = scene.all_of("struck", _struck)
    return not any(t.phrase.count.low in told for t in own if t.phrase.count.low > 1)


def _harmed_by(segment: Segment) -> set[str]:
    return _means(segment) if any(t.harm in _HARMED for t in segment.tolls) else set()


def _struck(segment: Segment) -> set[int]:
    return {t.phrase.count.low for t in segment.tolls if t.harm in _STRUCK}


def ranked_apart(context: Context, scene: Scene, segment: Segment) -> bool:
    """Whether an Arabic stretch counts the dead or hurt of an earlier attack that it only ranks the one told against."""
    own = [t for t in segment.tolls if t.parent is None and t.harm in _STRUCK]
    against = ranked_against(context, segment.start, segment.end) if own and scene.counts else None
    if against is None or any(t.phrase.start < against for t in own):
        return False
    return scene.all_of("struck", _struck).isdisjoint(t.phrase.count.low for t in own)


def turns_away(scene: Scene, segment: Segment) -> bool:
    """Whether a stretch opens by turning to another event and counts dead or hurt who were not counted before: «وفي سياق متصل قتل ثمانية»."""
    own = [t.phrase.count.low for t in segment.tolls if t.parent is None and t.harm in _STRUCK and not t.update]
    if not own or not any(c.term.get("turn") and c.start - segment.start < _OPENS for c in segment.cues):
        return False
    return scene.all_of("struck", _struck).isdisjoint(own)


def goes_on_to_others(context: Context, scene: Scene, segment: Segment) -> bool:
    """Whether a stretch opens by going on to more, names an attack of its own and counts others than the scene: «كما قتل تسعة بغارة على …»,
    "Meanwhile 60 died in an ambush". Not whom the attack told already struck besides, nor its wounded where only dead were counted."""
    if not any(c.id == "new_event" and c.start - segment.start < _OPENS for c in segment.cues):
        return False
    own = [t for t in segment.tolls if t.parent is None and t.harm in _STRUCK | _TAKEN]
    if not own or any(t.update or t.initial or t.correction for t in own):
        return False
    if any(t.phrase.count.qualifier in _UNNUMBERED for t in own):
        return False
    told = scene.all_of("harmed", _hurt_or_taken)
    wounded_besides = all(t.harm == "injured" for t in own) and "injured" not in {harm for harm, _ in told}
    again = {low for _, low in told} & {t.phrase.count.low for t in own}
    if begins_arabic(context.text, segment.start) and any(p.specific and not p.aside for p in segment.places):
        again -= {1}  # «كما أصيب شاب برصاص مجهولين في البلدة»: one more, though one was told
    if own and all(t.phrase.count.high == 1 for t in own) and not again:
        wounded_besides = False  # one more man shot, somewhere
    if not told or again or wounded_besides:
        return False
    named = [h.start for h in segment.kinds if h.term.get("strength", 2) >= 1 and not h.term.get("label")]
    named += [w.start for w in segment.weapons if w.rank > 1]
    return not all(_has_article(context, start) for start in named)


def goes_on_saying(context: Context, passing: Scene, segment: Segment) -> bool:
    """Whether a stretch in the next paragraph goes on with what its speaker told right before, and counts its dead: "They explained that a
    shell hit a home, killing …", «وأشار المصدر إلى سقوط قتلى». Not where it says itself where or when, or brings a count up to date."""
    if (
        not segment.tolls
        or segment.places
        or segment.dates
        or segment.paragraph - passing.segments[-1].paragraph > _NEXT
    ):
        return False
    if segment.cued("update") or any(t.update or t.initial for t in segment.tolls):
        return False
    verbs = context.reading.within(segment.start, segment.start + _SAYS, "say")
    return any(v.term.get("goes_on") for v in verbs)


def _hurt_or_taken(segment: Segment) -> set[tuple[str, int]]:
    return {(t.harm, t.phrase.count.low) for t in segment.tolls if t.harm in _STRUCK | _TAKEN}


def _has_article(context: Context, start: int) -> bool:
    """Whether a word for an attack means one that was told before: «الغارة», "the ambush"."""
    article = toll_grammar().article
    if context.text.startswith(article, start) or context.text.endswith(article, 0, start):
        return True
    return told_of_before(context, start)


def told_of_before(context: Context, start: int) -> bool:
    """Whether an English word for an attack means the one just told: "the blast", "in that raid"."""
    articles = context.reading.within(max(0, start - _ARTICLE), start, "date_cue")
    return any(h.id in ("definite", "that") and context.words_between(h.end, start) <= 1 for h in articles)


def means(segments: Sequence[Segment]) -> set[str]:
    """By which families of means people were struck, as the words for kinds and the weapons of some stretches say (kind_votes.toml)."""
    families: Mapping[str, str] = toml("vocabularies/kind_votes.toml")["means"]
    kinds = {h.id for s in segments for h in s.kinds if not h.term.get("generic")}
    kinds |= {w.kind for s in segments for w in s.weapons if w.rank > 1 or w.carrier or w.either}
    return {families[k] for k in kinds if k in families}


def means_told(scene: Scene, *, counting: bool = False) -> set[str]:
    """The means of all stretches of a telling, or of those alone that count somebody."""
    return scene.all_of("counting means", _means_counting) if counting else scene.all_of("all means", _means)


def _means(segment: Segment) -> set[str]:
    return means([segment]) if segment.kinds or segment.weapons else set()


def _means_counting(segment: Segment) -> set[str]:
    return _means(segment) if segment.tolls else set()


def taken_by_others(scene: Scene, segment: Segment) -> bool:
    """Whether a stretch counts only people taken, by parties that the scene, which counts only dead and hurt, does not accuse."""
    taken = segment.tolls and all(t.harm in _TAKEN for t in segment.tolls)
    return bool(taken) and scene.harms.isdisjoint(_TAKEN) and accuses_others(scene, segment)

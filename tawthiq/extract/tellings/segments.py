"""Cuts a document into segments: the stretches that can each speak of one incident, with what each holds.

A segment is a sentence, or a part of one where a sentence counts people at several places («قتل 5 في حلب و3 في إدلب»).
Which segments tell the same incident is decided in `scenes`.
"""

from __future__ import annotations

import itertools
import re
from typing import Final, TypeVar

from tawthiq.domain.toll import Count
from tawthiq.extract.context import Context
from tawthiq.extract.counts.bound_count import renumbered
from tawthiq.extract.counts.count_phrase import CountPhrase
from tawthiq.extract.counts.count_phrases import count_phrases
from tawthiq.extract.counts.died_after import died_after
from tawthiq.extract.counts.form_lines import may_be_a_forms
from tawthiq.extract.counts.harm_binding import JOINED_COUNT, BoundCount, bind_harms
from tawthiq.extract.counts.mishaps import is_mishap, only_mishaps
from tawthiq.extract.counts.told_next import may_go_on, others_go_on, told_next
from tawthiq.extract.days.event_dates import EventDate
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.parties.actors import ActorHit
from tawthiq.extract.persons import PersonHit
from tawthiq.extract.places.find import PlaceHit
from tawthiq.extract.places.nearby import lies_in, related
from tawthiq.extract.statistics.periods import opens_since
from tawthiq.extract.statistics.statistic_scope import NO_INCIDENT_KILLS
from tawthiq.extract.statistics.vague_sums import of_a_war
from tawthiq.extract.taken import Taken
from tawthiq.extract.tellings.earlier_told import earlier_told
from tawthiq.extract.tellings.joined_clauses import clause_cuts
from tawthiq.extract.tellings.parts_placed import cuts_at_parts
from tawthiq.extract.tellings.scene import came_from, is_attack
from tawthiq.extract.tellings.segment import Segment
from tawthiq.extract.tellings.side_by_side import beside_each_other, may_divide, told_separately
from tawthiq.extract.tellings.told_all_along import counts_a_habit, told_all_along
from tawthiq.extract.weapons import WeaponHit, weapons_of_part
from tawthiq.text.language import begins_arabic
from tawthiq.text.ordered import bisect_left
from tawthiq.text.phrases import Hit

NAMED_PERSON: Final = "count.named-person"
"""The rule of a count that is one named fighter."""
_GREAT: Final = frozenset({"hundreds", "thousands", "tens_of_thousands", "hundreds_of_thousands", "millions"})
_COARSE: Final = 3
"""The rank from which a date is a month or longer (event_dates)."""
_OUTRIGHT: Final = 2
"""The strength from which a word names an attack (knowledge/en/kinds.toml)."""
_AMONG: Final = 45
"""Code points after a statistic within which "women and children" are some of those it counts."""
_NO_INCIDENT_DISPLACES: Final = 1_000_000
"""People displaced, missing or besieged from which a figure is a war's."""
_WOUNDS: Final = 60
"""Code points behind one who died within which the words of wounds stand."""
_BREAK: Final = re.compile(r"[;,]")
_BREAKDOWN: Final = 3
"""From more provinces than these, with a count each, a sentence parts a total."""
_BEHIND_COUNT: Final = 40
"""Code points behind a count in which its province stands."""
_STRUCK: Final = frozenset({"killed", "injured", "killed_or_injured"})
_NONE: Final = Taken(())
_Found = TypeVar("_Found", PlaceHit, EventDate, ActorHit, WeaponHit, PersonHit)


class Mentions:
    """Everything found in a document, before it is grouped, and where each begins; all positions folded, all in order."""

    __slots__ = (
        "actor_starts", "actors", "date_starts", "dates", "person_starts", "persons", "place_starts", "places",
        "statistics", "weapon_starts", "weapons",
    )  # fmt: skip

    def __init__(
        self,
        places: tuple[PlaceHit, ...],
        dates: tuple[EventDate, ...],
        actors: tuple[ActorHit, ...],
        weapons: tuple[WeaponHit, ...],
        persons: tuple[PersonHit, ...],
        statistics: Taken = _NONE,
    ) -> None:
        self.places = places
        self.dates = dates
        self.actors = actors
        self.weapons = weapons
        self.persons = persons
        self.statistics = statistics
        self.place_starts = [p.start for p in places]
        self.date_starts = [d.start for d in dates]
        self.actor_starts = [a.start for a in actors]
        self.weapon_starts = [w.start for w in weapons]
        self.person_starts = [p.start for p in persons]


def _inside(found: tuple[_Found, ...], starts: list[int], start: int, end: int) -> tuple[_Found, ...]:
    """The mentions that lie in folded `[start, end)`; `starts` are where `found` begin, in order."""
    begun = _begun(found, starts, start, end)
    return tuple([f for f in begun if f.end <= end]) if begun else ()


def _begun(found: tuple[_Found, ...], starts: list[int], start: int, end: int) -> tuple[_Found, ...]:
    """The mentions that begin in folded `[start, end)`; `starts` are where `found` begin, in order."""
    first = bisect_left(starts, start)
    if first == len(starts) or starts[first] >= end:
        return ()
    return found[first : bisect_left(starts, end, first)]


def segments(context: Context, mentions: Mentions) -> list[Segment]:
    """The segments of the document, in order. Counts inside `mentions.statistics` are left out (R13)."""
    made: list[Segment] = []
    paragraph = 0
    previous_end = 0
    bound: list[BoundCount] = []
    for sentence in context.reading.sentences:
        paragraph += context.text.count("\n", previous_end, sentence.start)
        goes_on = bool(bound) and may_go_on(context, bound, previous_end, sentence.start)
        gap, previous_end, before, bound = previous_end, sentence.end, bound, []
        if tells_harm(context, sentence.start, sentence.end):
            phrases = count_phrases(context, sentence.start, sentence.end)
            kept = [p for p in phrases if not _in_statistics(mentions.statistics, p, sentence.start)]
            bound = bind_harms(context, kept, sentence.start, sentence.end) if kept else []
            bound = died_after(context, others_go_on(context, before, bound, gap, sentence.start), sentence)
        if goes_on and not bound:
            phrases = count_phrases(context, sentence.start, sentence.end)
            kept = [p for p in phrases if not _in_statistics(mentions.statistics, p, sentence.start)]
            bound = told_next(context, before, kept, sentence.start, sentence.end)
        if bound and (is_mishap(context, sentence.start, sentence.end) or only_mishaps(context)):
            bound = []
        if bound and counts_a_habit(context, bound, sentence.start, sentence.end):
            bound = []
        if bound and _is_war_wide(context, mentions, sentence.start, sentence.end):
            over = opens_since(context, sentence.start, sentence.end) and mentions.statistics.touches(
                sentence.start, sentence.end
            )
            bound = [b for b in bound if not over and b.phrase.count.wording not in _GREAT]
        bound = _of_incidents(context, bound) if bound else bound
        if len(bound) > _BREAKDOWN and _is_a_breakdown(context, mentions, bound, sentence.end):
            bound = []
        bound.extend(_named_dead(context, mentions, bound, sentence.start, sentence.end))
        if not bound:  # most sentences count nobody: one part, and no look at what its places divide
            made.append(_segment(context, mentions, sentence.start, sentence.end, paragraph, ()))
            told = is_attack(made[-1], _OUTRIGHT) and any(p.specific and p.located for p in made[-1].places)
            arabic = begins_arabic(context.text, sentence.start)
            if arabic and not told and mentions.statistics.touches(sentence.start, sentence.end):
                made[-1].actors = ()  # whoever a statistic is of did nothing that is told beside it
            continue
        places = list(_inside(mentions.places, mentions.place_starts, sentence.start, sentence.end))
        parts = _parts(context, bound, places, sentence.start, sentence.end)
        for start, end, tolls in parts:
            part = _segment(context, mentions, start, end, paragraph, tolls)
            if len(parts) > 1 and mentions.weapons:
                part.weapons = weapons_of_part(context.reading, part.weapons, start, end)
            made.append(part)
    return made


def _is_a_breakdown(context: Context, mentions: Mentions, bound: list[BoundCount], end: int) -> bool:
    """Whether an English sentence parts a day's dead among provinces: "reached 53: 17 in Homs, 13 in Idlib, 9 in …" (R13)."""
    roots = [b for b in bound if b.parent is None and b.harm == "killed"]
    if not roots or begins_arabic(context.text, roots[0].phrase.start):
        return False
    parts = set()
    for index, root in enumerate(roots):
        limit = roots[index + 1].phrase.start if index + 1 < len(roots) else end
        here = _inside(
            mentions.places, mentions.place_starts, root.phrase.end, min(limit, root.phrase.end + _BEHIND_COUNT)
        )
        if len(here) > 0 and not here[0].specific and here[0].place.level == "governorate" and here[0].located:
            parts.add(here[0].place.id)
    return len(parts) > _BREAKDOWN and len(parts) >= len(roots) - 1


def may_tell(context: Context) -> bool:
    """Whether a document can hold a telling: something in it harms, names an attack or a weapon, or may name one killed.

    Where nothing does, no stretch counts anybody or names an attack, and so none opens a scene (`find_scenes`).
    """
    reading = context.reading
    if reading.has("harm", "kind", "weapon") or any(h.id == "died" for h in reading.of("command")):
        return True
    return bool(_telling(context)[0])


def _telling(context: Context) -> tuple[list[int], list[Hit]]:
    """The words of a text that can give a count a harm, with their starts."""
    known: tuple[list[int], list[Hit]] | None = context.reading.memo.get("telling")
    if known is None:
        found = [
            h
            for h in context.reading.of("harm", "people", "discourse", "figure_cue")
            if h.category in ("harm", "figure_cue")
            or (h.term.get("harm") is not None if h.category == "people" else h.id == "toll_word" or h.term.get("harm"))
        ]
        known = context.reading.memo["telling"] = ([h.start for h in found], found)
    return known


def tells_harm(context: Context, start: int, end: int) -> bool:
    """Whether anything in `[start, end)` can give a count a harm: a harm word, a noun that says it, a word for a toll.

    Where nothing does, `bind_harms` binds no count of the sentence, so its counts need not be read (half the sentences of dense reports).
    """
    starts, hits = _telling(context)
    low = bisect_left(starts, start)
    return any(h.end <= end for h in hits[low : bisect_left(starts, end, low)]) or may_be_a_forms(context, start, end)


def _of_incidents(context: Context, bound: list[BoundCount]) -> list[BoundCount]:
    """The counts of one sentence without those that only a war reaches, and without their parts."""
    war = [_is_a_wars(context, b) for b in bound]
    if not any(war):
        return bound
    here = [b for b, w in zip(bound, war, strict=True) if not (w or (b.parent is not None and war[b.parent]))]
    return renumbered(bound, here)


def _is_a_wars(context: Context, toll: BoundCount) -> bool:
    """Whether a count is too great for an incident, or great, vague and told of up to now or as known ("the hundreds of dead")."""
    count = toll.phrase.count
    if max(count.low, count.high or 0) >= (NO_INCIDENT_KILLS if toll.harm in _STRUCK else _NO_INCIDENT_DISPLACES):
        return True
    behind = context.text[toll.phrase.end : toll.phrase.end + 20].split(maxsplit=1)[:1]
    before = context.text[max(0, toll.harm_start - 12) : toll.harm_start].split()[-1:]
    told = [*behind, *before] if count.wording in _GREAT else []
    if told and of_a_war(context, toll.phrase.start):
        return True
    known = context.text[max(0, toll.phrase.start - 6) : toll.phrase.start].split()[-1:] if told else []
    return any(w in toll_grammar().perfect for w in told) or any(w in toll_grammar().definite for w in known)


def _of_wounds(context: Context, bound: BoundCount, end: int) -> bool:
    """Whether a count is of who died of wounds elsewhere later: where they died is no place of the event."""
    behind = context.reading.within(bound.phrase.end, min(end, bound.phrase.end + _WOUNDS), "wounds")
    return bool(behind) and begins_arabic(context.text, bound.phrase.start)


def _named_dead(
    context: Context, mentions: Mentions, bound: list[BoundCount], start: int, end: int
) -> list[BoundCount]:
    """One count for each fighter whom the sentence names as killed, where no count beside the name says so already."""
    if not mentions.persons:
        return []
    named = [p for p in _inside(mentions.persons, mentions.person_starts, start, end) if p.role == "fighter_killed"]
    single = [b for b in bound if b.harm == "killed" and b.phrase.group == "combatant" and b.phrase.count.high == 1]
    return [
        BoundCount(
            CountPhrase(p.start, p.end, Count(1, 1, 1), "combatant", "killed", "bare", NAMED_PERSON),
            "killed",
            "toll.named-person",
            p.start,
        )
        for p in named
        if not any(abs(b.phrase.start - p.start) < _AMONG for b in single)
        and not any(b.phrase.named and b.phrase.start <= p.start < b.phrase.end for b in bound)
    ]


def _in_statistics(statistics: Taken, phrase: CountPhrase, start: int) -> bool:
    """Whether a phrase is a statistic's number, or tells who was among those it counts in the sentence from `start` on (R13)."""
    if statistics.touches(phrase.start, phrase.end):
        return True
    reach = {"plural": _AMONG, "bare": min(_AMONG, phrase.start - start)}.get(phrase.shape, 0)
    return statistics.ends_within(phrase.start, reach)


def _is_war_wide(context: Context, mentions: Mentions, start: int, end: int) -> bool:
    """Whether a sentence speaks of a long time and no town: thousands killed "since the start of the war"."""
    dates = context.dates_in(start, end)
    long = any(d.kind in ("since", "year", "duration") for d in dates)
    long = long or any(d.rank >= _COARSE for d in _begun(mentions.dates, mentions.date_starts, start, end))
    if not long:
        return False
    lasts = any(d.kind in ("since", "duration") for d in dates)  # not "in the Ghouta in 2013"
    local = [
        p for p in _begun(mentions.places, mentions.place_starts, start, end) if p.specific or (p.is_area and not lasts)
    ]
    return not any(not p.aside for p in local)


def _segment(
    context: Context, mentions: Mentions, start: int, end: int, paragraph: int, tolls: tuple[BoundCount, ...]
) -> Segment:
    reading = context.reading
    cues = tuple(reading.within(start, end, "discourse"))
    if cues and any(c.id == "future" for c in cues):  # "since May last year" fears nothing
        dates = context.dates_in(start, end)
        cues = tuple(c for c in cues if c.id != "future" or not any(d.start <= c.start < d.end for d in dates))
    habit = not tolls and told_all_along(context, cues, start, end)
    return Segment(
        start,
        end,
        paragraph,
        tolls,
        () if habit or is_mishap(context, start, end) else tuple(reading.within(start, end, "kind")),
        _inside(mentions.places, mentions.place_starts, start, end),
        tuple(d for d in _inside(mentions.dates, mentions.date_starts, start, end) if not d.held),
        () if habit else _inside(mentions.actors, mentions.actor_starts, start, end),
        () if habit else _inside(mentions.weapons, mentions.weapon_starts, start, end),
        _inside(mentions.persons, mentions.person_starts, start, end),
        cues,
    )


def pointed_segment(context: Context, mentions: Mentions, sentence: int, tolls: tuple[BoundCount, ...]) -> Segment:
    """The sentence of that number as a segment, with the counts and mentions that a reader pointed at in it."""
    span = context.reading.sentences[sentence]
    return _segment(context, mentions, span.start, span.end, context.text.count("\n", 0, span.start), tolls)


def counts_one_incident(context: Context, mentions: Mentions, bound: BoundCount, start: int, end: int) -> bool:
    """Whether a count of the sentence at folded `[start, end)` may be one incident's.

    A statistic's number may not (R13), nor the sick and the run over, nor the hundreds of a whole war.
    """
    if _in_statistics(mentions.statistics, bound.phrase, start) or is_mishap(context, start, end):
        return False
    return bound.phrase.count.wording not in _GREAT or not _is_war_wide(context, mentions, start, end)


def _parts(
    context: Context, bound: list[BoundCount], places: list[PlaceHit], start: int, end: int
) -> list[tuple[int, int, tuple[BoundCount, ...]]]:
    """The parts of a sentence: one, or one for each count of the dead that has an unrelated place of its own; what is told as earlier at its end is apart."""
    tail = earlier_told(context, bound, start, end)
    if tail:
        first, last = ([b for b in bound if (b.phrase.start < tail) == is_first] for is_first in (True, False))
        around = [p for p in places if p.start < tail], [p for p in places if p.start >= tail]
        return [
            *_parts(context, renumbered(bound, first), around[0], start, tail),
            *_parts(context, renumbered(bound, last), around[1], tail, end),
        ]
    if apart := cuts_at_parts(context, bound, places):
        return _cut(bound, apart, start, end)
    roots = [b for b in bound if b.parent is None and not _of_wounds(context, b, end)]
    # kin were where those were whose kin they are
    roots = [b for b in roots if not (b.phrase.kin and b.rule == JOINED_COUNT)]
    joined = clause_cuts(context, roots, places, start, end) or beside_each_other(context, roots, places, start, end)
    joined = joined or told_separately(context, roots, start, end)
    if joined:
        pieces, again = _cut(bound, joined, start, end), begins_arabic(context.text, start) and start not in joined
        return [p for low, high, b in pieces for p in _further(context, b, places, low, high)] if again else pieces
    own: list[tuple[BoundCount, PlaceHit | None]] = []
    for index, root in enumerate(roots):
        limit = roots[index + 1].phrase.start if index + 1 < len(roots) else end
        following = [p for p in places if p.start >= root.phrase.end and p.end <= limit and may_divide(p)]
        following = [p for p in following if not came_from(context, p)]
        if index == 0 and not following:  # "In Najaf 12 died; four fell in Baghdad"
            following = [p for p in places if p.end <= root.phrase.start and p.located and may_divide(p)]
        own.append((root, _finest(context, following)))
    before = _placed_before(context, roots, places, start)
    if before is not None:
        return _cut(bound, before, start, end)
    placed = [(r, p) for r, p in own if p is not None]
    if len(placed) < 2 or (len({r.harm for r, _ in placed}) > 1 and len(placed) < 3):
        return [(start, end, tuple(bound))]
    cuts: list[int] = []
    current = placed[0][1]
    for root, place in placed[1:]:
        if place is not None and current is not None and not related(context.gazetteer, place.place, current.place):
            told = root.rule.startswith("toll.harm-word")
            shared = told and root.harm_start < current.end  # "killed in Hbeit and three in Hass"
            own_verb = root.rule != JOINED_COUNT and not shared
            cuts.append(min(root.harm_start, root.phrase.start) if own_verb else root.phrase.start)
            current = place
        elif place is not None and current is not None and lies_in(context.gazetteer, place.place, current.place):
            current = place  # «في مدينة حلب قتل 15 في حي الصالحين وقتل اثنان في حي الشيخ سعيد»
    if not cuts:
        return [(start, end, tuple(bound))]
    return _cut(bound, cuts, start, end)


def _further(
    context: Context, here: tuple[BoundCount, ...], places: list[PlaceHit], low: int, high: int
) -> list[tuple[int, int, tuple[BoundCount, ...]]]:
    """A part of a sentence cut once more, where it counts several: «… كما قتل 10 في بلدة كذا و6 في بلدة كذا»."""
    inside = [p for p in places if low <= p.start and p.end <= high] if sum(b.parent is None for b in here) > 1 else []
    return _parts(context, list(here), inside, low, high) if inside else [(low, high, here)]


def _finest(context: Context, places: list[PlaceHit]) -> PlaceHit | None:
    """The first of some places, or what is named in it behind: «في مدينة حلب … على حي الصالحين»; None where there is none."""
    finest = places[0] if places else None
    for place in places[1:]:
        if finest is not None and lies_in(context.gazetteer, place.place, finest.place):
            finest = place
    return finest


def _placed_before(context: Context, roots: list[BoundCount], places: list[PlaceHit], start: int) -> list[int] | None:
    """Where a sentence is cut that names each place before its count: "A raid on Sarmin killed five, and in Binnish two died".

    None where not every count of the dead has an unrelated place of its own between it and the count before it, or where
    a place stands behind the last one; the wounded may have one too.
    """
    struck = [r for r in roots if r.harm in _STRUCK]
    if len(struck) < 2 or len(struck) < len(roots) or all(r.harm != "killed" for r in struck):
        return None
    cuts: list[int] = []
    low, current = start, None
    for root in struck:
        here = [p for p in places if low <= p.start and p.end <= root.phrase.start and may_divide(p)]
        if not here and (current is None or root.harm == "killed"):
            return None
        if here and current is not None:
            if any(related(context.gazetteer, p.place, current.place) for p in here):
                return None
            breaks = [low + m.start() for m in _BREAK.finditer(context.text[low : here[0].start])]
            if not breaks:
                return None
            cuts.append(breaks[0])
        low, current = root.phrase.end, here[0] if here else current
    if not cuts:
        return None
    return None if any(p.start >= low for p in places if p.specific) else cuts


def _cut(
    bound: list[BoundCount], cuts: list[int], start: int, end: int
) -> list[tuple[int, int, tuple[BoundCount, ...]]]:
    edges = [start, *sorted(cuts), end]
    parts = []
    for low, high in itertools.pairwise(edges):
        here = [b for b in bound if low <= b.phrase.start < high]
        parts.append((low, high, tuple(renumbered(bound, here))))
    return parts

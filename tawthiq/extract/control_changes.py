"""Stated changes of control: who took, took back, left or lost which place, and on which day, as one sentence says it.

Precision before all: the change is told as done (no attempt, no denial, no state that merely holds), its party is named beside
the verb, and nothing but the place itself stands behind it: «سيطرت قوات … على بلدة مسكنة» is a change, «على حاجز قرب بلدة مسكنة» and
"captured Aleppo airport" are none. The day is one that the sentence gives; a statement is no incident and joins no account.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from tawthiq.domain.actors import ActorMention
from tawthiq.domain.control import GAINS, ControlChange
from tawthiq.domain.source import Attribution
from tawthiq.domain.when import When
from tawthiq.extract.context import Context
from tawthiq.extract.parties.parties_named import mentions
from tawthiq.extract.parties.party_mention import Mention
from tawthiq.extract.places.find import mention as place_mention
from tawthiq.extract.places.place_hits import PlaceHit
from tawthiq.extract.tellings.segments import Mentions
from tawthiq.knowledge.load import toml
from tawthiq.knowledge.parties import actor_names
from tawthiq.text.fold import fold_word
from tawthiq.text.phrases import Hit

_UNLESS: Final = {"unless": 4, "deny": 9}
"""Words before the verb within which an attempt, and a denial, is meant of it."""
_SUBJECT: Final = 12
"""Words between an Arabic verb and its preposition, where its subject stands."""
_BEFORE: Final = 5
"""Words between a party and the verb behind it."""
_PLACE: Final = 6
"""Words between the verb and the place."""
_DAY: Final = 10
"""Words between a day and the verb behind it, or the last place before it."""
_MOST: Final = 8
"""Places that one verb is followed to."""
_WIDE: Final = ("country", "region")
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Grammar:
    between: frozenset[str]
    partial: frozenset[str]
    joins: frozenset[str]
    after: frozenset[str]


@cache
def _grammar(lang: str) -> _Grammar:
    table = toml("vocabularies/control_grammar.toml").get(lang, {})
    return _Grammar(
        *(frozenset(map(fold_word, table.get(key, ()))) for key in ("between", "partial", "joins", "after"))
    )


def control_changes(context: Context, found: Mentions) -> list[ControlChange]:
    """Every stated change of a document, in order; one for each place."""
    changes: list[ControlChange] = []
    hits = context.reading.of("control_change")
    if not any(hit.term.get("role") in ("verb", "noun", "after") for hit in hits):
        return changes
    parties = mentions(context.reading, on=context.document.published.day)
    taken: set[tuple[int, str]] = set()
    for hit in hits:
        for change in _read(context, hit, parties, found):
            key = (change.place.quote.span.start, change.change)
            if key not in taken:
                taken.add(key)
                changes.append(change)
    return changes


def _read(context: Context, hit: Hit, parties: Sequence[Mention], found: Mentions) -> Iterator[ControlChange]:
    role = hit.term.get("role")
    if role not in ("verb", "noun", "after"):
        return
    start, end = context.sentence_bounds(hit.start)
    here = [m for m in parties if start <= m.start and m.end <= end]
    places = [p for p in found.places if start <= p.start and p.end <= end]
    if not here or not places or _unless(context, hit, start):
        return
    if role == "noun" and not _succeeded(context, hit, start):
        return
    if role == "after":
        who = [m for m in here if m.start >= hit.end and context.words_between(hit.end, m.start) <= 2][:1]
        where = [p for p in places if p.end <= hit.start and context.words_between(p.end, hit.start) <= 1][-1:]
        first = where[0].start if where else hit.start
        last = max((m.end for m in who), default=hit.end)
    else:
        behind = _behind(context, hit, end)
        if behind is None:
            return
        who = _subject(context, hit, here, behind)
        if not hit.term.get("behind"):
            behind = max([behind, *(m.end for m in who if m.start >= hit.end)])
        where = _objects(context, places, behind, leaving=hit.id not in GAINS)
        first = min([hit.start, *(m.start for m in who)])
        last = max((p.end for p in where), default=hit.end)
    if not who or not where or any(m.code in ("unidentified",) for m in who):
        return
    when, said = _day(context, hit, found, start, end, last), _speaker(context, hit)
    for place in where:
        stretch = context.text[hit.end : place.start] if role != "after" else context.text[start : place.start]
        partial = any(word in _grammar(context.lang).partial for word in _words(stretch)[-_PLACE:])
        yield ControlChange(
            change=hit.id,
            parties=tuple(_party(context, m, hit.id, len(who)) for m in who),
            place=place_mention(context, place),
            quote=context.quote(first, max(last, place.end)),
            date=when,
            attribution=said,
            partial=partial,
            rule=f"control.{role}",
        )


def _words(text: str) -> list[str]:
    return [fold_word(word) for word in _WORD.findall(text)]


def _unless(context: Context, hit: Hit, start: int) -> bool:
    """Whether what stands right before the verb denies it or only means to do it."""
    return any(
        context.words_between(h.end, hit.start) < _UNLESS.get(h.term.get("role", ""), 0)
        for h in context.reading.within(start, hit.start, "control_change")
    )


def _succeeded(context: Context, hit: Hit, start: int) -> bool:
    """Whether a verb of success governs a noun of control; joined ل ("in order to") says that it does not."""
    if hit.prefix.startswith(("ل", "ب")):
        return False
    before = [h for h in context.reading.within(start, hit.start, "control_change") if h.term.get("role") == "success"]
    return bool(before) and context.words_between(before[-1].end, hit.start) <= _SUBJECT


def _behind(context: Context, hit: Hit, end: int) -> int | None:
    """Where the place may begin: behind the verb, or behind its preposition where it has one."""
    preposition = hit.term.get("behind")
    if not preposition:
        return hit.whole_end
    found = re.compile(rf"(?<!\w){re.escape(fold_word(preposition))}(?!\w)").search(context.text, hit.whole_end, end)
    if found is None or context.words_between(hit.whole_end, found.start()) > _SUBJECT:
        return None
    return found.end()


def _subject(context: Context, hit: Hit, here: list[Mention], behind: int) -> list[Mention]:
    """The parties whose deed it is: in Arabic those between the verb and its preposition, else the one right before the verb."""
    if context.lang == "ar":
        inside = [m for m in here if m.start >= hit.end and m.end <= behind]
        if inside:
            return _together(context, inside)
        after = [m for m in here if m.start >= hit.end and context.words_between(hit.end, m.start) == 0]
        if not hit.term.get("behind") and after:
            return after[:1]
    before = [m for m in here if m.end <= hit.start and context.words_between(m.end, hit.start) <= _BEFORE]
    if not before or re.search(r"[;:.]|\n", context.text[before[-1].end : hit.start]):
        return []
    gap = context.text[before[-1].end : hit.start]
    return [] if gap.count(",") > 1 else before[-1:]


def _together(context: Context, inside: list[Mention]) -> list[Mention]:
    """The first party and those joined to it at once."""
    found = inside[:1]
    for one in inside[1:]:
        if context.words_between(found[-1].end, one.start) > 2 or one.code == found[-1].code:
            break
        found.append(one)
    return found


def _objects(context: Context, places: list[PlaceHit], behind: int, *, leaving: bool) -> list[PlaceHit]:
    """The places that stand behind the verb with nothing but their own nouns between, and those joined to the first."""
    words, found = _grammar(context.lang), list[PlaceHit]()
    at = behind
    for place in (p for p in places if p.start >= behind):
        between = _words(context.text[at : place.start])
        allowed = words.joins if found else words.between
        if len(between) > _PLACE or any(word not in allowed for word in between) or not _whole(context, place, leaving):
            break
        if found and not between and "," not in context.text[at : place.start]:
            break
        found.append(place)
        at = place.end
        if len(found) == _MOST:
            break
    return found


def _whole(context: Context, place: PlaceHit, leaving: bool) -> bool:
    """Whether the place itself is meant: no land around it, no country, and nothing of it that the next word names.

    `leaving`: a place that somebody comes "from" is elsewhere taken for no scene; here it is the one that is left.
    """
    if (
        place.near
        or (place.aside and not leaving)
        or place.place.level in _WIDE
        or place.cue in ("countryside", "landmark")
    ):
        return False
    if context.lang != "en":
        return True
    following = re.match(r"[ ]?('s )?(\w*)", context.text[place.end : place.end + 40])
    word = following.group(2) if following else ""
    possessive = context.text[place.end : place.end + 2] in ("'s", "’s")
    return not possessive and (not word or word.isdigit() or fold_word(word) in _grammar("en").after)


def _day(context: Context, hit: Hit, found: Mentions, start: int, end: int, last: int) -> When | None:
    """The day that the sentence gives the change; that of a statement ("said on Sunday") is none."""
    days = [
        d
        for d in found.dates
        if start <= d.start and d.end <= end and not d.said and d.when.known
        and (context.words_between(d.end, hit.start) if d.end <= hit.start else context.words_between(last, d.start)) <= _DAY
    ]  # fmt: skip
    if not days:
        return None
    nearest = min(days, key=lambda d: min(abs(d.start - hit.end), abs(hit.start - d.end)))
    return nearest.opening or nearest.when


def _speaker(context: Context, hit: Hit) -> Attribution | None:
    over = [s for s in context.speakers if s.scope_start <= hit.start < s.scope_end]
    if not over:
        return None
    one = min(over, key=lambda s: (s.scope_end - s.scope_start, s.start))
    return Attribution(context.quote(one.start, one.end), one.source_type, one.key, one.rule)


def _party(context: Context, party: Mention, change: str, together: int) -> ActorMention:
    name_en, name_ar = actor_names(party.code)
    return ActorMention(
        code=party.code,
        name_en=name_en,
        name_ar=name_ar,
        role="controls_place" if change in GAINS else "involved",
        quote=context.quote(party.start, party.end),
        mode="joint" if together > 1 else "sole",
        unit=party.unit,
        rule=f"control.{change}",
    )

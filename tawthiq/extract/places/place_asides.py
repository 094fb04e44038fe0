"""Whether a place named is where something happened: put there by a word, or only a dateline, a seat, a place of departure."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.places.before_places import MOST, STRIP, words_before
from tawthiq.extract.places.place_hits import grammar
from tawthiq.extract.places.short_lines import is_short_and_marked
from tawthiq.text.language import is_arabic

_DATELINE: Final = 60
"""Code points from the start of a line within which a dateline's last name begins."""
_LOOK_AHEAD: Final = 70
_VERB: Final = 14
"""Code points behind a hospital in which its verb stands."""
_STANDS: Final = 45
"""Code points between a party, the word that says where it stands, and the place."""
_WORDS_TO_BASE: Final = 3
_ACTS: Final = 70
"""Code points behind the place within which the party attacks."""
_ANSWERED: Final = 70
"""Code points behind "in answer to" within which the place of what is answered stands."""
_BULLETS: Final = frozenset("\u2022\u00b7*\u25cf\u25aa\u25e6\u2013\u2014-")
_NAME: Final = 40
_OF_NAME: Final = 3
"""Code points, and words of these, behind a place in which the rest of a hospital's or a newspaper's name stands."""
_TO_BED: Final = 4
"""Words before a hospital within which somebody lies or is taken there."""
_STRUCK: Final = 60
_OF_STRUCK: Final = 5
"""Code points, and words of these, between a word for an attack and "in", in which what was struck stands."""
_FROM_BASES: Final = 3
"""Words that say that a party fired from its bases in a place."""
_AWAY: Final = 40
"""Code points before a place within which its distance from another stands."""
_ASCRIBED: Final = 5
"""Words before a country within which the word stands that lays a deed to it, the preposition included."""
_FIRED: Final = 9
"""Words before a place of departure within which the verb of firing stands."""
_LED: Final = 8
"""Words before a destination within which the verb of bringing stands."""
_OPENING: Final = 25
"""Code points from the start of a line within which a name before a dash is a dateline."""
_CLAUSE_END: Final = re.compile(r"[\n.!?;:,]")
_GAP: Final = re.compile(r"[ ,/]*")
_DAY: Final = re.compile(r"[ ,]*(?:[a-z]{3,9}\.? \d{1,2}|\d{1,2} [a-z]{3,9})\b(?:, \d{4})?")
_AGENCY: Final = re.compile(r"[ ,]*\([^()\n]{2,28}\)")


def without_and(word: str) -> str:
    """A word without the Arabic "and" joined to it: «وفي» is «في»."""
    return word[1:] if word[:1] in grammar().and_words and is_arabic(word[:1]) else word


def located(context: Context, cue_start: int, prefix: str) -> bool:
    """Whether a word before the name (or its cue) puts something there: "in a village of", «في وسط مدينة»."""
    if prefix[:1] in grammar().located_letters:
        return True
    words = words_before(context, cue_start, 4)
    if not words:
        return False
    if words[-1] in grammar().located_in or without_and(words[-1]) in grammar().located_in:
        return True
    last = max((i for i, w in enumerate(words) if i and w in grammar().located_in), default=0)
    if not last or not words[-1].isascii():
        return False
    behind = context.text[max(0, cue_start - 40) : cue_start].rpartition(words[last])[2]
    return "," not in behind


def is_aside(context: Context, start: int, end: int, cue_start: int, prefix: str) -> bool:
    """Whether the name is a dateline, an office's or a speaker's seat, or where something set out from."""
    return (
        _is_dateline(context, start, end)
        or _is_seat(context, cue_start, prefix)
        or is_across_a_border(context, cue_start)
        or _is_answered(context, cue_start)
        or _is_taken_to(context, cue_start)
        or _is_led_to(context, cue_start)
        or _is_ascribed_to(context, cue_start)
        or (
            is_arabic(context.text[start])
            and (
                _is_a_side(context, cue_start)
                or _is_an_outlets(context, cue_start)
                or _is_measured_from(context, cue_start)
                or _is_left_behind(context, start, cue_start)
            )
        )
        or (
            context.text[start].isascii()
            and (
                _is_a_base(context, cue_start, end)
                or _is_a_name(context, start, end)
                or _acts(context, start)
                or is_headed(context, cue_start)
                or _is_shot_from(context, cue_start)
                or _is_a_bedside(context, cue_start)
            )
        )
    )


def is_across_a_border(context: Context, start: int) -> bool:
    """Whether a place only lies behind a border: "not far from the border with Mali", «الحدود مع تركيا»."""
    words = words_before(context, start, 2)
    return len(words) > 1 and words[-1] in grammar().across and without_and(words[-2]) in grammar().borders


def _is_ascribed_to(context: Context, start: int) -> bool:
    """Whether a country or a capital is whom a deed is laid to: «غارات نسبت على الأرجح إلى روسيا», "raids attributed to Moscow"."""
    words = words_before(context, start, _ASCRIBED)
    return bool(words) and words[-1] in grammar().ascribed_to and not grammar().ascribed.isdisjoint(words[:-1])


def _is_left_behind(context: Context, start: int, cue_start: int) -> bool:
    """Whether an Arabic place is what those told of have fled, of its areas: «فارين من مناطق سيطرة التنظيم في الحويجة»."""
    words = words_before(context, cue_start, MOST)
    known, origin = grammar().fled, grammar().origin
    fled = len(words) - 2
    while fled >= 0 and not (words[fled] in known and words[fled + 1] in origin):
        fled -= 1
    behind = words[fled + 2 :]
    if fled < 0 or grammar().fled_areas.isdisjoint(behind[:1]) or _is_near(context, cue_start):
        return False
    low = context.text.rfind(words[fled], 0, cue_start)
    return not any(h.end <= cue_start for h in context.reading.within(low, start, "place"))


def _acts(context: Context, start: int) -> bool:
    """Whether an English place stands for who rules there: "cells steered by Damascus"."""
    return words_before(context, start, 1)[-1:] == list(grammar().agents)


def is_headed(context: Context, start: int) -> bool:
    """Whether an English place is only whose head somebody is: "said the mayor of Bosso"."""
    words = words_before(context, start, 2)
    return len(words) > 1 and words[0] in grammar().heads_of and words[1] in grammar().loose


def _is_shot_from(context: Context, start: int) -> bool:
    """Whether an English place is where those stand who fired, in a sentence that names another: "launched by gunmen in Darayya"."""
    words = words_before(context, start, _FIRED)
    shot = next(
        (i for i, w in enumerate(words[:-1]) if w in grammar().shots and words[i + 1] in grammar().agents), None
    )
    if shot is None or words[-1] not in grammar().inside or not grammar().falling_on.isdisjoint(words[shot + 2 :]):
        return False  # "a missile fired by the forces hit a station in …" came down there
    opens, closes = context.sentence_bounds(start)
    return any(not h.start <= start < h.end for h in context.reading.within(opens, closes, "place"))


def _is_a_bedside(context: Context, start: int) -> bool:
    """Whether an English place is only where a hospital is in which somebody lies: "from his bed in a clinic in Darkush"."""
    words = words_before(context, start, 8)
    at = max((i for i, w in enumerate(words) if w in grammar().hospitals), default=0)
    if not at or len(words) - at > _OF_NAME or words[-1] not in grammar().inside:
        return False
    return not grammar().bedside.isdisjoint(words[max(0, at - _TO_BED) : at])


def _is_a_name(context: Context, start: int, end: int) -> bool:
    """Whether an English place only names a newspaper, an office or a force, or the hospital that somebody is taken to.

    "The Euphrates Post", "the Raqqa Civil Council", "to Salamiyah National Hospital".
    """
    behind = context.quote(end, min(len(context.text), end + _NAME)).text.split()[:_OF_NAME]
    if not behind or not behind[0][:1].isupper():
        return False
    titled = [w.strip(STRIP + ".;:").lower() for w in behind if w[:1].isupper()]
    named = list(itertools.takewhile(lambda w: w[:1].isupper() and w.strip(STRIP).isalpha(), behind))
    if titled[0] in grammar().outlets or any(w.lower() in grammar().institutions for w in named):
        return True
    before = words_before(context, start, 2)
    if bool(before) and before[-1] in grammar().destination and not grammar().hospitals.isdisjoint(titled):
        return True
    return bool(named) and _stands_elsewhere(context, start, end)


def _stands_elsewhere(context: Context, start: int, end: int) -> bool:
    """Whether an English place only names a university or a hospital that stands in another: "the Omdurman Islamic University in El Fasher"."""
    found = context.reading.within(start, min(len(context.text), end + _NAME + _OF_NAME), "place")
    behind = next((h for h in found if h.start > end), None)
    if behind is None:
        return False
    *rest, preposition = context.text[end : behind.start].split() or [""]
    if preposition not in grammar().inside or grammar().named_for_towns.isdisjoint(rest) or len(rest) > _OF_NAME:
        return False
    places = context.gazetteer.places
    own = {places[i].governorate or i for h in found if h.start <= start < h.end for i in h.term.get("ids")}
    other = places[behind.term.get("ids")[0]]
    return other.level != "country" and bool(own) and (other.governorate or other.id) not in own


def _is_taken_to(context: Context, start: int) -> bool:
    """Whether an Arabic place is only where a hospital is that somebody is taken to: «نقلوا إلى المشفى الميداني في سلمى»."""
    words = words_before(context, start, 6)
    hospitals = grammar().hospitals
    at = len(words) - 1
    while at > 0 and words[at] not in hospitals:
        at -= 1
    return at > 0 and words[at - 1] in grammar().destination


def _is_a_side(context: Context, start: int) -> bool:
    """Whether an Arabic place is only whence something came: «من جهة بلدة عين ترما», «أطلقت القوات قذائف من تل الجابية»;
    not «استهدفت مناطق من لبنان»."""
    words = words_before(context, start, _FIRED)
    if len(words) > 1 and words[-1] in grammar().sides:
        return without_and(words[-2]) in grammar().origin
    if len(words) > 1 and words[-1] in grammar().bases:
        words = words[:-1]
    if _is_source_of_fire(words) or _is_among_own_bases(words):
        return True
    whence = bool(words) and words[-1] in grammar().origin and grammar().parts_of.isdisjoint(words[-2:-1])
    return whence and any(without_and(w) in grammar().fired for w in words[:-1])


def _is_among_own_bases(words: list[str]) -> bool:
    """Whether the words before a place say that it holds the bases whence a party fired: «من مقراتها في معسكر», «من مواقعهم في»."""
    if len(words) < _FROM_BASES or words[-1] not in grammar().inside or words[-2] not in grammar().own_bases:
        return False
    return any(without_and(w) in grammar().origin for w in words[-_FROM_BASES - 1 : -2])


def _is_source_of_fire(words: list[str]) -> bool:
    """Whether the words before a place say that it is where the fire came from: «مصدر القصف مقرات القوات في معسكر»."""
    at = next((i for i, w in enumerate(words[:-1]) if without_and(w) in grammar().sources), None)
    return at is not None and words[at + 1] in grammar().fires


def _is_measured_from(context: Context, start: int) -> bool:
    """Whether an Arabic place only tells how far from it another lies that the sentence named before: «محافظة مأرب (173 كم شرق صنعاء)»."""
    opens = context.sentence_bounds(start)[0]
    units = context.reading.within(max(opens, start - _AWAY), start, "measure")
    if not units or units[-1].id != "distance":
        return False
    between = [w.strip(STRIP) for w in context.text[units[-1].end : start].split()]
    directed = grammar().directions | grammar().origin
    if not between or any(w not in directed for w in between):
        return False
    numbers = context.numbers_in(max(opens, units[-1].start - _AWAY), units[-1].start)
    if not numbers or context.text[numbers[-1].core_end : units[-1].start].strip():
        return False
    return bool(context.reading.within(opens, numbers[-1].start, "place", "place_cue"))


def _is_an_outlets(context: Context, start: int) -> bool:
    """Whether an Arabic place is only a word of an outlet's name: «قناة حلب اليوم», «شبكة درعا 24»."""
    words = words_before(context, start, 1)
    return bool(words) and without_and(words[0]) in grammar().outlets


def _is_led_to(context: Context, start: int) -> bool:
    """Whether a place is only where the wounded, the taken or those who fled were brought: «اقتادوا 74 امرأة إلى تلعفر», "fled to Atma"."""
    words = words_before(context, start, _LED)
    if words and words[-1] in grammar().determiners:
        words = words[:-1]
    if not words or words[-1] not in grammar().destination:
        return False
    return any(without_and(w) in grammar().led for w in words[:-1])


def _is_answered(context: Context, start: int) -> bool:
    """Whether the place is where something happened that another act only answers: «ردا على قصف مدينة الزبداني»."""
    stretch = context.text[max(0, start - _ANSWERED) : start]
    if not any(word in stretch for word in grammar().answered):
        return False
    stretch = _CLAUSE_END.split(stretch)[-1]
    at = max((stretch.find(word) for word in grammar().answered), default=-1)
    if at < 0:
        return False
    opening = context.sentence_bounds(start)[0]
    before = context.reading.within(opening, start - len(stretch) + at, "place")
    places = context.gazetteer.places
    names = [h.term.get("ids")[0] for h in before if not h.term.get("ambiguous", False)]
    return any(places[i].level != "country" for i in names)  # else it is the place told of


def _is_a_base(context: Context, start: int, end: int) -> bool:
    """Whether an English place is only where a party stands that attacks elsewhere: "gunmen positioned in X targeted Y"."""
    within = context.reading.within
    placed = [c for c in within(max(0, start - _STANDS), start, "cue") if c.id == "placed"]
    if not placed or len(context.text[placed[-1].end : start].split()) > _WORDS_TO_BASE:
        return False
    party = within(max(0, placed[-1].start - _STANDS), placed[-1].start, "actor", "force_word")
    if not party or len(context.text[party[-1].end : placed[-1].start].split()) > _WORDS_TO_BASE:
        return False
    sentence = context.sentence_bounds(start)[1]
    acts = [c for c in within(end, min(sentence, end + _ACTS), "cue") if c.id in ("attack_verb", "passive")]
    return bool(acts) and acts[0].id == "attack_verb"


def is_visited(context: Context, start: int, end: int) -> bool:
    """Whether a landmark is a hospital that says something or takes people in, or where somebody is taken to."""
    if any(s.start <= start < s.end for s in context.speakers):
        return True
    if _is_near(context, start):
        return False  # "close to the oil field"
    words = words_before(context, start, 2)
    if words and words[-1] in grammar().determiners:
        words = words[:-1]
    if words and words[-1] in grammar().destination:
        return True
    if is_arabic(context.text[start]):
        return bool(words) and words[-1] in grammar().receives
    return (
        context.text[end : end + _VERB].split()[:1] != []
        and context.text[end : end + _VERB].split()[0] in grammar().receives
    )


def _is_dateline(context: Context, start: int, end: int) -> bool:
    """Whether the name opens a line as a dateline: names and a day, then an agency in brackets or a dash, or a line of its own."""
    text = context.text
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = line_end if line_end != -1 else len(text)
    if text[line_start] in _BULLETS:
        return False  # an item of a list: "• Daraa - Inkhil: a sniper killed …"
    if is_short_and_marked(context, line_start, line_end) and ":" not in text[line_start:start]:
        return True
    if start == line_start + 1 and (text[line_start], text[end : end + 1]) == ("(", ")"):
        return True  # "(Beirut) At least 13 people"
    if start - line_start >= _DATELINE or ":" in text[line_start:start]:
        return False
    after = text[end : end + 3].lstrip(" ")
    if start - line_start < _OPENING and after[:1] in ("-", ":", "/"):
        return True
    if start == line_start and context.quote(start, end).text.isupper() and _DAY.match(text, end):
        return True  # "SANAA, Sept 21 At least six"
    names = {h.start: h.end for h in context.reading.within(line_start, min(len(text), end + _LOOK_AHEAD), "place")}
    if start == line_start and context.quote(start, end).text.isupper():
        behind = _past_names(text, end, names)
        if behind > end and text[behind : behind + 3].lstrip(" ")[:1] == "-":
            return True  # "BEIRUT, Lebanon - At least six"
    begins = _past_names(text, line_start, names)
    return (begins >= start or start - line_start < _OPENING) and _dash_follows(text, end, names)


def _past_names(text: str, position: int, names: Mapping[int, int]) -> int:
    """Where the names and separators that begin at `position` end."""
    while True:
        gap = _GAP.match(text, position)
        position = gap.end() if gap is not None else position
        if position not in names:
            return position
        position = names[position]


def _dash_follows(text: str, position: int, names: Mapping[int, int]) -> bool:
    """Whether names, a day and an agency in brackets, at least one of the two, and a dash are all that stands behind."""
    position = _past_names(text, position, names)
    day = _DAY.match(text, position)
    agency = _AGENCY.match(text, day.end() if day is not None else position)
    return agency is not None or (day is not None and text[day.end() : day.end() + 4].strip()[:1] in ("-", ":", "("))


def _is_seat(context: Context, cue_start: int, prefix: str) -> bool:
    words = words_before(context, cue_start, 5)
    if any(w in grammar().elsewhere for w in words[-2:]) and not _is_near(context, cue_start):
        return True
    while words and words[-1].isascii() and (words[-1] in grammar().described or "-" in words[-1]):
        words = words[:-1]  # "the ministry in the rebel-held capital Sanaa"
    bound = prefix[:1] in grammar().seat
    if (words and words[-1] in grammar().seat) or bound:
        preposition = cue_start - len(prefix) if bound else context.text.rfind(words[-1], 0, cue_start)
        offices = context.reading.within(max(0, preposition - 60), preposition, "office")
        for office in offices:
            if office.end > preposition - 2 and _speaks(context, office.start):
                return True
        reach = words[-2:] if bound else words[-3:-1]
        if any(w in grammar().seat_words for w in reach) and not _is_harm(context, preposition):
            return not _is_struck_there(context, preposition)
    if len(words) > 1 and words[-1] in grammar().bases:
        words = words[:-1]
    if words and words[-1] in grammar().determiners:
        words = words[:-1]  # "fled from the countryside of Saraqib"
    if words and words[-1] in grammar().origin and not _is_near(context, cue_start):
        return any(w in grammar().origin_words for w in words[:-1])
    return False


def _is_harm(context: Context, preposition: int) -> bool:
    """Whether a phrase of several words for a harm stands right before a preposition: "lost their lives in the town of"."""
    harms = context.reading.within(max(0, preposition - _STANDS), preposition, "harm")
    return any(" " in context.text[h.start : h.end] and not context.text[h.end : preposition].strip() for h in harms)


def _is_struck_there(context: Context, preposition: int) -> bool:
    """Whether an English seat or office-holder is what was struck: "gunmen attacked the party's headquarters in Samarra"."""
    if not context.text[preposition].isascii():
        return False
    low = max(context.sentence_bounds(preposition)[0], preposition - _STRUCK)
    hits = context.reading.within(low, preposition, "kind", "harm")
    between = context.text[hits[-1].end : preposition] if hits else ""
    words = between.split()
    by_them = not grammar().agents.isdisjoint(words)  # "killed in shelling by forces stationed in"
    return bool(hits) and not _CLAUSE_END.search(between) and not by_them and 0 < len(words) <= _OF_STRUCK


def _is_near(context: Context, start: int) -> bool:
    """Whether the words right before a place say that something was beside it: "not far from Tikrit"."""
    cues = context.reading.within(max(0, start - _STANDS), start, "place_cue")
    if not cues or not cues[-1].term.get("near"):
        return False
    between = context.text[cues[-1].end : start].strip()
    return not between or between in grammar().determiners


def _speaks(context: Context, start: int) -> bool:
    """Whether the office named at `start` is a speaker, or has made a statement."""
    if any(s.start <= start < s.end for s in context.speakers):
        return True
    return any(w in grammar().statement_words for w in words_before(context, start, 4))

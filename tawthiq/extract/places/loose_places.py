"""English place names without a place noun that the dictionary pass did not find: "in Der Ezzour", "in Al Kum, Homs province".

Rule: a run of capitalised words behind a preposition of place, or before "province" or "countryside", is a place of our
tables where it sounds just like one whose country the document names; behind a preposition and before a larger place
("in Al Kum, in Homs province") it is an unlisted town there all the same; so is a name with an Arabic article or head behind
"in" or "at" ("at al-Jalama"), a name that a word for an attack leads up to ("raids on Zurda", "shelled Tell Zurda"), one where
somebody was harmed or something happened ("it happened on Monday in Zurda", "In Zurda, five died") and one whose people an attack killed
("attacked Tondo Zurda and killed 14").
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tawthiq.domain.where import Place
from tawthiq.extract.context import Context
from tawthiq.extract.places.latin_names import words_after, words_before
from tawthiq.extract.places.place_asides import is_aside
from tawthiq.extract.places.place_hits import PlaceHit, governorate_of, grammar, unlisted_place
from tawthiq.extract.places.place_homes import home_of
from tawthiq.knowledge.place_sounds import sound_key, sounding_like
from tawthiq.knowledge.place_spelling import place_key
from tawthiq.text.marks import LATIN, holds

_TELLING: Final = 4
"""The consonants that a name without a place noun needs; with more, a name of one province alone needs no other word of it."""
_SHORTEST: Final = 2
"""The consonants that a town's name needs where its province is named."""
_TOWNS: Final = ("city", "town", "village")
_GREAT: Final = ("governorate", "city")
HOME: Final = "sy"
"""The country that a text which names none may be of."""
_LARGER: Final = ("governorate", "region", "district", "subdistrict", "city", "country")
_BEHIND: Final = re.compile(r"[\"']?, (?:in |a [a-z]+ in |near )?(?:the |[a-z]+ern )?\Z")
_INSIDE: Final = re.compile(r"[\"']? in (?:the |[a-z]+ern )?\Z")
_PREPOSITION: Final = 12
"""Code points before a name in which its preposition stands."""
_DISTANCE: Final = re.compile(r"[\"']?,? (?:[a-z]+ ){0,2}(?:\d+ ?[a-z]+ )?(?:to the )?\Z")
_DIRECTION: Final = 24
"""Code points in which a word of direction and the beginning of a name stand."""
_LANDMARK: Final = 16
"""Code points from a name to the word for the market or hospital that it is of."""
_LED_UP: Final = 30
"""Code points before a preposition in which the word for an attack stands that leads up to it."""
_HAPPENED: Final = 60
_TO_HAPPENED: Final = 5
"""Code points, and words of these, between what happened and the "in" behind which the place of it stands."""
_KILLED: Final = 20
"""Code points behind a name that was attacked in which the killing of its people begins."""
_HARMS: Final = frozenset({"killed", "injured", "bodies_found", "abducted", "detained", "missing", "displaced"})
"""What happens to people at a place."""
_FRONTED: Final = 90
"""Code points behind a name that a sentence opens with in which it says who was harmed there."""
_OPENING: Final = ' \n\t"\u201c\u2018-\u2013\u2022*'
_CLAUSE_END: Final = re.compile(r"[\n.,;:!?()\"]")
_AND_THEN: Final = re.compile(r",? (?:and )?(?:[a-z]+ly )?\Z")
_PAIR: Final = 2
"""The words of the longest plain name that is believed without a make of its own."""
_POSSESSIVES: Final = ("'s", "\u2019s")
_ARTICLED: Final = re.compile(r"(?:a[lsdnrtz]|[ae]sh|a[dt]h|e[lsdrtz]|ul)[- ][a-z']{2,}")
"""An Arabic article, joined to its name or apart."""
_WINDOW: Final = 60
"""Code points behind a name within which a larger place says where it lies."""
_ORDER: Final = ("governorate", "city", "town", "village", "region", "neighbourhood", "camp", "landmark", "district")


def find_loose(context: Context, found: list[PlaceHit]) -> list[PlaceHit]:
    """The places of the rule above that are not among `found`; none in a text without Latin letters."""
    runs = _runs(context)
    if not runs:
        return []
    taken = {at for p in found for at in range(p.start, p.end)}  # a name is short, and there may be a thousand
    countries = {p.place.country or p.place.id for p in found}
    governorates = {p.place.governorate or p.place.id for p in found}
    by_start = {p.start: p for p in found}
    made: list[PlaceHit] = []
    for start, end, level in runs:
        if not taken.isdisjoint(range(start, end)):
            continue
        quote = context.quote(start, end).text
        known = _known(context, quote, level, countries, governorates)
        before = context.text[max(0, start - _PREPOSITION) : start].split()[-1:]
        if known:
            place, rule = context.gazetteer.places[known[0]], "place.sounds-like"
        else:
            struck = bool(before) and before[0] not in grammar().destination | grammar().origin | grammar().loose
            larger = _larger_behind(context, end, by_start, struck=struck)
            if level is not None or (larger is None and not _told_as_a_place(context, start, end)):
                continue
            home = larger or home_of(context, start, end, "town", [*found, *made])
            if home is None:
                continue
            place, rule = unlisted_place(quote, "town", home), "place.unlisted"
        beside = any(at in by_start for at in range(end, end + _WINDOW))
        bombed = not beside and bool(before) and before[0] in grammar().striking  # "hit Zurda station", in no town
        landmark = level is None and not bombed and _of_a_landmark(context, end)
        aside = is_aside(context, start, end, start, "") or landmark
        made.append(PlaceHit(start, end, place, known, None, False, level is None, aside, rule))
        taken.update(range(start, end))
    return made


def _runs(context: Context) -> list[tuple[int, int, str | None]]:
    """The runs of capitalised words behind a preposition, and before a noun for what is larger than a town, with its level."""
    runs: list[tuple[int, int, str | None]] = []
    for cue in context.reading.of("place_cue"):
        level = cue.term.get("level")
        if level in ("governorate", "countryside") and cue.term.wording.isascii():
            behind = cue.term.wording.endswith(" of")
            bounds = words_after(context, cue.end) if behind else words_before(context, cue.start - 1)
            if bounds is not None:
                runs.append((*_without_possessive(context, *bounds), str(level)))
    for end in _behind_prepositions(context.text) if holds(context.text, LATIN) else ():
        bounds = words_after(context, _behind_direction(context, end))
        if bounds is not None:
            runs.append((*_without_possessive(context, *bounds), None))
    return runs


def _behind_direction(context: Context, position: int) -> int:
    """Where a name begins that a word of direction written large stands before: "in Eastern Deir Ezzur"."""
    words = context.text[position : position + _DIRECTION].split(maxsplit=1)
    if len(words) < 2 or words[0] not in grammar().directions:
        return position
    return position + 1 + len(words[0]) if context.quote(position + 1, position + 2).text.isupper() else position


@cache
def _prepositions() -> list[str]:
    """The English words that put something somewhere, with a blank behind each."""
    return sorted(f"{w} " for w in grammar().located_in if w.isascii())


def _behind_prepositions(text: str) -> list[int]:
    """Where such a word ends, in order; of several that begin together the first by letters, and none that begins within another."""
    found: list[tuple[int, int]] = []
    for word in _prepositions():
        at = text.find(word)
        while at >= 0:
            if not (at and (text[at - 1].isalnum() or text[at - 1] == "_")):
                found.append((at, at + len(word) - 1))
            at = text.find(word, at + 1)
    ends: list[int] = []
    for start, end in sorted(found):
        if not ends or start >= ends[-1]:
            ends.append(end)
    return ends


def _without_possessive(context: Context, start: int, end: int) -> tuple[int, int]:
    return (start, end - 2) if context.text[end - 2 : end] == "'s" else (start, end)


def _known(
    context: Context, quote: str, level: str | None, countries: set[str], governorates: set[str]
) -> tuple[str, ...]:
    """The places that sound just like the name, those in a province that the document names first."""
    key = sound_key(quote)
    if len(key) < _SHORTEST:
        return ()
    ranked: list[tuple[bool, int, int, str]] = []
    sounding = [(away, context.gazetteer.places.get(ident)) for away, ident in sounding_like(quote)]
    telling = len(key) > _TELLING and len({governorate_of(p) for _, p in sounding if p is not None}) == 1
    for away, place in sounding:
        if place is None or place.level not in _ORDER or place.ambiguous:
            continue
        here = governorate_of(place) in governorates
        near = len(key) > _TELLING or (here and len(key) >= _TELLING - 1)
        if away > (near and _initial(quote) == _initial(place.name_en)):
            continue
        if place.country not in countries and not (place.country == HOME and place.level in _GREAT and not countries):
            continue
        if level is not None and place.level not in ("governorate", "city", "town"):
            continue
        if place.level not in ("governorate", "city") and not (here or telling):
            continue
        if len(key) < _TELLING and not (here and place.level in _TOWNS):
            continue
        ranked.append((not here, away, _ORDER.index(place.level), place.id))
    return tuple(ident for *_, ident in sorted(ranked))


def _of_a_landmark(context: Context, end: int) -> bool:
    """Whether a name is only that of a hospital or a market: "a source at the Managil hospital"."""
    following = context.text[end : end + _LANDMARK].split()[:1]
    if following and context.text[end : end + 1] == " " and following[0].strip(",.;") in grammar().named_for_towns:
        return True  # "the attack on al-Zurdi school"
    behind = context.reading.within(end, min(len(context.text), end + _LANDMARK), "place_cue")
    return (
        bool(behind) and behind[0].term.get("level") == "landmark" and not context.text[end : behind[0].start].strip()
    )


def _initial(name: str) -> str:
    """The first letter of a name, its article aside."""
    words = [w for w in place_key(name).split() if w not in grammar().latin_articles]
    return words[0][:1] if words else ""


def _larger_behind(context: Context, end: int, by_start: dict[int, PlaceHit], *, struck: bool) -> Place | None:
    """The larger place that a name is put in by what stands right behind it: "in Al Kum, in Homs province"."""
    for start in range(end + 2, min(end + _WINDOW, len(context.text))):
        hit = by_start.get(start)
        if hit is not None:
            fits = hit.place.level in _LARGER and (
                _BEHIND.match(context.text, end, start) or (struck and _INSIDE.match(context.text, end, start))
            )
            return hit.place if fits or _bearing(context, end, start) else None
    return None


def _told_as_a_place(context: Context, start: int, end: int) -> bool:
    """Whether a name that no table lists is a place by its make and the words before it: "at al-Jalama", "raids on Zurda"."""
    text = context.text
    if text[end : end + 2] in _POSSESSIVES or text[end : end + 1].isalnum():
        return False
    if any(h.end == end for h in context.reading.within(start, end, "place")):
        return False  # listed, and not believed here: a hospital, an ordinary word
    words = context.quote(start, end).text.split()
    articled = _ARTICLED.match(text, start, end) is not None
    headed = len(words) > 1 and text[start:end].split()[0] in grammar().place_heads
    before = text[max(0, start - _PREPOSITION) : start].split()[-1:]
    if not before or before[0] in grammar().destination | grammar().origin:
        return False
    if (articled or headed) and before[0] in grammar().surely_in:
        return True
    at = start - 1 - len(before[0])
    plain = len(words) <= _PAIR and grammar().event_heads.isdisjoint(text[start:end].split())
    if (
        plain
        and before[0] in grammar().inside
        and (_harmed_or_happened(context, at) or _opens_with_it(context, at, end))
    ):
        return True
    if plain and before[0] in grammar().falling_on and _people_killed(context, end):
        return True
    if not (articled or headed) and len(words) > 1:
        return False  # two plain names are far more often a person's, three an organisation's
    if before[0] in grammar().striking:
        return True
    acts = context.reading.within(max(0, at - _LED_UP), at, "kind", "weapon")
    return before[0] in grammar().struck_at and any(not text[h.end : at].strip() for h in acts)


def _harmed_or_happened(context: Context, at: int) -> bool:
    """Whether the clause before an "in" at `at` says that somebody was harmed or that something happened: "killed 14 people in"."""
    low = max(context.sentence_bounds(at)[0], at - _HAPPENED)
    told = [
        h
        for h in context.reading.within(low, at, "harm", "date_cue")
        if h.id == "happened" or (h.category == "harm" and h.id in _HARMS)
    ]
    if not told or _CLAUSE_END.search(context.text, told[-1].end, at):
        return False
    return len(context.text[told[-1].end : at].split()) <= _TO_HAPPENED


def _opens_with_it(context: Context, at: int, end: int) -> bool:
    """Whether a sentence opens with the "in" at `at` and the name that ends at `end`, and counts people harmed there: "In Zurda, five died"."""
    low, high = context.sentence_bounds(at)
    if context.text[low:at].strip(_OPENING):
        return False
    harms = [h for h in context.reading.within(end, min(high, end + _FRONTED), "harm") if h.id in _HARMS]
    return bool(harms) and bool(context.numbers_in(end, harms[0].end + _KILLED))


def _people_killed(context: Context, end: int) -> bool:
    """Whether an attack on the name that ends at `end` killed a number of people: "attacked … and killed 14 people"."""
    closes = context.sentence_bounds(end)[1]
    verbs = [h for h in context.reading.within(end, min(closes, end + _KILLED), "harm") if h.id in _HARMS]
    if not verbs or _AND_THEN.fullmatch(context.text, end, verbs[0].start) is None:
        return False
    return bool(context.numbers_in(verbs[0].end, min(closes, verbs[0].end + _KILLED)))


def _bearing(context: Context, end: int, start: int) -> bool:
    """Whether a name is placed by where it lies from the place at `start`: ", 30 km south of", ", near", " west of"."""
    cues = [c for c in context.reading.within(end, start, "place_cue") if c.term.get("near")]
    if not cues or context.text[cues[-1].end : start].strip():
        return False
    return _DISTANCE.match(context.text, end, cues[-1].start) is not None

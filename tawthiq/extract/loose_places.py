"""English place names without a place noun that the dictionary pass did not find: "in Der Ezzour", "in Al Kum, Homs province".

Rule: a run of capitalised words behind a preposition of place, or before "province" or "countryside", is a place of our
tables where it sounds just like one whose country the document names; behind a preposition and before a larger place
("in Al Kum, in Homs province") it is an unlisted town there all the same.
"""

from __future__ import annotations

import re
from functools import cache

from tawthiq.domain.where import Place
from tawthiq.extract.context import Context
from tawthiq.extract.latin_names import words_after, words_before
from tawthiq.extract.place_asides import is_aside
from tawthiq.extract.place_hits import PlaceHit, governorate_of, grammar, unlisted_place
from tawthiq.knowledge.place_sounds import sound_key, sounding_like

_TELLING = 4
"""The consonants that a name without a place noun needs."""
_LARGER = ("governorate", "region", "district", "subdistrict", "city", "country")
_BEHIND = re.compile(r"[\"']?, (?:in |a [a-z]+ in |near )?(?:the |[a-z]+ern )?\Z")
_DISTANCE = re.compile(r"[\"']?,? (?:[a-z]+ ){0,2}(?:\d+ ?[a-z]+ )?(?:to the )?\Z")
_WINDOW = 60
"""Code points behind a name within which a larger place says where it lies."""
_ORDER = ("governorate", "city", "town", "village", "region", "neighbourhood", "camp", "landmark", "district")


def find_loose(context: Context, found: list[PlaceHit]) -> list[PlaceHit]:
    """The places of the rule above that are not among `found`; none in a text without Latin letters."""
    taken = [(p.start, p.end) for p in found]
    countries = {p.place.country or p.place.id for p in found}
    governorates = {p.place.governorate or p.place.id for p in found}
    by_start = {p.start: p for p in found}
    made: list[PlaceHit] = []
    for start, end, level in _runs(context):
        if any(s < end and start < e for s, e in taken):
            continue
        quote = context.quote(start, end).text
        known = _known(context, quote, level, countries, governorates)
        if known:
            place, rule = context.gazetteer.places[known[0]], "place.sounds-like"
        else:
            larger = _larger_behind(context, end, by_start)
            if larger is None or level is not None:
                continue
            place, rule = unlisted_place(quote, "town", larger), "place.unlisted"
        aside = is_aside(context, start, end, start, "")
        made.append(PlaceHit(start, end, place, known, None, False, level is None, aside, rule))
        taken.append((start, end))
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
    for match in _prepositions().finditer(context.text):
        bounds = words_after(context, match.end())
        if bounds is not None:
            runs.append((*_without_possessive(context, *bounds), None))
    return runs


@cache
def _prepositions() -> re.Pattern[str]:
    words = sorted(w for w in grammar().located_in if w.isascii())
    return re.compile(rf"\b(?:{'|'.join(words)})(?= )")


def _without_possessive(context: Context, start: int, end: int) -> tuple[int, int]:
    return (start, end - 2) if context.text[end - 2 : end] == "'s" else (start, end)


def _known(
    context: Context, quote: str, level: str | None, countries: set[str], governorates: set[str]
) -> tuple[str, ...]:
    """The places that sound just like the name, those in a province that the document names first."""
    if len(sound_key(quote)) < _TELLING:
        return ()
    ranked: list[tuple[int, int, str]] = []
    for away, ident in sounding_like(quote):
        place = context.gazetteer.places.get(ident)
        if place is None or away or place.country not in countries or place.level not in _ORDER or place.ambiguous:
            continue
        if level is not None and place.level not in ("governorate", "city", "town"):
            continue
        here = governorate_of(place) in governorates
        if place.level not in ("governorate", "city") and not here:
            continue
        ranked.append((not here, _ORDER.index(place.level), ident))
    return tuple(ident for _, _, ident in sorted(ranked))


def _larger_behind(context: Context, end: int, by_start: dict[int, PlaceHit]) -> Place | None:
    """The larger place that a name is put in by what stands right behind it: "in Al Kum, in Homs province"."""
    for start in range(end + 2, min(end + _WINDOW, len(context.text))):
        hit = by_start.get(start)
        if hit is not None:
            fits = hit.place.level in _LARGER and _BEHIND.match(context.text, end, start)
            return hit.place if fits or _bearing(context, end, start) else None
    return None


def _bearing(context: Context, end: int, start: int) -> bool:
    """Whether a name is placed by where it lies from the place at `start`: ", 30 km south of", ", near", " west of"."""
    cues = [c for c in context.reading.within(end, start, "place_cue") if c.term.get("near")]
    if not cues or context.text[cues[-1].end : start].strip():
        return False
    return _DISTANCE.match(context.text, end, cues[-1].start) is not None

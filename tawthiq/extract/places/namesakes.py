"""Known names that are only namesakes of what a text means: a quarter of another city, a village far from where the text puts it.

Rule: a name counts as the known place only where nothing in the text says otherwise: what it stands in, what it is part of,
and which provinces the text speaks of. A namesake with a cue is a place that no table lists.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tawthiq.domain.light import replace
from tawthiq.domain.where import Place
from tawthiq.extract.context import Context
from tawthiq.extract.counts.single_victims import given_in_latin
from tawthiq.extract.places.arabic_homes import Home
from tawthiq.extract.places.before_places import words_before
from tawthiq.extract.places.place_belief import GEONAMES, SMALL, Raw, first_raw
from tawthiq.extract.places.place_hits import article, governorate_of, grammar, unlisted_place
from tawthiq.extract.speakers.speaker_phrases import capital, first_token
from tawthiq.text.phrases import Hit

_CUE: Final = 40
"""Code points before a name in which its cue stands."""
_QUARTER_OF: Final = 50
"""Code points from a quarter to the city that it is said to be in."""
_LANDMARK: Final = 20
"""Code points from a name to the word for a market or a street whose name it is."""
_SUBURB: Final = 30.0
"""Kilometres from a city within which a quarter "in" it may lie in the next province."""
_HOLDS_LANDMARKS: Final = frozenset((*SMALL, "city", "district"))
_IN_THE: Final = 2
"""Words at most between a name and the quarter that it is said to be in."""
_VILLAGES: Final = ("village", "town", "camp")
_FAR_KM: Final = 60.0
"""How far from where the text puts it a known place of the name must be to be another."""
_CITIES: Final = ("city", "town")
_QUOTED: Final = 24
_QUOTED_WORDS: Final = 2
"""Code points, and words, behind the first word of a name between marks in which the name goes on."""
_AGE: Final = re.compile(r"(?:, ?| ?\()\d{1,2}[,).;]")
_WILD: Final = re.compile(r" (\w+)")


def of_another_city(context: Context, raw: Raw, ranked: tuple[str, ...], raws: list[Raw]) -> bool:
    """Whether a known quarter or town is only a namesake of what is meant.

    "Sabil neighbourhood in the city of Aleppo" is none of another province's; "al-Hamidiyeh market", in a text that names
    nothing of its province, is a market's name.
    """
    places = context.gazetteer.places
    if raw.cue == "neighbourhood":
        own = {places[i].governorate for i in ranked}
        first = first_raw(raws, raw.end)  # a cue begins no later than its name, and not far before it
        following = raws[first : first_raw(raws, raw.end + _QUARTER_OF + 2 * _CUE, first)]
        behind = next((r for r in following if 0 <= r.cue_start - raw.end < _QUARTER_OF and r.ids != raw.ids), None)
        if behind is not None and "," not in context.text[raw.end : behind.cue_start]:
            home = places[behind.ids[0]]
            around = {home.governorate or home.id} if home.level != "country" else own
            near = any((context.gazetteer.distance_km(places[i], home) or 0.0) < _SUBURB for i in ranked)
            return not own & around and not near
    if raw.cue is not None or not any(places[i].level in _HOLDS_LANDMARKS for i in ranked):
        return False
    if _in_a_quarter_elsewhere(context, raw, ranked, raws):
        return True
    landmark = any(
        c.term.get("level") == "landmark" and len(context.text[raw.end : c.start].strip(" \"'").split()) <= 1
        for c in context.reading.within(raw.end, min(len(context.text), raw.end + _LANDMARK), "place_cue")
    )
    if not landmark:
        return False
    others = [places[r.ids[0]] for r in raws if r.ids != raw.ids]
    if places[ranked[0]].level in SMALL:
        own = {places[i].governorate for i in ranked}
        named = {p.governorate or p.id for p in others if p.level != "country"}
    else:  # a city's own hospital is in it; "al-Quds hospital" in Aleppo is not
        own = {places[i].country for i in ranked}
        named = {p.country or p.id for p in others}
    return bool(named) and not own & named


def _in_a_quarter_elsewhere(context: Context, raw: Raw, ranked: tuple[str, ...], raws: list[Raw]) -> bool:
    """Whether a small place's name stands right before "in" and a quarter of another province: "al-Sayyad in Mazzeh 86 neighbourhood"."""
    places = context.gazetteer.places
    if places[ranked[0]].level not in SMALL:
        return False
    at = first_raw(raws, raw.end)
    behind = raws[at] if at < len(raws) else None
    if behind is None or behind.cue != "neighbourhood" or places[behind.ids[0]].level != "neighbourhood":
        return False
    between = context.text[raw.end : behind.start].split()
    if not between or between[0] not in grammar().inside or len(between) > _IN_THE:
        return False
    homes = {places[i].governorate for i in behind.ids}
    near = any((context.gazetteer.distance_km(places[i], places[behind.ids[0]]) or 0.0) < _SUBURB for i in ranked)
    return not near and homes.isdisjoint(places[i].governorate for i in ranked)


def behind_a_head(context: Context, hit: Hit) -> bool:
    """Whether an Arabic hit is only the end of a village's name that no table lists: «تل شنان» is no Shannan."""
    if hit.prefix or hit.term.wording.startswith(article()) or hit.start == 0 or context.text[hit.start - 1] != " ":
        return False
    head = words_before(context, hit.start, 1)
    if not head or head[0] not in grammar().compound_heads:
        return False
    places = context.gazetteer.places
    return all(places[i].level in SMALL for i in hit.term.get("ids"))


def opens_a_quote(context: Context, hit: Hit) -> bool:
    """Whether a hit is only the first word of an Arabic name between marks that no table lists: «قرية "العمارة طه"» is no Amarah."""
    if context.text[hit.start - 1 : hit.start] != '"' or context.text[hit.end : hit.end + 1] != " ":
        return False
    close = context.text.find(context.text[hit.start - 1], hit.end, hit.end + _QUOTED)
    inside = context.text[hit.end : close] if close > 0 else ""
    cued = context.reading.within(max(0, hit.start - _CUE), hit.start - 1, "place_cue")
    named = cued and cued[-1].term.get("level") in _VILLAGES and not context.text[cued[-1].end : hit.start - 1].strip()
    return bool(named) and bool(inside) and len(inside.split()) <= _QUOTED_WORDS and inside.replace(" ", "").isalpha()


def namesake(context: Context, raw: Raw, ids: Sequence[str], home: Home) -> Place | None:
    """The place that no table lists, where the text puts a name with a cue far from all that the tables know by it; else None.

    A quarter "in" a city is none of another city's; «قرية المالكية شرقي حلب» is a namesake of the town in the north-east.
    """
    places = context.gazetteer.places
    place = home.place
    if raw.cue == "neighbourhood":
        if place.level not in _CITIES or home.near:
            return None
        return unlisted_place(context.quote(raw.start, raw.end).text, "neighbourhood", place)
    province = places.get(governorate_of(place) or "")
    if raw.cue not in _VILLAGES or province is None or not home.plain:
        return None
    for known in ids:
        for ident in home.ids:
            away = context.gazetteer.distance_km(places[known], places[ident])
            if away is None or away < _FAR_KM:
                return None
    around = place if place.level in ("district", "subdistrict") else province
    made = unlisted_place(context.quote(raw.start, raw.end).text, str(raw.cue), around)
    return replace(made, name_en=made.name_en or places[ids[0]].name_en)


def is_a_person(context: Context, hit: Hit) -> bool:
    """Whether a small place's Latin name is the given name of somebody told of, or stands behind one: "her brother Sami", "Sami, 9,", "Amer Zamzam"."""
    word = context.text[hit.start : hit.end]
    before = context.text[max(0, hit.start - _LANDMARK) : hit.start].split(" ")
    if " " not in word and len(before) > 1 and not before[-1] and before[-2] in given_in_latin():
        at = hit.start - 1 - len(before[-2])
        return context.quote(at, at + 1).text.isupper()
    if word not in given_in_latin():
        return False
    if _AGE.match(context.text, hit.end) or _family_name_behind(context, hit.end):
        return True
    people = context.reading.within(max(0, hit.start - _LANDMARK), hit.start, "people")
    return any(h.term.get("number") == "singular" and h.end == hit.start - 1 for h in people)


def _family_name_behind(context: Context, position: int) -> bool:
    """Whether a word with a capital that stands for nothing else goes on with a given name: "Mazloum Gilo"."""
    following = first_token(context.reading, position, min(len(context.text), position + _QUOTED))
    if following is None or context.text[position : following[0]] != " " or not capital(context.reading, following[0]):
        return False
    return not context.reading.within_any(
        *following, ("place", "place_cue", "kind", "weapon", "harm", "actor", "say", "weekday", "month", "people")
    )


def wild_of(context: Context, raw: Raw, ids: Sequence[str], raws: list[Raw]) -> Place | None:
    """The desert that no table lists, named for a far town and put beside another place: "the Hamma desert, east of Deir ez-Zor"."""
    words = _WILD.match(context.text, raw.end)
    if words is None or words.group(1) not in grammar().wilds or raw.cue is not None:
        return None
    places = context.gazetteer.places
    first = first_raw(raws, raw.end)
    behind = next((r for r in raws[first : first + 1] if r.start - words.end() < _QUARTER_OF), None)
    if behind is None or not behind.near:
        return None
    home = places[behind.ids[0]]
    if governorate_of(home) is None or governorate_of(home) in {governorate_of(places[i]) for i in ids}:
        return None
    return unlisted_place(context.quote(raw.start, words.end()).text, "landmark", home)


def far_from_all(context: Context, raw: Raw, ids: Sequence[str], raws: list[Raw]) -> bool:
    """Whether a town with a cue that only GeoNames knows lies in a province of which the text names nothing, far from all that it
    names of that country: «قرية حبور» in a page on Taiz is none of Amran's."""
    places = context.gazetteer.places
    known = [places[i] for i in ids]
    if raw.cue not in _VILLAGES or not all(p.id.startswith(GEONAMES) for p in known):
        return False
    others = [places[r.ids[0]] for r in raws if r.ids != raw.ids]
    named = [p for p in others if p.country == known[0].country and governorate_of(p) is not None]
    if not named or {p.governorate for p in known} & {governorate_of(p) for p in named}:
        return False
    aways = [context.gazetteer.distance_km(k, p) for k in known for p in named]
    return all(away is not None and away > _FAR_KM for away in aways)


def of_an_untold_country(context: Context, raw: Raw, ids: Sequence[str], raws: list[Raw]) -> bool:
    """Whether an English village or quarter is known only in a country of which the text says nothing, while it names provinces or
    towns of another: Taiba in a page on Hajjah is none of Syria's."""
    places = context.gazetteer.places
    known = [places[i] for i in ids]
    if any(p.level not in ("village", "neighbourhood", "landmark") for p in known):
        return False
    told, large = _told_of(context, raws)
    if any(_by_others(told.get(p.country or ""), raw.ids) for p in known) or not _by_others(large, raw.ids):
        return False
    nationals = {h.id for h in context.reading.of("nationality")}
    return all(p.country not in nationals for p in known)


_Names = set[tuple[str, ...]]


def _told_of(context: Context, raws: list[Raw]) -> tuple[dict[str, _Names], _Names]:
    """The names by which a text names each country, those of villages aside, and the names of provinces and cities; gathered once."""
    known: tuple[dict[str, _Names], _Names] | None = context.reading.memo.get("countries by names")
    if known is None:
        told: dict[str, _Names] = {}
        large: _Names = set()
        for raw in raws:
            if raw.cue not in _VILLAGES:
                place = context.gazetteer.places[raw.ids[0]]
                told.setdefault(place.country or place.id, set()).add(raw.ids)
                if place.level in ("governorate", "city"):
                    large.add(raw.ids)
        known = context.reading.memo["countries by names"] = told, large
    return known


def _by_others(names: _Names | None, own: tuple[str, ...]) -> bool:
    """Whether one of the names is another than its own."""
    return names is not None and len(names) > (own in names)


def of_another_province(context: Context, raw: Raw, ids: Sequence[str], raws: list[Raw]) -> bool:
    """Whether an Arabic name is known only as quarters of cities far from all that the text names: «حي المساكن» in a page on Douma."""
    places = context.gazetteer.places
    if any(places[i].level != "neighbourhood" for i in ids):
        return False
    own = {places[i].governorate for i in ids}
    others = [places[r.ids[0]] for r in raws if r.ids != raw.ids]
    named = [p for p in others if p.level not in ("country", "region", "neighbourhood", "landmark")]
    if not named or own & {governorate_of(p) for p in others}:
        return False
    aways = [context.gazetteer.distance_km(places[i], p) for i in ids for p in named]
    return all(away is not None and away > _FAR_KM for away in aways)


def quarter_of_the_city(context: Context, raw: Raw, raws: list[Raw]) -> Place | None:
    """The quarter that no table lists, of the city named last before it in its sentence; None without a cue or a city."""
    if raw.cue != "neighbourhood":
        return None
    places = context.gazetteer.places
    opens = context.sentence_bounds(raw.start)[0]
    before = [places[r.ids[0]] for r in raws if opens <= r.start < raw.cue_start and places[r.ids[0]].level in _CITIES]
    return unlisted_place(context.quote(raw.start, raw.end).text, "neighbourhood", before[-1]) if before else None

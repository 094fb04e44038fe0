"""Places that a cue names and the dictionary pass did not find: «قرية حجلان», "Let Yet Kone village", "Oe Htein Kwin, a village in".

Rule: such a name is read as a place of our tables that sounds like it, where one of the cue's level lies in the province
named beside it; else it is an unlisted place of the cue's level, inside the larger place its sentence puts it in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tawthiq.domain.light import replace
from tawthiq.domain.where import Place
from tawthiq.extract.context import Context
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.places.latin_names import ONE_OF, words_after, words_before
from tawthiq.extract.places.loose_places import find_loose
from tawthiq.extract.places.place_asides import is_aside, located
from tawthiq.extract.places.place_hits import (
    CUE_LEVELS,
    PlaceHit,
    article,
    governorate_of,
    grammar,
    unlisted_place,
)
from tawthiq.extract.places.place_homes import home_of
from tawthiq.extract.taken import Taken
from tawthiq.knowledge.place_sounds import sounding_like
from tawthiq.text.fold import fold_word
from tawthiq.text.language import is_arabic
from tawthiq.text.phrases import Hit

_NAMING_LEVELS: Final = (*CUE_LEVELS, "district", "subdistrict")
_PLACES: Final = ("place_cue", "place")
_POPULATED: Final = ("city", "town", "village")
_CLOSE_KM: Final = 30.0
_QUOTED: Final = 40
"""Code points at most of a name between quotation marks."""
_NAME_WORDS: Final = 4
_PHRASE: Final = 10
"""Code points behind a word in which a phrase that begins with it goes on."""
_BODY: Final = 20
"""Code points behind a cue that hold what makes it the name of a body: "town council"."""
_TELLING: Final = 4
"""Letters that an unlisted name needs to be known again without its cue."""
_JOINED: Final = re.compile(r"[\w-]")
_OWNER: Final = "'s"
_CALLED: Final = re.compile(r" (\w{5,}) ")
"""The word of naming right behind "a village"."""
_APPOSITION: Final = re.compile(r"[\"']?, (?:an? |the )(?:[\w'-]+ ){0,3}\Z")


@dataclass(frozen=True, slots=True)
class _Name:
    """A name at folded `[start, end)`, with the level its cue says; `quote_start` and `quote_end` take in the cue."""

    start: int
    end: int
    level: str
    quote_start: int
    quote_end: int


def find_unlisted(context: Context, found: list[PlaceHit]) -> list[PlaceHit]:
    """The places that a cue names and that are not among `found`."""
    taken = Taken((p.start, p.end) for p in found)
    made: list[PlaceHit] = []
    for name in _names(context):
        start, end = name.quote_start, name.quote_end
        if not taken.touches(start, end) and not any(p.start < end and start < p.end for p in made):
            made.append(_hit(context, name, found))
    made.extend(find_loose(context, [*found, *made]))
    return [*made, *_named_again(context, made, [*found, *made])]


def _named_again(context: Context, made: list[PlaceHit], found: list[PlaceHit]) -> list[PlaceHit]:
    """The other mentions, without a cue, of the places that a cue has shown to be places: "the village of Zur … in Zur"."""
    taken = [(p.start, p.end) for p in found]
    names: dict[str, PlaceHit] = {}
    for hit in made:
        name = (
            fold_word(hit.place.name_en.partition(" (")[0])
            if hit.rule == "place.unlisted" and hit.place.name_en
            else ""
        )
        if len(name) >= _TELLING:
            names.setdefault(name, hit)
    again: list[PlaceHit] = []
    for name, hit in names.items():
        for start in _standing(context.text, name):
            end = start + len(name)
            written = context.quote(start, end).text
            if written[:1].islower() or any(s < end and start < e for s, e in taken):
                continue
            put, aside = located(context, start, ""), is_aside(context, start, end, start, "")
            again.append(replace(hit, start=start, end=end, cue=None, located=put, aside=aside))
            taken.append((start, end))
    return again


def _standing(text: str, name: str) -> list[int]:
    """Where a name stands by itself, neither within a word nor joined to one by a hyphen."""
    found: list[int] = []
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not (_JOINED.match(text, at - 1, at) if at else None) and not _JOINED.match(text, end):
            found.append(at)
            at = end
        else:
            at += 1
        at = text.find(name, at)
    return found


def _names(context: Context) -> list[_Name]:
    names: list[_Name] = []
    for cue in context.reading.of("place_cue"):
        level = cue.term.get("level")
        if level not in _NAMING_LEVELS:
            continue
        if is_arabic(context.text[cue.start]):
            if level == "subdistrict" and _comes_from(context, cue):
                continue  # "from the side of", "on the other hand"
            if cue.prefix.endswith(article()) or cue.term.wording.startswith(article()):
                continue  # "the city" names no city after it
            bounds = None if cue.term.get("plural", False) else _arabic_name(context, cue)
        else:
            bounds = _without_its_sort(context, _latin_name(context, cue))
        if bounds is not None:
            names.append(_Name(*bounds, level, min(cue.start, bounds[0]), max(cue.end, bounds[1])))
    return names


def _without_its_sort(context: Context, bounds: tuple[int, int] | None) -> tuple[int, int] | None:
    """A Latin name without the last word that says of what sort the camp is: "Abu Zurda" of "the Abu Zurda IDP camp"."""
    if bounds is None:
        return None
    name, _, last = context.text[slice(*bounds)].rpartition(" ")
    return (bounds[0], bounds[0] + len(name)) if name and last in grammar().camp_sorts else bounds


def _comes_from(context: Context, cue: Hit) -> bool:
    before = context.text[max(0, cue.whole_start - 8) : cue.whole_start].split()
    return bool(before) and before[-1] in grammar().origin


def _hit(context: Context, name: _Name, found: list[PlaceHit]) -> PlaceHit:
    """The place of our tables that the name sounds like, or an unlisted one."""
    home = home_of(context, name.start, name.end, name.level, found)
    quote = context.quote(name.start, name.end).text
    known = _known(context, quote, name.level, home)
    if known:
        place = context.gazetteer.places[known[0]]
        rule = "place.sounds-like"
    else:
        place = unlisted_place(quote, name.level, home)
        rule = "place.unlisted"
    aside = not is_arabic(quote[:1]) and is_aside(context, name.start, name.end, name.quote_start, "")
    return PlaceHit(name.quote_start, name.quote_end, place, known, name.level, False, True, aside, rule)


def _known(context: Context, quote: str, level: str, home: Place | None) -> tuple[str, ...]:
    """The places of our tables that sound like the name, of a level that fits its cue, in the governorate of `home` or close to it, its own first."""
    places = context.gazetteer.places
    levels = (*_POPULATED, "neighbourhood", "camp", "district", "region") if level == "district" else _fitting(level)
    governorate = governorate_of(home)
    country = home.country if home is not None and home.level != "country" else home.id if home is not None else None
    ranked: list[tuple[bool, int, int, str]] = []
    for away, ident in _sounding(quote):
        place = places.get(ident)
        if place is None or place.level not in levels:
            continue
        if governorate is not None and place.governorate != governorate and not _close(context, place, home):
            continue
        if governorate is None and (country is None or place.country != country):
            continue
        outside = governorate is not None and place.governorate != governorate
        ranked.append((outside, levels.index(place.level), away, ident))
    return tuple(ident for *_, ident in sorted(ranked))


def _close(context: Context, place: Place, home: Place | None) -> bool:
    """Whether a place lies just outside the province of a city: the towns around Damascus are another governorate's."""
    away = context.gazetteer.distance_km(place, home) if home is not None else None
    return away is not None and away < _CLOSE_KM


def _fitting(level: str) -> tuple[str, ...]:
    others = (_POPULATED if level in _POPULATED else ()) + (("town", "village") if level == "camp" else ())
    return tuple(dict.fromkeys((level, *others)))


def _sounding(quote: str) -> list[tuple[int, str]]:
    return [] if is_arabic(quote[:1]) else sounding_like(quote)


def _arabic_name(context: Context, cue: Hit) -> tuple[int, int] | None:
    """Folded bounds of the one or two words after an Arabic cue that look like a name.

    A word with the article, or a head with its second word («كفر زنبقان»), is one. A bare word is one where what follows
    shows it to be definite («بلدة أريحة التي»), or where it is no adjective and the phrase ends with it.
    """
    text = context.text
    words: list[tuple[int, int]] = []
    position = cue.whole_end
    quoted = text[position : position + 2] in (' "', " /", " (")
    whole = _quoted_name(text, position + 1) if quoted else None
    if whole is not None and not set(text[whole[0] : whole[1]].split()) & grammar().never_names:
        return whole
    position += quoted
    while (
        len(words) < 3
        and position < len(text)
        and text[position : position + 1] in (" ", '"', "/", "(")[: 1 + 3 * quoted]
    ):
        start = position + 1
        end = start
        while end < len(text) and "\u0621" <= text[end] <= "\u064a":
            end += 1
        if end == start:
            break
        words.append((start, end))
        position = end
        quoted = False
    if not words:
        return None
    first = text[words[0][0] : words[0][1]]
    headed = first.startswith(article()) and first[len(article()) :] in grammar().name_heads and len(words) > 1
    if headed and words[1][1] - words[1][0] > 2 and _may_open(context, words[1]):
        return words[0][0], words[1][1]  # «قرية الشيخ أحمد»
    second = text[words[1][0] : words[1][1]] if len(words) > 1 else ""
    if len(second) > 2 and first in grammar().name_heads:
        return words[0][0], words[1][1]
    if not _may_open(context, words[0], town=level_of(cue) in _POPULATED):
        return None
    if _within_county(second) and not first.startswith(article()):
        return words[0]  # «بلدة حناوية قضاء صور»
    if first.startswith(article()):
        return words[0]
    if cue.id == "district" and cue.term.wording not in grammar().county_words:
        return None
    third = text[words[2][0] : words[2][1]] if len(words) > 2 else ""
    if _of_a_town(cue, first) and second.startswith(article()) and len(second) > _TELLING:
        adjective = second in grammar().after_name or any(second.endswith(e) for e in grammar().not_name_endings)
        return words[0] if adjective else (words[0][0], words[1][1])  # «مدينة مزار الشريف»
    directed = cue.term.wording in grammar().feminine_cues and second in grammar().beside
    if _ends_name(first, second) or _of_a_town(cue, first) or (directed and not _adjectival(first)):
        return words[0]  # «مدينة بلخمري شمالي أفغانستان»
    if second and _ends_name(first, third) and not _adjectival(second) and _may_open(context, words[1]):
        return words[0][0], words[1][1]
    return None


def _of_a_town(cue: Hit, word: str) -> bool:
    """Whether a bare word behind one town or village is its name, whatever follows: no feminine adjective, and no verb."""
    if cue.term.wording not in grammar().feminine_cues or word[:1] in grammar().verb_letters:
        return False
    return not any(word.endswith(e) for e in grammar().verb_endings)


def _quoted_name(text: str, start: int) -> tuple[int, int] | None:
    """Folded bounds of the one to four Arabic words between marks that open at `start`: «قرية "أم شانق سعد"»."""
    close = text.find({"(": ")"}.get(text[start], text[start]), start + 1, start + _QUOTED)
    inside = text[start + 1 : close] if close > 0 else ""
    words = inside.split(" ")
    named = 0 < len(words) <= _NAME_WORDS and all(w and all("\u0621" <= c <= "\u064a" for c in w) for w in words)
    return (start + 1, close) if named else None


def _within_county(word: str) -> bool:
    """Whether a word says which county the name before it lies in: «قضاء», «بمديرية»."""
    words = grammar().county_words
    return word in words or (word[:1] in grammar().located_letters and word[1:] in words)


def _may_open(context: Context, word: tuple[int, int], *, town: bool = False) -> bool:
    """Whether a word after a cue can begin a name: long enough, no function word, no word of another lexicon."""
    text = context.text[word[0] : word[1]]
    if len(text) < 3 or text in grammar().never_names or text[:1] in grammar().and_words:
        return False
    if len(text) > _TELLING and any(text.endswith(e) for e in grammar().pronoun_endings):
        return False
    here = context.reading.within(
        word[0], word[1] + _PHRASE
    )  # with what a phrase of a lexicon goes on with («نسب إلى»)
    # behind a word for a town, a name known only of places that the text cannot mean is another's («قرية الحصين في ريف دير الزور»)
    known = _PLACES if town else ("place_cue",)
    return not any(h.category not in known and h.start == word[0] and h.whole_start == word[0] for h in here)


def _adjectival(word: str) -> bool:
    return any(word.endswith(ending) for ending in grammar().not_name_endings)


def _ends_name(name: str, following: str) -> bool:
    """Whether a bare word is a name, by the word behind it ("" where the phrase ends)."""
    if following.startswith(article()) and following in grammar().after_name:
        return True  # only what is definite takes a definite adjective
    if _adjectival(name) or name[:1] in grammar().verb_letters:
        return False
    return not following or following in grammar().after_name


def level_of(cue: Hit) -> str:
    """The level of place that a cue announces."""
    return str(cue.term.get("level"))


def _latin_name(context: Context, cue: Hit) -> tuple[int, int] | None:
    """Folded bounds of the capitalised words after "village of", before "village", or before ", a village"."""
    text = context.text
    if text[cue.end : cue.end + 2].endswith(_OWNER):
        return None  # "the governor, Amal Haddad, the region's …"
    if cue.term.wording.endswith(" of"):
        if (
            level_of(cue) in ("neighbourhood", "district")
            and (named := words_before(context, cue.start - 1)) is not None
        ):
            return named  # "the Amal quarter of Khan Yunis"
        apart = level_of(cue) in _POPULATED and context.text[cue.start - 1 : cue.start] == " "
        described = ONE_OF.search(context.text, max(0, cue.start - 60), cue.start) if apart else None
        named = words_before(context, described.start()) if described is not None else None
        return named or words_after(
            context, cue.end
        )  # "Zur, a hamlet of stone houses", "Zur, a town of Idlib province"
    start = cue.start
    behind = next(iter(text[cue.end : cue.end + _BODY].split()), "").strip(",.;:'\"")
    if behind in grammar().town_bodies:
        return words_before(context, start - 1)  # "on its page, the town council said"
    apposition = _APPOSITION.search(text, max(0, start - 60), start) if text[start - 1 : start] == " " else None
    if apposition is not None and not grammar().located_in.intersection(apposition.group().split()):
        return words_before(context, apposition.start())
    if cue.term.get("plural", False):
        return None
    if (called := _CALLED.match(text, cue.end)) is not None and called.group(1) in toll_grammar().naming:
        return words_after(context, called.end())  # "a village called Zur"
    return words_before(context, start - 1)

"""Whether a name that the dictionary knows may be a place in this text at all."""

from __future__ import annotations

from collections import Counter
from typing import Final

from tawthiq.domain.light import initialised
from tawthiq.extract.context import Context
from tawthiq.extract.places.place_asides import is_across_a_border, located, without_and
from tawthiq.extract.places.place_hits import article, grammar
from tawthiq.text.phrases import Hit

AROUND: Final = ("governorate", "district", "subdistrict", "countryside")
"""What a cue can say that is larger than a city."""
GEONAMES: Final = "gn."
"""How the ids of places begin that come from GeoNames and not from our own tables."""
HOME: Final = "sy"
"""The country whose places the office knows thoroughly."""
_COUNTY: Final = 14
"""Code points behind a name in which the word for its county stands."""
_GREAT_CITY: Final = 300_000
_SEVERAL: Final = 2
"""How many of a country's provinces, counties and cities a text names that speaks of it."""
_NEXT_WORD: Final = 12
"""Code points behind a name in which the next word stands."""
_TOWN: Final = 20_000
SMALL: Final = ("town", "village", "neighbourhood")


@initialised(slots=True, unsafe_hash=True, init=False)
class Raw:
    start: int
    end: int
    ids: tuple[str, ...]
    cue: str | None
    cue_start: int
    near: bool
    prefix: str
    unsure: bool

    def __init__(
        self,
        start: int,
        end: int,
        ids: tuple[str, ...],
        cue: str | None,
        cue_start: int,
        near: bool,
        prefix: str,
        unsure: bool,
    ) -> None:
        self.start = start
        self.end = end
        self.ids = ids
        self.cue = cue
        self.cue_start = cue_start
        self.near = near
        self.prefix = prefix
        self.unsure = unsure


def first_raw(raws: list[Raw], position: int, low: int = 0) -> int:
    """Which of `raws` (in order), from the one of number `low` on, is the first that begins at folded `position` or later."""
    high = len(raws)
    while low < high:
        middle = (low + high) >> 1
        if raws[middle].start < position:
            low = middle + 1
        else:
            high = middle
    return low


def may_be(context: Context, hit: Hit, cue: str) -> bool:
    """Whether a name that is an ordinary word too names a place of the cue's sort: «مخيمات النازحين» is no quarter."""
    populated = ("city", "town", "village")
    of_a_district = (cue, "neighbourhood", "town", "city")
    fitting = populated if cue in populated else of_a_district if cue == "district" else (cue,)
    if cue in ("countryside", "governorate", "subdistrict"):
        return True
    return any(context.gazetteer.places[i].level in fitting for i in hit.term.get("ids"))


def surely_in(context: Context, hit: Hit) -> bool:
    """Whether an ordinary word is the name of a town all the same: right after "in", after its province («إدلب: عابدين»), or, without
    an article, after "near" («قرب تدمر», where no verb can stand)."""
    places = context.gazetteer.places
    level = places[hit.term.get("ids")[0]].level
    homes = {places[i].governorate for i in hit.term.get("ids")}
    for before in context.reading.within(max(0, hit.start - 30), hit.start, "place"):
        gap = context.text[before.end : hit.whole_start].strip()
        if gap in (":", "-", "/") and homes & set(before.term.get("ids")):
            return True
    word = _word_before(context, hit.whole_start)
    if (
        hit.prefix in ("", article())
        and word in grammar().inside
        and (_in_a_county(context, hit) or _lies_beside(context, hit))
    ):
        return True
    if level in ("governorate", "country") and not context.text[hit.start].isascii():
        return _surely_a_province(context, hit, word)
    if level == "district" and hit.prefix == "" and word in grammar().inside:
        return any(places[i].country in _spoken_of(context) for i in hit.term.get("ids"))
    if hit.prefix or level not in ("city", "town"):
        return False
    bare = not hit.term.wording.startswith(article())
    if not bare and word in grammar().directions and not context.text[hit.start].isascii():
        return any(places[i].country in _spoken_of(context) for i in hit.term.get("ids"))  # «شرق الباب»
    return word in grammar().inside or word in grammar().striking or (bare and word in grammar().beside)


def _surely_a_province(context: Context, hit: Hit, word: str) -> bool:
    """Whether an Arabic word is the name of a country, or of a province and its town, all the same: right after "in" («في جنين»);
    after another word of place («شمال الخليل», «بالقدس») where the text names something else of its country."""
    places = context.gazetteer.places
    first, *others = hit.term.get("ids")
    town = any(places[i].level in ("city", "town") and places[i].governorate == first for i in others)
    bare = not hit.term.wording.startswith(article())
    spoken = (places[first].country or first) in _spoken_of(context)
    if places[first].level != "country" and not town and not (bare and spoken):
        return False  # «الجزيرة», «الشرقية» are words far more often
    if context.reading.within(hit.start, hit.end, "month"):  # «في آب» is August, «في إب» is not
        return context.quote(hit.start, hit.end).text == places[first].name_ar and word in grammar().inside
    inside, beside = word in grammar().inside or word in grammar().directions, word in grammar().beside
    if hit.prefix == "" and (inside or (bare and beside)):
        return True
    put = hit.prefix == "" and (beside or word in grammar().located_in)
    return spoken and (put or hit.prefix[:1] in grammar().seat)


def _spoken_of(context: Context) -> frozenset[str]:
    """The countries that the text names, or of which it names a place that is no ordinary word; found once for a text."""
    known: frozenset[str] | None = context.reading.memo.get("spoken of")
    if known is None:
        places = context.gazetteer.places
        sure = [h.term.get("ids") for h in context.reading.of("place") if not h.term.get("ambiguous", False)]
        named = {places[ids[0]].country or ids[0] for ids in sure if not ids[0].startswith(GEONAMES)}
        nations = {h.id for h in context.reading.of("nationality")}
        known = context.reading.memo["spoken of"] = frozenset(named | nations)
    return known


def _in_a_county(context: Context, hit: Hit) -> bool:
    """Whether the county or countryside that an Arabic name lies in stands right behind it: «في الطيبة بقضاء مرجعيون»."""
    behind = context.reading.within(hit.end, min(len(context.text), hit.end + _COUNTY), "place_cue")
    if not behind or behind[0].term.get("level") not in AROUND or context.text[hit.start].isascii():
        return False
    between = context.text[hit.end : behind[0].start].strip()
    return between in grammar().located_letters or between in grammar().inside


def _lies_beside(context: Context, hit: Hit) -> bool:
    """Whether an Arabic name stands right before the side of another place on which it lies: «في التاجي شمالي بغداد»."""
    behind = context.reading.within(hit.end, min(len(context.text), hit.end + _COUNTY), "place_cue")
    if not behind or not behind[0].term.get("near", False) or context.text[hit.start].isascii():
        return False
    return not behind[0].prefix and not context.text[hit.end : behind[0].start].strip()


def believable(context: Context, raw: Raw, raws: list[Raw]) -> bool:
    """Whether a name that stands alone may be a place.

    A foreign name of one word that is no great city, with no cue, in a text that names nothing else of its country, is
    far more often an ordinary word (التحالف, الجمعة are towns somewhere); so is a word that another lexicon knows.
    """
    place = context.gazetteer.places[raw.ids[0]]
    if place.level in ("country", "governorate", "region"):
        return True
    if place.level in SMALL and not context.text[raw.start].isascii() and _of_a_neighbour(context, raw, raws):
        return False
    if place.level in SMALL and context.text[raw.start].isascii() and _alone_abroad(context, raw, raws):
        return False
    known = {
        h.category for h in context.reading.within(raw.start, raw.end) if h.start == raw.start and h.end == raw.end
    }
    known -= {"place", "nationality", "office"}
    own = place.country == HOME
    listed = own or not place.id.startswith(GEONAMES)
    if "place_cue" in known or (known and not (listed and (raw.cue is not None or _put_plainly(context, raw)))):
        return False
    latin = context.text[raw.start].isascii()
    if (not own or not latin) and place.level in SMALL:
        mentioned = _mentioned(context, raw, raws, latin)
        read = {place.country} if latin else {context.gazetteer.places[i].country for i in raw.ids}
        if mentioned and not mentioned & read:
            return False  # the namesake of a place abroad, in a text that speaks of another country
    if own or raw.cue is not None or not place.id.startswith(GEONAMES):
        return True
    if " " in context.text[raw.start : raw.end]:
        return True
    if place.population >= _GREAT_CITY:
        opens = context.text[raw.start - 1 : raw.start] in ("", "\n")
        alone = opens or (latin and place.country in _mentioned(context, raw, raws, latin))
        return (raw.prefix == "" and alone) or located(context, raw.cue_start, raw.prefix)
    return (
        place.population >= _TOWN
        and place.country in _mentioned(context, raw, raws, latin)
        and located(context, raw.cue_start, raw.prefix)
    )


def _mentioned(context: Context, raw: Raw, raws: list[Raw], latin: bool) -> set[str]:
    """The countries that the other mentions name; in English the same name again says nothing either."""
    every, by_name = _all_mentioned(context, raws)
    own = by_name[raw.ids] if latin else dict.fromkeys(_countries(context, raw), 1)
    return {c for c, times in every.items() if times > own.get(c, 0)}


def _all_mentioned(context: Context, raws: list[Raw]) -> tuple[dict[str, int], dict[tuple[str, ...], dict[str, int]]]:
    """How often all mentions name each country, and those of each name; counted once for a text."""
    known: tuple[dict[str, int], dict[tuple[str, ...], dict[str, int]]] | None = context.reading.memo.get("mentioned")
    if known is None:
        every: dict[str, int] = {}
        by_name: dict[tuple[str, ...], dict[str, int]] = {}
        for raw in raws:
            own = by_name.setdefault(raw.ids, {})
            for country in _countries(context, raw):
                every[country] = every.get(country, 0) + 1
                own[country] = own.get(country, 0) + 1
        known = context.reading.memo["mentioned"] = every, by_name
    return known


def _put_plainly(context: Context, raw: Raw) -> bool:
    """Whether an Arabic word that is a town's name too stands alone behind "in" and ends its clause: «مبنى في صور، جنوبي لبنان»."""
    behind = context.text[raw.end : raw.end + _NEXT_WORD].split(" ")
    ends = not behind[0][:1].isalnum() and (len(behind) < 2 or behind[0] != "" or not behind[1][:1].isalnum())
    goes_on = behind[0] == "" and len(behind) > 1 and behind[1] in grammar().after_name | grammar().days
    alone = raw.prefix == "" and (ends or goes_on) and not context.text[raw.start].isascii()
    return alone and _word_before(context, raw.start) in grammar().inside | grammar().beside


def _of_a_neighbour(context: Context, raw: Raw, raws: list[Raw]) -> bool:
    """Whether an Arabic name of a small place is known only in a country of which the text names nothing else but such
    names, while it names another country's provinces and counties: «بلدة دير قانون في قضاء صور» is none of Syria's."""
    places = context.gazetteer.places
    own = {places[i].country for i in raw.ids}
    large, nations = _large_places(context, raws)
    if nations & own or any(c in large for c in own):
        return False
    return max(large.values(), default=0) >= _SEVERAL


def _alone_abroad(context: Context, raw: Raw, raws: list[Raw]) -> bool:
    """Whether a Latin name of a small place is the only one of its country in a text that names several provinces and cities
    of another: "houses in Kasra" in a page on Baghdad and Diyala is none of Syria's."""
    if not _of_a_neighbour(context, raw, raws):
        return False
    places = context.gazetteer.places
    own = {places[i].country for i in raw.ids}
    return not any(r.ids != raw.ids and {places[i].country for i in r.ids} <= own for r in raws)


def _large_places(context: Context, raws: list[Raw]) -> tuple[Counter[str], set[str]]:
    """How many provinces, counties and cities of each country the text names, and whose nationals; counted once for a text."""
    known: tuple[Counter[str], set[str]] | None = context.reading.memo.get("large places")
    if known is None:
        places = context.gazetteer.places
        named = [(places[r.ids[0]], r.cue) for r in raws if len(_listed_in(context, r)) < _SEVERAL]
        large = Counter(p.country or p.id for p, cue in named if p.level not in SMALL or cue in AROUND)
        known = large, {h.id for h in context.reading.of("nationality")}
        context.reading.memo["large places"] = known
    return known


def _countries(context: Context, raw: Raw) -> list[str]:
    """The country that a sure mention names: a country, a governorate, or a place of our own tables; each of them where places of
    several bear the name («أريحا» is a city of Syria and one of Palestine)."""
    place = context.gazetteer.places[raw.ids[0]]
    if place.level == "country":
        return [] if is_across_a_border(context, raw.cue_start) else [place.id]
    sure = place.level in ("governorate", "region") or not place.id.startswith(GEONAMES) or raw.cue is not None
    if not sure or place.country is None:
        return []
    return sorted({place.country, *_listed_in(context, raw)})


def _listed_in(context: Context, raw: Raw) -> set[str]:
    """The countries in which our own tables know a place of that name."""
    named = [context.gazetteer.places[i] for i in raw.ids if not i.startswith(GEONAMES)]
    return {place.country for place in named if place.country is not None}


def _word_before(context: Context, position: int) -> str:
    words = context.text[max(0, position - 25) : position].split()
    return without_and(words[-1].strip("\"'(),")) if words else ""

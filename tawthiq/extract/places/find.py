"""Finds the places a text names and reads each as one place of the gazetteer.

Rule: a name that is also an ordinary word counts only after a cue (مدينة الباب). Homonyms are ranked by what else the
document names, then by the level its cue says (حي الحميدية is a neighbourhood), and the others are kept as candidates.
A cue followed by a name that no gazetteer lists gives an unlisted place of that level, inside the place named nearest.
"""

from __future__ import annotations

import re
from typing import Final

from tawthiq.domain.light import replace
from tawthiq.domain.where import Place, PlaceMention
from tawthiq.extract.context import Context
from tawthiq.extract.places.arabic_homes import in_home, said_home
from tawthiq.extract.places.countryside_told import find_countrysides
from tawthiq.extract.places.latin_names import capitalised, words_before
from tawthiq.extract.places.named_together import NamedTogether
from tawthiq.extract.places.namesakes import (
    behind_a_head,
    far_from_all,
    is_a_person,
    namesake,
    of_an_untold_country,
    of_another_city,
    of_another_province,
    opens_a_quote,
    quarter_of_the_city,
    wild_of,
)
from tawthiq.extract.places.place_asides import is_aside, is_visited, located
from tawthiq.extract.places.place_belief import AROUND, GEONAMES, SMALL, Raw, believable, first_raw, may_be, surely_in
from tawthiq.extract.places.place_hits import CUE_LEVELS, PlaceHit, article, grammar, is_adjective
from tawthiq.extract.places.place_sorts import cue_after, cue_before, cue_inside, is_capital
from tawthiq.extract.places.unlisted_places import find_unlisted
from tawthiq.text.phrases import Hit

__all__ = ["PRECISION", "PlaceHit", "find_places", "mention"]

PRECISION: Final = {
    "landmark": "P2", "neighbourhood": "P3", "city": "P4", "town": "P4", "village": "P4", "camp": "P4",
    "subdistrict": "P6", "district": "P7", "governorate": "P8", "region": "P9", "country": "P10",
}  # fmt: skip
_SOURCE: Final = 24
"""Code points before a name in which "according to" stands."""
_CUE: Final = 40
"""Code points before a name in which its cue stands."""
_HEAD: Final = 3
"""Letters from which the first word of a name is no article: Tal, Umm, Kafr."""
_MAX_CANDIDATES: Final = 8
_SAME_BREATH: Final = 120
"""Code points around a name within which another place says most about which one is meant."""
_TELLING: Final = 4
"""Letters that a foreign name needs behind a joined letter."""
_TOWNS: Final = ("city", "town", "village", "neighbourhood", "camp")


def find_places(context: Context) -> list[PlaceHit]:
    """The places named in the document, in order, each with its best reading and the others."""
    raws = [raw for hit in context.reading.of("place") if (raw := _raw(context, hit)) is not None]
    raws = _share_cues(context, raws)
    cued = {raw.ids for raw in raws if raw.cue == "governorate"}
    raws = [raw for raw in raws if raw.cue is not None or not raw.unsure or (raw.ids in cued and _is_put(context, raw))]
    raws = [raw for raw in raws if believable(context, raw, raws)]
    gazetteer = context.gazetteer
    sure = [
        raw.ids[0]
        for raw in raws
        if len(raw.ids) == 1 or gazetteer.places[raw.ids[0]].level in ("country", "governorate")
    ]
    nations = {h.id for h in context.reading.of("nationality") if not context.text[h.start].isascii()}
    sure += sorted(n for n in nations if n in gazetteer.places)
    found: list[PlaceHit] = []
    together = NamedTogether(gazetteer, sure, raws)
    for raw, ranked in _agreeing(context, [(raw, _ranked(context, raw, raws, together)) for raw in raws]):
        if context.text[raw.start].isascii():
            if of_another_city(context, raw, ranked, raws) or far_from_all(context, raw, ranked, raws):
                continue
            if of_an_untold_country(context, raw, ranked, raws):
                continue
            if (wild := wild_of(context, raw, ranked, raws)) is not None:
                found.append(_hit(context, raw, wild, (), "place.unlisted"))
                continue
        else:
            home = said_home(context, raw, raws)
            inside = [i for i in ranked if home is not None and in_home(context, i, home.place, near=home.near)]
            place = None
            if home is not None and not inside:
                place = namesake(context, raw, ranked, home)
            elif home is None and far_from_all(context, raw, ranked, raws):
                continue
            elif home is None and of_another_province(context, raw, ranked, raws):
                place = quarter_of_the_city(context, raw, raws)
                if place is None:
                    continue
            if place is not None:
                found.append(_hit(context, raw, place, (), "place.unlisted"))
                continue
            ranked = (*inside, *(i for i in ranked if i not in inside))
        rule = "place.cued" if raw.cue else "place.named"
        found.append(_hit(context, raw, gazetteer.places[ranked[0]], ranked[:_MAX_CANDIDATES], rule))
    found.extend(find_unlisted(context, found))
    found.extend(list(find_countrysides(context, found)))
    return sorted(found, key=lambda p: (p.start, p.end))


def _is_put(context: Context, raw: Raw) -> bool:
    """Whether something is put in a province that is an ordinary word too, where its cue stands elsewhere: «في شرق الجزيرة»."""
    return raw.near or located(context, raw.cue_start, raw.prefix)


def _hit(context: Context, raw: Raw, place: Place, candidates: tuple[str, ...], rule: str) -> PlaceHit:
    """A mention read as a place."""
    visited = bool(candidates) and place.level == "landmark" and is_visited(context, raw.cue_start, raw.end)
    aside = visited or is_aside(context, raw.start, raw.end, raw.cue_start, raw.prefix)
    put = located(context, raw.cue_start, raw.prefix)
    return PlaceHit(raw.cue_start, raw.end, place, candidates, raw.cue, raw.near, put, aside, rule)


def _same_breath(raw: Raw, raws: list[Raw]) -> list[Raw]:
    """The mentions that stand near one; `raws` are in order."""
    first = first_raw(raws, raw.start - _SAME_BREATH + 1)
    return raws[first : first_raw(raws, raw.start + _SAME_BREATH, first)]


def _ranked(context: Context, raw: Raw, raws: list[Raw], together: NamedTogether) -> tuple[str, ...]:
    """The places that a mention may mean, best first."""
    if len(raw.ids) == 1:
        return raw.ids
    gazetteer = context.gazetteer
    cue = raw.cue if raw.cue != "countryside" else None
    ranked = together.rank(raw.ids, cue=cue)
    near = [i for r in _same_breath(raw, raws) if r.ids != raw.ids for i in r.ids[:1]]
    ranked = gazetteer.rank(ranked, near, cue=cue) if near else ranked
    places = gazetteer.places
    best = places[ranked[0]]
    if raw.near and raw.cue is None and best.level == "governorate" and _right_beside(context, raw):
        ranked = tuple(
            sorted(ranked, key=lambda i: places[i].level not in ("city", "town") or places[i].parent != best.id)
        )
        best = places[ranked[0]]
    quarter = raw.cue is None and best.level == "neighbourhood"
    if quarter and not (best.parent and together.mentioned_beside(best.parent, raw)):  # not named so without its town
        ranked = tuple(sorted(ranked, key=lambda i: places[i].level == best.level or places[i].country != best.country))
    return _cued_first(context, raw, ranked)


def _right_beside(context: Context, raw: Raw) -> bool:
    """Whether an English name stands behind "near" or the like: beside the town, not somewhere in the north of its province."""
    words = context.text[max(0, raw.start - _CUE) : raw.start].split()[-2:]
    return context.text[raw.start].isascii() and grammar().directions.isdisjoint(words)


def _agreeing(context: Context, read: list[tuple[Raw, tuple[str, ...]]]) -> list[tuple[Raw, tuple[str, ...]]]:
    """The mentions with one name read as one town throughout: as it is read where it has a cue, else as it is read first.

    A mention keeps a reading of its own where a place of that governorate stands beside it.
    """
    places = context.gazetteer.places
    leading: dict[tuple[str, ...], str] = {}
    for cued in (True, False):
        for raw, ranked in read:
            if len(raw.ids) > 1 and (raw.cue in CUE_LEVELS) == cued and places[ranked[0]].level in _TOWNS:
                leading.setdefault(raw.ids, ranked[0])
    agreed = []
    for raw, ranked in read:
        lead = leading.get(raw.ids)
        own = places[ranked[0]]
        if lead is not None and lead != own.id and own.level in _TOWNS and own.governorate != places[lead].governorate:
            beside = [r for r in read if r[0].ids != raw.ids and abs(r[0].start - raw.start) < _SAME_BREATH]
            if not any(own.governorate in (places[r[1][0]].governorate, r[1][0]) for r in beside):
                ranked = (lead, *(i for i in ranked if i != lead))
        agreed.append((raw, ranked))
    return agreed


def _cued_first(context: Context, raw: Raw, ranked: tuple[str, ...]) -> tuple[str, ...]:
    """After a cue, readings of the cue's level come first among those of the same governorate."""
    if raw.cue is None:
        return ranked
    places = context.gazetteer.places
    same = {"city": ("city", "town"), "town": ("town", "village", "city"), "village": ("village", "town")}
    wanted = same.get(raw.cue, (raw.cue,))
    home = places[ranked[0]].governorate
    first = [i for i in ranked if places[i].level in wanted and (places[i].governorate == home or home is None)]
    if not first:
        first = (
            [i for i in ranked if places[i].level in wanted][:1] if raw.cue in ("governorate", "neighbourhood") else []
        )
    if (
        not first and raw.cue == "neighbourhood" and context.text[raw.start].isascii()
    ):  # "the industrial quarter of Idlib" is one of the city's
        first = [i for i in ranked if places[i].level in ("city", "town") and places[i].governorate == home]
    return (*first, *(i for i in ranked if i not in first))


def _raw(context: Context, hit: Hit) -> Raw | None:
    """A dictionary hit with its cue; `unsure` where it is an ordinary word too. None where it is no place's name."""
    original = context.reading.words(hit.start, hit.end)
    latin = original[:1].isascii()
    if latin and (not _is_written_as_name(context, hit, original) or _ends_a_longer_name(context, hit)):
        return None
    if hit.prefix not in grammar().joined or (is_capital(hit) and _named_at_once(context, hit)):
        return None
    if hit.prefix.endswith(article()) and is_adjective(hit, context.text, context.gazetteer):
        return None
    if hit.prefix and not latin and _is_one_word(context, hit):
        return None
    if _in_a_partys_name(context, hit) or (not latin and (behind_a_head(context, hit) or opens_a_quote(context, hit))):
        return None
    cue, cue_start, near = cue_before(context, hit)
    inner = cue_inside(context, hit)
    behind = cue_after(context, hit) if latin else None
    if behind is not None and (cue is None or behind in AROUND):  # "in a village of Idlib province"
        cue, cue_start, near = behind, hit.start, near
    cue = cue or inner
    ambiguous = hit.term.get("ambiguous", False)
    province = inner == "district" and not hit.term.wording.startswith(article())  # «منطقة غاو», listed whole
    if cue is not None and ambiguous and not province and not may_be(context, hit, cue):
        cue, cue_start = None, hit.start
    if cue is None and hit.prefix and not near and hit.end - hit.start < _TELLING and _only_abroad(hit):
        return None  # a letter joined to a short foreign name is far more often a word («بابا»)
    unsure = ambiguous and cue is None and not surely_in(context, hit)
    if latin and cue == "district" and _ARTICLED.match(f" {hit.term.wording}") and _name_before(context, hit):
        return None  # "Baghdad's Allawi al-Hillah area"
    if latin and cue is None and (_part_of_a_persons_name(context, hit) or _a_familys(context, hit)):
        return None
    if latin and cue is None and (is_a_person(context, hit) or _is_a_source(context, hit)):
        return None
    if latin and _only_abroad(hit) and _in_a_cued_name(context, hit):
        return None
    return Raw(hit.start, hit.end, hit.term.get("ids"), cue, cue_start, near, hit.prefix, unsure)


def _is_a_source(context: Context, hit: Hit) -> bool:
    """Whether a village's or a quarter's Latin name stands right behind "according to": an outlet of that name."""
    if any(context.gazetteer.places[i].level not in SMALL for i in hit.term.get("ids")):
        return False
    said = context.reading.within(max(0, hit.start - _SOURCE), hit.start, "say")
    return any(h.end == hit.start - 1 and h.term.get("form") == "source" for h in said)


def _in_a_cued_name(context: Context, hit: Hit) -> bool:
    """Whether a Latin hit only begins or ends a longer name that no table lists and a cue follows: "Nant Kit Village" is no
    Nantes, "Upper Madalla village" no Madalla."""
    for cue in context.reading.within(hit.end, min(len(context.text), hit.end + _CUE), "place_cue"):
        if cue.term.get("level") in CUE_LEVELS and not cue.term.wording.endswith(" of"):
            named = words_before(context, cue.start - 1)
            if named is None or hit.start < named[0] or named[1] < hit.end:
                return False
            ends = named[0] < hit.start and hit.end == named[1]
            return hit.end < named[1] or (ends and not context.reading.within(named[0], hit.start, "place"))
    return False


def _in_a_partys_name(context: Context, hit: Hit) -> bool:
    """Whether the name is a word of a party's own («قوات سوريا الديمقراطية»), which says nothing of where it was."""
    around = context.reading.within(max(0, hit.start - 60), min(len(context.text), hit.end + 60), "actor")
    return bool(around) and any(
        party.start <= hit.start and hit.end <= party.end and party.end - party.start > hit.end - hit.start
        for party in around
    )


def _is_one_word(context: Context, hit: Hit) -> bool:
    """Whether the letter joined to a name makes it a word for a weapon or people: «برميلان» are two barrels, not "in Rumaylan"."""
    words = context.reading.within(hit.whole_start, hit.end, "weapon", "people")
    return any(w.start == hit.whole_start and w.end == hit.end for w in words)


def _only_abroad(hit: Hit) -> bool:
    """Whether a name stands only in GeoNames."""
    return all(i.startswith(GEONAMES) for i in hit.term.get("ids"))


def _named_at_once(context: Context, hit: Hit) -> bool:
    """Whether the capital's own name follows: "the Yemeni capital Sanaa"."""
    following = context.reading.within(hit.end, min(len(context.text), hit.end + 25), "place")
    return bool(following) and not context.text[hit.end : following[0].whole_start].strip(" ,")


def _is_written_as_name(context: Context, hit: Hit, original: str) -> bool:
    """Whether a Latin hit has its capital, takes no ordinary "as" or "an" for an article, and is not the head of a longer
    name (Tel Hadya is no Tel)."""
    if not any(part[:1].isupper() for part in original.replace("-", " ").split()):
        return False
    if " " in original and original.split(" ", 1)[0] in grammar().loose_articles:
        return False
    if hit.term.wording not in grammar().name_heads or hit.end >= len(context.text):
        return True
    after = context.reading.words(hit.end, min(len(context.text), hit.end + 2))
    return not (after[:1] in (" ", "-") and after[1:].isupper())


def _ends_a_longer_name(context: Context, hit: Hit) -> bool:
    """Whether a Latin hit is only the end of a name that no table lists (Tal Bidar is no Bidar)."""
    text = context.text
    start = max(text.rfind(" ", 0, max(0, hit.start - 1)), text.rfind("\n", 0, hit.start)) + 1
    head = text[start : max(start, hit.start - 1)]
    if text[hit.start - 1 : hit.start] not in (" ", "-") or head not in grammar().name_heads or len(head) < _HEAD:
        return False
    return head.isascii() and context.quote(start, start + 1).text.isupper()


_LONE_ARTICLE: Final = re.compile(r"(?<![a-z])(?:a[lsdnrtz]|el|ash|adh)-$")
_ARTICLED: Final = re.compile(r" a[lsdnrtz]-[a-z]| el-[a-z]")


def _part_of_a_persons_name(context: Context, hit: Hit) -> bool:
    """Whether a Latin name stands behind an article that is not its own (Haytham al-Ahmad), or before one (Jassem al-Zamel)."""
    text, levels = context.text, {context.gazetteer.places[i].level for i in hit.term.get("ids")}
    if "country" not in levels and _LONE_ARTICLE.search(text, max(0, hit.start - 4), hit.start):
        return True
    if not levels.isdisjoint(("country", "governorate")):
        return False
    if _ARTICLED.match(f" {hit.term.wording}") and _name_before(context, hit):
        return True
    if " " in hit.term.wording or not _ARTICLED.match(text, hit.end):
        return False
    return not context.reading.within(hit.end + 1, min(len(text), hit.end + 25), "place")


def _name_before(context: Context, hit: Hit) -> bool:
    """Whether a word written as a name stands right before one with its article: "Allawi al-Hillah" is no Hillah."""
    text = context.text
    if text[hit.start - 1 : hit.start] != " ":
        return False
    start = max(text.rfind(" ", 0, hit.start - 1), text.rfind("\n", 0, hit.start - 1)) + 1
    opens = start <= context.sentence_bounds(hit.start)[0] + 1
    word = text[start : hit.start - 1]
    if opens or not word.isalpha() or word in grammar().directions:
        return False
    return capitalised(context, start, hit.start - 1)


def _a_familys(context: Context, hit: Hit) -> bool:
    """Whether a Latin name is a family's: "six members of the Abdeen family"."""
    behind = context.text[hit.end : hit.end + 18].split()[:2]
    if (
        len(behind) == 2
        and behind[0] == "'s"
        and all(context.gazetteer.places[i].level in SMALL for i in hit.term.get("ids"))
    ):
        return behind[1].strip(".,;") in grammar().ones_own  # "to destroy Hazem's house"
    return bool(behind) and behind[0].strip(".,;") in grammar().kin_behind


def _share_cues(context: Context, raws: list[Raw]) -> list[Raw]:
    """A cue in the plural or dual serves every name of its list: حيي الجورة والقصور."""
    shared: list[Raw] = []
    for raw in raws:
        previous = shared[-1] if shared else None
        small = not raw.unsure or context.gazetteer.places[raw.ids[0]].level in CUE_LEVELS  # «حي …، وإن بين» is no Van
        if small and raw.cue is None and previous is not None and previous.cue in CUE_LEVELS:
            gap = context.text[previous.end : raw.start - len(raw.prefix)].strip()
            only = gap.strip(", ")
            if (not only or only in grammar().and_words) and (raw.prefix[:1] in grammar().and_words or gap):
                raw = replace(raw, cue=previous.cue)
        elif raw.unsure and raw.cue is None and previous is not None and previous.cue == "governorate":
            province = context.gazetteer.places[raw.ids[0]].level == "governorate"
            gap = context.text[previous.end : raw.start - len(raw.prefix)].strip(", ")
            if province and (not gap or gap in grammar().and_words):
                raw = replace(raw, cue=previous.cue)  # «ولايتي الخرطوم والجزيرة»
        shared.append(raw)
    return shared


def mention(context: Context, hit: PlaceHit) -> PlaceMention:
    """The domain object of a place hit, with its country and governorate by name."""
    places = context.gazetteer.places
    country = places.get(hit.place.country or "")
    governorate = places.get(hit.place.governorate or "")
    if hit.place.level == "country":
        country = hit.place
    if hit.place.level == "governorate":
        governorate = hit.place
    precision = "P5" if hit.near and hit.specific else PRECISION.get(hit.place.level, "P9")
    return PlaceMention(
        hit.place,
        country.name_en if country else "",
        governorate.name_en if governorate else None,
        precision,
        context.quote(hit.start, hit.end),
        hit.candidates,
        hit.rule,
    )

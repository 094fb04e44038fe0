"""Finds the places a text names and reads each as one place of the gazetteer.

Rule: a name that is also an ordinary word counts only after a cue (مدينة الباب). Homonyms are ranked by what else the
document names, then by the level its cue says (حي الحميدية is a neighbourhood), and the others are kept as candidates.
A cue followed by a name that no gazetteer lists gives an unlisted place of that level, inside the place named nearest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from tawthiq.domain.where import Place, PlaceMention
from tawthiq.extract.context import Context
from tawthiq.knowledge.load import LANGUAGES, toml
from tawthiq.text.fold import fold_word
from tawthiq.text.phrases import Hit

PRECISION = {
    "landmark": "P2", "neighbourhood": "P3", "city": "P4", "town": "P4", "village": "P4", "camp": "P4",
    "subdistrict": "P6", "district": "P7", "governorate": "P8", "region": "P9", "country": "P10",
}  # fmt: skip
_SPECIFIC = ("landmark", "neighbourhood", "city", "town", "village", "camp")
_NAMING_LEVELS = ("city", "town", "village", "neighbourhood", "camp", "district")
_CUE_LEVELS = ("city", "town", "village", "neighbourhood", "camp")
_MAX_CANDIDATES = 8
_SAME_BREATH = 120
"""Code points around a name within which another place says most about which one is meant."""
GEONAMES = "gn."
"""How the ids of places begin that come from GeoNames and not from our own tables."""
HOME = "sy"
"""The country whose places the office knows thoroughly."""
_GREAT_CITY = 300_000
_TOWN = 20_000


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A place named at folded `[start, end)` (its cue word included).

    `cue` is the level its cue says, `near` a place beside the one named, `located` that a word puts an event there,
    `aside` that it is a dateline or an office's seat: no scene.
    """

    start: int
    end: int
    place: Place
    candidates: tuple[str, ...]
    cue: str | None
    near: bool
    located: bool
    aside: bool
    rule: str

    @property
    def specific(self) -> bool:
        """Whether the place is a town or smaller."""
        return self.place.level in _SPECIFIC


@dataclass(frozen=True, slots=True)
class _Grammar:
    name_heads: frozenset[str]
    never_names: frozenset[str]
    located_in: frozenset[str]
    elsewhere: frozenset[str]
    inside: frozenset[str]
    joined: frozenset[str]
    and_words: frozenset[str]
    located_letters: frozenset[str]


def _definite(cue: Hit) -> bool:
    """Whether a cue word has the article: "the city" names no city after it."""
    return cue.prefix.endswith(_article()) or cue.term.wording.startswith(_article())


def _article() -> str:
    return str(toml("ar/toll_grammar.toml")["article"])


@cache
def _grammar() -> _Grammar:
    def words(key: str) -> frozenset[str]:
        return frozenset(fold_word(w) for lang in LANGUAGES for w in toml(f"{lang}/place_grammar.toml")[key])

    return _Grammar(*(words(name) for name in _Grammar.__dataclass_fields__))


@dataclass(frozen=True, slots=True)
class _Raw:
    start: int
    end: int
    ids: tuple[str, ...]
    cue: str | None
    cue_start: int
    near: bool
    prefix: str
    unsure: bool


def find_places(context: Context) -> list[PlaceHit]:
    """The places named in the document, in order, each with its best reading and the others."""
    raws = [raw for hit in context.reading.of("place") if (raw := _raw(context, hit)) is not None]
    raws = [raw for raw in _share_cues(context, raws) if raw.cue is not None or not raw.unsure]
    raws = [raw for raw in raws if _believable(context, raw, raws)]
    gazetteer = context.gazetteer
    sure = [
        raw.ids[0]
        for raw in raws
        if len(raw.ids) == 1 or gazetteer.places[raw.ids[0]].level in ("country", "governorate")
    ]
    found: list[PlaceHit] = []
    for raw in raws:
        others = [i for r in raws if r.ids != raw.ids for i in r.ids[:1]]  # the same name elsewhere is no evidence
        ranked = gazetteer.rank(raw.ids, [*sure, *others], cue=raw.cue if raw.cue != "countryside" else None)
        near = [i for r in raws if r.ids != raw.ids and abs(r.start - raw.start) < _SAME_BREATH for i in r.ids[:1]]
        ranked = gazetteer.rank(ranked, near, cue=raw.cue if raw.cue != "countryside" else None) if near else ranked
        ranked = _cued_first(context, raw, ranked)
        place = gazetteer.places[ranked[0]]
        found.append(
            PlaceHit(
                raw.cue_start,
                raw.end,
                place,
                ranked[:_MAX_CANDIDATES],
                raw.cue,
                raw.near,
                _located(context, raw),
                _is_aside(context, raw),
                "place.cued" if raw.cue else "place.named",
            )
        )
    found.extend(_unlisted(context, found))
    return sorted(found, key=lambda p: (p.start, p.end))


def _cued_first(context: Context, raw: _Raw, ranked: tuple[str, ...]) -> tuple[str, ...]:
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
    return (*first, *(i for i in ranked if i not in first))


def _raw(context: Context, hit: Hit) -> _Raw | None:
    """A dictionary hit with its cue; `unsure` where it is an ordinary word too. None for a word in lower case."""
    original = context.quote(hit.start, hit.end).text
    if original[:1].isascii() and not any(part[:1].isupper() for part in original.replace("-", " ").split()):
        return None
    if hit.prefix not in _grammar().joined:
        return None
    cue, cue_start, near = _cue_before(context, hit)
    cue = cue or _cue_inside(context, hit) or (_cue_after(context, hit) if original[:1].isascii() else None)
    ambiguous = hit.term.get("ambiguous", False)
    unsure = ambiguous and cue is None and not _surely_in(context, hit)
    return _Raw(hit.start, hit.end, hit.term.get("ids"), cue, cue_start, near, hit.prefix, unsure)


def _surely_in(context: Context, hit: Hit) -> bool:
    """Whether an ordinary word is the name of a town all the same: right after "in"."""
    level = context.gazetteer.places[hit.term.get("ids")[0]].level
    return (
        hit.prefix == "" and level in ("city", "town") and _word_before(context, hit.whole_start) in _grammar().inside
    )


def _believable(context: Context, raw: _Raw, raws: list[_Raw]) -> bool:
    """Whether a name that stands alone may be a place.

    A foreign name of one word that is no great city, with no cue, in a text that names nothing else of its country, is
    far more often an ordinary word (التحالف, الجمعة are towns somewhere); so is a word that another lexicon knows.
    """
    place = context.gazetteer.places[raw.ids[0]]
    if place.level in ("country", "governorate", "region"):
        return True
    known = {
        h.category for h in context.reading.within(raw.start, raw.end) if h.start == raw.start and h.end == raw.end
    }
    known -= {"place", "nationality", "office"}
    own = place.country == HOME
    if "place_cue" in known or (known and not (own and raw.cue is not None)):
        return False
    if own or raw.cue is not None or not place.id.startswith(GEONAMES):
        return True
    if " " in context.text[raw.start : raw.end]:
        return True
    if place.population >= _GREAT_CITY:
        return raw.prefix == "" or _located(context, raw)
    mentioned = {c for r in raws if r is not raw for c in _countries(context, r)}
    return place.country in mentioned and place.population >= _TOWN and _located(context, raw)


def _countries(context: Context, raw: _Raw) -> list[str]:
    """The country that a sure mention names: a country, a governorate, or a place of our own tables."""
    place = context.gazetteer.places[raw.ids[0]]
    if place.level == "country":
        return [place.id]
    sure = place.level in ("governorate", "region") or not place.id.startswith(GEONAMES) or raw.cue is not None
    return [place.country] if sure and place.country is not None else []


def _word_before(context: Context, position: int) -> str:
    words = context.text[max(0, position - 25) : position].split()
    return words[-1].strip("\"'(),") if words else ""


def _cue_before(context: Context, hit: Hit) -> tuple[str | None, int, bool]:
    """The cue word just before a name (its level, where the quote begins, whether it says "near")."""
    near = False
    for cue in reversed(context.reading.within(max(0, hit.whole_start - 30), hit.whole_start, "place_cue")):
        gap = context.text[cue.end : hit.whole_start].strip(" \"'“”«»()")
        if gap or hit.prefix not in ("", _article()):
            break
        if cue.term.get("near"):
            near = True
            continue
        level = cue.term.get("level")
        if level in (*_CUE_LEVELS, "governorate", "district", "subdistrict", "countryside") and not _definite(cue):
            return level, cue.start, near
        break
    return None, hit.start, near


def _cue_inside(context: Context, hit: Hit) -> str | None:
    """The cue that a listed name begins with (حي الجورة is listed whole)."""
    own = [
        c for c in context.reading.within(hit.start, hit.end, "place_cue") if c.start == hit.start and c.end < hit.end
    ]
    return str(own[0].term.get("level")) if own and own[0].term.get("level") in _CUE_LEVELS else None


def _cue_after(context: Context, hit: Hit) -> str | None:
    """English cues behind the name: "Hamidiyah neighbourhood", "Idlib province"."""
    for cue in context.reading.within(hit.end, min(len(context.text), hit.end + 22), "place_cue"):
        if context.text[hit.end : cue.start].strip(" '\"") in ("", "'s"):
            level = cue.term.get("level")
            return (
                str(level) if level in (*_CUE_LEVELS, "governorate", "district", "subdistrict", "countryside") else None
            )
        break
    return None


def _share_cues(context: Context, raws: list[_Raw]) -> list[_Raw]:
    """A cue in the plural or dual serves every name of its list: حيي الجورة والقصور."""
    shared: list[_Raw] = []
    for raw in raws:
        previous = shared[-1] if shared else None
        if raw.cue is None and previous is not None and previous.cue in _CUE_LEVELS:
            gap = context.text[previous.end : raw.start - len(raw.prefix)].strip()
            if gap.strip(", ") in ("", *_grammar().and_words) and (raw.prefix[:1] in _grammar().and_words or gap):
                raw = replace(raw, cue=previous.cue)
        shared.append(raw)
    return shared


def _located(context: Context, raw: _Raw) -> bool:
    """Whether a word before the name (or its cue) puts something there."""
    if raw.prefix[:1] in _grammar().located_letters:
        return True
    return _word_before(context, raw.cue_start) in _grammar().located_in


def _is_aside(context: Context, raw: _Raw) -> bool:
    """Whether the name is a dateline or an office's seat."""
    text = context.text
    line_start = text.rfind("\n", 0, raw.start) + 1
    line_end = text.find("\n", raw.end)
    line = text[line_start : line_end if line_end != -1 else len(text)]
    after = text[raw.end : raw.end + 3].lstrip(" ")
    if raw.start - line_start < 25 and after[:1] in ("-", ":", "(", "/") and after and len(line) > 0:
        return True
    if len(line.split()) <= 4 and ("-" in line or "/" in line):
        return True
    words = [w.strip("\"'(),") for w in text[max(0, raw.cue_start - 30) : raw.cue_start].split()][-2:]
    return any(w in _grammar().elsewhere for w in words)


def _unlisted(context: Context, found: list[PlaceHit]) -> list[PlaceHit]:
    """Places that a cue names and no gazetteer lists."""
    taken = [(p.start, p.end) for p in found]
    unlisted: list[PlaceHit] = []
    for cue in context.reading.of("place_cue"):
        level = cue.term.get("level")
        if (
            level not in _NAMING_LEVELS
            or cue.term.get("plural", False)
            or _definite(cue)
            or any(s < cue.end and cue.start < e for s, e in taken)
        ):
            continue
        name = (
            _arabic_name(context, cue) if "\u0621" <= context.text[cue.start] <= "\u06d3" else _latin_name(context, cue)
        )
        if name is None or any(s < name[1] and name[0] < e for s, e in taken):
            continue
        start, end = name
        home = min(
            (p for p in found if not p.aside and p.place.country is not None),
            key=lambda p: (abs(p.start - start), p.start),
            default=None,
        )
        quote = context.quote(start, end)
        arabic = "\u0621" <= context.text[start] <= "\u06d3"
        parent = home.place if home is not None else None
        place = Place(
            f"unlisted:{fold_word(quote.text).replace(' ', '-')}",
            level,
            "" if arabic else quote.text,
            quote.text if arabic else "",
            parent=parent.id if parent else None,
            country=parent.country if parent else None,
            governorate=(parent.governorate or (parent.id if parent.level == "governorate" else None))
            if parent
            else None,
            lat=None,
            lon=None,
        )
        unlisted.append(
            PlaceHit(
                min(cue.start, start),
                max(end, cue.end if cue.end <= end else end),
                place,
                (),
                level,
                False,
                True,
                False,
                "place.unlisted",
            )
        )
    return unlisted


def _arabic_name(context: Context, cue: Hit) -> tuple[int, int] | None:
    """Folded bounds of the one or two words after an Arabic cue that look like a name."""
    text, grammar = context.text, _grammar()
    position = cue.whole_end
    words: list[tuple[int, int]] = []
    while len(words) < 2 and position < len(text) and text[position] == " ":
        start = position + 1
        end = start
        while end < len(text) and "\u0621" <= text[end] <= "\u064a":
            end += 1
        if end - start < 3:
            break
        words.append((start, end))
        position = end
    if not words:
        return None
    first = text[words[0][0] : words[0][1]]
    if (
        first in grammar.never_names
        or first[:1] in grammar.and_words
        or any(
            h.category != "place_cue" and h.start == words[0][0]
            for h in context.reading.within(words[0][0], words[0][1])
        )
    ):
        return None
    two = len(words) == 2 and first in grammar.name_heads
    if not two and not first.startswith(_article()):
        return None
    return words[0][0], words[1][1] if two else words[0][1]


def _latin_name(context: Context, cue: Hit) -> tuple[int, int] | None:
    """Folded bounds of the capitalised words after "village of" or before "village"."""
    text, grammar = context.text, _grammar()

    def capitalised(start: int, end: int) -> bool:
        word = context.quote(start, end).text
        known = any(h.start <= start and end <= h.end for h in context.reading.within(max(0, start - 20), end + 20))
        proper = any(part[:1].isupper() for part in word.split("-"))
        return proper and text[start:end] not in grammar.never_names and not known

    if cue.term.wording.endswith(" of"):
        position, spans = cue.end + 1, []
        for word in text[position : position + 40].split(" ")[:3]:
            bare = word.strip("\"',.;:()\n")
            if len(bare) < 3 or "\n" in word or not capitalised(position, position + len(bare)):
                break
            spans.append((position, position + len(bare)))
            position += len(word) + 1
            if bare != word:
                break
        return (spans[0][0], spans[-1][1]) if spans else None
    end = cue.start - 1
    spans = []
    while end > 0 and len(spans) < 3:
        start = max(text.rfind(" ", 0, end), text.rfind("\n", 0, end)) + 1
        bare = text[start:end]
        if len(bare) < 2 or bare.strip("\"',.;:()") != bare or not capitalised(start, end):
            break
        spans.append((start, end))
        if text[start - 1 : start] == "\n":
            break
        end = start - 1
    return (spans[-1][0], spans[0][1]) if spans else None


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

"""A place named in a text, as the extractor holds it, and the settings of the grammar that reads places."""

from __future__ import annotations

from typing import Final

from tawthiq.domain.light import dataclass, initialised
from tawthiq.domain.where import Place
from tawthiq.extract.grammar import toll_grammar
from tawthiq.knowledge.gazetteer import Gazetteer
from tawthiq.knowledge.load import LANGUAGES, toml
from tawthiq.text.fold import fold_word
from tawthiq.text.language import is_arabic
from tawthiq.text.phrases import Hit

UNLISTED: Final = "unlisted:"
"""How the ids of places begin that a text names and no gazetteer lists."""
_SPECIFIC: Final = frozenset({"landmark", "neighbourhood", "city", "town", "village", "camp"})
_AREAS: Final = ("district", "subdistrict")
AROUND: Final = ("governorate", "district", "subdistrict", "region", "city", "country")
"""The levels of places that others lie in."""
CUE_LEVELS: Final = ("city", "town", "village", "neighbourhood", "camp")

_OF_A_TOWN: Final = ("neighbourhood", "landmark", "district")
_TOWNS: Final = ("city", "town", "village", "camp")

_ADJECTIVE: Final = "يه"
"""How a feminine adjective ends, folded."""


@initialised(slots=True, unsafe_hash=True, init=False)
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

    def __init__(
        self,
        start: int,
        end: int,
        place: Place,
        candidates: tuple[str, ...],
        cue: str | None,
        near: bool,
        located: bool,
        aside: bool,
        rule: str,
    ) -> None:
        self.start = start
        self.end = end
        self.place = place
        self.candidates = candidates
        self.cue = cue
        self.near = near
        self.located = located
        self.aside = aside
        self.rule = rule

    @property
    def specific(self) -> bool:
        """Whether the place is a town or smaller. An area that no gazetteer lists («منطقة السعدونية», «ناحية العبارة») is small."""
        level = self.place.level
        return level in _SPECIFIC or (level in _AREAS and self.place.id.startswith(UNLISTED))

    @property
    def is_area(self) -> bool:
        """Whether something is put in a listed area within a province: "in the Ghouta"."""
        return self.located and self.place.level == "region" and self.place.governorate is not None


@dataclass(frozen=True, slots=True)
class PlaceGrammar:
    """The word lists of `knowledge/*/place_grammar.toml`, folded, both languages in one; each is explained there."""

    name_heads: frozenset[str]
    never_names: frozenset[str]
    located_in: frozenset[str]
    town_bodies: frozenset[str]
    elsewhere: frozenset[str]
    origin: frozenset[str]
    origin_words: frozenset[str]
    bases: frozenset[str]
    seat: frozenset[str]
    seat_words: frozenset[str]
    statement_words: frozenset[str]
    inside: frozenset[str]
    beside: frozenset[str]
    joined: frozenset[str]
    and_words: frozenset[str]
    located_letters: frozenset[str]
    loose_articles: frozenset[str]
    not_name_endings: frozenset[str]
    after_name: frozenset[str]
    county_words: frozenset[str]
    verb_letters: frozenset[str]
    feminine_cues: frozenset[str]
    verb_endings: frozenset[str]
    latin_articles: frozenset[str]
    capital_words: frozenset[str]
    destination: frozenset[str]
    hospitals: frozenset[str]
    named_for_towns: frozenset[str]
    goes_on: frozenset[str]
    others: frozenset[str]
    somewhere: frozenset[str]
    heads_of: frozenset[str]
    shots: frozenset[str]
    wilds: frozenset[str]
    camp_sorts: frozenset[str]
    outlets: frozenset[str]
    institutions: frozenset[str]
    form_places: frozenset[str]
    agents: frozenset[str]
    bedside: frozenset[str]
    described: frozenset[str]
    determiners: frozenset[str]
    kin_behind: frozenset[str]
    answered: frozenset[str]
    directions: frozenset[str]
    striking: frozenset[str]
    ones_own: frozenset[str]
    loose: frozenset[str]
    place_heads: frozenset[str]
    surely_in: frozenset[str]
    struck_at: frozenset[str]
    falling_on: frozenset[str]
    event_heads: frozenset[str]
    receives: frozenset[str]
    pronoun_endings: frozenset[str]
    sides: frozenset[str]
    fired: frozenset[str]
    own_bases: frozenset[str]
    sources: frozenset[str]
    fires: frozenset[str]
    led: frozenset[str]
    people_of: frozenset[str]
    who_are: frozenset[str]
    compound_heads: frozenset[str]
    borders: frozenset[str]
    across: frozenset[str]
    definite: frozenset[str]
    days: frozenset[str]
    ascribed: frozenset[str]
    ascribed_to: frozenset[str]
    belonging: frozenset[str]
    fled: frozenset[str]
    fled_areas: frozenset[str]
    parts_of: frozenset[str]
    after: frozenset[str]


_KEPT: Final[list[PlaceGrammar]] = []


def grammar() -> PlaceGrammar:
    """The settings of the place grammar, read once. A text asks for them five hundred times: compiled, this is a call of C, and one of
    what `functools.cache` wraps is not."""
    if not _KEPT:
        _KEPT.append(_read())
    return _KEPT[0]


def _read() -> PlaceGrammar:
    def words(key: str) -> frozenset[str]:
        return frozenset(fold_word(w) for lang in LANGUAGES for w in toml(f"{lang}/place_grammar.toml")[key])

    return PlaceGrammar(*(words(name) for name in PlaceGrammar.__dataclass_fields__))


def article() -> str:
    """The Arabic article."""
    return toll_grammar().article


def governorate_of(place: Place | None) -> str | None:
    """The id of the governorate that a place is or lies in, where it is known."""
    if place is None:
        return None
    return place.governorate or (place.id if place.level == "governorate" else None)


def unlisted_place(quote: str, level: str, home: Place | None) -> Place:
    """A place that no gazetteer lists, of this level, named by the document as `quote` and lying in `home`."""
    arabic = is_arabic(fold_word(quote)[:1])
    country = None if home is None else home.id if home.level == "country" else home.country
    name_ar, name_en = (quote, "") if arabic else ("", quote)
    if level in _OF_A_TOWN and home is not None and home.level in _TOWNS:
        # a quarter's name says nothing without its town's; an English "district" may be a county, whose town is not known
        name_ar = f"{quote} ({home.name_ar})" if arabic and home.name_ar else name_ar
        name_en = f"{quote} ({home.name_en})" if name_en and home.name_en and level != "district" else name_en
    return Place(
        f"{UNLISTED}{fold_word(quote).replace(' ', '-')}",
        level,
        name_en,
        name_ar,
        parent=home.id if home is not None else None,
        country=country,
        governorate=governorate_of(home),
        lat=None,
        lon=None,
    )


def is_adjective(hit: Hit, text: str, gazetteer: Gazetteer) -> bool:
    """Whether a country's name is written as the adjective is («القوات التركية»): its own name has no article before it."""
    written = text[hit.start : hit.end]
    return written.endswith(_ADJECTIVE) and gazetteer.places[hit.term.get("ids")[0]].level == "country"

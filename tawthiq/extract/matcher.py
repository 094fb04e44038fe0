"""The one dictionary: every lexicon, actor, office and place in a single automaton, built once per process."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from tawthiq.domain.collecting import uncollected
from tawthiq.knowledge.gazetteer import Gazetteer, load_gazetteer, worded_gazetteer
from tawthiq.knowledge.load import Entry, lexicon
from tawthiq.knowledge.office_words import OfficeWord, OfficeWords, entries_of, read_office
from tawthiq.text.fold import fold_word
from tawthiq.text.phrases import PhraseMatcher


def place_entries(gazetteer: Gazetteer) -> Iterator[Entry]:
    """One entry per folded place name with all its candidates, likeliest first; Arabic clitics may precede a name.

    `ambiguous` marks a name all of whose spellings here are ordinary words too.
    """
    ids: dict[str, dict[str, None]] = {}
    sure: set[str] = set()
    for name, candidates in gazetteer.names.items():
        folded = fold_word(name)
        ids.setdefault(folded, {}).update(dict.fromkeys(candidates))
        if name not in gazetteer.ambiguous_names:
            sure.add(folded)
    for folded, candidates_of in ids.items():
        attributes = {"ids": tuple(candidates_of), "ambiguous": folded not in sure}
        yield Entry(folded, "place", "", (folded,), attributes)


def the_gazetteer(office: Path | None = None) -> Gazetteer:
    """The gazetteer, with an office's own list where it has one, and with its words for places (knowledge/office_words.py)."""
    own = read_office(office)
    words = tuple((word.code, word.word) for word in own.of("place"))
    return worded_gazetteer(own.places, words) if words else load_gazetteer(own.places)


def the_matcher(office: Path | None = None) -> PhraseMatcher:
    """The matcher over everything the office knows; building it takes about a second. A change of the office's words makes another."""
    own = read_office(office)
    return _worded_matcher(office, own) if own.words else _matcher(own.places)


@cache
def _matcher(places: Path | None) -> PhraseMatcher:
    return _made(load_gazetteer(places), ())


@lru_cache(maxsize=2)
def _worded_matcher(office: Path | None, own: OfficeWords) -> PhraseMatcher:
    return _made(the_gazetteer(office), own.words)


def _made(gazetteer: Gazetteer, words: tuple[OfficeWord, ...]) -> PhraseMatcher:
    from tawthiq.extract.parties.actors import actor_entries
    from tawthiq.extract.speakers.attribution import office_entries

    with uncollected(
        keep=True
    ):  # what is made lasts as long as the process: it is not walked through afterwards either
        return PhraseMatcher(
            [*lexicon(), *actor_entries(), *office_entries(), *entries_of(words), *place_entries(gazetteer)]
        )

"""The one dictionary: every lexicon, actor, office and place in a single automaton, built once per process."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tawthiq.knowledge.gazetteer import Gazetteer, load_gazetteer
from tawthiq.knowledge.load import Entry, lexicon
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


@cache
def the_gazetteer(office: Path | None = None) -> Gazetteer:
    """The gazetteer, with an office's own list where it has one."""
    return load_gazetteer(office)


@cache
def the_matcher(office: Path | None = None) -> PhraseMatcher:
    """The matcher over everything the office knows; building it takes about a second."""
    from tawthiq.extract.actors import actor_entries
    from tawthiq.extract.attribution import office_entries

    return PhraseMatcher([*lexicon(), *actor_entries(), *office_entries(), *place_entries(the_gazetteer(office))])

"""The names that audits need: governorates and actors, to find them in a report's text and to write them in messages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tawthiq.domain.where import Place
from tawthiq.knowledge.gazetteer import governorates, load_gazetteer
from tawthiq.knowledge.load import Entry
from tawthiq.knowledge.office_words import OfficeWord, entries_of
from tawthiq.knowledge.parties import actor_names, actors, aliases


def governorates_of(country: str) -> tuple[Place, ...]:
    """The governorates of a country (by its place id), by id."""
    return tuple(sorted((p for p in governorates().values() if p.country == country), key=lambda p: p.id))


def place_entries() -> Iterator[Entry]:
    """The governorates as dictionary entries: id is the English name, as in a statistic's key."""
    gazetteer = load_gazetteer(None)  # None said outright: the same entry of the cache as extraction's, not 40 MB more
    wordings: dict[str, list[str]] = {}
    for form, ids in gazetteer.names.items():
        first = gazetteer.places[ids[0]]
        if first.level == "governorate" and form not in gazetteer.ambiguous_names:
            wordings.setdefault(first.name_en, []).append(form)
    for name, forms in wordings.items():
        yield Entry(name, "governorate_name", "", tuple(forms))


def actor_entries() -> Iterator[Entry]:
    """The wordings of actors as dictionary entries: id is the neutral code, `codes` that and the parties it belongs to."""
    for alias in aliases():
        if alias.code:
            yield Entry(alias.code, "actor", alias.lang, (alias.wording,), {"codes": lineage(alias.code)})


def own_entries(words: Iterable[OfficeWord]) -> Iterator[Entry]:
    """An office's own wordings as dictionary entries: parties with their lineage, governorates, weapons and kinds as in the lexicon."""
    known = list(words)
    ids = {place.id: name for name, place in governorates().items()}
    for word in known:
        if word.kind == "actor":
            yield Entry(word.code, "actor", "", (word.word,), {"codes": lineage(word.code)})
        elif word.kind == "place" and word.code in ids:
            yield Entry(ids[word.code], "governorate_name", "", (word.word,))
    yield from entries_of(word for word in known if word.kind in ("weapon", "kind"))


def lineage(code: str) -> tuple[str, ...]:
    """An actor's code, then the parties it belongs to, nearest first."""
    found: list[str] = []
    while code in actors() and code not in found:
        found.append(code)
        code = actors()[code].parent
    return tuple(found)


def actor_name(code: str, lang: str) -> str:
    """The neutral name of an actor; the code itself where it is not known."""
    english, arabic = actor_names(code)
    return arabic if lang == "ar" else english

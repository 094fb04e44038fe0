"""The tools that a user would reach for instead, on the same reports: each as its own documentation says.

A tool that is not installed is left out, and the table says so. `make bench` installs them (`pip install -e '.[bench]'`).
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

from bench.measure import best_cpu
from tawthiq.domain.document import Document
from tawthiq.extract.matcher import place_entries, the_gazetteer
from tawthiq.extract.parties.actors import actor_entries
from tawthiq.extract.speakers.attribution import office_entries
from tawthiq.knowledge.load import lexicon


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def version(name: str) -> str:
    """A tool's version; "" where it is not installed."""
    module = _module(name)
    return str(getattr(module, "__version__", "?")) if module is not None else ""


def entity_ruler(documents: Sequence[Document]) -> float | None:
    """Documents a second of spaCy's blank("ar") with an EntityRuler that holds our whole dictionary as phrases."""
    spacy = _module("spacy")
    if spacy is None:
        return None
    pipeline = spacy.blank("ar")
    ruler = pipeline.add_pipe("entity_ruler")
    entries = [*lexicon(), *actor_entries(), *office_entries(), *place_entries(the_gazetteer(None))]
    ruler.add_patterns([{"label": e.category, "pattern": word} for e in entries for word in e.words])
    texts = [d.text for d in documents]
    pipeline(texts[0])
    return len(texts) / best_cpu(lambda: [pipeline(text) for text in texts])


def search_dates(documents: Sequence[Document]) -> float | None:
    """Documents a second of dateparser's search_dates, told the language of each."""
    search = _module("dateparser.search")
    if search is None:
        return None
    search.search_dates(documents[0].text, languages=[documents[0].lang])
    return len(documents) / best_cpu(
        lambda: [search.search_dates(d.text, languages=[d.lang]) for d in documents], times=1
    )


def web_pages(pages: Sequence[bytes]) -> float | None:
    """Pages a second of trafilatura with metadata, as our own reader gives it."""
    trafilatura = _module("trafilatura")
    if trafilatura is None:
        return None
    trafilatura.bare_extraction(pages[0], with_metadata=True)
    return len(pages) / best_cpu(lambda: [trafilatura.bare_extraction(page, with_metadata=True) for page in pages])

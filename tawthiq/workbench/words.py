"""The workbench's own words in Arabic and English, one catalogue from `knowledge/workbench/<lang>/*.toml`.

Each file holds one screen's sections; the report's words (`knowledge/vocabularies/publish_*.toml`) are at hand too, so that
months, counted nouns and labels are the same everywhere.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from tawthiq.knowledge.load import KnowledgeError, names, toml
from tawthiq.publish.wording import Wording


@cache
def words(lang: str) -> Wording:
    """The words of "ar" or "en". Raises KnowledgeError where two files name one section."""
    sections: dict[str, Any] = {}
    for name in names(f"workbench/{lang}", ".toml"):
        for section, entries in toml(f"workbench/{lang}/{name}").items():
            if section in sections:
                raise KnowledgeError(f"knowledge/workbench/{lang}/{name}: [{section}] stands in another file too")
            sections[section] = entries
    shared = toml(f"vocabularies/publish_{lang}.toml")
    counts = {**shared["count"], **sections.pop("counted", {})}
    clash = sections.keys() & (shared.keys() | {"count"})
    if clash:
        raise KnowledgeError(f"knowledge/workbench/{lang}: {sorted(clash)} are sections of publish_{lang}.toml")
    return Wording(lang, {**shared, **sections, "count": counts})

"""Words that only audits look for: weeks of a month, rise and fall, periods still running (knowledge/*/audit_words.toml).

They stand apart from the lexicon that extraction reads, so that nothing an audit needs changes what a text is read as.
"""

from __future__ import annotations

from collections.abc import Iterator

from tawthiq.knowledge.load import Entry, toml

LANGUAGES = ("ar", "en")
_PLAIN = ("that_is", "current", "ranking", "casualties", "before", "since", "by", "of_all")
"""Sets without ids of their own."""


def audit_entries() -> Iterator[Entry]:
    """The words as dictionary entries: categories `audit_week` (id: its number), `audit_change`, `audit_comparison`,
    `audit_that_is`, `audit_current`, `audit_ranking`, `audit_casualties`, `audit_before`, `audit_by`, `audit_of_all`, `audit_since`, `audit_direction`."""
    for lang in LANGUAGES:
        table = toml(f"{lang}/audit_words.toml")
        for number, words in table["week"].items():
            yield Entry(number, "audit_week", lang, tuple(words), {"number": int(number)})
        for direction, words in table["change"].items():
            yield Entry(direction, "audit_change", lang, tuple(words))
        for direction, words in table["comparison"].items():
            yield Entry(direction, "audit_comparison", lang, tuple(words))
        for direction, words in table["direction"].items():
            yield Entry(direction, "audit_direction", lang, tuple(words))
        for plain in _PLAIN:
            yield Entry(plain, f"audit_{plain}", lang, tuple(table[plain]["words"]))


def joined_letters() -> str:
    """The Arabic letters that are written on to a name: "and", "in", "to"."""
    return str(toml("ar/audit_words.toml")["joined"]["letters"])

"""Words that only audits look for: weeks of a month, rise and fall, periods still running (knowledge/*/audit_words.toml).

They stand apart from the lexicon that extraction reads, so that nothing an audit needs changes what a text is read as.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from tawthiq.knowledge.load import Entry, toml
from tawthiq.text.fold import fold_word

LANGUAGES = ("ar", "en")
_PLAIN = (
    "that_is",
    "current",
    "ranking",
    "casualties",
    "before",
    "since",
    "by",
    "of_all",
    "average",
    "rest",
    "they_are",
    "bringing",
    "closing",
    "age",
    "out_of",
    "child",
    "in_all",
    "others",
    "each",
    "more",
    "from",
    "top",
    "bottom",
    "not_alone",
    "taken_over",
    "standing",
    "adding",
    "later",
    "remainder",
    "summing",
    "numbered",
    "elsewhere",
    "rows",
    "remains",
    "running",
    "divided_by",
    "of_the_whole",
    "unadded",
    "last_column",
    "headed_by",
    "everyone",
)
"""Sets without ids of their own."""
_SAID = (
    "was",
    "most",
    "by_or_in",
    "nearly",
    "foremost",
    "time_nouns",
    "accounts",
    "happened",
    "as_other",
    "stands_at",
    "only_grows",
    "up_to",
    "issue",
    "stands",
    "adds",
    "after_it_was",
    "over",
    "is_so_many",
    "earlier_time",
    "to",
    "denied",
    "month_by_month",
    "occupancy",
    "capacity",
    "held_there",
    "of_these",
    "these",
    "unjudged",
    "the_change",
    "in_which",
)
"""And those of what reports say about figures (said_words.toml)."""
_FRACTION = {"share": 0.0, "told": "exact", "of_them": False}
"""What is known of a fraction, and what it is where nothing is said."""


def audit_entries() -> Iterator[Entry]:
    """The words as dictionary entries: categories `audit_week` (id: its number), `audit_change`, `audit_comparison`,
    `audit_per` (id: the unit of time), `audit_average`, `audit_rest`, `audit_they_are`, `audit_bringing`, `audit_by_so_many` (id: rise or fall), `audit_fraction` (attributes: share, told, of_them), `audit_age`, `audit_multiple` (attribute: times), `audit_in_all`, `audit_others`, `audit_each`, `audit_from`, `audit_more`, `audit_remainder`, `audit_summing`, `audit_numbered`, `audit_elsewhere`, `audit_rows`, `audit_remains`, `audit_child`, `audit_divided_by`, `audit_out_of`, `audit_closing`, `audit_that_is`, `audit_current`, `audit_ranking`, `audit_casualties`, `audit_before`, `audit_by`, `audit_of_all`, `audit_since`, `audit_direction`."""
    for lang in LANGUAGES:
        table = toml(f"{lang}/audit_words.toml")
        for number, words in table["week"].items():
            yield Entry(number, "audit_week", lang, tuple(words), {"number": int(number)})
        for direction, words in table["change"].items():
            yield Entry(direction, "audit_change", lang, tuple(words))
        for direction, words in table["comparison"].items():
            yield Entry(direction, "audit_comparison", lang, tuple(words))
        for direction, words in table["by_so_many"].items():
            yield Entry(direction, "audit_by_so_many", lang, tuple(words))
        for direction, words in table["direction"].items():
            yield Entry(direction, "audit_direction", lang, tuple(words))
        for unit, words in table["per"].items():
            yield Entry(unit, "audit_per", lang, tuple(words))
        for fraction in table["fraction"]:
            told = {key: fraction.get(key, usual) for key, usual in _FRACTION.items()}
            yield Entry(str(fraction["share"]), "audit_fraction", lang, tuple(fraction["words"]), told)
        for times, words in table["multiple"].items():
            yield Entry(times, "audit_multiple", lang, tuple(words), {"times": float(times)})
        yield Entry("definition", "definition_word", lang, tuple(table["defined"]["words"]))
        yield Entry("part", "part_word", lang, tuple(table["some"]["words"]))
        yield Entry("largest", "share_word", lang, tuple(table["largest"]["words"]))
        for plain in _PLAIN:
            yield Entry(plain, f"audit_{plain}", lang, tuple(table[plain]["words"]))
        yield from _said_entries(lang)


def _said_entries(lang: str) -> Iterator[Entry]:
    """The words of what a report says about its figures: `audit_moved` (id: rise or fall) and the sets without ids."""
    table = toml(f"{lang}/said_words.toml")
    for direction, words in table["moved"].items():
        yield Entry(direction, "audit_moved", lang, tuple(words))
    for kind, words in table["rows_of"].items():
        yield Entry(kind, "audit_rows_of", lang, tuple(words))
    for direction, words in table["than"].items():
        yield Entry(direction, "audit_than", lang, tuple(words))
    for direction, words in table["compared"].items():
        yield Entry(direction, "audit_compared", lang, tuple(words))
    for place, told in table["placed"].items():
        yield Entry(place, "audit_placed", lang, tuple(told["words"]), {"place": int(place)})
    for times, told in table["as_many"].items():
        yield Entry(times, "audit_as_many", lang, tuple(told["words"]), {"times": float(times)})
    for plain in _SAID:
        yield Entry(plain, f"audit_{plain}", lang, tuple(table[plain]["words"]))


def joined_letters() -> str:
    """The Arabic letters that are written on to a name: "and", "in", "to"."""
    return str(toml("ar/audit_words.toml")["joined"]["letters"])


def definite_articles() -> tuple[str, ...]:
    """What stands right before a number that the reader knows already: "the ", «الـ»."""
    return tuple(words for lang in LANGUAGES for words in toml(f"{lang}/audit_words.toml")["definite"]["before"])


@cache
def leading_words() -> frozenset[str]:
    """What may lead to a name in a list within a line, folded: "in", "from"."""
    tables = (toml(f"{lang}/audit_words.toml")["leading"]["before"] for lang in LANGUAGES)
    return frozenset(fold_word(words) for words_of in tables for words in words_of)


def uncounted() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How a list goes on with one or two that no number counts: words before them, and the endings of their form."""
    tables = [toml(f"{lang}/audit_words.toml")["uncounted"] for lang in LANGUAGES]
    words, endings = (tuple(w for table in tables for w in table[key]) for key in ("words", "endings"))
    return words, endings


def joined_and() -> str:
    """The Arabic letter for "and" that is written on to the word behind it."""
    return str(toml("ar/audit_words.toml")["uncounted"]["joined"])


def joined_by() -> str:
    """The Arabic letter for "by" that is written on to the number behind it."""
    return str(toml("ar/audit_words.toml")["by"]["joined"])


def arabic_article() -> str:
    """The Arabic article, as it is written on to its noun."""
    return str(toml("ar/said_words.toml")["article"]["letters"])


@cache
def noise_words() -> frozenset[str]:
    """Words around a name in a list told in prose that are no part of it, folded."""
    return _folded("noise")


@cache
def pooled_words() -> frozenset[str]:
    """Names of rows that stand for several or for none that is known, folded."""
    return _folded("pooled")


def _folded(name: str) -> frozenset[str]:
    tables = (toml(f"{lang}/said_words.toml")[name]["words"] for lang in LANGUAGES)
    return frozenset(fold_word(words) for told in tables for words in told)


def word_endings() -> tuple[str, ...]:
    """Endings that words of one stem differ in, the longest first."""
    told = (toml(f"{lang}/said_words.toml")["endings"]["letters"] for lang in LANGUAGES)
    return tuple(sorted((str(e) for endings in told for e in endings), key=lambda e: (-len(e), e)))


@cache
def leads_to_most() -> frozenset[str]:
    """Words before "most" that make it more than any other has: "for most deaths", "had most arrests"."""
    return _folded("before_most")

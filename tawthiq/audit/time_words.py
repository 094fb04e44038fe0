"""Words of periods, of releases and of counted things that only audits look for (knowledge/*/audit_times.toml)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from tawthiq.audit.words import LANGUAGES
from tawthiq.knowledge.load import Entry, toml
from tawthiq.text.fold import fold_word

_PLAIN = (
    "year_word",
    "covering",
    "released",
    "earlier",
    "fiscal",
    "planned",
    "span_of",
    "reviewed",
    "joins",
    "definite",
    "percent",
    "armed",
    "worst_day",
)
_FORMS = ("singular", "dual", "plural")


def time_entries() -> Iterator[Entry]:
    """The words as dictionary entries.

    Categories `audit_period` (attributes: first_month, months, needs_year), `audit_unit` (id: day, week or month), `audit_noun`
    (attribute: number), and `audit_` with the name of each plain set.
    """
    for lang in LANGUAGES:
        table = toml(f"{lang}/audit_times.toml")
        for period in table["period"]:
            first, months = int(period["first"]), int(period["months"])
            known = {"first_month": first, "months": months, "needs_year": bool(period.get("needs_year"))}
            yield Entry(f"{first}+{months}", "audit_period", lang, tuple(period["words"]), known)
        for unit, words in table["unit"].items():
            yield Entry(unit, "audit_unit", lang, tuple(words))
        for noun in table["noun"]:
            for form in _FORMS:
                if noun.get(form):
                    yield Entry(str(noun["singular"][0]), "audit_noun", lang, tuple(noun[form]), {"number": form})
        if duals := tuple(table["dual"]["words"]):
            yield Entry("dual", "audit_noun", lang, duals, {"number": "dual"})
        for name in _PLAIN:
            if words := tuple(table[name]["words"]):
                yield Entry(name, f"audit_{name}", lang, words)


@cache
def levantine_months() -> frozenset[str]:
    """The Levantine names of months, folded: «نيسان» beside «أبريل»."""
    return frozenset(fold_word(w) for lang in LANGUAGES for w in toml(f"{lang}/audit_times.toml")["levantine"]["words"])

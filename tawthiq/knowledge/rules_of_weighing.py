"""The rules of weighing (R1–R17, standards §2.2) as a registry: names, words, where each is applied, an example in each language.

Names and definitions stand in `vocabularies/rules.toml`, beside those of the audit; `rules/applied.toml` says which function applies a
rule; `rules/ar.toml` and `rules/en.toml` hold reports of ours and the figures that must come out of them. A figure is named

    incidents                       how many incidents the reports tell
    killed, injured, killed.child   "minimum / best / maximum" of a harm, or a harm and group; "–" for no best figure, "+" for an open maximum
    origins, superseded             independent origins and replaced claims behind the killed
    grade, conflicts                of the first incident; conflicts are the ids of rules, "" for none
    findings                        ids of rules of weighing that lay several reports side by side
    sum.killed, sum.incidents       of the register's own table
    actor.KEY                       people killed in that row of the table by party

and belongs to the incident that the first report tells, unless it is one of the whole register.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from tawthiq.domain.document import Document, Published
from tawthiq.knowledge.load import LANGUAGES, toml


@dataclass(frozen=True, slots=True)
class Example:
    """Reports in one language, what they show of a rule in words, and the figures that must come out of them."""

    lang: str
    shows: str
    documents: tuple[Document, ...]
    figures: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: names and words in both languages, the functions that apply it (dotted), an example in each language."""

    id: str
    name_ar: str
    name_en: str
    words_ar: str
    words_en: str
    applied: tuple[str, ...]
    examples: tuple[Example, ...]

    def name(self, lang: str) -> str:
        """The rule's name in "ar" or "en"."""
        return self.name_ar if lang == "ar" else self.name_en

    def words(self, lang: str) -> str:
        """What the rule says, in "ar" or "en"."""
        return self.words_ar if lang == "ar" else self.words_en


@cache
def rules_of_weighing() -> tuple[Rule, ...]:
    """Every rule in order of its number."""
    applied = toml("rules/applied.toml")
    found = []
    for ident, entry in toml("vocabularies/rules.toml").items():
        if ident.startswith("R"):
            examples = tuple(one for lang in LANGUAGES for one in _examples(lang, ident))
            where = tuple(applied.get(ident, ()))
            words = entry["ar"], entry["en"], entry["definition_ar"], entry["definition_en"]
            found.append(Rule(ident, *words, where, examples))
    return tuple(sorted(found, key=lambda rule: int(rule.id[1:])))


def _examples(lang: str, ident: str) -> list[Example]:
    found = []
    for entry in toml(f"rules/{lang}.toml")["example"]:
        if entry["rule"] == ident:
            documents = tuple(
                _document(f"{ident}-{lang}-{number}", lang, told)
                for number, told in enumerate(entry["document"], start=1)
            )
            found.append(Example(lang, entry["shows"], documents, entry["figures"]))
    return found


def _document(ident: str, lang: str, told: Mapping[str, str]) -> Document:
    day = date.fromisoformat(told["published"])
    published = Published(day, day, "given", told["published"])
    return Document(ident, told["text"], lang, publisher=told["publisher"], published=published)

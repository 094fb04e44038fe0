"""What the report says in its own words: labels, sentences and counted nouns in the reader's language.

All words come from `knowledge/vocabularies`; this module only picks and fills them. Counted nouns follow the plural
classes of the language (Arabic: one, two, 3–10, 11–99, the rest), so that "3 حوادث" and "11 حادثة" are both right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tawthiq.knowledge.load import toml

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\ud800-\udfff\ufffe\uffff]")
_CONTROLS = re.compile(f"[{LRI}{RLI}{FSI}{PDI}]")


def clean(text: str) -> str:
    """Text of a document made fit to show: no control characters, no direction overrides, no half characters."""
    if text.isprintable():  # none of these is; most texts have none
        return text
    return _CONTROLS.sub("", _UNSAFE.sub("", text))


def ltr(text: str) -> str:
    """`text` isolated and laid out left to right (numbers, ranges, ids) inside a sentence of either direction."""
    return f"{LRI}{text}{PDI}"


def isolate(text: str) -> str:
    """`text` of unknown direction (a title, a name) isolated inside a sentence."""
    return f"{FSI}{clean(text)}{PDI}"


def arabic_class(n: int) -> str:
    """The plural class of `n` in Arabic (CLDR): zero, one, two, few, many or other."""
    if n in (0, 1, 2):
        return ("zero", "one", "two")[n]
    rest = n % 100
    return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """The interface strings and vocabularies of one language. Two are the same only where they are one, as `wording` gives them."""

    lang: str
    strings: Mapping[str, Any]

    @property
    def dir(self) -> str:
        """The direction of the page: "rtl" or "ltr"."""
        return "rtl" if self.lang == "ar" else "ltr"

    def __call__(self, key: str, /, **values: object) -> str:
        """The string `section.name`, filled with `values`; KeyError where it does not exist."""
        section, name = key.split(".")
        return str(self.strings[section][name]).format_map(values)

    def items(self, key: str, /) -> list[str]:
        """The list `section.name`."""
        section, name = key.split(".")
        return [str(item) for item in self.strings[section][name]]

    def count(self, noun: str, n: int) -> str:
        """`n` of `noun`, inflected: "3 incidents", "حادثتان". `noun` is of the section `count`, or "section.name"."""
        section, _, name = noun.rpartition(".")
        forms: Mapping[str, str] = self.strings[section or "count"][name]
        return forms.get(self.plural(n), forms["other"]).format(n=ltr(f"{n:,}"))

    def plural(self, n: int) -> str:
        """The plural class of `n` in this language."""
        return arabic_class(n) if self.lang == "ar" else ("one" if n == 1 else "other")

    def entry(self, section: str, name: str) -> Mapping[str, Any]:
        """The table `section.name`; empty where there is none."""
        found = self.strings[section].get(name, {})
        return found if isinstance(found, dict) else {}

    def phrase(self, section: str, name: str) -> str | None:
        """The string `section.name`, unfilled; None where there is none."""
        found = self.strings[section].get(name)
        return found if isinstance(found, str) else None

    def label(self, vocabulary: str, code: str | None) -> str:
        """The label of `code` in `vocabulary`; the code itself where there is none."""
        return _entry(vocabulary, code or "").get(self.lang, code or "")

    def definition(self, vocabulary: str, code: str) -> str:
        """What `code` means; empty where no definition is written."""
        return _entry(vocabulary, code).get(f"definition_{self.lang}", "")

    def rule(self, rule: str) -> str:
        """What a rule of the standards is called: "R8" and "R8.modal" alike; empty for a rule of another kind."""
        series = re.match(r"[RD]\d+", rule)
        return _entry("rules", series.group()).get(self.lang, "") if series else ""

    def pick(self, ar: str, en: str) -> str:
        """The name in this language, or the other one where it has none."""
        return (ar or en) if self.lang == "ar" else (en or ar)


def codes(vocabulary: str) -> tuple[str, ...]:
    """The codes of a vocabulary in the order of its file."""
    return tuple(code for code, entry in toml(f"vocabularies/{vocabulary}.toml").items() if isinstance(entry, dict))


def _entry(vocabulary: str, code: str) -> Mapping[str, str]:
    found = toml(f"vocabularies/{vocabulary}.toml").get(code)
    return found if isinstance(found, dict) else {}


@cache
def wording(lang: str, *more: str) -> Wording:
    """The wording of "ar" or "en"; `more` names further files of strings ("dossier") whose sections are joined to it."""
    strings: dict[str, Any] = dict(toml(f"vocabularies/publish_{lang}.toml"))
    for name in more:
        strings |= toml(f"vocabularies/{name}_{lang}.toml")
    return Wording(lang, strings)

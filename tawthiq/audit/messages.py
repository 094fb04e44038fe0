"""Findings in both languages: the templates of `audit_messages.toml` filled with the figures and names of a case.

A rule names a template and its facts; it never writes a sentence of its own. Numbers are grouped by thousands, names
come from the vocabularies, and what has no label keeps its code.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tawthiq.audit.names import actor_name
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.knowledge.gazetteer import governorates
from tawthiq.knowledge.load import label, toml
from tawthiq.knowledge.offices import offices

_FILE = "vocabularies/audit_messages.toml"


@dataclass(frozen=True, slots=True)
class Words:
    """One thing said in both languages."""

    en: str
    ar: str

    def of(self, lang: str) -> str:
        """The wording in `lang`."""
        return self.ar if lang == "ar" else self.en


Fact = int | float | str | Words


def said(key: str) -> Words:
    """An entry of the messages file that is a plain wording ("rows.month")."""
    entry = toml(_FILE)[key]
    return Words(entry["en"], entry["ar"])


def setting(key: str) -> int:
    """The value of a threshold of the messages file."""
    return int(toml(_FILE)[key]["value"])


def _shown(fact: Fact, lang: str) -> str:
    if isinstance(fact, Words):
        return fact.of(lang)
    if isinstance(fact, int):
        return f"{fact:,}"
    return f"{fact:,.2f}".rstrip("0").rstrip(".") if isinstance(fact, float) else fact


def finding(rule: str, variant: str, severity: str, spans: Iterable[Span], /, **facts: Fact) -> Finding:
    """The finding of `rule` with template `rule.variant`. A variant that ends in "passed" is a check that holds: always I."""
    template: dict[str, Any] = toml(_FILE)[f"{rule}.{variant}"]
    ar, en = (template[lang].format_map({k: _shown(v, lang) for k, v in facts.items()}) for lang in ("ar", "en"))
    passed = variant.endswith("passed")
    return Finding(rule, "I" if passed else severity, ar, en, tuple(dict.fromkeys(spans)), passed)


def joined(words: Sequence[Words]) -> Words:
    """Several wordings as one: "a, b and c"."""
    if not words:
        return Words("", "")
    en, ar = [w.en for w in words], [w.ar for w in words]
    if len(words) == 1:
        return words[0]
    return Words(f"{', '.join(en[:-1])} and {en[-1]}", f"{'، '.join(ar[:-1])} و{ar[-1]}")


def rows(dimension: str) -> Words:
    """What the rows of a table are, in the plural ("months")."""
    key = f"rows.{dimension.partition('+')[0]}"
    return said(key) if key in toml(_FILE) else Words(dimension, dimension)


def unit(measure: str, subject: str | None = None) -> Words:
    """What a figure counts: "massacres", "killed", "killed, children"."""
    if f"unit.{subject}" in toml(_FILE):
        return said(f"unit.{subject}")
    vocabulary = "measures" if measure in toml("vocabularies/measures.toml") else "harms"
    en, ar = (label(vocabulary, measure, lang) for lang in ("en", "ar"))
    if subject is None:
        return Words(en, ar)
    who = named("group", subject)
    return Words(f"{en}, {who.en}", f"{ar}، {who.ar}")


def named(dimension: str, key: str | None) -> Words:
    """The name of a row: a month, an actor, a governorate, a group; crossed keys are joined by a dash."""
    if key is None:
        return Words(label("dimensions", "total", "en"), label("dimensions", "total", "ar"))
    parts = [_one(d, k) for d, k in zip(dimension.split("+"), key.split("+"), strict=False)]
    return Words(" – ".join(p.en for p in parts), " – ".join(p.ar for p in parts)) if parts else Words(key, key)


def office_named(office: str) -> Words:
    """An office's name by its key; what the text calls it where the key is no office's."""
    known = offices().get(office)
    return Words(known.name_en, known.name_ar) if known else Words(office, office)


def _one(dimension: str, key: str) -> Words:
    if dimension == "month":
        month = said(f"month.{key[-2:]}") if f"month.{key[-2:]}" in toml(_FILE) else Words(key, key)
        year = "" if key.startswith("--") or len(key) < 7 else f" {key[:4]}"
        return Words(month.en + year, month.ar + year)
    if dimension == "actor":
        return joined([Words(actor_name(code, "en"), actor_name(code, "ar")) for code in key.split("&")])
    if dimension in ("governorate", "place"):
        place = governorates().get(key)
        return Words(place.name_en, place.name_ar) if place else Words(key, key)
    vocabulary = {"group": "groups", "weapon": "weapons", "cause": "kinds", "violation": "kinds"}.get(dimension)
    return Words(label(vocabulary, key, "en"), label(vocabulary, key, "ar")) if vocabulary else Words(key, key)

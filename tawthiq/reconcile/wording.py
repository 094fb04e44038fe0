"""The sentences of conflicts and titles in both languages (knowledge/vocabularies/wording_link.toml)."""

from __future__ import annotations

from collections.abc import Iterable

from tawthiq.domain.incident import Conflict, TollRef
from tawthiq.domain.toll import Count
from tawthiq.knowledge.load import label, toml


def sentence(section: str, key: str, lang: str, **gaps: object) -> str:
    """One sentence of a section, its gaps filled."""
    pattern: str = toml("vocabularies/wording_link.toml")[section][key][lang]
    return pattern.format(**gaps)


def joined(items: Iterable[str], lang: str) -> str:
    """A list of words, with the comma of the language."""
    joiner: str = toml("vocabularies/wording_link.toml")["joiner"][lang]
    return joiner.join(items)


def conflict(rule: str, wording: str, claims: Iterable[TollRef], *, harm: str = "", **gaps: object) -> Conflict:
    """A conflict of `rule`, worded in both languages."""
    texts = [
        sentence("conflict", wording, lang, **({"harm": label("harms", harm, lang)} if harm else {}), **gaps)
        for lang in ("ar", "en")
    ]
    return Conflict(rule, texts[0], texts[1], tuple(sorted(set(claims))))


def shown(count: Count) -> str:
    """A count in figures: 7, 5–9, 401+."""
    if count.high is None:
        return f"{count.low}+"
    return str(count.low) if count.low == count.high else f"{count.low}–{count.high}"

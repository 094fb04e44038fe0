"""What comparing two tellings on one kind of evidence gives: a weight, and the reason in both languages.

The sentences stand in knowledge/vocabularies/wording_link.toml, the weights in link_weights.toml.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tawthiq.knowledge.load import label, toml

Words = dict[str, dict[str, object]]
"""By language, what fills the gaps of a sentence."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome for one kind of evidence. `refused` forbids joining the pair, whatever else speaks for it (R16)."""

    evidence: str
    weight: float
    reason_ar: str
    reason_en: str
    refused: bool = False


def weights(section: str) -> dict[str, Any]:
    """One section of the table of weights."""
    found: dict[str, Any] = toml("vocabularies/link_weights.toml")[section]
    return found


def compared(
    evidence: str,
    wording: str,
    weight: float,
    words: Words | None = None,
    *,
    refused: bool = False,
) -> Comparison:
    """A comparison whose reason is the wording `evidence.wording`, its gaps filled with `words`."""
    sentence = toml("vocabularies/wording_link.toml")[evidence][wording]
    ar, en = (sentence[lang].format(**(words or {}).get(lang, {})) for lang in ("ar", "en"))
    return Comparison(evidence, weight, ar, en, refused)


def alike(**words: object) -> Words:
    """Words that are the same in both languages: figures, days, quoted names."""
    return {"ar": words, "en": words}


def labelled(vocabulary: str, **codes: str | list[str]) -> Words:
    """The labels of codes of a vocabulary in both languages; several codes become a list."""
    found: Words = {}
    for lang in ("ar", "en"):
        lists = {gap: [value] if isinstance(value, str) else value for gap, value in codes.items()}
        found[lang] = {
            gap: joined([label(vocabulary, code, lang) for code in items], lang) for gap, items in lists.items()
        }
    return found


def merged(first: Words, second: Words) -> Words:
    """Two sets of words as one."""
    return {lang: {**first[lang], **second[lang]} for lang in first}


def joined(items: list[str], lang: str) -> str:
    """A list of words, with the comma of the language."""
    joiner: str = toml("vocabularies/wording_link.toml")["joiner"][lang]
    return joiner.join(items)

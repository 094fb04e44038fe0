"""What estimates say, in both languages (knowledge/vocabularies/wording_estimate.toml)."""

from __future__ import annotations

from tawthiq.knowledge.load import toml


def say(key: str, lang: str, **facts: object) -> str:
    """One sentence or label, its gaps filled; whole numbers are grouped by thousands."""
    shown = {k: f"{v:,}" if isinstance(v, int) else v for k, v in facts.items()}
    pattern: str = toml("vocabularies/wording_estimate.toml")[key][lang]
    return pattern.format(**shown)

"""Do the tellings share wording? Copied runs, or words that hardly any other document uses."""

from __future__ import annotations

from tawthiq.link.comparison import Comparison, Words, alike, compared, joined, weights
from tawthiq.link.telling import Telling


def compare_words(a: Telling, b: Telling, rare: frozenset[str]) -> Comparison | None:
    """Copied wording speaks for one event; so do rare words both use (the name of a street, of a baker).

    `rare` are the words that only a few documents use. Two languages share none, and then this says nothing.
    """
    table = weights("words")
    smaller = min(len(a.runs), len(b.runs))
    if smaller >= int(table["copied_runs"]):
        share = len(a.runs & b.runs) / smaller
        if share >= float(table["verbatim_share"]) and smaller >= int(table["verbatim_runs"]):
            return compared("words", "copied", float(table["verbatim"]), alike(percent=round(100 * share)))
        if share >= float(table["copied_share"]):
            return compared("words", "copied", float(table["copied"]), alike(percent=round(100 * share)))
    shared = sorted(a.words & b.words & rare)
    if not shared:
        return None
    weight = min(float(table["rare_most"]), float(table["rare"]) * len(shared))
    words: Words = {lang: {"words": joined(shared[:5], lang)} for lang in ("ar", "en")}
    return compared("words", "rare", weight, words)

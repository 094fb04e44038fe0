"""Whether a list of running prose names some only: it goes on with others whom no number counts (standards §3, D4)."""

from __future__ import annotations

from tawthiq.audit.report import Report, counts_between
from tawthiq.audit.words import joined_and, uncounted

_OPENING = 45
"""Code points of the next sentence in which it tells of the others."""
_DUAL = 5
"""Letters of a dual with "and" before it, at least."""
_NEXT = 14
"""Code points behind "the others" in which their number stands where they are counted."""


def others_uncounted(report: Report, last: int) -> bool:
    """Whether the words behind the last part of a list tell of others without a number: it names some only."""
    reading = report.reading
    at = reading.sentence_at(last)
    after = reading.sentences[min(at + 1, len(reading.sentences) - 1)]
    end = max(reading.sentences[at].end, min(after.end, after.start + _OPENING))
    others = reading.within(last, end, "audit_elsewhere")
    if others:
        return not counts_between(report, others[0].end, others[0].end + _NEXT)
    return _one_more(reading.text[last : reading.sentences[at].end])


def _one_more(text: str) -> bool:
    """Whether a list goes on with one or two that no number counts: "and a nurse", «ومسعفان»."""
    words, endings = uncounted()
    return any(f" {word} " in text for word in words) or any(
        len(w) > _DUAL and w.startswith(joined_and()) and w.endswith(endings)
        for w in text.replace(",", " ").replace(".", " ").split()
    )

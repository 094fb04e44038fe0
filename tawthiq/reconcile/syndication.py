"""R2: a page that says whose text it is has that voice, not its own.

«نقلاً عن رويترز», «المصدر: سمارت», "(Reuters)" or "republished from …" in the first or last lines, or an agency as author.
Within the report a name after «نقلاً عن» is the speaker of one claim; that is the extractor's to say.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from tawthiq.domain.document import Document
from tawthiq.domain.span import Span
from tawthiq.knowledge.load import Entry, lexicon
from tawthiq.reconcile.publishers import Voice, offices, voice_named
from tawthiq.text.phrases import Hit, PhraseMatcher
from tawthiq.text.reading import cut

_ENDS = 4  # lines at either end of a report in which its source is credited
_CREDIT = 90  # a credit line is no longer than this
_OPENING = 40  # so much of a first line may be a dateline
_GAP = 12


@cache
def _matcher() -> PhraseMatcher:
    names = [Entry(o.voice.key, "publisher", "", o.names, {"wire": o.wire}) for o in offices()]
    return PhraseMatcher([*(e for e in lexicon() if e.category == "syndication"), *names])


def _credit_lines(text: str, sentences: Sequence[Span]) -> list[tuple[Span, int]]:
    """The short lines at the top and bottom of the report, and the opening of its first lines (datelines), by its length."""
    lines = [line for line in sentences if text[line.start : line.end].strip()]
    ends = lines[:_ENDS] + lines[max(_ENDS, len(lines) - _ENDS) :]
    short = [(line, len(line)) for line in ends if line.end - line.start <= _CREDIT]
    return short + [(line, min(len(line), _OPENING)) for line in lines[:2] if (line, len(line)) not in short]


def credited(document: Document) -> Voice | None:
    """The voice a page credits for its whole text, or None. Unnamed «وكالات» give the key "agencies"."""
    if document.author and (author := voice_named(document.author)) is not None and author.source_type == "news_agency":
        return author
    folded, sentences = cut(document.text, [aside.span for aside in document.asides])
    unnamed = False
    for line, hits in _read_lines(folded.text, _credit_lines(folded.text, sentences)):
        for at, hit in enumerate(hits):
            if hit.category == "publisher" and _names_source(line, hits[at - 1].end if at else 0, hit.start):
                cued = at > 0 and hits[at - 1].id == "citing"
                if cued or hit.term.get("wire"):
                    return voice_named(hit.id)
            closes = not any(c.isalnum() for c in line[hit.end :])
            unnamed = unnamed or (hit.id == "agencies" and closes and len(line) <= _CREDIT)
    return Voice("agencies", "", "news_agency") if unnamed else None


def _read_lines(text: str, lines: Sequence[tuple[Span, int]]) -> Iterator[tuple[str, list[Hit]]]:
    """Each line, as far as it is looked at, with the hits in it, which count from its start. They are found in one pass."""
    whole = [text[line.start : line.end] for line, _ in lines]
    hits = _matcher().find("\n".join(whole))
    starts = [hit.start for hit in hits]
    at = 0
    for words, (_, length) in zip(whole, lines, strict=True):
        here = hits[bisect_left(starts, at) : bisect_left(starts, at + length)]
        yield words[:length], [h.moved(-at) for h in here if h.end <= at + length]
        at += len(words) + 1


def _names_source(line: str, before: int, start: int) -> bool:
    """Whether a name follows a cue closely, or stands in brackets, as in a dateline."""
    gap = line[before:start]
    bracketed = line[max(0, start - 2) : start].strip().endswith(("(", "["))
    return bracketed or (before > 0 and len(gap.strip(" :-")) <= _GAP)

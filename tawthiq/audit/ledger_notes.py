"""Notes beside a list that say what of it does not add up: groups that overlap, a column of which an attack may stand in two rows.

A careful reader adds no such column; neither do the rules on sums (standards §2.2, R10; §3, D1).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from tawthiq.audit.ledgers import Ledger
from tawthiq.domain.span import Span
from tawthiq.text.phrases import Hit
from tawthiq.text.reading import Reading

_LINES = 3
"""Lines behind a list in which a note on it stands, blank ones left out."""


def with_notes(ledgers: Sequence[Ledger], reading: Reading) -> list[Ledger]:
    """The lists in order, each with the columns that a note right above or below it says not to add up."""
    notes = reading.of("audit_unadded")
    if not notes:
        return list(ledgers)
    text = reading.folded.original
    starts = [hit.start for hit in notes]
    told: list[Ledger] = []
    for at, ledger in enumerate(ledgers):
        first = ledger.head[-1].start if ledger.head else ledger.span.start
        after = ledgers[at + 1].span.start if at + 1 < len(ledgers) else len(text)
        last = min(_lines_behind(text, ledger.span.end), after)
        begin, end = reading.folded.bounds(Span(first, last))
        said = notes[bisect_left(starts, begin) : bisect_left(starts, end)]
        columns = frozenset(column for note in said for column in _meant(ledger, note, reading))
        told.append(replace(ledger, unadded=columns) if columns else ledger)
    return told


def _lines_behind(text: str, end: int) -> int:
    """Where the lines behind a list end in which a note on it may stand."""
    at, seen = text.find("\n", end), 0
    while at >= 0 and seen < _LINES:
        after = text.find("\n", at + 1)
        seen += bool(text[at + 1 : after if after >= 0 else len(text)].strip())
        at = after
    return at if at >= 0 else len(text)


def _meant(ledger: Ledger, note: Hit, reading: Reading) -> Sequence[int]:
    """The columns a note is on: the last, where it says so, those it names, else all."""
    sentence = reading.sentences[reading.sentence_at(note.start)]
    if reading.within(sentence.start, sentence.end, "audit_last_column"):
        return (ledger.width - 1,)
    words = reading.text[sentence.start : sentence.end]
    names = [reading.text[slice(*reading.folded.bounds(name))] for name in ledger.names[1:]]
    named = [at for at, name in enumerate(names) if name and f" {name} " in f" {words} "]
    return named or range(ledger.width)

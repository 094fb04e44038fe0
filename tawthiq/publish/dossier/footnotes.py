"""Footnotes: one number for each quoted sentence, in the order in which the text first leans on it.

A sentence cited for several claims has one footnote, with the words of each marked. A restricted document has one for all
its claims and shows no words (standards §5.5); of an incident whose place is coarsened (§5.7) the places known more exactly are
struck from the sentence, as are telephone numbers and addresses; of a hidden one nothing is cited.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tawthiq.domain.document import Document
from tawthiq.domain.incident import Incident
from tawthiq.domain.source import Attribution
from tawthiq.domain.span import Span
from tawthiq.publish import public
from tawthiq.publish.dossier.voices import said_by
from tawthiq.publish.releases.quotes import contacts
from tawthiq.publish.sources import Citation, Sources

_FINE = ("P1", "P2", "P3")


@dataclass(frozen=True, slots=True)
class Footnote:
    """A quoted sentence under its number: `citation` holds the sentence, the source, who speaks and the rules that read it."""

    number: int
    citation: Citation


@dataclass(slots=True)
class _Note:
    document: Document
    marks: list[tuple[Span, str]] = field(default_factory=list)
    speakers: list[str] = field(default_factory=list)
    publishers: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)


class Footnotes:
    """Gives each cited sentence its number and, when all is cited, the list of footnotes."""

    def __init__(self, incident: Incident, sources: Sources) -> None:
        self.sources = sources
        self._hidden, self._blurred = public.is_hidden(incident), public.is_blurred(incident)
        self._notes: dict[tuple[str, Span | None], _Note] = {}
        self._numbers: dict[tuple[str, Span | None], int] = {}

    def cite(self, document_id: str, span: Span, *, rule: str = "", by: Attribution | None = None) -> tuple[int, ...]:
        """The number of the footnote for the words at `span`; none where the incident's sentences are not published."""
        document = self.sources.trace.document(document_id)
        if document is None or self._hidden:
            return ()
        key = (document_id, None if document.restricted else self.sources.trace.sentence(document, span))
        note = self._notes.setdefault(key, _Note(document))
        note.marks.append((span, "claim"))
        speaker = said_by(document, by, self.sources)
        if by is not None and (speaker.quoted or speaker.withheld):
            note.marks.append((by.quote.span, "withheld" if speaker.withheld else "speaker"))
        for name, held in ((speaker.name, note.publishers if by is None else note.speakers), (rule, note.rules)):
            if name and name not in held:
                held.append(name)
        return (self._numbers.setdefault(key, len(self._numbers) + 1),)

    def listed(self) -> tuple[Footnote, ...]:
        """Every footnote so far, by number."""
        found = []
        for key, note in self._notes.items():
            sentence = key[1] or note.marks[0][0]
            found_in = contacts(note.document.text, sentence) if key[1] is not None else []
            marks = [*note.marks, *self._places(note.document, sentence), *((span, "withheld") for span in found_in)]
            first = [m for m in marks if m[0].overlaps(sentence)]
            citation = Citation(
                source=self.sources.of(note.document.id),
                pieces=self.sources.trace.quote(note.document, first),
                speaker=""
                if note.document.restricted
                else self.sources.w("narrative.listed").join(note.speakers or note.publishers),
                rule=", ".join(note.rules),
            )
            found.append(Footnote(self._numbers[key], citation))
        return tuple(sorted(found, key=lambda note: note.number))

    def _places(self, document: Document, sentence: Span) -> list[tuple[Span, str]]:
        """The places in a sentence that are known more exactly than they may be shown."""
        if not self._blurred or document.restricted:
            return []
        spans: set[Span] = set()
        words = document.text[sentence.start : sentence.end]
        for account in self.sources.trace.accounts(document.id):
            mentions = [m for m in (account.place, *account.places) if m is not None and m.precision in _FINE]
            spans |= {m.quote.span for m in mentions}
            names = {
                name for m in mentions for name in (m.quote.text, m.place.name_ar, m.place.name_en) if name.strip()
            }
            for name in sorted(names):
                found = re.finditer(re.escape(name), words)
                spans |= {Span(sentence.start + m.start(), sentence.start + m.end()) for m in found}
        return [(span, "place") for span in sorted(spans) if span.overlaps(sentence)]

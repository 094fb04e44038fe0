"""Who says it, as a sentence names them: an office by its name in the reader's language, a speaker by the text's own words.

Words of another language than the reader's stand behind what kind of source they are. Where nobody is named the publisher
speaks. A witness, relative or medical worker goes by the kind of source alone, unless the words name nobody ("local
activists"); so does any speaker whose words hold a name that may not be shown (standards §5.6–5.7).
"""

from __future__ import annotations

from dataclasses import dataclass

from tawthiq.domain.document import Document
from tawthiq.domain.source import Attribution
from tawthiq.knowledge.offices import offices
from tawthiq.publish.sources import Sources
from tawthiq.publish.speakers import WITNESSES, names_nobody
from tawthiq.publish.wording import isolate


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker's name for a sentence; `quoted` says that the words of the text are theirs, `withheld` that they are struck."""

    name: str
    quoted: bool = False
    withheld: bool = False


def said_by(document: Document, by: Attribution | None, sources: Sources) -> Voice:
    """The voice of a claim of `document` that `by` is named for, or of its publisher."""
    w = sources.w
    if document.restricted:
        return Voice(w("narrative.restricted"))
    if by is None:
        publisher = document.publisher.strip()
        return Voice(isolate(" ".join(publisher.split())) if publisher else w("narrative.no_publisher"))
    office = offices().get(by.key)
    if office is not None:
        return Voice(w.pick(office.name_ar, office.name_en), quoted=True)
    kind = w.label("source_types", by.source_type)
    persons = sources.trace.withheld_persons(document)
    if any(p.quote.span.overlaps(by.quote.span) or p.name in by.quote.text for p in persons):
        return Voice(kind, withheld=True)
    if any(span.overlaps(by.quote.span) for span in sources.trace.private(document)):
        return Voice(kind, withheld=True)
    if by.source_type in WITNESSES and not names_nobody(by.quote.text, document.lang):
        return Voice(kind, withheld=True)
    words = isolate(" ".join(by.quote.text.split()))
    if document.lang == w.lang:
        return Voice(words, quoted=True)
    return Voice(w("narrative.speaker_of", type=kind, words=words), quoted=True)

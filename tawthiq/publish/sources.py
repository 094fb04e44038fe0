"""How a document and a quoted claim are presented: title, publisher, date, speaker, rule, and the marked sentence.

Addresses are shown as text and become links only where they are plain http or https. A restricted document gives
away nothing but that it exists (standards §5.5).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tawthiq.domain.document import Document
from tawthiq.domain.incident import TollRef
from tawthiq.domain.source import Attribution
from tawthiq.domain.span import Span
from tawthiq.domain.toll import Count
from tawthiq.publish.dates import published_words
from tawthiq.publish.figures import count_words
from tawthiq.publish.trace import Evidence, Piece, Trace
from tawthiq.publish.wording import Wording, clean, isolate, ltr

_SHORT = 110
_OPENING = 70
_ADDRESS = re.compile(r"https?://[^\s\x00-\x20\x7f/?#\\@]+(?:[/?#][^\s\x00-\x20\x7f]*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """A document as a reader meets it.

    `title` is short enough to stand beside a sentence, `full_title` as long as the document's own. `publisher` is empty
    where it is not known, `href` where the address must not be a link.
    """

    anchor: str
    id: str
    title: str
    publisher: str
    published: str
    lang: str
    dir: str
    full_title: str = ""
    url: str = ""
    href: str = ""
    sha256: str = ""
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """Quoted words with their source: pieces of the sentence, who speaks, by which rule it was read and as what."""

    source: Source
    pieces: tuple[Piece, ...]
    speaker: str = ""
    speaker_type: str = ""
    rule: str = ""
    read_as: str = ""
    status: str = ""
    struck: bool = False
    notes: tuple[str, ...] = ()
    ref: TollRef | None = None


def safe_href(url: str) -> str:
    """`url` where it is a plain http(s) address with a host, else the empty string."""
    url = url.strip()
    return url if _ADDRESS.fullmatch(url) else ""


def shortened(text: str, longest: int) -> str:
    """`text` cut at a word so that it has at most `longest` characters and an ellipsis; whole where it is shorter."""
    if len(text) <= longest:
        return text
    head = text[: longest + 1]
    return (head.rsplit(None, 1)[0] if " " in head.strip() else text[:longest]).rstrip(" ,،.:;؛-–") + " …"


class Sources:
    """The documents of a register in order, presented in one language; `titled` False numbers them instead of naming them."""

    def __init__(self, trace: Trace, w: Wording, *, titled: bool = True) -> None:
        self.trace, self.w, self._titled = trace, w, titled
        documents = [extraction.document for extraction in trace.register.extractions]
        self._sources = {document.id: self._present(n, document) for n, document in enumerate(documents, start=1)}

    def all(self) -> tuple[Source, ...]:
        """Every document, in the order of the register."""
        return tuple(self._sources.values())

    def of(self, document_id: str) -> Source:
        """The presentation of one document; a bare one for an id that the register does not hold."""
        found = self._sources.get(document_id)
        return found or Source("", document_id, clean(document_id), "", "", self.w.lang, self.w.dir)

    def _present(self, number: int, document: Document) -> Source:
        w, anchor = self.w, f"d{number}"
        if document.restricted:
            return Source(anchor, f"{number}", w("report.restricted"), "", "", w.lang, w.dir, restricted=True)
        title = self._title(document) if self._titled else w("documents.untitled_number", n=ltr(str(number)))
        publisher = clean(document.publisher).strip()
        return Source(
            anchor=anchor,
            id=document.id,
            title=shortened(title, _SHORT),
            full_title=title,
            publisher="" if publisher == title else publisher,
            published=published_words(document.published, w),
            lang=document.lang,
            dir="rtl" if document.lang == "ar" else "ltr",
            url=clean(document.url),
            href=safe_href(document.url),
            sha256=document.sha256,
        )

    def _title(self, document: Document) -> str:
        """The document's own title without victims' names; an untitled one goes by its first words, else by its id."""
        title = self.trace.without_victims(document, document.title, self.w("report.name_withheld"))
        if title.strip():
            return " ".join(clean(title).split())
        opening = next((line.strip() for line in document.text.splitlines() if any(map(str.isalpha, line))), "")
        opening = self.trace.without_victims(document, opening, self.w("report.name_withheld"))
        if opening:
            return self.w("documents.untitled", words=isolate(shortened(" ".join(opening.split()), _OPENING)))
        return self.w("documents.untitled_id", id=ltr(clean(document.id)))

    def cite(
        self, document: Document, span: Span, *, rule: str = "", by: Attribution | None = None, claim: bool = False
    ) -> Citation:
        """The sentence of `span`, its words marked, with the speaker where one is named.

        Of a `claim` without a named speaker the publisher is said to be the speaker; of other words nothing is said.
        """
        marks = [(span, "claim")] + ([(by.quote.span, "speaker")] if by is not None else [])
        source = self.of(document.id)
        speaker, kind = self._speaker(source, by) if claim or by is not None else ("", "")
        return Citation(source, self.trace.quote(document, marks), speaker, kind, rule)

    def _speaker(self, source: Source, by: Attribution | None) -> tuple[str, str]:
        if source.restricted:
            return "", ""
        if by is None:
            return self.w("incidents.own_voice"), ""
        return clean(by.quote.text), self.w.label("source_types", by.source_type)

    def cite_toll(self, evidence: Evidence) -> Citation:
        """A claim behind a figure: its sentence, reading, and why it no longer counts where it does not."""
        w, toll = self.w, evidence.toll
        source = self.of(evidence.document.id)
        speaker, kind = self._speaker(source, toll.attribution)
        status = ""
        if evidence.status == "copy":
            status = w("incidents.copy", title=self.of(evidence.lead.id).title if evidence.lead else "")
        elif evidence.status != "current":
            status = w(f"incidents.{evidence.status}")
        flags = {"formulaic": toll.formulaic, "loaded": toll.loaded_term, "part_of": toll.of is not None}
        return Citation(
            source=source,
            pieces=evidence.pieces,
            speaker=speaker,
            speaker_type=kind,
            rule=toll.rule,
            read_as=self.reading(toll.count),
            status=status,
            struck=evidence.status.startswith("superseded"),
            notes=tuple(w(f"incidents.{name}") for name, on in flags.items() if on),
            ref=evidence.ref,
        )

    def reading(self, count: Count) -> str:
        """A count as it was read."""
        return count_words(count, self.w)

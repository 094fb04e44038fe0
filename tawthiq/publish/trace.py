"""From a figure to the sentences that say it (design §5, standards §5.15).

Every claim behind a figure is shown as the whole sentence of the document with the claim's own words marked, the
document, the speaker, the rule by which it was read, and, where it no longer counts, why. Victims' names inside the
sentence are withheld; a restricted document shows no text at all (standards §5.5, §5.7).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tawthiq.domain.account import Account, Extraction
from tawthiq.domain.actors import PersonMention
from tawthiq.domain.document import Document
from tawthiq.domain.incident import AccountRef, Incident, TollRange, TollRef
from tawthiq.domain.register import Register
from tawthiq.domain.span import Span
from tawthiq.domain.toll import Toll
from tawthiq.publish.names_written import without, written
from tawthiq.publish.private_names import private_names
from tawthiq.publish.public import is_hidden
from tawthiq.text.fold import fold
from tawthiq.text.names import name_parts
from tawthiq.text.sentences import sentences

_LONGEST = 700
_WINDOW = 260
_SHORTEST = 5
"""Letters of a family name that is withheld wherever it stands; a shorter one may be an ordinary word."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a quoted sentence: `kind` is plain, claim, speaker, withheld (a name), place (withheld too) or gap."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim with its sentence. `status` is current, superseded_later, superseded_text or copy (R2, R5)."""

    ref: TollRef
    document: Document
    toll: Toll
    pieces: tuple[Piece, ...]
    status: str
    lead: Document | None = None


def no_victim(person: PersonMention) -> bool:
    """Whether a person is not named as a victim: what the office's reports withhold (standards §5.7)."""
    return person.role != "victim"


class Trace:
    """Looks up what the references of a register point at, and quotes it.

    `may_name` says whose name may be shown; `known` are persons, by document, whom the documents name beside those that the
    register's accounts hold.
    """

    def __init__(
        self,
        register: Register,
        *,
        may_name: Callable[[PersonMention], bool] = no_victim,
        known: Mapping[str, Sequence[PersonMention]] | None = None,
    ) -> None:
        self.register = register
        self._may_name, self._known = may_name, known or {}
        self._extractions: dict[str, Extraction] = {e.document.id: e for e in register.extractions}
        self._sentences: dict[str, list[Span]] = {}
        self._unsaid: dict[str, list[str]] = {}
        self._unread: dict[str, list[Span]] = {}
        self._quoted: dict[tuple[str, tuple[tuple[Span, str], ...]], tuple[Piece, ...]] = {}

    def document(self, document_id: str) -> Document | None:
        """The document with this id, or None."""
        extraction = self._extractions.get(document_id)
        return extraction.document if extraction else None

    def accounts(self, document_id: str) -> tuple[Account, ...]:
        """All accounts of a document, none where it is not there."""
        extraction = self._extractions.get(document_id)
        return extraction.accounts if extraction else ()

    def account(self, ref: AccountRef) -> Account | None:
        """The account a reference points at, or None where it points at nothing."""
        extraction = self._extractions.get(ref[0])
        if extraction is None or not 0 <= ref[1] < len(extraction.accounts):
            return None
        return extraction.accounts[ref[1]]

    def toll(self, ref: TollRef) -> Toll | None:
        """The toll a reference points at, or None where it points at nothing."""
        account = self.account(ref[:2])
        return account.tolls[ref[2]] if account is not None and 0 <= ref[2] < len(account.tolls) else None

    def sentence(self, document: Document, span: Span) -> Span:
        """The sentence or sentences of the document that `span` touches."""
        if document.id not in self._sentences:
            self._sentences[document.id] = sentences(document.text)
        found, cut = span, self._sentences[document.id]
        for at in range(max(0, bisect_right(cut, span.start, key=_start) - 1), len(cut)):
            if cut[at].start >= span.end:
                break
            if cut[at].overlaps(span):
                found = found.join(cut[at])
        return found

    def quote(self, document: Document, marks: Iterable[tuple[Span, str]]) -> tuple[Piece, ...]:
        """The sentence around the first mark, with each mark's words set apart; nothing for a restricted document."""
        ordered = tuple(marks)
        if document.restricted or not ordered:
            return ()
        key = (document.id, ordered)
        if key not in self._quoted:  # the reports of both languages quote the same words
            sentence = self.sentence(document, ordered[0][0])
            self._quoted[key] = pieces(document.text, sentence, [*ordered, *self._withheld(document, sentence)])
        return self._quoted[key]

    def without_victims(self, document: Document, text: str, instead: str) -> str:
        """`text` (a title, a first line) with the names of the document's that may not be shown replaced by `instead`."""
        spared = {p.name for p in self._held(document) if self._may_name(p)}
        private = [s for s in private_names(text) if not _is_of(text[s.start : s.end], spared)]
        for span in reversed(private):
            text = text[: span.start] + instead + text[span.end :]
        return without(self._names(document), text, instead)

    def withheld_persons(self, document: Document) -> list[PersonMention]:
        """The persons of a document whose names are not shown."""
        return [p for p in self._held(document) if not self._may_name(p)]

    def _held(self, document: Document) -> list[PersonMention]:
        accounts = self._extractions[document.id].accounts if document.id in self._extractions else ()
        return [p for account in accounts for p in account.persons] + list(self._known.get(document.id, ()))

    def private(self, document: Document) -> list[Span]:
        """Where people are named whom no reading keeps (`private_names.py`); whoever may be named by his part stays."""
        if document.id not in self._unread:
            spared = {p.name for p in self._held(document) if self._may_name(p)}
            text = document.text
            self._unread[document.id] = [s for s in private_names(text) if not _is_of(text[s.start : s.end], spared)]
        return self._unread[document.id]

    def _names(self, document: Document) -> list[str]:
        """The names that are not shown, the longest first."""
        if document.id in self._unsaid:
            return self._unsaid[document.id]
        withheld = self.withheld_persons(document)
        names = {name.strip() for p in withheld for name in (p.name, p.quote.text) if name.strip()}
        private = {document.text[s.start : s.end] for s in self.private(document)}
        names |= {name for name in private if len(name.split()) > 1}
        names |= {part for name in names for part in name_parts(name, shortest=_SHORTEST)}
        self._unsaid[document.id] = sorted(names, key=lambda name: (-len(name), name))
        return self._unsaid[document.id]

    def _withheld(self, document: Document, sentence: Span) -> list[tuple[Span, str]]:
        """Where names that are not shown stand in a sentence: as they were read, and wherever else they are written."""
        spans = {p.quote.span for p in self.withheld_persons(document)} | set(self.private(document))
        words, start = document.text[sentence.start : sentence.end], sentence.start
        spans |= {Span(start + one.start, start + one.end) for one in written(self._names(document), words)}
        return [(span, "withheld") for span in sorted(spans) if span.overlaps(sentence)]

    def evidence(self, incident: Incident, toll_range: TollRange) -> tuple[Evidence, ...]:
        """Every claim weighed for a figure, current ones first, in the order of the claims."""
        refs = list(dict.fromkeys((*toll_range.claims, *toll_range.superseded)))
        found = [item for ref in refs if (item := self._evidence(incident, toll_range, ref)) is not None]
        return tuple(sorted(found, key=lambda item: item.status.startswith("superseded")))

    def _evidence(self, incident: Incident, toll_range: TollRange, ref: TollRef) -> Evidence | None:
        document, toll = self.document(ref[0]), self.toll(ref)
        if document is None or toll is None:
            return None
        marks = [(toll.quote.span, "claim")]
        if toll.attribution is not None:
            marks.append((toll.attribution.quote.span, "speaker"))
        status, lead = self._status(incident, toll_range, ref, toll)
        shown = () if is_hidden(incident) else self.quote(document, marks)
        return Evidence(ref, document, toll, shown, status, lead)

    def _status(
        self, incident: Incident, toll_range: TollRange, ref: TollRef, toll: Toll
    ) -> tuple[str, Document | None]:
        if toll.superseded:
            return "superseded_text", None
        if ref in toll_range.superseded:
            return "superseded_later", None
        for origin in incident.origins:
            if origin.rule.startswith("R2") and ref[0] in origin.documents and ref[0] != origin.lead:
                return "copy", self.document(origin.lead)
        return "current", None


def _is_of(words: str, names: Iterable[str]) -> bool:
    """Whether words are (part of) one of the names, in any spelling of their letters."""
    said = fold(words).text
    return any(said in (whole := fold(name).text) or whole in said for name in names)


def _start(span: Span) -> int:
    return span.start


def pieces(text: str, sentence: Span, marks: Iterable[tuple[Span, str]]) -> tuple[Piece, ...]:
    """`sentence` cut into pieces by `marks`; where marks overlap, withheld wins, then claim, then speaker.

    Joined, the pieces give back the sentence, except that stretches over 700 characters away from every mark are cut.
    """
    rank = {"plain": 0, "speaker": 1, "claim": 2, "place": 3, "withheld": 4}
    kinds = ["plain"] * len(sentence)
    for span, kind in marks:
        for position in range(max(span.start, sentence.start), min(span.end, sentence.end)):
            if rank[kind] > rank[kinds[position - sentence.start]]:
                kinds[position - sentence.start] = kind
    cut: list[Piece] = []
    start = 0
    for position in range(1, len(kinds) + 1):
        if position == len(kinds) or kinds[position] != kinds[start]:
            cut.append(Piece(text[sentence.start + start : sentence.start + position], kinds[start]))
            start = position
    return tuple(cut) if len(sentence) <= _LONGEST else _shortened(cut)


def _shortened(cut: list[Piece]) -> tuple[Piece, ...]:
    short: list[Piece] = []
    for index, piece in enumerate(cut):
        first, last = index == 0, index == len(cut) - 1
        if piece.kind != "plain" or len(piece.text) <= 2 * _WINDOW:
            short.append(piece)
            continue
        head = "" if first else piece.text[:_WINDOW].rsplit(None, 1)[0]
        tail = "" if last else (piece.text[-_WINDOW:].split(None, 1)[1:] or [""])[0]
        kept = ((head, "plain"), (" … ", "gap"), (tail, "plain"))
        short.extend(Piece(text, kind) for text, kind in kept if text)
    return tuple(short)

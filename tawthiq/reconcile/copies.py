"""R2: pages that carry one text are one voice.

Two pages are copies when their word runs agree, edited or not (text/near_copies.py): MinHash finds pairs to look at, the
exact share decides. A sentence with a count, 60 characters or longer, that stands word for word on two pages makes that
claim one claim, whatever surrounds it: «وقال ناشطون إن 33 مدنياً قتلوا …» reprinted, or an English wire sentence. A telling
of some length that stands almost whole in an earlier page is that page's telling.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

from tawthiq.domain.account import Extraction
from tawthiq.domain.document import Document
from tawthiq.domain.incident import AccountRef, TollRef
from tawthiq.domain.span import Span
from tawthiq.text.fold import fold
from tawthiq.text.near_copies import copy_pairs, leads
from tawthiq.text.retold import holders
from tawthiq.text.sentences import sentences
from tawthiq.text.words import plain_words

SHARE = 0.8
SENTENCE = 60
_RUN = 5
_TELLING = 12  # runs; shorter tellings may agree by stock phrases alone


def published(document: Document) -> date:
    """The day a document is ordered by: its publication, else the last day it can be from, else the end of time."""
    return document.published.day or document.published.end or document.crawled or date.max


def _words(text: str) -> list[str]:
    return plain_words(fold(text).text)


def _report_text(document: Document) -> str:
    """The words of the report itself; comments and menus are left out."""
    kept, at = [], 0
    for aside in sorted(document.asides, key=lambda a: a.span):
        kept.append(document.text[at : max(at, aside.span.start)])
        at = max(at, aside.span.end)
    return " ".join([*kept, document.text[at:]])


def copy_leads(extractions: Sequence[Extraction]) -> dict[str, str]:
    """Document → the earliest document with the same text, edited or not (itself, where nothing was copied).

    A copy with another count is still its lead's voice: the count is a new telling by one origin (R5 may let it replace
    the old one), never a second origin.
    """
    documents = sorted((e.document for e in extractions), key=lambda d: (published(d), d.id))
    lead = leads(len(documents), copy_pairs(_report_text(document) for document in documents))
    return {document.id: documents[lead[position]].id for position, document in enumerate(documents)}


def _sentences(extraction: Extraction) -> Mapping[bytes, list[TollRef]]:
    """The long sentences of a document that hold counts, folded and hashed, with the claims in each."""
    document, found = extraction.document, dict[bytes, list[TollRef]]()
    if not any(account.tolls for account in extraction.accounts):
        return found
    cut = sentences(document.text)
    folded: dict[Span, str] = {}
    for number, account in enumerate(extraction.accounts):
        for index, toll in enumerate(account.tolls):
            at = toll.quote.span.start
            holding = next((s for s in cut if s.start <= at < s.end), None)
            if holding is None:
                continue
            if holding not in folded:
                folded[holding] = " ".join(_words(document.text[holding.start : holding.end]))
            if len(folded[holding]) >= SENTENCE:
                # A hash stands for the sentence: those of a million documents are held at once.
                key = hashlib.blake2b(folded[holding].encode("utf-8", "surrogatepass"), digest_size=16).digest()
                found.setdefault(key, []).append((document.id, number, index))
    return found


def copied_claims(extractions: Sequence[Extraction]) -> dict[TollRef, TollRef]:
    """Claim → the claim of an earlier document whose whole sentence it repeats word for word."""
    first: dict[bytes, list[TollRef]] = {}
    found: dict[TollRef, TollRef] = {}
    for extraction in sorted(extractions, key=lambda e: (published(e.document), e.document.id)):
        for sentence, claims in _sentences(extraction).items():
            earlier = first.setdefault(sentence, claims)
            if earlier is not claims:
                found.update(zip(claims, earlier, strict=False))
    return found


def copied_tellings(extractions: Sequence[Extraction]) -> dict[AccountRef, AccountRef]:
    """Account → the account of an earlier document that holds at least 0.8 of its five-word runs."""
    ordered = sorted(extractions, key=lambda e: (published(e.document), e.document.id))
    refs = [(e.document.id, number) for e in ordered for number in range(len(e.accounts))]
    owners = [at for at, e in enumerate(ordered) for _ in e.accounts]
    ranks = [0] * len(refs)
    for rank, at in enumerate(sorted(range(len(refs)), key=refs.__getitem__)):
        ranks[at] = rank
    texts = (" ".join(e.document.text[s.start : s.end] for s in a.spans) for e in ordered for a in e.accounts)
    found: dict[AccountRef, AccountRef] = {}
    for at, best in enumerate(holders(texts, owners, ranks, run=_RUN, least=_TELLING, share=SHARE)):
        if best >= 0:
            found[refs[at]] = found.get(refs[best], refs[best])
    return found

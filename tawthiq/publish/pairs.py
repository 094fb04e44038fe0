"""Pairs of accounts: why two were held to be one event, and which pairs were left for a person (standards R16).

A pair that nobody decided is shown with the sentence of each telling, so that a reviewer can decide without opening
the documents. Only the strongest are printed; the rest are counted, never dropped in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import nsmallest

from tawthiq.domain.incident import AccountRef, Link
from tawthiq.domain.register import Register
from tawthiq.publish.dates import spoken
from tawthiq.publish.public import HIDDEN
from tawthiq.publish.sources import Citation, Source, Sources
from tawthiq.publish.wording import clean, ltr

PRINTED = 25
"""How many undecided pairs a report prints."""


@dataclass(frozen=True, slots=True)
class LinkView:
    """A pair of accounts that stand as one event: their documents, who decided, and each kind of evidence."""

    a: Source
    b: Source
    score: str
    decided: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PairView:
    """A pair that a person should decide: each telling with its sentence, the score and the evidence."""

    a: Citation
    b: Citation
    score: str
    reasons: tuple[str, ...]


def _reasons(link: Link, sources: Sources) -> tuple[str, ...]:
    w = sources.w
    return tuple(clean(spoken(w.pick(reason.text_ar, reason.text_en), w)) for reason in link.reasons)


def link_view(link: Link, sources: Sources) -> LinkView:
    """A link in words: the two documents, the score, who decided, and each kind of evidence."""
    w = sources.w
    decided = w("incidents.decided_machine")
    if link.decided_by != "machine":
        decided = w("incidents.decided_person", name=clean(link.decided_by))
    score = w("incidents.score", score=ltr(f"{link.score:.2f}"))
    return LinkView(sources.of(link.a[0]), sources.of(link.b[0]), score, decided, _reasons(link, sources))


def strongest(register: Register) -> list[Link]:
    """The undecided pairs that a report prints, highest score first."""
    return nsmallest(PRINTED, register.uncertain, key=lambda link: (-link.score, link.a, link.b))


def undecided(register: Register, sources: Sources) -> tuple[tuple[PairView, ...], int]:
    """The strongest undecided pairs, highest score first, and how many more there are."""
    ranked = strongest(register)
    views = tuple(
        PairView(
            telling(link.a, sources),
            telling(link.b, sources),
            sources.w("incidents.score", score=ltr(f"{link.score:.2f}")),
            _reasons(link, sources),
        )
        for link in ranked
    )
    return views, len(register.uncertain) - len(views)


def telling(ref: AccountRef, sources: Sources) -> Citation:
    """The sentence in which an account gives its first count or else says what happened, those words marked.

    No sentence for sexual violence or a restricted document (standards §5.5, §5.7).
    """
    source, account, document = sources.of(ref[0]), sources.trace.account(ref), sources.trace.document(ref[0])
    if account is None or document is None or HIDDEN & {account.kind, *account.labels}:
        return Citation(source, ())
    quoted = [toll.quote for toll in account.tolls if not toll.superseded][:1]
    quoted += [account.kind_quote] if account.kind_quote is not None else []
    marks = [(quote.span, "claim") for quote in quoted] or [(span, "plain") for span in account.spans[:1]]
    return Citation(source, sources.trace.quote(document, marks))

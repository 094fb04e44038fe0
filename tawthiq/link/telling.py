"""An account made ready to be compared: its days as a window, its places, its counts, its words.

The window is the dates widened by what their precision leaves open (R16): a night may belong to either day, a day
counted back from publication may be one off. A report that gives no day and is not told in passing is taken to be news
of the day it was published or the one before; such an implied window may speak for a pair, and never refuses one,
except that nothing is reported before it happens.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tawthiq.domain.account import Account, Extraction
from tawthiq.domain.document import Document
from tawthiq.domain.incident import AccountRef
from tawthiq.domain.where import PlaceMention
from tawthiq.link.comparison import weights
from tawthiq.text.fold import fold

ORDER = ("T1", "T2", "T3", "T4", "T5", "T6", "T7", "T0")
"""The precisions of dates, the most exact first."""
RUN = 5
"""Words of a run (shingle) by which copied wording is recognised."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One account with what comparing needs.

    `earliest`–`latest` is its window of days after widening; `implied`: the account gives no date, and the window is
    what the day of publication implies. `said` are its words in order, folded.
    """

    ref: AccountRef
    account: Account
    document: Document
    earliest: date | None
    latest: date | None
    sites: tuple[PlaceMention, ...]
    implied: bool
    said: tuple[str, ...]

    @property
    def words(self) -> frozenset[str]:
        """Its words, folded. Made when they are asked for: of a million tellings the sets would fill the memory."""
        return frozenset(self.said)

    @property
    def runs(self) -> frozenset[str]:
        """Its runs of `RUN` words."""
        return frozenset(" ".join(self.said[at : at + RUN]) for at in range(len(self.said) - RUN + 1))

    @property
    def dated(self) -> bool:
        """Whether the account itself could be placed on the calendar."""
        return self.earliest is not None and not self.implied

    @property
    def precision(self) -> str:
        """How exactly the date of the account says when the event was; "" without one. That of a siege says little."""
        when = self.account.date
        if when is None:
            return ""
        lasting: str = weights("kinds")["lasting_precision"]
        return max(when.precision, lasting) if lasts(self.account) and when.precision in ORDER[:-1] else when.precision


def lasts(account: Account) -> bool:
    """Whether the account tells of what lasts for months, a siege: its tellings speak of it on other days."""
    return account.kind in weights("kinds")["lasting"]


def window(account: Account) -> tuple[date | None, date | None]:
    """The first and last day the account may mean, widened by its precision; (None, None) where it gives no date."""
    when = account.date
    if when is None or when.start is None or when.end is None:
        return None, None
    table = weights("when")
    extra = int(table["widen"].get(when.precision, 0))
    if when.basis in ("relative_to_publication", "relative_to_event"):
        extra = max(extra, int(table["relative_widen"]))
    if lasts(account):
        extra = max(extra, int(weights("kinds")["lasting_widen"]))
    return when.start - timedelta(days=extra), when.end + timedelta(days=extra)


def _news_window(account: Account, document: Document) -> tuple[date | None, date | None]:
    """The days that news of no stated date is about, by its day of publication; (None, None) where that says nothing."""
    day = document.published.day
    if day is None or document.published.basis == "crawled" or account.background or account.date is not None:
        return None, None
    if lasts(account):
        return day - timedelta(days=int(weights("kinds")["lasting_widen"])), day
    return day - timedelta(days=int(weights("when")["implied_days"])), day


def _sites(account: Account) -> tuple[PlaceMention, ...]:
    mentions = ((account.place,) if account.place else ()) + account.places
    return tuple({m.place.id: m for m in reversed(mentions)}.values())[::-1]


def telling(extraction: Extraction, index: int) -> Telling:
    """The telling of account `index` of a document."""
    account, document = extraction.accounts[index], extraction.document
    earliest, latest = window(account)
    implied = earliest is None
    if implied:
        earliest, latest = _news_window(account, document)
    text = " ".join(document.text[span.start : span.end] for span in account.spans)
    said = tuple(map(sys.intern, _folded(text)))
    return Telling((document.id, index), account, document, earliest, latest, _sites(account), implied, said)


def tellings(extractions: Sequence[Extraction]) -> tuple[list[Telling], list[AccountRef]]:
    """The tellings to be linked, in order of reference, and the summaries that are left out (R14).

    A summary rolls up other accounts of its document and is no further evidence for any of them; where it stands
    alone in its document it is a telling like any other.
    """
    found: list[Telling] = []
    summaries: list[AccountRef] = []
    for extraction in sorted(extractions, key=lambda e: e.document.id):
        alone = all(account.summary for account in extraction.accounts)
        for index, account in enumerate(extraction.accounts):
            if account.summary and not alone:
                summaries.append((extraction.document.id, index))
            else:
                found.append(telling(extraction, index))
    return found, summaries


def rare_words(all_tellings: Iterable[Telling]) -> frozenset[str]:
    """The words that only a few documents use, long enough to mean something.

    Not those of the names of places and parties: what two tellings have in common there is compared as a place and as a party.
    """
    table = weights("words")
    most, shortest = int(table["rare_documents"]), int(table["shortest"])
    documents: dict[
        str, set[str] | None
    ] = {}  # None: of more documents than a rare word; they are no longer told apart
    given: set[str] = set()
    for one in all_tellings:
        for word in one.words:
            ids = documents.setdefault(word, set())
            if ids is not None:
                ids.add(one.ref[0])
                if len(ids) > most:
                    documents[word] = None
        given.update(_names(one))
    names = {word for name in given for word in _folded(name)}
    return frozenset(
        w
        for w, ids in documents.items()
        if ids is not None and len(ids) >= 2 and len(w) >= shortest and not w.isdigit() and w not in names
    )


def _names(one: Telling) -> Iterator[str]:
    """The names that a telling gives its places and parties, and those by which we know them."""
    for site in one.sites:
        yield from (site.quote.text, site.place.name_en, site.place.name_ar, site.governorate_en or "")
    for actor in one.account.actors:
        yield from (actor.quote.text, actor.name_en, actor.name_ar)


def _folded(text: str) -> list[str]:
    """The words of a text, folded."""
    return "".join(c if c.isalnum() else " " for c in fold(text).text).split()

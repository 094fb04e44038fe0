"""The stages composed: reports in, a register out. No database and no network: a folder of files runs to JSON Lines.

`read_all` turns inputs into documents, `extract_all` documents into claims, `make_register` claims into incidents. Each
reports its progress; an input that fails is named and left behind, the run goes on.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path
from typing import Any, Protocol, TypeVar

from tawthiq import __version__
from tawthiq.audit import audit, audit_series
from tawthiq.domain.account import Account, Aggregate, Extraction
from tawthiq.domain.actors import PersonMention
from tawthiq.domain.collecting import uncollected
from tawthiq.domain.document import Document, Unreadable
from tawthiq.domain.incident import AccountRef, Incident
from tawthiq.domain.register import Register
from tawthiq.extract import Tell, extract
from tawthiq.extract.matcher import the_gazetteer
from tawthiq.ingest import OriginalStore, ingest_paths, read_jsonl
from tawthiq.knowledge.definitions import massacre_definitions
from tawthiq.link import LinkResult, link_accounts
from tawthiq.link.scores import Scored, score_pairs
from tawthiq.reconcile import Origins, bound_findings, find_origins, weigh, weigh_cluster

_SET_ASIDE = 1_000
"""Documents after each of which what was read so far is set aside from the collector."""
Made = TypeVar("Made")
Read = Document | Unreadable
Told = Extraction | Unreadable
Reader = Callable[[Document], Told]
"""Reads one document. The rules do, unless another reader is handed in; the core itself calls nobody."""
Scorer = Callable[[Any], Scored]
"""Scores the pairs of a table of tellings (`link.columns.schema`)."""
Mapper = Callable[[Callable[[Document], Told], Iterable[Document]], Iterator[Told]]
"""Applies one function to many documents, in order: the builtin `map`, or an engine's."""


class Kept(Protocol):
    """Where what was read is kept as it comes, for a run that is killed and begun again."""

    def find(self, document: Document) -> Told | None:
        """What was read out of the document before; None where nothing was."""

    def keep(self, document: Document, told: Told) -> None:
        """Keeps what was read out of a document."""

    def write(self) -> None:
        """Nothing more comes: what was kept is to be on disk."""


class Stages(Protocol):
    """Where the outcomes of linking and weighing are kept, for a run that is killed and begun again."""

    def given(self, extraction: Extraction) -> None:
        """One more of the extractions that are worked on; what was made of others is not taken."""

    def whole(self, stage: str, kind: type[Made], make: Callable[[], Made]) -> Made:
        """The outcome of a stage: what was kept, or what `make` makes, then kept."""

    def each(
        self, stage: str, kind: type[Made], count: int, make: Callable[[int], Made], settings: object
    ) -> Iterable[Made]:
        """The `count` outcomes of a stage, those that were kept and those that `make` makes; `settings` say by what else they are made."""


@dataclass(frozen=True, slots=True)
class Progress:
    """One step done: the stage's name, how far, out of how many (None: unknown)."""

    stage: str
    done: int
    total: int | None = None


Report = Callable[[Progress], None]


_DAYS = ("T1", "T2", "T3")
"""Precisions of a date that names a day or a night."""
_WEEK = 6
_SEVERAL = 3
"""Statistics from which on a document was taken for a report of them without being told."""


def _silent(progress: Progress) -> None:
    """Reports nothing."""


def read_all(
    paths: Sequence[Path],
    *,
    jsonl: Sequence[Path] = (),
    originals: Path | None = None,
    tables: bool = False,
    report: Report = _silent,
) -> Iterator[Read]:
    """Every input as a document or the reason why not, in a fixed order; a second document with one id is refused.

    `tables`: a CSV of figures is read as the table it is, not refused for being no table of posts.
    """
    store = OriginalStore(originals) if originals is not None else None
    seen: set[str] = set()
    sources: list[Iterable[Read]] = [ingest_paths(paths, store=store, tables=tables)] if paths else []
    sources.extend(read_jsonl(path, store=store) for path in jsonl)
    for done, item in enumerate(chain.from_iterable(sources), start=1):
        report(Progress("read", done))
        if isinstance(item, Document) and item.id in seen:
            yield Unreadable(item.id, "duplicate_id", f"{item.id}: another input already has this id", item.source_path)
            continue
        seen.add(item.id)
        yield item


def extract_one(
    document: Document, office: Path | None = None, *, tell: Tell | None = None, handed_in: bool = False
) -> Told:
    """The claims of one document with the findings of its audit, or why they could not be read out.

    `tell` groups the accounts in the place of our rules; what is `handed_in` to be audited is, statistics or not. Whatever one hostile page makes the extractor do, the others are still read: an error becomes an `Unreadable`.
    """
    try:
        extraction = extract(document, office) if tell is None else extract(document, office, tell=tell)
        return replace(extraction, findings=audit(extraction, office=office, handed_in=handed_in))
    except Exception as error:  # the one place where a page's failure is turned into a value
        reason = " ".join(str(error).split()) or "no reason given"
        return Unreadable(
            document.id, "extract_failed", f"{document.id}: {type(error).__name__}: {reason}", document.source_path
        )


@dataclass(frozen=True, slots=True)
class Auditor:
    """Reads what is handed in for an audit: a document that tells of a week or longer and no incident of a day is a report of
    statistics, however short."""

    office: Path | None = None

    def __call__(self, document: Document) -> Told:
        told = extract_one(document, self.office, handed_in=True)
        if isinstance(told, Unreadable) or len(told.aggregates) >= _SEVERAL or any(map(_of_a_day, told.accounts)):
            return told
        counted = extract_one(replace(document, statistical=True), self.office)
        if isinstance(counted, Unreadable) or (told.accounts and not any(map(_lasts, counted.aggregates))):
            return told
        return replace(counted, document=told.document)


def _of_a_day(account: Account) -> bool:
    return account.date is not None and account.date.precision in _DAYS


def _lasts(figure: Aggregate) -> bool:
    start, end = figure.period.start, figure.period.end
    return start is not None and end is not None and (end - start).days >= _WEEK


def extract_all(
    items: Iterable[Read],
    *,
    office: Path | None = None,
    reader: Reader | None = None,
    mapper: Mapper = map,
    kept: Kept | None = None,
    report: Report = _silent,
) -> Iterator[Told]:
    """The claims of every document, in input order, as they come; unreadable inputs pass through in their place.

    A `reader` reads the documents in the place of our rules with the office's gazetteer. What is `kept` is not read again.
    """
    waiting: deque[Read | Told] = deque()  # a document stands for itself: the mapper has taken it
    done = count(1)

    def documents() -> Iterator[Document]:
        for item in items:
            if not isinstance(item, Document):
                waiting.append(item)
            elif kept is not None and (known := kept.find(item)) is not None:
                waiting.append(known)
                report(Progress("extract", next(done)))
                if len(waiting) % _SET_ASIDE == 0:
                    gc.freeze()
            else:
                waiting.append(item)
                yield item

    for result in mapper(reader or _Extractor(office), documents()):
        while not isinstance(passing := waiting.popleft(), Document):
            yield passing
        if kept is not None:
            kept.keep(passing, result)
        yield result
        report(Progress("extract", next(done)))
    if kept is not None:
        kept.write()
    yield from (passing for passing in waiting if not isinstance(passing, Document))


@dataclass(frozen=True, slots=True)
class _Extractor:
    """`extract_one` with the office's gazetteer; a class, so that it can be sent to another process."""

    office: Path | None

    def __call__(self, document: Document) -> Told:
        return extract_one(document, self.office)


def make_register(
    told: Iterable[Told],
    *,
    office: Path | None = None,
    profile: str = "tawthiq",
    title: str = "",
    known: Mapping[AccountRef, str] | None = None,
    scorer: Scorer = score_pairs,
    kept: Stages | None = None,
    report: Report = _silent,
) -> Register:
    """Links the accounts of all documents, weighs what they say, and audits their statistics together.

    `known` are the incident ids of an earlier run by account: an incident that still holds one of them keeps its id. `scorer` scores the
    pairs that linking compares, in this process or on an engine. What is `kept` of an interrupted run's linking and weighing is not done again.
    """
    kept = kept or _NothingKept()
    extractions, unreadable = _gathered(told, kept)
    with uncollected():
        return _made(extractions, unreadable, office, profile, title, known, scorer, kept, report)


class _NothingKept:
    """Every stage is gone through."""

    def given(self, extraction: Extraction) -> None:
        pass

    def whole(self, stage: str, kind: type[Made], make: Callable[[], Made]) -> Made:
        return make()

    def each(
        self, stage: str, kind: type[Made], count: int, make: Callable[[int], Made], settings: object
    ) -> Iterable[Made]:
        return map(make, range(count))


def _gathered(told: Iterable[Told], kept: Stages) -> tuple[list[Extraction], list[Unreadable]]:
    """What was read and what could not be; it stays, and is set aside from the collector of cycles, which would walk through it again and again."""
    extractions: list[Extraction] = []
    unreadable: list[Unreadable] = []
    for one in told:
        if isinstance(one, Unreadable):
            unreadable.append(one)
            continue
        extractions.append(one)
        kept.given(one)
        if len(extractions) % _SET_ASIDE == 0:
            gc.freeze()
    return extractions, unreadable


def _made(
    extractions: Sequence[Extraction],
    unreadable: Sequence[Unreadable],
    office: Path | None,
    profile: str,
    title: str,
    known: Mapping[AccountRef, str] | None,
    scorer: Scorer,
    kept: Stages,
    report: Report,
) -> Register:
    series = audit_series(extractions, office=office)
    report(Progress("link", 0, 1))
    gazetteer = the_gazetteer(office)
    linked = kept.whole("linked", LinkResult, lambda: link_accounts(extractions, gazetteer=gazetteer, scorer=scorer))
    report(Progress("link", 1, 1))
    origins = kept.whole("origins", Origins, lambda: find_origins(extractions))
    settings = profile, sorted((known or {}).items())
    incidents = weigh(
        linked.clusters, extractions, origins, linked.links, profile=profile, gazetteer=gazetteer, known=known,
        definitions=massacre_definitions(office), through=lambda one, count: kept.each("weighed", Incident, count, one, settings),
    )  # fmt: skip
    report(Progress("weigh", 1, 1))
    return Register(
        extractions=tuple(extractions),
        incidents=tuple(incidents),
        origins=tuple(origins.origins),
        unreadable=tuple(unreadable),
        uncertain=linked.uncertain,
        findings=(*series, *bound_findings(incidents, extractions)),
        title=title,
        version=__version__,
        unasked=linked.unasked,
    )


def weigh_again(
    register: Register, incident: Incident, documents: frozenset[str], *, office: Path | None = None
) -> Incident | None:
    """The incident as its accounts in `documents` alone would have it, by the rules and the default profile.

    None where none of them tells it. No ruling of a person has a part in it.
    """
    known = [e for e in register.extractions if e.document.id in documents]
    held = {e.document.id for e in known}
    refs = [ref for ref in incident.accounts if ref[0] in held]
    if not refs:
        return None
    by_id = {e.document.id: e for e in known}
    return weigh_cluster(
        refs, by_id, find_origins(known), incident.links, gazetteer=the_gazetteer(office), ident=incident.id,
        definitions=massacre_definitions(office),
    )  # fmt: skip


def persons_read(
    extractions: Iterable[Extraction], *, office: Path | None = None
) -> dict[str, tuple[PersonMention, ...]]:
    """The persons whom our rules find in documents, by document: a register as persons ruled may have left names out."""
    found = {}
    for extraction in extractions:
        told = extract_one(extraction.document, office) if extraction.document.text else None
        accounts = told.accounts if isinstance(told, Extraction) else ()
        found[extraction.document.id] = tuple(p for account in accounts for p in account.persons)
    return found

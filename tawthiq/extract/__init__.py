"""Document → claims → accounts: what a text says happened, each value with its exact words, speaker and rule.

`extract` runs the stages in order: the one reading, statistics (whose numbers are no tolls), mentions, segments, scenes,
accounts, appeals, stated changes of control. Nothing here decides between claims; that is reconcile's work. Another reader may `tell` the accounts
in the place of our rules; statistics, appeals and changes of control are read by the rules always.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tawthiq.domain.account import Account, Extraction
from tawthiq.domain.collecting import uncollected
from tawthiq.domain.document import Document
from tawthiq.extract.appeals import find_appeals
from tawthiq.extract.context import Context, make_context
from tawthiq.extract.control_changes import control_changes
from tawthiq.extract.days.event_dates import event_dates
from tawthiq.extract.matcher import the_gazetteer, the_matcher
from tawthiq.extract.parties.actors import find_actors
from tawthiq.extract.persons import find_persons
from tawthiq.extract.pieces import read_in_pieces
from tawthiq.extract.places.find import find_places
from tawthiq.extract.statistics.aggregates import read_statistics
from tawthiq.extract.taken import Taken
from tawthiq.extract.tellings.accounts import write_account
from tawthiq.extract.tellings.continued_kinds import continued_kinds
from tawthiq.extract.tellings.scenes import find_scenes
from tawthiq.extract.tellings.segments import Mentions, may_tell, segments
from tawthiq.extract.weapons import find_weapons

__all__ = ["Context", "Tell", "by_rules", "extract", "read_document"]

Tell = Callable[[Context, Mentions, bool], Sequence[Account]]
"""Groups what a document mentions into accounts; the flag says that it is a statistical report."""

REPORT_ROWS = 5
"""Rows of lists and tables from which a document is a statistical report."""


def read_document(document: Document, office: Path | None = None) -> Context:
    """The document, read with the office's dictionary; `office` is its own gazetteer file, if it has one."""
    return make_context(document, the_matcher(office), the_gazetteer(office))


def by_rules(context: Context, mentions: Mentions, report: bool) -> tuple[Account, ...]:
    """The accounts that our rules read."""
    scenes = find_scenes(context, segments(context, mentions), report=report)
    return continued_kinds([write_account(context, scene, mentions.actors, scenes) for scene in scenes], scenes)


def extract(document: Document, office: Path | None = None, *, tell: Tell = by_rules) -> Extraction:
    """Everything the document says, as claims grouped into accounts, statistics and appeals."""
    with uncollected():  # a document makes ten thousand values, and hardly one of them is garbage before it is done
        return read_in_pieces(document, lambda piece: _whole(piece, office, tell))


def _whole(document: Document, office: Path | None, tell: Tell) -> Extraction:
    """What a document says that is read as one."""
    context = read_document(document, office)
    statistics = read_statistics(context)
    if tell is by_rules and not may_tell(context) and not context.reading.of("control_change"):
        return Extraction(document, (), statistics.aggregates, tuple(find_appeals(context)))
    mentions = Mentions(
        tuple(find_places(context)),
        tuple(event_dates(context)),
        tuple(find_actors(context.reading, on=document.published.day)),
        tuple(find_weapons(context.reading)),
        tuple(find_persons(context.reading)),
        Taken((s.start, s.end) for s in statistics.consumed),
    )
    report = sum(a.table is not None for a in statistics.aggregates) >= REPORT_ROWS
    accounts = tuple(tell(context, mentions, report))
    return Extraction(
        document,
        accounts,
        statistics.aggregates,
        tuple(find_appeals(context)),
        control=tuple(control_changes(context, mentions)),
    )

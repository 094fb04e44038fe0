"""What an office does with its words: adds a spelling, takes one out, has the register read again, accepts or discards what that would change."""

from __future__ import annotations

from django.db import transaction

from tawthiq.extract.matcher import the_gazetteer
from tawthiq.knowledge.office_words import OfficeWord, fault_of
from tawthiq.workbench.register import chain, rereading, vocabulary
from tawthiq.workbench.register.deciding import ReasonNeeded, check, decide
from tawthiq.workbench.register.models import Decision, Rereading, Word
from tawthiq.workbench.register.names import word_name
from tawthiq.workbench.register.office_places import office_places
from tawthiq.workbench.staff.models import User

_STATES = {"used": "word.add", "removed": "word.remove"}


def name_of(word: Word) -> str:
    """The word's lasting name."""
    return word_name(word.kind, word.code, word.word)


def add_word(actor: User, kind: str, code: str, word: str, *, reason: str) -> Decision:
    """A wording that reading knows from now on. Raises ValueError for a kind, code or wording that is none, and for one that is known already."""
    check(actor, "edit_vocabulary")
    wanted = OfficeWord(kind, code, " ".join(word.split()))
    if fault := fault_of(wanted):
        raise ValueError(f"vocabulary.{fault}")
    if kind == "place" and code not in the_gazetteer(office_places()).places:
        raise ValueError("vocabulary.bad_code")
    return _rule(actor, wanted, "used", reason, None)


def set_state(actor: User, word: Word, state: str, *, reason: str, version: int | None = None) -> Decision:
    """Takes a word out of the list, or back in."""
    check(actor, "edit_vocabulary")
    if state not in _STATES:
        raise ValueError("document.bad_code")
    return _rule(actor, OfficeWord(word.kind, word.code, word.word), state, reason, version)


def _rule(actor: User, word: OfficeWord, state: str, reason: str, version: int | None) -> Decision:
    name = word_name(word.kind, word.code, word.word)
    seen = {} if version is None else {name: version}
    made = decide(actor, _STATES[state], name, {name: {"state": state}}, reason=reason, seen=seen)
    vocabulary.write_file()
    return made


def read_again(actor: User) -> Rereading:
    """Has the register read with the list as it is; nothing changes by that."""
    check(actor, "edit_vocabulary")
    return rereading.begin(actor)


def accept(actor: User, found: Rereading, *, reason: str) -> Decision:
    """What a reading would change becomes so. Raises MovedOn where the list changed meanwhile, ValueError where there is nothing to accept."""
    return _end(actor, found, "accepted", reason)


def discard(actor: User, found: Rereading, *, reason: str) -> Decision:
    """What a reading would change is left."""
    return _end(actor, found, "discarded", reason)


def _end(actor: User, found: Rereading, state: str, reason: str) -> Decision:
    check(actor, "edit_vocabulary")
    reason = " ".join(reason.split())
    if not reason:
        raise ReasonNeeded(state)
    with transaction.atomic():
        mine = Rereading.objects.select_for_update().get(pk=found.pk)
        if mine.state not in ("ready", *(("failed",) if state == "discarded" else ())):
            raise ValueError("vocabulary.not_ready")
        if state == "accepted" and mine.words != vocabulary.list_version():
            raise rereading.MovedOn("vocabulary.moved_on")
        documents = list(mine.documents.order_by("document__key").values_list("document__key", flat=True))
        decision = chain.append(
            Decision(
                action="vocabulary.accept" if state == "accepted" else "vocabulary.discard",
                subject=f"rereading:{mine.pk}",
                before={},
                after={"words": mine.words, "documents": documents},
                reason=reason,
            ),
            actor,
        )
        mine.state, mine.decision = state, decision
        mine.save(update_fields=["state", "decision"])
        if state == "accepted":
            rereading.enqueue_apply(mine)
    return decision

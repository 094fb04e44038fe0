"""Rulings on sources: what kind they are, for whom they speak, whose they are and whose text they publish, who may see them named (R1, R2, R4)."""

from __future__ import annotations

from tawthiq.knowledge.parties import actors
from tawthiq.publish.wording import codes
from tawthiq.reconcile.publishers import is_party
from tawthiq.workbench.register.deciding import check, decide
from tawthiq.workbench.register.models import Decision, Source
from tawthiq.workbench.register.models.documents import ACCESS
from tawthiq.workbench.staff.models import User


def name_of(source: Source) -> str:
    """The source's lasting name."""
    return f"source:{source.key}"


def _seen(source: Source, version: int | None) -> dict[str, int]:
    return {} if version is None else {name_of(source): version}


def set_type(
    actor: User, source: Source, source_type: str, party: str, *, reason: str, version: int | None = None
) -> Decision:
    """Its type, and the side it speaks for; empty leaves the one that is known. A party's word raises no grade (R4)."""
    check(actor, "rule_sources")
    if source_type and source_type not in codes("source_types"):
        raise ValueError("document.bad_code")
    if party and party not in actors():
        raise ValueError("document.bad_code")
    if party and not is_party(source_type or source.known_type):
        raise ValueError("sources.side_needs_type")
    after = {name_of(source): {"source_type": source_type, "party": party}}
    return decide(actor, "source.type", name_of(source), after, reason=reason, seen=_seen(source, version))


def set_dependence(
    actor: User,
    source: Source,
    owner: Source | None,
    carries: Source | None,
    *,
    reason: str,
    version: int | None = None,
) -> Decision:
    """Whose it is and whose text it publishes: with those it is one voice (R1, R2). Raises ValueError where it would come back to itself."""
    check(actor, "rule_sources")
    for other in (owner, carries):
        if other is not None and _leads_to(other, source):
            raise ValueError("sources.circle")
    after = {name_of(source): {"owner": owner.key if owner else None, "carries": carries.key if carries else None}}
    return decide(actor, "source.depends", name_of(source), after, reason=reason, seen=_seen(source, version))


def _leads_to(start: Source, wanted: Source) -> bool:
    waiting, known = [start], set()
    while waiting:
        one = waiting.pop()
        if one.pk == wanted.pk:
            return True
        if one.pk not in known:
            known.add(one.pk)
            waiting += [other for other in (one.owner, one.carries) if other is not None]
    return False


def set_access(actor: User, source: Source, access: str, *, reason: str, version: int | None = None) -> Decision:
    """Who may see the source named and read what it published: its documents are at most as open (standards §5.5)."""
    check(actor, "set_access")
    if access not in ACCESS:
        raise ValueError("document.bad_code")
    after = {name_of(source): {"access": access}}
    return decide(actor, "source.access", name_of(source), after, reason=reason, seen=_seen(source, version))

"""Rulings on incidents: merged, split, graded, registered, opened and closed, published. What needs two persons is proposed first (proposals.py)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tawthiq.domain.from_records import Atlas
from tawthiq.extract.matcher import the_gazetteer
from tawthiq.publish.wording import codes
from tawthiq.reconcile.identity import incident_id
from tawthiq.workbench.register import chain
from tawthiq.workbench.register.actions import records
from tawthiq.workbench.register.actions.accounts import name_of as account_of
from tawthiq.workbench.register.deciding import NothingChanged, check, decide
from tawthiq.workbench.register.effective import standing
from tawthiq.workbench.register.joining import blank_line
from tawthiq.workbench.register.models import Account, Decision, Incident
from tawthiq.workbench.register.models.documents import ACCESS
from tawthiq.workbench.register.office_places import office_places
from tawthiq.workbench.register.patches import Patch
from tawthiq.workbench.register.protection import CLOSED, by_class, classes_of, opens, to_close
from tawthiq.workbench.register.reweigh import extraction_of
from tawthiq.workbench.staff.models import User

TWO_GRADES = frozenset({"G4", "G5"})
"""Grades that two persons give (standards §5.4)."""
TWO_ATTRIBUTIONS = frozenset({"admitted", "likely"})
"""Grades of attribution that two persons give."""
SENSITIVE_KINDS = frozenset({"sexual_violence", "child_recruitment"})


def name_of(incident: Incident) -> str:
    """The incident's lasting name."""
    return f"incident:{incident.key}"


def merge_patch(kept: Incident, gone: Incident) -> Patch:
    """`gone` becomes part of `kept`: its accounts move over, its page leads there, and fewer people may read the two, if fewer might
    read `gone`. Raises ValueError for one and the same."""
    if kept.pk == gone.pk or kept.state == "merged" or gone.state == "merged":
        raise ValueError("incident.cannot_merge")
    after: Patch = {
        account_of(a): {"incident": kept.key, "placed_by": "person"}
        for a in Account.objects.filter(incident=gone).select_related("document")
    }
    after.update(_held(kept))
    if opens(gone, kept.access):
        after[name_of(kept)] = {"access": gone.access}
    after[name_of(gone)] = {"state": "merged", "merged_into": kept.key}
    return after


def _held(incident: Incident) -> Patch:
    """The accounts that the machine put into an incident, as a person's: no rebuild takes them out of what was ruled of it."""
    mine = Account.objects.filter(incident=incident, placed_by="machine").select_related("document")
    return {account_of(a): {"placed_by": "person"} for a in mine}


def split_patch(incident: Incident, accounts: Iterable[Account]) -> tuple[Patch, str]:
    """The given accounts become an incident of their own; the patch and the new key. Raises ValueError where none or all would leave."""
    leaving = sorted(accounts, key=lambda a: a.ref)
    staying = (
        Account.objects.filter(incident=incident).exclude(pk__in=[a.pk for a in leaving]).select_related("document")
    )
    if not leaving or not staying or any(a.incident_id != incident.pk for a in leaving):
        raise ValueError("incident.cannot_split")
    atlas = Atlas.of(the_gazetteer(office_places()).places)
    told: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    documents = {a.document.key: a.document for a in leaving}
    for account in leaving:
        told.setdefault(account.document.key, []).append((account.number, standing(account, account.claims.all())[0]))
    extractions = {key: extraction_of(documents[key], found, atlas) for key, found in told.items()}
    key = stem = incident_id([a.ref for a in leaving], extractions)
    more = 1
    while Incident.objects.filter(key=key).exists():
        more += 1
        key = f"{stem}-{more}"
    blank = blank_line(key, leaving[0].kind)
    level = {"access": incident.access} if incident.access in CLOSED else {}
    after: Patch = {f"incident:{key}": {"made": blank, "state": "lead", **level}}
    after.update({account_of(a): {"incident": key, "placed_by": "person"} for a in leaving})
    after.update({account_of(a): {"placed_by": "person"} for a in staying if a.placed_by == "machine"})
    return after, key


def rule_on(incident: Incident, changes: Mapping[str, Any]) -> Patch:
    """What a person decides of the incident itself: grades, kind, titles, the best figure of a range (`best`: "harm/group" → number)."""
    vocabularies = {"grade": "grades", "attribution_grade": "attribution_grades", "kind": "kinds"}
    for field, value in changes.items():
        if field in vocabularies and value not in codes(vocabularies[field]):
            raise ValueError("document.bad_code")
        if field not in (*vocabularies, "title_ar", "title_en", "best", "office_qualification"):
            raise ValueError("document.bad_field")
    return {name_of(incident): {"ruled": {**incident.ruled, **changes}}}


def needs_two(incident: Incident, changes: Mapping[str, Any]) -> bool:
    """Whether a ruling on grades needs a second person (standards §5.4)."""
    return changes.get("grade") in TWO_GRADES or changes.get("attribution_grade") in TWO_ATTRIBUTIONS


def grade_incident(
    actor: User, incident: Incident, changes: Mapping[str, Any], *, reason: str, version: int | None = None
) -> Decision:
    """Grades and other rulings that one person may give. Raises PermissionDenied where two are needed: propose it then."""
    check(actor, "qualify" if "office_qualification" in changes else "grade")
    if needs_two(incident, changes):
        raise PermissionDenied("two_persons")
    seen = {} if version is None else {name_of(incident): version}
    return decide(actor, "incident.rule", name_of(incident), rule_on(incident, changes), reason=reason, seen=seen)


def set_state(actor: User, incident: Incident, state: str, *, reason: str, version: int | None = None) -> Decision:
    """Where the incident stands in the office's work: lead, under_review, registered, rejected."""
    check(actor, "review")
    if state not in ("lead", "under_review", "registered", "rejected") or incident.state == "merged":
        raise ValueError("document.bad_code")
    if state == "registered":
        own = Account.objects.filter(incident=incident, last_editor=actor.username).exists()
        if own:
            raise PermissionDenied("own_work")
    seen = {} if version is None else {name_of(incident): version}
    after = {name_of(incident): {"state": state}}
    return decide(actor, f"incident.{state}", name_of(incident), after, reason=reason, seen=seen)


def is_sensitive(incident: Incident) -> bool:
    """Whether the incident is of a class that only two persons let out: sexual violence, or records of children (standards §5.4)."""
    record = incident.record
    groups = {t["group"] for t in record["tolls"]}
    return bool({incident.kind, *record["labels"]} & SENSITIVE_KINDS or groups & {"child", "infant"})


def may_go_out(incident: Incident, shown: bool = True) -> None:
    """Raises ValueError where an incident may not be let out: it is not registered, or few may read it."""
    if shown and incident.state != "registered":
        raise ValueError("incident.register_first")
    if shown and incident.access in CLOSED:
        raise ValueError("incident.open_first")


def access_patch(incident: Incident, level: str) -> Patch:
    """Who may read the incident, with the classes that are opened where it is. Raises ValueError, NothingChanged."""
    if level not in ACCESS or incident.state == "merged":
        raise ValueError("document.bad_code")
    if level == incident.access and not by_class(incident):
        raise NothingChanged(name_of(incident))
    ruled: dict[str, Any] = {"access": level}
    if opens(incident, level) and level not in CLOSED:
        ruled["cleared"] = sorted(classes_of(incident.record))
    return {name_of(incident): ruled, **_held(incident)}


def close(actor: User, incident: Incident, level: str, *, reason: str, version: int | None = None) -> Decision:
    """Closes an incident to more people, or confirms that it stays closed. Raises PermissionDenied where it would be opened: propose it then."""
    check(actor, "set_access")
    if opens(incident, level):
        raise PermissionDenied("two_persons")
    seen = {} if version is None else {name_of(incident): version}
    after = access_patch(incident, level)
    return decide(actor, "incident.close", name_of(incident), after, reason=reason, seen=seen)


def close_with_reports(
    actor: User, incident: Incident, level: str, reports: Collection[int], *, reason: str, version: int | None = None
) -> list[Decision]:
    """Closes an incident and, of the documents telling it, those given that are more open than `level`; a decision for each.

    An incident that is closed so already stays as it is where its documents are closed now. Opens nothing; raises as `close` does.
    """
    with transaction.atomic():
        chain.hold(Decision)
        open_ones = list(to_close(incident, level).filter(pk__in=reports)) if level in CLOSED else []
        made = []
        try:
            made.append(close(actor, incident, level, reason=reason, version=version))
        except NothingChanged:
            if not open_ones:
                raise
        made += [records.set_access(actor, document, level, reason=reason) for document in open_ones]
    return made


def publish(actor: User, incident: Incident, shown: bool, *, reason: str, version: int | None = None) -> Decision:
    """Lets a registered incident out, or takes it back. Raises PermissionDenied where two persons are needed to let it out."""
    check(actor, "publish")
    may_go_out(incident, shown)
    if shown and is_sensitive(incident):
        raise PermissionDenied("two_persons")
    seen = {} if version is None else {name_of(incident): version}
    action = "incident.publish" if shown else "incident.withdraw"
    return decide(actor, action, name_of(incident), {name_of(incident): {"published": shown}}, reason=reason, seen=seen)

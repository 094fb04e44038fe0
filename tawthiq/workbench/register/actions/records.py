"""Rulings on documents, findings, persons and sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied

from tawthiq.publish.wording import codes
from tawthiq.workbench.register.deciding import check, decide
from tawthiq.workbench.register.models import Decision, Document, Finding, Person, Source
from tawthiq.workbench.register.models.documents import ACCESS
from tawthiq.workbench.staff.models import User


def finding_name(finding: Finding) -> str:
    """The finding's lasting name."""
    return f"finding:{finding.document.key if finding.document else '-'}/{finding.number}"


def set_access(actor: User, document: Document, access: str, *, reason: str, version: int | None = None) -> Decision:
    """Who may read a document (standards §5.5)."""
    check(actor, "set_access")
    if access not in ACCESS:
        raise ValueError("document.bad_code")
    name = f"document:{document.key}"
    seen = {} if version is None else {name: version}
    return decide(actor, "document.access", name, {name: {"access": access}}, reason=reason, seen=seen)


def rule_finding(actor: User, finding: Finding, state: str, *, reason: str, version: int | None = None) -> Decision:
    """Whether what the audit found is so: confirmed, dismissed, or open again."""
    check(actor, "review")
    if state not in ("open", "confirmed", "dismissed"):
        raise ValueError("document.bad_code")
    name = finding_name(finding)
    seen = {} if version is None else {name: version}
    return decide(actor, f"finding.{state}", name, {name: {"state": state}}, reason=reason, seen=seen)


def change_person(
    actor: User, person: Person, changes: Mapping[str, Any], *, reason: str, version: int | None = None
) -> Decision:
    """A person's name as shown, role, or the person they are one with. Opening a name to others takes two persons (proposals.py)."""
    check(actor, "edit_claims")
    if "access" in changes and ACCESS.index(str(changes["access"])) < ACCESS.index(person.access):
        raise PermissionDenied("two_persons")
    if not changes.keys() <= {"name", "role", "access", "merged_into"}:
        raise ValueError("document.bad_field")
    name = f"person:{person.key}"
    seen = {} if version is None else {name: version}
    return decide(actor, "person.change", name, {name: dict(changes)}, reason=reason, seen=seen)


def change_source(
    actor: User, source: Source, changes: Mapping[str, Any], *, reason: str, version: int | None = None
) -> Decision:
    """What the office knows of a publisher: its type, whether it is a party, on whom it depends, how reliable it is."""
    check(actor, "manage_sources")
    if "source_type" in changes and changes["source_type"] not in codes("source_types"):
        raise ValueError("document.bad_code")
    name = f"source:{source.key}"
    seen = {} if version is None else {name: version}
    return decide(actor, "source.change", name, {name: dict(changes)}, reason=reason, seen=seen)

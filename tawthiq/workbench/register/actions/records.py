"""Rulings on documents and findings."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from tawthiq.workbench.register.deciding import check, decide
from tawthiq.workbench.register.models import Decision, Document, Finding
from tawthiq.workbench.register.models.documents import ACCESS
from tawthiq.workbench.register.patches import Patch
from tawthiq.workbench.register.protection import opens
from tawthiq.workbench.staff.models import User


def name_of(document: Document) -> str:
    """The document's lasting name."""
    return f"document:{document.key}"


def finding_name(finding: Finding) -> str:
    """The finding's lasting name."""
    return f"finding:{finding.document.key if finding.document else '-'}/{finding.number}"


def access_patch(document: Document, access: str) -> Patch:
    """Who may read the document. Raises ValueError."""
    if access not in ACCESS:
        raise ValueError("document.bad_code")
    return {name_of(document): {"access": access}}


def set_access(actor: User, document: Document, access: str, *, reason: str, version: int | None = None) -> Decision:
    """Closes a document to more people (standards §5.5). Raises PermissionDenied where it would be opened: propose it then."""
    check(actor, "set_access")
    after, name = access_patch(document, access), name_of(document)
    if opens(document, access):
        raise PermissionDenied("two_persons")
    seen = {} if version is None else {name: version}
    return decide(actor, "document.access", name, after, reason=reason, seen=seen)


def rule_finding(actor: User, finding: Finding, state: str, *, reason: str, version: int | None = None) -> Decision:
    """Whether what the audit found is so: confirmed, dismissed, or open again."""
    check(actor, "review")
    if state not in ("open", "confirmed", "dismissed"):
        raise ValueError("document.bad_code")
    name = finding_name(finding)
    seen = {} if version is None else {name: version}
    return decide(actor, f"finding.{state}", name, {name: {"state": state}}, reason=reason, seen=seen)

"""Rulings on documents and findings."""

from __future__ import annotations

from tawthiq.workbench.register.deciding import check, decide
from tawthiq.workbench.register.models import Decision, Document, Finding
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

"""Who may do what: one table, deny by default (standards §5.4).

A collector brings reports in; an analyst reads and corrects; a reviewer confirms what others read; a senior decides the
hardest things; a publisher lets out what is decided; an auditor sees all and changes nothing; an admin keeps the accounts
and has no right to content.
"""

from __future__ import annotations

COLLECTOR, ANALYST, REVIEWER, SENIOR = "collector", "analyst", "reviewer", "senior"
PUBLISHER, AUDITOR, ADMIN = "publisher", "auditor", "admin"
ROLES = (COLLECTOR, ANALYST, REVIEWER, SENIOR, PUBLISHER, AUDITOR, ADMIN)
"""All roles, in the order of the vocabulary."""

_READERS = frozenset({COLLECTOR, ANALYST, REVIEWER, SENIOR, PUBLISHER, AUDITOR})

PERMISSIONS: dict[str, frozenset[str]] = {
    # seeing
    "see": _READERS,
    "see_restricted": frozenset({ANALYST, REVIEWER, SENIOR, AUDITOR}),
    "see_sealed": frozenset({SENIOR}),
    "see_log": frozenset({SENIOR, AUDITOR}),
    "export": frozenset({ANALYST, REVIEWER, SENIOR, PUBLISHER, AUDITOR}),
    # bringing in and reading
    "add_documents": frozenset({COLLECTOR, ANALYST, REVIEWER, SENIOR}),
    "edit_claims": frozenset({ANALYST, REVIEWER, SENIOR}),
    "comment": frozenset({COLLECTOR, ANALYST, REVIEWER, SENIOR, PUBLISHER}),
    # deciding
    "review": frozenset({REVIEWER, SENIOR}),
    "link": frozenset({ANALYST, REVIEWER, SENIOR}),
    "approve": frozenset({REVIEWER, SENIOR}),
    "grade": frozenset({REVIEWER, SENIOR}),
    "assign": frozenset({REVIEWER, SENIOR}),
    "set_access": frozenset({SENIOR}),
    "rule_sources": frozenset({REVIEWER, SENIOR}),
    "edit_vocabulary": frozenset({REVIEWER, SENIOR}),
    # sources and witnesses: many may take one down, few may open one, and nobody destroys what they took down themselves
    "keep_identities": frozenset({COLLECTOR, ANALYST, REVIEWER, SENIOR}),
    "open_identities": frozenset({SENIOR}),
    "destroy_identities": frozenset({SENIOR}),
    "qualify": frozenset({SENIOR}),
    "publish": frozenset({PUBLISHER}),
    # keeping the office
    "manage_staff": frozenset({ADMIN}),
    "use_api": _READERS,
}
"""Action → the roles that may do it. What is not here nobody may do."""

SECOND_FACTOR = frozenset({REVIEWER, SENIOR, PUBLISHER, AUDITOR, ADMIN})
"""Roles that work only with a second factor (TOTP or WebAuthn)."""


def allowed(role: str, action: str) -> bool:
    """Whether a role may do an action; False for an action or role that is not in the table."""
    return role in PERMISSIONS.get(action, frozenset())

"""Keys for programs: made and revoked by their owner, revoked by an admin; only a key's digest is kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tawthiq.workbench.register import chain
from tawthiq.workbench.register.deciding import check
from tawthiq.workbench.register.models import ApiToken, Decision
from tawthiq.workbench.staff.models import User

SCOPES: dict[str, str] = {
    "read:documents": "see",
    "read:claims": "see",
    "read:incidents": "see",
    "read:restricted": "see_restricted",
    "read:log": "see_log",
    "write:claims": "edit_claims",
    "write:comments": "comment",
}
"""What a token may be made for, and the right that its owner must hold at every use."""


def digest_of(token: str) -> str:
    """The SHA-256 of a token, all that is kept of it."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def make_token(owner: User, name: str, scopes: Collection[str], *, expires: datetime | None) -> tuple[ApiToken, str]:
    """A new token and its text, which nobody sees again. Raises PermissionDenied for a scope beyond the owner's role, ValueError."""
    check(owner, "use_api")
    name = " ".join(name.split())[:120]
    if not name:
        raise ValueError("tokens.name_needed")
    if not scopes or not set(scopes) <= SCOPES.keys():
        raise ValueError("tokens.scopes_needed")
    for scope in scopes:
        check(owner, SCOPES[scope])
    text = f"tawthiq_{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        made = ApiToken.objects.create(
            name=name, digest=digest_of(text), by=owner, scopes=sorted(scopes), expires=expires
        )
        _log(owner, "token.make", made, {"scopes": made.scopes, "expires": expires.isoformat() if expires else None})
    return made, text


def revoke_token(actor: User, token: ApiToken) -> None:
    """Ends a token at once and for good. Raises PermissionDenied for another's token, unless the actor keeps the accounts."""
    if token.by_id != actor.pk:
        check(actor, "manage_staff")
    elif not actor.is_active:
        raise PermissionDenied("use_api")
    with transaction.atomic():
        if ApiToken.objects.filter(pk=token.pk, revoked=False).update(revoked=True):
            _log(actor, "token.revoke", token, {})


def _log(actor: User, action: str, token: ApiToken, after: dict[str, object]) -> None:
    row = Decision(
        action=action,
        subject=f"token:{token.pk}",
        before={},
        after={"owner": token.by.username, "name": token.name, **after},
    )
    chain.append(row, actor)

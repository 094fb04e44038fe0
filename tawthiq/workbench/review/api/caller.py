"""Who calls: a token, its owner, and what both together may do now. A token never gives more than its owner's role."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import HttpError
from ninja.security import HttpBearer

from tawthiq.workbench.register import chain
from tawthiq.workbench.register.actions.tokens import SCOPES, digest_of
from tawthiq.workbench.register.models import Account, ApiToken, Claim, Document, Incident, Person, Reading
from tawthiq.workbench.register.protection import readable
from tawthiq.workbench.review.guard import within
from tawthiq.workbench.staff.models import User

OPEN_LEVELS = ("public", "internal")


@dataclass
class Caller:
    """A token at work. Sealed material never leaves through the API, whoever owns the token."""

    token: ApiToken
    scopes: frozenset[str] = field(init=False)
    levels: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        user = self.token.by
        self.scopes = frozenset(s for s in self.token.scopes if s in SCOPES and user.may(SCOPES[s]))
        self.levels = (*OPEN_LEVELS, "restricted") if self.restricted else OPEN_LEVELS

    @property
    def user(self) -> User:
        """The token's owner, who answers for what it does."""
        return self.token.by

    @property
    def restricted(self) -> bool:
        """Whether restricted material may be read with this token now."""
        return "read:restricted" in self.scopes

    def documents(self) -> QuerySet[Document]:
        """The documents that may be read with this token."""
        return Document.objects.filter(within(self.levels, "access"))

    def incidents(self) -> QuerySet[Incident]:
        """The incidents that may be read with this token."""
        return Incident.objects.filter(access__in=self.levels)

    def accounts(self) -> QuerySet[Account]:
        """The accounts of readable documents and incidents."""
        rows = Account.objects.filter(within(self.levels, "document__access"), readable(self.levels))
        return rows.select_related("document", "incident")

    def claims(self) -> QuerySet[Claim]:
        """The claims of readable documents and incidents; who is named only where the person's record is open to the token."""
        named = Q(person__access__in=self.levels)
        if self.restricted:
            named |= Q(person=None)
        rows = Claim.objects.filter(~Q(field="person") | named, within(self.levels, "account__document__access"))
        rows = rows.filter(readable(self.levels, "account__incident"))
        return rows.select_related("account__document", "account__incident", "person")

    def looked(self, records: Iterable[Any], page: str) -> None:
        """Writes down each restricted record that is handed out (standards §5.5), once."""
        if not self.restricted:
            return
        found = {}
        for record in records:
            if record is not None and record.access not in OPEN_LEVELS:
                kind = {Document: "document", Incident: "incident", Person: "person"}[type(record)]
                found[f"{kind}:{record.key}"] = record.access
        self.looked_at(found, page)

    def looked_at(self, found: dict[str, str], page: str) -> None:
        """The same for records that are known by name and level."""
        if found:
            with transaction.atomic():
                for subject, level in sorted(found.items()):
                    chain.append(Reading(subject=subject, level=level, page=f"api:{page}"), self.user)


class Called(HttpRequest):
    """A request that a token let in."""

    auth: Caller


class Bearer(HttpBearer):
    """Lets a token through that holds a scope; "" asks for a valid token only. Sessions and cookies are never looked at."""

    def __init__(self, scope: str = "") -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """The caller; None (401) for no valid token. Raises HttpError 403 without the scope or the right."""
        caller = _caller(digest_of(token.strip()))
        if caller is None:
            return None
        if self.scope and self.scope not in caller.scopes:
            raise HttpError(403, f"the token does not hold {self.scope}, or its owner may not use it")
        return caller


_STANDING = (
    "SELECT t.id, t.revoked, t.expires, t.scopes, u.id, u.username, u.role, u.is_active"
    " FROM register_apitoken t JOIN staff_user u ON u.id = t.by_id WHERE t.digest = %s"
)
_known: dict[str, tuple[Any, Caller]] = {}
"""Callers as they stood at their last request; each request asks whether they still do, so a change counts at once."""
_MOST = 1_000


def _caller(digest: str) -> Caller | None:
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [digest])
        row = cursor.fetchone()
    if row is None:
        return None
    held = _known.get(digest)
    if held is None or held[0] != row:
        if len(_known) >= _MOST:
            _known.clear()
        held = _known[digest] = (row, Caller(ApiToken.objects.select_related("by").get(digest=digest)))
    caller, now = held[1], timezone.now()
    found = caller.token
    if found.revoked or (found.expires is not None and found.expires <= now) or not found.by.may("use_api"):
        return None
    if found.last_used is None or now - found.last_used > timedelta(minutes=1):  # a write a minute, not one a request
        ApiToken.objects.filter(pk=found.pk).update(last_used=now)
        found.last_used = now
    return caller

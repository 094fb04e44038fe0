"""What every screen does first: the right is checked, the record is looked for among those the person may see, and a look at restricted material is written down."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import In
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from tawthiq.workbench.register import chain
from tawthiq.workbench.register.models import Account, Claim, Document, Incident, Person, Reading, Source
from tawthiq.workbench.register.models.documents import ACCESS
from tawthiq.workbench.register.protection import CLOSED, readable
from tawthiq.workbench.staff.models import User


class StaffRequest(HttpRequest):
    """A request of a signed-in officer."""

    user: User
    htmx: Any


def screen(
    right: str, *, methods: tuple[str, ...] = ("GET", "HEAD")
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """A page or an act that takes a right; any other method and any other role is refused."""

    def wrap(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            user = request.user
            if not isinstance(user, User) or not user.may(right):
                raise PermissionDenied(right)
            if request.method not in methods:
                from django.http import HttpResponseNotAllowed

                return HttpResponseNotAllowed(methods)
            return view(request, *args, **kwargs)

        guarded.right = right  # type: ignore[attr-defined]
        return guarded

    return wrap


def levels(user: User) -> tuple[str, ...]:
    """The access levels a person may read."""
    open_to_all = ("public", "internal")
    if user.may("see_sealed"):
        return (*open_to_all, "restricted", "sealed")
    return (*open_to_all, "restricted") if user.may("see_restricted") else open_to_all


def closed_to(user: User) -> list[str]:
    """The access levels a person may not read."""
    return [level for level in ACCESS if level not in levels(user)]


def within(levels: Collection[str], path: str) -> In:
    """The condition that the access level at `path` is one of `levels`, so written that no database begins with its index: most records
    are open, and by that index a list would be made of nearly all of them before its first rows are known."""
    return In(Coalesce(F(path), Value("")), levels)


def documents_for(user: User) -> QuerySet[Document]:
    """The documents a person may read."""
    return Document.objects.filter(within(levels(user), "access"))


def incidents_for(user: User) -> QuerySet[Incident]:
    """The incidents a person may read."""
    return Incident.objects.filter(access__in=levels(user))


def accounts_for(user: User) -> QuerySet[Account]:
    """The tellings a person may read: those of documents and incidents that are open to them."""
    return Account.objects.filter(within(levels(user), "document__access"), readable(levels(user)))


def people_for(user: User) -> QuerySet[Person]:
    """The persons a person may see named."""
    return Person.objects.filter(access__in=levels(user))


def sources_for(user: User) -> QuerySet[Source]:
    """The sources a person may see named."""
    return Source.objects.filter(access__in=levels(user))


def seen(user: User, subject: str, level: str, page: str) -> None:
    """Writes down that restricted or sealed material was looked at (standards §5.5)."""
    if level in CLOSED:
        with transaction.atomic():
            chain.append(Reading(subject=subject, level=level, page=page), user)


def names_seen(user: User, claims: Iterable[Claim], page: str) -> None:
    """Writes down each restricted or sealed name that a page showed among the claims of a record, all in one go."""
    people = {claim.person.pk: claim.person for claim in claims if claim.field == "person" and claim.person is not None}
    mine = levels(user)
    rows = [
        Reading(subject=f"person:{person.key}", level=person.access, page=page)
        for _, person in sorted(people.items())
        if person.access in CLOSED and person.access in mine
    ]
    if rows:  # a transaction holds SQLite's one pen, and most pages name nobody
        with transaction.atomic():
            chain.append_all(rows, user)


def looked_over(user: User, incidents: Iterable[Incident], page: str) -> None:
    """Writes down each restricted or sealed incident that a list showed by its title."""
    for incident in incidents:
        seen(user, f"incident:{incident.key}", incident.access, page)


def one(found: QuerySet[Any], **key: Any) -> Any:
    """The one record of a key among those the person may see; anything else is not found."""
    record = found.filter(**key).first()
    if record is None:
        raise Http404
    return record


def refuse(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page of a refused act: it says why, as far as the reason is one of ours."""
    reason = str(exception) if str(exception) in ("own_work", "two_persons") else "right"
    return render(request, "review/refused.html", {"reason": reason}, status=403)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page of an address that leads nowhere."""
    return render(request, "review/missing.html", status=404)

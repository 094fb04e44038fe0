"""The record behind a lasting name, as a link with a title, for whoever may see it; and what a proposal asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from tawthiq.publish.wording import clean
from tawthiq.workbench.register.models import (
    Account,
    Claim,
    Decision,
    Document,
    Finding,
    Incident,
    Pair,
    Person,
    Proposal,
    Rereading,
    Source,
    Word,
)
from tawthiq.workbench.register.names import UnknownName
from tawthiq.workbench.register.patches import find
from tawthiq.workbench.register.protection import may_read
from tawthiq.workbench.review.context import language
from tawthiq.workbench.review.guard import levels, seen
from tawthiq.workbench.review.pseudonyms import full_name
from tawthiq.workbench.staff.models import User
from tawthiq.workbench.words import words


@dataclass(frozen=True, slots=True)
class Described:
    """A record's address ("" where it has no page) and its title."""

    address: str
    title: str


def described(subject: str, user: User, *, names: bool = True) -> Described | None:
    """The record of a name; None where there is none or the person may not see it. Without `names`, named persons by their number."""
    if subject.startswith("rereading:"):
        pk, w = subject.removeprefix("rereading:"), words(language())
        known = pk.isdecimal() and len(pk) < 18 and Rereading.objects.filter(pk=int(pk)).exists()
        return Described(reverse("rereading", args=[int(pk)]), w("vocabulary.reading")) if known else None
    if subject.startswith("identity:"):
        pseudonym, keeps = subject.removeprefix("identity:"), user.may("keep_identities")
        address = reverse("identity", args=[pseudonym]) if keeps else ""
        return Described(address, pseudonym) if keeps or user.may("see_log") else None
    try:
        row = find(subject)
    except UnknownName:
        return None
    if isinstance(row, Word):
        return Described(reverse("vocabulary"), clean(row.word))
    mine, w = levels(user), words(language())
    if isinstance(row, Incident):
        return (
            Described(reverse("incident", args=[row.key]), clean(w.pick(row.title_ar, row.title_en)))
            if row.access in mine
            else None
        )
    if isinstance(row, Pair):
        if not may_read(mine, row.a) or not may_read(mine, row.b):
            return None
        return Described(
            reverse("pair", args=[row.pk]), f"{clean(row.a.document.title)} / {clean(row.b.document.title)}"
        )
    if isinstance(row, Person):
        if row.access not in mine:
            return None
        return Described(reverse("person", args=[row.pk]), full_name(row, w) if names else w("people.number", n=row.pk))
    if isinstance(row, Source):
        if row.access not in mine:
            return None
        shown = w.pick(row.name_ar or row.name_en, row.name_en or row.name_ar) or row.key
        return Described(reverse("source", args=[row.pk]), clean(shown))
    document = (
        row
        if isinstance(row, Document)
        else row.document
        if isinstance(row, Account | Finding)
        else row.account.document
        if isinstance(row, Claim)
        else None
    )
    if row is None or (document is not None and document.access not in mine):
        return None
    telling = row if isinstance(row, Account) else row.account if isinstance(row, Claim) else None
    if telling is not None and not may_read(mine, telling):
        return None
    if document is None:
        return Described("", subject)
    anchor = f"#a{row.pk}" if isinstance(row, Account) else f"#c{row.pk}" if isinstance(row, Claim) else ""
    return Described(reverse("document", args=[document.pk]) + anchor, clean(document.title or document.key))


def looked_at(subjects: Iterable[str], user: User, page: str) -> None:
    """Writes down that restricted persons and incidents were shown by name or title under these subjects (standards §5.5)."""
    for subject in subjects:
        row = find(subject) if subject.startswith(("person:", "incident:")) else None
        if isinstance(row, Person | Incident) and row.access in levels(user):
            seen(user, subject, row.access, page)


def asked(proposal: Proposal, user: User) -> list[tuple[str, Described]]:
    """What a proposal would change beside its subject: each with a word for what becomes of it."""
    w, payload = words(language()), proposal.payload
    names = (
        [("gone" if str(payload["gone"]).startswith("incident:") else "same_person", payload["gone"])]
        if "gone" in payload
        else [("accounts", f"account:{key}") for key in payload.get("accounts", ())]
        + [("claims", str(name)) for name in payload.get("claims", ())]
    )
    found = [
        (w(f"asks.{word}"), described(str(name), user) or Described("", w("refused.missing"))) for word, name in names
    ]
    for field, vocabulary in (("grade", "grades"), ("attribution_grade", "attribution_grades")):
        if field in payload.get("changes", {}):
            found.append((w(f"asks.{field}"), Described("", w.label(vocabulary, payload["changes"][field]))))
    if "access" in payload:
        found.append((w("asks.access"), Described("", w(f"access.{payload['access']}"))))
    if "decision" in payload:
        ruling = Decision.objects.filter(pk=payload["decision"]).first()
        if ruling is not None:
            said = f"{w('acts.' + ruling.action.replace('.', '_'))} — {ruling.name}: {clean(ruling.reason)}"
            found.append((w("asks.decision"), Described("", said)))
    return found

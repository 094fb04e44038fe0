"""The record behind a lasting name, as a link with a title, for whoever may see it; and what a proposal asks for."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

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
)
from tawthiq.workbench.register.names import UnknownName
from tawthiq.workbench.register.patches import find
from tawthiq.workbench.review.context import language
from tawthiq.workbench.review.guard import levels
from tawthiq.workbench.staff.models import User
from tawthiq.workbench.words import words


@dataclass(frozen=True, slots=True)
class Described:
    """A record's address ("" where it has no page) and its title."""

    address: str
    title: str


def described(subject: str, user: User) -> Described | None:
    """The record of a name; None where there is none or the person may not see it."""
    try:
        row = find(subject)
    except UnknownName:
        return None
    mine, w = levels(user), words(language())
    if isinstance(row, Incident):
        return (
            Described(reverse("incident", args=[row.key]), clean(w.pick(row.title_ar, row.title_en)))
            if row.access in mine
            else None
        )
    if isinstance(row, Pair):
        if row.a.document.access not in mine or row.b.document.access not in mine:
            return None
        return Described(
            reverse("pair", args=[row.pk]), f"{clean(row.a.document.title)} / {clean(row.b.document.title)}"
        )
    if isinstance(row, Person):
        if row.access not in mine:
            return None
        try:
            return Described(reverse("person", args=[row.pk]), clean(row.name))
        except NoReverseMatch:
            return Described("", clean(row.name))
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
    if document is None:
        return Described("", subject)
    anchor = f"#a{row.pk}" if isinstance(row, Account) else f"#c{row.pk}" if isinstance(row, Claim) else ""
    return Described(reverse("document", args=[document.pk]) + anchor, clean(document.title or document.key))


def asked(proposal: Proposal, user: User) -> list[tuple[str, Described]]:
    """What a proposal would change beside its subject: each with a word for what becomes of it."""
    w, payload = words(language()), proposal.payload
    names = (
        [("gone", payload["gone"])]
        if "gone" in payload
        else [("accounts", f"account:{key}") for key in payload.get("accounts", ())]
    )
    found = [
        (w(f"asks.{word}"), described(str(name), user) or Described("", w("refused.missing"))) for word, name in names
    ]
    for field, vocabulary in (("grade", "grades"), ("attribution_grade", "attribution_grades")):
        if field in payload.get("changes", {}):
            found.append((w(f"asks.{field}"), Described("", w.label(vocabulary, payload["changes"][field]))))
    if "decision" in payload:
        ruling = Decision.objects.filter(pk=payload["decision"]).first()
        if ruling is not None:
            said = f"{w('acts.' + ruling.action.replace('.', '_'))} — {ruling.name}: {clean(ruling.reason)}"
            found.append((w("asks.decision"), Described("", said)))
    return found

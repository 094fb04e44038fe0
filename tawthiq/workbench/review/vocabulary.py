"""The office's own words beside the product's, and what reading the register again with them would change: nothing does until a person accepts it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from tawthiq.extract.matcher import the_gazetteer
from tawthiq.knowledge.load import lexicon
from tawthiq.knowledge.office_words import KINDS, codes_of
from tawthiq.knowledge.parties import actor_names, aliases
from tawthiq.publish.wording import Wording, clean
from tawthiq.workbench.register import rereading as again
from tawthiq.workbench.register.actions import vocabulary as on_words
from tawthiq.workbench.register.models import Account, Decision, Reread, Rereading, Word
from tawthiq.workbench.register.names import Name, split_word
from tawthiq.workbench.register.office_places import office_places
from tawthiq.workbench.register.protection import closed_incidents
from tawthiq.workbench.register.vocabulary import changed_since_read, list_version
from tawthiq.workbench.review.acts import act, reason_of, version_of
from tawthiq.workbench.review.claim_forms import place_choices
from tawthiq.workbench.review.claim_view import value_words
from tawthiq.workbench.review.context import w_of
from tawthiq.workbench.review.guard import StaffRequest, documents_for, levels, one, screen, seen
from tawthiq.workbench.review.paging import page_by_id

VOCABULARIES = {"weapon": "weapons", "kind": "kinds"}
MOST = 400
"""So many of the product's words, and of the office's, are shown at once."""


def named(kind: str, code: str, w: Wording) -> str:
    """What a word names, in the reader's language."""
    if kind == "place":
        place = the_gazetteer(office_places()).places.get(code)
        return clean(w.pick(place.name_ar or place.name_en, place.name_en or place.name_ar)) if place else code
    if kind == "actor":
        return clean(w.pick(*reversed(actor_names(code)))) if code in codes_of("actor") else code
    return w.label(VOCABULARIES[kind], code) if kind in VOCABULARIES else code


def of_the_product(kind: str, code: str) -> list[str]:
    """The wordings by which the product knows a code."""
    if kind == "place":
        found = [name for name, ids in the_gazetteer(office_places()).names.items() if code in ids]
    elif kind == "actor":
        found = [alias.wording for alias in aliases() if alias.code == code]
    else:
        found = [word for entry in lexicon() if entry.category == kind and entry.id == code for word in entry.words]
    return list(dict.fromkeys(" ".join(word.split()) for word in found))[:MOST]


@screen("see")
def vocabulary(request: StaffRequest) -> HttpResponse:
    """The office's words, by kind and code, beside the product's; and whether the register was read with them."""
    w, user = w_of(request), request.user
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else KINDS[0]
    code, asked = request.GET.get("code", "")[:120], " ".join(request.GET.get("place", "").split())[:120]
    choices = [(c, named(kind, c, w)) for c in codes_of(kind)]
    if kind == "place":
        choices = [*place_choices({"id": code}, "", w), *(place_choices({}, asked, w) if asked else [])]
    words = [(word, named(word.kind, word.code, w)) for word in Word.objects.order_by("kind", "code", "word")[:MOST]]
    decisions = list(Decision.objects.filter(subject__startswith="word:").order_by("-pk")[:20])
    for decision in decisions:
        decision.word = split_word(Name.parse(decision.subject).key)[2]  # type: ignore[attr-defined]
    known = code in codes_of(kind) or (kind == "place" and code in the_gazetteer(office_places()).places)
    context = {
        "kinds": KINDS, "kind": kind, "code": code if known else "", "place": asked, "choices": sorted(choices, key=lambda c: c[1]) if kind != "place" else choices,
        "title": named(kind, code, w) if known else "", "product": of_the_product(kind, code) if known else [], "words": words,
        "version": list_version(), "waiting": changed_since_read(), "readings": Rereading.objects.select_related("by").order_by("-pk")[:10],
        "busy": Rereading.objects.filter(state__in=again.OPEN).exists(), "may_edit": user.may("edit_vocabulary"), "undoable": user.may("edit_vocabulary"),
        "decisions": decisions,
    }  # fmt: skip
    return render(request, "review/vocabulary.html", context)


@screen("edit_vocabulary", methods=("POST",))
def add(request: StaffRequest) -> HttpResponse:
    """A wording more."""
    form = request.POST
    kind, code = form.get("kind", "")[:8], form.get("code", "")[:120]
    return act(
        request, f"{reverse('vocabulary')}?{urlencode({'kind': kind, 'code': code})}",
        lambda: on_words.add_word(request.user, kind, code, form.get("word", "")[:300], reason=reason_of(request)),
    )  # fmt: skip


@screen("edit_vocabulary", methods=("POST",))
def set_state(request: StaffRequest, pk: int) -> HttpResponse:
    """A wording taken out, or back in."""
    found: Word = one(Word.objects.all(), pk=pk)
    return act(
        request, reverse("vocabulary"),
        lambda: on_words.set_state(request.user, found, request.POST.get("state", ""), reason=reason_of(request), version=version_of(request)),
    )  # fmt: skip


@screen("edit_vocabulary", methods=("POST",))
def read_again(request: StaffRequest) -> HttpResponse:
    """Reads the register again, to see what would change."""
    return act(request, reverse("vocabulary"), lambda: on_words.read_again(request.user), "vocabulary.begun")


@dataclass
class Shown:
    """A document's part of what would change, in words."""

    row: Reread
    changes: list[dict[str, Any]] = field(default_factory=list)


def _words(name: str, value: Any, w: Wording) -> str:
    """A value in words; of a person the part alone: names are read on pages that keep who may see them."""
    return w.label("person_roles", value["role"]) if name == "person" and value else value_words(name, value, w)


def _shown(rows: list[Reread], closed: set[tuple[int, int]], w: Wording) -> list[Shown]:
    """What would change in the documents of a page, without the tellings that are `closed` to the reader."""
    found = []
    for row in rows:
        changes = []
        for change in row.changes:
            if (row.document_id, change["account"]) in closed:
                continue
            name, value = change["field"], change["after"] or change["before"] or {}
            was, now = (_words(name, change[side], w) for side in ("before", "after"))
            text = "" if name == "person" else clean(value.get("text") or "")
            changes.append({**change, "was": was, "now": now, "text": text, "number": change["account"] + 1})
        found.append(Shown(row, changes))
    return found


def _visible(request: StaffRequest, found: Rereading) -> QuerySet[Reread]:
    return found.documents.filter(document__in=documents_for(request.user)).select_related("document")


@screen("see")
def rereading(request: StaffRequest, pk: int) -> HttpResponse:
    """What a reading would change, document by document."""
    found: Rereading = one(Rereading.objects.select_related("by", "decision"), pk=pk)
    rows = _visible(request, found)
    page = page_by_id(rows.defer("accounts", "told", "document__text"), request.GET.get("after", ""))
    for row in page.rows:
        seen(request.user, f"document:{row.document.key}", row.document.access, "rereading")
    mine = Account.objects.filter(incident__in=closed_incidents(levels(request.user)).values("pk"))
    closed = set(mine.filter(document__in=[r.document_id for r in page.rows]).values_list("document", "number"))
    counts = {"appears": 0, "disappears": 0, "changes": 0}
    kept = lost = 0
    for changes, stays, goes in rows.values_list("changes", "kept", "lost")[:5_000]:
        for change in changes:
            counts[change["what"]] += 1
        kept, lost = kept + len(stays), lost + len(goes)
    context = {
        "found": found, "rows": _shown(page.rows, closed, w_of(request)), "after": page.after, "total": rows.count(), "counts": counts, "kept": kept,
        "lost": lost, "hidden": found.documents.count() - rows.count(), "moved_on": found.words != list_version(), "may_edit": request.user.may("edit_vocabulary"),
    }  # fmt: skip
    return render(request, "review/rereading.html", context)


@screen("edit_vocabulary", methods=("POST",))
def accept(request: StaffRequest, pk: int) -> HttpResponse:
    """What a reading would change becomes so."""
    found: Rereading = one(Rereading.objects.all(), pk=pk)
    return act(
        request,
        reverse("rereading", args=[pk]),
        lambda: on_words.accept(request.user, found, reason=reason_of(request)),
    )


@screen("edit_vocabulary", methods=("POST",))
def discard(request: StaffRequest, pk: int) -> HttpResponse:
    """What a reading would change is left."""
    found: Rereading = one(Rereading.objects.all(), pk=pk)
    return act(
        request,
        reverse("rereading", args=[pk]),
        lambda: on_words.discard(request.user, found, reason=reason_of(request)),
    )

"""What every page knows: its words, its direction, who is signed in and what waits for them."""

from __future__ import annotations

from typing import Any, TypedDict

from django.http import HttpRequest
from django.utils.translation import get_language

from tawthiq.publish.wording import Wording, ltr
from tawthiq.workbench.register.models import Assignment, Comment, Finding, Proposal
from tawthiq.workbench.review.doubts import number_of_doubts
from tawthiq.workbench.review.guard import levels
from tawthiq.workbench.review.menu import here, keys, menu, screens_of
from tawthiq.workbench.staff.models import User
from tawthiq.workbench.words import words


def language() -> str:
    """The language of the page that is being made: "ar" or "en"."""
    return "en" if (get_language() or "").startswith("en") else "ar"


def w_of(request: HttpRequest) -> Wording:
    """The words of a request's language."""
    return words(language())


def page(request: HttpRequest) -> dict[str, Any]:
    """The variables of every template."""
    w = w_of(request)
    user = getattr(request, "user", None)
    names = screens_of(user) if isinstance(user, User) else ()
    return {
        "w": w, "dir": w.dir, "lang": w.lang, "other": "en" if w.lang == "ar" else "ar",
        "menu": menu(w.lang, names, here(names, request.path)), "keys": keys(w.lang, names),
    }  # fmt: skip


class Waiting(TypedDict):
    """How much waits in each queue; of `pairs` it may be "950+", where there are too many to be counted for a page."""

    pairs: int | str
    findings: int
    proposals: int
    mine: int
    mentions: int


def waiting(user: User) -> Waiting:
    """How much waits in each queue, for the person who looks."""
    pairs, more = number_of_doubts(levels(user))
    return {
        "pairs": ltr(f"{pairs}+") if more else pairs,
        "findings": Finding.objects.filter(state="open", passed=False).count(),
        "proposals": Proposal.objects.filter(state="open").exclude(by=user).count(),
        "mine": Assignment.objects.filter(to=user).count(),
        "mentions": Comment.objects.filter(mentions=user).count(),
    }

"""What every page knows: its words, its direction, who is signed in and what waits for them."""

from __future__ import annotations

from typing import Any, TypedDict

from django.http import HttpRequest
from django.utils.translation import get_language

from tawthiq.publish.wording import Wording, ltr
from tawthiq.workbench.register.models import Assignment, Comment, Finding, Proposal
from tawthiq.workbench.review.doubts import number_of_doubts
from tawthiq.workbench.review.guard import levels
from tawthiq.workbench.staff.models import User
from tawthiq.workbench.words import words


def language() -> str:
    """The language of the page that is being made: "ar" or "en"."""
    return "en" if (get_language() or "").startswith("en") else "ar"


def w_of(request: HttpRequest) -> Wording:
    """The words of a request's language."""
    return words(language())


MENU: tuple[tuple[str, str, str], ...] = (
    ("home", "see", "home"),
    ("inbox", "see", "inbox"),
    ("documents", "see", "documents"),
    ("incidents", "see", "incidents"),
    ("queues", "see", "queues"),
    ("search", "see", "search"),
    ("statistics", "see", "statistics"),
    ("map", "see", "map"),
    ("people", "see", "people"),
    ("sources", "see", "sources"),
    ("vocabulary", "see", "vocabulary"),
    ("identities", "keep_identities", "identities"),
    ("log", "see_log", "log"),
    ("tokens", "use_api", "tokens"),
    ("office", "manage_staff", "office"),
)
"""Entry of the menu: name of its address, the right it takes, its word in [menu]."""


KEYS = {
    "home": "KeyH", "inbox": "KeyI", "documents": "KeyD", "incidents": "KeyN", "queues": "KeyQ", "search": "KeyS", "statistics": "KeyT",
    "people": "KeyP", "sources": "KeyO", "vocabulary": "KeyV", "log": "KeyL",
}  # fmt: skip
"""The key that leads to a screen after g, by its place on the keyboard."""


def page(request: HttpRequest) -> dict[str, Any]:
    """The variables of every template."""
    from django.urls import NoReverseMatch, reverse

    w = w_of(request)
    menu = []
    user = getattr(request, "user", None)
    if isinstance(user, User):
        for name, right, word in MENU:
            if not user.may(right):
                continue
            try:
                address = reverse(name)
            except NoReverseMatch:  # a screen that is not installed
                continue
            within = (address, reverse("parties")) if name == "people" else address
            here = request.path == address if address == "/" else request.path.startswith(within)
            menu.append((address, w(f"menu.{word}"), here, KEYS.get(name, "")))
    return {"w": w, "dir": w.dir, "lang": w.lang, "other": "en" if w.lang == "ar" else "ar", "menu": menu}


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

"""The menu of every page, and the keys that lead to its screens: made once for those who may open the same screens, in each language."""

from __future__ import annotations

from functools import cache

from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

from tawthiq.workbench.staff.models import User
from tawthiq.workbench.words import words

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
_WORDS = {name: word for name, _, word in MENU}


@cache
def _address(name: str) -> str:
    """Where a screen is; empty for one that is not installed."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def screens_of(user: User) -> tuple[str, ...]:
    """The screens that a person may open now."""
    return tuple(name for name, right, _ in MENU if user.may(right) and _address(name))


def here(names: tuple[str, ...], path: str) -> tuple[str, ...]:
    """The screens that an address belongs to."""
    found = []
    for name in names:
        address = _address(name)
        within = (address, _address("parties")) if name == "people" else (address,)
        if path == address if address == "/" else path.startswith(within):
            found.append(name)
    return tuple(found)


@cache
def menu(lang: str, names: tuple[str, ...], current: tuple[str, ...]) -> SafeString:
    """The entries of the menu, in the language of the page that is being made."""
    return render_to_string("review/_menu.html", {"entries": _entries(lang, names), "current": current})


@cache
def keys(lang: str, names: tuple[str, ...]) -> SafeString:
    """What the keys do; empty for who may open nothing."""
    return render_to_string("review/_keys.html", {"entries": _entries(lang, names)}) if names else SafeString("")


def _entries(lang: str, names: tuple[str, ...]) -> list[tuple[str, str, str, str]]:
    """Name, address, word and key of screens."""
    return [(name, _address(name), words(lang)(f"menu.{_WORDS[name]}"), KEYS.get(name, "")) for name in names]

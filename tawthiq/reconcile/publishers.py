"""Voices by key: the same office has one key, whether it publishes a page or is quoted on another's (R1).

Known ones stand in knowledge/sources/offices.toml, their addresses in publishers.toml; any other publisher is known by its
folded name, else by the host of the page's address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tawthiq.domain.document import Document
from tawthiq.knowledge.load import toml
from tawthiq.text.fold import fold_word

_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]|\s+[-–—|]\s+.*$")


@dataclass(frozen=True, slots=True)
class Voice:
    """Someone who speaks: key, a name to show, and the type of source."""

    key: str
    name: str
    source_type: str


def name_key(name: str) -> str:
    """The folded form names are compared in; remarks in brackets or behind a dash are left out."""
    return " ".join(re.sub(r"[^\w]+", " ", fold_word(_BRACKETS.sub("", name.strip()) or name)).split())


@dataclass(frozen=True, slots=True)
class Office:
    """A known office: its voice, every wording of its name, the ends of its addresses; `wire`: others reprint its text."""

    voice: Voice
    names: tuple[str, ...]
    domains: tuple[str, ...]
    wire: bool


@cache
def offices() -> tuple[Office, ...]:
    """Every known office: those that reports quote, with what is known of them as publishers, then other publishers."""
    publishing = {p["key"]: p for p in toml("sources/publishers.toml")["publisher"]}
    quoted = [
        (o["key"], o["type"], o["name_en"], o["name_ar"], (*o.get("en", ()), *o.get("ar", ())))
        for o in toml("sources/offices.toml")["office"]
    ]
    known = {key for key, *_ in quoted}
    others = [
        (p["key"], p["type"], p["en"], p["ar"], tuple(p.get("names", ())))
        for p in publishing.values()
        if p["key"] not in known
    ]
    found = []
    for key, source_type, english, arabic, names in (*quoted, *others):
        more = publishing.get(key, {})
        voice = Voice(key, arabic, source_type)
        found.append(Office(voice, (english, arabic, *names), tuple(more.get("domains", ())), bool(more.get("wire"))))
    return tuple(found)


@cache
def _known() -> tuple[dict[str, Voice], dict[str, Voice]]:
    names: dict[str, Voice] = {}
    domains: dict[str, Voice] = {}
    for office in offices():
        names[name_key(office.voice.key)] = office.voice
        domains.update(dict.fromkeys(office.domains, office.voice))
    for office in offices():
        for name in office.names:
            names.setdefault(name_key(name), office.voice)
    return names, domains


def host_of(url: str) -> str:
    """The host of an address, without www; empty where there is none."""
    rest = url.split("://", 1)[1] if "://" in url else ""
    host = rest.split("/", 1)[0].split("?", 1)[0].rsplit("@", 1)[-1].split(":", 1)[0].lower()
    return host.removeprefix("www.")


def voice_named(name: str) -> Voice | None:
    """The known voice of that name, in any of its wordings; None for names nobody listed."""
    return _known()[0].get(name_key(name))


def publisher_of(document: Document) -> Voice | None:
    """Who publishes a page: by its name, else by its address; None where neither is known."""
    return publisher_named(document.publisher, document.url)


def publisher_named(name: str, url: str = "") -> Voice | None:
    """The voice of a publisher's name, else of a page's address; None where neither is known."""
    if name and name_key(name):
        known = voice_named(name)
        return known or Voice(name_key(name), name, "local_media")
    host = host_of(url)
    if not host:
        return None
    parts = host.split(".")
    for at in range(len(parts) - 1):
        if (known := _known()[1].get(".".join(parts[at:]))) is not None:
            return known
    return Voice(host, host, "local_media")


@cache
def is_party(source_type: str) -> bool:
    """Whether a type of source speaks for a party to the conflict (R4)."""
    entry = toml("vocabularies/source_types.toml").get(source_type, {})
    return bool(entry.get("is_party", False))

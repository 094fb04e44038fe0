"""Anniversaries as an Atom feed (RFC 4287), the latest day first. An id lasts: an incident and a year
always have the same one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from tawthiq.publish.anniversaries.entries import Entry
from tawthiq.publish.wording import Wording

_ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def atom(entries: Iterable[Entry], w: Wording, *, updated: date) -> bytes:
    """The feed as XML, UTF-8; `updated` is the day it stands for, since no clock reaches it."""
    feed = etree.Element(f"{{{_ATOM}}}feed", {_LANG: w.lang}, nsmap={None: _ATOM})
    _add(feed, "id", _urn(f"feed/{w.lang}"))
    _add(feed, "title", w("anniversary.title"))
    _add(feed, "subtitle", w("anniversary.subtitle"))
    _add(feed, "updated", _midnight(updated))
    _add(feed, "generator", "Tawthiq")
    author = etree.SubElement(feed, f"{{{_ATOM}}}author")
    _add(author, "name", "Tawthiq")
    for entry in sorted(entries, key=lambda e: (-e.day.toordinal(), e.event, e.incident)):
        node = etree.SubElement(feed, f"{{{_ATOM}}}entry")
        _add(node, "id", _urn(f"{entry.incident}/{entry.day.year}/{w.lang}"))
        _add(node, "title", entry.heading)
        _add(node, "updated", _midnight(entry.day))
        _add(node, "published", _midnight(entry.day))
        if entry.link:
            etree.SubElement(node, f"{{{_ATOM}}}link", {"rel": "alternate", "href": entry.link})
        _add(node, "content", entry.summary if not entry.place else f"{entry.place}. {entry.summary}", type="text")
    text: bytes = etree.tostring(feed, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return text


def _add(parent: Any, name: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes).text = text


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, 'https://tawthiq/anniversary/' + name)}"

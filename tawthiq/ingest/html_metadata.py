"""What a page says about itself: title, author, publisher, address and day of publication.

Only what the page states for machines (JSON-LD, meta, `time`) is read here; a date line written for people is left to
the reader of dates. A day counts as the page writes it, in the page's own time zone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from tawthiq.ingest.html_tree import Tree

TITLE_NAMES = ("og:title", "twitter:title", "dc.title")
AUTHOR_NAMES = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl")
PUBLISHER_NAMES = ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name")
DATE_NAMES = (
    "article:published_time", "article:published", "og:published_time", "og:article:published_time", "datepublished",
    "publishdate", "publish-date", "publish_date", "published_time", "pubdate", "publication_date", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date",
    "dcterms.date", "date",
)  # fmt: skip
_ISO = re.compile(r"\s*(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"\s*(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_SUFFIX = re.compile(r"\s+(?:[|–—·•»]|-|::|:|/)\s+")
_SPACES = re.compile(r"[ \t\n\r\f]+")
LONGEST = 1_000
"""Code points of a title or a name; a longer one is cut."""
LONGEST_DATA = 1_000_000
"""Code points of a script with JSON-LD; a longer one says nothing of a report."""

_REPORT_TYPES = ("article", "report", "posting", "webpage", "analysis")
Meta = dict[str, str]


def day_of(value: str) -> date | None:
    """The day that a machine-readable date names; None where it names none, or could be read two ways (3/4/2017)."""
    iso = _ISO.match(value)
    if iso and (iso[2] or len(iso[3]) == len(iso[4]) == 2):
        return _day(int(iso[1]), int(iso[3]), int(iso[4]))
    day_first = _DAY_FIRST.match(value)
    if day_first:
        day, month = int(day_first[1]), int(day_first[3])
        return _day(int(day_first[4]), month, day) if day > 12 or day == month else None
    try:
        found = parsedate_to_datetime(value[:64]).date()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return _day(found.year, found.month, found.day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year <= 2100 else None
    except ValueError:
        return None


def meta_of(parser: LexborHTMLParser) -> Meta:
    """The page's `meta` entries by name in small letters, the first of each name."""
    found: Meta = {}
    for node in parser.css("meta[content]"):
        attributes = node.attributes
        content = _flat(attributes.get("content") or "")
        for key in ("property", "name", "itemprop"):
            name = (attributes.get(key) or "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _flat(text: str) -> str:
    return _SPACES.sub(" ", text[: 2 * LONGEST]).strip()[:LONGEST]


def _first(meta: Meta, names: tuple[str, ...]) -> str:
    return next((meta[name] for name in names if name in meta), "")


def linked_data(parser: LexborHTMLParser) -> list[dict[str, Any]]:
    """The JSON-LD objects of a page that describe a report, those typed as one first; broken JSON counts as none."""
    found: list[dict[str, Any]] = []
    for node in parser.css('script[type="application/ld+json"]')[:32]:
        written = node.text() or ""
        if len(written) > LONGEST_DATA:
            continue
        try:
            content = json.loads(written, strict=False)
        except (ValueError, RecursionError):
            continue
        found += _objects(content)
    ranked = [(_rank(entry), entry) for entry in found]
    return [entry for rank, entry in sorted(ranked, key=lambda pair: pair[0]) if rank < len(_REPORT_TYPES)]


def _objects(content: Any) -> Iterator[dict[str, Any]]:
    """Objects at the top, in a list or in `@graph`, and what a page is mainly about; nothing that they only mention."""
    for entry in content if isinstance(content, list) else [content]:
        if not isinstance(entry, dict):
            continue
        yield entry
        graph = entry.get("@graph")
        for inner in [*(graph if isinstance(graph, list) else []), entry.get("mainEntity")]:
            if isinstance(inner, dict):
                yield inner


def _rank(entry: dict[str, Any]) -> int:
    kinds = entry.get("@type")
    words = " ".join(str(k) for k in kinds) if isinstance(kinds, list) else str(kinds or "")
    return next((rank for rank, word in enumerate(_REPORT_TYPES) if word in words.lower()), len(_REPORT_TYPES))


def _name(value: Any) -> str:
    if isinstance(value, list):
        return "، ".join(name for name in map(_name, value[:8]) if name)
    if isinstance(value, dict):
        value = value.get("name")
    return _flat(value) if isinstance(value, str) and "://" not in value else ""


def author_of(meta: Meta, data: list[dict[str, Any]]) -> str:
    """The author the page names; empty where it names none, or only an address."""
    named = next((meta[name] for name in AUTHOR_NAMES if name in meta and "://" not in meta[name]), "")
    return named or next((name for entry in data if (name := _name(entry.get("author")))), "")


def publisher_of(meta: Meta, data: list[dict[str, Any]]) -> str:
    """The publication that the page says it belongs to."""
    return _first(meta, PUBLISHER_NAMES) or next(
        (name for entry in data if (name := _name(entry.get("publisher")))), ""
    )


def title_of(parser: LexborHTMLParser, meta: Meta, headings: list[str], publisher: str) -> str:
    """The report's title: og:title, else its first heading, else the page title, without the publication's name at its end."""
    page = parser.css_first("head title") or parser.css_first("title")
    written = _flat(page.text()) if page is not None else ""
    given = _first(meta, TITLE_NAMES)
    for heading in headings:
        if heading and (given.startswith(heading) or written.startswith(heading)):
            return heading
    return _without_suffix(given or (headings[0] if headings else "") or written, publisher)


def _without_suffix(title: str, publisher: str) -> str:
    breaks = list(_SUFFIX.finditer(title))
    for gap in breaks:
        if publisher and title[gap.end() :].casefold() == publisher.casefold():
            return title[: gap.start()]
    return title


def url_of(parser: LexborHTMLParser, meta: Meta) -> str:
    """The address the page gives itself, as text and never followed; empty unless it is a full web address."""
    link = parser.css_first('link[rel="canonical"]')
    for url in ((link.attributes.get("href") or "") if link is not None else "", meta.get("og:url", "")):
        url = url.strip()
        if re.match(r"https?://[^\s<>\"]+$", url, re.IGNORECASE):
            return url
    return ""


def published_of(tree: Tree, main: int, kinds: list[str], meta: Meta, data: list[dict[str, Any]]) -> date | None:
    """The day of publication the page states: JSON-LD, then meta, then what is marked up in the report or its head."""
    stated = [str(entry["datePublished"]) for entry in data if entry.get("datePublished")]
    stated += [meta[name] for name in DATE_NAMES if name in meta]
    days = (day for value in [*stated, *_marked(tree, main, kinds)] if (day := day_of(value)))
    return next(days, None)


def _marked(tree: Tree, main: int, kinds: list[str]) -> Iterator[str]:
    """Dates in `time` and `itemprop` elements: those marked as the day of publication, those in the report, those before it."""
    ranked: list[tuple[int, int, str]] = []
    for element, tag in enumerate(tree.tags):
        marked = "datePublished" in tree.names[element]
        if not (marked or tag == "time") or kinds[element] in ("comment", "related", "most_read"):
            continue
        attributes = tree.nodes[element].attributes
        value = attributes.get("datetime") or attributes.get("content") or tree.nodes[element].text()[:64]
        marked = marked or "pubdate" in attributes
        place = 1 if tree.within(element, main) else 2 if element < main else 3
        if place < 3 or marked:
            ranked.append((0 if marked else place, element, value))
    return (value for _, _, value in sorted(ranked))

"""Reads a saved web page: the report's own words first, everything else readable after it and set aside.

A page is parsed, never run: no script, style, frame or hidden element reaches the text, no address is followed, and
markup written as text stays text. Entities are read and invisible characters kept as the page has them.
"""

from __future__ import annotations

import codecs
import re

from selectolax.lexbor import LexborHTMLParser

from tawthiq.ingest.html_depth import check_depth
from tawthiq.ingest.html_layout import compose
from tawthiq.ingest.html_metadata import (
    author_of,
    linked_data,
    meta_of,
    published_of,
    publisher_of,
    title_of,
    url_of,
)
from tawthiq.ingest.html_regions import regions, restore_dateline
from tawthiq.ingest.html_tree import Tree, grow
from tawthiq.ingest.limits import limits, millions
from tawthiq.ingest.page import Page, Refused

MAX_HEADINGS = 16
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(
    rb"(?:<meta[^>]{0,512}?charset|<\?xml[^>]{0,128}?encoding)\s*=\s*[\"']?\s*([\w:.-]{2,32})", re.IGNORECASE
)
_ALIASES = {"iso-8859-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-9": "cp1254"}
_LABELS = re.compile(
    r"(?:windows-|cp|x-cp)125\d|iso-?8859-\d{1,2}|latin1|us-ascii|ascii|koi8-r|gb18030|gbk|big5|shift_jis|euc-jp|euc-kr"
)
_CONTROL = bytes(byte for byte in range(32) if byte not in (9, 10, 12, 13))
_SPACES = re.compile(r"[ \t\n\r\f]+")


def read_html(raw: bytes, name: str) -> Page:
    """The page in `raw`. `text` is the title, a blank line, the report, then the asides; spans count in it.

    Raises Refused: "empty", "too_large" (limits.py), "too_deep", "no_text", "unreadable".
    """
    if len(raw) > limits().page_bytes:
        raise Refused("too_large", f"a page of more than {millions(limits().page_bytes)} MB")
    markup = decode_html(raw)
    if not markup.strip():
        raise Refused("empty", "the file is empty")
    check_depth(markup)
    try:
        page = _read(markup)
    except (ValueError, RuntimeError, MemoryError, UnicodeError) as error:
        raise Refused("unreadable", f"the page cannot be parsed ({type(error).__name__})") from error
    if not page.text:
        raise Refused("no_text", "the page shows no text")
    return page


def decode_html(raw: bytes) -> str:
    """The characters of a page: by its byte order mark, UTF-8 where it is valid, its declared charset, else Windows-1256
    unless most of it is sound UTF-8. Raises Refused("binary")."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    sample = raw[:65_536]
    if len(sample.translate(None, _CONTROL)) < 0.98 * len(sample):
        raise Refused("binary", "the file holds binary data, not a page")
    try:
        return raw.decode("utf-8")  # no legacy Arabic page is valid UTF-8 by chance, whatever it declares
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(raw[:8192])
    label = declared[1].decode("ascii", "replace").lower() if declared else ""
    if _LABELS.fullmatch(label):
        try:
            return raw.decode(_ALIASES.get(label, label.removeprefix("x-")), "replace")
        except LookupError:
            pass
    mended = raw.decode("utf-8", "replace")
    broken = mended.count("\ufffd")
    whole = sum(1 for c in mended[:200_000] if c > "\x7f" and c != "\ufffd")
    return mended if whole >= 4 * broken or (label == "utf-8" and whole > broken) else raw.decode("cp1256", "replace")


def _read(markup: str) -> Page:
    parser = LexborHTMLParser(markup)
    tree = grow(parser)
    meta, data = meta_of(parser), linked_data(parser)
    publisher = publisher_of(meta, data)
    if not tree.tags:
        return Page("", "text/html")
    main, kinds, units = regions(tree)
    headings = _headings(tree, main, kinds, units)
    title = title_of(parser, meta, [text for _, text in headings], publisher)
    published = published_of(tree, main, kinds, meta, data)
    if published is None:
        restore_dateline(tree, kinds, main)
    text, asides, quoted = compose(tree, title, kinds, units, _repeats(tree, headings, title))
    return Page(
        text=text if tree.seen or title else "",
        media_type="text/html",
        title=title,
        author=author_of(meta, data),
        publisher=publisher,
        url=url_of(parser, meta),
        published=published,
        asides=asides,
        quoted=quoted,
    )


def _headings(tree: Tree, main: int, kinds: list[str], units: list[int]) -> list[tuple[int, str]]:
    """The headings that may be the report's title, the likeliest first: h1 in the report, h1 before it, h2 in the report."""
    ranked: list[tuple[int, int]] = []
    for element, tag in enumerate(tree.tags):
        if tag in ("h1", "h2") and tree.text[element]:
            inside = tree.within(element, main) and not kinds[element]
            if inside or tag == "h1":
                ranked.append((2 if tag == "h2" else 0 if inside else 1, element))
    found = []
    for _, element in sorted(ranked)[:MAX_HEADINGS]:
        words = (p.text for p in tree.pieces if tree.within(p.element, element) and units[p.element] == units[element])
        found.append((element, _SPACES.sub(" ", "".join(words)).strip()))
    return found


def _repeats(tree: Tree, headings: list[tuple[int, str]], title: str) -> frozenset[int]:
    """The elements of the first heading that is the title over again."""
    for element, text in headings:
        if text == title:
            return frozenset(range(element, tree.end[element]))
    return frozenset()

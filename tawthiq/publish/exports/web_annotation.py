"""Claims as W3C Web Annotations (JSON-LD): each value points at its words by position and by quote.

Positions count code points of the document's clean text, which the target names by a URN; `via` is the page's address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from orjson import dumps

from tawthiq.publish.exports.claims import VALUES, ShownClaim, words
from tawthiq.publish.exports.export import Export
from tawthiq.publish.exports.shown import ACCESS, Shown, ShownSource

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


_PLAIN = re.compile(r"[A-Za-z0-9._~/-]*").fullmatch
_OTHER = re.compile(rb"[^A-Za-z0-9._~/-]")


def percent(ident: str) -> str:
    """An id as part of a URN (RFC 8141): every byte but letters, digits and - . _ ~ / is written %XX."""
    if _PLAIN(ident) is not None:
        return ident
    return _OTHER.sub(lambda found: b"%%%02X" % found[0][0], ident.encode()).decode("ascii")


_TAGGING = b'","type":"Annotation","motivation":"classifying","body":[{"type":"TextualBody","purpose":"tagging","format":"text/plain","value":'
_VALUE: dict[str, Callable[[Any], tuple[Any, ...]]] = {
    field: attrgetter(*names) if len(names) > 1 else lambda known: (known.code,) for field, names in VALUES.items()
}
_DESCRIBING = b'},{"type":"TextualBody","purpose":"describing","format":"application/json","value":'


def written_annotations(told: Iterable[ShownClaim], one: Shown) -> bytes:
    """Claims as annotations, each of which tags its words and belongs to its incident; each on a line, behind a comma.

    What is the same in all of them is filled in as written JSON: half the time of nested dictionaries.
    """
    name = percent(one.id)
    begins = f',\n{{"id":"urn:tawthiq:claim:{name}:'.encode()
    body = {"type": "SpecificResource", "purpose": "linking", "source": f"urn:tawthiq:incident:{name}"}
    linking = b"}," + dumps(body) + b'],"target":{"type":"SpecificResource","source":'
    found: list[bytes] = []
    last: ShownSource | None = None
    where, plain = b"", False
    for ident, source, field, known, start, end, quote, (text, first, behind), _, _, rule in told:
        if source is not last:
            where, last = linking + _text(source) + b',"selector":', source
            plain = percent(source.id) == source.id  # what else is in the id of a claim never needs it
        said = _bodies(field, rule, *_VALUE[field](known))
        found += (
            begins, (ident if plain else percent(ident)).encode(), said, where,
            b'[{"type":"TextPositionSelector","start":%d,"end":%d}' % (start, end),
        )  # fmt: skip
        if quote:
            found += b',{"type":"TextQuoteSelector","exact":', dumps(quote)
            if prefix := text[first:start]:
                found += b',"prefix":', dumps(prefix)
            if suffix := text[end:behind]:
                found += b',"suffix":', dumps(suffix)
            found.append(b"}")
        found.append(b"]}}")
    return b"".join(found)


@lru_cache(maxsize=4096, typed=True)  # the same few codes and small numbers again and again
def _bodies(field: str, rule: str, *values: Any) -> bytes:
    """What tags a claim's words, and its value as JSON within JSON, up to the link."""
    value = dict(zip(VALUES[field], values, strict=True))
    tag = f"{field}: {words(field, SimpleNamespace(**value))}"
    return b"".join((
        _TAGGING, dumps(tag), _DESCRIBING, dumps(dumps({"field": field, "rule": rule, **value}).decode()),
    ))  # fmt: skip


def _text(source: ShownSource) -> bytes:
    """The document that a claim's words stand in."""
    text = {"id": f"urn:tawthiq:document:{percent(source.id)}", "type": "Text", "format": "text/plain"}
    text |= {"language": source.lang} if source.lang else {}
    text |= {"via": source.url} if source.url else {}
    return dumps(text)


def write(export: Export, path: Path) -> int:
    """Writes one AnnotationPage, an annotation on a line; gives back how many. Raises OSError."""
    written = 0
    page = {
        "@context": CONTEXT,
        "id": "urn:tawthiq:annotations",
        "type": "AnnotationPage",
        "label": ACCESS[export.internal],
    }
    with path.open("wb") as file:
        file.write(dumps(page)[:-1] + b',"items":[')
        for block in export.claimed():
            lines = b"".join([written_annotations(told, one) for one, told in block if told])
            file.write(lines if written else lines[1:])
            written += sum([len(told) for _, told in block])
        file.write(b"\n]}\n")
    return written

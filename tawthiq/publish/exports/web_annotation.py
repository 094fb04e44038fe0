"""Claims as W3C Web Annotations (JSON-LD): each value points at its words by position and by quote.

Positions count code points of the document's clean text, which the target names by a URN; `via` is the page's address.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson

from tawthiq.publish.exports.claims import ShownClaim, claims
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


def annotation(claim: ShownClaim, one: Shown) -> dict[str, Any]:
    """One claim as an annotation that tags its words and belongs to its incident; orjson writes it."""
    selectors: list[dict[str, Any]] = [{"type": "TextPositionSelector", "start": claim.start, "end": claim.end}]
    if claim.quote:
        exact = {"type": "TextQuoteSelector", "exact": claim.quote}
        if claim.prefix:
            exact["prefix"] = claim.prefix
        if claim.suffix:
            exact["suffix"] = claim.suffix
        selectors.append(exact)
    begins, incident = _incident(one.id)
    value = orjson.dumps({"field": claim.field, "rule": claim.rule, **claim.value}).decode()
    return {
        "id": f"{begins}{percent(claim.id)}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            {
                "type": "TextualBody",
                "purpose": "tagging",
                "format": "text/plain",
                "value": f"{claim.field}: {claim.text}",
            },
            {"type": "TextualBody", "purpose": "describing", "format": "application/json", "value": value},
            incident,
        ],
        "target": {"type": "SpecificResource", "source": _text(claim.source), "selector": selectors},
    }


@lru_cache(maxsize=2)
def _incident(ident: str) -> tuple[str, orjson.Fragment]:
    """How the id of every annotation of an incident begins, and the body that links it there."""
    name = percent(ident)
    body = {"type": "SpecificResource", "purpose": "linking", "source": f"urn:tawthiq:incident:{name}"}
    return f"urn:tawthiq:claim:{name}:", orjson.Fragment(orjson.dumps(body))


@lru_cache(maxsize=512)  # of every claim
def _text(source: ShownSource) -> orjson.Fragment:
    """The document that a claim's words stand in."""
    text = {"id": f"urn:tawthiq:document:{percent(source.id)}", "type": "Text", "format": "text/plain"}
    text |= {"language": source.lang} if source.lang else {}
    text |= {"via": source.url} if source.url else {}
    return orjson.Fragment(orjson.dumps(text))


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
        file.write(orjson.dumps(page)[:-1] + b',"items":[')
        for case, one in export.told():
            for claim in claims(case, internal=export.internal):
                file.write((b",\n" if written else b"\n") + orjson.dumps(annotation(claim, one)))
                written += 1
        file.write(b"\n]}\n")
    return written

"""Claims as W3C Web Annotations (JSON-LD): each value points at its words by position and by quote.

Positions count code points of the document's clean text, which the target names by a URN; `via` is the page's address.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from tawthiq.publish.exports.claims import ShownClaim, claims
from tawthiq.publish.exports.export import Export
from tawthiq.publish.exports.shown import ACCESS, Shown

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def percent(ident: str) -> str:
    """An id as part of a URN (RFC 8141): every byte but letters, digits and - . _ ~ / is written %XX."""
    return "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in ident.encode())


def annotation(claim: ShownClaim, one: Shown) -> dict[str, Any]:
    """One claim as an annotation that tags its words and belongs to its incident."""
    source = claim.source
    position = {"type": "TextPositionSelector", "start": claim.start, "end": claim.end}
    selectors: list[dict[str, Any]] = [position]
    if claim.quote:
        exact = {"type": "TextQuoteSelector", "exact": claim.quote, "prefix": claim.prefix, "suffix": claim.suffix}
        selectors.append({name: value for name, value in exact.items() if value})
    text = {"id": f"urn:tawthiq:document:{percent(source.id)}", "type": "Text", "format": "text/plain"}
    text |= {"language": source.lang} if source.lang else {}
    text |= {"via": source.url} if source.url else {}
    body = {
        "type": "TextualBody",
        "purpose": "tagging",
        "format": "text/plain",
        "value": f"{claim.field}: {claim.text}",
    }
    value = {"type": "TextualBody", "purpose": "describing", "format": "application/json"}
    value["value"] = orjson.dumps({"field": claim.field, "rule": claim.rule, **claim.value}).decode()
    incident = {
        "type": "SpecificResource",
        "purpose": "linking",
        "source": f"urn:tawthiq:incident:{percent(one.id)}",
    }
    return {
        "id": f"urn:tawthiq:claim:{percent(one.id)}:{percent(claim.id)}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": [body, value, incident],
        "target": {"type": "SpecificResource", "source": text, "selector": selectors},
    }


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

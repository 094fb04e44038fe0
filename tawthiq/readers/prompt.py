"""What is sent to a model for one document: the office's instructions, and the text as data between two markers.

Rule: only the report's own words go out, without its id, title, address, publisher or what was set aside (readers'
comments, "most read"). The markers carry a hash of the text, so that no text can hold its own. The same text gives the
same prompt, byte for byte; its hash is what answers are kept by.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tawthiq.domain.document import Document
from tawthiq.readers.proposals import SCHEMA

TEMPERATURE = 0
SEED = 7
LONGEST = 40_000
"""Code points of text: a longer document would be cut by most models without a word, and is read by the rules."""

Message = dict[str, str]


@dataclass(frozen=True, slots=True)
class Prompt:
    """The messages for one document, and the SHA-256 of all that decides the answer (model and schema included)."""

    messages: tuple[Message, ...]
    sha256: str
    length: int


@cache
def instructions() -> str:
    """What the model is told before every document."""
    return files("tawthiq.readers").joinpath("prompt.txt").read_text(encoding="utf-8").strip()


def prompt_for(document: Document, model: str) -> Prompt:
    """The prompt for a document. It is the caller's to see that the document may be sent."""
    text = _report(document)
    mark = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    data = f"=== REPORT {mark} ===\n{text}\n=== END OF REPORT {mark} ===\nAnswer with the JSON object only."
    messages: tuple[Message, ...] = (
        {"role": "system", "content": instructions()},
        {"role": "user", "content": data},
    )
    decides = {"model": model, "messages": messages, "temperature": TEMPERATURE, "seed": SEED, "schema": SCHEMA}
    key = json.dumps(decides, sort_keys=True, separators=(",", ":"))
    return Prompt(messages, hashlib.sha256(key.encode("ascii")).hexdigest(), len(text))


def _report(document: Document) -> str:
    """The text without what was set aside; a line break stands where something was."""
    kept: list[str] = []
    position = 0
    for span in sorted(a.span for a in document.asides):
        kept.append(document.text[position : max(position, span.start)])
        position = max(position, span.end)
    kept.append(document.text[position:])
    return "\n".join(part for part in kept if part)

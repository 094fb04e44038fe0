"""A document's text cut into pieces, each with the claims that point at it, so that every claim is marked in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tawthiq.workbench.register.models import Claim

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def shown(text: str) -> str:
    """A text fit to show, as long as it was, so that spans still count: control characters and overrides become marks."""
    return _UNSAFE.sub(lambda found: " " if found.group() == "\r" else "\ufffd", text)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text, the innermost claim on it, and the claims that begin here. `aside` is text that is not the report's own."""

    text: str
    claim: Claim | None
    begins: tuple[int, ...]
    aside: bool


def pieces(text: str, claims: Iterable[Claim], asides: Sequence[tuple[int, int]] = ()) -> list[Piece]:
    """The text in order, whole: the pieces' texts joined are the text as shown."""
    marked: list[tuple[int, int, Claim]] = []
    for claim in claims:
        if claim.start is not None and claim.end is not None and 0 <= claim.start < claim.end <= len(text):
            marked.append((claim.start, claim.end, claim))
    cuts = {0, len(text), *(at for start, end, _ in marked for at in (start, end))}
    cuts |= {at for aside in asides for at in aside if 0 <= at <= len(text)}
    starts: dict[int, list[tuple[int, int, Claim]]] = {}
    for found in marked:
        starts.setdefault(found[0], []).append(found)
    visible, made = shown(text), []
    here: list[tuple[int, int, Claim]] = []
    for start, end in pairwise(sorted(cuts)):
        here = [c for c in here if c[1] > start] + starts.get(start, [])
        inner = min(here, key=lambda c: (c[2].state == "rejected", c[1] - c[0], c[2].pk), default=None)
        begins = tuple(c[2].pk for c in starts.get(start, ()))
        aside = any(a <= start and end <= b for a, b in asides)
        made.append(Piece(visible[start:end], inner[2] if inner else None, begins, aside))
    return made

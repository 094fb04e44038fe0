"""Whether a line is one of names and a day alone, set off by a dash: asked once for all names of a line."""

from __future__ import annotations

from typing import Final

from tawthiq.extract.context import Context

_LINE: Final = 120
"""Code points at the head of a line that nearly always hold more than four words."""


def is_short_and_marked(context: Context, start: int, end: int) -> bool:
    """Whether a line has few words and a dash or stroke among them; most lines are longer. Asked once for all names of a line."""
    known: dict[tuple[int, int], bool] = context.reading.memo.setdefault("short lines", {})
    short = known.get((start, end))
    if short is None:
        short = len(context.text[start : min(end, start + _LINE)].split(maxsplit=4)) <= 4
        if short:
            line = context.text[start:end]
            short = ("-" in line or "/" in line) and len(line.split(maxsplit=4)) <= 4
        known[start, end] = short
    return short

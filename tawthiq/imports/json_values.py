"""The values of a JSON file one at a time: an array, values one after the other, the features of a map, or Bayanat's export.

Bayanat writes its export in pieces and forgets the commas between them, so that no reader takes it whole; here commas may be
missing. The file is read piece by piece: it may be larger than the memory.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

from tawthiq.text.json_size import check_size

_PIECE = 1 << 20
"""Characters read at a time; twice as many whenever a value goes on beyond them."""
_BETWEEN = re.compile(r"[\s,\[\]]*")
_FEATURES = re.compile(r'\s*\{[^\[\]{}]{0,2000}"features"\s*:\s*\[')
_NEXT_LINE = re.compile(r"\n(?=\s*[\[{])")


def values(file: TextIO) -> Iterator[Any | ValueError]:
    """Every value of a file, in order; where one cannot be read a ValueError, and reading goes on at the next line that begins one."""
    decode = json.JSONDecoder().raw_decode
    piece = _PIECE
    text = file.read(piece)
    within_map = _FEATURES.match(text)
    at, more = (within_map.end() if within_map else 0), True
    while True:
        between = _BETWEEN.match(text, at)
        at = between.end() if between else at
        if at >= len(text):
            text, at = file.read(_PIECE), 0
            if not text:
                return
            continue
        if within_map and text[at] == "}":
            return
        try:
            if piece > _PIECE:
                check_size(text)
            value, end = decode(text, at)
            whole = end < len(text) or not more
        except (ValueError, RecursionError) as error:
            failed, whole = error, not more
            value, end = ValueError(getattr(failed, "msg", str(failed))), -1
        if not whole:
            added = file.read(piece)
            more = bool(added)
            text, at, piece = text[at:] + added, 0, piece * 2
            continue
        if end < 0:
            following = _NEXT_LINE.search(text, at)
            end = following.start() if following else len(text)
        yield value
        at = end
        piece = _PIECE
        if at > _PIECE:
            text, at = text[at:], 0

"""How much a JSON text holds, asked before it is parsed: `{},{},{}` takes fifty times its size in memory."""

from __future__ import annotations

from typing import Final

MOST_VALUES: Final = 1_000_000
"""Objects, lists, named values and strings of one record; reports have twenty."""
SHORT: Final = 1_000_000
"""A text of fewer characters or bytes costs nothing that matters, whatever it holds."""


def check_size(raw: str | bytes) -> None:
    """Raises ValueError for a text with more values than a record has."""
    if len(raw) <= SHORT:
        return
    if isinstance(raw, bytes):
        found = raw.count(b"{") + raw.count(b"[") + raw.count(b'":') + raw.count(b'",')
    else:
        found = raw.count("{") + raw.count("[") + raw.count('":') + raw.count('",')
    if found > MOST_VALUES:
        raise ValueError(f"more than {MOST_VALUES:,} values in one record")

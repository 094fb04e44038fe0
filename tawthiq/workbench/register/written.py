"""Which incidents a thread has written since the register's state was last marked, so that what is kept of all of them is renewed by these alone.

A thread may note more than what was kept in the end (a transaction that was taken back): then more is read again than needed, never less.
"""

from __future__ import annotations

import threading

MOST = 500
"""Of more incidents it is only noted that it may be any."""


class _Noted(threading.local):
    def __init__(self) -> None:
        self.incidents: set[int] | None = set()


_noted = _Noted()


def one(incident: int) -> None:
    """An incident was written, with its facets."""
    if _noted.incidents is not None:
        _noted.incidents.add(incident)


def anything() -> None:
    """Incidents were written of which it is not noted which."""
    _noted.incidents = None


def taken() -> list[int] | None:
    """What was noted, None where it may be any incident; from here on it is noted anew."""
    found, _noted.incidents = _noted.incidents, set()
    return None if found is None or len(found) > MOST else sorted(found)

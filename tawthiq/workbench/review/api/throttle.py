"""How many requests a token may make: counted over all web processes in the database's cache, by blocks.

A process takes a block of a minute's requests at a time, so that most requests write nothing; what it does not use of a block
is lost with the minute, so a token gets its limit or, on several processes, a little less, never more.
"""

from __future__ import annotations

import threading
import time

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

BLOCKS = 20
"""Into how many blocks a minute's requests are cut."""
PERIOD = 60
_LOCK = 7_204_003


class PerToken(BaseThrottle):
    """`settings.API_REQUESTS_PER_MINUTE` of each token, all processes together; the minutes are the clock's."""

    def __init__(self) -> None:
        self._left: dict[int, tuple[int, int]] = {}  # token → (minute, requests left of the block in hand)
        self._guard = threading.Lock()

    def allow_request(self, request: HttpRequest) -> bool:
        """Whether a request may pass; takes the next block when the one in hand is used up."""
        token: int = request.auth.token.pk  # type: ignore[attr-defined]
        minute = int(time.time()) // PERIOD
        with self._guard:
            held, left = self._left.get(token, (minute, 0))
            if held != minute:
                left = 0
            if left == 0:
                left = self._take(token, minute)
            if left <= 0:
                self._left[token] = (minute, -1)
                return False
            self._left[token] = (minute, left - 1)
        return True

    @staticmethod
    def _take(token: int, minute: int) -> int:
        """How many requests this process may let through next; 0 when the minute's are used up."""
        limit = settings.API_REQUESTS_PER_MINUTE
        key = f"api:{token}:{minute}"
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, token % 2**31])
            taken = int(cache.get(key) or 0)
            block = max(0, min(-(-limit // BLOCKS), limit - taken))
            if block:
                cache.set(key, taken + block, 2 * PERIOD)
        return block

    def wait(self) -> float:
        """Seconds until the next minute."""
        return PERIOD - int(time.time()) % PERIOD

"""One mention of a party: where it stands, whose it is, and what noun it is joined with; and how words are counted around it."""

from __future__ import annotations

import re
from typing import Final

from tawthiq.domain.light import initialised
from tawthiq.text.phrases import Hit
from tawthiq.text.reading import Reading

_CLAUSE_END: Final = re.compile(r"[.;:\n!?]")


@initialised(slots=True, unsafe_hash=True, init=False)
class Mention:
    """A party named at folded `[start, end)`.

    `core` is where its own wording begins; `head` what the joined noun says: aircraft, force, group, weapon, raid, act, or
    "" where none is joined. `state` marks the name of a state or ruler alone. `or_before` and `and_before` say how it is
    joined to the mention before it that shares its noun.
    """

    start: int
    end: int
    code: str
    core: int
    core_end: int
    head: str = ""
    unit: str = ""
    state: bool = False
    arabic: bool = False
    shared: str = ""
    general: bool = False

    def __init__(
        self,
        start: int,
        end: int,
        code: str,
        core: int,
        core_end: int,
        head: str = "",
        unit: str = "",
        state: bool = False,
        arabic: bool = False,
        shared: str = "",
        general: bool = False,
    ) -> None:
        self.start = start
        self.end = end
        self.code = code
        self.core = core
        self.core_end = core_end
        self.head = head
        self.unit = unit
        self.state = state
        self.arabic = arabic
        self.shared = shared
        self.general = general


def words_between(reading: Reading, start: int, end: int) -> int:
    """How many words stand in folded `[start, end)`; a large number where a clause ends between."""
    if end <= start:
        return 0
    if _CLAUSE_END.search(reading.text, start, end):
        return 99
    words = reading.text[start:end].split()
    if "".join(words).isalnum():
        return len(words)
    return sum(w.isalnum() or any(map(str.isalnum, w)) for w in words)


def words_under(reading: Reading, hits: list[Hit]) -> int:
    """How many words stand under some hits, each counted once ("extremist" and "extremist group" are two)."""
    count, last = 0, -1
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        start = max(hit.start, last)
        if start < hit.end:
            count += len(reading.text[start : hit.end].split())
            last = hit.end
    return count

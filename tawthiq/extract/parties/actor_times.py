"""Whether what a party does is told of another time than the harm: "shot dead, days after the force began a campaign there".

Rule (English): "after" with a length of time right before it sets the deed of its clause apart from the harm that stands before
it. "Killed after the army shelled the town" has no length and stays a deed that killed.
"""

from __future__ import annotations

from typing import Final

from tawthiq.extract.parties.actor_around import Around

_REACH: Final = 160
"""Code points before a party in which the word of time opens its clause."""
_LENGTH: Final = 8
"""Code points before "after" in which its length ends."""
_BREAKS: Final = (",", ";", ":")
"""Marks behind which the clause is another."""


def another_time(a: Around) -> bool:
    """Whether the party's deed lies days, weeks or years before the harm of its sentence."""
    reading, name = a.reading, a.mention.start
    if a.mention.arabic:
        return False
    cues = reading.of_id(max(a.start, name - _REACH), name, "date_relative", "after")
    if not cues or any(c in reading.text[cues[-1].end : name] for c in _BREAKS):
        return False
    after = cues[-1].start
    lengths = reading.within(max(a.start, after - _LENGTH), after, "date_word")
    told = bool(lengths) and not reading.text[lengths[-1].end : after].strip()
    return told and bool(reading.within(a.start, lengths[-1].start, "harm"))

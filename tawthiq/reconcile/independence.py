"""What an office rules of voices: whose they are, whose text they print as their own, what kind of source they are (R1, R2, R4).

The machine takes two voices for independent unless texts show otherwise. An office knows more: that two outlets have one owner, that a
page reprints an agency without saying so, that a network speaks for a party.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from tawthiq.reconcile.publishers import Voice, offices


@dataclass(frozen=True, slots=True)
class Independence:
    """An office's rulings, by key of voice.

    `owners`: to whom a voice belongs; whatever it says, wherever it is quoted, is the owner's word (R1). `carries`: whose text a voice
    publishes; what it asserts in its own name is that voice's (R2). `types`: the type of source, a code of source_types (R4, R8).
    `names`: how voices are shown that are no known office.
    """

    owners: Mapping[str, str] = field(default_factory=dict)
    carries: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def speaker(self, voice: Voice) -> Voice:
        """Who speaks where a voice is quoted."""
        return self._made(voice, _last(voice.key, self.owners))

    def publisher(self, voice: Voice) -> tuple[Voice, str]:
        """Who speaks where a voice publishes in its own name, and the rule: R2 where it carries another's text."""
        key = _last(voice.key, {**self.owners, **self.carries})
        carried = any(step in self.carries for step in _way(voice.key, {**self.owners, **self.carries})[:-1])
        return self._made(voice, key), "R2" if carried else "R1"

    def one_with(self, key: str) -> str:
        """The key of the voice that a publisher's own assertions count as."""
        return _last(key, {**self.owners, **self.carries})

    def _made(self, voice: Voice, key: str) -> Voice:
        known = (
            voice if key == voice.key else _known().get(key) or Voice(key, self.names.get(key, key), voice.source_type)
        )
        return Voice(known.key, known.name, self.types.get(key, known.source_type)) if key in self.types else known


NOTHING_RULED = Independence()
"""An office that says nothing of its sources."""


@cache
def _known() -> dict[str, Voice]:
    return {office.voice.key: office.voice for office in offices()}


def _way(key: str, steps: Mapping[str, str]) -> list[str]:
    """The keys from one voice to the one that counts; a circle ends where it would begin again."""
    way = [key]
    while (following := steps.get(way[-1])) is not None and following not in way:
        way.append(following)
    return way


def _last(key: str, steps: Mapping[str, str]) -> str:
    return _way(key, steps)[-1]

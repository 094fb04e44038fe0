"""Who votes for which kind of incident, how strongly, and who wins (knowledge/vocabularies/kind_votes.toml).

Rule: the strongest vote wins, then the kind with the most votes, then the one said first. A vote of some strength weighs
more in a stretch that counts the most dead of its telling (told_most).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from tawthiq.domain.light import initialised
from tawthiq.extract.tellings.told_most import TellingMost
from tawthiq.extract.weapons import WeaponHit
from tawthiq.knowledge.load import toml


def settings() -> Mapping[str, Any]:
    """The strengths of votes, and which kinds weapons and harms speak for."""
    return toml("vocabularies/kind_votes.toml")


@initialised(slots=True, init=False)
class Votes:
    """The votes of one telling: per kind the strongest, how many, and where the first stands; `own` without what place adds."""

    most: TellingMost
    cast: dict[str, tuple[float, int, int, int]]
    own: dict[str, float]

    def __init__(
        self,
        most: TellingMost,
    ) -> None:
        self.most = most
        self.cast = {}
        self.own = {}

    def vote(self, kind: str, strength: float, start: int, end: int) -> None:
        """Casts one vote, by the words at folded `[start, end)`."""
        rules = settings()
        self.own[kind] = max(self.own.get(kind, 0.0), strength)
        if strength >= float(rules["counted_from"]) and self.most.at(start):
            strength += float(rules["counted_bonus"])
        best, count, first, first_end = self.cast.get(kind, (0.0, 0, start, end))
        self.cast[kind] = (max(best, strength), count + 1, first, first_end)

    def without(self, kinds: Collection[str], *, beside: float) -> None:
        """Strikes out these kinds, but for their labels, where any other has a vote of its own of at least `beside`."""
        if any(k not in kinds and own >= beside for k, own in self.own.items()):
            for kind in kinds:
                self.cast.pop(kind, None)

    def strongest(self) -> str | None:
        """The kind with the strongest vote; None where nobody voted."""
        return max(self.cast, key=lambda k: self.cast[k][0], default=None)

    def winner(self) -> tuple[str, int, int]:
        """The kind that won, and where its first word stands."""
        kind, (_, _, start, end) = max(self.cast.items(), key=lambda v: (v[1][0], v[1][1], -v[1][2]))
        return kind, start, end

    def beside(self, kind: str) -> tuple[str, ...]:
        """The other kinds that are named plainly enough to be kept as labels."""
        least = float(settings()["label_strength"])
        return tuple(k for k in sorted(self.own) if k != kind and self.own[k] >= least)


def no_others_means(weapons: Sequence[WeaponHit], kind: str) -> list[WeaponHit]:
    """The weapons of a telling without those that no incident of its kind is done with: nobody is executed from the air."""
    never = settings()["never"].get(kind, ())
    return [w for w in weapons if w.code not in never]

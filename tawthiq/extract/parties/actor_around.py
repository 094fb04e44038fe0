"""A party in its sentence: the cues around it, and the part that they give it."""

from __future__ import annotations

from dataclasses import field

from tawthiq.domain.light import dataclass
from tawthiq.extract.parties.party_mention import Mention, words_between, words_under
from tawthiq.text.phrases import Hit
from tawthiq.text.reading import Reading


@dataclass(frozen=True, slots=True)
class Role:
    """A part with the rule that gave it; `after` says that the deciding words follow the party."""

    role: str
    rule: str
    weight: float
    after: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """A party in its sentence: the cues before it (nearest first) and after it (nearest first)."""

    reading: Reading
    mention: Mention
    start: int
    end: int
    before: tuple[Hit, ...]
    after: tuple[Hit, ...]
    named_before: frozenset[str]  # the names of those cues: most that are asked for stand nowhere in the sentence
    named_after: frozenset[str]
    gaps_before: list[int] = field(default_factory=list)  # of the cues asked for so far: a dozen rules ask for the same
    gaps_after: list[int] = field(default_factory=list)

    def left(self, name: str, reach: int) -> Hit | None:
        """The nearest cue of this name before the party, at most `reach` words away."""
        if name not in self.named_before:
            return None
        for index, cue in enumerate(self.before):
            if index == len(self.gaps_before):
                self.gaps_before.append(self.gap(cue.whole_end, self.mention.start))
            if self.gaps_before[index] > reach:
                return None
            if cue.id == name:
                return cue
        return None

    def right(self, name: str, reach: int) -> Hit | None:
        """The nearest cue of this name after the party, at most `reach` words away."""
        if name not in self.named_after:
            return None
        for index, cue in enumerate(self.after):
            if index == len(self.gaps_after):
                self.gaps_after.append(self.gap(self.mention.end, cue.start))
            if self.gaps_after[index] > reach:
                return None
            if cue.id == name:
                return cue
        return None

    def gap(self, start: int, end: int) -> int:
        """Words between, not counting articles and "units of"; a large number where a clause ends between."""
        words = words_between(self.reading, start, end)
        if words and words < 90:
            cues = self.reading.within(start, end, "cue")
            free = [c for c in cues if c.id in ("article", "affiliated", "quality") and c.term.wording != "من"]
            free += self.reading.of_id(start, end, "force_word", "group")
            words -= words_under(self.reading, free)
        return max(words, 0)

    def claims(self, start: int, end: int) -> bool:
        """Whether a claim begins in a stretch (أن، إن، that)."""
        return bool(self.reading.within(start, end, "speaker_end"))

    def breaks(self, start: int, end: int) -> bool:
        """Whether a new clause begins in a stretch (في حين، بينما)."""
        return any(h.term.get("breaks") for h in self.reading.within(start, end, "speaker_end"))

    def joins(self, start: int, end: int) -> bool:
        """Whether a stretch joins what stands behind it by "and"."""
        return bool(self.reading.of_id(start, end, "cue", "and"))

    def says(self, start: int, end: int) -> list[Hit]:
        """The verbs of saying in a stretch."""
        return [h for h in self.reading.within(start, end, "say") if not h.term.get("accuses")]

"""What around a party says that it was hit: the words that lead onto it, what struck it."""

from __future__ import annotations

from tawthiq.extract.actor_around import Around
from tawthiq.extract.parties_named import words_between
from tawthiq.text.phrases import Hit

_SUBJECT = 40
"""Code points before a verb within which its subject stands."""


def struck_by_a_thing(a: Around) -> bool:
    """Whether the verb right before an Arabic party has a weapon or an attack for its subject: «عبوة ناسفة استهدفت دورية للشرطة»."""
    verb = a.left("struck", 0)
    if verb is None or verb.prefix:
        return False
    things = a.reading.within(max(a.start, verb.start - _SUBJECT), verb.start, "weapon", "kind")
    return any(words_between(a.reading, t.whole_end, verb.start) <= 1 for t in things if t.term.get("label") is None)


def new_clause(a: Around, position: int) -> bool:
    """Whether a clause begins between a position and the party: "were killed when the army struck"."""
    return any(c.id == "clause" for c in a.reading.within(position, a.mention.start, "cue"))


def partitive(a: Around) -> bool:
    """«عناصر من …»: some of its men, the object of the verb before."""
    return any(c.term.wording == "من" for c in a.reading.within(a.mention.start, a.mention.core, "cue"))


def participle_of(a: Around, verb: Hit) -> bool:
    """Whether an English word of attack before a party is a noun of its own ("the strikes Syrian forces made")."""
    return any(c.id == "attack_noun" and c.start == verb.start and c.end == verb.end for c in a.before)


def hit_at(a: Around, position: int, reach: int) -> Hit | None:
    """A cue that leads onto a target ending at most `reach` words before `position`: على، استهدف, "on", "hit"."""
    for cue in a.before:
        if cue.end > position:
            continue
        if a.gap(cue.whole_end, position) > reach:
            return None
        if cue.id in ("onto", "attack_verb", "attack_noun"):
            return cue
    return None


def attack_before(a: Around, position: int, reach: int) -> bool:
    for cue in a.before:
        if cue.end <= position and cue.id in ("attack_noun", "attack_verb", "fight"):
            return a.gap(cue.whole_end, position) <= reach
    return False

"""What a party does that holds something: a place it controls, aircraft it flies, a town that shells came from, people it took."""

from __future__ import annotations

from typing import Final

from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.parties.actor_around import Around, Role
from tawthiq.extract.parties.party_mention import words_between
from tawthiq.text.phrases import Hit

_AGENT: Final = "alleged_perpetrator"
_LAID: Final = 90
"""Code points between a party that holds a place and the verb that says it mined it."""
_HELP: Final = 5
"""Words between "backed by" and whose aircraft helped."""
_PLACE_BEFORE: Final = 12
"""Code points before "seized by" in which the name of a place stands that was seized."""


def controls(a: Around) -> Role | None:
    """«التي يسيطر عليها», «الخاضعة لسيطرة», "held by", "rebel-held" → controls_place."""
    if _laid_there(a):
        return Role(_AGENT, "actor.laid", 0.85, True)
    if _fired_from(a):
        if a.left("backed", _HELP) is not None:
            return Role("involved", "actor.backs", 0.6)  # "backed by a helicopter from the coalition"
        return Role(_AGENT, "actor.source", 0.8)
    held = a.left("control", 1)
    if held is not None and a.mention.head not in ("raid", "aircraft", "weapon"):
        return _holds(a, held)
    if not a.mention.arabic and a.mention.head in ("", "group", "force") and a.right("control_after", 0) is not None:
        return Role("controls_place", "actor.controls", 1.0, True)
    return None


def _holds(a: Around, held: Hit) -> Role | None:
    """What a party does that holds something: a place it controls, aircraft and arms it strikes with ("a drone operated by"), people it took."""
    if a.mention.arabic:
        return Role("controls_place", "actor.controls", 1.0)
    within = a.reading.within
    arms = [
        w for w in within(a.start, held.start, "weapon", "force_word") if w.category == "weapon" or w.id == "aircraft"
    ]
    if any(w.end + 1 >= held.start for w in arms) and any_deed(a):
        return Role(_AGENT, "actor.operates", 0.85)
    taken = any(c.id == "agent" and c.start == held.start for c in a.before)
    if taken and not within(max(a.start, held.start - _PLACE_BEFORE), held.start, "place"):
        return None  # "they had been seized by gunmen from"
    return Role("controls_place", "actor.controls", 1.0)


def _laid_there(a: Around) -> bool:
    """Whether a party that held the place mined it: «كانت الجماعة تسيطر على المنطقة، وقد زرعت الطريق», "held the village and mined its fields"."""
    holds = any(
        name in cues
        for name in ("control", "control_verb", "control_after")
        for cues in (a.named_before, a.named_after)
    )
    if not holds or a.mention.head in ("raid", "act", "weapon"):
        return False
    lays = toll_grammar().lays_mines
    laid = next((c for c in a.after if c.id == "attack_verb" and c.term.wording in lays), None)
    if laid is None or laid.start - a.mention.end > _LAID or a.reading.within(a.mention.end, laid.start, "actor"):
        return False
    return (
        any(c.id in ("control", "control_verb") and c.end <= laid.start for c in a.after)
        or a.left("control", 1) is not None
        or (a.right("control_after", 0) is not None)
    )


def _fired_from(a: Around) -> bool:
    """Whether a weapon or an attack came "from" the party or from what it holds: "gunfire from border guards"."""
    source = None if a.mention.arabic else a.left("source", 0)
    if source is None:
        return False
    deeds = [*a.reading.within(a.start, source.start, "weapon", "kind")]
    deeds.extend(c for c in a.before if c.end <= source.start and c.id == "attack_noun")
    return any(words_between(a.reading, d.end, source.start) <= 1 for d in deeds)


def any_deed(a: Around) -> bool:
    """Whether the sentence tells a deed at all: aircraft are flown over, bought and sent, too."""
    name = (a.mention.start, a.mention.end)
    if any(not name[0] <= h.start < name[1] for h in a.reading.within(a.start, a.end, "harm", "kind")):
        return True  # not the "led" of "the US-led coalition"
    return any(c.id in ("attack_verb", "attack_noun") for c in (*a.before, *a.after))

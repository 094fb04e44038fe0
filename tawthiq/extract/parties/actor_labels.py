"""Who a form names as the doer, and who the doers were said to be: "Suspected attackers / US-led Coalition", "the killers belonged to"."""

from __future__ import annotations

from typing import Final

from tawthiq.extract.parties.actor_around import Around, Role
from tawthiq.extract.parties.party_mention import words_between

_AGENT: Final = "alleged_perpetrator"
_LABEL: Final = 4
"""Words between a form's label and its colon: "according to witnesses"."""
_WHO_THEY_WERE: Final = 4
"""Words between the doers and "belonged to": "who entered the village"."""


def labelled(a: Around) -> Role | None:
    """The party behind a form's label, in its line or alone in the next one: "Suspected attackers / US-led Coalition"."""
    label = next((c for c in a.before if c.id == "label" and c.end == a.before[0].end), None)
    behind = a.reading.text[label.end : a.mention.start] if label is not None else ""
    if label is not None and (not behind.strip() or _closes_a_label(behind)):
        return Role(_AGENT, "actor.label", 1.0)
    line = a.reading.sentence_at(a.start) - 1
    if label is None and line >= 0 and not a.reading.text[a.start : a.mention.start].strip(" -•*"):
        above = a.reading.sentences[line]
        cues = a.reading.of_id(above.start, above.end, "cue", "label")
        alone = (
            bool(cues) and a.reading.text[above.start : above.end].strip(" -•*:\n") == cues[0].term.wording.casefold()
        )
        return Role(_AGENT, "actor.label", 1.0) if alone else None
    return None


def _closes_a_label(behind: str) -> bool:
    """Whether what stands behind a form's label is its colon, after a few words at most: «الجهة المسؤولة وفق شهود: …»."""
    return (
        behind.rstrip().endswith(":")
        and behind.count(":") == 1
        and len(behind.split()) <= _LABEL
        and "\n" not in behind
    )


def doers_were(a: Around) -> Role | None:
    """ "the killers belonged to", "identified the attackers as members of", «المهاجمون ينتمون إلى» → alleged_perpetrator."""
    theirs = a.left("belonged", 2) if "doers" in a.named_before else None
    doers = (
        next((c for c in a.before if c.id == "doers" and c.end <= theirs.start), None) if theirs is not None else None
    )
    if theirs is None or doers is None or words_between(a.reading, doers.whole_end, theirs.start) > _WHO_THEY_WERE:
        return None
    caught = [*a.reading.within(a.start, doers.start, "harm"), *(c for c in a.before if c.end <= doers.start)]
    if any(
        words_between(a.reading, h.end, doers.whole_start) <= 1
        for h in caught
        if h.category == "harm" or h.id == "attack_verb"
    ):
        return None  # "the arrest of the gunmen, who belonged to"
    return Role(_AGENT, "actor.doers", 0.9)

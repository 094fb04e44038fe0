"""The English verb of a party in its sentence: what it did, at once, behind what is put between, or later; or that it was hit."""

from __future__ import annotations

from tawthiq.extract.actor_around import Around
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.phrases import Hit

_FIGHTERS = 24
"""Code points between a verb and the fighters that it was done to."""
_DATELINES = (" - ", " \u2013 ", " \u2014 ")
"""What may stand between a dateline and the first word of a report."""
_APPOSITION = 160
"""Code points of what is put between a party and its verb: ", backed by a coalition helicopter, carried out"."""


def begins(a: Around, position: int) -> bool:
    """Whether nothing but words that describe stands before a position in its sentence: the party is its subject."""
    if position - a.start > _APPOSITION or a.reading.within(a.start, position, "say", "harm"):
        return False
    dateline = max(a.reading.text.rfind(mark, a.start, position) for mark in _DATELINES)
    return a.gap(dateline + 1 if dateline >= 0 else a.start, position) == 0


def passive(a: Around, verb: Hit) -> bool:
    """ "was hit", "had been struck" after the party: it is the one hit."""
    if _without_auxiliary(a, verb):
        return True
    cue = a.right("passive", 2)
    return cue is not None and cue.end <= verb.start and not verb.term.wording.endswith("ing")


def _without_auxiliary(a: Around, verb: Hit) -> bool:
    """ "four gunmen arrested in a raid": a participle of harm with no object behind it."""
    harmed = any(h.start == verb.start and h.end == verb.end for h in a.reading.within(verb.start, verb.end, "harm"))
    behind = a.reading.text[verb.end : verb.end + 10].split()[:1]
    adjacent = not a.mention.arabic and not verb.term.wording.endswith(("ing", "s"))
    return harmed and adjacent and bool(behind) and behind[0] in toll_grammar().no_object


def behind_apposition(a: Around) -> Hit | None:
    """The verb behind what is put between commas after a party: "the army, backed by militias, stormed"."""
    text = a.reading.text
    position = a.mention.end
    if text[position : position + 2] == " (":
        position = text.find(")", position, position + 20) + 1 or position
    if text[position : position + 1] != ",":
        return None
    close = text.find(",", position + 1, min(a.end, position + _APPOSITION))
    if close < 0 or a.says(position, close) or any(c in text[position:close] for c in ";:\n"):
        return None
    verb = next((c for c in a.after if c.id == "attack_verb" and c.start >= close), None)
    if verb is None or verb.term.wording.endswith("ing") or text[close + 1 : verb.start].strip():
        return None
    return verb


def behind_place(a: Around) -> Hit | None:
    """The verb behind where and when it happened: "police in the southern town of Kasese on Friday killed"."""
    text, position = a.reading.text, a.mention.end
    verb = next((c for c in a.after if c.id == "attack_verb"), None)
    if verb is None or verb.term.wording.endswith("ing") or text[position : position + 1] != " ":
        return None
    stretch = text[position : verb.start]
    if len(stretch) > _APPOSITION or any(c in stretch for c in ".;:\n!?,("):
        return None
    within = a.reading.within
    if within(position, verb.start, "say", "harm", "actor"):
        return None
    covered = max((h.end for h in within(position, verb.start, "place", "weekday", "month")), default=position)
    return verb if covered > position and a.gap(covered, verb.start) <= 1 and not passive(a, verb) else None


def later_deed(a: Around) -> Hit | None:
    """A later verb of the party that begins its sentence: "militants of the group crossed the border, … and killing 40"."""
    if a.mention.head not in ("", "group", "force") or not begins(a, a.mention.start):
        return None
    for verb in a.after:
        if verb.id != "attack_verb":
            continue
        before = a.reading.text[a.mention.end : verb.start].rstrip()
        joined = _last_word(before) in toll_grammar().and_words
        joined |= before.endswith(",") and verb.term.wording.endswith("ing")
        between = a.reading.within(a.mention.end, verb.start, "say", "actor")
        if between or any(c.id in ("clause", "passive", "deny") for c in a.after if c.end <= verb.start):
            return None
        harms = any(h.start == verb.start for h in a.reading.within(verb.start, verb.end, "harm"))
        if (
            joined
            and harms
            and not any(n.start - verb.end < _FIGHTERS for n in a.reading.within(verb.end, a.end, "force_word"))
        ):
            return verb  # not "killing several militants"
    return None


def _last_word(text: str) -> str:
    return text.rpartition(" ")[2]

"""The English verb of a party in its sentence: what it did, at once, behind what is put between, or later; or that it was hit."""

from __future__ import annotations

from typing import Final

from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.parties.actor_around import Around
from tawthiq.text.phrases import Hit

_JOINS: Final = frozenset({"and", "or", "led_by", "backed"})
"""Cues by which another party stands beside this one before their verb."""
_FIGHTERS: Final = 24
"""Code points between a verb and the fighters that it was done to."""
_DATELINES: Final = (" - ", " \u2013 ", " \u2014 ")
"""What may stand between a dateline and the first word of a report."""
_DASHES: Final = (" -- ", *_DATELINES)
"""What stands before and behind an aside that no commas mark off."""
_QUANTIFIER: Final = 24
"""Code points behind a verb in which a bound on a number stands."""
_TAKEN_FROM: Final = 24
"""Code points behind "taken from" in which the party stands that held the place."""
_RELATIVE: Final = 3
"""Words between a party and the verb of what is told of it behind "who", or of its campaign."""
_MEN: Final = 5
"""Words at most between "by" and a party whose men are counted: "by more than a hundred fighters of"."""
_THOUGHT: Final = 3
"""Words at most between "believed to be" and the party: "Islamists from Nigeria's"."""
_APPOSITION: Final = 160
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
    if _whom_it_hit(a):
        return False
    harmed = any(h.start == verb.start and h.end == verb.end for h in a.reading.within(verb.start, verb.end, "harm"))
    behind = a.reading.text[verb.end : verb.end + 10].split()[:1]
    if any(q.start == verb.end + 1 for q in a.reading.within(verb.end, verb.end + _QUANTIFIER, "quantifier")):
        return False  # "killed at least 20"
    adjacent = not a.mention.arabic and not verb.term.wording.endswith(("ing", "s"))
    if adjacent and a.reading.text[verb.end : verb.end + 1] == ":":
        return True  # a headline: "Army post in Sinai attacked: three dead"
    if harmed and adjacent and _time_behind(a, verb):
        return True  # "two soldiers kidnapped ten days ago were found"
    return harmed and adjacent and bool(behind) and behind[0] in toll_grammar().no_object


def _whom_it_hit(a: Around) -> bool:
    """Whether a relative right before an English party is the object of its verb: "people whom the regime choked from the air"."""
    before = a.reading.text[max(a.start, a.mention.start - _FIGHTERS) : a.mention.start].split()
    grammar = toll_grammar()
    before = [w for w in before if w not in grammar.definite]
    return not a.mention.arabic and bool(before) and before[-1] in grammar.object_relatives


def _time_behind(a: Around, verb: Hit) -> bool:
    """Whether nothing but how long ago it was stands right behind a verb: "kidnapped ten days ago", "shot two weeks earlier"."""
    units = a.reading.within(verb.end, min(a.end, verb.end + _QUANTIFIER), "measure")
    words = a.reading.text[verb.end : units[0].start].split() if units else []
    return bool(units) and units[0].id == "time" and not units[0].term.get("age") and len(words) == 1


def behind_apposition(a: Around) -> Hit | None:
    """The verb behind what is put between commas after a party: "the army, backed by militias, stormed"."""
    text = a.reading.text
    position = a.mention.end
    if text[position : position + 2] == " (":
        position = text.find(")", position, position + 20) + 1 or position
    if text[position : position + 1] == ",":
        close = text.find(",", position + 1, min(a.end, position + _APPOSITION))
    elif dash := next((d for d in _DASHES if text.startswith(d, position)), ""):
        close = text.find(dash, position + len(dash), min(a.end, position + _APPOSITION))
        close += len(dash) - 1 if close >= 0 else 0
    else:
        return None
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


def anothers(a: Around, verb: Hit) -> bool:
    """Whether another party, joined to this one by nothing, stands before its verb: "soldiers captured when the group overran"."""
    between = a.reading.within(a.mention.end, verb.start, "actor")
    if a.mention.arabic or not between or any(c.id in _JOINS for c in a.after if c.end <= verb.start):
        return False
    text = a.reading.text[a.mention.end : between[0].start]
    return between[0].id != a.mention.code and "(" not in text and "," not in text


def by_men(a: Around) -> Hit | None:
    """The word of agency before a party whose men are counted, or who is only thought to be it: "by about 40 herdsmen"."""
    if a.mention.arabic:
        return None
    cue = a.left("agent", _MEN)
    if cue is None or "," in a.reading.text[cue.end : a.mention.start]:
        return None
    if cue.term.wording in toll_grammar().taken_for:
        return cue if a.gap(cue.end, a.mention.start) <= _THOUGHT else None
    if cue.term.wording != "by":
        return None
    numbers = a.reading.within(cue.end, a.mention.start, "number")
    figures = a.reading.text[cue.end : a.mention.start].split()
    counted = bool(numbers) and a.gap(numbers[-1].end, a.mention.start) == 0
    if not counted and not (figures and figures[-1].replace(",", "").isdigit()):
        return None
    start = numbers[0].start if counted else a.reading.text.rfind(figures[-1], cue.end, a.mention.start)
    bounds = a.reading.within(cue.end, start, "quantifier")
    plain = not a.reading.text[cue.end : start].strip() or (bool(bounds) and bounds[0].start == cue.end + 1)
    deeds = [c for c in a.before if c.end <= cue.start and c.id in ("attack_verb", "attack_noun")]
    return cue if plain and deeds and a.gap(deeds[0].end, cue.start) <= 1 else None


def takes_part(a: Around, backing: Hit) -> bool:
    """Whether who backs another takes part in its deed: with its aircraft or men, not as a state ("backed by helicopters of …").

    The backing must be told of the attack: between the party that attacks and its verb, or right behind the attack.
    """
    if a.mention.state or backing.term.wording not in toll_grammar().lends_force:
        return False
    if not a.reading.within(a.start, backing.start, "actor"):
        return False
    verb = behind_apposition(a) or next((c for c in a.after if c.id == "attack_verb"), None)
    before = any(c.id in ("attack_verb", "attack_noun") and c.end <= backing.start for c in a.before)
    behind = verb is not None and not a.reading.within(a.mention.end, verb.start, "actor", "say")
    return before or behind


def acts_of_its_own(a: Around) -> bool:
    """Whether a relative clause right behind an English party tells its deed: "against gunmen who had attacked a checkpoint"."""
    if a.mention.arabic:
        return False
    behind = a.reading.text[a.mention.end : a.end].lstrip("\"' ,)").split(maxsplit=1)[:1]
    verb = a.right("attack_verb", _RELATIVE)
    if not behind or behind[0] not in toll_grammar().relatives or verb is None or passive(a, verb):
        return False
    told = a.reading.text[a.mention.end : verb.start].lstrip(", ")
    return "," not in told and bool(a.reading.within(verb.start, a.end, "harm"))


def only_a_campaign(a: Around) -> bool:
    """Whether an act is a whole campaign, named for the time or the war it is: "since the start of the government's offensive"."""
    last = a.reading.text[a.mention.core : a.mention.end].split()
    if a.mention.arabic or not last or last[-1] not in toll_grammar().campaigns:
        return False
    verb = a.right("attack_verb", _RELATIVE)
    return verb is None or passive(a, verb)


def took_it(a: Around, by: Hit) -> bool:
    """Whether a party only took a place from another: "was taken from the group in August by rebels"."""
    took = next((c for c in a.before if c.id == "took_from" and c.end <= by.start), None)
    return took is not None and any(
        h.start - took.end <= _TAKEN_FROM for h in a.reading.within(took.end, by.start, "actor")
    )

"""Whether the dead or hurt that a sentence tells are some of a party's own men."""

from __future__ import annotations

from typing import Final

from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.parties.actor_around import Around
from tawthiq.extract.parties.actor_targets import has_object
from tawthiq.extract.parties.party_mention import words_between

_SOME: Final = 4
"""Words at most between a harm and the party some of whose men suffered it."""
_OWN_DEAD: Final = 45
"""Code points before a party within which a harm befalls its men."""
_REPORTED: Final = 45
"""Code points from a party to the harm that it reports, and from that to whose men they were."""
LED: Final = 12
"""Words between a party and its verb where it is said in between who leads it."""
DEAD: Final = 60
"""Code points behind "left" within which the dead stand."""


def own_dead(a: Around) -> bool:
    """Whether some of an Arabic party's men are told to be killed or hurt: «قتل ثلاثة من عناصر حزب الله», «إصابة أحد عناصر …»."""
    grammar, text, name = toll_grammar(), a.reading.text, a.mention.core
    harms = a.reading.within(max(a.start, name - _OWN_DEAD), name, "harm")
    if not harms or harms[-1].id not in ("killed", "injured") or harms[-1].term.get("side") == "before":
        return False
    start = harms[-1].whole_end
    words = text[start:name].split()
    told = any(w in grammar.of_words | grammar.one_of for w in words)
    told = told or (a.mention.head == "group" and bool(a.reading.within(start, name, "number")))
    told = told or (a.mention.head == "group" and any(w.isdigit() for w in words))
    if not 1 <= len(words) <= _SOME or not told:
        return False
    counted = a.reading.within(start, name, "number", "people") or any(w in grammar.one_of for w in words)
    if has_object(a):
        return False
    return bool(counted) and not a.reading.within(start, name, "weapon", "kind")


def dead_behind(a: Around) -> bool:
    """Whether some of an Arabic party's men are counted before it and told to have died behind it: «اثنين من الحشد قتلوا وأصيب …»."""
    grammar, text = toll_grammar(), a.reading.text
    words = text[max(a.start, a.mention.start - _OWN_DEAD) : a.mention.start].split()
    harms = a.reading.within(a.mention.end, a.mention.end + _OWN_DEAD, "harm")
    numbers = a.reading.within(max(a.start, a.mention.start - _OWN_DEAD), a.mention.start, "number", "people")
    men = bool(numbers) and not text[numbers[-1].end : a.mention.start].strip()  # «ثلاثة جنود من القوات قتلوا»
    if (
        not words
        or (words[-1] not in grammar.of_words and not men)
        or not harms
        or harms[0].term.get("side") != "before"
    ):
        return False
    counted = bool(numbers) and words_between(a.reading, numbers[-1].end, a.mention.start) <= 1
    joined = a.reading.within(a.mention.end, harms[0].start, "actor")  # «من رجال الجيش والشرطة قتلوا»
    return counted and a.gap(joined[-1].end if joined else a.mention.end, harms[0].start) == 0 and not harms[0].suffix


def reports_its_own(a: Around) -> bool:
    """Whether the party reports its own dead: "the movement announced the death of two of its fighters"."""
    grammar, text = toll_grammar(), a.reading.text
    for harm in a.reading.within(a.mention.end, min(a.end, a.mention.end + _REPORTED), "harm"):
        if harm.id not in ("killed", "injured") or harm.term.get("side") != "after":
            continue
        behind = text[harm.end : harm.end + _REPORTED].split()[:_SOME]
        own = any(w in grammar.its_own for w in behind)
        between = a.reading.within(a.mention.end, harm.start, "actor", "nationality")
        told = a.says(a.mention.end, harm.start)
        return own and not between and bool(told)
    return False


def its_dead(a: Around) -> bool:
    """Whether the mention is the men of a party named before, and a word of their death stands right before: "the death of one of its fighters"."""
    text, name = a.reading.text, a.mention.start
    if not a.mention.general or text[name : a.mention.end].split()[0] not in toll_grammar().its_own:
        return False
    harms = a.reading.within(max(a.start, name - _OWN_DEAD), name, "harm")
    return bool(harms) and harms[-1].term.get("side") == "after" and a.gap(harms[-1].end, name) <= _SOME


def whose_killing(a: Around) -> bool:
    """Whether an English party is whom a noun of harm befell: "the killing of five policemen in a bomb attack"."""
    harms = a.reading.within(max(a.start, a.mention.start - _OWN_DEAD), a.mention.start, "harm")
    if not harms or harms[-1].id not in ("killed", "injured"):
        return False
    said = a.reading.text[harms[-1].start : a.mention.start].split()
    grammar = toll_grammar()
    befell = any(w in grammar.of_words for w in said)
    return befell and words_between(a.reading, harms[-1].end, a.mention.start) <= _SOME // 2 and "," not in said[-1]

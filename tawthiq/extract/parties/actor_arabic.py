"""The Arabic clause of a party: whose subject it is, and what it is only governed by.

Rules: a verb before its subject is singular, so a party behind a plural verb is its object («يغتالون عنصرين من قوات النظام»).
A party in whose company another acted took part («بمساندة الشبيحة»); one that only supports is none (roles: backed).
Where it is posted may stand between an Arabic party and its verb («المتمركزة في …»).
A party that a preposition governs is no subject of the verb behind it («نقطة للحشد قتل خلالها مقاتلان»), unless a relative
says so («للتحالف الذي يشن»). A noun of attack governs a party at once or through «ل» («تعرض لعناصر التنظيم»).
"""

from __future__ import annotations

from typing import Final

from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.parties.actor_around import Around
from tawthiq.extract.parties.party_mention import Mention, words_between
from tawthiq.text.fold import fold_word
from tawthiq.text.phrases import Hit
from tawthiq.text.reading import Reading

_DOWNED: Final = 3
"""Words between a word for bringing down and the aircraft: who did it, and how many."""
_COUNT: Final = 16
"""Code points before a party in which the number of its men stands."""
_POSTED: Final = 9
"""Words at most between a party and its verb where it is said in between where it is posted."""
JOINED_IN: Final = "actor.joined-in"
_BEFORE: Final = 40
"""Code points before a party within which the word stands that makes it take part."""


def joined_in(reading: Reading, mention: Mention, start: int) -> bool:
    """Whether a party's men are said to have taken part in what another did: «بمساندة الشبيحة», «يساندها مسلحون من الحزب»."""
    if not mention.arabic or mention.head not in ("", "group"):
        return False
    if reading.of_id(mention.start, mention.end, "force_word", "aircraft"):
        return False
    cues = reading.of_id(max(start, mention.start - _BEFORE), mention.start, "cue", "joined_in")
    return bool(cues) and words_between(reading, cues[-1].whole_end, mention.start) <= 1


def behind_plural_verb(a: Around) -> bool:
    """Whether the verb right before the party is plural and has its subject already."""
    verb = a.left("attack_verb", 1)
    if verb is None or verb.suffix:
        return False
    wording = fold_word(verb.term.wording)
    return " " not in wording and wording.endswith(tuple(toll_grammar().plural_verb_endings))


def posted_and_did(a: Around) -> Hit | None:
    """The verb of attack behind words for where an Arabic party is posted, or for what it is: «قوات النظام المتمركزة في معسكر جورين استهدفت …»,
    «القوات التي تواجه الجيش منذ عام أطلقت …».

    Not where another party, another verb or a comma stands between.
    """
    behind = a.reading.text[a.mention.end : a.mention.end + _POSTED].split()[:1]
    relative = bool(behind) and behind[0] in toll_grammar().relative_pronouns
    if a.right("placed", 0) is None and not relative:
        return None
    verb = a.right("attack_verb", _POSTED)
    if verb is not None and relative and verb.suffix:
        return None  # «القوات التي استهدفتها الطائرات»
    if relative and verb is not None:
        return None if "," in a.reading.text[a.mention.end : verb.start] else verb
    if verb is None or "," in a.reading.text[a.mention.end : verb.start]:
        return None
    between = a.reading.within(a.mention.end, verb.start, "actor", "harm", "say")
    others = [c for c in a.after if c.id in ("passive", "control_verb", "fight") and c.end <= verb.start]
    return None if between or others else verb


def governed(a: Around, verb: Hit) -> bool:
    """Whether a preposition joined to the party, a count of its men, or what stands between it and the verb or behind that, bars it from being the verb's subject."""
    text, grammar = a.reading.text, toll_grammar()
    behind = text[verb.whole_end : verb.whole_end + 12].split(maxsplit=1)[:1]
    if behind and behind[0].strip(",.") in grammar.during_it:
        return True
    if a.mention.head == "group" and _counted(a):
        return True
    between = text[a.mention.end : verb.start].split()
    if any(w in grammar.relative_pronouns for w in between):
        return False
    joined = text[text.rfind(" ", 0, a.mention.start) + 1 : a.mention.start]
    that = bool(a.reading.of_id(a.mention.end, verb.start, "date_cue", "that"))
    return that or joined.strip('"') in grammar.governing


def _counted(a: Around) -> bool:
    """Whether the number of a party's men stands right before it: «135 شخصا، هم 50 عنصرا من القوات، ومعظمهم أعدموا»."""
    text, low = a.reading.text, max(a.start, a.mention.start - _COUNT)
    numbers = a.reading.within(low, a.mention.start, "number")
    if numbers and not text[numbers[-1].end : a.mention.start].strip():
        return True
    before = text[low : a.mention.start].split()[-1:]
    return bool(before) and before[0].isdigit()


def downed_by_number(a: Around) -> bool:
    """Whether aircraft are counted behind a word for bringing down: «أسقطت الدفاعات خمس مسيرات», unlike «أسقطت طائرات النظام براميل»."""
    return a.mention.arabic and _counted(a) and a.left("downs", _DOWNED) is not None


def of_it(a: Around, noun: Hit) -> bool:
    """Whether a noun of attack is the party's: right before it, or with nothing but «ل» between."""
    between = a.reading.text[noun.whole_end : a.mention.start].strip(' "')
    return a.gap(noun.whole_end, a.mention.start) == 0 or between == toll_grammar().belonging

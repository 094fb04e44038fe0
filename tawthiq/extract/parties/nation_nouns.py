"""The nouns that an adjective of nationality makes a party with: «غارات روسية», "Turkish shelling", "planes believed to be Russian".

An Arabic one stands behind its noun, an English one before it or, where whose the aircraft are is only thought, behind. Two may
share a noun. An adjective that says whose allies fighters are joins with any word for fighters.
"""

from __future__ import annotations

from typing import Final

from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.parties.party_mention import Mention, words_between
from tawthiq.text.phrases import Hit
from tawthiq.text.reading import Reading

_ACTS: Final = frozenset({"aircraft", "raid", "weapon"})
_AND: Final = 8  # code points behind a nationality in which the word that joins another party stands
_JOINT: Final = 2  # words beside a party's own that may stand between a nationality and the noun they share
_NOUN: Final = 12  # code points before a noun for forces in which the one that governs it begins
_ASIDE: Final = 50  # code points from aircraft to the word that says whose they are taken to be
_TAKEN: Final = 24  # code points before an Arabic nationality in which "believed to be" stands
_OBSERVERS: Final = 5  # words at most of "which local observers had"
_LEFT: Final = 2  # words that may stand between a noun and the nationality after it (طائرات حربية ثقيلة روسية)


def noun_before(reading: Reading, hit: Hit) -> Hit | None:
    """The noun an Arabic nationality agrees with: at once before it, or behind one or two adjectives."""
    nouns = list(reading.within(max(0, hit.start - 45), hit.whole_start, "force_word"))
    for noun in reversed(nouns):
        gap = reading.text[noun.end : hit.whole_start]
        if any(c in gap for c in ',.;:"()\n') or words_between(reading, noun.whole_end, hit.whole_start) > _LEFT:
            return None
        if noun.id in _ACTS and gap.strip() and reading.text.endswith(toll_grammar().men_endings, hit.start, hit.end):
            return None  # «مدفعية الاحتلال منازل الفلسطينيين»: no adjective of a thing
        if gap.strip() and (hit.term.get("noun") or any(len(w) < 4 for w in gap.split())):
            return None
        if hit.prefix[:1] in toll_grammar().and_words or reading.within(
            noun.end, hit.whole_start, "nationality", "actor", "place", "cue"
        ):
            return None
        if gap.strip() and reading.of_id(noun.end, hit.whole_end, "cue", "target_noun"):
            return None  # «قصف القاعدة التركية»: what was hit is theirs
        return noun
    return None


def noun_after(reading: Reading, hit: Hit) -> Hit | None:
    """The noun an English nationality stands before, other nationalities with and/or and one adjective between."""
    nouns = reading.within(hit.end, min(len(reading.text), hit.end + 50), "force_word")
    joined = bool(nouns) and reading.text[hit.end : hit.end + _AND].split(maxsplit=1)[:1]
    second = joined and joined[0] in toll_grammar().and_words
    named = reading.within(hit.end, min(len(reading.text), hit.end + 50), "actor") if second else ()
    for noun in nouns:
        if any(a.start <= noun.start and noun.end <= a.end for a in named):
            continue  # "Russian and regime bombardment": the noun is behind the second party
        gap = reading.text[hit.end : noun.start]
        if any(c in gap for c in ',.;:"()\n') or not toll_grammar().unarmed.isdisjoint(gap.split()):
            return None
        others = reading.within(hit.end, noun.start, "nationality")
        joints = [c for c in reading.within(hit.end, noun.start, "cue") if c.id in ("and", "or")]
        if others and not joints and reading.text[hit.end : others[0].start].strip() not in ("-", "/"):
            return None  # "Syrian rebel rocket fire" is the rebels'
        between = reading.within(hit.end, noun.start, "actor", "place")
        if between and not others and not (joints and between[0].category == "actor"):
            return None  # but "Russian and regime bombardment"
        if between and not others:
            return (
                noun
                if words_between(reading, hit.end, noun.start) <= _JOINT + len(between[0].term.wording.split())
                else None
            )
        words = words_between(reading, hit.end, noun.start)
        return noun if words - len(others) - len(joints) <= 1 and (not joints or others) else None
    return None


def thought_to_be(reading: Reading, hit: Hit) -> Hit | None:
    """The noun of "planes believed to be Russian", «طائرات حربية يرجح أنها روسية»: a force word, a cue of agency, then the nationality at once."""
    if not hit.term.wording[0].isascii():
        return _taken_to_be(reading, hit)
    if hit.term.wording.endswith("'s"):
        return None  # "a drone strike by Sudan's paramilitary force"
    named = ("agent", "thought", "passive")
    cues = [c for c in reading.within(max(0, hit.start - 40), hit.start, "cue") if c.id in named]
    if not cues or reading.text[cues[-1].end : hit.start].strip():
        return None
    if cues[-1].id == "passive":  # "the planes were Russian, residents said"
        own = [n for n in reading.within(max(0, cues[-1].start - 20), cues[-1].start, "force_word") if n.id in _ACTS]
        said = reading.text[hit.end : hit.end + 2].strip()[:1]
        adjoins = bool(own) and not reading.text[own[-1].end : cues[-1].start].strip()
        return own[-1] if adjoins and (not said or said in ",.;)") else None
    nouns = reading.within(max(0, cues[-1].start - _ASIDE), cues[-1].start, "force_word")
    apart = " ," if cues[-1].id == "thought" else " "
    if not nouns:
        return None
    between = reading.text[nouns[-1].end : cues[-1].start].strip(apart)
    return nouns[-1] if not between or (cues[-1].id == "thought" and _is_relative(between)) else None


def _taken_to_be(reading: Reading, hit: Hit) -> Hit | None:
    """The noun of an Arabic nationality that aircraft or fire are only taken to have: «قصف جوي يرجح أنه روسي»."""
    cues = [
        c
        for c in reading.within(max(0, hit.start - _TAKEN), hit.whole_start, "cue")
        if c.id in ("thought", "affiliated")
    ]
    cues = [c for c in cues if " " in c.term.wording and not reading.text[c.end : hit.whole_start].strip()]
    if not cues or hit.prefix:
        return None
    nouns = reading.within(max(0, cues[0].start - _ASIDE), cues[0].start, "force_word")
    if not nouns or words_between(reading, nouns[-1].end, cues[0].start) > _LEFT:
        return None
    between = reading.text[nouns[-1].end : cues[0].start]
    return nouns[-1] if not set(between) & set(',.;:"()\n') else None


def _is_relative(between: str) -> bool:
    """Whether a stretch between aircraft and what they are taken to be opens a clause on them: ", which observers identified as"."""
    words = between.split()
    return words[0] in toll_grammar().relatives and len(words) <= _OBSERVERS and "," not in between


def shared_noun(reading: Reading, last: Mention, hit: Hit) -> str:
    """ "and" or "or" where a nationality shares the noun of the mention before it (غارات روسية وسورية); "" otherwise."""
    gap = reading.text[last.end : hit.whole_start].strip(" -/")
    if not last.arabic:
        return _alternative(reading, last, hit)
    if not gap and hit.prefix[:1] in toll_grammar().and_words:
        return "and"
    if not gap and last.head in ("raid", "aircraft", "weapon") and hit.start - last.end <= 3:
        return "and"
    cues = reading.within(last.end, hit.start, "cue")
    if len(cues) == 1 and cues[0].id == "or" and words_between(reading, last.end, hit.start) <= 2:
        return "or"
    return ""


def _alternative(reading: Reading, last: Mention, hit: Hit) -> str:
    """How an English nationality is joined to one that stands behind its noun: "jets believed to be Syrian or Russian"."""
    cues = reading.within(last.end, hit.start, "cue")
    joints = [c.id for c in cues if c.id in ("or", "and")]
    behind = last.start < last.core and last.core_end == last.end and last.head in _ACTS
    return joints[0] if behind and len(joints) == 1 and words_between(reading, last.end, hit.start) == 1 else ""


def act_behind(reading: Reading, end: int) -> Hit | None:
    """The aircraft, weapon or raid right behind an English nation's forces: "Israeli army shelling"."""
    nouns = reading.within(end, min(len(reading.text), end + _NOUN), "force_word")
    return next((n for n in nouns if n.id in _ACTS and n.start == end + 1), None)


def mans(noun: Hit, hit: Hit) -> bool:
    """Whether a word for fighters and an adjective name a party: a state's own men («قناص إسرائيلي»), or a party's («مسلح حوثي»)."""
    return bool(noun.term.get("national") or (hit.term.get("party") and not noun.term.get("anybody")))


def is_backing(hit: Hit) -> bool:
    """Whether an adjective only says whose ally a party is: «الحوثيين الموالين لإيران» are one party."""
    return bool(hit.term.get("party")) and " " in hit.term.wording

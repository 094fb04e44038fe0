"""The forces of a known leader: "militias loyal to the warlord Khalifa Haftar", «مليشيات المشير المتقاعد خليفة حفتر».

Rule: a noun for forces, fighters, aircraft or arms that words of belonging join to a known commander's name, ranks and titles between,
is his party's; so is he himself where words of blame lead to him ("blamed the shelling on strongman Khalifa Haftar").
"""

from __future__ import annotations

from typing import Final

from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.parties.party_mention import Mention, words_between, words_under
from tawthiq.text.phrases import Hit
from tawthiq.text.reading import Reading

_REACH: Final = 70
"""Code points before a leader's name in which the noun for his forces stands."""
_TITLES: Final = 4
"""Words at most between a noun for forces and the leader that are no words of belonging: ranks, titles."""
_JOINTS: Final = frozenset({"men_from", "affiliated", "led_by", "placed", "tied"})
_BLAME: Final = frozenset({"accuse", "lay_blame", "ascribe"})
_BREAKS: Final = frozenset(',;:.()"\n')
_NO_TITLE: Final = ("harm", "kind", "say", "actor", "nationality", "place")


def by_leaders(reading: Reading) -> list[Mention]:
    """The mentions of parties that a known leader's name makes, in order."""
    known: list[Mention] | None = reading.memo.get("leaders")
    if known is None:
        known = reading.memo["leaders"] = _by_leaders(reading)
    return known


def _by_leaders(reading: Reading) -> list[Mention]:
    found = []
    for hit in reading.of("person"):
        code = str(hit.term.get("actor") or "")
        if not code or hit.prefix in toll_grammar().and_words:
            continue
        arabic = not hit.term.wording[0].isascii()
        noun = _forces_of(reading, hit, arabic=arabic)
        if noun is not None:
            found.append(Mention(noun.start, hit.end, code, hit.start, hit.end, noun.id, "", False, arabic))
        elif _is_blamed(reading, hit):
            found.append(Mention(hit.start, hit.end, code, hit.start, hit.end, "", "", False, arabic))
    return found


def _forces_of(reading: Reading, hit: Hit, *, arabic: bool) -> Hit | None:
    """The noun for forces that hangs on a leader's name; None where other words than titles and words of belonging stand between."""
    low = max(0, hit.start - _REACH)
    nouns = reading.within(low, hit.whole_start, "force_word")
    noun = next((n for n in reversed(nouns) if n.id != "act"), None)
    if noun is None or _BREAKS & set(reading.text[noun.end : hit.whole_start]):
        return None
    cues = reading.within(noun.whole_end, hit.start, "cue")
    joints = [c for c in cues if c.id in _JOINTS]
    if not joints and not (arabic and not noun.prefix.endswith(toll_grammar().article)):
        return None
    if joints and words_between(reading, noun.whole_end, joints[0].start) > 0:
        return None
    if any(c.id in ("attack_verb", "agent", "onto", "against") for c in cues):
        return None
    if reading.within(noun.whole_end, hit.whole_start, *_NO_TITLE):
        return None
    titles = words_between(reading, noun.whole_end, hit.whole_start) - words_under(reading, joints)
    return noun if titles <= _TITLES else None


def _is_blamed(reading: Reading, hit: Hit) -> bool:
    """Whether words of blame stand before a leader in his sentence, and nobody else behind them."""
    start = reading.sentences[reading.sentence_at(hit.start)].start
    blame = [c for c in reading.within(start, hit.start, "cue") if c.id in _BLAME]
    return bool(blame) and not reading.within(blame[-1].end, hit.start, "actor", "say")

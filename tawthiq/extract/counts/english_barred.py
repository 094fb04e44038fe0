"""Numbers of people to whom nothing is told to have happened, or nothing new; in English but for the first rule.

Rules: armed men right behind "by" did it; those who say something right behind their number are no victims ("two medics told …"), nor is one thing of several
("at one of them"), nor a single person who only fled to tell of it ("a resident who fled to …"). Who of the hurt lie in
hospital were counted with them ("23 were hurt, and six are still in hospital").
"Nearby", "early" and "late" may stand between a number and what it counts ("three nearby villages").
"""

from __future__ import annotations

from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.counts.count_phrase import QUOTES, CountPhrase
from tawthiq.extract.counts.harm_words import HarmWord
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.numbers import NumberHit
from tawthiq.text.phrases import Hit

_NEXT: Final = 16
"""Code points behind people in which a verb stands, and behind that in which what they are said to be does."""
_BY: Final = 24
"""Code points before a count in which "by" stands with all its words."""
_SAYING: Final = 12
"""Code points behind one person in which the verb of saying stands."""
_MOVED: Final = frozenset({"displaced"})


def harms_nobody(context: Context, phrase: CountPhrase, harm: str, *, joined: bool) -> bool:
    """Whether those counted only speak, or fled to tell of it; `joined` where their harm is that of others joined to them."""
    if _did_it(context, phrase):
        return True
    spoken = (joined and only_speaks(context, phrase)) or says_something(context, phrase)
    return spoken or only_fled(context, phrase, harm)


def _did_it(context: Context, phrase: CountPhrase) -> bool:
    """Whether armed men are counted as who did it, right behind "by", «على يد»: "was gunned down by two unknown assailants"."""
    if phrase.group != "combatant" or phrase.shape not in ("counted", "bare"):
        return False
    cues = context.reading.of_id(max(0, phrase.start - _BY), phrase.start, "cue", "agent")
    return bool(cues) and not context.text[cues[-1].end : phrase.start].strip()


def says_something(context: Context, phrase: CountPhrase) -> bool:
    """Whether those counted are told to speak: "two medics told reporters", unlike "two people reported killed"."""
    if phrase.shape != "counted" or phrase.harm is not None or context.lang != "en":
        return False
    for verb in context.reading.within(phrase.end, phrase.end + _NEXT, "say"):
        if verb.term.get("form") != "verb" or context.text[phrase.end : verb.start] != " ":
            continue
        if context.text[verb.start : verb.end] in toll_grammar().naming:
            continue  # "two men named as …"
        behind = context.reading.within(verb.end, verb.end + _NEXT, "harm")
        return not behind or bool(context.text[verb.end : behind[0].start].strip())
    return False


def only_speaks(context: Context, phrase: CountPhrase) -> bool:
    """Whether one person or some are who a claim is told by: "…, a doctor at the hospital in Binnish said"."""
    if phrase.harm is not None or phrase.named or context.lang != "en":
        return False
    return any(s.start <= phrase.start and phrase.end <= s.end for s in context.speakers)


def of_things(context: Context, number: NumberHit, people: list[Hit]) -> bool:
    """Whether a number of "them" stands where something happened: "at one of them", "outside two of them"."""
    noun = next((h for h in people if h.start >= number.core_end), None)
    if noun is None or not noun.term.get("back") or noun.start - number.core_end > 1:
        return False
    before = context.text[max(0, number.start - _NEXT) : number.start].split()[-1:]
    grammar = toll_grammar()
    return bool(before) and before[0] in grammar.where_things_are


def only_fled(context: Context, phrase: CountPhrase, harm: str) -> bool:
    """Whether one person without a group is told to have fled, as those who tell are: "a resident who fled to Shendi"."""
    if harm not in _MOVED or phrase.shape != "bare" or phrase.group is not None or context.lang != "en":
        return False
    words = context.text[phrase.end : phrase.end + _NEXT].split()[:1]
    return bool(words) and words[0] in toll_grammar().relatives


def counted_among_the_hurt(phrase: CountPhrase, word: HarmWord | None, before: list[str]) -> bool:
    """Whether those in hospital are some of the hurt counted right before in the same sentence."""
    return word is not None and bool(word.hit.term.get("treated")) and "injured" in before and not phrase.other


def describes_the_next(context: Context, word: str, position: int) -> bool:
    """Whether "nearby" or "early" right behind a number goes with a noun: "three nearby villages", not "three early on Friday"."""
    grammar = toll_grammar()
    if word not in grammar.before_nouns:
        return False
    begin = context.text.index(word, position) + len(word)
    following = context.text[begin : begin + 2 * _NEXT].split(maxsplit=1)[:1]
    if not following or context.text[begin : begin + 1] in ",.;:)":
        return False
    told = following[0].strip(QUOTES + ",.;:")
    if context.reading.within(begin, begin + _NEXT, "month", "weekday", "date_word", "date_relative"):
        return False
    return told.isalpha() and told not in grammar.after_elided | grammar.day_words | grammar.day_parts


def one_who_speaks(context: Context, position: int) -> bool:
    """Whether who is told of up to a position is only the one who says something: a verb of saying stands right behind."""
    passives = toll_grammar().singular_passives
    return any(
        h.start - position <= 1 or all(w in passives for w in context.text[position : h.start].split())
        for h in context.reading.within(position, position + _SAYING, "say")
    )

"""Numbers beside people that count no victims: their ages, and those who speak."""

from __future__ import annotations

from functools import cache
from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.counts.count_phrase import QUOTES
from tawthiq.extract.grammar import toll_grammar
from tawthiq.knowledge.load import toml
from tawthiq.text.fold import fold_word
from tawthiq.text.numbers import NumberHit

_STOPS: Final = ",;:.!?؟"
_SEVERAL: Final = 50
"""Code points before an age in which the people and the ages before it stand."""
_OLDEST: Final = 111
_VERB: Final = 14
"""Code points before a number in which a verb of saying stands."""
_CLAIM: Final = 40
"""Code points behind those who speak in which their claim opens."""


@cache
def _joining() -> frozenset[str]:
    """What may stand between the ages of a list: "and"; put together once, for number words are many."""
    return toll_grammar().and_words | _number_words()


@cache
def _number_words() -> frozenset[str]:
    return frozenset(fold_word(w) for entry in toml("en/numbers.toml")["entry"] for w in entry["words"])


def one_of_the_ages(words: list[str]) -> bool:
    """Whether a number ends a list of ages: "three men aged 33, 45 and 53", "aged nine and 13"."""
    grammar = toll_grammar()
    last = len(words)
    while last:
        word = words[last - 1].strip(_STOPS)
        if word and not word.isdigit() and word not in _joining():
            break
        last -= 1
    if not last or last == len(words):
        return False
    listed = any(w.strip(_STOPS).isdigit() or w.strip(_STOPS) in _number_words() for w in words[last:])
    return listed and words[last - 1].strip(QUOTES) in grammar.aged


def speaks(context: Context, number: NumberHit) -> bool:
    """Whether an Arabic number right behind a verb of saying counts those who say it: «قال اثنان من السكان إن»."""
    low = max(0, number.start - _VERB)
    verbs = [v for v in context.reading.within(low, number.start, "say") if v.term.get("form") == "verb"]
    if not verbs or context.text[verbs[-1].whole_end : number.start].strip() or number.start != number.core_start:
        return False
    said = context.reading.within(number.core_end, number.core_end + _CLAIM, "date_cue")
    return any(h.id == "that" for h in said)


def of_age(context: Context, number: NumberHit) -> bool:
    """Whether a number is the age of the one person before it: "a girl of eight", "a boy of about twelve"."""
    before = context.reading.within(max(0, number.start - 30), number.start, "people")
    if not before or before[-1].term.get("number") != "singular" or before[-1].term.get("unit"):
        return False
    words = context.text[before[-1].end : number.start].split()
    return len(words) == 1 and words[0] in toll_grammar().of_words and number.value not in (None, 1)


def ages_of_people(context: Context, number: NumberHit) -> bool:
    """Whether an English number is one of several ages of the people before it: "boys of 16 and 17", "children, of four, six and ten years"."""
    before = context.reading.within(max(0, number.start - _SEVERAL), number.start, "people")
    if not before or before[-1].term.get("number") != "plural" or before[-1].term.get("unit"):
        return False
    if number.kind != "cardinal" or number.start != number.core_start or number.value not in range(_OLDEST):
        return False
    grammar = toll_grammar()
    words = [w.strip(_STOPS) for w in context.text[before[-1].end : number.start].split()]
    words = [w for w in words if w]
    if not words or words[0] not in grammar.of_words:
        return False
    listed = [w for w in words[1:] if w not in grammar.and_words]
    if not all(w.isdigit() or w in _number_words() for w in listed):
        return False
    behind = context.text[number.core_end : number.core_end + _VERB].replace(",", " , ").split()[:2]
    goes_on = len(behind) > 1 and (behind[0] in grammar.and_words or behind[0] == ",")
    return bool(listed) or (goes_on and (behind[1].isdigit() or behind[1] in _number_words()))

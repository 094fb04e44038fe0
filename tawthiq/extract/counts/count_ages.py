"""Numbers that are ages, or count nobody: beside a noun of age, between commas behind a name, after words that bar a count."""

from __future__ import annotations

import re
from typing import Final

from tawthiq.domain.light import replace
from tawthiq.extract.context import Context
from tawthiq.extract.counts.count_phrase import QUOTES, CountPhrase
from tawthiq.extract.counts.single_victims import given_in_latin
from tawthiq.extract.counts.told_ages import ages_of_people, of_age, one_of_the_ages, speaks
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.speakers.speaker_phrases import capital
from tawthiq.text.language import is_arabic
from tawthiq.text.numbers import NumberHit

LAST_WORDS: Final = 120
"""Code points before a number in which its last two words stand."""
_YEARS: Final = range(1900, 2101)
_ASIDE: Final = 2
"""Code points between a person and the age behind it: the comma and the space."""
_NOUN: Final = 20
"""Code points before a verb in which the noun for the harmed stands."""
_SEVERAL: Final = 40
"""Code points before a number in which other ages of the same people stand."""
_AGES: Final = re.compile(r"(?:,| \() ?\d{1,3}(?:(?:, \d| [a-z]+ \d|, [a-z]+ \d)\d{0,2})+(?=[,.;)\n])")
_TOLL: Final = 40
"""Code points before a number in which the word for the toll stands."""
_WHO: Final = 2
"""Words of "who was"."""
_OLDEST: Final = 111
"""Years that nobody reaches."""


def counts_nothing(context: Context, number: NumberHit, start: int) -> bool:
    """Whether a number is an age, an hour, a unit's name, or a word such as "most" that counts only with a predicate."""
    if number.kind not in ("cardinal", "ordinal"):
        return True
    if number.kind == "ordinal" and number.value != 1000 and not _passed_by_a_toll(context, number, start):
        return True
    if isinstance(number.value, float) and number.value != int(number.value):
        return True
    if (
        _own_years(context, number)
        or _age_between_commas(context, number, start)
        or _ages_of_several(context, number, start)
    ):
        return True
    words = context.text[max(start, number.start - LAST_WORDS) : number.start].split()
    grammar = toll_grammar()
    if _second_day(context, number, words):
        return True
    before = [w.strip(QUOTES) for w in [w for w in words if w != grammar.article][-1:]]
    if number.qualifier == "vague" and before and before[0] in grammar.superlatives:
        return True  # "the largest number of dead" is no number
    if before and before[0] in grammar.of_words and of_age(context, number):
        return True
    if ages_of_people(context, number) or _age_of_who(context, number, words):
        return True
    if (
        len(before)
        and before[0] in grammar.shared_between
        and words[-2:-1]
        and words[-2] in grammar.never_counted_after
    ):
        return True  # «أعمارهم بين 18 و32»
    if number.qualifier == "range" and words and words[-1] not in grammar.to_words and _aged_behind(context, number):
        return True
    if one_of_the_ages(words) or (is_arabic(context.text[number.core_start]) and speaks(context, number)):
        return True
    nouns = context.reading.within(number.core_end, number.core_end + 20, "people")
    if nouns and nouns[0].whole_start - number.core_end <= 1 and number.value not in _YEARS:
        return False  # "took in 21 wounded"
    if number.value == 1 and _is_no_count(context, number, words):
        return True
    return (
        bool(words)
        and words[-1].strip(QUOTES) in toll_grammar().never_counted_after
        and number.qualifier != "more_than"
        and not _of_the_harmed(context, number, words[-1])
    )


def _own_years(context: Context, number: NumberHit) -> bool:
    """Whether words behind an Arabic number say that it is of somebody's life: «في الـ43 من عمره», «في ال60 من العمر»."""
    grammar = toll_grammar()
    behind = [w.strip(QUOTES) for w in context.text[number.core_end : number.core_end + _NOUN].split()[:_WHO]]
    if behind and behind[0] in grammar.of_words:
        behind = behind[1:]
    return bool(behind) and behind[0].strip(",.;:") in grammar.own_life


def _age_of_who(context: Context, number: NumberHit, words: list[str]) -> bool:
    """Whether an English number is the age in a relative clause that ends with it: "his wife, who was 81;"."""
    grammar = toll_grammar()
    if len(words) < _WHO or is_arabic(context.text[number.core_start]) or number.start != number.core_start:
        return False
    told = words[-2] in grammar.relatives and words[-1] in grammar.singular_passives | grammar.plural_passives
    return told and number.value in range(1, _OLDEST) and context.text[number.core_end : number.core_end + 1] in ",;.)"


def _second_day(context: Context, number: NumberHit, words: list[str]) -> bool:
    """Whether a number is the second of two days of a month: "on May 3 and 4 in Banias"."""
    if number.value not in range(1, 32) or words[-1:] == [] or words[-1] not in toll_grammar().and_words:
        return False
    if not words[-2:-1] or not words[-2].isdigit():
        return False
    months = context.reading.within(max(0, number.start - _SEVERAL), number.start, "month")
    named = bool(months) and context.text[months[-1].end : number.start].split() == words[-2:]
    return named and not context.reading.within(number.core_end, number.core_end + _NOUN, "people", "harm")


def _passed_by_a_toll(context: Context, number: NumberHit, start: int) -> bool:
    """Whether an Arabic ten with the article, as an age has it, is one that a toll passed: «عدد المصابين فاق الأربعين»."""
    if number.qualifier not in ("more_than", "at_least", "about") or not is_arabic(context.text[number.core_start]):
        return False
    told = context.reading.within(max(start, number.start - _TOLL), number.start, "discourse")
    return any(h.id == "toll_word" for h in told)


def _is_no_count(context: Context, number: NumberHit, words: list[str]) -> bool:
    """Whether an English "one" counts nobody: "no one died", "the first one killed the driver"."""
    word = context.text[number.core_start : number.core_end]
    if not word.isalpha() or is_arabic(word[0]) or number.qualifier != "exact" or not words:
        return False
    ordinals = context.numbers_in(max(0, number.start - LAST_WORDS), number.start)
    ranked = (
        bool(ordinals) and ordinals[-1].kind == "ordinal" and not context.text[ordinals[-1].end : number.start].strip()
    )
    return ranked or words[-1] in toll_grammar().never_bare_after - toll_grammar().of_words - toll_grammar().definite


def _of_the_harmed(context: Context, number: NumberHit, verb: str) -> bool:
    """Whether a verb gives the harmed their number: "the wounded number 14"."""
    if verb not in toll_grammar().number_verbs:
        return False
    low = max(0, number.start - len(verb) - _NOUN)
    nouns = [h for h in context.reading.within(low, number.start, "people") if h.term.get("harm")]
    return bool(nouns) and context.text[nouns[-1].end : number.start].strip() == verb


def _aged_behind(context: Context, number: NumberHit) -> bool:
    """Whether a range right behind people is that of their ages: "pupils between six and twelve"."""
    if is_arabic(context.text[number.core_start]):
        return False
    low = max(0, number.start - LAST_WORDS)
    people = [
        h for h in context.reading.within(low, number.start, "people") if h.id in ("child", "man", "woman", "student")
    ]
    nouns = context.reading.within(number.core_end, number.core_end + 20, "people", "harm")
    return bool(people) and not nouns and not context.text[people[-1].end : number.start].strip()


def _age_between_commas(context: Context, number: NumberHit, start: int) -> bool:
    """Whether a number is the age put behind a person: "his wife, 60, and", "Omar Hassan (34)"."""
    text = context.text
    opened = text[max(start, number.start - 2) : number.start].strip()
    closed = text[number.core_end : number.core_end + 2].strip()
    if opened[-1:] not in (",", "(") or closed[:1] not in (",", ")", ".", ";"):
        return False
    if not text[number.core_start : number.core_end].isdigit() or number.qualifier != "exact":
        return False
    if number.value not in range(1, _OLDEST):
        return False
    end = (
        number.start
        - len(text[max(start, number.start - 3) : number.start])
        + len(text[max(start, number.start - 3) : number.start].rstrip(" ,("))
    )
    people = context.reading.within(max(start, end - 30), end, "people")
    if people and people[-1].end == end:
        return people[-1].term.get("number") == "singular" and not people[-1].term.get("unit")
    low = max(start, end - LAST_WORDS)
    word = max(text.rfind(" ", low, end), text.rfind("-", low, end)) + 1 or low
    named = capital(context.reading, word) and not is_arabic(text[word])
    if not named or context.reading.within(word, end, "month", "weekday", "actor", "number"):
        return False
    return text[word:end] in given_in_latin() or not context.reading.within(word, end, "place")


def _ages_of_several(context: Context, number: NumberHit, start: int) -> bool:
    """Whether a number is one of the ages that stand behind as many people: "two boys, 14 and 16,"."""
    text, grammar = context.text, toll_grammar()
    low, high = max(start, number.start - _SEVERAL), min(len(text), number.core_end + _SEVERAL)
    around = text[low:high]
    if "," not in around and "(" not in around:
        return False  # most numbers stand in no list
    for listed in _AGES.finditer(text, low, high):
        if not listed.start() <= number.core_start < listed.end():
            continue
        words = listed.group().replace(",", " ").replace("(", " ").split()
        ages = [int(w) for w in words if w.isdigit()]
        if not all(w.isdigit() or w in grammar.and_words for w in words) or max(ages) >= _OLDEST:
            continue
        people = context.reading.within(max(start, listed.start() - _NOUN), listed.start(), "people")
        counted = context.numbers_in(max(start, listed.start() - _SEVERAL), listed.start())
        if people and counted and people[-1].end == listed.start() and counted[-1].value == len(ages):
            return True
    return False


def with_age(context: Context, phrase: CountPhrase, start: int) -> CountPhrase:
    """The phrase of one person with the age put behind it."""
    behind = context.numbers_in(phrase.end, min(len(context.text), phrase.end + _ASIDE + 4))
    age = next((n for n in behind if 0 < n.start - phrase.end <= _ASIDE), None)
    if age is None or not _age_between_commas(context, age, start):
        return phrase
    return replace(phrase, end=age.core_end)

"""What English says of a count from further off: the noun before its verb, the people it is taken out of, who all of them were.

Rule: "the martyrs until now are 20" counts the noun before the verb; "of the 23 on the bus, 17 died" counts 17, not 23; "of
those killed, eight were children" tells the harm of the eight; "fifteen, all of them children" are fifteen children.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from tawthiq.domain.light import replace
from tawthiq.domain.toll import Count
from tawthiq.extract.context import Context
from tawthiq.extract.counts.count_phrase import CountPhrase
from tawthiq.extract.counts.counted_names import counted_by_name
from tawthiq.extract.counts.english_ages import ages_behind, years_before
from tawthiq.extract.counts.english_parts import harm_out_of
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.language import is_arabic
from tawthiq.text.numbers import NumberHit
from tawthiq.text.phrases import Hit

SUBJECT_NUMBER: Final = "count.subject-number"
_SUBJECT: Final = 80
"""Code points from a noun to the number that its verb gives it."""
_WORDS: Final = 8
"""Words at most between them."""
_OUT_OF: Final = 40
"""Code points at the beginning of a clause in which "of those killed" stands."""
_HARMED: Final = 20
"""Code points behind those that others are taken out of in which their own harm stands."""
_ALL: Final = 24
"""Code points behind a count in which "all of them" and a noun stand."""
_HELD: Final = frozenset({"abducted", "detained", "displaced"})
_OF_CIVILIANS: Final = frozenset({"child", "woman", "elderly"})
"""Groups that a comma sets off from civilians as some of them."""
_SOME: Final = 4
"""Counted from which two groups under one number are counted together: "two women and children" may be two women."""
_ADULT: Final = 18
_OWN_AGE: Final = re.compile(r"[,(] ?(\d{1,3})\)?\Z")
_AGE_BEHIND: Final = re.compile(r", (\d{1,3})(?=[,.;)])")
_NAMED_AGES: Final = re.compile(r"\w \((\d{1,3})\)")
_NAMED: Final = 120
"""Code points behind a count in which names with their ages stand."""
_CLAUSE: Final = frozenset(",;:.(\u2013\u2014-")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w))))


@cache
def _age_word() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any_of(toll_grammar().aged)})\b")


def subject_number(context: Context, number: NumberHit, start: int) -> CountPhrase | None:
    """The count of a noun for the harmed whose verb gives its number: "the martyrs until this moment are 20"."""
    named = counted_by_name(context, number, start)
    if named is not None:
        return named
    text, grammar = context.text, toll_grammar()
    if number.kind != "cardinal" or is_arabic(text[max(start, number.start - 1)]):
        return None
    low = max(start, number.start - _SUBJECT)
    nouns = [
        h
        for h in context.reading.within(low, number.start, "people")
        if h.term.get("harm") and h.term.get("number") == "plural"
    ]
    if not nouns:
        return None
    noun = nouns[-1]
    words = text[noun.end : number.start].split()
    within = text[number.start : number.core_start].split()[:1]
    verb = words[-1] if words else ""
    told = verb in grammar.number_verbs or (bool(within) and within[0] in grammar.exceeding)
    before = text[max(start, noun.start - 12) : noun.start].split()[-1:]
    definite = bool(before) and before[0] in grammar.definite | grammar.of_words | grammar.possessives | grammar.ours
    if not told or not definite or len(words) > _WORDS or any(c in text[noun.end : number.start] for c in ";:.\n"):
        return None
    if context.numbers_in(noun.end, number.start - 1) or context.reading.within(noun.end, number.start, "say"):
        return None
    count = Count(
        number.low,
        number.high,
        int(number.value) if number.value is not None else None,
        number.qualifier,
        number.wording,
    )
    return CountPhrase(
        number.start, number.core_end, count, None, str(noun.term.get("harm")), "counted", SUBJECT_NUMBER
    )


def harm_before(context: Context, number: NumberHit, noun: Hit) -> str | None:
    """The harm that a participle says right between a number and its noun: "16 killed civilians", "three murdered girls"."""
    low, high = number.core_end, noun.whole_start
    if number.kind != "cardinal" or number.value in (None, 1) or is_arabic(context.text[noun.start]):
        return None
    if noun.term.get("number") != "plural" or noun.term.get("harm") or noun.term.get("other"):
        return None
    told = [h for h in context.reading.within(low, high, "harm") if h.term.get("side") == "both"]
    if len(told) != 1 or told[0].id != "killed" or context.text[low:high].strip() != _wording(context, told[0]):
        return None
    return None if _wording(context, told[0]).endswith(toll_grammar().unqualifying_endings) else told[0].id


def held_before(context: Context, number: NumberHit, noun: Hit) -> bool:
    """Whether a participle between a number and its noun only says which people another harm befell: "five captured soldiers"."""
    low, high = number.core_end, noun.whole_start
    if number.kind != "cardinal" or number.value in (None, 1) or is_arabic(context.text[noun.start]):
        return False
    if noun.term.get("number") != "plural" or noun.term.get("harm") or noun.term.get("other"):
        return False
    told = [h for h in context.reading.within(low, high, "harm") if h.id in _HELD]
    if len(told) != 1 or context.text[low:high].strip() != _wording(context, told[0]):
        return False
    if _wording(context, told[0]).endswith(toll_grammar().unqualifying_endings):
        return False
    start, end = context.sentence_bounds(number.start)
    others = context.reading.within(start, end, "harm")
    return any(h.id not in _HELD and h.term.get("emit", True) for h in others)


def told_before(context: Context, number: NumberHit, noun: Hit) -> bool:
    """Whether a participle between a number and its noun tells a harm of them: their own, or one that only says who they are."""
    return harm_before(context, number, noun) is not None or held_before(context, number, noun)


def mixed_with(context: Context, number: NumberHit, nouns: list[Hit], people: list[Hit]) -> Hit | None:
    """The last plural that stands under one number with another of a different group: "twelve women and children"."""
    if (
        is_arabic(context.text[nouns[-1].start])
        or nouns[-1].term.get("number") != "plural"
        or number.value in (None, 1)
    ):
        return None
    last, found = nouns[-1], None
    if last.term.get("harm") or last.term.get("unit") or last.term.get("other") or number.value < _SOME:
        return None
    for hit in people:
        if hit.start < last.end:
            continue
        joined = context.text[last.end : hit.start].replace(",", " ").split()
        plain = not (hit.term.get("harm") or hit.term.get("unit") or hit.term.get("other") or hit.term.get("back"))
        if hit.term.get("number") != "plural" or not plain or not all(w in toll_grammar().and_words for w in joined):
            break
        if not joined and hit.id in _OF_CIVILIANS and last.id == "civilian":
            break  # "twelve civilians, women and children among them": the parts of those counted
        if not context.text[last.end : hit.start].strip():
            break
        found, last = hit if joined else None, hit
    return found if found is not None and found.id != nouns[0].id else None


def _wording(context: Context, hit: Hit) -> str:
    return context.text[hit.start : hit.end]


def taken_out_of(context: Context, phrase: CountPhrase, start: int) -> bool:
    """Whether a count is only the people that another is taken out of: "of the 23 people on the bus, 17 died"."""
    if phrase.harm is not None or phrase.shape not in ("counted", "elided") or is_arabic(context.text[phrase.start]):
        return False
    words = context.text[max(start, phrase.start - _OUT_OF) : phrase.start].split()
    grammar = toll_grammar()
    while words and (words[-1] in grammar.definite or words[-1] in grammar.possessives):
        words.pop()
    if not words or words[-1] not in grammar.out_of:
        return False
    opens = len(words) == 1 or words[-2][-1] in _CLAUSE or words[-2] in grammar.and_words
    harmed = context.reading.within(phrase.end, phrase.end + _HARMED, "harm")
    if harmed and harmed[0].start - phrase.end <= 1 and harmed[0].id in ("killed", "injured", "detained", "abducted"):
        return False  # "of the 31 killed, nine were children" counts both
    rest = context.text[phrase.end : context.sentence_bounds(phrase.start)[1]]
    return opens and any(n.start > phrase.end for n in context.numbers_in(phrase.end, phrase.end + len(rest)))


def harm_of_those(context: Context, phrase: CountPhrase, start: int) -> str | None:
    """The harm of a count told out of those harmed: "of those killed in the raid, eight were children"."""
    words = context.text[phrase.start : phrase.end].split()
    grammar = toll_grammar()
    if phrase.harm is not None or phrase.group is None or not any(w in grammar.plural_passives for w in words):
        return None
    for noun in context.reading.within(start, min(phrase.start, start + _OUT_OF), "people"):
        harm = noun.term.get("harm")
        before = context.text[start : noun.start].split()
        if harm and before and before[0] in grammar.out_of and len(before) <= 2:
            return str(harm)
    return harm_out_of(context, phrase, start)


def with_all_of_them(context: Context, phrase: CountPhrase) -> CountPhrase:
    """The phrase with the group that all of those counted are said to be: "fifteen, all of them children"."""
    if phrase.group is not None or phrase.shape not in ("counted", "elided") or is_arabic(context.text[phrase.start]):
        return phrase
    for noun in context.reading.within(phrase.end, phrase.end + _ALL + 10, "people"):
        words = [w for w in context.text[phrase.end : noun.start].replace(",", " ").replace("(", " ").split() if w]
        if noun.id == "people" or noun.term.get("number") != "plural" or noun.term.get("harm") or noun.term.get("unit"):
            continue
        grammar = toll_grammar()
        told = bool(words) and words[0] in grammar.all_words - grammar.of_words  # not "two relatives of fighters"
        if told and all(w in grammar.all_words for w in words):
            return replace(phrase, group=noun.id)
        return phrase
    return phrase


def with_ages(context: Context, phrase: CountPhrase) -> CountPhrase:
    """The phrase as one of children, where the ages put behind it say so: "two brothers, aged 6 and 9", "his son Ahmad, 4"."""
    if phrase.group not in (None, "man", "woman") or phrase.harm is not None or is_arabic(context.text[phrase.start]):
        return phrase
    years = years_before(context, phrase.start)
    if years is not None and years < _ADULT and phrase.shape == "bare" and phrase.count.high == 1:
        return replace(phrase, group="child")  # "her 10-year-old son"
    own = _OWN_AGE.search(context.text[phrase.start : phrase.end]) or _AGE_BEHIND.match(context.text, phrase.end)
    if phrase.shape == "bare" and phrase.count.high == 1:
        ages = [int(own.group(1))] if own is not None else ages_behind(context, phrase.end) if phrase.named else []
        young = len(ages) == 1 and ages[0] < _ADULT and phrase.group is None
        return replace(phrase, group="child") if young else phrase
    if phrase.shape != "counted":
        return phrase
    several = phrase.count.qualifier == "exact" and phrase.count.low > 1
    named = _NAMED_AGES.findall(context.text[phrase.end : phrase.end + _NAMED]) if several else []
    if len(named) >= phrase.count.low > 1 and _names_follow(context, phrase):
        young = max(int(a) for a in named[: phrase.count.low]) < _ADULT
        return replace(phrase, group="child") if young else phrase  # "two sisters, Amal (9) and Sumayya (12),"
    ages = ages_behind(context, _behind_names(context, phrase.end))
    return replace(phrase, group="child") if ages and max(ages) < _ADULT else phrase


def _names_follow(context: Context, phrase: CountPhrase) -> bool:
    """Whether names with ages in brackets stand right behind a count, up to the last of them nothing else of people."""
    text = context.text[phrase.end : phrase.end + _NAMED]
    last = [m.end() for m in _NAMED_AGES.finditer(text)][phrase.count.low - 1]
    plain = not any(c in text[:last] for c in ".;:\n")
    opens = text[:1] == "," or text[:2] in (" -", " (", ": ")
    return opens and plain and not context.reading.within(phrase.end, phrase.end + last, "people", "harm")


def _behind_names(context: Context, position: int) -> int:
    """Where names put behind a count end: "two brothers, Ali and Hamza al-Jasem, aged"."""
    near = context.text[position : position + 60]
    if not any(word in near for word in toll_grammar().aged):
        return position  # nearly always
    found = _age_word().search(context.text, position, position + 60)
    at = found.start() if found else -1
    stretch = context.text[position:at] if at > 0 else ""
    return (
        at
        if at > 0
        and not any(c in stretch for c in ".;:\n")
        and not context.reading.within(position, at, "people", "harm")
        else position
    )

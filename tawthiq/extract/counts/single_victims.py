"""One victim whom English puts in an office or names: "the mayor of Atman", "journalist Khaled Abu Ali", "a driver, Omar".

Rule: a singular noun for a person counts one with a/an, and also where a personal name follows it, or where it is an
office that one person holds. What hangs on the noun (its name, "of the town of …") belongs to it up to the passive that
tells its harm, so that the harm is found beside it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.counts.count_phrase import QUOTES, CountPhrase
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.speakers.speaker_phrases import capital, first_token, tokens
from tawthiq.knowledge.load import toml
from tawthiq.text.fold import fold_word
from tawthiq.text.language import is_arabic
from tawthiq.text.last_words import last_words
from tawthiq.text.phrases import Hit

_NAME: Final = 6
"""Words at most in a name."""
_REACH: Final = 90
"""Code points from a noun to the passive of what hangs on it."""
_TOKEN: Final = 30
"""Code points in which the next word of a name stands."""
_QUALIFIED: Final = 4
"""Words at most from an article to its noun: "the top tribal"."""
_NOUN: Final = 12
"""Code points behind a party's name in which the noun for its men stands."""
_VERB: Final = 24
"""Code points that the verb of harm takes before the article."""
_NOT_NAMES: Final = ("place", "actor", "nationality", "weekday", "month", "office", "say", "harm", "weapon", "kind")


@cache
def given_in_latin() -> frozenset[str]:
    """Common given names as English reports write them."""
    names = toml("vocabularies/given_names.toml")
    return frozenset(fold_word(w) for w in (*names["latin"], *names["latin_heads"]))


@cache
def _particles() -> frozenset[str]:
    table = toml("vocabularies/name_particles.toml")
    return frozenset(fold_word(w) for key in ("articles", "join_next", "patronymics") for w in table[key])


def named_behind(context: Context, position: int, *, title: bool = False) -> int:
    """Where the personal name ends that stands right behind a noun; `position` where none does.

    A comma or a word of naming may stand before it ("a driver, Abu Ahmed", "a man identified as …"); then it has two words.
    """
    text, grammar = context.text, toll_grammar()
    if title and text[position : position + 1] == ".":  # "Mrs. Fatima Omar"
        position += 1
    limit = min(len(text), position + _REACH)
    end, capitals, last, introduced, given = position, 0, position, False, False
    for begin, stop in tokens(context.reading, position, limit):
        word, gap = text[begin:stop], text[last:begin].strip(" \"'")
        first = end == position
        if "\n" in text[last:begin] or (gap and not (gap == "," and last == position)):
            break
        introduced = introduced or gap == ","
        if first and not capitals and word in grammar.naming:
            introduced, last = True, stop
            continue
        particle = word in _particles()
        named = _capital(context, begin, stop)
        if not particle and not named:
            break
        given = given or (not capitals and word in given_in_latin())
        begins = not particle and not capitals and not (given and _goes_on(context, stop))
        if begins and _stands_for_another(context, begin, stop, first=first and not introduced):
            break
        capitals += named
        if capitals > _NAME:
            break
        last = stop
        if named or text[stop : stop + 1] == "-":  # "Omar bin Said", but not "Omar at"
            end = stop
    return end if capitals >= (2 if introduced else 1) else position


def _stands_for_another(context: Context, start: int, stop: int, *, first: bool) -> bool:
    """Whether a capitalised word is known as something else; a town's name right behind a noun begins a name before another."""
    known = context.reading.within_any(start, stop, _NOT_NAMES)
    if not known or not first or any(h.category != "place" for h in known):
        return bool(known)
    following = first_token(context.reading, stop, stop + _TOKEN)
    if following is None or context.text[stop : following[0]] != " " or not _capital(context, *following):
        return True
    return bool(context.reading.within(*following, *_NOT_NAMES))


def _goes_on(context: Context, stop: int) -> bool:
    """Whether another word with a capital stands right behind a given name: "Salem al-Omari", where Salem is a town too."""
    following = first_token(context.reading, stop, stop + _TOKEN)
    return following is not None and context.text[stop : following[0]] == " " and _capital(context, *following)


def _capital(context: Context, start: int, stop: int) -> bool:
    """Whether a word, or what follows its article, is written with a capital: "Huda", "al-Shami"."""
    joint = context.text.rfind("-", start, stop)
    return capital(context.reading, start) or (joint > 0 and capital(context.reading, joint + 1))


def of_an_armed_party(context: Context, noun: Hit, start: int) -> bool:
    """Whether "members" are an armed party's: "two members of the Syrian Democratic Forces", "four Asayish members"."""
    if not noun.term.get("of_whom"):
        return False
    grammar, text = toll_grammar(), context.text
    for party in context.reading.within(start, min(len(text), noun.end + _REACH), "actor"):
        if party.start >= noun.end:
            words = text[noun.end : party.start].split()
            if is_arabic(text[noun.start]):  # «أفراد الحشد», «أفراد من الحشد»
                return all(w in grammar.of_words for w in words)
            between = grammar.of_words | grammar.definite | grammar.indefinite
            belongs = all(w in between or "-" in w for w in words)  # "of the Turkish-backed …"
            return bool(words) and words[0] in grammar.of_words and belongs
        if party.end <= noun.start and not text[party.end : noun.start].strip(QUOTES + " "):
            return True
    return False


def as_soldiers(context: Context, phrase: CountPhrase) -> CountPhrase:
    """The phrase of a number before a party's forces as one of fighters: "eight regime forces were killed", "12 Turkish-backed troops dead"."""
    if phrase.group is not None or phrase.shape not in ("counted", "elided") or is_arabic(context.text[phrase.start]):
        return phrase
    number = next((n for n in context.numbers_in(phrase.start, phrase.end) if n.start >= phrase.start), None)
    if number is None or number.value in (None, 1):
        return phrase
    for party in context.reading.within(number.core_end, number.core_end + _TOKEN, "actor"):
        words = context.text[party.start : party.end + _NOUN].split()
        named = len(context.text[party.start : party.end].split())
        if context.text[number.core_end : party.start].strip():
            return phrase
        ends = [i for i, w in enumerate(words[: named + 1]) if w.strip(QUOTES + ".,") in toll_grammar().soldiery]
        return replace(phrase, group="combatant") if ends and ends[-1] >= named - 1 else phrase
    return phrase


def told_end(context: Context, position: int, limit: int) -> int:
    """Where what hangs on a noun ends that a passive of harm follows ("of the town of Nahtah" before "was shot dead").

    `position` where the noun governs no such stretch, or another clause begins in it.
    """
    text, grammar = context.text, toll_grammar()
    first = text[position : position + 24].split()[:1]
    if not first or first[0] not in grammar.hanging or not text[position : position + 1].isspace():
        return position
    for harm in context.reading.within(position, min(limit, position + _REACH), "harm"):
        comma = text.find(",", position, harm.start)
        name = named_behind(context, comma) if comma > 0 else comma
        if (
            comma > 0 and name > comma and text[name : name + 1] == ","
        ):  # "the son of the mukhtar, Omar Ali, was seized"
            between = text[name + 1 : harm.start].split()
            return name if between and all(w in grammar.passives for w in between) else position
        stretch = text[position : harm.start]
        words = [w.strip(QUOTES) for w in stretch.split()]
        if any(c in stretch for c in ",;:\n") or any(w in grammar.clause_words for w in words):
            return position
        told = stretch.rstrip()
        adverbs = (grammar.parenthesis_adverbs | grammar.found) - grammar.and_words
        while words and words[-1] in adverbs:
            told = told[: -len(words.pop())].rstrip()  # "was found shot dead", "has reportedly been killed"
        if words and words[-1] in grammar.passives:
            return position + len(told[: -len(words[-1])].rstrip())
        return position
    return position


def one_of_a_trade(context: Context, hit: Hit, start: int) -> bool:
    """Whether "the" and a trade are one victim: "the priest of the parish was shot dead", "killing the driver"."""
    grammar, text = toll_grammar(), context.text
    start = max(start, hit.start - _REACH)
    words = text[start : hit.start].split()[-_QUALIFIED:]
    if not (hit.term.get("trade") or hit.term.get("standing")) or not any(w in grammar.definite for w in words):
        return False
    article = text.rfind(" ", start, max(start, hit.start - 1))
    for word in reversed(words):
        if word in grammar.definite:
            article = text.rfind(word, start, hit.start)
            break
        if not word.isalpha() or word in grammar.of_words | grammar.joins | grammar.agents:
            return False
    harms = context.reading.within(max(start, article - _VERB), article, "harm")
    governed = bool(harms) and harms[-1].id in ("killed", "injured", "abducted", "detained")
    if governed and not text[harms[-1].end : article].strip() and harms[-1].term.get("side") != "before":
        return True
    if told_end(context, hit.end, context.sentence_bounds(hit.start)[1]) > hit.end:
        return True
    return _killed_at_once(context, hit)


def _killed_at_once(context: Context, hit: Hit) -> bool:
    """Whether the passive of a killing follows a noun at once: "the village teacher was killed at his gate"."""
    for harm in context.reading.within(hit.end, hit.end + _VERB, "harm"):
        words = context.text[hit.end : harm.start].split()
        return (
            harm.id == "killed" and bool(words) and all(w in toll_grammar().singular_passives | {"been"} for w in words)
        )
    return False


def counts_one(context: Context, hit: Hit, start: int, named: bool) -> bool:
    """Whether a definite or bare singular noun is one person told of: named, or in an office that one person holds."""
    standing = bool(hit.term.get("standing"))
    if hit.term.get("title"):
        return named
    if not named and one_of_a_trade(context, hit, start):
        return True
    if not named and not standing:
        return False
    before = last_words(context.text, start, hit.start, 1)
    word = before[0].strip(QUOTES) if before else ""
    grammar = toll_grammar()
    if not word or word in grammar.definite or word.endswith((":", "-", "|")):
        return True
    return word not in grammar.never_bare_after and word not in grammar.agents and named

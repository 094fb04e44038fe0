"""English parts of a whole that say afterwards who they were or what befell them.

Rule: "nine of the 31 killed were children" are nine children; "nine children are among the 31 dead" and "of the 31 killed,
nine were children" take the harm of the whole; "children made up nine of the 31 deaths" gives the nine their group.
Those "under the age of ten" are children.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from tawthiq.domain.light import replace
from tawthiq.extract.context import Context
from tawthiq.extract.counts.count_phrase import QUOTES, CountPhrase
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.language import is_arabic
from tawthiq.text.last_words import last_words
from tawthiq.text.phrases import Hit

_TOLD: Final = 110
"""Code points from a whole to the noun that says who its part was."""
_LEAD: Final = 60
"""Code points at the beginning of a clause in which the whole stands that others are taken out of."""
_NEAR: Final = 28
"""Code points from "are among" to the harm of those among whom they are."""
_AGED: Final = 40
"""Code points behind a count in which the age below which they are stands, and behind that in which its number does."""
_FEW: Final = 3
"""Words at most from a count to that age: "had not"."""
_ADULT: Final = 18
_LIST: Final = (3, 16)
"""Words at least and at most of a clause that opens with the harmed, before the first of those whom it lists."""
_OPENS: Final = 3
"""Words at most before the noun for the harmed: "among the", "of the"."""
_LISTED: Final = 40
"""Code points behind people in which others are joined to them: "women, old people and children"."""
_WHO_AMONG: Final = 4
"""Words of "were among the dead"."""
_DONE: Final = frozenset({"killed", "injured", "detained", "abducted"})


def with_what_they_were(context: Context, phrases: list[CountPhrase], end: int) -> list[CountPhrase]:
    """The phrases, those of a part with the group that the sentence says they were."""
    for index, phrase in enumerate(phrases):
        if phrase.group is not None or phrase.harm is not None or phrase.shape not in ("counted", "elided"):
            continue
        if is_arabic(context.text[phrase.start]):
            continue
        group = (
            _made_up_of(context, phrase)
            or _predicate(context, phrases, index, end)
            or _minors(context, phrase, end)
            or _whose(context, phrase)
        )
        if group is not None:
            phrases[index] = replace(phrase, group=group)
    return phrases


def _predicate(context: Context, phrases: list[CountPhrase], index: int, end: int) -> str | None:
    """The group of "nine of the 31 killed in the raid were children"."""
    whole = phrases[index + 1] if index + 1 < len(phrases) else None
    grammar, text = toll_grammar(), context.text
    if whole is None or whole.shape not in ("counted", "elided"):
        return None
    joined = text[phrases[index].end : whole.start].split()
    if not joined or joined[0] not in grammar.of_words or not all(w in grammar.definite for w in joined[1:]):
        return None
    counted = (p.start for p in phrases[index + 2 :] if p.shape != "plural")
    for noun in context.reading.within(whole.end, min(end, whole.end + _TOLD, next(counted, end)), "people"):
        words = text[whole.end : noun.start].split()
        told = bool(words) and words[-1].strip(QUOTES) in grammar.plural_passives
        if told and _a_group(noun) and not any(c in text[whole.end : noun.start] for c in ";:"):
            return noun.id
    return None


@cache
def _under_age() -> tuple[str, ...]:
    """The words before the age that somebody had not reached, with a blank on either side."""
    return tuple(f" {w} " for w in sorted(toll_grammar().under_age))


@cache
def _makes_up() -> tuple[str, ...]:
    """The words behind those who are so many of a number, with a blank on either side."""
    return tuple(f" {w} " for w in sorted(toll_grammar().makes_up))


def _made_up_of(context: Context, phrase: CountPhrase) -> str | None:
    """The group of "children made up nine of the deaths", "women accounted for four"."""
    before = context.text[max(0, phrase.start - _LEAD) : phrase.start]
    if not before.endswith(_makes_up()):
        return None
    opens = phrase.start - len(next(v for v in _makes_up() if before.endswith(v)))
    nouns = context.reading.within(max(0, opens - 20), opens, "people")
    return nouns[-1].id if nouns and nouns[-1].end == opens and _a_group(nouns[-1]) else None


def _minors(context: Context, phrase: CountPhrase, end: int) -> str | None:
    """Children, where an age below eighteen is given right behind: "six of them had not reached the age of five"."""
    stretch = context.text[phrase.end : min(end, phrase.end + _AGED)]
    lead = next((w for w in _under_age() if w in stretch), None)
    if lead is None:
        return None
    opens = stretch.index(lead)
    if len(stretch[:opens].split()) > _FEW or any(c in stretch[:opens] for c in ",;:."):
        return None
    low = phrase.end + opens + len(lead)
    age = next((n for n in context.numbers_in(low, low + _AGED) if n.start <= low + 1), None)
    return "child" if age is not None and age.value is not None and age.value <= _ADULT else None


def _whose(context: Context, phrase: CountPhrase) -> str | None:
    """The group of bodies that are said to be some people's: "22 bodies, five of them those of children"."""
    grammar = toll_grammar()
    for noun in context.reading.within(phrase.end, phrase.end + _NEAR, "people"):
        words = context.text[phrase.end : noun.start].split()
        told = (
            words[:1] != [] and words[0] in grammar.of_those and words[1:] != [] and set(words[1:]) <= grammar.of_words
        )
        if told and _a_group(noun):
            return noun.id
    return None


def _a_group(noun: Hit) -> bool:
    term = noun.term
    return noun.id != "people" and term.get("number") == "plural" and not (term.get("harm") or term.get("unit"))


def apposed_to_the_harmed(context: Context, index: int, phrases: list[CountPhrase], start: int) -> str | None:
    """The harm of those whom a list right behind the noun for the harmed names: "the victims, six women and three men, had fled".

    The noun opens the sentence with the article; nothing stands between it and a count but the comma and the counts before.
    """
    phrase, text, grammar = phrases[index], context.text, toll_grammar()
    if phrase.harm is not None or phrase.shape == "plural" or is_arabic(text[phrase.start]):
        return None
    nouns = [h for h in context.reading.within(start, phrase.start, "people") if h.term.get("harm")]
    lead = text[start : nouns[0].start].split() if nouns else []
    if len(lead) != 1 or lead[0] not in grammar.definite or text[nouns[0].end : nouns[0].end + 1] != ",":
        return None
    at = nouns[0].end
    for listed in phrases[: index + 1]:
        if listed.start < at:
            continue
        words = text[at : listed.start].replace(",", " ").split()
        if not all(w in grammar.and_words | grammar.indefinite for w in words):
            return None
        at = listed.end
    return str(nouns[0].term.get("harm"))


def _plurals_among(context: Context, phrase: CountPhrase) -> str | None:
    """The harm of people without a number among the harmed: "women and children were among the victims"."""
    grammar, text = toll_grammar(), context.text
    if phrase.group is None or is_arabic(text[phrase.start]):
        return None
    at = phrase.end
    for noun in context.reading.within(phrase.end, phrase.end + _LISTED, "people"):
        joined = text[at : noun.start].replace(",", " ").split()
        if noun.term.get("harm") or not all(w in grammar.and_words for w in joined):
            break
        at = noun.end
    words = text[at : at + _NEAR].split()[:_WHO_AMONG]
    if (
        len(words) < _WHO_AMONG
        or words[0] not in grammar.plural_passives
        or words[1] not in grammar.out_of - grammar.of_words
    ):
        return None
    if words[2] not in grammar.definite | grammar.of_those:
        return None
    return _harm_within(context, at, at + _NEAR)


def harm_among(context: Context, phrase: CountPhrase) -> str | None:
    """The harm of those among whom a count is told to be: "nine children are among the 31 dead"."""
    if phrase.shape == "plural" and phrase.harm is None:
        return _plurals_among(context, phrase)
    if phrase.harm is not None or phrase.shape not in ("counted", "elided", "bare"):
        return None
    grammar, text = toll_grammar(), context.text
    words = text[phrase.end : phrase.end + _NEAR].split()[:3]
    told = words[:1] and words[0] in grammar.passives and words[1:2] and words[1] in grammar.out_of - grammar.of_words
    told = told or (words[:1] and words[0] in grammar.out_of - grammar.of_words and phrase.group is not None)
    beside = 0 if words[:1] and words[0] in grammar.out_of else 1
    taken = phrase.group and words[:1] and words[0] in grammar.of_words and words[1:2] and words[1] in grammar.definite
    if not (told or taken):
        return None
    words = words[beside:] if told else words[1:]
    low = text.index(words[0], phrase.end) + len(words[0])
    if not context.numbers_in(low, low + _NEAR):
        return None
    return _harm_within(context, low, low + _NEAR)


def _without_articles(words: list[str]) -> list[str]:
    """The words without the articles and words of naming that end them."""
    grammar = toll_grammar()
    while words and (words[-1] in grammar.indefinite or words[-1] in grammar.naming):
        words.pop()
    return words


def harm_of_the_list(context: Context, phrase: CountPhrase, start: int) -> str | None:
    """The harm of those whom a list names: "among the dead in the fighting are two officers", "the victims were a mother and …".

    The noun of the harm opens the clause with the article, its verb stands right before the first of the list.
    """
    grammar, text = toll_grammar(), context.text
    near = _without_articles(last_words(text, start, phrase.start, _WHO_AMONG))
    if near and near[-1] not in grammar.lists:
        return None  # most counts
    before = _without_articles(text[start : phrase.start].split())
    if len(before) < _LIST[0] or len(before) > _LIST[1] or before[-1] not in grammar.lists:
        return None
    nouns = [h for h in context.reading.within(start, phrase.start, "people") if h.term.get("harm")]
    if not nouns or len(text[start : nouns[0].start].split()) > _OPENS:
        return None
    lead = text[start : nouns[0].start].split()
    known = grammar.out_of if nouns[0].term.get("those") else grammar.definite | grammar.of_those
    if not lead or lead[-1] not in known or context.numbers_in(start, phrase.start - 1):
        return None
    if any(c in text[nouns[0].end : phrase.start] for c in ",;:") or context.reading.within(start, phrase.start, "say"):
        return None
    return str(nouns[0].term.get("harm"))


def harm_out_of(context: Context, phrase: CountPhrase, start: int) -> str | None:
    """The harm of a whole counted at the beginning of a clause: "of the 31 killed, nine were children"."""
    limit = min(phrase.start, start + _LEAD)
    first = context.text[start:limit].split(maxsplit=1)[:1]
    if not first or first[0] not in toll_grammar().out_of or not context.numbers_in(start, limit):
        return None
    return _harm_within(context, start, limit)


def _harm_within(context: Context, low: int, high: int) -> str | None:
    """The harm that a word or a noun says in a stretch before any comma."""
    stop = next((i for i in range(low, min(high, len(context.text))) if context.text[i] in ",;:"), high)
    for hit in context.reading.within(low, stop, "harm", "people"):
        harm = hit.id if hit.category == "harm" else hit.term.get("harm")
        if harm in _DONE:
            return str(harm)
    return None

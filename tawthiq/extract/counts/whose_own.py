"""Whose own the counted are, where English says it with a possessive: "one of its volunteers", "four of their men".

Rule: members, men, staff and volunteers with "its", "their" or "our" before them are of the body or party named last before
them in their sentence or the one before, those with "of" and a body behind them are of that: rescuers, medics or fighters.
Volunteers are rescuers wherever the text has named an office of them before.
A family named nearer is what "its members" are of. Staff without a possessive are a hospital's where one is named so.
"""

from __future__ import annotations

from typing import Final

from tawthiq.domain.light import replace
from tawthiq.extract.context import Context
from tawthiq.extract.counts.count_phrase import CountPhrase
from tawthiq.extract.grammar import toll_grammar
from tawthiq.knowledge.offices import offices
from tawthiq.text.language import is_arabic
from tawthiq.text.phrases import Hit

_BEFORE: Final = 220
"""Code points before a count in which the body is named."""
_BEHIND: Final = 40
"""Code points behind a noun in which "of the" and the body stand."""
_OF_THE: Final = 3
"""Words at most from a noun to its body: "of the Syrian"."""
_OPEN: Final = frozenset((None, "man", "aid_worker"))
"""Groups that a possessive makes more exact."""
_RESCUERS: Final = "civil_defence"
"""A group of people, and the type of the offices they serve in."""
_SERVES: Final = frozenset((_RESCUERS, "medical_staff"))


def of_their_own(context: Context, phrase: CountPhrase) -> CountPhrase:
    """The phrase with the group of the body that its people are said to be of."""
    if phrase.group not in _OPEN or phrase.harm is not None or is_arabic(context.text[phrase.start]):
        return phrase
    nouns = context.reading.within(phrase.start, phrase.end, "people")
    noun = next((n for n in reversed(nouns) if _of_a_body(n)), None)
    if noun is None:
        return phrase
    group = _behind(context, noun) or _before(context, phrase, noun)
    if noun.id == "aid_worker" and group == "combatant":
        return phrase
    return replace(phrase, group=group) if group is not None else phrase


def _of_a_body(noun: Hit) -> bool:
    """Whether a noun is for people of some body: members, staff, volunteers, men."""
    term = noun.term
    return bool(term.get("of_whom") or term.get("of_body")) or noun.id in ("aid_worker", "man")


def _behind(context: Context, noun: Hit) -> str | None:
    """The group of "three volunteers of the Syrian Civil Defence"; none for men, who are of a town."""
    if noun.id == "man":
        return None
    grammar = toll_grammar()
    for body in context.reading.within(noun.end, noun.end + _BEHIND, "body", "office", "actor"):
        words = context.text[noun.end : body.start].split()
        group = _group_of(body) if body.id not in toll_grammar().civil_parties else None
        if group and words and words[0] in grammar.of_words | grammar.beside and len(words) <= _OF_THE:
            return group
    return None


def _group_of(body: Hit) -> str | None:
    """The group of those who serve in a body, an office of rescuers, or an armed party."""
    if body.category == "office":
        return _RESCUERS if offices()[body.id].source_type == _RESCUERS else None
    return "combatant" if body.category == "actor" else body.id


def _rescuers_named(context: Context, position: int) -> bool:
    """Whether an office of rescuers is named before a position: "two volunteers" in a page on the White Helmets are theirs."""
    known = offices()
    return any(h.start < position and known[h.id].source_type == _RESCUERS for h in context.reading.of("office"))


def _before(context: Context, phrase: CountPhrase, noun: Hit) -> str | None:
    """The group of the body named last before "its members", "our volunteers", "a staff member"."""
    grammar = toll_grammar()
    owned = any(w in grammar.its_own | grammar.ours for w in context.text[phrase.start : noun.start].split())
    if not owned and noun.term.get("serving"):
        return _RESCUERS if _rescuers_named(context, phrase.start) else None
    if not owned and not noun.term.get("of_body"):
        return None
    begin = context.reading.sentence_at(phrase.start)
    first = context.reading.sentences[max(0, begin - 1)].start
    low = max(first, phrase.start - _BEFORE)
    named = context.reading.within(low, phrase.start, "body", "actor", "office", "people")
    for hit in reversed(named):
        if hit.category == "people":
            if hit.term.get("unit") and owned:
                return None  # "a family was hit and four of its members died"
            continue
        group = _group_of(hit)
        if group is None:
            continue
        if noun.term.get("of_body") or noun.id == "aid_worker":
            if group in _SERVES:
                return group
            continue
        return group
    return None

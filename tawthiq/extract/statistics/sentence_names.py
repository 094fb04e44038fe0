"""What a sentence names that makes what it counts one event's: a town, or one attack."""

from __future__ import annotations

from typing import Final

from tawthiq.domain.span import Span
from tawthiq.extract.context import Context
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.last_words import last_words

_WIDE: Final = frozenset({"country", "region", "governorate"})


def names_a_town(context: Context, sentence: Span) -> bool:
    """Whether a sentence names a town or smaller, as its name is read first."""
    places = context.gazetteer.places
    named = context.reading.within(sentence.start, sentence.end, "place")
    return any(places[hit.term.get("ids")[0]].level not in _WIDE for hit in named)


def names_only_a_town(context: Context, sentence: Span) -> bool:
    """Whether a sentence names a town or smaller that no province is named after."""
    places = context.gazetteer.places
    named = context.reading.within(sentence.start, sentence.end, "place")
    return any(all(places[i].level not in _WIDE for i in hit.term.get("ids")) for hit in named)


def names_an_attack(context: Context, sentence: Span, *, known: bool = False) -> bool:
    """Whether an English sentence speaks of one attack: "a raid on the camp"; `known`: only of one its reader knows, "the attack"."""
    grammar = toll_grammar()
    articles = grammar.definite if known else grammar.definite | grammar.indefinite
    wars = context.reading.of_id(sentence.start, sentence.end, "conflict_word", "conflict")
    for hit in context.reading.within(sentence.start, sentence.end, "kind", "weapon"):
        if any(w.start <= hit.start and hit.end <= w.end for w in wars):
            continue  # "the battle for the capital"
        several = context.text[hit.end - 1] == "s"  # "the attacks have killed hundreds"
        if not several and not articles.isdisjoint(last_words(context.text, sentence.start, hit.start, 1)):
            return True
    return False

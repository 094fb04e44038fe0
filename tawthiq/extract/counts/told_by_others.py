"""English persons whom the text tells by other persons: "the brother of the mayor", "his driver and bodyguard".

Rule: who is told by whom they belong to counts one ("the father of the activist"), and then the other is no victim; nor is
one of whom relatives or supporters are counted ("three relatives of a candidate"). Who is joined to them by a pronoun
("with his bodyguard") counts one too: whether they were harmed is for the word of harm to say.
"""

from __future__ import annotations

from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.phrases import Hit

_QUALIFIED: Final = 2
"""Words at most between an article or a pronoun and the noun: "his security guard", "the former mayor"."""
_BACK: Final = 60
"""Code points before a person within which the noun stands that it only describes."""
_NEXT: Final = 30
_SUFFERED: Final = frozenset({"killed", "injured", "abducted", "detained"})


def hangs_on_another(context: Context, hit: Hit, people: list[Hit]) -> bool:
    """Whether a person only says whose kin or followers others are: "the brother of the mayor", "two aides of a minister"."""
    before = next((h for h in reversed(people) if h.end <= hit.start), None)
    if before is None or hit.start - before.end > _BACK or hit.term.get("kin") or hit.term.get("unit"):
        return False
    words = context.text[before.end : hit.start].split()
    grammar = toll_grammar()
    theirs = before.term.get("kin") or (before.term.get("number") == "plural" and not before.term.get("of_whom"))
    if not theirs or before.term.get("harm") or before.term.get("unit") or len(words) < 2:
        return False
    article = words[1] in grammar.definite | grammar.indefinite | grammar.possessives
    return words[0] in grammar.of_words and article and _plain(words[2:])


def kin_of_somebody(context: Context, hit: Hit, people: list[Hit]) -> bool:
    """Whether a noun of kin is a person told by another: "the father of the mayor", "the father and brother of Omar"."""
    words = context.text[max(0, hit.start - _NEXT) : hit.start].split()[-1:]
    grammar = toll_grammar()
    if (
        not hit.term.get("kin")
        or not words
        or words[0] not in grammar.definite | grammar.and_words | grammar.indefinite
    ):
        return False
    behind = next((h for h in people if h.start >= hit.end), None)
    if behind is not None and behind.term.get("kin"):
        between = context.text[hit.end : behind.start].split()
        if between and all(w in grammar.and_words | grammar.definite for w in between):
            return _of(context, behind.end)
    return _of(context, hit.end)


def somebodys(context: Context, hit: Hit) -> bool:
    """Whether one is joined as another's to those told before: "and his driver", "with their security guard"."""
    words = context.text[max(0, hit.start - _BACK) : hit.start].split()[-2 - _QUALIFIED :]
    grammar = toll_grammar()
    at = next((i for i in range(len(words) - 1, -1, -1) if words[i] in grammar.possessives), None)
    joined = at is not None and at > 0 and words[at - 1] in grammar.and_words | grammar.beside
    return joined and at is not None and _plain(words[at + 1 :])


def struck_as_somebodys(context: Context, hit: Hit) -> bool:
    """Whether a person told as somebody's stands right behind a verb of harm or before its passive: "wounding his deputy"."""
    text, grammar = context.text, toll_grammar()
    if hit.term.get("number") != "singular" or hit.term.get("unit") or hit.term.get("harm"):
        return False
    low = max(0, hit.start - _NEXT)
    owner = text[low : hit.start].rstrip()
    owner_at = low + owner.rfind(" ") + 1
    for harm in context.reading.within(low, owner_at, "harm"):
        if harm.id in _SUFFERED and harm.term.get("side") != "before" and not text[harm.end : owner_at].strip():
            return True
    for harm in context.reading.within(hit.end, hit.end + _BACK, "harm")[:1]:
        stretch = list(text[hit.end : harm.start])
        for other in context.reading.within(hit.end, harm.start, "people"):
            stretch[other.start - hit.end : other.end - hit.end] = " " * (other.end - other.start)
        words = "".join(stretch).split()
        known = (
            grammar.passives | grammar.perfect | grammar.and_words | grammar.indefinite | grammar.parenthesis_adverbs
        )
        told = not grammar.passives.isdisjoint(words) and all(w in known for w in words)
        return harm.id in _SUFFERED and told
    return False


def qualifies(word: str) -> bool:
    """Whether a word between a possessive and a noun of kin only says which: "her 10-year-old son", "his eldest daughter"."""
    return word in toll_grammar().which_kin or word.endswith(tuple(toll_grammar().years_old))


def governs_nothing(context: Context, hit: Hit) -> bool:
    """Whether a head is one of nothing, so that it may be no person: "a chief reason"."""
    return bool(hit.term.get("governs")) and not _of(context, hit.end)


def _of(context: Context, position: int) -> bool:
    """Whether "of" stands right behind a position."""
    words = context.text[position : position + _NEXT].split(maxsplit=1)[:1]
    return bool(words) and words[0] in toll_grammar().of_words and context.text[position : position + 1].isspace()


def _plain(words: list[str]) -> bool:
    """Whether words only qualify the noun behind them."""
    grammar = toll_grammar()
    barred = grammar.clause_words | grammar.joins | grammar.of_words | grammar.passives
    return len(words) <= _QUALIFIED and all(w.replace("-", "").isalpha() and w not in barred for w in words)

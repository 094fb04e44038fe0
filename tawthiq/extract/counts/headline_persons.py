"""One person in the language of English headlines, which leave out articles and auxiliaries: "Woman, two children killed in …".

Rule: a singular noun without an article counts one where it opens a line (two qualifying words at most before it), or goes
on with what a comma or "and" parts it from, and a participle of harm follows at once, or the next of those whom the
participle tells of; and where it stands right behind an active verb of harm and nothing that it could qualify follows
("kills woman, child in Idlib"). Kin are told so in pairs ("Father and son shot dead").
"""

from __future__ import annotations

from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.counts.count_phrase import QUOTES
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.phrases import Hit

_QUALIFIED: Final = 2
"""Words at most before the noun: "Palestinian youth"."""
_JOINT: Final = 5
"""Code points at most of what joins one to the next: " and "."""
_NEXT: Final = 30
_LIST: Final = 70
"""Code points behind a noun in which the participle of a list stands."""
_SUFFERED: Final = frozenset({"killed", "injured", "abducted", "detained"})
_MARKS: Final = ":|-\u2013\u2014\u2022*#"


def in_a_headline(context: Context, hit: Hit, people: list[Hit]) -> bool:
    """Whether a singular noun counts one as headlines write; the noun has no article."""
    if hit.term.get("harm") or hit.term.get("other") or hit.term.get("unit") or hit.term.get("title"):
        return False
    if hit.term.get("standing") or hit.term.get("those") or hit.term.get("of_whom"):
        return False
    if any(h.start >= hit.end and h.start - hit.end <= 1 and h.term.get("harm") is None for h in people):
        return False  # "rebel commander"
    if _struck(context, hit):
        return True
    goes_on = _goes_on(context, hit, people)
    if goes_on and _breaks(context, hit.end):
        before = [h for h in people if h.end <= hit.start and h.term.get("number") == "singular"]
        if before and hit.start - before[-1].end <= _JOINT and _struck(context, before[-1]):
            return True  # "kills farmer, child in"
    return (goes_on or _opens(context, hit)) and _told_at_once(context, hit, people)


def _struck(context: Context, hit: Hit) -> bool:
    """Whether an active verb of harm stands right before the noun, and behind it nothing that it could qualify."""
    text, grammar = context.text, toll_grammar()
    before = context.reading.within(max(0, hit.start - _NEXT), hit.start, "harm")
    if not before or before[-1].id not in _SUFFERED or before[-1].term.get("side", "both") != "both":
        return False
    if text[before[-1].end : hit.start] != " " or not text[before[-1].start : before[-1].end].endswith(
        grammar.unqualifying_endings
    ):
        return False  # "kills", "killing"; not "killed", which may be "dozens of killed civilian …"
    return _breaks(context, hit.end)


def _breaks(context: Context, position: int) -> bool:
    """Whether a noun ends its phrase: a mark, the end, or a word that may follow a count without a noun."""
    rest = context.text[position : position + _NEXT]
    words = rest.split(maxsplit=1)
    if not words or rest[:1] in ",.;:\n)":
        return True
    return words[0].strip(QUOTES + ",.;:") in toll_grammar().after_elided


def _opens(context: Context, hit: Hit) -> bool:
    """Whether nothing but qualifying words, or a label and a mark, stands before the noun in its line."""
    text, grammar = context.text, toll_grammar()
    start = max(context.sentence_bounds(hit.start)[0], text.rfind("\n", 0, hit.start) + 1)
    before = text[start : hit.start]
    for mark in _MARKS:
        before = before.rpartition(mark + " ")[2]
    words = before.split()
    if len(words) > _QUALIFIED:
        return False
    if not words:
        return True
    barred = grammar.indefinite | grammar.definite | grammar.possessives | grammar.prepositions | grammar.passives
    barred |= grammar.clause_words | grammar.joins | grammar.never_bare_after | grammar.denies
    return all(w.replace("-", "").isalnum() and w not in barred for w in words)


def _goes_on(context: Context, hit: Hit, people: list[Hit]) -> bool:
    """Whether a comma or "and" joins the noun to people or a harm right before it."""
    text, grammar = context.text, toll_grammar()
    low = max(context.sentence_bounds(hit.start)[0], hit.start - _NEXT)
    near = [h.end for h in people if low <= h.start and h.end <= hit.start]
    near += [h.end for h in context.reading.within(low, hit.start, "harm")]
    if not near:
        return False
    gap = text[max(near) : hit.start]
    words = gap.replace(",", " ").split()
    return ("," in gap or bool(words)) and all(w in grammar.and_words for w in words)


def _told_at_once(context: Context, hit: Hit, people: list[Hit]) -> bool:
    """Whether a participle of harm follows at once, or others of a list whose participle does."""
    text, grammar = context.text, toll_grammar()
    stop = context.sentence_bounds(hit.start)[1]
    for harm in context.reading.within(hit.end, min(stop, hit.end + _LIST), "harm"):
        if harm.id not in _SUFFERED or harm.term.get("side") == "after":
            return False
        gap = text[hit.end : harm.start]
        if text[harm.start : harm.end].endswith(grammar.unqualifying_endings) and harm.term.get("side") != "before":
            return False  # "kills"
        words = gap.replace(",", " ").split()
        if not words:
            return gap == " "
        if _at_home(context, hit.end, harm.start):
            return True
        opens = gap[:1] == "," or words[0] in grammar.and_words | grammar.out_of - grammar.of_words
        counted = any(hit.end <= h.start < harm.start for h in people) or context.numbers_in(hit.end, harm.start)
        told = grammar.passives | grammar.perfect | grammar.clause_words - grammar.and_words
        return opens and bool(counted) and told.isdisjoint(words)
    return False


def _at_home(context: Context, start: int, end: int) -> bool:
    """Whether nothing but where somebody is from or was stands in a gap: "Man from Daraa killed", "Farmer in Afrin shot dead"."""
    words = context.text[start:end].split()
    if len(words) < 2 or words[0] not in toll_grammar().prepositions:
        return False
    first = start + 1 + len(words[0]) + 1
    return any(h.start == first and h.end == end - 1 for h in context.reading.within(first, end, "place"))

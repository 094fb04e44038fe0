"""Victims whom an Arabic report names before the verb: «الطفل علي الوردي، من أبناء حيش، قُتل بقصف …», «الشاب … والسيدة … قتلا».

Rule: at the head of a sentence (a label aside) a definite noun for a person or a title, a personal name behind it, others
joined by "and", perhaps an aside between commas, and then a bare verb of harm behind which no object follows.
"""

from __future__ import annotations

from tawthiq.domain.toll import Count
from tawthiq.extract.bare_counts import OF_PEOPLE
from tawthiq.extract.context import Context
from tawthiq.extract.count_phrase import QUOTES, CountPhrase, group_of
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.named_victims import name_at
from tawthiq.text.language import is_arabic
from tawthiq.text.phrases import Hit

NAMED_BEFORE = "count.named-before-verb"
"""The rule of a count that is one person named before the verb."""
_REACH = 110
"""Code points from the head of a sentence to the verb."""
_ASIDE = 60
"""Code points of an aside between the names and the verb."""
_NEXT = 24


def named_before(context: Context, start: int, end: int) -> list[CountPhrase]:
    """One count for each person named at the head of folded `[start, end)` whose harm a verb tells behind the names."""
    if not is_arabic(context.text[start]):
        return []
    verb = next((h for h in context.reading.within(start, min(end, start + _REACH), "harm") if h.id in OF_PEOPLE), None)
    if verb is None or verb.prefix or verb.term.get("weak") or not _is_told(context, verb, end):
        return []
    found: list[CountPhrase] = []
    position = start
    for noun in context.reading.within(start, verb.start, "people"):
        gap = context.text[position : noun.whole_start].strip(QUOTES + " ")
        joint = toll_grammar().and_words
        if noun.term.get("number") != "singular" or gap or not noun.prefix.endswith(toll_grammar().definite_endings):
            break
        if bool(found) != any(noun.prefix.startswith(w) for w in joint if w):
            break
        stop = name_at(context, noun.end, verb.start)
        if stop == noun.end:
            break
        found.append(
            CountPhrase(noun.start, stop, Count(1, 1, 1), group_of([noun]), None, "bare", NAMED_BEFORE, named=True)
        )
        position = stop
    between = context.text[position : verb.start]
    return found if found and _an_aside(between) else []


def _an_aside(between: str) -> bool:
    """Whether nothing but an aside between commas stands in a stretch."""
    stretch = between.strip()
    return not stretch or (len(stretch) <= _ASIDE and stretch[0] == "," and stretch[-1] == ",")


def _is_told(context: Context, verb: Hit, end: int) -> bool:
    """Whether a verb has no object behind it, or refers back by a pronoun, so that it tells what befell those before it."""
    said = context.text[verb.start : verb.end]
    grammar = toll_grammar()
    if verb.suffix:
        return verb.suffix in grammar.single_pronouns | grammar.referring_pronouns  # «اعتقلته القوات»
    if said in grammar.verbal_nouns:
        return False
    if context.reading.within(verb.end, min(end, verb.end + _NEXT), "wounds"):
        return True
    following = context.text[verb.end : end].split(maxsplit=1)[:1]
    if not following:
        return True
    word = following[0].strip(QUOTES)
    return word.rstrip(",.") in grammar.after_elided or word.startswith(tuple(grammar.attached)) or word[:1] in ",."

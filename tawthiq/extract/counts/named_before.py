"""Victims whom an Arabic report names before the verb: «الطفل علي الوردي، من أبناء حيش، قُتل بقصف …», «إن سامر وفادي السالم قتلا».

Rule: at the head of a sentence (a label aside) or of a clause («إن …») a personal name, often behind a definite noun for a
person or a title, others joined by "and", perhaps an aside between commas or the place they are from, and then a verb of
harm behind which no object follows. A verb in the dual or the plural tells of all of them together.
"""

from __future__ import annotations

from typing import Final

from tawthiq.domain.light import replace
from tawthiq.domain.toll import Count
from tawthiq.extract.context import Context
from tawthiq.extract.counts.count_phrase import OF_PEOPLE, QUOTES, CountPhrase, group_of
from tawthiq.extract.counts.named_victims import killed_outright, name_at, names_from, together
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.speakers.speaker_phrases import tokens
from tawthiq.text.language import is_arabic
from tawthiq.text.phrases import Hit

NAMED_BEFORE: Final = "count.named-before-verb"
"""The rule of a count that is one person named before the verb."""
_REACH: Final = 110
"""Code points from the head of a sentence or clause to the verb."""
_ASIDE: Final = 60
"""Code points of an aside between the names and the verb."""
_FROM: Final = 45
"""Code points between the names and the verb of the place that they are from."""
_NEXT: Final = 24


def named_before(context: Context, start: int, end: int) -> list[CountPhrase]:
    """The persons named at the head of folded `[start, end)`, or of a clause in it, whose harm a verb tells behind the names."""
    if not is_arabic(context.text[start]):
        return []
    harms = [h for h in context.reading.within(start, end, "harm") if h.id in OF_PEOPLE]
    if all(h.prefix for h in harms):
        return []
    heads = _heads(context, start, end)
    found: list[CountPhrase] = []
    for head, limit in zip(heads, [*heads[1:], end], strict=True):
        verb = next((h for h in harms if h.start >= head), None)
        if verb is None or verb.start > min(limit, head + _REACH) or verb.prefix:
            continue
        if not killed_outright(context, verb, start, end) or not _is_told(context, verb, end):
            continue
        found.extend(_subjects(context, head, verb))
    return found


def _heads(context: Context, start: int, end: int) -> list[int]:
    """Where a sentence begins, and where the clauses begin that a word such as «إن» opens in it."""
    openers = toll_grammar().clause_openers
    return [
        start,
        *[stop for begin, stop in tokens(context.reading, start, end) if context.text[begin:stop] in openers],
    ]


def _subjects(context: Context, head: int, verb: Hit) -> list[CountPhrase]:
    """The persons named from `head` on up to a verb; those of whom a dual or a plural tells together are one count."""
    found = _titled(context, head, verb) or names_from(context, head, verb.start)
    if not found:
        return []
    between = context.text[found[-1].end : verb.start]
    if not (_an_aside(between) or _where_from(context, found[-1].end, verb.start)):
        return []
    found = [replace(p, rule=NAMED_BEFORE) for p in found]
    if verb.term.get("side") != "before" or verb.suffix or verb.term.get("pronoun"):
        return found
    if len(found) < 2:
        return found if found[0].count.low > 1 else []
    return together(found)


def _titled(context: Context, head: int, verb: Hit) -> list[CountPhrase]:
    """The persons named behind definite nouns: «الشاب … والسيدة …»."""
    found: list[CountPhrase] = []
    position = head
    for noun in context.reading.within(head, verb.start, "people"):
        gap = context.text[position : noun.whole_start].strip(QUOTES + " ")
        joint = toll_grammar().and_words
        two = noun.term.get("number") == "dual" and not found  # «الشابين محمود العلي وسامر العمر قتلا»
        definite = noun.prefix.endswith(toll_grammar().definite_endings)
        if not (two or noun.term.get("number") == "singular") or gap or not definite:
            break
        if two:
            named = names_from(context, noun.end, verb.start)
            both = CountPhrase(
                noun.start, noun.end, Count(2, 2, 2), group_of([noun]), None, "bare", NAMED_BEFORE, named=True
            )
            return [replace(both, end=named[-1].end)] if len(named) == 2 else []
        if bool(found) != any(noun.prefix.startswith(w) for w in joint if w):
            break
        stop = name_at(context, noun.end, verb.start)
        if stop == noun.end:
            break
        found.append(
            CountPhrase(noun.start, stop, Count(1, 1, 1), group_of([noun]), None, "bare", NAMED_BEFORE, named=True)
        )
        position = stop
    return found


def _an_aside(between: str) -> bool:
    """Whether nothing but an aside between commas stands in a stretch."""
    stretch = between.strip(QUOTES + " ")
    return not stretch or (len(stretch) <= _ASIDE and stretch[0] == "," and stretch[-1] == ",")


def _where_from(context: Context, start: int, end: int) -> bool:
    """Whether nothing but the place that somebody is from stands in a stretch: «من بلدة سرمين», «من أبناء الحي»."""
    words = context.text[start:end].split()
    if not words or words[0] not in toll_grammar().of_words or end - start > _FROM:
        return False
    return not set(context.text[start:end]) & set(",;:()\n") and not context.reading.within(start, end, "say", "number")


def _is_told(context: Context, verb: Hit, end: int) -> bool:
    """Whether a verb has no object behind it, or refers back by a pronoun, so that it tells what befell those before it."""
    said = context.text[verb.start : verb.end]
    grammar = toll_grammar()
    if verb.suffix:
        return verb.suffix in grammar.single_pronouns | grammar.referring_pronouns  # «اعتقلته القوات»
    if said in grammar.verbal_nouns:
        return False
    if verb.term.get("side") == "before":
        return True
    if context.reading.within(verb.end, min(end, verb.end + _NEXT), "wounds"):
        return True
    if any(d.start - verb.end <= 1 for d in context.dates_in(verb.end, min(end, verb.end + _NEXT))):
        return True  # «إن خالد العلي مات أمس جوعا»
    following = context.text[verb.end : end].split(maxsplit=1)[:1]
    if not following:
        return True
    word = following[0].strip(QUOTES)
    return word.rstrip(",.") in grammar.after_elided or word.startswith(tuple(grammar.attached)) or word[:1] in ",."

"""Which noun a number counts: the one behind it, or the one whose number a verb gives.

"12 Palestinian refugees" are refugees; "292 Palestinian houses" count nobody; a number alone in brackets has its noun behind them
(«(391) معتقلاً»).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.counts.numbered_nouns import numbered_noun
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.hit import first_hit
from tawthiq.text.numbers import NumberHit, first_number
from tawthiq.text.phrases import Hit

_THING: Final = 16
"""Code points behind a number in which the noun stands that it counts."""


def in_brackets(context: Context, number: NumberHit) -> tuple[int, int]:
    """Where a number begins and ends, the brackets that hold nothing else included: «(391) معتقلاً»."""
    before = context.text[max(0, number.start - 2) : number.start].rstrip()
    behind = context.text[number.core_end : number.core_end + 2]
    if not before.endswith("(") or behind.lstrip()[:1] != ")":
        return number.start, number.core_end
    return context.text.rindex("(", 0, number.start), context.text.index(")", number.core_end) + 1


def noun_after(context: Context, number: NumberHit, nouns: list[Hit], numbers: list[NumberHit]) -> Hit | None:
    """The noun a number counts: right after it, or after an adjective (12 Palestinian refugees), the most telling of a run."""
    if context.text[number.core_end : number.core_end + 1] == "%":
        return None
    following = first_number(numbers, number.core_end)
    stop = numbers[following].start if following < len(numbers) else 10**9
    first = first_hit(nouns, number.core_end)
    after = [n for n in nouns[first : first_hit(nouns, stop, first)] if not n.term.get("numbered")]
    found: Hit | None = None
    _, at = in_brackets(context, number)
    reach = 2 if context.lang == "en" else 0
    for hit in after:
        gap = context.text[at : hit.whole_start]
        if found is None:
            words = gap.replace('"', " ").split()
            counted = number.value is not None or (number.qualifier == "vague" and context.lang == "en")
            part = counted and _partitive(context, at, words)
            if (
                any(c in gap for c in ".,;:()\n")
                or (len(words) > reach and not part)
                or (not part and context.reading.within(at, hit.start, "agent_cue", "cause_cue"))
            ):
                break
            found, at = hit, hit.end
            continue
        parted = bool(gap.strip(' "')) and not _says_who(context, found, gap)  # but for "453 of these are children"
        if parted or hit.prefix[:1] in toll_grammar().and_words:  # "9 people and the wounding of 5"
            break
        if found.id == "people" and hit.category == "people":
            found = hit
        at = hit.end
    if found is not None and found.category == "people" and context.lang == "en" and counts_things(context, at):
        return None  # "292 Palestinian houses"
    return found


def counts_things(context: Context, end: int) -> bool:
    """Whether a noun that is no people's stands right behind the place `end`: "30 cities", "three times"."""
    return any(h.whole_start - end <= 1 for h in context.reading.within(end, end + _THING, "measure"))


def _says_who(context: Context, noun: Hit, gap: str) -> bool:
    """Whether nothing but "are" stands in the gap behind a pronoun for those counted: who they are stands behind it."""
    pronoun = not toll_grammar().of_words.isdisjoint(context.text[noun.start : noun.end].split()[:1])
    return pronoun and gap.split() in [[word] for word in sorted(toll_grammar().plural_passives)]


def numbered_before(context: Context, number: NumberHit, nouns: list[Hit], numbers: list[NumberHit]) -> Hit | None:
    """The noun whose number a verb gives behind it."""
    at = first_number(numbers, number.core_start)
    before = [n.end for n in numbers[max(0, at - 1) : at] if n.end <= number.start]
    sentence = context.sentence_bounds(number.start)
    return numbered_noun(context, number, nouns, max([sentence[0], *before]))


def _partitive(context: Context, at: int, words: Sequence[str]) -> bool:
    """Whether the words between a number and a noun make it one part of many: 121 of the casualties, 6 من متطوعي …."""
    if not 0 < len(words) <= 2 or words[0] not in toll_grammar().of_words:
        return False
    return not any(h.start - at <= 1 for h in context.reading.within(at, at + 12, "discourse"))

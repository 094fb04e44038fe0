"""Who those counted in one sentence were, said in the next: "Fifteen people were killed. Nine of them were children."

Rule (English): a sentence without a harm of its own that opens with a number and says of what group they were, or that
opens with a number "of them", counts parts of the one toll told right before it (R10); so do the counts joined to that one.
So does one that lists who was "among them": "Among them were three children", "They included two women", "Two nurses were among them".

Rule (Arabic): a sentence that opens with «وكان بينهم» lists parts of the one toll told right before it; lines with a bullet and a number, behind a sentence that counts one harm and ends with a colon, count parts of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawthiq.domain.light import replace
from tawthiq.extract.context import Context
from tawthiq.extract.counts.all_of_a_group import of_one_group
from tawthiq.extract.counts.bound_count import BoundCount
from tawthiq.extract.counts.count_parts import list_gap
from tawthiq.extract.counts.count_phrase import CountPhrase
from tawthiq.extract.counts.known_people import let_go
from tawthiq.extract.counts.told_groups import of_their_group, others_of, taken_out
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.language import begins_arabic, is_arabic
from tawthiq.text.phrases import Hit

_OPENS: Final = 12
"""Code points at most before the number that opens such a sentence."""
_BACK: Final = 40
"""Code points behind a number in which it refers back."""
_GAP: Final = 4
"""Code points at most between the two sentences: blanks and one line break."""
_LISTED: Final = "toll.told-list"
"""The rule of a count in a bulleted line below the toll that it is a part of."""
_AMONG: Final = "toll.told-among"
"""The rule of a count in a sentence that says who was among those told before it."""
_LIST: Final = 90
"""Code points at most from the beginning of a sentence to "among them"."""
_BEFORE: Final = 2
"""Words at most before «بينهم» at the head of a sentence: «وكان من»."""
_BULLETS: Final = "-*•▪●◦·–"
_STRUCK: Final = frozenset({"killed", "injured"})
_HARMS: Final = frozenset({"killed", "injured", "detained", "abducted", "missing"})


def may_go_on(context: Context, before: Sequence[BoundCount], end: int, start: int) -> bool:
    """Whether a sentence that begins at `start` may say who those counted in the one that ends at `end` were."""
    told = {b.harm for b in before if b.parent is None and b.phrase.count.low > 1}
    if len(told) == 1 and told <= _HARMS and _lists(context, before, end, start):
        return True
    if len(told) != 1 or not told <= _HARMS or start - end > _GAP:
        return False
    if _among_them(context, start) is not None:
        return True
    if begins_arabic(context.text, start):
        return False
    return any(start <= n.start <= start + _OPENS for n in context.numbers_in(start, start + _OPENS + 1))


def _lists(context: Context, before: Sequence[BoundCount], end: int, start: int) -> bool:
    """Whether an Arabic line is a bulleted part of the toll before it: «قتل 40 شخصا، بينهم:» and «- 25 مدنيا» below."""
    text = context.text
    if start - end > _GAP or "\n" not in text[end:start] or not _numbered(context, start):
        return False
    if not begins_arabic(text, start):
        return False
    return text[end - 1 : end] == ":" or _numbered(context, text.rfind("\n", 0, end) + 1)


def _numbered(context: Context, start: int) -> bool:
    """Whether a line opens with a bullet and a number."""
    text = context.text
    first = next((n.start for n in context.numbers_in(start, start + _OPENS + 1)), None)
    return text[start : start + 1] in _BULLETS and first is not None and not text[start:first].strip(_BULLETS + " ")


def _listed(before: Sequence[BoundCount], phrases: Sequence[CountPhrase]) -> list[BoundCount]:
    """The counts of such a line: its first, and what divides it."""
    told = [p for p in phrases if p.harm is None and p.shape in ("counted", "elided", "bare")]
    harm = next(b.harm for b in before if b.parent is None and b.phrase.count.low > 1)
    return [BoundCount(p, harm, _LISTED, p.start, parent=None if p is phrases[0] else 0) for p in told]


def told_next(
    context: Context, before: Sequence[BoundCount], phrases: Sequence[CountPhrase], start: int, end: int
) -> list[BoundCount]:
    """The counts of folded `[start, end)` that are parts of the toll told `before` it."""
    whole = next((b for b in before if b.parent is None and b.phrase.count.low > 1), None)
    if whole is None or not phrases:
        return []
    if (cue := _among_them(context, start)) is not None:
        return _those_among(context, whole, phrases, cue)
    if phrases[0].start - start > _OPENS:
        return []
    first = phrases[0]
    if context.text[start : start + 1] in _BULLETS and begins_arabic(context.text, start):
        return _listed(before, phrases) if first.harm is None else []
    if first.harm is not None or first.shape not in ("counted", "elided") or not _fewer(first, whole):
        return []
    if not (_predicate(context, first) or _refers_back(context, first, end)) or let_go(context, first):
        return []
    found = [first]
    for phrase in phrases[1:]:
        gap = context.text[found[-1].end : phrase.start]
        joined = list_gap(gap, first=False) or gap.strip(" ,") in toll_grammar().indefinite
        if phrase.harm is not None or phrase.shape == "plural" or not (joined and _fewer(phrase, whole)):
            break
        found.append(phrase)
    return [BoundCount(p, whole.harm, "toll.told-next", p.start, loaded=p.loaded) for p in found]


def _among_them(context: Context, start: int) -> Hit | None:
    """The words by which a sentence says who was among those told before: it opens with them, or ends a short list with them."""
    text, grammar = context.text, toll_grammar()
    sentence = context.reading.sentences[context.reading.sentence_at(start)]
    end = sentence.end if sentence.start == start else start
    for cue in context.reading.of_id(start, min(end, start + _LIST), "discourse", "including"):
        if cue.term.get("back") or cue.term.get("harm"):
            continue
        before = text[start : cue.whole_start].strip(' ,"').split()
        if is_arabic(text[cue.start]):
            return cue if all(w in grammar.were_words for w in before) and len(before) <= _BEFORE else None
        if cue.term.get("list_before"):
            ends = not text[cue.end : end].strip(' .!"') or text[cue.end : cue.end + 1] == ","
            were = bool(before) and before[-1] in grammar.passives
            return cue if not before or (ends and were) else None
        return cue if len(before) == 1 and before[0] in grammar.those_told else None  # "They included three children"
    return None


def _those_among(context: Context, whole: BoundCount, phrases: Sequence[CountPhrase], cue: Hit) -> list[BoundCount]:
    """The counts of the list that stands behind the words for "among them", or before them."""
    behind = [p for p in phrases if p.start >= cue.end]
    listed: list[CountPhrase] = []
    position = cue.whole_end
    for phrase in behind or phrases:
        first = not listed
        gap = context.text[position : phrase.start] if behind or listed else ""
        if phrase.harm is not None or not list_gap(gap, first=first and bool(behind)) or not _fewer(phrase, whole):
            break
        listed.append(phrase)
        position = phrase.end
    return [BoundCount(p, whole.harm, _AMONG, p.start, loaded=p.loaded) for p in listed]


def _fewer(phrase: CountPhrase, whole: BoundCount) -> bool:
    """Whether a count can be a part of a whole."""
    count = whole.phrase.count
    return count.qualifier == "vague" or count.high is None or phrase.count.low <= count.high


def _predicate(context: Context, phrase: CountPhrase) -> bool:
    """Whether a count's own words say of what group they were: "nine of them were children"."""
    words = context.text[phrase.start : phrase.end].split()
    return phrase.group is not None and any(w in toll_grammar().plural_passives for w in words)


def _refers_back(context: Context, phrase: CountPhrase, end: int) -> bool:
    """Whether a number counts some of those told before: "six of them had not reached the age of five"."""
    low = phrase.start
    cues = context.reading.within(low, min(end, low + _BACK), "discourse", "people")
    return any(c.term.get("back") for c in cues)


def others_go_on(
    context: Context, before: Sequence[BoundCount], bound: list[BoundCount], end: int, start: int
) -> list[BoundCount]:
    """The counts of a sentence that begins at `start`, where others opening it are of those counted in the one ending at `end`."""
    if bound and is_arabic(context.text[bound[0].phrase.end - 1]):
        return of_one_group(context, taken_out(before if start - end <= _GAP else (), bound, context))
    roots = [b for b in before if b.parent is None and b.phrase.group != "family_unit"]
    if not roots or not bound or start - end > _GAP:
        return bound
    if bound[0].harm not in _STRUCK or roots[-1].harm not in _STRUCK:
        return bound
    told = others_of(context, bound[0].phrase, roots[-1].phrase, same=False)
    if told is bound[0].phrase:
        return bound
    some = [replace(b, phrase=of_their_group(context, b.phrase, told)) if b.parent == 0 else b for b in bound[1:]]
    return [replace(bound[0], phrase=told), *some]

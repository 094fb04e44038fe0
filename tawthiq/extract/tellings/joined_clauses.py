"""Where an Arabic sentence turns to another event: at «كما», «فيما», or a joined verb behind a comma.

Each count of such a sentence has the places of its own clause, also one that stands before it («كما أسفرت غارة على بلدة
… عن سقوط خمسة»); a last clause that counts nobody may tell of a strike on another town.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.counts.bound_count import JOINED_COUNT, BoundCount
from tawthiq.extract.counts.count_phrase import QUOTES
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.places.find import PlaceHit
from tawthiq.extract.places.nearby import related
from tawthiq.text.language import is_arabic

_NAMES_AN_ATTACK: Final = 3
"""The rank from which a weapon of one kind of attack names it."""
_CLAUSE_ENDS: Final = frozenset({",", ";"})


def clause_cuts(
    context: Context, roots: Sequence[BoundCount], places: Sequence[PlaceHit], start: int, end: int
) -> list[int]:
    """Where to cut the sentence at folded `[start, end)`, whose whole counts are `roots`; none where no clause is joined."""
    usable = [p for p in places if p.specific and not p.aside]
    if not roots or len(usable) < 2 or not is_arabic(context.text[roots[0].phrase.end - 1]):
        return []
    joins = clause_joins(context, roots[0].phrase.end, end)
    until = joins[0] if joins else end
    first = _struck_first(context, usable, min(roots[0].harm_start, roots[0].phrase.start), start, until)
    if not joins:
        return first
    own: list[tuple[BoundCount, PlaceHit, int | None]] = []
    low, opening = start, None
    for index, root in enumerate(roots):
        limit = roots[index + 1].phrase.start if index + 1 < len(roots) else end
        join = next((j for j in reversed(joins) if root.phrase.end <= j < limit), None)
        until = limit if join is None else join
        place = next((p for p in usable if p.start >= root.phrase.end and p.end <= until), None)
        if place is None and (opening is not None or join is not None):
            place = next((p for p in reversed(usable) if low <= p.start and p.end <= root.phrase.start), None)
        if place is not None:
            own.append((root, place, opening))
        low, opening = (low, opening) if join is None else (join, join)
    if not own:
        return first
    cuts = first
    current = own[0][1]
    mixed = len({r.harm for r, _, _ in own}) > 1 and len(own) < 3
    for root, place, opened in own[1:]:
        if (mixed and opened is None) or related(context.gazetteer, place.place, current.place):
            continue
        verb = min(root.harm_start, root.phrase.start) if root.rule != JOINED_COUNT else root.phrase.start
        cuts.append(verb if opened is None else min(opened, verb))
        current = place
    cuts.extend(_struck_elsewhere(context, usable, current, joins, roots[-1].phrase.end, end))
    return sorted({c for c in cuts if start < c < end})


def clause_joins(context: Context, start: int, end: int) -> list[int]:
    """Where clauses about something else may begin in folded `[start, end)`."""
    found = []
    position = start
    for word in context.text[start:end].split():
        position = context.text.index(word, position)
        if word.strip(QUOTES) in toll_grammar().clause_joins:
            found.append(position)
        position += len(word)
    for hit in context.reading.within(start, end, "kind", "harm", "say"):
        if hit.category == "say" and hit.term.get("form") != "verb":
            continue  # «…, ونشر المرصد أمس أنه وثق مقتل شخص في …»
        behind = context.text[max(start, hit.whole_start - 2) : hit.whole_start].strip()
        if behind in _CLAUSE_ENDS and hit.prefix in toll_grammar().and_words:
            found.append(hit.whole_start)
    for hit in context.reading.within(start, end, "discourse"):
        if hit.id == "separate" and not hit.term.get("alike", False):  # «…, وذلك بعد يوم من مقتل ستة في …»
            found.append(hit.whole_start)
    return sorted(set(found))


def _struck_elsewhere(
    context: Context, usable: Sequence[PlaceHit], current: PlaceHit, joins: Sequence[int], start: int, end: int
) -> list[int]:
    """Where a last clause begins that counts nobody and tells of a strike on another town: «…، كما قصفت القوات بلدة أخرى»."""
    for join in joins:
        if join < start:
            continue
        place = next((p for p in usable if p.start >= join), None)
        if (
            place is not None
            and _strikes(context, join, end)
            and not related(context.gazetteer, place.place, current.place)
        ):
            return [join]
    return []


def _struck_first(context: Context, usable: Sequence[PlaceHit], counted: int, start: int, until: int) -> list[int]:
    """Where the clause of the first count begins, told at `counted`, behind one that counts nobody and tells of a strike on another town.

    That clause ends at `until`: «شن الطيران غارات على كفرنبل دون وقوع إصابات، كما قصفت المدفعية معرة النعمان ما أدى لإصابة رجل».
    """
    for join in reversed(clause_joins(context, start, counted)):
        before = [p for p in usable if start <= p.start and p.end <= join]
        behind = [p for p in usable if join <= p.start and p.end <= until and not _in_brackets(context, join, p.start)]
        spared = context.reading.within(start, join, "harmless")
        harmed = [
            h
            for h in context.reading.within(start, join, "harm")
            if not any(s.start <= h.start < s.end for s in spared)
        ]
        if not before or not behind or harmed:
            continue
        another = not any(related(context.gazetteer, a.place, b.place) for a in before for b in behind)
        if another and _strikes(context, start, join) and _strikes(context, join, until):
            return [join]
    return []


def _in_brackets(context: Context, low: int, position: int) -> bool:
    """Whether a bracket that opens behind `low` is open at `position`: «الطيار فلان (قائد سرب في مطار الشعيرات)» is no scene."""
    return context.text.count("(", low, position) > context.text.count(")", low, position)


def _strikes(context: Context, start: int, end: int) -> bool:
    """Whether a clause names an attack outright, or says of any that it hurt nobody: «سقطت قذائف … واقتصرت الأضرار على الماديات»."""
    within = context.reading.within
    if any(h.term.get("strength", 2) >= 2 for h in within(start, end, "kind")):
        return True
    if any(h.term.get("rank", 0) >= _NAMES_AN_ATTACK and h.term.get("kind") for h in within(start, end, "weapon")):
        return True  # «إلقاء مسيرة قنبلة على …»
    return bool(within(start, end, "harmless")) and bool(within(start, end, "kind", "weapon"))

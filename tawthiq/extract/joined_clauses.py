"""Where an Arabic sentence turns to another event: at «كما», «فيما», or a joined verb behind a comma.

Each count of such a sentence has the places of its own clause, also one that stands before it («كما أسفرت غارة على بلدة
… عن سقوط خمسة»); a last clause that counts nobody may tell of a strike on another town.
"""

from __future__ import annotations

from collections.abc import Sequence

from tawthiq.extract.bound_count import JOINED_COUNT, BoundCount
from tawthiq.extract.context import Context
from tawthiq.extract.count_phrase import QUOTES
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.nearby import related
from tawthiq.extract.places import PlaceHit
from tawthiq.text.language import is_arabic

_CLAUSE_ENDS = frozenset({",", ";"})


def clause_cuts(
    context: Context, roots: Sequence[BoundCount], places: Sequence[PlaceHit], start: int, end: int
) -> list[int]:
    """Where to cut the sentence at folded `[start, end)`, whose whole counts are `roots`; none where no clause is joined."""
    usable = [p for p in places if p.specific and not p.aside]
    if not roots or len(usable) < 2 or not is_arabic(context.text[roots[0].phrase.end - 1]):
        return []
    joins = clause_joins(context, roots[0].phrase.end, end)
    if not joins:
        return []
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
        return []
    cuts: list[int] = []
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
    for hit in context.reading.within(start, end, "kind", "harm"):
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
        struck = any(h.term.get("strength", 2) >= 2 for h in context.reading.within(join, end, "kind"))
        if place is not None and struck and not related(context.gazetteer, place.place, current.place):
            return [join]
    return []

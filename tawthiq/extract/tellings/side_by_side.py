"""Where an English sentence is cut that sets two attacks side by side, and which places can part a sentence."""

from __future__ import annotations

import re
from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.counts.harm_binding import BoundCount
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.places.find import PlaceHit
from tawthiq.extract.places.nearby import related

_SIDE_BY_SIDE: Final = re.compile(r";")


def beside_each_other(
    context: Context, roots: list[BoundCount], places: list[PlaceHit], start: int, end: int
) -> list[int]:
    """Where an English sentence sets two attacks side by side: "Damascus bombing kills nine; shelling hits Sarmin"."""
    cuts: list[int] = []
    for match in _SIDE_BY_SIDE.finditer(context.text, start, end):
        at = match.start()
        before, behind = ([p for p in places if may_divide(p) and (p.start < at) == left] for left in (True, False))
        before = before or [p for p in places if p.start < at and not p.aside]
        struck = all(
            any(h.term.get("strength", 2) >= 1 for h in context.reading.within(low, high, "kind"))
            for low, high in ((start, at), (at, end))
        )
        if not (struck and before and behind and roots and roots[0].phrase.start < at):
            continue
        if context.text[at - 1].isascii() and not any(
            related(context.gazetteer, a.place, b.place) for a in before for b in behind
        ):
            cuts.append(at)
    return cuts


def told_separately(context: Context, roots: list[BoundCount], start: int, end: int) -> list[int]:
    """Where an English sentence goes on to a separate event between two counts: "… eleven died, and in a separate raid four". Not "separate raids"."""
    cuts: list[int] = []
    for cue in context.reading.within(start, end, "discourse") if len(roots) > 1 else ():
        if cue.id != "separate" or toll_grammar().indefinite.isdisjoint(cue.term.wording.split()):
            continue
        before = [r for r in roots if r.phrase.end <= cue.start and r.harm_start < cue.start]
        if before and any(r.phrase.start >= cue.end for r in roots):
            cuts.append(cue.start)
    return cuts


def may_divide(place: PlaceHit) -> bool:
    """Whether a place can part a sentence: a town or smaller, or a city and its province of one name where something is put."""
    return not place.aside and (
        place.specific or (place.located and place.place.level == "governorate" and not place.near)
    )

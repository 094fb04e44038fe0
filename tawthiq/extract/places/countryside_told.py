"""The countryside of the province a text speaks of, by its side alone: «قصف في الريف الشرقي», «حواجز في الريفين الشرقي والغربي».

Rule (Arabic): "the countryside" with a direction behind it and no name is a part of the province in which the place named last
before it lies; with two directions it is all of that province's countryside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tawthiq.domain.where import Place
from tawthiq.extract.context import Context
from tawthiq.extract.places.place_asides import located
from tawthiq.extract.places.place_hits import PlaceHit, article, grammar
from tawthiq.text.fold import fold_word
from tawthiq.text.language import is_arabic
from tawthiq.text.phrases import Hit

BY_SIDE: Final = "place.countryside"
"""The rule of a place told by its side alone; no other telling is set there because it names none."""
_PARTS: Final = ".r."
"""What the ids of the parts of a province have in them (places/syria_areas.tsv)."""
_SIDES: Final = 26
"""Code points behind "the countryside" in which its sides stand."""


def find_countrysides(context: Context, found: Sequence[PlaceHit]) -> Iterator[PlaceHit]:
    """The parts of provinces that a text names by their side; `found` are the places named outright, in any order."""
    cues = [h for h in context.reading.of("place_cue") if h.term.get("level") == "countryside"]
    for cue in cues:
        if not is_arabic(context.text[cue.start]) or not cue.term.wording.startswith(article()):
            continue
        sides = _sides(context, cue)
        before = [p for p in found if p.end <= cue.start and p.place.governorate is not None]
        if not sides or not before or any(p.start < sides[-1].end and cue.start < p.end for p in found):
            continue
        end = sides[-1].end
        behind = context.text[end : end + 2].strip()
        if behind[:1] in grammar().located_letters:
            continue  # «الريف الشرقي لحلب» names its province
        part = _part(context, str(max(before, key=lambda p: p.end).place.governorate), sides)
        if part is not None:
            put = located(context, cue.whole_start, cue.prefix)
            yield PlaceHit(cue.start, end, part, (), "countryside", False, put, False, BY_SIDE)


def _sides(context: Context, cue: Hit) -> list[Hit]:
    """The directions right behind "the countryside": «الشرقي», «الشمالي الغربي», «الشرقي والغربي»."""
    sides: list[Hit] = []
    last = cue.end
    for hit in context.reading.within(cue.end, cue.end + _SIDES, "place_cue"):
        if hit.start < last:
            continue
        if (
            not hit.term.get("near")
            or not hit.prefix.endswith(article())
            or context.text[last : hit.whole_start].strip()
        ):
            break
        sides.append(hit)
        last = hit.end
    return sides


def _part(context: Context, governorate: str, sides: list[Hit]) -> Place | None:
    """The part of a province on these sides; all of its countryside where "and" stands between them."""
    both = any(side.prefix[:1] in grammar().and_words for side in sides[1:])
    name = "" if both else " ".join(fold_word(article() + side.term.wording) for side in sides)
    start = governorate + _PARTS
    parts = [p for i, p in context.gazetteer.places.items() if i.startswith(start) and p.name_ar]
    if both:
        return next((p for p in parts if p.id == start + "countryside"), None)
    return next((p for p in parts if fold_word(p.name_ar).endswith(" " + name)), None)


def by_side(place: PlaceHit | None) -> bool:
    """Whether a place is told by its side alone."""
    return place is not None and place.rule == BY_SIDE

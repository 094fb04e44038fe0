"""A place that a stretch right after an event lends it: the town inside the province told, the village behind "near"."""

from __future__ import annotations

from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.places.nearby import in_the_countryside, in_the_vast, lies_in, same_governorate
from tawthiq.extract.places.place_hits import grammar
from tawthiq.extract.tellings.scene import Scene
from tawthiq.extract.tellings.segment import Segment, only_said
from tawthiq.text.language import begins_arabic

_HARMED: Final = frozenset({"killed", "detained", "abducted"})
_OPENING: Final = 40
"""Code points from the start of a stretch within which it says where what was struck stands."""
_PARAGRAPHS: Final = 2
"""How many paragraphs after a scene a stretch may still say where it was."""


def lend_place(context: Context, scene: Scene, segment: Segment) -> None:
    """A stretch right after an event whose place is a province may say where in it: "The strikes hit the town of …"."""
    old = scene.place
    close = segment.paragraph - scene.segments[-1].paragraph <= _PARAGRAPHS
    near = old is not None and old.near and not begins_arabic(context.text, segment.start)
    if old is None or (old.specific and not near) or not close or segment.cued("background"):
        return
    same = next((p for p in segment.places if p.place.id == old.place.id and not (p.near or p.aside)), None)
    if near and same is not None:  # "near Arbin", then "in Arbin"
        scene.place = same
        return
    if near and _of_what_was_struck(context, scene, segment):
        return
    vague = old.place.level == "country"
    goes_on = vague and _goes_on(context, scene, segment)
    if not goes_on and not _harmed(context, segment) and not (vague and _speaks_of_victims(context, segment)):
        return
    beside = goes_on or (not begins_arabic(context.text, segment.start) and _harmed(context, segment))
    towns = [p for p in segment.places if p.specific and not p.aside and (beside or not p.near)]
    inside = [
        p
        for p in towns
        if lies_in(context.gazetteer, p.place, old.place)
        or in_the_vast(p.place, old.place)
        or (beside and in_the_countryside(p.place, old.place))
    ]
    if near:  # "villages near Kutum": which of them
        inside = [p for p in towns if p.place.id != old.place.id and same_governorate(p.place, old.place)]
    if len(towns) == 1 and inside and (segment.when is None or only_said(segment) or segment.when == scene.when):
        scene.place = inside[0]
        scene.set_in(inside[0])
    elif not towns and old.place.level == "country":  # "most of the casualties worked in a market in Saada province"
        provinces = [p for p in segment.places if p.place.level == "governorate" and not p.aside and not p.near]
        if len({p.place.id for p in provinces}) == 1 and lies_in(context.gazetteer, provinces[0].place, old.place):
            scene.place = provinces[0]
            scene.set_in(provinces[0])


def _of_what_was_struck(context: Context, scene: Scene, segment: Segment) -> bool:
    """Sets a scene told beside a place where what was struck stands, and says whether it does: "bombed a pumping station south of …. The station in the Bayt al-Faqih district"."""
    words = context.text[segment.start : segment.start + _OPENING].split()
    place = next((p for p in segment.places if p.located and not (p.aside or p.near)), None)
    if len(words) < 2 or words[0] not in grammar().determiners or place is None or scene.place is None:
        return False
    if place.start - segment.start > _OPENING or place.place.level in ("country", "governorate", "region"):
        return False
    told = " ".join(context.text[s.start : s.end] for s in scene.segments)
    if f" {words[1]}" not in told or not same_governorate(place.place, scene.place.place):
        return False
    scene.place = place
    scene.set_in(place)
    return True


def _speaks_of_victims(context: Context, segment: Segment) -> bool:
    """Whether a stretch speaks of those harmed or of their number: "most of the casualties", "reports on the death toll"."""
    people = context.reading.within(segment.start, segment.end, "people")
    return segment.cued("toll_word") or any(h.term.get("harm") for h in people)


def _goes_on(context: Context, scene: Scene, segment: Segment) -> bool:
    """Whether an English stretch right behind a telling set in no more than a country goes on with it: "They had gone out to look
    for truffles in …", "The site lies north of …"."""
    opening = context.text[segment.start : segment.start + _OPENING].split()[:1]
    near = segment.paragraph - scene.segments[-1].paragraph <= 1 and not segment.cued("separate")
    return near and bool(opening) and opening[0] in grammar().goes_on and not segment.cued("also")


def _harmed(context: Context, segment: Segment) -> bool:
    """Whether a stretch says that something was struck or somebody killed: "the men were executed in …"."""
    return struck(segment) or any(
        h.id in _HARMED and h.term.get("emit", True) for h in context.reading.within(segment.start, segment.end, "harm")
    )


def struck(segment: Segment) -> bool:
    """Whether a stretch says that something was struck, in the broadest word: "a drone hit a workshop"."""
    return any(h.term.get("generic") for h in segment.kinds)

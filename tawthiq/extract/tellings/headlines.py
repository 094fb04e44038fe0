"""What a headline counts that the report says again: the report's own words stand, the headline's are left out.

Rule: a headline rounds and shortens ("at least 12 dead" over "13 people were killed"). Its count gives way to one of the
same harm and group in the text below that says the same number, or one just above it where the headline puts a bound. An
exact number of an English headline over one with a bound stands as a figure of its own: the page says both. People it only
mentions ("among them children", «قتلى وجرحى») give way to the same group, or where it names none to the same harm, counted
or mentioned below. A headline's "fate unknown" of as many as are then told to have been taken is theirs. A telling that
is nothing but such a headline is the telling below.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawthiq.domain.light import replace
from tawthiq.extract.context import Context
from tawthiq.extract.counts.bound_count import BoundCount, renumbered
from tawthiq.extract.tellings.scene import Scene
from tawthiq.extract.tellings.segment import Segment
from tawthiq.text.language import is_arabic

_LINES: Final = 4
_LONGEST: Final = 160
"""Code points: a longer line is a paragraph."""
_SUBHEADING: Final = 60
"""Code points that a heading within a page is long at most."""
_BLANKS: Final = 8
"""Blank lines and spaces at most between a heading within a page and the lines around it."""
_STOPS: Final = (".", ":", ",", ";", "!", '"')
_TAKEN: Final = frozenset({"detained", "abducted"})
_SEVERAL: Final = 2
"""Counted from which a headline may sum up what the text tells of two places."""
_ROUNDED: Final = 1.25
"""How far above a headline's "more than" the number that it rounds may lie."""


def headline_end(context: Context) -> int:
    """The folded position behind the lines before the first paragraph; 0 where the text has no headline."""
    end = 0
    for _ in range(_LINES):
        stop = context.text.find("\n", end)
        if stop < 0:
            return end
        line = context.text[end:stop].strip()
        if len(line) > _LONGEST or line.endswith((".", '."', ".)")):
            return end
        end = stop + 1
    return end


def without_restated(context: Context, scenes: Sequence[Scene]) -> list[Scene]:
    """The scenes without the counts of the headline that the text below says again; see the module's paragraph."""
    end = headline_end(context)
    if not end:
        return list(scenes)
    below = [(s, t) for s in scenes for part in s.segments if part.start >= end for t in part.tolls]
    kept: list[Scene] = []
    for scene in scenes:
        told = [
            (t, _restated(t, below, arabic=context.lang != "en"))
            for part in scene.segments
            if part.start < end
            for t in part.tolls
        ]
        whole = all(part.start < end for part in scene.segments)
        homes = [home for _, home in told]
        if whole and told and all(h is not None and h is not scene for h in homes):
            home = homes[0]
            assert home is not None
            trimmed = [_trimmed(context, part, below, home) for part in scene.segments]
            home.segments[:0] = [part for part in trimmed if part.tolls]
            home.asked.clear()
            home.beside.extend(part for part, left in zip(scene.segments, trimmed, strict=True) if not left.tolls)
            continue
        scene.segments = [
            _trimmed(context, part, below, scene) if part.start < end else part for part in scene.segments
        ]
        scene.asked.clear()
        kept.append(scene)
    return kept


def _trimmed(context: Context, segment: Segment, below: Sequence[tuple[Scene, BoundCount]], home: Scene) -> Segment:
    """The segment without the counts that the text says more exactly, or where they are of several only of another telling than `home`.

    A count that the text says in the same words stays: "Two killed in attacks in X and Y" is no toll of X where Y's were two.
    """
    tolls = list(segment.tolls)
    others, english = [o for _, o in below], context.lang == "en"
    own = [(scene, o) for scene, o in below if scene is home]
    here = [
        t
        for t in tolls
        if (
            any(_same(t, o) for o in others)
            or not any(_says_again(t, o, arabic=not english) and not (english and _bounded(t, o)) for o in others)
        )
        and (
            t.phrase.count.low < _SEVERAL
            or any(o.harm == t.harm and o.phrase.count.value == t.phrase.count.value for _, o in own)
            or _restated(t, own, arabic=not english) is not None
            or _restated(t, below, arabic=not english) is None
        )
    ]
    return replace(segment, tolls=tuple(renumbered(tolls, here))) if len(here) < len(tolls) else segment


def _restated(toll: BoundCount, below: Sequence[tuple[Scene, BoundCount]], *, arabic: bool) -> Scene | None:
    """The scene whose own sentences say a headline's count again."""
    return next((s for s, other in below if _same(toll, other) or _says_again(toll, other, arabic=arabic)), None)


def _same(toll: BoundCount, other: BoundCount) -> bool:
    a, b = toll.phrase.count, other.phrase.count
    bounds = (a.low, a.high, a.qualifier) == (b.low, b.high, b.qualifier)
    return bounds and toll.harm == other.harm and toll.phrase.group == other.phrase.group


def _says_again(toll: BoundCount, other: BoundCount, *, arabic: bool) -> bool:
    """Whether a count of the text says a headline's count more exactly."""
    mine, theirs = toll.phrase.count, other.phrase.count
    if mine.qualifier == "unquantified":
        if toll.phrase.group is None:
            return toll.harm == other.harm and other.parent is None
        return toll.phrase.group == other.phrase.group
    if toll.harm == "missing" and other.harm in _TAKEN:  # «مصير 23 شابا مجهول» over the telling of how they were taken
        bounds = (mine.low, mine.high, mine.qualifier) == (theirs.low, theirs.high, theirs.qualifier)
        return bounds and toll.phrase.group == other.phrase.group
    if toll.harm != other.harm:
        return False
    if arabic and mine.qualifier == "vague" and theirs.value is not None:  # «عشرات القتلى» over «45 جثة»
        return other.parent is None and toll.phrase.group in (None, other.phrase.group) and theirs.low >= mine.low
    if None in (mine.value, theirs.value):
        return False
    if toll.phrase.group != other.phrase.group:  # "kills at least 22" over "At least 22 civilians were killed"
        general = toll.phrase.group is None and other.parent is None
        same = (mine.low, mine.high) == (theirs.low, theirs.high)
        bounded = arabic and mine.value == theirs.value and _exact_over_bound(toll, other)
        return general and (same or bounded)
    assert mine.value is not None
    assert theirs.value is not None
    if mine.qualifier in ("more_than", "at_least"):
        return mine.value <= theirs.value <= mine.value * _ROUNDED
    return mine.value == theirs.value and _bounded(toll, other)


def _bounded(toll: BoundCount, other: BoundCount) -> bool:
    """Whether a headline says as exact what the text gives a bound: "kills nine" over "killing at least nine"."""
    return toll.phrase.group == other.phrase.group and _exact_over_bound(toll, other)


def _exact_over_bound(toll: BoundCount, other: BoundCount) -> bool:
    mine, theirs = toll.phrase.count, other.phrase.count
    return mine.qualifier == "exact" and theirs.qualifier not in ("exact", "unquantified")


def is_subheading(context: Context, segment: Segment) -> bool:
    """Whether a stretch is a heading within a page: a short line without a full stop, between one that ends in one and a longer one.

    What it calls the event is that of the lines below it, whatever was told above.
    """
    text, start, end = context.text, segment.start, segment.end
    if end - start > _SUBHEADING or segment.tolls or segment.dates or text[start - 1 : start] != "\n":
        return False
    line = text[start:end].rstrip()
    stop = start + len(line)
    following = text[stop : stop + _SUBHEADING + _BLANKS].lstrip("\n").partition("\n")[0]
    if line.endswith(_STOPS) or text[stop : stop + 1] != "\n" or len(following) <= len(line):
        return False
    return text[max(0, start - _BLANKS) : start].rstrip().endswith((".", '."', ".)"))


def headline_only(context: Context, scene: Scene) -> bool:
    """Whether all that the scene holds so far stands in the document's headline: its first line, unless that is a paragraph."""
    if len(scene.segments) != 1 or scene.segments[0].paragraph > 0:
        return False
    end = scene.segments[0].end
    if context.text.find("\n", scene.start) < end - 1:
        return False
    return is_arabic(context.text[:1]) or end <= headline_end(context) + 1

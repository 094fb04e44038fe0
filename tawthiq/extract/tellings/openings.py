"""What the stretches before the first event of a text say of it: a feature may set its scene before it says what happened.

They are asked once each, however many there are before an event is told.
"""

from __future__ import annotations

from collections.abc import Sequence

from tawthiq.domain.when import When
from tawthiq.extract.context import Context
from tawthiq.extract.places.find import PlaceHit
from tawthiq.extract.tellings.scene import PRECISE, scene_place
from tawthiq.extract.tellings.scene_dates import ranges
from tawthiq.extract.tellings.segment import Segment, only_said


class Opening:
    """The town or smaller that the opening is set in, its first day, its first that is not only a statement's, and its first range."""

    __slots__ = ("asked", "day", "place", "range", "told_day")

    def __init__(self) -> None:
        self.asked = 0
        self.place: PlaceHit | None = None
        self.day: When | None = None
        self.told_day: When | None = None
        self.range: When | None = None

    def ask(self, context: Context, waiting: Sequence[Segment]) -> None:
        """Asks those of the stretches that were not asked yet; they are only added to."""
        for segment in waiting[self.asked :]:
            if self.place is None:
                place = scene_place(context, segment)
                self.place = place if place is not None and place.specific else None
            when = segment.when
            if when is not None and when.precision in PRECISE:
                self.day = self.day or when
                if self.told_day is None and not only_said(segment):
                    self.told_day = when
            if self.range is None and ranges(context, segment):
                self.range = when
        self.asked = len(waiting)

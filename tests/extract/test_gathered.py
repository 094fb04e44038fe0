"""What is asked of a long text again and again is gathered once, and says the same as a look at all of it."""

from __future__ import annotations

import random

from tawthiq.domain.document import Document
from tawthiq.extract import read_document
from tawthiq.extract.tellings.scene import Scene
from tawthiq.extract.tellings.segment import Segment


def test_words_of_long_stretches_are_counted_as_they_are_cut() -> None:
    text = " ".join(["نزحت", "families", "5,", "(من", "المدينة)", "—"] * 80) + "\n\u00a0 end\x1fof it"
    context = read_document(Document("words", text, "ar"))
    chance = random.Random(5)
    for _ in range(500):
        start, end = chance.randrange(len(context.text)), chance.randrange(len(context.text) + 1)
        counted = len(context.text[start:end].split()) if end > start else 0
        assert context.words_between(start, end) == counted


def test_a_scene_asks_each_segment_once() -> None:
    asked: list[int] = []

    def of(segment: Segment) -> set[int]:
        asked.append(segment.start)
        return {segment.start % 2}

    scene = Scene()
    for start in range(4):
        scene.segments.append(Segment(start, start + 1, 0, *[()] * 8))
        assert scene.all_of("even", of) == ({0} if start == 0 else {0, 1})
    assert asked == [0, 1, 2, 3]

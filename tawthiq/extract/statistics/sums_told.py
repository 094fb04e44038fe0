"""Sums over several attacks that a text opens with and then takes apart: statistics, never one incident's toll (R13).

Rule: a figure near the beginning is a sum where its sentence says "in separate attacks", "in several towns" and two
sentences or more below each tell of people harmed at a place; or where counts of the same harm told below at two places or
more add up to it. With it go the figures of the same harms in its sentence, the headline's that say the same, and what a
later sentence without a place says of "the attacks" or gives "in all".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.places.find import find_places
from tawthiq.extract.places.place_hits import PlaceHit
from tawthiq.extract.statistics.figures import Figure, says_what

_OPENING: Final = 5
"""Sentences at the beginning in which a sum may stand, headline and dateline included."""
_BELOW: Final = 12
"""Sentences below a sum in which its parts are told."""
_LEAST: Final = 2
_BROUGHT: Final = 60
"""Code points behind a part in which the hospital is named to which they were brought."""
_BY_CHANCE: Final = 7
"""Harmed below which counts told below come to the same sum by chance."""
_HARMS: Final = ("killed", "injured", "killed_or_injured")
_WIDE: Final = ("country", "region")


def sums_told(context: Context, figures: list[Figure]) -> frozenset[int]:
    """Where the figures begin, in folded positions, that are sums over several attacks."""
    told = [
        f for f in figures if f.measure in _HARMS and f.count.value is not None and not f.nested and f.percent is None
    ]
    if not told or context.lang != "en":  # Arabic roll-ups are scenes that are summaries
        return frozenset()
    of_each: dict[str | None, list[Figure]] = {}
    for figure in told:
        of_each.setdefault(figure.measure, []).append(figure)
    sentences: set[int] = set()
    for figure in told:
        if figure.sentence >= _OPENING:
            break
        if (
            figure.count.low > _LEAST
            and says_what(figure)
            and (_in_several(context, figure) or _adds_up(context, figure, of_each))
        ):
            sentences.add(figure.sentence)
    last: dict[tuple[str | None, int | None], int] = {}
    for figure in told:
        if figure.sentence not in sentences:
            last[_said(figure)] = max(figure.sentence, last.get(_said(figure), 0))
    again = {f.sentence for f in told if last.get(_said(f), -1) > f.sentence}
    sentences -= again  # a headline's, of which the text makes one incident
    if not sentences:
        return frozenset()
    sums = [f for f in told if f.sentence in sentences]
    same = {_said(f) for f in sums}
    first = min(sentences)
    found = {f.start for f in sums} | {f.start for f in told if f.sentence < first and _said(f) in same}
    found |= {f.start for f in told if f.sentence > first and says_what(f) and _of_all(context, f)}
    return frozenset(found)


def _said(figure: Figure) -> tuple[str | None, int | None]:
    return figure.measure, figure.count.value


def _in_several(context: Context, figure: Figure) -> bool:
    """Whether the sentence of a figure lays it to several attacks or places, and two below tell of their own."""
    sentence = context.reading.sentences[figure.sentence]
    if not context.reading.of_id(sentence.start, sentence.end, "several_told", "several"):
        return False
    places = find_places(context)
    stop = min(len(context.reading.sentences), figure.sentence + 1 + _BELOW)
    below = [context.reading.sentences[index] for index in range(figure.sentence + 1, stop)]
    harmed = [s for s in below if context.reading.within(s.start, s.end, "harm")]
    own = _towns(places, sentence.start, sentence.end)
    return sum(bool(_towns(places, s.start, s.end) - own) for s in harmed) >= _LEAST


def _adds_up(context: Context, figure: Figure, of_each: dict[str | None, list[Figure]]) -> bool:
    """Whether what is counted below at two places or more comes to a figure, no count of its harm left out; `of_each` are the figures of
    each harm."""
    if figure.count.low < _BY_CHANCE:
        return False
    below: list[Figure] = []
    sums: list[int] = []
    alike = of_each.get(figure.measure, [])
    for f in alike[_first_behind(alike, figure.sentence) :]:
        if f.sentence - figure.sentence >= _BELOW or (sums and sums[-1] > figure.count.low):
            break  # they are in order, and sums only grow
        if f.count.value != figure.count.value:
            below.append(f)
            sums.append(f.count.low + (sums[-1] if sums else 0))
    if figure.count.low not in sums[_LEAST - 1 :]:  # most figures: nobody need look for the places
        return False
    parts = below[: sums.index(figure.count.low) + 1]
    if any(_in_hospital(context, part) for part in parts):  # one attack's hurt, by where they lie
        return False
    places, known = find_places(context), set[str]()
    for part, following in zip(parts, [*parts[1:], None], strict=True):
        if following is not None and following.sentence == part.sentence:
            continue  # told with the last of its sentence
        start, end = _told_in(context, part, following)
        named = _towns(places, start, end)
        together = sum(p.sentence == part.sentence for p in parts)
        if len(named - known) < together:
            return False
        known |= named
    return True


def _first_behind(told: list[Figure], sentence: int) -> int:
    """Which of figures in order is the first that stands in a later sentence."""
    return bisect_right(told, sentence, key=_sentence_of)


def _sentence_of(figure: Figure) -> int:
    return figure.sentence


def _in_hospital(context: Context, part: Figure) -> bool:
    """Whether a hospital is named right behind a part, in its clause: "two injured were brought to the town's hospital"."""
    named = context.reading.of_id(part.end, part.end + _BROUGHT, "body", "medical_staff")
    return bool(named) and not any(c in context.text[part.end : named[0].start] for c in ",;.\n")


def _told_in(context: Context, part: Figure, following: Figure | None) -> tuple[int, int]:
    """Where a part is told: its sentence and the one behind that, as far as another part is not told there."""
    sentences = context.reading.sentences
    last = sentences[min(len(sentences) - 1, part.sentence + 1)]
    if following is not None and following.sentence <= part.sentence + 1:
        last = sentences[part.sentence]
    return sentences[part.sentence].start, last.end


def _towns(places: Sequence[PlaceHit], start: int, end: int) -> set[str]:
    """The provinces, towns and quarters named in folded `[start, end)`."""
    return {p.place.name_en for p in places if start <= p.start < end and p.place.level not in _WIDE}


def _of_all(context: Context, figure: Figure) -> bool:
    """Whether a figure is said of all the attacks together, its sentence naming no place."""
    sentence = context.reading.sentences[figure.sentence]
    cues = context.reading.of_id(sentence.start, sentence.end, "several_told", "together")
    return bool(cues) and not context.reading.within(sentence.start, sentence.end, "place")

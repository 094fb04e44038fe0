"""Short reports with edited copies among them, the same every time, and which copies which.

Three in ten texts are copies of an earlier one, each with one to three of an editor's changes. The hard case on the
other side is another strike told in the same stock sentences; another office's own telling of one strike is not among them.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from pathlib import Path

EDITS = ("headline", "paragraph", "credit", "spelling", "order", "count")
_WORDS = tomllib.loads((Path(__file__).parent / "copies.toml").read_text(encoding="utf-8"))


@dataclass(slots=True)
class _Story:
    """A headline and sentences, each with its own drawn words."""

    headline: str
    sentences: list[str]
    count: int


def _place(draw: random.Random) -> str:
    return f"{draw.choice(_WORDS['place_kinds'])} {draw.choice(_WORDS['places'])}{draw.choice(_WORDS['place_ends'])}"


def _filled(draw: random.Random, pattern: str, place: str, count: int) -> str:
    return pattern.format(
        place=place, count=count, day=draw.choice(_WORDS["days"]), hour=draw.choice(_WORDS["hours"]),
        object=draw.choice(_WORDS["objects"]), number=draw.randint(2, 90), other=_place(draw),
        name=f"{draw.choice(_WORDS['given'])} {draw.choice(_WORDS['family'])}",
    )  # fmt: skip


def _story(draw: random.Random) -> _Story:
    place, count = _place(draw), draw.randint(2, 60)
    body = draw.sample(_WORDS["sentences"], draw.randint(4, 6))
    return _Story(
        _filled(draw, draw.choice(_WORDS["headlines"]), place, count),
        [_filled(draw, draw.choice(_WORDS["leads"]), place, count), *(_filled(draw, s, place, count) for s in body)],
        count,
    )


def _edited(draw: random.Random, story: _Story, edits: list[str]) -> tuple[str, ...]:
    headline, sentences, count = story.headline, list(story.sentences), story.count
    if "headline" in edits:
        headline = _filled(draw, draw.choice(_WORDS["other_headlines"]), draw.choice(_WORDS["places"]), count)
    if "paragraph" in edits and len(sentences) > 3:
        del sentences[draw.randrange(1, len(sentences))]
    if "order" in edits:
        at = draw.randrange(1, len(sentences))
        sentences.insert(draw.randrange(1, len(sentences)), sentences.pop(at))
    if "count" in edits:
        new = str(count + draw.randint(1, 9))
        headline = headline.replace(str(count), new)
        sentences = [s.replace(f" {count} ", f" {new} ") for s in sentences]
    if "credit" in edits:
        sentences.append(draw.choice(_WORDS["credits"]))
    if "spelling" in edits:
        old, new = draw.choice(_WORDS["spellings"])
        headline, sentences = headline.replace(old, new), [s.replace(old, new) for s in sentences]
    return (headline, *sentences)


def corpus(count: int, seed: int = 5) -> tuple[list[str], list[int], list[tuple[str, ...]]]:
    """`count` texts; for each the position of the text it comes from (its own, where it is no copy), and its edits."""
    draw = random.Random(seed)
    stories: list[tuple[int, int]] = []  # position and count: the words stand in the text
    texts: list[str] = []
    origin: list[int] = []
    edited: list[tuple[str, ...]] = []

    def told(at: int) -> _Story:
        position, count = stories[at]
        headline, *sentences = texts[position].split("\n")
        return _Story(headline, sentences, count)

    while len(texts) < count:
        if stories and draw.random() < 0.3:
            at = draw.randrange(len(stories))
            edits = draw.sample(EDITS, draw.randint(1, 3))
            texts.append("\n".join(_edited(draw, told(at), edits)))
            origin.append(stories[at][0])
            edited.append(tuple(sorted(edits)))
            continue
        if stories and draw.random() < 0.1:  # the office's stock sentences, another strike
            old = told(draw.randrange(len(stories)))
            place, deaths = _place(draw), draw.randint(2, 60)
            story = _story(draw)
            story = _Story(
                _filled(draw, draw.choice(_WORDS["headlines"]), place, deaths),
                [_filled(draw, draw.choice(_WORDS["leads"]), place, deaths), *story.sentences[1:-1], old.sentences[-1]],
                deaths,
            )
        else:
            story = _story(draw)
        stories.append((len(texts), story.count))
        texts.append("\n".join((story.headline, *story.sentences)))
        origin.append(len(texts) - 1)
        edited.append(())
    return texts, origin, edited

"""Sentences with footnotes: a pattern of the knowledge files filled with words that carry the numbers of their footnotes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from string import Formatter


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a sentence and the footnotes that stand behind its last word."""

    text: str
    notes: tuple[int, ...] = ()


Cited = tuple[Run, ...]
"""A sentence, or a part of one."""

_FORMATTER = Formatter()


def cited(text: str, notes: Iterable[int] = ()) -> Cited:
    """Words with their footnotes, each number once, in order."""
    return (Run(text, tuple(sorted(set(notes)))),)


def fill(pattern: str, **values: str | Cited) -> Cited:
    """`pattern` with its {names} filled; KeyError where one is missing."""
    found: list[Run] = []
    for literal, name, _, _ in _FORMATTER.parse(pattern):
        if literal:
            found.append(Run(literal))
        if name is not None:
            value = values[name]
            found.extend((Run(value),) if isinstance(value, str) else value)
    return _merged(found)


def joined(items: Iterable[Cited], between: str) -> Cited:
    """Items one after another with words between them."""
    found: list[Run] = []
    for number, item in enumerate(items):
        if number:
            found.append(Run(between))
        found.extend(item)
    return _merged(found)


def plain(sentence: Cited) -> str:
    """The sentence without its footnotes."""
    return "".join(run.text for run in sentence)


def _merged(runs: list[Run]) -> Cited:
    """Neighbouring runs without a footnote between them made one; a footnote goes before a comma that ends its words."""
    found: list[Run] = []
    for run in runs:
        if found and not found[-1].notes:
            found[-1] = Run(found[-1].text + run.text, run.notes)
        elif run.text or run.notes:
            found.append(run)
    return tuple(found)

"""Readings by which numbers that look like the wrong parts of a whole are told rightly of something else (standards §3, D1).

A list of which the first stands apart ("Pibor lost 63. Bor lost 38, Uror 29 and Nyirol 17") looks like a whole and its parts; so do a number and its own parts beside others, and
the two ends of a change. Where another number of the report is what a list with its supposed whole adds up to, the list is right.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from tawthiq.audit.quantities import Quantity
from tawthiq.audit.report import Report

_TELLING = 20
"""The least sum whose meeting with another number of the report is no accident."""
_LIST = 3
_PAIR = 2
_NEAR = 5
"""Quantities on either side among which two may make a whole up."""
_LONGEST = 16
"""Quantities of a list, at most."""
_FORMS = 4
"""Nouns whose form counts that are tried as no counts, at most."""
_SMALL = 10
"""What counts the rows of a list and no one in it is less: "six other states share the last 54"."""
_CHANGES = ("audit_direction", "audit_before", "audit_change")


class OtherReadings:
    """What else the quantities of a report may be told of; `wholes` are the places of those that each one is part of."""

    def __init__(self, report: Report, told: Sequence[Quantity], wholes: Mapping[int, set[int]]) -> None:
        self._report = report
        self._told = told
        self._wholes = wholes
        self._often = Counter(quantity.value for quantity in told)
        self._in_a_list: set[int] = set()
        for run in self._lists():
            self._in_a_list.update(run)

    def fits(self, whole: int, parts: Sequence[int]) -> bool:
        """Whether parts that do not add up to a whole are read right in some other way."""
        return (
            self._stated(whole, parts)
            or whole in self._in_a_list
            or any(p in self._in_a_list for p in parts)
            or self._nested(parts)
            or self._made_up(whole, parts)
            or self._bracketed(whole)
            or self._without_forms(whole, parts)
            or self._changes(parts)
        )

    def _lists(self) -> Iterator[range]:
        """The lists that add up to a number told elsewhere: three quantities in a row or more, or the two of a sentence."""
        told = self._told
        for first in range(len(told)):
            if first and told[first - 1].sentence == told[first].sentence and not self._opens(first):
                continue
            added = 0
            small: list[int] = []
            for last in range(first, min(first + _LONGEST, len(told))):
                if told[last].block != told[first].block:
                    break
                added += told[last].value
                small += [told[last].value] if told[last].value < _SMALL else []
                run = range(first, last + 1)
                alone = len(run) == _PAIR and told[first].sentence == told[last].sentence
                if len(run) < _PAIR or (len(run) == _PAIR and not alone) or not self._closes(last):
                    continue
                if any(self._elsewhere(added - less, run) for less in {0, *(small if len(run) > _LIST else ())}):
                    yield run

    def _opens(self, at: int) -> bool:
        """Whether a list may begin within a sentence: behind a colon."""
        return ":" in self._report.reading.text[self._told[at - 1].end : self._told[at].start]

    def _closes(self, at: int) -> bool:
        return at + 1 == len(self._told) or self._told[at + 1].sentence != self._told[at].sentence

    def _elsewhere(self, value: int, run: Sequence[int]) -> bool:
        """Whether a number is told outside a list that it is the sum of."""
        return value >= _TELLING and self._often[value] > sum(self._told[k].value == value for k in run)

    def _stated(self, whole: int, parts: Sequence[int]) -> bool:
        """Whether the parts, with their supposed whole or without it, add up to another number."""
        added = sum(self._told[p].value for p in parts)
        return any(self._elsewhere(told, [*parts, whole]) for told in (added, added + self._told[whole].value))

    def _nested(self, parts: Sequence[int]) -> bool:
        """Whether a part stands beside its own parts."""
        told, beside = self._told, set(parts)
        if any(self._wholes.get(p, set()) & beside for p in parts):
            return True
        values = [told[p].value for p in parts]
        return any(
            value == sum(pair) for at, value in enumerate(values) for pair in itertools.pairwise(values[at + 1 :])
        )

    def _made_up(self, whole: int, parts: Sequence[int]) -> bool:
        """Whether two numbers near a whole, not both its parts, add up to it."""
        told = self._told
        near = range(max(whole - _NEAR, 0), min(whole + _NEAR + 1, len(told)))
        return told[whole].value >= _TELLING and any(
            told[a].value + told[b].value == told[whole].value
            for a, b in itertools.combinations(near, _PAIR)
            if whole not in (a, b) and not {a, b} <= set(parts)
        )

    def _bracketed(self, whole: int) -> bool:
        """Whether a number stands in brackets behind a name, as those of a list do: "Syrians (477) and Egyptians (451)"."""
        told, text = self._told[whole], self._report.reading.text
        return text[max(told.start - 1, 0) : told.start] == "(" and text[told.end : told.end + 1] == ")"

    def _without_forms(self, whole: int, parts: Sequence[int]) -> bool:
        """Whether the parts add up without nouns whose form alone seemed to count: «رجل أمن في 27 منها، ومواطن في 19»."""
        told, text = self._told, self._report.reading.text
        forms = [p for p in parts if told[p].value <= _PAIR and told[p].noun and text[told[p].start].isalpha()]
        added = sum(told[p].value for p in parts)
        return any(
            added - sum(told[p].value for p in some) == told[whole].value
            for count in range(1, min(len(forms), _FORMS) + 1)
            for some in itertools.combinations(forms[:_FORMS], count)
        )

    def _changes(self, parts: Sequence[int]) -> bool:
        """Whether the parts are told in sentences on how a number changed: its ends are no parts."""
        reading = self._report.reading
        sentences = {self._told[p].sentence for p in parts}
        spans = [reading.sentences[at] for at in sorted(sentences)]
        return any(reading.within(s.start, s.end, *_CHANGES) for s in spans)

"""Readings by which numbers that look like the wrong parts of a whole are told rightly of something else (standards §3, D1).

A list of which the first stands apart ("Pibor lost 63. Bor lost 38, Uror 29 and Nyirol 17") looks like a whole and its parts; so do a number and its own parts beside others, and
the two ends of a change. Where another number of the report is what a list with its supposed whole adds up to, the list is right.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from tawthiq.audit.list_sums import TELLING, ListSums
from tawthiq.audit.quantities import Quantity
from tawthiq.audit.report import Report

_PAIR = 2
_NEAR = 5
"""Quantities on either side among which two may make a whole up."""
_FORMS = 4
"""Nouns whose form counts that are tried as no counts, at most."""
_CHANGES = ("audit_direction", "audit_before", "audit_change")


class OtherReadings:
    """What else the quantities of a report may be told of; `wholes` are the places of those that each one is part of."""

    def __init__(self, report: Report, told: Sequence[Quantity], wholes: Mapping[int, set[int]]) -> None:
        self._report = report
        self._told = told
        self._wholes = wholes
        self.lists = ListSums(report, told)

    def fits(self, whole: int, parts: Sequence[int], said: bool) -> bool:
        """Whether parts that do not add up to a whole are read right in some other way; `said` where the words say that it is divided."""
        return (
            self._stated(whole, parts)
            or self.lists.one_list(whole, parts, said)
            or self._other_kinds(whole, parts)
            or self.nested(parts)
            or (
                not any(self._told[p].rest for p in parts)
                and (self._made_up(whole, parts) or self.beside_its_parts(parts))
            )
            or self._bracketed(whole)
            or self._without_forms(whole, parts)
            or self._changes(parts)
        )

    def _stated(self, whole: int, parts: Sequence[int]) -> bool:
        """Whether the parts, with their supposed whole or without it, add up to another number."""
        values = [self._told[p].value for p in (*parts, whole)]
        added = sum(values) - values[-1]
        return any(self.lists.elsewhere(told, values) for told in (added, added + values[-1]))

    def _other_kinds(self, whole: int, parts: Sequence[int]) -> bool:
        """Whether most parts are people where the whole is attacks, or the other way round."""
        kind = self._told[whole].kind
        others = [k for p in parts if (k := self._told[p].kind) is not None and k != kind]
        return kind is not None and 2 * len(others) > len(parts)

    def nested(self, parts: Sequence[int]) -> bool:
        """Whether a part stands beside its own parts, or beside the one that it is said to be taken out of."""
        told = self._told
        values = {told[p].value for p in parts}
        divided: dict[int, list[int]] = {}
        for p in parts:
            for whole in self._wholes.get(p, ()):
                divided.setdefault(whole, []).append(p)
        for whole, own in divided.items():
            sure = len(own) > _PAIR and told[whole].value >= TELLING
            if told[whole].value in values and (sure or not self._siblings((whole, *own))):
                return True
        return len(parts) == _PAIR and told[parts[-1]].of_them

    def _siblings(self, places: Sequence[int]) -> bool:
        """Whether quantities all have a name of one kind, as the rows of one list do."""
        return bool(set.intersection(*({kind for kind, _ in self._told[p].label} for p in places)))

    def beside_its_parts(self, parts: Sequence[int]) -> bool:
        """Whether a part is the sum of some right behind it."""
        values = [self._told[p].value for p in parts]
        return any(
            value >= TELLING and value in list(itertools.accumulate(values[at + 1 :]))[1:]
            for at, value in enumerate(values)
        )

    def _made_up(self, whole: int, parts: Sequence[int]) -> bool:
        """Whether a number told before a whole and another near it add up to it, as the old count and the new ones do."""
        told = self._told
        near = range(max(whole - _NEAR, 0), min(whole + _NEAR + 1, len(told)))
        return told[whole].value >= TELLING and any(
            told[a].value + told[b].value == told[whole].value
            for a, b in itertools.combinations(near, _PAIR)
            if a < whole != b and not {a, b} <= set(parts)
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

"""Wholes that running prose divides, over as many sentences as it takes (standards §3, D1): each quantity is held to the parts told beside it.

A text is taken to be right where some reading of it is: parts of parts may be left out or told instead of them, the whole may stand before or
behind its parts, and a second division of it may follow the first. Only a whole that no reading explains, and whose parts are said to be
all of it, is a finding. Words that say so are those of a rest, of a total and of a division; a list that merely lies near its whole
must be one of quantities told alike.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tawthiq.audit.lists_of_some import others_uncounted
from tawthiq.audit.other_readings import OtherReadings
from tawthiq.audit.quantities import Quantity, quantities
from tawthiq.audit.report import Report
from tawthiq.audit.spots import Spots
from tawthiq.domain.span import Span

_SLIPS = 3
"""Wholes of one report that nothing explains, at most: a page with more of them is put together from many texts and divides nothing."""
_REACH = 22
"""Quantities that one division may run over."""
_FAR = 0.35
"""How far parts that are said to be all may lie from their whole, as a share of it, to be a slip of it."""
_NEAR = 0.2
"""How far a second division of a whole may."""
_CLOSE = 0.13
"""How far a list may that nothing says to be complete."""
_OVER = 0.6
"""How far a list of like parts may exceed its whole: a list of some never does."""
_LIST = 3
_PAIR = 2
_NAMES = {"governorate_name", "actor"}
"""Names that a row of a list has: what is told with one of the kind that the parts have is a part itself."""
_SOME = ("including", "part", "majority")
_HARMS = ("killed", "injured", "detained", "abducted", "missing", "displaced")
_LOOSE = 22
"""Words from one part of a second division to the next."""
_APART = 3
"""Sentences from one part to the next, at most."""
_REST_APART = 4
"""Sentences from a whole, or the end of its first division, to a rest of it."""
_GAP = 14
"""Words from one part of a list to the next, at most."""


@dataclass(frozen=True, slots=True)
class Division:
    """A whole and the parts told for it, by their places among the quantities."""

    whole: int
    parts: tuple[int, ...]


def divisions_of(report: Report) -> Divisions:
    """The divisions of a report; looked for once."""
    known: Divisions | None = report.reading.memo.get("audit_divisions")
    if known is None:
        known = report.reading.memo["audit_divisions"] = Divisions(report)
    return known


class Divisions:
    """What the quantities of a report divide: `exact` by whole, and `slips` where no reading adds up."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._told: Sequence[Quantity] = quantities(report)
        self._often = Counter(told.value for told in self._told)
        self._absorbed: dict[int, tuple[int, ...]] = {}
        self.exact: dict[int, list[Division]] = {}
        for at in range(len(self._told) - 1, -1, -1):
            self._explain(at)
        self._wholes: dict[int, set[int]] = {}
        for whole, found in self.exact.items():
            for part in itertools.chain.from_iterable(division.parts for division in found):
                self._wholes.setdefault(part, set()).add(whole)
        self._others = OtherReadings(report, self._told, self._wholes)
        slips = [d for d in self._slips() if not self._reads_right(d) and not self._others.fits(d.whole, d.parts)]
        self.slips = slips if len(slips) <= _SLIPS else []

    def _reads_right(self, division: Division) -> bool:
        """Whether the parts add up without one of them, or without some at an end: that one was told of something else."""
        whole, values = self._told[division.whole].value, [self._told[p].value for p in division.parts]
        if all(self._often[value] > 1 for value in values):
            return True  # words on a table: each says again what is told elsewhere
        if self._named(division.parts):
            return False  # each has a day, a party or a place: none is of something else
        between = [told.value for told in self._told[division.parts[0] : division.parts[-1] + 1]]
        if len(values) > _PAIR and sum(values) - whole in values:
            return True
        runs = (row[a:b] for row in (values, between) for a, b in itertools.combinations(range(len(row) + 1), _PAIR))
        return any(sum(run) == whole for run in runs if len(run) >= _PAIR)

    def explains(self, span: Span) -> bool:
        """Whether the number at a span is the whole of parts that add up to it."""
        return any(self._told[at].span.start < span.end and span.start < self._told[at].span.end for at in self.exact)

    def adds_up(self, spans: Iterable[Span]) -> bool:
        """Whether all the numbers at some spans are parts of one whole that adds up."""
        spots = Spots(spans)
        rows = {at for at, told in enumerate(self._told) if spots.touches(told.span)}
        return len(rows) > 1 and any(rows <= set(d.parts) for found in self.exact.values() for d in found)

    def told_otherwise(self, spans: Sequence[Span]) -> bool:
        """Whether the numbers at some spans, the supposed whole last, are read right in some other way (other_readings.py)."""
        places = [next((at for at, q in enumerate(self._told) if q.span.overlaps(span)), None) for span in spans]
        *parts, whole = places
        known = [p for p in parts if p is not None]
        return whole is not None and len(known) == len(parts) and self._others.fits(whole, known)

    def of(self, division: Division) -> tuple[Quantity, tuple[Quantity, ...]]:
        """The quantities of a division."""
        return self._told[division.whole], tuple(self._told[at] for at in division.parts)

    def _explain(self, at: int) -> None:
        """Every reading by which a quantity is the sum of parts: behind it, before it, and once more further on."""
        last = at
        if parts := self._ahead(at):
            self._absorbed[at] = parts
            self.exact.setdefault(at, []).append(Division(at, parts))
            last = parts[-1]
        if parts := self._behind(at):
            self.exact.setdefault(at, []).append(Division(at, parts))
        if parts := self._again(at, last):
            self.exact.setdefault(at, []).append(Division(at, parts))

    def _ahead(self, at: int) -> tuple[int, ...]:
        """Parts right behind a whole that add up to it."""
        for start in (at + 1, at + 2):
            if start < len(self._told) and self._leads(at, start):
                parts = self._sum(at, range(start, min(at + _REACH, len(self._told))))
                if parts:
                    return parts
        return ()

    def _leads(self, at: int, start: int) -> bool:
        """Whether a whole may be divided from a quantity on: in a sentence of their own, or where the words say that it is."""
        whole, first = self._told[at], self._told[start]
        if first.sentence != whole.sentence:
            return start == at + 1 or self._told[start - 1].sentence != first.sentence
        if start > at + 1 and not self._opened(start - 1, start):
            return False
        named = {c for c, _ in whole.label} & {c for c, _ in first.label} & _NAMES
        alone = whole.kind is not None and first.kind in (None, whole.kind) and not named
        return alone or first.inner or first.of_them or self._opened(at, start)

    def _behind(self, at: int) -> tuple[int, ...]:
        """Parts right before a whole that add up to it, in order."""
        whole = self._told[at]
        for start in (at - 1, at - 2):
            parts = self._sum(at, range(start, max(at - _REACH, -1), -1))[::-1] if start > 0 else ()
            if parts and (whole.summed or len(parts) >= _LIST) and (whole.summed or self._begins(parts[0])):
                return parts
        return ()

    def _again(self, at: int, last: int) -> tuple[int, ...]:
        """Three parts or more that begin and end sentences further on and add up to a whole."""
        told = self._told
        if told[at].value < _LIST:
            return ()
        for start in range(last + 1, min(last + 2 * _REACH, len(told))):
            if self._begins(start) and told[start].value < told[at].value and (parts := self._exact_from(start, at)):
                return parts
        return ()

    def _exact_from(self, start: int, whole: int) -> tuple[int, ...]:
        """The first list from a quantity on that adds up to a whole: one that ends where a list may, else a longer one within a sentence.

        The sums grow as the list does, so that it is given up where they are past the whole.
        """
        told, aim = self._told, self._told[whole].value
        parts: list[int] = []
        added = alike = 0
        within: set[int] = set()
        longer: tuple[int, ...] = ()
        for end in range(start, min(start + _REACH, len(told))):
            apart = told[end].sentence - told[max(end - 1, start)].sentence
            if told[end].block != told[start].block or apart > 1 or alike > aim:
                break
            if end not in within and not told[end].inner and told[end].value < aim:
                parts.append(end)
                added += told[end].value
                alike += 0 if self._other_kind(told[whole], told[end]) else told[end].value
                within |= {p for p in self._absorbed.get(end, ()) if told[p].sentence == told[end].sentence}
            if aim not in (added, alike):
                continue
            found = tuple(p for p in parts if added == aim or not self._other_kind(told[whole], told[p]))
            if len(found) < _LIST or found[0] != start:
                continue
            if self._closes(end):
                return found
            # "8; the five others were two teachers and …": it need not end a sentence
            if not longer and len(found) > _LIST and found[-1] == end and not apart:
                longer = found
        return longer

    def _sum(self, at: int, way: range) -> tuple[int, ...]:
        """A reading of the quantities on the way that adds up to a whole: the first, with as few left out as may be."""
        told, whole = self._told, self._told[at]
        states: dict[int, tuple[tuple[int, ...], bool]] = {0: ((), False)}
        previous = at
        for k in way:
            part = told[k]
            if abs(part.sentence - told[previous].sentence) > _APART:
                return ()
            previous = k
            new: dict[int, tuple[tuple[int, ...], bool]] = {}
            skip = part.inner or part.of_them or self._other_kind(whole, part)
            for added, (parts, skipped) in states.items():
                total = added + part.value
                if (
                    total == whole.value
                    and parts
                    and self._goes_with(parts[-1], k)
                    and (
                        k < at
                        or self._closes(k)
                        or (self._opened(at, parts[0]) and part.sentence == told[parts[0]].sentence)
                    )
                ):
                    return (*parts, k)
                if parts and not self._goes_with(parts[-1], k):
                    continue
                if part.value < whole.value and total < whole.value and total not in new:
                    new[total] = ((*parts, k), False)
                goes_on = skipped and part.sentence == told[k - 1].sentence
                if (skip or goes_on or k in self._within_of(parts)) and added not in new:
                    new[added] = (parts, True)
            states = new
            if not states:
                return ()
        return ()

    def _goes_with(self, last: int, part: int) -> bool:
        """Whether a part may follow another: what is told in the one sentence as taken out of the whole is divided there."""
        one, other = self._told[last], self._told[part]
        led = (one.inner or one.of_them) and not (other.inner or other.of_them or other.rest)
        return not led or one.sentence == other.sentence

    def _begins(self, at: int) -> bool:
        """Whether a quantity is the first of its sentence."""
        return at == 0 or self._told[at - 1].sentence != self._told[at].sentence

    def _closes(self, at: int) -> bool:
        """Whether a list may end with a quantity: the next one is of another sentence or clause, or of something else."""
        told = self._told
        if self._ends(at) or told[at + 1].inner or self._other_kind(told[at], told[at + 1]):
            return True
        between = self._report.reading.text[told[at].end : told[at + 1].start]
        return any(c in between for c in ";()") or len(between.split()) > _GAP // 2

    def _within_of(self, parts: tuple[int, ...]) -> tuple[int, ...]:
        """The parts of the last part."""
        return self._absorbed.get(parts[-1], ()) if parts else ()

    def _other_kind(self, a: Quantity, b: Quantity) -> bool:
        return a.kind is not None and b.kind is not None and a.kind != b.kind

    def _ends(self, at: int) -> bool:
        """Whether a quantity is the last of its sentence."""
        return at + 1 == len(self._told) or self._told[at + 1].sentence != self._told[at].sentence

    def _claimed(self, part: int, beside: Sequence[int] = ()) -> bool:
        """Whether a quantity is part of a whole that adds up, other than one of the quantities beside it."""
        return not self._wholes.get(part, frozenset()) <= set(beside)

    def _slips(self) -> Iterator[Division]:
        """The wholes that no reading explains; the rows of lists and tables are held to their totals elsewhere."""
        used = {at for at, told in enumerate(self._told) if self._report.page.at(told.span) is not None}
        for at, told in enumerate(self._told):
            for division in self._of_rest(at) if told.rest else self._of_total(at) if told.summed else ():
                if not used & {division.whole, *division.parts}:
                    used |= {division.whole, *division.parts}
                    yield division
        for at in range(len(self._told)):
            for division in (*self._listed(at), *self._later(at)):
                if not used & set(division.parts):
                    used |= {*division.parts, division.whole}
                    yield division

    def _plain(self, start: int, end: int, whole: int, inner: bool = False) -> tuple[int, ...]:
        """The quantities from `start` to `end` without the parts of parts; `inner` where the first is led by "including" and yet a part."""
        told, parts = self._told, []
        within: set[int] = set()
        for k in range(start, end):
            taken = told[k].inner and not (inner and k == start)
            if k in within or taken or told[k].value >= told[whole].value:
                continue
            parts.append(k)
            within |= {p for p in self._absorbed.get(k, ()) if told[p].sentence == told[k].sentence}
        same = [p for p in parts if not self._other_kind(told[whole], told[p])]
        return min((tuple(parts), tuple(same)), key=lambda r: abs(self._off(whole, r)))

    def _off(self, whole: int, parts: Sequence[int]) -> float:
        """How much parts exceed their whole, as a share of it."""
        return (sum(self._told[p].value for p in parts) - self._told[whole].value) / self._told[whole].value

    def _of_rest(self, at: int) -> Iterator[Division]:
        """A rest that no whole before it explains: the nearest whole that its parts come near."""
        if self._claimed(at):
            return
        best: tuple[float, Division] | None = None
        for whole in range(at - 2, max(at - _REACH, -1), -1):
            start = max([whole, *(p for d in self.exact.get(whole, ()) for p in d.parts if d.parts[-1] < at)]) + 1
            if self._told[at].sentence - self._told[start - 1].sentence > _REST_APART or start >= at:
                continue
            for parts in (self._plain(start, at + 1, whole), self._plain(start, at + 1, whole, inner=True)):
                off = abs(self._off(whole, parts)) if len(parts) > 1 and parts[-1] == at else 1.0
                if off <= _FAR and (best is None or off < best[0]):
                    best = off, Division(whole, parts)
        if best is not None and best[0]:
            yield best[1]

    def _of_total(self, at: int) -> Iterator[Division]:
        """A total told behind its parts that they do not add up to."""
        told = self._told
        known = self.exact.get(at, ())
        if at < 2 or any(d.parts[0] < at for d in known):
            return
        best: tuple[float, Division] | None = None
        for start in range(at - 2, max(at - _REACH, -1), -1):
            if told[start].block != told[at].block:
                break
            parts = self._plain(start, at, at)
            if not self._begins(start) or len(parts) < 2 or parts[0] != start or not self._alike(parts):
                continue
            if len(parts) < _LIST and not self._named(parts):
                continue
            off = abs(self._off(at, parts))
            if off <= (_NEAR if known else _FAR) and (best is None or off < best[0]):
                best = off, Division(at, parts)
        if best is not None and best[0] and not any(self._claimed(p, best[1].parts) for p in best[1].parts):
            yield best[1]

    def _listed(self, at: int) -> Iterator[Division]:
        """A whole with a list of like quantities right behind it."""
        told = self._told
        if at in self.exact or at + 1 == len(told) or told[at + 1].value >= told[at].value:
            return
        for run in self._runs(at + 1, at):
            off, led, some = self._off(at, run), self._opened(at, run[0]), self._some(at, run)
            if any(self._claimed(p, run) for p in run) or not self._heads(at, run):
                continue
            if (off < 0 and (some or -off > (_FAR if led or self._divided_beside(at) else _CLOSE))) or off > _OVER:
                continue
            taken = (told[run[0]].inner or told[run[0]].of_them) and self._divided_beside(at)
            apart = self._claimed(at) and told[run[0]].sentence != told[at].sentence
            if (len(run) >= _LIST or led or taken) and off and not apart and self._alike(run):
                yield Division(at, run)
                return

    def _heads(self, whole: int, run: Sequence[int]) -> bool:
        """Whether a quantity stands over a list and is none of it."""
        told = self._told
        beside = told[whole].sentence == told[run[0]].sentence and told[whole].kind is None
        if beside and not (told[run[0]].inner or self._opened(whole, run[0])):
            return False
        return not self._named(run) & {c for c, _ in told[whole].label} & _NAMES

    def _later(self, at: int) -> Iterator[Division]:
        """A division of a whole told before: a second one of what its first adds up to, or that of a part of a whole."""
        told = self._told
        if at not in self.exact and not self._claimed(at):
            return
        first = max([at, *(p for d in self.exact.get(at, ()) for p in d.parts), *self._siblings(at)])
        for start in range(first + 1, min(first + _REACH, len(told))):
            if not (self._begins(start) or self._closes(start - 1)):
                continue
            for run in self._runs(start, at):
                off, led = self._off(at, run), self._led(at, run[0])
                if (
                    run[0] != start
                    or not off
                    or any(self._claimed(p, run) for p in run)
                    or (off < 0 and self._some(at, run))
                ):
                    continue
                second = at in self.exact and len(run) >= _LIST and abs(off) <= _NEAR
                if (second or (led and abs(off) <= _FAR)) and self._alike(run, loose=True):
                    yield Division(at, run)
                    return

    def _siblings(self, at: int) -> list[int]:
        """The parts told beside a quantity of the whole that they add up to."""
        found = (d for whole in sorted(self._wholes.get(at, ())) for d in self.exact[whole])
        return [p for d in found if at in d.parts for p in d.parts]

    def _led(self, whole: int, first: int) -> bool:
        """Whether the words before a list name the quantity that it divides, told earlier, and say that it is divided."""
        reading, told = self._report.reading, self._told
        start = reading.sentences[told[first].sentence].start
        people = {h.id for h in reading.within(start, told[first].start, "people")}
        return bool(told[whole].noun and told[whole].noun in people) and bool(
            reading.within(start, told[first].start, "distribution", "audit_they_are")
        )

    def _runs(self, start: int, whole: int) -> list[tuple[int, ...]]:
        """The lists that begin at a quantity, the nearest to its whole first: to the end of its sentence, or of one behind it that goes on with it."""
        told = self._told
        found: list[tuple[int, ...]] = []
        for end in range(start, min(start + _REACH, len(told))):
            if told[end].block != told[start].block or told[end].sentence - told[max(end - 1, start)].sentence > 1:
                break
            if end > start and self._closes(end):
                found.append(self._plain(start, end + 1, whole))
        return sorted((r for r in found if len(r) > 1), key=lambda r: abs(self._off(whole, r)))

    def _named(self, parts: Sequence[int]) -> set[str]:
        """The kinds of names that are told with every one of some quantities."""
        return set.intersection(*({c for c, _ in self._told[p].label} for p in parts))

    def _alike(self, parts: Sequence[int], loose: bool = False) -> bool:
        """Whether quantities are told alike: each one goes on with the list in its sentence, or has a name of the same kind as the others."""
        told = self._told
        kinds = {told[p].kind for p in parts} - {None}
        harms = [h for p in parts if (h := told[p].harm) in _HARMS]
        if (len(kinds) > 1 and not loose) or 1 < len(set(harms)) < len(harms):
            return False  # killed and injured by turns are two measures
        if self._named(parts):
            return True
        if not loose and len(parts) <= _LIST and told[parts[0]].sentence != told[parts[-1]].sentence:
            return False
        text = self._report.reading.text
        return all(
            len(text[told[a].end : told[b].start].split())
            <= (_LOOSE if loose else _GAP if told[a].sentence == told[b].sentence else _GAP // 2)
            for a, b in itertools.pairwise(parts)
        )

    def _opened(self, whole: int, first: int) -> bool:
        """Whether the words between a whole and the first of its parts say that it is divided."""
        reading = self._report.reading
        start, end = self._told[whole].end, self._told[first].start
        return ":" in reading.text[start:end] or bool(reading.within(start, end, "distribution", "audit_they_are"))

    def _some(self, whole: int, parts: Sequence[int]) -> bool:
        """Whether a list says that it names some only, and none beside it that says so is complete."""
        reading, told = self._report.reading, self._told
        sentence = reading.sentences[told[parts[0]].sentence]
        start = max(told[whole].end, sentence.start)
        led = reading.within(start, told[parts[0]].start, "discourse", "part_word")
        some = any(h.id in _SOME for h in led) and not self._divided_beside(whole)
        return some or others_uncounted(self._report, told[parts[-1]].end)

    def _divided_beside(self, whole: int) -> bool:
        """Whether a quantity told near by is divided in its own sentence, and adds up: this one is meant to be, too."""
        told = self._told
        near = (at for at in range(max(whole - _REACH, 0), min(whole + _REACH, len(told))) if at in self.exact)
        return any(
            told[at].block == told[whole].block
            and abs(told[at].sentence - told[whole].sentence) <= _APART
            and any({told[p].sentence for p in d.parts} == {told[at].sentence} for d in self.exact[at])
            for at in near
        )

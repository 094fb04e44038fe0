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

from tawthiq.audit.exact_divisions import APART, GAP, LIST, NAMES, REACH, Division, ExactDivisions
from tawthiq.audit.list_sums import HARMS, ListSums
from tawthiq.audit.lists_of_some import others_uncounted
from tawthiq.audit.other_readings import OtherReadings
from tawthiq.audit.quantities import Quantity
from tawthiq.audit.report import Report
from tawthiq.domain.span import Span

_SLIPS = 3
"""Wholes of one report that nothing explains, at most: a page with more of them is put together from many texts and divides nothing."""
_FAR = 0.35
"""How far parts that are said to be all may lie from their whole, as a share of it, to be a slip of it."""
_NEAR = 0.2
"""How far a second division of a whole may."""
_CLOSE = 0.13
"""How far a list may that nothing says to be complete."""
_OVER = 0.6
"""How far a list of like parts may exceed its whole: a list of some never does."""
_PAIR = 2
SOME = ("including", "part", "majority")
"""Words that lead to a list of some."""
_LOOSE = 22
"""Words from one part of a second division to the next."""
_REST_APART = 4
"""Sentences from a whole, or the end of its first division, to a rest of it."""


def divisions_of(report: Report) -> Divisions:
    """The divisions of a report; looked for once."""
    known: Divisions | None = report.reading.memo.get("audit_divisions")
    if known is None:
        known = report.reading.memo["audit_divisions"] = Divisions(report)
    return known


class Divisions(ExactDivisions):
    """What the quantities of a report divide: `exact` by whole, and `slips` where no reading adds up."""

    def __init__(self, report: Report) -> None:
        super().__init__(report)
        self._first: dict[int, int] = {}
        for at, told in enumerate(self._told):
            self._first.setdefault(told.value, at)
        self._often = Counter(told.value for told in self._told)
        self._others = OtherReadings(report, self._told, self._wholes)
        slips = list(self._slips())
        self.slips = slips if len(slips) <= _SLIPS else []

    def _reads_right(self, division: Division) -> bool:
        """Whether the parts add up without one of them, or without some at an end: that one was told of something else."""
        whole, values = self._told[division.whole].value, [self._told[p].value for p in division.parts]
        if all(self._often[value] > 1 for value in values):
            return True  # words on a table: each says again what is told elsewhere
        if self._named(division.parts):
            return False  # each has a day, a party or a place: none is of something else
        between = [told.value for told in self._told[division.parts[0] : division.parts[-1] + 1]]
        if self._first_of_more(division) or any(map(self._out_of_the_next, division.parts[:-1])):
            return True
        if len(values) > _PAIR and sum(values) - whole in values:
            return True
        runs = (row[a:b] for row in (values, between) for a, b in itertools.combinations(range(len(row) + 1), _PAIR))
        return any(sum(run) == whole for run in runs if len(run) >= _PAIR)

    def _first_of_more(self, division: Division) -> bool:
        """Whether the supposed whole is but the first part of a larger number told before: "277 … 143 of them; 31 …, 12 … and 91"."""
        row = [told.value for told in self._told[division.whole : division.parts[-1] + 1]]
        if division.whole > division.parts[0] or not self._told[division.whole].of_them:
            return False
        before = {told.value for told in self._told[max(division.whole - REACH, 0) : division.whole]}
        return any(sum(row) - left in before for left in (0, *row[1:]))

    def _out_of_the_next(self, at: int) -> bool:
        """Whether a number is taken out of the one behind it: "two of the five"."""
        one, other = self._told[at], self._told[at + 1]
        led = self._report.reading.within(one.end, other.start, "audit_out_of")
        text = self._report.reading.text
        return bool(led) and not (text[one.end : led[0].start].strip() or text[led[-1].end : other.start].strip())

    def _wrong(self, division: Division) -> bool:
        """Whether no reading of a division adds up."""
        if self._reads_right(division):
            return False
        whole, parts = division.whole, division.parts
        said = any(self._told[p].rest for p in parts) or self._opened(whole, parts[0]) or self._led(whole, parts[0])
        return not self._others.fits(whole, parts, said)

    def explains(self, span: Span) -> bool:
        """Whether the number at a span is the whole of parts that add up to it."""
        return any(at in self.exact for at in self.places([span]))

    def adds_up(self, spans: Iterable[Span]) -> bool:
        """Whether all the numbers at some spans are parts of one whole that adds up."""
        rows = set(self.places(spans))
        wholes = set.intersection(*(self._wholes.get(at, set()) for at in rows)) if len(rows) > 1 else set()
        return any(rows <= set(d.parts) for whole in wholes for d in self.exact[whole])

    @property
    def lists(self) -> ListSums:
        """The lists of the report and what they add up to."""
        return self._others.lists

    def told_right(self, spans: Iterable[Span]) -> bool:
        """Whether numbers stand in running prose in lists that add up."""
        rows = self.places(spans)
        return bool(rows) and self.lists.right.issuperset(rows)

    def slipped(self) -> list[Span]:
        """Where the numbers of all slips stand."""
        return [self._told[at].span for d in self.slips for at in (d.whole, *d.parts)]

    def shaped(self, parts: Sequence[int]) -> bool:
        """Whether quantities are told as one list: in a sentence, one in each of several, or in one and with what is left in the next."""
        told = [self._told[p] for p in parts]
        in_each = Counter(q.sentence for q in told)
        return max(in_each.values()) == 1 or all(q.sentence == told[0].sentence or q.rest for q in told)

    def alike(self, parts: Sequence[int]) -> bool:
        """Whether quantities are told alike, as those of one list are, none of them taken out of another."""
        taken = any(self._told[p].inner or self._told[p].of_them for p in parts[1:])
        return (
            self._alike(parts)
            and self.shaped(parts)
            and not taken
            and not (self._others.nested(parts) or self._others.beside_its_parts(parts))
        )

    def told_otherwise(self, spans: Sequence[Span]) -> bool:
        """Whether the numbers at some spans, the supposed whole last, are read right in some other way (other_readings.py)."""
        places = [next(iter(self.places([span])), None) for span in spans]
        *parts, whole = places
        known = [p for p in parts if p is not None]
        return whole is not None and len(known) == len(parts) and self._others.fits(whole, known, True)

    def of(self, division: Division) -> tuple[Quantity, tuple[Quantity, ...]]:
        """The quantities of a division."""
        return self._told[division.whole], tuple(self._told[at] for at in division.parts)

    def _slips(self) -> Iterator[Division]:
        """The wholes that no reading explains; the rows of lists and tables are held to their totals elsewhere."""
        used = {at for at, told in enumerate(self._told) if self._report.page.at(told.span) is not None}
        for at, told in enumerate(self._told):
            for division in self._of_rest(at) if told.rest else self._of_total(at) if told.summed else ():
                if not used & {division.whole, *division.parts} and self._wrong(division):
                    used |= {division.whole, *division.parts}
                    yield division
        for at in range(len(self._told)):
            for found in (self._listed(at), self._later(at)):
                wrong = next((d for d in found if not used & set(d.parts) and self._wrong(d)), None)
                if wrong is not None:
                    used |= {*wrong.parts, wrong.whole}
                    yield wrong

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

    def _rest_of_one_told(self, at: int) -> bool:
        """Whether a rest and the numbers right before it in its sentence make up a number told anywhere before."""
        added = self._told[at].value
        for k in range(at - 1, -1, -1):
            if self._told[k].sentence != self._told[at].sentence:
                return False
            added += self._told[k].value
            if self._first.get(added, k) < k:
                return True
        return False

    def _of_rest(self, at: int) -> Iterator[Division]:
        """A rest that no whole before it explains: the nearest whole that its parts come near."""
        if self._claimed(at) or self._rest_of_one_told(at):
            return
        best: tuple[float, Division] | None = None
        for whole in range(at - 2, max(at - REACH, -1), -1):
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
        for start in range(at - 2, max(at - REACH, -1), -1):
            if told[start].block != told[at].block:
                break
            parts = self._plain(start, at, at)
            if not self._begins(start) or len(parts) < 2 or parts[0] != start or not self._alike(parts):
                continue
            if len(parts) < LIST and not self._named(parts):
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
            if (len(run) >= LIST or led or taken) and off and not apart and self._alike(run):
                yield Division(at, run)

    def _heads(self, whole: int, run: Sequence[int]) -> bool:
        """Whether a quantity stands over a list and is none of it."""
        told = self._told
        beside = told[whole].sentence == told[run[0]].sentence and told[whole].kind is None
        if beside and not (told[run[0]].inner or self._opened(whole, run[0])):
            return False
        return not self._named(run) & {c for c, _ in told[whole].label} & NAMES

    def _later(self, at: int) -> Iterator[Division]:
        """A division of a whole told before: a second one of what its first adds up to, or that of a part of a whole."""
        told = self._told
        if at not in self.exact and not self._claimed(at):
            return
        first = max([at, *(p for d in self.exact.get(at, ()) for p in d.parts), *self._siblings(at)])
        for start in range(first + 1, min(first + REACH, len(told))):
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
                counted = sum(told[p].noun is not None or bool(told[p].label) for p in run)
                one = told[run[0]].sentence == told[run[-1]].sentence
                if not led and not self.shaped(run):
                    continue
                second = (
                    at in self.exact and len(run) >= LIST and abs(off) <= _NEAR and (one or 2 * counted >= len(run))
                )
                if (second or (led and abs(off) <= _FAR)) and self._alike(run, loose=True):
                    yield Division(at, run)

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
        for end in range(start, min(start + REACH, len(told))):
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
        harms = [h for p in parts if (h := told[p].harm) in HARMS]
        often = Counter(told[p].kind for p in parts if told[p].kind is not None)
        by_turns = len(often) > 1 and min(often.values()) > 1  # attacks and the dead of each
        if (len(kinds) > 1 and not loose) or by_turns or 1 < len(set(harms)) < len(harms):
            return False  # killed and injured by turns are two measures
        if self._named(parts):
            return True
        if not loose and len(parts) <= LIST and told[parts[0]].sentence != told[parts[-1]].sentence:
            return False
        text = self._report.reading.text
        return all(
            len(text[told[a].end : told[b].start].split())
            <= (_LOOSE if loose else GAP if told[a].sentence == told[b].sentence else GAP // 2)
            for a, b in itertools.pairwise(parts)
        )

    def _some(self, whole: int, parts: Sequence[int]) -> bool:
        """Whether a list says that it names some only, and none beside it that says so is complete."""
        reading, told = self._report.reading, self._told
        sentence = reading.sentences[told[parts[0]].sentence]
        start = max(told[whole].end, sentence.start)
        led = reading.within(start, told[parts[0]].start, "discourse", "part_word")
        some = any(h.id in SOME for h in led) and not self._divided_beside(whole)
        some |= any(h.id == "superlative" for h in reading.within(start, told[parts[0]].start, "statistic_cue"))
        return some or others_uncounted(self._report, told[parts[-1]].end)

    def _divided_beside(self, whole: int) -> bool:
        """Whether a quantity told near by is divided in its own sentence, and adds up: this one is meant to be, too."""
        told = self._told
        near = (at for at in range(max(whole - REACH, 0), min(whole + REACH, len(told))) if at in self.exact)
        return any(
            told[at].block == told[whole].block
            and abs(told[at].sentence - told[whole].sentence) <= APART
            and any({told[p].sentence for p in d.parts} == {told[at].sentence} for d in self.exact[at])
            for at in near
        )

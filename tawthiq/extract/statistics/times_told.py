"""The times that a sentence tells, gathered once for all its figures, and which of them is nearest to a figure.

Distances are in words. A time behind a comma is that of the number beside it, and so `ELSEWHERE` for every other figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawthiq.domain.light import dataclass
from tawthiq.domain.span import Span
from tawthiq.extract.context import Context
from tawthiq.extract.days.statement_dates import dates_a_statement
from tawthiq.extract.days.that_day import day_of_a_deed
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.statistics.country_sums import begun_on
from tawthiq.extract.statistics.figures import Figure
from tawthiq.extract.statistics.periods import length
from tawthiq.text.date_expression import DateExpression
from tawthiq.text.phrases import Hit

ELSEWHERE: Final = 60
"""Words: as far as another clause."""
RIVAL: Final = 3
_CLAUSE: Final = 8
_NOT_ASKED: Final = -1
_RELATIVE: Final = 70
"""Code points before a "since" in which the relative stands whose clause it is in."""
Stretch = tuple[int, int]
Clause = tuple[int, frozenset[object]]
"""Where a clause about somebody begins, and the harms that it tells."""


@dataclass(frozen=True, slots=True)
class TimesTold:
    """The times of one sentence, each list in order: `cues` and their `ids`, all `dates`, the long ones that lie
    somewhere (`lasting`), those that begin with `since`, with the clause about somebody that each stands in, all other `long` ones with
    the named periods ("the first half of the year"), where "since" opens a clause (`opened`), and the `short` ones, with
    and without those in such clauses."""

    cues: list[Hit]
    ids: frozenset[str]
    dates: list[DateExpression]
    lasting: list[DateExpression]
    since: list[tuple[DateExpression, Clause | None]]
    long: list[Stretch]
    opened: list[Stretch]
    short: list[Stretch]
    short_outside: list[Stretch]

    def cued(self, name: str) -> list[Stretch]:
        """Where the cues of one id stand."""
        return [(c.start, c.end) for c in self.cues if c.id == name] if name in self.ids else []


def stands_in_a_clause(figure: Figure, since: DateExpression, clause: Clause) -> bool:
    """Whether a "since" says nothing of a figure, for it stands in a relative clause about somebody: "one family that had been displaced
    since February". Not where the figure stands in that clause ("a war that has killed 10,000 since").
    """
    begins, harms = clause
    if figure.start >= since.end and figure.measure in harms:
        return False  # "the number of soldiers who have been killed since March rises to 774"
    return not begins <= figure.start < since.end


def _clause_of(context: Context, since: DateExpression) -> Clause | None:
    """The English relative clause about somebody that a "since" stands in."""
    if not context.text[since.start].isascii():
        return None
    low = max(context.sentence_bounds(since.start)[0], since.start - _RELATIVE)
    stretch = context.text[low : since.start]
    words = stretch.split()
    last = next((i for i in range(len(words) - 1, -1, -1) if words[i] in toll_grammar().relatives), None)
    if last is None or not any(w in toll_grammar().active_auxiliaries for w in words[last + 1 : last + 2]):
        return None
    if any(w.endswith((",", ";")) or w in (",", ";") for w in words[last:]):
        return None
    begins = low + stretch.rindex(words[last])
    told = context.reading.within(begins, since.start, "harm")
    return begins, frozenset([h.id for h in told] + [h.term.get("harm") for h in told])


def times_told(context: Context, sentence: Span) -> TimesTold:
    """The times of a sentence."""
    all_of: dict[int, TimesTold] = context.reading.memo.setdefault("times told", {})
    known = all_of.get(sentence.start)
    if known is None:
        known = all_of[sentence.start] = _gathered(context, sentence)
    return known


def _gathered(context: Context, sentence: Span) -> TimesTold:
    cues = context.reading.within(sentence.start, sentence.end, "statistic_cue", "conflict_word")
    dates = context.dates_in(sentence.start, sentence.end)
    opened = _opened(context, cues, dates)
    named = context.reading.within(sentence.start, sentence.end, "named_period")
    since, short, long = [], [], [(h.start, h.end) for h in named]
    for date in dates:
        lasts = length(context, date)
        if lasts == "long" and date.kind != "since":
            long.append((date.start, date.end))
        elif lasts == "long" and not day_of_a_deed(context, date):
            since.append((date, _clause_of(context, date)))
        elif lasts == "short" and not _of_saying(context, date):
            short.append((date.start, date.end))
    return TimesTold(
        cues,
        frozenset([c.id for c in cues]),
        dates,
        [d for d in dates if d.kind != "duration" and length(context, d) == "long"],
        since,
        sorted(long),
        opened,
        short,
        [s for s in short if not any(start < s[0] < end for start, end in opened)] if opened else short,
    )


class Distances:
    """How far the times of a figure's sentence are from it."""

    __slots__ = ("comma", "context", "end", "figure", "rival")

    def __init__(self, context: Context, figure: Figure, end: int) -> None:
        self.context = context
        self.figure = figure
        self.end = end
        self.comma = self.rival = _NOT_ASKED

    def nearest(self, stretches: Sequence[Stretch]) -> int:
        """The distance of the nearest of the stretches (in order of their starts), `ELSEWHERE` where there is none."""
        if not stretches:
            return ELSEWHERE
        context, figure = self.context, self.figure
        before, least, found = -1, ELSEWHERE, False
        for start, end in stretches:
            if end <= figure.start:
                before = max(before, end)
                continue
            away = ELSEWHERE if self._of_another(start, end) else context.words_between(figure.end, start)
            least, found = (min(least, away) if found else away), True
            if away < ELSEWHERE:
                break  # all behind it are further, or of another number
        if before >= 0:
            away = context.words_between(before, figure.start)
            least = min(least, away) if found else away
        return least

    def _of_another(self, start: int, end: int) -> bool:
        """Whether a time stands behind a comma and right beside another number."""
        figure, text = self.figure, self.context.text
        if start <= figure.end:
            return False
        if self.comma == _NOT_ASKED:
            self.comma = _first_comma(text, figure.end, self.end)
        if start <= self.comma and text[start - 1] != ",":
            return False
        if self.rival == _NOT_ASKED:
            self.rival = self._first_rival()
        return self.rival < self.end and self.context.words_between(end, self.rival) <= RIVAL

    def _first_rival(self) -> int:
        """Where the first number behind the figure stands that is no part of it."""
        parts = _parts_behind(self.context, self.figure, self.end)
        for number in self.context.numbers_in(self.figure.end, self.end):
            if number.kind == "cardinal" and not parts.start <= number.core_start < parts.end:
                return number.core_start
        return self.end


def _first_comma(text: str, start: int, end: int) -> int:
    """Where the first comma stands that is not within a number (13,000); `end` where there is none."""
    at = text.find(",", start, end)
    while at >= 0 and text[at + 1 : at + 2].isdigit():
        at = text.find(",", at + 1, end)
    return at if at >= 0 else end


def _parts_behind(context: Context, figure: Figure, end: int) -> Span:
    """Where the parts of a figure stand: from "among them" behind it to the next word of harm, which is the whole's own.

    To the end of the sentence where none follows: "has killed 900 people, including 40 medics, since May".
    """
    opens = context.reading.of_id(figure.end, end, "discourse", "including")
    if not opens or context.words_between(figure.end, opens[0].start) > RIVAL:
        return Span(figure.end, figure.end)
    harms = context.reading.within(opens[0].end, end, "harm")
    return Span(opens[0].start, harms[0].start if harms else end)


def _of_saying(context: Context, expression: DateExpression) -> bool:
    """Whether a day is that of an English statement: "have been killed in 90 days, the monitor said on Friday"."""
    return context.lang == "en" and expression.kind != "time_of_day" and dates_a_statement(context, expression)


def _opened(context: Context, cues: Sequence[Hit], dates: Sequence[DateExpression]) -> list[Stretch]:
    """Where "since" opens a clause that a war begins or that a month dates: since protests broke out on 1 October."""
    found = []
    for cue in cues:
        if cue.id == "start":
            found.extend(begun_on(context, cue, dates))
        if cue.id != "since":
            continue
        behind = [d for d in dates if d.start >= cue.end and context.words_between(cue.end, d.start) <= _CLAUSE]
        behind = [d for d in behind if d.month is not None or d.year is not None]
        wars = [c for c in cues if c.id in ("conflict", "episode") and c.start >= cue.end]
        wars = [
            c
            for c in wars
            if context.words_between(cue.end, c.start) <= RIVAL and not _began_of_late(context, c, dates)
        ]
        ends = [d.end for d in behind[:1]] + [c.end for c in wars[:1]]
        if any(d.start <= cue.start < d.end for d in dates) or not ends:
            continue
        if not any(c in context.text[cue.end : max(ends)] for c in ",;:.("):
            found.append((cue.start, max(ends)))
    return found


def _began_of_late(context: Context, war: Hit, dates: Sequence[DateExpression]) -> bool:
    """Whether the day that a war or campaign began is told right behind it without month and year: "the offensive started, last Friday"."""
    behind = [d for d in dates if d.start >= war.end and context.words_between(war.end, d.start) <= RIVAL]
    return any(d.month is None and d.year is None and length(context, d) == "short" for d in behind)

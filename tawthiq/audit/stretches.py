"""Stretches of time as reports write them: days from one to another, months from one to another or in a list, single months, parts of a year.

The dates of the text are read elsewhere for what happened; an audit needs the two ends of a stretch as they are written, with or without
a year, and whatever stands between them ("28 December 2020 – 3 January 2021", «من أول نيسان إلى آخر تموز 2019», "May, June and July").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from tawthiq.audit.report import Report, dates_in
from tawthiq.audit.words import LANGUAGES, joined_and, joined_letters
from tawthiq.knowledge.load import Entry, lexicon, toml
from tawthiq.text.fold import fold_word

_YEAR = r"(?:19|20)\d{2}"
_DASH = r"\s{0,2}[-–—~]\s{0,2}"
_ORDINAL = r"(?:st|nd|rd|th)?"
_AFTER = 30
"""Code points behind the name of a period in which its year stands."""
_MONTHS = 12
_BROKEN = re.compile(r"\n|\.\s")
_YEARS = re.compile(rf"(?<![\d/.-])({_YEAR})(?![\d/-]|\.\d)")


@dataclass(frozen=True, slots=True)
class Point:
    """An end of a stretch: a month, and a year and a day where the text gives them."""

    month: int
    year: int | None = None
    day: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time at folded `[start, end)` from `first` to `last`, both included.

    `kind` is days, months (two ends or a list), month (one alone), year, or part (a half or quarter of a year by its name).
    """

    start: int
    end: int
    kind: str
    first: Point
    last: Point

    @property
    def year(self) -> int | None:
        """The one year of both ends, where it is known."""
        return self.last.year if self.first.year == self.last.year else None

    @property
    def months(self) -> tuple[int, ...]:
        """The months (1–12) from the first to the last; none where they are more than a year."""
        if self.first.year is not None and self.last.year is not None:
            count = (self.last.year - self.first.year) * _MONTHS + self.last.month - self.first.month + 1
        else:
            count = (self.last.month - self.first.month) % _MONTHS + 1
        return tuple((self.first.month - 1 + n) % _MONTHS + 1 for n in range(count)) if 0 < count <= _MONTHS else ()

    def days(self, year: int | None = None) -> tuple[date, date] | None:
        """The first and last day; `year` is that of the last month where the text gives none."""
        last = self.last.year or year
        if last is None:
            return None
        first = self.first.year or (last if self.first.month <= self.last.month else last - 1)
        try:
            begins = date(first, self.first.month, self.first.day or 1)
            ends = date(last, self.last.month, self.last.day or monthrange(last, self.last.month)[1])
        except ValueError:
            return None
        return (begins, ends) if begins <= ends else None


def stretches_of(report: Report) -> list[Stretch]:
    """Every stretch of a report's text in order, the longest reading of each; looked for once."""
    known: list[Stretch] | None = report.reading.memo.get("audit_stretches")
    if known is None:
        days = [(d.start, d.end) for d in dates_in(report.reading) if d.kind == "day" and d.day is not None]
        whole = (s for s in _found(report) if s.kind not in ("month", "months") or not _of_a_day(s, days))
        found = sorted(whole, key=lambda s: (s.start, -s.end))
        known = []
        for told in found:
            if (not known or told.start >= known[-1].end) and _read(report, told):
                known.append(told)
        report.reading.memo["audit_stretches"] = known
    return known


def _read(report: Report, told: Stretch) -> bool:
    """Whether a stretch stands in a sentence of the report, not in a menu or a reader's comment."""
    sentences = report.reading.sentences
    at = sentences[report.reading.sentence_at(told.start)] if sentences else None
    return at is not None and at.start <= told.start < at.end


def _of_a_day(stretch: Stretch, days: list[tuple[int, int]]) -> bool:
    """Whether a month is that of a day told before it: "the 13th of December 2018"."""
    first = bisect_left(days, stretch.start, key=lambda d: d[1] - 1)
    return first < len(days) and days[first][0] < stretch.start


def stretches_between(report: Report, start: int, end: int) -> list[Stretch]:
    """The stretches that lie in folded `[start, end)`."""
    told = stretches_of(report)
    first = bisect_left(told, start, key=lambda s: s.start)
    return [s for s in told[first : bisect_left(told, end, first, key=lambda s: s.start)] if s.end <= end]


def _found(report: Report) -> Iterator[Stretch]:
    text = report.reading.text
    grammar = _grammar()
    for kind, pattern in grammar.patterns:
        for match in pattern.finditer(text):
            if kind == "list":
                yield from _listed(match, grammar)
            else:
                yield from _told(kind, match, grammar)
    for word in report.reading.of("audit_year_word"):
        told = _YEARS.match(text, word.end + 1)
        if told is not None and text[word.end] == " ":
            ends = [Point(month, int(told.group())) for month in (1, _MONTHS)]
            yield Stretch(word.start, told.end(), "year", ends[0], ends[1])
    for hit in report.reading.of("audit_period"):
        behind = report.reading.within(hit.end, hit.end + _AFTER, "audit_year_word")
        near = next((m for m in _YEARS.finditer(text, hit.end, hit.end + _AFTER)), None)
        between = text[hit.end : near.start()] if near is not None else ""
        year = (
            int(near.group())
            if near is not None and len(between.split()) <= 3 and not _BROKEN.search(between)
            else None
        )
        worded = bool(behind) and not text[hit.end : behind[0].start].strip()
        if hit.term.get("needs_year") and year is None and not worded:
            continue
        first, count = int(hit.term.get("first_month")), int(hit.term.get("months"))
        end = near.end() if near is not None and year is not None else hit.end
        yield Stretch(hit.start, end, "part", Point(first, year), Point(first + count - 1, year))


def _told(kind: str, match: re.Match[str], grammar: _Grammar) -> Iterator[Stretch]:
    named = match.groupdict()
    if "\n" in match.group().strip():
        return  # the end of one line and the beginning of the next

    def number(name: str) -> int | None:
        return int(named[name]) if named.get(name) else None

    last_month = grammar.month(named.get("m2") or named.get("m1") or "") or number("n2")
    first_month = grammar.month(named.get("m1") or "") or number("n1") or last_month
    if first_month is None or last_month is None or not (1 <= first_month <= _MONTHS and 1 <= last_month <= _MONTHS):
        return
    last_year = number("y2") or (number("y1") if kind in ("months", "month") and not named.get("m2") else None)
    first_year = number("y1") or (last_year if last_year and first_month <= last_month else None)
    if last_year and not first_year:
        first_year = last_year - 1
    if first_year and not last_year and kind != "month":
        last_year = first_year if first_month <= last_month else first_year + 1
    days = [number("d1"), number("d2")]
    if any(d is not None and not 1 <= d <= 31 for d in days):
        return
    first = Point(first_month, first_year, days[0], grammar.weekday(named.get("w1") or ""))
    last = Point(last_month, last_year, days[1], grammar.weekday(named.get("w2") or ""))
    if (first_month, days[0] or 0) > (last_month, days[1] or 0) and first_year == last_year:
        return  # runs backward: no stretch
    yield Stretch(match.start(), match.end(), kind, first, last)


def _listed(match: re.Match[str], grammar: _Grammar) -> Iterator[Stretch]:
    """Months that follow one another: "May, June and July 2022"."""
    names = [grammar.month(m.group()) or 0 for m in grammar.name.finditer(match.group())]
    names = [n for at, n in enumerate(names) if not at or n != names[at - 1]]
    runs = all(later == (earlier % _MONTHS) + 1 for earlier, later in pairwise(names))
    if len(names) > 1 and runs:
        year = int(match["y2"]) if match["y2"] else None
        first = year - 1 if year is not None and names[0] > names[-1] else year
        yield Stretch(match.start(), match.end(), "months", Point(names[0], first), Point(names[-1], year))


class _Grammar:
    """The patterns of stretches, made of the words of both languages."""

    def __init__(self) -> None:
        months = [(fold_word(w), int(e.attributes["number"])) for e in _named("month") for w in e.words]
        weekdays = [(fold_word(w), int(e.attributes["number"])) for e in _named("weekday") for w in e.words]
        self._months, self._weekdays = dict(months), dict(weekdays)
        tables = [toml(f"{lang}/audit_times.toml")["stretch"] for lang in LANGUAGES]
        to, also, edges, of_words, between = (
            "|".join(re.escape(fold_word(w)) for table in tables for w in sorted(table[key], key=len, reverse=True))
            for key in ("to", "also", "edges", "of", "between")
        )
        name = _either(self._months)
        self.name = re.compile(rf"(?<!\w)[{joined_and()}]?(?:{name})(?!\w)")
        twice = rf"(?:{name})(?!\w)\.?(?:\s?[(/\"']\s?(?:{name})(?!\w)(?:\s?[)\"'])?)?"
        day, dated = rf"(?<![\d/.,-])(?P<d1>\d{{1,2}}){_ORDINAL}(?!\d)", rf"(?P<d2>\d{{1,2}}){_ORDINAL}(?!\d)"
        w1, w2 = (rf"(?:(?P<w{n}>{_either(self._weekdays)}),?\s)?" for n in "12")
        joint = rf"(?:{_DASH}|\s(?:{to})\s(?:the\s)?)"
        of = r"(?:\sof(?:\sthe)?)?\s"
        years = "|".join(
            re.escape(fold_word(w))
            for lang in LANGUAGES
            for w in toml(f"{lang}/audit_times.toml")["year_word"]["words"]
        )
        y1, y2 = (rf"(?:,?\s(?:(?:{of_words})\s)?(?:(?:{years})\s)?(?P<y{n}>{_YEAR})(?!\d))" for n in "12")
        both = rf"(?<!\w)(?:{between})\s{w1}"
        with_and = rf"\s(?:(?:{also})\s|{joined_and()}(?=\d|\w))"
        edge = rf"(?:(?:{edges})\s){{0,2}}"
        number1, number2 = (rf"(?P<d{n}>\d{{1,2}})[/.](?P<n{n}>\d{{1,2}})[/.](?P<y{n}>{_YEAR})" for n in "12")
        iso1, iso2 = (rf"(?P<y{n}>{_YEAR})-(?P<n{n}>\d{{2}})-(?P<d{n}>\d{{2}})" for n in "12")
        self.patterns = tuple(
            (kind, re.compile(pattern))
            for kind, pattern in (
                ("days", rf"{w1}{day}{of}(?P<m1>{twice}){y1}?{joint}{w2}{dated}{of}(?P<m2>{twice}){y2}?"),
                ("days", rf"{w1}{day}{joint}{w2}{dated}{of}(?P<m1>{twice}){y2}?"),
                (
                    "days",
                    rf"(?<!\w)(?P<m1>{twice})\s(?P<d1>\d{{1,2}}){_ORDINAL}{y1}?{joint}(?P<m2>{twice})\s{dated}{y2}?",
                ),
                ("days", rf"(?<!\w)(?P<m1>{twice})\s(?P<d1>\d{{1,2}}){_ORDINAL}{joint}{dated}{y2}?"),
                (
                    "days",
                    rf"{both}(?P<d1>\d{{1,2}}){_ORDINAL}{of}(?P<m1>{twice}){y1}?{with_and}{w2}{dated}{of}(?P<m2>{twice}){y2}?",
                ),
                ("days", rf"{both}(?P<d1>\d{{1,2}}){_ORDINAL}{with_and}{w2}{dated}{of}(?P<m1>{twice}){y2}?"),
                ("months", rf"{both}{edge}(?P<m1>{twice}){y1}?{with_and}{edge}(?P<m2>{twice}){y2}?"),
                ("days", rf"(?<!\d){number1}{joint}{number2}(?!\d)"),
                ("days", rf"(?<!\d){iso1}{joint}{iso2}(?!\d)"),
                ("months", rf"(?<!\w){edge}(?P<m1>{twice}){y1}?{joint}{edge}(?P<m2>{twice}){y2}?"),
                (
                    "list",
                    rf"(?<![\w/])(?:{twice})(?:(?:,\s{{0,2}}|,?\s(?:{also})\s|,?\s{joined_and()})(?:{twice}))+{y2}?",
                ),
                ("month", rf"(?<![\w/])(?<!\d\s)[{joined_letters()}]?(?P<m1>{twice}){y1}"),
            )
        )

    def month(self, words: str) -> int | None:
        """The number of the month that some words begin with."""
        found = self.name.match(words.strip())
        return self._months.get(found.group(), self._months.get(found.group()[1:])) if found is not None else None

    def weekday(self, words: str) -> int | None:
        """The number of a weekday."""
        return self._weekdays.get(words.strip())


def _named(category: str) -> Iterator[Entry]:
    for entry in lexicon():
        if entry.category == category and entry.attributes.get("calendar", "gregorian") == "gregorian":
            yield entry


def _either(words: dict[str, int]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


@cache
def _grammar() -> _Grammar:
    return _Grammar()


def length(days: tuple[date, date]) -> int:
    """How many days a stretch has."""
    return (days[1] - days[0] + timedelta(days=1)).days

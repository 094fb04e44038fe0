"""The months a report lists against the part of the year it says it is about (standards §3, D5)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tawthiq.audit.messages import Fact, Words, finding, joined, named, said
from tawthiq.audit.own_period import Frame, earlier, frames_of, title_lines
from tawthiq.audit.quantities import quantities
from tawthiq.audit.release import releases_of
from tawthiq.audit.report import Report, counts_harm, numbers_in
from tawthiq.audit.stretches import Stretch, length, stretches_between, stretches_of
from tawthiq.audit.told_series import Series, series_of
from tawthiq.audit.weeks import weeks_of
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.numbers import find_numbers
from tawthiq.text.phrases import Hit

_YEAR = 12
_LISTED = 3
"""Months of a list that is held against a period, at least."""
_BESIDE = 2
"""Code points between two names of one period: a bracket, a comma."""
_BEFORE = 60
_BETWEEN = ("(", ",", ":", "-", "–", "—", "/", "|")
_WEEKS = 3


def months_fit_the_frames(report: Report) -> Iterator[Finding]:
    """D5: the months that a list or the text counts by are those of the quarter or half-year, and its names agree.

    ar: «الربع الرابع» وفيه تموز وآب وأيلول.
    en: "the third quarter" with July, August and October; "first quarter (April to June)".
    """
    if report.reading.has("audit_fiscal"):
        return
    known = list(frames_agree(report))
    yield from known
    if known:
        return
    frame = months_named(report)
    if frame is None:
        return
    for series in sorted(_lists(report), key=lambda s: -len(_listed(s))):
        found = _unlike(report, frame, series)
        if found is not None:
            yield found
            return


def months_named(report: Report) -> Stretch | None:
    """The one stretch of two months or more that a report is about: by its title, else the one part of a year its text names."""
    frames = frames_of(report)
    own = [f.stretch for f in frames if f.role != "lead" and 1 < len(f.stretch.months) < _YEAR]
    own = own or [f.stretch for f in frames if f.stretch.kind == "part"]
    if not own and not any(f.role == "title" for f in frames):
        own = [s for s in stretches_of(report) if s.kind == "part"]
        if any(earlier(report, s) for s in own):
            return None
    return own[0] if own and len({s.months for s in own}) == 1 else None


def _lists(report: Report) -> list[Series]:
    return [s for s in series_of(report) if s.kind == "month" and len(_listed(s)) >= _LISTED]


def _listed(series: Series) -> tuple[int, ...]:
    names = series.names if series.told else tuple(i.name for i in series.items)
    return tuple(dict.fromkeys(int(n) for n in names))


def _unlike(report: Report, frame: Stretch, series: Series) -> Finding | None:
    """What a list of months has beyond the period, or lacks of it, where nothing says that it is of another time."""
    summed = _sum_stated(report, series)
    counted = tuple(int(i.name) for i in series.items)
    expected, listed = frame.months, counted if summed and len(counted) >= _LISTED else _listed(series)
    extra, missing = [m for m in listed if m not in expected], [m for m in expected if m not in listed]
    if not extra and not missing:
        return None
    inside = [m for m in listed if m in expected]
    told = {
        int(h.term.get("number"))
        for h in report.reading.of("month")
        if not _released(report, h.start) and not frame.start <= h.start < frame.end
    }
    compared = _compared(report, series)
    if not extra:
        shorter = len(missing) >= _BESIDE and _runs(listed) and summed
        wrong = shorter and not told.intersection(missing)
    elif not inside:
        wrong = len(listed) == len(expected) and _runs(listed) and not told.intersection(expected)
        wrong = wrong and (summed or not compared)
    elif len(listed) == len(expected):
        wrong = len(inside) > len(extra) and (summed or not (series.told or compared))
    else:
        wrong = not missing and _runs(listed) and summed and not compared
    if not wrong:
        return None
    spans = (*(i.span for i in series.items), report.reading.folded.span(frame.start, frame.end))
    words = _words(report, frame)
    facts: dict[str, Fact] = {"period": words, "months": len(expected), "listed": len(listed)}
    if not extra:
        return finding("D5", "missing", "E", spans, missing=_names(missing), **facts)
    strict = f"{sum(i.value for i in series.items if int(i.name) in expected):,}"
    return finding("D5", "extra", "E", spans, extra=_names(extra), strict=strict, **facts)


def _sum_stated(report: Report, series: Series) -> bool:
    """Whether the figures of a list add up to a number that the report states elsewhere: they divide its own total."""
    own = {item.span for item in series.items}
    known: dict[int, list[Span]] | None = report.reading.memo.get("audit_by_value")
    if known is None:
        known = report.reading.memo["audit_by_value"] = {}
        for quantity in quantities(report):
            known.setdefault(quantity.value, []).append(quantity.span)
    return any(span not in own for span in known.get(series.sum, ()))


def _compared(report: Report, series: Series) -> bool:
    """Whether a word near a list says that it is of another time than the report's own."""
    reading = report.reading
    start = max(series.start - _BEFORE, 0) if not series.told else series.start
    end = max(i.start for i in series.items)
    return bool(reading.within(start, end, "audit_earlier", "audit_comparison"))


def _runs(months: tuple[int, ...]) -> bool:
    """Whether months follow one another."""
    return all(later == earlier % _YEAR + 1 for earlier, later in pairwise(months))


def _released(report: Report, at: int) -> bool:
    """Whether a word of the folded text belongs to the day the report was let out."""
    folded = report.reading.folded
    return any(a <= at < b for a, b in (folded.bounds(span) for _, span in releases_of(report)))


def _names(months: list[int]) -> Words:
    return joined([named("month", f"--{m:02}") for m in months])


def _words(report: Report, stretch: Stretch) -> str:
    return report.reading.folded.words(stretch.start, stretch.end).strip()


def frames_agree(report: Report) -> Iterator[Finding]:
    """The names of one period are of the same months, and of one year: "the first quarter (April to June)"."""
    frames = frames_of(report)
    told = stretches_of(report)
    pairs = [(a, b) for a, b in pairwise(told) if _bracketed(report, a, b)]
    own = [f for f in frames if f.role == "title"] + [f for f in frames if f.role == "covering"]
    pairs += [(a.stretch, b.stretch) for a, b in pairwise(own) if _set_apart(report, a.stretch, b.stretch)]
    lead = _led(report, frames, own)
    if lead is not None:
        pairs.append((own[0].stretch, lead))
    pairs += list(_spans_of_as_many(report, own))
    yield from _listed_beside(report, told)
    for one, other in dict.fromkeys(pairs):
        if _contradict(one, other) and _days_covered(report, one, other):
            spans = [report.reading.folded.span(s.start, s.end) for s in (one, other)]
            facts: dict[str, Fact] = {"words": _words(report, one), "other": _words(report, other)}
            yield finding("D5", "frames", "E", spans, **facts)
            return


def _spans_of_as_many(report: Report, own: list[Frame]) -> Iterator[tuple[Stretch, Stretch]]:
    """The part of a year that a title names, and "the six months from July to December" of its text."""
    parts = [f.stretch for f in own if f.stretch.kind == "part"]
    ends = {n.core_end: n for n in find_numbers(report.reading)} if parts else {}
    for stretch in stretches_of(report) if parts else ():
        units = report.reading.within(max(stretch.start - _BEFORE // 2, 0), stretch.start, "audit_unit")
        if (
            stretch.kind != "months"
            or not units
            or units[-1].id != "month"
            or len(stretch.months) != len(parts[0].months)
        ):
            continue
        beside = range(units[-1].start - _BEFORE // 2, units[-1].end + _BEFORE // 2)
        near = any(ends[at].value == len(stretch.months) for at in beside if at in ends)
        if near and not earlier(report, stretch):
            yield parts[0], stretch


def _listed_beside(report: Report, told: list[Stretch]) -> Iterator[Finding]:
    """A part of a year with its months in brackets, of which one does not belong: "the second quarter (April, May and October)"."""
    reading = report.reading
    for part in told:
        close = reading.text.find(")", part.end, part.end + _BEFORE)
        if part.kind != "part" or close < 0 or reading.text[part.end : part.end + _BESIDE].strip() != "(":
            continue
        months = reading.within(part.end, close, "month")
        named_ = tuple(dict.fromkeys(int(h.term.get("number")) for h in months))
        rest = reading.text[part.end + _BESIDE : close]
        for hit in reversed(months):
            rest = rest.replace(reading.text[hit.start : hit.end], "")
        plain = not any(c.isdigit() for c in rest) and len(rest.split()) <= len(part.months)
        if plain and len(named_) == len(part.months) and set(named_) != set(part.months) and not _runs(named_):
            spans = [reading.folded.span(part.start, part.end), reading.folded.span(months[0].start, months[-1].end)]
            words, other = (report.extraction.document.text[s.start : s.end].strip() for s in spans)
            yield finding("D5", "frames", "E", spans, words=words, other=other)


def _led(report: Report, frames: list[Frame], own: list[Frame]) -> Stretch | None:
    """The part of a year, or the stretch of another year, that the first sentences count over beside a title that names one."""
    lead = next((f.stretch for f in frames if f.role == "lead"), None)
    if not own or lead is None:
        return None
    if lead.kind in ("part", "months", "days"):
        return lead if lead.kind != "days" or lead.months == own[0].stretch.months else None
    sentence = report.reading.sentences[report.reading.sentence_at(lead.start)]
    counted = any(
        counts_harm(report, n) for n in numbers_in(report.reading) if sentence.start <= n.start < sentence.end
    )
    return lead if counted and lead.months == own[0].stretch.months else None


def _set_apart(report: Report, one: Stretch, other: Stretch) -> bool:
    """Whether two stretches of a title name one time twice: on lines of their own, or with no more than a mark between them."""
    between = report.reading.text[one.end : other.start]
    return "\n" in between or between.strip() in _BETWEEN


def _days_covered(report: Report, one: Stretch, other: Stretch) -> bool:
    """Whether days beside a month are said to be those that are covered: not those of the interviews, after it."""
    if {one.kind, other.kind} != {"month", "days"} or one.months == other.months:
        return True
    days = one if one.kind == "days" else other
    return bool(report.reading.within(max(days.start - _BEFORE // 2, 0), days.start, "audit_covering"))


def _bracketed(report: Report, one: Stretch, other: Stretch) -> bool:
    between = report.reading.text[one.end : other.start]
    return one.kind == "part" and between.strip() in _BETWEEN and other.kind in ("months", "days")


def _contradict(one: Stretch, other: Stretch) -> bool:
    """Whether two names of a period cannot be of the same: a part of a year beside other months, a month beside days of another, or two years.

    The month of a title may be that in which the report comes out, the one after its days.
    """
    kinds = {one.kind, other.kind}
    years = one.year is not None and other.year is not None and one.year != other.year
    if "year" in kinds:
        return years and "days" in kinds and max(len(one.months), len(other.months)) > 1
    if one.months == other.months:
        return years
    if kinds == {"month", "days"}:
        month, days = (one, other) if one.kind == "month" else (other, one)
        return month.first.month not in (*days.months, days.last.month % _YEAR + 1)
    whole = kinds in ({"part", "months"}, {"part", "days"}) and min(len(one.months), len(other.months)) > 1
    return whole and set(one.months) != set(other.months)


def as_long_as_said(report: Report) -> Iterator[Finding]:
    """How many months, weeks or days a title, or the line above a list, says there are.

    ar: «خلال ستة أشهر» وفي القائمة خمسة.
    en: "in four months:" above a list of five; "the fourteen days under review" of 7 to 21 July.
    """
    reading, text = report.reading, report.reading.text
    numbers = {n.core_end: n for n in find_numbers(reading)} | {-n.core_start: n for n in numbers_in(reading)}
    title = title_lines(report)
    frame = _dated(report)
    for unit in reading.of("audit_unit"):
        number = numbers.get(unit.start - 1) or numbers.get(-unit.end - 1)
        if number is None or number.kind != "cardinal" or number.value is None or number.qualifier != "exact":
            continue
        start, end = min(unit.start, number.core_start), max(unit.end, number.core_end)
        if not text[min(unit.end, number.core_end) : max(unit.start, number.core_start)].isspace():
            continue  # cells beside each other: "month,2015"
        many = int(number.value)
        cue = reading.within(max(start - 12, 0), start, "audit_span_of")
        led = bool(cue) and not text[cue[-1].end : start].replace("the", "").strip()
        line = next((t for t in title if t.start <= start < t.end), None)
        alone = text[:start].rstrip(" ")[-1:] in ("", "\n", "/", "|", ",", "-", "–")
        own = line is not None and (alone or (led and unit.id != "week" and not _counts(report, line, start, end)))
        behind = reading.within(end, end + _BEFORE, "audit_reviewed")
        reviewed = any(h.start <= end + _BESIDE for h in behind) and _definite(report, start, unit)
        counted = _told_beside(report, unit.id, start, end, many)
        if counted is None and (reviewed or own):
            counted = _length(report, frame, unit.id, many)
        if counted is None and (led or reviewed):
            counted = _listed_below(report, unit.id, start, end)
        if counted is not None and counted != many:
            span = reading.folded.span(start, end)
            words = report.extraction.document.text[span.start : span.end]
            yield finding("D5", "count", "E", [span], words=words, listed=counted, unit=said(f"unit_of_time.{unit.id}"))
            return


def _counts(report: Report, line: Span, start: int, end: int) -> bool:
    """Whether a line of the title counts anything else: "five killed in three days" says nothing of the report's own length."""
    told = numbers_in(report.reading)
    return any(line.start <= n.start < line.end and not start <= n.core_start < end for n in told)


def _definite(report: Report, start: int, unit: Hit) -> bool:
    """Whether a number of days is that of all days: "the fourteen days", not "on twelve days"."""
    before = report.reading.within(max(start - 8, 0), start, "audit_definite")
    return bool(before) or not report.reading.text[unit.start : unit.end].isascii()


def _dated(report: Report) -> Stretch | None:
    frames = [f.stretch for f in frames_of(report) if f.role != "lead" and f.stretch.kind != "year"]
    return frames[0] if frames else None


def _length(report: Report, frame: Stretch | None, unit: str, many: int) -> int | None:
    """How many of a unit of time a report's period has, where that is certain."""
    if unit == "week":
        weeks = {w.number for w in weeks_of(report)}
        return len(weeks) if len(weeks) >= _WEEKS and weeks == set(range(1, len(weeks) + 1)) else None
    if frame is None:
        return None
    if unit == "month":
        return len(frame.months) if frame.kind in ("part", "months") and many > 1 else None
    days = frame.days(_LEAPLESS) if frame.kind in ("days", "month") else None
    return length(days) if days is not None and many > _WEEKS and many != length(days) - 1 else None


def _told_beside(report: Report, unit: str, start: int, end: int, many: int) -> int | None:
    """How many months or days the stretch has that is told right behind their number, or right before it in brackets or commas."""
    text = report.reading.text
    for stretch in stretches_between(report, end, min(end + _BEFORE, len(text))):
        between = text[end : stretch.start]
        words = between.replace("(", " ").replace(",", " ").replace(":", " ").split()
        if "." in between or "\n" in between or len(words) > _LINKS or stretch.kind in ("year", "month"):
            return None
        if unit == "month" and many > 1 and stretch.kind in ("part", "months"):
            beside = many == len(stretch.months) - 1 and "(" not in between  # "five months from March to August"
            return None if beside else len(stretch.months)
        days = stretch.days(_LEAPLESS) if unit == "day" and stretch.kind == "days" else None
        return length(days) if days is not None and many not in (length(days) - 1, length(days)) else None
    return None


_LINKS = 2
"""Words between a number of months and the stretch that they are: "six months from January to June"."""
_LEAPLESS = 2019
"""A year for the length of days whose year is not told."""


def _listed_below(report: Report, unit: str, start: int, end: int) -> int | None:
    """How many rows a list by that unit has whose head says how many there are."""
    kinds = {"month": ("month",), "day": ("day", "weekday")}.get(unit, ())
    span = report.reading.folded.span(start, end)
    for ledger in report.page.ledgers:
        head = ledger.head[-1] if ledger.head else Span(0, 0)
        closed = report.extraction.document.text[head.start : head.end].rstrip().endswith((":", "："))
        if not (head.start <= span.start < head.end) or not closed:
            continue
        first, last = report.reading.folded.bounds(ledger.span)
        rows = {len(s.items) for s in series_of(report) if s.kind in kinds and first <= s.start < last and not s.told}
        return rows.pop() if len(rows) == 1 else None
    return None

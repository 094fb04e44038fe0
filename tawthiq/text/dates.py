"""Finds the dates of a text: absolute, relative, weekdays, ranges, anniversaries, durations and clock times.

Rule: date words, numbers and the small words between them form a row of symbols (date_tokens), and three tables of
rules turn it into expressions: simple dates, dates with a weekday, part of the day or part of a period, and ranges. What
an expression means on the calendar is `resolve` (date_resolve).
"""

from __future__ import annotations

from typing import Final

from tawthiq.domain.light import replace
from tawthiq.text import date_builders as simple
from tawthiq.text import date_compounds as compound
from tawthiq.text import date_relative as relative
from tawthiq.text.date_expression import DateExpression
from tawthiq.text.date_resolve import resolve
from tawthiq.text.date_rewrite import Piece, Rule, Rules
from tawthiq.text.date_tokens import name_words, rows_of
from tawthiq.text.reading import Reading

__all__ = ["DateExpression", "find_dates", "resolve"]

_INTO: Final = r"[oi]{1,2}(?:Y|4|N|M|G)"  # a period follows: the last week of 2015
_LENGTH: Final = r"(?:[149v]-?[YNVJU]|D)"
_REL_YEAR: Final = r"[oi,]{0,2}(?:YR|GY|RY)"
_TAIL: Final = rf"(?:[,/\-.oi]{{0,2}}Y?[oi]?4E?|{_REL_YEAR}|[oi]?R)?E?"

# fmt: off
SIMPLE: Final[tuple[Rule, ...]] = (
    ("date.numeric", r"XE?", "α", simple.numeric),
    ("date.days-of-month", rf"[bo]?[Jd]?[12](?:[t&L\-,]{{1,2}}[12]){{1,4}}[o/\-.]{{0,2}}N?o?M{_TAIL}", "λ", simple.days_month),
    ("date.month-days", r"(?<!i)M[12][t\-][12](?![o/\-.]?M)(?:[,oi]{0,2}4)?", "λ", simple.days_month),
    ("date.days-of-relative-month", r"[bo]?[12][t&L\-]{1,2}[12]o?(?:NR|GN|RN)", "λ", simple.days_of_month),
    ("date.year-month-day", r"4[/\-.]M[/\-.][12]|4[/\-.][12][/\-.]M", "α", simple.day_month),
    ("date.day-month", rf"(?![12]M[12],4)[JT]?(?<!V)[12][o/\-.]{{0,2}}(?:No?)?[/\-]?M{_TAIL}", "α", simple.day_month),
    ("date.month-day", r"M[.\-/]?o?[12](?![o/\-.]?M)(?:[,oi/\-.]{0,2}4E?)?", "α", simple.month_day),
    ("date.day-relative-month", r"J?[12](?:o|Jo)(?:NR|GN|RN)", "α", simple.day_of_relative_month),
    ("date.day-numbered-month", r"[JT]?[12]o?N[12](?:[oi,]{0,2}Y?4)?", "α", simple.day_of_numbered_month),
    ("date.month", rf"(?:N[oi]?)?M{_TAIL}|[RG]M", "β", simple.month),
    ("date.month-numeric", r"Z", "β", simple.numeric_month),
    ("date.day-month-numeric", r"F", "α", simple.numeric_pair),
    ("date.month-numbered", r"N[12](?![UJVND]|Y(?!o?4|R))(?:[,oi]{0,2}Y?4E?|[oi]{0,2}YR|R)?", "β", simple.numbered_month),
    ("date.years", r"b?d4[&t\-]4|b4&o?b?4|o?4[tL\-]4", "λ", simple.years),
    ("date.season", r"[RG]?H[oi,]{0,2}(?:Y?4|YR|GY|RY|R)|[RG]H", "σ", simple.season),
    ("date.decade", r"8(?:oVR)?", "λ", simple.decade),
    ("date.year", r"Yo?4E?|(?<=[ioSLyAB@Q])4E?|(?<=i4&)4|4E", "γ", simple.year),
    ("date.holiday", r"q(?:[oi,]{0,2}Y?4|[oi]?R|[oi]{0,2}(?:YR|GY|RY))?", "α", simple.holiday),
    ("date.relative-stretch", r"[149v]&?[YNVJU]R|[YNVJU][12]R|R[149v][YNVJU]|[19]R[YNVJU]|DR|l[149v][YNVJU]", "δ", relative.relative_stretch),
    ("date.weekday-of-week", r"J?[Ww][oi,]{0,2}(?:VR|RV|GV)|(?:VR|RV)J?[Ww]", "ω", relative.weekday_of_week),
    ("date.relative-year", r"YR|[RG]Y", "γ", relative.relative_unit),
    ("date.relative-month", r"NR|[RG]N", "β", relative.relative_unit),
    ("date.relative-unit", rf"[VJU]R(?!{_INTO})|[RG][VJU](?!{_INTO})", "δ", relative.relative_unit),
    ("date.anniversary", r"K[o]?2|2K|K1|K", "ρ", relative.anniversary),
    ("date.clock", r"O[i]?(?:C|[12](?:&Q)?)|C|1(?=I)", "κ", relative.clock),
    ("date.during", r"(?<=i)[149]-?[JU]|(?<=i)D", "δ", relative.during),
    ("date.duration", rf"{_LENGTH}(?:,?&?{_LENGTH}|&[YNVJ](?![RG2]))*|[YNVJ](?:1(?![oi\-/]?[NM])(?:&?{_LENGTH})?|Q)", "π", relative.duration),
    ("date.weekday", rf"[RG]W(?!{_INTO})|J?W(?:R(?!{_INTO}))?|J?wR|Jw(?!{_INTO})", "ω", relative.weekday),
    ("date.day-number", r"J1(?=[ ,.]|$)", "α", simple.day_number),
    ("date.day-alone", r"(?<=@)2(?=[ ,.;:)]|$)", "α", simple.day_alone),
    ("date.today", r"TR|T(?!2|R[oi]{1,2}[NMY])", "τ", relative.day_word),
)
"""Dates that hold no other date."""

COMPOUND: Final[tuple[Rule, ...]] = (
    ("date.from-date", r"π[ABo][@oi]{0,2}[ατωρ](?!&?[tL\-]&?[oi@]?J?[ατωρ])", "ρ", compound.from_date),
    ("date.from-event", r"(?:π|(?<![RG])[YNVJ])[AB](?![@oi]{0,2}[αβγτωρ])", "ρ", relative.from_event),
    ("date.from-told", r"[ac]i(?:π|[YNVJU])", "ρ", relative.ago),
    ("date.ago-about", r"[AB]%(?:π|[YNVJU])", "ρ", relative.ago),
    ("date.ago", r"[ABS](?:π|[YNVJU])(?:oT|oτ)?|(?:π|[YNVJU])[gh]", "ρ", relative.ago),
    ("date.this-day-in", r"τoγ", "ρ", compound.this_day_in),
    ("date.today-dated", r"τ[,/\-.]?[oi@]{0,2}(?:[ωw][,/.]?)?[oi@]{0,2}α|α,?τ", "α", compound.dated_weekday),
    ("date.weekday-dated", r"J?/?[ωw](?!\.[i@])[,/\-.]{0,2}[oi@J]{0,2}α|α[,]?[ωw]", "α", compound.dated_weekday),
    ("date.named-day", r"τ[,/\-.]{0,2}ω|ω[,]?τ", "ω", compound.named_day),
    ("date.nth-weekday", r"[2lR]J?[Wwω][oi&]{0,2}[βγ]|[Wwω][2lR][oi]{0,2}[βγ]", "α", compound.nth_weekday),
    ("date.nth-unit", r"[2lR][JV][oi]{0,2}[βγ]|[JVTτ][2lR][oi]{0,2}[βγ]", "δ", compound.nth_unit),
    ("date.day-of-feast", r"2Jo?α", "ρ", compound.day_of_feast),
    ("date.week-of-day", r"Vo[α]", "δ", compound.week_of),
    ("date.weekday-number", r"[ωw][i,.]{0,2}[12]", "α", compound.weekday_number),
    ("date.section-numbered", r"Q2[oi,]{0,2}[βγσ4]|2Q[oi,]{0,2}[βγσ4]|Q[lR][oi,]{0,2}[βγσ4]|Q2(?=[ ,.]|$)|2Q(?=[ ,.]|$)", "σ", compound.numbered_section),
    ("date.section-of-day", r"Q[oi]{0,2}[ωατ]", "α", compound.section_of_day),
    ("date.section", r"Q[oi\-]{0,2}[βγδσ]|Q[oi]{0,2}[YNV]", "σ", compound.section),
    ("date.clock-part", r"κ[oi]{0,2}[PpI]", "κ", compound.clock_part),
)
"""Dates with a weekday, a length before or after, a part of a period."""

PARTS: Final[tuple[Rule, ...]] = (
    ("date.today-dated", r"τ[,/\-.]?[oi@]{0,2}α", "α", compound.dated_weekday),
    ("date.timed", r"[αωτρ][,]?[@i]?κ|κ[,oi@]{0,2}[αωτ]", "α", compound.timed),
    ("date.part-of-day", r"[Pp][oi@,J]{0,2}[αωτρλ]|[αωτρ][,i]?[Pp](?![oiJ]{0,2}[αωτρ])", "α", compound.part_of_day),
    ("date.part-alone", r"p", "κ", compound.part_alone),
)
"""Dates with a part of the day or a clock time."""

_ANY: Final = "[αβγδωτρσ]"
RANGES: Final[tuple[Rule, ...]] = (
    ("date.to-its-end", r"S[oi]{0,2}σ&?[tL]z", "λ", compound.to_its_end),
    ("date.weekday-pair", r"d?ω&[@i]?ω|[αω][/\-]?ω", "λ", compound.weekday_pair),
    ("date.months-joined", r"β&β", "λ", compound.months_joined),
    ("date.between", rf"b[oi@]?J?{_ANY}&[oi@b]?J?{_ANY}|[oSi]{{0,2}}{_ANY}&?[tL\-]&?[oi@]?J?{_ANY}", "λ", compound.between),
    ("date.months-pair", r"d[,]?β[,]?&β", "λ", compound.between),
    ("date.since", rf"S[oi@J]{{0,2}}(?:{_ANY}|λ|π)", "λ", compound.since),
    ("date.until", rf"[Ly][oi@J]{{0,2}}{_ANY}|A[oi@J]{{0,2}}[αβγωλτ]", "λ", compound.until),
    ("date.after", r"B[oi@J]{0,2}[αβγω]", "λ", compound.after),
)
# fmt: on
"""Ranges: two dates, or one open at an end."""

_TABLES: Final = tuple(Rules(table) for table in (SIMPLE, COMPOUND, PARTS, RANGES))


def find_dates(reading: Reading) -> list[DateExpression]:
    """All dates of a text in order, in folded positions; none overlaps another."""
    text = reading.text
    found: list[DateExpression] = []
    for row, tokens in rows_of(reading):
        pieces: list[Piece | None] = [*tokens]
        for table in _TABLES:
            row, pieces = table.apply(row, pieces, text)
        found.extend(_closed(text, p) for p in pieces if isinstance(p, DateExpression) and not _named(text, p))
    return found


def _closed(text: str, expression: DateExpression) -> DateExpression:
    """The expression with the bracket or quotation mark that closes what opened inside it: اليوم (الاثنين)."""
    mark = text[expression.end : expression.end + 1]
    if mark not in (")", '"'):
        return expression
    inside = text[expression.start : expression.end]
    opened = inside.count("(") > inside.count(")") if mark == ")" else inside.count('"') % 2 == 1
    return replace(expression, end=expression.end + 1) if opened else expression


def _named(text: str, expression: DateExpression) -> bool:
    """Whether a date is part of a name (شارع 8 آذار): the noun right before it says so, which then has no article."""
    if expression.kind not in ("day", "month", "weekday") or expression.year is not None:
        return False
    words = text[max(0, expression.start - 20) : expression.start].split()
    return bool(words) and text[expression.start - 1 : expression.start] == " " and words[-1] in name_words()

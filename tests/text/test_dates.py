"""Dates and what they mean on the calendar: every case of cases/dates.toml, and what must hold for any day."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.domain.document import Published
from tawthiq.domain.when import DATE_BASES, When
from tawthiq.knowledge.load import lexicon
from tawthiq.text.date_expression import KINDS
from tawthiq.text.dates import find_dates, resolve
from tawthiq.text.phrases import PhraseMatcher
from tawthiq.text.reading import Reading, read

CASES = tomllib.loads((Path(__file__).parent / "cases" / "dates.toml").read_text(encoding="utf-8"))["case"]
MATCHER = PhraseMatcher(
    e
    for e in lexicon()
    if e.category in ("number", "quantifier", "month", "weekday", "date_relative", "date_word", "date_name")
)
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2030, 12, 31))
MONTHS = [
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
]
WEEKDAYS = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]


def published(case: dict[str, Any]) -> Published:
    if "published" in case:
        day = date.fromisoformat(case["published"])
        return Published(day, day, "given")
    if "crawled" in case:
        return Published(None, date.fromisoformat(case["crawled"]), "crawled")
    return Published()


def told(reading: Reading, start: int, end: int, when: When) -> str:
    wording = reading.quote(start, end).text
    if when.start is None or when.end is None:
        return f"{wording} | ? {when.partial}"
    days = str(when.start) if when.start == when.end else f"{when.start}..{when.end}"
    return f"{wording} | {days} | {when.precision} | {when.basis}"


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_dates_of_a_sentence(case: dict[str, Any]) -> None:
    reading = read(case["text"], MATCHER)
    event = None
    if "event" in case:
        day = date.fromisoformat(case["event"])
        event = When(day, day, "T2", "absolute")
    dates = [
        told(reading, e.start, e.end, resolve(e, published=published(case), default_event=event))
        for e in find_dates(reading)
    ]
    assert dates == case["dates"]


def only(text: str, *, day: date | None = None) -> When:
    reading = read(text, MATCHER)
    (expression,) = find_dates(reading)
    return resolve(expression, published=Published(day, day, "given") if day else Published())


@given(DAYS)
def test_any_written_day_reads_back(day: date) -> None:
    month = MONTHS[day.month - 1]
    for written in (
        f"في {day.day} {month} {day.year}", f"في {day:%d/%m/%Y}", f"في {day:%Y-%m-%d}", f"on {day:%B} {day.day}, {day.year}",
        f"on {day.day} {day:%b} {day.year}", f"يوم {WEEKDAYS[day.weekday()]} {day.day} من شهر {month} عام {day.year}",
    ):  # fmt: skip
        when = only(written)
        assert (when.start, when.end, when.precision, when.basis) == (day, day, "T2", "absolute"), written


@given(DAYS, st.integers(min_value=1, max_value=7))
def test_a_weekday_is_within_the_week_up_to_publication(day: date, weekday: int) -> None:
    when = only(f"قصف {WEEKDAYS[weekday - 1]}", day=day)
    assert when.start is not None
    assert when.start.isoweekday() == weekday
    assert timedelta(0) <= day - when.start < timedelta(7)


@given(DAYS, DAYS.filter(lambda d: (d.month, d.day) != (2, 29)))
def test_a_day_without_year_is_never_after_publication(published_on: date, day: date) -> None:
    when = only(f"في {day.day} {MONTHS[day.month - 1]}", day=published_on)
    assert when.start is not None
    assert (when.start.month, when.start.day) == (day.month, day.day)
    assert timedelta(0) <= published_on - when.start < timedelta(366)


@given(
    st.lists(
        st.sampled_from(
            [
                "25",
                "آب",
                "2012",
                "منذ",
                "الماضي",
                "أمس",
                "الأحد",
                "من",
                "إلى",
                "/",
                "-",
                "،",
                "ثلاثة",
                "أيام",
                "الشهر",
                "قبل",
                "ليلة",
                "منتصف",
                "النصف",
                "الثاني",
                "عام",
                "الذكرى",
                "Sunday",
                "May",
                "31",
                "1433",
                "هـ",
                "last",
                "week",
                "7:30",
                "حتى",
                "و",
                "\n",
                "قتل",
            ]
        ),
        max_size=9,
    ),
    st.sampled_from([None, date(2017, 3, 1)]),
)
def test_any_row_of_words_resolves_to_something_sound(words: list[str], day: date | None) -> None:
    reading = read(" ".join(words), MATCHER)
    dates = find_dates(reading)
    assert all(a.end <= b.start for a, b in pairwise(dates))
    for expression in dates:
        assert expression.kind in KINDS
        when = resolve(expression, published=Published(day, day, "given") if day else Published())
        assert when.basis in DATE_BASES
        assert (when.start is None) == (when.end is None) == (when.basis == "unresolved")
        assert when.start is None or when.end is None or when.start <= when.end


def test_a_diary_looks_ahead() -> None:
    reading = read("الخميس", MATCHER)
    (expression,) = find_dates(reading)
    day = date(2018, 4, 6)
    assert resolve(expression, published=Published(day, day, "given"), prefer="future").start == date(2018, 4, 12)


def test_a_day_that_no_month_has_is_no_date() -> None:
    assert find_dates(read("31/9/2012 و 32 آب", MATCHER)) == [] or all(
        e.day is None or e.day <= 31 for e in find_dates(read("31/9/2012 و 32 آب", MATCHER))
    )


def test_a_day_word_before_a_part_of_a_weekday_keeps_the_weekday() -> None:
    reading = read("أمس منتصف الأحد", MATCHER)
    assert [d.weekday for d in find_dates(reading)] == [7]

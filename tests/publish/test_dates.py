"""Dates in the reader's words."""

from __future__ import annotations

from datetime import date

import pytest

from tawthiq.domain.document import Published
from tawthiq.domain.span import Quote, Span
from tawthiq.domain.when import Period, When
from tawthiq.publish.dates import period_words, precision_words, published_words, range_words, spoken, when_words
from tawthiq.publish.wording import wording

AR, EN = wording("ar"), wording("en")


def _plain(text: str) -> str:
    return "".join(character for character in text if character not in "\u2066\u2068\u2069")


@pytest.mark.parametrize(
    ("start", "end", "ar", "en"),
    [
        (date(2012, 9, 25), date(2012, 9, 25), "25 أيلول/سبتمبر 2012", "25 September 2012"),
        (date(2012, 9, 22), date(2012, 9, 23), "22–23 أيلول/سبتمبر 2012", "22–23 September 2012"),
        (date(2012, 9, 1), date(2012, 9, 30), "أيلول/سبتمبر 2012", "September 2012"),
        (date(2016, 2, 1), date(2016, 2, 29), "شباط/فبراير 2016", "February 2016"),
        (date(2016, 1, 1), date(2016, 12, 31), "2016", "2016"),
        (date(2015, 1, 1), date(2016, 12, 31), "2015–2016", "2015–2016"),
        (
            date(2016, 10, 1),
            date(2016, 12, 31),
            "تشرين الأول/أكتوبر 2016 – كانون الأول/ديسمبر 2016",
            "October 2016 – December 2016",
        ),
        (
            date(2016, 12, 31),
            date(2017, 1, 1),
            "31 كانون الأول/ديسمبر 2016 – 1 كانون الثاني/يناير 2017",
            "31 December 2016 – 1 January 2017",
        ),
    ],
)
def test_ranges(start: date, end: date, ar: str, en: str) -> None:
    assert _plain(range_words(start, end, AR)) == ar
    assert _plain(range_words(start, end, EN)) == en


def test_an_unanchored_wording_is_quoted() -> None:
    when = When(None, None, "T3", "unresolved", Quote("ليلة أمس الأحد", Span(0, 14)), partial="weekday 7")
    assert _plain(when_words(when, AR)) == "«ليلة أمس الأحد» — غير محدد التاريخ"
    assert _plain(when_words(when, EN)) == "“ليلة أمس الأحد” — not dated"


def test_a_day_without_a_year_says_so() -> None:
    assert _plain(when_words(When(None, None, "T0", "unresolved", partial="--08-16"), EN)) == "16 August, year unknown"
    assert _plain(when_words(When(None, None, "T0", "unresolved", partial="weekday 7"), AR)) == "يوم الأحد"
    assert when_words(None, EN) == "no date given"


def test_open_periods_and_their_wording() -> None:
    assert _plain(period_words(Period(date(2016, 8, 1), None), EN)) == "from 1 August 2016"
    assert _plain(period_words(Period(None, date(2016, 8, 1)), EN)) == "up to 1 August 2016"
    assert _plain(period_words(Period(None, None, "منذ الصيف"), AR)) == "منذ الصيف"


def test_publication_names_its_basis() -> None:
    day = date(2020, 9, 25)
    assert _plain(published_words(Published(day, day, "text"), EN)) == "25 September 2020 (as the text says)"
    crawled = published_words(Published(None, day, "crawled"), EN)
    assert _plain(crawled) == "up to 25 September 2020 (day of capture: a latest possible day)"
    assert published_words(Published(), AR) == "تاريخ النشر غير معروف"


def test_iso_days_in_a_message_are_said_in_words_and_nothing_else_is() -> None:
    assert spoken("dated 2017-10-30, before 2017-10-31.", EN) == "dated 30 October 2017, before 31 October 2017."
    assert spoken("في 2017-10-30", AR) == "في 30 تشرين الأول/أكتوبر 2017"
    for kept in ("2017-13-40", "report-2017-10-30", "12017-10-30", "2017-10-301", "7–9"):
        assert spoken(kept, EN) == kept


def test_how_precise_a_date_is_and_why_is_silent_where_there_is_none() -> None:
    day = date(2012, 9, 25)
    assert precision_words(When(day, day, "T1", "absolute"), EN) == "part of a day · stated in the text"
    assert precision_words(When(day, day, "T2", "absolute"), EN) == "day · stated in the text"
    assert precision_words(When(None, None, "T0", "unresolved"), EN) == ""
    assert precision_words(None, EN) == ""

"""Precision of dates: the narrowest class of the standard (§1) that holds a range."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tawthiq.domain.document import Published
from tawthiq.domain.when import When, precision_of


@pytest.mark.parametrize(
    ("days", "code"),
    [
        (1, "T2"),
        (2, "T3"),
        (6, "T3"),
        (7, "T4"),
        (8, "T5"),
        (31, "T5"),
        (32, "T6"),
        (184, "T6"),
        (185, "T7"),
        (366, "T7"),
    ],
)
def test_the_narrowest_class_that_holds_the_range(days: int, code: str) -> None:
    start = date(2016, 1, 1)
    assert precision_of(start, start + timedelta(days=days - 1)) == code


def test_a_relative_date_without_an_anchor_is_not_known() -> None:
    assert not When(None, None, "T0", "unresolved", partial="weekday 7").known
    assert When(date(2016, 1, 1), date(2016, 1, 1), "T2", "absolute").known


def test_only_a_publication_known_to_the_day_has_a_day() -> None:
    day = date(2016, 1, 1)
    assert Published(day, day, "given").day == day
    assert Published(None, day, "crawled").day is None
    assert Published(day, day + timedelta(days=1), "text").day is None

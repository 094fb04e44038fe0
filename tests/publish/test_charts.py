"""Charts: lengths in proportion, mirrored for Arabic, no month left out in silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tawthiq.domain.incident import Incident, TollRange
from tawthiq.domain.register import Register
from tawthiq.domain.when import When
from tawthiq.publish.charts import WIDTH, rows_chart, time_chart, wrap
from tawthiq.publish.statistics import table
from tawthiq.publish.wording import wording

AR, EN = wording("ar"), wording("en")


def _incident(ident: str, start: date, end: date, killed: int) -> Incident:
    tolls = (TollRange("killed", None, killed, killed, killed, False, "R8", 1, ()),)
    when = When(start, end, "T2", "absolute")
    return Incident(ident, (), "", "", "airstrike", (), when, None, (), tolls, "G2", "unknown")


def test_bars_are_in_proportion_and_stay_inside(register: Register) -> None:
    chart = rows_chart(table(register, "actor"), EN)
    rows = table(register, "actor").rows
    longest = max(row.killed.high for row in rows)
    unit = (chart.bars[0].sure.width + chart.bars[0].possible.width) / rows[0].killed.high
    for bar, row in zip(chart.bars, rows, strict=True):
        assert bar.sure.width == pytest.approx(row.killed.low * unit, abs=0.3)
        assert bar.possible.width == pytest.approx((row.killed.high - row.killed.low) * unit, abs=0.3)
        assert bar.possible.x + bar.possible.width <= WIDTH
    assert rows[0].killed.high == longest


def test_arabic_charts_run_from_the_right(register: Register) -> None:
    left, right = (rows_chart(table(register, "governorate"), w) for w in (EN, AR))
    for one, other in zip(left.bars, right.bars, strict=True):
        assert other.sure.x + other.sure.width == pytest.approx(WIDTH - one.sure.x, abs=0.2)
    months_en, months_ar = (time_chart(table(register, "month"), w) for w in (EN, AR))
    assert months_en is not None
    assert months_ar is not None
    assert [bar.at for bar in months_en.bars] == sorted(bar.at for bar in months_en.bars)
    assert [bar.at for bar in months_ar.bars] == sorted((bar.at for bar in months_ar.bars), reverse=True)


def test_months_without_incidents_are_drawn_empty_and_undated_ones_are_counted() -> None:
    register = Register(
        (),
        (
            _incident("a", date(2016, 11, 3), date(2016, 11, 3), 4),
            _incident("b", date(2017, 2, 1), date(2017, 2, 2), 6),
            _incident("c", date(2017, 1, 31), date(2017, 2, 1), 9),
            replace(_incident("d", date(2017, 1, 1), date(2017, 1, 1), 1), date=None),
        ),
    )
    chart = time_chart(table(register, "month"), EN)
    assert chart is not None
    assert [bar.lines[0][0] for bar in chart.bars] == ["11", "12", "1", "2"]
    assert [bar.value for bar in chart.bars] == ["4", "", "", "6"]
    assert [year for year, _ in chart.groups] == ["2016", "2017"]
    assert chart.left_out == 2, "one between two months, one undated"


def test_more_than_two_years_become_years(register: Register) -> None:
    chart = time_chart(table(register, "month"), EN)
    assert chart is not None
    assert chart.id == "year"
    assert [bar.lines[0][0] for bar in chart.bars] == ["2012", "2013", "2014", "2015", "2016", "2017"]
    assert [bar.value for bar in chart.bars] == ["401–501+", "", "", "", "30–48", "3–5"]
    assert chart.left_out == 1


def test_no_dated_incident_no_chart() -> None:
    undated = replace(_incident("a", date(2016, 1, 1), date(2016, 1, 1), 1), date=None)
    assert time_chart(table(Register((), (undated,)), "month"), AR) is None


def test_long_labels_wrap_between_words() -> None:
    label = "مشتركة: قوات الحكومة السورية (حتى 8-12-2024) والقوات الروسية وجماعات مدعومة من إيران"
    lines = wrap(label, "3 حوادث")
    assert " ".join(lines).strip() == label
    assert all(len(line) <= 56 for line in lines)
    assert wrap("درعا", "حادثتان") == ["درعا"]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_figures_over_columns_can_all_be_read(lang: str) -> None:
    years = [
        replace(
            _incident(str(n), date(2012 + n, 5, 1), date(2012 + n, 5, 1), 1),
            tolls=(TollRange("killed", None, 1000 + n, None, 1400 - 7 * n, True, "R7", 2, ()),),
        )
        for n in range(12)
    ]  # fmt: skip
    chart = time_chart(table(Register((), tuple(years)), "month"), wording(lang))
    assert chart is not None
    boxes = [(b.text_x - len(b.value) * 3.9, b.text_x + len(b.value) * 3.9, b.text_y) for b in chart.bars]
    assert len({b.value for b in chart.bars}) == 12
    for n, (left, right, y) in enumerate(boxes):
        assert left >= 0, "the first is not cut off"
        assert right <= chart.width
        assert 12 <= y < chart.base
        assert not any(left < r and el < right and abs(y - at) < 13 for el, r, at in boxes[n + 1 :])

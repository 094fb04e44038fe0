"""Periods and cover: D5, D6, D11."""

from tawthiq.audit import audit
from tawthiq.audit.periods import months_of
from tawthiq.domain.when import Period
from tests.audit.sheets import Sheet, alarms, of, period

SECOND_HALF = Period(None, None, "النصف الثاني من العام الماضي")


def _rows(months: range) -> dict[str, int]:
    return {f"--{m:02}": 10 + m for m in months}


def test_the_months_of_a_named_half_or_quarter_are_known_without_a_year() -> None:
    assert months_of(SECOND_HALF) == (7, 8, 9, 10, 11, 12)
    assert months_of(Period(None, None, "the first quarter of last year")) == (1, 2, 3)
    assert months_of(period("2016-11-01", "2017-01-31")) == (11, 12, 1)
    assert months_of(period("2011-03-01", "2017-01-31")) == ()
    assert months_of(Period(None, None, "")) == ()


def test_the_right_six_months_pass() -> None:
    rows = _rows(range(7, 13))
    found = of(audit(Sheet().add(sum(rows.values()), period=SECOND_HALF).table("month", rows).done()), "D5")
    assert [f.passed for f in found] == [True]


def test_a_seventh_month_is_named_with_the_sum_of_the_strict_period() -> None:
    rows = _rows(range(6, 13))
    sheet = Sheet(lang="ar").add(sum(rows.values()), period=SECOND_HALF).table("month", rows)
    found = alarms(audit(sheet.done()), "D5")
    assert [f.severity for f in found] == ["E"]
    assert "7 are listed: June lies outside" in found[0].message_en
    assert f"{sum(rows.values()) - 16} (massacres)" in found[0].message_en
    assert "يونيو/حزيران" in found[0].message_ar


def test_a_month_left_out_and_a_month_listed_twice_are_named() -> None:
    rows = _rows(range(7, 12))
    missing = alarms(audit(Sheet().add(sum(rows.values()), period=SECOND_HALF).table("month", rows).done()), "D5")
    assert "December" in missing[0].message_en
    sheet = Sheet().table("month", _rows(range(1, 4))).add(9, dimension="month", key="--02", table=1)
    assert any("February is listed more than once" in f.message_en for f in alarms(audit(sheet.done()), "D5"))


def test_a_report_dated_inside_its_own_period_is_a_warning() -> None:
    july = period("2017-07-01", "2017-07-31", "July 2017")
    early = Sheet(published="2017-07-20").add(40, period=july)
    late = Sheet(published="2017-08-02").add(40, period=july)
    assert [f.severity for f in alarms(audit(early.done()), "D6")] == ["W"]
    assert not of(audit(late.done()), "D6")


def test_missing_governorates_are_counted_and_named_in_both_languages() -> None:
    found = of(audit(Sheet().table("governorate", {"Aleppo": 5, "Idlib": 3, "Homs": 2}).done()), "D11")
    assert [f.severity for f in found] == ["I"]
    assert "11 of the 14" in found[0].message_en
    assert "درعا" in found[0].message_ar
    assert "حلب" not in found[0].message_ar

"""Several reports side by side: D9, D12, D14, D20."""

from tawthiq.audit import audit_series
from tawthiq.domain.account import Extraction
from tests.audit.sheets import Sheet, alarms, of, period

START = "2011-03-15"


def _since(number: int, end: str, *, office: str = "office") -> Extraction:
    return Sheet(office=office, name=end).add(number, measure="killed", subject=None, period=period(START, end)).done()


def _month(number: int, start: str, end: str, *, office: str = "office", killed: int = 0) -> Extraction:
    sheet = Sheet(office=office, name=start).add(number, period=period(start, end))
    if killed:
        sheet.add(killed, measure="killed", subject=None, period=period(start, end))
    return sheet.done()


def test_a_cumulative_series_that_rises_passes_and_one_that_falls_does_not() -> None:
    rising = audit_series([_since(210, "2015-02-05"), _since(230, "2015-06-09"), _since(240, "2015-08-07")])
    assert [f.passed for f in of(rising, "D9")] == [True]
    falling = audit_series([_since(210, "2015-02-05"), _since(240, "2015-06-09"), _since(230, "2015-08-07")])
    assert "fell from 240 to 230" in alarms(falling, "D9")[0].message_en


def test_two_offices_are_not_one_series() -> None:
    assert not alarms(audit_series([_since(240, "2015-06-09"), _since(230, "2015-08-07", office="other")]), "D9")


def test_growth_is_the_sum_of_the_reports_between() -> None:
    def monthly(number: int, start: str, end: str) -> Extraction:
        return Sheet(name=start).add(number, measure="killed", subject=None, period=period(start, end)).done()

    ends = [_since(1000, "2015-05-31"), _since(1090, "2015-07-31")]
    between = [monthly(40, "2015-06-01", "2015-06-30"), monthly(50, "2015-07-01", "2015-07-31")]
    assert not alarms(audit_series([*ends, *between]), "D9")
    wrong = [monthly(40, "2015-06-01", "2015-06-30"), monthly(60, "2015-07-01", "2015-07-31")]
    assert "grew by 90" in alarms(audit_series([*ends, *wrong]), "D9")[0].message_en


def test_the_same_total_in_neighbouring_months_is_asked_about() -> None:
    same = audit_series([_month(39, "2014-10-01", "2014-10-31"), _month(39, "2014-11-01", "2014-11-30")])
    apart = audit_series([_month(39, "2014-10-01", "2014-10-31"), _month(39, "2015-03-01", "2015-03-31")])
    assert [f.severity for f in alarms(same, "D12")] == ["W"]
    assert not of(apart, "D12")


def test_a_mean_outside_the_offices_own_range_is_a_warning_once_there_is_a_history() -> None:
    usual = [_month(10, f"2014-{m:02}-01", f"2014-{m:02}-28", killed=70 + 3 * m) for m in range(1, 10)]
    odd = _month(10, "2014-12-01", "2014-12-31", killed=400)
    found = alarms(audit_series([*usual, odd]), "D14")
    assert any("40" in f.message_en for f in found)
    assert not alarms(audit_series([*usual[:5], odd]), "D14")


def test_the_longer_the_history_the_less_is_let_pass() -> None:
    """A mean a little beyond the 95th percentile: usual beside eight reports, unusual beside twenty, as D14 has it."""

    def asked(months: int, killed: int) -> bool:
        usual = [
            _month(
                10,
                f"{2013 + m // 12}-{m % 12 + 1:02}-01",
                f"{2013 + m // 12}-{m % 12 + 1:02}-28",
                killed=70 + 3 * (m % 9),
            )
            for m in range(months)
        ]
        last = _month(10, "2019-12-01", "2019-12-31", killed=killed)
        return any(f"{killed / 10:g}" in f.message_en for f in alarms(audit_series([*usual, last]), "D14"))

    assert not asked(9, 97)
    assert asked(27, 97)
    assert not asked(27, 88)
    assert asked(27, 65)


def test_offices_that_differ_on_one_period_are_set_side_by_side() -> None:
    found = of(
        audit_series([_month(110, "2016-09-01", "2016-09-30"), _month(49, "2016-09-01", "2016-09-30", office="other")]),
        "D20",
    )
    assert [f.severity for f in found] == ["I"]
    assert "49 (other)" in found[0].message_en
    assert "110 (office)" in found[0].message_en


def test_offices_are_named_and_thousands_grouped_in_both_languages() -> None:
    """A key is not for readers, and the comma of a number is no comma of a list."""
    both = [
        _month(1348, "2016-09-01", "2016-09-30", office="snhr"),
        _month(2049, "2016-09-01", "2016-09-30", office="sohr"),
    ]
    (found,) = of(audit_series(both), "D20")
    assert "1,348 (Syrian Network for Human Rights), 2,049 (Syrian Observatory" in found.message_en
    assert found.message_ar.count("1,348 (") == found.message_ar.count("2,049 (") == 1
    assert "snhr" not in found.message_ar


def test_one_report_is_no_series() -> None:
    assert audit_series([_since(210, "2015-02-05")]) == ()

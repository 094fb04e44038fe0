"""Comparisons within one report (D9), lists by week (D1, D5), and prose that must raise no alarm."""

from datetime import date

import pytest

from tawthiq.audit import audit
from tawthiq.domain.account import Appeal, Extraction
from tawthiq.domain.document import Document, Published
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Quote, Span
from tawthiq.extract.context import make_context
from tawthiq.extract.matcher import the_gazetteer, the_matcher
from tawthiq.extract.statistics.aggregates import find_aggregates
from tests.audit.sheets import Sheet, alarms, of, period


def read(text: str, lang: str, day: str = "2019-04-04") -> tuple[Finding, ...]:
    when = date.fromisoformat(day)
    document = Document("d", text, lang, published=Published(when, when, "given"))
    figures = tuple(find_aggregates(make_context(document, the_matcher(), the_gazetteer())))
    return audit(Extraction(document, (), figures))


COMPARED = [
    ("en", "The office recorded 342 civilians killed in Syria in March 2019. In February 2019 it had recorded 300 civilians killed; this is {}."),
    ("ar", "وثق المكتب مقتل 342 مدنياً في سوريا خلال آذار 2019. وكان المكتب قد وثق مقتل 300 مدني في شباط 2019، أي {}."),
]  # fmt: skip
SAID = {
    "right": {"en": "a rise of 14%", "ar": "بارتفاع قدره 14%"},
    "number": {"en": "a rise of 41%", "ar": "بارتفاع قدره 41%"},
    "direction": {"en": "a fall of 14%", "ar": "بانخفاض قدره 14%"},
}


@pytest.mark.parametrize(("lang", "text"), COMPARED)
@pytest.mark.parametrize("how", SAID)
def test_a_change_follows_from_its_two_totals(lang: str, text: str, how: str) -> None:
    found = of(read(text.format(SAID[how][lang]), lang), "D9")
    assert [f.passed for f in found] == [how == "right"]
    if how == "number":
        assert "which is 14%" in found[0].message_en
        assert "وهو 14%" in found[0].message_ar
    if how == "direction":
        assert "from 300 to 342" in found[0].message_en


def test_a_running_total_holds_what_lies_inside_it() -> None:
    march, february = period("2019-03-01", "2019-03-31", "March"), period("2019-02-01", "2019-02-28", "February")
    since = period("2019-01-01", "2019-04-04", "since January")
    rows = {"measure": "killed", "subject": None}
    fits = Sheet().add(342, period=march, **rows).add(300, period=february, **rows).add(650, period=since, **rows)
    short = Sheet().add(342, period=march, **rows).add(300, period=february, **rows).add(640, period=since, **rows)
    assert [f.passed for f in of(audit(fits.done()), "D9")] == [True]
    assert [f.severity for f in alarms(audit(short.done()), "D9")] == ["E"]


WEEKS = {
    "en": ["First week: 40 civilians", "Second week: 52 civilians", "Third week: 30 civilians", "Fourth week: 20 civilians"],
    "ar": ["الأسبوع الأول: 40 مدنياً", "الأسبوع الثاني: 52 مدنياً", "الأسبوع الثالث: 30 مدنياً", "الأسبوع الرابع: 20 مدنياً"],
}  # fmt: skip
HEAD = {
    "en": "The office recorded 142 civilians killed in Syria in March 2019.",
    "ar": "وثق المكتب مقتل 142 مدنياً في سوريا خلال آذار 2019.",
}


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_list_by_week_adds_up_and_is_whole(lang: str) -> None:
    found = read("\n".join([HEAD[lang], *WEEKS[lang]]), lang)
    assert not [f for f in found if f.severity == "E"]
    assert any(f.rule == "D5" and f.passed for f in found)
    without = read("\n".join([HEAD[lang], *WEEKS[lang][:2], WEEKS[lang][3]]), lang)
    assert {f.rule for f in without if f.severity == "E"} == {"D1", "D5"}
    twice = read("\n".join([HEAD[lang], *WEEKS[lang], WEEKS[lang][1]]), lang)
    assert any("more than once" in f.message_en for f in alarms(twice, "D5"))


def test_an_appeal_that_speaks_of_the_month_is_no_report_on_it() -> None:
    sheet = Sheet("Help us.", published="2017-07-20").add(40, period=period("2017-07-01", "2017-07-31", "July 2017"))
    made = sheet.done()
    assert alarms(audit(made), "D6")
    appeal = Appeal("office", (), "help", Quote.of(made.document.text, Span(0, 4)))
    assert not of(audit(Extraction(made.document, (), made.aggregates, (appeal,))), "D6")


@pytest.mark.parametrize("said", ["so far this month", "حتى الآن"])
def test_a_period_said_to_go_on_may_end_after_the_report(said: str) -> None:
    sheet = Sheet(said, published="2017-07-20")
    sheet.text = f"{said}: "
    assert not of(audit(sheet.add(40, period=period("2017-07-01", "2017-07-31", "July 2017")).done()), "D6")


def test_a_row_that_another_holds_is_named_as_such() -> None:
    sheet = Sheet().add(100, measure="killed", subject=None)
    sheet.table("actor", {"gov": 70, "rus": 30, "isis": 20}, measure="killed", subject=None)
    (found,) = alarms(audit(sheet.done()), "D1")
    assert "exactly the row “20”" in found.message_en


def test_part_of_a_row_is_no_total_and_an_incident_divided_is_no_report() -> None:
    text = (
        "The monitor said 1,383 civilians were killed in the coastal region since 6 March 2025.\n"
        "Today 158 civilians were killed. It gave this breakdown: 84 in Hama, 25 in Latakia, five of them farmers, and 49 in Tartous."
    )
    assert not [f for f in read(text, "en", "2025-03-12") if f.rule == "D1" and not f.passed]


def test_a_percentage_that_fits_a_joint_count_is_not_held_against_a_smaller_one() -> None:
    sheet = Sheet().add(33).add(16).add(10, dimension="actor", key="gov")
    sheet.add(48, dimension="actor", key="gov", measure="percent_of_incidents", subject=None, percent=48.0)
    assert not alarms(audit(sheet.done()), "D7")
    alone = Sheet().add(33).add(10, dimension="actor", key="gov")
    alone.add(48, dimension="actor", key="gov", measure="percent_of_incidents", subject=None, percent=48.0)
    assert alarms(audit(alone.done()), "D7")

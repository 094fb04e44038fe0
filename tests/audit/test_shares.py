"""Parts of a whole: D7, D18."""

from datetime import date

import pytest

from tawthiq.audit import audit
from tawthiq.domain.document import Document, Published
from tawthiq.extract import extract
from tests.audit.sheets import Sheet, alarms, of

KILLED = {"measure": "killed", "subject": None}


def _dead(total: int, children: int, women: int) -> Sheet:
    sheet = Sheet().add(total, measure="killed", subject=None)
    sheet.add(children, dimension="group", key="child", measure="killed", subject="child")
    return sheet.add(women, dimension="group", key="woman", measure="killed", subject="woman")


def test_a_subgroup_may_not_outnumber_its_group() -> None:
    assert not alarms(audit(_dead(393, 162, 51).done()), "D7")
    found = alarms(audit(_dead(40, 45, 3).done()), "D7")
    assert [f.severity for f in found] == ["E"]
    assert "45 (children) is more than the 40" in found[0].message_en


def test_disjoint_groups_together_may_not_outnumber_their_group() -> None:
    assert "children and women add up to 43" in alarms(audit(_dead(40, 22, 21).done()), "D7")[0].message_en


def test_men_women_and_children_that_make_up_all_are_a_passed_check() -> None:
    sheet = _dead(10, 3, 2).add(5, dimension="group", key="man", measure="killed", subject="man")
    assert [f.passed for f in of(audit(sheet.done()), "D7")] == [True]


@pytest.mark.parametrize(("stated", "right"), [(54.2, True), (54.0, True), (53.8, True), (4.2, False), (55.1, False)])
def test_a_percentage_of_groups_recomputes_within_half_a_point(stated: float, right: bool) -> None:
    sheet = _dead(393, 162, 51)
    sheet.add(
        round(stated), dimension="group", key="child&woman", measure="percent_of_killed", subject=None, percent=stated
    )
    found = [f for f in of(audit(sheet.done()), "D7") if "%" in f.message_en]
    assert [f.passed for f in found] == [right]
    if not right:
        assert "54.2%" in found[0].message_en


def test_a_percentage_beside_its_own_count_recomputes() -> None:
    sheet = Sheet().add(200)
    sheet.add(50, dimension="actor", key="gov", percent=25.0).add(60, dimension="actor", key="rus", percent=20.0)
    assert [f.passed for f in of(audit(sheet.done()), "D7")] == [True, False]


def test_the_numbers_of_a_spoken_share_stand_in_the_order_of_the_text() -> None:
    text = (
        "In March 2016 a total of 258 people were killed. "
        "Men (16), women (40) and children (21) made up 29.8% of the 258 victims who were killed in March 2016."
    )
    when = date(2016, 4, 1)
    found = of(audit(extract(Document("report", text, "en", published=Published(when, when, "given")))), "D7")
    assert [[text[s.start : s.end] for s in f.spans] for f in found] == [["29.8", "16", "40", "21"]]


ACTORS = {"gov": 40, "rus": 35, "isis": 25}


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("There were 100 massacres, most of them by Syrian government forces and Islamic State.", True),
        ("There were 100 massacres, most of them by Syrian government forces.", False),
        ("وقعت 100 مجزرة معظمها على يد قوات النظام السوري.", False),
        ("وقعت 100 مجزرة معظمها على يد قوات النظام السوري وتنظيم الدولة الإسلامية.", True),
    ],
)
def test_most_means_more_than_half_of_the_table(text: str, passes: bool) -> None:
    found = of(audit(Sheet(text).add(100).table("actor", ACTORS).done()), "D18")
    assert [f.passed for f in found] == [passes]


def test_the_largest_share_is_the_largest_row() -> None:
    right = Sheet("The largest share fell on Aleppo.").table("governorate", {"Aleppo": 30, "Idlib": 20})
    wrong = Sheet("كان النصيب الأكبر من المجازر في إدلب.", lang="ar").table("governorate", {"Aleppo": 30, "Idlib": 20})
    assert of(audit(right.done()), "D18")[0].passed
    found = alarms(audit(wrong.done()), "D18")
    assert "Aleppo has 30" in found[0].message_en
    assert "حلب" in found[0].message_ar


def _told(text: str, lang: str = "en") -> list[bool]:
    """What the checks of parts say of a text, in order."""
    return [f.passed for f in of(audit(extract(Document("d", text, lang)), handed_in=True), "D7")]


def test_a_fraction_is_held_against_the_two_numbers_in_brackets_behind_it() -> None:
    text = "{} of the men taken at the bridge on 3 May ({} of 60) are free again."
    assert _told(text.format("More than half", 34)) == [True]
    assert _told(text.format("More than half", 26)) == [False]
    assert _told(text.format("Fewer than half", 26)) == [True]


def test_an_average_a_day_is_that_of_the_attacks_before_it() -> None:
    text = "The clinic logged 124 shelling incidents during the month of May, on average {} a day."
    assert _told(text.format("four")) == [True]
    assert _told(text.format("five")) == [False]
    arabic = "نفذت القوات 90 عملية دهم خلال شهر حزيران، أي بمعدل {} عمليات في اليوم."
    assert _told(arabic.format(3), "ar") == [True]
    assert _told(arabic.format(4), "ar") == [False]

"""Attacks told beside another in passing: on another town, by another mine, a day after others; sieges; who fled from there."""

from __future__ import annotations

import pytest

from tests.extract.telling import dead, told


def places(text: str, lang: str = "ar") -> list[str]:
    accounts = told(text, lang=lang).accounts
    return [a.place.place.name_en if a.place is not None else "" for a in accounts]


@pytest.mark.parametrize(
    "more",
    [
        "كما قصفت قوات النظام بالمدفعية أطراف بلدة النيرب دون تسجيل إصابات.",
        "وقصفت المدفعية أيضا بلدة النيرب دون تسجيل إصابات.",
        "وسقطت قذيفة أخرى على بلدة النيرب واقتصرت الأضرار على الماديات.",
    ],
)
def test_an_attack_without_a_count_on_another_town_is_told_besides(more: str) -> None:
    accounts = told("قُتل ثلاثة مدنيين بقصف مدفعي على سرمين اليوم الثلاثاء. " + more).accounts
    assert [dead(a) for a in accounts] == [[3], []]
    first, besides = accounts
    assert besides.place is not None
    assert besides.place.place.name_en == "Nayrab"
    assert besides.date is not None
    assert first.date is not None
    assert besides.date.start == first.date.start


def test_a_name_before_the_side_on_which_it_lies_is_a_place() -> None:
    text = "قُتل ثلاثة بانفجار سيارة في المحمودية جنوبي بغداد. وسبق ذلك بساعات هجوم على حاجز في التاجي شمالي العاصمة خلّف أربعة قتلى."
    assert [dead(a) for a in told(text).accounts] == [[3], [4]]
    assert places(text)[1] == "Taji"


def test_a_sentence_that_turns_to_the_dead_of_the_day_before_tells_two_attacks() -> None:
    text = "قصفت طائرات روسية مدينة معرة النعمان فقتل تسعة مدنيين، وذلك بعد يوم من مقتل ستة مدنيين بقصف على كفر نبل."
    assert [dead(a) for a in told(text).accounts] == [[9], [6]]


def test_each_item_of_a_days_list_is_an_account_of_its_place() -> None:
    text = "حصيلة قصف اليوم:\n- سرمين: 5 قتلى و10 جرحى\n- بنش: 3 قتلى\n- أريحا: قتيلان وسبعة جرحى"
    assert places(text) == ["Sarmin", "Binnish", "Ariha"]
    assert [dead(a) for a in told(text).accounts] == [[5], [3], [2]]


def test_two_barrels_are_no_town() -> None:
    assert places("برميلان على سوق في حلب\nألقت مروحيات برميلين على سوق في حلب فقتل أربعة.") == ["Aleppo"]


def test_another_mine_is_another_event() -> None:
    text = "A mine killed nine people east of Salamiyah on Sunday. A second mine in the same area killed one and injured 10."
    assert [dead(a) for a in told(text, lang="en").accounts] == [[9], [1]]


def test_a_siege_since_a_day_is_told_also_where_the_place_was_called_besieged() -> None:
    text = "Nine people were killed on Saturday in shelling on besieged El Fasher. The RSF have surrounded El Fasher since May."
    assert [a.kind for a in told(text, lang="en").accounts] == ["shelling", "siege"]


def test_those_who_fled_the_place_are_of_the_attack_on_it() -> None:
    text = "Ten people were killed when a jet bombed Saraqib on Tuesday.\n\nAround 3,000 residents of Saraqib have fled their homes."
    (account,) = told(text, lang="en").accounts
    assert sorted(t.harm for t in account.tolls) == ["displaced", "killed"]


def test_a_town_taken_from_a_group_is_no_arrest() -> None:
    text = "A car bomb killed eleven people in al-Bab on Saturday. Al-Bab was taken from Islamic State in February 2015 by rebels."
    assert [a.kind for a in told(text, lang="en").accounts] == ["suicide_car_bomb"]


def test_hundreds_killed_in_an_area_in_a_year_are_one_attacks() -> None:
    text = "Barrels of chlorine fell on Kafr Zita on Thursday, killing two. Damascus gave up its arms after sarin killed hundreds in the Ghouta in 2013."
    assert places(text, "en") == ["Kafr Zita", "Eastern Ghouta"]


def test_the_dead_of_each_of_two_quarters_are_apart_from_those_of_both() -> None:
    text = (
        "قُتل ثلاثة وأصيب 11 شخصا بقذائف على حيي الميدان والسليمانية في حلب.\n"
        "وقال مصدر إن رجلين قُتلا وأصيب 6 أشخاص في حي الميدان.\nوقُتل شاب وأصيب خمسة في حي السليمانية."
    )
    assert [dead(a) for a in told(text).accounts] == [[3], [2], [1]]


def test_items_that_begin_with_the_hour_are_told_apart() -> None:
    text = "09:20 قتيلان بقصف مدفعي على بلدة النيرب شرق إدلب.\n11:40 غارة على سيارة قرب بلدة الجينة بريف حلب الغربي، والحصيلة خمسة قتلى."
    assert [dead(a) for a in told(text).accounts] == [[2], [5]]


def test_an_attack_on_a_town_that_hurt_nobody_is_told_without_a_day_or_an_accused() -> None:
    assert places("استهدفت طائرة مسيرة سيارة في قرية كفريا شمالي إدلب دون وقوع إصابات.") == ["Kafriya"]
    assert places("استهدفت طائرة مسيرة سيارة في قرية كفريا شمالي إدلب.") == []


def test_what_happened_on_the_day_since_which_no_such_attack_was_told_is_an_event() -> None:
    text = "انفجرت قنبلة عند مسجد في كابول أمس الأربعاء فقتلت خمسة أشخاص. وهذا أول هجوم في المدينة منذ 26 نيسان، يوم قضى 72 شخصا في تفجير المطار."
    accounts = told(text, lang="ar").accounts
    assert [dead(a) for a in accounts] == [[5], [72]]
    assert accounts[1].date is not None
    assert str(accounts[1].date.start) == "2016-04-26"


def test_what_a_town_saw_last_week_is_one_event_and_no_statistic() -> None:
    text = "قصفت قوات النظام بلدة حزانو، ما أدى إلى إصابة امرأة.\nوكانت مدينة سراقب شهدت الأسبوع الماضي مقتل سبعة أشخاص في قصف مماثل."
    found = told(text)
    assert [t.count.low for account in found.accounts for t in account.tolls] == [1, 7]
    assert not found.aggregates


def test_the_dead_of_the_day_before_told_in_passing_are_another_event() -> None:
    text = "أغارت طائرات اليوم الخميس على معرة النعمان فقتل مدني واحد. وكان 17 مدنيا لقوا حتفهم أمس الأربعاء بغارات على سراقب."
    accounts = told(text, lang="ar").accounts
    assert [dead(a) for a in accounts] == [[1], [17]]
    assert places(text) == ["Maarat al-Numan", "Saraqib"]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (
            (
                "غارات على ريف إدلب\nأفاد الدفاع المدني اليوم الخميس بأن طائرات أغارت على أريحا، فقضى مدني واحد.\n"
                "وكان 13 مدنيا لقوا حتفهم أمس الأربعاء بغارات طالت بلدتين في المحافظة."
            ),
            [[1], [13]],
        ),
        (
            "قتل مسلحون 40 من سكان قريتين في منطقة غاو شمال مالي أمس. وتزامن ذلك مع مقتل تسعة جنود من جيش النيجر في كمين قرب الحدود.",
            [[40], [9]],
        ),
    ],
)
def test_what_had_happened_the_day_before_or_elsewhere_at_the_same_time_is_another_event(
    text: str, counts: list[list[int]]
) -> None:
    assert [dead(a) for a in told(text).accounts] == counts


@pytest.mark.parametrize(
    ("text", "counts", "day"),
    [
        (
            "انفجر صهريج مفخخ في عفرين أمس الأربعاء فقتل 11 مدنيا. وهو أعنف تفجير تعرفه المدينة منذ ضرب سوق الهال فيها في آذار/مارس وسقط 21 قتيلا.",
            [[11], [21]],
            "2016-03-01",
        ),
        (
            "قتل ثلاثة بتفجير سيارة في حي المعلا بعدن أمس الأربعاء. وهذا ثاني تفجير تشهده المدينة خلال شهر، بعد انفجار قتل فيه 14 شخصا.",
            [[3], [14]],
            None,
        ),
    ],
)
def test_the_dead_of_an_attack_that_another_is_ranked_against_are_told_apart(
    text: str, counts: list[list[int]], day: str | None
) -> None:
    found = told(text)
    assert [dead(a) for a in found.accounts] == counts
    assert not found.aggregates
    earlier = found.accounts[1]
    assert earlier.background
    assert (str(earlier.date.start) if earlier.date is not None else None) == day

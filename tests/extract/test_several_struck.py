"""Pages that tell of many attacks at once: a sum without a place, towns of one sentence, one more victim, who is only from a place."""

from __future__ import annotations

from tests.extract.telling import day, dead, told, where


def places(text: str) -> list[str | None]:
    return [where(a) for a in told(text).accounts]


def killed(text: str) -> list[list[int]]:
    return [dead(a) for a in told(text).accounts]


def accused(text: str) -> list[set[str]]:
    roles = ("alleged_perpetrator", "responsible_admitted")
    return [{x.code for x in a.actors if x.role in roles} for a in told(text).accounts]


def test_the_sum_of_several_raids_is_not_told_of_the_first_town() -> None:
    text = (
        "مقتل 19 شخصا في غارات استهدفت أمس عدة مناطق.\n"
        "وقالت الوزارة إن غارة على بلدة مرجعيون قتلت ستة أشخاص.\n"
        "وأسفرت غارة على بلدة حولا عن مقتل أربعة أشخاص."
    )
    assert killed(text) == [[19], [6], [4]]
    assert places(text)[1:] == ["Marjayoun", "Houla"]


def test_one_raid_is_told_on_with_its_town() -> None:
    text = "مقتل 19 شخصا في غارة.\nوقالت الوزارة إن الغارة على بلدة مرجعيون قتلت ستة أطفال."
    assert len(killed(text)) == 1


def test_areas_of_a_country_are_where_it_was_struck() -> None:
    text = "قتل 40 شخصا في غارات استهدفت عدة مناطق من لبنان.\nوقتل سبعة أشخاص بغارة على بلدة شمسطار."
    assert places(text) == ["Lebanon", "Chmestar"]


def test_a_whole_country_and_another_day_are_no_town_of_today() -> None:
    text = (
        "قتل خمسة أشخاص في غارة على بلدة حناوية جنوب لبنان.\n"
        "وذكرت الوزارة أن الغارات على لبنان أمس الأربعاء أودت بحياة 21 شخصا."
    )
    assert killed(text) == [[5], [21]]


def test_a_part_of_a_sentence_is_parted_again() -> None:
    text = "قتل ستة أشخاص في غارة على بلدة حناوية، كما قتل تسعة أشخاص في بلدة شمسطار وثلاثة أشخاص في بلدة بوداي بمحافظة بعلبك الهرمل."
    assert killed(text) == [[6], [9], [3]]


def test_a_village_is_told_more_exactly_than_its_county() -> None:
    text = "أسفرت غارات على قضاء بعلبك عن مقتل خمسة أشخاص وإصابة تسعة آخرين بينهم اثنان في حالة خطرة في بلدة بوداي."
    assert places(text) == ["Bodai"]


def test_a_name_known_only_elsewhere_is_a_village_where_its_sentence_puts_it() -> None:
    text = "قتل ثلاثة مدنيين بقصف على قرية الحصين الواقعة في ريف دير الزور الشمالي."
    place = told(text).accounts[0].place
    assert place is not None
    assert (place.place.name_ar, place.place.governorate) == ("الحصين", "sy.deir-ez-zor")


def test_the_home_of_those_killed_is_no_scene() -> None:
    text = (
        "قتل شابان في مدينة داعل أمس.\nوقال ناشط إن مسلحين أطلقوا النار عليهما عند حاجز، وهما من أبناء بلدة خربة غزالة."
    )
    assert places(text) == ["Da'el"]


def test_one_more_man_shot_is_another_event() -> None:
    text = (
        "قتل الشاب أحمد سالم برصاص مجهولين في مدينة جاسم.\n"
        "كما أصيب الشاب خالد سالم بجروح جراء إطلاق نار من قبل مجهولين في مدينة جاسم."
    )
    assert len(told(text).accounts) == 2


def test_what_a_bomb_struck_did_nothing() -> None:
    text = "قتل ثلاثة مدنيين بانفجار سيارة مفخخة في مدينة عفرين، وقال ناشطون إنها استهدفت دورية تابعة للجيش التركي."
    assert accused(text) == [set()]
    text = "قتل مدني بعبوة ناسفة قيل إنها استهدفت دورية لقوات سوريا الديمقراطية في مدينة الرقة."
    assert accused(text) == [set()]


def test_a_seizure_dates_no_account_of_its_own() -> None:
    text = "قتل مدني أمس بانفجار في مدينة عفرين، وهي مدينة استولت عليها فصائل في 18 آذار 2015."
    assert [str(day(a)) for a in told(text).accounts] == ["2016-11-09"]

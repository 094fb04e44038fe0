"""Which stretches are one telling, and where it was: parts of a day's sum, what is told as earlier, headings within a page, what is put where."""

from __future__ import annotations

import pytest

from tests.extract.telling import dead, told, where


def places(text: str, lang: str = "ar") -> list[str | None]:
    return [where(a) for a in told(text, lang=lang).accounts]


def weapons(text: str, lang: str = "ar") -> list[list[str]]:
    return [[w.code for w in a.weapons] for a in told(text, lang=lang).accounts]


def test_a_further_town_is_no_more_the_sums_than_the_one_before() -> None:
    text = (
        "قتل تسعة مدنيين وأصيب آخرون اليوم الخميس جراء غارات على مناطق في ريف إدلب الجنوبي.\n"
        "وقال الدفاع المدني إن ثلاثة مدنيين قتلوا في مدينة خان شيخون جراء غارة جوية.\n"
        "وفي بلدة الهبيط أصيب أربعة مدنيين جراء قصف بالبراميل المتفجرة."
    )
    assert places(text)[-2:] == ["Khan Shaykhun", "Hubayt"]
    first = told(text).accounts[0]
    assert first.place is not None
    assert first.place.place.level in ("region", "governorate")


def test_a_part_of_a_sentence_keeps_its_own_word_for_an_attack() -> None:
    text = (
        "قتل خمسة مدنيين بقصف الطائرات الحربية على مدينة معرة مصرين، كما قتلت امرأة جراء غارة جوية استهدفت مدينة بنش."
    )
    assert weapons(text) == [["aircraft_fixed"], ["aircraft_unspec"]]


def test_a_drone_called_a_suicide_drone_is_no_belt() -> None:
    text = "أصيب تسعة مدنيين جراء استهداف مسيرة تركية انتحارية لسوق وسط مدينة تل رفعت."
    assert weapons(text) == [["drone"]]


def test_a_town_whose_name_is_a_word_for_air_is_no_weapon() -> None:
    assert weapons("ارتفع عدد ضحايا القصف المدفعي على بلدة جويا جنوب لبنان إلى 16 قتيلا.") == [["artillery"]]


def test_during_an_attack_is_no_stretch_of_time() -> None:
    text = (
        "قُتل ثلاثة مدنيين وأصيب 20 خلال هجوم شنته قوات الدعم السريع أمس على إقليم دارفور، حيث يشهد السودان منذ أبريل 2015 حربا.\n"
        "وقال بيان إن الدعم السريع استهدفت حيا في الفاشر بأربعة صواريخ مما أدى إلى استشهاد ثلاثة مدنيين وإصابة 20 آخرين."
    )
    extraction = told(text)
    assert not extraction.aggregates
    assert [3] in [sorted(set(dead(a))) for a in extraction.accounts]


def test_attacks_counted_before_are_gone_on_with_behind_who_says_so() -> None:
    text = (
        "Two members of the SDF were killed on Monday in an ambush near Hajin.\n"
        "The monitor has documented 75 operations by ISIS since early 2015. According to the monitor, these operations left 40 dead."
    )
    extraction = told(text, lang="en")
    assert [dead(a) for a in extraction.accounts] == [[2]]
    assert 40 in [a.count.value for a in extraction.aggregates]


def test_a_heading_within_a_page_is_of_what_stands_below_it() -> None:
    text = (
        "قتلت سيدة اليوم الأربعاء بطلق ناري على يد مسلحين مجهولين في حي القصور بمدينة درعا.\n"
        "وذكر ناشطون أن الضحية مدرسة.\n"
        "انفجار في درعا\n"
        "ويوم الإثنين وقع انفجار عنيف على طريق الصنمين."
    )
    assert told(text).accounts[0].kind == "unlawful_killing"


@pytest.mark.parametrize(
    ("text", "lang", "killed"),
    [
        ("قتل 12 شخصا عندما قصفت قوات النظام بلدة قاح بريف إدلب، وذلك بعد مقتل أربعة في قصف جوي روسي على المنطقة.", "ar", [[12], [4]]),
        ("At least five civilians were killed in Wednesday's shelling of Khalidiyah in Homs, a day after 14 died in the same district.", "en", [[5], [14]]),
        ("A drone killed two men in Marib on Tuesday, hours after Houthi rockets killed a child in Taiz.", "en", [[2], [1]]),
    ],
)  # fmt: skip
def test_what_a_sentence_tells_at_its_end_as_earlier_is_another_event(
    text: str, lang: str, killed: list[list[int]]
) -> None:
    accounts = told(text, lang=lang).accounts
    assert [dead(a) for a in accounts] == killed
    assert [a.background for a in accounts] == [False, True]


def test_the_earlier_event_keeps_its_party_and_its_weapon() -> None:
    text = "قتل 12 شخصا عندما قصفت قوات النظام بلدة قاح بريف إدلب، وذلك بعد مقتل أربعة في قصف جوي روسي على المنطقة."
    assert [{x.code for x in a.actors} for a in told(text).accounts] == [{"gov"}, {"rus"}]


@pytest.mark.parametrize(
    ("lines", "lang"),
    [
        (
            (
                "A child was hurt by a shell on Sunday in Marib.",
                "Residents said that the militia shelled the town of Hays.",
                "They explained that a mortar round hit the home of a farmer, killing his wife.",
            ),
            "en",
        ),
        (
            (
                "أصيب رجل برصاص مجهولين في مدينة طفس.",
                "كما استهدفت سيارة عسكرية بعبوة ناسفة قرب بلدة المزيريب.",
                "وأشار المصدر إلى مقتل جنديين.",
            ),
            "ar",
        ),
    ],
)
def test_whom_a_speaker_goes_on_to_count_are_of_what_he_told_right_before(lines: tuple[str, ...], lang: str) -> None:
    accounts = told("\n".join(lines), lang=lang).accounts
    assert [sum(dead(a)) for a in accounts] in ([0, 1], [0, 2])


def test_where_those_killed_are_from_parts_no_sentence() -> None:
    text = "قتل شاب جراء استهداف طائرة مسيرة تركية مدينة تل رفعت، ليرتفع عدد القتلى إلى أربعة شهداء من أهالي عفرين."
    assert places(text) == ["Tell Rifaat"]


def test_where_somebody_named_is_from_is_not_where_the_sum_was() -> None:
    text = 'شهدت محافظة درعا عودة الاغتيالات، حيث قُتل شخصان برصاص مجهولين.\nوقال ناشطون إن مسلحين استهدفوا "خالد أبو نقطة" من بلدة جباب ما أسفر عن موته.'
    assert places(text)[0] == "Daraa"


def test_dozens_and_then_their_number_are_one_telling_beside_a_town_and_in_its_outskirts() -> None:
    text = (
        "ارتكبت قوات النظام مجزرة صباح اليوم راح ضحيتها عشرات المدنيين بين شهيد وجريح بقصف استهدف مخيمات في محيط مدينة إدلب.\n"
        "وقتل ستة مدنيين في حصيلة أولية وأصيب أكثر من 67 آخرين بقصف صاروخي استهدف مخيمات في قرية كفر جالس غربي إدلب."
    )
    assert len(told(text).accounts) == 1


def test_a_strike_by_others_told_at_the_same_time_is_not_of_the_telling() -> None:
    text = (
        "شهدت مدينة الأتارب قصفا مدفعيا من قبل قوات النظام ما أدى إلى مقتل شاب. "
        "بالتزامن مع هذا الهجوم، شنت الطائرات الروسية غارات على مناطق مختلفة."
    )
    first = told(text).accounts[0]
    assert (first.kind, {x.code for x in first.actors}) == ("shelling", {"gov"})


def test_what_had_happened_before_on_its_own_day_is_another_telling() -> None:
    text = (
        "قتل مدني وأصيب عدد آخر اليوم الأحد بقصف مدفعي على ريف حلب الغربي.\n"
        "وقال ناشطون إن قوات النظام قصفت دارة عزة غربي حلب فقتل مدني وأصيب ثلاثة.\n"
        "وسبق أن جرح مدني ليل السبت بقصف مدفعي على غرب مدينة حلب."
    )
    accounts = told(text).accounts
    assert [t.count.low for t in accounts[-1].tolls] == [1]
    assert accounts[-1].background


def test_a_governor_between_commas_names_no_region() -> None:
    text = "Shelling in the region of Kherson killed seven people on Wednesday, Mykhailo Danylenko, the region's governor, said."
    assert places(text, "en") == ["Kherson"]


def test_a_camp_put_in_a_city_is_where_it_was() -> None:
    text = "At least 13 people were killed in an air strike on the Ain al-Hilweh Palestinian refugee camp in the city of Sidon."
    assert places(text, "en") == ["Ain al-Hilweh"]


def test_a_province_before_town_of_is_no_town() -> None:
    text = "A civilian was killed in the Deir ez-Zor town of Hajin on Monday, residents said."
    assert places(text, "en") == ["Hajin"]


def test_the_place_where_an_attack_took_place_stands_before_what_came_earlier() -> None:
    text = (
        "At least 14 civilians have been killed while attempting to flee the besieged city of El Fasher in Darfur. "
        "The attack took place on Saturday in Garni village, just days after residents had been urged to leave."
    )
    assert places(text, "en") == ["Garni"]
    assert told(text, lang="en").accounts[0].kind != "siege"


def test_a_zone_of_lowered_tension_is_no_place() -> None:
    text = 'قتل عدد من المدنيين بقصف على ريف حلب الغربي الواقع ضمن منطقة "خفض التصعيد الرابعة" شمال غرب سوريا.'
    assert places(text) == ["western Aleppo countryside"]

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


def test_a_list_without_words_of_its_own_is_where_the_sum_was() -> None:
    text = (
        "قتل عشرون مدنيا وأصيب آخرون اليوم الخميس جراء غارات على مدينة إدلب ومعرة مصرين وبنش.\n"
        "وقتل ستة مدنيين وأصيب تسعة جراء غارة على مدينة إدلب."
    )
    assert killed(text) == [[20], [6]]


def test_a_quarter_with_fewer_dead_is_a_part_of_the_citys_sum() -> None:
    text = (
        "قتل 18 شخصا اليوم الخميس جراء سقوط قذائف على أحياء في مدينة حلب.\n"
        "وذكرت الوكالة أن قذيفة هاون سقطت على حي الميدان فقتل أربعة أشخاص."
    )
    assert killed(text) == [[18], [4]]


def test_a_part_of_a_town_is_where_it_was_struck() -> None:
    text = "شن الطيران غارتين استهدف بهما الحي الشمالي من بلدة سرمدا، ما أوقع تسعة قتلى."
    assert places(text) == ["Sarmada"]


def test_where_something_was_struck_before_is_no_scene() -> None:
    text = "قتل أربعة مدنيين في قصف على محيط بلدة سرمين، بعد وقت قصير من استهداف بلدة النيرب."
    assert places(text) == ["Sarmin"]


def test_fewer_dead_of_an_earlier_day_are_no_update() -> None:
    text = (
        "قتل 20 شخصا صباح اليوم الخميس في غارة على مدينة معرة النعمان.\n"
        "وبلغ عدد ضحايا القصف على قرى إدلب يوم الثلاثاء الماضي 15 قتيلا."
    )
    assert killed(text) == [[20], [15]]


def test_whose_vehicle_was_aimed_at_did_nothing() -> None:
    text = "قتل شخصان بعدما قامت طائرة مسيرة تركية باستهداف سيارة تابعة لقوات سوريا الديمقراطية في مدينة القامشلي."
    assert accused(text) == [{"tur"}]


def test_whoever_a_statistic_is_of_is_not_charged_beside_it() -> None:
    text = (
        "اعتقلت قوات النظام أمس ثلاثة شبان في مدينة درعا.\n"
        "ووثقت الشبكة في الشهر الماضي 223 حالة اعتقال، 121 منها على يد قوات النظام و42 حالة على يد قوات سوريا الديمقراطية."
    )
    assert accused(text) == [{"gov"}]


def test_what_somebody_keeps_doing_counts_nobody() -> None:
    text = (
        "قتلت طفلتان مساء الأربعاء بقذيفة أطلقها الحوثيون على منزل في مدينة تعز.\n"
        "وتتعمد الميليشيا قصف منازل المواطنين متسببة بسقوط ضحايا معظمهم من النساء."
    )
    assert len([t for a in told(text).accounts for t in a.tolls]) == 1


def test_a_list_that_an_office_counts_since_a_day_is_a_statistic() -> None:
    text = (
        "قتل ستة مدنيين اليوم الخميس بقصف على بلدة الفوعة.\n"
        "وأحصى الدفاع المدني مقتل أكثر من 110 أشخاص، بينهم 23 طفلا، وإصابة 296 آخرين، بينهم 52 طفلا، و11 متطوعا، جراء القصف منذ بداية العام."
    )
    assert killed(text) == [[6]]
    assert {a.count.low for a in told(text).aggregates} >= {111, 296}


def test_the_second_quarter_of_a_sentence_has_its_own_dead() -> None:
    text = "قضى 15 مدنيا في مدينة حلب جراء برميلين متفجرين سقطا على حي الصالحين، وقتل مدنيان آخران في قصف على حي الشيخ سعيد."
    assert killed(text) == [[15], [2]]
    assert places(text)[1] == "Sheikh Said"


def test_others_in_the_next_village_are_others_though_as_many() -> None:
    text = "وأصيب ثلاثة مدنيين بقصف مدفعي على قرية كفرتعال غربي حلب، وإصابة ثلاثة مدنيين آخرين جراء قصف استهدف أطراف قرية السحارة."
    assert len(told(text).accounts) == 2


def test_the_dead_of_several_days_are_a_sum() -> None:
    text = (
        "ارتكب طيران التحالف الدولي اليوم الخميس مجزرة في مدينة الرقة خلفت 30 قتيلا.\n"
        "والجدير بالذكر أن 46 شخصا قتلوا بالقصف على مدينة الرقة في اليومين الماضيين."
    )
    assert killed(text) == [[30], [46]]


def test_a_capital_before_a_dash_is_where_a_page_was_written() -> None:
    text = "أنقرة - واصل الطيران الحربي السوري قصف أحياء مدينة حلب بالبراميل المتفجرة أمس فقتل 12 مدنيا."
    assert accused(text) == [{"gov"}]


def test_who_holds_an_area_is_not_charged_with_what_happened_there() -> None:
    text = (
        "اعتقلت هيئة تحرير الشام أمس ناشطا في مدينة الأتارب قرب المناطق المسيطر عليها من قبل الجيش الوطني في ريف حلب."
    )
    assert accused(text) == [{"hts"}]


def test_an_attack_on_a_town_keeps_its_party_though_its_dead_are_taken_for_a_figure() -> None:
    text = (
        "انفجرت عبوة ناسفة زرعها مجهولون في بلدة محجة بريف درعا، ما أدى إلى وقوع إصابات.\n"
        "وبذلك بلغت حصيلة الاستهدافات في درعا، منذ مطلع شهر كانون الثاني، 479 حادثة، تسببت بمقتل 384 شخصا.\n"
        "وفي خبر منفصل، استهدفت مسيّرة إسرائيلية سيارة بمحافظة القنيطرة، ما أسفر عن مقتل أربعة أشخاص، بحسب المرصد.\n"
        "وقال مدير المرصد إن طائرة مسيّرة إسرائيلية استهدفت سيارة في مدينة البعث في محافظة القنيطرة، ما أسفر عن سقوط أربعة مقاتلين."
    )
    assert {"isr"} in accused(text)

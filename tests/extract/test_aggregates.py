"""What is a statistic and what is an incident's toll, and how statistics are divided."""

import pytest

from tawthiq.extract.statistics.aggregates import find_aggregates, read_statistics
from tests.extract.reading import context, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قُتل أكثر من 240 ألف شخص منذ بدء النزاع في سوريا.", [("total", None, "killed", 240000)]),
        ("وأكد المجلس مقتل 33 مدنياً خلال شهري أيلول وتشرين الأول جراء القصف.", [("total", None, "killed", 33)]),
        ("قتل 33 مدنيًّا؛ منهم نساء، جراء القصف على القرى خلال شهري “أيار، وحزيران”.", [("total", None, "killed", 33)]),
        ("منذ مطلع العام الجاري قُتل 120 مدنياً في درعا وأصيب 300 آخرون.", [("total", None, "killed", 120), ("total", None, "injured", 300)]),
        ("نزح أكثر من 90 ألف شخص منذ اندلاع القتال في المدينة.", [("total", None, "displaced", 90000)]),
        ("وقُتل منذ ذلك الحين 75 مدنياً.", [("total", None, "killed", 75)]),
        ("وبذلك يرتفع عدد الذين قتلوا برصاص حرس الحدود منذ بداية العام إلى 140 شخصاً، بينهم 20 طفلاً.", [("total", None, "killed", 140), ("group", "child", "killed", 20)]),
        ("قتل رجل أمس. وترتفع أعداد الهجمات في المنطقة خلال الفترة الممتدة من أيار 2016 حتى يومنا هذا إلى 310، وقتل فيها 90 شخصاً.", [("total", None, "attacks", 310), ("total", None, "killed", 90)]),
        ("واستجابت فرقنا منذ مطلع العام لأكثر من 150 هجوماً، قُتل على إثرها 21 شخصاً وأصيب 64 آخرون.", [("total", None, "attacks", 150), ("total", None, "killed", 21), ("total", None, "injured", 64)]),
        ("وذكرت أن 60 في المئة من الضحايا نساء، وأن من بين القتلى 7200 طفل.", [("group", "child", "killed", 7200)]),
        ("وانتشلت الفرق من المقابر منذ بدء العمل عام 2017 ما مجموعه 4100 جثة.", [("total", None, "killed", 4100)]),
        ("وقضى 3900 لاجئ فلسطيني منذ بداية الأحداث في سوريا.", [("total", None, "killed", 3900)]),
        ("وتحتفظ المجموعة في سجلاتها بأسماء 410 لاجئين ماتوا تعذيباً.", [("total", None, "killed", 410)]),
        ("The war, which has killed more than 400,000 people, has gone on for years.", [("total", None, "killed", 400000)]),
        ("Since March 2011 about 3,000 refugees have died, a group says.", [("total", None, "killed", 3000)]),
        ("So far this year 1,250 civilians have been killed, among them 300 children.", [("total", None, "killed", 1250), ("group", "child", "killed", 300)]),
        ("During July and August 45 civilians were killed in the valley.", [("total", None, "killed", 45)]),
    ],
)  # fmt: skip
def test_a_long_time_or_a_war_makes_a_statistic(text: str, expected: list[tuple[object, ...]]) -> None:
    assert told(find_aggregates(context(text, published="2018-11-20"))) == expected


@pytest.mark.parametrize(
    "text",
    [
        "قتل 7 مدنيين بينهم طفلان في غارة جوية على حي شعبي فجر اليوم الاثنين.",
        "قُتل 12 شخصاً وأصيب 40 في تفجير سوق يوم الجمعة الماضي.",
        "Five people, two of them children, were killed on Sunday when shells hit the market.",
        "Last month a strike on a wedding hall killed 22 guests.",
        "The attack that killed 90 people was the deadliest in the city since the start of the war.",
        "There are 2,500 people in the camp, which was set up in 2013.",
        "Hundreds of soldiers took part in the operation since Monday.",
    ],
)
def test_a_dated_incident_is_no_statistic(text: str) -> None:
    assert find_aggregates(context(text, published="2018-11-20")) == []


def test_one_text_may_hold_both_and_only_the_statistics_number_is_used_up() -> None:
    text = "Shells killed five people on Sunday in the market. The war has killed more than 500,000 people since 2011."
    read = context(text, published="2019-05-05")
    statistics = read_statistics(read)
    assert told(list(statistics.aggregates)) == [("total", None, "killed", 500000)]
    assert [read.text[s.start : s.end] for s in statistics.consumed] == ["more than 500,000 people"]


MONTHLY = (
    "وثقت شبكة حقوقية في تقريرها الشهري مقتل 300 مدني في سوريا خلال شهر نيسان 2017.\n"
    "قتلت قوات النظام 180 مدنياً، بينهم 40 طفلاً و22 سيدة. وقتلت القوات الروسية 70 مدنياً، بينهم 9 أطفال.\n"
    "وقضى 50 مدنياً على يد تنظيم الدولة الإسلامية.\n"
)


def test_a_monthly_report_may_give_its_month_in_the_title_alone() -> None:
    text = (
        "مقتل 40 مدنياً في كانون الثاني 2019 بينهم 9 أطفال\n"
        "أصدرت شبكة حقوقية تقريرها الشهري، ورصدت فيه مقتل 40 مدنياً، بينهم 9 أطفال. كما نجا 12 شخصاً من محاولات قتل.\n"
        "وجاء فيه أن 31 شخصاً قتلوا برصاص مجهولين وجرح 7.\n"
    )
    counts = {(a.measure, a.count.value) for a in find_aggregates(context(text))}
    assert counts == {("killed", 40), ("killed", 9), ("killed", 31), ("injured", 7)}


def test_a_report_is_divided_by_actor_and_group() -> None:
    assert told(find_aggregates(context(MONTHLY))) == [
        ("total", None, "killed", 300),
        ("actor", "gov", "killed", 180),
        ("actor+group", "gov+child", "killed", 40),
        ("actor+group", "gov+woman", "killed", 22),
        ("actor", "rus", "killed", 70),
        ("actor+group", "rus+child", "killed", 9),
        ("actor", "isis", "killed", 50),
    ]


def test_every_statistic_of_a_report_has_its_period_and_its_words() -> None:
    for found in find_aggregates(context(MONTHLY)):
        assert (str(found.period.start), str(found.period.end)) == ("2017-04-01", "2017-04-30")
        assert MONTHLY[found.quote.span.start : found.quote.span.end] == found.quote.text
        assert found.rule.startswith("aggregate.")


def test_percentages_keep_their_share_and_whose_it_is() -> None:
    text = (
        "The network's report documented 39 massacres in October 2017 in Syria.\nThey killed 435 people, among them 145 children and 85 women.\n"
        "It put Russian forces' share of the massacres at 42%. Children and women were 53% of the dead.\n"
    )
    shares = [(a.dimension, a.key, a.percent) for a in find_aggregates(context(text)) if a.percent is not None]
    assert shares == [("actor", "rus", 42.0), ("group", "child&woman", 53.0)]


def test_a_headline_and_its_text_are_told_once() -> None:
    text = "Monitor: 129 civilians killed in Syria in July\nThe monitor's report documented 129 civilians killed in Syria in July 2021; 44 children and 17 women were among the dead.\n"
    values = [a.count.value for a in find_aggregates(context(text))]
    assert values == [129, 44, 17]


def test_a_daily_rate_is_no_count() -> None:
    text = "The report documented 217 children killed in May 2016 in Syria, 7 children a day. It also recorded 50 women killed and 90 men killed.\n"
    assert 7 not in [a.count.value for a in find_aggregates(context(text))]


def test_attacks_are_counted_in_reports_only() -> None:
    report = "وثق المرصد خلال شهر أيار 2015 مقتل 480 مدنياً في سوريا، منهم 99 طفلاً و68 امرأة، جراء 260 غارة جوية.\n"
    assert ("airstrikes", 260) in [(a.measure, a.count.value) for a in find_aggregates(context(report))]
    assert find_aggregates(context("شنت الطائرات 6 غارات جوية على البلدة منذ بدء الحرب.")) == []


def test_the_dead_of_road_accidents_are_no_statistic_of_violence() -> None:
    text = "تراجعت حوادث السير في المحافظة، إذ توفي 38 شخصاً وأصيب 212 آخرون منذ مطلع العام."
    assert find_aggregates(context(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police killed nine people on Monday. That brings to 240 the number killed since the protests erupted on 3 May.", {("killed", 240)}),
        ("Two shepherds died on Friday. In all 46 people have been killed by mines since the harvest began in May.", {("killed", 46)}),
        ("More than 1,900 people have been killed and over 12,000 wounded in the country since June last year.", {("killed", 1900), ("injured", 12000)}),
        ("At least 61,000 persons are still forcibly disappeared, the network says.", {("missing", 61000)}),
        ("قُتل رجلان في البلدة يوم الجمعة. وما زال 34,500 شخص في عداد المختفين قسراً.", {("missing", 34500)}),
    ],
)  # fmt: skip
def test_a_total_inside_news_is_a_statistic(text: str, expected: set[tuple[str, int]]) -> None:
    assert {(a.measure, a.count.value) for a in find_aggregates(context(text, published="2020-06-20"))} == expected


def test_a_bulletin_counts_by_cause_and_by_place() -> None:
    english = (
        "Harm in the first quarter of 2022\n\nBetween January and March 2022, 210 civilian casualties were counted: 70 people"
        " were killed and 140 injured. Mines accounted for 62 of the casualties, gunfire for 40 and shelling for 31."
        " The worst governorate was Aleppo with 80 casualties, before Idlib (50) and Hama (20)."
    )
    arabic = (
        "النشرة الأسبوعية\nالفترة من 3 إلى 9 آذار 2014\nبلغ مجموع الضحايا 190 ضحية، منهم 20 طفلاً.\n"
        "سبب الوفاة: القصف 100، إطلاق النار 60، أسباب أخرى 30."
    )
    assert [a.count.value for a in find_aggregates(context(english))] == [210, 70, 140, 62, 40, 31, 80, 50, 20]
    assert [a.count.value for a in find_aggregates(context(arabic))] == [190, 20, 100, 60, 30]


def test_a_year_to_date_counts_over_its_parts() -> None:
    text = "Since the beginning of the year 80 villagers, including 12 children, have been killed in raids."
    found = find_aggregates(context(text))
    assert [(a.measure, a.count.value) for a in found] == [("killed", 80), ("killed", 12)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وتقول بعثة أممية إن شهر نيسان الماضي شهد مقتل 640 عراقياً.", [("total", None, "killed", 640)]),
        ("وأحصت اللجنة مقتل 350 مدنياً وإصابة 900 آخرين في المدينة منذ بداية الحصار.", [("total", None, "killed", 350), ("total", None, "injured", 900)]),
        ("ومنذ ذلك الحين قُتل 45 مزارعاً في الحقول.", [("total", None, "killed", 45)]),
        ("ووثّقت المنظمة 30 هجوماً بين آذار ونهاية أيلول قضى فيها 95 مدنياً.", [("total", None, "attacks", 30), ("total", None, "killed", 95)]),
        ("ويقول المركز إن 200 مدني، بينهم 40 طفلاً و15 امرأة، قضوا في المنطقة منذ انطلاق الثورة.", [("total", None, "killed", 200), ("group", "child", "killed", 40), ("group", "woman", "killed", 15)]),
        ("قتلت المدفعية أمس رجلاً. ومنذ مطلع العام شهدت القرى 70 هجوماً قتلت 21 مدنياً، وجرحت 64 بينهم 12 طفلاً.", [("total", None, "killed", 21), ("total", None, "injured", 64), ("group", "child", "injured", 12)]),
        ("وأضاف أن الألغام قتلت 87 راعياً بين عامي 2013 و2017.", [("weapon+group", "landmine+farmer", "killed", 87)]),
        ("وكانت اغتيالات أيلول الماضي أودت بحياة 19 شخصاً وجرحت 11.", [("total", None, "killed", 19), ("total", None, "injured", 11)]),
        ("وشهد أيلول الماضي 33 عملية اغتيال قتل فيها 19 شخصاً.", [("total", None, "killed", 19)]),
        ("Since March 2011, 90 cases of enforced disappearance have been recorded.", [("total", None, "missing", 90)]),
    ],
)  # fmt: skip
def test_a_month_a_siege_or_a_series_of_attacks_makes_a_statistic(
    text: str, expected: list[tuple[object, ...]]
) -> None:
    assert told(find_aggregates(context(text, published="2018-11-20"))) == expected


def test_those_who_lived_somewhere_before_a_war_are_no_toll() -> None:
    read = context("وكان المخيم يؤوي قبل الحرب أكثر من 30 ألف نازح.", published="2018-11-20")
    statistics = read_statistics(read)
    assert statistics.aggregates == ()
    assert len(statistics.consumed) == 1


def test_an_office_that_counts_arrests_counts_them_throughout() -> None:
    text = (
        "وثّق مركز حقوقي 90 حالة اعتقال تعسفي خلال أيار الماضي، بينها 7 أطفال.\n"
        "وقال المركز إن 60 حالة منها تحولت إلى اختفاء قسري.\n"
        "وكانت قوات النظام مسؤولة عن 50 حالة بينها طفل وسيدتان، فيما احتجزت قوات سوريا الديمقراطية 40 شخصاً."
    )
    found = find_aggregates(context(text, published="2021-06-04"))
    assert [(a.measure, a.count.value) for a in found] == [
        ("arrests", 90), ("arrests", 7), ("missing", 60), ("arrests", 50), ("arrests", 1), ("arrests", 2), ("arrests", 40),
    ]  # fmt: skip


def test_several_violations_side_by_side_are_cases() -> None:
    text = "سجل التقرير خلال العام الماضي 20 حالة اختطاف و30 حالة احتجاز تعسفي و10 حالات تعذيب."
    found = find_aggregates(context(text, published="2019-01-04"))
    assert [(a.measure, a.key, a.count.value) for a in found] == [
        ("cases", "abduction", 20), ("cases", "arbitrary_detention", 30), ("cases", "torture", 10),
    ]  # fmt: skip


def test_what_the_rows_of_a_list_add_up_to_is_their_total_whatever_its_day() -> None:
    text = (
        "30 شهيداً حصيلة أمس\n"
        "أحصت لجان محلية يوم أمس استشهاد 30 شخصاً، بينهم ستة أطفال وشهيدان تحت التعذيب، وتوزع الشهداء كالتالي:\n"
        "حلب: 15 شهيداً\nإدلب: 10 شهداء\nدرعا: 5 شهداء\n"
        "وأوضحت اللجان أن أربعة مدنيين من حلب ارتقوا في غارة على بلدة حيان."
    )
    found = find_aggregates(context(text, published="2016-05-20"))
    assert sorted((a.count.value or 0, a.dimension) for a in found) == [
        (2, "cause"), (5, "governorate"), (6, "group"), (10, "governorate"), (15, "governorate"), (30, "total"),
    ]  # fmt: skip


def test_a_province_told_with_its_number_divides_the_total() -> None:
    text = (
        "أعلنت البعثة مقتل 200 مدني وإصابة 300 آخرين خلال شهر آذار الماضي.\n"
        "وأوضحت أن نينوى كانت الأكثر تضرراً بـ90 قتيلاً و40 جريحاً، تلتها بغداد بـ60 قتيلاً."
    )
    found = find_aggregates(context(text, published="2017-04-02"))
    assert [(a.dimension, a.key, a.measure, a.count.value) for a in found if a.key] == [
        ("governorate", "Nineveh", "killed", 90), ("governorate", "Nineveh", "injured", 40), ("governorate", "Baghdad", "killed", 60),
    ]  # fmt: skip


def test_a_headline_that_only_gives_a_statistic_of_the_text_is_none_of_an_incident() -> None:
    text = "640 ضحية لغارات التحالف\nووثق المركز مقتل 640 مدنياً منذ كانون الثاني 2015 وحتى حزيران 2016."
    used = read_statistics(c := context(text, published="2016-07-02")).consumed
    assert any(span.start <= c.text.index("640") < span.end for span in used)
    dated = "640 قتيلا أمس في القصف\nووثق المركز مقتل 640 مدنياً منذ كانون الثاني 2015 وحتى حزيران 2016."
    used = read_statistics(c := context(dated, published="2016-07-02")).consumed
    assert not any(span.start <= c.text.index("640") < span.end for span in used)


def test_a_number_before_each_province_is_that_provinces_whatever_follows_the_list() -> None:
    text = (
        "ووثقت الشبكة مقتل 40 شخصا في ريف دمشق، و17 في دير الزور، و12 في إدلب، وستة في كل من الحسكة واللاذقية، "
        "وأضافت أن بين القتلى سبعة أطفال وخمس سيدات."
    )
    found = find_aggregates(context(text, published="2013-07-02"))
    assert [(a.key, a.count.value) for a in found if a.dimension == "governorate"] == [
        ("Rif Dimashq", 40), ("Deir ez-Zor", 17), ("Idlib", 12), ("Hasakah", 6),
    ]  # fmt: skip


def test_those_killed_in_a_year_wherever_it_was_are_a_statistic() -> None:
    found = find_aggregates(context("«المركز»: مقتل 2140 مدنيا بينهم 310 أطفال في عام 2019", published="2020-01-02"))
    assert [(a.measure, a.dimension, a.count.value) for a in found] == [
        ("killed", "total", 2140),
        ("killed", "group", 310),
    ]
    struck = "قتل 90 مدنيا في غارة على السوق في تشرين الثاني 2019."
    assert find_aggregates(context(struck, published="2020-01-02")) == []

"""Lists and tables of statistical reports."""

import pytest

from tawthiq.extract.statistics.report_tables import find_report_tables
from tests.extract.reading import context, told

ARABIC = """وثق مكتب الرصد خلال النصف الأول من عام 2016 وقوع 60 مجزرة في سوريا، خلفت 480 قتيلاً.
توزعت المجازر حسب الأشهر على النحو التالي:
– شهر يناير “كانون الثاني” 20 مجزرة، راح ضحيتها “150” قتيلاً.
– شهر فبراير “شباط” 40 مجزرة. راح ضحيتها “330” قتيلاً.
توزعت المجازر حسب الجهة الفاعلة:
– 35 مجزرة على يد قوات النظام.
– 25 مجزرة على يد جهات لم تعرف.
توزعت المجازر حسب المحافظات:
حلب 44 مجزرة.
درعا 15مجزرة.
دمشق1 مجزرة.
"""


def test_an_arabic_report_gives_every_row_with_both_measures() -> None:
    found = find_report_tables(context(ARABIC))
    assert told(found) == [
        ("month", "2016-01", "incidents", 20),
        ("month", "2016-01", "killed", 150),
        ("month", "2016-02", "incidents", 40),
        ("month", "2016-02", "killed", 330),
        ("actor", "gov", "incidents", 35),
        ("actor", "على يد جهات لم تعرف", "incidents", 25),
        ("governorate", "Aleppo", "incidents", 44),
        ("governorate", "Daraa", "incidents", 15),
        ("governorate", "Damascus", "incidents", 1),
    ]


def test_rows_of_one_list_share_a_number_and_lists_differ() -> None:
    found = find_report_tables(context(ARABIC))
    assert {a.dimension: a.table for a in found} == {"month": 1, "actor": 2, "governorate": 3}
    assert all(a.rule.startswith("table.") for a in found)


def test_quotes_are_the_value_and_its_noun() -> None:
    found = find_report_tables(context(ARABIC))
    assert [a.quote.text for a in found][-3:] == ["44 مجزرة", "15مجزرة", "1 مجزرة"]
    assert all(ARABIC[a.quote.span.start : a.quote.span.end] == a.quote.text for a in found)


def test_a_months_period_is_that_month_where_the_year_is_known() -> None:
    months = [a for a in find_report_tables(context(ARABIC)) if a.dimension == "month"]
    assert [str(a.period.start) for a in months] == ["2016-01-01", "2016-01-01", "2016-02-01", "2016-02-01"]
    undated = ARABIC.replace("من عام 2016", "من العام الماضي")
    keys = {a.key for a in find_report_tables(context(undated)) if a.dimension == "month"}
    assert keys == {"--01", "--02"}


def test_an_english_list_with_figures_after_a_colon() -> None:
    text = (
        "In the first quarter of 2018 the office recorded 200 massacres in Syria.\nMassacres by month:\n"
        "- January: 89 massacres, 751 killed\n- February: 60 massacres, 500 killed\n- March: 51 massacres, 449 killed\n"
    )
    found = told(find_report_tables(context(text)))
    assert found[:2] == [("month", "2018-01", "incidents", 89), ("month", "2018-01", "killed", 751)]
    assert len(found) == 6


def test_rows_may_nest_groups() -> None:
    text = "Civilians killed by governorate:\n- Aleppo: 40 civilians, including 12 children\n- Idlib: 30 civilians\n- Homs: 9 civilians\n"
    found = find_report_tables(context(text))
    assert ("governorate+group", "Aleppo+child", "killed", 12) in told(found)
    assert {a.subject for a in found if a.dimension == "governorate"} == {"civilian"}


def test_labels_without_a_code_keep_their_words() -> None:
    text = (
        "The office documented the death of 1,000 people since 2011. They are divided as follows:\n"
        "Fighters of local groups: 600\nDefected soldiers and officers: 250\nFighters of foreign groups: 100\nUnidentified persons: 50\n"
    )
    found = find_report_tables(context(text))
    assert [a.count.value for a in found] == [600, 250, 100, 50]
    assert found[1].key == "Defected soldiers and officers"
    assert {a.measure for a in found} == {"killed"}


@pytest.mark.parametrize("mark", ["\t", " | ", ","])
def test_columns_become_statistics_whatever_parts_them(mark: str) -> None:
    rows = [
        ("Governorate", "massacres", "killed"),
        ("Aleppo", "200", "1500"),
        ("Idlib", "60", "412"),
        ("Homs", "30", "199"),
        ("Total", "290", "2111"),
    ]
    text = "Massacres in 2016 by governorate\n" + "\n".join(mark.join(r) for r in rows) + "\n"
    found = told(find_report_tables(context(text)))
    assert ("governorate", "Aleppo", "incidents", 200) in found
    assert ("governorate", "Homs", "killed", 199) in found
    assert ("total", None, "killed", 2111) in found
    assert len(found) == 8


def test_a_crossed_table_keeps_both_keys_and_its_margins() -> None:
    text = (
        "المجازر حسب المحافظة والجهة خلال عام 2016\nالمحافظة\tقوات النظام\tالقوات الروسية\tالمجموع\n"
        "حلب\t20\t12\t32\nإدلب\t6\t4\t10\nالمجموع\t26\t16\t42\n"
    )
    found = told(find_report_tables(context(text)))
    assert ("governorate+actor", "Aleppo+rus", "incidents", 12) in found
    assert ("governorate", "Idlib", "incidents", 10) in found
    assert ("actor", "gov", "incidents", 26) in found
    assert ("total", None, "incidents", 42) in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قُتل 150 مدنياً في نيسان 2018. توزعوا على المحافظات: حلب 80، إدلب 40، درعا 30.", [("Aleppo", 80), ("Idlib", 40), ("Daraa", 30)]),
        ("By province, the dead number 43 in Tartous, 68 in Latakia and 12 in Homs.", [("Tartus", 43), ("Latakia", 68), ("Homs", 12)]),
        ("The office counted 40 massacres in 2017: 22 in Aleppo, 10 in Idlib and 8 in Homs.", [("Aleppo", 22), ("Idlib", 10), ("Homs", 8)]),
        ("توزع القتلى حسب المحافظات: 35 شخصاً في دمشق، و8 آخرين في حلب، وشخص في درعا.", [("Damascus", 35), ("Aleppo", 8), ("Daraa", 1)]),
    ],
)  # fmt: skip
def test_lists_inside_a_sentence(text: str, expected: list[tuple[str, int]]) -> None:
    found = [a for a in find_report_tables(context(text)) if a.dimension == "governorate"]
    assert [(a.key, a.count.value) for a in found] == expected
    assert {a.table for a in found} == {1}


def test_a_percentage_in_brackets_goes_with_its_row() -> None:
    found = find_report_tables(
        context("The office counted 40 massacres in 2017: 22 in Aleppo (55%), 10 in Idlib and 8 in Homs.")
    )
    assert [a.percent for a in found] == [55.0, None, None]


@pytest.mark.parametrize(
    "text",
    [
        "Killed: 10\nInjured: 4\nWeapon: not known\nTime: 14:10\n",
        "قُتل 7 مدنيين في حي شرقي من المدينة.\nوأصيب 12 آخرون في قصف على السوق.\n",
        "- The bus was hit near Homs and 3 people died there, relatives of the driver told a reporter who came later that day.\n",
    ],
)
def test_news_and_forms_are_no_tables(text: str) -> None:
    assert find_report_tables(context(text)) == []


def test_rows_of_two_keys_divide_by_the_one_named_first() -> None:
    rows = ("Hezbollah in Homs: 7", "Islamic State in Aleppo: 9", "Syrian army in Idlib: 12", "Hezbollah in Daraa: 4")
    text = "\n- ".join(
        ("In March 2016 the office recorded these people killed, as follows:", *(f"{r} killed" for r in rows))
    )
    found = find_report_tables(context(text))
    assert [(a.dimension, a.key) for a in found] == [("actor", k) for k in ("hzb", "isis", "gov", "hzb")]


RANGES = "Killed in 2016 by party\nParty\tAttacks\tKilled\tChange\nGovernment forces\t3\t59–117\t−4\nRussian forces\t2\t11–13+\t+2\nIslamic State\t1\t135+\t+1\n"


def test_a_range_in_a_table_is_a_range_and_a_change_is_no_count() -> None:
    found = {(a.measure, a.key): a.count for a in find_report_tables(context(RANGES, lang="en"))}
    killed = {
        key: (count.low, count.high, count.qualifier) for (measure, key), count in found.items() if measure == "killed"
    }
    assert killed == {"gov": (59, 117, "range"), "rus": (11, None, "at_least"), "isis": (135, None, "at_least")}
    assert not [c for c in found.values() if c.low in (-4, 4)]

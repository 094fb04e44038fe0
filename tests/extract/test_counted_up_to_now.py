"""Statistics by what an office has on record, by the stretch a text names without dates, and by whom each figure is laid to."""

import pytest

from tawthiq.extract.statistics.aggregates import find_aggregates, read_statistics
from tests.extract.reading import context, told


def _read(text: str) -> list[tuple[object, ...]]:
    return told(find_aggregates(context(text, published="2021-06-20")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وثقت الرابطة أسماء 480 ضحية تحت التعذيب في سجون النظام.", [("killed", 480)]),
        ("وتمكن الفريق من توثيق بيانات وأسماء 1340 معتقلاً فلسطينياً.", [("detained", 1340)]),
        ("وكشف المكتب عن توثيق (212) حالة وفاة تحت التعذيب في السجون.", [("killed", 212)]),
        ("وأفاد المرصد، أمس الأربعاء، عن مقتل 140 شخصاً في درعا منذ بداية العام.", [("killed", 140)]),
        ("ويرتفع تعداد الذين قتلوا في المحافظة منذ بدء الاتفاق إلى 44، هم 30 مدنياً و14 من عناصر الفصائل.", [("killed", 44), ("killed", 30), ("killed", 14)]),
        ("وقُتل 61 شخصاً منذ سقوط النظام في انفجار الألغام.", [("killed", 61)]),
        ("The group has documented the deaths of 210 detainees under torture.", [("killed", 210)]),
        ("At least 940 civilians were killed and 3,100 wounded during the reporting period.", [("killed", 940), ("injured", 3100)]),
        ("قُتل 212 مدنياً خلال الحملة العسكرية على المنطقة، بينهم 31 طفلة وطفلاً.", [("killed", 212), ("killed", 31)]),
        ("Since the coup, a total of (5,140) people, including activists and monks, have been killed by the junta.", [("killed", 5140)]),
        ("In the first six months of 2020 the war killed 1,210 civilians and injured 2,030, by the figures of the mission.", [("killed", 1210), ("injured", 2030)]),
    ],
)  # fmt: skip
def test_what_is_on_record_or_counted_over_a_named_stretch_is_a_statistic(
    text: str, expected: list[tuple[object, ...]]
) -> None:
    assert [(m, v) for _, _, m, v in _read(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "وثقت الرابطة أمس مقتل 18 معتقلاً تحت التعذيب في سجن البلدة.",
        "The group documented the arrest of 120 people in Douma.",
        "وأفاد المرصد، السبت، بأنه وثق مقتل 8 مدنيين في بلدة عربين.",
    ],
)
def test_a_day_or_a_town_makes_no_record(text: str) -> None:
    assert _read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "This means that an average of six people died and twenty people were injured every day.",
        "Shells were fired at the town, and on average 7 people a day were killed.",
    ],
)
def test_a_mean_is_used_up_and_counts_nobody(text: str) -> None:
    read = read_statistics(context(text, published="2021-06-20"))
    assert read.aggregates == ()
    assert read.consumed


def test_who_is_sentenced_to_death_is_not_killed() -> None:
    assert _read("Since the coup in 2015 at least 31 people have been sentenced to death.") == []


def test_things_are_not_counted_as_people() -> None:
    text = "Since January the army has killed 420 Palestinians, three times more than last year, and razed 190 Palestinian houses in 30 cities."
    assert [v for _, _, _, v in _read(text)] == [420]


@pytest.mark.parametrize(
    ("text", "dimension", "key"),
    [
        ("Since the beginning of 2006 Israeli security forces have killed 640 people.", "actor", "isr"),
        ("In May 2020 Russian forces, the network said, killed 41 civilians.", "actor", "rus"),
        ("Between January and June 2020, 310 civilians died in air raids of the international coalition.", "actor", "coalition"),
        ("وحصدت الألغام 37 مدنياً منذ بداية العام.", "weapon", "landmine"),
        ("خلال عام 2020 قُتل 120 مدنياً على يد جهات أخرى.", "actor", "other"),
        ("وقتل منذ بداية العام 270 من قوات النظام.", "group", "combatant"),
        ("Since January Anbar suffered a total of 600 civilian casualties.", "governorate", "Anbar"),
        ("Torture has killed 64 people since March 2011.", "cause", "death_torture"),
    ],
)  # fmt: skip
def test_whom_a_figure_is_laid_to(text: str, dimension: str, key: str) -> None:
    assert [(d, k) for d, k, _, _ in _read(text)] == [(dimension, key)]

"""What a careful reader reads rightly: ranges, cells of two figures, notes, nested lists, names in a row; and what is no error."""

from __future__ import annotations

import pytest

from tawthiq.audit import audit
from tawthiq.domain.document import Document
from tawthiq.extract import extract


def findings(text: str, lang: str) -> list[str]:
    """The rules that find an error or give a warning."""
    found = audit(extract(Document("d", text, lang)), handed_in=True)
    return [f.rule for f in found if not f.passed and f.severity in ("E", "W")]


RANGES = """Deaths by district, 2019

District\tIncidents\tKilled (min–max)
North\t4\t20–31
South\t3\t11–{south}
East\t2\t9
Total\t9\t40–58
"""
TWO_FIGURES = """Each cell gives the incidents and, behind them, the killed.

District\tArmy\tRebels\tTotal
North\t2 14–20\t1 6\t3 20–26
South\t1 5\t{south} 8–9\t4 13–14
East\t2 7\t0\t2 7
Total\t5 26–32\t4 14–15\t9 40–47
"""
NOTE = """Attacks by weapon, May 2020

Weapon\tAttacks\tNaming it
shells\t12\t14
mines\t5\t9
rifles\t{rifles}\t6
Total\t20\t21

The last column counts every attack that names the weapon, and does not add up.
"""
NESTED = """Massacres by province and by whom

* Deir, 13 massacres:
   - {first} by the army
   - 5 by the air force
* Raqqa, 6 massacres:
   - 2 by the army
   - 4 by the air force
* Homs, 3 massacres:
   - 3 by the army
"""
RUNNING = """Bulletins of the count, March 2018

Bulletin 1 (1–7 March): 416 added, 416 in total
Bulletin 2 (8–14 March): 193 added, 609 in total
Bulletin 3 (15–21 March): 287 added, 896 in total
Bulletin 4 (22–28 March): 152 added, {fourth} in total
Bulletin 5 (29–31 March): 178 added, 1,226 in total
"""
NAMES = """وقعت في الأسبوع الأول من تشرين الأول 2016 أحد عشر هجوماً قُتل فيها 93 مدنياً، وهي موزعة على {many} محافظات: حلب وإدلب وحماة.
"""
UP_TO = """المعتقلون في حملات التجنيد، 2021

المجموع منذ بداية العام كما كان عند نهاية كل شهرين:
حتى نهاية شباط: 124
حتى نهاية نيسان: 231
حتى نهاية حزيران: 375
حتى نهاية آب: {august}
"""
COLUMN = """المحافظة – الغارات – القتلى
صعدة – 398 – 274
الحديدة – 287 – 341
حجة – 142 – 118
تعز – 81 – 44
المجموع – 908 – 777

صعدة هي الأولى في عدد الغارات، و{first} هي الأولى في عدد القتلى.
"""


@pytest.mark.parametrize(
    ("lang", "rule", "text", "field", "right", "wrong"),
    [
        ("en", "D1", RANGES, "south", "18", "28"),
        ("en", "D3", TWO_FIGURES, "south", "3", "5"),
        ("en", "D1", NOTE, "rifles", "3", "4"),
        ("en", "D3", NESTED, "first", "8", "6"),
        ("en", "D9", RUNNING, "fourth", "1,048", "1,148"),
        ("ar", "D10", NAMES, "many", "ثلاث", "أربع"),
        ("ar", "D9", UP_TO, "august", "452", "352"),
        ("ar", "D18", COLUMN, "first", "الحديدة", "حجة"),
    ],
    ids=["ranges", "two figures", "note", "nested", "running", "names", "up to", "column"],
)
def test_one_figure_makes_it_right_or_wrong(
    lang: str, rule: str, text: str, field: str, right: str, wrong: str
) -> None:
    assert findings(text.format(**{field: right}), lang) == []
    assert rule in findings(text.format(**{field: wrong}), lang)


CLEAN = {
    "a title with a number is no row": (
        "en",
        (
            "The desk counted 31 dead: 20 civilians and 11 fighters.\n\nTable (1): civilians by town\nRedhill: 12\nPort: 5\nBay: 3\nTotal: 20\n\n"
            "Table (2): fighters by town\nRedhill: 6\nPort: 4\nBay: 1\nTotal: 11\n"
        ),
    ),
    "a share of a named figure": (
        "en",
        (
            "Press freedom, January to June 2023: 72 violations.\n\nBy whom\nSouthern Front (the northern wing) - 31\nGovernment - 24\nUnknown - 17\n\n"
            "By town: Port 27, Bay 25, Hill 20.\n\nSouthern Front answers for 43% of the violations.\n"
        ),
    ),
    "women and children of a list": (
        "en",
        (
            "The team verified 1,293 civilian casualties in 2020: 533 dead and 760 wounded.\n\nMen: 744 (302 dead, 442 wounded)\n"
            "Women: 132 (60 dead, 72 wounded)\nChildren: 417 (171 dead, 246 wounded)\n\nWomen and children form 42.5% of all casualties.\n"
        ),
    ),
    "the size of a rise": (
        "ar",
        "وثّق القسم 71 مجزرة في شهر آب 2017. وقد كان شهر تموز قد شهد 64 مجزرة، فالزيادة سبع مجازر.\n",
    ),
    "among all the dead": (
        "ar",
        (
            "سقط في الأسبوع الثالث من حزيران 2017 ما مجموعه 128 شهيداً:\n– 89 شهيداً على يد التحالف.\n– 21 شهيداً على يد قوات النظام.\n"
            "– 18 شهيداً على يد الطيران الروسي.\n\nكان من بين الشهداء 39 طفلاً و24 امرأة.\n"
        ),
    ),
    "what is left to a court": (
        "en",
        "In 2020 the team documented 40 attacks on schools: 25 in Idlib and 15 in Aleppo. We do not state here whether an attack is a war crime.\n",
    ),
    "the worst hit alone": (
        "en",
        "During February 2022 no fewer than 228 people were arrested. Homs saw the greatest number of arrests, 52, then Aleppo with 47 and Daraa with 41.\n",
    ),
    "weeks told with their days": (
        "en",
        (
            "Homes burnt in Redhill, May 2019\n\nThe desk counted 84 homes burnt in the course of the month.\n\n"
            "* Week 1 (1–7 May): 21\n* Week 2 (8–14 May): 30\n* Week 3 (15–21 May): 12\n* Week 4 (22–31 May): 21\n"
        ),
    ),
    "quarters with their months": (
        "en",
        (
            "Bayland in 2018: the year in figures\n\nIn 2018 the desk registered 620 massacres in Bayland.\n\n| Quarter | Months | Number |\n|---|---|---|\n"
            "| First | January–March | 210 |\n| Second | April–June | 95 |\n| Third | July–September | 140 |\n| Fourth | October–December | 175 |\n| Year | 12 months | 620 |\n"
        ),
    ),
    "a quarter of the year is no fourth": (
        "ar",
        (
            "وثّق القسم مقتل 410 مدنيين خلال عام 2019.\n\n1) الربع الأول: 150\n2) الربع الثاني: 60\n3) الربع الثالث: 170\n4) الربع الرابع: 30\n\n"
            "وكان الربع الثالث الأعلى عدداً والربع الرابع الأدنى.\n"
        ),
    ),
    "acts are counted as the people taken": (
        "en",
        (
            "In June 2020 the desk recorded 95 arbitrary arrests in Syria. Of those arrested, 40 were later released and 55 remain in custody.\n\n"
            "Arbitrary arrests by the three parties recorded:\n* Government forces – 60\n* Syrian Democratic Forces – 25\n* Unknown gunmen – 10\n* Total – 95\n"
        ),
    ),
    "seven days from one to another": (
        "en",
        "Weekly report, 4 May to 10 May 2016\nIssued on 11 May 2016\n\nThe desk recorded 52 people killed over the seven days from 4 May to 10 May: 30 in Aleppo and 22 in Idlib.\n",
    ),
    "the days of a week beside its month": (
        "ar",
        "تقرير الأسبوع الثاني من أيار 2018 (8–14 أيار)\nتاريخ الإصدار: 16 أيار 2018\n\nقُتل خلال هذا الأسبوع 17 مدنياً وجُرح 31 مدنياً.\n",
    ),
}


@pytest.mark.parametrize("what", CLEAN)
def test_what_is_right_is_no_finding(what: str) -> None:
    lang, text = CLEAN[what]
    assert findings(text, lang) == []

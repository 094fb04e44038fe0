"""Figures under names in prose, lists and tables: days that add up, rankings, averages, running totals, months of a period."""

import pytest

from tawthiq.audit import audit
from tawthiq.domain.account import Extraction
from tawthiq.domain.document import Document
from tawthiq.domain.finding import Finding
from tawthiq.extract import extract
from tests.audit.sheets import Sheet


def found(text: str, lang: str = "en") -> list[Finding]:
    read: Extraction = extract(Document(id="d", text=text, lang=lang))
    return [f for f in audit(read, handed_in=True) if not f.passed and f.severity != "I"]


WEEK = (
    "The diary of the valley.\n\nTwo people died on Saturday and six on Sunday. Monday and Tuesday were quiet. On Wednesday "
    "we noted one, on Thursday four. Friday ended with {friday} funerals. All seven days together cost 20 lives."
)
WEEK_AR = (
    "يوميات الوادي.\n\nقُتل السبت شخصان، والأحد 6 أشخاص. ومرّ الاثنين والثلاثاء بهدوء. وسقط الأربعاء 3، والخميس 4. "
    "وشهد الجمعة مقتل {friday} أشخاص. وبلغت حصيلة الأيام السبعة 20 قتيلاً."
)
SPRING = "The clinic treated 61 patients with burns in March, 84 in April and 72 in May. {month} was the worst month for the ward."
SPRING_AR = "عالجت النقطة 61 مصاباً في آذار، و84 في نيسان، و72 في أيار. وكان {month} أكثر الأشهر قسوة."


@pytest.mark.parametrize(
    ("text", "lang", "right", "wrong", "rule"),
    [
        (WEEK, "en", {"friday": "seven"}, {"friday": "nine"}, "D1"),
        (WEEK_AR, "ar", {"friday": "5"}, {"friday": "8"}, "D1"),
        (SPRING, "en", {"month": "April"}, {"month": "May"}, "D18"),
        (SPRING_AR, "ar", {"month": "نيسان"}, {"month": "آذار"}, "D18"),
        (
            "Kidnappings by governorate: Homs heads the list with 44 cases, followed by Hama with {second}. Idlib is third, 12.",
            "en",
            {"second": 31},
            {"second": 51},
            "D18",
        ),
        (
            "Robberies at checkpoints: Kalbiyeh 48 / Burj Salma 32 / Tell Nuri 28 / Zahra 22\nDarkest on the map (highest toll): {place}",
            "en",
            {"place": "Kalbiyeh"},
            {"place": "Zahra"},
            "D18",
        ),
        (
            "In the thirty days of June 240 civilians were killed. That is an average of {mean} a day.",
            "en",
            {"mean": "eight"},
            {"mean": "six"},
            "D7",
        ),
        (
            "Sixty-two massacres, 434 dead: on average {mean} people for each.",
            "en",
            {"mean": "seven"},
            {"mean": "nine"},
            "D7",
        ),
        ("قُتل خلال حزيران 240 مدنياً. وكان المعدل اليومي {mean} قتلى.", "ar", {"mean": 8}, {"mean": 6}, "D7"),
        (
            "The register stood at 2,310 names at the end of May. In June 57 names were added, and it now stands at {now}.",
            "en",
            {"now": "2,367"},
            {"now": "2,397"},
            "D9",
        ),
        (
            "At the end of May the running total had reached 411 wells. At the end of June it stood at {now} wells.",
            "en",
            {"now": 430},
            {"now": 403},
            "D9",
        ),
        (
            "كان السجل قد أُغلق في نهاية أيار على 2310 أسماء. وفي حزيران أضيف 57 اسماً فأصبح {now}.",
            "ar",
            {"now": 2367},
            {"now": 2397},
            "D9",
        ),
        (
            "Floggings in the {half} half of the year\n\n- July 12\n- August 9\n- September 14\n- October 3\n- November 21\n- December 8",
            "en",
            {"half": "second"},
            {"half": "first"},
            "D5",
        ),
        (
            "District | Killed | Injured\nWhole district | 60 | {injured}\nKalbiyeh | 31 | 80\nBurj Salma | 19 | 44\nZahra | 10 | 21",
            "en",
            {"injured": 145},
            {"injured": 154},
            "D1",
        ),
    ],
)
def test_one_changed_figure_is_found_and_the_right_one_is_no_alarm(
    text: str, lang: str, right: dict[str, object], wrong: dict[str, object], rule: str
) -> None:
    assert not found(text.format(**right), lang)
    assert rule in {f.rule for f in found(text.format(**wrong), lang)}


@pytest.mark.parametrize(
    "text",
    [
        "Homs lost 44 people, Hama 31 and Idlib 12. The deadliest attack was in Idlib, on a bakery.",
        "Homs lost 44 people, Hama 31 and Idlib 12. Idlib was one of the worst places for children.",
        "Dead by governorate: Homs 44, Hama 31, Idlib 12. Women killed: Hama 9, Homs 4, Idlib 2. Hama had the most.",
    ],
)
def test_a_claim_about_something_else_is_left_alone(text: str) -> None:
    assert not found(text)


def test_a_row_of_a_list_is_not_the_date_of_the_report() -> None:
    rows = "\n".join(
        f"{at}. {day} March 2021, Homs: {killed} killed"
        for at, (day, killed) in enumerate(((4, 9), (11, 7), (30, 6)), 1)
    )
    assert not found(
        f"Bakeries hit in March 2021\n\nThe office recorded 3 attacks with 22 killed in March 2021:\n\n{rows}"
    )


def test_a_row_by_month_that_is_called_by_other_words_is_no_failure() -> None:
    sheet = Sheet().table("month", {"Sentences": 16, "2015-07": 34}).done()
    assert not [f for f in audit(sheet) if f.rule == "D5"]


def test_an_average_of_two_that_has_no_number_is_none_of_the_number_before_it() -> None:
    text = "قُتل 930 مدنياً في تموز 2016، بينهم 62 طفلاً (بمعدل طفلين كل يوم) و40 سيدة."
    assert not [f for f in found(text, "ar") if f.rule == "D7"]


def test_the_toll_of_one_month_may_stand_at_less_than_that_of_another() -> None:
    assert not found("In May the toll stood at 64 drowned. In June the toll stood at 41 drowned.")

"""Errors of kinds that were found in published reports, restated in our own words and layout with the same arithmetic."""

from tests.audit.sheets import alarms, of
from tests.audit.test_changes import read


def test_the_military_rows_of_a_week_make_one_less_than_their_total() -> None:
    text = (
        "The office counted 95 fighters killed in Syria in October 2017.\nFighters killed by perpetrator:\n"
        "- Syrian government forces: 77 fighters\n- Islamic State: 5 fighters\n- Russian forces: 12 fighters"
    )
    (found,) = alarms(read(text, "en", "2017-11-03"), "D1")
    assert "94" in found.message_en
    assert "95" in found.message_en


def test_a_table_of_civilians_that_holds_everyone() -> None:
    text = (
        "The office documented 123 people killed in Syria in June 2017. Among them 100 civilians were killed.\n"
        "Civilians killed by perpetrator:\n- Syrian government forces: 60 civilians\n- Russian forces: 40 civilians\n"
        "- Islamic State: 23 civilians"
    )
    assert alarms(read(text, "en", "2017-07-03"), "D8")


def test_massacres_stated_and_listed() -> None:
    text = (
        "وثق المكتب وقوع 4 مجازر في سوريا خلال حزيران 2017.\nتوزعت المجازر حسب المحافظات على النحو التالي:\n"
        "- حلب: 2 مجازر\n- إدلب: 2 مجازر\n- حمص: 1 مجزرة"
    )
    found = read(text, "ar", "2017-07-03")
    assert {f.rule for f in found if f.severity == "E"} & {"D1", "D2"}
    assert any("5" in f.message_ar and "4" in f.message_ar for f in found if f.severity == "E")


def test_a_percentage_that_lost_a_digit() -> None:
    text = "وثق المكتب مقتل 393 شخصاً في سوريا خلال تشرين الأول 2014، بينهم 162 طفلاً و51 امرأة. وشكّل الأطفال والنساء 4.2% من الضحايا."
    (found,) = alarms(read(text, "ar", "2014-11-03"), "D7")
    assert "54.2%" in found.message_ar
    right = read(text.replace("4.2%", "54.2%"), "ar", "2014-11-03")
    assert all(f.passed for f in of(right, "D7"))

"""What is counted: D8, D10, D13, D15, D16, D17, D19."""

import pytest

from tawthiq.audit import audit
from tests.audit.sheets import Sheet, alarms, of


def test_a_table_of_civilians_that_adds_up_to_everyone_is_an_error_of_title() -> None:
    sheet = Sheet().add(123, measure="killed", subject=None).add(100, measure="killed", subject="civilian")
    sheet.table("actor", {"gov": 80, "rus": 20, "opp": 23}, measure="killed", subject="civilian")
    findings = audit(sheet.done())
    assert [f.severity for f in alarms(findings, "D8")] == ["E"]
    assert "123" in alarms(findings, "D8")[0].message_en
    assert not alarms(findings, "D1")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("سقط 15 شهداء في القصف.", True),
        ("سقط 15 شهيداً في القصف.", False),
        ("وقعت 103 مجازر في آب.", False),
        ("وقعت 103 مجزرة في آب.", True),
        ("وقعت 211 مجزرة.", False),
        ("قتل 100 مدنيين.", True),
        ("1 massacres took place.", True),
        ("12 massacres took place.", False),
        ("seven (8) children were killed.", True),
        ("seven (7) children were killed.", False),
    ],
)
def test_number_and_noun_agree(text: str, wrong: bool) -> None:
    assert bool(alarms(audit(Sheet(text).add(1000).done()), "D10")) == wrong


def test_attacks_by_the_holder_of_the_area_covered_are_asked_about() -> None:
    text = "وقعت المجازر في مناطق تقع تحت سيطرة تنظيم الدولة الإسلامية."
    found = alarms(audit(Sheet(text, lang="ar").table("actor", {"gov": 30, "isis": 4}).done()), "D13")
    assert [f.severity for f in found] == ["W"]
    assert not alarms(audit(Sheet(text, lang="ar").table("actor", {"gov": 30, "rus": 4}).done()), "D13")


def test_the_basis_of_counting_is_told_or_its_silence_is() -> None:
    rows = {"gov": 30, "rus": 4}
    told = of(audit(Sheet("Victims are counted by place of killing and by name.").table("actor", rows).done()), "D15")
    assert "by place of killing and named victims" in told[0].message_en
    silent = of(audit(Sheet("A report.").table("actor", rows).done()), "D15")
    assert "does not say" in silent[0].message_en


def test_a_mean_below_the_customary_threshold_shows_another_definition() -> None:
    low = Sheet().add(2).add(8, measure="killed", subject=None)
    high = Sheet().add(711).add(6439, measure="killed", subject=None)
    found = alarms(audit(low.done()), "D16")
    assert "a mean of 4, below the threshold of 5" in found[0].message_en
    assert "9.06" in of(audit(high.done()), "D16")[0].message_en
    assert of(audit(high.done()), "D16")[0].passed


def test_a_threshold_that_the_report_declares_is_used() -> None:
    declared = Sheet("The office defines a massacre as an attack that kills three people at once.")
    findings = audit(declared.add(2).add(8, measure="killed", subject=None).done())
    assert of(findings, "D16")[0].passed
    assert "threshold of 3" in of(findings, "D16")[0].message_en


def test_legal_conclusions_in_a_report_need_a_signature() -> None:
    found = alarms(audit(Sheet("هذه جرائم حرب.", lang="ar").table("actor", {"gov": 3, "rus": 2}).done()), "D19")
    assert "جرائم حرب" in found[0].message_ar
    assert not of(audit(Sheet("هذه جرائم حرب.", lang="ar").add(3).done()), "D19")


def test_numbers_of_our_own_reports_come_from_the_register() -> None:
    sheet = Sheet().add(15).table("governorate", {"Aleppo": 9, "Homs": 6})
    register = {("total", None, "incidents", "massacre"): 15, ("governorate", "Aleppo", "incidents", "massacre"): 9}
    missing = alarms(audit(sheet.done(), register_totals=register), "D17")
    assert len(missing) == 1
    assert "Homs" in missing[0].message_en
    complete = {**register, ("governorate", "Homs", "incidents", "massacre"): 6}
    assert [f.passed for f in of(audit(sheet.done(), register_totals=complete), "D17")] == [True]
    other = {**complete, ("governorate", "Homs", "incidents", "massacre"): 7}
    assert "gives 7" in alarms(audit(sheet.done(), register_totals=other), "D17")[0].message_en
    assert not of(audit(sheet.done()), "D17")

"""Sums: D1 to D4."""

from hypothesis import given
from hypothesis import strategies as st

from tawthiq.audit import audit
from tawthiq.domain.account import Aggregate
from tawthiq.domain.span import Quote, Span
from tawthiq.domain.toll import Count
from tests.audit.sheets import UNDATED, Sheet, alarms, of

MONTHS = {"--01": 4, "--02": 5, "--03": 6}


def test_cells_that_add_up_are_a_passed_check_that_names_the_sum() -> None:
    found = of(audit(Sheet().add(15).table("month", MONTHS).done()), "D1")
    assert [(f.passed, f.severity) for f in found] == [(True, "I")]
    assert "15" in found[0].message_en
    assert found[0].message_ar.startswith("الأشهر تُجمع إلى 15 (مجازر)")


def test_cells_that_do_not_add_up_are_an_error_with_the_difference_and_every_row() -> None:
    sheet = Sheet().add(17).table("month", MONTHS)
    found = alarms(audit(sheet.done()), "D1")
    assert [f.severity for f in found] == ["E"]
    assert "add up to 15" in found[0].message_en
    assert "states 17: a difference of 2" in found[0].message_en
    assert [sheet.text[s.start : s.end] for s in found[0].spans] == ["4", "5", "6", "17"]


@given(st.lists(st.integers(1, 900), min_size=2, max_size=10), st.integers(-5, 5))
def test_a_table_passes_exactly_when_its_total_is_its_sum(rows: list[int], off: int) -> None:
    stated = sum(rows) + off
    found = of(audit(Sheet().add(max(stated, 0)).table("actor", {f"a{i}": n for i, n in enumerate(rows)}).done()), "D1")
    assert [f.passed for f in found] == [max(stated, 0) == sum(rows)]


def test_a_table_with_a_vague_row_is_not_held_to_add_up() -> None:
    sheet = Sheet().add(15).table("month", MONTHS)
    sheet.add(3, dimension="month", key="--04", table=1, qualifier="about")
    assert not of(audit(sheet.done()), "D1")


def test_minimum_counts_still_add_up() -> None:
    sheet = Sheet().add(9, qualifier="at_least").table("actor", {"gov": 5, "rus": 4})
    assert of(audit(sheet.done()), "D1")[0].passed


def test_two_tables_without_a_stated_total_must_agree() -> None:
    sheet = Sheet().table("month", MONTHS, number=1).table("governorate", {"Aleppo": 9, "Homs": 5}, number=2)
    found = alarms(audit(sheet.done()), "D2")
    assert len(found) == 1
    assert "months add up to 15, the governorates to 14" in found[0].message_en


def test_a_wrong_table_is_told_once_where_the_total_shows_which_it_is() -> None:
    sheet = Sheet().add(15).table("month", MONTHS, number=1).table("governorate", {"Aleppo": 9, "Homs": 5}, number=2)
    findings = audit(sheet.done())
    assert len(alarms(findings, "D1")) == 1
    assert not alarms(findings, "D2")


def test_crossed_cells_are_added_along_both_margins() -> None:
    sheet = (
        Sheet()
        .add(10)
        .table("actor", {"gov": 7, "rus": 3}, number=1)
        .table("governorate", {"Aleppo": 6, "Homs": 4}, number=2)
    )
    right = {"Aleppo+gov": 4, "Aleppo+rus": 2, "Homs+gov": 3, "Homs+rus": 1}
    assert of(audit(sheet.table("governorate+actor", right, number=3).done()), "D3")[0].passed


def test_a_wrong_crossed_cell_fails_both_of_its_margins() -> None:
    sheet = (
        Sheet()
        .add(10)
        .table("actor", {"gov": 7, "rus": 3}, number=1)
        .table("governorate", {"Aleppo": 6, "Homs": 4}, number=2)
    )
    wrong = {"Aleppo+gov": 5, "Aleppo+rus": 2, "Homs+gov": 3, "Homs+rus": 1}
    found = alarms(audit(sheet.table("governorate+actor", wrong, number=3).done()), "D3")
    assert len(found) == 2
    assert {"Aleppo" in f.message_en for f in found} == {True, False}


def test_a_partial_list_may_fall_short_and_may_not_exceed() -> None:
    short = Sheet("The worst months").add(20).say("among them").table("month", MONTHS)
    assert of(audit(short.done()), "D4")[0].passed
    assert not of(audit(short.done()), "D1")
    over = Sheet("The worst months").add(12).say("among them").table("month", MONTHS)
    assert [f.severity for f in alarms(audit(over.done()), "D4")] == ["W"]


def test_a_document_without_statistics_gives_nothing() -> None:
    assert audit(Sheet("Two people were killed on Monday.").done()) == ()


def test_a_row_of_a_file_of_cells_stays_one_however_long_its_names_are() -> None:
    names = ["The northern forces", "The southern forces", "The coast guard", *["The militia"] * 2]
    names.append("jointly: the northern forces of the coast and the southern forces of the coast and their guards")
    lines = [f"before:actor,{n},{name},,,{100 + n},," for n, name in enumerate(names)]
    sheet = Sheet("table,row,name,,,incidents,,\n" + "\n".join(lines))
    for n in range(len(names)):
        at = sheet.text.index(f",{100 + n},,") + 1
        quote = Quote.of(sheet.text, Span(at, at + 3))
        count = Count(100 + n, 100 + n, 100 + n)
        sheet.figures.append(Aggregate(UNDATED, "actor", f"a{n}", "incidents", count, quote, table=1))
    sheet.add(sum(100 + n for n in range(len(names))), subject=None, table=1)
    assert [f.passed for f in of(audit(sheet.done()), "D1")] == [True]

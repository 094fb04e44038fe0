"""A row called total holds the sum of the others: it is no party, no province and no month."""

from __future__ import annotations

import pytest

from tawthiq.domain.document import Document
from tawthiq.extract import extract

HALF = "{title}\n{first}: 14\n{second}: 11\n{third}: 19\n{total}: 44\n"


@pytest.mark.parametrize(
    ("lang", "rows"),
    [
        ("en", ("Massacres, first quarter of 2017", "January 2017", "February 2017", "March 2017", "Total")),
        ("en", ("Massacres by party in 2017", "Syrian government forces", "Russian forces", "ISIS", "Grand total")),
        ("ar", ("مجازر الربع الأول من عام 2017", "كانون الثاني", "شباط", "آذار", "المجموع")),
        ("ar", ("المجازر بحسب المحافظة في عام 2017", "إدلب", "حلب", "حماة", "الإجمالي")),
    ],
)
def test_a_total_stands_beside_its_rows(lang: str, rows: tuple[str, ...]) -> None:
    title, first, second, third, total = rows
    text = HALF.format(title=title, first=first, second=second, third=third, total=total)
    found = extract(Document("report", text, lang)).aggregates
    assert [a.count.value for a in found] == [14, 11, 19, 44]
    assert {a.table for a in found} == {1}
    assert found[-1].dimension == "total"
    assert found[-1].key is None
    assert all(a.dimension != "total" for a in found[:-1])


def test_a_row_of_no_month_among_months_is_read_as_it_stands() -> None:
    text = "Massacres by month in 2017\nJanuary: 14\nFebruary: 11\nMarch: 19\nDate unknown: 4\n"
    found = extract(Document("report", text, "en")).aggregates
    assert [a.key for a in found] == ["2017-01", "2017-02", "2017-03", "Date unknown"]


def test_what_a_massacre_is_counts_nobody() -> None:
    text = "We mean by a massacre an attack that kills people at once. A massacre is an attack that kills at least five civilians."
    told = extract(Document("report", text, "en"))
    assert not told.aggregates
    assert not [t for a in told.accounts for t in a.tolls]


def test_a_total_at_the_foot_and_a_column_of_an_unknown_party() -> None:
    listed = "July: 12\nAugust: 9\nSeptember: 7\nCivilians killed in the third quarter of 2018: 28\n"
    found = extract(Document("report", listed, "en")).aggregates
    assert [(a.dimension, a.measure, a.count.value) for a in found] == [
        ("month", "killed", 12), ("month", "killed", 9), ("month", "killed", 7), ("total", "killed", 28)
    ]  # fmt: skip
    crossed = "Civilians killed in 2018\nGovernorate\tRussia\tThe northern command\tTotal\nIdlib\t22\t18\t40\nAleppo\t19\t12\t31\n"
    cells = [a for a in extract(Document("report", crossed, "en")).aggregates if a.dimension == "governorate+actor"]
    assert [a.key for a in cells if a.key and a.key.startswith("Idlib")] == ["Idlib+rus", "Idlib+The northern command"]


def test_parts_in_brackets_divide_the_number_before_them() -> None:
    text = "In September 2019 our office documented 77 civilians killed (21 children, 14 women, 42 men) in Syria."
    found = extract(Document("report", text, "en")).aggregates
    assert {a.key for a in found if a.dimension == "group"} >= {"child", "woman", "man"}

"""What one sentence says of the one before: by whom it was told, the items of its list, who was among its dead."""

from __future__ import annotations

import pytest

from tests.extract.telling import told

NOTES = [
    ("قُتل 12 مدنياً بقصف على بلدة سرمين. ذكر ذلك مصدر طبي، وأضاف أن القتلى نُقلوا إلى المشفى.", "مصدر طبي"),
    ("Shelling killed 12 civilians in Sarmin. So said the head of the civil defence, Raed.", "the head of the civil defence"),
    ("Shelling killed 12 civilians in Sarmin; the information is from the town's hospital.", "the town's hospital"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "who"), NOTES)
def test_a_note_says_who_told_what_stands_before_it(text: str, who: str) -> None:
    (account,) = told(text).accounts
    first = account.tolls[0]
    assert first.attribution is not None
    assert first.attribution.quote.text == who


def test_the_items_of_a_list_are_told_by_who_opens_it() -> None:
    text = "قُتل 638 شخصاً في سرمين خلال اقتحامها، حسب إحصاء أصدره المرصد، وفيه:\n- 219 من الأهالي.\n- 15 عنصراً من الشرطة.\nوقُتل شاب في إدلب."
    tolls = [t for account in told(text).accounts for t in account.tolls]
    said = {t.count.low: t.attribution.quote.text if t.attribution else None for t in tolls}
    assert {638: "المرصد", 219: "المرصد", 15: "المرصد"}.items() <= said.items()
    assert said.get(1) is None


AMONG = [
    ("An air strike on Sarmin killed 12 people. Among them were three children and two women, a doctor said.", ["12", "3 child", "2 woman"]),
    ("An air strike on Sarmin killed 12 people. They included three children.", ["12", "3 child"]),
    ("An air strike on Sarmin killed 12 people. Two nurses were among them.", ["12", "2 medical_staff"]),
    ("An air strike on Sarmin killed 12 people. Among them was a child.", ["12", "1 child"]),
    ("أدى القصف على سرمين إلى مقتل 12 شخصاً. وكان من بينهم ثلاثة أطفال وامرأتان.", ["12", "3 child", "2 woman"]),
    ("أدى القصف على سرمين إلى مقتل 12 شخصاً. بينهم نساء وأطفال.", ["12", "1 woman", "1 child"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), AMONG)
def test_a_sentence_says_who_was_among_those_told_before_it(text: str, expected: list[str]) -> None:
    tolls = [t for account in told(text).accounts for t in account.tolls]
    assert [f"{t.count.low} {t.group or ''}".strip() for t in tolls] == expected
    assert {t.harm for t in tolls} == {"killed"}


@pytest.mark.parametrize("text", [
    "An air strike on Sarmin killed 12 people and wounded 30. Among them were three children.",
    "An air strike on Sarmin killed two people. Among them were five soldiers.",
    "أدى القصف على سرمين إلى مقتل 12 شخصاً وإصابة 30. وكان بينهم ثلاثة أطفال.",
])  # fmt: skip
def test_where_it_is_not_clear_who_they_were_among_nothing_is_read(text: str) -> None:
    tolls = [t for account in told(text).accounts for t in account.tolls]
    assert not {t.group for t in tolls} & {"child", "combatant"}

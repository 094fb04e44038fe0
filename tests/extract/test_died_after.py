"""Who was hurt and died is told once, as killed; who died beside the hurt is another."""

from __future__ import annotations

import pytest

from tests.extract.telling import told

CASES = [
    ("أصيب شاب على دراجته برصاص قناص عند الحاجز، وتوفي قبل المغرب.", [("killed", 1)]),
    ("أصيب رجل بشظايا القصف ثم فارق الحياة بعد ساعات.", [("killed", 1)]),
    ("أصيب خمسة أشخاص بقصف على السوق وتوفوا في المشفى.", [("killed", 5)]),
    ("أصيب ثلاثة مدنيين بقصف على السوق وتوفي طفل في المشفى.", [("injured", 3), ("killed", 1)]),
    ("أصيب ثلاثة مدنيين بقصف على السوق وتوفي في المشفى.", [("injured", 3)]),
    ("A man was wounded by a sniper at the checkpoint and later died.", [("killed", 1)]),
    ("Five people were wounded by a shell, and two of them died.", [("injured", 5), ("killed", 2)]),
    ("Shelling wounded five people and a woman died of fright.", [("injured", 5), ("killed", 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_the_hurt_who_died_are_told_as_killed(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(t.harm, t.count.low) for account in told(text).accounts for t in account.tolls] == expected

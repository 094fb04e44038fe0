"""Deaths of wounds are marked, and only they (R12)."""

from __future__ import annotations

import pytest

from tawthiq.domain.document import Document
from tawthiq.extract import extract


def marked(text: str, lang: str) -> list[tuple[int, bool]]:
    found = extract(Document("d", text, lang))
    return [(t.count.low, t.of_wounds) for a in found.accounts for t in a.tolls if t.harm == "killed"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("توفي محمود صالح العلي متأثراً بجراحه التي أصيب بها في قصف مدينة دوما يوم 5 آذار 2016.", [(1, True)]),
        ("توفي طفلان متأثرين بجراحهما جراء قصف مدينة دوما يوم 5 آذار 2016.", [(2, True)]),
        ("قُتل ثلاثة مدنيين في قصف مدينة دوما يوم 5 آذار 2016.", [(3, False)]),
        ("ارتفع عدد قتلى قصف مدينة دوما يوم 5 آذار 2016 إلى 12 شخصاً.", [(12, False)]),
    ],
)
def test_arabic(text: str, expected: list[tuple[int, bool]]) -> None:
    assert marked(text, "ar") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Omar Hassan al-Masri later died of his wounds from the shelling of Douma on 5 March 2016.", [(1, True)]),
        ("Two children succumbed to their injuries after the shelling of Douma on 5 March 2016.", [(2, True)]),
        ("Three civilians were killed in the shelling of Douma on 5 March 2016.", [(3, False)]),
        ("Omar Hassan al-Masri died in Damascus of old age.", []),
    ],
)
def test_english(text: str, expected: list[tuple[int, bool]]) -> None:
    assert marked(text, "en") == expected

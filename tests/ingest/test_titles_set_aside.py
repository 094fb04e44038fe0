"""A title of another report is set aside, the report around it is not."""

from __future__ import annotations

import pytest

from tawthiq.ingest.asides import find_asides

LEAD = "قتل رجلان بانفجار دراجة نارية وسط المدينة."
TITLE = "اقرأ أيضا: تسعة جرحى في سوق بلدة مجاورة"
REST = "وأصيب سبعة آخرون نقلوا إلى المشفى."


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        (f"{LEAD}\n{TITLE}\n{REST}", [TITLE]),
        (f"{TITLE}\n{LEAD}\n{REST}", [TITLE]),
        (f"أخبار ذات صلة\nتسعة جرحى في سوق بلدة مجاورة\n{LEAD}", ["أخبار ذات صلة\nتسعة جرحى في سوق بلدة مجاورة"]),
        (f"Two men died.\nRead more: Nine hurt in a market\n{REST}", ["Read more: Nine hurt in a market"]),
        (
            "Related News\n\nNine hurt in a market\n\nNine people were hurt when...\n\nTwo men died.",
            ["Related News\n\nNine hurt in a market\n\nNine people were hurt when..."],
        ),
        ("Related News\n\nTwo men died in Homs on Sunday\n\nThey were brothers.", ["Related News"]),
    ],
)
def test_only_the_title_is_set_aside(text: str, aside: list[str]) -> None:
    assert [text[a.span.start : a.span.end] for a in find_asides(text)] == aside

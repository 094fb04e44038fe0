"""Plain text: its title is its first line that says something."""

from __future__ import annotations

import pytest

from tawthiq.ingest.plain import read_plain

REPORT = "قصف على دوما يوقع خمسة قتلى\nقال ناشطون إن خمسة مدنيين قتلوا في قصف على مدينة دوما."


@pytest.mark.parametrize(
    "opening",
    ["", "بسم الله الرحمن الرحيم\n", "بسم اللّه الرحمن الرحيم\n\n", "السلام عليكم ورحمة الله وبركاته\n", "الرئيسية\n"],
)
def test_how_a_statement_opens_is_no_title(opening: str) -> None:
    page = read_plain((opening + REPORT).encode(), "a.txt")
    assert page.title == "قصف على دوما يوقع خمسة قتلى"
    assert [page.text[a.span.start : a.span.end].strip() for a in page.asides] == ([opening.strip()] if opening else [])

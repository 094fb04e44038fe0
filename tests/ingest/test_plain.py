"""Plain text: its title is its first line that says something."""

from __future__ import annotations

import pytest

from tawthiq.ingest.page import Refused
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


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_nul_behind_a_byte_order_mark_is_a_broken_place(encoding: str) -> None:
    words = "قُتل ثلاثة مدنيين في قصف على سوق البلدة صباح يوم السبت"
    assert read_plain(f"{words}\x00 {words}".encode(encoding), "x").text == f"{words}\ufffd {words}"
    with pytest.raises(Refused, match="binary"):
        read_plain((words + "\x00" * 20).encode(encoding), "x")


def test_a_nul_far_into_a_text_is_a_broken_place() -> None:
    text = "The post was shelled. " * 4000
    assert read_plain((text + "\x00 end").encode(), "x").text.endswith("\ufffd end")

"""A withheld name is withheld however it is written."""

from __future__ import annotations

import pytest

from tawthiq.publish.names_written import without, written

NAME = "سامر المثال"


@pytest.mark.parametrize(
    "text",
    [
        "قُتل سامر المثال أمس",
        "قُتل سامر\u00a0المثال أمس",
        "قُتل سامر\nالمثال أمس",
        "قُتل سَامِر المِثال أمس",
        "قُتل سامـــر المثال أمس",
        "وسامر المثال قُتل",
        "عزّى بسامر المثال",
    ],
)
def test_in_every_spelling(text: str) -> None:
    struck = without([NAME, "المثال"], text, "…")
    assert "مثال" not in struck.replace("\u0650", "")
    assert "سامر" not in struck
    for span in written([NAME], text):
        assert text[span.start] == "س"


def test_the_rest_stays_as_it_is() -> None:
    assert (
        without(["Said"], "He said that Mr Said, Saida's mayor, was there.", "…")
        == "He said that Mr …, Saida's mayor, was there."
    )
    assert without(["Ann Example", "Example"], "Ann  Example and an example", "…") == "… and an example"
    assert without(["", " ", "\u064e"], "nothing", "…") == "nothing"
    assert without([], "nothing", "…") == "nothing"

"""Names by their sound: what is one name, and what only looks like one."""

from __future__ import annotations

import pytest

from tawthiq.knowledge.place_sounds import alike, sound_key, sounding_like


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Deir ez-Zor", "Dayr az-Zawr"), ("Debyan", "Dhiban"), ("Raes al-Ein", "Ras al-Ain"), ("Kuniko", "Conoco"),
        ("Azez", "Azaz"), ("Kafranboda", "Kafr Nabudah"), ("Ma’arrat an-Nu’man", "Maaret al-Numan"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_sound_alike(first: str, second: str) -> None:
    assert sound_key(first) == sound_key(second)
    assert alike(first, second) is not None


@pytest.mark.parametrize(("first", "second"), [("Ya'rob", "Yaarubiyah"), ("Hama", "Hims"), ("Tah", "Taoum")])
def test_other_names_do_not(first: str, second: str) -> None:
    assert sound_key(first) != sound_key(second) or alike(first, second) is None


def test_the_nearest_comes_first_and_other_scripts_have_no_sound() -> None:
    assert sounding_like("Jdeid Akkidat")[0][1] == "sy.deir-ez-zor.jadid-ukaydat"
    assert sounding_like("ذيبان") == []

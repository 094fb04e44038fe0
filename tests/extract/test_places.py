"""Places: homonyms, ordinary words, cues, lists, places that no gazetteer lists."""

from __future__ import annotations

import pytest

from tawthiq.extract.places import find_places
from tests.extract.telling import context


def places(text: str, lang: str = "ar") -> list[tuple[str, str | None]]:
    return [(p.place.id, p.cue) for p in find_places(context(text, lang=lang))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قصف حي الحميدية في مدينة دير الزور", "sy.deir-ez-zor.deir-ez-zor.hamidiyah"),
        ("قصف حي الحميدية في مدينة حمص", "sy.homs.homs.hamidiyah"),
        ("غارات على مدينة دوما في الغوطة الشرقية", "sy.rif-dimashq.douma"),
    ],
)
def test_a_homonym_is_read_by_what_stands_beside_it(text: str, expected: str) -> None:
    assert places(text)[0][0] == expected


def test_the_other_readings_are_kept() -> None:
    hit = find_places(context("قصف حي الحميدية في مدينة دير الزور"))[0]
    assert len(hit.candidates) > 1
    assert hit.candidates[0] == hit.place.id


def test_a_name_that_is_an_ordinary_word_needs_a_cue() -> None:
    assert places("وقف الرجل أمام الباب وطرق الباب") == []
    assert places("انفجار في مدينة الباب")[0][0].startswith("sy.aleppo")


def test_a_cue_serves_every_name_of_its_list() -> None:
    found = dict(places("اقتحام حيي الجورة والقصور بمدينة دير الزور"))
    assert found["sy.deir-ez-zor.deir-ez-zor.joura"] == "neighbourhood"
    assert found["sy.deir-ez-zor.deir-ez-zor.qusour"] == "neighbourhood"


def test_a_letter_of_comparison_makes_no_place() -> None:
    assert places("خسر عددا كبيرا من عناصره") == []


def test_an_unlisted_village_is_a_place_inside_the_one_beside_it() -> None:
    hits = find_places(context("قصف على قرية كفر زنبقان في ريف إدلب"))
    unlisted = next(h for h in hits if h.place.id.startswith("unlisted:"))
    assert unlisted.place.level == "village"
    assert unlisted.place.governorate == "sy.idlib"
    assert unlisted.rule == "place.unlisted"


def test_english_names_with_a_small_article_and_no_lower_case_words() -> None:
    assert places("A strike hit a police station in al-Sousa, Deir ez-Zor.", "en")[0][0] == "sy.deir-ez-zor.susah"
    assert places("They hit him hard.", "en") == []


def test_a_dateline_is_no_scene() -> None:
    hits = find_places(context("دمشق - قتل خمسة أشخاص في مدينة إدلب"))
    assert hits[0].aside
    assert not hits[-1].aside

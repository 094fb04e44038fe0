"""The words of the report: both languages complete, counted nouns inflected, vocabularies clean."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import pytest

from tawthiq.knowledge.load import toml
from tawthiq.publish.figures import Sum, told_words
from tawthiq.publish.wording import clean, codes, wording

AR, EN = wording("ar"), wording("en")
CODE_LISTS = (
    "harms",
    "groups",
    "kinds",
    "weapons",
    "source_types",
    "grades",
    "attribution_grades",
    "place_precisions",
    "date_precisions",
    "actor_roles",
    "person_roles",
    "date_bases",
    "qualifiers",
    "measures",
    "dimensions",
    "rules",
)


def _flat(strings: Any) -> dict[str, str]:
    return {
        f"{section}.{name}": str(value)
        for section, entries in strings.items()
        if section != "count"
        for name, value in entries.items()
    }


def test_both_languages_have_the_same_strings_and_placeholders() -> None:
    ar, en = _flat(AR.strings), _flat(EN.strings)
    assert set(ar) == set(en)
    assert set(AR.strings["count"]) == set(EN.strings["count"])
    for key in ar:
        assert sorted(set(re.findall(r"\{\w+\}", ar[key]))) == sorted(set(re.findall(r"\{\w+\}", en[key]))), key
    assert len(AR.items("months.names")) == len(EN.items("months.names")) == 12
    assert len(AR.items("weekdays.names")) == len(EN.items("weekdays.names")) == 7
    assert len(AR.items("method.limit_list")) == len(EN.items("method.limit_list"))


@pytest.mark.parametrize(
    ("n", "ar", "en"),
    [
        (0, "لا حوادث", "0 incidents"),
        (1, "حادثة واحدة", "1 incident"),
        (2, "حادثتان", "2 incidents"),
        (3, "3 حوادث", "3 incidents"),
        (11, "11 حادثة", "11 incidents"),
        (100, "100 حادثة", "100 incidents"),
        (103, "103 حوادث", "103 incidents"),
        (1711, "1,711 حادثة", "1,711 incidents"),
    ],
)
def test_counted_nouns(n: int, ar: str, en: str) -> None:
    strip = str.maketrans("", "", "\u2066\u2069")
    assert AR.count("incident", n).translate(strip) == ar
    assert EN.count("incident", n).translate(strip) == en


@pytest.mark.parametrize(
    ("n", "ar", "en"),
    [
        (1, "في حادثة واحدة", "in 1 incident"),
        (2, "في حادثتين", "in 2 incidents"),
        (3, "في 3 حوادث", "in 3 incidents"),
        (11, "في 11 حادثة", "in 11 incidents"),
    ],
)
def test_counted_nouns_after_a_preposition(n: int, ar: str, en: str) -> None:
    strip = str.maketrans("", "", "\u2066\u2069")
    assert AR.count("over", n).translate(strip) == ar
    assert EN.count("over", n).translate(strip) == en
    for w, said in ((AR, ar), (EN, en)):
        told = told_words("killed", Sum(3, 7, True, n), w).translate(strip)
        assert said in told
        assert "3–7+" in told
        assert "0" not in told_words("killed", Sum(), w)


@pytest.mark.parametrize("vocabulary", CODE_LISTS)
def test_every_code_has_labels_and_definitions_in_both_languages(vocabulary: str) -> None:
    assert codes(vocabulary)
    for code in codes(vocabulary):
        entry = toml(f"vocabularies/{vocabulary}.toml")[code]
        for key in ("ar", "en", "definition_ar", "definition_en"):
            assert entry[key].strip(), f"{vocabulary}.{code}.{key}"
        assert re.search(r"[\u0621-\u064a]", entry["ar"] + entry["definition_ar"]), f"{vocabulary}.{code}"
        assert not re.search(r"[\u0600-\u06ff]", entry["en"] + entry["definition_en"]), f"{vocabulary}.{code}"


def test_rules_cover_both_series() -> None:
    assert [code for code in codes("rules") if code.startswith("R")] == [f"R{n}" for n in range(1, 18)]
    assert [code for code in codes("rules") if code.startswith("D")] == [f"D{n}" for n in range(1, 21)]


def test_no_presentation_forms_or_tatweel() -> None:
    for name in (*CODE_LISTS, "publish_ar", "publish_en"):
        text = str(toml(f"vocabularies/{name}.toml"))
        assert not re.search(r"[\ufb50-\ufdff\ufe70-\ufeff\u0640]", text), name
        assert unicodedata.normalize("NFC", text) == text, name


def test_unknown_codes_stand_as_they_are() -> None:
    assert AR.label("kinds", "no_such_kind") == "no_such_kind"
    assert AR.label("kinds", None) == ""
    assert AR.definition("kinds", "no_such_kind") == ""
    assert EN.rule("R8.modal") == EN.rule("R8") == "best figure"
    assert EN.rule("toll.at-least") == ""
    assert (AR.pick("", "x"), EN.pick("ع", "")) == ("x", "ع")


def test_document_text_is_made_fit_to_show() -> None:
    assert clean("a\x00b\u202ec\ud800d\u2067e\nf") == "abcde\nf"

"""A title is never more exact about the place than the place that is published."""

from __future__ import annotations

from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

from tawthiq.domain.register import Register
from tawthiq.publish.exports.incidents_geojson import incidents_geojson
from tawthiq.publish.report import render
from tawthiq.publish.titles import kind_words, public_title
from tawthiq.publish.wording import wording

AR, EN = wording("ar"), wording("en")


def test_the_title_of_an_attack_on_a_hospital_does_not_name_the_neighbourhood(register: Register) -> None:
    hospital = next(incident for incident in register.incidents if incident.id == "inc-hospital")
    assert "al-Sakhour" in hospital.title_en
    assert public_title(hospital, EN) == "air strike, Aleppo"
    assert public_title(hospital, AR) == "غارة جوية، حلب"
    (feature,) = incidents_geojson(replace(register, incidents=(hospital,)))["features"]
    assert feature["properties"]["title_en"] == "air strike, Aleppo"
    page = LexborHTMLParser(render(replace(register, incidents=(hospital,)), "en"))
    assert "Sakhour" not in page.css(".incident .name")[0].text()
    assert "Sakhour" not in "".join(node.text() for node in page.css("#tables, #map"))


def test_the_title_of_sexual_violence_is_only_its_kind(register: Register) -> None:
    hidden = replace(register.incidents[1], kind="sexual_violence")
    assert public_title(hidden, EN) == EN.label("kinds", "sexual_violence")


@pytest.mark.parametrize(
    ("kind", "title", "words"),
    [
        ("airstrike", "Air strike, Idlib", ""),
        ("airstrike", "Planes over Idlib", "air strike"),
        ("unknown", "incident, Idlib", "kind not stated"),
        ("other", "incident, Idlib", "kind not stated"),
    ],
)
def test_the_kind_is_not_said_twice_and_an_unknown_one_is_called_so(
    register: Register, kind: str, title: str, words: str
) -> None:
    assert kind_words(replace(register.incidents[1], kind=kind), title, EN) == words

"""The word of a source and the definition of an office are never mixed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

from tawthiq.domain.incident import Definition
from tawthiq.domain.register import Register
from tawthiq.publish.exports.incidents_geojson import incidents_geojson
from tawthiq.publish.massacres import definitions, definitions_met, is_labelled
from tawthiq.publish.report import render
from tawthiq.publish.statistics import table
from tawthiq.publish.wording import wording


def _shown(register: Register, lang: str) -> list[str]:
    names = LexborHTMLParser(render(register, lang)).css("#incidents .name")
    return [" ".join(name.text().split()) for name in names]


def test_meeting_a_definition_is_not_being_called_a_massacre(register: Register) -> None:
    mine = next(incident for incident in register.incidents if incident.id == "inc-mine")
    meets = replace(mine, massacre_by=("snhr",))
    called = replace(mine, labels=("massacre",), massacre_by=())
    assert not is_labelled(meets)
    assert is_labelled(called)
    assert is_labelled(replace(mine, kind="massacre"))
    only = replace(register, incidents=(meets,))
    assert table(only, "kind").total.massacres == ()
    assert table(replace(register, incidents=(called,)), "kind").total.massacres == ("inc-mine",)
    properties = incidents_geojson(only)["features"][0]["properties"]
    assert (properties["massacre_labelled"], properties["massacre_definitions"]) == (False, ["snhr"])


@pytest.mark.parametrize(
    ("lang", "met", "called"),
    [
        ("en", "meets \u2066SNHR\u2069's definition of a massacre (at least five", "called a massacre by a source"),
        ("ar", "تستوفي تعريف المجزرة لدى \u2066SNHR\u2069 (خمسة", "سمّاها مصدر مجزرة"),
    ],
)
def test_the_report_says_which_of_the_two_it_is(register: Register, lang: str, met: str, called: str) -> None:
    joura = replace(register.incidents[0], labels=(), massacre_by=("snhr",))
    (name,) = _shown(replace(register, incidents=(joura,)), lang)
    assert met in name
    assert called not in name
    (name,) = _shown(replace(register, incidents=(replace(joura, labels=("massacre",), massacre_by=()),)), lang)
    assert met not in name
    assert called in name


def test_a_definition_that_nobody_wrote_down_is_not_invented(register: Register) -> None:
    w = wording("en")
    assert definitions_met(replace(register.incidents[0], massacre_by=("nobody",)), w) == ()
    assert all(definitions(w).values())


@pytest.mark.parametrize(("lang", "name"), [("en", "Our office"), ("ar", "مكتبنا")])
def test_an_offices_own_definition_is_named_wherever_it_is_met(register: Register, lang: str, name: str) -> None:
    own = Definition("our_office", "مكتبنا: أربعة قتلى", "Our office: four killed")
    joura = replace(register.incidents[0], labels=(), massacre_by=("our_office",), definitions=(own,))
    only = replace(register, incidents=(joura,))
    assert name in _shown(only, lang)[0]
    assert own.en.partition(": ")[2] in definitions_met(joura, wording("en"))[0]
    assert name in LexborHTMLParser(render(only, lang)).css("#method")[0].text()
    properties = incidents_geojson(only)["features"][0]["properties"]
    assert (properties["massacre_definitions"], properties["massacre_definitions_en"]) == (["our_office"], [own.en])

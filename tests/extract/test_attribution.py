"""Speakers: the cases by phenomenon; scopes lie in the text; offices have one key in both languages."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.extract.matcher import the_matcher
from tawthiq.extract.speakers.attribution import find_attributions
from tawthiq.knowledge.load import toml
from tawthiq.knowledge.offices import offices
from tawthiq.knowledge.parties import actors
from tawthiq.text.fold import fold_word
from tawthiq.text.reading import read

CASES = tomllib.loads((Path(__file__).parent / "cases" / "attribution.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[c["says"] for c in CASES])
def test_who_says_so(case: dict[str, Any]) -> None:
    reading = read(case["text"], the_matcher())
    found = [a for a in find_attributions(reading) if a.rule != "attribution.carried"]
    assert [[reading.quote(a.start, a.end).text, a.source_type, a.key] for a in found] == case["expect"]
    if "covers" in case:
        position = reading.text.index(fold_word(case["covers"]))
        assert found[-1].scope_start <= position < found[-1].scope_end


def test_pools_are_anonymous_and_offices_are_not() -> None:
    reading = read("قالت مصادر محلية إن رجلا قتل.\n\nوقالت رويترز إن طفلا قتل.", the_matcher())
    assert [(a.anonymous, a.key) for a in find_attributions(reading)] == [(True, ""), (False, "reuters")]


def test_two_speakers_of_one_sentence_answer_for_their_own_parts() -> None:
    text = "قتل تسعة أشخاص بحسب الدفاع المدني، وقالت وكالة سانا إن ثلاثة قتلوا."
    reading = read(text, the_matcher())
    first, second = find_attributions(reading)
    nine, three = reading.text.index("تسعه"), reading.text.index("ثلاثه")
    assert (first.key, second.key) == ("civil_defence", "sana")
    assert first.scope_start <= nine < first.scope_end <= second.scope_start <= three < second.scope_end


def test_a_quotation_carries_its_speaker_to_its_end() -> None:
    text = 'Samer Hamwi, a doctor, said: "Nine died at once. Two more died later." The road is closed.'
    reading = read(text, the_matcher())
    hit = find_attributions(reading)[0]
    assert hit.scope_start <= reading.text.index("two more") < hit.scope_end


def test_a_hard_wrapped_line_is_one_sentence() -> None:
    text = "At least nine people were found in the ruins of the old town\nmarket, local activists said."
    reading = read(text, the_matcher())
    (hit,) = find_attributions(reading)
    assert hit.scope_start <= reading.text.index("nine") < hit.scope_end


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([c["text"] for c in CASES]), min_size=1, max_size=4))
def test_every_span_lies_in_the_text(parts: list[str]) -> None:
    reading = read("\n".join(parts), the_matcher())
    types = set(toml("vocabularies/source_types.toml"))
    for hit in find_attributions(reading):
        assert 0 <= hit.start < hit.end <= len(reading.text)
        assert 0 <= hit.scope_start <= hit.scope_end <= len(reading.text)
        assert reading.quote(hit.start, hit.end).text.strip()
        assert hit.source_type in types


def test_offices_keep_to_the_vocabularies() -> None:
    types = toml("vocabularies/source_types.toml")
    seen: dict[str, str] = {}
    for office in offices().values():
        assert office.source_type in types
        assert not office.party or office.party in actors()
        for wording in office.wordings:
            assert seen.setdefault(fold_word(wording), office.key) == office.key, wording

"""The templates: both languages, the same facts in each, and every rule with one."""

import re
from string import Formatter

import pytest

from tawthiq.audit import RULES, SERIES_RULES
from tawthiq.audit.messages import finding, joined, named, rows, unit
from tawthiq.domain.span import Span
from tawthiq.knowledge.load import toml

MESSAGES = toml("vocabularies/audit_messages.toml")
TEMPLATES = {k: v for k, v in MESSAGES.items() if re.match(r"D\d+\.", k)}


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("key", sorted(TEMPLATES))
def test_a_template_names_the_same_facts_in_both_languages(key: str) -> None:
    assert _fields(TEMPLATES[key]["en"]) == _fields(TEMPLATES[key]["ar"])


def test_every_rule_has_a_template_and_a_label_and_every_template_a_rule() -> None:
    rules = {*RULES, *SERIES_RULES, "D17"}
    assert {k.partition(".")[0] for k in TEMPLATES} == rules
    assert rules <= set(toml("vocabularies/rules.toml"))


def test_every_rule_opens_with_its_number_and_an_example_in_each_language() -> None:
    for name, rule in (*RULES.items(), *SERIES_RULES.items()):
        said = rule.__doc__ or ""
        assert said.startswith(f"{name}: ")
        assert "ar: " in said
        assert "en: " in said


def test_numbers_are_grouped_and_names_are_in_the_language_of_the_message() -> None:
    made = finding(
        "D1",
        "failed",
        "E",
        [Span(0, 1)],
        rows=rows("governorate"),
        sum=12345,
        stated=6,
        difference=12339,
        unit=unit("killed", "child"),
    )
    assert "12,345 (killed, children)" in made.message_en
    assert "المحافظات تُجمع إلى 12,345 (قتلى، أطفال)" in made.message_ar


def test_names_of_months_actors_governorates_and_crossed_keys() -> None:
    assert (named("month", "2016-06").en, named("month", "--06").ar) == ("June 2016", "يونيو/حزيران")
    assert named("governorate", "Aleppo").ar == "حلب"
    assert named("actor+group", "rus+child").en.endswith("– children")
    assert named("actor", "some words of a row").en == "some words of a row"
    assert joined([named("governorate", g) for g in ("Aleppo", "Idlib", "Homs")]).en == "Aleppo, Idlib and Homs"


def test_a_check_that_holds_is_information() -> None:
    made = finding("D17", "passed", "E", [], count=3)
    assert (made.passed, made.severity) == (True, "I")

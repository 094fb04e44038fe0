"""The registry of the rules of weighing: every rule is applied by code that exists, and its examples give the figures it says."""

from __future__ import annotations

from importlib import import_module

import pytest

from tawthiq.cli.rule_figures import figures_of
from tawthiq.knowledge.rules_of_weighing import Example, rules_of_weighing

RULES = rules_of_weighing()
EXAMPLES = [pytest.param(e, id=f"{rule.id}-{e.lang}") for rule in RULES for e in rule.examples]


def test_every_rule_has_words_and_an_example_in_both_languages() -> None:
    assert [rule.id for rule in RULES] == [f"R{n}" for n in range(1, 18)]
    for rule in RULES:
        assert rule.name_ar
        assert rule.name_en
        assert rule.words_ar
        assert rule.words_en
        assert {e.lang for e in rule.examples} == {"ar", "en"}
        assert all(e.shows and e.figures and e.documents for e in rule.examples)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_applied_by_code_that_says_so(rule: object) -> None:
    assert rule.applied  # type: ignore[attr-defined]
    told = ""
    for dotted in rule.applied:  # type: ignore[attr-defined]
        module, _, name = dotted.rpartition(".")
        found = getattr(import_module(module), name)
        told += f"{import_module(module).__doc__} {found.__doc__}"
    assert rule.id in told or any(f"{low}–R" in told for low in ("R1", "R6"))  # type: ignore[attr-defined]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_gives_its_figures_from_its_text(example: Example) -> None:
    assert figures_of(example) == dict(example.figures)

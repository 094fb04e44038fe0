"""`tawthiq rules` prints the registry and checks it on request."""

from __future__ import annotations

import pytest

from tawthiq.knowledge.rules_of_weighing import rules_of_weighing
from tests.cli.running import run


def test_every_rule_is_printed_in_both_languages() -> None:
    done = run("rules")
    assert done.status == 0
    for rule in rules_of_weighing():
        assert f"{rule.id} · {rule.name_ar} · {rule.name_en}" in done.out
        assert all(example.shows in done.out for example in rule.examples)


def test_one_rule_in_one_language_checked() -> None:
    done = run("rules", "r10", "--lang", "en", "--check")
    assert done.status == 0
    assert "killed.child = 2 / 2 / 2" in done.out
    assert "BUT" not in done.out
    assert not any("\u0600" <= c <= "\u06ff" for c in done.out)


def test_a_figure_that_comes_out_otherwise_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tawthiq.cli.rules.figures_of", lambda example: {**example.figures, "killed": "1 / 1 / 1"})
    done = run("rules", "R10", "--check")
    assert done.status == 1
    assert "BUT 1 / 1 / 1" in done.out


def test_an_unknown_rule_is_wrong_use() -> None:
    assert run("rules", "R99").status == 2

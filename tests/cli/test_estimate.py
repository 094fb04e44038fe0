"""`estimate`: three numbers that stand apart, an estimate or the reasons against it, and the chart."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.running import run

KOSOVO = Path(__file__).parents[1] / "estimate" / "kosovo.csv"


def test_a_published_table_gives_its_published_figures(tmp_path: Path) -> None:
    chart = tmp_path / "overlap.svg"
    done = run("estimate", "--cells", KOSOVO, "--closed", "--reviewed", "--chart", chart)
    assert (done.status, done.err) == (0, "")
    assert "Documented: 4,400 people" in done.out
    assert "Estimated: 14,342 (12,541–16,540, 95%), of whom 9,942 on no list" in done.out
    assert "7,395 if the lists were independent" in done.out
    assert "10,270 where people differ, 8,586 where lists differ too" in done.out
    assert "5,447–9,622" in done.out
    assert "never added or mixed" in done.out
    assert chart.read_text(encoding="utf-8").startswith("<svg ")


def test_without_review_and_a_closed_period_there_is_no_estimate() -> None:
    done = run("estimate", "--cells", KOSOVO, "--lang", "ar")
    assert done.status == 0
    assert "لا تقدير" in done.out
    assert "--reviewed" in done.out
    assert "14,342" not in done.out


def test_two_lists_are_refused_and_still_compared() -> None:
    done = run("estimate", "--cells", KOSOVO, "--closed", "--reviewed", "--keep", "EXH", "--keep", "ABA")
    assert done.status == 0
    assert "there are 2 lists of names; at least 3" in done.out
    assert "EXH and ABA: 403 people on both" in done.out


def test_a_register_gives_reported_and_documented_and_says_why_it_estimates_nothing(built: Path) -> None:
    done = run("estimate", "--register", built, "--from", "2012-01-01", "--to", "2020-12-31", "--reviewed")
    assert (done.status, done.err) == (0, "")
    assert "Reported: " in done.out
    assert "Documented: 0 people" in done.out
    assert "Estimated: refused." in done.out
    assert "Incidents told by one origin" in done.out


def test_without_the_extra_everything_but_the_models_works(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [n for n in sys.modules if n.partition(".")[0] == "statsmodels"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "statsmodels", None)
    done = run("estimate", "--cells", KOSOVO, "--closed", "--reviewed")
    assert done.status == 0
    assert "pip install 'tawthiq[estimate]'" in done.out
    assert "Documented: 4,400" in done.out


@pytest.mark.parametrize(
    ("content", "said"),
    [("a,b\n1,0\n", "no column count"), ("a,b,count\n1,0,x\n", "line 2"), ("a,b,count\n0,0,3\n", "on no list"), ("a,count\n1,2,3\n", "line 2")],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_named_in_one_line(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "cells.csv"
    file.write_text(content, encoding="utf-8")
    done = run("estimate", "--cells", file)
    assert done.status == 2
    assert said in done.err
    assert "cells.csv" in done.err
    assert done.err.count("\n") == 1


def test_one_source_must_be_named() -> None:
    assert run("estimate").status == 2
    assert run("estimate", "--cells", KOSOVO, "--lists", KOSOVO).status == 2

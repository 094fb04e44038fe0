"""Counts of people: what is counted, of whom, what happened to them, with which bounds."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tawthiq.domain.document import Document
from tawthiq.extract import read_document
from tawthiq.extract.tellings.segments import Mentions, segments

CASES = [
    pytest.param(lang, case, id=f"{lang}-{case['description'][:50]}")
    for lang in ("ar", "en")
    for case in tomllib.loads((Path(__file__).parent / "cases" / f"tolls.{lang}.toml").read_text("utf-8"))["case"]
]


@pytest.mark.parametrize(("lang", "case"), CASES)
def test_counts(lang: str, case: dict[str, Any]) -> None:
    context = read_document(Document("case", case["text"], lang))
    found = [t for s in segments(context, Mentions((), (), (), (), ())) for t in s.tolls]
    got = [
        [
            t.harm,
            t.phrase.group or "",
            t.phrase.count.low,
            -1 if t.phrase.count.high is None else t.phrase.count.high,
            t.phrase.count.qualifier,
        ]
        for t in found
    ]
    assert sorted(got, key=str) == sorted(case["tolls"], key=str)
    for toll in found:
        quote = context.quote(toll.phrase.start, toll.phrase.end)
        assert case["text"][quote.span.start : quote.span.end] == quote.text
        assert toll.rule
        assert toll.phrase.rule


def test_parts_know_their_whole() -> None:
    context = read_document(Document("case", "قتل تسعة مدنيين بينهم ثلاثة أطفال، وأصيب 20 بينهم امرأتان.", "ar"))
    tolls = [t for s in segments(context, Mentions((), (), (), (), ())) for t in s.tolls]
    assert [(t.phrase.group, t.phrase.count.low, t.parent) for t in tolls] == [
        ("civilian", 9, None),
        ("child", 3, 0),
        (None, 20, None),
        ("woman", 2, 2),
    ]

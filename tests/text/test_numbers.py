"""Numbers and their quantifiers: every case of cases/numbers.toml, and what must hold for any number."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.domain.span import Span
from tawthiq.knowledge.load import lexicon
from tawthiq.text.dates import find_dates
from tawthiq.text.numbers import NumberHit, find_numbers
from tawthiq.text.phrases import PhraseMatcher
from tawthiq.text.quantifiers import bounds
from tawthiq.text.reading import Reading, read

CASES = tomllib.loads((Path(__file__).parent / "cases" / "numbers.toml").read_text(encoding="utf-8"))["case"]
CATEGORIES = ("number", "quantifier", "month", "weekday", "date_relative", "date_word", "date_name")


@cache
def matcher() -> PhraseMatcher:
    return PhraseMatcher(e for e in lexicon() if e.category in CATEGORIES)


def found(text: str) -> tuple[Reading, list[NumberHit]]:
    reading = read(text, matcher())
    return reading, find_numbers(reading, find_dates(reading))


def told(reading: Reading, hit: NumberHit) -> str:
    high = "" if hit.high is None else str(hit.high)
    wording = f" [{hit.wording}]" if hit.wording else ""
    kind = "" if hit.kind == "cardinal" else f" | {hit.kind}"
    return f"{reading.quote(hit.start, hit.end).text} | {hit.low}..{high} | {hit.qualifier}{wording}{kind}"


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_numbers_of_a_sentence(case: dict[str, object]) -> None:
    reading, hits = found(str(case["text"]))
    assert [told(reading, hit) for hit in hits] == case.get("numbers", [])


def test_a_quantifier_behind_the_noun_is_pointed_at() -> None:
    reading, hits = found("قتل 12 شخصا على الأقل")
    assert hits[0].tail is not None
    assert reading.quote(*hits[0].tail).text == "على الأقل"
    assert reading.quote(hits[0].core_start, hits[0].core_end).text == "12"


def test_every_rule_has_a_name() -> None:
    for case in CASES:
        _, hits = found(str(case["text"]))
        assert all(re.fullmatch(r"number\.[a-z-]+", hit.rule) for hit in hits)


@given(st.integers(min_value=32, max_value=10**9))
def test_any_number_in_digits_is_found_whole(value: int) -> None:
    for written in (
        str(value),
        f"{value:,}",
        f"{value:,}".replace(",", "٬"),
        "".join(chr(0x660 + int(d)) for d in str(value)),
    ):
        reading, hits = found(f"سقط {written} قتيلا")
        assert [(h.low, h.high, h.value, h.qualifier) for h in hits] == [(value, value, value, "exact")]
        assert reading.quote(hits[0].start, hits[0].end).text == written


def test_what_was_set_aside_gives_no_numbers() -> None:
    text = "قتل 12 مدنيا\nتعليق: 300 قتيل في 25/9/2012\nوجرح 7"
    aside = Span(text.index("تعليق"), text.rindex("\n"))
    reading = read(text, matcher(), [aside])
    assert [h.value for h in find_numbers(reading, find_dates(reading))] == [12, 7]
    assert find_dates(reading) == []


UNITS = ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]
TENS = ["", "عشرة", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
HUNDREDS = ["", "مئة", "مئتان", "ثلاثمئة", "أربعمائة", "خمسمئة", "ستمئة", "سبعمائة", "ثمانمئة", "تسعمئة"]


def spelled(value: int) -> str:
    """An Arabic wording of 1–999,999, without the irregular eleven and twelve."""
    parts: list[str] = []
    if value >= 1000:
        thousands = value // 1000
        parts.append(
            "ألف"
            if thousands == 1
            else "ألفان"
            if thousands == 2
            else f"{spelled(thousands)} {'آلاف' if thousands < 11 else 'ألفا'}"
        )
        value %= 1000
    if value >= 100:
        parts.append(HUNDREDS[value // 100])
        value %= 100
    if 10 < value < 20:
        parts.append(f"{UNITS[value - 10]} عشر")
    else:
        parts += [word for word in (UNITS[value % 10], TENS[value // 10]) if word]
    return " و".join(parts)


@given(
    st.integers(min_value=1, max_value=999_999).filter(
        lambda v: v % 100 not in (11, 12) and v // 1000 % 100 not in (11, 12)
    )
)
def test_any_spelled_number_reads_back(value: int) -> None:
    _, hits = found(f"سقط {spelled(value)} قتيلا")
    assert [h.value for h in hits] == [value]


@given(st.integers(min_value=0, max_value=10**6))
def test_bounds_are_logical(value: int) -> None:
    assert bounds("more_than", value) == (value + 1, None)
    assert bounds("at_least", value) == (value, None)
    assert bounds("at_most", value) == (0, value)
    assert bounds("less_than", value + 1) == (0, value)
    assert bounds("about", value) == bounds("exact", value) == (value, value)


@given(
    st.lists(
        st.sampled_from(
            [
                "قتل",
                "12",
                "ألف",
                "مئة",
                "و",
                "أكثر من",
                "على الأقل",
                "-",
                "3",
                "عشرون",
                "بين",
                "half",
                "million",
                "1,2",
                ".5",
                "٪",
                "الثالث",
                "\n",
                "(",
                "dozens",
            ]
        ),
        max_size=12,
    )
)
def test_any_row_of_words_keeps_spans_in_order(words: list[str]) -> None:
    reading, hits = found(" ".join(words))
    assert all(0 <= h.start <= h.core_start < h.core_end <= h.end <= len(reading.text) for h in hits)
    assert all(a.end <= b.start for a, b in pairwise(hits))
    assert all(h.high is None or h.low <= h.high for h in hits)

"""Spans and quotes: half-open, within the text, and true by construction."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.domain.span import Quote, Span


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, 50))
    return Span(start, draw(st.integers(start, 60)))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_what_is_no_half_open_range_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="half-open"):
        Span(start, end)


@given(spans(), spans())
def test_distance_overlap_and_join_agree(a: Span, b: Span) -> None:
    shared = set(range(a.start, a.end)) & set(range(b.start, b.end))
    assert a.overlaps(b) == b.overlaps(a)
    if len(a) and len(b):
        assert a.overlaps(b) == bool(shared)
    if a.overlaps(b):
        assert a.distance(b) == 0
    assert a.distance(b) == b.distance(a)
    joined = a.join(b)
    assert joined.covers(a)
    assert joined.covers(b)
    assert joined == b.join(a)


@given(st.text(), st.data())
def test_a_quote_is_the_text_at_its_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    quote = Quote.of(text, span)
    assert quote.text == text[span.start : span.end]
    assert len(quote.text) == len(span)


def test_a_quote_past_the_end_is_refused() -> None:
    with pytest.raises(ValueError, match="past the end"):
        Quote.of("abc", Span(1, 4))

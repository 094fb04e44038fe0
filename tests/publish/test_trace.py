"""From a figure to its sentence: whole, marked, in order, and nothing that must stay inside."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

from hypothesis import given
from hypothesis import strategies as st

from tawthiq.domain.register import Register
from tawthiq.domain.span import Span
from tawthiq.publish.trace import Trace, pieces

KINDS = st.sampled_from(("claim", "speaker", "withheld"))


@given(st.text("ab ت.", min_size=1, max_size=120), st.data())
def test_pieces_joined_are_the_sentence(text: str, data: st.DataObject) -> None:
    def span() -> Span:
        start = data.draw(st.integers(0, len(text)))
        return Span(start, data.draw(st.integers(start, len(text))))

    sentence = span()
    marks = [(span(), data.draw(KINDS)) for _ in range(data.draw(st.integers(0, 4)))]
    cut = pieces(text, sentence, marks)
    assert "".join(piece.text for piece in cut) == text[sentence.start : sentence.end]
    hidden = {i for mark, kind in marks if kind == "withheld" for i in range(mark.start, mark.end)}
    at = sentence.start
    for piece in cut:
        assert all((i in hidden) == (piece.kind == "withheld") for i in range(at, at + len(piece.text)))
        at += len(piece.text)


def test_a_very_long_sentence_keeps_the_words_around_its_mark() -> None:
    text = "x " * 900 + "7 killed" + " y" * 900
    cut = pieces(text, Span(0, len(text)), [(Span(1800, 1808), "claim")])
    assert [piece.text for piece in cut if piece.kind == "claim"] == ["7 killed"]
    assert [piece.kind for piece in cut].count("gap") == 2
    assert sum(len(piece.text) for piece in cut) < 700


def test_evidence_says_which_claims_no_longer_count_and_why(register: Register) -> None:
    trace, joura = Trace(register), register.incidents[0]
    status = {item.ref: item.status for item in trace.evidence(joura, joura.tolls[0])}
    assert status == {
        ("ar-anniversary", 0, 0): "current",
        ("en-feature", 0, 0): "current",
        ("en-feature", 0, 1): "current",
        ("en-copy", 0, 0): "copy",
        ("ar-anniversary", 0, 1): "superseded_text",
    }
    hospital = register.incidents[2]
    later = {item.ref: item.status for item in trace.evidence(hospital, hospital.tolls[0])}
    assert later[("ar-hospital", 0, 0)] == "superseded_later"


def test_the_whole_sentence_and_only_it_is_quoted(register: Register, sample: ModuleType) -> None:
    words = sample.quote(sample.HOSPITAL_AR, "30 قتيلاً")
    cut = Trace(register).quote(sample.HOSPITAL_AR, [(words.span, "claim")])
    assert "".join(piece.text for piece in cut) == "ثم ارتفعت الحصيلة إلى 30 قتيلاً بعد انتشال الجثث!"


def test_restricted_documents_and_sexual_violence_give_no_words(register: Register, sample: ModuleType) -> None:
    trace = Trace(register)
    assert trace.quote(sample.SEALED, [(Span(0, 5), "claim")]) == ()
    grave = replace(register.incidents[0], kind="sexual_violence")
    assert all(item.pieces == () for item in trace.evidence(grave, grave.tolls[0]))


def test_references_that_point_at_nothing_are_none(register: Register) -> None:
    trace = Trace(register)
    assert trace.toll(("no-such", 0, 0)) is None
    assert trace.toll(("en-feature", 9, 0)) is None
    assert trace.toll(("en-feature", 0, 9)) is None
    assert trace.account(("en-feature", -1)) is None

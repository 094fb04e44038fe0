"""A text longer than any report is read in pieces: what they say keeps true spans, and work grows with length alone."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import pytest

from tawthiq.domain.document import Aside, Document, Published
from tawthiq.domain.span import Quote, Span
from tawthiq.extract import extract, pieces
from tawthiq.text.digits import find_digits
from tawthiq.text.sentences import LONGEST, sentences

TOLD = "في 5 آذار 2016 قصف طيران حربي مدينة دوما فقتل 5 مدنيين بينهم طفلان، وفق ما قال ناشطون.\n\n"


def quotes(value: Any) -> list[Quote]:
    """Every quote inside a value."""
    if isinstance(value, Quote):
        return [value]
    if isinstance(value, tuple):
        return [q for one in value for q in quotes(one)]
    if is_dataclass(value) and not isinstance(value, Document):
        return [q for field in fields(value) for q in quotes(getattr(value, field.name))]
    return []


def test_pieces_cover_the_text_and_end_where_paragraphs_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "LONGEST", 300)
    for text in (TOLD * 40, "x" * 2000, "كلمة " * 400, "سطر\n" * 500):
        cut = list(pieces.pieces(text))
        assert "".join(text[s.start : s.end] for s in cut) == text
        assert all(0 < len(s) <= 300 for s in cut)
        assert len(cut) >= len(text) // 300
    told = TOLD * 40
    assert all(told[: s.end].endswith("\n\n") for s in pieces.pieces(told))


def test_what_pieces_say_is_quoted_from_the_whole_document(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(TOLD.replace("5 آذار", f"{day:02d} آذار") for day in range(11, 23))
    document = Document("d", text, published=Published(date(2016, 3, 28), date(2016, 3, 28), "given"))
    one = extract(document)
    monkeypatch.setattr(pieces, "LONGEST", 4 * len(TOLD) + 8)
    many = extract(document)
    assert many.document == document
    told = quotes(many)
    assert told
    assert all(text[q.span.start : q.span.end] == q.text for q in told)
    counted = [{(t.harm, t.group, t.count.low) for a in e.accounts for t in a.tolls} for e in (one, many)]
    assert counted[0] == counted[1] == {("killed", "civilian", 5), ("killed", "child", 2)}
    where = {t.quote.span.start // (4 * len(TOLD) + 4) for a in many.accounts for t in a.tolls}
    assert where == {0, 1, 2}


def test_changes_of_control_are_read_in_every_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    line = "Government forces captured the town of Maskana in Aleppo province on 4 June 2017.\n\n"
    text = "".join(line.replace("4 June", f"{day} June") for day in range(1, 7))
    monkeypatch.setattr(pieces, "LONGEST", 2 * len(line))
    control = extract(Document("d", text, lang="en")).control
    assert [c.date.start.day for c in control if c.date is not None and c.date.start is not None] == list(range(1, 7))
    assert all(text[c.quote.span.start : c.quote.span.end] == c.quote.text for c in control)


def test_what_is_set_aside_stays_aside_in_its_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "LONGEST", 2 * len(TOLD))
    text = TOLD * 6
    aside = Aside(Span(3 * len(TOLD), 5 * len(TOLD)), "comment")
    told = quotes(extract(Document("d", text, asides=(aside,))).accounts)
    assert told
    assert not any(q.span.overlaps(aside.span) for q in told)


def test_tables_of_different_pieces_keep_different_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    table = "توزع الضحايا بحسب المحافظات:\n- حلب 412 قتيلاً\n- إدلب 230 قتيلاً\n- درعا 120 قتيلاً\n- حمص 90 قتيلاً\n\n"
    monkeypatch.setattr(pieces, "LONGEST", len(table) + 10)
    found = extract(Document("d", table * 3)).aggregates
    by_table: dict[int, int] = {}
    for one in found:
        if one.table is not None:
            by_table[one.table] = by_table.get(one.table, 0) + 1
    assert len(by_table) == 3
    assert set(by_table.values()) == {4}


def test_a_sentence_without_an_end_is_cut_at_a_blank() -> None:
    words = "كلمة " * 5000
    cut = sentences(words)
    assert all(len(s) <= LONGEST for s in cut)
    assert "".join(words[s.start : s.end] for s in cut).replace(" ", "") == words.replace(" ", "")
    assert all(words[s.start : s.end].strip() == words[s.start : s.end] for s in cut)
    assert all(len(s) <= LONGEST for s in sentences("ا" * 9999))


def test_a_run_of_digits_longer_than_any_number_counts_nobody() -> None:
    for text in ("1" * 6000, "1" * 5000 + ".5", ("123," * 2000), "٣" * 5000):
        for found in find_digits(text):
            assert found.form == "identifier" or len(str(found.value)) < 30
    for text in (f"{'9' * 5000} people were killed", f"قتل {'9' * 400}.5 مدني"):
        assert not [t for a in extract(Document("d", text)).accounts for t in a.tolls]

"""A sentence whose counts are not read is one in which no count would be bound to a harm."""

from __future__ import annotations

from tawthiq.domain.document import Document
from tawthiq.extract import read_document
from tawthiq.extract.counts.count_phrases import count_phrases
from tawthiq.extract.counts.harm_binding import bind_harms
from tawthiq.extract.tellings.segments import tells_harm
from tawthiq.ingest import ingest_paths
from tests.conftest import ROOT


def test_where_nothing_tells_a_harm_no_count_is_bound() -> None:
    silent = 0
    for document in ingest_paths([ROOT / "examples"]):
        assert isinstance(document, Document)
        context = read_document(document)
        for sentence in context.reading.sentences:
            if tells_harm(context, sentence.start, sentence.end):
                continue
            phrases = count_phrases(context, sentence.start, sentence.end)
            silent += bool(phrases)
            assert bind_harms(context, phrases, sentence.start, sentence.end) == []
    assert silent > 20

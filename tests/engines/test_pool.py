"""Documents through a pool: the same results in the same order, and a dead process costs one document."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tawthiq.domain.account import Extraction
from tawthiq.domain.document import Document, Unreadable
from tawthiq.engines import ENGINES, engine
from tawthiq.engines import pool as pool_module
from tests.engines.deadly import MARKER, process, read


def documents(count: int, *deadly: int) -> list[Document]:
    return [Document(f"d{n}", MARKER if n in deadly else f"text {n}", source_path=f"{n}.txt") for n in range(count)]


def test_local_is_this_process() -> None:
    told = list(engine("local")(process, documents(2)))
    assert [t.document.title for t in told if isinstance(t, Extraction)] == [str(os.getpid())] * 2


def test_an_unknown_engine_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(ValueError, match=", ".join(ENGINES)):
        engine("cloud")


def test_a_dead_process_costs_only_the_document_it_was_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two deaths, one while later chunks are under way, and more chunks sent out after each."""
    monkeypatch.setattr(pool_module, "CHUNK", 2)
    given = documents(16, 3, 12)
    told = list(engine("pool", workers=1)(read, given))
    failed = {t.id: t for t in told if isinstance(t, Unreadable)}
    assert set(failed) == {"d3", "d12"}
    assert {t.code for t in failed.values()} == {"process_died"}
    assert failed["d3"].source_path == "3.txt"
    assert [t.document.id if isinstance(t, Extraction) else t.id for t in told] == [d.id for d in given]


def test_documents_are_taken_as_they_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory does not grow with the number of documents: only a few chunks are under way."""
    monkeypatch.setattr(pool_module, "CHUNK", 1)
    taken = 0

    def endless() -> Iterator[Document]:
        nonlocal taken
        while True:
            taken += 1
            yield Document(f"d{taken}", "text")

    results = engine("pool", workers=1)(process, endless())
    first = next(results)
    assert isinstance(first, Extraction)
    assert first.document.id == "d1"
    assert first.document.title != str(os.getpid())
    assert taken <= 8
    results.close()  # type: ignore[attr-defined]


def test_no_documents_are_no_results() -> None:
    assert list(engine("pool", workers=2)(read, [])) == []

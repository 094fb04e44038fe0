"""Edited copies come to their origin; another telling and another strike do not."""

from __future__ import annotations

import numpy as np

from bench.copies_corpus import EDITS, corpus
from bench.near_copies import figures
from tawthiq.text.near_copies import copy_pairs, hopeful, leads


def test_edited_copies_are_found_and_nothing_else() -> None:
    texts, origin, edited = corpus(3000, seed=11)
    lead = leads(len(texts), copy_pairs(texts))
    recall, precision = figures(origin, lead)
    assert recall >= 0.97
    assert precision >= 0.95
    for edit in EDITS:
        found = [lead[n] == lead[origin[n]] for n, edits in enumerate(edited) if edit in edits]
        assert sum(found) >= 0.97 * len(found) > 0


def test_an_updated_count_is_a_copy_and_a_short_note_within_a_page_is_none() -> None:
    words = [f"w{n}" for n in range(80)]
    updated = [*words[:20], "12", *words[21:]]
    assert [(p.a, p.b) for p in copy_pairs([" ".join(words), " ".join(updated)])] == [(0, 1)]
    assert copy_pairs([" ".join(words), " ".join(words[:20])]) == []
    assert copy_pairs(["", "one", " ".join(words[:4])]) == []


def test_a_pair_is_hopeful_by_the_signs_it_has_in_common() -> None:
    draw = np.random.default_rng(3)
    one = draw.integers(0, 256, (500, 96), dtype=np.uint8)
    other = np.where(
        draw.random((500, 96)) < draw.random((500, 1)), one, draw.integers(0, 256, (500, 96), dtype=np.uint8)
    )
    signs = np.concatenate([one, other]).view(np.uint64)
    first = np.arange(500)
    expected = (one == other).mean(axis=1) >= 0.3
    assert 50 < expected.sum() < 450
    assert (hopeful(signs, first, first + 500) == expected).all()

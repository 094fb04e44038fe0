"""What is told from the marks of two texts is never less than what they have in common."""

from __future__ import annotations

import numpy as np

from tawthiq.text.near_copies import FlatRuns, shared_runs
from tawthiq.text.run_marks import marks_of, most_shared


def test_no_pair_has_more_in_common_than_its_marks_allow_and_few_have_much_less() -> None:
    draw = np.random.default_rng(5)
    texts = []
    for _ in range(400):
        words = [f"w{n}" for n in draw.integers(0, 40, draw.integers(0, 120))]
        texts.append(" ".join(words))
        texts.append(" ".join(words[: len(words) // 2] + [f"v{n}" for n in draw.integers(0, 40, 20)]))
    flat = FlatRuns(texts, 3)
    a, b = draw.integers(0, len(texts), (2, 5_000))
    a, b = np.concatenate([a, np.arange(0, len(texts), 2)]), np.concatenate([b, np.arange(1, len(texts), 2)])
    most, common = most_shared(marks_of(flat.runs, flat.starts), flat.sizes, a, b), shared_runs(flat, a, b)
    assert (most >= common).all()
    assert common.max() > 40
    assert (most - common).mean() < 10


def test_texts_without_runs_have_nothing_in_common() -> None:
    flat = FlatRuns(["one", "", "one two three four"], 3)
    marks = marks_of(flat.runs, flat.starts)
    assert most_shared(marks, flat.sizes, np.array([0, 0, 2]), np.array([1, 2, 2])).tolist() == [0, 0, 2]
    assert most_shared(marks, flat.sizes, np.empty(0, np.int64), np.empty(0, np.int64)).tolist() == []

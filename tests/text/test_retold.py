"""Which texts stand almost whole in an earlier one: the same pairs as when every text is compared with every other."""

from __future__ import annotations

import random

import numpy as np
import pytest
from numpy.typing import NDArray

from tawthiq.text import retold
from tawthiq.text.near_copies import FlatRuns, shared_runs
from tawthiq.text.retold import holders

_WORDS = [
    "قال",
    "شهود",
    "في",
    "البلدة",
    "إن",
    "القصف",
    "بدأ",
    "قبل",
    "الفجر",
    "وإن",
    "فرق",
    "الإسعاف",
    "وصلت",
    "بعد",
    "ساعة",
    "من",
    "سقوط",
    "أول",
    "قذيفة",
    "على",
    "السوق",
]
RUN, LEAST, SHARE = 5, 6, 0.8


def slowly(texts: list[str], owners: list[int], ranks: list[int]) -> list[int]:
    """Every text against every earlier one."""

    def runs(text: str) -> set[tuple[str, ...]]:
        words = text.split()
        return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}

    cut = [runs(text) for text in texts]
    found = []
    for at, own in enumerate(cut):
        shared = [
            (len(own & cut[before]), ranks[before], before)
            for before in range(at)
            if owners[before] != owners[at] and len(cut[before]) >= LEAST
        ]
        best = max(shared, default=(0, 0, -1))
        found.append(best[2] if len(own) >= LEAST and best[0] and best[0] >= SHARE * len(own) else -1)
    return found


def _made(count: int) -> list[str]:
    """Texts of words that recur, with copies among them that miss a word, gain some, or stand in a longer one."""
    draw = random.Random(3)
    texts: list[str] = []
    while len(texts) < count:
        if texts and draw.random() < 0.5:
            words = draw.choice(texts).split()
            for _ in range(draw.randrange(3)):
                words[draw.randrange(len(words))] = draw.choice(_WORDS)
            words += draw.choices(_WORDS, k=draw.randrange(4))
            texts.append(" ".join(words[draw.randrange(2) :]))
        else:
            texts.append(" ".join(draw.choices(_WORDS, k=draw.randrange(4, 40))))
    return texts


def test_it_finds_what_comparing_all_with_all_finds() -> None:
    texts = _made(300)
    owners = [at // 2 for at in range(len(texts))]
    ranks = [(at * 7) % len(texts) for at in range(len(texts))]
    expected = slowly(texts, owners, ranks)
    assert sum(at >= 0 for at in expected) > 50
    assert holders(texts, owners, ranks, run=RUN, least=LEAST, share=SHARE) == expected


def test_no_texts_and_short_ones_hold_nothing() -> None:
    assert holders([], [], [], run=RUN, least=LEAST, share=SHARE) == []
    assert holders(["قال شهود", "قال شهود"], [0, 1], [0, 1], run=RUN, least=LEAST, share=SHARE) == [-1, -1]


def test_a_stock_text_repeated_very_often_leads_to_an_earlier_one() -> None:
    count = 5_000
    found = holders([" ".join(_WORDS)] * count, range(count), range(count), run=RUN, least=LEAST, share=SHARE)
    assert found == [-1, *range(count - 1)]


def test_pairs_that_share_a_stock_phrase_alone_are_never_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would grow with the square of the number of statements: exact comparisons are few, whatever they all share."""
    compared: list[int] = []

    def counted(flat: FlatRuns, a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.int64]:
        compared.append(len(a))
        return shared_runs(flat, a, b)

    monkeypatch.setattr(retold, "shared_runs", counted)
    draw = random.Random(5)
    stock = [" ".join(draw.choices(_WORDS, k=10)) for _ in range(30)]
    texts = [" ".join(draw.sample(stock, 4)) for _ in range(2_000)]
    found = holders([*texts, texts[7]], range(2_001), range(2_001), run=RUN, least=LEAST, share=SHARE)
    assert found[-1] >= 0
    assert sum(compared) < 200

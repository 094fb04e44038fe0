"""Scores pairs of tellings with Splink on DuckDB: the pairs that share a block, each with its weight and its evidence."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pyarrow
from numpy.typing import NDArray

from tawthiq.link.blocks import blocked_pairs
from tawthiq.link.columns import tiers
from tawthiq.link.compare_persons import ROLES
from tawthiq.link.comparison import weights
from tawthiq.link.levels import BLOCKING, REFUSED, Question, asked_of, splink_settings
from tawthiq.link.thresholds import EVIDENCE, Thresholds

_AT_ONCE = 2_000_000
"""Pairs that are scored together: Splink's table holds a hundred bytes and more of each."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Pairs by position, first < second, in order: their scores, and whether enough kinds of evidence speak for them.

    A refused pair has a score below `REFUSED` / 2.
    """

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    score: NDArray[np.float64]
    enough: NDArray[np.bool_]

    @property
    def refused(self) -> NDArray[np.bool_]:
        """Which pairs something forbids."""
        found: NDArray[np.bool_] = self.score < REFUSED / 2
        return found


def score_pairs(table: Any, *, accounts: int | None = None) -> Scored:
    """Scores every pair of the tellings in an Arrow table (`columns.schema`) that shares a block.

    `accounts` is the size of the register where the table is a part of it.
    """
    if table.num_rows < 2:
        return no_pairs()
    asked = asked_of(table)
    prior = prior_of(accounts or table.num_rows)
    table = numbered(table)
    first, second = blocked_pairs(table)
    table = table.select(_compared(table, asked))
    parts = [
        _weighed(table, first[start : start + _AT_ONCE], second[start : start + _AT_ONCE], asked, prior)
        for start in range(0, max(len(first), 1), _AT_ONCE)
    ]
    score, enough = (np.concatenate([part[which] for part in parts]) for which in (0, 1))
    return Scored(first, second, score, enough)


def _weighed(
    table: Any, first: NDArray[np.int64], second: NDArray[np.int64], asked: Sequence[Question], prior: float
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The scores of pairs that stand in order, and whether enough speaks for them."""
    from splink import Linker
    from splink.internals.duckdb.database_api import DuckDBAPI

    logging.getLogger("splink").setLevel(logging.ERROR)
    with closing(duckdb.connect()) as connection:
        api = DuckDBAPI(connection)
        linker = Linker(
            api.register(table), splink_settings(prior, asked), log_level=logging.ERROR, validate_settings=False
        )
        blocked = pyarrow.table({
            "match_key": pyarrow.DictionaryArray.from_arrays(np.zeros(len(first), np.int8), ["0"]).cast(pyarrow.string()),
            "join_key_l": first, "join_key_r": second,
        })  # fmt: skip
        linker.table_management.register_blocked_pairs_for_predict(api.register(blocked))
        pairs = linker.inference.predict()
        chosen = ", ".join(pair_columns(prior, asked))
        found = connection.sql(f"SELECT {chosen} FROM {pairs.physical_name} ORDER BY a, b").fetchnumpy()
    return found["score"], found["enough"].astype(bool)


def prior_of(accounts: int) -> float:
    """The weight that two tellings of a register of so many accounts start with."""
    return -Thresholds.of(accounts).link


_ALPHABETS = (
    ("main", "quarter_of", "governorate", "country", "main_above", "above", "readings", "city", "small", *(f"at_{t}" for t in tiers())),
    ("sides",), ("units",), ("rare_words",), ("doc",), ("keys",),
    ("count_keys",), ("undated_at",), *((f"{role}_full", f"{role}_any") for role in ROLES),
)  # fmt: skip
"""Columns of texts that are compared with one another: their texts are numbered together."""


def numbered(table: Any) -> Any:
    """The table with numbers for its texts, which a database compares many times as fast."""
    with ThreadPoolExecutor() as pool:  # Arrow lets go of the interpreter while it works
        coded = list(pool.map(lambda columns: _codes([_texts(table.column(name)) for name in columns]), _ALPHABETS))
    for columns, (parts, codes) in zip(_ALPHABETS, coded, strict=True):
        start = 0
        for name, part in zip(columns, parts, strict=True):
            column = codes.slice(start, len(part))
            start += len(part)
            cells = table.column(name).combine_chunks()
            if pyarrow.types.is_list(cells.type):
                column = pyarrow.ListArray.from_arrays(cells.offsets, column)
            table = table.set_column(table.schema.get_field_index(name), name, column)
    return table


def _codes(parts: list[Any]) -> tuple[list[Any], Any]:
    """Texts and the numbers of all of them, in order."""
    texts = pyarrow.chunked_array([part.cast(pyarrow.string()) for part in parts]).combine_chunks()
    return parts, texts.dictionary_encode().indices


def _compared(table: Any, asked: Sequence[Question]) -> list[str]:
    """The columns that the comparisons ask of: the others need not come along."""
    conditions = " ".join(level.sql for question in asked for level in question.levels)
    blocks = {column for _, column in BLOCKING}
    return [n for n in table.column_names if n == "unique_id" or n in blocks or f"{n}_l" in conditions]


def _texts(column: Any) -> Any:
    cells = column.combine_chunks()
    return cells.flatten() if pyarrow.types.is_list(cells.type) else cells


def no_pairs() -> Scored:
    """Nothing compared."""
    empty = np.empty(0, np.int64)
    return Scored(empty, empty, np.empty(0), np.empty(0, bool))


def pair_columns(prior: float, asked: Sequence[Question]) -> tuple[str, ...]:
    """What is taken of each pair that Splink has scored, as expressions that DuckDB and Spark both understand: a, b, score, enough."""
    least, needed = float(weights("thresholds")["evidence_from"]), int(weights("thresholds")["evidence_needed"])
    kinds: dict[str, list[str]] = {}
    for question in asked:
        if question.evidence in EVIDENCE:
            kinds.setdefault(EVIDENCE[question.evidence], []).append(f"mw_{question.name} >= {least}")
    counted = " + ".join(f"CAST(({' OR '.join(conditions)}) AS INT)" for conditions in kinds.values())
    counted = counted or "0"
    return (
        "least(unique_id_l, unique_id_r) AS a", "greatest(unique_id_l, unique_id_r) AS b",
        f"round(match_weight - ({prior}), 3) AS score", f"({counted}) >= {needed} AS enough",
    )  # fmt: skip

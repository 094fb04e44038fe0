"""Links new accounts to a register that is linked already, without linking it again: only what could be theirs is looked at.

Groups that stand stay together, and their ids with them; a new telling joins one, starts one, or brings two groups together where
it is a telling of both and no member contradicts another.
"""

from __future__ import annotations

from contextlib import closing
from typing import Any

import duckdb
import numpy as np
import pyarrow
import pyarrow.compute
from numpy.typing import NDArray

from tawthiq.link.cluster import clusters_of
from tawthiq.link.levels import BLOCKING
from tawthiq.link.scores import Scored, score_pairs


def add_tellings(table: Any, home: NDArray[np.int64], fresh: Any) -> NDArray[np.int64]:
    """The groups of a register's tellings and of `fresh` ones, which stand behind them.

    `table` and `fresh` are Arrow tables of `columns.schema`, `home` the groups of the first as `clusters_of` gives them. The
    outcome names groups in the same way, positions of `fresh` counting on from those of `table`.
    """
    count = table.num_rows
    touched = _sharing(table, fresh)
    mates = np.flatnonzero(np.isin(home, np.unique(home[touched])))
    part = pyarrow.concat_tables([table.take(mates), fresh])
    part = part.set_column(
        part.schema.get_field_index("unique_id"), "unique_id", pyarrow.array(np.arange(part.num_rows))
    )
    place = np.concatenate([mates, count + np.arange(fresh.num_rows)])
    accounts = count + fresh.num_rows
    scored = _of_the_new(score_pairs(part, accounts=accounts), len(mates))
    _, standing = np.unique(np.concatenate([home[mates], count + np.arange(fresh.num_rows)]), return_inverse=True)
    heads = np.full(int(standing.max(initial=-1)) + 1, part.num_rows, np.int64)
    np.minimum.at(heads, standing, np.arange(part.num_rows))
    found = clusters_of(part, scored, standing=heads[standing], accounts=accounts)
    result = np.concatenate([home, count + np.arange(fresh.num_rows)])
    result[place] = place[found]
    return result


def _sharing(table: Any, fresh: Any) -> NDArray[np.int64]:
    """The positions in `table` of the tellings that share a block with a fresh one."""
    found: list[NDArray[np.int64]] = []
    with closing(duckdb.connect()) as connection:
        for _, column in BLOCKING:
            wanted = pyarrow.compute.unique(fresh.column(column).combine_chunks().flatten())
            cells = table.column(column).combine_chunks()
            known = pyarrow.table({"position": pyarrow.compute.list_parent_indices(cells), "key": cells.flatten()})
            asked = pyarrow.table({"key": wanted})
            connection.register("known", known)
            connection.register("asked", asked)
            found.append(
                connection.sql("SELECT DISTINCT position FROM known SEMI JOIN asked USING (key)").fetchnumpy()[
                    "position"
                ]
            )
    return np.unique(np.concatenate(found)).astype(np.int64)


def _of_the_new(scored: Scored, old: int) -> Scored:
    """The pairs with a new telling in them, which always stands second."""
    new = scored.second >= old
    return Scored(scored.first[new], scored.second[new], scored.score[new], scored.enough[new])

"""What others make of the same accounts: Splink with parameters it trains itself and its own clusters, and `recordlinkage`.

Both get the plain facts of an account (town, governorate, day, dead, kind, party, weapon) and a setup as their manuals advise;
both join by connected components. Their threshold is the customary one and is not fitted to the corpus.
"""

from __future__ import annotations

import logging
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
PEERS = ("splink", "recordlinkage")
_PROBABILITY = 0.95
"""From this match probability on Splink's own pairs are joined, as in its tutorial."""
_AGREEING = 4.0
"""Of five comparisons, so many must agree for `recordlinkage`."""


def facts(table: Any) -> Any:
    """The accounts as a pandas frame with one value in each cell."""
    import pandas as pd

    def first(name: str) -> list[str | None]:
        return [values[0] if values else None for values in table.column(name).to_pylist()]

    return pd.DataFrame(
        {
            "unique_id": np.arange(table.num_rows),
            "town": first("at_town"),
            "governorate": table.column("governorate").to_pylist(),
            "day": table.column("first").to_pandas(),
            "killed": table.column("killed_low").to_pandas(),
            "kind": table.column("kinds").to_pandas().astype(str),
            "party": first("sides"),
            "weapon": table.column("weapons").to_pandas().astype(str),
        }
    )


def components(count: int, first: Ints, second: Ints) -> Ints:
    """The connected component of each of `count` accounts."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    edges = coo_array((np.ones(len(first), np.int8), (first, second)), shape=(count, count))
    found: Ints = connected_components(edges, directed=False)[1].astype(np.int64)
    return found


def splink_trained(table: Any) -> Ints:
    """Splink as its tutorial has it: u from random pairs, m by expectation maximisation in two blockings, then predict."""
    import splink.comparison_level_library as cll
    import splink.comparison_library as cl
    from splink import Linker, SettingsCreator, block_on
    from splink.internals.duckdb.database_api import DuckDBAPI

    logging.getLogger("splink").setLevel(logging.ERROR)
    levels: list[Any] = [
        cll.NullLevel("day"),
        cll.CustomLevel("day_l = day_r", "same day"),
        cll.CustomLevel("abs(day_l - day_r) <= 1", "a day apart"),
        cll.CustomLevel("abs(day_l - day_r) <= 3", "three days apart"),
        cll.ElseLevel(),
    ]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.CustomComparison(output_column_name="day", comparison_levels=levels),
            cl.ExactMatch("town"),
            cl.ExactMatch("killed"),
            cl.ExactMatch("kind"),
            cl.ExactMatch("party"),
            cl.ExactMatch("weapon"),
        ],
        blocking_rules_to_generate_predictions=[block_on("governorate", "day"), block_on("town", "killed")],
        retain_matching_columns=False,
    )
    api = DuckDBAPI()
    linker = Linker(api.register(facts(table)), settings, log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match([block_on("town", "day", "killed")], recall=0.5)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("town", "day"), block_on("governorate", "killed", "kind")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    pairs = linker.inference.predict(threshold_match_probability=_PROBABILITY)
    found = api.duckdb_con.sql(f"SELECT unique_id_l, unique_id_r FROM {pairs.physical_name}").fetchnumpy()
    return components(table.num_rows, found["unique_id_l"], found["unique_id_r"])


def record_linkage(table: Any) -> Ints:
    """`recordlinkage`: blocks, comparisons of ones and noughts, and a sum of agreements."""
    import recordlinkage

    frame = facts(table).set_index("unique_id")
    indexer = recordlinkage.Index()
    indexer.block(["governorate", "day"])
    indexer.block(["town", "killed"])
    pairs = indexer.index(frame)
    compare = recordlinkage.Compare()
    compare.numeric("day", "day", method="step", offset=1, label="day")
    for name in ("town", "killed", "kind", "party"):
        compare.exact(name, name, label=name)
    agreed = compare.compute(pairs, frame).sum(axis=1)
    joined = agreed[agreed >= _AGREEING].index
    return components(
        table.num_rows, joined.get_level_values(0).to_numpy(np.int64), joined.get_level_values(1).to_numpy(np.int64)
    )

"""Columns brought up to date by the incidents that were written, instead of being read anew: a ruling touches few of a million."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tawthiq.workbench.register.columns import SINGLE, Columns, Dimension, Numbers
from tawthiq.workbench.register.headlines import HARMS


def renewed(held: Columns, fresh: Columns, written: Sequence[int]) -> Columns | None:
    """`held` with the rows of `fresh`, which are the incidents `written` as they now are. `held` itself is left as it was: others may be
    counting in it. None where rows went (deleted, or closed to these readers) or came in between: then all must be read.
    """
    at = np.searchsorted(held.pks, fresh.pks)
    known = at < len(held.pks)
    known[known] = held.pks[at[known]] == fresh.pks[known]
    before = np.isin(held.pks, np.array(written, np.int64))
    came = fresh.pks[~known]
    if np.count_nonzero(before) != np.count_nonzero(known) or (len(came) and len(held.pks) and came[0] < held.pks[-1]):
        return None
    place = at.copy()
    place[~known] = len(held.pks) + np.arange(len(came))  # fresh rows stand in the order of their keys

    def put(old: NDArray[Any], new: NDArray[Any]) -> NDArray[Any]:
        made = np.concatenate([old, np.zeros(len(came), old.dtype)])
        made[place] = new
        return made

    harms: Any = {
        harm: tuple(put(old, new) for old, new in zip(held.harms[harm], fresh.harms[harm], strict=True))
        for harm in HARMS
    }
    pks = put(held.pks, fresh.pks)
    made = Columns(
        held.levels,
        pks,
        put(held.days, fresh.days),
        harms,
        put(held.closed, fresh.closed),
        put(held.reported, fresh.reported),
    )
    every = np.arange(len(pks), dtype=np.int64)
    for name, old in held.dimensions.items():
        new = fresh.of(name)
        names = _together(old[0], new[0], last=name not in SINGLE)
        before_numbers, fresh_numbers = _among(names, old), _among(names, new)
        if name in SINGLE:
            made.dimensions[name] = (names, every, put(before_numbers, fresh_numbers))
        else:
            stays = ~before[old[1]]
            made.dimensions[name] = (
                names, np.concatenate([old[1][stays], place[new[1]]]), np.concatenate([before_numbers[stays], fresh_numbers]),
            )  # fmt: skip
    return made


def _together(one: list[str], other: list[str], *, last: bool) -> list[str]:
    """The names of both in order; where `last`, the empty one at the end, as facets have it."""
    names = sorted({*one, *other})
    return [*names[1:], ""] if last and names and not names[0] else names


def _among(names: list[str], dimension: Dimension) -> Numbers:
    """The numbers of a dimension, among these names."""
    if not dimension[0]:
        return dimension[2]
    places = {name: at for at, name in enumerate(names)}
    return np.array([places[name] for name in dimension[0]], np.int32)[dimension[2]]

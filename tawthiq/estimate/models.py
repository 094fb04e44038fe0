"""Log-linear models of capture histories: every set of pairwise dependences between lists (standards §4).

The lists' main effects stand in each model; the dependences are what the models differ in. The expected number on no
list is the exponential of the intercept; its interval (95 %) is normal on the logarithm. Models are ranked by BIC over the
number of cells. Fitted by statsmodels (Poisson GLM), the extra `tawthiq[estimate]`.
"""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from itertools import chain, combinations, product

import numpy as np

from tawthiq.estimate.histories import Histories

_Z = 1.959963984540054
MOST_LISTS = 5
"""With more lists the models of pairs alone are too many to fit (2**15 for six); the user names the lists to keep."""


@dataclass(frozen=True, slots=True)
class Model:
    """One fitted model: the dependences it allows, the whole population it gives with its 95 % interval, and its BIC.

    `low` and `high` are None where the interval is unbounded: the data say nothing about such a dependence.
    """

    pairs: tuple[tuple[int, int], ...]
    total: float
    low: float
    high: float
    bic: float

    @property
    def usable(self) -> bool:
        """Whether the fit says anything: a finite interval no wider than a hundred times the figure."""
        return math.isfinite(self.high) and self.high <= 100 * self.total


def fit_models(histories: Histories) -> tuple[Model, ...]:
    """Every model of pairwise dependences that could be fitted, best BIC first.

    Raises ModuleNotFoundError where statsmodels is not installed, ValueError for fewer than three lists or more than
    five.
    """
    lists = len(histories.lists)
    if not 3 <= lists <= MOST_LISTS:
        raise ValueError(f"{lists} lists: models need 3 to {MOST_LISTS}")
    import statsmodels.api as sm  # asked for only here: everything else runs without the extra

    known = dict(histories.cells)
    cells = [c for c in ("".join(signs) for signs in product("01", repeat=lists)) if "1" in c]
    seen = np.array([known.get(c, 0) for c in cells], dtype=float)
    on = np.array([[int(s) for s in c] for c in cells], dtype=float)
    pairs = list(combinations(range(lists), 2))
    found = []
    for chosen in chain.from_iterable(combinations(pairs, size) for size in range(len(pairs) + 1)):
        columns = [np.ones(len(cells)), *on.T, *(on[:, a] * on[:, b] for a, b in chosen)]
        if len(columns) > len(cells) - 1:
            continue  # as many parameters as cells: nothing left to judge the model by
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                fit = sm.GLM(seen, np.column_stack(columns), family=sm.families.Poisson()).fit()
            except (np.linalg.LinAlgError, ValueError):
                continue
        intercept, error = float(fit.params[0]), float(fit.bse[0])
        bic = float(-2 * fit.llf + len(columns) * math.log(len(cells)))
        if not all(map(math.isfinite, (intercept, bic))) or intercept > 50:
            continue
        missing, low = math.exp(intercept), math.exp(intercept - _Z * error)
        high = math.exp(intercept + _Z * error) if intercept + _Z * error < 50 else math.inf
        n = histories.total
        found.append(Model(chosen, n + missing, n + low, n + high, bic))
    return tuple(sorted(found, key=lambda m: (round(m.bic, 6), len(m.pairs), m.pairs)))

"""Measures extraction and linking against gold: an office's own hand-made reading of some of its reports.

Works on published records alone: documents, gold (docs/gold.md), the lines of `tawthiq extract` and of
`tawthiq link`. The order of reading: `gold.py` (the format and its errors), `telling.py` (gold and found in the same
terms), `tolls.py`, `places.py`, `dates.py` (what counts as the same), `align.py` (which account tells which incident), `document.py` (one
document's marks), `links.py` (B-cubed), `figures.py` (sums).
"""

from tawthiq.score.figures import Measured, Result, measure
from tawthiq.score.gold import GoldDocument, GoldError, gold_document, gold_faults
from tawthiq.score.marks import FIELDS, Slip

__all__ = [
    "FIELDS",
    "GoldDocument",
    "GoldError",
    "Measured",
    "Result",
    "Slip",
    "gold_document",
    "gold_faults",
    "measure",
]

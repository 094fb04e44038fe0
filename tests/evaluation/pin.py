"""Raises the floors to the present figures and writes these into the README: `python -m tests.evaluation.pin`.

While the corpus is the same no floor is lowered: a figure below its floor is named, nothing is written, the status is 1.
"""

from __future__ import annotations

import sys

from tests.evaluation import readme
from tests.evaluation.corpus import FLOORS, LANGUAGES, inputs
from tests.evaluation.floors import raised, read_floors, written
from tests.evaluation.measuring import standings


def main() -> int:
    """Pins, and returns the exit status."""
    faults = [fault for lang in LANGUAGES for fault in inputs(lang).faults]
    if faults:
        print(*faults, "the corpus has faults; nothing was pinned", sep="\n", file=sys.stderr)
        return 1
    floors, refused = raised(read_floors(), standings())
    if refused:
        print(*refused, "no floor may fall; nothing was pinned", sep="\n", file=sys.stderr)
        return 1
    FLOORS.write_text(written(floors), encoding="utf-8")
    readme.write()
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""From which score on a pair is joined or asked about; the scores are sums of the weights of link_weights.toml."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tawthiq.link.comparison import weights

EVIDENCE = {
    "when": "when",
    "day": "when",
    "where": "where",
    "tolls": "tolls",
    "persons": "who",
    "weapons": "who",
    "words": "words",
    "numbers": "words",
}
"""Which kind of evidence each comparison is; a pair needs several kinds (R16). The others only add weight."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which score on a pair is joined, shown to a person, or allowed inside one incident."""

    link: float
    uncertain: float
    floor: float

    @classmethod
    def of(cls, accounts: int) -> Thresholds:
        """The thresholds of a register of so many accounts: the more there are, the less a likeness means."""
        table = weights("thresholds")
        tenfolds = math.log10(max(accounts, int(table["accounts_least"])) / int(table["accounts"]))
        more = tenfolds * float(table["more_tenfold" if tenfolds > 0 else "fewer_tenfold"])
        return cls(float(table["link"]) + more, float(table["uncertain"]) + more, float(table["member_floor"]))

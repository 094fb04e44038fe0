"""What published figures make of wordings (standards §2.1). A claim keeps its logical bounds; a profile derives from them.

"About 50" is 45–55 with 50 put forward in the profile `tawthiq`, and 50–50 in `acled`; «العشرات» is 10–24 and 10–10.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tawthiq.domain.toll import Count
from tawthiq.knowledge.load import toml

PROFILES = ("tawthiq", "acled", "airwars")


@dataclass(frozen=True, slots=True)
class Bounds:
    """Published bounds: `high` None is open, `best` None where the wording gives no number worth putting forward."""

    low: int
    high: int | None
    best: int | None


def _number(how: Any, count: Count) -> int | None:
    """One setting of a profile applied to a count."""
    value = count.low if count.value is None else count.value
    if isinstance(how, dict):
        return round(value * float(how["times"])) if "times" in how else value + int(how["plus"])
    if isinstance(how, int):
        return how
    return {"low": count.low, "high": count.high, "value": value, "open": None, "none": None}[how]


def bounds(count: Count, profile: str = "tawthiq") -> Bounds:
    """The published bounds of a count under a profile. Raises KeyError for an unknown profile."""
    table = toml("vocabularies/profiles.toml")[profile]
    vague = count.qualifier == "vague" or count.qualifier not in table
    setting = table["vague"].get(count.wording) if vague else table[count.qualifier]
    if setting is None or (isinstance(setting.get("low"), int) and count.low > setting["low"]):
        # a vague word the profile does not list, or one that the text itself bounds from below: the logical bounds stand
        return Bounds(count.low, count.high, None)
    low = _number(setting["low"], count) or 0
    high = _number(setting["high"], count)
    return Bounds(low, high if high is None else max(low, high), _number(setting.get("best", "none"), count))

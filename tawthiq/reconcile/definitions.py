"""Whose definition of a massacre an incident meets (decision 2): computed from the figures, apart from what sources say.

Definitions stand in knowledge/vocabularies/profiles.toml. SNHR: at least five civilians killed at once.
"""

from __future__ import annotations

from collections.abc import Sequence

from tawthiq.domain.incident import TollRange
from tawthiq.knowledge.load import toml


def massacre_by(ranges: Sequence[TollRange]) -> tuple[str, ...]:
    """The definitions met, by id. People in general count as civilians where nobody counts fighters among them."""
    killed = {r.group: r.min for r in ranges if r.harm == "killed"}
    fighters = "combatant" in killed or "status_contested" in killed
    found = []
    for ident, definition in sorted(toml("vocabularies/profiles.toml")["massacre"].items()):
        group = definition.get("group")
        number = killed.get(group, 0)
        if group == "civilian" and not fighters:
            number = max(number, killed.get(None, 0))
        if number >= int(definition["min_killed"]):
            found.append(ident)
    return tuple(found)

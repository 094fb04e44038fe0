"""Whose definition of a massacre an incident meets (decision 2): computed from the figures, apart from what sources say.

Definitions stand in knowledge/vocabularies/profiles.toml, an office's own in its office.toml. SNHR: at least five civilians killed at once.
"""

from __future__ import annotations

from collections.abc import Sequence

from tawthiq.domain.incident import Definition, TollRange
from tawthiq.knowledge.definitions import MassacreDefinition


def definitions_met(ranges: Sequence[TollRange], definitions: Sequence[MassacreDefinition]) -> tuple[Definition, ...]:
    """The definitions that the minimum meets, by id. People in general count as civilians where nobody counts fighters among them."""
    killed = {r.group: r.min for r in ranges if r.harm == "killed"}
    fighters = "combatant" in killed or "status_contested" in killed
    found = []
    for one in sorted(definitions):
        number = killed.get(one.group or None, 0)
        if one.group == "civilian" and not fighters:
            number = max(number, killed.get(None, 0))
        elif not one.group and None not in killed:
            number = sum(killed.get(status, 0) for status in _STATUSES)
        if number >= one.least:
            found.append(Definition(one.id, one.ar, one.en))
    return tuple(found)


_STATUSES = ("civilian", "combatant", "status_contested", "status_unknown")
"""Groups that exclude each other: together they are everybody (R10)."""

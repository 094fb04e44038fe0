"""What the claims say of each party, counted once after every change of the register and kept until the next (performance.md §5)."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet

from tawthiq.workbench.register.models import Claim
from tawthiq.workbench.register.protection import readable
from tawthiq.workbench.register.revision import revision


@dataclass
class Said:
    """Of one party: claims by the part they give it, by unit, and by publisher and part."""

    roles: Counter[str] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)
    publishers: dict[str, Counter[str]] = field(default_factory=dict)


def standing(levels: tuple[str, ...]) -> QuerySet[Claim]:
    """The claims of parties that nobody set aside, of documents and incidents of these levels."""
    rows = Claim.objects.filter(
        readable(levels, "account__incident"), field="actor", account__document__access__in=levels
    )
    return rows.exclude(state="rejected").exclude(account__state="rejected")


_kept: OrderedDict[tuple[str, ...], tuple[str, dict[str, Said]]] = OrderedDict()
_lock = threading.Lock()


def said(levels: tuple[str, ...]) -> dict[str, Said]:
    """What readers of these levels may know to be said of each party, by code."""
    now = revision()
    with _lock:
        held = _kept.get(levels)
        if held is None or held[0] != now:
            held = _kept[levels] = (now, _count(levels))
        return held[1]


def _count(levels: tuple[str, ...]) -> dict[str, Said]:
    found: dict[str, Said] = {}
    cells = standing(levels).order_by().values_list("code", "role", "unit", "account__document__publisher")
    for code, role, unit, publisher, n in cells.annotate(n=Count("pk")).order_by(
        "code", "account__document__publisher", "role", "unit"
    ):
        party = found.setdefault(code, Said())
        party.roles[role] += n
        party.publishers.setdefault(publisher, Counter())[role] += n
        if unit:
            party.units[unit] += n
    return found

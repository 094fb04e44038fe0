"""What lasts for months at one place is one incident, also where one document speaks of it twice (R16).

Two tellings of one document are otherwise kept apart: a report tells of two raids. A siege is no raid: a document counts who
starved in one sentence and who is besieged in the next.
"""

from __future__ import annotations

from collections.abc import Sequence

from tawthiq.domain.incident import Link, Reason
from tawthiq.link.comparison import compared
from tawthiq.link.telling import Telling, lasts


def lasting_pairs(found: Sequence[Telling]) -> list[tuple[int, int]]:
    """Positions of tellings of one document that tell of one lasting event: the first at each place with each other one.

    `found` is in order of reference. Their windows of days meet, or one has none.
    """
    first: dict[tuple[str, str], int] = {}
    pairs = []
    for position, one in enumerate(found):
        if not lasts(one.account) or one.account.place is None:
            continue
        head = first.setdefault((one.ref[0], one.account.place.place.id), position)
        if head != position and _meet(found[head], one):
            pairs.append((head, position))
    return pairs


def _meet(a: Telling, b: Telling) -> bool:
    if a.earliest is None or a.latest is None or b.earliest is None or b.latest is None:
        return True
    return a.earliest <= b.latest and b.earliest <= a.latest


def lasting_link(a: Telling, b: Telling) -> Link:
    """Such a pair as a link, with its reason in both languages."""
    assert a.account.place is not None
    place = a.account.place.place
    names = {"ar": {"place": place.name_ar or place.name_en}, "en": {"place": place.name_en or place.name_ar}}
    said = compared("documents", "lasting", 0.0, {lang: dict(words) for lang, words in names.items()})
    return Link(a.ref, b.ref, 0.0, (Reason("documents", 0.0, said.reason_ar, said.reason_en),))

"""Where the incident happened: of the places its accounts give, the most precise that most origins agree with.

A neighbourhood (حي الجورة) is chosen over the city it lies in; of two towns, the one more voices give.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tawthiq.domain.incident import AccountRef
from tawthiq.domain.where import Place, PlaceMention
from tawthiq.knowledge.geography import Geography, lies_in
from tawthiq.reconcile.claims import Telling

_WIDE = ("city", "town", "village", "camp", "subdistrict", "district", "region", "governorate", "country")


def _precision(mention: PlaceMention) -> int:
    return int(mention.precision[1:]) if mention.precision[1:].isdigit() else 99


def incident_place(
    tellings: Sequence[Telling], voices: Mapping[AccountRef, str], geography: Geography | None = None
) -> PlaceMention | None:
    """The place of an incident; None where no account gives one."""
    main = [(t, t.account.place) for t in tellings if t.account.place is not None]
    if not main:
        return None

    def order(item: tuple[Telling, PlaceMention]) -> tuple[int, int, int, bool, str, AccountRef]:
        telling, mention = item
        agree, name = set(), set()
        for other, theirs in main:
            sites = (theirs, *other.account.places)
            related = any(
                lies_in(mention.place, s.place, geography) or lies_in(s.place, mention.place, geography) for s in sites
            )
            if related:
                agree.add(voices[other.ref])
            if any(s.place.id == mention.place.id for s in sites):
                name.add(voices[other.ref])
        background = telling.account.background
        return -len(agree), _precision(mention), -len(name), background, mention.place.id, telling.ref

    return min(main, key=order)[1]


def other_sites(tellings: Sequence[Telling], chosen: PlaceMention | None) -> tuple[PlaceMention, ...]:
    """Further places of the same rank that at least half of the accounts name beside the chosen one (الجورة والقصور)."""
    if chosen is None:
        return ()
    seen: dict[str, tuple[PlaceMention, set[AccountRef]]] = {}
    for telling in tellings:
        for mention in telling.account.places:
            alike = mention.place.level == chosen.place.level and mention.place.parent == chosen.place.parent
            if alike and mention.place.id != chosen.place.id:
                seen.setdefault(mention.place.id, (mention, set()))[1].add(telling.ref)
    located = [t for t in tellings if t.account.places]
    return tuple(m for _, (m, refs) in sorted(seen.items()) if 2 * len(refs) >= len(located))


def _path(place: Place, geography: Geography) -> tuple[Place, ...]:
    """What the gazetteer says a place lies in; for a place it does not list, what the place's parent lies in."""
    for ident in (place.id, place.parent, place.governorate):
        if ident is not None:
            try:
                return geography.path(ident)
            except KeyError:
                continue
    return ()


def container(chosen: PlaceMention, tellings: Sequence[Telling], geography: Geography | None) -> Place | None:
    """The city or governorate to name beside a place: from the gazetteer, else from what the accounts name."""
    parents = (chosen.place.parent, chosen.place.governorate)
    named = [m.place for t in tellings for m in t.account.places] + [
        t.account.place.place for t in tellings if t.account.place
    ]
    if geography is not None:
        path = [p for p in _path(chosen.place, geography) if p.id != chosen.place.id]
        wanted = ("governorate",) if chosen.place.level in _WIDE else ("city", "town", "governorate")
        for level in wanted:
            if (found := next((p for p in path if p.level == level), None)) is not None:
                return found
    for parent in parents:
        if (inside := next((p for p in named if p.id == parent and p.id != chosen.place.id), None)) is not None:
            return inside
    return None

"""Is it the same place? Places are compared along the hierarchy, never by name alone (R16)."""

from __future__ import annotations

from itertools import product

from tawthiq.domain.where import Place, PlaceMention
from tawthiq.knowledge.geography import Geography, lies_in
from tawthiq.link.around import Around
from tawthiq.link.bare_city import city_meant
from tawthiq.link.candidates import SMALL
from tawthiq.link.compare_kinds import specific_kinds
from tawthiq.link.compare_weapons import weapons_disjoint
from tawthiq.link.compare_when import meet_as_said
from tawthiq.link.comparison import Comparison, Words, alike, compared, merged, weights
from tawthiq.link.geography import governorate_of, kilometres
from tawthiq.link.telling import Telling


def _names(a: Place, b: Place, one: str = "a", other: str = "b") -> Words:
    return {
        "ar": {one: a.name_ar or a.name_en, other: b.name_ar or b.name_en},
        "en": {one: a.name_en or a.name_ar, other: b.name_en or b.name_ar},
    }


def _shared(a: Telling, b: Telling) -> Comparison | None:
    """The smallest place both tellings name."""
    ids = {m.place.id for m in b.sites}
    same = weights("where")["same"]
    both = [m.place for m in a.sites if m.place.id in ids]
    if not both:
        return None
    best = max(both, key=lambda p: (same.get(p.level, 0.0), p.id))
    names = _names(best, best, "place", "unused")
    return compared("where", "same", float(same.get(best.level, 0.0)), names)


def _inside(a: Telling, b: Telling, geography: Geography | None) -> Comparison | None:
    """A place of one telling lies in a place of the other; the wider of the two says how much that means."""
    inside = weights("where")["inside"]
    pairs = [(m.place, n.place) for m, n in product(a.sites, b.sites)]
    found = [(x, y) for x, y in pairs if lies_in(x, y, geography)] + [
        (y, x) for x, y in pairs if lies_in(y, x, geography)
    ]
    if not found:
        return None
    inner, outer = max(found, key=lambda p: (inside.get(p[1].level, 0.0), p[1].id, p[0].id))
    return compared("where", "inside", float(inside.get(outer.level, 0.0)), _names(inner, outer, "inner", "outer"))


def _city_or_around(a: Telling, b: Telling, geography: Geography | None) -> Comparison | None:
    """Both name a city, one at least by the word that is its governorate's too."""
    cities = {city.id: city for m in a.sites if (city := city_meant(m, geography)) is not None}
    both = sorted(cities.keys() & {city.id for m in b.sites if (city := city_meant(m, geography)) is not None})
    if not both:
        return None
    place = cities[both[0]]
    return compared(
        "where", "city_or_around", float(weights("where")["city_or_around"]), _names(place, place, "place", "unused")
    )


def _homonym(a: PlaceMention, b: PlaceMention) -> bool:
    return a.place.id in b.candidates or b.place.id in a.candidates


def _refusal(a: PlaceMention, b: PlaceMention) -> Comparison | None:
    """Two main places that cannot be one event's: other governorates, neighbourhoods of one city, far apart."""
    table = weights("where")
    names = _names(a.place, b.place)
    first, second = governorate_of(a.place), governorate_of(b.place)
    if a.place.country and b.place.country and a.place.country != b.place.country:
        return compared("where", "governorates", 0.0, names, refused=True)
    if first and second and first != second:
        return compared("where", "governorates", 0.0, names, refused=True)
    neighbourhoods = a.place.level == b.place.level == "neighbourhood"
    if neighbourhoods and a.place.parent and a.place.parent == b.place.parent:
        return compared("where", "neighbourhoods", 0.0, names, refused=True)
    distance = kilometres(a.place, b.place)
    definite = {a.precision, b.precision} <= set(table["definite"])
    if definite and distance is not None and distance > float(table["apart_refused_km"]):
        return compared("where", "far", 0.0, merged(names, alike(km=round(distance))), refused=True)
    return None


def compare_where(a: Telling, b: Telling, geography: Geography | None = None) -> Comparison | None:
    """The same small place speaks strongly for one event, a place inside the other's place less, a governorate little.

    حي الجورة and the city of Deir ez-Zor go together, and so do tellings that both name الجورة and القصور; two
    different neighbourhoods of one city do not, and different governorates never do. A telling without a place
    contradicts nothing: None.
    """
    if not a.sites or not b.sites:
        return None
    if (shared := _shared(a, b)) is not None and shared.weight >= 1.0:
        return shared
    first, second = a.sites[0], b.sites[0]
    main_inside = lies_in(first.place, second.place, geography) or lies_in(second.place, first.place, geography)
    if not main_inside and (refusal := _refusal(first, second)) is not None:
        if not _homonym(first, second):
            return refusal
        return compared("where", "homonym", float(weights("where")["homonym"]), _names(first.place, second.place))
    found = [c for c in (shared, _city_or_around(a, b, geography), _inside(a, b, geography)) if c is not None]
    if main_inside and found:
        return max(found, key=lambda c: c.weight)
    return _distance(first, second)


def compare_rarity(a: Telling, b: Telling, near: Around) -> Comparison | None:
    """A shared small place says the more the fewer accounts speak of it, where the days meet (or nearly, at a quiet place: `around.py`).

    Not where the weapons differ, or where either telling does not say what happened.
    """
    ids = {m.place.id for m in b.sites if m.place.level in SMALL}
    shared = [m.place for m in a.sites if m.place.level in SMALL and m.place.id in ids]
    told = specific_kinds(a.account) and specific_kinds(b.account)
    if not shared or not told or not _days_meet(a, b, near) or weapons_disjoint(a, b):
        return None
    step = min(max(near.rarity.get(m.place.id, 0) for m in one.sites if m.place.level in SMALL) for one in (a, b))
    if not step:
        return None
    return compared(
        "where", "rare", step * float(weights("where")["rarity"]), _names(shared[0], shared[0], "place", "unused")
    )


def _days_meet(a: Telling, b: Telling, near: Around) -> bool:
    if a.earliest is None or a.latest is None or b.earliest is None or b.latest is None:
        return False
    apart = max((b.earliest - a.latest).days, (a.earliest - b.latest).days)
    first, second = a.account.date, b.account.date
    met = first is None or second is None or a.implied or b.implied or meet_as_said(first, second)
    return (apart <= 0 and met) or (apart == 1 and near.quiet(a, b))


def _distance(a: PlaceMention, b: PlaceMention) -> Comparison:
    table = weights("where")
    distance = kilometres(a.place, b.place)
    names = _names(a.place, b.place)
    if _homonym(a, b):
        return compared("where", "homonym", float(table["homonym"]), names)
    if distance is not None and distance <= float(table["near_km"]):
        return compared("where", "near", float(table["near"]), merged(names, alike(km=round(distance, 1))))
    return compared("where", "apart", float(table["apart"]), names)

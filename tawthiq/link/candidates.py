"""Which pairs of tellings are worth comparing: those that share a block (R16).

A block is a fact two tellings of one event would share: a day in one governorate, a day at one place, a named
person, an exact count of ten or more in one month. Tellings without a date meet all tellings at the same small place.
Each key is a plain tuple, so the same blocking runs as an equality join in a database.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from tawthiq.link.geography import governorate_of
from tawthiq.link.telling import Telling
from tawthiq.text.names import name_words

_LONGEST_WINDOW = 12  # days; longer windows are blocked by month
SMALL = frozenset(("landmark", "neighbourhood", "camp", "village", "town", "city"))
_TELLING_COUNT = 10

Key = tuple[str, ...]


def _days(telling: Telling) -> Iterator[str]:
    """The days of the window, or its months ("2012-09") where it is long."""
    if telling.earliest is None or telling.latest is None:
        return
    length = (telling.latest - telling.earliest).days
    if length <= _LONGEST_WINDOW:
        for day in range(length + 1):
            yield (telling.earliest + timedelta(days=day)).isoformat()


def _months(telling: Telling) -> Iterator[str]:
    if telling.earliest is None or telling.latest is None or (telling.latest - telling.earliest).days > 400:
        return
    year, month = telling.earliest.year, telling.earliest.month
    while (year, month) <= (telling.latest.year, telling.latest.month):
        yield f"{year:04d}-{month:02d}"
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def keys(telling: Telling) -> Iterator[Key]:
    """The blocks a telling falls into."""
    areas = {governorate_of(m.place) or m.place.country or "" for m in telling.sites}
    small = {m.place.id for m in telling.sites if m.place.level in SMALL}
    days, months = list(_days(telling)), list(_months(telling))
    for area in sorted(areas - {""}):
        yield from (("area-day", area, day) for day in days)
    for place in sorted(small):
        yield from (("place-month", place, month) for month in months)
    for person in telling.account.persons:
        if person.role != "speaker" and (words := name_words(person.name)):
            yield ("person", person.key or " ".join(word.consonants for word in (words[0], words[-1])))
    for area in sorted(areas - {""}):
        yield from (("count", area, *key) for key in count_keys(telling))


def count_keys(telling: Telling) -> Iterator[Key]:
    """The exact counts of ten or more that a telling gives, with the months it may mean.

    By these a telling without a place meets the others; two that have a place meet by them in one governorate only.
    """
    months = list(_months(telling))
    for toll in telling.account.tolls:
        if toll.count.value is not None and toll.count.value >= _TELLING_COUNT:
            yield from ((toll.harm, str(toll.count.value), month) for month in months)

"""Tellings as plain columns, so that a database can compare millions of them: numbers, codes, and lists of codes.

A column says one thing about one telling; what two tellings have in common is `levels.py`'s to ask. Days are counted from
1970. Kinds are bits of a number, since there are few; places, parties and persons are ids in lists. Runs of words are
64-bit numbers. Names are compared here, once, and become ids of persons: a database cannot compare names across scripts.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import islice, starmap
from typing import Any

import pyarrow

from tawthiq.domain.actors import PersonMention
from tawthiq.domain.toll import QUALIFIERS
from tawthiq.knowledge.count_meanings import possible_numbers
from tawthiq.knowledge.geography import Geography
from tawthiq.knowledge.load import toml
from tawthiq.knowledge.sides import side_of
from tawthiq.link.around import Around, around, small_places
from tawthiq.link.bare_city import city_meant
from tawthiq.link.candidates import SMALL, count_keys, keys
from tawthiq.link.compare_actors import accused, unit_codes
from tawthiq.link.compare_day import calendar_of
from tawthiq.link.compare_kinds import families_of, is_massacre, specific_kinds
from tawthiq.link.compare_numbers import harms_in, numbers_in
from tawthiq.link.compare_persons import ROLES, one_person, part_of
from tawthiq.link.compare_tolls import largest, said, whole_counts
from tawthiq.link.compare_weapons import weapon_codes, weapon_families
from tawthiq.link.comparison import weights
from tawthiq.link.geography import governorate_of
from tawthiq.link.telling import ORDER, Telling
from tawthiq.text.names import name_words

_EPOCH = date(1970, 1, 1)
HASHED = 61
"""Stated counts leave a bit each, by their remainder of this: where no bit is shared, no count is, and lists are not compared."""
OPEN = 2**31 - 1
"""Stands for an open upper bound."""
QUALIFIED = 16
"""A stated count is kept as its value times this, plus the number of its qualifier: equal counts are equal in both."""
COUNTING = 64
"""A number that counts a harm is kept as its value times this, plus the place of its harm among those compared."""
_AT_A_TIME = 1_000
"""Rows that stand in Python at a time: of a million they would take many times what their columns take."""
LARGEST_BLOCK = 400
"""A block shared by more tellings says too little; its pairs share a finer one if they are one event."""


@cache
def tiers() -> tuple[str, ...]:
    """The levels of places, the weightiest first."""
    same = weights("where")["same"]
    return tuple(sorted(same, key=lambda level: (-float(same[level]), level)))


@cache
def harms() -> tuple[str, ...]:
    """The harms whose counts are compared."""
    return tuple(weights("tolls")["harms"])


def schema() -> Any:
    """The columns and their types, as an Arrow schema."""
    text, texts, number, numbers = (
        pyarrow.string(),
        pyarrow.list_(pyarrow.string()),
        pyarrow.int32(),
        pyarrow.list_(pyarrow.int64()),
    )
    fields: list[tuple[str, Any]] = [
        ("unique_id", pyarrow.int64()), ("doc", text), ("keys", texts), ("count_keys", texts), ("small", texts), ("undated_at", texts),
        ("first", number), ("last", number), ("said_first", number), ("said_last", number),
        ("dated", pyarrow.bool_()), ("implied", pyarrow.bool_()), ("vague", number),
        *((name, number) for name in ("weekdays", "near_weekdays", "year_first", "year_last", "months")), ("partial", pyarrow.bool_()),
        ("main", text), ("quarter_of", text), ("governorate", text), ("country", text), ("governorates", texts), ("countries", texts), ("lat", pyarrow.float64()),
        ("lon", pyarrow.float64()), ("definite", pyarrow.bool_()), ("main_above", texts), ("above", texts), ("readings", texts), ("city", texts),
        *((f"at_{level}", texts) for level in tiers()),
        ("kinds", pyarrow.int64()), ("rare_kinds", pyarrow.int64()), ("families", pyarrow.int64()), ("massacre", pyarrow.bool_()),
        ("sides", texts), ("units", texts), ("one_site", pyarrow.bool_()),
        *((name, pyarrow.int64()) for name in ("weapons", "rare_weapons", "weapon_families")),
        *((f"{harm}_{part}", numbers) for harm in harms() for part in ("plain", "round")),
        *((f"{harm}_{part}", number) for harm in harms() for part in ("low", "high", "size")),
        *((f"{harm}_{part}", pyarrow.int64()) for harm in harms() for part in ("one", "bits")),
        *((f"{role}_{part}", texts) for role in ROLES for part in ("full", "any")),
        ("rare_words", texts), ("runs", numbers), ("alone", number), ("crowd", number), ("numbers", numbers), ("harm_numbers", numbers), ("rarity", number),
    ]  # fmt: skip
    return pyarrow.schema(fields)


def columns(
    tellings: Sequence[Telling],
    rare: frozenset[str],
    geography: Geography | None = None,
    *,
    near: Around | None = None,
) -> Any:
    """The tellings as an Arrow table, one row each in their order, `unique_id` being their position; `near` is what they say around each, where
    that is known already."""
    persons = _identities(tellings)
    near = near or around(tellings)
    blocks, small = _Blocks(tellings), _small(tellings)
    members = Counter(place for places in small for place in places)
    undated = Counter(place for one, places in zip(tellings, small, strict=True) if not one.dated for place in places)

    def row(position: int, one: Telling) -> dict[str, Any]:
        shared, counted = blocks.of(position)
        places = small[position]
        return {
            "unique_id": position,
            "doc": one.ref[0],
            "keys": shared,
            "count_keys": counted,
            "small": places,
            "undated_at": [p for p in places if members[p] * undated[p] <= LARGEST_BLOCK**2],
            "rarity": max((near.rarity[place] for place in places), default=0),
            "alone": near.events[one.ref], "crowd": near.crowd.get(one.ref, 0), "numbers": sorted(numbers_in(one)),
            "harm_numbers": sorted(value * COUNTING + harms().index(harm) for harm, value in harms_in(one)),
            **_when(one), **_where(one, geography), **_what(one), **_counts(one), **_persons(one, persons),
            "rare_words": sorted(one.words & rare),
            "runs": sorted({_number(run) for run in one.runs}),
        }  # fmt: skip

    rows = starmap(row, enumerate(tellings))
    batches = iter(lambda: list(islice(rows, _AT_A_TIME)), [])
    made = [pyarrow.RecordBatch.from_pylist(batch, schema=schema()) for batch in batches]
    return pyarrow.Table.from_batches(made, schema=schema()).combine_chunks()


class _Blocks:
    """The blocks of many tellings, each key held once and those of a telling as numbers."""

    def __init__(self, tellings: Iterable[Telling]) -> None:
        self._sizes: Counter[int] = Counter()
        self._held, self._ends = array("l"), array("l", [0])
        numbers: dict[str, int] = {}
        for one in tellings:
            shared, counted = (
                [numbers.setdefault(key, len(numbers)) for key in dict.fromkeys(map(_key, some))]
                for some in (keys(one), count_keys(one))
            )
            self._sizes.update({*shared, *counted})
            for part in (shared, counted):
                self._held.extend(part)
                self._ends.append(len(self._held))
        self._keys = list(numbers)

    def of(self, position: int) -> tuple[list[str], list[str]]:
        """The keys of a telling, and those by its counts; none of a block that too many share."""
        low, middle, high = self._ends[2 * position : 2 * position + 3]
        shared, counted = (
            [self._keys[key] for key in part if self._sizes[key] <= LARGEST_BLOCK]
            for part in (self._held[low:middle], self._held[middle:high])
        )
        return shared, counted


def _small(tellings: Iterable[Telling]) -> list[list[str]]:
    """The small places of each telling; tellings of the same ones share a list."""
    known: dict[tuple[str, ...], list[str]] = {}
    places = map(small_places, tellings)
    return [known.setdefault(tuple(some), some) for some in places]


def _key(parts: Iterable[str]) -> str:
    return "|".join(parts)


def _number(text: str) -> int:
    return int.from_bytes(
        hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True
    )


def _day(value: date | None) -> int | None:
    return (value - _EPOCH).days if value is not None else None


_CALENDAR = ("weekdays", "near_weekdays", "year_first", "year_last", "months", "partial")


def _when(one: Telling) -> dict[str, Any]:
    when, calendar = one.account.date, calendar_of(one)
    said = when if one.dated else None
    return {
        "first": _day(one.earliest), "last": _day(one.latest),
        "said_first": _day(said.start) if said else None, "said_last": _day(said.end) if said else None,
        "dated": one.dated, "implied": one.implied and one.earliest is not None,
        "vague": ORDER.index(one.precision) if said and one.precision in ORDER else len(ORDER),
        **{name: getattr(calendar, name) for name in _CALENDAR},
    }  # fmt: skip


def _above(place_id: str, parents: Iterable[str | None], geography: Geography | None) -> set[str]:
    found = {p for p in parents if p}
    if geography is not None:
        try:
            found.update(place.id for place in geography.path(place_id))
        except KeyError:
            for parent in list(found):
                try:
                    found.update(place.id for place in geography.path(parent))
                except KeyError:
                    continue
    return found - {place_id}


def _where(one: Telling, geography: Geography | None) -> dict[str, Any]:
    above = {
        m.place.id: _above(m.place.id, (m.place.parent, m.place.governorate, m.place.country), geography)
        for m in one.sites
    }
    main = one.sites[0] if one.sites else None
    place = main.place if main is not None else None
    at = {f"at_{level}": sorted({m.place.id for m in one.sites if m.place.level == level}) for level in tiers()}
    return {
        "one_site": sum(m.place.level in SMALL for m in one.sites) <= 1 and (main is None or not main.candidates),
        "main": place.id if place else None,
        "quarter_of": place.parent if place and place.level == "neighbourhood" else None,
        "governorate": governorate_of(place) if place else None,
        "country": place.country if place else None,
        "governorates": sorted({g for m in one.sites if (g := governorate_of(m.place))}),
        "countries": sorted({m.place.country for m in one.sites if m.place.country}),
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "definite": main is not None and main.precision in weights("where")["definite"],
        "main_above": sorted(above[place.id]) if place else [],
        "above": sorted(set().union(*above.values())) if above else [],
        "readings": sorted(main.candidates) if main is not None else [],
        "city": sorted({city.id for m in one.sites if (city := city_meant(m, geography)) is not None}),
        **at,
    }


def _bits(codes: Iterable[str], order: Mapping[str, int]) -> int:
    return sum(1 << order[code] for code in set(codes) if code in order)


@cache
def kind_bits() -> dict[str, int]:
    """The bit of each kind."""
    return {code: bit for bit, code in enumerate(sorted(toml("vocabularies/kinds.toml")))}


@cache
def family_bits() -> dict[str, int]:
    """The bit of each family of kinds."""
    return {name: bit for bit, name in enumerate(sorted(weights("kinds")["families"]))}


@cache
def weapon_bits() -> dict[str, int]:
    """The bit of each weapon and of each family of weapons; a weapon of no family is one by itself."""
    return {code: bit for bit, code in enumerate((*weights("weapons")["family"], *toml("vocabularies/weapons.toml")))}


def _what(one: Telling) -> dict[str, Any]:
    kinds = specific_kinds(one.account)
    common = set(weights("kinds")["common_kinds"])
    blamed = accused(one)
    weapons = weapon_codes(one)
    common_weapons = set(weights("weapons")["common_codes"])
    return {
        "kinds": _bits(kinds, kind_bits()),
        "rare_kinds": _bits([k for k in kinds if k not in common], kind_bits()),
        "families": _bits({f for kind in kinds for f in families_of(kind)}, family_bits()),
        "massacre": is_massacre(one.account),
        "sides": sorted({side_of(code) for code in blamed}), "units": sorted(unit_codes(one)),
        "weapons": _bits(weapons, weapon_bits()), "rare_weapons": _bits(weapons - common_weapons, weapon_bits()),
        "weapon_families": _bits(weapon_families(weapons), weapon_bits()),
    }  # fmt: skip


def _counts(one: Telling) -> dict[str, Any]:
    found: dict[str, Any] = {}
    told = {weights("tolls")["counted_as"].get(toll.harm, toll.harm) for toll in one.account.tolls}
    for harm in harms():
        tolls = whole_counts(one, harm) if harm in told else []
        if not tolls:
            found.update(_uncounted(harm))
            continue
        counts = [toll.count for toll in tolls]
        bounds = [possible_numbers(count) for count in counts]
        stated = {(value, QUALIFIERS.index(how)) for value, how in filter(None, map(said, counts))}
        found[f"{harm}_plain"] = sorted(value * QUALIFIED + how for value, how in stated if value % 10)
        found[f"{harm}_round"] = sorted(value * QUALIFIED + how for value, how in stated if value % 10 == 0)
        numbers = found[f"{harm}_plain"] + found[f"{harm}_round"]
        found[f"{harm}_one"] = numbers[0] if len(numbers) == 1 else None
        found[f"{harm}_bits"] = sum({1 << value % HASHED for value, _ in stated})
        found[f"{harm}_size"] = largest(tolls)
        found[f"{harm}_low"] = min(low for low, _ in bounds)
        found[f"{harm}_high"] = max(high if high is not None else OPEN for _, high in bounds)
    return found


@cache
def _uncounted(harm: str) -> dict[str, Any]:
    """What stands in the columns of a harm that a telling counts nobody by."""
    return {
        f"{harm}_plain": [], f"{harm}_round": [], f"{harm}_bits": 0,
        **{f"{harm}_{part}": None for part in ("one", "size", "low", "high")},
    }  # fmt: skip


def _identities(tellings: Sequence[Telling]) -> dict[PersonMention, str]:
    """Each mention of a person with an id that mentions of one person share, by key or by name across scripts."""
    blocks: dict[str, list[PersonMention]] = defaultdict(list)
    for mention in dict.fromkeys(p for one in tellings for p in one.account.persons):
        words = name_words(mention.name)
        blocks[words[0].consonants[:2] if words else mention.name].append(mention)
    found: dict[PersonMention, str] = {}
    for members in blocks.values():
        heads: list[PersonMention] = []
        for mention in sorted(members, key=lambda m: (-len(name_words(m.name)), m.key, m.name, m.role)):
            head = next((h for h in heads if one_person(h, mention)), None)
            if head is None:
                heads.append(mention)
                head = mention
            found[mention] = head.key or head.name
    return {mention: mention.key or name for mention, name in found.items()}


def _persons(one: Telling, identities: Mapping[PersonMention, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for role in ROLES:
        named = [p for p in one.account.persons if part_of(p) == role]
        found[f"{role}_any"] = sorted({f"{p.role}:{identities[p]}" for p in named})
        found[f"{role}_full"] = sorted(
            {f"{p.role}:{identities[p]}" for p in named if p.key or len(name_words(p.name)) >= 3}
        )
    return found

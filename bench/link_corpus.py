"""Accounts of made-up events, as the columns that linking compares, with the event that each tells: for measuring, at any size.

Seven in ten accounts tell an event of their own first; three in ten tell one again, as another report would: a day off or no day,
the governorate or no place, another count or an open one, another or no party, a kind that may name the same. Places grow with
the number of accounts, so that events lie as densely at every size.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow
from numpy.typing import NDArray

from tawthiq.link.around import rarity_step
from tawthiq.link.columns import HASHED, OPEN, QUALIFIED, family_bits, kind_bits, schema, weapon_bits
from tawthiq.link.comparison import weights

REPEATS = 0.3
PER_TOWN = 40
"""Accounts of each town in ten years."""
_TOWNS = 100
_DAYS = 3650
_KINDS = ("airstrike", "shelling", "summary_execution", "suicide_car_bomb", "arbitrary_detention", "sniper_killing")
_RELATED = {
    "airstrike": "shelling",
    "shelling": "airstrike",
    "summary_execution": "sniper_killing",
    "sniper_killing": "summary_execution",
}
_PARTIES = ("gov", "rus", "isis", "opp", "sdf")
_WEAPONS = ("aircraft_fixed", "barrel_bomb", "artillery", "small_arms", "ied")

Ints = NDArray[np.int64]


def _picked(chance: np.random.Generator, count: int, shares: list[float]) -> Ints:
    picked: Ints = chance.choice(len(shares), size=count, p=shares)
    return picked


def accounts(count: int, seed: int = 7, per_town: int = PER_TOWN) -> tuple[Any, Ints]:
    """`count` accounts as an Arrow table of `columns.schema`, and the number of the event that each tells.

    `per_town` is how many accounts of its ten years a town has in the mean.
    """
    chance = np.random.default_rng(seed)
    events = round(count * (1 - REPEATS))
    towns = max(200, count // per_town)
    event = np.concatenate([np.arange(events), chance.integers(0, events, count - events)])
    again = np.arange(count) >= events
    made = {
        "town": chance.integers(0, towns, events)[event], "day": chance.integers(16000, 16000 + _DAYS, events)[event],
        "kind": _picked(chance, events, [0.35, 0.3, 0.1, 0.1, 0.1, 0.05])[event],
        "party": _picked(chance, events, [0.5, 0.2, 0.1, 0.1, 0.1])[event],
        "killed": np.minimum(chance.pareto(1.3, events) * 3 + 1, 900).astype(np.int64)[event],
        "weapon": _picked(chance, events, [0.3, 0.2, 0.3, 0.1, 0.1])[event],
    }  # fmt: skip

    def some(share: float) -> NDArray[np.bool_]:
        return again & (chance.random(count) < share)

    day = made["day"] + np.where(some(0.12), chance.choice([-1, 1], count), 0)
    undated, placeless, coarse = some(0.08), some(0.04), some(0.1)
    killed = np.where(
        some(0.25), np.maximum(1, (made["killed"] * chance.uniform(0.6, 1.6, count)).astype(np.int64)), made["killed"]
    )
    uncounted, open_ended = some(0.1), some(0.15)
    nobody, other_party = some(0.3) | (chance.random(count) < 0.2), some(0.05)
    party = np.where(other_party, chance.integers(0, len(_PARTIES), count), made["party"])
    related, unarmed = some(0.1), chance.random(count) < 0.4
    order = chance.permutation(count)
    rows = _Rows(
        made["town"][order], day[order], killed[order], made["kind"][order], related[order], party[order], made["weapon"][order],
        undated[order], placeless[order], coarse[order], uncounted[order], open_ended[order], nobody[order], unarmed[order],
    )  # fmt: skip
    return rows.table(), event[order]


class _Rows:
    """The drawn values of every account, on their way into columns."""

    def __init__(self, *drawn: Any) -> None:
        (
            self.town, self.day, self.killed, self.kind, self.related, self.party, self.weapon,
            self.undated, self.placeless, self.coarse, self.uncounted, self.open_ended, self.nobody, self.unarmed,
        ) = drawn  # fmt: skip
        self.count = len(self.town)

    def table(self) -> Any:
        """The Arrow table; what a synthetic account never says is empty in it."""
        empty = {name: self._empty(kind) for name, kind in zip(schema().names, schema().types, strict=True)}
        columns = {**empty, **self._when(), **self._where(), **self._what(), **self._tolls()}
        columns["unique_id"] = np.arange(self.count)
        columns["doc"] = pyarrow.array([f"d{n}" for n in range(self.count)])
        return pyarrow.table({name: columns[name] for name in schema().names}, schema=schema())

    def _empty(self, kind: Any) -> Any:
        if pyarrow.types.is_list(kind):
            return pyarrow.ListArray.from_arrays(np.zeros(self.count + 1, np.int32), pyarrow.array([], kind.value_type))
        if pyarrow.types.is_boolean(kind):
            return pyarrow.array(np.zeros(self.count, bool))
        return pyarrow.nulls(self.count, kind)

    def _texts(self, values: NDArray[Any], given: NDArray[np.bool_]) -> Any:
        """Lists of one text where `given`, else empty."""
        starts = np.concatenate([[0], np.cumsum(given)]).astype(np.int32)
        return pyarrow.ListArray.from_arrays(starts, pyarrow.array(values[given].astype(str).astype(object)))

    def _when(self) -> dict[str, Any]:
        missing, day = self.undated, self.day.astype(np.int32)
        days = pyarrow.array(day, mask=missing)
        vague = np.where(missing, 8, 1).astype(np.int32)
        return {"first": days, "last": days, "said_first": days, "said_last": days, "dated": ~missing, "vague": vague}

    def _where(self) -> dict[str, Any]:
        placed, exact = ~self.placeless, ~(self.placeless | self.coarse)
        governorate = self.town // _TOWNS
        town, wide = np.char.add("t", self.town.astype(str)), np.char.add("g", governorate.astype(str))
        rough = np.random.default_rng(1).normal(0, 0.2, (int(self.town.max()) + 1, 2))[self.town]
        lat, lon = 34 + (governorate % 40) * 0.5 + rough[:, 0], 36 + (governorate // 40) * 0.5 + rough[:, 1]
        spoken = np.bincount(self.town[exact], minlength=int(self.town.max()) + 1)
        rarity = np.array([rarity_step(n, _DAYS) for n in spoken.tolist()], np.int32)
        month = (self.day // 30).astype(str)
        joined = np.char.add
        parts = [
            (joined(joined(wide, "|"), self.day.astype(str)), placed & ~self.undated),
            (joined(joined(town, "|m"), month), exact & ~self.undated),
            (joined(joined(joined(wide, "|k"), self.killed.astype(str)), joined("|m", month)), placed & self._counted() & ~self.undated),
        ]  # fmt: skip
        return {
            "keys": self._lists(parts),
            "count_keys": self._texts(joined(joined("k", self.killed.astype(str)), joined("|m", month)), self._counted() & ~self.undated),
            "small": self._texts(town, exact), "undated_at": self._texts(town, exact), "at_town": self._texts(town, exact), "at_governorate": self._texts(wide, placed & self.coarse),
            "main": pyarrow.array(np.where(exact, town, wide).astype(object), pyarrow.string(), mask=~placed),
            "governorate": pyarrow.array(wide.astype(object), pyarrow.string(), mask=~placed),
            "governorates": self._texts(wide, placed), "countries": self._texts(np.full(self.count, "c", object), placed),
            "country": pyarrow.array(np.full(self.count, "c", object), pyarrow.string(), mask=~placed),
            "lat": pyarrow.array(lat, mask=~exact), "lon": pyarrow.array(lon, mask=~exact), "definite": exact,
            "main_above": self._texts(wide, exact), "above": self._texts(wide, exact),
            "alone": np.full(self.count, 9, np.int32), "crowd": self._crowd(exact), "rarity": rarity[self.town] * exact,
        }  # fmt: skip

    def _crowd(self, exact: NDArray[np.bool_]) -> NDArray[np.int32]:
        """How many accounts of the town are of the day or of a week around it (`link/around.py`)."""
        told, near = exact & ~self.undated, int(weights("when")["quiet_days"])
        days = self.town * 2**20 + self.day
        known = np.sort(days[told])
        found = np.searchsorted(known, days + near, "right") - np.searchsorted(known, days - near, "left")
        return np.where(told, found, 0).astype(np.int32)

    def _lists(self, parts: list[tuple[NDArray[Any], NDArray[np.bool_]]]) -> Any:
        counts = np.sum([given for _, given in parts], axis=0)
        starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        values = np.stack([value.astype(object) for value, _ in parts], axis=1)
        given = np.stack([g for _, g in parts], axis=1)
        return pyarrow.ListArray.from_arrays(starts, pyarrow.array(values[given], pyarrow.string()))

    def _counted(self) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = ~self.uncounted & ~self.open_ended & (self.killed >= 10)
        return found

    def _what(self) -> dict[str, Any]:
        names = np.array(_KINDS)[self.kind]
        names = np.where(self.related, [_RELATED.get(n, n) for n in names], names)
        kinds = {k: 1 << kind_bits()[k] for k in _KINDS}
        common = set(weights("kinds")["common_kinds"])
        families = {
            k: sum(1 << family_bits()[f] for f, members in weights("kinds")["families"].items() if k in members)
            for k in _KINDS
        }
        party = np.array(_PARTIES)[self.party]
        weapon = np.array(_WEAPONS)[self.weapon]
        table = weights("weapons")["family"]
        family = {w: next((n for n, members in table.items() if w in members), w) for w in _WEAPONS}
        plain = set(weights("weapons")["common_codes"])
        bits = {code: 1 << bit for code, bit in weapon_bits().items()}
        return {
            "kinds": np.array([kinds[n] for n in names]), "rare_kinds": np.array([0 if n in common else kinds[n] for n in names]),
            "families": np.array([families[n] for n in names]),
            "sides": self._texts(party, ~self.nobody), "one_site": np.ones(self.count, bool),
            "weapons": np.where(self.unarmed, 0, np.array([bits[w] for w in weapon])),
            "rare_weapons": np.where(self.unarmed, 0, np.array([0 if w in plain else bits[w] for w in weapon])),
            "weapon_families": np.where(self.unarmed, 0, np.array([bits[family[w]] for w in weapon])),
        }  # fmt: skip

    def _tolls(self) -> dict[str, Any]:
        counted = ~self.uncounted
        low = self.killed.astype(np.int32)
        high = np.where(self.open_ended, OPEN, low).astype(np.int32)
        stated = (self.killed * QUALIFIED).astype(np.int64)
        plain, round_ = counted & (self.killed % 10 != 0), counted & (self.killed % 10 == 0)

        def numbers(given: NDArray[np.bool_]) -> Any:
            starts = np.concatenate([[0], np.cumsum(given)]).astype(np.int32)
            return pyarrow.ListArray.from_arrays(starts, pyarrow.array(stated[given]))

        return {
            "killed_low": pyarrow.array(low, mask=~counted), "killed_high": pyarrow.array(high, mask=~counted),
            "killed_size": pyarrow.array(low, mask=~counted), "killed_plain": numbers(plain), "killed_round": numbers(round_),
            "killed_one": pyarrow.array(stated, mask=~counted),
            "killed_bits": np.where(counted, np.left_shift(np.int64(1), self.killed % HASHED), 0),
        }  # fmt: skip

"""The claims of one incident: each toll with its origin, the day it was said, and its standing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tawthiq.domain.account import Account, Extraction
from tawthiq.domain.incident import AccountRef, TollRef
from tawthiq.domain.toll import Count, Toll
from tawthiq.reconcile.origins import Origins
from tawthiq.reconcile.publishers import is_party

_NUMBERLESS = ("vague", "unquantified")


@dataclass(frozen=True, slots=True)
class Claim:
    """One count of one account. `as_of` is the day of publication (None: not known); `party` marks voices of a party.

    `part`: it is a part of another count of its telling, or a further death, and bounds no whole (R12, R14). `moved` is by how many
    people what is known since moves the count (R12).
    """

    ref: TollRef
    toll: Toll
    origin: str
    source_type: str
    party: bool
    as_of: date | None
    current: bool = True
    part: bool = False
    moved: int = 0

    @property
    def count(self) -> Count:
        """What the claim comes to now: the count as said, moved by what is known since."""
        said = self.toll.count
        if not self.moved:
            return said
        low, high, value = (None if n is None else max(0, n + self.moved) for n in (said.low, said.high, said.value))
        return replace(said, low=low or 0, high=high, value=value)

    @property
    def numeric(self) -> bool:
        """Whether a number is said, rather than "dozens" or "people"."""
        return self.toll.count.qualifier not in _NUMBERLESS and not self.toll.formulaic


@dataclass(frozen=True, slots=True)
class Telling:
    """One account of the incident with its document's day and the origin of what it says in its own name."""

    ref: AccountRef
    account: Account
    as_of: date | None
    own_origin: str

    @property
    def asserts(self) -> bool:
        """Whether the page says anything here in its own name: a count without a speaker, or no count at all (R1)."""
        return not self.account.tolls or any(toll.attribution is None for toll in self.account.tolls)


def tellings_of(
    refs: Sequence[AccountRef], extractions: Mapping[str, Extraction], origins: Origins
) -> tuple[Telling, ...]:
    """The accounts of an incident, earliest first; the order of `refs` does not matter."""
    found = []
    for ref in sorted(set(refs)):
        extraction = extractions[ref[0]]
        published = extraction.document.published
        found.append(Telling(ref, extraction.accounts[ref[1]], published.day or published.end, origins.of_account[ref]))
    return tuple(sorted(found, key=lambda t: (t.as_of or date.max, t.ref)))


def claims_of(tellings: Sequence[Telling], origins: Origins) -> tuple[Claim, ...]:
    """All counts of the accounts, in order of the day they were said."""
    found = []
    for telling in tellings:
        for index, toll in enumerate(telling.account.tolls):
            ref = (*telling.ref, index)
            origin = origins.by_id[origins.of_toll[ref]]
            party = is_party(origin.source_type)
            found.append(Claim(ref, toll, origin.id, origin.source_type, party, telling.as_of, not toll.superseded))
    return tuple(found)


def retire(claims: Sequence[Claim], gone: set[TollRef]) -> tuple[Claim, ...]:
    """The claims with those of `gone` marked as no longer current."""
    return tuple(replace(c, current=False) if c.ref in gone else c for c in claims)

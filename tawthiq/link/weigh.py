"""Weighs a pair of tellings: hard refusals first, then the sum of the weights (R16).

Every weight stands in knowledge/vocabularies/link_weights.toml. A sum alone joins nothing: at least two of when, where,
tolls, persons or a specific weapon, and copied wording must speak for the pair.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tawthiq.domain.incident import Link, Reason
from tawthiq.knowledge.geography import Geography
from tawthiq.link.around import Around
from tawthiq.link.compare_actors import accused, compare_actors, party_names, roots
from tawthiq.link.compare_day import compare_day
from tawthiq.link.compare_kinds import compare_kinds
from tawthiq.link.compare_numbers import compare_numbers
from tawthiq.link.compare_persons import compare_persons
from tawthiq.link.compare_tolls import compare_tolls
from tawthiq.link.compare_weapons import compare_weapons, weapons_disjoint
from tawthiq.link.compare_when import compare_alone, compare_when
from tawthiq.link.compare_where import compare_rarity, compare_where
from tawthiq.link.compare_words import compare_words
from tawthiq.link.comparison import Comparison, compared, merged, weights
from tawthiq.link.telling import Telling
from tawthiq.link.thresholds import EVIDENCE, Thresholds


@dataclass(frozen=True, slots=True)
class Setting:
    """What comparing needs beside the two tellings: the gazetteer, the words that are rare among all tellings, what the others say
    around each, and how many accounts the register has."""

    geography: Geography | None = None
    rare: frozenset[str] = field(default_factory=frozenset)
    near: Around = field(default_factory=Around)
    accounts: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What weighing a pair gives: the sum, the comparisons behind it, the refusal if there is one, and the outcome.

    `outcome` is "link", "uncertain", "apart" or "refused".
    """

    score: float
    comparisons: tuple[Comparison, ...]
    outcome: str
    refusal: Comparison | None = None
    decided_by: str = "machine"

    def link(self, a: Telling, b: Telling) -> Link:
        """The pair as a link with its reasons, the weightiest first."""
        ordered = sorted(self.comparisons, key=lambda c: (-c.weight, c.evidence, c.reason_en))
        reasons = tuple(Reason(c.evidence, round(c.weight, 3), c.reason_ar, c.reason_en) for c in ordered)
        return Link(min(a.ref, b.ref), max(a.ref, b.ref), self.score, reasons, self.decided_by)


def _parties_and_weapons(a: Telling, b: Telling, actors: Comparison | None) -> Comparison | None:
    """R16: different accused parties with different weapons are different events."""
    if actors is None or roots(accused(a)) & roots(accused(b)) or not weapons_disjoint(a, b):
        return None
    words = merged(party_names(list(accused(a).values()), "a"), party_names(list(accused(b).values()), "b"))
    return compared("actors", "refused", 0.0, words, refused=True)


def weigh_pair(a: Telling, b: Telling, setting: Setting | None = None) -> Verdict:
    """Weighs two tellings of different documents; the order of the two does not matter.

    Two tellings of one document are refused: the extractor kept them apart for a reason.
    """
    if a.ref > b.ref:
        a, b = b, a
    setting = setting or Setting()
    if a.ref[0] == b.ref[0]:
        return _refused(compared("documents", "same", 0.0, refused=True))
    found: list[Comparison] = []
    for quick in (compare_when(a, b, setting.near), compare_where(a, b, setting.geography), compare_kinds(a, b)):
        if quick is not None and quick.refused:
            return _refused(quick)
        found.extend([quick] if quick is not None else [])
    actors = compare_actors(a, b)
    if (refusal := _parties_and_weapons(a, b, actors)) is not None:
        return _refused(refusal)
    alone, rarity = compare_alone(a, b, setting.near.events), compare_rarity(a, b, setting.near)
    found.extend(
        c
        for c in (
            alone,
            compare_day(a, b),
            rarity,
            actors,
            compare_weapons(a, b),
            compare_words(a, b, setting.rare),
            compare_numbers(a, b),
        )
        if c is not None
    )
    found.extend(compare_tolls(a, b))
    found.extend(compare_persons(a, b))
    return _summed(tuple(found), Thresholds.of(setting.accounts))


def _refused(refusal: Comparison) -> Verdict:
    return Verdict(0.0, (refusal,), "refused", refusal)


def _summed(comparisons: tuple[Comparison, ...], thresholds: Thresholds) -> Verdict:
    table = weights("thresholds")
    score = round(sum(c.weight for c in comparisons), 3)
    least = float(table["evidence_from"])
    kinds = {EVIDENCE[c.evidence] for c in comparisons if c.evidence in EVIDENCE and c.weight >= least}
    enough = len(kinds) >= int(table["evidence_needed"])
    if score >= thresholds.link and enough:
        outcome = "link"
    elif score >= thresholds.uncertain:
        outcome = "uncertain"
    else:
        outcome = "apart"
    return Verdict(score, comparisons, outcome)

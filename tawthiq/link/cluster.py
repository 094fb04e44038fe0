"""Joins tellings to incidents: the strongest pairs first, and never a member that contradicts another (R16).

Connected components chain: day one is like day two, day two like day three. Here two groups join only if no pair
across them is refused, every pair scores at least `member_floor`, and the pairs that could be scored favour joining on
average. The outcome does not depend on the order of the input.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tawthiq.domain.account import Extraction
from tawthiq.domain.incident import AccountRef, Link
from tawthiq.knowledge.geography import Geography
from tawthiq.link.candidates import candidates
from tawthiq.link.comparison import weights
from tawthiq.link.telling import Telling, rare_words, tellings
from tawthiq.link.weigh import Setting, Verdict, weigh_pair

RULED = 1000.0
"""The score of a pair that a person joined: above any the machine can give."""


@dataclass(frozen=True, slots=True)
class LinkResult:
    """The outcome of linking.

    `clusters`: the accounts of each incident, single tellings too, in order. `links`: the pairs that were joined, with
    reasons. `uncertain`: pairs for a person to decide, strongest first. `summaries`: accounts that only roll up others
    of their document and belong to no incident (R14).
    """

    clusters: tuple[tuple[AccountRef, ...], ...]
    links: tuple[Link, ...]
    uncertain: tuple[Link, ...]
    summaries: tuple[AccountRef, ...] = ()


@dataclass(slots=True)
class _Pairs:
    """Verdicts on pairs of positions, each weighed once and only when asked for."""

    tellings: Sequence[Telling]
    setting: Setting
    known: dict[tuple[int, int], Verdict] = field(default_factory=dict)

    def verdict(self, a: int, b: int) -> Verdict:
        pair = (a, b) if a < b else (b, a)
        if pair not in self.known:
            self.known[pair] = weigh_pair(self.tellings[pair[0]], self.tellings[pair[1]], self.setting)
        return self.known[pair]


def _may_join(first: Sequence[int], second: Sequence[int], pairs: _Pairs) -> bool:
    floor, link = float(weights("thresholds")["member_floor"]), float(weights("thresholds")["link"])
    scores = []
    for a in first:
        for b in second:
            verdict = pairs.verdict(a, b)
            if verdict.outcome == "refused" or verdict.score < floor:
                return False
            scores.append(verdict.score)
    # A telling that links to one member and is only vaguely like all others stays out.
    return sum(score >= link for score in scores) * 3 >= len(scores)


def _groups(scored: Sequence[tuple[float, int, int]], pairs: _Pairs) -> dict[int, list[int]]:
    group = {position: [position] for position in range(len(pairs.tellings))}
    home = {position: position for position in group}
    waiting = list(scored)
    joined = True
    while joined and waiting:  # a pair that could not join its groups may do so once these have grown
        joined = False
        left = []
        for score, a, b in waiting:
            first, second = home[a], home[b]
            if first == second:
                continue
            if score < RULED and not _may_join(group[first], group[second], pairs):
                left.append((score, a, b))
                continue
            keep, drop = min(first, second), max(first, second)
            group[keep] = sorted(group[keep] + group.pop(drop))
            home.update(dict.fromkeys(group[keep], keep))
            joined = True
        waiting = left
    return group


def link_accounts(
    extractions: Sequence[Extraction],
    *,
    gazetteer: Geography | None = None,
    decided: Mapping[tuple[AccountRef, AccountRef], bool] | None = None,
) -> LinkResult:
    """Links all accounts of all documents to incidents.

    `gazetteer` answers what lies in what; without it the parents named in the places themselves must do. `decided`
    holds what persons ruled on pairs (True: one incident, False: not); a ruling outranks the machine.
    """
    found, summaries = tellings(extractions)
    pairs = _Pairs(found, Setting(gazetteer, rare_words(found)))
    at = {telling.ref: position for position, telling in enumerate(found)}
    rulings = _rulings(decided or {}, at)
    considered = sorted({*candidates(found), *rulings})
    for pair in considered:
        pairs.verdict(*pair)
    for pair, same in rulings.items():
        verdict = pairs.known[pair]
        pairs.known[pair] = Verdict(
            verdict.score, verdict.comparisons, "link" if same else "refused", decided_by="person"
        )
    linked = [pair for pair in considered if pairs.known[pair].outcome == "link"]
    ruled = [(RULED, *pair) for pair, same in rulings.items() if same]
    scored = sorted(
        [(pairs.known[p].score, *p) for p in linked if p not in rulings] + ruled,
        key=lambda item: (-item[0], found[item[1]].ref, found[item[2]].ref),
    )
    group = _groups(scored, pairs)
    home = {position: name for name, members in group.items() for position in members}
    clusters = tuple(tuple(found[position].ref for position in group[name]) for name in sorted(group))
    together = [p for p in linked if home[p[0]] == home[p[1]]]
    doubtful = [p for p in considered if home[p[0]] != home[p[1]] and pairs.known[p].outcome in ("link", "uncertain")]
    return LinkResult(
        clusters,
        tuple(pairs.known[p].link(found[p[0]], found[p[1]]) for p in together),
        tuple(
            sorted(
                (pairs.known[p].link(found[p[0]], found[p[1]]) for p in doubtful), key=lambda k: (-k.score, k.a, k.b)
            )
        ),
        tuple(summaries),
    )


def _rulings(
    decided: Mapping[tuple[AccountRef, AccountRef], bool], at: Mapping[AccountRef, int]
) -> dict[tuple[int, int], bool]:
    """What persons ruled, by positions; pairs whose accounts are gone are passed over."""
    found = {}
    for (a, b), same in decided.items():
        if a in at and b in at and a != b:
            found[(min(at[a], at[b]), max(at[a], at[b]))] = same
    return dict(sorted(found.items()))

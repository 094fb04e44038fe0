"""Links the accounts of documents to incidents: columns, scores, groups, and the reasons of what is shown to people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tawthiq.domain.account import Extraction
from tawthiq.domain.incident import AccountRef, Link
from tawthiq.knowledge.geography import Geography
from tawthiq.link.around import around
from tawthiq.link.cluster import clusters_of
from tawthiq.link.columns import columns
from tawthiq.link.lasting import lasting_link, lasting_pairs
from tawthiq.link.questions import asked_about
from tawthiq.link.scores import Scored, score_pairs
from tawthiq.link.telling import Telling, rare_words, tellings
from tawthiq.link.thresholds import Thresholds
from tawthiq.link.weigh import Setting, weigh_pair


@dataclass(frozen=True, slots=True)
class LinkResult:
    """The outcome of linking.

    `clusters`: the accounts of each incident, single tellings too, in order. `links`: the pairs that were joined, with
    reasons. `uncertain`: pairs for a person to decide, strongest first. `summaries`: accounts that only roll up others
    of their document and belong to no incident (R14). `unasked`: how many pairs are as uncertain but less likely than those that
    are asked about (questions.py).
    """

    clusters: tuple[tuple[AccountRef, ...], ...]
    links: tuple[Link, ...]
    uncertain: tuple[Link, ...]
    summaries: tuple[AccountRef, ...] = ()
    unasked: int = 0


def link_accounts(
    extractions: Sequence[Extraction],
    *,
    gazetteer: Geography | None = None,
    decided: Mapping[tuple[AccountRef, AccountRef], bool] | None = None,
    scorer: Callable[[Any], Scored] = score_pairs,
) -> LinkResult:
    """Links all accounts of all documents to incidents.

    `gazetteer` answers what lies in what; without it the parents named in the places themselves must do. `decided`
    holds what persons ruled on pairs (True: one incident, False: not); a ruling outranks the machine. `scorer` scores the pairs of
    a table of tellings: here on DuckDB, or where an engine says.
    """
    found, summaries = tellings(extractions)
    rare = rare_words(found)
    near = around(found)
    table = columns(found, rare, gazetteer, near=near)
    scored = scorer(table)
    rulings = _rulings(decided or {}, {telling.ref: position for position, telling in enumerate(found)})
    joined = [pair for pair, same in rulings.items() if same]
    parted = [pair for pair, same in rulings.items() if not same]
    lasting = [pair for pair in lasting_pairs(found) if rulings.get(pair) is not False]
    standing = np.arange(len(found))
    for a, b in lasting:
        standing[b] = standing[a]
    home = clusters_of(table, scored, joined=joined, parted=parted, standing=standing).tolist()
    groups: dict[int, list[int]] = {}
    for position, name in enumerate(home):
        groups.setdefault(name, []).append(position)
    thresholds = Thresholds.of(len(found))
    shown = np.flatnonzero(scored.score >= thresholds.uncertain)
    pairs = [
        (int(scored.first[at]), int(scored.second[at]), bool(scored.score[at] >= thresholds.link and scored.enough[at]))
        for at in shown
    ]
    setting = Setting(gazetteer, rare, near, len(found))
    together = [(a, b) for a, b, link in pairs if link and home[a] == home[b] and (a, b) not in rulings]
    doubtful = [
        (at, (a, b)) for at, (a, b, _) in zip(shown, pairs, strict=True) if home[a] != home[b] and (a, b) not in rulings
    ]
    first = {
        name: min(found[position].ref for position in groups[name])
        for _, pair in doubtful
        for name in (home[pair[0]], home[pair[1]])
    }
    asked = asked_about(
        [pair for _, pair in doubtful],
        [float(scored.score[at]) for at, _ in doubtful],
        {position: (home[position], first[home[position]]) for _, pair in doubtful for position in pair},
    )
    questions = [pair for (_, pair), ask in zip(doubtful, asked, strict=True) if ask]
    links = [_link(found, pair, setting) for pair in together] + [
        replace(_link(found, pair, setting), decided_by="person") for pair in joined
    ]
    links += [lasting_link(found[a], found[b]) for a, b in lasting if (a, b) not in rulings]
    return LinkResult(
        tuple(tuple(found[position].ref for position in group) for group in groups.values()),
        tuple(sorted(links, key=lambda k: (k.a, k.b))),
        tuple(sorted((_link(found, pair, setting) for pair in questions), key=lambda k: (-k.score, k.a, k.b))),
        tuple(summaries),
        len(doubtful) - len(questions),
    )


def _link(found: Sequence[Telling], pair: tuple[int, int], setting: Setting) -> Link:
    """The pair with its reasons in words."""
    a, b = found[pair[0]], found[pair[1]]
    return weigh_pair(a, b, setting).link(a, b)


def _rulings(
    decided: Mapping[tuple[AccountRef, AccountRef], bool], at: Mapping[AccountRef, int]
) -> dict[tuple[int, int], bool]:
    """What persons ruled, by positions; pairs whose accounts are gone are passed over."""
    found = {}
    for (a, b), same in decided.items():
        if a in at and b in at and a != b:
            found[(min(at[a], at[b]), max(at[a], at[b]))] = same
    return dict(sorted(found.items()))

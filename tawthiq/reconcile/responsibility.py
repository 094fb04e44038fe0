"""R15: who is said to have done it, by how many origins, jointly or one of several. It never picks.

A unit and its party («الحرس الجمهوري», government forces) do not contradict each other; two parties named by two origins
do, unless an account says they acted together. A denial by the accused is kept beside the accusation (R4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tawthiq.domain.actors import ActorMention
from tawthiq.domain.incident import AccountRef, Conflict, Responsibility
from tawthiq.knowledge.sides import side_of
from tawthiq.reconcile.claims import Telling
from tawthiq.reconcile.wording import conflict, joined

ACCUSED = ("alleged_perpetrator", "responsible_admitted")
_ROLES = ("alleged_perpetrator", "responsible_admitted", "denied", "involved", "target", "controls_place")
_MODES = ("joint", "either_or", "sole")


def responsibilities(tellings: Sequence[Telling], voices: Mapping[AccountRef, str]) -> tuple[Responsibility, ...]:
    """Each actor in each role, with the accounts that say so and the number of independent origins behind them.

    `voices` gives the origin of each account. Where accounts differ on the mode, the one most origins give is shown,
    the more cautious of equals (joint, either-or, sole).
    """
    found: dict[tuple[str, str], list[tuple[Telling, ActorMention]]] = {}
    for telling in tellings:
        for actor in telling.account.actors:
            found.setdefault((actor.code, actor.role), []).append((telling, actor))
    made = []
    for (code, role), said in found.items():
        modes = {mode: {voices[t.ref] for t, a in said if a.mode == mode} for mode in _MODES}
        mode = max(_MODES, key=lambda m: (len(modes[m]), -_MODES.index(m)))
        name = min(said, key=lambda s: (s[0].ref, s[1].quote.span))[1]
        accounts = tuple(sorted({t.ref for t, _ in said}))
        origins = len({voices[ref] for ref in accounts})
        made.append(Responsibility(code, name.name_en, name.name_ar, role, mode, accounts, origins))
    ranks = {role: at for at, role in enumerate(_ROLES)}
    return tuple(sorted(made, key=lambda r: (ranks.get(r.role, 99), -r.origins, r.code)))


def _accusations(parties: Sequence[Responsibility]) -> list[Responsibility]:
    return [r for r in parties if r.role in ACCUSED]


def denials(parties: Sequence[Responsibility]) -> list[Responsibility]:
    """The parties that are accused and deny it."""
    accused = {side_of(r.code) for r in _accusations(parties)}
    return [r for r in parties if r.role == "denied" and side_of(r.code) in accused]


def rival_sides(tellings: Sequence[Telling], voices: Mapping[AccountRef, str]) -> tuple[str, ...]:
    """The sides that different origins accuse to the exclusion of each other; empty where they agree."""
    sides: dict[str, set[str]] = {}
    for telling in tellings:
        accused = {side_of(a.code) for a in telling.account.actors if a.role in ACCUSED}
        if accused:
            sides.setdefault(voices[telling.ref], set()).update(accused)
    found = {
        side
        for one in sides
        for other in sides
        if one != other and not sides[one] & sides[other]
        for side in sides[one] | sides[other]
    }
    return tuple(sorted(found))


def responsibility_conflicts(
    tellings: Sequence[Telling], voices: Mapping[AccountRef, str], parties: Sequence[Responsibility]
) -> tuple[Conflict, ...]:
    """What stands against one picture of who did it: rival accusations, denials."""
    found = []
    if rival_sides(tellings, voices):
        accused = _accusations(parties)
        found.append(_worded("R15_parties", accused))
    if denied := denials(parties):
        found.append(_worded("R15_denied", denied))
    return tuple(found)


def _worded(wording: str, parties: Sequence[Responsibility]) -> Conflict:
    names = {
        "ar": joined([r.name_ar or r.name_en for r in parties], "ar"),
        "en": joined([r.name_en or r.name_ar for r in parties], "en"),
    }
    arabic, english = conflict("R15", wording, (), a=names["ar"]), conflict("R15", wording, (), a=names["en"])
    return Conflict("R15", arabic.message_ar, english.message_en)


def attribution_grade(
    tellings: Sequence[Telling], voices: Mapping[AccountRef, str], parties: Sequence[Responsibility]
) -> str:
    """How firmly responsibility is attributed; apart from whether it happened.

    `contested` where origins accuse different sides or the accused denies; else by how many origins name a side.
    `admitted` and `likely` are for a person to give (ethics 4), never for the machine.
    """
    accused = _accusations(parties)
    if not accused:
        return "unknown"
    if rival_sides(tellings, voices) or denials(parties):
        return "contested"
    by_side: dict[str, set[str]] = {}
    for party in accused:
        by_side.setdefault(side_of(party.code), set()).update(voices[ref] for ref in party.accounts)
    return "alleged_multi" if max(len(v) for v in by_side.values()) >= 2 else "alleged_single"

"""The kind of a telling that says none, taken from the telling before it in its document.

Rules: a report of strikes goes on with "in the next village eleven people died when their home collapsed". A telling that
names no kind is of the kind of the last one before it that does, if it accuses nobody else and if the harm it counts
goes with that kind: people taken away are not killed by shelling (kind.as-before). One that says "a similar attack", or
"the attack" of one told before, is of that one's kind (kind.like-it), by the same means where it names none (weapon.like-it).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawthiq.domain.account import Account
from tawthiq.domain.light import replace
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.tellings.kinds import GENERIC, UNKNOWN
from tawthiq.extract.tellings.scene import Scene
from tawthiq.text.language import is_arabic

_UNSAID: Final = frozenset({UNKNOWN, GENERIC})
_ALIKE: Final = "alike"
_OF_IT: Final = 15
"""Code points behind a word for an attack within which one says that it was like another: «عدوان إسرائيلي مماثل»."""
_BLAST: Final = "suicide_car_bomb"
_ACCUSED: Final = "alleged_perpetrator"
_STRUCK: Final = frozenset({"killed", "injured", "killed_or_injured", "bodies_found", "missing", "trapped"})
_TAKEN: Final = frozenset(
    {"arbitrary_detention", "abduction", "hostage_taking", "enforced_disappearance", "siege", "starvation"}
)
"""Kinds that kill nobody at once."""


def continued_kinds(accounts: Sequence[Account], scenes: Sequence[Scene]) -> tuple[Account, ...]:
    """The accounts of one document in order, each with the scene it tells; those that say no kind with that of the one before them."""
    told: list[Account] = []
    last: Account | None = None
    named: Account | None = None
    for account, scene in zip(accounts, scenes, strict=True):
        unsaid = account.rule in _UNSAID
        if named is not None and (_is_alike(scene) or (account.rule == GENERIC and _is_the_attack(scene))):
            account = _like(account, named)
        elif last is not None and unsaid and _goes_on(account, last):
            account = replace(account, kind=last.kind, rule="kind.as-before")
        elif not unsaid and (scene.first or not account.background):
            last = account
        if not unsaid:
            named = account
        if told and (called := _called(scene)):
            told[-1] = replace(told[-1], labels=tuple(dict.fromkeys((*told[-1].labels, *called))))
        told.append(account)
    return tuple(told)


def _called(scene: Scene) -> list[str]:
    """What a telling calls the event before it where it opens: «وتتهم دمشق التنظيم بارتكاب المجزرة، التي سبقها خطف 75»."""
    opening = scene.segments[0]
    first = min((t.phrase.start for t in opening.tolls), default=opening.start)
    article = toll_grammar().article
    return [h.id for h in opening.kinds if h.term.get("label") and h.end <= first and h.prefix.endswith(article)]


def _is_alike(scene: Scene) -> bool:
    """Whether the stretch that opens a telling likens its attack to what was told before: "a similar blast"."""
    opening = scene.segments[0]
    attacks = [h.end for h in opening.kinds] + [w.end for w in opening.weapons]
    for cue in opening.cues:
        if cue.term.get(_ALIKE) or (cue.id == _ALIKE and any(0 <= cue.start - end <= _OF_IT for end in attacks)):
            return True
    return False


def _like(account: Account, named: Account) -> Account:
    """An account likened to one told before: of its kind where it names none or only a blast, by its weapons where it names none."""
    if account.rule in _UNSAID or (account.kind == _BLAST and not account.weapons):
        means = tuple(replace(w, rule="weapon.like-it") for w in named.weapons if is_arabic(w.quote.text[:1]))
        account = replace(account, kind=named.kind, weapons=account.weapons or means, rule="kind.like-it")
    return account


def _is_the_attack(scene: Scene) -> bool:
    """Whether the first word for an attack has the article: one told before («وأسفر الهجوم عن مقتل»)."""
    attack = next((h for s in scene.segments for h in s.kinds if h.term.get("generic")), None)
    return attack is not None and attack.prefix.endswith(toll_grammar().article)


def _goes_on(account: Account, last: Account) -> bool:
    """Whether an account counts people whom the kind of the last one harms, and accuses nobody else."""
    harms = {t.harm for t in account.tolls}
    accused = {a.code for a in account.actors if a.role == _ACCUSED}
    before = {a.code for a in last.actors if a.role == _ACCUSED}
    others = bool(accused) and bool(before) and not accused & before
    return not account.background and not others and bool(harms) and harms <= _STRUCK and last.kind not in _TAKEN

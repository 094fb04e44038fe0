"""R10: «بينهم طفلان» is part of the count before it; a part cannot be larger than its whole.

Children and women overlap with civilians, and girls with both, so only groups that exclude each other (civilians and
fighters) are added up. "12 killed, including 15 children" is a conflict; 12 of whom 7 are civilians and 6 fighters, too.
"""

from __future__ import annotations

from tawthiq.domain.account import Account
from tawthiq.domain.incident import AccountRef, Conflict
from tawthiq.domain.toll import Toll
from tawthiq.reconcile.wording import conflict, shown

_EXCLUSIVE = ("civilian", "combatant", "status_contested", "status_unknown")


def check_nesting(ref: AccountRef, account: Account) -> tuple[Conflict, ...]:
    """The conflicts between parts and wholes within one account."""
    found: list[Conflict] = []
    children: dict[int, list[tuple[int, Toll]]] = {}
    for index, toll in enumerate(account.tolls):
        if toll.of is None or not 0 <= toll.of < len(account.tolls) or toll.of == index:
            continue
        parent = account.tolls[toll.of]
        children.setdefault(toll.of, []).append((index, toll))
        if parent.count.high is not None and toll.count.low > parent.count.high and not toll.formulaic:
            refs = [(*ref, index), (*ref, toll.of)]
            words = {"a": shown(toll.count), "b": shown(parent.count)}
            found.append(conflict("R10", "R10_child", refs, harm=toll.harm, **words))
    for at, parts in sorted(children.items()):
        parent = account.tolls[at]
        apart = {toll.group: (index, toll) for index, toll in parts if toll.group in _EXCLUSIVE}
        total = sum(toll.count.low for _, toll in apart.values())
        if len(apart) > 1 and parent.count.high is not None and total > parent.count.high:
            refs = [(*ref, index) for index, _ in apart.values()] + [(*ref, at)]
            found.append(conflict("R10", "R10_sum", refs, harm=parent.harm, a=total, b=shown(parent.count)))
    return tuple(found)

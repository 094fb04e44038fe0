"""Can the two kinds name one event? A raid can hit a market; a raid is no arrest campaign (R16)."""

from __future__ import annotations

from tawthiq.domain.account import Account
from tawthiq.link.comparison import Comparison, compared, labelled, weights
from tawthiq.link.telling import Telling


def families_of(kind: str) -> set[str]:
    """The families of kinds that may name one event with this one."""
    return {name for name, kinds in weights("kinds")["families"].items() if kind in kinds}


def specific_kinds(account: Account) -> list[str]:
    """The kinds an account gives, the generic ones (massacre, attack on civilians) left out, the main one first."""
    generic = set(weights("kinds")["generic_kinds"])
    return [kind for kind in dict.fromkeys((account.kind, *account.labels)) if kind not in generic]


def is_massacre(account: Account) -> bool:
    """Whether the source calls it a massacre."""
    return "massacre" in (account.kind, *account.labels)


def compare_kinds(a: Telling, b: Telling) -> Comparison | None:
    """The same specific kind speaks a little for one event; kinds that exclude each other refuse it.

    غارة جوية and "attack on a market" go together; "chemical attack" and «حملة اعتقالات» do not. Where either says
    no more than "massacre" or «استهداف مدنيين», the kinds say nothing, or that both sources chose that word.
    """
    table = weights("kinds")
    first, second = specific_kinds(a.account), specific_kinds(b.account)
    if not first or not second:
        if is_massacre(a.account) and is_massacre(b.account):
            return compared("kinds", "same_label", float(table["same_label"]))
        return None
    shared = [kind for kind in first if kind in second]
    if shared:
        rare = [kind for kind in shared if kind not in table["common_kinds"]]
        weight = float(table["same"] if rare else table["same_common"])
        return compared("kinds", "same", weight, labelled("kinds", a=(rare or shared)[0]))
    words = labelled("kinds", a=first[0], b=second[0])
    one = set().union(*(families_of(kind) for kind in first))
    other = set().union(*(families_of(kind) for kind in second))
    if one & other:
        return compared("kinds", "related", float(table["related"]), words)
    for pair in table["refused"]:
        if (pair["a"] in one and pair["b"] in other) or (pair["b"] in one and pair["a"] in other):
            return compared("kinds", "refused", 0.0, words, refused=True)
    return compared("kinds", "different", float(table["different"]), words)

"""Whether one person told is joined to another: kin by «and», those told along with one."""

from __future__ import annotations

from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.counts.count_phrase import CountPhrase
from tawthiq.extract.grammar import toll_grammar

_SAID_OF_ONE: Final = 8
"""Words at most that tell of a person before the kin joined to it."""


def kin_joined(context: Context, first: CountPhrase, second: CountPhrase) -> bool:
    """Whether one or two Arabic persons are joined by و to the ones before, over what is said of those.

    «قياديا في تنظيم حراس الدين ومرافقه», «مسن في السبعين من عمره ورضيعة».
    """
    text, grammar = context.text, toll_grammar()
    if second.harm is not None or second.other or text[second.start - 1 : second.start] not in grammar.and_words:
        return False
    if not second.kin and not (first.shape == second.shape == "bare" and first.harm is None and not second.definite):
        return False
    gap = text[first.end : second.start - 1]
    if not 0 < len(gap.split()) <= _SAID_OF_ONE or set(gap) & set(",;:.\n"):
        return False
    told = (
        ("harm", "say", "kind", "weapon", "number") if second.kin else ("harm", "say", "kind", "weapon", "place", "cue")
    )
    return not [
        h for h in context.reading.within_any(first.end, second.start, told) if h.id not in ("in", "affiliated")
    ]

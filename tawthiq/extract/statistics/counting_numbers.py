"""Which numbers of a sentence may count people or incidents: not one that is part of another, a label, an age or a bare "one".

"as many as 12 million" is one number; "Resolution 2254" is a name; "207 children (under eighteen)" says how old they are;
of "six members of one family" only the six are counted.
"""

from __future__ import annotations

from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.numbers import NumberHit

_BOUNDS: Final = ("less_than", "more_than", "at_least", "at_most")
_OF_AGE: Final = 22
_LABEL: Final = 16
"""Code points before a number in which the word stands whose number it is."""
_SIGNS: Final = ("+", "-")
_CELL_MARKS: Final = ("\t", "|")
_FAMILY: Final = 12
"""Code points behind "one" in which its family is named."""


def counting(context: Context, numbers: list[NumberHit]) -> list[NumberHit]:
    """The numbers of a sentence, in order, that may count something of their own."""
    return _outermost([n for n in numbers if not _is_apart(context, n)])


def _is_apart(context: Context, number: NumberHit) -> bool:
    """Whether a number counts nothing of its own."""
    return (
        _definite(context, number)
        or _labels(context, number)
        or _age(context, number)
        or _one_family(context, number)
        or _change(context, number)
    )


def _outermost(numbers: list[NumberHit]) -> list[NumberHit]:
    """The numbers that are no word of another's bound: "as many as 12 million" is one number, "many" none."""
    kept: list[NumberHit] = []
    for number in sorted(numbers, key=lambda n: (n.start, -n.end)):
        if not kept or number.end > kept[-1].end:
            kept.append(number)
    return kept


def _definite(context: Context, number: NumberHit) -> bool:
    """Whether a number stands with the article, and so counts what is known already (المحافظات الخمس الأخرى)."""
    article = toll_grammar().article
    return context.text[number.core_start - len(article) : number.core_start] == article


def _change(context: Context, number: NumberHit) -> bool:
    """Whether a number with a sign is a cell of its own, and so says by how much a count has changed."""
    if context.text[number.core_start : number.core_start + 1] not in _SIGNS:
        return False
    folded = context.reading.folded  # which makes blanks of tabs
    at = folded.offsets[number.core_start]
    return folded.original[max(0, at - 2) : at].rstrip(" ")[-1:] in _CELL_MARKS


def _labels(context: Context, number: NumberHit) -> bool:
    """Whether an English number is only the name of what stands before it: "the adoption of Resolution 2254"."""
    if context.lang != "en":
        return False
    before = context.text[max(0, number.start - _LABEL) : number.start].split()[-1:]
    return bool(before) and before[0] in toll_grammar().labelled


def _age(context: Context, number: NumberHit) -> bool:
    """Whether a bound alone in brackets only says of what age those before it are: "207 children (under eighteen)"."""
    alone = context.text[number.start - 1 : number.start] == "(" and context.text[number.end : number.end + 1] == ")"
    return alone and number.qualifier in _BOUNDS and (number.value or _OF_AGE) < _OF_AGE


def _one_family(context: Context, number: NumberHit) -> bool:
    """Whether an English "one" only says that those counted before are of one family: "six members of one family"."""
    if context.lang != "en" or number.value != 1:
        return False
    before = context.text[max(0, number.start - _LABEL) : number.start].split()[-1:]
    if not toll_grammar().of_words.intersection(before):
        return False
    behind = context.reading.within(number.core_end, number.core_end + _FAMILY, "people")
    members = context.reading.within(max(0, number.start - 2 * _LABEL), number.start, "people")
    return bool(members) and any(h.term.get("unit") == "family" for h in behind)

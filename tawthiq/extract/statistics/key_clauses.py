"""How a clause lays a figure to a party: the party did it, in its attacks they died, and an aside parts neither.

"The security forces have killed 660", "Russian forces, it said, killed 13", "12,000 civilians died in Coalition strikes".
"""

from __future__ import annotations

from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.language import is_arabic

_ASIDE: Final = 60
"""Code points at most that an aside between two commas takes up: ", in the words of the report,"."""
_VERB: Final = 2
"""Words at most between a party and the verb that it governs: "have so far killed"."""
_WORDS: Final = 8
"""Words at most from those counted to the party in whose attacks they died."""
_ATTACK: Final = 30
"""Code points behind a party's name in which its attacks are named: "Russian air strikes"."""
_BATTLE: Final = "clash"
_BREAKS: Final = frozenset(",;.:\n")


def past_aside(context: Context, end: int, stop: int) -> int:
    """Where a clause goes on behind folded `end`, an aside about who says so passed over: "Russian forces, it said, killed"."""
    if context.text[end : end + 1] != ",":
        return end
    close = context.text.find(",", end + 1, min(stop, end + _ASIDE))
    if close < 0 or not context.reading.within(end, close, "say", "statistic_cue"):
        return end
    return close + 1


def in_a_remark(context: Context, end: int, stop: int) -> bool:
    """Whether a name ends in brackets that close before `stop`: "civilians killed (not including police) was 369"."""
    gap = context.text[end:stop]
    close = gap.find(")")
    return close >= 0 and "(" not in gap[:close]


def did_it(context: Context, end: int, stop: int) -> bool:
    """Whether an English verb of harm follows at once whose doer ends at `end`: "… have killed 660", not "were killed"."""
    harms = context.reading.within(end, stop, "harm")
    if not harms or context.lang != "en":
        return False
    gap = context.text[end : harms[0].start].split()
    grammar = toll_grammar()
    passive = grammar.passives | grammar.plural_passives
    return len(gap) <= _VERB and not any(w in passive or _BREAKS.intersection(w) for w in gap)


def in_its_attacks(context: Context, end: int, start: int, close: int) -> bool:
    """Whether those counted up to `end` fell in attacks of the party at `[start, close)`: "in air raids of the coalition", «بقصف النظام».

    A clash has two sides, and is no party's attack.
    """
    gap = context.text[end:start]
    if len(gap.split()) > _WORDS or _BREAKS.intersection(gap):
        return False
    kinds = context.reading.within(end, min(len(context.text), close + _ATTACK), "kind", "weapon", "counted_unit")
    for kind in kinds:
        if kind.id == _BATTLE or (kind.start < close and start < kind.end and kind.start != start):
            continue
        if kind.start == start:  # "air raids of the coalition" is read as its name
            named, opens = True, start
        elif kind.start >= close:
            named = not context.text[close : kind.start].strip()
            opens = start
        else:
            words = context.text[kind.end : start].split()
            named = len(words) <= _VERB and all(w in toll_grammar().of_the_party for w in words)
            opens = kind.start
        if named and _cued(context, end, opens):
            return True
    return False


def _cued(context: Context, low: int, stop: int) -> bool:
    """Whether a word for the cause stands right before `stop`: "in", "from", «جراء», or the Arabic letter joined to it."""
    if is_arabic(context.text[stop]) and context.text[stop - 1 : stop] in toll_grammar().by_letters:
        return True
    cues = context.reading.within(low, stop, "cause_cue")
    return bool(cues) and context.words_between(cues[-1].end, stop) <= 1

"""What a war or campaign did to people whom nobody counted: "has killed tens of thousands and displaced millions".

Rule: a plural number word ("hundreds", "thousands") is a statistic where its sentence gives no day and no single attack,
and a war is what did it, or it lies in a stretch of months, or the present perfect tells it up to now; then it says at
least two of its unit (knowledge/vocabularies/profiles.toml). Dozens are a statistic only over a stretch of months, or of a war.
"""

from __future__ import annotations

from typing import Final

from tawthiq.domain.light import replace
from tawthiq.domain.span import Span
from tawthiq.domain.toll import Count
from tawthiq.extract.context import Context
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.statistics.figures import Figure
from tawthiq.extract.statistics.sentence_names import names_an_attack, names_only_a_town
from tawthiq.extract.statistics.told_since import in_the_perfect
from tawthiq.knowledge.load import toml

_HUNDREDS: Final = 100
_THOUSANDS: Final = 1000
_DID_IT: Final = 12
"""Words at most between a war and those it killed: "the war, which broke out in the spring of 2023, has killed thousands"."""
_OF_WHOM: Final = 12
"""Code points behind a number that hold "of whom"."""
_HAS_LEFT: Final = 2
"""Words right before those counted among which the auxiliary of the present perfect stands: "has left hundreds dead"."""
_BREAKS: Final = frozenset(".;\n")


def least_of(count: Count) -> Count:
    """A count told in a plural number word as the least that it can mean: two hundred for "hundreds"."""
    table = toml("vocabularies/profiles.toml")["plural"]
    if count.qualifier != "vague" or count.wording not in table:
        return count
    return replace(count, low=int(table[count.wording]), high=None)


def is_vague_sum(context: Context, figure: Figure, sentence: Span, *, long: bool, short: bool) -> bool:
    """Whether a figure without a number is a war's, a campaign's or a longer time's; `long` and `short` as the sentence's dates are."""
    count = figure.count
    table = toml("vocabularies/profiles.toml")["plural"]
    if count.qualifier != "vague" or count.wording not in table or figure.measure is None or short:
        return False
    if names_an_attack(context, sentence) or _only_said_of(context, figure):
        return False
    if _war_did_it(context, figure, sentence):
        return True
    perfect = in_the_perfect(context, figure)
    if long and perfect:
        return True
    if not perfect or count.low < _HUNDREDS:
        return False
    return count.low >= _THOUSANDS or not names_only_a_town(context, sentence)


def _only_said_of(context: Context, figure: Figure) -> bool:
    """Whether a noun only says in what state those are whom it counts: "home to hundreds of thousands of displaced persons"."""
    number = figure.number
    return number is not None and bool(
        figure.noun is not None and context.reading.within(number.core_end, figure.noun.end, "harm")
    )


def only_of_whom(context: Context, figure: Figure) -> bool:
    """Whether a number without a noun is only told of what others did: "shot at protesters, hundreds of thousands of whom took to the streets"."""
    words = context.text[figure.end : figure.end + _OF_WHOM].split()[:2]
    end = context.reading.sentences[figure.sentence].end
    grammar = toll_grammar()
    if (
        figure.noun is not None
        or len(words) < 2
        or words[0] not in grammar.of_words
        or words[1] not in grammar.parts_of
    ):
        return False
    return not any(h.id == figure.measure for h in context.reading.within(figure.end, end, "harm"))


def of_more_like_it(context: Context, figure: Figure) -> bool:
    """Whether others are only said to have fared like somebody, behind another clause: "a case that stands for thousands of others"."""
    if context.lang == "ar" and figure.count.qualifier != "vague":
        return False  # an Arabic list goes on so, without a verb: «و84 آخرين غرقا»
    others = any(h.term.get("other") for h in context.reading.within(figure.start, figure.end, "people"))
    start = context.reading.sentences[figure.sentence].start
    harms = context.reading.within(start, figure.start, "harm") if others and figure.inherited else []
    return bool(harms) and any(c in ",;.\n" for c in context.text[harms[-1].end : figure.start])


def of_a_war(context: Context, position: int) -> bool:
    """Whether a war is what has left people at a position so: "the battle for the capital has left hundreds dead"."""
    low = context.sentence_bounds(position)[0]
    wars = context.reading.of_id(low, position, "conflict_word", "conflict")
    words = context.text[wars[-1].end : position].split() if wars else []
    return len(words) <= _DID_IT and any(w in toll_grammar().perfect for w in words[-_HAS_LEFT:])


def _war_did_it(context: Context, figure: Figure, sentence: Span) -> bool:
    """Whether a war, and no battle or raid of it, stands before a figure in its clause as what did it."""
    wars = context.reading.of_id(sentence.start, figure.start, "conflict_word", "conflict")
    if not wars or context.words_between(wars[-1].end, figure.start) > _DID_IT:
        return False
    between = context.text[wars[-1].end : figure.start]
    return not _BREAKS.intersection(between) and bool(
        context.reading.within(wars[-1].end, figure.start, "harm")
        or context.reading.within(figure.end, sentence.end, "harm")
    )

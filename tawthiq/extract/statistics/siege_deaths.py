"""Those whom hunger killed at a place: a siege is one incident, however long it lasts, and its dead are no statistic."""

from __future__ import annotations

from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.statistics.figures import Figure

_STARVATION: Final = "starvation"
"""The kind, and the means, of a death from hunger or for want of medicine."""
_A_WAR_KILLS: Final = 1000
_HUNGER_BEFORE: Final = 3
"""Sentences back in which hunger is told that a figure may be of."""


def of_a_siege(context: Context, figure: Figure) -> bool:
    """Whether a figure counts those whom hunger killed at a place: a siege is one incident, however long it lasts."""
    if figure.measure != "killed" or figure.count.low >= _A_WAR_KILLS:
        return False
    sentence = context.reading.sentences[figure.sentence]
    said = context.reading.within(sentence.start, sentence.end, "kind", "weapon", "statistic_cue")
    return any(h.id == _STARVATION for h in said) and all(h.id != "whole_country" for h in said)


def of_hunger(context: Context, figure: Figure) -> bool:
    """Whether the sentences right before a figure tell of hunger: its dead are those of a siege."""
    first = context.reading.sentences[max(0, figure.sentence - _HUNGER_BEFORE)]
    last = context.reading.sentences[figure.sentence]
    return any(h.id == _STARVATION for h in context.reading.within(first.start, last.end, "kind", "weapon"))

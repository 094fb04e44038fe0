"""What has happened since a war, a month or a year began, told in the present perfect of English: a statistic, no incident.

Rule: "have been killed this year" counts up to today and so over all of the year, where "were killed on Friday" dates an
incident. A sentence in the perfect right behind a statistic of the same paragraph goes on with it, unless it gives a day
or a place of its own: "Since July, 1,200 residents have been killed. The army has lost 60 soldiers."
"""

from __future__ import annotations

from tawthiq.domain.span import Span
from tawthiq.extract.context import Context
from tawthiq.extract.figures import Figure
from tawthiq.extract.grammar import toll_grammar

_AUXILIARY = 3
"""Words from "have" to the word of harm: "have now been killed"."""
_HARM_NEAR = 6
"""Words at most between a figure and its word of harm."""
_LIST = 140
"""Code points at most over which those counted beside one another are listed."""
_WINDOW = 12
"""Code points behind a figure in which its auxiliary stands."""
_WIDE = ("country", "region", "governorate")


def in_the_perfect(context: Context, figure: Figure) -> bool:
    """Whether what befell the people of a figure is told in the present perfect."""
    sentence = context.reading.sentences[figure.sentence]
    for harm in context.reading.within(sentence.start, sentence.end, "harm"):
        apart = (
            context.words_between(harm.end, figure.start)
            if harm.end <= figure.start
            else context.words_between(figure.end, harm.start)
        )
        if apart > _HARM_NEAR and not _lists_to(context, figure, harm.start):
            continue
        low = figure.end if harm.start >= figure.end else sentence.start
        words = context.text[low : harm.start].rsplit(None, _AUXILIARY)[-_AUXILIARY:]
        words += context.text[harm.start : harm.end].split()[:-1]
        if any(w in toll_grammar().perfect for w in words):
            return True
    return False


def _lists_to(context: Context, figure: Figure, harm: int) -> bool:
    """Whether nothing but others who are counted stands between a figure and a word of harm behind it: "90 medics, 8 reporters and 6 aid workers were killed"."""
    if harm < figure.end or harm - figure.end > _LIST or any(c in context.text[figure.end : harm] for c in ".;:"):
        return False
    gap = list(context.text[figure.end : harm])
    counted = [(n.start, n.end) for n in context.numbers_in(figure.end, harm)]
    counted += [(h.start, h.end) for h in context.reading.within(figure.end, harm, "people")]
    for start, end in counted:
        gap[start - figure.end : end - figure.end] = " " * (end - start)
    words = "".join(gap).replace(",", " ").split()
    return len(counted) > 1 and len(words) <= _HARM_NEAR


def found_so_far(context: Context, figure: Figure) -> bool:
    """Whether the auxiliary of the present perfect stands right behind a figure: "70 mass graves have been found"."""
    behind = context.text[figure.end : figure.end + _WINDOW].split()[:1]
    return any(w in toll_grammar().perfect for w in behind)


def goes_on(context: Context, figure: Figure, last: int) -> bool:
    """Whether a figure goes on with the statistic of the sentence before it, whose index is `last`; below 0 there is none."""
    if last < 0 or figure.sentence - last != 1 or figure.measure is None or not in_the_perfect(context, figure):
        return False
    before, own = context.reading.sentences[last], context.reading.sentences[figure.sentence]
    if "\n" in context.text[before.end - 1 : own.start + 1]:
        return False
    return not context.dates_in(own.start, own.end) and not _of_a_place(context, own)


def _of_a_place(context: Context, sentence: Span) -> bool:
    """Whether a sentence names a town: what has happened there is told for itself."""
    return any(
        context.gazetteer.places[hit.term.get("ids")[0]].level not in _WIDE
        for hit in context.reading.within(sentence.start, sentence.end, "place")
    )

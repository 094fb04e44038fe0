"""What has happened since a war, a month or a year began, told in the present perfect of English: a statistic, no incident.

Rule: "have been killed this year" counts up to today and so over all of the year, where "were killed on Friday" dates an
incident. A sentence in the perfect right behind a statistic of the same paragraph goes on with it, unless it gives a day
or a place of its own: "Since July, 1,200 residents have been killed. The army has lost 60 soldiers." So does one that opens with
the attacks counted before ("This brings the raids of 2022 to 62. They have cost 61 fighters their lives").
"""

from __future__ import annotations

from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.statistics.figures import Figure
from tawthiq.extract.statistics.periods import length
from tawthiq.extract.statistics.sentence_names import names_a_town
from tawthiq.text.hit import first_hit
from tawthiq.text.phrases import Hit

_AUXILIARY: Final = 3
"""Words from "have" to the word of harm: "have now been killed"."""
_HARM_NEAR: Final = 6
"""Words at most between a figure and its word of harm."""
_OPENS: Final = 12
"""Code points in which the first word of a sentence ends."""
_LIST: Final = 140
"""Code points at most over which those counted beside one another are listed."""
_WINDOW: Final = 12
"""Code points behind a figure in which its auxiliary stands."""
_HEAD: Final = 12
"""Code points at the head of a sentence that hold its first word."""
_SOURCE: Final = 45
"""Code points at the head of a sentence that hold by whom it is said, up to a comma."""
_OVER: Final = frozenset({"span", "start", "year_to_date", "habitual"})


def in_the_perfect(context: Context, figure: Figure) -> bool:
    """Whether what befell the people of a figure is told in the present perfect."""
    sentence = context.reading.sentences[figure.sentence]
    harms = context.reading.within(sentence.start, sentence.end, "harm")
    at = first_hit(harms, figure.start)
    for harm in reversed(harms[:at]):  # the nearest first, on either side
        if harm.end <= figure.start and context.words_between(harm.end, figure.start) > _HARM_NEAR:
            break
        if _told_perfect(context, sentence.start, harm):
            return True
    for harm in harms[at:]:
        if context.words_between(figure.end, harm.start) > _HARM_NEAR and not _lists_to(context, figure, harm.start):
            if harm.start - figure.end > _LIST:
                break
            continue
        if _told_perfect(context, figure.end if harm.start >= figure.end else sentence.start, harm):
            return True
    return False


def _told_perfect(context: Context, low: int, harm: Hit) -> bool:
    """Whether an auxiliary of the perfect stands before a word of harm, from `low` on, or in it."""
    words = context.text[low : harm.start].rsplit(None, _AUXILIARY)[-_AUXILIARY:]
    words += context.text[harm.start : harm.end].split()[:-1]
    return any(w in toll_grammar().perfect for w in words)


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


def told_so_far(context: Context, figure: Figure) -> bool:
    """Whether attacks are told up to now, without a town: "62 strikes have hit the region", "has carried out 62 strikes"."""
    sentence = context.reading.sentences[figure.sentence]
    before = context.text[sentence.start : figure.start].rsplit(None, _AUXILIARY)[-_AUXILIARY:]
    said = found_so_far(context, figure) or any(w in toll_grammar().perfect for w in before)
    return said and not names_a_town(context, sentence)


def goes_on(context: Context, figure: Figure, last: int) -> bool:
    """Whether a figure goes on with the statistic of the sentence before it, whose index is `last`; below 0 there is none."""
    if last < 0 or figure.sentence - last != 1 or figure.measure is None:
        return False
    opens = _first_word(context, figure)
    of_those = any(word in toll_grammar().those_attacks for word in opens)  # "They left 171 people dead"
    of_those = of_those or _of_the_total(context, figure)
    if not of_those and not in_the_perfect(context, figure):
        return False
    before, own = context.reading.sentences[last], context.reading.sentences[figure.sentence]
    if "\n" in context.text[before.end - 1 : own.start + 1]:
        return False
    return not context.dates_in(own.start, own.end) and not names_a_town(context, own)


def _of_the_total(context: Context, figure: Figure) -> bool:
    """Whether the sentence of a figure takes some out of the statistic before it: "Of the total number, 99 died"."""
    start = context.reading.sentences[figure.sentence].start
    return context.text.startswith(tuple(sorted(toll_grammar().of_the_total)), start)


def _first_word(context: Context, figure: Figure) -> list[str]:
    start = context.reading.sentences[figure.sentence].start
    return context.text[start : start + _OPENS].split()[:1]


def of_the_attacks(context: Context, figure: Figure) -> bool:
    """Whether an English sentence opens with attacks that the one before it tells over a long time: "They have cost 61 lives"."""
    if context.lang != "en" or figure.sentence == 0 or figure.count.value is None:
        return False
    before, own = context.reading.sentences[figure.sentence - 1 : figure.sentence + 1]
    comma = context.text.find(",", own.start, min(own.end, own.start + _SOURCE))
    opens = [
        *context.text[own.start : own.start + _HEAD].split()[:1],
        *(
            context.text[comma + 1 : comma + _HEAD].split()[:1] if comma > 0 else ()
        ),  # "According to the monitor, these …"
    ]
    if toll_grammar().those_attacks.isdisjoint(opens) or names_a_town(context, own):
        return False
    if any(length(context, d) == "short" for s in (before, own) for d in context.dates_in(s.start, s.end)):
        return False
    cues = context.reading.within(before.start, before.end, "statistic_cue", "named_period", "discourse")
    over = any(c.category == "named_period" or c.id in _OVER for c in cues)
    return over or any(length(context, d) == "long" for d in context.dates_in(before.start, before.end))

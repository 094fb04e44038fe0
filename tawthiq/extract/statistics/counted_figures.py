"""Which figures of running prose count people or incidents, and which divide the figure before them.

A figure with a noun counts; a bare number counts beside a harm, "of them", or the actor or place it is laid to. So many a
day is a mean. "Among them 201 children" and a narrower group of no more people divide the figure before.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from tawthiq.domain.light import replace
from tawthiq.extract.context import Context
from tawthiq.extract.counts.known_people import mean_words
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.statistics.counted_nouns import counts_things
from tawthiq.extract.statistics.figures import Figure
from tawthiq.extract.statistics.table_keys import Key
from tawthiq.text.phrases import Hit

GENERAL: Final = (None, "people", "civilian")
HARMS: Final = (
    "killed",
    "injured",
    "killed_or_injured",
    "detained",
    "displaced",
    "missing",
    "abducted",
    "forcibly_disappeared",
    "besieged",
)
"""What befalls people."""
_VAGUE: Final = 10
_MORE_THAN_ANY: Final = 20_000_000  # people of a whole country, or the dead of a world war
_NO_THRESHOLD: Final = 20
_BARE_VAGUE: Final = 100
_SMALL_WORD: Final = 4
_CUE: Final = 40  # as long as "since the start of this year"
_OPENS: Final = 16
"""Code points at the head of a sentence in which "of these" stands."""
_DISAPPEARED: Final = "forcibly_disappeared"
_DISAPPEARANCE: Final = "enforced_disappearance"
_BECAME: Final = 90
"""Code points behind a part of those arrested in which it is told what became of them."""
_NAMED: Final = 30
"""Code points at the head of a sentence in which "of the wounded" ends."""
_HARM_BEFORE: Final = 20  # code points: as long as a verb
_JOINED_BY: Final = 5
"""Words at most from one count to another joined to it: "civilians were killed and another 12 were injured"."""
_OF_A_MEAN: Final = 3
"""Words at most between those counted and "every day": "twenty people were injured every day"."""
_IN_REACH: Final = 4
"""More numbers than can begin within three code points."""
_JOIN: Final = 5  # as long as " and "
_NO_YEAR: Final = range(1900, 2100)


def is_case(figure: Figure) -> bool:
    """Whether a figure counts bare cases (107 حالات): of what, only the report's first figure says."""
    return (
        figure.noun is not None and figure.noun.category == "counted_unit" and figure.noun.term.get("measure") is None
    )


def is_rate(context: Context, figure: Figure) -> bool:
    """Whether a number is so many a day: a mean, and no count."""
    sentence = context.reading.sentences[figure.sentence]
    near = mean_words(context, max(sentence.start, figure.start - 12), min(sentence.end, figure.end + 30))
    beside = any(min(abs(h.start - figure.end), abs(figure.start - h.end)) <= 14 for h in near)
    return beside or is_mean(context, figure)


def is_mean(context: Context, figure: Figure) -> bool:
    """Whether nothing but what befell them stands between a number and the words for a mean: "an average of six people died every day".

    What goes on every day is no mean: "5 were hurt in the daily shelling".
    """
    sentence = context.reading.sentences[figure.sentence]
    low, high = max(sentence.start, figure.start - _CUE), min(sentence.end, figure.end + _CUE)
    for cue in mean_words(context, low, high):
        if context.reading.within(cue.end, cue.end + 2, "kind", "weapon", "harm"):
            continue
        if cue.start >= figure.end and not _closes(context, cue):
            continue
        gap = context.text[cue.end : figure.start] if cue.end <= figure.start else context.text[figure.end : cue.start]
        if cue.start < figure.end and not gap.strip():
            return True
        if cue.start >= figure.end and len(gap.split()) <= _OF_A_MEAN and not any(c in gap for c in ".,;:()"):
            return not context.numbers_in(
                figure.end, cue.start
            )  # "at least 16 people – nearly one each day – have died"
    return False


def _closes(context: Context, cue: Hit) -> bool:
    """Whether a cue behind a figure gives a mean and no time: "12 people a month", not "killed a month after"."""
    if not toll_grammar().indefinite.intersection(context.text[cue.start : cue.end].split()[:1]):
        return True
    return not context.text[cue.end : cue.end + 2].strip()[:1].isalpha()


def divides(figure: Figure, top: Figure) -> bool:
    """Whether a figure is a part of the one before it: said so, or a narrower group of no more people."""
    if top.percent is not None and figure.measure is not None and not figure.inherited:
        return False  # "70 % of the victims are women, and among the dead are 17,492 children"
    if figure.percent is not None or top.percent is not None or figure.subject in GENERAL or figure.noun is None:
        return figure.nested and figure.percent is None and figure.subject not in (None, "civilian")
    narrower = top.subject in GENERAL and figure.noun.category == "people"
    return narrower and (figure.nested or figure.inherited) and figure.count.low <= top.count.low


def harmed(figure: Figure, measure: str | None) -> bool:
    """Whether a figure may take over a measure: people take no measure of incidents ("40 volunteers" behind 21 violations)."""
    return figure.noun is None or figure.noun.category != "people" or measure in HARMS


def counts(context: Context, figure: Figure, key: Key | None, in_report: bool) -> bool:
    """Whether a figure counts people or incidents: it has a noun, or stands bare beside a harm, "of them" or an actor."""
    sentence = context.reading.sentences[figure.sentence]
    if figure.count.low < _NO_THRESHOLD and context.reading.within(sentence.start, sentence.end, "definition_word"):
        return False  # "five people at once": what the office calls a massacre
    if figure.percent is not None:
        return in_report and key is not None
    unit = figure.noun is not None and figure.noun.category == "counted_unit"
    if figure.measure is not None and figure.measure not in HARMS and not in_report and not unit:
        return False
    if figure.count.low > _MORE_THAN_ANY and figure.measure in HARMS:
        return False
    if figure.count.value is None and (figure.count.low < _VAGUE or figure.measure not in HARMS):
        return False
    if figure.noun is not None:
        return (
            figure.noun.category != "people"
            or figure.noun.term.get("unit") != "family"
            or figure.measure == "displaced"
        )
    if figure.percent is None and counts_things(context, figure.end):
        return False
    value = figure.count.value
    if value is None and figure.count.qualifier == "vague" and not figure.inherited:
        before = context.text[max(0, figure.start - _SMALL_WORD * 2) : figure.start].split()[
            -1:
        ]  # "led away in their thousands"
        told = figure.measure in HARMS and not toll_grammar().possessives.intersection(before)
        return told and figure.count.low >= _BARE_VAGUE and _bare(context, figure)  # "displaced millions"
    if value is None or (value in _NO_YEAR and figure.count.qualifier == "exact"):
        return False
    if is_of_them(context, figure):
        return value >= _VAGUE or (in_report and value > 1) or (key is not None and key.dimension == "actor")
    few = 2 if in_report and context.lang == "ar" else _VAGUE
    own = not figure.inherited and figure.measure in HARMS and value >= few and _bare(context, figure)
    listed = in_report and figure.measure in HARMS and value >= _VAGUE and _ends(context, figure)
    keyed = in_report and key is not None and value > 1
    return own or listed or (keyed and key is not None and (_bare(context, figure) or 0 <= key.start - figure.end <= 1))


def lists_on(context: Context, figure: Figure, top: Figure) -> bool:
    """Whether a bare number goes on with the statistic before it: «132 مدنيا …، إضافة إلى 231 من قوات النظام»."""
    if (
        context.lang != "ar"
        or figure.noun is not None
        or not figure.inherited
        or figure.sentence != top.sentence
        or figure.percent is not None
    ):
        return False
    value, behind = figure.count.value, context.text[figure.end : figure.end + _CUE].split(maxsplit=1)[:1]
    if value is None or value < 2 or value in _NO_YEAR or figure.measure not in HARMS or not behind:
        return False
    return behind[0] in toll_grammar().of_words and not is_of_them(context, figure)


def told_with(context: Context, figure: Figure, top: Figure, end: int) -> bool:
    """Whether a figure is joined to the one before it by its own harm and has no day of its own: "killed 1,366 of them and injured 2,446".

    `end` is where the last part of the one before ends.
    """
    if figure.sentence != top.sentence or figure.inherited or figure.nested or figure.percent is not None:
        return False
    if figure.measure == top.measure or not {figure.measure, top.measure} <= set(HARMS):
        return False
    if figure.count.value is None and figure.count.low < _VAGUE:
        return False
    gap = context.text[end : figure.start]
    words = gap.replace(",", " ").split()
    grammar = toll_grammar()
    joined = any(w in grammar.and_words or (context.lang == "ar" and w[0] in grammar.and_words) for w in words)
    free = not any(c in gap for c in ".;:\n") and not context.dates_in(end, figure.start)
    return joined and free and len(words) <= _JOINED_BY and not counts_things(context, figure.end)


def is_of_them(context: Context, figure: Figure) -> bool:
    """Whether "of them" stands right behind a number (27 of them, 29 منها) and no further number or people behind that."""
    for hit in context.reading.within(figure.end, figure.end + 14, "discourse", "part_word"):
        if hit.id in ("including", "part") and 0 <= hit.start - figure.end <= 1:
            behind = hit.end + 3
            first = bisect_left(context.number_starts, hit.end)  # none begins later than its core does
            opens = any(hit.end <= n.start <= behind for n in context.numbers[first : first + _IN_REACH])
            return not opens and not any(
                h.whole_start <= behind for h in context.reading.within(hit.end, behind + 15, "people")
            )
    return False


def _bare(context: Context, figure: Figure) -> bool:
    """Whether a number stands without a noun: a mark or a small word follows it, and no thing that it counts."""
    after = context.text[figure.end : figure.end + 24]
    if not after.strip() or not after[:1].isspace():
        return True
    word = after.split()[0]
    return (
        len(word) <= _SMALL_WORD
        or word.startswith("(")
        or bool(context.reading.within(figure.end, figure.end + len(word) + 3, "harm", "people"))
        or _driven_to(context, figure, word.strip(".,;"))
        or _harmed_among(context, figure, figure.end + len(word) + 1)
        or any(
            h.start - figure.end <= 1
            for h in context.reading.within(figure.end, figure.end + _CUE, "statistic_cue", "harm")
        )
    )


def _driven_to(context: Context, figure: Figure, word: str) -> bool:
    """Whether the word behind a number only says what a verb before it made them do: "made some 2 million flee"."""
    harmed = context.reading.within(max(0, figure.start - _HARM_BEFORE), figure.start, "harm")
    return any(word in h.term.get("ahead") for h in harmed if h.term.get("ahead"))


def _harmed_among(context: Context, figure: Figure, end: int) -> bool:
    """Whether a number stands between a word of harm, or "to", and "among them": «وجرحت 372 بينهم 137 طفلا», «وصل إلى 606 بينهم …»."""
    low = max(0, figure.start - _HARM_BEFORE)
    harmed = context.reading.within(low, figure.start, "harm")
    risen = not toll_grammar().to_words.isdisjoint(context.text[low : figure.start].split()[-1:])
    if not risen and not any(context.words_between(h.end, figure.start) == 0 for h in harmed):
        return False
    return bool(context.reading.of_id(figure.end, end, "discourse", "including"))


def _ends(context: Context, figure: Figure) -> bool:
    """Whether a mark closes a bare number, as in a row of them: small arms fire for 88, shelling for 74; Taiz (71)."""
    after = context.text[figure.end : figure.end + 2]
    joined = context.text[figure.end : figure.end + _JOIN].split()[:1]
    marked = after[:1] in ("", ",", ";", ")", "\n") or after in (".", ". ", ".\n")
    return marked or any(word in toll_grammar().and_words for word in joined)


def who_disappeared(context: Context, figure: Figure, stop: int) -> Figure:
    """A part of those arrested, measured as missing where its clause, up to `stop`, says what became of them.

    "167 of which were cases of enforced disappearance", "In 116 of the cases the person has been forcibly disappeared".
    """
    if context.lang != "en" or figure.measure != "detained" or figure.percent is not None:
        return figure
    if not (figure.nested or figure.inherited or is_case(figure) or figure.subject == "arbitrary_detention"):
        return figure
    stop = min(stop, figure.end + _BECAME)
    said = [
        h
        for h in context.reading.within(figure.end, stop, "harm", "counted_unit", "kind")
        if {_DISAPPEARED, _DISAPPEARANCE, "missing"}.intersection((h.id, h.term.get("harm"), h.term.get("measure")))
    ]
    if not said or any(c in context.text[figure.end : said[0].start] for c in ".;:,\n"):
        return figure
    whole = context.text[figure.start - 1 : figure.start] != "(" and figure.noun is not None and not is_case(figure)
    parted = context.text[figure.end : said[0].start].split()[:1]
    if whole and not toll_grammar().of_words.intersection([*parted, *context.text[figure.start : figure.end].split()]):
        return figure
    return replace(figure, measure=_DISAPPEARED)


def whole_of_share(context: Context, figure: Figure) -> str | None:
    """What a percentage is a share of, where the noun behind it says (72% of the massacres): its measure."""
    for noun in context.reading.within(figure.end, figure.end + 30, "counted_unit", "people"):
        measure = noun.term.get("measure") or noun.term.get("harm")
        if measure and context.words_between(figure.end, noun.whole_start) <= 2:
            return str(measure)
    return None


def parts_of_the_last(context: Context, figure: Figure, last: int) -> bool:
    """Whether an English sentence that opens with those counted in the statistic right before tells a part of them.

    "… 91 civilian deaths. Of these, 11 were killed by the army and 7 by rebels"; `last` is the number of that sentence.
    """
    if context.lang != "en" or figure.count.value is None or figure.percent is not None:
        return False
    if last < 0 or figure.sentence - last not in (0, 1):
        return False
    start = context.reading.sentences[figure.sentence].start
    grammar = toll_grammar()
    words = context.text[start : start + _OPENS].split()[:2]
    if len(words) < 2 or words[0] not in grammar.parts_open:
        return False
    if words[1].rstrip(",") in grammar.parts_of:
        return True
    named = context.reading.within(start, min(figure.start, start + _NAMED), "people", "harm", "discourse")
    return words[1] in grammar.definite and any(h.id != "including" for h in named)  # "Of the dead, 42 were children"

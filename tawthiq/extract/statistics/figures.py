"""Numbers with what they count: people and what happened to them, or incidents. The raw material of statistics.

A figure is a number, the noun it counts and, for people, a harm. The noun stands after the number (89 مجزرة, 201 children);
the harm is in the noun (شهيد), or in the word nearest to it (قتل … مدنياً, civilians were killed), or that of the figure
before, which it divides (بينهم، منهم، هم). A dual noun alone counts two. A percentage is a figure without a noun.
"""

from __future__ import annotations

import re
from typing import Final

from tawthiq.domain.light import initialised
from tawthiq.domain.toll import Count
from tawthiq.extract.context import Context
from tawthiq.extract.counts.bare_counts import BODIES
from tawthiq.extract.counts.completed_harms import completions, sent_off
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.statistics.counted_nouns import in_brackets, noun_after, numbered_before
from tawthiq.extract.statistics.counting_numbers import counting
from tawthiq.extract.taken import Taken
from tawthiq.text.hit import first_hit
from tawthiq.text.language import is_arabic
from tawthiq.text.last_words import last_words
from tawthiq.text.numbers import NumberHit
from tawthiq.text.ordered import bisect_left
from tawthiq.text.phrases import Hit

_REMARK: Final = re.compile(r"\([^()\n\d]{1,30}\)")
_BRACKETS: Final = re.compile(r"\([^()\n]{1,200}\)")
"""A remark in brackets between those counted and their harm: "331 members of the forces (those of Anbar not included) were killed"."""
_PARTS: Final = ("child", "woman", "man", "elderly")
_BOTH: Final = "killed_or_injured"
_NO_HARM: Final = "rescued"
"""What befell those who were saved or freed: no statistic of harm counts them."""
_CUE: Final = 24
"""Code points before a noun of harm in which the words begin that open parts with it."""
_OPENS: Final = 3
"""Code points at most from those counted to "including"."""
_WHO: Final = 3
"""Words at most from the relative that opens «الذين قتلوا» to its verb, another verb joined to it."""
_DIED_THERE: Final = 2
"""Words at most between detainees and their death: "13,000 detainees were hanged", "5,000 detainees who died"."""
_JOINED_TO: Final = 16
"""Code points behind a verb joined to a figure in which the number stands that it has of its own."""
_AHEAD: Final = 24
"""Code points behind "forced" in which stands what to."""


@initialised(slots=True, unsafe_hash=True, init=False)
class Figure:
    """A number at folded `[start, end)`, its noun included, with what it counts.

    `measure` is a harm or a count of incidents, None where only the context can tell. `subject` is the group or kind
    counted. `nested`: it divides the figure before it. `percent` figures count nothing of their own.
    """

    start: int
    end: int
    number: NumberHit | None
    noun: Hit | None
    measure: str | None
    subject: str | None
    count: Count
    nested: bool
    percent: float | None
    sentence: int
    inherited: bool

    def __init__(
        self,
        start: int,
        end: int,
        number: NumberHit | None,
        noun: Hit | None,
        measure: str | None,
        subject: str | None,
        count: Count,
        nested: bool = False,
        percent: float | None = None,
        sentence: int = 0,
        inherited: bool = False,
    ) -> None:
        self.start = start
        self.end = end
        self.number = number
        self.noun = noun
        self.measure = measure
        self.subject = subject
        self.count = count
        self.nested = nested
        self.percent = percent
        self.sentence = sentence
        self.inherited = inherited


def says_what(figure: Figure) -> bool:
    """Whether a figure says what it counts: it has a noun, or a harm of its own ("the number of martyrs reached 53")."""
    return figure.noun is not None or (figure.measure is not None and not figure.inherited)


def find_figures(context: Context) -> list[Figure]:
    """Every figure of a document, in order. Numbers that count something else (ages, kilometres) have no noun here."""
    found: list[Figure] = []
    reading = context.reading
    nouns = [h for h in reading.of("people", "counted_unit") if not h.term.get("office")]
    starts = [h.start for h in nouns]
    duals = [h.start for h in nouns if h.term.get("number") == "dual"]
    for index, sentence in enumerate(reading.sentences):
        numbers = [n for n in context.numbers_in(sentence.start, sentence.end) if n.kind in ("cardinal", "percent")]
        if not numbers and bisect_left(duals, sentence.start) == bisect_left(duals, sentence.end):
            continue
        numbers = counting(context, numbers)
        inside = nouns[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        figures = [_figure(context, n, inside, numbers, index) for n in numbers]
        figures.extend(_duals(context, inside, figures, index))
        figures.extend(_ones(context, inside, figures, index))
        if not figures:
            continue
        figures.sort(key=lambda f: f.start)
        found.extend(_with_harms(context, figures, sentence.start, sentence.end))
    return found


def _figure(context: Context, number: NumberHit, nouns: list[Hit], numbers: list[NumberHit], index: int) -> Figure:
    if number.kind == "percent":
        share = float(number.value or 0)
        rounded = round(share)
        count = Count(rounded, rounded, rounded, number.qualifier, number.wording)
        return Figure(number.start, number.end, number, None, None, None, count, percent=share, sentence=index)
    value = int(number.value) if number.value is not None else None
    count = Count(number.low, number.high, value, number.qualifier, number.wording)
    noun = noun_after(context, number, nouns, numbers)
    if noun is None and (given := numbered_before(context, number, nouns, numbers)) is not None:
        measure, subject = _counted(given)
        if given.category == "discourse":  # a word of toll
            measure, subject = given.term.get("harm", "killed"), None
        return Figure(number.start, number.end, number, given, measure, subject, count, sentence=index)
    if noun is None:
        return Figure(number.start, number.end, number, None, None, None, count, sentence=index)
    measure, subject = _counted(noun)
    within = context.reading.within(noun.start, noun.end, "harm")
    if measure is None and within:  # civilian deaths
        measure = within[0].id
    start, closed = in_brackets(context, number)
    start = start if noun.start >= closed else number.start
    return Figure(start, noun.end, number, noun, measure, subject, count, sentence=index)


def _counted(noun: Hit) -> tuple[str | None, str | None]:
    """The measure and subject that a noun alone tells."""
    if noun.category == "counted_unit":
        return noun.term.get("measure"), noun.term.get("subject")
    subject = None if noun.id == "people" else noun.id
    harm = noun.term.get("harm") if noun.term.get("figure", True) else None
    return ("killed" if harm == BODIES else harm), subject


def _duals(context: Context, nouns: list[Hit], figures: list[Figure], index: int) -> list[Figure]:
    twos = [noun for noun in nouns if noun.term.get("number") == "dual" and not noun.term.get("counted")]
    if not twos:
        return []
    taken = Taken((f.start, f.end) for f in figures)
    duals = []
    for noun in twos:
        if taken.holds(noun.start):
            continue
        measure, subject = _counted(noun)
        duals.append(Figure(noun.start, noun.end, None, noun, measure, subject, Count(2, 2, 2), sentence=index))
    return duals


def _ones(context: Context, nouns: list[Hit], figures: list[Figure], index: int) -> list[Figure]:
    """A woman or a child without a number who stands first, or beside another part, among those counted: «بينهم طفل و3 نساء»."""
    singles = [n for n in nouns if n.id in _PARTS and n.term.get("number") == "singular" and not n.term.get("harm")]
    if not singles or not figures:
        return []
    taken, first = Taken((f.start, f.end) for f in figures), min([f.end for f in figures])
    parts: dict[int, list[Figure]] = {}  # by where they end
    for figure in [f for f in figures if f.subject in _PARTS]:
        parts.setdefault(figure.end, []).append(figure)
    ones: list[Figure] = []
    for noun in singles:
        if taken.holds(noun.start):
            continue
        before = context.reading.within(max(0, noun.whole_start - 14), noun.whole_start, "discourse")
        opens = any(h.id == "including" and not context.text[h.end : noun.whole_start].strip() for h in before)
        beside = [f for end in range(noun.start - 2, noun.start + 1) for f in parts.get(end, ())]
        if any(f.number is not None and f.subject == noun.id and _is_singular(f) for f in beside):
            continue  # «26 طفلة وطفلاً» are twenty-six
        joined = bool(beside) and noun.prefix[:1] in toll_grammar().and_words and bool(noun.prefix)
        if (opens or joined) and first <= noun.start:
            ones.append(Figure(noun.start, noun.end, None, noun, None, noun.id, Count(1, 1, 1), sentence=index))
            parts.setdefault(noun.end, []).append(ones[-1])
    return ones


def _barred(context: Context, hit: Hit, start: int) -> bool:
    """Whether a word of harm is none behind the word before it: "26 people have been sentenced to death"."""
    barred = hit.term.get("never_behind")
    if barred is None:
        return False
    return not completions(tuple(barred)).isdisjoint(
        context.text[max(start, hit.start - _CUE) : hit.start].split()[-2:]
    )


def _is_singular(figure: Figure) -> bool:
    return figure.noun is not None and figure.noun.term.get("number") == "singular"


def _with_harms(context: Context, figures: list[Figure], start: int, end: int) -> list[Figure]:
    """The figures of one sentence with their harms and nesting."""
    reading = context.reading
    harms = [
        h for h in reading.within(start, end, "harm") if h.term.get("figure", True) and not _barred(context, h, start)
    ]
    harms += [h for h in reading.within(start, end, "people") if h.term.get("harm") or h.id == "detainee"]
    tolls = reading.of_id(start, end, "discourse", "toll_word")
    harms += [t for t in tolls if not any(t.start <= h.start < t.end for h in harms)]
    counted = {id(f.noun) for f in figures}
    harms = sorted((h for h in harms if id(h) not in counted), key=lambda h: h.start)
    including = [h.start for h in reading.of_id(start, end, "discourse", "including")]
    if (
        all(not h.term.get("emit", True) for h in harms)
        and not including
        and all(f.measure is None and f.percent is None for f in figures)
        and not any(f.subject == "detainee" or _under_torture(context, f) for f in figures)
    ):
        return [_told(f, None, False, True) for f in figures]  # bare numbers, and nothing that says what befell anybody
    told: list[Figure] = []
    last: str | None = None
    for position, figure in enumerate(figures):
        before = figures[position - 1].end if position else start
        behind = (figures[at] for at in range(position + 1, len(figures)))
        follows = next((f for f in behind if not _narrower(figure, f)), None)
        after = follows.start if follows else end
        nested = bool(told) and bisect_left(including, before) < bisect_left(including, figure.start)
        nested = nested or _joined(context, told, figure)
        if figure.noun is None and figure.percent is None:
            figure = _of_units(context, figure, start)
        if figure.percent is not None or figure.measure is not None:
            told.append(_told(figure, figure.measure, nested, figure.inherited))
            last = figure.measure or last
            continue
        of_cases = nested and figure.noun is None and told[-1].measure is not None and _is_unit(told[-1])
        measure = (
            None
            if of_cases
            else _harm(context, harms, _told(figure, None, nested, False), figures, position, before, after)
        )
        inherited = measure is None
        if measure == _NO_HARM:
            continue
        if inherited and told and (nested or figure.noun is None or figure.noun.term.get("other") or figure.subject):
            measure = last
        told.append(_told(figure, measure, nested, inherited))
        last = measure or last
    return _with_the_next(context, told)


def _with_the_next(context: Context, told: list[Figure]) -> list[Figure]:
    """The figures, those joined to the next one with its harm: "120 militants and 20 soldiers have been killed"."""
    for at in range(len(told) - 2, -1, -1):
        figure, following = told[at], told[at + 1]
        if figure.measure is None and figure.noun is not None and following.noun is not None and not figure.nested:
            joined = context.text[figure.end : following.start].strip() in toll_grammar().and_words
            if joined and following.measure is not None and not following.inherited:
                told[at] = _told(figure, following.measure, figure.nested, inherited=True)
    return told


def _is_unit(figure: Figure) -> bool:
    """Whether a figure counts incidents and not people."""
    return figure.noun is not None and figure.noun.category == "counted_unit"


def _auxiliaries(gap: str) -> bool:
    """Whether nothing but auxiliaries of a passive stands in a gap: ", have been killed"."""
    grammar, words = toll_grammar(), gap.split()
    told = [w in grammar.passives or w in grammar.perfect for w in words]
    return any(told) and all(t or w in grammar.parenthesis_adverbs for t, w in zip(told, words, strict=True))


def _told(f: Figure, measure: str | None, nested: bool, inherited: bool) -> Figure:
    """A figure with what its sentence says of it (dataclasses.replace takes three times as long)."""
    return Figure(
        f.start, f.end, f.number, f.noun, measure, f.subject, f.count, nested, f.percent, f.sentence, inherited
    )


def _narrower(figure: Figure, other: Figure) -> bool:
    """Whether `other` may be a part of `figure`: a group of its people, no more of them, or "most of them"."""
    if other.count.value is None and other.count.low == 0:
        return True
    return figure.subject in (None, "civilian") and other.subject in _PARTS and other.count.low <= figure.count.low


def _joined(context: Context, told: list[Figure], figure: Figure) -> bool:
    """Whether a figure only continues a nested one: "201 children and 152 women", a remark in brackets between them or not."""
    if not told or figure.subject is None:
        return False
    if figure.subject in _PARTS and context.text[figure.start - 1] == "(" and not told[-1].nested:
        return context.words_between(told[-1].end, figure.start) <= 1  # "77 civilians killed (21 children, 14 women)"
    if not told[-1].nested:
        return False
    gap = _REMARK.sub("", context.text[told[-1].end : figure.start]).strip(" ,و")
    return gap in ("", "and")


def _driven(context: Context, figure: Figure, hit: Hit) -> bool:
    """Whether a verb that else has its people behind it is a participle of the figure right before it: "330,000 forced to flee"."""
    ahead = hit.term.get("ahead")
    joined = not context.text[figure.end : hit.start].strip()
    return joined and bool(ahead) and any(w in ahead for w in context.text[hit.end : hit.end + _AHEAD].split())


def _whole_again(hit: Hit, gap: str) -> bool:
    """Whether a comma only closes what is among those counted, and their harm follows at once: «…، بينهم 9 نساء، قضوا»."""
    return not hit.prefix and not gap[1:].strip()


def _harm(
    context: Context, harms: list[Hit], figure: Figure, figures: list[Figure], position: int, before: int, after: int
) -> str | None:
    """The harm word nearest to a figure (that at `position`) between its neighbours; "killed and wounded" is one harm of its own."""
    near: list[tuple[int, Hit]] = []
    opens = context.reading.of_id(figure.end, after, "discourse", "including")
    passive: Hit | None = None
    low = first_hit(harms, before)
    for hit in harms[low : first_hit(harms, after, low)]:
        side = hit.term.get("side", "both" if hit.category == "harm" else "before" if hit.id == "detainee" else "after")
        if hit.end <= figure.start and (side != "before" or _of_those_who(context, hit, before)):
            if not sent_off(context, hit, figure.start, figure.end):
                continue  # "was made in 1998 and carried 44 passengers"
            near.append((context.words_between(hit.end, figure.start), hit))
        elif (
            figure.end <= hit.start
            and (side != "after" or _driven(context, figure, hit) or _auxiliaries(context.text[figure.end : hit.start]))
            and not _opens_a_clause(context, hit)
            and not _of_the_next(context, figure, hit)
        ):
            behind = position + 1
            while behind < len(figures) and figures[behind].start < hit.start:
                behind += 1
            parts = [
                f.end for f in figures[position + 1 : behind] if f.start >= figure.end
            ]  # "1,164, including 83 women, are held"
            start = max([figure.end, *parts])
            if not parts and opens and opens[0].start - figure.end <= _OPENS:
                start = max(
                    start, context.text.find(",", opens[0].end, hit.start) + 1
                )  # ", including activists, have been killed"
            if parts:
                start = next((h.end for h in opens if 0 <= h.start - start <= 1), start)  # "four children among them"
            gap = _BRACKETS.sub("", context.text[start : hit.start]).lstrip()
            words = len(gap.split())
            behind_parts = bool(parts) and gap[:1] == "," and (_auxiliaries(gap[1:]) or _whole_again(hit, gap))
            broken = not behind_parts and any(c in gap for c in ",;:")
            if words <= 6 and not broken:
                near.append((words, hit))
                if passive is None and _auxiliaries(gap.lstrip(",")):
                    passive = hit  # "… were killed and 13 others were injured"
    if not near:
        if figure.subject == "detainee":
            return "detained" if _on_record(context, figure) else None
        return "killed" if _under_torture(context, figure) else None
    if figure.nested or figure.subject == "detainee":
        near = [
            (w, h)
            for w, h in near
            if (h.end <= figure.start and (h.category == "harm" or _named_whole(context, h)))
            or (not figure.nested and h.id == "killed" and figure.end <= h.start and w <= _DIED_THERE)
        ]
    if not near:
        return "detained" if figure.subject == "detainee" else None
    _, best = min(near, key=lambda pair: (pair[1] is not passive, pair[0]))
    if best.id == "toll_word":
        return "killed"
    code = "detained" if best.id == "detainee" else str(best.term.get("harm") or best.id)
    twin = next((h for _, h in near if h is not best and _coupled(context, h, best)), None)
    if twin is not None and {code, str(twin.term.get("harm") or twin.id)} == {"killed", "injured"}:
        return _BOTH
    return code


def _on_record(context: Context, figure: Figure) -> bool:
    """Whether an office documents the detainees whom a figure counts: «توثيق أسماء 1800 معتقل»."""
    start, _ = context.sentence_bounds(figure.start)
    return bool(context.reading.of_id(start, figure.start, "statistic_cue", "verb"))


def _under_torture(context: Context, figure: Figure) -> bool:
    """Whether death under torture is all that is told of those counted: «536 ضحية تحت التعذيب»."""
    behind = context.reading.within(figure.end, figure.end + _CUE, "kind")
    return figure.noun is not None and any(
        h.id == "death_torture" and context.words_between(figure.end, h.start) == 0 for h in behind
    )


def _of_units(context: Context, figure: Figure, start: int) -> Figure:
    """A bare number as that of the attacks whose number it is said to be: «ترتفع أعداد الهجمات في درعا إلى 780»."""
    before = last_words(context.text, start, figure.start, 1)
    if not before or before[0] not in toll_grammar().to_words:
        return figure
    units = [
        u for u in context.reading.within(start, figure.start, "counted_unit") if u.prefix == toll_grammar().article
    ]
    for unit in units:
        said = last_words(context.text, start, unit.whole_start, 1)
        counted_since = toll_grammar().number_words.intersection(context.text[unit.end : figure.start].split())
        if said and said[0] in toll_grammar().number_words and unit.term.get("measure") and not counted_since:
            measure, subject = _counted(unit)
            return Figure(
                figure.start, figure.end, figure.number, unit, measure, subject, figure.count, sentence=figure.sentence
            )
    return figure


def _opens_a_clause(context: Context, hit: Hit) -> bool:
    """Whether an Arabic verb of harm is joined to what stands before it, and so has its own count behind it: «… وأصيب 93»."""
    return bool(hit.prefix) and hit.term.get("side", "both") == "both" and is_arabic(context.text[hit.start])


def _of_the_next(context: Context, figure: Figure, hit: Hit) -> bool:
    """Whether an English verb of harm joined to a figure has a number of its own: "killed 761 Iraqis and wounded 1,771"."""
    joined = context.text[figure.end : hit.start].strip() in toll_grammar().and_words
    joined = joined and not is_arabic(context.text[hit.start])
    return joined and any(n.start <= hit.end + 1 for n in context.numbers_in(hit.end, hit.end + _JOINED_TO))


def _of_those_who(context: Context, hit: Hit, start: int) -> bool:
    """Whether a plural verb says of whom the number behind it is: «عدد الذين قتلوا برصاص الحرس … إلى 560»."""
    if hit.term.get("side") != "before" or not is_arabic(context.text[hit.start]):
        return False
    words = last_words(context.text, start, hit.whole_start, _WHO)
    return any(w in toll_grammar().those_who for w in words)


def _named_whole(context: Context, hit: Hit) -> bool:
    """Whether a noun of harm is named by the words that open parts: «من بين الشهداء 17492 طفلا»."""
    cues = context.reading.within(max(0, hit.start - _CUE), hit.end, "discourse")
    return any(c.id == "including" and c.start <= hit.start and hit.end <= c.end for c in cues)


def _coupled(context: Context, a: Hit, b: Hit) -> bool:
    first, second = (a, b) if a.start < b.start else (b, a)
    between = context.text[first.end : second.start].strip()
    return between in ("", "و", "and", "or", "او") and (second.prefix == "و" or between != "")

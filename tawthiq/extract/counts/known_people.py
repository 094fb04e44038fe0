"""Numbers of people to whom nothing happened, or who were counted before.

Rules: who a place or a list holds is no count of harm («مدرسة تضم 320 تلميذا»), nor are a town's inhabitants; a number that
agrees with a feminine noun left out counts things («سقطت ثلاث قذائف، اثنتان منها»); "three of the wounded" were counted
with all of them, unless their death is told. These in Arabic only: English tells them apart by its own rules. In English
those whom somebody tells something, those held before who are told to be free, and a word for what the dead did for a living
("the victims were workers"). So many a day or a week are a mean, and no count of one event's people.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.counts.bare_counts import BODIES
from tawthiq.extract.counts.count_phrase import QUOTES, CountPhrase
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.language import is_arabic
from tawthiq.text.numbers import NumberHit
from tawthiq.text.phrases import Hit

_BEFORE: Final = 40
"""Code points before a number in which the words that bar it stand."""
_OUT: Final = 70
"""Code points behind people in which it is told that they live."""
_INHABITANTS: Final = 4
"""Words before a number among which that for inhabitants stands."""
_MEAN: Final = 14
"""Code points around a number in which the word for a mean stands."""
_RATE: Final = "rate"
_TOWN: Final = 1000
"""People from which a number beside "inhabitants" is that of a whole place."""


def holds_people(context: Context, number: NumberHit, start: int) -> bool:
    """Whether a number says how many a place, a list or a convoy holds, or how many inhabitants there are."""
    if number.kind != "cardinal":
        return False
    words = context.text[max(start, number.start - _BEFORE) : number.start].split()[-_INHABITANTS:]
    if not words:
        return False
    grammar = toll_grammar()
    if (number.low or 0) >= _TOWN and not grammar.inhabitants.isdisjoint(w.strip(QUOTES) for w in words):
        return True
    if words[-1].strip(QUOTES) not in grammar.holds:
        return False
    nouns = context.reading.within(number.core_end, number.core_end + _BEFORE, "people")
    return not (nouns and nouns[0].term.get("harm"))  # «مقبرة تضم ثلاثين جثة»


def counts_things(context: Context, phrase: CountPhrase, before: list[CountPhrase]) -> bool:
    """Whether a number without a noun agrees with a feminine one, and no women were told before it."""
    if phrase.shape != "elided" or phrase.group is not None:
        return False
    word = context.text[phrase.start : phrase.end].strip(QUOTES)
    return word in toll_grammar().thing_numbers and not any(p.group in ("woman", "family_unit") for p in before)


def some_of_the_harmed(context: Context, phrase: CountPhrase) -> bool:
    """Whether a number is out of the dead or the wounded with the article, who were counted before: «ثلاثة من الجرحى»."""
    if phrase.shape != "counted" or phrase.harm in (None, BODIES) or phrase.count.qualifier not in ("exact", "about"):
        return False
    grammar = toll_grammar()
    for noun in context.reading.within(phrase.start, phrase.end, "people"):
        if noun.term.get("harm") and noun.prefix == grammar.article:
            before = context.text[phrase.start : noun.whole_start].split()[-1:]
            return bool(before) and before[0] in grammar.of_words and phrase.group is None
    return False


def only_told(context: Context, phrase: CountPhrase) -> bool:
    """Whether English people are those whom somebody tells something: "he told several reporters that the men had died"."""
    if phrase.harm is not None or is_arabic(context.text[phrase.start]):
        return False
    before = context.text[max(0, phrase.start - _BEFORE) : phrase.start].split()[-1:]
    return bool(before) and before[0] in toll_grammar().told_to


def let_go(context: Context, phrase: CountPhrase) -> bool:
    """Whether people taken before are told to be free again: "five of the detained were released"."""
    words = context.text[phrase.end : phrase.end + _BEFORE].split()
    words = words[: next((i for i, w in enumerate(words) if w[-1:] in ",;.:"), len(words))]
    grammar = toll_grammar()
    return any(a in grammar.passives and b in grammar.released for a, b in pairwise(words))


def got_out(context: Context, phrase: CountPhrase) -> bool:
    """Whether English people who were under something are told to live: "three children were pulled alive from under the rubble"."""
    if is_arabic(context.text[phrase.end - 1]):
        return False
    words = [w.strip(",;.") for w in context.text[phrase.end : phrase.end + _OUT].split()]
    return not toll_grammar().alive.isdisjoint(words)


def only_described(context: Context, phrase: CountPhrase, before: list[CountPhrase]) -> bool:
    """Whether brackets right behind a count open with kin who only say how those counted are related: «ثلاثة مزارعين (شقيقان وابن عمهما)»."""
    if not phrase.kin or (phrase.group is not None and phrase.group != "man") or not before:
        return False
    opened = context.text.rfind("(", before[0].end, phrase.start)
    whole = next((p for p in reversed(before) if p.end <= opened), None)
    if whole is None or whole.shape not in ("counted", "elided") or context.text[whole.end : opened].strip():
        return False
    inside = [p for p in before if p.start >= opened]
    first = context.text[opened + 1 : (inside[0] if inside else phrase).start].strip()
    return not first and ")" not in context.text[opened : phrase.start] and all(p.kin for p in inside)


def so_many_a_day(context: Context, phrase: CountPhrase) -> bool:
    """Whether a number is a mean over time: "an average of seven deaths weekly", «بمعدل خمسة قتلى يوميا»; not "killed two a day later"."""
    if phrase.shape != "counted" or phrase.count.value is None:
        return False
    low, high = max(0, phrase.start - _MEAN), min(len(context.text), phrase.end + _MEAN)
    cues = mean_words(context, low, high)
    return any(
        not context.text[min(c.end, phrase.end) : max(c.whole_start, phrase.start)].strip(QUOTES + " ") for c in cues
    )


def mean_words(context: Context, low: int, high: int) -> list[Hit]:
    """The words for a mean in a stretch; «في اليوم» is none where it goes on («في اليوم ذاته», «في اليوم الأول»)."""
    article = f" {toll_grammar().article}"
    cues = context.reading.of_id(low, high, "statistic_cue", _RATE)
    cues = [c for c in cues if not context.text.startswith(article, c.end)]
    return [c for c in cues if not any(d.start < c.end < d.end for d in context.dates_in(c.start, c.end + _MEAN))]


def only_their_trade(context: Context, phrase: CountPhrase) -> bool:
    """Whether an English plural without a number only says what the dead or hurt told before were: "the victims were workers"."""
    if phrase.shape != "plural" or phrase.group is not None or phrase.harm is not None:
        return False
    low = max(0, phrase.start - _BEFORE)
    words = context.text[low : phrase.start].split()
    if not words or words[-1] not in toll_grammar().passives:
        return False
    told = context.reading.of_id(low, phrase.start, "discourse", "those_told")
    return bool(told) and context.text[told[-1].end : phrase.start].split() == words[-1:]


def counted_here(context: Context, phrases: list[CountPhrase]) -> list[CountPhrase]:
    """The phrases without numbers of things, means over time, and words that only describe: kin in brackets, what the dead did."""
    return [
        p
        for i, p in enumerate(phrases)
        if not counts_things(context, p, phrases[:i])
        and not only_described(context, p, phrases[:i])
        and not so_many_a_day(context, p)
        and not only_their_trade(context, p)
    ]

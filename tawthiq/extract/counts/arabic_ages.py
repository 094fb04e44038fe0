"""Children whom an Arabic report tells by their age: «فتاة تبلغ 14 عاما», «الشاب محمود العلي (16 عاما)», «سامر الخالد، 9 سنوات».

Rule: where nothing but a name stands between one person and a mark of an aside, or a word for an age, and a number of years under
eighteen follows, the one is a child.
"""

from __future__ import annotations

import re
from typing import Final

from tawthiq.domain.light import replace
from tawthiq.extract.context import Context
from tawthiq.extract.counts.count_phrase import QUOTES, CountPhrase
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.language import is_arabic

_ADULT: Final = 18
_BEHIND: Final = 70
"""Code points behind a person within which the age is told."""
_IN_LIFE: Final = 6
"""Words from «في» to «عمره»."""
_WORD: Final = re.compile(r"[^\s,;:.()]+")
_NAME: Final = 6
"""Words at most in the name between a person and the age."""
_OPENS: Final = "(,/-"
_GROWN_OR_NOT: Final = (None, "man", "woman", "student")
"""Groups of which one who is under age is a child."""
_NO_NAME: Final = (
    "harm",
    "say",
    "kind",
    "weapon",
    "people",
    "discourse",
    "number",
    "weekday",
    "month",
    "date_relative",
)


def of_age(context: Context, phrase: CountPhrase, end: int) -> CountPhrase:
    """The phrase of one person, as a child where the age told behind the name says so."""
    if phrase.shape != "bare" or phrase.count.high != 1 or phrase.group not in _GROWN_OR_NOT:
        return phrase
    if not is_arabic(context.text[phrase.start]) or phrase.harm is not None:
        return phrase
    age = _age(context, phrase, end)
    return replace(phrase, group="child") if age is not None and age < _ADULT else phrase


def _age(context: Context, phrase: CountPhrase, end: int) -> int | None:
    """The years told behind a person, or within the words of one who is only named."""
    text = context.text
    for unit in context.reading.within(phrase.start, min(end, phrase.end + _BEHIND), "measure"):
        if unit.id != "time":
            continue
        before = text[phrase.start : unit.start].split()
        number = before[-1].lstrip(_OPENS).removeprefix(toll_grammar().article) if before else ""
        if not number.isdecimal():
            return None
        lead = text[phrase.start : text.rfind(number, phrase.start, unit.start)].rstrip()
        lead = lead.removesuffix(toll_grammar().article).rstrip()
        opened = lead[-1:] in _OPENS
        name = lead.rstrip(_OPENS + " ").split()
        aged = [w for w in name if w.strip(QUOTES) in toll_grammar().aged]
        if not lead or not (opened or aged) or any(c in lead.rstrip(_OPENS + " ") for c in ",;:.()"):
            return None
        low, high = min(phrase.end, phrase.start + len(lead)), phrase.start + len(lead)
        if len(name) > _NAME + 1 or context.reading.within_any(low, high, _NO_NAME):
            return None
        return int(number)
    return None


def behind_the_age(context: Context, low: int, high: int) -> int:
    """Where the stretch goes on behind an age told right behind a person, or `low`: «طفلة تبلغ من العمر 7 أعوام قتلت».

    Both «يبلغ …» with years, and «في الـ43 من عمره».
    """
    grammar = toll_grammar()
    words = list(_WORD.finditer(context.text, low, min(high, low + _BEHIND)))
    if not words or context.text[low : words[0].start()].strip():
        return low
    if any(h.term.get("other") for h in context.reading.within(words[0].start(), words[0].end(), "people")):
        words = words[1:]  # «مواطنا آخر في الـ35 من عمره»
    if not words:
        return low
    first = words[0][0]
    years = context.reading.of_id(words[0].end(), words[-1].end(), "measure", "time")
    if first in grammar.aged and years:
        told = context.text[words[0].end() : years[0].start]  # a length of time, whose number is no count
        if any(c.isdecimal() for c in told) or context.reading.within(words[0].end(), years[0].start, "number"):
            return years[0].end
    life = [w for w in words[2:_IN_LIFE] if w[0] in grammar.own_life]
    return life[0].end() if first in grammar.inside and life else low

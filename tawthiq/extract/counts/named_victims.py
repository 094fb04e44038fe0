"""Victims whom an Arabic report only names: «استشهد محمود خالد العلي», «مقتل كل من أحمد السالم وعلي الخالد».

Rule: right behind a word of harm, a common given name with at least one more word of a name is one person; further
persons may be joined to the first. A noun for a person before the name («الشاب …») is read as that noun, not here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from tawthiq.domain.light import replace
from tawthiq.domain.toll import Count
from tawthiq.extract.context import Context
from tawthiq.extract.counts.arabic_subjects import behind_what_is_told
from tawthiq.extract.counts.count_phrase import OF_PEOPLE, QUOTES, CountPhrase, group_of
from tawthiq.extract.counts.wounds import told_as_a_killing
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.speakers.speaker_phrases import first_token, tokens
from tawthiq.knowledge.load import toml
from tawthiq.text.fold import fold_word
from tawthiq.text.language import is_arabic
from tawthiq.text.phrases import Hit

NAMED_VICTIM: Final = "count.named-victim"
"""The rule of a count that is one named person."""
_REACH: Final = 160
"""Code points behind a word of harm within which the names of its victims stand."""
_AGE: Final = 8
"""Code points before a unit of age in which its number stands."""
_SUBJECT: Final = 6
"""Words at most of the subject between a verb and «كلا من»."""
_LONGEST: Final = 6
"""Words at most in a name."""
_SHORTEST: Final = 3
"""Letters at least in a word of a name that no list knows."""
_NOT_NAMES: Final = (
    "harm", "kind", "weapon", "people", "weekday", "say", "discourse", "quantifier", "number", "actor", "cause_cue",
    "agent_cue", "date_relative", "rank", "place_cue",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Names:
    men: frozenset[str]
    women: frozenset[str]
    titles: frozenset[str]
    inner: frozenset[str]
    kunyas: frozenset[str]
    each_of: frozenset[str]
    opening: frozenset[str]
    """All that a list of names may begin with."""


@cache
def _names() -> _Names:
    table = toml("vocabularies/given_names.toml")
    sets = {
        key: frozenset(fold_word(w) for w in table[key])
        for key in ("men", "women", "titles", "inner", "kunyas", "each_of")
    }
    return _Names(**sets, opening=frozenset().union(*(sets[k] for k in sets if k != "inner")))


def named_victims(context: Context, start: int, end: int) -> list[CountPhrase]:
    """One count for each person whom words of harm in folded `[start, end)` are followed by in name only."""
    found: list[CountPhrase] = []
    for harm in context.reading.within(start, end, "harm"):
        if harm.id not in OF_PEOPLE or harm.term.get("side", "both") == "before" or harm.term.get("completed"):
            continue
        if not killed_outright(context, harm, start, end):
            continue
        if harm.suffix or not is_arabic(context.text[harm.start]):
            continue
        limit = min(end, harm.end + _REACH)
        begin = _each_of(context, harm.end, limit) or behind_what_is_told(context, harm.end, limit)
        found.extend(together(names_from(context, begin, limit)))
    return found


def together(named: list[CountPhrase]) -> list[CountPhrase]:
    """The persons named one by one as one count, where nothing says that they are of different groups."""
    if len(named) < 2 or len({p.group for p in named}) > 1:
        return named
    count = len(named)
    return [replace(named[0], end=named[-1].end, count=Count(count, count, count))]


def _each_of(context: Context, start: int, end: int) -> int:
    """Where «كلا من» opens the names behind a verb whose subject may stand between; 0 where it does not."""
    each_of = _names().each_of
    spans = tokens(context.reading, start, end)[: _SUBJECT + 2]
    words = [context.text[b:e] in each_of for b, e in spans]
    opens = next((i for i in range(len(words) - 1) if words[i] and words[i + 1]), 0)
    if not opens:
        return 0
    begin = spans[opens][0]
    between = context.text[start:begin]
    told = context.reading.within(start, begin, "harm", "say", "number") or set(between) & set(",;:.\n")
    return 0 if told else begin


def killed_outright(context: Context, harm: Hit, start: int, end: int) -> bool:
    """Whether a word of harm tells of one only named that somebody harmed: no fall, and no death of any cause."""
    if harm.term.get("weak") and not (harm.term.get("dies") and _attacked(context, start, end)):
        return False
    return not harm.term.get("natural") or told_as_a_killing(context, start, end)


def _attacked(context: Context, start: int, end: int) -> bool:
    """Whether a sentence tells of an attack, so that who is named behind «قضى» died of it."""
    return bool(context.reading.within(start, end, "weapon", "kind"))


def names_from(context: Context, start: int, end: int) -> list[CountPhrase]:
    """The persons named from `start` on, joined by "and" or, after "each of", by commas."""
    names, text = _names(), context.text
    found: list[CountPhrase] = []
    opening = first_token(context.reading, start, end)
    if opening is None or ((head := text[opening[0] : opening[1]]).isalpha() and head not in names.opening):
        return found  # what stands behind most harms: no name
    ages = _ages(context, start, end)
    words = tokens(context.reading, start, end)
    if ages:
        words = [w for w in words if not any(low <= w[0] < high for low, high in ages)]
    position, listed, titled, parted = 0, False, False, False
    title: Hit | None = None
    while position < len(words):
        begin, stop = words[position]
        gap = _gap(text, words[position - 1][1] if position else start, begin, ages)
        word = text[begin:stop]
        if not found and not gap and word in names.each_of:
            listed, position = True, position + 1
            continue
        if word in names.titles and not gap:
            title = next(iter(context.reading.within(begin, stop, "people")), title)
            titled, position = True, position + 1
            continue
        if found and not gap and word in toll_grammar().and_words:  # «"خالد العلي" و"سامر العمر"»
            parted, position = True, position + 1
            continue
        joined = word[1:] if found and not parted and word[:1] in toll_grammar().and_words else word
        if found and not titled and not parted and joined == word and not (listed and gap == ","):
            break
        if gap and not (found and listed and gap == ","):
            break
        if found and joined in toll_grammar().and_words and not joined:
            break
        count = _name(context, words, position, joined, titled=titled) or _given_alone(context, words, position, joined)
        if not count:
            break
        first = begin + len(word) - len(joined)
        last = _with_age(text, words[position + count - 1][1], ages)
        group = "woman" if joined in names.women else None
        if title is not None:  # «السيدة …» is no victim beside the one named
            first, group = title.start, group_of([title]) or group
        found.append(CountPhrase(first, last, Count(1, 1, 1), group, None, "bare", NAMED_VICTIM, named=True))
        position, titled, title, parted = position + count, False, None, False
    return found


def _ages(context: Context, start: int, end: int) -> list[tuple[int, int]]:
    """Where the ages stand that are told beside names: «صبري الأحمد/ 20 عاما، عزيز العلي (32 عاما)»."""
    text, found = context.text, []
    for unit in context.reading.within(start, end, "measure"):
        number = text[max(start, unit.start - _AGE) : unit.start].split()[-1:] if unit.id == "time" else []
        digits = number[0].lstrip("/(-,") if number else ""
        if digits.isdecimal():
            found.append((text.rfind(digits, start, unit.start), unit.end))
    return found


def _with_age(text: str, position: int, ages: list[tuple[int, int]]) -> int:
    """Where a name ends that stands up to `position`, with the age told right behind it."""
    for low, high in ages:
        if low >= position and not text[position:low].strip("/-(, "):
            return high + 1 if text[high : high + 1] == ")" else high
    return position


def _gap(text: str, start: int, end: int, ages: list[tuple[int, int]]) -> str:
    """What stands between two words of a list of names, an age and the marks around it left out."""
    for low, high in ages:
        if start <= low and high <= end:
            return (text[start:low].rstrip("/-( ,") + text[high:end].lstrip(")")).strip(QUOTES + " ")
    return text[start:end].strip(QUOTES + " ")


def _given_alone(context: Context, words: list[tuple[int, int]], at: int, first: str) -> int:
    """1 where a given name stands alone that shares the family's name with the one joined to it: «محمد وعلي الحسين»."""
    names, text = _names(), context.text
    if at + 1 >= len(words) or text[words[at][1] : words[at + 1][0]] != " ":
        return 0
    if len(first) < _SHORTEST or not (first in names.men or first in names.women):
        return 0
    word = text[words[at + 1][0] : words[at + 1][1]]
    return int(word[:1] in toll_grammar().and_words and (word[1:] in names.men or word[1:] in names.women))


def name_at(context: Context, start: int, end: int) -> int:
    """Where the personal name ends that stands right behind a title at `start`; `start` where none does."""
    words = tokens(context.reading, start, end)
    if not words or context.text[start : words[0][0]].strip(QUOTES + " "):
        return start
    first = context.text[words[0][0] : words[0][1]]
    count = _name(context, words, 0, first, titled=True)
    while 0 < count < min(len(words), _LONGEST):  # a family's name that no list knows
        begin, stop = words[count]
        word, before = context.text[begin:stop], context.text[words[count - 1][1] : begin]
        known = context.reading.within_any(begin, stop, _NOT_NAMES) or word[:1] in toll_grammar().attached
        if before.strip(QUOTES + " ") or not word.isalpha() or known:
            break
        count += 1
    return words[count - 1][1] if count else start


def _name(context: Context, words: list[tuple[int, int]], at: int, first: str, *, titled: bool) -> int:
    """How many words from `words[at]` on are one person's name; 0 where none is."""
    names, text, grammar = _names(), context.text, toll_grammar()
    known = first in names.men or first in names.women
    if first in names.kunyas and at + 1 < len(words):  # «استشهد أبو علي»
        child = text[words[at + 1][0] : words[at + 1][1]]
        known = child in names.men or child in names.women
    if not known and not titled:
        return 0
    count, second_given = 1, False
    while at + count < len(words) and count < _LONGEST:
        begin, stop = words[at + count]
        word = text[begin:stop]
        if text[words[at + count - 1][1] : begin].strip(QUOTES + " ") or not word.isalpha():
            break
        given = word in names.men or word in names.women or word in names.inner
        article = word.startswith(grammar.article)
        hits = context.reading.within_any(begin, stop, _NOT_NAMES)
        family = article and known and count == 1 and all(h.category == "people" for h in hits)  # «محمد الخطيب»
        if not given and ((hits and not family) or word in grammar.after_elided or word[:1] in grammar.attached):
            break
        if not given and not article and (count > 1 or len(word) < _SHORTEST):
            break
        second_given = second_given or (count == 1 and given)
        count += 1
    end = words[at][1]
    if (
        first in grammar.after_elided
        and not second_given
        and context.reading.quote(end - 1, end).text == grammar.maqsura
    ):
        return 0  # «قتل على الطريق», where على is folded like the name
    return count if count > 1 else 0

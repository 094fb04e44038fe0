"""Victims whom an Arabic report only names: «استشهد محمود خالد العلي», «مقتل كل من أحمد السالم وعلي الخالد».

Rule: right behind a word of harm, a common given name with at least one more word of a name is one person; further
persons may be joined to the first. A noun for a person before the name («الشاب …») is read as that noun, not here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tawthiq.domain.toll import Count
from tawthiq.extract.bare_counts import OF_PEOPLE
from tawthiq.extract.context import Context
from tawthiq.extract.count_phrase import QUOTES, CountPhrase
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.speaker_phrases import tokens
from tawthiq.extract.wounds import tells_of_wounds
from tawthiq.knowledge.load import toml
from tawthiq.text.fold import fold_word
from tawthiq.text.language import is_arabic

NAMED_VICTIM = "count.named-victim"
"""The rule of a count that is one named person."""
_REACH = 160
"""Code points behind a word of harm within which the names of its victims stand."""
_LONGEST = 6
"""Words at most in a name."""
_SHORTEST = 3
"""Letters at least in a word of a name that no list knows."""
_NOT_NAMES = (
    "harm", "kind", "weapon", "people", "weekday", "say", "discourse", "quantifier", "number", "actor", "cause_cue",
    "agent_cue", "date_relative", "rank", "place_cue",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Names:
    men: frozenset[str]
    women: frozenset[str]
    titles: frozenset[str]
    inner: frozenset[str]
    each_of: frozenset[str]


@cache
def _names() -> _Names:
    table = toml("vocabularies/given_names.toml")
    sets = {key: frozenset(fold_word(w) for w in table[key]) for key in ("men", "women", "titles", "inner", "each_of")}
    return _Names(**sets)


def named_victims(context: Context, start: int, end: int) -> list[CountPhrase]:
    """One count for each person whom words of harm in folded `[start, end)` are followed by in name only."""
    found: list[CountPhrase] = []
    for harm in context.reading.within(start, end, "harm"):
        if harm.id not in OF_PEOPLE or harm.term.get("side", "both") == "before" or harm.term.get("completed"):
            continue
        if harm.term.get("weak") and not (harm.term.get("dies") and _attacked(context, start, end)):
            continue
        if harm.term.get("natural") and not tells_of_wounds(context, start, end):
            continue
        if harm.suffix or not is_arabic(context.text[harm.start]):
            continue
        found.extend(_behind(context, harm.end, min(end, harm.end + _REACH)))
    return found


def _attacked(context: Context, start: int, end: int) -> bool:
    """Whether a sentence tells of an attack, so that who is named behind «قضى» died of it."""
    return bool(context.reading.within(start, end, "weapon", "kind"))


def _behind(context: Context, start: int, end: int) -> list[CountPhrase]:
    """The persons named from `start` on, joined by "and" or, after "each of", by commas."""
    names, text = _names(), context.text
    found: list[CountPhrase] = []
    words = list(tokens(context.reading, start, end))
    position, listed, titled = 0, False, False
    while position < len(words):
        begin, stop = words[position]
        gap = text[words[position - 1][1] if position else start : begin].strip(QUOTES + " ")
        word = text[begin:stop]
        if not found and not gap and word in names.each_of:
            listed, position = True, position + 1
            continue
        if word in names.titles and not gap:
            titled, position = True, position + 1
            continue
        joined = word[1:] if found and word[:1] in toll_grammar().and_words else word
        if found and not titled and joined == word and not (listed and gap == ","):
            break
        if gap and not (found and listed and gap == ","):
            break
        if found and joined in toll_grammar().and_words and not joined:
            break
        count = _name(context, words, position, joined, titled=titled)
        if not count:
            break
        first = begin + len(word) - len(joined)
        last = words[position + count - 1][1]
        group = "woman" if joined in names.women else None
        found.append(CountPhrase(first, last, Count(1, 1, 1), group, None, "bare", NAMED_VICTIM, named=True))
        position, titled = position + count, False
    return found


def _name(context: Context, words: list[tuple[int, int]], at: int, first: str, *, titled: bool) -> int:
    """How many words from `words[at]` on are one person's name; 0 where none is."""
    names, text, grammar = _names(), context.text, toll_grammar()
    known = first in names.men or first in names.women
    if not known and not titled:
        return 0
    count, second_given = 1, False
    while at + count < len(words) and count < _LONGEST:
        begin, stop = words[at + count]
        word = text[begin:stop]
        if text[words[at + count - 1][1] : begin].strip(QUOTES + " ") or not word.isalpha():
            break
        given = word in names.men or word in names.women or word in names.inner
        hits = context.reading.within(begin, stop, *_NOT_NAMES)
        if not given and (hits or word in grammar.after_elided or word[:1] in grammar.attached):
            break
        article = word.startswith(grammar.article)
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

"""Persons named without a noun: "Omar Hassan, 34, was killed when …", "gunmen shot dead Salma Khalil and Omar Hassan".

Rule (English): a personal name of two words or more, or of one with an age ("Omar, 12, was killed"), that begins a
sentence whose passive of harm is in the singular, or that stands right behind an active verb of harm; and each of several
that are joined there, to one another or to the first one's kin ("Omar Hassan, his wife Salma and their son were killed").
A name that is a place's, a party's or an office's is none. A pronoun is one person where it is told with others: "he was killed along with his two sons".
"""

from __future__ import annotations

import re
from typing import Final

from tawthiq.domain.light import replace
from tawthiq.domain.toll import Count
from tawthiq.extract.context import Context
from tawthiq.extract.counts.count_phrase import OF_PEOPLE, QUOTES, CountPhrase
from tawthiq.extract.counts.english_ages import ages_behind
from tawthiq.extract.counts.named_victims import NAMED_VICTIM
from tawthiq.extract.counts.single_victims import given_in_latin, named_behind
from tawthiq.extract.counts.wounds import tells_of_wounds
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.speakers.speaker_phrases import capital, first_token, tokens
from tawthiq.text.language import is_arabic
from tawthiq.text.phrases import Hit

_PASSIVE: Final = 170
"""Code points from a name to its passive, what is put between commas included."""
_BESIDE: Final = 60
"""Code points behind a harm within which those stand whom it befell too."""
_AGE: Final = re.compile(r"(?:, (\d{1,2})(?=,|;|\.| and |$)| \((\d{1,2})\))")
"""An age told right behind a name, between commas or in brackets."""
_ADULT: Final = 18
_OPENER: Final = 16
_ADVERBIAL: Final = 60
"""Code points of the first word of a sentence, and of the time or case that it opens with."""
_AUXILIARIES: Final = 5
"""Words at most from the singular auxiliary to the participle: "was on Thursday night shot dead"."""
_NO_NAMES: Final = (
    "people",
    "place",
    "actor",
    "speaker",
    "weekday",
    "month",
    "office",
    "nationality",
    "kind",
    "weapon",
    "date_word",
)
_RULE: Final = NAMED_VICTIM


def named_in_english(context: Context, start: int, end: int, taken: list[tuple[int, int]]) -> list[CountPhrase]:
    """The persons named as harmed in a sentence that no noun counts already."""
    harms = [h for h in context.reading.within(start, end, "harm") if h.id in OF_PEOPLE and h.term.get("emit", True)]
    harms = [h for h in harms if not is_arabic(context.text[h.start])]
    if not harms:
        return []
    subjects: list[CountPhrase | None] = [*_several(context, start, harms)]
    found: list[CountPhrase | None] = [
        *(subjects or [_subject(context, start, harms)]),
        _pronoun(context, start, harms),
    ]
    for harm in harms:
        victim = _object(context, harm)
        found.append(_together(context, [victim, *_joined(context, victim.end, end)]) if victim is not None else None)
    return [
        p
        for p in found
        if p is not None and not any(s < p.end and p.start < e and not _is_an_age(context, p, s, e) for s, e in taken)
    ]


def _is_an_age(context: Context, phrase: CountPhrase, start: int, end: int) -> bool:
    """Whether a number within several names is the age of one of them."""
    age = _AGE.match(context.text, start - 2)
    return phrase.start < start and end <= phrase.end and age is not None and start in age.span(1) + age.span(2)


def _opening(context: Context, start: int) -> int:
    """Where the first word of a sentence begins."""
    first = first_token(context.reading, start, min(len(context.text), start + 30))
    return first[0] if first is not None else start


def _several(context: Context, start: int, harms: list[Hit]) -> list[CountPhrase]:
    """The persons named in the subject of a sentence whose harm befell several: names joined, or a name and its kin."""
    begin = _opening(context, start)
    end = _full_name(context, begin)
    harm = next((h for h in harms if h.start >= end), None)
    if end == begin or harm is None or harm.start - end > _PASSIVE or harm.term.get("side") == "after":
        return []
    gap = context.text[end : harm.start]
    words = gap.split()
    plural = (bool(words) and words[-1] in toll_grammar().plural_passives) or harm.term.get("side") == "before"
    if not plural or any(c in gap for c in ";:\n") or context.reading.within(end, harm.start, "say", "kind"):
        return []
    named = [_one(begin, end), *_joined(context, end, harm.start)]
    last = _past_age(context, named[-1].end)
    behind = [w.strip(QUOTES + ",") for w in context.text[last : harm.start].split()]
    joins = toll_grammar().joins | toll_grammar().beside | toll_grammar().passives
    if len(named) > 1:
        return [_together(context, named)] if all(w in joins for w in behind if w) else []
    kin = next((i for i, w in enumerate(behind) if w in toll_grammar().possessives), None)
    return named if kin is not None and all(w in joins for w in behind[:kin] if w) else []


def _together(context: Context, named: list[CountPhrase]) -> CountPhrase:
    """The persons of a list of names as one count, of children where every one's age says so."""
    count = len(named)
    ages = [_AGE.match(context.text, p.end) for p in named]
    young = count > 1 and all(a is not None and int(a.group(1) or a.group(2)) < _ADULT for a in ages)
    group = "child" if young and all(p.group is None for p in named) else named[0].group
    return replace(named[0], end=named[-1].end, count=Count(count, count, count), group=group)


def _joined(context: Context, position: int, limit: int) -> list[CountPhrase]:
    """The persons whose names stand behind one, joined by commas and "and" only."""
    found: list[CountPhrase] = []
    while True:
        position = _past_age(context, position)
        words = [b for b, e in tokens(context.reading, position, limit) if not _joining(context, b, e)][:1]
        begin = words[0] if words else limit
        gap = context.text[position:begin].strip()
        if begin >= limit or not gap or not all(w in toll_grammar().and_words for w in gap.replace(",", " ").split()):
            return found
        end = _full_name(context, begin)
        if end == begin or end > limit:
            return found
        found.append(_one(begin, end))
        position = end


def _past_age(context: Context, position: int) -> int:
    """Where a list of names goes on behind the age told right behind one of them: "Omar Haddad, 11, and Sami Kurdi, 13"."""
    age = _AGE.match(context.text, position)
    return age.end() if age is not None else position


def _joining(context: Context, start: int, end: int) -> bool:
    return context.text[start:end] in toll_grammar().and_words


def _pronoun(context: Context, start: int, harms: list[Hit]) -> CountPhrase | None:
    """Who is meant by a pronoun that begins a sentence and is told to have been harmed along with others."""
    begin = _opening(context, start)
    first = context.text[begin : begin + 4].split(maxsplit=1)[:1]
    grammar, women = toll_grammar(), toll_grammar().woman_pronouns
    if not first or not (first[0] in grammar.man_pronouns or first[0] in women):
        return None
    end = begin + len(first[0])
    harm = next((h for h in harms if h.start >= end), None)
    if harm is None or harm.term.get("side") == "after":
        return None
    words = context.text[end : harm.start].split()
    alone = harm.term.get("side") == "before" and not words
    told = bool(words) and words[0] in toll_grammar().singular_passives and len(words) <= _AUXILIARIES
    behind = context.text[harm.end : harm.end + _BESIDE].split()
    beside = any(w in toll_grammar().beside for w in behind)
    if not (alone or told) or not beside:
        return None
    group = "woman" if first[0] in women else None
    return CountPhrase(begin, end, Count(1, 1, 1), group, None, "bare", "count.pronoun")


def _behind_an_adverbial(context: Context, start: int) -> int:
    """Where the first word of a sentence stands, or the name behind the time or the case that it opens with: "On Monday, Omar Hassan was …",
    "In the other incident Omar Hassan, aged 13, was …"."""
    begin, text = _opening(context, start), context.text
    first = text[begin : begin + _OPENER].split(maxsplit=1)[:1]
    if not first or first[0].strip(",") not in toll_grammar().adverbial_openers:
        return begin
    last = begin + len(first[0])
    for at, stop in tokens(context.reading, last, min(len(text), begin + _ADVERBIAL)):
        gap = text[last:at].strip(QUOTES + " ")
        told = context.reading.within(begin, at, "weekday", "month", "kind", "date_word", "date_relative", "discourse")
        if gap not in ("", ",") or (gap and not told):
            return begin
        if told and capital(context.reading, at) and (gap or told[-1].end >= last):
            return at if _full_name(context, at) > at else begin
        last = stop
    return begin


def _subject(context: Context, start: int, harms: list[Hit]) -> CountPhrase | None:
    begin = _behind_an_adverbial(context, start)
    end = _full_name(context, begin)
    harm = next((h for h in harms if h.start >= end), None)
    if end == begin or harm is None or harm.start - end > _PASSIVE or harm.term.get("side") == "after":
        return None
    if _died_of_wounds(context, end, harm, context.sentence_bounds(harm.start)[1]):
        return _one(begin, end)
    gap = context.text[end : harm.start]
    words = [w.strip(QUOTES) for w in gap.split()]
    aside = gap.lstrip()[:1] in (",", "(")
    told = [i for i, w in enumerate(words) if w in toll_grammar().singular_passives]
    if not told or len(words) - told[-1] > _AUXILIARIES or any(c in gap for c in ";:\n"):
        return None
    if told[-1] > 0 and not ((aside and words[told[-1] - 1].endswith((",", ")"))) or (aside and len(told) == 1)):
        return None
    if context.reading.within(end, harm.start, "say"):
        return None
    return _one(begin, end)


def _died_of_wounds(context: Context, end: int, harm: Hit, limit: int) -> bool:
    """Whether the named person, and no other, is said to have died of wounds: "Omar Hassan later died of his wounds"."""
    gap = context.text[end : harm.start].split()
    close = len(gap) <= _AUXILIARIES and not any(c in word for word in gap for c in ",;:")
    if not close or harm.term.get("side") != "before":
        return False
    return tells_of_wounds(context, harm.end, limit) or _of_violence(context, harm.end, limit)


def _of_violence(context: Context, position: int, limit: int) -> bool:
    """Whether what somebody died of is an attack, right behind the verb: "died under torture", "lost his life in an air strike"."""
    found = context.reading.within(position, min(limit, position + _BESIDE), "kind", "weapon")
    causes = [h for h in found if h.category == "weapon" or h.term.get("strength", 2) >= 1]
    return bool(causes) and not any(c in context.text[position : causes[0].start] for c in ",;:")


def _object(context: Context, harm: Hit) -> CountPhrase | None:
    side = harm.term.get("side", "both")
    of_it = harm.term.wording.endswith(" of")
    if side != "both" and not (of_it and side == "after"):
        return None
    if of_it and not _brought_about(context, harm):
        return None
    begin = harm.end + 1
    if context.text[harm.end : begin] != " ":
        return None
    end = _full_name(context, begin)
    return _one(begin, end) if end > begin else None


def _brought_about(context: Context, harm: Hit) -> bool:
    """Whether a noun of death is what an attack is said to bring, right before: "a mine led to the death of", "claimed the life of"."""
    grammar = toll_grammar()
    if any(w in grammar.one_life for w in harm.term.wording.split()):
        return True
    low, _ = context.sentence_bounds(harm.start)
    words = context.text[max(low, harm.start - _BESIDE) : harm.start].split()
    while words and words[-1] in grammar.definite:
        words.pop()
    told = context.reading.within(low, harm.start, "weapon", "kind")
    return bool(told) and bool(words) and words[-1] in grammar.brings_about


def _full_name(context: Context, position: int) -> int:
    """Where a name of two words or more ends, or of one with an age behind it ("Omar, 12, was"); `position` where none begins."""
    if not capital(context.reading, position):
        return position
    alone = _one_of_an_age(context, position)
    if alone is not None:
        return alone
    end = named_behind(context, position)
    written = [b for b, _ in tokens(context.reading, position, end) if capital(context.reading, b)]
    parts = context.text[position:end].split()
    if len(written) + sum("-" in p for p in parts) < 2 or len(parts) < 2:
        return position
    grammar = toll_grammar()
    opening = parts[0]
    if opening in grammar.after_elided or opening in grammar.hanging or opening in grammar.joins:
        return position
    if opening in grammar.subject_tails:
        return position
    if parts[0] in given_in_latin():  # "Omar al-Hariri", though a village is called Hariri
        return (
            position
            if any(h.category != "place" for h in context.reading.within_any(position, end, _NO_NAMES))
            else end
        )
    others = context.reading.within_any(position, end, _NO_NAMES)
    if others and all(h.category == "place" for h in others) and _age_told(context, end):
        return end  # a name that is a village's, too
    return position if others else end


def _age_told(context: Context, end: int) -> bool:
    """Whether the age of a person named up to a position is told right behind the name: ", 16-year-old child from", ", aged 16,"."""
    if len(ages_behind(context, end)) == 1:
        return True
    behind = context.text[end : end + _OPENER + _OPENER].split()
    grammar = toll_grammar()
    words = [w for w in behind if w != "," and w not in grammar.indefinite][:1]
    aside = context.text[end : end + 1] == "," and bool(words)
    return aside and any(words[0].strip(",").endswith("-" + old) for old in grammar.years_old)


def _one_of_an_age(context: Context, position: int) -> int | None:
    """Where a name of one word ends that a single age is told of right behind it; None where there is none."""
    word = first_token(context.reading, position, min(len(context.text), position + _OPENER))
    if word is None or word[0] != position or context.reading.within_any(position, word[1], _NO_NAMES):
        return None
    return word[1] if len(ages_behind(context, word[1])) == 1 else None


def _one(start: int, end: int) -> CountPhrase:
    return CountPhrase(start, end, Count(1, 1, 1), None, None, "bare", _RULE, named=True)

"""Who an Arabic verb of harm is about where it does not stand right behind it: a late subject, an object, a pronoun.

Rules: what says where, when and by what may part a verb from its subject («قتل، أمس، في قصف على القرية ثلاثة مدنيين»); an
indefinite object shows its case («اغتال مجهولون … عنصرا»); a pronoun on the verb refers to the one told before («فقتلها»).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from tawthiq.extract.context import Context
from tawthiq.extract.counts.count_phrase import QUOTES, CountPhrase, first_phrase
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.language import is_arabic
from tawthiq.text.last_words import last_words
from tawthiq.text.phrases import Hit

if TYPE_CHECKING:
    from tawthiq.extract.counts.harm_words import HarmWord

LATE: Final = 30
"""Words at most between an Arabic verb and its late subject."""
_BACK: Final = 130
"""Code points between a person and the verb whose pronoun refers to it."""
_RELATIVE: Final = 7
"""Words at most from one counted to the verb of the clause that tells what befell the one, «الذي» included."""
_NEXT: Final = 3
"""Code points behind a verb within which its own object begins."""
_OF_ONE: Final = frozenset({"killed", "injured", "detained", "abducted", "missing"})
_ARMED: Final = "combatant"
_NAME: Final = 24
"""Code points before a noun within which another noun begins whose bearer's name it may end (المصور سامر الحلاق)."""
ONE_OF_THEM: Final = "count.one-of-them"
"""The rule of one out of a plural told: «أحد الحراس»."""
_WHO_AND_BY_WHAT: Final = ("actor", "weapon", "date_relative", "wounds")
_WHOSE: Final = 14
"""Code points before a person in which the thing stands that is the person's."""
_PRONOUN: Final = 60
"""Code points before a verb that hold a relative pronoun and more."""


def late_subject(
    context: Context, word: HarmWord, phrase: CountPhrase, phrases: list[CountPhrase], words: list[HarmWord]
) -> bool:
    """Whether a count is the subject of an Arabic verb that only adverbial phrases part from it.

    No other count and no other harm stands between, nobody speaks there, and no preposition governs the count.
    """
    low, high = word.hit.end, phrase.start
    text = context.text
    if word.looks != "after" or word.hit.suffix or phrase.harm is not None or phrase.shape not in ("counted", "bare"):
        return False
    if phrase.kin or not is_arabic(text[word.hit.start]):
        return False
    gap = text[low:high]
    parts = gap.split()
    if not 2 < len(parts) <= LATE or any(c in gap for c in ";:\n()!?"):
        return False
    grammar = toll_grammar()
    if not gap.lstrip().startswith(",") and parts[0] not in grammar.adverbial_openers:
        return False
    if text[high - 1] not in " \"'(" or (
        (last := parts[-1].strip(QUOTES)) in grammar.adverbial_openers or last in grammar.never_bare_after
    ):
        return False
    if any(low <= w.hit.start < high for w in words) or _counts_between(phrases, low, high):
        return False
    within = context.reading.within
    if within(low, high, "say", "number") or _clause_between(context, low, high):
        return False
    return phrase.shape == "counted" or parts[-1].endswith(",") or _ends_a_phrase(context, low, high)


def late_object(
    context: Context, word: HarmWord, phrase: CountPhrase, phrases: list[CountPhrase], words: list[HarmWord]
) -> bool:
    """Whether a count is the object of an Arabic verb whose subject, a party or its men, and adverbials stand between.

    «نحر عناصر التنظيم في ساحة البلدة، عصر الاثنين، رجلين». No other count, no other harm and no clause stands between.
    """
    low, high = word.hit.end, phrase.start
    text = context.text
    if word.looks != "after" or word.weak or word.hit.suffix or phrase.harm is not None or phrase.kin:
        return False
    if not (phrase.shape == "counted" or is_object(context, phrase)) or not is_arabic(text[word.hit.start]):
        return False
    gap = text[low:high]
    if not 2 < len(gap.split()) <= LATE or any(c in gap for c in ";:\n()!?") or text[high - 1] not in " \"'(":
        return False
    first = first_phrase(phrases, low)
    behind = phrases[first : first_phrase(phrases, high, first)]
    if any(p.end <= high and is_the_doer(context, word, p, phrases) for p in behind):
        return True
    within = context.reading.within
    doers = [
        h for h in within(low, high, "actor", "people") if h.category == "actor" or h.term.get("number") == "plural"
    ]
    if not doers or text[low : doers[0].whole_start].strip(QUOTES + " ") or doers[0].term.get("harm"):
        return False
    last = gap.split()[-1].strip(QUOTES)
    grammar = toll_grammar()
    if last in grammar.adverbial_openers or last in grammar.never_bare_after or last in grammar.and_words:
        return False
    if any(low <= w.hit.start < high for w in words) or within(low, high, "say"):
        return False
    if context.numbers_in(low, high):
        return False
    return not _counts_between(phrases, low, high) and not _clause_between(context, low, high)


def _counts_between(phrases: list[CountPhrase], low: int, high: int) -> bool:
    """Whether a count begins in folded `[low, high)`; `phrases` are in order."""
    first = first_phrase(phrases, low)
    return any(p.shape != "plural" for p in phrases[first : first_phrase(phrases, high, first)])


def object_by_letter(context: Context, word: HarmWord, phrase: CountPhrase, words: list[HarmWord]) -> bool:
    """Whether a verb takes its object by a letter, and the count has it: «أودت قذيفة سقطت قرب المدرسة بثلاثة أطفال»."""
    letter = word.hit.term.get("object")
    low, high = word.hit.end, phrase.start
    if not letter or phrase.harm is not None or phrase.shape == "plural" or context.text[high - 1] != letter:
        return False
    gap = context.text[low:high]
    if len(gap.split()) > LATE or any(c in gap for c in ";:\n()!?") or context.text[high - 2] != " ":
        return False
    return not any(low <= w.hit.start < high and not w.weak for w in words)


def _clause_between(context: Context, low: int, high: int) -> bool:
    """Whether a word that joins or opens a clause stands in a stretch."""
    grammar = toll_grammar()
    clauses = grammar.clause_openers | grammar.clause_joins
    return any(w.strip(QUOTES + ",") in clauses for w in context.text[low:high].split())


def _ends_a_phrase(context: Context, low: int, high: int) -> bool:
    """Whether the word before `high` closes a phrase of its own, so that the noun behind it is no genitive of it."""
    last = context.text[low:high].split()[-1]
    if last.startswith(toll_grammar().article):
        return True
    named = context.reading.within(low, high, "place", "weekday", "date_relative", "actor", "month")
    return any(not context.text[h.whole_end : high].strip(QUOTES + " ") for h in named)


def pronoun_of(hit: Hit) -> str:
    """The pronoun joined to a word of harm, be it part of the word's own spelling: «قتلته», «وفاته»."""
    return hit.suffix or str(hit.term.get("pronoun") or "")


def told_later(context: Context, hit: Hit, end: int) -> bool:
    """Whether a person named with the article is one of whom a harm is told behind: «النار على الشاب خالد … ما أدى لمقتله».

    A pronoun on the word of harm refers back, «الذي» opens what befell the one, or a word says how the one was found.
    """
    grammar, text = toll_grammar(), context.text
    for other in context.reading.within(max(0, hit.whole_start - _NAME), hit.whole_start, "people"):
        if other.prefix == grammar.article and not set(text[other.end : hit.whole_start]) & set(",;:.()\n"):
            return False
    woman = hit.id == "woman" or text[hit.start : hit.end].endswith(grammar.feminine_endings)
    for harm in context.reading.within(hit.end, min(end, hit.end + _BACK), "harm"):
        if harm.id not in _OF_ONE or any(c in text[hit.end : harm.start] for c in ";:\n!?"):
            return False
        if harm.term.get("state"):
            return True
        pronoun = pronoun_of(harm)
        if pronoun in grammar.single_pronouns:
            return woman == (pronoun in grammar.feminine_pronouns)
        before = text[hit.end : harm.start].split()[-1:]
        return hit.id != _ARMED and bool(before) and before[0] in grammar.relative_pronouns
    return False


def behind_relative(context: Context, hit: Hit, phrases: list[CountPhrase]) -> bool:
    """Whether a verb of harm stands in a clause that only tells what befell the one counted before it: «متطوعا الذي استشهد»."""
    if pronoun_of(hit) or not phrases:
        return False
    last = last_words(context.text, max(0, hit.start - _PRONOUN), hit.start, 1)
    if not last or not last[0].endswith(_relatives()):
        return False  # most verbs
    at = first_phrase(phrases, hit.start)
    while at > 0 and not _may_be_told_of(phrases[at - 1], hit):
        at -= 1
    if at == 0:
        return False
    gap = context.text[phrases[at - 1].end : hit.start].split(maxsplit=_RELATIVE)
    relative = 0 < len(gap) <= _RELATIVE and gap[-1] in toll_grammar().relative_pronouns
    if not relative or any(c in "".join(gap) for c in ";:.!?"):
        return False
    behind = first_phrase(phrases, hit.end)
    return behind == len(phrases) or phrases[behind].start - hit.end > _NEXT


@cache
def _relatives() -> tuple[str, ...]:
    return tuple(sorted(toll_grammar().relative_pronouns))


def _may_be_told_of(phrase: CountPhrase, hit: Hit) -> bool:
    """Whether a count may be whom a clause with a verb of harm tells of: it says no harm itself, save one («الشهيد عمر الذي ارتقى»)."""
    if phrase.end > hit.start or phrase.shape not in ("bare", "counted"):
        return False
    return phrase.harm is None or (phrase.harm == hit.id and phrase.shape == "bare")


def only_told_of(context: Context, start: int, end: int) -> bool:
    """Whether nothing stands in a stretch but who did it, when and by what («اغتال مسلحون مجهولون الشاب», «استشهد، اليوم، الشاب»)."""
    gap = list(context.text[start:end])
    told = [(h.whole_start, h.whole_end) for h in context.reading.within_any(start, end, _WHO_AND_BY_WHAT)]
    for low, high in (*told, *((d.start, d.end) for d in context.dates_in(start, end))):
        gap[max(0, low - start) : high - start] = " " * (high - max(low, start))
    words = [w.strip(QUOTES) for w in "".join(gap).replace(",", " ").split()]
    return all(not w or w in toll_grammar().out_of_them for w in words)


def behind_what_is_told(context: Context, start: int, end: int) -> int:
    """Where the stretch goes on behind who did it, when and by what: «قتل صباح اليوم محمد …», «استشهد برصاص الاحتلال محمد …»."""
    told = [(h.whole_start, h.whole_end) for h in context.reading.within_any(start, end, _WHO_AND_BY_WHAT)]
    told += [(d.start, d.end) for d in context.dates_in(start, end)]
    position = start
    for low, high in sorted(told):
        if low >= position and not context.text[position:low].strip(QUOTES + " ,"):
            position = high
    return position


def is_object(context: Context, phrase: CountPhrase) -> bool:
    """Whether persons told without a number may be the object of a verb: in the accusative, or only named."""
    if phrase.shape != "bare" or not is_arabic(context.text[phrase.start]):
        return False
    word = context.text[phrase.start : phrase.end].split()[0]
    return phrase.named or word.endswith(toll_grammar().accusative_endings)


def is_the_doer(context: Context, word: HarmWord, phrase: CountPhrase, phrases: list[CountPhrase]) -> bool:
    """Whether one or two told right behind an Arabic verb did it, since its object follows: «قتل مسلحان من التنظيم عنصرا»."""
    text = context.text
    if word.looks != "after" or phrase.shape != "bare" or phrase.definite or phrase.count.low > 2:
        return False
    if not is_arabic(text[phrase.start]) or text[word.hit.end : phrase.start].strip(QUOTES + " "):
        return False
    noun = text[phrase.start : phrase.end].split()[0]
    if noun.endswith(toll_grammar().accusative_endings + toll_grammar().feminine_endings):
        return False
    if text[word.hit.start : word.hit.end] in toll_grammar().verbal_nouns or word.hit.suffix:
        return False
    behind = next((p for p in phrases if p.start >= phrase.end), None)
    if behind is None or not is_object(context, behind) or behind.harm is not None or behind.kin:
        return False
    gap = text[phrase.end : behind.start]
    if set(gap) & set(",;:.!?\n") or gap.split()[-1:] in ([w] for w in toll_grammar().and_words):
        return False
    low, high = phrase.end, behind.start
    return not context.reading.within(low, high, "harm", "discourse", "say") and not _clause_between(context, low, high)


def refers_to_one(context: Context, hit: Hit, phrases: list[CountPhrase], start: int) -> bool:
    """Whether the pronoun on an Arabic verb or noun of harm refers to the one person told before: «امرأة قرب منزلها فقتلها».

    One who carries arms is meant only as an object, behind who did it, or where a thing of theirs is told of: the attacker
    may be named too.
    """
    before = [p for p in phrases if p.end <= hit.start and p.shape != "plural"]  # «شاب لنيران مسلحين، ما أدى لمقتله»
    if not before:
        return False
    one = before[-1]
    kin = one.kin and one.rule != ONE_OF_THEM
    if one.shape != "bare" or one.count.high != 1 or one.harm is not None or kin or one.definite:
        return False
    text = context.text
    stretch = text[one.end : hit.start]
    if (
        len(stretch) > _BACK
        or any(c in stretch for c in ";:\n!?")
        or context.reading.within(one.end, hit.start, "harm")
        or _spared(context, one.end, hit.start)
    ):
        return False
    noun = text[one.start : one.end].split()[0]
    feminine = one.group == "woman" or noun.endswith(toll_grammar().feminine_endings)
    if feminine != (pronoun_of(hit) in toll_grammar().feminine_pronouns):
        return False
    if one.group != "combatant":
        return True
    if one.rule == ONE_OF_THEM:
        return True
    low = one.start - len(toll_grammar().article)
    low = low if text[low : one.start] == toll_grammar().article else one.start
    owner = text[max(start, low - _WHOSE) : low].split()[-1:]
    struck = low < one.start and bool(context.reading.within(start, low, "actor"))  # «استهدف مجهولون القيادي سالم»
    return struck or is_object(context, one) or (bool(owner) and owner[0] in toll_grammar().whose_thing)


def _spared(context: Context, low: int, high: int) -> bool:
    """Whether it is denied between a person and the harm that it came to it: «بسيارة قيادي دون أن تسفر عن إصابته»."""
    denials = context.reading.of_id(low, high, "discourse", "negation")
    return any(toll_grammar().clause_openers.issuperset(context.text[h.end : high].split()[:1]) for h in denials)


def one_nearer(phrase: CountPhrase, hit: Hit, phrases: list[CountPhrase]) -> bool:
    """Whether a pronoun for one person refers to another told nearer: «أطلق عنصر النار على شاب فأصابه» hurts no «عنصر»."""
    if pronoun_of(hit) not in toll_grammar().single_pronouns:
        return False
    return any(
        p.shape == "bare" and p.count.high == 1 and phrase.end <= p.start and p.end <= hit.start for p in phrases
    )

"""How far a harm word is from the count that it may govern."""

from __future__ import annotations

from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.counts.arabic_ages import behind_the_age
from tawthiq.extract.counts.arabic_subjects import (
    LATE,
    ONE_OF_THEM,
    behind_relative,
    late_object,
    late_subject,
    object_by_letter,
    only_told_of,
    pronoun_of,
)
from tawthiq.extract.counts.count_phrase import QUOTES, CountPhrase, first_phrase
from tawthiq.extract.counts.harm_words import HarmWord, before_day, ended_by, first_word
from tawthiq.extract.counts.long_subjects import STRETCH, late_passive
from tawthiq.extract.counts.named_before import NAMED_BEFORE
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.language import is_arabic
from tawthiq.text.last_words import last_words

_FAR: Final = 99.0
REACH: Final = 14.0
_OTHER_WORD: Final = 7.0
"""The cost of another harm word between a count and the one that might govern it."""
_BETWEEN: Final = int(REACH / _OTHER_WORD) + 1
"""How many harm words nearest to a count, on either side, have few enough others between."""
_PARENTHESES: Final = {",": ",", "(": ")", "-": "-", "\u2013": "\u2013", "\u2014": "\u2014"}
"""Marks that open a parenthesis behind a noun, with what closes it."""
DONE: Final = frozenset({"killed", "injured", "detained", "abducted", "displaced"})
"""Harms that a verb tells."""
_LONG: Final = 30
"""Words at most of what hangs on a subject before its passive."""
_CUE: Final = 20
"""Code points behind a count in which its parts are opened."""
_AUXILIARIES: Final = 4
"""Words at most between a parenthesis and the participle: "have reportedly been"."""
_HURT: Final = frozenset({"killed", "injured"})
_RESCUED: Final = 4
"""Words before a person within which the verb of rescue stands."""
RIGHT_BEHIND: Final = 1.0
"""The cost up to which a harm word stands right before its count."""


def in_reach(
    context: Context, words: list[HarmWord], phrase: CountPhrase, phrases: list[CountPhrase]
) -> list[HarmWord]:
    """The words of a sentence that may govern a phrase: `reach_cost` is `_FAR` for all others.

    Those with few other words between, and behind the phrase those that look back over a parenthesis or a long subject.
    """
    if not words:
        return words
    before = ended_by(words, phrase.start)
    behind = first_word(words, phrase.end, before)
    near = words[max(0, before - _BETWEEN) : before] + words[behind : behind + _BETWEEN]
    if behind + _BETWEEN < len(words):
        further = first_word(words, _goes_on_to(context, phrase, phrases) + 1, behind)
        near += [w for w in words[behind + _BETWEEN : further] if w.looks == "before"]
    return near


def _goes_on_to(context: Context, phrase: CountPhrase, phrases: list[CountPhrase]) -> int:
    """Up to where a count's verb may begin, whatever parts them: the count's own end where nothing right behind it does, the end of all
    behind a parenthesis, its parts, what hangs on it, the words that bound its number or the age of one person. A participle opens a long
    subject (`late_passive`), which holds no other number."""
    text = context.text
    if phrase.shape == "bare" and is_arabic(text[phrase.start]):
        return len(text)
    stretch = text[phrase.end : phrase.end + _CUE + _CUE].lstrip()
    if not stretch or stretch[0] in _PARENTHESES or len(stretch) < _CUE:
        return len(text)
    if context.reading.within(phrase.end, phrase.end + 3 * _CUE, "quantifier", "discourse"):
        return len(text)
    grammar, first = toll_grammar(), stretch.split(maxsplit=1)[0]
    if len(first) >= _CUE:
        return len(text)
    told = (first, first.strip(QUOTES + ","))
    for word in told:
        if not word or word in grammar.naming or word in grammar.hanging or word in grammar.subject_tails:
            return len(text)
    if not any(word in grammar.passives or word.endswith(grammar.participle_endings) for word in told):
        return phrase.end
    at = first_phrase(phrases, phrase.end)
    while at < len(phrases) and phrases[at].shape not in ("counted", "elided"):
        at += 1
    return min(phrase.end + STRETCH, phrases[at].start if at < len(phrases) else len(text))


def reach_cost(
    context: Context, word: HarmWord, phrase: CountPhrase, phrases: list[CountPhrase], words: list[HarmWord]
) -> float:
    """How far a harm word is from a phrase it may govern, in words and obstacles; `_FAR` where it cannot."""
    after = phrase.start >= word.hit.end
    low, high = (word.hit.end, phrase.start) if after else (phrase.end, word.hit.start)
    if high < low:
        return _FAR
    if not after and phrase.shape == "bare" and is_arabic(context.text[phrase.start]):
        low = behind_the_age(context, low, high)
    gap = context.text[low:high]
    if (
        not after
        and is_arabic(context.text[high])
        and not toll_grammar().clause_joins.isdisjoint(gap.rsplit(None, 1)[-1:])
    ):
        return _FAR  # «سقط أكثر من 700 شخص، فيما أصيب 1500»: the verb opens a clause of its own
    words_between = context.words_between(low, high)
    late = after and words_between <= LATE  # what each of the three asks of the gap, which need not be cut up for it
    if late and late_subject(context, word, phrase, phrases, words):
        return 2.0 + 2.5 * word.weak
    if late and late_object(context, word, phrase, phrases, words):
        return 3.0
    if late and object_by_letter(context, word, phrase, words):
        return min(2.0, float(words_between))
    if after and words_between and _named_late(context, word, phrase):
        return RIGHT_BEHIND + 2.5 * word.weak
    if after and words_between > REACH:
        return _FAR  # what follows only adds to it: asked of every pair of a sentence that is a list
    blocked = first_word(words, low)
    between = 0
    for position in range(blocked, len(words)):
        other = words[position]
        if other.hit.start >= high or between * _OTHER_WORD > REACH:
            break
        between += other.hit.end <= high
    alone = word.hit.term.get("side") == "before" or phrase.rule == NAMED_BEFORE  # "died", which needs no auxiliary
    own = between and is_arabic(context.text[word.hit.start])  # «…، وإصابة 13 آخرين، نقلوا إلى المستشفى»
    whole = _bound_end(context, low, high)  # «شخصين على الأقل، أحدهما طفل، قُتلا»
    if not after and not own and word.looks == "before" and _behind_parenthesis(context.text[whole:high], alone=alone):
        return 2.0 + 2.5 * word.weak
    if (
        not after
        and word.looks == "before"
        and _behind_parts(context, low, high, alone=alone and not between and word.harm in DONE)
    ):
        return 2.0 + 2.5 * word.weak
    if not after and late_passive(context, phrase, word, phrases):
        return 2.0 + 2.5 * word.weak
    if not after and not between and word.looks == "before" and behind_relative(context, word.hit, [phrase]):
        return RIGHT_BEHIND
    if between * _OTHER_WORD > REACH:
        return _FAR
    cost = float(words_between) + 2.0 * sum(gap.count(c) for c in ",;:()")
    if wants_before_all(word) and not after:  # «11 شخصا، بينهم ثلاثة أطفال، قتلتهم القوات»: the parts stand between
        return 3.0 + 0.5 * words_between + _OTHER_WORD * between
    if cost > REACH:
        return _FAR
    for position in range(first_phrase(phrases, low), len(phrases)):
        other_phrase = phrases[position]
        if other_phrase.start > high:
            break
        cost += 5.0 * (other_phrase.end <= high and other_phrase.shape != "plural")
    cost += _OTHER_WORD * between
    wants_after = word.looks == "after"
    if not after and wants_after and word.weak and is_arabic(context.text[word.hit.start]):
        return _FAR  # «آلاف المدنيين بحجة القضاء على الإرهاب», «ثلاثة أطفال جراء سقوط صاروخ»
    if wants_after and not after and word.hit.prefix and is_arabic(context.text[word.hit.start]):
        return _FAR  # «جنديين ومدنيا وأصاب 15»: a joined verb begins a clause
    subject = after and not wants_after and not gap.strip() and is_arabic(context.text[word.hit.start])
    if subject and (word.hit.prefix or not any(p.end <= word.hit.start for p in phrases)):
        return RIGHT_BEHIND  # «استشهدوا ثلاثة شباب», «… فقتلوا شابا»
    if (
        phrase.shape == "bare"
        and word.harm in DONE
        and wants_after
        and not after
        and _relative(context, phrase.start, word.harm)
    ):
        return _FAR
    if after != wants_after:
        arabic_plural_follows = (
            not after and is_arabic(context.text[word.hit.start]) and words_between <= 3 and "," not in gap
        )
        cost += 3.0 if arabic_plural_follows else 9.0
    if phrase.shape == "elided":
        cost += 2.0 * max(0, words_between - 3)
    if phrase.shape == "bare":
        cost += 1.5 * max(0, words_between - 2)
    if word.weak:
        cost += 2.5
    return cost


def _named_late(context: Context, word: HarmWord, phrase: CountPhrase) -> bool:
    """Whether only who did it, when and by what parts an Arabic word of harm from one person: «استشهد، اليوم، الشاب …»."""
    if phrase.shape != "bare" or phrase.harm is not None or word.looks != "after" or word.hit.suffix:
        return False
    if phrase.kin and phrase.rule != ONE_OF_THEM:
        return False
    high = phrase.start - len(toll_grammar().article)
    high = high if context.text[high : phrase.start] == toll_grammar().article else phrase.start
    return is_arabic(context.text[word.hit.start]) and only_told_of(context, word.hit.end, high)


def _relative(context: Context, start: int, harm: str) -> bool:
    """Whether an Arabic verb behind the bare noun at `start` only describes it («أسرة نزحت»): no word opens a clause with the noun.

    Who is brought to hospital or got out is told of by it all the same: «أسعفت الفرق امرأة أصيبت».
    """
    if not is_arabic(context.text[start]):
        return False
    begin = context.sentence_bounds(start)[0]
    before = context.text[begin:start].rstrip(" \"'(").split()[-1:]
    grammar = toll_grammar()
    if harm in _HURT and not grammar.rescues.isdisjoint(last_words(context.text, begin, start, _RESCUED)):
        return False
    return bool(before) and before[0] not in grammar.clause_openers | grammar.clause_joins


def _behind_parenthesis(gap: str, *, alone: bool = False) -> bool:
    """Whether a passive stands behind a parenthesis right after its subject: "31 people, including seven children, were"."""
    first = gap.split(maxsplit=1)[:1]
    if not first:
        return False
    opened = first[0][0]
    close = _PARENTHESES.get(opened)
    grammar = toll_grammar()
    if close is None and (first[0] in grammar.naming or first[0] in grammar.hanging) and len(gap.split()) <= _LONG:
        close = ","  # "two men named as …, both from the village, were arrested"
    if close is None:
        return False
    inside, found, rest = gap.rpartition(close)
    words = rest.split()
    auxiliaries = grammar.passives | grammar.parenthesis_adverbs
    short = (bool(words) or alone) and len(words) <= _AUXILIARIES and all(w in auxiliaries for w in words)
    closed = inside.strip() not in ("", opened) or (bool(words) and words[0] in grammar.passives)  # or a name's comma
    return bool(found) and closed and short and ";" not in inside


def _bound_end(context: Context, low: int, high: int) -> int:
    """Where the words that bound a number from behind end, or `low` where none stand there: «شخصين على الأقل»."""
    behind = [q for q in context.reading.within(low, high, "quantifier") if q.start - low <= 1]
    return behind[-1].end if behind and is_arabic(context.text[behind[-1].start]) else low


def _behind_parts(context: Context, low: int, high: int, *, alone: bool) -> bool:
    """Whether a passive stands behind the parts of its subject: "five people including two guards have been killed".

    `alone` says that the verb needs no auxiliary: the parts, told between, end with a comma or right before it
    («تسعة مدنيين بينهم طفلان وسيدة، قُتلوا»).
    """
    low = _bound_end(context, low, high)
    opens = context.reading.within(low, min(high, low + _CUE), "discourse")
    if not opens or opens[0].id != "including" or context.text[low : opens[0].start].strip():
        return False
    stretch, grammar = context.text[opens[0].end : before_day(context, high)], toll_grammar()
    words = stretch.split()
    if alone and is_arabic(context.text[high]):
        return len(words) <= _LONG and not set(stretch) & set(";:()\n")
    tail = len(words)
    while tail and words[tail - 1] in grammar.passives | grammar.parenthesis_adverbs:
        tail -= 1
    auxiliaries = words[tail:]
    told = any(w in grammar.passives for w in auxiliaries) and not any(w in grammar.passives for w in words[:tail])
    return told and tail <= _LONG and not set(stretch) & set(";:()\n")


def wants_before_all(word: HarmWord) -> bool:
    """Whether a word refers by its pronoun to people counted before it: «قتلتهم», «فقتلها»."""
    grammar = toll_grammar()
    if word.looks != "before":
        return False
    pronoun = pronoun_of(word.hit)
    return pronoun in grammar.referring_pronouns or pronoun in grammar.single_pronouns

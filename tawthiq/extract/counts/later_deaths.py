"""Which of several harms told of the same people counts: the wounded who died, the abducted who were killed.

Rule: a death told of people ends what else is told of them: "two of the wounded later succumbed", "it killed the nine
hostages", "five people were abducted and killed". A verb with an object behind it harms that, not its subject.
"""

from __future__ import annotations

from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.counts.arabic_subjects import is_the_doer
from tawthiq.extract.counts.count_phrase import CountPhrase, first_phrase
from tawthiq.extract.counts.english_changes import died_later
from tawthiq.extract.counts.harm_words import HarmWord, ended_by
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.language import is_arabic

_DIED_LATER: Final = 2
"""Words at most between the wounded and the word for their death."""
_DOER: Final = 3
"""Words at most of the doer between an Arabic verb and those it killed."""
_FLIGHT: Final = 6
"""Words at most between those fleeing and their death."""
_OBJECT: Final = 4
"""Words at most between a verb and its object."""
_TAKEN: Final = frozenset({"abducted", "detained"})


def harm_of_noun(context: Context, phrase: CountPhrase, words: list[HarmWord]) -> str:
    """The harm that a noun says, or the death that is told of those it counts."""
    harm = str(phrase.harm)
    if harm == "injured" and any(
        w.harm == "killed" and not w.weak and w.looks == "before" and died_later(context, phrase, w.hit.start)
        for w in words
    ):
        return "killed"  # "two of the wounded later succumbed"
    if harm == "injured" and phrase.shape == "counted" and _dead_before(context, phrase, words):
        return "killed"
    if harm in _TAKEN and phrase.shape == "counted":
        dead = _dead_before(context, phrase, words) or _killed_by_them(context, phrase, words)
        arabic = is_arabic(context.text[phrase.end - 1]) and dead
        if arabic or _killed_taken(context, phrase, words):
            return "killed"
    return harm


def _dead_before(context: Context, phrase: CountPhrase, words: list[HarmWord]) -> bool:
    """Whether a word for the death stands right before some of the wounded: "following the death of five of the wounded".

    «وفاة اثنين من الجرحى», «أجهزوا على ستة من الجرحى».
    """
    at = ended_by(words, phrase.start) - 1  # nothing stands between, and so no other word
    if at < 0 or words[at].harm != "killed" or context.text[words[at].hit.end : phrase.start].strip():
        return False
    word = words[at]
    return word.hit.term.get("side") == "after" or (not word.weak and is_arabic(context.text[word.hit.start]))


def _killed_by_them(context: Context, phrase: CountPhrase, words: list[HarmWord]) -> bool:
    """Whether nothing but the doer stands between an Arabic verb of killing and some of the taken: «قتل التنظيم اثنين من المختطفين»."""
    for word in words:
        if word.harm != "killed" or word.weak or word.hit.end > phrase.start:
            continue
        gap = context.text[word.hit.end : phrase.start]
        doer = context.reading.within(word.hit.end, phrase.start, "actor", "force_word")
        if doer and len(gap.split()) <= _DOER and not set(gap) & set(",;:."):
            return True
    return False


def _killed_taken(context: Context, phrase: CountPhrase, words: list[HarmWord]) -> bool:
    """Whether a verb of killing has an English count of the taken as its object or subject: "it killed nine hostages"."""
    if is_arabic(context.text[phrase.end - 1]):
        return False
    for word in words:
        if word.harm != "killed" or word.weak:
            continue
        if (
            word.looks == "after"
            and word.hit.end <= phrase.start
            and not context.text[word.hit.end : phrase.start].strip()
        ):
            return True
        between = context.text[phrase.end : word.hit.start].split() if word.hit.start >= phrase.end else []
        if word.looks == "before" and 0 < len(between) <= _DIED_LATER and between[-1] in toll_grammar().passives:
            return True
    return False


def in_the_end(context: Context, word: HarmWord, words: list[HarmWord]) -> HarmWord:
    """The verb of killing joined to one of taking: "were abducted and killed", "had been kidnapped and later killed"."""
    if not word.hit.term.wording.isascii():
        return word
    following = next((w for w in words if w.hit.start >= word.hit.end), None)
    if following is not None and word.harm in _TAKEN and following.harm == "missing" and word.looks == "before":
        stretch = context.text[
            word.hit.end : following.hit.start
        ]  # "residents taken away in those days remain missing"
        apart = set(stretch) & set(",;:") or len(stretch.split()) > _FLIGHT
        return word if apart or following.looks != "before" else following
    if following is None or following.harm != "killed" or following.looks != word.looks:
        return word
    if word.harm == "displaced" and word.hit.term.wording.endswith(toll_grammar().participle_endings):
        stretch = context.text[word.hit.end : following.hit.start]  # "women fleeing the fighting had died"
        return word if set(stretch) & set(",;:") or len(stretch.split()) > _FLIGHT else following
    if word.harm not in _TAKEN:
        return word
    between = context.text[word.hit.end : following.hit.start].split()
    grammar = toll_grammar()
    joined = bool(between) and between[0] in grammar.and_words
    return following if joined and all(w in grammar.parenthesis_adverbs for w in between[1:]) else word


def told_of_its_object(context: Context, word: HarmWord, phrase: CountPhrase, phrases: list[CountPhrase]) -> bool:
    """Whether a verb of harm has its object behind it, so that the count before it is who did it.

    "Two gunmen on a motorcycle shot dead a lawyer", "two robbers killed five men"; in Arabic the one who did it stands between.
    """
    if is_the_doer(context, word, phrase, phrases):
        return True
    if word.looks != "after" or phrase.end > word.hit.start or not word.hit.term.wording.isascii():
        return False
    if word.hit.term.get("side") == "after":
        return False
    at = first_phrase(phrases, word.hit.end)
    behind = phrases[at] if at < len(phrases) else None
    if behind is None or behind.harm is not None or behind.shape == "plural":
        return False
    gap = context.text[word.hit.end : behind.start]
    grammar = toll_grammar()
    words = gap.split(maxsplit=_OBJECT)
    if len(words) > _OBJECT or any(c in gap for c in ",;:."):
        return False
    return not any(
        w in grammar.of_words or w in grammar.no_object or w in grammar.passives or w in grammar.agents for w in words
    )

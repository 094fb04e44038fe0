"""Arabic plurals that say that people came to harm and give no number: «قتلى وجرحى بقصف على السوق», «أدى إلى مقتل مدنيين».

Rules: an indefinite plural that says the harm itself counts at the head of its sentence (a label such as «عاجل |» aside)
where an attack or a weapon is named behind it, behind a word for what an attack led to («وقوع جرحى»), and joined to one
that counts. One that only names people counts right behind a word of harm, unless it may be who did it («قتل مسلحون …»).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawthiq.domain.light import replace
from tawthiq.extract.context import Context
from tawthiq.extract.counts.count_phrase import OF_PEOPLE, QUOTES, CountPhrase
from tawthiq.extract.counts.harm_words import HarmWord
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.language import is_arabic
from tawthiq.text.last_words import last_words

_RESIDENTS: Final = frozenset({None, "civilian", "child", "woman", "family_unit"})
_UNDER: Final = 2
"""Words at most between people and the rubble that they are under."""
_STRUCK: Final = frozenset({"killed", "injured"})
_SOUGHT: Final = frozenset({"missing", "trapped"})
_LABEL: Final = 3
"""Words at most of a label before the plural."""
_AMONG: Final = 32
"""Code points behind a plural of harm within which those stand among whom it came to it."""
_DENIED: Final = 70
"""Code points before the plural, in its clause, in which a word denies it: «لم يسفر الهجوم على الحاجز عن سقوط قتلى»."""
_ENDS_A_LABEL: Final = (":", "|", "-", "/")


def opens_a_report(context: Context, index: int, phrases: Sequence[CountPhrase]) -> bool:
    """Whether `phrases[index]`, a plural that says its harm, opens its sentence as the news of an attack."""
    phrase = phrases[index]
    if phrase.shape not in ("plural", "bare") or phrase.harm is None or phrase.definite:
        return False
    if not is_arabic(context.text[phrase.start]) or (phrase.shape == "bare" and phrase.harm not in _STRUCK):
        return False
    begin, stop = context.sentence_bounds(phrase.start)
    first = phrase
    if index and _joined(context, phrases[index - 1], phrase):
        first = phrases[index - 1]
    if _led_to(context, begin, first.start, toll_grammar().comes_to):
        return True
    if phrase.harm in _SOUGHT and _led_to(context, begin, first.start, toll_grammar().searched_for):
        return True
    return _heads(context, begin, first.start) and bool(context.reading.within(phrase.end, stop, "kind", "weapon"))


def under_one_number(context: Context, index: int, phrases: Sequence[CountPhrase]) -> bool:
    """Whether a plural of harm stands with the one before it under one word that gives no number: «عدد من القتلى والجرحى»."""
    previous = phrases[index - 1] if index else None
    if previous is None or previous.harm in (None, phrases[index].harm) or previous.shape != "counted":
        return False
    between = context.text[previous.end : phrases[index].start].strip()
    joining = {f"{word}{toll_grammar().article}" for word in toll_grammar().and_words}
    return previous.count.qualifier == "unquantified" and between in (toll_grammar().and_words | joining)


def among_whom(context: Context, phrase: CountPhrase) -> CountPhrase:
    """The phrase with the group that stands right behind it, or behind the other harm joined to it: «قتلى وجرحى بين المدنيين»."""
    if phrase.group is not None:
        return phrase
    end = phrase.end
    for people in context.reading.within(phrase.end, phrase.end + _AMONG, "people"):
        between = " ".join(context.text[end : people.whole_start].split())
        if end == phrase.end and people.term.get("harm") and people.prefix in toll_grammar().and_words and not between:
            end = people.end
            continue
        if people.id != "people" and people.term.get("harm") is None and between in toll_grammar().among:
            return replace(phrase, group=people.id)
        break
    return phrase


def _under_it(context: Context, phrase: CountPhrase, word: HarmWord) -> bool:
    """Whether people without a number are told to be under rubble: «وفي ناس لسا تحت الأنقاض»."""
    if phrase.end > word.hit.start or phrase.group not in _RESIDENTS or phrase.other:
        return False
    gap = context.text[phrase.end : word.hit.start]
    return "," not in gap and len(gap.split()) <= _UNDER


def _told_before(phrases: Sequence[CountPhrase], word: HarmWord) -> bool:
    """Whether a count stands before a verb that looks back for it."""
    return any(p.end <= word.hit.start and p.shape != "plural" for p in phrases)


def suffered_by(
    context: Context, phrase: CountPhrase, words: Sequence[HarmWord], phrases: Sequence[CountPhrase]
) -> HarmWord | None:
    """The word of harm right before a plural that only names people, where they are those who suffered it."""
    if (
        phrase.shape != "plural"
        or phrase.harm is not None
        or phrase.definite
        or not is_arabic(context.text[phrase.start])
    ):
        return None
    for word in words:
        if word.harm == "trapped" and _under_it(context, phrase, word):
            return word
        if word.weak or word.harm not in OF_PEOPLE or word.hit.suffix:
            continue
        if word.looks != "after" and (phrase.group in (None, "combatant") or _told_before(phrases, word)):
            continue  # «ذبحوا عائلات بأكملها»
        if word.hit.end > phrase.start or context.text[word.hit.end : phrase.start].strip(QUOTES + " "):
            continue
        if phrase.other:
            return word  # «وأصيب آخرون»: others suffered what the verb says
        said = context.text[word.hit.start : word.hit.end]
        subject = context.text[phrase.start : phrase.end].split()[0].endswith(toll_grammar().plural_subject_endings)
        doers = phrase.group in (None, "combatant") and (said not in toll_grammar().verbal_nouns or subject)
        return None if doers else word
    return None


def _led_to(context: Context, begin: int, start: int, words: frozenset[str]) -> bool:
    """Whether a word for what an attack led to, or for who is looked for, stands right before a position."""
    before = [w.strip(QUOTES) for w in last_words(context.text, begin, start, 2)]
    if not before or words.isdisjoint((before[-1], " ".join(before))):
        return False
    return not denied(context, begin, start)  # «دون وقوع إصابات»


def denied(context: Context, begin: int, start: int) -> bool:
    """Whether a word denies in its clause what stands at a position: «لم يسفر الهجوم على الحاجز عن سقوط قتلى»."""
    clause = max(context.text.rfind(mark, begin, start) for mark in ",;:")
    cues = context.reading.within(max(begin, start - _DENIED, clause), start, "discourse")
    return any(hit.id == "negation" for hit in cues)


def _heads(context: Context, begin: int, start: int) -> bool:
    """Whether nothing but a label stands before a position in its sentence."""
    before = context.text[begin:start].strip(QUOTES + " #")
    return not before or (len(before.split()) <= _LABEL and before.endswith(_ENDS_A_LABEL))


def _joined(context: Context, first: CountPhrase, second: CountPhrase) -> bool:
    """Whether a plural of harm is joined by "and" to another before it."""
    between = context.text[first.end : second.start].strip()
    indefinite = first.shape in ("plural", "bare") and first.harm is not None and not first.definite
    return indefinite and between in toll_grammar().and_words

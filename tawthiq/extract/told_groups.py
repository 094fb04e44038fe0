"""Of what group those are who are counted without a noun of their own, beside others whose group is told.

Rule: "others" are of the group counted before them, in English also where other things happened to them and in the next
sentence ("Two soldiers were killed. Three others were wounded"); "two of them" are of the group they are taken out of.
Fellows of a soldier or a medic (زملائه) are soldiers or medics, whatever befell them.
Only soldiers and civilians pass on what they are: who was hurt beside three children need be no child.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tawthiq.extract.context import Context
from tawthiq.extract.count_phrase import CountPhrase
from tawthiq.extract.grammar import others_inherit
from tawthiq.extract.harm_words import HarmWord
from tawthiq.text.language import is_arabic

_GOVERNED = 2
"""Words at most from a word of harm to the plural that it governs."""
_WORK = frozenset({"combatant", "medical_staff", "civil_defence", "aid_worker", "journalist"})
"""Groups that somebody's fellows are of, too."""
_PASSED_ON = frozenset({"civilian", "combatant"})


def others_of(context: Context, phrase: CountPhrase, before: CountPhrase, *, same: bool) -> CountPhrase:
    """The phrase of others with the group of those counted `before` them; `same` where the same happened to both."""
    if phrase.group is None and before.group in _WORK and _fellows(context, phrase):
        return replace(phrase, group=before.group)
    if not phrase.other or phrase.group is not None or before.group not in _PASSED_ON:
        return phrase
    if not same and before.group != "combatant" and not others_inherit(arabic=is_arabic(context.text[phrase.end - 1])):
        return phrase
    return replace(phrase, group=before.group)


def _fellows(context: Context, phrase: CountPhrase) -> bool:
    """Whether those counted are told as fellows of who was told before: «مقتل مسعف وإصابة اثنين من زملائه»."""
    return any(h.term.get("fellow") for h in context.reading.within(phrase.start, phrase.end, "people"))


def of_their_group(context: Context, phrase: CountPhrase, whole: CountPhrase) -> CountPhrase:
    """The phrase of some of a whole, with its group: "three soldiers were hurt, one of them seriously"."""
    if phrase.group is not None or whole.group not in _PASSED_ON or is_arabic(context.text[phrase.start]):
        return phrase
    back = any(h.term.get("back") for h in context.reading.within(phrase.start, phrase.end, "discourse", "people"))
    return replace(phrase, group=whole.group) if back else phrase


def some_of_attackers(context: Context, part: CountPhrase, whole: CountPhrase, words: Sequence[HarmWord]) -> bool:
    """Whether some are of armed men whom no harm befell: "when gunmen, three of them in uniform, attacked"."""
    if whole.shape != "plural" or whole.group != "combatant" or is_arabic(context.text[part.start]):
        return False
    if not words or words[-1].looks != "after":
        return True
    return context.words_between(words[-1].hit.end, whole.start) > _GOVERNED

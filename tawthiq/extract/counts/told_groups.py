"""Of what group those are who are counted without a noun of their own, beside others whose group is told.

Rule: "others" are of the group counted before them, in English also where other things happened to them and in the next
sentence ("Two soldiers were killed. Three others were wounded"); "two of them" are of the group they are taken out of.
Fellows of a soldier or a medic (زملائه) are soldiers or medics, whatever befell them.
Only soldiers and civilians pass on what they are: who was hurt beside three children need be no child.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tawthiq.domain.light import replace
from tawthiq.extract.context import Context
from tawthiq.extract.counts.bare_counts import BODIES
from tawthiq.extract.counts.count_phrase import QUOTES, CountPhrase
from tawthiq.extract.counts.harm_words import HarmWord
from tawthiq.extract.grammar import others_inherit, toll_grammar
from tawthiq.text.language import is_arabic
from tawthiq.text.ordered import bisect_right
from tawthiq.text.phrases import Hit

if TYPE_CHECKING:  # the counts that harms are bound to, which are bound with what is here
    from tawthiq.extract.counts.bound_count import BoundCount

_JOINED: Final = 6
"""Words at most between the dead and the hurt of one clause: "were reported killed and"."""
_VERB: Final = 2
"""Words at most from "and" to a bare number, itself counted: "and injured 15"."""
_GOVERNED: Final = 2
"""Words at most from a word of harm to the plural that it governs."""
_WORK: Final = frozenset({"combatant", "medical_staff", "civil_defence", "aid_worker", "journalist"})
"""Groups that somebody's fellows are of, too."""
_PASSED_ON: Final = frozenset({"civilian", "combatant"})


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


def beside_them(
    context: Context, phrase: CountPhrase, before: BoundCount, harm: str, parts_end: int = 0
) -> CountPhrase:
    """The phrase of a bare number of the hurt with the group of the dead right before it, or the other way round.

    "Two civilians dead and eight wounded", "two soldiers were killed and six injured": one clause counts them both.
    """
    if phrase.group is not None or phrase.other or not _passes_on(phrase, before.phrase):
        return phrase
    if "vague" in (phrase.count.qualifier, before.phrase.count.qualifier):
        return phrase  # "nine civilians dead and dozens wounded": nobody counted what those were
    if {harm, before.harm} != {"killed", "injured"}:
        return phrase
    low = max(before.phrase.end, parts_end)
    if is_arabic(context.text[before.phrase.end - 1]):
        same = before.phrase.group == "combatant" and phrase.shape == "elided"
        return replace(phrase, group="combatant") if same and _only_harm(context, low, phrase.start) else phrase
    gap = context.text[low : phrase.start].replace(",", " ").split()
    grammar = toll_grammar()
    told = list(context.reading.within(low, phrase.start, "harm", "people"))
    told += [h for h in context.reading.within(low, phrase.start, "discourse") if h.term.get("list_before")]
    spoken = {w for h in told for w in context.text[h.start : h.end].split()}
    joined = [i for i, word in enumerate(gap) if word in grammar.and_words]
    if not joined or len(gap) > _JOINED or len(gap) - joined[-1] > _VERB:
        return phrase
    if len(gap) - joined[-1] == _VERB and {phrase.count.qualifier, before.phrase.count.qualifier} != {"exact"}:
        return phrase  # "killed at least 16 civilians and injured 20": of those others nobody said what they were
    if phrase.harm is not None and not grammar.leaves.isdisjoint(gap):
        return phrase  # "killed six civilians and left 11 wounded"; but "and left two with injuries"
    known = grammar.passives | grammar.perfect | grammar.parenthesis_adverbs | grammar.indefinite | grammar.leaves
    plain = all(w in known or w in spoken for i, w in enumerate(gap) if i != joined[-1])
    nouns = context.reading.within(phrase.start, phrase.end, "people")
    own = any(h.term.get("harm") is None for h in nouns)  # "and eight children wounded"
    return replace(phrase, group=before.phrase.group) if plain and not own else phrase


def _only_harm(context: Context, low: int, high: int) -> bool:
    """Whether nothing but an Arabic word of harm joined by "and" parts two counts, and whose men the first were.

    «مقتل 12 جنديا وجرح ثمانية», «قتل 3 عناصر من قوات النظام وجرح 5», «لقي ثلاثة جنود حتفهم وأصيب اثنان».
    """
    harms = context.reading.within(low, high, "harm")
    joined = bool(harms) and harms[-1].prefix in toll_grammar().and_words and bool(harms[-1].prefix)
    if not joined or context.text[harms[-1].end : high].strip(" ,"):
        return False
    told = list(context.reading.within(low, harms[-1].whole_start, "actor", "force_word", "nationality"))
    told += [
        h
        for h in context.reading.within(low, harms[-1].whole_start, "place")
        if h.prefix in ("", toll_grammar().article)
    ]
    spoken = {w for h in told for w in context.text[h.whole_start : h.end].split()}
    known = toll_grammar().of_words | toll_grammar().deaths_own
    gap = context.text[low : harms[-1].whole_start].replace(",", " ").split()
    whose = not gap or gap[0] in known
    return whose and all(w.strip(QUOTES) in known or w.strip(QUOTES) in spoken for w in gap)


def _passes_on(phrase: CountPhrase, before: CountPhrase) -> bool:
    """Whether a bare number can be of the group counted before it; of children only no more than those: "two children dead and one hurt"."""
    if before.group == "child" and before.shape == "counted":
        return phrase.count.high is not None and phrase.count.high <= before.count.low
    return before.group in _PASSED_ON


def of_their_group(context: Context, phrase: CountPhrase, whole: CountPhrase) -> CountPhrase:
    """The phrase of some of a whole, with its group: "three soldiers were hurt, one of them seriously"."""
    if phrase.group is not None or whole.group not in _PASSED_ON or is_arabic(context.text[phrase.start]):
        return phrase
    back = any(h.term.get("back") for h in context.reading.within(phrase.start, phrase.end, "discourse", "people"))
    return replace(phrase, group=whole.group) if back else phrase


def taken_out(before: Sequence[BoundCount], bound: list[BoundCount], context: Context) -> list[BoundCount]:
    """The counts of a sentence, where Arabic ones of "some of them" are of the group they are taken out of, told `before` or in it.

    «أحصى 11 قتيلا مدنيا. وأوضح أن سبعة منهم قضوا …»: the seven are civilians. No count is of more people than those it is out of.
    """
    made: list[BoundCount] = []
    for toll in bound:
        phrase = toll.phrase
        if phrase.group is None and is_arabic(context.text[phrase.start]) and _out_of_them(context, phrase):
            whole = next(
                (b for b in (*reversed(made), *reversed(before)) if b.harm == toll.harm and b.parent is None), None
            )
            fewer = whole is not None and whole.phrase.count.low > phrase.count.low
            if whole is not None and fewer and whole.phrase.group in _PASSED_ON:
                toll = replace(toll, phrase=replace(phrase, group=whole.phrase.group))
        made.append(toll)
    return made


def _out_of_them(context: Context, phrase: CountPhrase) -> bool:
    """Whether those counted are some of others told before: «سبعة منهم»."""
    return any(h.term.get("back") for h in context.reading.within(phrase.start, phrase.end, "people"))


def some_of_attackers(context: Context, part: CountPhrase, whole: CountPhrase, words: Sequence[HarmWord]) -> bool:
    """Whether some are of armed men whom no harm befell: "when gunmen, three of them in uniform, attacked"."""
    if whole.shape != "plural" or whole.group != "combatant" or is_arabic(context.text[part.start]):
        return False
    if not words or words[-1].looks != "after":
        return True
    return context.words_between(words[-1].hit.end, whole.start) > _GOVERNED


def households(context: Context, phrases: list[CountPhrase], bound: dict[int, BoundCount]) -> None:
    """The one family that those counted right before it are of: "nine members of the same family" are also one family."""
    grammar = toll_grammar()
    for index in range(1, len(phrases)):
        phrase, whole = phrases[index], bound.get(index - 1)
        first = phrases[index - 1]
        if index in bound and first.group == "family_unit" and first.shape == "bare" and index - 1 not in bound:
            gap = context.text[first.end : phrase.start].split()
            if gap and all(w in grammar.of_words for w in gap):  # "a family of four was killed"
                bound[index - 1] = replace(bound[index], phrase=first, parent=None)
        if whole is None or phrase.group != "family_unit" or phrase.shape == "plural":
            continue
        words = context.text[phrases[index - 1].end : phrase.start].replace(";", ",").rpartition(",")
        gap = words[2].split()
        if not gap or not all(w in grammar.of_words | grammar.definite | grammar.one_household for w in gap):
            continue
        apart = bool(words[0].strip())  # "five died when a bomb fell on a car; all were from one family"
        of_all = bool(words[1]) and gap[0] in grammar.all_words
        if of_all or (index not in bound and not words[1] and not apart):
            bound[index] = replace(whole, phrase=phrase, parent=None)


def others_among(
    context: Context, phrases: list[CountPhrase], bound: dict[int, BoundCount], parents: dict[int, int | None]
) -> None:
    """ "Others" are of the group counted before them, where the same happened to them: "5 civilians died here, 3 others there".

    In English also where other things happened ("a soldier was killed and three others were injured").
    """
    before: BoundCount | None = None
    ends = sorted([phrases[i].end for i in parents])
    for index in sorted(bound):
        if before is not None:
            same = before.harm == bound[index].harm
            told = others_of(context, phrases[index], before.phrase, same=same)
            parts = bisect_right(ends, phrases[index].start)
            parts_end = ends[parts - 1] if parts else 0
            told = beside_them(context, told, before, bound[index].harm, parts_end)
            if told is not phrases[index]:
                bound[index] = replace(bound[index], phrase=told)
        if bound[index].parent is None and index not in parents and phrases[index].group != "family_unit":
            before = bound[index]


def names_others(context: Context, named: list[Hit], told: str, end: int) -> bool:
    """Whether Arabic words that open parts name others than the whole before `end`: «قتل رجلان، وبين المصابين رضيع»."""
    if not named or not is_arabic(context.text[named[-1].start]) or named[-1].start < end:
        return False
    harm = named[-1].term.get("harm")
    return harm != told and told not in (BODIES, "killed_or_injured")

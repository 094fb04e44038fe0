"""Days that only rank an event, of which a clause tells what happened on them: «أول هجوم منذ 26 آب، يوم قضى 72 شخصا».

Rule: behind "since" and its day stands a word for "when", and right behind it (in English in the clause that it opens: "since August
2013, when hundreds of people were killed") a word of harm, or of an attack in Arabic. The day is then that of an earlier event, and what is counted
in the clause is its toll and no statistic of the time since. So is what is counted behind an earlier attack which an event is ranked
against: «وهي أعنف غارة منذ مجزرة السوق التي راح ضحيتها 40», «وهذا ثاني تفجير في المدينة بعد انفجار قتل فيه 11».
"""

from __future__ import annotations

from typing import Final

from tawthiq.extract.context import Context
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.speakers.speaker_phrases import tokens
from tawthiq.text.date_expression import DateExpression
from tawthiq.text.language import begins_arabic

_NEXT: Final = 24
"""Code points behind the day within which the clause opens."""
_CLAUSE: Final = 60
"""Code points in which an English clause comes to what happened."""
_STRUCK: Final = "struck"
"""Verbs of striking a place: «منذ ضرب سوق المدينة»."""
_RANKED: Final = 40
"""Code points at the head of an Arabic sentence that hold the word that ranks an attack."""
_AGAINST: Final = 140
"""Code points in which the sentence comes to the attack that it is ranked against."""
_ENDS: Final = frozenset(",;.\n")


def day_of_a_deed(context: Context, since: DateExpression) -> DateExpression | None:
    """The day behind a "since" on which something happened that the clause behind it tells; None where there is no such clause."""
    if since.kind != "since" or since.of is None:
        return None
    behind = context.text[since.end : since.end + _NEXT]
    words = behind.replace(",", " ").split()
    if not words or words[0] not in toll_grammar().on_which:
        return None
    opens = since.end + behind.index(words[0]) + len(words[0])
    if context.lang == "en":
        told = context.reading.within(opens, opens + _CLAUSE, "harm")
        return since.of if told and not _ENDS.intersection(context.text[opens : told[0].start]) else None
    told = context.reading.within(opens, opens + _NEXT, "harm", "kind")
    return since.of if any(not context.text[opens : h.whole_start].strip() for h in told) else None


def ranked_against(context: Context, start: int, end: int) -> int | None:
    """Where an Arabic sentence at folded `[start, end)` names the earlier attack that it ranks the one told against; None where it does not."""
    if not begins_arabic(context.text, start):
        return None
    grammar, ranked = toll_grammar(), False
    for low, high in tokens(context.reading, start, min(end, start + _AGAINST)):
        word = context.text[low:high]
        ranked = ranked or (word in grammar.ranks and low - start < _RANKED)
        if ranked and word in grammar.ranked_since:
            near = context.reading.within(high, min(end, high + _NEXT), "kind", "harm", "cue")
            attacks = [
                h for h in near if (h.category != "cue" or h.id == _STRUCK) and not context.text[high : h.start].strip()
            ]
            if attacks:
                return attacks[0].start
    return None

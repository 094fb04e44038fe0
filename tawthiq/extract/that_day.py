"""Days that only rank an event, of which a clause tells what happened on them: «أول هجوم منذ 26 آب، يوم قضى 72 شخصا».

Rule: behind "since" and its day stands a word for "when", and right behind it (in English in the clause that it opens: "since August
2013, when hundreds of people were killed") a word of harm, or of an attack in Arabic. The day is then that of an earlier event, and what is counted
in the clause is its toll and no statistic of the time since.
"""

from __future__ import annotations

from tawthiq.extract.context import Context
from tawthiq.extract.grammar import toll_grammar
from tawthiq.text.date_expression import DateExpression

_NEXT = 24
"""Code points behind the day within which the clause opens."""
_CLAUSE = 60
"""Code points in which an English clause comes to what happened."""
_ENDS = frozenset(",;.\n")


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

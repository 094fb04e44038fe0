"""One person named without a noun: "Omar Hassan, 34, was killed when …", "gunmen shot dead Salma Khalil, the …".

Rule (English): a personal name of two words or more that begins a sentence whose passive of harm is in the singular, or
that stands right behind an active verb of harm. A name that is a place's, a party's or an office's is none.
"""

from __future__ import annotations

from tawthiq.domain.toll import Count
from tawthiq.extract.bare_counts import OF_PEOPLE
from tawthiq.extract.context import Context
from tawthiq.extract.count_phrase import QUOTES, CountPhrase
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.named_victims import NAMED_VICTIM
from tawthiq.extract.single_victims import named_behind
from tawthiq.extract.speaker_phrases import capital, tokens
from tawthiq.extract.wounds import tells_of_wounds
from tawthiq.text.language import is_arabic
from tawthiq.text.phrases import Hit

_PASSIVE = 170
"""Code points from a name to its passive, what is put between commas included."""
_AUXILIARIES = 5
"""Words at most from the singular auxiliary to the participle: "was on Thursday night shot dead"."""
_NO_NAMES = (
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
_RULE = NAMED_VICTIM


def named_in_english(context: Context, start: int, end: int, taken: list[tuple[int, int]]) -> list[CountPhrase]:
    """The persons named as harmed in a sentence that no noun counts already."""
    harms = [h for h in context.reading.within(start, end, "harm") if h.id in OF_PEOPLE and h.term.get("emit", True)]
    harms = [h for h in harms if not is_arabic(context.text[h.start])]
    if not harms:
        return []
    found = [_subject(context, start, harms), *(_object(context, h) for h in harms)]
    return [p for p in found if p is not None and not any(s < p.end and p.start < e for s, e in taken)]


def _subject(context: Context, start: int, harms: list[Hit]) -> CountPhrase | None:
    begin = next((b for b, _ in tokens(context.reading, start, min(len(context.text), start + 30))), start)
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
    return close and harm.term.get("side") == "before" and tells_of_wounds(context, harm.end, limit)


def _object(context: Context, harm: Hit) -> CountPhrase | None:
    if harm.term.get("side", "both") != "both" or harm.term.wording.endswith(" of"):
        return None
    begin = harm.end + 1
    if context.text[harm.end : begin] != " ":
        return None
    end = _full_name(context, begin)
    return _one(begin, end) if end > begin else None


def _full_name(context: Context, position: int) -> int:
    """Where a name of two words or more ends; `position` where none begins."""
    if not capital(context.reading, position):
        return position
    end = named_behind(context, position)
    written = [b for b, _ in tokens(context.reading, position, end) if capital(context.reading, b)]
    parts = context.text[position:end].split()
    if len(written) + sum("-" in p for p in parts) < 2 or len(parts) < 2:
        return position
    grammar = toll_grammar()
    if parts[0] in grammar.after_elided | grammar.hanging | grammar.joins | grammar.subject_tails:
        return position
    return position if context.reading.within(position, end, *_NO_NAMES) else end


def _one(start: int, end: int) -> CountPhrase:
    return CountPhrase(start, end, Count(1, 1, 1), None, None, "bare", _RULE, named=True)

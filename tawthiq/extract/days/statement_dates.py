"""Whether a date is the day of a statement, not of what it tells: "activists said on Wednesday", «أفاد المرصد السبت أن».

Rule: a date belongs to a verb of saying (or of calling on somebody) that stands right beside it; a weekday or "today" also to one
from which only the speaker's name parts it, or that follows at the head of a sentence. What happened must not come between.
"""

from __future__ import annotations

from typing import Final

from tawthiq.extract.context import Context
from tawthiq.text.dates import DateExpression

_BESIDE: Final = 60
"""Code points in which a verb of saying can stand beside a date."""
_JOINED: Final = 3
"""Code points between a speaker and the day on which it spoke («أعلن المرصد أمس»)."""
_CLAUSE: Final = 110
"""Code points that a speaker's name and office take up at most."""
_BEHIND: Final = 25
"""Code points behind a date in which the verb of a statement made on it begins."""
_NEXT: Final = 20
_SPEECH: Final = ("say", "appeal_verb")
_EVENT: Final = ("kind", "harm", "weapon")
_RESCUE: Final = "rescued"
_BREAKS: Final = frozenset(',:;"')


def cued(context: Context, start: int, end: int, cue: str) -> bool:
    """Whether a word of event_dates.toml with the id `cue` stands in folded `[start, end)`."""
    return bool(context.reading.of_id(max(0, start), end, "date_cue", cue))


def dates_a_statement(context: Context, expression: DateExpression) -> bool:
    """Whether an expression dates a statement."""
    start, end = expression.start, expression.end
    if _beside(context, start, end):
        return True
    near = expression.kind in ("weekday", "relative")
    if near or _that_follows(context, end):
        return _speaker_between(context, start, end) or (near and _heads_a_statement(context, start, end))
    return False


def _beside(context: Context, start: int, end: int) -> bool:
    """A verb of saying right before the date or right behind it, or a speaker that the date is joined to."""
    text = context.text
    low, high = context.sentence_bounds(start)  # "…, the council said. On Wednesday, …": the next sentence's own day
    for verb in context.reading.within(max(low, start - _BESIDE), end, "say"):
        if verb.end >= end:  # "said today" is a word of its own
            return True
        if verb.end <= start and context.words_between(verb.end, start) <= 1 and "," not in text[verb.end : start]:
            return True
    for word in context.reading.within(max(low, start - _BESIDE), start, "date_cue"):
        aside = (
            text[end : end + 1] == "," and text[word.end : start].strip() == ","
        )  # «تباينت الأرقام، اليوم الأحد، حول»
        near = context.words_between(word.end, start) <= 1 and "," not in text[word.end : start]
        if word.id == "statement" and (near or aside):
            return True
    high = min(high, end + _BEHIND) if text[start].isascii() else min(len(text), end + _BEHIND)
    for verb in context.reading.within(end, high, "say"):
        between = text[end : verb.whole_start]  # «وفي الأول من آذار خلصت اللجنة», "on Monday strongly condemned"
        adverbs = 1 if text[end - 1].isascii() else 0
        if "," not in between and len(between.split()) <= adverbs:
            return True
    return any(
        s.end >= low and 0 <= start - s.end <= _JOINED and "," not in text[s.end : start] for s in context.speakers
    )


def _that_follows(context: Context, end: int) -> bool:
    """Whether what was said, or what it was about, follows at once: «أفاد المرصد، أمس الخميس، أن»، «أفاد، أمس، عن»."""
    hits = context.reading.within(end, end + _NEXT, "date_cue")
    return bool(hits) and hits[0].id in ("that", "about") and not context.text[end : hits[0].whole_start].strip(' ,"')


def _silent(context: Context, start: int, end: int) -> bool:
    """Whether nothing that happened is told between two places, and no clause ends there."""
    stretch = context.text[start:end]
    if _BREAKS.intersection(stretch.rstrip(" ,")) or cued(context, start, end, "that"):
        return False
    # «حسبما أفاد عناصر إنقاذ الأحد»: those speak
    return not any(h.id != _RESCUE or h.prefix for h in context.reading.within_any(start, end, _EVENT))


def _speaker_between(context: Context, start: int, end: int) -> bool:
    """Whether a verb of saying before the date has only its speaker between: «دعت الأمم المتحدة الجمعة إلى»."""
    low, high = context.sentence_bounds(start)
    low = max(low, start - _CLAUSE)
    after = context.text[end:high].strip(' "')
    if (
        context.text[low:start].rstrip().endswith(",")
        and after
        and after[0] not in ",."
        and not _that_follows(context, end)
    ):
        return False  # "according to the council, on Monday five people died"
    if _by_whom_first(context, low, start) and after[:1] == ",":
        return False  # "according to the council, yesterday, five people died"
    return any(_silent(context, verb.end, start) for verb in context.reading.within_any(low, start, _SPEECH))


def _by_whom_first(context: Context, low: int, start: int) -> bool:
    """Whether an English sentence opens with whose word it gives, up to the comma before a date at `start`."""
    if not context.text[low:start].rstrip().endswith(","):
        return False
    named = context.reading.within(low, start, "say")
    return bool(named) and named[0].term.get("form") == "source" and named[0].term.wording.isascii()


def _heads_a_statement(context: Context, start: int, end: int) -> bool:
    """Whether a date opens its sentence and a verb of saying is the first that follows: "On Tuesday, the council reported"."""
    low, high = context.sentence_bounds(start)
    if context.words_between(low, start) > 1:
        return False
    after = context.reading.within(end, min(high, end + _CLAUSE), *_SPEECH, *_EVENT)
    return bool(after) and after[0].category in _SPEECH


def of_a_place(context: Context, expression: DateExpression) -> bool:
    """Whether a date stands in a clause about a place: "in Douma, which the army began to shell again on Friday, …"."""
    low = max(context.sentence_bounds(expression.start)[0], expression.start - _BESIDE)
    for which in context.reading.within(low, expression.start, "date_cue"):
        if which.id == "which":
            places = context.reading.within(max(0, which.start - _CLAUSE), which.start, "place")
            closed = (
                context.text[which.end : expression.start].rstrip().endswith((",", ", on"))
                and which.term.wording.isascii()
            )
            if places and not closed and not context.text[places[-1].end : which.whole_start].strip(" ,"):
                return True
    return False

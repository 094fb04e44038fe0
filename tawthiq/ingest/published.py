"""When a page was published, and what that rests on: given, metadata, text, address, capture, or nothing.

Rule: what the office or the page's metadata give is taken. In the text a full date counts only as a line of its own near
the top, after a word such as "published", or after "today" («تصادف اليوم 25/9/2020»); a date inside a sentence dates
what the sentence tells. An address may carry the day. The day of capture is only a latest possible day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from tawthiq.domain.document import Aside, Published
from tawthiq.domain.span import Span
from tawthiq.knowledge.load import lexicon, toml
from tawthiq.text.datelines import SPARE, is_dateline
from tawthiq.text.dates import DateExpression, find_dates, resolve
from tawthiq.text.fold import fold_word
from tawthiq.text.phrases import PhraseMatcher
from tawthiq.text.reading import Reading, read

_HEAD = 2500
"""Code points of a page that are searched for its date."""
_TOP_LINES = 12
_URL = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_TAIL = 300
"""Code points at the end that are searched for a closing line: issued on …"""
_EVENT_CATEGORIES = ("kind", "harm", "weapon")
"""A short line that names one of these is a headline, and its date the event's."""
_DATE_CATEGORIES = re.compile(r"month|weekday|date|number|holiday|season|^kind$|^harm$|^weapon$")


@cache
def _matcher() -> PhraseMatcher:
    return PhraseMatcher(e for e in lexicon() if _DATE_CATEGORIES.search(e.category))


@cache
def _cues(name: str) -> tuple[str, ...]:
    return tuple(fold_word(w) for w in toml("vocabularies/publication_cues.toml")[name])


def find_published(
    text: str,
    *,
    given: date | None = None,
    metadata: date | None = None,
    url: str = "",
    crawled: date | None = None,
    asides: Sequence[Aside] = (),
) -> Published:
    """The publication date by the first basis that gives one; see the module's paragraph for the order and the rule."""
    for day, basis in ((given, "given"), (metadata, "metadata")):
        if day is not None:
            return Published(day, day, basis)
    told = _in_text(text, asides)
    if told is not None:
        return told
    addressed = _in_url(url)
    if addressed is not None:
        return Published(addressed, addressed, "url", url)
    if crawled is not None:
        return Published(None, crawled, "crawled")
    return Published()


def _in_url(url: str) -> date | None:
    """The day an address carries (/2015/07/22/), where it is a real one."""
    for year, month, day in _URL.findall(url):
        try:
            found = date(int(year), int(month), int(day))
        except ValueError:
            continue
        if found.year >= 1990:
            return found
    return None


def _in_text(text: str, asides: Sequence[Aside]) -> Published | None:
    head = text[:_HEAD]
    skip = [a.span for a in asides if a.kind in ("comment", "most_read", "related")]
    reading = read(head, _matcher(), skip=[s for s in skip if s.end <= len(head)])
    found: list[tuple[int, int, DateExpression]] = []
    dates = find_dates(reading)
    for expression in dates:
        if expression.kind != "day" or None in (expression.year, expression.month, expression.day):
            continue
        strength = _strength(reading, expression, dates)
        if strength:
            found.append((-strength, expression.start, expression))
    if not found:
        return _closing(text) if len(text) > _HEAD else None
    expression = min(found, key=lambda item: item[:2])[2]
    return _told(reading, expression, 0)


def _closing(text: str) -> Published | None:
    """The day of a closing line such as "issued on 5 November 2016": only after a word for publishing."""
    start = len(text) - _TAIL
    reading = read(text[start:], _matcher())
    dates = [d for d in find_dates(reading) if d.kind == "day" and None not in (d.year, d.month, d.day)]
    last = next((d for d in reversed(dates) if _strength(reading, d, dates) == 3), None)
    return _told(reading, last, start) if last is not None else None


def _told(reading: Reading, expression: DateExpression, offset: int) -> Published | None:
    """The day an expression of the text gives; `offset` is where the reading begins in the document."""
    when = resolve(expression, published=Published())
    if when.start is None or when.start != when.end:
        return None
    quote = reading.quote(expression.start, expression.end)
    span = Span(quote.span.start + offset, quote.span.end + offset)
    return Published(when.start, when.end, "text", quote.text, span)


def _cued(before: str, name: str) -> bool:
    """Whether what stands before a date ends in a cue as a whole word ("mandate 3 May" is not "date 3 May")."""
    return any(before.endswith(cue) and not before[: -len(cue)][-1:].isalnum() for cue in _cues(name))


def _strength(reading: Reading, expression: DateExpression, dates: Sequence[DateExpression]) -> int:
    """3 after a word for publishing, 2 on a line of its own near the top, 1 after "today"; 0 where it dates an event."""
    text = reading.text
    start = text.rfind("\n", 0, expression.start) + 1
    before = text[start : expression.start].strip(" :,-|")
    top = text.count("\n", 0, start) < _TOP_LINES
    if _cued(before, "published") and len(before) < SPARE:
        return 3
    end = text.find("\n", expression.end)
    end = len(text) if end == -1 else end
    others = sum(d.end - d.start for d in dates if start <= d.start and d.end <= end and d is not expression)
    names_event = bool(reading.within(start, end, *_EVENT_CATEGORIES))
    two_calendars = bool(others) and (end - start) - (expression.end - expression.start) - others < SPARE
    if top and not names_event and (two_calendars or is_dateline(text, expression.start, expression.end)):
        return 2
    if expression.rule == "date.today-dated" or _cued(before, "today"):
        return 1
    return 0

"""Names told in a row behind their number: "in three provinces: A, B and C" (standards §3, D10).

The names are counted as far as the marks between them tell: "and" may join two names or stand inside one, so that a row has a least and a most
number of names, and only a number outside both is a slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tawthiq.audit.messages import Fact, finding
from tawthiq.audit.report import Report, counts_between
from tawthiq.audit.words import joined_and
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.numbers import NumberHit

_FEW = range(2, 11)
"""Numbers whose names a report writes out."""
_NOUN = 5
"""Words between a number and the colon before its names, at most."""
_NAME = 4
"""Words of a name, what stands in brackets left out, at most."""
_STOP = re.compile(r"[.\n!?؟;](?!\d)")
_BRACKETS = re.compile(r"\([^()]*\)")
_COMMA = re.compile(r"\s*[,،](?!\d)\s*")
_AND = re.compile(rf"\s+and\s+|\s+{joined_and()}(?=\w)")
_SOME = ("part_word", "discourse", "audit_foremost", "audit_top", "share_word")


def enumerations_hold(report: Report) -> Iterator[Finding]:
    """D10: as many names are told as the number before them says.

    ar: «في أربع محافظات: حلب وإدلب وحماة».
    en: "four in number: Bukkuyum (66), Maradun (47) and Isa (41)".
    """
    reading = report.reading
    for number in counts_between(report, 0, len(reading.text)):
        if number.value not in _FEW or number.qualifier != "exact":
            continue
        names = _names(report, number)
        if names is None:
            continue
        least, most = _counted(reading.text[names.start : names.end])
        if most > 1 and not least <= int(number.value or 0) <= most:
            spans = (
                reading.folded.span(number.core_start, number.core_end),
                reading.folded.span(names.start, names.end),
            )
            listed = most if int(number.value or 0) > most else least
            facts: dict[str, Fact] = {"listed": listed, "stated": int(number.value or 0)}
            yield finding("D10", "names", "W", spans, **facts)


def _names(report: Report, number: NumberHit) -> Span | None:
    """Where the names stand that a number announces: behind a colon near it, to the end of the sentence, each short and none with a figure."""
    text = report.reading.text
    stop = _STOP.search(text, number.end)
    end = stop.start() if stop else len(text)
    if stop is not None and stop.group() in ";؛":
        return None  # the row goes on
    colon = text.find(":", number.end, end)
    if colon < 0 or len(text[number.end : colon].split()) > _NOUN or any(c in text[number.end : colon] for c in ",،()"):
        return None
    if report.reading.within(number.end, colon, *_SOME) or counts_between(report, number.end, colon):
        return None
    words = text[colon + 1 : end].strip()
    if not words or (text[end : end + 1] == "\n" and "," not in words and "،" not in words and not _AND.search(words)):
        return None
    plain = _BRACKETS.sub("", words)
    opened = text.find("(", colon, end)
    if counts_between(report, colon, opened if opened >= 0 else end):
        return None
    if ":" in plain or any(c.isdigit() for c in plain) or report.reading.within(colon, end, *_SOME, "harm"):
        return None
    pieces = [p for p in _COMMA.split(plain) if p.strip()]
    if any(len(name.split()) > _NAME for piece in pieces for name in _AND.split(piece)):
        return None
    return Span(colon + 1, end)


def _counted(words: str) -> tuple[int, int]:
    """The least and the most names that a row may hold."""
    pieces = [p for p in _COMMA.split(_BRACKETS.sub("", words)) if p.strip()]
    most = sum(len([n for n in _AND.split(p) if n.strip()]) for p in pieces)
    return len(pieces), most

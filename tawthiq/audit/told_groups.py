"""Parts that are taken out of a group told elsewhere: "34 children … of these children 11 were girls" (standards §3, D7).

A part is held against its group where the words name it: a number ("of the 34", "11 of the 34", "the 22 students, 9 of them"), or a
noun that every number beside it counts ("of the children killed", «ومن الأطفال»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tawthiq.audit.messages import Fact, Words, finding, said
from tawthiq.audit.report import Report, counts_between, spans_of
from tawthiq.audit.share_wholes import is_year
from tawthiq.audit.words import arabic_article, definite_articles
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.numbers import NumberHit
from tawthiq.text.phrases import Hit

_NOUN = 30
"""Code points from "of the" to the group, and from a number to what it counts."""
_BESIDE = 3
"""Words from a number to what it counts, and from "of the" to its group, at most."""
_PART = 60
"""Code points from a group to the part that is taken out of it."""
_PART_WORDS = 7
_PAIR = 2
_GENERAL = ("people", "civilian", "person", "victim")
"""Those whom most numbers of a report count: what "of the victims" is of has to be a number."""
_NUMBERED = re.compile(r"\(\s*[\d.,]+\s*\)$")
_MARKS = ".;:!?\n"


def told_groups(report: Report) -> Iterator[Finding]:
    """D7: a part is no more than the group it is taken from, wherever that was counted.

    ar: «34 طفلاً، ومن بين هؤلاء الأطفال 11 طفلة».
    en: "31 were children. Of the children killed, 12 had not yet turned five".
    """
    seen: set[tuple[Span, ...]] = set()
    for part, whole in (*_of_a_number(report), *_of_them(report), *_of_a_noun(report)):
        spans = spans_of(report, part, whole)
        if spans in seen or (part.value or 0) <= (whole.value or 0):
            continue
        seen.add(spans)
        facts: dict[str, Fact] = {
            "part": int(part.value or 0), "whole": int(whole.value or 0), "unit": said("unit.told"),
            "group": _called(report, part),
        }  # fmt: skip
        yield finding("D7", "group", "E", spans, **facts)


def _called(report: Report, part: NumberHit) -> Words:
    """What a part counts, as the text writes it."""
    reading = report.reading
    end = reading.text.find(" ", part.core_end + 1)
    stop = next((at for at in range(part.core_end, len(reading.text)) if reading.text[at] in _MARKS + ","), end)
    span = reading.folded.span(part.core_end, max(part.core_end, stop))
    words = " ".join(reading.folded.original[span.start : span.end].split()[:_BESIDE]) or "…"
    return Words(words, words)


def _counts(report: Report) -> list[NumberHit]:
    counted = counts_between(report, 0, len(report.reading.text))
    return [n for n in counted if not is_year(report, n)]


def _of_a_number(report: Report) -> Iterator[tuple[NumberHit, NumberHit]]:
    """ "29 of the 22 students", «41 من أصل 34», "of the 64, 75 took place", "the 22 students …, 29 of them"."""
    reading = report.reading
    counted = _counts(report)
    for at, number in enumerate(counted[:-1]):
        after = counted[at + 1]
        between = reading.text[number.end : after.core_start]
        if any(c in between for c in _MARKS) or reading.sentence_at(number.start) != reading.sentence_at(after.start):
            continue
        if _led_by(report, after, "audit_out_of") and _definite(report, number, after, between):
            yield number, after
        if _led_by(report, number, "audit_of_these") and _opens(report, number) and _first_part(report, number, after):
            yield after, number


def _of_them(report: Report) -> Iterator[tuple[NumberHit, NumberHit]]:
    """ "The 22 students were taken from hostels, 9 of them …": the sentence opens with its group, and no other number stands between."""
    reading = report.reading
    for hit in reading.of("audit_these"):
        sentence = report.sentence(hit)
        counted = counts_between(report, sentence.start, hit.start)
        if len(counted) != _PAIR or reading.text[counted[1].end : hit.start].strip():
            continue
        opening = reading.text[sentence.start : counted[0].core_start].lstrip(" \"'*-–•")
        if opening and f"{opening.strip()} " in definite_articles():
            yield counted[1], counted[0]


def _led_by(report: Report, number: NumberHit, category: str) -> bool:
    hits = report.reading.within(max(number.core_start - _NOUN, 0), number.core_start, category)
    return bool(hits) and not report.reading.text[hits[-1].end : number.core_start].strip()


def _definite(report: Report, part: NumberHit, whole: NumberHit, between: str) -> bool:
    """Whether a number is taken out of the one behind it: "96 of the 140", «52 من أصل 88», not "9 of 15 districts' mayors"."""
    hits = report.reading.within(part.end, whole.core_start, "audit_out_of")
    words = report.reading.text[hits[-1].start : whole.core_start].split() if hits else []
    noun = report.reading.text[part.end : hits[-1].start].split() if hits else []
    if noun and not report.reading.within(part.end, hits[-1].start, "people", "harm", "counted_unit", "audit_noun"):
        return False  # "115 districts of the five states": theirs, and none of five
    return len(words) > 1 and len(between.split()) <= _BESIDE + len(words) and "," not in between


def _opens(report: Report, whole: NumberHit) -> bool:
    """Whether "of the 64" opens a sentence or a clause: what comes behind is taken out of it."""
    hits = report.reading.within(max(whole.core_start - _NOUN, 0), whole.core_start, "audit_of_these")
    before = report.reading.text[: hits[-1].start].rstrip(" \"'*-–•") if hits else "."
    return len(hits) > 0 and (not before or before[-1] in _MARKS + "),")


def _first_part(report: Report, whole: NumberHit, part: NumberHit) -> bool:
    """Whether the number behind "of the 64 …" stands as the first of its parts: behind a comma, or so near that nothing else is told."""
    between = report.reading.text[whole.end : part.start]
    comma = "," in between and len(between.partition(",")[2].split()) <= _BESIDE
    measured = report.reading.within(part.end, part.end + _NOUN, "measure", "audit_per", "audit_age")
    plain = not (measured and not report.reading.text[part.end : measured[0].start].strip())
    return len(between) <= _PART and comma and plain and len(between.split()) <= _PART_WORDS


def _of_a_noun(report: Report) -> Iterator[tuple[NumberHit, NumberHit]]:
    """ "Of the children killed, 12 …", «ومن الأطفال 22 لم يبلغوا»: against every number of the same noun."""
    reading = report.reading
    counted = _counts(report)
    known: dict[str, list[NumberHit]] = {}
    for hit in reading.of("audit_of_these"):
        noun = _noun(report, hit)
        if noun is None or noun.id in _GENERAL:
            continue
        part = _part_behind(report, hit, noun, counted)
        if part is None:
            continue
        if noun.id not in known:
            known[noun.id] = [n for n in counted if _counts_noun(report, n, noun.id)]
        others = [n for n in known[noun.id] if n.start != part.start]
        told = [n for n in others if n.end <= max(hit.start, part.start)]
        if told and all((n.value or 0) < (part.value or 0) for n in others):
            yield part, max(told, key=lambda n: n.value or 0)


def _noun(report: Report, hit: Hit) -> Hit | None:
    """The group that "of the" leads to: a definite one, with no number of its own."""
    reading = report.reading
    end = min(hit.end + _NOUN, reading.sentences[reading.sentence_at(hit.start)].end)
    for noun in reading.within(hit.end, end, "people"):
        between = reading.text[hit.end : noun.start].strip()
        english = hit.term.wording.isascii()
        return noun if between == ("" if english else arabic_article()) else None
    return None


def _part_behind(report: Report, hit: Hit, noun: Hit, counted: Sequence[NumberHit]) -> NumberHit | None:
    """The number right behind a group that opens its clause."""
    reading = report.reading
    before = reading.text[: hit.start].rstrip(" \"'*-–•")
    if (before and before[-1] not in _MARKS + ",)") or _NUMBERED.search(before[-_NOUN:]):
        return None  # "a third of them (60) of the children": the number stands before it
    part = next((n for n in counted if n.start >= noun.end), None)
    if part is None or part.start > noun.end + _PART:
        return None
    between = reading.text[noun.end : part.start]
    if any(c in between for c in _MARKS) or len(between.split()) > _BESIDE or between.count(",") > 1:
        return None
    return part


def _counts_noun(report: Report, number: NumberHit, noun: str) -> bool:
    """Whether a noun of this kind stands near a number on either side, nothing counted between: "31 were children", "children (31)"."""
    reading = report.reading
    after = reading.within(number.end, number.end + _NOUN, "people", "counted_unit")
    for hit in after:
        between = reading.text[number.end : hit.start]
        if len(between.split()) > _BESIDE or any(c in between for c in _MARKS + ",0123456789"):
            break
        if hit.id == noun:
            return True
    before = reading.within(max(number.core_start - _NOUN, 0), number.core_start, "people")
    for hit in reversed(before):
        between = reading.text[hit.end : number.core_start]
        if len(between.split()) > 1 or any(c in between for c in _MARKS + ",0123456789"):
            break
        if hit.id == noun:
            return True
    return False

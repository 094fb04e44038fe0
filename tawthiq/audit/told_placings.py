"""What a report says of the place and the share of a named figure: second, more than half, twice as many as another (standards §3, D18).

A claim is held against every series that has the name (named_figures.py): where it holds in one of them it is about that one, and where
the words leave open what is claimed, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tawthiq.audit.messages import Fact, Words, finding
from tawthiq.audit.named_figures import mentions, pooled, ranked
from tawthiq.audit.report import Report, counts_between, numbers_between
from tawthiq.audit.share_tables import fits_a_named_figure
from tawthiq.audit.share_wholes import numbers_said, rounding
from tawthiq.audit.spoken_fractions import fits, of_the_year
from tawthiq.audit.spoken_parts import SEXES_AND_AGES
from tawthiq.audit.told_series import Item, Series
from tawthiq.audit.words import arabic_article
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.numbers import NumberHit
from tawthiq.text.phrases import Hit

_LEAST = 3
"""Figures of a series whose places or shares are claimed, at least."""
_BESIDE = 40
_SHARE_WORDS = 9
"""Words from a name to its share, at most."""
_WHOLES = 40
"""Numbers that a share is held against, the smallest that can be its whole."""
_OFF = 0.15
"""How far a multiple may lie from the true one, as a share of it."""
_ROUGHLY = 1.5
_GROUPS = ("people", "civilian")

Named = tuple[Item, Series, int]


def placings_hold(report: Report) -> Iterator[Finding]:
    """D18: what is called second is second, a share that a name is given is its share, and twice as many are twice as many.

    ar: «حلّت الضالع في المرتبة الثانية»؛ «تقدمت مأرب بأكثر من ثلث الأسر»؛ «ثلاثة أضعاف ما سقط في حماة».
    en: "Centre-Nord was the second hardest-hit"; "officials were behind more than half"; "twice as many as batons".
    """
    yield from _places(report)
    yield from _shares(report)
    yield from _multiples(report)


def _sentence(report: Report, hit: Hit) -> tuple[int, int]:
    text = report.reading.text
    sentence = report.sentence(hit)
    start = max([sentence.start, *(text.rfind(c, sentence.start, hit.start) + 1 for c in ";:")])
    ends = [at for c in ";:" if (at := text.find(c, hit.end, sentence.end)) >= 0]
    return start, min([sentence.end, *ends])


def _clause(report: Report, hit: Hit, start: int, end: int) -> tuple[int, int]:
    """What stands between the commas around a claim."""
    text = report.reading.text
    after = text.find(",", hit.end, end)
    return max(start, text.rfind(",", start, hit.start) + 1), after if after >= 0 else end


def _nearest(named: Sequence[Named], at: int) -> list[Named]:
    """The figures of the one name that stands nearest before a place, else of the first behind it."""
    before = [n for n in named if n[2] < at]
    if before:
        last = max(n[2] for n in before)
        return [n for n in before if n[2] == last]
    first = min((n[2] for n in named), default=0)
    return [n for n in named if n[2] == first]


def _places(report: Report) -> Iterator[Finding]:
    reading = report.reading
    for hit in reading.of("audit_placed"):
        start, end = _sentence(report, hit)
        if reading.text[hit.whole_start : hit.start].endswith(arabic_article()):
            continue  # «الربع الرابع أعلى الأرباع»: the fourth quarter is the highest
        if any(h.start < hit.start < h.end for h in reading.within(max(hit.start - _BESIDE, 0), hit.end, "month")):
            continue  # «تشرين الثاني أكثر الأشهر دموية»: the second word of a month
        told = mentions(report, start, end)
        first, last = _clause(report, hit, start, end)
        own = [
            n for n in told if first <= n[2] < last
        ]  # «… وحلّت في المرتبة الثانية محافظة حمص»: not what the clause before names
        found = _nearest(own or told, hit.start)
        if not found or _denied(report, min(found[0][2], hit.start), hit.end):
            continue
        if counts_between(report, min(found[0][2], hit.end), max(found[0][2], hit.start)):
            continue
        if _of_a_group(report, start, end, found):
            continue
        place = int(hit.term.get("place"))
        long = [(item, series) for item, series, _ in found if len(ranked(series)) >= _LEAST]
        if not long or any(_stands(item, series, place) for item, series, _ in found):
            continue
        item, series = long[0]
        order = sorted(ranked(series), key=lambda i: -i.value)
        other = order[place - 1] if place <= len(order) else order[-1]
        yield _claimed(report, hit, "rank", item, other)


def _denied(report: Report, start: int, end: int) -> bool:
    """Whether a claim is denied between its name and its words, or right before them."""
    return bool(report.reading.within(start, end, "audit_denied"))


def _stands(item: Item, series: Series, place: int) -> bool:
    """Whether a figure is the second, third … largest of its series, those with the same figure sharing a place."""
    values = [i.value for i in ranked(series)]
    return sum(v > item.value for v in values) < place <= sum(v >= item.value for v in values)


def _of_a_group(report: Report, start: int, end: int, found: Sequence[Named]) -> bool:
    """Whether a sentence speaks of a group of people that is no name of the series: the second most children."""
    at = {n[2] for n in found}
    groups = [h for h in report.reading.within(start, end, "people") if h.id not in _GROUPS and not h.term.get("harm")]
    return any(not any(h.start <= a < h.end or a <= h.start for a in at) for h in groups)


def _claimed(report: Report, hit: Hit, variant: str, item: Item, other: Item) -> Finding:
    words = report.reading.folded.words(hit.start, hit.end)
    spans = (report.reading.folded.span(hit.start, hit.end), item.span, other.span)
    return finding(
        "D18", variant, "E", spans, words=words, key=_name(report, item), part=item.value, other=_name(report, other),
        most=other.value,
    )  # fmt: skip


def _name(report: Report, item: Item) -> Words:
    return Words(item.name, item.name)


def _shares(report: Report) -> Iterator[Finding]:
    """ "X accounts for a third of the deaths", "more than half of the attacks took place in X", with no number of its own beside it."""
    reading = report.reading
    for hit in reading.of("audit_fraction"):
        if not of_the_year(report, hit):
            yield from _share(report, hit.start, hit.end, hit, None)
    for number in numbers_between(reading, 0, len(reading.text)):
        if number.kind == "percent" and 0 < (number.value or 0) <= 100:
            yield from _share(report, number.start, number.end, None, number)


def _share(report: Report, start: int, end: int, fraction: Hit | None, percent: NumberHit | None) -> Iterator[Finding]:
    reading = report.reading
    sentence = reading.sentences[reading.sentence_at(start)]
    left = max([sentence.start, *(reading.text.rfind(c, sentence.start, start) + 1 for c in ";:")])
    subject = _subject(report, left, start, end, sentence.end)
    if subject is None or _denied(report, left, end):
        return
    if not _of_all(report, end) or reading.within(left, sentence.end, "audit_moved", "audit_change"):
        return
    wholes = [(item, w) for item, series in subject for w in _wholes(report, item, series)]
    if not wholes:
        return
    for item, whole in wholes:
        if fraction is not None and fits(fraction, item.value, whole):
            return
        if percent is not None and abs(float(percent.value or 0) - 100 * item.value / whole) <= _within(
            report, percent
        ):
            return
    item, whole = wholes[0]
    words = report.reading.folded.words(start, end)
    spans = (reading.folded.span(start, end), item.span)
    if percent is not None and fits_a_named_figure(report, float(percent.value or 0), spans[0]):
        return
    facts: dict[str, Fact] = {
        "words": Words(words, words), "part": item.value, "whole": whole,
        "computed": f"{100 * item.value / whole:.1f}",
    }  # fmt: skip
    yield finding("D7", "fraction", "E", spans, **facts)


def _within(report: Report, percent: NumberHit) -> float:
    return max(rounding(report, percent), 0.5) if percent.qualifier == "exact" else _ROUGHLY


def _subject(report: Report, left: int, start: int, end: int, right: int) -> list[tuple[Item, Series]] | None:
    """The figures of the one name that a share is said for: before it with a verb such as "accounts for", or behind "took place in"."""
    reading = report.reading
    before = mentions(report, left, start)
    if before:
        at = max(n[2] for n in before)
        verbs = reading.within(left, start, "audit_accounts")  # an Arabic verb stands before its name
        clear = not counts_between(report, at, start) and len(reading.text[at:start].split()) <= _SHARE_WORDS
        others = {n[2] for n in before if n[2] != at and "," not in reading.text[n[2] : at]}
        if verbs and clear and not others:
            return [(item, series) for item, series, where in before if where == at]
        return None
    happened = reading.within(end, min(right, end + 2 * _BESIDE), "audit_happened")
    if not happened or counts_between(report, end, happened[0].start):
        return None
    after = mentions(report, happened[0].end, right)
    first = min((n[2] for n in after), default=-1)
    if first < 0 or len(reading.text[happened[0].end : first].split()) > 1:
        return None
    tail = reading.text[first:right]
    if len({n[2] for n in after}) > 1 or "," in tail[:_BESIDE]:
        return None
    return [(item, series) for item, series, where in after if where == first]


def _of_all(report: Report, end: int) -> bool:
    """Whether a share is one of all that is counted: "of the deaths", "of the 112 killed", or nothing is said."""
    reading = report.reading
    words = reading.text[end : end + _BESIDE]
    if not words.strip() or words.lstrip()[:1] in ",.;)(":
        return True
    whole = reading.within(end, end + _BESIDE, "audit_of_the_whole", "counted_unit", "harm", "people", "audit_out_of")
    groups = [h for h in whole if h.category == "people" and h.id in SEXES_AND_AGES]
    beside = [h for h in whole if len(reading.text[end : h.start].split()) <= 2]
    return bool(beside) and not groups


def _wholes(report: Report, item: Item, series: Series) -> Iterator[int]:
    """What a figure of a series can be a share of: what the series adds up to, where that is told, else the larger numbers told."""
    if len(series.items) < _LEAST or any(pooled(i.name) and _is_total(i, series) for i in series.items):
        rest = [i.value for i in series.items if not (pooled(i.name) and _is_total(i, series))]
        if len(rest) < _LEAST:
            return
        added = sum(rest)
    else:
        added = series.sum
    told = sorted(n for n in numbers_said(report) if n >= added)[:_WHOLES]
    if added in told or any(pooled(i.name) for i in series.items) or not series.told:
        yield added
    yield from (n for n in told if n > added)


def _is_total(item: Item, series: Series) -> bool:
    return 2 * item.value == series.sum


def _multiples(report: Report) -> Iterator[Finding]:
    """ "X injured twice as many people as Y": both named in one series."""
    reading = report.reading
    for hit in reading.of("audit_as_many"):
        start, end = _sentence(report, hit)
        if any(not hit.start <= n.start < hit.end for n in counts_between(report, start, end)):
            continue
        first = _nearest(mentions(report, start, hit.start), hit.start)
        second = mentions(report, hit.end, end)
        at = min((n[2] for n in second), default=-1)
        if not first or at < 0 or first[0][2] >= hit.start:
            continue
        led = reading.within(hit.end, at, "audit_as_other")
        if not led or len(reading.text[led[-1].end : at].split()) > 1 or "," in reading.text[hit.end : at]:
            continue
        pairs = [(a, b) for a, s, _ in first for b, t, where in second if where == at and s is t and a is not b]
        if not pairs or any(_times(report, hit, a.value, b.value) for a, b in pairs):
            continue
        one, other = pairs[0]
        yield from multiple(report, hit, other.value, one.value, (one.span, other.span))


def _times(report: Report, hit: Hit, now: int, before: int) -> bool:
    """Whether one figure is so many times another: more, less or nearly as the word before it says."""
    if not before:
        return True
    times, ratio = float(hit.term.get("times")), now / before
    near = report.reading.within(
        max(hit.start - _BESIDE // 2, 0), hit.start + 1, "audit_more", "audit_moved", "audit_nearly"
    )
    beside = [h for h in near if not report.reading.text[h.end : hit.start].strip()]
    if any(h.category == "audit_more" for h in beside):
        return ratio >= times - 0.005
    if any(h.category == "audit_nearly" for h in beside):
        return (1 - 2 * _OFF) * times <= ratio <= (1 + _OFF) * times
    return abs(ratio - times) <= _OFF * times


def times_fit(report: Report, hit: Hit, now: int, before: int) -> bool:
    """Whether one figure is so many times an earlier one, as the words say."""
    return _times(report, hit, now, before)


def multiple(report: Report, hit: Hit, before: int, now: int, spans: Sequence[Span]) -> Iterator[Finding]:
    """The finding that one figure is not so many times another."""
    words = report.reading.folded.words(hit.start, hit.end)
    facts: dict[str, Fact] = {
        "words": Words(words, words), "before": before, "now": now, "times": round(now / before, 1)
    }  # fmt: skip
    yield finding("D9", "multiple", "E", (report.reading.folded.span(hit.start, hit.end), *spans), **facts)

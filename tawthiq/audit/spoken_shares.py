"""Percentages that a sentence gives for numbers beside it (standards §3, D7).

"66 children (13.9%)", "45 of them, or 75 percent", "women (12) and children (19) made up 61 %", "air strikes caused 40% of the
deaths" under a list with air strikes in it: the words say which number is the part, whatever statistic it was read as.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from tawthiq.audit.ledger_cells import Cell
from tawthiq.audit.ledgers import Ledger, Row
from tawthiq.audit.report import Report, numbers_between, numbers_in, value
from tawthiq.audit.share_wholes import POINTS, Said, agrees, common_whole, numbers_that_fit, rounding
from tawthiq.audit.spoken_parts import SEXES_AND_AGES
from tawthiq.audit.words import definite_articles, joined_letters
from tawthiq.domain.account import Aggregate
from tawthiq.domain.span import Span
from tawthiq.text.fold import Folded
from tawthiq.text.numbers import NumberHit
from tawthiq.text.phrases import Hit

_ROUGHLY = 1.5
"""And one said to be rough."""
_BESIDE = 30
"""Code points from a number to the words that say it again as a percentage: "45 of them, or 75 percent"."""
_WORDS = 4
"""Words between a number and the brackets with its percentage, and of a label of a list, at most."""
_LABEL = 4
_BACK = 3
"""Sentences before that of a percentage in which the numbers stand that it is a share of."""
_LISTS = 3
"""Lists before a percentage that it may speak of."""
_EACH = 4
"""Numbers of one group that are tried, the nearest ones."""
_ENDS = ",;:.()\n"
_ALL = 100
_AGAIN = 90
"""Code points from a number to the percentage that says it again at the end of its clause."""


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage with the number it is said for and the whole it was held against; whether it is right."""

    span: Span
    stated: float
    part: int
    whole: int
    right: bool
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A number, or several together, that a percentage may be said for."""

    count: int
    numbers: tuple[NumberHit, ...]
    cells: tuple[Span, ...] = ()

    def spans(self, folded: Folded) -> tuple[Span, ...]:
        """Where it stands in the document."""
        return self.cells or tuple(folded.span(n.core_start, n.core_end) for n in self.numbers)


def spoken_shares(report: Report) -> list[Share]:
    """Every percentage of the text whose part the words beside it name, in order."""
    percents = [n for n in numbers_in(report.reading) if n.kind == "percent" and 0 < (n.value or 0) <= _ALL]
    shares = [n for n in percents if not of_change(report, n)]
    read = {start: f for f in report.figures for start in report.reading.folded.bounds(f.quote.span)[:1]}
    told = [(share, _near(report, share)) for share in shares]
    parts = [_parts(report, share, near, read) for share, near in told]
    said = [_said(report, share, own) for (share, _), own in zip(told, parts, strict=True) if own]
    judged = (_judged(report, share, own, near, said) for (share, near), own in zip(told, parts, strict=True) if own)
    return [share for share in judged if share is not None]


def _parts(report: Report, share: NumberHit, near: Sequence[NumberHit], read: Mapping[int, Aggregate]) -> list[_Part]:
    """What a percentage may be said for, as its words tell."""
    groups = _of_groups(report, share, near, read)
    together = [p for p in groups if len(p.numbers) > 1]
    parts = _bracketed(report, share, near) or [*together, *_said_again(report, share)] or groups
    return parts or _labelled(report, share, near)


def _said(report: Report, share: NumberHit, parts: Sequence[_Part]) -> Said:
    within = rounding(report, share) if share.qualifier == "exact" else _ROUGHLY
    return Said(share.start, float(share.value or 0), within, parts[0].count)


def of_change(report: Report, share: NumberHit, *, whole: bool = False) -> bool:
    """Whether a percentage says by how much something rose or fell: beside a word for it, or with a sign.

    One said to be of a whole ("43% of all") is none, where that is asked for.
    """
    if whole:
        behind = report.reading.within(share.end, share.end + _BESIDE, "audit_of_all", "audit_of_the_whole")
        if behind and behind[0].start <= share.end + 1:
            return False
    if report.reading.text[max(share.core_start - 1, 0) : share.core_start + 1].strip("( ").startswith(("+", "-")):
        return True
    sentence = report.reading.sentences[report.reading.sentence_at(share.start)]
    text = report.reading.text
    start = max((text.rfind(c, sentence.start, share.start) for c in ",;:"), default=-1)
    return bool(
        report.reading.within(
            max(start, sentence.start),
            min(share.end + _BESIDE, sentence.end),
            "audit_change",
            "audit_comparison",
            "audit_direction",
        )
    )


def _near(report: Report, share: NumberHit) -> list[NumberHit]:
    """The numbers of a percentage's sentence and of those just before it."""
    at = report.reading.sentence_at(share.start)
    start, end = report.reading.sentences[max(at - _BACK, 0)].start, report.reading.sentences[at].end
    numbers = numbers_between(report.reading, start, end)
    return [
        n
        for n in numbers
        if n.kind == "cardinal" and n.value and n.qualifier != "vague" and not _in_a_fraction(report, n)
    ]


def _in_a_fraction(report: Report, number: NumberHit) -> bool:
    """Whether a number is a word of a fraction: "two thirds"."""
    return any(
        h.start <= number.core_start < h.end
        for h in report.reading.within(max(number.core_start - _BESIDE, 0), number.core_end + _BESIDE, "audit_fraction")
    )


def _lists(report: Report, share: NumberHit) -> tuple[Ledger, ...]:
    """The lists that a percentage may speak of: that in which it stands, or the last ones before it."""
    span = report.reading.folded.span(share.core_start, share.core_end)
    before = bisect_right(report.page.starts, span.start)
    return report.page.ledgers[max(before - _LISTS, 0) : before]


def _bracketed(report: Report, share: NumberHit, near: Sequence[NumberHit]) -> list[_Part]:
    """ "66 children (13.9%)", "13.9% (66 children)": the number before the brackets, or in them."""
    before = [n for n in near if n.end <= share.start]
    words, mark, rest = report.reading.text[before[-1].end if before else share.start : share.start].rpartition("(")
    own = mark and not rest.strip() and len(words.split()) <= _WORDS and not any(c in words for c in _ENDS)
    if own:
        return [_Part(int(before[-1].value or 0), (before[-1],))]
    behind = next((n for n in near if n.start >= share.end), None)
    own = behind is not None and _before_brackets(report, share.end, behind.start).strip() == "("
    return [_Part(int(behind.value or 0), (behind,))] if own and behind is not None else []


def _before_brackets(report: Report, start: int, end: int) -> str:
    """What stands between a percentage and the number in brackets behind it, but for the words for the whole: "23% of the total (55)"."""
    whole = [h for h in report.reading.within(start, end, "audit_of_the_whole") if h.start <= start + 1]
    return report.reading.text[whole[-1].end if whole else start : end]


def _said_again(report: Report, share: NumberHit) -> list[_Part]:
    """ "45 of them, or 75 percent": the number right before it, with words between that say the one as the other."""
    sentence = report.reading.sentences[report.reading.sentence_at(share.start)]
    before = numbers_between(report.reading, sentence.start, share.start)
    number = before[-1] if before else None
    if len(before) > 1 and _definite(report, before[-1]) and (before[-2].value or 0) < (before[-1].value or 0):
        number = before[-2]  # «34 من القتلى الـ174، أي 20%»: the other is what it is taken from
    if number is None or number.kind != "cardinal" or not number.value:
        return []
    said = report.reading.within(number.end, share.start, "audit_that_is")
    text = report.reading.text
    if any(w.start <= number.end + _AGAIN and len(text[w.end : share.start].split()) <= 1 for w in said):
        return [_Part(int(number.value), (number,))]
    return []


def _of_groups(
    report: Report, share: NumberHit, near: Sequence[NumberHit], read: Mapping[int, Aggregate]
) -> list[_Part]:
    """ "Women (12) and children (19) made up 61 %": the groups named before it, else behind it, each with a number of its own."""
    sentence = report.reading.sentences[report.reading.sentence_at(share.start)]
    nouns = _groups(report, sentence.start, share.start) or _groups(
        report, share.end, min(share.end + _BESIDE, sentence.end)
    )
    groups = dict.fromkeys(h.id for h in nouns)  # in order: a finding's spans are the same every time
    own = read.get(share.start)
    measure = own.measure.removeprefix("percent_of_") if own is not None else None
    fitting = [n for n in near if _fits(read.get(n.start), measure)]
    told = {g: _of_group(report, g, fitting)[:_EACH] for g in groups}
    if not groups or not all(told.values()):
        return []
    return [
        _Part(sum(p.count for p in chosen), tuple(n for p in chosen for n in p.numbers))
        for chosen in product(*told.values())
    ]


def _groups(report: Report, start: int, end: int) -> list[Hit]:
    return [h for h in report.reading.within(start, end, "people") if h.id in SEXES_AND_AGES]


def _of_group(report: Report, group: str, near: Sequence[NumberHit]) -> list[_Part]:
    """The numbers of one group, the nearest first, and those of a sentence together: girls and boys are children."""
    by_sentence: dict[int, list[NumberHit]] = {}
    for number in near:
        if _counts(report, number, group):
            by_sentence.setdefault(report.reading.sentence_at(number.start), []).append(number)
    found: list[_Part] = []
    for _, numbers in sorted(by_sentence.items(), reverse=True):
        found += [_Part(int(n.value or 0), (n,)) for n in numbers]
        if len(numbers) > 1:
            found.append(_Part(sum(int(n.value or 0) for n in numbers), tuple(numbers)))
    return found


def _counts(report: Report, number: NumberHit, group: str) -> bool:
    """Whether a number stands beside a word for the group: "12 women", "women (12)", "12 were women", "12 of the women"."""
    text = report.reading.text
    behind = report.reading.within(number.end, number.end + _BESIDE, "people")
    for hit in behind:
        between = text[number.end : hit.start]
        if hit.id == group and len(between.split()) <= 2 and not any(c in between for c in _ENDS + "0123456789"):
            return True
    before = report.reading.within(max(number.start - _BESIDE, 0), number.start, "people")
    return bool(before) and before[-1].id == group and text[before[-1].end : number.start].strip() == "("


def _fits(read: Aggregate | None, measure: str | None) -> bool:
    """Whether a number was not read as those of the group whom something else befell."""
    return measure is None or read is None or read.measure == measure or not read.dimension.endswith("group")


def _labelled(report: Report, share: NumberHit, near: Sequence[NumberHit]) -> list[_Part]:
    """ "Air strikes caused 40% of the deaths": the figure that a list gives under words which the sentence names before the percentage."""
    reading = report.reading
    sentence = reading.sentences[reading.sentence_at(share.start)]
    words = reading.text[sentence.start : share.start]
    found: list[_Part] = []
    for number in near:
        if number.end <= sentence.start and len(label := _label(report, number)) >= _LABEL and _names(words, label):
            found.append(_Part(int(number.value or 0), (number,)))
    for ledger in _lists(report, share):
        for row in ledger.rows:
            label = reading.text[slice(*reading.folded.bounds(row.label))].strip()
            if any(_names(words, w) for w in _endings(label)):
                cell = row.cells[0] if ledger.width == 1 else _meant(share, ledger, row)
                found += [_Part(cell.value, (), (cell.span,))] if cell is not None else []
    return found[-_EACH:]


def _meant(share: NumberHit, ledger: Ledger, row: Row) -> Cell | None:
    """The cell of a row of several that a percentage is the share of in its column; that of the first column where none is."""
    for at, cell in enumerate(row.cells):
        whole = sum(c.value for c in ledger.column(at) if c is not None)
        if cell is not None and whole and agrees(float(share.value or 0), cell.value, whole):
            return cell
    return row.cells[0]


def _endings(label: str) -> Iterator[str]:
    """A label, its last two words and its last: "were killed by air strikes" is air strikes."""
    words = label.split()
    for count in dict.fromkeys((len(words), 2, 1)):
        ending = " ".join(words[-count:])
        if len(ending) >= _LABEL:
            yield ending


def _label(report: Report, number: NumberHit) -> str:
    """The words before a number, back to the last mark: "air strikes" in "landmines 12, air strikes 40"."""
    text = report.reading.text
    start = max((text.rfind(c, 0, number.start) for c in _ENDS), default=-1) + 1
    words = text[start : number.start].split()
    return " ".join(words) if len(words) <= _WORDS else ""


def _names(words: str, label: str) -> bool:
    """Whether a sentence holds the words of a label, as whole words."""
    at = words.find(label)
    while at >= 0:
        before, after = words[at - 1 : at], words[at + len(label) : at + len(label) + 1]
        if not after.isalnum() and (not before.isalnum() or before in joined_letters()):
            return True
        at = words.find(label, at + 1)
    return False


def _judged(
    report: Report, share: NumberHit, parts: Sequence[_Part], near: Sequence[NumberHit], said: Sequence[Said]
) -> Share | None:
    """Whether a percentage is that of one of its parts: of a larger number beside it, else of any the report tells; None where it is of
    none and nothing says of which it should be."""
    folded = report.reading.folded
    at, stated = folded.span(share.core_start, share.core_end), float(share.value or 0)
    within = POINTS if share.qualifier == "exact" else _ROUGHLY
    part, own = parts[0], _said(report, share, parts)
    common = common_whole(report, own, said)
    if common is not None and agrees(stated, own.part, common.number, within):
        return Share(at, stated, own.part, common.number, True, (at, *part.spans(folded)))
    if common is None or not common.divided:
        right = next(_right(report, share, parts, near, own), None)
        if right is not None:
            fitting, of = right
            return Share(at, stated, fitting.count, of, True, (at, *fitting.spans(folded)))
    whole = common.number if common is not None else _taken_from(report, share, part, near)
    return Share(at, stated, part.count, whole, False, (at, *part.spans(folded))) if whole else None


def _right(
    report: Report, share: NumberHit, parts: Sequence[_Part], near: Sequence[NumberHit], own: Said
) -> Iterator[tuple[_Part, int]]:
    """The parts and wholes that make a percentage right: numbers and lists beside it roughly, any other of the report closely."""
    lists = [
        sum(c.value for c in x.column(at) if c is not None) for x in _lists(report, share) for at in range(x.width)
    ]
    within = POINTS if share.qualifier == "exact" else _ROUGHLY
    for part in parts:
        row = report.page.at(part.spans(report.reading.folded)[0]) is not None  # the rows beside it are no whole of it
        told = [int(n.value or 0) for n in near if n not in part.numbers and not row]
        yield from ((part, w) for w in (*told, *lists) if w and agrees(own.stated, part.count, w, within))
    for part in parts:
        yield from ((part, w) for w in numbers_that_fit(report, own.stated, part.count, own.within))


def _taken_from(report: Report, share: NumberHit, part: _Part, near: Sequence[NumberHit]) -> int | None:
    """The number that the sentence of a percentage takes its part from ("of the 214, 131 (61%)", «60 هجوماً، منها 45، أي 75%»), else the
    first number of the report where the percentage is one "of the total"."""
    reading = report.reading
    sentence = reading.sentences[reading.sentence_at(share.start)]
    first = min((n.start for n in part.numbers), default=share.start)
    for number in reversed(near):
        if not (sentence.start <= number.start and number.end <= min(first, share.start)):
            continue
        if (number.value or 0) <= part.count:
            continue
        out_of = reading.within(max(number.core_start - _BESIDE, sentence.start), number.core_start, "audit_out_of")
        led = bool(out_of) and not reading.text[out_of[-1].end : number.core_start].strip()
        taken = reading.within(number.end, share.end + _BESIDE, "discourse", "part_word")
        if led or any(h.id in ("including", "part") for h in taken):
            return int(number.value or 0)
    last = next((n for n in reversed(near) if max(first, sentence.start) <= n.start and n.end <= share.start), None)
    if last is not None and (last.value or 0) > part.count and _definite(report, last):  # «34 من القتلى الـ174، أي 20%»
        return int(last.value or 0)
    behind = report.reading.within(share.end, share.end + _BESIDE, "discourse")
    if behind and behind[0].id == "including" and behind[0].start <= share.end + 1:  # "61% of them"
        above = [int(n.value or 0) for n in near if n.end <= first and (n.value or 0) > part.count]
        return above[-1] if above else None
    after = next((n for n in near if n.start >= share.end), None)
    if after is not None and (after.value or 0) > part.count and _out_of(report, share, after):  # "42% of the 112"
        return int(after.value or 0)
    if _of_the_whole(report, share):
        figures = [n for f in report.totals if (n := value(f)) is not None and n > part.count]
        return figures[0] if figures else None
    return None


def _definite(report: Report, number: NumberHit) -> bool:
    """Whether an article is written before a number: it was told already."""
    folded = report.reading.folded
    at = folded.span(number.core_start, number.core_end).start
    return folded.original[max(at - 4, 0) : at].casefold().endswith(definite_articles())


def _out_of(report: Report, share: NumberHit, whole: NumberHit) -> bool:
    """Whether a number stands right behind a percentage as what it is of."""
    said = report.reading.within(share.end, whole.core_start, "audit_out_of")
    return (
        bool(said)
        and report.reading.text[share.end : whole.core_start].strip()
        == report.reading.text[said[-1].start : said[-1].end]
    )


def _of_the_whole(report: Report, share: NumberHit) -> bool:
    """Whether a percentage is said to be one of all that a report counts: "74% of the total"."""
    text = report.reading.text
    behind = report.reading.within(share.end, share.end + _BESIDE, "audit_of_the_whole")
    beside = [h for h in behind if h.start <= share.end + 1]
    return bool(beside) and text[beside[-1].end : beside[-1].end + 2].strip()[:1] in ("", *_ENDS)

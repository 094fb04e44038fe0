"""Parts that a sentence adds up or takes out of a number beside it (standards §3, D1, D3 and D7).

"40 civilians, including 45 children", "829 killed: 404 men, 309 women and 204 children", "1,127 casualties (289 killed, 838 injured)":
what belongs together is said by the words between the numbers, whatever statistic each was read as.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tawthiq.audit.ledger_cells import Cell
from tawthiq.audit.ledgers import Ledger
from tawthiq.audit.messages import Fact, Words, finding, joined, named, said
from tawthiq.audit.report import Report, numbers_between, numbers_in, spans_of
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.numbers import NumberHit
from tawthiq.text.phrases import Hit

SEXES_AND_AGES = frozenset(("man", "woman", "child"))
_BESIDE = 2
"""Code points from a number to its noun."""
_NOUN = 30
"""Code points behind a number in which the first noun is still its own, where other words stand between: "45 of them children"."""
_LEAD = 3
"""Words from "including" to the number it takes out, and from one part to the next, at most."""
_BRACKET = re.compile(r"[^()\n]{0,40}\(([^()\n]+)\)")
_OPEN = ("more_than", "about")
"""Numbers that may be surpassed."""
_REACH = 6000
"""Code points back to the numbers of all the dead that a part may be taken out of."""
_HARMS = ("killed", "injured", "missing", "detained", "abducted")


def included_parts_fit(report: Report) -> Iterator[Finding]:
    """D7: what a sentence takes out of a number ("including") is no more than it, nor are men, women and children told in a row.

    ar: «40 مدنياً بينهم 45 طفلاً».
    en: "40 civilians, including 45 children".
    """
    for number, part in _included(report):
        if (part.number.value or 0) > (number.value or 0):
            facts: dict[str, Fact] = {"whole": int(number.value or 0), "unit": said("unit.told")}
            yield finding(
                "D7", "group", "E", spans_of(report, part.number, number), part=int(part.number.value or 0),
                group=named("group", part.noun.id), **facts,
            )  # fmt: skip
    for chain in _chains(report, _told(numbers_in(report.reading))):
        sentence = report.sentence(chain[0].noun)
        before = [n for n in _counted(report, sentence.start, chain[0].number.start) if _people(report, n)]
        total = sum(int(p.number.value or 0) for p in chain)
        before = before or _counted_above(report, chain[0], sentence)
        loose = _counted(
            report, sentence.start, chain[0].number.start
        )  # "119 by the group, 19 children and 7 women among them"
        if _out_of_all(report, sentence, chain[0]):  # "among the dead": of all that were counted so far
            loose = _counted(report, max(chain[0].number.start - _REACH, 0), chain[0].number.start)
        if (
            not before
            or any((n.value or 0) >= total for n in loose)
            or any((n.value or 0) >= total or n.qualifier in _OPEN for n in before)
        ):
            continue
        whole = before[-1]
        beside = report.reading.within(whole.end, chain[0].number.start, "people")
        if whole.start >= sentence.start and any(h.id in SEXES_AND_AGES for h in beside):
            continue  # "58 of the dead were men, 44 were women and 31 were children": one of the parts itself
        words = joined([named("group", p.noun.id) for p in chain])
        yield finding(
            "D7", "sum", "E", spans_of(report, *(p.number for p in chain), whole), groups=words, sum=total,
            whole=int(whole.value or 0), unit=said("unit.told"),
        )  # fmt: skip


def _out_of_all(report: Report, sentence: Span, part: _Part) -> bool:
    """Whether a part is taken out of people whom no number counts in its sentence: "among the dead were 39 children"."""
    words = ("part_word", "audit_out_of", "audit_of_these", "discourse")
    led = report.reading.within(sentence.start, part.number.start, *words)
    return bool(led) and any(
        h.start >= led[-1].start for h in report.reading.within(sentence.start, part.number.start, "people")
    )


def rows_hold_their_parts(report: Report) -> Iterator[Finding]:
    """D7: what the brackets of a row take out of its figure is no more than it: "Raqqa: 77 (including 81 children)"."""
    for ledger in report.page.ledgers:
        for _, cell, (start, end), inside in _brackets(report, ledger):
            taken = [h for h in report.reading.within(start, end, "discourse") if h.id == "including"]
            if len(inside) == 1 and taken and taken[0].end <= inside[0].start and (inside[0].value or 0) > cell.value:
                noun = _noun(report, inside[0])
                facts: dict[str, Fact] = {"whole": cell.value, "unit": said("unit.listed")}
                yield finding(
                    "D7", "group", "E", (*spans_of(report, inside[0]), cell.span), part=int(inside[0].value or 0),
                    group=named("group", noun.id if noun is not None else "people"), **facts,
                )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Part:
    """A number and the people it counts."""

    number: NumberHit
    noun: Hit


def _included(report: Report) -> Iterator[tuple[NumberHit, _Part]]:
    """Each number with the part that "including" takes out of it, in one sentence."""
    text = report.reading.text
    for hit in report.reading.of("discourse"):
        if hit.id != "including":
            continue
        sentence = report.sentence(hit)
        before = _counted(report, sentence.start, hit.start)
        if (behind := _taken_out(report, hit, before)) is not None:
            yield behind
            continue
        after = next(iter(_counted(report, hit.end, sentence.end)), None)
        if not before or after is None or len(text[hit.end : after.start].split()) > _LEAD:
            continue
        apart = text[before[-1].end : hit.start].strip(" ,;:()")
        led = not any(c in text[hit.end : after.start] for c in ",)") and not report.reading.within(
            hit.end, after.start, "harm"
        )
        noun = _noun(report, after)
        wholes = [n for n in before if _people(report, n)]
        if not (apart and led and wholes and _people(report, before[-1])) or any(n.qualifier in _OPEN for n in wholes):
            continue
        if noun is not None and noun.category == "people" and not _of_another_harm(report, before[-1], noun):
            yield max(wholes, key=lambda n: n.value or 0), _Part(after, noun)


def _of_another_harm(report: Report, whole: NumberHit, part: Hit) -> bool:
    """Whether a part is of those whom something else befell than the number before: "8 dead, two girls among them, and 30 injured"."""
    noun = _noun(report, whole)
    harms = [h.term.get("harm") for h in (part, noun) if h is not None]
    return len(harms) == 2 and None not in harms and harms[0] != harms[1]


def _taken_out(report: Report, hit: Hit, before: Sequence[NumberHit]) -> tuple[NumberHit, _Part] | None:
    """ "90 dead, 12 of whom were children": the part stands right before "of whom", its group right behind."""
    text = report.reading.text
    if len(before) < 2 or text[before[-1].end : hit.start].strip():
        return None
    group = next((h for h in report.reading.within(hit.end, hit.end + _NOUN, "people") if h.id in SEXES_AND_AGES), None)
    whole = before[-2]
    if (
        group is None
        or not _people(report, whole)
        or whole.qualifier in _OPEN
        or len(text[hit.end : group.start].split()) > 1
    ):
        return None
    between = text[whole.end : before[-1].start]
    if any(c.isdigit() for c in text[hit.end : group.start]) or not report.reading.within(
        whole.end, before[-1].start, "people", "harm"
    ):
        return None
    return (whole, _Part(before[-1], group)) if not any(c in between for c in ".;") else None


def _told(numbers: Sequence[NumberHit]) -> list[NumberHit]:
    """Those of some numbers that say how many."""
    return [n for n in numbers if n.kind == "cardinal" and n.value and n.qualifier != "vague"]


def _counted(report: Report, start: int, end: int) -> list[NumberHit]:
    return _told(numbers_between(report.reading, start, end))


def _noun(report: Report, number: NumberHit) -> Hit | None:
    """The noun right behind a number."""
    near = report.reading.within(number.end, number.end + _NOUN, "people", "counted_unit")
    beside = next((h for h in near if h.start - number.end <= _BESIDE), None)
    if beside is None and near and near[0].category == "people":  # "26 were men"
        was = report.reading.within(number.end, near[0].start, "audit_was")
        words = report.reading.text[number.end : near[0].start].split()
        return near[0] if was and len(words) == 1 else None
    return beside


def _people(report: Report, number: NumberHit) -> bool:
    """Whether a number counts people: the first noun behind it says so, or what befell them."""
    near = report.reading.within(number.end, number.end + _NOUN, "people", "counted_unit", "harm")
    return bool(near) and near[0].category != "counted_unit"


def _chains(report: Report, counted: Sequence[NumberHit]) -> Iterator[list[_Part]]:
    """Numbers of men, women and children told one right after the other."""
    chain: list[_Part] = []
    for number in counted:
        noun = _noun(report, number)
        known = noun is not None and noun.id in SEXES_AND_AGES
        if chain and not (known and _joined(report, chain[-1].noun.end, number.start)):
            if len(chain) > 1:
                yield chain
            chain = []
        if known and noun is not None:
            chain.append(_Part(number, noun))
    if len(chain) > 1:
        yield chain


def _counted_above(report: Report, part: _Part, sentence: Span) -> list[NumberHit]:
    """The one number that the sentence before gives of those whom a sentence names and divides: "The killed were 404 men, …"."""
    near = report.reading.within(sentence.start, part.number.start, "people", "harm")
    harms = {str(h.term.get("harm") or h.id) for h in near} & set(_HARMS)
    start = report.reading.sentences[max(report.reading.sentence_at(sentence.start) - 1, 0)].start
    above = [n for n in _counted(report, start, sentence.start) if _harm(report, n) in harms]
    return above if len(above) == 1 else []


def _joined(report: Report, start: int, end: int) -> bool:
    between = re.sub(r"\([^()]*\)", "", report.reading.text[start:end])
    return len(between.split()) <= _LEAD and not any(c in between for c in ".;:\n(")


def casualties_add_up(report: Report) -> Iterator[Finding]:
    """D1 for a number of casualties with the killed and the injured behind it, after a colon or in brackets.

    ar: «1127 ضحية (289 قتيلاً و838 جريحاً)».
    en: "1,127 civilian casualties: 289 killed and 838 injured".
    """
    counted = _told(numbers_in(report.reading))
    for at, whole in enumerate(counted[:-2]):
        words = report.reading.within(whole.end, whole.end + _NOUN, "audit_casualties")
        opened = report.reading.text[whole.end : counted[at + 1].start]
        if not words or not any(c in opened for c in ":(") or any(c in opened for c in ".;\n"):
            continue
        parts = [(n, harm) for n in counted[at + 1 : at + 4] if (harm := _harm(report, n)) is not None]
        told = [h for _, h in parts]
        if told[:2] != ["killed", "injured"] or [n for n, _ in parts[:2]] != counted[at + 1 : at + 3]:
            continue
        last = (
            parts[:3]
            if len(parts) == 3 and _follows(report, parts[1][0], parts[2][0]) and told[2] not in told[:2]
            else parts[:2]
        )
        added, stated = sum(int(n.value or 0) for n, _ in last), int(whole.value or 0)
        facts: dict[str, Fact] = {"rows": said("rows.harm"), "sum": added, "unit": said("unit.told")}
        spans = spans_of(report, *(n for n, _ in last), whole)
        if added == stated:
            yield finding("D1", "passed", "E", spans, **facts)
        elif stated < 2 * added:
            yield finding("D1", "failed", "E", spans, stated=stated, difference=abs(added - stated), **facts)


def _harm(report: Report, number: NumberHit) -> str | None:
    """What the word behind a number says befell those it counts; None for attacks and for casualties of any kind."""
    for hit in report.reading.within(
        number.end, number.end + _NOUN, "counted_unit", "audit_casualties", "people", "harm"
    ):
        if hit.start - number.end <= _BESIDE:
            if hit.category in ("counted_unit", "audit_casualties"):
                return None
            harm = str(hit.term.get("harm") or hit.id)
            if harm in _HARMS:
                return harm
    return None


def _follows(report: Report, first: NumberHit, second: NumberHit) -> bool:
    between = report.reading.text[first.end : second.start]
    return len(between.split()) <= _LEAD and not any(c in between for c in ".;:)\n")


def bracketed_cells_add_up(report: Report) -> Iterator[Finding]:
    """D3 for rows that say their parts in brackets, where most rows of the list add up: the others are slips.

    ar: «حلب: 40 (30 على يد قوات النظام و10 على يد القوات الروسية)».
    en: "Aleppo: 40 (30 by government forces, 10 by Russian forces)".
    """
    for ledger in report.page.ledgers:
        told = list(_bracketed(report, ledger))
        right = sum(added == stated for _, added, stated, _ in told)
        if len(told) < 3 or 2 * right < len(told):
            continue
        for label, added, stated, spans in told:
            if added != stated:
                yield finding("D3", "failed", "E", spans, key=label, sum=added, stated=stated, unit=said("unit.told"))


def _bracketed(report: Report, ledger: Ledger) -> Iterator[tuple[Words, int, int, tuple[Span, ...]]]:
    for label, cell, _, inside in _brackets(report, ledger):
        if len(inside) > 1:
            words = report.extraction.document.text[label.start : label.end]
            spans = (*spans_of(report, *inside), cell.span)
            yield Words(words, words), sum(int(n.value or 0) for n in inside), cell.value, spans


def _brackets(report: Report, ledger: Ledger) -> Iterator[tuple[Span, Cell, tuple[int, int], list[NumberHit]]]:
    """The rows of one figure with brackets behind it: the label, the figure, where the brackets hold their words (folded), their numbers."""
    text = report.extraction.document.text
    for row in ledger.rows:
        cell = row.cells[0]
        match = _BRACKET.match(text, cell.span.end) if cell is not None and len(row.cells) == 1 else None
        if cell is not None and match is not None:
            start, end = report.reading.folded.bounds(Span(match.start(1), match.end(1)))
            yield row.label, cell, (start, end), _counted(report, start, end)

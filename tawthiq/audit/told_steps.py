"""A change told with both its figures in one breath: "from 257 to 188", "118 → 140 (+18.6%)" (standards §3, D7, D9).

Which figure is the earlier one is said by the words or the arrow between them, whatever they count. The word of rise or fall, the
percentage and the size told right beside them must follow from the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tawthiq.audit.messages import Fact, finding, said
from tawthiq.audit.report import Report, numbers_between, numbers_in
from tawthiq.audit.share_wholes import is_year, rounding
from tawthiq.audit.spoken_changes import written
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.numbers import NumberHit
from tawthiq.text.phrases import Hit

_ARROW = re.compile(r"\s*(?:→|⟶|➔|➜|⇒|←|⟵|-+>|=+>|<-+|<=+)\s*")
_APART = 60
"""Code points from the first figure to the word that leads to the second, at most."""
_LED = 24
_BACK = 110
"""Code points before the first figure in which the word of change may stand, and its percentage."""
_BEHIND = 70
"""And behind the second one."""
_WORDS = 2
_TIME = 4
"""Words that may say when before the earlier figure: «بعدما كانت مساء أمس الثلاثاء 1289»."""
_POINTS = 0.6
"""How far a percentage of change may lie from the true one."""
_AGAIN = 40
"""Code points from a number to the percentage that says it again."""
_OWN = 12
"""Code points before the next step in which a number is that one's size: "by 50 per cent (from 28 to 42)"."""
_STOPS = ".;!?؟\n"
_CLAUSE = ",:()"


@dataclass(frozen=True, slots=True)
class Step:
    """Two figures of one thing, the earlier first, and the folded stretch from the first to the second."""

    before: int
    now: int
    start: int
    end: int
    spans: tuple[Span, ...]
    arrow: bool

    @property
    def direction(self) -> str:
        """What the figures say: rise, fall or none."""
        return "rise" if self.now > self.before else "fall" if self.now < self.before else "none"


def told_steps(report: Report) -> Iterator[Finding]:
    """D9: a rise from one figure to another is one, by as many and as many per cent as is said.

    ar: «انخفض عدد البلاغات من 320 إلى 248، أي بنسبة 22.5%».
    en: "arrests fell by 27 per cent (from 257 to 188)".
    """
    steps = steps_of(report)
    for at, step in enumerate(steps):
        first = steps[at - 1].end if at else 0
        last = steps[at + 1].start if at + 1 < len(steps) else len(report.reading.text) + _OWN
        yield from _held(report, step, first, last)


def steps_of(report: Report) -> list[Step]:
    """The steps of a report, in order; looked for once."""
    known: list[Step] | None = report.reading.memo.get("audit_steps")
    if known is None:
        known = report.reading.memo["audit_steps"] = list(_steps(report))
    return known


def _steps(report: Report) -> Iterator[Step]:
    reading, folded = report.reading, report.reading.folded
    numbers = [n for n in numbers_in(reading) if n.kind == "cardinal"]
    taken = -1
    for at, number in enumerate(numbers):
        if number.start <= taken:
            continue
        if number.said is not None:
            if reading.within(number.start, number.core_start + 1, "audit_from") or _led(report, number, "audit_from"):
                first, last = (int(n) for n in number.said)
                span = folded.span(number.start, number.end)
                yield Step(first, last, number.start, number.end, (span,), False)
            continue
        after = numbers[at + 1] if at + 1 < len(numbers) else None
        if after is None or not (number.value and after.value) or after.said is not None:
            continue
        between = reading.text[number.core_end : after.core_start]
        arrow = _ARROW.fullmatch(between) is not None
        spans = tuple(folded.span(n.core_start, n.core_end) for n in (number, after))
        if arrow or _from_to(report, number, after):
            taken = after.start
            yield Step(int(number.value), int(after.value), number.start, after.end, spans, arrow)
        elif _after_it_was(report, number, after):
            taken = after.start
            yield Step(int(after.value), int(number.value), number.start, after.end, spans, False)


def _led(report: Report, number: NumberHit, category: str) -> bool:
    """Whether a word of a category stands right before a number, an article between them or not."""
    hits = report.reading.within(max(number.core_start - _LED, 0), number.core_start, category)
    between = report.reading.text[hits[-1].end : number.core_start] if hits else "."
    return not any(c in between for c in _STOPS + _CLAUSE) and len(between.split()) < _WORDS


def _from_to(report: Report, first: NumberHit, second: NumberHit) -> bool:
    """Whether two numbers are those of "from … to …", with what they count and when between them."""
    text = report.reading.text
    between = text[first.end : second.core_start]
    if len(between) > _APART or any(c in between for c in _STOPS + _CLAUSE):
        return False
    plain = all(n.qualifier == "exact" and not is_year(report, n) for n in (first, second))
    return plain and _led(report, first, "audit_from") and _led(report, second, "audit_to")


def _after_it_was(report: Report, now: NumberHit, before: NumberHit) -> bool:
    """Whether two numbers are those of "to 201, after 178", «إلى 201 بعد أن كان مساء أمس 178»: the earlier one behind."""
    reading = report.reading
    between = reading.text[now.end : before.core_start]
    hits = reading.within(now.end, before.core_start, "audit_before", "audit_after_it_was")
    if not hits or len(between) > _APART or any(c in between for c in _STOPS + ":()"):
        return False
    plain = all(n.qualifier == "exact" and not is_year(report, n) for n in (now, before))
    hit = hits[-1]
    led = reading.text[hit.end : before.core_start]
    apart = reading.text[now.end : hit.start]
    return (
        plain
        and (_led(report, now, "audit_to") or hit.category == "audit_after_it_was")
        and len(led.split()) <= _TIME
        and "," not in led
        and "," not in apart.rstrip(" ,")
    )


def _held(report: Report, step: Step, first: int, last: int) -> Iterator[Finding]:
    reading = report.reading
    start = max(first, step.start - _BACK, *(reading.text.rfind(c, 0, step.start) + 1 for c in _STOPS))
    ends = [at for c in _STOPS if (at := reading.text.find(c, step.end, step.end + _BEHIND)) >= 0 and _ends(report, at)]
    end = min([last, step.end + _BEHIND, *ends])
    start = _clause(report, step, start)
    facts: dict[str, Fact] = {"before": step.before, "now": step.now, "unit": said("unit.told")}
    turns = _turns(report, step, start, end)
    near = [n for n in numbers_between(reading, start, end) if n.start < step.end or last - n.end >= _OWN]
    sizes = [f for n in near for f in _size(report, step, n, turns, facts)]
    yield from sizes
    if len(turns) != 1 or step.direction == "none" or any(not f.passed for f in sizes):
        return
    direction, hit = next(iter(turns.items()))
    spans = (reading.folded.span(hit.start, hit.end), *step.spans)
    variant = "direction_passed" if direction == step.direction else "direction"
    yield finding("D9", variant, "E", spans, change=said(f"change.{direction}"), **facts)


def _ends(report: Report, at: int) -> bool:
    """Whether a full stop ends a sentence and is none of a number."""
    text = report.reading.text
    return not (text[at] == "." and text[at + 1 : at + 2].isdigit())


def _clause(report: Report, step: Step, start: int) -> int:
    """Where the clause of a step begins: behind the number before it that is no size of its own."""
    before = [n for n in numbers_between(report.reading, start, step.start) if n.kind == "cardinal" and n.value]
    apart = [n for n in before if n.value != abs(step.now - step.before)]
    return apart[-1].end if apart else start


def _turns(report: Report, step: Step, start: int, end: int) -> dict[str, Hit]:
    """The words of rise and fall beside a step, by what they say: those before it, else those behind."""
    reading = report.reading
    for left, right in ((start, step.start), (step.end, end)):
        hits = [h for h in reading.within(left, right, "audit_moved") if not _denied(report, h)]
        if hits:
            clause = _comma_clause(report, hits[-1] if right == step.start else hits[0])
            return {h.id: h for h in hits if _comma_clause(report, h) == clause}
    return {}


def _comma_clause(report: Report, hit: Hit) -> int:
    return report.reading.text.rfind(",", 0, hit.start)


def _denied(report: Report, hit: Hit) -> bool:
    before = report.reading.within(max(hit.start - _LED, 0), hit.start, "audit_denied")
    return bool(before) and not report.reading.text[before[-1].end : hit.start].strip()


def _size(
    report: Report, step: Step, number: NumberHit, turns: dict[str, Hit], facts: dict[str, Fact]
) -> Iterator[Finding]:
    """A percentage or a count beside a step that says how large it was."""
    reading = report.reading
    if step.start <= number.start < step.end or number.kind not in ("percent", "cardinal") or not number.value:
        return
    percent = number.kind == "percent"
    amount = of_an_amount(report, number) if percent else None
    if amount is not None and amount.value != abs(step.now - step.before) and not step.start <= amount.start < step.end:
        return  # "18, or 25 per cent, where it went from 10 to 31": of another change
    signed = reading.text[max(number.core_start - 1, 0) : number.core_start + 1].strip("( ")[:1]
    bracket = reading.text[step.end : number.start].strip() in ("(", "(+", "(-")
    if not (_said_of_it(report, step, number) or (percent and bracket)):
        return
    if not step.before:
        return
    span = reading.folded.span(number.core_start, number.core_end)
    if signed in ("+", "-") and percent and step.direction != "none" and (signed == "+") != (step.direction == "rise"):
        turned = said(f"change.{'rise' if signed == '+' else 'fall'}")
        yield finding("D9", "direction", "E", (span, *step.spans), change=turned, **facts)
        return
    true = abs(step.now - step.before) * (100 / step.before if percent else 1)
    stated = abs(float(number.value))
    within = 0.0
    if percent:
        within = _POINTS if number.qualifier == "exact" else 3 * _POINTS
        if number.qualifier == "exact" and rounding(report, number) < _POINTS:
            within = rounding(report, number)
    if not percent and number.qualifier != "exact":
        return
    right = abs(stated - true) <= within + 1e-9
    direction = next(iter(turns), step.direction)
    sign = "%" if percent else ""
    shown: dict[str, Fact] = {
        "change": said(f"change.{direction if direction != 'none' else 'rise'}"),
        "stated": written(stated, sign),
        "computed": written(round(true, 1), sign),
    }
    yield finding("D9", "change_passed" if right else "change", "E", (span, *step.spans), **shown, **facts)


def _said_of_it(report: Report, step: Step, number: NumberHit) -> bool:
    """Whether a number beside a step is told as its size: "by 27 per cent", "a drop of 12", "or 22.5%", "a 9 per cent increase"."""
    reading = report.reading
    led = reading.within(
        max(number.core_start - _LED, 0), number.core_start, "audit_by", "audit_that_is", "audit_change"
    )
    if led and not reading.text[led[-1].end : number.core_start].strip(" +-"):
        if number.kind == "percent":
            return True
        moved = reading.within(max(led[-1].start - _LED, 0), led[-1].start + 1, "audit_moved")
        return led[-1].category == "audit_change" or (led[-1].category == "audit_by" and bool(moved))
    behind = reading.within(number.end, number.end + _LED, "audit_moved")
    return number.kind == "percent" and bool(behind) and not reading.text[number.end : behind[0].start].strip()


def of_an_amount(report: Report, share: NumberHit) -> NumberHit | None:
    """The number that a percentage says again, right before it: "22, or 18.6 per cent"."""
    reading = report.reading
    sentence = reading.sentences[reading.sentence_at(share.start)]
    before = numbers_between(reading, max(sentence.start, share.start - _AGAIN), share.start)
    if not before or before[-1].kind != "cardinal" or not before[-1].value or before[-1].qualifier != "exact":
        return None
    said_again = reading.within(before[-1].end, share.start + 1, "audit_that_is")
    return before[-1] if said_again and not reading.text[said_again[-1].end : share.start].strip() else None


def turn_words(report: Report, start: int, end: int) -> Sequence[Hit]:
    """The words of rise and fall in a stretch that are not denied."""
    return [h for h in report.reading.within(start, end, "audit_moved") if not _denied(report, h)]

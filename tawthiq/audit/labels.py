"""What the title of a list says it counts, against what its figures add up to (standards §3, D8).

A list under "fighters killed" that adds up to the number of civilians, and not to that of fighters, bears the wrong title.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tawthiq.audit.ledgers import Ledger
from tawthiq.audit.messages import Words, finding, named, unit
from tawthiq.audit.quantities import quantities
from tawthiq.audit.report import Report, numbers_between
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.knowledge.load import toml
from tawthiq.text.phrases import Hit

_LEAST, _LEAST_TOLD = 5, 20
"""What a list adds up to, and what a sentence does, at least: smaller sums meet other figures by chance."""
_TITLE = 16
"""Words of the line that heads a list, at most."""
_PARTS = 3
_BEHIND = 45
_BEFORE = 25
"""Code points on either side of a number in which its words stand."""
_CLAUSE = re.compile(r"[,;:.،؛()\n]|\s(?:-|–|—)\s")
_ALIKE = (
    frozenset({"civilian", "combatant"}),
    frozenset({"man", "woman", "child"}),
    frozenset({"medical_staff", "journalist", "civil_defence", "aid_worker", "teacher", "student"}),
)
"""Groups of which nobody belongs to two."""
_EVERYONE = _ALIKE[0]
"""Those who are everyone together."""
_PAIR = 2
_HARMS = ("killed", "injured", "detained", "displaced", "killed_or_injured")
_TAKEN = {"abducted": "detained", "missing": "detained", "forcibly_disappeared": "detained", "bodies_found": "killed"}
ACTS = ("arrests", "arbitrary_detention", "abduction", "enforced_disappearance")
"""Acts counted as the people who are taken: "219 arrests" of 219 people."""
_BOTH = "killed_or_injured"
_STATES = {"detainee": "detained", "idp": "displaced", "refugee": "displaced"}
"""Groups that are called by what befell them."""
_THING = "thing:"
_ANY = ("case", "violation")
"""Units that say nothing of what is counted: "18 cases"."""


@dataclass(frozen=True, slots=True)
class What:
    """Whom some words name and what befell them, as far as they say; `harm` is the thing itself where attacks or houses are counted."""

    group: str | None
    harm: str | None

    def excludes(self, other: What) -> bool:
        """Whether nothing can be counted under both."""
        groups = {self.group, other.group}
        apart = len(groups) == 2 and any(groups <= alike for alike in _ALIKE)
        harms = self.harm != other.harm and None not in (self.harm, other.harm) and _BOTH not in (self.harm, other.harm)
        return apart or harms

    def within(self, other: What) -> bool:
        """Whether this is a part of what the other counts: the civilians of all killed, the killed of all casualties."""
        narrower = self.group is not None and other.group is None and other.harm in (self.harm, _BOTH, None)
        return narrower or (self.harm in ("killed", "injured") and other.harm == _BOTH and other.group == self.group)

    def holds(self, other: What) -> bool:
        """Whether a figure of the other is one of what this names, as far as both say."""
        if self.group is None:
            return self.harm is not None and self.harm == other.harm
        return self.group == other.group and (self.harm == other.harm or None in (self.harm, other.harm))


_PEOPLE = What(None, None)
"""People, nothing said of who they are or what befell them."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure that the text states, and of what."""

    value: int
    what: What
    span: Span


def labels_fit(report: Report) -> Iterator[Finding]:
    """D8: what a list is said to count is what its sum is stated for.

    ar: «القتلى من المقاتلين» تُجمع إلى 61 وهو عدد المدنيين، والمقاتلون 37.
    en: "Arrested, by province" adds up to the 57 injured, where 34 were arrested.
    """
    for title, spans, added, begins, ends in (*_ledgers(report), *_told(report)):
        what = what_is_named(report, *title)
        if what is None or what == _PEOPLE:
            continue
        stated = [s for s in (*_stated(report), *key_figures(report)) if not begins <= s.span.start < ends]
        same = [s for s in stated if s.value == added]
        own = [s for s in stated if what.holds(s.what)]
        everyone = what.group is None and _names_everyone(report, *title)
        apart = [s for s in same if _apart(what, s) or (everyone and _some_of(s.what, what))]
        if not same or not own or any(s.value == added for s in own) or len(apart) < len(same):
            continue
        if (what.harm or "").startswith(_THING) and _sums(report).count(added) > 1:
            continue  # "state of the building" divides the attacks, as other lists do: what it names is not what it counts
        if everyone or any(s.what.excludes(what) for s in same) or max(s.value for s in own) < added:
            label = _named(what)
            yield finding(
                "D8", "failed", "E", (*spans, own[0].span, same[0].span), group=label, sum=added, stated=own[0].value,
                other=_named(same[0].what),
            )  # fmt: skip


def _sums(report: Report) -> list[int]:
    """What the lists of one column add up to."""
    known: list[int] | None = report.reading.memo.get("audit_sums_of_lists")
    if known is None:
        lists = [x for x in report.page.ledgers if x.width == 1]
        known = [sum(c.value for c in x.column(0) if c is not None) for x in lists]
        report.reading.memo["audit_sums_of_lists"] = known
    return known


def _names_everyone(report: Report, start: int, end: int) -> bool:
    """Whether a title says in so many words that all are counted: "all persons killed", civilians and fighters."""
    reading = report.reading
    groups = {h.id.partition(".")[0] for h in reading.within(start, end, "people")}
    return groups >= _EVERYONE or bool(reading.within(start, end, "audit_everyone"))


def _some_of(some: What, every: What) -> bool:
    """Whether some words count a part of those whom others count: the civilians of all killed."""
    return some.group is not None and every.group is None and some.harm in (every.harm, None)


def _values(report: Report) -> frozenset[int]:
    """Every number that the text states outside its lists."""
    known: frozenset[int] | None = report.reading.memo.get("audit_values_told")
    if known is None:
        told = (*_stated(report), *key_figures(report))
        known = report.reading.memo["audit_values_told"] = frozenset(s.value for s in told)
    return known


def _apart(what: What, stated: Stated) -> bool:
    """Whether a figure is certainly no figure of what a title names."""
    return stated.what.excludes(what) or what.within(stated.what)


def _named(what: What) -> Words:
    if what.harm is not None and what.harm.startswith(_THING):
        thing = what.harm.removeprefix(_THING)
        return unit(thing) if f"unit.{thing}" in toml("vocabularies/audit_messages.toml") else Words(thing, thing)
    if what.harm is not None:
        return unit(what.harm, what.group)
    return named("group", what.group or "people")


def _ledgers(report: Report) -> Iterator[tuple[tuple[int, int], list[Span], int, int, int]]:
    """The columns of lists with the words that head them: the name of the column, else the line above a list of one."""
    folded = report.reading.folded
    for ledger in report.page.ledgers:
        head = _line_above(report, ledger.names[0].start if ledger.names else ledger.span.start)
        for column in range(ledger.width):
            cells = [c for c in ledger.column(column) if c is not None]
            added = sum(c.value for c in cells)
            if added < _LEAST or added not in _values(report) or column in ledger.unadded:
                continue
            for title in _titles(report, ledger, column, head):
                start, end = folded.bounds(title)
                by = report.reading.within(start, end, "dimension", "audit_headed_by")
                stop = by[0].start if by and by[0].start > start else end  # by whom is nobody that is counted
                if not any(n.value == added for n in numbers_between(report.reading, start, end)):
                    yield (
                        (start, stop),
                        [c.span for c in cells],
                        added,
                        min(title.start, ledger.span.start),
                        ledger.span.end,
                    )


def _titles(report: Report, ledger: Ledger, column: int, head: Span | None) -> Iterator[Span]:
    """The words that head a column: its name, and the title of a list or table that has no other one."""
    if ledger.names:
        yield ledger.names[column + 1]
        title = ledger.head[-1] if ledger.head and ledger.width == 1 else None
        words = report.extraction.document.text[title.start : title.end] if title is not None else ""
        if title is not None and len(words.split()) <= _TITLE:
            yield title
    elif ledger.width == 1 and head is not None:
        yield head


def _line_above(report: Report, start: int) -> Span | None:
    """The line right above a list, blank ones left out."""
    text = report.extraction.document.text
    end = text.rfind("\n", 0, start)
    while end > 0 and text[end - 1].isspace():
        end -= 1
    line = text.rfind("\n", 0, max(end, 0)) + 1
    words = text[line : max(end, line)]
    first = text[text.rfind("\n", 0, start) + 1 :].lstrip()[:1]
    row = (
        not first.isalnum() and words.lstrip()[:1] == first and not words.endswith(":")
    )  # a row itself, told without a figure
    return Span(line, end) if words and not row and len(words.split()) <= _TITLE else None


def _told(report: Report) -> Iterator[tuple[tuple[int, int], list[Span], int, int, int]]:
    """The sentences that tell a list, with the words before its first figure."""
    told = quantities(report)
    by_sentence: dict[int, list[int]] = {}
    for at, quantity in enumerate(told):
        if report.page.at(quantity.span) is None:
            by_sentence.setdefault(quantity.sentence, []).append(at)
    for sentence, ats in by_sentence.items():
        parts = [told[at] for at in ats]
        span = report.reading.sentences[sentence]
        plain = all(p.kind is None and not p.summed and not p.of_them for p in parts)
        plain = plain and not any(p.inner for p in parts[1:])
        if len(parts) >= _PARTS and plain:
            start, end = span.start, parts[0].start
            line = report.reading.text.rfind("\n", start, end) + 1
            outer = report.reading.folded.span(span.start, span.end)
            added = sum(p.value for p in parts)
            if (
                added < _LEAST_TOLD
                or added not in _values(report)
                or report.reading.within(max(start, line), end, "part_word")
            ):
                continue
            yield (max(start, line), end), [p.span for p in parts], added, outer.start, outer.end


def what_is_named(report: Report, start: int, end: int) -> What | None:
    """Whom or what some words name and what harm, where they name one of each at most."""
    hits = report.reading.within(start, end, "people", "harm", "audit_armed", "counted_unit", "audit_noun")
    parties = report.reading.within(start, end, "actor")  # "government forces": who did it, and nobody that is counted
    hits = [h for h in hits if not any(p.start <= h.start and h.end <= p.end for p in parties)]
    ids = (h.id.partition(".")[0] for h in hits if h.category == "people")
    groups = dict.fromkeys(i for i in ids if i != "people" and i not in _STATES)
    if any(h.category == "audit_armed" for h in hits) and not groups:
        groups = {"combatant": None}
    harms = dict.fromkeys(_harm(h) for h in hits)
    harms.pop("", None)
    if groups.keys() >= _EVERYONE:
        groups = {}
    if len(groups) > 1 or len(harms) > 1 or not hits:
        return None
    return What(next(iter(groups), None), next(iter(harms), None))


def _harm(hit: Hit) -> str:
    """What befell the people that a word names, or the thing it names in the place of people; empty where it says neither."""
    if hit.category == "counted_unit":
        thing = str(hit.term.get("subject") or hit.id.partition(".")[0])
        if thing in ACTS:
            return "detained"
        return f"{_THING}{thing}" if thing not in _ANY else ""
    if hit.category == "audit_noun":
        return "detained" if hit.id in ACTS else f"{_THING}{hit.id}"
    told = hit.id.partition(".")[0]
    harm = told if hit.category == "harm" else str(hit.term.get("harm") or _STATES.get(told, ""))
    harm = _TAKEN.get(harm, harm)
    return harm if harm in _HARMS else ""


def stated_in(report: Report, span: Span) -> What | None:
    """What a number of the text outside its lists counts, as far as the words beside it say."""
    known: dict[Span, What] | None = report.reading.memo.get("audit_stated_in")
    if known is None:
        known = report.reading.memo["audit_stated_in"] = {s.span: s.what for s in _stated(report)}
    return known.get(span)


def key_figures(report: Report) -> list[Stated]:
    """The rows of a list that each name another harm: "Killed: 382", "Injured: 467"."""
    known: list[Stated] | None = report.reading.memo.get("audit_key_figures")
    if known is None:
        found: list[Stated] = []
        for ledger in report.page.ledgers:
            bounds = [(row.cells[0], report.reading.folded.bounds(row.label)) for row in ledger.rows]
            rows = [
                (c, what_is_named(report, *b)) for c, b in bounds if not report.reading.within(*b, "audit_casualties")
            ]
            told = [
                Stated(c.value, what, c.span)
                for c, what in rows
                if c is not None and what is not None and what.harm in _HARMS
            ]
            harms = {s.what.harm for s in told}
            if ledger.width == 1 and len(told) == len(harms) >= max(_PAIR, len(rows) - 1):
                found += told
        known = report.reading.memo["audit_key_figures"] = found
    return known


def _stated(report: Report) -> list[Stated]:
    """The figures of the text outside its lists with what stands beside them; read once."""
    known: list[Stated] | None = report.reading.memo.get("audit_labelled")
    if known is None:
        told = [q for q in quantities(report) if q.value > 1 and report.page.at(q.span) is None]
        starts = [q.start for q in told]
        known = [
            s for q in told if (s := _read(report, q.start, q.end, q.value, q.span, q.sentence, starts)) is not None
        ]
        report.reading.memo["audit_labelled"] = known
    return known


def _read(
    report: Report, start: int, end: int, value: int, span: Span, at: int, starts: Sequence[int]
) -> Stated | None:
    """A number with the words beside it: those behind it, but for the verb of the next number, and a verb right before it."""
    reading = report.reading
    sentence = reading.sentences[at]
    place = bisect_left(starts, start)
    after = starts[place + 1] if place + 1 < len(starts) else len(reading.text)
    right = min(sentence.end, after, end + _BEHIND)
    clause = _CLAUSE.search(reading.text, end, right)
    right = clause.start() if clause else right
    verbs = reading.within(end, right, "harm")
    if verbs and right == after and not reading.text[verbs[-1].end : after].strip():
        right = verbs[-1].whole_start
    what = what_is_named(report, end, right)
    if what is not None and what.harm is not None and not _led(report, sentence.start, start):
        return Stated(value, what, span)
    left = max(sentence.start, start - _BEFORE)
    marks = [m.end() for m in _CLAUSE.finditer(reading.text, left, start)]
    left = marks[-1] if marks else left
    if place and starts[place - 1] >= left:  # what stands behind a number is its own, but for the verb of the next
        verb = _led(report, sentence.start, start)
        left = verb.start if verb is not None else start
    before = what_is_named(report, left, start)
    if before is not None and (before.harm or "").startswith(_THING) and reading.text[end : end + 2].strip().isalpha():
        before = None  # "sentences carried out in 43 prisons": the noun behind a number is what it counts, known or not
    if what is None:
        what = before
    elif before is not None and before.harm is not None and before.group in (None, what.group):
        what = What(what.group, before.harm)
    return Stated(value, what, span) if what is not None else None


def _led(report: Report, left: int, start: int) -> Hit | None:
    """The verb or noun of harm right before a number: «وإصابة 76 شخصاً»."""
    hits = report.reading.within(max(left, start - _BEFORE), start, "harm")
    return hits[-1] if hits and not report.reading.text[hits[-1].end : start].strip() else None

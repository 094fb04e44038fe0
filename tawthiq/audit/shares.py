"""Parts of a whole: subgroups, percentages, and words such as "most" (standards §3, D7, D18)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tawthiq.audit.messages import Fact, finding, joined, named, unit
from tawthiq.audit.report import Report, Table, numbers_in, value
from tawthiq.domain.account import Aggregate
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.fold import fold_word
from tawthiq.text.numbers import NumberHit
from tawthiq.text.phrases import Hit

_POINTS = 0.5
_SHORTEST_LABEL = 4
_BESIDE = 30
"""Code points from a number to the words that say it again as a percentage: "45 of them, or 75 percent"."""
_DONE_BY = ("largest", "most_by")
"""Words of share before which the party or place may stand: "X topped the list", "X carried out most of the attacks"."""
_SEXES_AND_AGES = frozenset(("man", "woman", "child"))


def groups_fit(report: Report) -> Iterator[Finding]:
    """D7: a subgroup is no larger than its group, nor are men, women and children together; percentages recompute.

    ar: «مقتل 40 مدنياً، بينهم 45 طفلاً»؛ «4.2%» لـ213 من 393.
    en: "40 civilians killed, including 45 children"; "4.2%" for 213 of 393.
    """
    for whole, parts in _families(report):
        top = value(whole)
        if top is None:
            continue
        facts: dict[str, Fact] = {"whole": top, "unit": unit(whole.measure, whole.subject)}
        over = [p for p in parts if (value(p) or 0) > top]
        for part in over:
            yield finding(
                "D7", "group", "E", (part.quote.span, whole.quote.span), part=value(part) or 0,
                group=named("group", _group(part)), **facts,
            )  # fmt: skip
        disjoint = [p for p in parts if _group(p) in _SEXES_AND_AGES]
        total = sum(value(p) or 0 for p in disjoint)
        if len(disjoint) < 2 or over:
            continue
        words = joined([named("group", _group(p)) for p in disjoint])
        spans = (*(p.quote.span for p in disjoint), whole.quote.span)
        if total > top:
            yield finding("D7", "sum", "E", spans, groups=words, sum=total, **facts)
        elif total == top:
            yield finding("D7", "sum_passed", "E", spans, groups=words, **facts)
    judged = list(_percentages(report))
    yield from judged
    yield from _percentages_said(report, [found.spans[0] for found in judged])


def _group(figure: Aggregate) -> str:
    return (figure.key or "").rpartition("+")[2]


def _families(report: Report) -> Iterator[tuple[Aggregate, list[Aggregate]]]:
    """Each figure with the subgroups told after it, before the next figure of its own kind."""
    whole: Aggregate | None = None
    parts: list[Aggregate] = []
    for figure in report.figures:
        if figure.measure.startswith("percent_of"):
            continue
        if not figure.dimension.endswith("group"):
            if whole is not None and parts:
                yield whole, parts
            whole, parts = figure, []
            continue
        parent = figure.key.rpartition("+")[0] if figure.key and "+" in figure.key else None
        same_place = whole is not None and whole.measure == figure.measure and (parent is None or parent == whole.key)
        if same_place and _group(figure) not in {_group(p) for p in parts}:
            parts.append(figure)
    if whole is not None and parts:
        yield whole, parts


def _percentages(report: Report) -> Iterator[Finding]:
    for share in report.figures:
        if share.percent is None:
            continue
        counted = not share.measure.startswith("percent_of")
        measure = share.measure.removeprefix("percent_of_")
        own = None if counted else _in_brackets_behind(report, share, measure)
        sums = [value(share)] if counted else [value(own)] if own is not None else _parts(report, share, measure)
        wholes = [
            f
            for f in report.figures
            if f.measure == measure and f not in (share, own) and _holds(f, share) and _told_beside(report, f, share)
        ]
        same = [w for w in wholes if w.period == share.period]
        wholes = same or wholes  # a share of this month's victims is none of last month's
        pairs = [(p, w) for p in sums if p is not None for w in wholes if (value(w) or 0) >= max(p, 1)]
        if not pairs:
            continue
        right = next((x for x in pairs if _agrees(share.percent, *_ratio(x))), None)
        part, whole = right or pairs[0]
        facts: dict[str, Fact] = {"stated": share.percent, "part": part, "whole": value(whole) or 0}
        spans = (share.quote.span, whole.quote.span)
        if right:
            yield finding("D7", "percent_passed", "E", spans, **facts)
        elif not _elsewhere(report, share, measure, pairs):
            computed = round(100 * part / (value(whole) or 1), 1)
            yield finding("D7", "percent", "E", spans, computed=computed, **facts)


def _percentages_said(report: Report, judged: Sequence[Span]) -> Iterator[Finding]:
    """A percentage that the text says for the number right before it, where it was not `judged` as that of a statistic.

    It must fit a larger number of its sentence or the one before: "60 attacks; 45 of them, or 75 percent".
    """
    numbers = numbers_in(report.reading)
    for number, share in pairwise(numbers):
        part, span = number.value, report.reading.folded.span(share.core_start, share.core_end)
        if (
            share.kind != "percent"
            or number.kind != "cardinal"
            or not part
            or any(span.overlaps(known) for known in judged)
        ):
            continue
        if not any(
            w.start <= number.end + _BESIDE and not _gap(report, w.end, share.start)
            for w in _said_again(report, number, share)
        ):
            continue
        first = max(report.reading.sentence_at(number.start) - 1, 0)
        opens = report.reading.sentences[first].start
        wholes = [
            n for n in numbers if n.kind == "cardinal" and opens <= n.start < number.start and (n.value or 0) > part
        ]
        stated = float(share.value or 0)
        if not wholes or not stated:
            continue
        whole = next((n for n in wholes if _agrees(stated, int(part), int(n.value or 1))), None)
        spans = (
            span,
            *(report.reading.folded.span(n.core_start, n.core_end) for n in ([whole] if whole else wholes[-1:])),
        )
        facts: dict[str, Fact] = {"stated": stated, "part": int(part), "whole": int((whole or wholes[-1]).value or 0)}
        if whole is not None:
            yield finding("D7", "percent_passed", "E", spans, **facts)
        else:
            yield finding(
                "D7", "percent", "E", spans, computed=round(100 * int(part) / int(wholes[-1].value or 1), 1), **facts
            )


def _said_again(report: Report, number: NumberHit, share: NumberHit) -> list[Hit]:
    """Words between a number and a percentage that say the one as the other: "or", "that is", «أي ما نسبته»."""
    return report.reading.within(number.end, share.start, "audit_that_is")


def _gap(report: Report, start: int, end: int) -> bool:
    """Whether anything but marks and small words stands between two places."""
    return len(report.reading.text[start:end].split()) > 1


def _in_brackets_behind(report: Report, share: Aggregate, measure: str) -> Aggregate | None:
    """The figure that a percentage in brackets is the share of, right behind it: "131 (61%)"."""
    text = report.extraction.document.text
    return next(
        (
            f
            for f in report.figures
            if f.measure == measure
            and f.percent is None
            and text[f.quote.span.end : share.quote.span.start].strip() == "("
        ),
        None,
    )


def _elsewhere(report: Report, share: Aggregate, measure: str, pairs: list[tuple[int, Aggregate]]) -> bool:
    """Whether a percentage of an actor or place fits a figure of the prose whose own actor or place was not read.

    "Militias and government forces carried out 16 massacres" may stand as a plain count: 48% is then right for it, and
    wrong only for the smaller count that bears the same name.
    """
    if share.dimension not in ("actor", "governorate") or share.percent is None:
        return False
    loose = [value(f) for f in report.figures if f.measure == measure and f.dimension == "total" and f.table is None]
    return any(
        number is not None and number < (value(whole) or 0) and _agrees(share.percent, number, value(whole) or 1)
        for number in loose
        for _, whole in pairs
    )


def _ratio(pair: tuple[int, Aggregate]) -> tuple[int, int]:
    return pair[0], value(pair[1]) or 1


def _agrees(stated: float, part: int, whole: int) -> bool:
    return abs(stated - 100 * part / whole) <= _POINTS + 1e-9


def _holds(whole: Aggregate, share: Aggregate) -> bool:
    """Whether `whole` may be what a share is of: a total, or the figure of the same actor or place."""
    if whole.dimension == "total" or (share.dimension == "group" and whole.dimension in ("actor", "governorate")):
        return True
    return share.key is not None and "+" in share.key and whole.key == share.key.rpartition("+")[0]


def _told_beside(report: Report, whole: Aggregate, share: Aggregate) -> bool:
    """A row of a list is what a bare share of a group is of only where nothing else was counted in between."""
    if whole.table is None or whole.dimension == "total" or share.table == whole.table:
        return True
    between = (f for f in report.figures if whole.quote.span.end <= f.quote.span.start < share.quote.span.start)
    return whole.quote.span < share.quote.span and all(f.dimension.endswith("group") for f in between)


def _parts(report: Report, share: Aggregate, measure: str) -> list[int | None]:
    """What a bare percentage may be the share of: the figures under its key, or of several groups together."""
    head, _, last = (share.key or "").rpartition("+")
    keys = last.split("&")
    if share.dimension in ("actor", "governorate"):
        rows = [
            value(f)
            for f in report.figures
            if f.measure == measure and f.dimension == share.dimension and f.key in keys
        ]
        return [*rows, sum(r for r in rows if r is not None)] if rows else []
    if len(keys) == 1:
        return [
            value(f)
            for f in report.figures
            if f.measure == measure and f.key == share.key and f.dimension == share.dimension
        ]
    found: list[int | None] = []
    by_context: dict[str, dict[str, int]] = {}
    for figure in report.figures:
        context, _, group = (figure.key or "").rpartition("+")
        number = value(figure)
        if figure.measure == measure and group in keys and number is not None and (not head or context == head):
            by_context.setdefault(context, {}).setdefault(group, number)
    found.extend(sum(v.values()) for v in by_context.values() if len(v) == len(keys))
    return found


def claims_of_share_hold(report: Report) -> Iterator[Finding]:
    """D18: "most" means more than half in the table, "the largest share" the largest row.

    ar: «711 مجزرة معظمها على يد قوات النظام والطيران الروسي».
    en: "711 massacres, most of them by government forces and Russian aircraft".
    """
    for hit, span in report.hits("share_word"):
        sentence = report.sentence(hit)
        end = next((i for i in range(hit.end, sentence.end) if report.reading.text[i] in ",;:"), sentence.end)
        claims: list[tuple[int, list[str], Table]] = []
        for category, dimension in (("actor", "actor"), ("governorate_name", "governorate")):
            table = next((t for t in report.tables if t.dimension == dimension and not t.partial), None)
            if table is None:
                continue
            keys = _keys(report, hit.end, end, category, table)
            if not keys and hit.id in _DONE_BY:
                keys = _keys(report, sentence.start, hit.start, category, table)
            if keys:
                named_at = [h.start for h in report.reading.within(hit.end, end, category)]
                claims.append((min(named_at, default=end), keys, table))
        if claims:
            _, keys, table = min(claims, key=lambda c: c[0])
            yield _share(report, hit.id, span, keys, table)


def _keys(report: Report, start: int, end: int, category: str, table: Table) -> list[str]:
    """The rows of a table that a stretch of text names; a branch (the air force) stands for its party's row."""
    found: dict[str, None] = {}
    for hit in report.reading.within(start, end, category):
        codes = hit.term.get("codes", (hit.id,))
        row = next((c for c in codes if table.row(c)), None)
        if row is not None:
            found[row] = None
    clause = report.reading.text[start:end]
    for row_of in table.rows:
        words = _label(report, row_of)
        if row_of.key and len(words) > _SHORTEST_LABEL and words in clause:
            found[row_of.key] = None
    return list(found)


def _label(report: Report, row: Aggregate) -> str:
    """What a row calls its key, folded: its line without the figure and the words that lead to the key."""
    original = report.extraction.document.text
    at = row.quote.span
    line_end = original.find("\n", at.end)
    after = fold_word(original[at.end : line_end if line_end >= 0 else len(original)])
    for hit in report.hits("agent_cue"):
        if at.end <= hit[1].start <= at.end + 3:
            after = after.partition(hit[0].term.wording)[2]
            break
    return after.strip(" .,;:\"'-")


def _share(report: Report, kind: str, span: Span, keys: list[str], table: Table) -> Finding:
    words = report.extraction.document.text[span.start : span.end]
    what = unit(table.measure, table.subject)
    found = [r for r in (table.row(k) for k in keys) if r is not None]
    part = sum(value(r) or 0 for r in found)
    spans = (span, *(r.quote.span for r in found))
    names = joined([named(table.dimension, k) for k in keys])
    if kind in ("most", "most_by"):
        holds = 2 * part > table.sum
        return finding(
            "D18", "most_passed" if holds else "most_failed", "E", spans, words=words, keys=names,
            part=part, whole=table.sum, unit=what,
        )  # fmt: skip
    best = max(table.rows, key=lambda r: value(r) or 0)
    holds = (value(best) or 0) <= max(value(r) or 0 for r in found) or part * 2 > table.sum
    return finding(
        "D18", "largest_passed" if holds else "largest_failed", "E", (*spans, best.quote.span), words=words,
        keys=names, part=part, unit=what, other=named(table.dimension, best.key), most=value(best) or 0,
    )  # fmt: skip

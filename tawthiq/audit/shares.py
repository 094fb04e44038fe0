"""Parts of a whole: subgroups, percentages, and words such as "most" (standards §3, D7, D18)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from tawthiq.audit.claimed_shares import claimed_shares
from tawthiq.audit.messages import Fact, finding, joined, named, unit
from tawthiq.audit.report import Report, Table, main_total, numbers_between, value
from tawthiq.audit.share_tables import fits_a_named_figure, fits_a_table, fits_beside
from tawthiq.audit.share_wholes import agrees
from tawthiq.audit.spoken_fractions import spoken_fractions
from tawthiq.audit.spoken_means import spoken_means
from tawthiq.audit.spoken_parts import SEXES_AND_AGES, included_parts_fit, rows_hold_their_parts
from tawthiq.audit.spoken_shares import spoken_shares
from tawthiq.audit.spots import Spots
from tawthiq.audit.sum_phrases import percentages_make_a_hundred
from tawthiq.audit.told_capacity import capacity_holds
from tawthiq.audit.told_claims import foremost_somewhere, of_one_attack, ranks_hold
from tawthiq.audit.told_columns import columns_follow, groups_fit_in_columns, judged_cells
from tawthiq.audit.told_groups import told_groups
from tawthiq.audit.told_majorities import majorities_hold, superlative
from tawthiq.audit.told_placings import placings_hold
from tawthiq.domain.account import Aggregate
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.fold import fold_word
from tawthiq.text.phrases import Hit

_NUMBERS = re.compile(r"\d+")
_SHORTEST_LABEL = 4
_CUE = 40
"""Code points behind a figure in which the words end that lead to its party: "16 by …", "16 at the hands of …"."""
_DONE_BY = ("largest", "most_by")
"""Words of share before which the party or place may stand: "X topped the list", "X carried out most of the attacks"."""
_TIME = 24
_MOST = ("most", "most_by", "most_of")


def groups_fit(report: Report) -> Iterator[Finding]:
    """D7: a subgroup is no larger than its group, nor are men, women and children together; percentages recompute.

    ar: «مقتل 40 مدنياً، بينهم 45 طفلاً»؛ «4.2%» لـ213 من 393.
    en: "40 civilians killed, including 45 children"; "4.2%" for 213 of 393.
    """
    parts_told = list(included_parts_fit(report))
    touched = Spots(span for f in parts_told for span in f.spans)
    parts_told += [f for f in told_groups(report) if not touched.touches(f.spans[0])]
    yield from parts_told
    known = {span for f in parts_told for span in f.spans}
    for whole, parts, most in _families(report):
        top = value(whole)
        if top is None or any(span.overlaps(p.quote.span) for p in parts for span in known):
            continue
        facts: dict[str, Fact] = {"whole": top, "unit": unit(whole.measure, whole.subject)}
        over = [p for p in parts if (value(p) or 0) > most and not _taken_from_its_own(report, p)]
        over = [p for p in over if not _holds_it(report, p)]
        over = [p for p in over if not (whole.subject == "civilian" and _group(p) == "combatant")]
        for part in over:
            yield finding(
                "D7", "group", "E", (part.quote.span, whole.quote.span), part=value(part) or 0,
                group=named("group", _group(part)), **facts,
            )  # fmt: skip
        disjoint = [p for p in parts if _group(p) in SEXES_AND_AGES]
        total = sum(value(p) or 0 for p in disjoint)
        if len(disjoint) < 2 or over:
            continue
        words = joined([named("group", _group(p)) for p in disjoint])
        spans = (*(p.quote.span for p in disjoint), whole.quote.span)
        if total > most:
            yield finding("D7", "sum", "E", spans, groups=words, sum=total, **facts)
        elif total == top:
            yield finding("D7", "sum_passed", "E", spans, groups=words, **facts)
    columns = judged_cells(report)
    judged = [f for f in _percentages_hold(report) if f.passed or not any(map(columns.touches, f.spans))]
    yield from judged
    told = Spots(f.spans[0] for f in judged)
    yield from (f for f in spoken_fractions(report) if not told.touches(f.spans[0]))
    known_shares = Spots(span for f in judged for span in f.spans)
    yield from (f for f in claimed_shares(report) if not known_shares.touches(f.spans[0]))
    yield from (f for f in columns_follow(report, "D7") if not told.touches(f.spans[0]))
    yield from groups_fit_in_columns(report)
    yield from (f for f in rows_hold_their_parts(report) if not touched.touches(f.spans[0]))
    yield from capacity_holds(report)
    yield from spoken_means(report)
    yield from percentages_make_a_hundred(report)


def _taken_from_its_own(report: Report, part: Aggregate) -> bool:
    """Whether a number is taken out of its own group, "twelve of the women": it is held against no other's."""
    return bool(report.reading.within(*report.reading.folded.bounds(part.quote.span), "audit_out_of"))


def _holds_it(report: Report, part: Aggregate) -> bool:
    """Whether a number is not of the group behind it but holds some of it: "the 283 include combatants"."""
    words = report.reading.within(*report.reading.folded.bounds(part.quote.span), "discourse")
    return any(h.id == "including" for h in words)


def _percentages_hold(report: Report) -> Iterator[Finding]:
    """Every percentage, once, as a statistic or as its sentence says it: what either finds right is right."""
    spoken = spoken_shares(report)
    right = [s.span for s in spoken if s.right]
    judged: list[Finding] = []
    for found in _percentages(report):
        if found.passed or not any(found.spans[0].overlaps(span) for span in right):
            judged.append(found)
            yield found
    for share in spoken:
        facts: dict[str, Fact] = {"stated": share.stated, "part": share.part, "whole": share.whole}
        if not share.right and (
            fits_beside(report, share.stated, share.span) or fits_a_named_figure(report, share.stated, share.span)
        ):
            continue
        if share.right:
            made = finding("D7", "percent_passed", "E", share.spans, **facts)
        else:
            made = finding(
                "D7", "percent", "E", share.spans, computed=round(100 * share.part / share.whole, 1), **facts
            )
        if not any(share.span.overlaps(f.spans[0]) or _says_the_same(f, made) for f in judged):
            yield made


def _says_the_same(found: Finding, made: Finding) -> bool:
    """Whether two findings say the same of one number: «70 مجزرة (59.3%)», read as a row with its share and as a share of the row."""
    return found.message_en == made.message_en and any(span.overlaps(found.spans[0]) for span in made.spans)


def _group(figure: Aggregate) -> str:
    return (figure.key or "").rpartition("+")[2]


def _families(report: Report) -> Iterator[tuple[Aggregate, list[Aggregate], int]]:
    """Each figure with the subgroups of its measure told after it, before the next of its kind, and the largest figure told so far.

    Subgroups may be those of an earlier, larger figure: they are held against the largest.
    """
    wholes: dict[str, tuple[Aggregate, list[Aggregate]]] = {}
    most: dict[str, int] = {}
    for figure in report.figures:
        measure = figure.measure
        if measure.startswith("percent_of"):
            continue
        if not figure.dimension.endswith("group"):
            if measure in wholes and wholes[measure][1]:
                yield *wholes[measure], most[measure]
            wholes[measure] = (figure, [])
            most[measure] = max(most.get(measure, 0), value(figure) or 0)
            continue
        if measure not in wholes:
            continue
        whole, parts = wholes[measure]
        if _apart(report, whole, figure):
            continue
        parent = figure.key.rpartition("+")[0] if figure.key and "+" in figure.key else None
        if (parent is None or parent == whole.key) and _group(figure) not in {_group(p) for p in parts}:
            parts.append(figure)
    for measure, (whole, parts) in wholes.items():
        if parts:
            yield whole, parts, most[measure]


def _apart(report: Report, whole: Aggregate, part: Aggregate) -> bool:
    """Whether a blank line parts a group from what it could be a part of, and that is not told with the report's own total."""
    text, main = report.extraction.document.text, main_total(report)
    if main is not None:
        first, last = sorted((main.quote.span.start, whole.quote.span.start))
        if "\n\n" not in text[first:last]:
            return False
    return "\n\n" in text[whole.quote.span.end : part.quote.span.start]


def _percentages(report: Report) -> Iterator[Finding]:
    for share in report.figures:
        if share.percent is None or _percentage_alone(share):
            continue
        counted = not share.measure.startswith("percent_of")
        measure = share.measure.removeprefix("percent_of_")
        own = None if counted else _in_brackets_behind(report, share, measure)
        if not counted and share.dimension.endswith("group") and not _told_before(report, share, measure):
            continue
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
        right = next((x for x in pairs if agrees(share.percent, *_ratio(x))), None)
        part, whole = right or pairs[0]
        facts: dict[str, Fact] = {"stated": share.percent, "part": part, "whole": value(whole) or 0}
        spans = (share.quote.span, whole.quote.span)
        if right:
            yield finding("D7", "percent_passed", "E", spans, **facts)
        elif not (
            _elsewhere(report, share, measure, pairs)
            or fits_beside(report, share.percent, share.quote.span)
            or fits_a_named_figure(report, share.percent, share.quote.span)
            or fits_a_table(report, share)
        ):
            computed = round(100 * part / (value(whole) or 1), 1)
            yield finding("D7", "percent", "E", spans, computed=computed, **facts)


def _percentage_alone(share: Aggregate) -> bool:
    """Whether the count of a figure is the number of its percentage itself: no one was counted by it."""
    return (
        not share.measure.startswith("percent_of")
        and value(share) == share.percent
        and _NUMBERS.findall(share.quote.text)[1:] == []
    )


def _told_before(report: Report, share: Aggregate, measure: str) -> bool:
    """Whether one of a share's groups is counted before it or in its sentence: those counted further on are of another whole."""
    keys = (share.key or "").rpartition("+")[2].split("&")
    start, _ = report.reading.folded.bounds(share.quote.span)
    sentence = report.reading.sentences[report.reading.sentence_at(start)]
    end = report.reading.folded.span(sentence.start, sentence.end).end
    parts = (f for f in report.figures if f.measure == measure and f.percent is None and _group(f) in keys)
    return any(p.quote.span.start < end for p in parts)


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
        number is not None and number < (value(whole) or 0) and agrees(share.percent, number, value(whole) or 1)
        for number in loose
        for _, whole in pairs
    )


def _ratio(pair: tuple[int, Aggregate]) -> tuple[int, int]:
    return pair[0], value(pair[1]) or 1


def _holds(whole: Aggregate, share: Aggregate) -> bool:
    """Whether `whole` may be what a share is of: a total, or the figure of the same actor or place."""
    if whole.dimension == "total" or (share.dimension == "group" and whole.dimension in ("actor", "governorate")):
        return True
    return share.key is not None and "+" in share.key and whole.key == share.key.rpartition("+")[0]


def _told_beside(report: Report, whole: Aggregate, share: Aggregate) -> bool:
    """A row of a list is what a bare share of a group is of only where nothing else was counted in between."""
    if whole.table is None or whole.dimension == "total" or share.table == whole.table:
        return True
    if whole.quote.span > share.quote.span:
        return False
    starts: list[int] | None = report.reading.memo.get("audit_starts")
    if starts is None:
        starts = [f.quote.span.start for f in report.figures if not f.dimension.endswith("group")]
        report.reading.memo["audit_starts"] = starts = sorted(starts)
    return bisect_left(starts, whole.quote.span.end) == bisect_left(starts, share.quote.span.start)


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
    judged: list[Finding] = []
    for hit, span in report.hits("share_word"):
        if hit.id == "largest" and (of_one_attack(report, hit) or foremost_somewhere(report, hit)):
            continue
        if hit.id != "largest" and (_most_of_a_time(report, hit) or superlative(report, hit)):
            continue
        sentence = report.sentence(hit)
        end = next((i for i in range(hit.end, sentence.end) if report.reading.text[i] in ",;:"), sentence.end)
        before = [n for n in numbers_between(report.reading, sentence.start, hit.start) if n.kind == "cardinal"]
        claims: list[tuple[int, list[str], Table]] = []
        for category, dimension in (("actor", "actor"), ("governorate_name", "governorate")):
            table = next((t for t in report.tables if t.dimension == dimension and not t.partial), None)
            if table is None or (hit.id == "most" and before and before[-1].value not in _wholes_of(table)):
                continue  # "9 by the coalition, most of them from Manbij": most of those nine
            keys = _keys(report, hit.end, end, category, table)
            if not keys and hit.id in _DONE_BY:
                keys = _keys(report, sentence.start, hit.start, category, table)
            if not keys and hit.id == "most_of":  # its own clause alone: what stands further off is told of others
                marks = (report.reading.text.rfind(c, sentence.start, hit.start) for c in ",;:")
                keys = _keys(report, max(sentence.start, *marks), hit.start, category, table)
            if keys:
                named_at = [h.start for h in report.reading.within(hit.end, end, category)]
                claims.append((min(named_at, default=end), keys, table))
        if claims:
            _, keys, table = min(claims, key=lambda c: c[0])
            judged.append(_share(report, hit.id, span, keys, table))
    yield from judged
    told = Spots(f.spans[0] for f in judged)
    ranks = [f for f in ranks_hold(report) if not told.touches(f.spans[0])]
    yield from ranks
    known = Spots(f.spans[0] for f in (*judged, *ranks))
    placed = (*placings_hold(report), *majorities_hold(report))
    yield from (f for f in placed if not known.touches(f.spans[0]))


def _most_of_a_time(report: Report, hit: Hit) -> bool:
    """Whether "most of the" is most of a month or a region, and counts nobody."""
    behind = report.reading.within(hit.end, hit.end + _TIME, "audit_time_nouns")
    return bool(behind) and not report.reading.text[hit.end : behind[0].start].strip()


def _wholes_of(table: Table) -> tuple[int | None, ...]:
    """What a table adds up to, and the total stated for it."""
    return table.sum, value(table.total) if table.total else None


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
    _, behind = report.reading.folded.bounds(at)
    for hit in report.reading.within(behind, behind + _CUE, "agent_cue"):
        if hit.start <= behind + 3:
            after = after.partition(hit.term.wording)[2]
            break
    return after.strip(" .,;:\"'-")


def _share(report: Report, kind: str, span: Span, keys: list[str], table: Table) -> Finding:
    words = report.extraction.document.text[span.start : span.end]
    what = unit(table.measure, table.subject)
    found = [r for r in (table.row(k) for k in keys) if r is not None]
    part = sum(value(r) or 0 for r in found)
    spans = (span, *(r.quote.span for r in found))
    names = joined([named(table.dimension, k) for k in keys])
    if kind in _MOST:
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

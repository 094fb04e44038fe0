"""What is counted: titles, cover, thresholds, bases, legal words (standards §3, D8, D13, D15, D16, D19)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tawthiq.audit.labels import labels_fit
from tawthiq.audit.messages import Words, finding, joined, named, said, setting, unit
from tawthiq.audit.page_sums import named_otherwise, of_several_columns
from tawthiq.audit.report import Report, Table, numbers_between, numbers_in, same_days, value
from tawthiq.audit.spots import Spots
from tawthiq.audit.told_ages import children_are_young
from tawthiq.audit.told_days import period_of
from tawthiq.audit.totals import titled_wrongly
from tawthiq.domain.account import Aggregate
from tawthiq.domain.finding import Finding
from tawthiq.domain.span import Span
from tawthiq.text.phrases import Hit

_FEW = 3
_BESIDE = 3
"""Code points from a number to its noun, a bracket among them."""
_NOUN = 20
"""Code points behind a number in which its noun stands."""


def titles_match(report: Report) -> Iterator[Finding]:
    """D8: a table titled "civilians" adds up to the civilians, not to everyone.

    ar: «المدنيون بحسب الجهة» تُجمع إلى 123 والمدنيون 100 فقط.
    en: "civilians by actor" adds up to 123 where civilians are 100.
    """
    known: list[Span] = []
    for table in report.tables:
        unread = of_several_columns(report, table) or named_otherwise(report, table)
        other = titled_wrongly(report, table) if not unread else None
        if other is not None and table.total is not None:
            known.extend(table.spans)
            yield finding(
                "D8", "failed", "E", (*table.spans, other.quote.span), group=named("group", table.subject), sum=table.sum,
                stated=value(table.total) or 0, other=unit(other.measure, other.subject),
            )  # fmt: skip
    told = Spots(known)
    yield from (f for f in labels_fit(report) if not any(told.touches(span) for span in f.spans))
    yield from children_are_young(report)


def cover_fits_the_rows(report: Report) -> Iterator[Finding]:
    """D13: a report on areas that one party holds does not count that party's own attacks without saying so.

    ar: «في مناطق سيطرة فصائل المعارضة» وفي الصفوف «13 مجزرة على يد فصائل المعارضة».
    en: "in opposition-held areas", with a row "13 by opposition factions".
    """
    table = next((t for t in report.tables if t.dimension == "actor"), None)
    if table is None:
        return
    first_row = table.rows[0].quote.span.start
    for hit, span in report.hits("coverage_word"):
        if span.start > first_row:
            break
        row = next((row for code in _holders(report, hit) if (row := table.row(code)) is not None), None)
        if row is not None:
            holder = named("actor", row.key)
            what = unit(row.measure, row.subject)
            yield finding("D13", "failed", "W", (span, row.quote.span), holder=holder, count=value(row) or 0, unit=what)
            return


def _holders(report: Report, hit: Hit) -> Sequence[str]:
    """The codes of the party that holds an area: in the word itself ("opposition-held"), else named behind or before it."""
    if (within := hit.term.get("actor")) is not None:
        return (str(within),)
    sentence = report.sentence(hit)
    near = (
        report.reading.within(hit.end, sentence.end, "actor")
        or report.reading.within(sentence.start, hit.start, "actor")[-1:]
    )
    codes: Sequence[str] = near[0].term.get("codes", (near[0].id,)) if near else ()
    return codes


def basis_is_said(report: Report) -> Iterator[Finding]:
    """D15: what a report counts: by place of killing or of origin, civilians or all, named or unnamed.

    ar: «الضحايا المدنيين فقط، بحسب مكان القتل».
    en: "civilians only, by place of killing".
    """
    if not report.tables:
        return
    found = list(report.hits("basis_word"))
    if not found:
        yield finding("D15", "silent", "I", [report.tables[0].spans[0]])
        return
    bases = joined([said(f"basis.{i}") for i in dict.fromkeys(h.id for h, _ in found)])
    yield finding("D15", "basis", "I", (span for _, span in found), bases=bases)


def mean_reaches_the_threshold(report: Report) -> Iterator[Finding]:
    """D16: mean victims per massacre below the threshold for one mean another definition.

    ar: «مجزرتان … 8 قتلى»: المتوسط 4 دون 5.
    en: "2 massacres, 8 killed": a mean of 4, below 5.
    """
    threshold = _threshold(report)
    defining = [report.reading.folded.span(*_bounds(report.sentence(hit))) for hit, _ in report.hits("definition_word")]
    told = [f for f in report.totals if not any(f.quote.span.overlaps(span) for span in defining)]
    whole = next((pair for pair in _pairs(told, None)), None)
    pairs = [whole] if whole else []
    for table in report.tables:
        if table.subject == "massacre":
            pairs.extend(_pairs([r for t in _twins(report, table) for r in t.rows], table))
    failed = False
    counted = [(value(m) or 0, value(k) or 0, (m.quote.span, k.quote.span)) for m, k in pairs]
    together = list(_told_together(report, Spots(defining)))
    known = Spots(spans[0] for _, _, spans in together)
    apart = [told for told in counted if not known.touches(told[2][0])]
    for count, dead, spans in (*together, *apart):
        if 0 < count <= dead < threshold * count:
            failed = True
            mean = round(dead / count, 2)
            yield finding("D16", "failed", "W", spans, killed=dead, massacres=count, mean=mean, threshold=threshold)
    if whole and not failed:
        mean = round((value(whole[1]) or 0) / (value(whole[0]) or 1), 2)
        spans = (whole[0].quote.span, whole[1].quote.span)
        yield finding("D16", "passed", "W", spans, mean=mean, threshold=threshold)


def _told_together(report: Report, defining: Spots) -> Iterator[tuple[int, int, tuple[Span, ...]]]:
    """A number of massacres and that of the people killed which follows it in its sentence: "six massacres, killing 18 civilians"."""
    folded = report.reading.folded
    for hit in report.reading.of("counted_unit"):
        sentence = report.sentence(hit)
        if hit.term.get("subject") != "massacre" or defining.touches(folded.span(sentence.start, sentence.end)):
            continue
        before = [
            n for n in numbers_between(report.reading, sentence.start, hit.start) if n.value and n.kind == "cardinal"
        ]
        after = next(iter(numbers_between(report.reading, hit.end, sentence.end)), None)
        if not before or hit.start - before[-1].end > _BESIDE or after is None or not after.value:
            continue
        people = report.reading.within(after.end, after.end + _NOUN, "people", "counted_unit")
        if people and people[0].category == "people" and people[0].start - after.end <= _BESIDE:
            spans = (folded.span(before[-1].core_start, hit.end), folded.span(after.core_start, after.core_end))
            yield int(before[-1].value or 0), int(after.value), spans


def _twins(report: Report, table: Table) -> list[Table]:
    return [t for t in report.tables if (t.index, t.dimension) == (table.index, table.dimension)]


def _pairs(figures: list[Aggregate], table: Table | None) -> Iterator[tuple[Aggregate, Aggregate]]:
    """A count of massacres and the killed in them: of the report, or of one row of a table."""
    for massacres in figures:
        if massacres.subject != "massacre" or value(massacres) is None:
            continue
        for killed in figures:
            same = killed.key == massacres.key and same_days(killed, massacres)
            if killed.measure == "killed" and killed.subject in (None, "civilian") and value(killed) and same:
                yield massacres, killed
                break


def _bounds(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _threshold(report: Report) -> int:
    """The threshold the report itself declares beside its definition of a massacre, else the customary one."""
    for hit, _ in report.hits("definition_word"):
        sentence = report.sentence(hit)
        inside = [n for n in numbers_in(report.reading) if sentence.start <= n.start and n.end <= sentence.end]
        if inside and 1 < inside[0].low < 100:
            return int(inside[0].value or inside[0].low)
    return setting("threshold.massacre")


def legal_words_are_signed(report: Report) -> Iterator[Finding]:
    """D19: legal conclusions inside a statistics report need a senior reviewer's signature.

    ar: «وهو جريمة ضد الإنسانية».
    en: "these killings are crimes against humanity".
    """
    if not report.tables and len(report.figures) < _FEW and (not report.figures or period_of(report) is None):
        return
    seen: set[str] = set()
    for hit, span in report.hits("legal_conclusion"):
        sentence = report.sentence(hit)
        if hit.id not in seen and not report.reading.within(sentence.start, sentence.end, "audit_unjudged"):
            seen.add(hit.id)
            words = report.extraction.document.text[span.start : span.end]
            yield finding("D19", "failed", "W", [span], words=Words(words, words))

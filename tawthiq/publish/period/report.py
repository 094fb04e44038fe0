"""The report on a period put together: its parts in one language, and the page that is drawn from them.

The list of incidents unfolds to its sentences on the page as long as there are at most `UNFOLDED` of them; a longer list
is printed as lines, in one file for each month.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tawthiq.domain.actors import PersonMention
from tawthiq.domain.finding import Finding
from tawthiq.domain.incident import Incident
from tawthiq.domain.register import Register
from tawthiq.publish import map as incident_map
from tawthiq.publish import public, record_views
from tawthiq.publish.figures import figure_text, told_words
from tawthiq.publish.incident_view import IncidentViews
from tawthiq.publish.massacres import definitions
from tawthiq.publish.period import grids, incident_lines, others
from tawthiq.publish.period.incident_lines import Shown
from tawthiq.publish.period.numbers import Numbers
from tawthiq.publish.period.parts import Grid, Part, Terms
from tawthiq.publish.period.release import Release, corrections
from tawthiq.publish.period.rows import rows_html, total_html
from tawthiq.publish.report import CSP, GLOSSARIES, absent, environment, style
from tawthiq.publish.rule_terms import rule_terms
from tawthiq.publish.sources import Source, Sources
from tawthiq.publish.trace import Trace
from tawthiq.publish.wording import Wording, clean, codes, ltr, wording

UNFOLDED = 1000
"""Incidents that one file lists."""


@dataclass(frozen=True, slots=True)
class Made:
    """A report in one language: `parts` in order of print, `months` the files of a long list (key, name, its part)."""

    w: Wording
    title: str
    period: str
    version: str
    cards: tuple[tuple[str, str, str], ...]
    parts: tuple[Part, ...]
    months: tuple[tuple[str, Part], ...]
    shown: Mapping[str, Any]
    sources: Sources
    numbers: Numbers
    audits: tuple[record_views.AuditView, ...]
    documents: tuple[Source, ...]
    long: bool

    def part(self, ident: str) -> Part | None:
        """One part by its id."""
        return next((part for part in self.parts if part.id == ident), None)


def part_of(register: Register, numbers: Numbers) -> Register:
    """The register with only what the report is about: its incidents, the documents behind them, others' figures."""
    told = {document for t in numbers.counted for document, _ in t.incident.accounts}
    counting = {extraction.document.id for extraction, _ in others.of_these_days(register, numbers.term)}
    wanted = told | counting
    kept = tuple(e for e in register.extractions if e.document.id in wanted)
    ids = {e.document.id for e in kept}
    findings = tuple(f for f in register.findings if f.documents and ids.issuperset(f.documents))
    return replace(
        register,
        extractions=kept,
        incidents=tuple(t.incident for t in numbers.counted),
        findings=findings,
        uncertain=(),
        unasked=0,
    )


def make(
    register: Register,
    numbers: Numbers,
    lang: str,
    *,
    checks: Iterable[Finding] = (),
    release: Release | None = None,
    known: Mapping[str, Sequence[PersonMention]] | None = None,
) -> Made:
    """The report of `numbers` over `register` in "ar" or "en"; `checks` are what the audit said of the numbers.

    `known` are persons, by document, whom the documents name and the register's accounts do not: their names go from quotes too.
    """
    w, part = wording(lang), part_of(register, numbers)
    sources = Sources(Trace(part, known=known), w)
    period = grids.term_words(numbers.term, w)
    long = len(numbers.counted) > UNFOLDED
    months = incident_lines.by_month(numbers.counted, w)
    reports = others.of_these_days(part, numbers.term)
    files = _files(months, sources) if long else ()
    anchors = {t.incident.id: f"m-{key}" if long else f"i{n}" for key, _, members in months for n, t in members}
    shown = {
        t.incident.id: Shown(anchors[t.incident.id], n, clean(w.pick(t.incident.title_ar, t.incident.title_en)))
        if not (public.is_blurred(t.incident) or public.is_hidden(t.incident))
        else Shown(anchors[t.incident.id], n, w.label("kinds", t.incident.kind))
        for _, _, members in months for n, t in members
    }  # fmt: skip
    made = [
        _summary(register, numbers, part, checks, w),
        _tables(numbers, w),
        Part("crossings", w("period.crossings"), (w("period.crossings_intro"),), grids=grids.crossings(numbers, w)),
        _map(numbers, w),
        _comparison(register, numbers, w),
        _list(numbers, months, files, sources, long),
        _others(part, numbers, reports, sources),
        _corrections(register, numbers, release, w),
        method(w, [t.incident for t in numbers.counted]),
    ]
    title = clean(register.title)
    return Made(
        w=w,
        title=w("period.office_title", title=title, period=period) if title else w("period.title", period=period),
        period=period,
        version=register.version,
        cards=_cards(numbers, w),
        parts=tuple(one for one in made if one is not None),
        months=files,
        shown=shown,
        sources=sources,
        numbers=numbers,
        audits=record_views.audits(replace(part, extractions=tuple(e for e, _ in reports)), sources),
        documents=sources.all(),
        long=long,
    )


def _cards(numbers: Numbers, w: Wording) -> tuple[tuple[str, str, str], ...]:
    total = numbers.total
    killed, injured = total.killed, total.injured
    return (
        (w("summary.killed"), figure_text(killed), w.count("over", killed.incidents)),
        (w("summary.injured"), figure_text(injured), w.count("over", injured.incidents)),
        (w("summary.incidents"), f"{len(total.incidents):,}", ""),
        (w("tables.massacres"), f"{len(total.massacres):,}", ""),
    )  # fmt: skip


def _summary(register: Register, numbers: Numbers, part: Register, checks: Iterable[Finding], w: Wording) -> Part:
    period, total = grids.term_words(numbers.term, w), numbers.total
    if not total.incidents:
        sentence = w("period.sentence_none", period=period)
    else:
        told = {document for t in numbers.counted for document, _ in t.incident.accounts}
        sentence = w(
            "period.sentence", period=period, incidents=w.count("incident", len(total.incidents)),
            massacres=w.count("incident", len(total.massacres)), killed=told_words("killed", total.killed, w),
            injured=told_words("injured", total.injured, w), documents=w.count("document", len(told)),
        )  # fmt: skip
    here = numbers.placed
    apart = [i for i in here.inside if i.background_only or i.grade == "G0"]
    passing = sum(i.background_only for i in apart)
    left_out = w(
        "period.left_out", perhaps=w.count("incident", len(here.perhaps)), undated=w.count("incident", len(here.undated)),
        passing=w.count("incident", passing), discounted=w.count("incident", len(apart) - passing),
    )  # fmt: skip
    passed = sum(check.passed for check in checks)
    conflicts = sum(bool(t.incident.conflicts) for t in numbers.counted)
    notes = [
        f"{w('summary.range_note')} {w('report.open_mark')}",
        left_out,
        w("summary.lead_note"),
        *([w("summary.conflict_note", over=w.count("over", conflicts))] if conflicts else []),
        *([w("period.checked", checks=w.count("passed", passed))] if passed else []),
    ]
    failed = [c for c in checks if not c.passed and c.severity != "I"]
    notes += [clean(w.pick(c.message_ar, c.message_en)) for c in failed]
    return Part("summary", w("summary.heading"), (sentence,), tuple(notes))


def _tables(numbers: Numbers, w: Wording) -> Part:
    found = grids.tables(numbers, w) if numbers.counted else ()
    texts = (w("tables.intro").partition(". ")[0].rstrip(".") + ".",) if found else (w("report.none"),)
    missing = absent(tuple(t.incident for t in numbers.counted), w)
    notes = (w("tables.massacre_note"), *([w("tables.absent", names=missing)] if missing and found else []))
    return Part("tables", w("tables.heading"), texts, notes, found)


def _map(numbers: Numbers, w: Wording) -> Part:
    texts = (w("map.intro"), *([w("map.coarsened")] if incident_lines.blurred(numbers.counted) else []))
    return Part("map", w("map.heading"), texts, map=incident_map.draw(tuple(t.incident for t in numbers.counted), w))


def _comparison(register: Register, numbers: Numbers, w: Wording) -> Part:
    heading = w("period.comparison")
    if numbers.before_term is None:
        return Part("before", heading, (w("period.comparison_no_days"),))
    now, before = grids.term_words(numbers.term, w), grids.term_words(numbers.before_term, w)
    if not numbers.before or not numbers.counted:
        return Part("before", heading, (w("period.comparison_none", before=before if numbers.counted else now),))
    ids = set(numbers.before[0].total.incidents)
    then = {document for i in register.incidents if i.id in ids for document, _ in i.accounts}
    told = {document for t in numbers.counted for document, _ in t.incident.accounts}
    text = w("period.comparison_intro", now=now, before=before)
    return Part("before", heading, (text,), grids=grids.comparison(numbers, (len(told), len(then)), w))


def _files(months: list[Any], sources: Sources) -> tuple[tuple[str, Part], ...]:
    w = sources.w
    return tuple(
        (
            key,
            Part(
                f"m-{key}", w("period.list_title", month=name), (w("period.list_intro"),),
                grids=(incident_lines.month_grid("", f"list-{key}", members, sources),),
            ),
        )
        for key, name, members in months
    )  # fmt: skip


def _list(
    numbers: Numbers, months: list[Any], files: tuple[tuple[str, Part], ...], sources: Sources, long: bool
) -> Part:
    w = sources.w
    heading = w("period.list")
    if not numbers.counted:
        return Part("incidents", heading, (w("report.none"),))
    if not long:
        found = tuple(
            incident_lines.month_grid(
                w("period.list_month", month=name, incidents=w.count("incident", len(members))),
                f"m-{key}",
                members,
                sources,
            )
            for key, name, members in months
        )
        return Part("incidents", heading, (w("period.list_intro"),), grids=found)
    links = tuple(
        (key, w("period.list_split_file", month=name, incidents=w.count("incident", len(members))))
        for key, name, members in months
    )
    whole = w("period.list_sheet", incidents=w.count("incident", len(numbers.counted)))
    return Part("incidents", heading, (whole, w("period.list_split")), links=links)


def _others(part: Register, numbers: Numbers, reports: Any, sources: Sources) -> Part:
    w = sources.w
    found = others.grids(part, reports, sources)
    texts = (w("period.others_intro"),) if found else (w("period.others_none"),)
    rest = sum(len(statistics) for _, statistics in reports) - sum(len(grid.rows) for grid in found)
    notes = (w("period.others_more", rows=f"{rest:,}"),) if rest else ()
    return Part("others", w("period.others"), texts, notes, found)


def _corrections(register: Register, numbers: Numbers, release: Release | None, w: Wording) -> Part | None:
    found = corrections(numbers, register.incidents, release, w)
    if not found or release is None:
        return None
    digest = w("period.corrections_file", digest=ltr(release.digest[:16]))
    return Part("corrections", w("period.corrections"), (w("period.corrections_intro"), digest), grids=found)


def method(w: Wording, incidents: Iterable[Incident] = ()) -> Part:
    """Definitions and method, from the vocabularies and rules that the program itself uses."""
    rules = [
        Terms(
            w(f"method.rules_{series.lower()}"),
            rule_terms(w, series),
        )
        for series in ("R", "D")
    ]
    known = tuple((ident.upper(), "", text) for ident, text in definitions(w, incidents).items())
    listed = [
        Terms(w(f"method.{heading}"), tuple((w.label(v, c), c, w.definition(v, c)) for c in codes(v)))
        for heading, v in GLOSSARIES
    ]
    return Part(
        "method",
        w("method.heading"),
        (w("method.intro"),),
        (w("method.unit"), w("method.origin"), w("method.automatic"), *w.items("method.limit_list")),
        terms=(*rules, Terms(w("method.definitions"), known, w("method.definitions_text")), *listed),
    )


def page(made: Made, *, other: str = "", paper: bool = False, lists: bool = False) -> str:
    """The report as one self-contained page; `other` is the language of a page beside it, `paper` the form for print.

    Where the list of incidents is long, print points at the pages that hold it and the documents, unless `lists`.
    """
    unfold = not made.long and not paper and bool(made.numbers.counted)
    maker = IncidentViews(made.sources)
    views = [maker.view(n, t.incident) for n, t in enumerate(made.numbers.counted, start=1)] if unfold else []
    return _drawn(made, made.title, made.parts, other=other, paper=paper, views=views, back="", lists=lists)


def month_page(made: Made, key: str, *, paper: bool = False) -> str:
    """One month of a long list as a page of its own."""
    part = dict(made.months)[key]
    return _drawn(
        made, part.heading, (part,), other="", paper=paper, views=[], back=f"report.{made.w.lang}.html", lists=True
    )


def _drawn(
    made: Made,
    title: str,
    parts: tuple[Part, ...],
    *,
    other: str,
    paper: bool,
    views: list[Any],
    back: str,
    lists: bool,
) -> str:
    template = environment().get_template("period.html.j2")
    return template.render(
        w=made.w, csp=CSP, style=style(), title=title, made=made, parts=parts, other=other, paper=paper, lists=lists, views=views,
        back=back, radii=incident_map.RADII, shown=made.shown, cards=made.cards if not back else (), audits=made.audits if not back else (),
        documents=made.documents if not back else (), rows_html=rows_html, total_html=total_html,
    )  # fmt: skip


def documents_grid(made: Made) -> Grid:
    """The documents behind the report, numbered as the list of incidents names them."""
    w = made.w
    rows = tuple(
        (source.anchor.removeprefix("d"), source.title if source.restricted else source.full_title, source.publisher,
         source.published, source.url)
        for source in made.documents
    )  # fmt: skip
    columns = tuple(w(f"documents.{name}") for name in ("number", "title", "publisher", "published", "address"))
    return Grid("documents", w("period.documents"), columns, rows, figures=(0,))

"""The office's report as one self-contained page per language, right to left in Arabic, left to right in English.

The page loads nothing and runs nothing: styles and drawings are inline, a content-security policy forbids the rest,
and every value is escaped by the template engine. The same register gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from heapq import nsmallest
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tawthiq.domain.actors import PersonMention
from tawthiq.domain.incident import Incident
from tawthiq.domain.register import Register
from tawthiq.publish import map as incident_map
from tawthiq.publish import public, record_views
from tawthiq.publish.charts import Chart, rows_chart, time_chart
from tawthiq.publish.figures import Sum, figure_text, told_words
from tawthiq.publish.governorates import division_of, divisions
from tawthiq.publish.incident_view import IncidentView, IncidentViews
from tawthiq.publish.massacres import definitions
from tawthiq.publish.outlines import outlines
from tawthiq.publish.pairs import strongest, undecided
from tawthiq.publish.rule_terms import rule_terms
from tawthiq.publish.sources import Sources
from tawthiq.publish.statistics import Table, counted
from tawthiq.publish.statistics import tables as tables_of
from tawthiq.publish.trace import Trace
from tawthiq.publish.wording import Wording, clean, codes, ltr, wording

CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
LANGUAGES = ("ar", "en")
LARGEST = 2_000
"""So many incidents a report prints one by one at most: a page of some 12 MB, which browsers still open."""

GLOSSARIES = (
    ("harms", "harms"),
    ("groups", "groups"),
    ("kinds", "kinds"),
    ("weapons", "weapons"),
    ("numerals", "qualifiers"),
    ("grades", "grades"),
    ("attribution_grades", "attribution_grades"),
    ("place_precisions", "place_precisions"),
    ("date_precisions", "date_precisions"),
    ("roles", "actor_roles"),
    ("source_types", "source_types"),
)
"""Heading key of the method section → vocabulary it is generated from."""


@dataclass(frozen=True, slots=True)
class Headline:
    """The figures at the head of the report."""

    documents: int
    accounts: int
    incidents: int
    background: int
    failed: int
    unreadable: int
    conflicts: int
    undated: int
    killed: Sum
    injured: Sum


@cache
def environment() -> Environment:
    """The template engine of all pages: every value is escaped, an unknown name is an error."""
    made = Environment(
        loader=PackageLoader("tawthiq.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["ltr"] = ltr
    made.filters["zip"] = zip
    made.globals |= {"clean": clean, "codes": codes, "rule_terms": rule_terms}
    return made


def style() -> Markup:
    """The style sheet of all pages."""
    text = files("tawthiq.publish").joinpath("templates", "report.css").read_text(encoding="utf-8")
    return Markup(text)


def headline_of(register: Register, by_month: Table) -> Headline:
    """The headline figures; sums are those of the tables' total row."""
    incidents = counted(register)
    findings = [*register.findings, *(finding for e in register.extractions for finding in e.findings)]
    return Headline(
        documents=len(register.extractions),
        accounts=sum(len(extraction.accounts) for extraction in register.extractions),
        incidents=len(incidents),
        background=sum(incident.background_only for incident in register.incidents),
        failed=sum(not f.passed and f.severity != "I" for f in findings),
        unreadable=len(register.unreadable),
        conflicts=sum(bool(incident.conflicts) for incident in incidents),
        undated=sum(public.dates(incident) is None for incident in incidents),
        killed=by_month.total.killed,
        injured=by_month.total.injured,
    )


def absent(incidents: tuple[Incident, ...], w: Wording) -> str:
    """The governorates of the map in which none of `incidents` lies, named in a row (D11)."""
    present = {division.id for incident in incidents if (division := division_of(incident.place))}
    known = [divisions()[outline.id] for outline in outlines() if outline.id in divisions()]
    names = [w.pick(division.name_ar, division.name_en) for division in known if division.id not in present]
    return w("charts.comma").join(names)


def _charts(tables: Mapping[str, Table], w: Wording) -> dict[str, Chart | None]:
    return {
        "month": time_chart(tables["month"], w),
        "actor": rows_chart(tables["actor"], w),
        "governorate": rows_chart(tables["governorate"], w),
    }


@dataclass(frozen=True, slots=True)
class Printing:
    """What the reports of a register share in both languages, made once.

    `part` is what is printed one by one: the register itself, or of one of more than `LARGEST` incidents the gravest, with
    their documents. Tables, sums and map are of the whole `register`.
    """

    register: Register
    part: Register
    tables: Mapping[str, Table]
    trace: Trace

    @classmethod
    def of(cls, register: Register, known: Mapping[str, Sequence[PersonMention]] | None = None) -> Printing:
        """Makes them; names of `known` persons, by document, go from quotes too."""
        part = printed(register)
        return cls(register, part, tables_of(register), Trace(part, known=known))


def printed(register: Register) -> Register:
    """The part of a register that a report prints one by one, in its order: all of it, or the `LARGEST` gravest incidents."""
    if len(register.incidents) <= LARGEST:
        return register
    gravest = {i.id for i in nsmallest(LARGEST, register.incidents, key=_gravity)}
    incidents = tuple(i for i in register.incidents if i.id in gravest)
    findings = register.findings[:LARGEST]
    named = {ref[0] for i in incidents for ref in i.accounts}
    named |= {o.lead for i in incidents for o in i.origins}
    named |= {ref[0] for link in strongest(register) for ref in (link.a, link.b)}
    named |= {document for finding in findings for document in finding.documents}
    extractions = tuple(e for e in register.extractions if e.document.id in named)
    return replace(register, extractions=extractions, incidents=incidents, findings=findings)


def deaths(incident: Incident, harm: str = "killed") -> int:
    """How many people an incident killed at the least (or did another harm to)."""
    return max((r.min for r in incident.tolls if r.harm == harm), default=0)


def _gravity(incident: Incident) -> tuple[bool, int, int]:
    """Orders incidents by the people they killed at the least, then injured; those mentioned in passing come last."""
    return incident.background_only, -deaths(incident), -deaths(incident, "injured")


def render(
    register: Register,
    lang: str,
    known: Mapping[str, Sequence[PersonMention]] | None = None,
    *,
    printing: Printing | None = None,
) -> str:
    """The report of `register` in "ar" or "en" as HTML text; names of `known` persons, by document, go from quotes too.

    `printing` is what the languages share, where it is at hand. Raises ValueError for another language.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"no report in language {lang!r}; there is one in: {', '.join(LANGUAGES)}")
    printing = printing or Printing.of(register, known)
    w, part, tables = wording(lang), printing.part, printing.tables
    sources = Sources(printing.trace, w)
    maker = IncidentViews(sources)
    views = [maker.view(number, incident) for number, incident in enumerate(part.incidents, start=1)]
    shown = {incident.id: view for incident, view in zip(part.incidents, views, strict=True)}
    incidents = counted(register)
    main: list[IncidentView] = [shown[i.id] for i in part.incidents if not i.background_only]
    pairs, more_pairs = undecided(part, sources)
    template = environment().get_template("report.html.j2")
    return template.render(
        w=w,
        csp=CSP,
        style=style(),
        title=clean(register.title) or w("report.title"),
        version=register.version,
        other=next(other for other in LANGUAGES if other != lang),
        headline=headline_of(register, tables["month"]),
        incidents=main,
        background=[shown[i.id] for i in part.incidents if i.background_only],
        shown=shown,
        pairs=pairs,
        more_pairs=more_pairs,
        unasked=part.unasked,
        tables=tables,
        left_out=len(register.incidents) - len(part.incidents),
        charts=_charts(tables, w),
        figure_text=figure_text,
        told_words=told_words,
        map=incident_map.draw(incidents, w),
        radii=incident_map.RADII,
        coarsened=any(public.is_blurred(incident) for incident in incidents),
        absent=absent(incidents, w),
        audits=record_views.audits(part, sources),
        across=record_views.across(part, sources),
        aggregates=record_views.aggregates(part, sources),
        appeals=record_views.appeals(part, sources),
        persons=record_views.persons(part, sources),
        documents=sources.all(),
        extractions=part.extractions,
        unreadable=register.unreadable[:LARGEST],
        glossaries=GLOSSARIES,
        definitions=definitions(w, register.incidents),
    )


def write_report(
    register: Register,
    lang: str,
    path: Path,
    known: Mapping[str, Sequence[PersonMention]] | None = None,
    *,
    printing: Printing | None = None,
) -> None:
    """Writes `report.<lang>.html` to `path` (UTF-8). Raises OSError where it cannot be written."""
    path.write_text(render(register, lang, known, printing=printing), encoding="utf-8", newline="\n")

"""What the report prints besides incidents: findings, others' statistics, appeals, people named, documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tawthiq.domain.account import Aggregate, Extraction
from tawthiq.domain.document import Document
from tawthiq.domain.finding import Finding
from tawthiq.domain.register import Register
from tawthiq.domain.toll import Toll
from tawthiq.publish.dates import month_name, month_words, period_words, spoken
from tawthiq.publish.figures import count_words
from tawthiq.publish.governorates import division_named, divisions
from tawthiq.publish.parties import parties
from tawthiq.publish.sources import Citation, Source, Sources
from tawthiq.publish.wording import Wording, clean, codes, ltr

_VOCABULARIES = {"group": "groups", "cause": "kinds", "weapon": "weapons", "violation": "kinds", "kind": "kinds"}
_NOUNS = {"E": "error", "W": "warning", "I": "note"}
"""Severity → counted noun."""
_NAMED_ROLES = ("commander", "fighter_killed")


@dataclass(frozen=True, slots=True)
class FindingView:
    """One result of one rule, with the sentences it is about."""

    rule: str
    title: str
    severity: str
    weight: str
    message: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class AuditView:
    """The audit of one document: what failed or is noted, worst first, and what holds; `result` counts them in words."""

    source: Source | None
    result: str
    failed: tuple[FindingView, ...]
    passed: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class AggregateView:
    """One row of a statistic given by others."""

    period: str
    dimension: str
    key: str
    measure: str
    value: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class AggregateTable:
    """Rows of one list or table. `columns` are the facts that differ from row to row; what all share is `shared`."""

    shared: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    rows: tuple[AggregateView, ...]


@dataclass(frozen=True, slots=True)
class AppealView:
    """A call for help."""

    by: str
    to: tuple[str, ...]
    demand: str
    at_risk: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person whom sources name in a role that is published, by every spelling used."""

    names: tuple[str, ...]
    role: str
    citations: tuple[Citation, ...]


def audits(register: Register, sources: Sources) -> tuple[AuditView, ...]:
    """The audit of every document that was audited, in document order."""
    return tuple(
        _audit(extraction, sources)
        for extraction in register.extractions
        if extraction.findings and not extraction.document.restricted
    )


def across(register: Register, sources: Sources) -> AuditView | None:
    """The findings of rules that lay several reports side by side (D9, D12, D14, D20); None where there is none.

    A finding that leans on a restricted document is left out: its figures would give the document away.
    """
    sealed = {e.document.id for e in register.extractions if e.document.restricted}
    findings = [finding for finding in register.findings if not sealed.intersection(finding.documents)]
    return _view(None, findings, (), sources) if findings else None


def _audit(extraction: Extraction, sources: Sources) -> AuditView:
    return _view(sources.of(extraction.document.id), extraction.findings, (extraction.document.id,), sources)


def _view(source: Source | None, findings: Iterable[Finding], documents: Sequence[str], sources: Sources) -> AuditView:
    weight = {"E": 0, "W": 1, "I": 2}
    ordered = sorted(findings, key=lambda finding: weight.get(finding.severity, 3))
    views = [(finding.passed, _finding(finding, documents, sources)) for finding in ordered]
    failed, passed = (tuple(view for ok, view in views if ok is wanted) for wanted in (False, True))
    w = sources.w
    found = [(noun, sum(view.severity == severity for view in failed)) for severity, noun in _NOUNS.items()]
    found.append(("passed", len(passed)))
    return AuditView(source, w("charts.comma").join(w.count(noun, n) for noun, n in found if n), failed, passed)


def _finding(finding: Finding, documents: Sequence[str], sources: Sources) -> FindingView:
    w = sources.w
    cited = zip(finding.spans, finding.documents or list(documents) * len(finding.spans), strict=False)
    return FindingView(
        rule=finding.rule,
        title=w.rule(finding.rule),
        severity=finding.severity,
        weight=w(f"findings.{finding.severity}") if finding.severity in _NOUNS else finding.severity,
        message=clean(spoken(w.pick(finding.message_ar, finding.message_en), w)),
        citations=tuple(
            sources.cite(document, span) for span, ident in cited if (document := sources.trace.document(ident))
        ),
    )


def actor_names(register: Register) -> dict[str, tuple[str, str]]:
    """Code → (Arabic, English) name of every actor of the code list, and of every other that the register mentions."""
    found = {code: (party.name_ar, party.name_en) for code, party in parties().items()}
    for incident in register.incidents:
        for party in incident.actors:
            found.setdefault(party.code, (party.name_ar, party.name_en))
    for extraction in register.extractions:
        for account in extraction.accounts:
            for actor in account.actors:
                found.setdefault(actor.code, (actor.name_ar, actor.name_en))
    return found


def key_words(dimension: str, key: str | None, names: dict[str, tuple[str, str]], w: Wording) -> str:
    """The row of a statistic in words: each part of a crossed key by its own dimension; an unknown key as it stands."""
    if key is None:
        return ""
    dimensions, keys = dimension.split("+"), key.split("+")
    if len(dimensions) != len(keys):
        return clean(key)
    return " · ".join(_key(d, k, names, w) for d, k in zip(dimensions, keys, strict=True))


def _key(dimension: str, key: str, names: dict[str, tuple[str, str]], w: Wording) -> str:
    if dimension in _VOCABULARIES:
        known = key in codes(_VOCABULARIES[dimension])
        return clean(w.label(_VOCABULARIES[dimension] if known or dimension == "group" else "weapons", key))
    if dimension == "actor":
        return w("tables.joiner").join(clean(w.pick(*names.get(code, (code, code)))) for code in key.split("&"))
    division = divisions().get(key) or division_named(key)
    if dimension in ("governorate", "place") and division is not None:
        return w.pick(division.name_ar, division.name_en)
    year, _, month = key.rpartition("-")
    if dimension == "month" and month.isdigit() and 1 <= int(month) <= 12:
        return month_words(int(year), int(month), w) if year.isdigit() else month_name(int(month), w)
    return clean(key)


def measure_words(measure: str, subject: str | None, w: Wording) -> str:
    """What a statistic counts, and of whom or of what: "killed · children", "incidents · massacre (as labelled …)"."""
    whole = measure.removeprefix("percent_of_")
    words = w.label("harms" if whole in codes("harms") else "measures", whole)
    if whole != measure:
        words = w("aggregates.percent_of", measure=words)
    if subject is None:
        return words
    vocabulary = next((name for name in ("groups", "kinds", "weapons") if subject in codes(name)), "groups")
    return f"{words} · {clean(w.label(vocabulary, subject))}"


def aggregates(register: Register, sources: Sources) -> tuple[tuple[Source, tuple[AggregateTable, ...]], ...]:
    """Others' statistics: per document, its lists and tables in order, each a run of rows."""
    w = sources.w
    names = actor_names(register)
    found = []
    for extraction in register.extractions:
        if extraction.document.restricted or not extraction.aggregates:
            continue
        tables: dict[int | None, list[AggregateView]] = {}
        for aggregate in extraction.aggregates:
            view = _aggregate(aggregate, extraction.document, names, sources)
            tables.setdefault(aggregate.table, []).append(view)
        found.append((sources.of(extraction.document.id), tuple(_table(rows, w) for rows in tables.values())))
    return tuple(found)


def _table(rows: list[AggregateView], w: Wording) -> AggregateTable:
    """What all rows share goes into the caption; a month's period says no more than its row and is dropped.

    So is "by: total". What is counted always stands beside a lone figure.
    """
    shared: list[tuple[str, str]] = []
    columns: list[str] = []
    total = w.label("dimensions", "total")
    months = {w.label("dimensions", "month")} == {row.dimension for row in rows} and all(row.key for row in rows)
    for name in ("period", "dimension", "key", "measure"):
        values = {getattr(row, name) for row in rows}
        if name == "dimension":
            values -= {total} if len(values) == 1 else set()
        if len(values) <= 1 and not (name == "measure" and not columns):
            shared.extend((name, value) for value in values if value)
        elif not (name == "period" and months):
            columns.append(name)
    return AggregateTable(tuple(shared), tuple(columns), tuple(rows))


def _aggregate(
    aggregate: Aggregate, document: Document, names: dict[str, tuple[str, str]], sources: Sources
) -> AggregateView:
    w = sources.w
    parts = aggregate.dimension.split("+")
    value = count_words(aggregate.count, w)
    if aggregate.percent is not None:
        share = ltr(w("aggregates.percent", n=f"{aggregate.percent:g}"))
        value = share if aggregate.measure.startswith("percent_of_") else f"{value} · {share}"
    return AggregateView(
        period=period_words(aggregate.period, w),
        dimension=" · ".join(w.label("dimensions", part) for part in parts),
        key=key_words(aggregate.dimension, aggregate.key, names, w),
        measure=measure_words(aggregate.measure, aggregate.subject, w),
        value=value,
        citation=sources.cite(
            document, aggregate.quote.span, rule=aggregate.rule, by=aggregate.attribution, claim=True
        ),
    )


def appeals(register: Register, sources: Sources) -> tuple[AppealView, ...]:
    """Every appeal in every document that may be quoted."""
    return tuple(
        AppealView(
            by=clean(appeal.by),
            to=tuple(clean(name) for name in appeal.to),
            demand=clean(appeal.demand),
            at_risk=_at_risk(appeal.people_at_risk, sources.w) if appeal.people_at_risk else "",
            citation=sources.cite(extraction.document, appeal.quote.span, rule=appeal.rule),
        )
        for extraction in register.extractions
        if not extraction.document.restricted
        for appeal in extraction.appeals
    )


def _at_risk(toll: Toll, w: Wording) -> str:
    number = count_words(toll.count, w)
    return f"{number} · {w.label('groups', toll.group)}" if toll.group else number


def persons(register: Register, sources: Sources) -> tuple[PersonView, ...]:
    """People named as commanders or as members of armed forces who were killed; nobody else (standards §5.7, §5.9)."""
    found: dict[tuple[str, str], tuple[list[str], list[Citation]]] = {}
    for extraction in register.extractions:
        if extraction.document.restricted:
            continue
        for person in (p for account in extraction.accounts for p in account.persons if p.role in _NAMED_ROLES):
            names, citations = found.setdefault((person.key or person.name, person.role), ([], []))
            names.append(clean(person.name))
            citation = sources.cite(extraction.document, person.quote.span, rule=person.rule)
            if all(citation.source != c.source or citation.pieces != c.pieces for c in citations):
                citations.append(citation)
    return tuple(
        PersonView(_distinct(names), sources.w.label("person_roles", role), tuple(citations))
        for (_, role), (names, citations) in found.items()
    )


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))

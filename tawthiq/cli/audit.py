"""`tawthiq audit`: checks statistical reports, others' and our own: sums, periods, shares, definitions (standards D1–D20).

A finding is no failure of the program: the exit status says only whether every input could be read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from tawthiq.audit import audit_series
from tawthiq.cli.errors import one_line, report_unreadable
from tawthiq.cli.options import engine_option, office_option, workers_option
from tawthiq.cli.progress import progress_bar
from tawthiq.domain.account import Extraction
from tawthiq.domain.document import Unreadable
from tawthiq.domain.finding import Finding
from tawthiq.domain.records import finding_record, unreadable_record
from tawthiq.domain.span import Span
from tawthiq.engines import engine
from tawthiq.knowledge.load import toml
from tawthiq.pipeline import Auditor, extract_all, read_all
from tawthiq.publish.wording import clean, wording

_MARKS = {"E": "✗", "W": "!", "I": "·"}
_SHOWN = 3
"""Places in the text that are shown with a finding; the others are counted."""
_WORDS = 100


@click.command("audit")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--jsonl", multiple=True, type=click.Path(path_type=Path), help="Documents as JSON Lines; - for standard input."
)
@click.option(
    "--lang", type=click.Choice(("ar", "en")), default="en", show_default=True, help="Language of the findings."
)
@click.option("--json", "as_json", is_flag=True, help="Findings as JSON Lines, in both languages.")
@engine_option
@workers_option
@office_option
def command(
    paths: tuple[Path, ...],
    jsonl: tuple[Path, ...],
    lang: str,
    as_json: bool,
    engine_name: str,
    workers: int | None,
    office: Path | None,
) -> None:
    """Check statistical reports: sums, periods, shares and definitions, each report and several side by side.

    A tick marks a check that holds. Findings do not change the exit status.

    Example:  tawthiq audit examples/statistics-wrong-sums.ar.txt --lang ar
    """
    if not paths and not jsonl:
        raise click.UsageError("name files or folders, or give --jsonl FILE")
    failed: list[Unreadable] = []
    reports: list[Extraction] = []
    found: list[Finding] = []
    read = 0
    with progress_bar() as report:
        items = read_all(paths, jsonl=jsonl, tables=True, report=report)
        mapper = engine(engine_name, workers=workers)
        for told in extract_all(items, office=office, reader=Auditor(office), mapper=mapper, report=report):
            if isinstance(told, Unreadable):
                failed.append(told)
            else:
                read += 1
                found.extend(told.findings)
                if told.aggregates:
                    reports.append(told)
            _print(_json_lines(told) if as_json else _lines(told, lang))
        series = audit_series(reports, office=office)
        found.extend(series)
        _print(_json_series(series) if as_json else _series(series, reports, lang))
    if not as_json:
        click.echo(_summary(found, lang))
    report_unreadable(failed, read)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _json_lines(told: Extraction | Unreadable) -> Iterator[str]:
    if isinstance(told, Unreadable):
        yield json.dumps(unreadable_record(told), ensure_ascii=False)
        return
    for finding in told.findings:
        yield json.dumps({"document": told.document.id, **finding_record(finding)}, ensure_ascii=False)


def _json_series(findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        record = {"document": None, "documents": list(finding.documents), **finding_record(finding)}
        yield json.dumps(record, ensure_ascii=False)


def _lines(told: Extraction | Unreadable, lang: str) -> Iterator[str]:
    """The findings of one report under its name; an unreadable input is named on standard error, at the end."""
    if isinstance(told, Unreadable):
        return
    document = told.document
    yield f"# {one_line(document.id)}  {one_line(document.title)}".rstrip()
    if not told.findings:
        yield f"  {_said('no_statistics', lang)}"
    for finding in told.findings:
        yield _line(finding, lang)
        if not finding.passed:
            yield from _places([(span, document.text, "") for span in finding.spans])


def _series(findings: Iterable[Finding], reports: Iterable[Extraction], lang: str) -> Iterator[str]:
    texts = {report.document.id: report.document.text for report in reports}
    for number, finding in enumerate(findings):
        if not number:
            yield f"# {_said('side_by_side', lang)}"
        yield _line(finding, lang)
        if not finding.passed:
            named = zip(finding.spans, finding.documents, strict=False)
            yield from _places([(span, texts[ident], f"{one_line(ident)} ") for span, ident in named if ident in texts])


def _line(finding: Finding, lang: str) -> str:
    mark = "✓" if finding.passed else _MARKS.get(finding.severity, "·")
    severity = " " if finding.passed else finding.severity
    return (
        f"  {mark} {finding.rule:<4}{severity} {one_line(finding.message_ar if lang == 'ar' else finding.message_en)}"
    )


def _places(quoted: list[tuple[Span, str, str]]) -> Iterator[str]:
    """Where a finding stands: the document's words at its spans, the first few."""
    for span, text, name in quoted[:_SHOWN]:
        words = one_line(text[span.start : span.end])
        short = words if len(words) <= _WORDS else f"{words[:_WORDS]}…"
        yield f"            {name}[{span.start}, {span.end}) «{short}»"
    if len(quoted) > _SHOWN:
        yield f"            … +{len(quoted) - _SHOWN}"


def _said(key: str, lang: str) -> str:
    return str(toml("vocabularies/wording_cli.toml")["audit"][key][lang])


def _summary(findings: list[Finding], lang: str) -> str:
    count = wording(lang).count
    passed = sum(finding.passed for finding in findings)
    words = {"findings": count("finding", len(findings) - passed), "checks": count("check", passed)}
    return clean(_said("summary", lang).format_map(words))

"""The rules of the audit in one table, and the two ways to run them: on one report, and on several side by side.

A rule is one function from a report to findings. It says what it found and, where it could check something that holds,
that it holds. To add a rule: write the function, give it a line here, and its messages in `audit_messages.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from tawthiq.audit import changes, definitions, grammar, periods, release, series, shares, totals
from tawthiq.audit.own import RegisterKey, numbers_come_from_the_register
from tawthiq.audit.report import Report, report_of
from tawthiq.domain.account import Extraction
from tawthiq.domain.finding import Finding

RULES: Mapping[str, Callable[[Report], Iterable[Finding]]] = {
    "D1": totals.cells_add_up,
    "D2": totals.tables_agree,
    "D3": totals.crossed_cells_add_up,
    "D4": totals.partial_lists_fit,
    "D5": periods.months_match_the_period,
    "D6": release.published_after_the_period,
    "D7": shares.groups_fit,
    "D8": definitions.titles_match,
    "D9": changes.comparisons_hold,
    "D10": grammar.grammar_agrees,
    "D11": periods.governorates_covered,
    "D13": definitions.cover_fits_the_rows,
    "D15": definitions.basis_is_said,
    "D16": definitions.mean_reaches_the_threshold,
    "D18": shares.claims_of_share_hold,
    "D19": definitions.legal_words_are_signed,
}

SERIES_RULES: Mapping[str, Callable[[Sequence[Report]], Iterable[Finding]]] = {
    "D9": series.cumulative_never_falls,
    "D12": series.totals_are_not_copied,
    "D14": series.means_are_usual,
    "D20": series.offices_side_by_side,
}


def audit(
    extraction: Extraction,
    *,
    register_totals: Mapping[RegisterKey, int] | None = None,
    office: Path | None = None,
    handed_in: bool = False,
) -> tuple[Finding, ...]:
    """What the rules find in one report, in the order of `RULES`; D17 runs where the register's totals are given.

    `office` is the file of the words of the office that audits (knowledge/office_words.py).

    A document without statistics gives nothing, unless it was `handed_in` to be audited. Checks that hold are findings too
    (`passed`).
    """
    if not (extraction.aggregates or extraction.document.statistical or handed_in):
        return ()
    report = report_of(extraction, office)
    found = [f for rule in RULES.values() for f in rule(report)]
    if register_totals is not None:
        found.extend(numbers_come_from_the_register(report, register_totals))
    return tuple(found)


def audit_series(extractions: Sequence[Extraction], *, office: Path | None = None) -> tuple[Finding, ...]:
    """What the rules find when several reports are laid side by side; spans are those of the reports in order."""
    reports = [report_of(e, office) for e in extractions if e.aggregates]
    return tuple(f for rule in SERIES_RULES.values() for f in rule(reports)) if len(reports) > 1 else ()

"""Our own reports: every printed number comes from the register (standards §3, D17)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tawthiq.audit.messages import Fact, finding, named, unit
from tawthiq.audit.report import Report, value
from tawthiq.domain.finding import Finding

RegisterKey = tuple[str, str | None, str, str | None]
"""(dimension, key, measure, subject), as a statistic carries them."""


def numbers_come_from_the_register(report: Report, register_totals: Mapping[RegisterKey, int]) -> Iterator[Finding]:
    """D17: each stated number is what the register gives for the same dimension, key, measure and subject.

    ar: «حلب 412» والسجل فيه 410.
    en: "Aleppo 412" where the register gives 410.
    """
    checked = failed = 0
    for figure in report.figures:
        number = value(figure)
        if number is None or figure.measure.startswith("percent_of"):
            continue
        checked += 1
        register = register_totals.get((figure.dimension, figure.key, figure.measure, figure.subject))
        if register == number:
            continue
        failed += 1
        facts: dict[str, Fact] = {
            "stated": number, "unit": unit(figure.measure, figure.subject), "key": named(figure.dimension, figure.key)
        }  # fmt: skip
        if register is None:
            yield finding("D17", "missing", "E", [figure.quote.span], **facts)
        else:
            yield finding("D17", "failed", "E", [figure.quote.span], register=register, **facts)
    if checked and not failed:
        yield finding("D17", "passed", "E", [f.quote.span for f in report.figures], count=checked)

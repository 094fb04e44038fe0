"""The full claim list of every example, one claim a line: a change of reading shows as a diff that a person reads.

`make golden` rewrites the files; they are committed only after the diff was read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tawthiq.cli.explain import claims
from tawthiq.domain.account import Extraction


def lines_of(told: Extraction) -> Iterator[str]:
    """One document's facts: what it is, its accounts, and each claim with its words and rule."""
    document = told.document
    yield f"document {document.id} {document.lang} published {document.published.day} ({document.published.basis})"
    for aside in document.asides:
        yield f"aside {aside.kind} [{aside.span.start}, {aside.span.end})"
    for number, account in enumerate(told.accounts):
        marks = " ".join(m for m, on in (("background", account.background), ("summary", account.summary)) if on)
        yield f"account {number} {account.kind} labels {','.join(account.labels) or '-'} {marks}".rstrip()
    for claim in claims(told):
        words = " ".join(claim.quote.text.split())
        yield f"{claim.field}: {claim.value} «{words}» [{claim.quote.span.start}, {claim.quote.span.end}) {claim.rule}"
    for finding in told.findings:
        yield f"finding {finding.rule} {finding.severity} {'passed' if finding.passed else 'failed'}: {finding.message_en}"


def test_claims_of_the_examples(examples_told: dict[str, Extraction], golden: Callable[[str, str], None]) -> None:
    for ident, told in sorted(examples_told.items()):
        golden(f"{re.sub(r'[^A-Za-z0-9.-]+', '_', ident)}.txt", "\n".join(lines_of(told)) + "\n")


def test_every_quote_is_where_it_says(examples_told: dict[str, Extraction]) -> None:
    for told in examples_told.values():
        for claim in claims(told):
            span = claim.quote.span
            assert told.document.text[span.start : span.end] == claim.quote.text
            assert claim.rule
            assert not told.document.is_aside(span), (
                f"{told.document.id}: read out of what was set aside: {claim.quote.text}"
            )

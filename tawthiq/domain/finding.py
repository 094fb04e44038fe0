"""What an audit found: a rule of standards §3, how serious it is, and messages in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from tawthiq.domain.span import Span

SEVERITIES = ("E", "W", "I")


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of one rule on one document. `passed` findings say what was checked and holds.

    `documents` names the document of each span where a finding compares several; empty where there is one.
    """

    rule: str
    severity: str
    message_ar: str
    message_en: str
    spans: tuple[Span, ...] = ()
    passed: bool = False
    documents: tuple[str, ...] = ()

"""Which of the figures of a sentence is that of an earlier time, by the words of its own clause (standards §3, D9)."""

from __future__ import annotations

from tawthiq.audit.report import Report, counts_between
from tawthiq.audit.share_wholes import is_year
from tawthiq.text.numbers import Stretch

_MARKS = ",.;:!?\n"


def of_earlier(report: Report, number: Stretch, start: int, end: int) -> bool:
    """Whether the words of a number's own clause put it at an earlier time."""
    text = report.reading.text
    left = max([start, *(text.rfind(c, start, number.start) + 1 for c in _MARKS)])
    marks = [at for c in _MARKS if (at := text.find(c, number.end, end)) >= 0 and not text[at + 1 : at + 2].isdigit()]
    right = min([end, *marks])
    others = [n for n in counts_between(report, left, right) if n.start != number.start and not is_year(report, n)]
    before = [n.end for n in others if n.end <= number.start]
    after = [n.start for n in others if n.start >= number.end]
    return bool(report.reading.within(max([left, *before]), min([right, *after]), "audit_earlier_time"))

""" "Most of them by X", against figures that prose tells of X and the others (standards §3, D18).

The name must stand where the words say whose most it is: "most of them by X", "X carried out most of the attacks", "most of the attacks
took place in X". "Most of the attacks by X were at night" says nothing of X.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tawthiq.audit.messages import Words, finding, said
from tawthiq.audit.named_figures import mentions, ranked
from tawthiq.audit.report import Report, counts_between
from tawthiq.audit.share_wholes import told_numbers
from tawthiq.audit.told_series import Item, Series
from tawthiq.domain.finding import Finding
from tawthiq.text.phrases import Hit

_NEXT = 2
"""Words from "by" or "in" to the name, at most."""
_MARKS = ",;:.!?؟\n"


def majorities_hold(report: Report) -> Iterator[Finding]:
    """D18: who is said to have done most of what is counted has more than half of a series that tells all of it.

    ar: «37 هجوماً معظمها على يد قوات النظام» و«26 … و11 …».
    en: "47 sentences, most of them by the first chamber": 41 and 6.
    """
    for hit in report.reading.of("share_word", "audit_most"):
        if hit.category == "share_word" and hit.id == "largest":
            continue
        named = _named(report, hit)
        judged = [(item, series) for item, series in named if _whole(report, series)]
        if not judged or any(2 * item.value > series.sum for item, series in judged):
            continue
        item, series = judged[0]
        at = report.reading.folded.span(hit.start, hit.end)
        words = report.extraction.document.text[at.start : at.end]
        yield finding(
            "D18", "most_failed", "E", (at, item.span), words=words, keys=Words(item.name, item.name),
            part=item.value, whole=series.sum, unit=said("unit.told"),
        )  # fmt: skip


def _whole(report: Report, series: Series) -> bool:
    """Whether a series tells all that is counted: what it adds up to is told too, and not another's."""
    own = {item.value for item in series.items}
    return len(ranked(series)) > 1 and series.sum not in own and series.sum in told_numbers_said(report)


def told_numbers_said(report: Report) -> frozenset[int]:
    """The counts that a report writes out."""
    counted = counts_between(report, 0, len(report.reading.text))
    return frozenset(int(n.value or 0) for n in counted) & told_numbers(report)


def _named(report: Report, hit: Hit) -> list[tuple[Item, Series]]:
    """The figures of the one name that a claim gives most to."""
    reading = report.reading
    sentence = report.sentence(hit)
    ends = [at for c in _MARKS if (at := reading.text.find(c, hit.end, sentence.end)) >= 0]
    end = min([sentence.end, *ends])
    led = reading.within(hit.end, end, "audit_by_or_in", "audit_happened", "agent_cue")
    pronoun = hit.category == "share_word" and hit.id == "most"
    for word in led:
        direct = not reading.text[hit.end : word.start].strip()
        if word.category != "audit_happened" and not (pronoun and direct):
            continue
        found = mentions(report, word.end, end)
        first = min((at for _, _, at in found), default=-1)
        if first >= 0 and len(reading.text[word.end : first].split()) <= _NEXT and _alone(found, first):
            return [(item, series) for item, series, at in found if at == first]
    return []


def _alone(found: Sequence[tuple[Item, Series, int]], first: int) -> bool:
    """Whether no other name of the same series stands behind the first: "by X and Y" is of both."""
    own = {id(series) for _, series, at in found if at == first}
    return not any(at > first and id(series) in own for _, series, at in found)

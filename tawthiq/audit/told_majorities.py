""" "Most of them by X", against figures that prose tells of X and the others (standards §3, D18).

The name must stand where the words say whose most it is: "most of them by X", "X carried out most of the attacks", "most of the attacks
took place in X". "Most of the attacks by X were at night" says nothing of X.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tawthiq.audit.messages import Words, finding, said
from tawthiq.audit.named_figures import mentions, ranked
from tawthiq.audit.report import Report, counts_between
from tawthiq.audit.share_wholes import numbers_said
from tawthiq.audit.told_series import Item, Series
from tawthiq.audit.words import arabic_article, joined_and, leads_to_most, noise_words, word_endings
from tawthiq.domain.finding import Finding
from tawthiq.text.phrases import Hit

_NOUN = 20
_NEXT = 2
"""Words from "by" or "in" to the name, at most."""
_PARTS = 4
"""Parts of a division told behind a claim, at most."""
_STEM = 4
"""Letters of a stem, at least."""
_MARKS = ",;:.!?؟\n"


def majorities_hold(report: Report) -> Iterator[Finding]:
    """D18: who is said to have done most of what is counted has more than half of a series that tells all of it.

    ar: «37 هجوماً معظمها على يد قوات النظام» و«26 … و11 …».
    en: "47 sentences, most of them by the first chamber": 41 and 6.
    """
    for hit in report.reading.of("share_word", "audit_most"):
        if hit.category == "share_word" and hit.id == "largest":
            continue
        if superlative(report, hit):
            continue
        named = _named(report, hit)
        before = _of_which(report, hit)
        judged = [(item, series) for item, series in named if _whole(report, series) and before in (None, series.sum)]
        if not named and (found := _by_its_words(report, hit)) is not None:
            yield found
            continue
        if not judged or any(2 * item.value > series.sum for item, series in judged):
            continue
        item, series = judged[0]
        at = report.reading.folded.span(hit.start, hit.end)
        words = report.extraction.document.text[at.start : at.end]
        yield finding(
            "D18", "most_failed", "E", (at, item.span), words=words, keys=Words(item.name, item.name),
            part=item.value, whole=series.sum, unit=said("unit.told"),
        )  # fmt: skip


def superlative(report: Report, hit: Hit) -> bool:
    """Whether "most" is more than any other has, and not more than half: "the party responsible for most deaths", "Daraa had most arrests"."""
    reading = report.reading
    told = reading.within(hit.start, hit.end + _NOUN, "audit_top", "audit_foremost")
    start = report.sentence(hit).start
    led = reading.text[start : hit.start].split()[-1:]
    return any(h.start == hit.start for h in told) and bool(led) and led[0] in leads_to_most()


def _of_which(report: Report, hit: Hit) -> int | None:
    """The number that "most of them" is most of: the last one before it in its sentence."""
    before = counts_between(report, report.sentence(hit).start, hit.start)
    return int(before[-1].value or 0) if before else None


def _by_its_words(report: Report, hit: Hit) -> Finding | None:
    """The finding that a claim shares its own words with one part of a division told right behind it, and that is no more than half."""
    reading = report.reading
    at = reading.sentence_at(hit.start)
    sentence = reading.sentences[at]
    ends = [e for c in _MARKS if (e := reading.text.find(c, hit.end, sentence.end)) >= 0]
    end = min([sentence.end, *ends])
    parts = counts_between(report, end, sentence.end)
    right = sentence.end
    if not parts and at + 1 < len(reading.sentences):
        right = reading.sentences[at + 1].end
        parts = counts_between(report, sentence.end, right)
    total = sum(int(p.value or 0) for p in parts)
    if _of_which(report, hit) not in (None, total):
        return None
    if not 2 <= len(parts) <= _PARTS or total not in numbers_said(report) - {int(p.value or 0) for p in parts}:
        return None
    bounds = [*(p.start for p in parts[1:]), right]
    told = [_stems(reading.text[p.end : b]) for p, b in zip(parts, bounds, strict=True)]
    words_of = reading.text[hit.end : end].split()
    last = (
        words_of[-2:] if reading.text[hit.start : hit.end].isascii() else words_of[-1:]
    )  # what tells the claim from others
    claim = _stems(" ".join(last)) if reading.text[hit.end : end].strip() else set()
    own = [i for i, words in enumerate(told) if claim & (words - set().union(*(told[:i] + told[i + 1 :])))]
    if len(own) != 1 or 2 * int(parts[own[0]].value or 0) > total or reading.within(hit.end, end, "audit_denied"):
        return None
    part = parts[own[0]]
    where = reading.folded.span(hit.start, hit.end)
    words = report.extraction.document.text[where.start : where.end]
    span = reading.folded.span(hit.end, end)
    name = report.extraction.document.text[span.start : span.end].strip()
    return finding(
        "D18", "most_failed", "E", (where, reading.folded.span(part.core_start, part.core_end)), words=words,
        keys=Words(name, name), part=int(part.value or 0), whole=total, unit=said("unit.told"),
    )  # fmt: skip


def _stems(words: str) -> set[str]:
    """The longer words of a stretch without article, joined letters and common endings: what two wordings share."""
    found = set()
    for word in words.split():
        plain = word.strip("\"'()[].,;:!?؟،*-–")
        if plain in noise_words():
            continue
        plain = plain.removeprefix(arabic_article()).removeprefix(joined_and() + arabic_article())
        for ending in word_endings():
            if len(plain) - len(ending) >= _STEM and plain.endswith(ending):
                plain = plain.removesuffix(ending)
                break
        if len(plain) >= _STEM:
            found.add(plain)
    return found


def _whole(report: Report, series: Series) -> bool:
    """Whether a series tells all that is counted: what it adds up to is told too, and not another's."""
    own = {item.value for item in series.items}
    return len(ranked(series)) > 1 and series.sum not in own and series.sum in numbers_said(report)


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

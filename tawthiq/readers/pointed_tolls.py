"""Reads the counts of people that a reader points at: our number grammar says how many, our harm words what happened.

Rule: the words must hold one count that our grammar reads, and the whole numbers proposed must be what it reads there.
What happened is what the noun itself says (قتيل), else what the words pointed at say, else what our own binding of the
sentence says; where nothing says it the count is dropped. Who is part of whom, and what replaces what, our rules decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tawthiq.domain.toll import Count
from tawthiq.extract.context import Context
from tawthiq.extract.counts.bound_count import BoundCount
from tawthiq.extract.counts.count_phrase import CountPhrase
from tawthiq.extract.counts.count_phrases import count_phrases, pointed_phrase
from tawthiq.extract.counts.harm_binding import bind_harms
from tawthiq.extract.tellings.segments import Mentions, counts_one_incident
from tawthiq.readers.pointed import Words
from tawthiq.readers.proposals import TollProposal
from tawthiq.readers.quotes import Pointer


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The counts of one sentence as our grammar has them, those that our rules bind to a harm among them."""

    start: int
    end: int
    phrases: tuple[CountPhrase, ...]
    bound: tuple[BoundCount, ...]


class TollReader:
    """Reads the counts of one document; a count that one telling has is no other's ("told_twice")."""

    def __init__(self, context: Context, mentions: Mentions, words: Words, dropped: Counter[str]) -> None:
        self.context = context
        self.mentions = mentions
        self.words = words
        self.dropped = dropped
        self.sentences: dict[int, _Sentence] = {}
        self.taken: set[tuple[int, int]] = set()

    def read(self, proposals: Iterable[TollProposal]) -> dict[int, tuple[BoundCount, ...]]:
        """The counts of one telling by the number of their sentence, in order, parents numbered within the sentence."""
        found: dict[int, list[tuple[BoundCount, BoundCount | None]]] = {}
        for proposal in proposals:
            read = self._one(proposal)
            if isinstance(read, str):
                self.dropped[read] += 1
            elif read is not None:
                number, bound, own = read
                found.setdefault(number, []).append((bound, own))
        return {number: self._numbered(number, pairs) for number, pairs in sorted(found.items())}

    def _one(self, proposal: TollProposal) -> tuple[int, BoundCount, BoundCount | None] | str | None:
        """The count with its sentence and what our rules bind it to; a reason; None where a quote was dropped already."""
        at = self.words.bounds(proposal.pointer)
        if at is None:
            return None
        harm_at = None
        if proposal.harm_words is not None:
            harm_at = self.words.bounds(Pointer(proposal.pointer.sentence, proposal.harm_words))
            if harm_at is None:
                return None
        number = self.context.reading.sentence_at(at[0])
        sentence = self._sentence(number)
        phrase = _phrase(self.context, sentence, at, proposal)
        if isinstance(phrase, str):
            return phrase
        if not _agrees(phrase.count, proposal.low, proposal.high):
            return "number"
        own = next((b for b in sentence.bound if (b.phrase.start, b.phrase.end) == (phrase.start, phrase.end)), None)
        bound = _bound(self.context, phrase, own, harm_at)
        if bound is None:
            return "no_harm"
        if not counts_one_incident(self.context, self.mentions, bound, sentence.start, sentence.end):
            return "statistic"
        if (phrase.start, phrase.end) in self.taken:
            return "told_twice"
        self.taken.add((phrase.start, phrase.end))
        return number, bound, own

    def _sentence(self, number: int) -> _Sentence:
        if number not in self.sentences:
            span = self.context.reading.sentences[number]
            phrases = count_phrases(self.context, span.start, span.end)
            bound = bind_harms(self.context, phrases, span.start, span.end)
            self.sentences[number] = _Sentence(span.start, span.end, tuple(phrases), tuple(bound))
        return self.sentences[number]

    def _numbered(self, number: int, pairs: Sequence[tuple[BoundCount, BoundCount | None]]) -> tuple[BoundCount, ...]:
        """The counts in order of position; a part whose whole was not pointed at stands alone."""
        ordered = sorted(pairs, key=lambda p: p[0].phrase.start)
        whole = self.sentences[number].bound
        where = {id(own): i for i, (_, own) in enumerate(ordered) if own is not None}
        return tuple(
            replace(bound, parent=where.get(id(whole[own.parent])))
            if own is not None and own.parent is not None
            else replace(bound, parent=None)
            for bound, own in ordered
        )


def _phrase(context: Context, sentence: _Sentence, at: tuple[int, int], proposal: TollProposal) -> CountPhrase | str:
    """The count that the words hold; a reason where they hold none, or several that none tells apart."""
    start, end = at
    known = [b.phrase for b in sentence.bound]
    known.extend(p for p in sentence.phrases if not any((k.start, k.end) == (p.start, p.end) for k in known))
    touching = [p for p in known if p.start < end and start < p.end]
    if not touching:
        return pointed_phrase(context, start, end) or "no_number"
    counted = [p for p in touching if p.shape != "plural"] or touching  # "5 men, women among them": the number
    agreeing = [p for p in counted if _agrees(p.count, proposal.low, proposal.high)]
    if not agreeing:
        return "number"
    return agreeing[0] if len(agreeing) == 1 else "several_numbers"


def _agrees(count: Count, low: int | None, high: int | None) -> bool:
    """Whether the whole numbers proposed are what our grammar reads: the number said, or an end of what it means.

    "more than 400" agrees with 400 and 401; a range with its two ends; "dozens" with any number it may stand for;
    a bare plural ("children") with none.
    """
    if low is not None and high is not None and low > high:
        return False
    return all(_said(count, number) for number in (low, high) if number is not None)


def _said(count: Count, number: int) -> bool:
    if count.qualifier == "unquantified":
        return False
    if count.qualifier == "vague":
        return count.low <= number and (count.high is None or number <= count.high)
    return number in (count.value, count.low, count.high)


def _bound(
    context: Context, phrase: CountPhrase, own: BoundCount | None, harm_at: tuple[int, int] | None
) -> BoundCount | None:
    """The count with what happened; None where no words say it."""
    harms = _harms(context, harm_at) if harm_at is not None and phrase.harm is None else {}
    if own is not None and (not harms or own.harm in harms):
        return own
    harm = phrase.harm or next(iter(harms), None)
    if set(harms) == {"killed", "injured"}:
        harm = "killed_or_injured"
    elif len(harms) > 1 or harm is None:
        return None
    hit_start, loaded, kind = harms.get(harm, (phrase.start, False, None))
    base = own if own is not None else BoundCount(phrase, harm, "", hit_start)
    return replace(
        base, harm=harm, rule="toll.pointed", harm_start=hit_start, kind=kind, loaded=phrase.loaded or loaded
    )  # fmt: skip


def _harms(context: Context, at: tuple[int, int]) -> dict[str, tuple[int, bool, str | None]]:
    """What the words say happened: each harm with where, whether the word is loaded, and the kind it implies."""
    found: dict[str, tuple[int, bool, str | None]] = {}
    for hit in context.reading.within(max(0, at[0] - 1), at[1] + 1, "harm", "people"):
        harm = hit.id if hit.category == "harm" and hit.term.get("emit", True) else hit.term.get("harm")
        if harm:
            found.setdefault(str(harm), (hit.start, bool(hit.term.get("loaded", False)), hit.term.get("kind")))
    return found

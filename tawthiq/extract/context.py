"""What every extractor is given: the document, its reading, the numbers and dates found in it, the gazetteer.

The context is made once per document; extractors add nothing to it and read no text beside it.
"""

from __future__ import annotations

import re
from typing import Final

from tawthiq.domain.document import Document
from tawthiq.domain.light import initialised
from tawthiq.domain.span import Quote
from tawthiq.extract.grammar import toll_grammar
from tawthiq.extract.speakers.attribution import AttributionHit, find_attributions
from tawthiq.knowledge.gazetteer import Gazetteer
from tawthiq.text.dates import DateExpression, find_dates
from tawthiq.text.numbers import NumberHit, find_numbers
from tawthiq.text.ordered import bisect_left
from tawthiq.text.phrases import PhraseMatcher
from tawthiq.text.reading import Reading, read

_VERB: Final = 20
"""Code points behind the words of a number in which a verb of harm ends."""
_LONG: Final = 150
"""Code points of a stretch whose words are counted by a look at where words begin, and not by cutting it up."""
_WORD: Final = re.compile(r"\S+")


@initialised(slots=True, unsafe_hash=True, init=False)
class Context:
    """One document, read. Positions of numbers, dates and hits are those of the folded `text`."""

    document: Document
    reading: Reading
    text: str
    numbers: tuple[NumberHit, ...]
    dates: tuple[DateExpression, ...]
    gazetteer: Gazetteer
    number_starts: list[int]
    date_starts: list[int]

    def __init__(
        self,
        document: Document,
        reading: Reading,
        text: str,
        numbers: tuple[NumberHit, ...],
        dates: tuple[DateExpression, ...],
        gazetteer: Gazetteer,
        number_starts: list[int],
        date_starts: list[int],
    ) -> None:
        self.document = document
        self.reading = reading
        self.text = text
        self.numbers = numbers
        self.dates = dates
        self.gazetteer = gazetteer
        self.number_starts = number_starts
        self.date_starts = date_starts

    @property
    def speakers(self) -> tuple[AttributionHit, ...]:
        """Who speaks where, in order; read when it is first asked for: a text that tells nothing is never asked."""
        known: tuple[AttributionHit, ...] | None = self.reading.memo.get("speakers")
        if known is None:
            known = self.reading.memo["speakers"] = tuple(find_attributions(self.reading))
        return known

    @property
    def lang(self) -> str:
        """The document's language."""
        return self.document.lang

    def quote(self, start: int, end: int) -> Quote:
        """The document's own words for folded `[start, end)`."""
        return self.reading.quote(start, end)

    def numbers_in(self, start: int, end: int) -> list[NumberHit]:
        """The numbers whose core lies in folded `[start, end)`, in order."""
        low, high = bisect_left(self.number_starts, start), bisect_left(self.number_starts, end)
        return [n for n in self.numbers[low:high] if n.core_end <= end]

    def dates_in(self, start: int, end: int) -> list[DateExpression]:
        """The date expressions that lie in folded `[start, end)`, in order."""
        low, high = bisect_left(self.date_starts, start), bisect_left(self.date_starts, end)
        return [d for d in self.dates[low:high] if d.end <= end]

    def words_between(self, start: int, end: int) -> int:
        """How many words stand in folded `[start, end)`; 0 where the stretch is empty or runs backwards."""
        if end - start < _LONG:
            return len(self.text[start:end].split()) if end > start else 0
        starts = self._word_starts()
        whole = bisect_left(starts, end) - bisect_left(starts, start)
        return whole + (start > 0 and not self.text[start].isspace() and not self.text[start - 1].isspace())

    def _word_starts(self) -> list[int]:
        known: list[int] | None = self.reading.memo.get("word starts")
        if known is None:
            known = self.reading.memo["word starts"] = [word.start() for word in _WORD.finditer(self.text)]
        return known

    def sentence_bounds(self, position: int) -> tuple[int, int]:
        """The folded bounds of the sentence that holds `position`."""
        sentence = self.reading.sentences[self.reading.sentence_at(position)]
        return sentence.start, sentence.end


def make_context(document: Document, matcher: PhraseMatcher, gazetteer: Gazetteer) -> Context:
    """Reads `document` once, leaving out what ingestion set aside (comments, "most read")."""
    reading = read(document.text, matcher, skip=[aside.span for aside in document.asides])
    dates = tuple(find_dates(reading))
    numbers = tuple(n for n in find_numbers(reading, dates=dates) if not _heads_a_number(reading, n))
    return Context(
        document,
        reading,
        reading.text,
        numbers,
        dates,
        gazetteer,
        [n.core_start for n in numbers],
        [d.start for d in dates],
    )


def _heads_a_number(reading: Reading, number: NumberHit) -> bool:
    """Whether Arabic words of a vague number only say whose number follows: «بلغ عدد من قتلوا 2375 شخصا»."""
    last = reading.text[number.start : number.end].split()[-1:]
    if number.qualifier != "vague" or len(last) != 1 or last[0] not in toll_grammar().of_words:
        return False
    verbs = reading.within(number.end, number.end + _VERB, "harm")
    return any(h.whole_start == number.end + 1 and h.term.get("side") == "before" for h in verbs)

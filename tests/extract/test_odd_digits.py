"""Characters that are digits to Unicode and no numbers to Python (፩, ⒈, ❷) cost no document, wherever a number may stand."""

from __future__ import annotations

import sys

import pytest

from tawthiq.domain.document import Document
from tawthiq.extract import extract

ODD = [c for c in map(chr, range(sys.maxunicode + 1)) if c.isdigit() and not c.isdecimal()]
SENTENCES = (
    "A {d}-year-old was killed in Aleppo on 5 March 2016.",
    "Six children aged {d}, 7 and {d} were killed, {d} of them girls; the toll rose to {d}.",
    "Aleppo: {d}\nIdlib: {d}\nOn {d} March {d}, {d} people were wounded.",
    "قتل {d} مدنيين بينهم طفل عمره {d} سنوات في حلب يوم {d} آذار {d}، وأصيب {d} آخرون.",
    "توزع الضحايا:\n- حلب {d}\n- إدلب {d} (%{d})",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_an_odd_digit_costs_no_document(sentence: str) -> None:
    for digit in ODD[:: max(1, len(ODD) // 40)]:
        text = sentence.replace("{d}", digit)
        for account in extract(Document("d", text, "ar" if "قتل" in text or "حلب" in text else "en")).accounts:
            for toll in account.tolls:
                assert text[toll.quote.span.start : toll.quote.span.end] == toll.quote.text

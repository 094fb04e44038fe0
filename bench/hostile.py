"""Growth on the worst texts: processor seconds of extraction at two lengths and their ratio, `python -m bench.hostile [NAME …]`.

A ratio near 4 is linear (the longer text is four times as long). It is no test: nothing fails (docs/hostile-input.md).
"""

from __future__ import annotations

import sys
import time

from tawthiq.domain.document import Document
from tawthiq.extract import extract

UNITS = {
    "digits": "1", "numbers": "1 ", "a number a line": "5\n", "brackets": "(", "quotation marks": "«قتل» ",
    "combining marks": "a\u0301\u0301\u0301\u0301", "tatweel": "مـ", "bidi controls": "\u202e\u2066a", "zero width": "a\u200b",
    "sentence ends": "! ? . ؟ ", "one sentence": "قتل 5 مدنيين في حلب و", "accounts": "5 civilians were killed in Aleppo. ",
    "among them": "قتل 5 مدنيين بينهم طفلان وامرأة، ", "places": "في مدينة حلب بريف إدلب ", "parties": "قوات النظام قصفت تنظيم داعش ",
    "number words": "خمسة وعشرون ", "dates": "5 March 2016 ", "table": "حلب: 5 قتلى\n", "emoji": "👨\u200d👩\u200d👧",    "scripts": "a ا б β ",
}  # fmt: skip
SHORT, LONG = 25_000, 100_000
"""Bytes of UTF-8."""


def seconds(unit: str, size: int) -> float:
    """Processor seconds of extraction out of `size` bytes of a repeated unit."""
    text = unit * (size // len(unit.encode()) + 1)
    document = Document("worst", text, "ar" if any("\u0621" <= c <= "\u064a" for c in unit) else "en")
    start = time.process_time()
    extract(document)
    return time.process_time() - start


def main() -> None:
    """Measures the texts named, all where none is."""
    seconds("قتل 5 مدنيين في حلب. ", 100)
    for name in sys.argv[1:] or UNITS:
        short, long = seconds(UNITS[name], SHORT), seconds(UNITS[name], LONG)
        print(
            f"{name:16} {short:8.2f} s {long:8.2f} s  ratio {long / max(short, 1e-4):5.1f}  {long * 1e6 / LONG:7.1f} s a MB"
        )


if __name__ == "__main__":
    main()

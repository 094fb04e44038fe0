"""Growth on the worst texts: processor seconds and memory of extraction at two lengths, `python -m bench.hostile [NAME …]`.

A ratio near 4 is linear (the longer text is four times as long). Memory is what the process takes beyond what it took before
it read. It is no test: nothing fails (docs/hostile-input.md).
"""

from __future__ import annotations

import multiprocessing
import resource
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
    "shelling": "قتل 5 مدنيين بقصف مدفعي على حلب. ", "turns": "وفي سياق متصل قتل ثمانية مدنيين برصاص قناص في حي الصاخور بحلب. ",
}  # fmt: skip
_processes = multiprocessing.get_context("fork")
SHORT, LONG = 25_000, 100_000
"""Bytes of UTF-8."""


def measured(unit: str, size: int) -> tuple[float, float]:
    """Processor seconds, and MB more than before, of extraction out of `size` bytes of a repeated unit; in a process of its own."""
    with _processes.Pool(1) as pool:
        return pool.apply(_measure, (unit, size))


def _measure(unit: str, size: int) -> tuple[float, float]:
    text = unit * (size // len(unit.encode()) + 1)
    document = Document("worst", text, "ar" if any("\u0621" <= c <= "\u064a" for c in unit) else "en")
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    extract(document)
    spent = time.process_time() - start
    return spent, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def main() -> None:
    """Measures the texts named, all where none is."""
    _measure("قتل 5 مدنيين في حلب. ", 100)  # what is loaded once is loaded here, before the processes part
    for name in sys.argv[1:] or UNITS:
        (short, _), (long, memory) = measured(UNITS[name], SHORT), measured(UNITS[name], LONG)
        ratio, a_mb = long / max(short, 1e-4), long * 1e6 / LONG
        print(
            f"{name:16} {short:8.2f} s {long:8.2f} s  ratio {ratio:5.1f}  {a_mb:7.1f} s a MB  {memory:6.0f} MB",
            flush=True,
        )


if __name__ == "__main__":
    main()

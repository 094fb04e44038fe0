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
from tawthiq.knowledge.load import tsv

TOWNS = [row for row in tsv("places/syria_towns.tsv") if row["name_en"] and row["name_ar"]][:900]
UNITS = {
    "digits": "1", "numbers": "1 ", "a number a line": "5\n", "brackets": "(", "quotation marks": "«قتل» ",
    "combining marks": "a\u0301\u0301\u0301\u0301", "tatweel": "مـ", "bidi controls": "\u202e\u2066a", "zero width": "a\u200b",
    "sentence ends": "! ? . ؟ ", "one sentence": "قتل 5 مدنيين في حلب و", "accounts": "5 civilians were killed in Aleppo. ",
    "among them": "قتل 5 مدنيين بينهم طفلان وامرأة، ", "places": "في مدينة حلب بريف إدلب ", "parties": "قوات النظام قصفت تنظيم داعش ",
    "number words": "خمسة وعشرون ", "dates": "5 March 2016 ", "table": "حلب: 5 قتلى\n", "emoji": "👨\u200d👩\u200d👧",    "scripts": "a ا б β ",
    "shelling": "قتل 5 مدنيين بقصف مدفعي على حلب. ", "turns": "وفي سياق متصل قتل ثمانية مدنيين برصاص قناص في حي الصاخور بحلب. ",
    "days and counts": "12/3/2013: 5 killed, 13/3/2013: 7 wounded, ", "day after day": "في 5 آذار 2013 قتل 12 مدنيا، وفي 6 آذار قتل 7، ",
    "weekdays": "On Monday 5 died and on Tuesday 7 died, ", "hours": "at 5:30 pm on Monday, 12 dead, ",
    "verbs and counts": "وقتل 5 وجرح 7 واعتقل 9 ", "a count a line": "قتل 5\nجرح 7\n", "counts in brackets": "(5) (7) [9] (12) قتلى ",
    "one after another": "ثم قتل 3 في حمص ثم 4 في درعا ثم ", "forms": "Killed: 5\nInjured: 7\nPlace: Aleppo\nDate: 5 March 2016\n",
    "hashtags": "#حلب #قصف قتل 5 #مدنيين #سوريا ", "since": "منذ آذار 2011 قتل 12000 مدني و3000 طفل وحتى نهاية 2013 ",
    "siege": "besieged 5,000 civilians since May 2013 in Douma, ", "others": "killing 5 and wounding 7 others, ",
    "hundreds": "dozens of people were killed and hundreds wounded, ", "said": "5 were killed, said Omar, and 7 were hurt, said Ali, ",
    "the arrested": "12. Omar al-Khatib, born 1985, Homs, arrested on 12 March 2013\n", "columns": "Aleppo\t5\tkilled\t7\twounded\n",
    "sections": "By governorate:\nAleppo: 5\nHoms: 7\nIdlib: 9\n\n",
    "towns": "".join(f"{i % 40 + 3} people were killed in {row['name_en']}. " for i, row in enumerate(TOWNS)),
    "Arabic towns": "".join(f"قتل {i % 40 + 3} مدنيا في {row['name_ar']}. " for i, row in enumerate(TOWNS)),
    "towns in a table": "".join(f"{row['name_ar']}: {i % 40 + 3} قتيلا\n" for i, row in enumerate(TOWNS)),
    "names of towns": "".join(f"{row['name_en']}, " for row in TOWNS),
    "days": "".join(f"On {i % 28 + 1} March {2012 + i // 28 % 10}, {i % 40 + 3} people were killed in Aleppo. " for i in range(700)),
    "days and towns": "".join(
        f"On {i % 28 + 1} March {2012 + i // 28 % 10}, {i % 40 + 3} people were killed in {row['name_en']}. " for i, row in enumerate(TOWNS)
    ),
    "rising tolls": "".join(f"The death toll rose to {i}. " for i in range(3, 1500)),
}  # fmt: skip
"""What is repeated: a few words, or at the end a list of hundreds of towns, days and numbers, no two of them alike."""
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
    for unit in ("قتل 5 مدنيين في حلب. ", "5 civilians were killed in Zurda near Aleppo. "):
        _measure(unit, 100)  # what is loaded once, of either language, is loaded here, before the processes part
    for name in sys.argv[1:] or UNITS:
        (short, _), (long, memory) = measured(UNITS[name], SHORT), measured(UNITS[name], LONG)
        ratio, a_mb = long / max(short, 1e-4), long * 1e6 / LONG
        print(
            f"{name:16} {short:8.2f} s {long:8.2f} s  ratio {ratio:5.1f}  {a_mb:7.1f} s a MB  {memory:6.0f} MB",
            flush=True,
        )


if __name__ == "__main__":
    main()

"""A small folder of reports, written for these tests: one strike told three times, one other event, one statistic.

The strike: an Arabic page, an English page by another publisher, and the Arabic publisher's update with a higher count.
All publishers are invented.
"""

from __future__ import annotations

import json
from pathlib import Path

STRIKE_AR = (
    "غارة على سوق الخضار في بستان القصر\n\n"
    "قُتل 12 مدنياً، بينهم طفلان، وأصيب 30 آخرون جراء غارة جوية نفذها الطيران الحربي الروسي على سوق الخضار في حي بستان "
    "القصر بمدينة حلب يوم 7 أيار 2016، بحسب الدفاع المدني السوري.\n"
)
STRIKE_EN = (
    "Market hit in Bustan al-Qasr\n\n"
    "A Russian air strike on the vegetable market of the Bustan al-Qasr neighbourhood in Aleppo killed at least 15 people "
    "on 7 May 2016, local activists said. More than 25 were wounded.\n"
)
UPDATE_AR = (
    "ارتفاع حصيلة ضحايا السوق\n\n"
    "ارتفعت حصيلة الغارة الجوية الروسية على سوق الخضار في حي بستان القصر بمدينة حلب يوم 7 أيار 2016 إلى 19 قتيلاً، "
    "وفق ما أعلن الدفاع المدني السوري.\n"
)
SHELLING_EN = (
    "Shells on a bread queue\n\n"
    "Four civilians were killed and nine injured on 3 February 2014 when opposition mortar shells landed on the "
    "Ashrafiyeh neighbourhood of Aleppo, a resident told the paper.\n"
)
SUMS_AR = (
    "<!DOCTYPE html><html lang='ar' dir='rtl'><head><meta charset='utf-8'><title>مجازر الربع الأول</title>"
    "<meta property='article:published_time' content='2016-04-05'></head><body><article><h1>مجازر الربع الأول من عام 2016</h1>"
    "<p>وثّق مكتبنا 60 مجزرة في سوريا خلال الربع الأول من عام 2016، توزعت بحسب الأشهر كما يلي:</p>"
    "<ul><li>كانون الثاني: 20 مجزرة.</li><li>شباط: 25 مجزرة.</li><li>آذار: 18 مجزرة.</li></ul>"
    "<p>وتوزعت بحسب المحافظات: حلب 30 مجزرة، إدلب 20 مجزرة، دمشق 10 مجازر.</p></article></body></html>\n"
)
FILES = {
    "strike.ar.txt": STRIKE_AR,
    "strike.en.txt": STRIKE_EN,
    "update.ar.txt": UPDATE_AR,
    "shelling.en.txt": SHELLING_EN,
    "sums.ar.html": SUMS_AR,
}
STRIKE = ("strike.ar.txt", "strike.en.txt", "update.ar.txt")
MANIFEST = """file,url,publisher,published,retrieved
strike.ar.txt,https://example.org/a/1,شبكة الجسر الإخبارية,2016-05-07,2016-06-01
strike.en.txt,https://example.org/b/1,Orontes Post,2016-05-08,2016-06-01
update.ar.txt,https://example.org/a/2,شبكة الجسر الإخبارية,2016-05-09,2016-06-01
shelling.en.txt,https://example.org/b/2,Orontes Post,2014-02-04,2016-06-01
"""


def write_reports(folder: Path) -> Path:
    """Writes the reports and their manifest into `folder`, which is made."""
    folder.mkdir(parents=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "manifest.csv").write_text(MANIFEST, encoding="utf-8")
    return folder


def as_jsonl() -> str:
    """The text reports as the contract's JSON Lines."""
    rows = [
        {
            "id": "strike-ar",
            "text": STRIKE_AR,
            "lang": "ar",
            "published": "2016-05-07",
            "publisher": "شبكة الجسر الإخبارية",
        },
        {"id": "strike-en", "text": STRIKE_EN, "lang": "en", "published": "2016-05-08", "publisher": "Orontes Post"},
        {"id": "shelling", "text": SHELLING_EN, "published": "2014-02-04", "publisher": "Orontes Post"},
    ]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)

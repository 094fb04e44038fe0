"""The index of the site and what its small program needs to look words up as the product does: the tables of folding as data.

Every incident is a row with the stems of its words (`text/search_words.py`) in both languages: title, place, parties, means,
kind and the quoted sentences. What is withheld from a release is not in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from tawthiq.publish.site.released import Names
from tawthiq.publish.site.views import date_text, figure_of, place_text
from tawthiq.publish.wording import Wording, clean
from tawthiq.text.search_words import folding, search_words

Record = dict[str, Any]
SHARD = 1_000
"""Incidents in one file of the index."""


@cache
def _tables() -> dict[str, Any]:
    return folding()


def folding_js(shards: int) -> str:
    """The program's tables: folded letter → letters that become it, letters that vanish, joined letters, whole words."""
    return f"window.tawthiqFolding = {_js({**_tables(), 'shards': shards})};\n"


def shards_js(records: Sequence[Record], names: Names, words: tuple[Wording, Wording]) -> Iterator[str]:
    """The files of the index, `SHARD` incidents each."""
    for at in range(0, len(records), SHARD):
        rows = [row(record, names, words) for record in records[at : at + SHARD]]
        yield f"window.tawthiqShard({_js(rows)});\n"


def row(record: Record, names: Names, words: tuple[Wording, Wording]) -> Record:
    """An incident in the index: file, titles, dates, places, number killed, kinds, governorate, parties, years, stems."""
    days = record["date"]
    return {
        "f": names.of(record["id"]),
        "t": [clean(w.pick(record["title"]["ar"], record["title"]["en"])) for w in words],
        "d": [date_text(record, w) for w in words],
        "p": [place_text(record, w) for w in words],
        "n": figure_of(record["killed"]),
        "k": sorted({record["kind"], *record["labels"]}),
        "g": record["governorate"]["id"] if record["governorate"] else "",
        "a": record["accused"],
        "y": [int(days["start"][:4]), int(days["end"][:4])] if days else [0, 0],
        "w": " ".join(dict.fromkeys(word.folded for text in _texts(record, words) for word in search_words(text))),
    }


def _texts(record: Record, words: tuple[Wording, Wording]) -> Iterable[str]:
    for w in words:
        yield w.pick(record["title"]["ar"], record["title"]["en"])
        yield place_text(record, w)
        yield date_text(record, w)
        for code in (record["kind"], *record["labels"]):
            yield w.label("kinds", code)
        for code in record["weapons"]:
            yield w.label("weapons", code)
        for party in record["parties"]:
            yield w.pick(party["ar"], party["en"])
    for source in record["sources"]:
        yield source["publisher"]
    for figure in record["figures"]:
        for said in figure["evidence"]:
            yield " … ".join(text for _, text in said["said"])


def _js(value: Any) -> str:
    """A value as a program can hold it, whichever way its file is read."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")

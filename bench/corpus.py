"""Writes the reports that are measured: made of our own sentences (sentences.*.toml), filled with places, parties, offices
and dates of tawthiq/knowledge and with numbers. The same number gives the same report, always.

Four in five are Arabic. A report is a title, a dateline and paragraphs up to `CHARACTERS`; most of its sentences count
nobody, as in real reports, and three in ten reports tell of no casualty at all.
"""

from __future__ import annotations

import html
import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from tawthiq.domain.document import Document, Published
from tawthiq.knowledge.load import lexicon, toml, tsv
from tawthiq.knowledge.offices import offices
from tawthiq.knowledge.parties import actors

CHARACTERS = 2_200
"""Characters of a report, at least: 3.7 kB in UTF-8 on the mean of the two languages."""
ENGLISH = 5
"""One report in so many is English."""
_QUIET = 3
"""So many reports in ten tell of no casualty."""
_FIRST_DAY = date(2013, 1, 1)
_DAYS = 3_650
_PARAGRAPH = 3


@dataclass(frozen=True, slots=True)
class _Words:
    """What the slots of one language are filled with; towns are grouped by governorate."""

    sentences: dict[str, list[str]]
    towns: dict[str, list[str]]
    actors: list[str]
    offices: list[str]
    weapons: list[str]
    months: list[str]
    weekdays: list[str]


@cache
def _words(lang: str) -> _Words:
    name = f"name_{lang}"
    sentences = tomllib.loads((Path(__file__).parent / f"sentences.{lang}.toml").read_text(encoding="utf-8"))
    admin = {row["id"]: row for row in tsv("places/syria_admin.tsv")}
    towns: dict[str, list[str]] = {}
    for row in tsv("places/syria_towns.tsv"):
        above = row["parent"]
        while above in admin and admin[above]["level"] != "governorate":
            above = admin[above]["parent"]
        if row[name] and above in admin and "ambiguous" not in row["note"].split():
            towns.setdefault(admin[above][name], []).append(row[name])
    return _Words(
        sentences,
        {governorate: found for governorate, found in sorted(towns.items()) if len(found) > 10},
        [getattr(a, name) for a in actors().values() if a.country == "sy" and getattr(a, name)],
        [getattr(o, name) for o in offices().values() if getattr(o, name)],
        [str(w[lang]) for w in toml("vocabularies/weapons.toml").values() if isinstance(w, dict) and w.get(lang)],
        [e.words[0] for e in lexicon() if e.category == "month" and e.lang == lang and _plain_month(e.attributes)],
        [e.words[0] for e in lexicon() if e.category == "weekday" and e.lang == lang and not e.attributes.get("bare")],
    )


def _plain_month(attributes: object) -> bool:
    return isinstance(attributes, dict) and attributes["calendar"] == "gregorian" and not attributes.get("ambiguous")


def report(number: int) -> Document:
    """The report of this number, from 0 on."""
    pick = random.Random(f"report {number}")
    lang = "en" if number % ENGLISH == 0 else "ar"
    words = _words(lang)
    day = _FIRST_DAY + timedelta(days=pick.randrange(_DAYS))
    governorate = pick.choice(list(words.towns))
    near = pick.sample(words.towns[governorate], 4)
    slots = {"governorate": governorate, "actor": pick.choice(words.actors), "weapon": pick.choice(words.weapons)}

    def said(kind: str) -> str:
        town, other = pick.sample(near, 2)
        filled: str = pick.choice(words.sentences[kind])
        while "{n}" in filled:
            filled = filled.replace("{n}", str(pick.randrange(3, 40)), 1)
        return filled.format_map(
            slots
            | {
                "town": near[0] if kind in ("title", "incident") else town,
                "town2": other,
                "office": pick.choice(words.offices),
                "many": str(pick.randrange(5, 90) * 10),
                "day": str(day.day),
                "month": words.months[pick.randrange(len(words.months))],
                "year": str(day.year),
                "weekday": pick.choice(words.weekdays),
            }
        )

    title = said("title")
    kinds = ["incident"] * (0 if number % 10 < _QUIET else pick.choice((1, 2, 2, 3)))
    kinds += ["scene"] * pick.randrange(3, 7)
    pick.shuffle(kinds)
    body: list[str] = []
    length = len(title)
    while length < CHARACTERS or kinds:
        # What happened stands among sentences of background, more of it at the head.
        kind = kinds.pop() if kinds and pick.random() < 0.6 else "plain"
        body.append(said(kind))
        length += len(body[-1]) + 1
    paragraphs = [" ".join(body[at : at + _PARAGRAPH]) for at in range(0, len(body), _PARAGRAPH)]
    text = "\n".join([title, *paragraphs])
    return Document(
        f"bench-{number:05}",
        text,
        lang,
        title,
        published=Published(day, day, "given"),
        url=f"https://example.org/{number}",
    )


def reports(count: int, first: int = 0) -> Iterator[Document]:
    """The reports from number `first` on."""
    return (report(number) for number in range(first, first + count))


def page(number: int) -> bytes:
    """The report of this number as a web page of about 45 kB: menus, scripts, "most read", comments and footer around it."""
    document = report(number)
    pick = random.Random(f"page {number}")
    links = [report(pick.randrange(1_000_000)).title for _ in range(24)]
    paragraphs = "\n".join(f"<p>{html.escape(p)}</p>" for p in document.text.split("\n")[1:])

    def listed(titles: list[str]) -> str:
        return "".join(
            f'<li class="item"><a class="link" href="/news/{at}?ref=menu" title="{html.escape(t)}">{html.escape(t)}</a></li>\n'
            for at, t in enumerate(titles)
        )

    filler = "\n".join(f".c{n}{{margin:{n}px;padding:{n % 7}px;color:#{n:03x}}}" for n in range(330))
    script = "\n".join(f'window.dataLayer.push({{"slot":{n},"size":[300,250]}});' for n in range(330))
    comments = "".join(
        f'<div class="comment"><b>user{n}</b><p>{html.escape(links[n % len(links)])}</p></div>\n' for n in range(12)
    )
    direction = "rtl" if document.lang == "ar" else "ltr"
    return f"""<!DOCTYPE html><html lang="{document.lang}" dir="{direction}"><head><meta charset="utf-8">
<title>{html.escape(document.title)} | Example</title>
<meta property="og:title" content="{html.escape(document.title)}">
<meta property="article:published_time" content="{document.published.start}T08:00:00Z">
<style>{filler}</style><script>{script}</script></head><body>
<header><nav class="menu"><ul>{listed(links[:12])}</ul></nav></header>
<main><article><h1>{html.escape(document.title)}</h1><time datetime="{document.published.start}">{document.published.start}</time>
{paragraphs}</article>
<aside class="most-read"><h3>Most read</h3><ul>{listed(links[12:])}</ul></aside>
<section id="comments">{comments}</section></main>
<footer><ul>{listed(links[:8])}</ul><p>&copy; Example</p></footer></body></html>""".encode()

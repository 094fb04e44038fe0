"""Short statements of 200 to 400 characters for the measurement of growth: the same number gives the same statement, always.

Nine in ten tell one incident. Three in ten of these tell an event again that an earlier statement told, at most `WITHIN`
statements before: another office, another wording, sometimes another count or another language. Four in five are Arabic.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import orjson

from tawthiq.domain.document import Document, Published
from tawthiq.knowledge.load import toml, tsv
from tawthiq.knowledge.offices import offices
from tawthiq.knowledge.parties import actors

SHORTEST, LONGEST = 200, 400
ENGLISH = 5
"""One statement in so many is English, on the mean."""
WITHIN = 5_000
"""How many statements before a retelling its event may have been told first."""
_FIRST_DAY = date(2012, 1, 1)
_DAYS = 4_383


@dataclass(frozen=True, slots=True)
class _Words:
    """What the slots of one language are filled with; the lists of both languages stand in one order."""

    patterns: dict[str, list[str]]
    towns: list[tuple[str, str]]
    actors: list[str]
    offices: list[str]
    weapons: list[str]


@cache
def _words(lang: str) -> _Words:
    name = f"name_{lang}"
    admin = {row["id"]: row for row in tsv("places/syria_admin.tsv")}
    towns = []
    for row in tsv("places/syria_towns.tsv"):
        above = row["parent"]
        while above in admin and admin[above]["level"] != "governorate":
            above = admin[above]["parent"]
        if row["name_ar"] and row["name_en"] and above in admin and "ambiguous" not in row["note"].split():
            towns.append((row[name], admin[above][name]))
    weapons = (w for w in toml("vocabularies/weapons.toml").values() if isinstance(w, dict) and w.get(lang))
    return _Words(
        tomllib.loads((Path(__file__).parent / "statements.toml").read_text(encoding="utf-8"))[lang],
        towns,
        [getattr(a, name) for a in actors().values() if a.country == "sy" and a.name_ar and a.name_en],
        [getattr(o, name) for o in offices().values() if getattr(o, name)],
        [str(w[lang]) for w in weapons],
    )


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: the day, the town and the party by their places in the lists, whom it killed and injured."""

    day: date
    town: int
    actor: int
    killed: int
    injured: int


def event(number: int) -> Event:
    """The event of this number."""
    draw = random.Random(f"event {number}")
    words = _words("en")
    return Event(
        _FIRST_DAY + timedelta(days=draw.randrange(_DAYS)), draw.randrange(len(words.towns)),
        draw.randrange(len(words.actors)), draw.randrange(3, 60), draw.randrange(3, 90),
    )  # fmt: skip


def told_by(number: int) -> int | None:
    """The event that a statement tells, None where it tells none: its own number's, or that of a statement before it."""
    draw = random.Random(f"told {number}")
    if draw.random() < 0.1:
        return None
    if number == 0 or draw.random() >= 0.3:
        return number
    return number - 1 - draw.randrange(min(number, WITHIN))


def statement(number: int) -> Document:
    """The statement of this number, from 0 on."""
    draw = random.Random(f"statement {number}")
    lang = "en" if draw.randrange(ENGLISH) == 0 else "ar"
    words, told = _words(lang), told_by(number)
    what = event(number if told is None else told)
    town, governorate = words.towns[what.town]
    # One in ten retellings has another count of the dead: reports of one event differ.
    more = draw.randrange(1, 4) if told not in (None, number) and draw.random() < 0.1 else 0
    slots = {
        "governorate": governorate, "town": town, "actor": words.actors[what.actor], "weapon": draw.choice(words.weapons),
        "office": draw.choice(words.offices), "killed": what.killed + more, "injured": what.injured,
        "day": what.day.day, "month": words.patterns["months"][what.day.month - 1], "year": what.day.year,
        "weekday": words.patterns["weekdays"][what.day.weekday()],
    }  # fmt: skip
    kind = "quiet" if told is None else "incident"
    text = draw.choice(words.patterns[kind]).format_map(slots | {"number": draw.randrange(12, 400)})
    around = draw.sample(words.patterns["around"], len(words.patterns["around"]))
    while len(text) < SHORTEST and around:
        text += " " + around.pop().format_map({"number": draw.randrange(12, 400)})
    published = what.day + timedelta(days=draw.randrange(2))
    return Document(
        f"s-{number:07}", text, lang, publisher=draw.choice(words.offices),
        published=Published(published, published, "given"), url=f"https://example.org/s/{number}",
    )  # fmt: skip


def write_statements(count: int, path: Path) -> None:
    """Writes the first so many statements as JSON Lines, as `tawthiq build --jsonl` reads them."""
    with path.open("wb") as file:
        for number in range(count):
            made = statement(number)
            record = {
                "id": made.id, "text": made.text, "lang": made.lang, "publisher": made.publisher,
                "published": str(made.published.start), "url": made.url,
            }  # fmt: skip
            file.write(orjson.dumps(record) + b"\n")

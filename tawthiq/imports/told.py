"""One record as a document and an account: the text is made of its cells, and every value quotes the cells it rests on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from tawthiq.domain.account import Account, Extraction
from tawthiq.domain.actors import ActorMention, WeaponMention
from tawthiq.domain.document import Document, Published
from tawthiq.domain.span import Quote, Span
from tawthiq.domain.toll import Count, Toll
from tawthiq.domain.toll_notation import Noted
from tawthiq.domain.when import When, precision_of
from tawthiq.domain.where import Place, PlaceMention
from tawthiq.knowledge.load import toml
from tawthiq.text.language import detect_language

_FAR = 400
"""Characters within which one quote may span several cells."""


@dataclass(slots=True)
class Told:
    """What a record tells. `cells` are its columns as they stand in the document; the lists name columns."""

    id: str
    cells: Mapping[str, str]
    title: str = ""
    kind: str = "unknown"
    labels: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    date_precision: str = ""
    place: Place | None = None
    country_en: str = ""
    governorate_en: str | None = None
    place_precision: str = ""
    tolls: tuple[Noted, ...] = ()
    parties: tuple[tuple[str, str, str], ...] = ()
    weapons: tuple[str, ...] = ()
    publisher: str = ""
    url: str = ""
    published: date | None = None
    restricted: bool = False
    columns: dict[str, Sequence[str]] = field(default_factory=dict)


def extraction_of(told: Told, where: str) -> Extraction:
    """The document and account of a record."""
    text, spans = _text(told)

    def quote(what: str) -> Quote:
        """The cells that a value rests on; the first line of the document where the record does not say."""
        found = [spans[c] for c in told.columns.get(what, ()) if c in spans]
        if not found:
            return Quote.of(text, Span(0, text.index("\n")))
        whole = Span(min(s.start for s in found), max(s.end for s in found))
        return Quote.of(text, whole if len(whole) <= _FAR else found[0])

    when = None
    if told.start is not None and told.end is not None:
        precision = told.date_precision or precision_of(told.start, told.end)
        when = When(told.start, told.end, precision, "absolute", quote("date"), "import.date")
    place = None
    if told.place is not None:
        place = PlaceMention(
            told.place, told.country_en, told.governorate_en, told.place_precision or "P4", quote("place"),
            (told.place.id,), "import.place",
        )  # fmt: skip
    names = _party_names()
    actors = (
        ActorMention(c, *names.get(c, (c, c)), r, quote("parties"), m, "", "import.party") for c, r, m in told.parties
    )
    account = Account(
        told.kind, told.labels, False, False, when, place, (place,) if place is not None else (), tuple(actors),
        tuple(WeaponMention(code, quote("weapons"), "import.weapon") for code in told.weapons), (),
        tuple(_tolls(told, quote)), quote("kind"), (Span(0, len(text)),), "import",
    )  # fmt: skip
    document = Document(
        told.id, text, detect_language(text), told.title, told.publisher, "", told.url,
        Published(told.published, told.published, "given") if told.published is not None else Published(),
        sha256=hashlib.sha256(text.encode()).hexdigest(), media_type="application/x-record", source_path=where,
        restricted=told.restricted,
    )  # fmt: skip
    return Extraction(document, (account,))


@cache
def _party_names() -> dict[str, tuple[str, str]]:
    """The names of parties in English and Arabic, by code."""
    return {a["code"]: (a["name_en"], a["name_ar"]) for a in toml("actors/actors.toml").get("actor", [])}


def _text(told: Told) -> tuple[str, dict[str, Span]]:
    """The record as lines, its title first, and where each cell stands."""
    lines = [" ".join((told.title or told.id).split())]
    at = len(lines[0]) + 1
    spans: dict[str, Span] = {}
    for name, value in told.cells.items():
        words = " ".join(value.split())
        if words:
            spans[name] = Span(at + len(name) + 2, at + len(name) + 2 + len(words))
            lines.append(f"{name}: {words}")
            at += len(lines[-1]) + 1
    return "\n".join(lines) + "\n", spans


def _tolls(told: Told, quote: object) -> list[Toll]:
    wholes = {t.harm: n for n, t in enumerate(told.tolls) if t.group is None}
    found = []
    for number, noted in enumerate(told.tolls):
        whole = wholes.get(noted.harm)
        parent = whole if whole is not None and whole != number else None
        words = quote(f"tolls.{noted.harm}" if f"tolls.{noted.harm}" in told.columns else "tolls")  # type: ignore[operator]
        found.append(Toll(noted.harm, noted.group, count_of(noted), words, "import.toll", None, parent))
    return found


def count_of(noted: Noted) -> Count:
    """A noted toll as a count that weighing gives back as the same range (knowledge/vocabularies/profiles.toml).

    A record that states lowest, highest and best figure states each exactly; without a best, a closed range is a range
    and an open one is vague.
    """
    if noted.best is not None:
        return Count(noted.low, noted.high, noted.best, "exact")
    if noted.high is None or noted.high == noted.low:
        return Count(noted.low, noted.high, None, "vague")
    return Count(noted.low, noted.high, None, "range")

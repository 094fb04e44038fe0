"""An archive for Uwazi's CSV import: `import.csv` of incidents, thesauri, templates, and archives of reports, parties, places
and claims.

Titles begin with the register's id, so that each is unique and a relationship finds its entity. Cells are as Uwazi reads
them: a range of days is "from:to", several values stand between "|", a governorate is "Country::Governorate", a position
"lat|lon". A property that has languages has them all ("title__en", "title__ar"), never the bare name beside.
"""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tawthiq.domain.incident import Responsibility
from tawthiq.domain.where import Place
from tawthiq.publish.exports.cells import Table, cell, texts
from tawthiq.publish.exports.claims import ShownClaim, words
from tawthiq.publish.exports.exact import HEADER as EXACT
from tawthiq.publish.exports.exact import exact
from tawthiq.publish.exports.export import Export
from tawthiq.publish.exports.shown import Shown, ShownSource
from tawthiq.publish.exports.zipped import dated
from tawthiq.publish.governorates import Division, divisions
from tawthiq.publish.wording import Wording, codes, wording

Properties = tuple[tuple[str, str, str], ...]
"""Column, Uwazi type, thesaurus."""
_LANGUAGES = ("en", "ar")
INCIDENT: Properties = (
    ("date", "daterange", ""), ("kind", "select", "kinds"), ("grade", "select", "grades"), ("alleged", "text", ""),
    ("place", "text", ""), ("governorate", "select", "governorates"), ("position", "geolocation", ""),
    ("weapons", "multiselect", "weapons"), ("killed_min", "numeric", ""), ("killed_max", "numeric", ""),
    ("injured_min", "numeric", ""), ("injured_max", "numeric", ""), ("report", "relationship", ""),
    ("party", "relationship", ""), ("scene", "relationship", ""),
    *((name, "text", "") for name in EXACT),
)  # fmt: skip
REPORT: Properties = (
    ("address", "link", ""),
    ("publisher", "text", ""),
    ("published", "date", ""),
    ("sha256", "text", ""),
)
PARTY: Properties = (("name_ar", "text", ""), ("code", "text", ""))
PLACE: Properties = (
    ("name_ar", "text", ""), ("level", "text", ""), ("governorate", "select", "governorates"), ("position", "geolocation", ""),
    ("code", "text", ""),
)  # fmt: skip
CLAIM: Properties = (
    ("incident", "relationship", ""), ("report", "relationship", ""), ("field", "text", ""), ("value", "text", ""), ("quote", "text", ""),
    ("start", "numeric", ""), ("end", "numeric", ""), ("speaker", "text", ""), ("rule", "text", ""),
)  # fmt: skip
_APART = ("reports", "parties", "places", "claims")
_TRANSLATED = ("title", "kind", "grade", "alleged", "place", "governorate", "weapons")


def _header(properties: Properties, translated: bool) -> list[str]:
    names: list[str] = []
    for name in ("title", *(p[0] for p in properties)):
        names += [f"{name}__{lang}" for lang in _LANGUAGES] if translated and name in _TRANSLATED else [name]
    return names


def write(export: Export, path: Path) -> int:
    """Writes the archive; gives back the number of incidents. Raises OSError."""
    work = path.with_name(path.name + ".parts")
    work.mkdir()
    names = {"import": INCIDENT, "reports": REPORT, "parties": PARTY, "places": PLACE, "claims": CLAIM}
    files = {name: (work / f"{name}.csv").open("w", encoding="utf-8", newline="") for name in names}
    tables = {name: Table(file) for name, file in files.items()}
    for name, properties in names.items():
        tables[name].head(_header(properties, name == "import"))
    written = 0
    seen: set[str] = set()
    try:
        for block in export.claimed():
            _add(tables, block, seen)
            written += len(block)
    finally:
        for file in files.values():
            file.close()
    for name in _APART:
        with zipfile.ZipFile(work / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            _put(archive, "import.csv", work / f"{name}.csv")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "import.csv", work / "import.csv")
        for name, content in _beside():
            (work / "part").write_text(content, encoding="utf-8", newline="")
            _put(archive, name, work / "part")
        for name in _APART:
            _put(archive, f"{name}.zip", work / f"{name}.zip", zipfile.ZIP_STORED)
    shutil.rmtree(work)
    return written


def _add(tables: Mapping[str, Table], block: list[tuple[Shown, list[ShownClaim]]], seen: set[str]) -> None:
    """Adds incidents with their claims, and what they are related to where its title is not among those seen."""
    text = texts(",")
    named = [(one, told, {source.id: report_title(source) for source in one.sources}) for one, told in block]
    tables["import"].write([_incident(one, reports.values(), text) for one, _, reports in named])
    for one, _, reports in named:
        for name, title, values, *known in _related(one, reports):
            if title not in seen:
                seen.add(title)
                tables[name].add([(title, *values(*known))])
    tables["claims"].write([line for one, told, reports in named for line in _claims(told, one, reports, text)])


def _put(archive: zipfile.ZipFile, name: str, path: Path, method: int = zipfile.ZIP_DEFLATED) -> None:
    """Adds a file. An archive within it is deflated already."""
    with path.open("rb") as source, archive.open(dated(name, method), "w") as target:
        shutil.copyfileobj(source, target)


def _several(values: Iterable[str]) -> str:
    return "|".join(value.replace("|", "/") for value in values if value)


def incident_title(one: Shown, lang: str) -> str:
    """The title of an incident's entity: unique, for it begins with the id."""
    return f"TWQ-{one.id} {one.title_ar if lang == 'ar' else one.title_en}"


def report_title(source: ShownSource) -> str:
    """The title of a report's entity."""
    return " ".join(f"TWQ-report {source.id} {source.title}".replace("|", "/").split())


def _incident(one: Shown, reports: Iterable[str], text: Callable[[str], str]) -> str:
    """The line of an incident; `text` writes a cell."""
    title, title_ar = text(incident_title(one, "en")), text(incident_title(one, "ar"))
    place, position = one.place, one.position
    days = f"{one.start}:{one.end}" if one.start is not None and one.end is not None else ""
    killed, injured = one.killed, one.injured
    accused = _alleged(*[(p.name_en, p.name_ar) for p in one.accused])
    parties = _parted(*[(p.code, p.name_en) for p in one.parties])
    more = [value if value is None or type(value) is str else cell(value) for value in exact(one)]
    return (
        f"{title},{title_ar},{days},{_labels('kinds', one.kind)},{_labels('grades', one.grade)},{accused},"
        f"{f'{text(place.name_en)},{text(place.name_ar)}' if place is not None else ','},"
        f"{_divided(one.division.id) if one.division is not None else ','},"
        f"{text(f'{position[1]}|{position[0]}') if position is not None else ''},{_armed(one.weapons)},"
        f"{f'{killed.low},{killed.high}' if killed is not None else ','},"
        f"{f'{injured.low},{injured.high}' if injured is not None else ','},{text(_several(reports))},{parties},"
        f"{text(place_title(place)) if place is not None else ''},{','.join([text(value) if value else '' for value in more])}\n"
    )


@lru_cache(maxsize=4096)
def _alleged(*names: tuple[str, str]) -> str:
    """The names of the accused, a cell a language."""
    return ",".join([texts(",")(_several([name[n] for name in names])) for n in range(len(_LANGUAGES))])


@lru_cache(maxsize=4096)
def _parted(*parties: tuple[str, str]) -> str:
    """The cell of the titles of parties."""
    return texts(",")(_several(dict.fromkeys([_party_title(*party) for party in parties])))


@cache
def _labels(vocabulary: str, code: str) -> str:
    """A code's labels, a cell a language."""
    return ",".join([texts(",")(x.label(vocabulary, code)) for x in _wordings()])


@lru_cache(maxsize=4096)
def _armed(weapons: tuple[str, ...]) -> str:
    """The labels of an incident's weapons, a cell a language."""
    return ",".join([texts(",")(_several([x.label("weapons", code) for code in weapons])) for x in _wordings()])


@lru_cache(maxsize=4096)
def _divided(ident: str) -> str:
    """A governorate under its country, a cell a language; both empty where our tables do not hold it."""
    known = divisions().get(ident)
    if known is None:
        return ","
    return ",".join(map(texts(","), (_nested(known), f"{known.country_ar}::{known.name_ar}")))


def _nested(division: Division) -> str:
    return f"{division.country_en}::{division.name_en}"


@cache
def _wordings() -> tuple[Wording, ...]:
    return tuple(wording(lang) for lang in _LANGUAGES)


def party_title(party: Responsibility) -> str:
    """The title of a party's entity."""
    return _party_title(party.code, party.name_en)


def _party_title(code: str, name: str) -> str:
    return f"TWQ-party {code} {name}".replace("|", "/")


def place_title(place: Place) -> str:
    """The title of a place's entity."""
    return f"TWQ-place {place.id} {place.name_en or place.name_ar}".replace("|", "/")


def _related(one: Shown, reports: Mapping[str, str]) -> list[tuple[Any, ...]]:
    """The entities that an incident is related to: table, title, and by which function of what the values are had where it is a new one."""
    related: list[tuple[Any, ...]] = [("reports", reports[source.id], _report, source) for source in one.sources]
    related += [("parties", party_title(party), _party, party) for party in one.parties]
    if one.place is not None:
        related.append(("places", place_title(one.place), _place, one, one.place))
    return related


def _report(source: ShownSource) -> tuple[Any, ...]:
    link = f"{(source.publisher or source.url).replace('|', '/')}|{source.url}" if source.url else None
    return link, source.publisher, source.published, source.sha256


def _party(party: Responsibility) -> tuple[Any, ...]:
    return party.name_ar, party.code


def _place(one: Shown, place: Place) -> tuple[Any, ...]:
    lat, lon = place.lat, place.lon
    position = f"{round(lat, 4)}|{round(lon, 4)}" if lat is not None and lon is not None else None
    known = divisions().get(one.division.id) if one.division is not None else None
    return place.name_ar, place.level, None if known is None else _nested(known), position, place.id


def _claims(
    told: Iterable[ShownClaim], one: Shown, reports: Mapping[str, str], text: Callable[[str], str]
) -> list[str]:
    """The lines of an incident's claims, under the titles of its entity and its reports'; `text` writes a cell."""
    incident, behind = text(incident_title(one, "en").replace("|", "/")), f" of {one.id}"
    last: ShownSource | None = None
    report, plain = "", False
    lines: list[str] = []
    for claim in told:
        ident, source, field, known, start, end, quote, _, speaker_type, speaker, rule = claim
        if source is not last:
            report, last = text(reports.get(source.id) or report_title(source)), source
            title = f"TWQ-claim {source.id}{behind}"
            plain = text(title) == title  # what else is in the title of a claim is never between quotes
        title = f"TWQ-claim {ident}{behind}"
        lines.append(
            f"{title if plain else text(title)},{incident},{report},{field},{_value(field, known)},{text(quote)},{start},{end},"
            f"{_coded(speaker or speaker_type, rule)}\n"
        )
    return lines


def _value(field: str, known: Any) -> str:
    """The cell of a claim's value."""
    if field == "toll":
        return _words(field, known.harm, known.group, known.low, known.high)
    if field == "actor":
        return _words(field, known.code, known.role)
    return texts(",")(words(field, known))


@lru_cache(maxsize=4096, typed=True)
def _words(field: str, *values: Any) -> str:
    """The cell of a toll's or a party's value: the same few codes and small numbers again and again."""
    names = ("harm", "group", "low", "high") if field == "toll" else ("code", "role")
    return texts(",")(words(field, SimpleNamespace(**dict(zip(names, values, strict=True)))))


@lru_cache(maxsize=4096)
def _coded(*values: str) -> str:
    """The cells of a speaker and a rule, of which there are few."""
    return ",".join(map(texts(","), values))


def _beside() -> Iterator[tuple[str, str]]:
    """Thesauri (a column per language, nested rows begin with "-") and templates."""
    for name in ("kinds", "grades", "weapons"):
        rows = [tuple(wording(lang).label(name, code) for lang in _LANGUAGES) for code in codes(name)]
        yield f"thesauri/{name}.csv", _table(rows)
    nested: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for division in divisions().values():
        own = (f"-{division.name_en}", f"-{division.name_ar}")
        nested.setdefault((division.country_en, division.country_ar), []).append(own)
    yield "thesauri/governorates.csv", _table([row for country, own in nested.items() for row in (country, *own)])
    for label, properties in (
        ("Incident", INCIDENT), ("Report", REPORT), ("Party", PARTY), ("Place", PLACE), ("Claim", CLAIM),
    ):  # fmt: skip
        listed = [{"label": n, "name": n, "type": t} | ({"content": c} if c else {}) for n, t, c in properties]
        template = {
            "name": label,
            "commonProperties": [{"label": "Title", "name": "title", "type": "text"}],
            "properties": listed,
        }
        yield f"templates/{label.lower()}.json", json.dumps(template, ensure_ascii=False, indent=1) + "\n"


def _table(rows: Iterable[tuple[str, ...]]) -> str:
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("English", "Arabic"))
    writer.writerows(rows)
    return out.getvalue()

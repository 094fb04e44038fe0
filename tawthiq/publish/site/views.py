"""What a page says of an incident, in one language: records as words, with the addresses they lead to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tawthiq.domain.toll import Count
from tawthiq.knowledge.offices import offices
from tawthiq.publish.dates import range_words
from tawthiq.publish.figures import count_words, range_text
from tawthiq.publish.massacres import LABEL, definition_name, definitions
from tawthiq.publish.parties import parties
from tawthiq.publish.releases.corrections import GONE
from tawthiq.publish.releases.parts import figure_anchor
from tawthiq.publish.site.released import definitions_of
from tawthiq.publish.wording import Wording, clean, ltr

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """An incident in a list: figures lead to the anchors of their sentences, empty where none is reported."""

    id: str
    title: str
    date: str
    place: str
    killed: str
    injured: str
    killed_at: str
    injured_at: str
    grade: str
    grade_code: str


@dataclass(frozen=True, slots=True)
class Said:
    """A claim behind a figure: its sentence in pieces, the document, who says it, how it was read, whether it still counts."""

    pieces: tuple[tuple[str, str], ...]
    source: Record | None
    dir: str
    speaker: str
    read_as: str
    rule: str
    status: str
    struck: bool


@dataclass(frozen=True, slots=True)
class FigureView:
    """One range with what it rests on."""

    anchor: str
    harm: str
    group: str
    text: str
    best: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the page of an incident says."""

    line: Line
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    notes: tuple[str, ...]
    figures: tuple[FigureView, ...]
    sources: tuple[Record, ...]
    withheld: bool


def date_text(record: Record, w: Wording) -> str:
    """The days as published, in words."""
    days = record["date"]
    if days is None:
        return w("dates.undated")
    return range_words(date.fromisoformat(days["start"]), date.fromisoformat(days["end"]), w)


def place_text(record: Record, w: Wording) -> str:
    """The place as published, with its governorate where that says more."""
    names = [w.pick(one["ar"], one["en"]) for one in (record["place"], record["governorate"]) if one]
    return w("charts.comma").join(dict.fromkeys(names)) or w("tables.unlocated")


def figure_of(figure: Record | None) -> str:
    """A figure in digits; empty where none is reported."""
    return "" if figure is None else range_text(figure["low"], figure["high"], figure["open"])


def line(record: Record, w: Wording) -> Line:
    """The incident as a line of a list."""
    at = {}
    for harm in ("killed", "injured"):
        found = [f for f in record["figures"] if f["harm"] == harm]
        whole = [f for f in found if f["group"] is None]
        at[harm] = figure_anchor((whole or found)[0]) if found and record[harm] else ""
    return Line(
        record["id"], clean(w.pick(record["title"]["ar"], record["title"]["en"])), date_text(record, w), place_text(record, w),
        figure_of(record["killed"]), figure_of(record["injured"]), at["killed"], at["injured"], w.label("grades", record["grade"]),
        record["grade"],
    )  # fmt: skip


def page(record: Record, w: Wording) -> Page:
    """The incident as a page of its own."""
    sources = {s["id"]: s for s in record["sources"]}
    figures = tuple(_figure(f, sources, w) for f in record["figures"])
    return Page(
        line(record, w), tuple(_facts(record, w)), tuple(_notes(record, w)), figures, tuple(record["sources"]), record["withheld"]
    )  # fmt: skip


def _facts(record: Record, w: Wording) -> Any:
    def several(values: Any) -> tuple[str, ...]:
        return tuple(v for v in values if v)

    kinds = [w.label("kinds", k) for k in record["labels"] if k not in (record["kind"], LABEL)]
    yield w("incidents.date"), (date_text(record, w),)
    precision = w.label("place_precisions", record["place_precision"]) if record["place_precision"] else ""
    yield w("incidents.place"), several((place_text(record, w), precision))
    if record["position"]:
        lon, lat = record["position"]
        yield w("site.position"), (ltr(f"{lat:g}, {lon:g}"),)
    kind = record["kind"]
    named = w("incidents.kind_not_stated") if kind in ("unknown", "other", "") else w.label("kinds", kind)
    yield w("incidents.kind"), several((named, *kinds))
    if record["massacre"]["labelled"] and record["kind"] != LABEL:
        yield w("site.called"), (w("incidents.labelled"),)
    known = definitions(w) | {d.id: w.pick(d.ar, d.en) for d in definitions_of(record)}
    met = [": ".join(definition_name(d, known[d])) for d in record["massacre"]["definitions"] if d in known]
    if met:
        yield w("site.meets"), tuple(met)
    yield w("incidents.actors"), _accused(record, w)
    others = [
        f"{clean(w.pick(p['ar'], p['en']))} ({w.label('actor_roles', p['role'])})"
        for p in record["parties"]
        if p["code"] not in record["accused"] or p["role"] == "denied"
    ]
    if others:
        yield w("site.parties"), tuple(dict.fromkeys(others))
    if record["weapons"]:
        yield w("incidents.weapons"), tuple(w.label("weapons", code) for code in record["weapons"])
    yield (
        w("incidents.grade"),
        (f"{w.label('grades', record['grade'])} ({ltr(record['grade'])})", w.definition("grades", record["grade"])),
    )
    yield w("incidents.attribution"), (w.label("attribution_grades", record["attribution"]),)
    yield w("incidents.origins"), (ltr(str(record["origins"])),)


def _accused(record: Record, w: Wording) -> tuple[str, ...]:
    names = {p["code"]: clean(w.pick(p["ar"], p["en"])) for p in record["parties"]}
    found = [names[code] for code in record["accused"] if code in names]
    relation = [w(f"incidents.{record['relation']}")] if record["relation"] else []
    return (*found, *relation) or (w("incidents.nobody_named"),)


def _notes(record: Record, w: Wording) -> Any:
    if record["withheld"]:
        yield w("site.withheld")
    if record["coarsened"]:
        yield w("site.coarsened")
    if record["background"]:
        yield w("site.background")
    elif not record["rows"]:
        yield w("site.uncounted")
    if record["conflicts"]:
        yield w("site.conflict", rules=ltr(", ".join(record["conflicts"])))
    if any(f["open"] for f in record["figures"]):
        yield w("site.open_mark")


def _figure(figure: Record, sources: dict[str, Record], w: Wording) -> FigureView:
    best = "" if figure["best"] is None else f"{figure['best']:,}"
    return FigureView(
        figure_anchor(figure), w.label("harms", figure["harm"]), w.label("groups", figure["group"]) if figure["group"] else "",
        range_text(figure["min"], figure["top"], figure["open"]),
        w("incidents.best_by", best=ltr(best), rule=ltr(figure["rule"])) if best else "",
        tuple(_said(item, sources, w) for item in figure["evidence"]),
    )  # fmt: skip


def _said(item: Record, sources: dict[str, Record], w: Wording) -> Said:
    read, source, status = item["read"], sources.get(item["document"]), item["status"]
    words = "" if status == "current" else w("site.copy") if status == "copy" else w(f"incidents.{status}")
    return Said(
        tuple((kind, text) for kind, text in item["said"]), source, "rtl" if source and source["lang"] == "ar" else "ltr",
        _speaker(item["speaker"], w), count_words(Count(read["low"], read["high"], read["value"], read["qualifier"]), w),
        item["rule"], words, status.startswith("superseded"),
    )  # fmt: skip


def _speaker(said: Record | None, w: Wording) -> str:
    if said is None:
        return w("incidents.own_voice")
    office = offices().get(said["key"])
    kind = w.label("source_types", said["type"]) if said["type"] else ""
    return f"{w.pick(office.name_ar, office.name_en)} ({kind})" if office else kind


def _corrected(figure: Record, w: Wording) -> str:
    """A figure as a correction names it: of whom, the range, the best figure where it says more."""
    names = [w.label("harms", figure["harm"])]
    if figure["group"]:
        names.append(w.label("groups", figure["group"]))
    text = range_text(figure["min"], figure["top"], figure["open"])
    best = figure["best"]
    more = f" ({w('incidents.best')}: {ltr(f'{best:,}')})" if best is not None and text != f"{best:,}" else ""
    return f"{' · '.join(names)}: {ltr(text)}{more}"


def change_text(entry: Record, side: str, w: Wording) -> str:
    """One side (`was` or `now`) of a correction in words."""
    value, change = entry[side], entry["change"]
    if change == "gone":
        return w(f"site.gone_{value}") if side == "was" and value in GONE else w("site.none")
    if value is None or value in ([], ""):
        return w("site.none")
    if change == "figure":
        return _corrected(value, w)
    if change == "date":
        return range_words(date.fromisoformat(value["start"]), date.fromisoformat(value["end"]), w)
    if change in ("place", "governorate"):
        return clean(w.pick(value["ar"], value["en"]))
    if change == "accused":
        known = parties()
        names = (w.pick(known[c].name_ar, known[c].name_en) if c in known else ltr(c) for c in value)
        return w("charts.comma").join(names)
    vocabularies = {"grade": "grades", "attribution": "attribution_grades", "kind": "kinds"}
    return w.label(vocabularies[change], value)


PARITY = ("incidents", "graded", "origins", "naming_origins", "denied", "open")
"""The columns of the parity table that the site shows, in order; all stand in the release."""


def parity_row(line: Mapping[str, str], w: Wording) -> tuple[str, list[str]]:
    """A party and its cells of `PARITY`: a share stands behind the number that it is a share of, a mean alone."""
    shares = (("graded", "graded_share"), ("denied", "denied_share"), ("open_figures", "open_share"))
    graded, denied, open_figures = (f"{line[n]} ({float(line[s]):.0%})" if line[s] else line[n] for n, s in shares)
    origins, naming = (f"{float(line[n]):.1f}" if line[n] else "—" for n in ("origins_mean", "naming_origins_mean"))
    return clean(w.pick(line["label_ar"], line["label_en"])), [
        line["incidents"],
        graded,
        origins,
        naming,
        denied,
        open_figures,
    ]

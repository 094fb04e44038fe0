"""The list of incidents as lines: when, where, what, laid to whom, how many, how firmly, and in which documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tawthiq.publish import public
from tawthiq.publish.buckets import accused, relation
from tawthiq.publish.figures import figure_text
from tawthiq.publish.incident_view import date_words, place_words
from tawthiq.publish.period.parts import Grid
from tawthiq.publish.period.tables import Tally
from tawthiq.publish.sources import Sources
from tawthiq.publish.titles import public_title
from tawthiq.publish.wording import Wording, clean

COLUMNS = ("number", "date", "place", "incident", "actors", "killed", "injured", "grade", "attribution")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a mark of the map says of an incident: its number, title and where it stands."""

    anchor: str
    number: int
    title: str


def cells(number: int, tally: Tally, sources: Sources) -> tuple[str, ...]:
    """One line of the list; second lines of a cell follow a line break."""
    w, incident = sources.w, tally.incident
    place, governorate = place_words(incident, w)
    mode = relation(incident)
    parties = w("charts.comma").join(clean(w.pick(a.name_ar, a.name_en)) for a in accused(incident))
    means = w("charts.comma").join(w.label("weapons", code) for code in tally.weapons)
    known = dict.fromkeys(document for document, _ in incident.accounts)
    documents = ", ".join(sources.of(d).anchor.removeprefix("d") or sources.of(d).id for d in known)
    return (
        f"{number:,}",
        date_words(incident, w),
        _two(place or w("tables.unlocated"), governorate),
        _two(public_title(incident, w), means),
        _two(parties or w("incidents.nobody_named"), w(f"incidents.{mode}") if mode else ""),
        figure_text(tally.killed),
        figure_text(tally.injured),
        _two(w.label("grades", incident.grade), w("incidents.conflict") if incident.conflicts else ""),
        w.label("attribution_grades", incident.attribution_grade),
        documents,
    )


def _two(first: str, second: str) -> str:
    return f"{first}\n{second}" if second else first


def heads(w: Wording) -> tuple[str, ...]:
    """The headings of the list's columns."""
    return (*(w(f"incidents.{name}") for name in COLUMNS), w("period.list_sources"))


def month_grid(caption: str, ident: str, numbered: Sequence[tuple[int, Tally]], sources: Sources) -> Grid:
    """The list of some incidents with their numbers."""
    rows = tuple(cells(number, tally, sources) for number, tally in numbered)
    anchors = tuple(f"i{number}" for number, _ in numbered)
    return Grid(ident, caption, heads(sources.w), rows, figures=(0, 5, 6), anchors=anchors)


def by_month(counted: Sequence[Tally], w: Wording) -> list[tuple[str, str, list[tuple[int, Tally]]]]:
    """Incidents in order, numbered, under the key and name of their month (or of the months they may lie in)."""
    found: dict[str, tuple[str, list[tuple[int, Tally]]]] = {}
    for number, tally in enumerate(counted, start=1):
        label, _ = tally.rows["month"]
        found.setdefault(label.key, (label.of(w.lang), []))[1].append((number, tally))
    return [(key.replace("/", "_"), name, members) for key, (name, members) in sorted(found.items())]


def blurred(counted: Sequence[Tally]) -> bool:
    """Whether the place of any incident is shown less precisely than it is known."""
    return any(public.is_blurred(tally.incident) for tally in counted)

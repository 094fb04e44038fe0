"""The anniversaries of a stretch of days: which incidents, how many years ago, and what may be said of each.

Only what counts and may leave: known to the day, published by that day (`publish/public.py`), not mentioned in passing,
not discounted, told by a document that is not restricted. Figures and grade stand beside each, so that nobody has to guess
how firmly it is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tawthiq.domain.incident import Incident
from tawthiq.publish import public
from tawthiq.publish.anniversaries.counting import KNOWN_TO_THE_DAY, anniversaries_between
from tawthiq.publish.dates import day_words
from tawthiq.publish.exports.shown import Shown, shown
from tawthiq.publish.figures import Figure, figure_text
from tawthiq.publish.governorates import division_of
from tawthiq.publish.register_files import Case
from tawthiq.publish.wording import Wording, clean


@dataclass(frozen=True, slots=True)
class Entry:
    """One anniversary in words: `day` is remembered, `event` is the day itself; `link` leads to the incident where given."""

    day: date
    years: int
    event: date
    incident: str
    heading: str
    title: str
    happened: str
    place: str
    killed: str
    injured: str
    grade: str
    summary: str
    position: tuple[float, float] | None
    link: str


_DIRECTION = re.compile("[\u2066-\u2069]")


def _unmarked(text: str) -> str:
    """Text without marks of direction: calendars and feed readers print them as boxes. Ranges are said in words, so that
    nothing turns round without them."""
    return _DIRECTION.sub("", text)


def _in_words(figure: Figure, w: Wording) -> str:
    """A range in words: "from 5 to 7", "400 or more"."""
    name = "exactly" if figure.low == figure.high else "between"
    return w(
        f"anniversary.{name}_open" if figure.open else f"anniversary.{name}",
        low=f"{figure.low:,}",
        high=f"{figure.high:,}",
    )


def day_of(incident: Incident) -> date | None:
    """The one day an incident is remembered on; None where it is not known, or not published, to the day."""
    days = public.dates(incident)
    when = incident.date
    if days is None or when is None or days[0] != days[1] or when.precision not in KNOWN_TO_THE_DAY:
        return None
    return None if incident.background_only or incident.grade == "G0" else days[0]


def entries(
    cases: Iterable[Case],
    first: date,
    last: date,
    w: Wording,
    *,
    link: str = "",
    links: Mapping[str, str] | None = None,
) -> list[Entry]:
    """Every anniversary from `first` to `last`, by day, the oldest event first.

    `link` is the address of an incident's page with {id} and {lang} in it; `links` are those of incidents, by id, that have another. `w` needs the strings of "anniversaries".
    """
    found = []
    for case in cases:
        event = day_of(case.incident)
        if event is None:
            continue
        days = list(anniversaries_between(event, first, last))
        record = shown(case) if days else None
        if record is None:
            continue
        leads = (links or {}).get(case.incident.id) or link.replace("{id}", record.id).replace("{lang}", w.lang)
        found += [_entry(case, record, event, day, years, w, leads) for day, years in days]
    return sorted(found, key=lambda e: (e.day, e.event, e.incident))


def _entry(case: Case, record: Shown, event: date, day: date, years: int, w: Wording, link: str) -> Entry:
    incident = case.incident
    title = clean(w.pick(record.title_ar, record.title_en))
    count = w.count("anniversary.years", years)
    division = division_of(incident.place)
    names = [public.place_name(incident, w.lang), w.pick(division.name_ar, division.name_en) if division else ""]
    killed, injured = figure_text(record.killed), figure_text(record.injured)
    grade = w.label("grades", incident.grade)
    figures = [
        w("anniversary.killed", figure=_in_words(record.killed, w)) if record.killed else w("anniversary.no_killed"),
        *([w("anniversary.injured", figure=_in_words(record.injured, w))] if record.injured else []),
        w("anniversary.grade", grade=grade, origins=w.count("origin", record.origins)),
    ]
    return Entry(
        day=day,
        years=years,
        event=event,
        incident=record.id,
        heading=_unmarked(w("anniversary.heading", years=count, title=title)),
        title=title,
        happened=day_words(event, w),
        place=w("charts.comma").join(dict.fromkeys(clean(name) for name in names if name)),
        killed=killed,
        injured=injured,
        grade=grade,
        summary=_unmarked(" ".join([w("anniversary.on", day=day_words(event, w)), *figures, w("anniversary.note")])),
        position=record.position,
        link=link,
    )

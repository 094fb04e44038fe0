"""The timeline in words: incidents and stated changes of control by the first day on which each may have happened.

What is known to a month or less stands at the head of its stretch and says so; what no document dates stands at the end,
under the day of publication, which is no day of the event.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tawthiq.domain.actors import PersonMention
from tawthiq.domain.register import Register
from tawthiq.publish import public
from tawthiq.publish.dates import month_words, published_words, range_words
from tawthiq.publish.dossier.cited import Cited, cited
from tawthiq.publish.dossier.voices import said_by
from tawthiq.publish.figures import figure_text, headline
from tawthiq.publish.governorates import Division, division_of
from tawthiq.publish.releases.quotes import contacts
from tawthiq.publish.sources import Citation, Sources
from tawthiq.publish.statistics import counted
from tawthiq.publish.timeline.control import Stated, stated_changes
from tawthiq.publish.titles import public_title
from tawthiq.publish.trace import Trace
from tawthiq.publish.wording import Wording, clean


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the timeline. `kind` is "incident" or "control"; `citations` are the sentences of a control change."""

    kind: str
    code: str
    when: str
    title: str
    place: str
    detail: str
    grade: str
    ident: str
    sources: int
    says: Cited
    citations: tuple[Citation, ...]
    link: str


@dataclass(frozen=True, slots=True)
class Month:
    """The items whose first possible day lies in one month, in order."""

    anchor: str
    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The months with their items, and what no document dates."""

    months: tuple[Month, ...]
    undated: tuple[Item, ...]
    incidents: int
    changes: int


def timeline(
    register: Register, w: Wording, *, first: date | None = None, last: date | None = None,
    governorate: str = "", link: str = "",
    known: Mapping[str, Sequence[PersonMention]] | None = None,
) -> Timeline:  # fmt: skip
    """The timeline of a register in the language of `w` (with the strings of "dossier" and "timeline").

    `first` and `last` keep what may have happened between them; `governorate` (an id or a name) what happened there. `link` is
    the address of an incident's page with {id} and {lang} in it. What nothing dates is left out of a stretch of days.
    """
    sources = Sources(Trace(register, may_name=_nobody, known=known), w)
    dated: list[tuple[date, date, str, Item]] = []
    undated: list[Item] = []
    incidents = changes = 0
    for incident in _open(register):
        days, division = public.dates(incident), division_of(incident.place)
        if not _within(days, first, last) or not _in(division, governorate):
            continue
        incidents += 1
        item = _incident(incident, days, division, sources, link)
        if days is None:
            undated.append(item)
        else:
            dated.append((*days, incident.id, item))
    for stated in stated_changes(register.extractions):
        told_on = (stated.start, stated.end) if stated.start is not None and stated.end is not None else None
        division = division_of(stated.change.place)
        if not _within(told_on, first, last) or not _in(division, governorate):
            continue
        changes += 1
        item = _control(stated, division, sources)
        if told_on is None:
            undated.append(item)
        else:
            dated.append((*told_on, stated.change.place.place.id, item))
    dated.sort(key=lambda row: row[:3])
    return Timeline(_months(dated, w), tuple(undated), incidents, changes)


def _nobody(person: Any) -> bool:
    return False


def _open(register: Register) -> Iterable[Any]:
    """The incidents that count and may leave: told by a document that is not restricted."""
    sealed = {e.document.id for e in register.extractions if e.document.restricted}
    return (i for i in counted(register) if not i.accounts or any(ref[0] not in sealed for ref in i.accounts))


def _within(days: tuple[date, date] | None, first: date | None, last: date | None) -> bool:
    if first is None and last is None:
        return True
    return days is not None and (last is None or days[0] <= last) and (first is None or days[1] >= first)


def _in(division: Division | None, governorate: str) -> bool:
    if not governorate:
        return True
    wanted = governorate.strip().casefold()
    return division is not None and wanted in {division.id.casefold(), division.name_en.casefold(), division.name_ar}


def _place(name: str, division: Division | None, w: Wording) -> str:
    governorate = w.pick(division.name_ar, division.name_en) if division else ""
    return w("charts.comma").join(dict.fromkeys(part for part in (clean(name), governorate) if part))


def _incident(
    incident: Any, days: tuple[date, date] | None, division: Division | None, sources: Sources, link: str
) -> Item:
    w, trace = sources.w, sources.trace
    killed, injured = (headline(incident, harm, trace.toll) for harm in ("killed", "injured"))
    figures = [
        w(f"timeline.{name}", figure=f"\u2066{figure_text(figure)}\u2069")
        for name, figure in (("killed", killed), ("injured", injured)) if figure is not None
    ]  # fmt: skip
    return Item(
        kind="incident",
        code=incident.kind,
        when=range_words(*days, w) if days else "",
        title=public_title(incident, w),
        place=_place(public.place_name(incident, w.lang), division, w),
        detail=w("narrative.listed").join(figures),
        grade=w.label("grades", incident.grade),
        ident=public.public_id(incident),
        sources=len(incident.origins),
        says=(),
        citations=(),
        link=link.replace("{id}", public.public_id(incident)).replace("{lang}", w.lang) if link else "",
    )


def _control(stated: Stated, division: Division | None, sources: Sources) -> Item:
    w, change, place = sources.w, stated.change, stated.change.place.place
    parties = w("tables.joiner").join(dict.fromkeys(clean(w.pick(p.name_ar, p.name_en)) for p in change.parties))
    name = clean(w.pick(place.name_ar, place.name_en))
    pattern = f"timeline.{change.change}_part" if change.partial else f"timeline.{change.change}"
    found: dict[str, list[int]] = {}
    citations = []
    published = []
    for statement in stated.statements:
        document = sources.trace.document(statement.document)
        if document is None:
            continue
        said = statement.change
        voice = said_by(document, said.attribution, sources)
        found.setdefault(voice.name, [])
        marks = [(said.quote.span, "claim")]
        if said.attribution is not None and (voice.quoted or voice.withheld):
            marks.append((said.attribution.quote.span, "withheld" if voice.withheld else "speaker"))
        sentence = sources.trace.sentence(document, said.quote.span)
        marks += [(span, "withheld") for span in contacts(document.text, sentence)]
        citations.append(Citation(sources.of(document.id), sources.trace.quote(document, marks), rule=said.rule))
        published.append(published_words(document.published, w))
    when = range_words(stated.start, stated.end, w) if stated.start is not None and stated.end is not None else ""
    return Item(
        kind="control",
        code=change.change,
        when=when or w("timeline.published", published=published[0] if published else ""),
        title=w(pattern, parties=parties, place=name or clean(change.place.quote.text)),
        place=_place("", division, w),
        detail=w("timeline.stated"),
        grade="",
        ident="",
        sources=len(dict.fromkeys(s.document for s in stated.statements)),
        says=_names(found, w),
        citations=tuple(citations),
        link="",
    )


def _names(found: dict[str, list[int]], w: Wording) -> Cited:
    names = list(found)
    text = (
        names[0]
        if len(names) == 1
        else w("charts.comma").join(names[:-1]) + w("tables.joiner") + names[-1]
        if names
        else ""
    )
    return cited(text)


def _months(dated: list[tuple[date, date, str, Item]], w: Wording) -> tuple[Month, ...]:
    found: dict[tuple[int, int], list[Item]] = {}
    for start, _, _, item in dated:
        found.setdefault((start.year, start.month), []).append(item)
    return tuple(
        Month(f"m{year}-{month:02}", month_words(year, month, w), tuple(items))
        for (year, month), items in found.items()
    )

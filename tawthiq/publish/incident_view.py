"""An incident as the report prints it: its facts, its figures with their sentences, and why it is one incident."""

from __future__ import annotations

from dataclasses import dataclass

from tawthiq.domain.incident import AccountRef, Incident, Origin, TollRange
from tawthiq.publish import public
from tawthiq.publish.buckets import accused, relation
from tawthiq.publish.dates import precision_words, range_words, spoken, when_words
from tawthiq.publish.figures import figure_text, headline, range_text, top
from tawthiq.publish.governorates import division_of
from tawthiq.publish.massacres import LABEL, definitions_met, is_labelled
from tawthiq.publish.pairs import LinkView, link_view
from tawthiq.publish.sources import Citation, Source, Sources
from tawthiq.publish.titles import kind_words, public_title
from tawthiq.publish.wording import Wording, clean, ltr


@dataclass(frozen=True, slots=True)
class FigureView:
    """One range with the claims it was weighed from. `best` says which figure is held best and by which rule."""

    anchor: str
    harm: str
    group: str
    text: str
    best: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class IncidentView:
    """Everything the report prints of one incident, in one language."""

    anchor: str
    number: int
    id: str
    title: str
    date: str
    date_precision: str
    place: str
    governorate: str
    place_precision: str
    kind: str
    labels: tuple[str, ...]
    labelled: bool
    definitions: tuple[str, ...]
    actors: tuple[str, ...]
    actors_mode: str
    denials: tuple[str, ...]
    killed: str
    injured: str
    killed_anchor: str
    injured_anchor: str
    grade: str
    grade_code: str
    attribution: str
    origins: int
    weapons: tuple[str, ...]
    figures: tuple[FigureView, ...]
    conflicts: tuple[str, ...]
    parties: tuple[tuple[str, str, tuple[Citation, ...]], ...]
    voices: tuple[tuple[str, str, Source, tuple[Source, ...]], ...]
    links: tuple[LinkView, ...]
    accounts: int
    withheld: bool


def place_words(incident: Incident, w: Wording) -> tuple[str, str]:
    """The name of the place as published, and its governorate where that says more."""
    division = division_of(incident.place)
    governorate = w.pick(division.name_ar, division.name_en) if division else ""
    name = public.place_name(incident, w.lang)
    return (name or governorate, governorate if name and governorate != name else "")


def date_words(incident: Incident, w: Wording) -> str:
    """The date as published; an unanchored wording is quoted, except where days are not published."""
    days = public.dates(incident)
    if days is not None:
        return range_words(*days, w)
    return w("dates.undated") if public.is_hidden(incident) else when_words(incident.date, w)


class IncidentViews:
    """Makes the views of incidents, numbered in the order they are asked for."""

    def __init__(self, sources: Sources) -> None:
        self.sources, self.w, self.trace = sources, sources.w, sources.trace

    def view(self, number: int, incident: Incident) -> IncidentView:
        """The view of one incident under its number in the report."""
        w, anchor = self.w, f"i{number}"
        hidden = public.is_hidden(incident)
        place, governorate = place_words(incident, w)
        title = public_title(incident, w)
        parties = accused(incident)
        figures = self._figures(incident, anchor)
        mode = relation(incident)
        labels = [label for label in incident.labels if label not in (incident.kind, LABEL)]
        killed, injured = (headline(incident, harm, self.trace.toll) for harm in ("killed", "injured"))
        anchors = {f.parts[0]: f.harm for f in (killed, injured) if f is not None}
        where = {harm: f"{anchor}-{n}" for n, r in enumerate(incident.tolls) for p, harm in anchors.items() if r is p}
        precision = public.precision(incident)
        return IncidentView(
            anchor=anchor,
            number=number,
            id=public.public_id(incident),
            title=title,
            date=date_words(incident, w),
            date_precision="" if hidden else precision_words(incident.date, w),
            place=place or w("tables.unlocated"),
            governorate=governorate,
            place_precision=w.label("place_precisions", precision) if precision else "",
            kind=kind_words(incident, title, w),
            labels=tuple(w.label("kinds", label) for label in labels),
            labelled=is_labelled(incident) and incident.kind != LABEL,
            definitions=definitions_met(incident, w),
            actors=tuple(w.pick(party.name_ar, party.name_en) for party in parties),
            actors_mode=w(f"incidents.{mode}") if mode else "",
            denials=tuple(w.pick(a.name_ar, a.name_en) for a in incident.actors if a.role == "denied"),
            killed=figure_text(killed),
            injured=figure_text(injured),
            killed_anchor=where.get("killed", ""),
            injured_anchor=where.get("injured", ""),
            grade=w.label("grades", incident.grade),
            grade_code=incident.grade,
            attribution=w.label("attribution_grades", incident.attribution_grade),
            origins=len(incident.origins) or max((r.origins for r in incident.tolls), default=0),
            weapons=self._weapons(incident),
            figures=figures,
            conflicts=tuple(clean(spoken(w.pick(c.message_ar, c.message_en), w)) for c in incident.conflicts),
            parties=() if hidden else self._parties(incident),
            voices=self._voices(incident),
            links=() if hidden else tuple(link_view(link, self.sources) for link in incident.links),
            accounts=len(incident.accounts),
            withheld=hidden,
        )

    def _figures(self, incident: Incident, anchor: str) -> tuple[FigureView, ...]:
        return tuple(self._figure(incident, r, f"{anchor}-{n}") for n, r in enumerate(incident.tolls))

    def _figure(self, incident: Incident, toll_range: TollRange, anchor: str) -> FigureView:
        w = self.w
        best = "" if toll_range.best is None else f"{toll_range.best:,}"
        evidence = self.trace.evidence(incident, toll_range)
        is_open = toll_range.open_ended or toll_range.max is None
        return FigureView(
            anchor=anchor,
            harm=w.label("harms", toll_range.harm),
            group=w.label("groups", toll_range.group) if toll_range.group else "",
            text=range_text(toll_range.min, top(toll_range, self.trace.toll), is_open),
            best=w("incidents.best_by", best=ltr(best), rule=ltr(toll_range.rule)) if best else "",
            citations=tuple(self.sources.cite_toll(item) for item in evidence),
        )

    def _weapons(self, incident: Incident) -> tuple[str, ...]:
        accounts = [self.trace.account(ref) for ref in incident.accounts]
        found = [weapon.code for account in accounts if account for weapon in account.weapons]
        return tuple(self.w.label("weapons", code) for code in dict.fromkeys(found))

    def _parties(self, incident: Incident) -> tuple[tuple[str, str, tuple[Citation, ...]], ...]:
        return tuple(
            (
                self.w.pick(party.name_ar, party.name_en),
                self.w.label("actor_roles", party.role),
                self._namings(party.code, party.role, party.accounts),
            )
            for party in incident.actors
        )

    def _namings(self, code: str, role: str, refs: tuple[AccountRef, ...]) -> tuple[Citation, ...]:
        citations = []
        for ref in refs:
            account, document = self.trace.account(ref), self.trace.document(ref[0])
            if account is None or document is None:
                continue
            mention = next((a for a in account.actors if a.code == code and a.role == role), None)
            if mention is not None:
                citations.append(self.sources.cite(document, mention.quote.span, rule=mention.rule))
        return tuple(citations)

    def _voices(self, incident: Incident) -> tuple[tuple[str, str, Source, tuple[Source, ...]], ...]:
        w = self.w
        return tuple(
            (
                "" if self._sealed(origin) else clean(origin.name),
                w.label("source_types", origin.source_type),
                self.sources.of(origin.lead),
                tuple(self.sources.of(d) for d in origin.documents if d != origin.lead),
            )
            for origin in incident.origins
        )

    def _sealed(self, origin: Origin) -> bool:
        """Whether only restricted documents say who a voice is: its name is their wording."""
        lead = self.sources.of(origin.lead).restricted
        named = origin.id.startswith("source:") and not all(self.sources.of(d).restricted for d in origin.documents)
        return lead and not named

"""The dossier of one incident in one language: its parts put together in the order in which they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tawthiq.domain.actors import PersonMention
from tawthiq.domain.incident import Incident, Link
from tawthiq.domain.register import Register
from tawthiq.publish import map as incident_map
from tawthiq.publish import public
from tawthiq.publish.dates import spoken
from tawthiq.publish.dossier.cited import Cited, cited, fill
from tawthiq.publish.dossier.claims import shown_tolls
from tawthiq.publish.dossier.figures import FigureStory, Weigh, stories
from tawthiq.publish.dossier.footnotes import Footnote, Footnotes
from tawthiq.publish.dossier.narrative import narrative
from tawthiq.publish.dossier.persons import Named, may_name, persons
from tawthiq.publish.dossier.responsibility import Accusation, accusations
from tawthiq.publish.dossier.tellings import Row, rows
from tawthiq.publish.incident_view import IncidentView, IncidentViews
from tawthiq.publish.pairs import LinkView, link_view
from tawthiq.publish.sources import Source, Sources
from tawthiq.publish.trace import Trace
from tawthiq.publish.wording import Wording, clean, ltr, wording

LINKS = 12
"""How many pairs of accounts a dossier prints, the strongest; how many more there are is said."""
_WITHHELD_REASONS = ("persons", "words")
"""Kinds of evidence whose words may name a person; of a coarsened incident `where` says too much as well."""


class NothingToShow(ValueError):
    """An incident of which nothing may leave the office; the message says why."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything that the dossier of one incident prints, in the language of `w`."""

    w: Wording
    incident: Incident
    view: IncidentView
    paragraphs: tuple[tuple[Cited, ...], ...]
    figures: tuple[FigureStory, ...]
    ranges_shown: bool
    rows: tuple[Row, ...]
    accusations: tuple[Accusation, ...]
    conflicts: tuple[Cited, ...]
    map: incident_map.Map
    position: str
    named: tuple[Named, ...]
    withheld_persons: tuple[str, ...]
    links: tuple[LinkView, ...]
    more_links: int
    footnotes: tuple[Footnote, ...]
    documents: tuple[Source, ...]
    version: str

    @property
    def hidden(self) -> bool:
        """Whether neither place, day, sentences nor documents are published."""
        return public.is_hidden(self.incident)

    @property
    def coarsened(self) -> bool:
        """Whether the place is shown less precisely than it is known."""
        return public.is_blurred(self.incident)


def make_dossier(
    register: Register,
    incident: Incident,
    lang: str,
    *,
    weigh: Weigh | None = None,
    approved: Iterable[str] = (),
    known: Mapping[str, Sequence[PersonMention]] | None = None,
) -> Dossier:
    """The dossier of `incident` in "ar" or "en".

    `register` holds the documents that tell it, and may hold more. `weigh` gives the incident as some of its documents
    have it (`figures.Weigh`), for the history of its ranges. `approved` are names (or keys) of persons that a senior
    approved for publication; `known` are persons, by document, beside those of its accounts (`Trace`). Raises NothingToShow where only restricted documents tell it.
    """
    own = register_of(register, incident)
    if incident.accounts and all(e.document.restricted for e in own.extractions):
        raise NothingToShow(f"{incident.id}: only restricted documents tell it")
    w, answer = wording(lang, "dossier"), may_name(approved)
    sources = Sources(Trace(own, may_name=answer, known=known), w, titled=not public.is_blurred(incident))
    shown = replace(incident, id=public.public_id(incident), tolls=shown_tolls(incident, sources))
    notes = Footnotes(shown, sources)
    paragraphs = narrative(shown, notes)
    figures, sure = stories(incident, notes, weigh)
    told = rows(shown, notes)
    accused = accusations(shown, notes)
    conflicts = _conflicts(shown, notes)
    named, withheld = persons(shown, notes, answer)
    position = public.coordinates(shown)
    strongest = [] if public.is_hidden(shown) else sorted(shown.links, key=lambda k: (-k.score, k.a, k.b))[:LINKS]
    return Dossier(
        w=w,
        incident=shown,
        view=IncidentViews(sources).view(1, shown),
        paragraphs=paragraphs,
        figures=figures,
        ranges_shown=sure,
        rows=told,
        accusations=accused,
        conflicts=conflicts,
        map=incident_map.draw((shown,), w),
        position=ltr(f"{position[1]:g}, {position[0]:g}") if position else "",
        named=named,
        withheld_persons=withheld,
        links=tuple(_link(link, shown, sources) for link in strongest),
        more_links=0 if public.is_hidden(shown) else len(shown.links) - len(strongest),
        footnotes=notes.listed(),
        documents=() if public.is_hidden(shown) else sources.all(),
        version=register.version,
    )


def register_of(register: Register, incident: Incident) -> Register:
    """The register with one incident and the documents that tell it, in the register's order."""
    told = {ref[0] for ref in incident.accounts}
    kept = tuple(e for e in register.extractions if e.document.id in told)
    return replace(register, extractions=kept, incidents=(incident,), uncertain=(), unasked=0, findings=())


def _conflicts(incident: Incident, notes: Footnotes) -> tuple[Cited, ...]:
    w, found = notes.sources.w, []
    for conflict in incident.conflicts:
        numbers: list[int] = []
        documents = [notes.sources.trace.document(ref[0]) for ref in conflict.claims]
        if any(document is not None and document.restricted for document in documents):
            continue  # its figures would give the document away
        for ref in conflict.claims:
            toll = notes.sources.trace.toll(ref)
            if toll is not None:
                numbers.extend(notes.cite(ref[0], toll.quote.span, rule=toll.rule, by=toll.attribution))
        message = clean(spoken(w.pick(conflict.message_ar, conflict.message_en), w))
        found.append(fill("{message} ({rule})", message=cited(message, numbers), rule=ltr(conflict.rule)))
    return tuple(found)


def _link(link: Link, incident: Incident, sources: Sources) -> LinkView:
    """A link with its reasons; what would name a person, or a place that is coarsened, is said without the words."""
    w, view = sources.w, link_view(link, sources)
    coarse = public.is_blurred(incident)
    place = incident.place.place if coarse and incident.place is not None else None
    names = tuple(n.casefold() for n in (place.name_ar, place.name_en) if n) if place is not None else ()
    reasons = []
    for reason, words in zip(link.reasons, view.reasons, strict=True):
        if reason.evidence in _WITHHELD_REASONS:
            words = w(f"dossier.link_{reason.evidence}")
        elif coarse and (reason.evidence == "where" or any(name in words.casefold() for name in names)):
            words = w("dossier.link_where")
        reasons.append(words)
    return replace(view, reasons=tuple(dict.fromkeys(reasons)))

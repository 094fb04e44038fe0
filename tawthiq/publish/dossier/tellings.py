"""The sources side by side: one row for each account, in order of publication, each cell with the footnotes it leans on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tawthiq.domain.incident import Incident
from tawthiq.domain.toll import Toll
from tawthiq.publish import public
from tawthiq.publish.dates import when_words
from tawthiq.publish.dossier.cited import Cited, cited, joined
from tawthiq.publish.dossier.claims import Told, spoken, tellings
from tawthiq.publish.dossier.footnotes import Footnotes
from tawthiq.publish.dossier.people import people
from tawthiq.publish.governorates import division_of
from tawthiq.publish.sources import Source
from tawthiq.publish.wording import Wording, clean, codes

_STATED = frozenset(codes("kinds")) - {"unknown", "other"}
COLUMNS = ("when", "where", "what", "killed", "injured", "others", "who", "means")
"""The columns beside the source; keys of `dossier`."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one account says; `cells` in the order of `COLUMNS`, each a row of facts. `copy` says whose voice it repeats (R2)."""

    source: Source
    copy: str
    cells: tuple[tuple[Cited, ...], ...]


def rows(incident: Incident, notes: Footnotes) -> tuple[Row, ...]:
    """The accounts that may be read; none of a hidden incident."""
    if public.is_hidden(incident):
        return ()
    leads = {d: o.lead for o in incident.origins if o.rule.startswith("R2") for d in o.documents if d != o.lead}
    return tuple(_row(incident, told, leads.get(told.ref[0], ""), notes) for told in tellings(incident, notes.sources))


def _row(incident: Incident, told: Told, lead: str, notes: Footnotes) -> Row:
    w, account = notes.sources.w, told.account
    current = [toll for toll in account.tolls if not toll.superseded]
    cells = (
        _date(told, notes),
        _place(incident, told, notes),
        (cited(w.label("kinds", account.kind), _kind_note(told, notes)),) if account.kind in _STATED else (),
        _counts((t for t in current if t.harm == "killed"), told, notes),
        _counts((t for t in current if t.harm == "injured"), told, notes),
        _counts((t for t in current if t.harm not in ("killed", "injured")), told, notes, named=True),
        _parties(told, notes),
        _means(told, notes),
    )
    title = notes.sources.of(lead).title if lead else ""
    return Row(notes.sources.of(told.document.id), w("dossier.copy_of", title=title) if lead else "", cells)


def _kind_note(told: Told, notes: Footnotes) -> tuple[int, ...]:
    quote = told.account.kind_quote
    return notes.cite(told.document.id, quote.span, rule=told.account.rule) if quote is not None else ()


def _date(told: Told, notes: Footnotes) -> tuple[Cited, ...]:
    when = told.account.date
    if when is None:
        return ()
    numbers = notes.cite(told.document.id, when.quote.span, rule=when.rule) if when.quote is not None else ()
    return (cited(when_words(when, notes.sources.w), numbers),)


def _place(incident: Incident, told: Told, notes: Footnotes) -> tuple[Cited, ...]:
    w, mention = notes.sources.w, told.account.place
    if mention is None:
        return ()
    division = division_of(mention)
    governorate = w.pick(division.name_ar, division.name_en) if division else ""
    numbers = notes.cite(told.document.id, mention.quote.span, rule=mention.rule)
    if public.is_blurred(incident):
        return (cited(governorate, numbers),) if governorate else ()
    name = clean(w.pick(mention.place.name_ar, mention.place.name_en))
    words = name if governorate in ("", name) else w("charts.comma").join((name, governorate))
    return (cited(words, numbers),)


def _counts(tolls: Iterable[Toll], told: Told, notes: Footnotes, *, named: bool = False) -> tuple[Cited, ...]:
    w: Wording = notes.sources.w
    found = []
    for toll in tolls:
        words = people(spoken(toll.count), toll.group, w, toll.harm)
        numbers = notes.cite(told.document.id, toll.quote.span, rule=toll.rule, by=toll.attribution)
        found.append(cited(f"{w.label('harms', toll.harm)}: {words}" if named else words, numbers))
    return tuple(found)


def _parties(told: Told, notes: Footnotes) -> tuple[Cited, ...]:
    w = notes.sources.w
    found: dict[tuple[str, str], tuple[str, list[int]]] = {}
    for actor in told.account.actors:
        words = f"{clean(w.pick(actor.name_ar, actor.name_en))} ({w.label('actor_roles', actor.role)})"
        numbers = notes.cite(told.document.id, actor.quote.span, rule=actor.rule)
        found.setdefault((actor.code, actor.role), (words, []))[1].extend(numbers)
    return tuple(cited(words, numbers) for words, numbers in found.values())


def _means(told: Told, notes: Footnotes) -> tuple[Cited, ...]:
    found: dict[str, list[int]] = {}
    for weapon in told.account.weapons:
        found.setdefault(weapon.code, []).extend(notes.cite(told.document.id, weapon.quote.span, rule=weapon.rule))
    items = [cited(notes.sources.w.label("weapons", code), numbers) for code, numbers in found.items()]
    return (joined(items, notes.sources.w("charts.comma")),) if items else ()

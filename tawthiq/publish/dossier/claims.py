"""The claims of one incident as its dossier tells them: the accounts that may be read, and each figure's claims by what they say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tawthiq.domain.account import Account
from tawthiq.domain.document import Document
from tawthiq.domain.incident import AccountRef, Incident, Responsibility, TollRange
from tawthiq.domain.toll import Count
from tawthiq.publish import public
from tawthiq.publish.dossier.cited import Cited, cited, joined
from tawthiq.publish.dossier.footnotes import Footnotes
from tawthiq.publish.dossier.voices import said_by
from tawthiq.publish.sources import Sources
from tawthiq.publish.trace import Evidence


@dataclass(frozen=True, slots=True)
class Told:
    """An account of the incident with its document."""

    ref: AccountRef
    account: Account
    document: Document


@dataclass(frozen=True, slots=True)
class Said:
    """One count as several claims give it, with whom they have it from; `standing` False where it was replaced (R5)."""

    count: Count
    evidence: tuple[Evidence, ...]
    standing: bool


def tellings(incident: Incident, sources: Sources) -> tuple[Told, ...]:
    """The accounts of an incident in order of publication, those without a day last; restricted documents stay out."""
    found = []
    for ref in incident.accounts:
        account, document = sources.trace.account(ref), sources.trace.document(ref[0])
        if account is not None and document is not None and not document.restricted:
            found.append(Told(ref, account, document))
    return tuple(sorted(found, key=lambda t: (*day_key(t.document), t.ref)))


def day_key(document: Document) -> tuple[bool, str]:
    """Orders documents by their last possible day of publication; those without one come last."""
    day = document.published.end or document.published.start
    return day is None, day.isoformat() if day else ""


def shown_tolls(incident: Incident, sources: Sources) -> tuple[TollRange, ...]:
    """The figures that a dossier shows: those that rest on an open document; of a hidden incident people in general only (§5.8)."""
    held = {
        document.id
        for ref in incident.accounts
        if (document := sources.trace.document(ref[0])) and not document.restricted
    }
    kept = [t for t in incident.tolls if not t.claims or any(ref[0] in held for ref in t.claims)]
    return tuple(t for t in kept if t.group is None or not public.is_hidden(incident))


def said(incident: Incident, toll_range: TollRange, sources: Sources) -> tuple[Said, ...]:
    """The counts behind a figure, each with its claims: those that stand first, the lowest first, then those replaced."""
    found: dict[tuple[bool, Count], list[Evidence]] = {}
    for item in sources.trace.evidence(incident, toll_range):
        if not item.document.restricted:
            standing = not item.status.startswith("superseded")
            found.setdefault((standing, spoken(item.toll.count)), []).append(item)
    every = [Said(count, tuple(items), standing) for (standing, count), items in found.items()]
    return tuple(sorted(every, key=lambda s: (not s.standing, s.count.low, s.count.qualifier)))


def spoken(count: Count) -> Count:
    """A count as it is spoken: an exact one has no wording that says otherwise."""
    plain = count.qualifier in ("exact", "") and count.low == count.high
    return replace(count, qualifier="exact", wording="", value=count.low) if plain else count


def voices(evidence: Iterable[Evidence], notes: Footnotes) -> Cited:
    """Whom claims are had from, each voice once with the footnotes of all its claims."""
    found: dict[str, list[int]] = {}
    for item in evidence:
        name = said_by(item.document, item.toll.attribution, notes.sources).name
        numbers = notes.cite(item.document.id, item.toll.quote.span, rule=item.toll.rule, by=item.toll.attribution)
        found.setdefault(name, []).extend(numbers)
    return named(found, notes)


def namings(parties: Iterable[Responsibility], notes: Footnotes) -> Cited:
    """The publishers of the accounts that name these parties in their roles, with footnotes; empty where none may be read."""
    found: dict[str, list[int]] = {}
    for party in parties:
        for ref in party.accounts:
            account, document = notes.sources.trace.account(ref), notes.sources.trace.document(ref[0])
            if account is None or document is None or document.restricted:
                continue
            for actor in (a for a in account.actors if (a.code, a.role) == (party.code, party.role)):
                found.setdefault(said_by(document, None, notes.sources).name, []).extend(
                    notes.cite(document.id, actor.quote.span, rule=actor.rule)
                )
    return named(found, notes)


def named(found: dict[str, list[int]], notes: Footnotes) -> Cited:
    """Voices in a row."""
    w = notes.sources.w
    items = [cited(name, numbers) for name, numbers in found.items()]
    if len(items) < 2:
        return joined(items, "")
    return joined([joined(items[:-1], w("charts.comma")), items[-1]], w("tables.joiner"))

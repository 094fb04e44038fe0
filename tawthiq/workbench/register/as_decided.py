"""The register as persons decided it: what they rejected is out, what they corrected stands, merged incidents are one.

The result is a register like any that `tawthiq build` makes, so reports, statistics and exports of it follow the rulings
(standards §5.13). Positions move where something was rejected; every reference is moved with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ahocorasick_rs import AhoCorasick
from django.db.models import QuerySet

from tawthiq import __version__
from tawthiq.domain.account import Extraction
from tawthiq.domain.finding import Finding
from tawthiq.domain.from_records import (
    Atlas,
    document_from_record,
    extraction_from_record,
    finding_from_record,
    incident_from_record,
)
from tawthiq.domain.incident import Incident as Weighed
from tawthiq.domain.incident import Link, Reason
from tawthiq.domain.register import Register
from tawthiq.extract.matcher import the_gazetteer
from tawthiq.reconcile import find_origins
from tawthiq.workbench.register import models
from tawthiq.workbench.register.consents import kept_back
from tawthiq.workbench.register.effective import standing
from tawthiq.workbench.register.held import number_unasked
from tawthiq.workbench.register.models.documents import ACCESS
from tawthiq.workbench.register.office_places import office_places
from tawthiq.workbench.register.protection import CLOSED, closed_incidents
from tawthiq.workbench.register.rows import machine_claim
from tawthiq.workbench.register.sources import independence

GONE = ("merged", "rejected")
"""States of incidents that are no longer incidents of their own."""


@dataclass(slots=True)
class _Places:
    """Where accounts and tolls stand once what was rejected is out: old (document, number) → new number; and of each account, claim number → position."""

    accounts: dict[tuple[str, int], int] = field(default_factory=dict)
    tolls: dict[tuple[str, int], dict[int, int]] = field(default_factory=dict)

    def account(self, ref: Iterable[Any]) -> list[Any] | None:
        document, number = ref
        at = self.accounts.get((document, number))
        return None if at is None else [document, at]

    def toll(self, ref: Iterable[Any]) -> list[Any] | None:
        document, number, claim = ref
        at = self.accounts.get((document, number))
        position = self.tolls.get((document, number), {}).get(claim)
        return None if at is None or position is None else [document, at, position]


def decided_register(*, title: str = "", published_only: bool = False, closed: bool = False) -> Register:
    """Every incident that stands, with the accounts and documents behind it, as persons ruled; sealed reports are in no register that leaves.

    Restricted and sealed incidents stay out with their accounts, and documents that tell nothing else, unless `closed` asks for them.
    `published_only`: the incidents that persons published, of access `public` or `internal`, and the documents that tell
    them, with nothing else that they say; restricted and sealed reports are left out, and those whose sources did not agree to it (consents.py).
    """
    incidents = models.Incident.objects.exclude(state__in=GONE).order_by("key")
    if not closed:
        incidents = incidents.exclude(access__in=CLOSED)
    if published_only:
        incidents = incidents.filter(state="registered", published=True)
    wanted = {i.pk: i for i in incidents}
    atlas = Atlas.of(the_gazetteer(office_places()).places)
    at = _Places()
    told = tuple(_extractions(wanted.keys() if published_only else None, at, atlas, closed=closed))
    weighed = tuple(_incident(i.record, at, atlas) for i in wanted.values())
    return Register(
        extractions=told,
        incidents=tuple(i for i in weighed if i.accounts),
        origins=find_origins(list(told), ruled=independence()).origins,
        uncertain=() if published_only else tuple(_uncertain(at)),
        findings=() if published_only else tuple(_findings(models.Finding.objects.filter(document=None))),
        title=title,
        version=__version__,
        unasked=0 if published_only else number_unasked(),
    )


def decided_part(incidents: QuerySet[models.Incident], *, control: bool = False) -> Register:
    """Some incidents as persons ruled, with the open documents that tell them, whoever asks: for papers that leave the office.

    Incidents of access `restricted` or `sealed` are left out, as are those that only such documents tell. `control`: with the
    changes of control that these documents state.
    """
    open_ones = incidents.exclude(state__in=GONE).exclude(access__in=CLOSED).order_by("key")
    wanted = {i.pk: i for i in open_ones}
    atlas, at = Atlas.of(the_gazetteer(office_places()).places), _Places()
    told = tuple(_extractions(wanted.keys(), at, atlas, also=("control",) if control else ()))
    weighed = (_incident(i.record, at, atlas) for i in wanted.values())
    return Register(extractions=told, incidents=tuple(i for i in weighed if i.accounts), version=__version__)


def _extractions(
    incidents: Iterable[int] | None, at: _Places, atlas: Atlas, *, also: tuple[str, ...] = (), closed: bool = False
) -> Iterable[Extraction]:
    """What each document says as it stands; of `incidents` alone where they are given, with `also` of what else it tells. Of
    incidents that few may read nothing, unless `closed`, and no document that tells nothing but such. What a source has not let out
    is in no chosen part, and restricted in the whole."""
    unagreed = kept_back()
    shut = set() if closed else set(closed_incidents(ACCESS[:2]).values_list("pk", flat=True))
    documents = (
        models.Document.objects.exclude(access="sealed")
        .order_by("key")
        .prefetch_related("accounts__claims__person__merged_into", "findings")
    )
    if incidents is not None:
        chosen = set(incidents)
        documents = documents.exclude(access__in=CLOSED)
        documents = documents.filter(
            pk__in=models.Account.objects.filter(incident__in=chosen).exclude(state="rejected").values("document")
        )
    for document in documents.iterator(chunk_size=500):
        records: list[dict[str, Any]] = []
        tellings = sorted(document.accounts.all(), key=lambda a: a.number)
        if tellings and shut.issuperset(a.incident_id for a in tellings):
            continue
        if incidents is not None and document.pk in unagreed:
            continue
        for account in tellings:
            if (
                account.incident_id in shut
                or account.state == "rejected"
                or (incidents is not None and account.incident_id not in chosen)
            ):
                continue
            record, tolls = standing(account, account.claims.all())
            record["persons"] = list(_persons(record["persons"], account.claims.all()))
            ref = (document.key, account.number)
            at.accounts[ref] = len(records)
            at.tolls[ref] = {claim: position for position, claim in enumerate(tolls)}
            records.append(record)
        line = {
            "id": document.key,
            "lang": document.lang,
            "published": document.record["published"],
            "accounts": records,
            **(document.told if incidents is None else {k: v for k, v in document.told.items() if k in also}),
        }
        read = document_from_record({**document.record, "text": document.text})
        read = replace(read, restricted=document.access in CLOSED or document.pk in unagreed)
        told = extraction_from_record(line, read, atlas=atlas)
        yield replace(told, findings=tuple(_findings(document.findings.all())))


def _persons(values: Iterable[Mapping[str, Any]], claims: Iterable[models.Claim]) -> Iterable[Any]:
    """An account's persons as they stand: those who were ruled one have one key.

    Whoever may not be named stays too: what is published finds a name to withhold in a sentence by the claim that reads it.
    """
    kept = sorted((c for c in claims if c.field == "person" and c.state != "rejected"), key=lambda c: c.number)
    for value, claim in zip(values, kept, strict=True):
        person = claim.person
        root = person.merged_into or person if person is not None else None
        ruled = root is not None and (root != person or claim.named_by == "person" or root.version > 0)
        yield {**value, "key": root.key} if root is not None and ruled else value


def _findings(rows: Iterable[models.Finding]) -> Iterable[Finding]:
    """Findings that no person dismissed, in their order."""
    for row in sorted(rows, key=lambda f: f.number):
        if row.state != "dismissed":
            columns = ("rule", "severity", "passed", "message_ar", "message_en", "spans")
            yield finding_from_record({name: getattr(row, name) for name in columns})


def _incident(record: Mapping[str, Any], at: _Places, atlas: Atlas) -> Weighed:
    """The incident's line with its references moved; what leads to nothing that stands falls away."""

    def accounts(refs: Iterable[Any]) -> list[Any]:
        return [moved for ref in refs if (moved := at.account(ref)) is not None]

    def tolls(refs: Iterable[Any]) -> list[Any]:
        return [moved for ref in refs if (moved := at.toll(ref)) is not None]

    kept = accounts(record["accounts"])
    documents = {document for document, _ in kept}
    line = {
        **record,
        "accounts": kept,
        "tolls": [
            {**t, "claims": left, "superseded": tolls(t.get("superseded") or ())}
            for t in record["tolls"]
            if (left := tolls(t["claims"])) or not t["claims"]
        ],
        "conflicts": [{**c, "claims": tolls(c.get("claims") or ())} for c in record["conflicts"]],
        "actors": [
            {**a, "accounts": left}
            for a in record["actors"]
            if (left := accounts(a.get("accounts") or ())) or not a.get("accounts")
        ],
        "links": [
            {**x, "a": a, "b": b}
            for x in record["links"]
            if (a := at.account(x["a"])) is not None and (b := at.account(x["b"])) is not None
        ],
        "origins": [
            {**o, "documents": left, "lead": o["lead"] if o["lead"] in left else left[0]}
            for o in record.get("origins") or ()
            if (left := [d for d in o["documents"] if d in documents])
        ],
    }
    return incident_from_record(line, atlas=atlas)


def _uncertain(at: _Places) -> Iterable[Link]:
    """Pairs that still wait for a person."""
    pairs = models.Pair.objects.filter(state="open").select_related("a__document", "b__document")
    for pair in pairs.order_by("a__document__key", "a__number", "b__document__key", "b__number"):
        a, b = at.account(pair.a.ref), at.account(pair.b.ref)
        if a is not None and b is not None:
            reasons = tuple(Reason(*reason) for reason in pair.reasons)
            yield Link((a[0], a[1]), (b[0], b[1]), pair.score, reasons)


def persons_named(register: Register) -> dict[str, list[list[str]]]:
    """Everybody whom the register's documents name by the machine's reading or a person's, accounts left out and claims rejected among them: [name, role] by document.

    Their names go from quotes even where no account of the register holds them any more, and a victim's from every document that writes it:
    a copy of a report names whom the report names (standards §5.7).
    """
    wanted = {extraction.document.id for extraction in register.extractions}
    found: dict[str, set[tuple[str, str]]] = {}
    claims = models.Claim.objects.filter(field="person").select_related("account__document")
    for claim in claims.order_by("pk").iterator(chunk_size=2_000):
        document = claim.account.document.key
        if document not in wanted:
            continue
        for value in (machine_claim(claim.account.record, "person", claim.number), claim.record):
            if value and value.get("name"):
                names = {value["name"], value.get("text") or value["name"]}
                found.setdefault(document, set()).update((name, str(value.get("role") or "victim")) for name in names)
    victims = sorted({name for people in found.values() for name, role in people if role == "victim"})
    if victims:
        written = AhoCorasick(victims)
        for extraction in register.extractions:
            words = written.find_matches_as_strings(extraction.document.text, overlapping=True)
            if words:
                found.setdefault(extraction.document.id, set()).update((name, "victim") for name in words)
    return {document: [list(person) for person in sorted(people)] for document, people in sorted(found.items())}

"""Brings a built register into the workbench's tables. Persons' rulings outlast it: a rebuild changes what the machine said, never what they decided (R16).

Documents and incidents are known by their lasting keys, accounts by the words they quote (retelling.py). An account that a person placed stays
where they put it; a document that persons ruled on stays even where the register no longer has it.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction

from tawthiq.domain.collecting import uncollected
from tawthiq.domain.incident import TollRef
from tawthiq.reconcile.publishers import Voice
from tawthiq.workbench.register.by_hand import with_those_by_hand
from tawthiq.workbench.register.custody import note_all, received
from tawthiq.workbench.register.models import (
    Account,
    Claim,
    Document,
    Facet,
    Finding,
    Incident,
    Pair,
    State,
)
from tawthiq.workbench.register.models.documents import strictest
from tawthiq.workbench.register.people import Naming, recount_all
from tawthiq.workbench.register.protection import settle
from tawthiq.workbench.register.retelling import is_ruled, retell
from tawthiq.workbench.register.revision import grow
from tawthiq.workbench.register.reweigh import reweigh
from tawthiq.workbench.register.rows import claim_columns, claims_in, day, facets, incident_columns
from tawthiq.workbench.register.search import index_documents
from tawthiq.workbench.register.sources import (
    count_documents,
    place_documents,
    rows_for,
    ruled_voices,
    source_key,
    voices_in,
)
from tawthiq.workbench.register.told_lines import NotARegister, ToldLines, lines

__all__ = ["BATCH", "FILES", "Loaded", "NotARegister", "document_row", "fingerprint", "load"]

FILES = ("documents.jsonl", "accounts.jsonl", "incidents.jsonl", "findings.jsonl")
BATCH = 2_000
Report = Callable[[str, int], None]
COLUMNS = b"2"
"""Grows when rows keep other things of the same lines: the register is then loaded once more."""


def fingerprint(folder: Path) -> str:
    """The hash of the register's lines. Raises NotARegister where a file is missing."""
    digest = hashlib.sha256(COLUMNS)
    for name in FILES:
        path = folder / name
        if not path.is_file():
            raise NotARegister(f"{path}: no such file; `tawthiq build … --out {folder}` writes it")
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: whether anything, and which rulings could not be carried over, by their lasting names (they stay in the log)."""

    done: bool
    lost: tuple[str, ...] = ()


def load(folder: Path, report: Report = lambda stage, done: None) -> Loaded:
    """Loads the register in `folder` unless it is the one that was loaded last.

    One transaction: a killed load leaves what was there. Raises NotARegister, KeyError for a line without a promised key.
    """
    mark = fingerprint(folder)
    if State.objects.filter(name="register", value=mark).exists():
        return Loaded(False)
    with transaction.atomic():
        loader = _Loader(folder, report)
        try:
            with uncollected():
                loader.run()
        finally:
            loader.told.close()
        State.objects.update_or_create(name="register", defaults={"value": mark})
        grow()
    return Loaded(True, tuple(loader.lost))


class _Loader:
    """One load. `documents` and `accounts` are row ids by name, `pinned` accounts that a person placed, `ruled` those whose incident is to
    be weighed anew, `texts` documents whose text or title is another now, `lost` rulings that could not be carried over.
    """

    def __init__(self, folder: Path, report: Report) -> None:
        self.folder, self.report = folder, report
        self.told = ToldLines(folder / "accounts.jsonl")
        self.documents: dict[str, int] = {}
        self.publishers: dict[str, str] = {}
        self.voices: dict[str, str] = {}
        self.accounts: dict[tuple[str, int], int] = {}
        self.pinned: dict[tuple[str, int], int] = {}
        self.ruled: set[tuple[str, int]] = set()
        self.texts: dict[str, str] = {}
        self.lost: list[str] = []

    def run(self) -> None:
        self._documents()
        self._accounts()
        self._incidents()
        self._pairs()
        self._findings()

    def _documents(self) -> None:
        known = {d.key: d for d in Document.objects.filter(inbox=False)}
        fresh: list[Document] = []
        changed: list[Document] = []
        for record in lines(self.folder / "documents.jsonl"):
            if "error" in record or record["id"] not in self.told:
                continue
            document = document_row(record, self.told[record["id"]])
            old = known.pop(record["id"], None)
            if old is None:
                fresh.append(document)
                if len(fresh) >= BATCH:
                    self._receive(fresh)
                    fresh = []
                continue
            if (old.text, old.title) != (document.text, document.title):
                changed.append(document)
            document.pk, document.version, document.added_at = old.pk, old.version, old.added_at
            if not document.record.get("restricted") or old.record.get(
                "restricted"
            ):  # else it was closed in the build since
                document.access, document.own_access = old.access, old.own_access
            else:
                document.own_access = strictest(document.own_access, old.own_access)
                document.access = strictest(document.own_access, old.access)
            document.source_id = old.source_id
            document.save()
        self._receive(fresh)
        for gone in known.values():  # a document that persons ruled on stays, with what they ruled
            if not any(is_ruled(a, a.claims.all()) for a in gone.accounts.prefetch_related("claims")):
                gone.delete()
        index_documents(changed)
        self.texts = {d.key: d.text for d in changed}
        rows = list(Document.objects.values_list("pk", "key", "publisher", "url", "source"))
        voices = place_documents((pk, publisher, url, source) for pk, _, publisher, url, source in rows)
        for pk, key, publisher, *_ in rows:
            self.documents[key], self.publishers[key], self.voices[key] = pk, publisher, voices.get(pk, "")

    def _receive(self, fresh: list[Document]) -> None:
        """Writes new documents, with the custody of each, and makes them findable."""
        Document.objects.bulk_create(fresh, batch_size=500)
        note_all(received(document, "build") for document in fresh)
        index_documents(fresh)
        self.report("documents", len(fresh))

    def _accounts(self) -> None:
        before: dict[str, list[Account]] = {}
        rows = Account.objects.filter(document__inbox=False).select_related("document")
        for account in rows.order_by("document", "number").iterator(chunk_size=BATCH):
            before.setdefault(account.document.key, []).append(account)
        ruled: dict[int, list[Claim]] = {}
        for claim in Claim.objects.exclude(state="proposed", named_by="machine").filter(account__document__inbox=False):
            ruled.setdefault(claim.account_id, []).append(claim)
        people = Naming()
        fresh: list[tuple[str, Account]] = []
        for key, line in self.told.items():
            old = before.get(key, [])
            records = with_those_by_hand(line["accounts"], old)
            same = len(old) == len(records) and all(a.record == r for a, r in zip(old, records, strict=True))
            if old and same and key not in self.texts:
                for account in old:
                    self._stands((key, account.number), account, ruled.get(account.pk, []))
            elif old:
                self._again(key, old, records, ruled, people)
            else:
                fresh += [(key, _account(self.documents[key], n, record)) for n, record in enumerate(records)]
                if len(fresh) >= BATCH:
                    self._new(fresh, people)
                    fresh = []
        self._new(fresh, people)
        recount_all()

    def _stands(self, ref: tuple[str, int], account: Account, ruled: list[Claim]) -> None:
        """Notes an account that is there: where it is, whether a person put it there, whether its incident is to be weighed anew."""
        self.accounts[ref] = account.pk
        if account.placed_by == "person":
            self.pinned[ref] = account.incident_id or 0
        if ruled or account.state == "rejected":
            self.ruled.add(ref)

    def _again(
        self,
        key: str,
        old: list[Account],
        records: list[dict[str, Any]],
        ruled: dict[int, list[Claim]],
        people: Naming,
    ) -> None:
        """A document whose accounts are read otherwise than before."""
        text = self.texts.get(key, old[0].document.text)
        told = retell(self.documents[key], key, text, old, records, ruled, people)
        self.lost += told.lost
        for account in told.accounts:
            self._stands((key, account.number), account, ruled.get(account.pk, []))

    def _new(self, fresh: list[tuple[str, Account]], people: Naming) -> None:
        Account.objects.bulk_create([account for _, account in fresh], batch_size=500)
        claims = []
        for key, account in fresh:
            self.accounts[(key, account.number)] = account.pk
            for field, number, value in claims_in(account.record):
                claim = Claim(account=account, field=field, number=number, **claim_columns(field, value))
                if field == "person":
                    people.name(claim, value)
                claims.append(claim)
        people.save()
        Claim.objects.bulk_create(claims, batch_size=500)
        self.report("accounts", len(fresh))

    def _toll(self, ref: TollRef) -> dict[str, Any] | None:
        """The count that a range of an incident names."""
        document, number, position = ref
        account = self.told.account(document, number)
        tolls = account["tolls"] if account else ()
        return tolls[position] if position < len(tolls) else None

    def _incidents(self) -> None:
        known = {i.key: i for i in Incident.objects.all()}
        fresh: list[tuple[Incident, dict[str, Any]]] = []
        ids: dict[str, int] = {}
        homes: dict[int, str] = {}
        again: set[str] = set()
        heard: dict[str, Voice] = {}
        ruled_on = ruled_voices()
        for record in lines(self.folder / "incidents.jsonl"):
            heard.update(voices_in(record["origins"]))
            if not ruled_on.isdisjoint(self._heard(record)):
                again.add(record["id"])
            for document, number in record["accounts"]:
                pk = self.accounts.get((document, number))
                if pk is not None and (document, number) not in self.pinned:
                    homes[pk] = record["id"]
                if (document, number) in self.ruled or (document, number) in self.pinned:
                    again.add(record["id"])
        rows_for(heard.values())
        count_documents()
        for record in lines(self.folder / "incidents.jsonl"):
            if len(fresh) >= BATCH:
                self._write(fresh, ids)
                fresh = []
            incident = known.pop(record["id"], None)
            if incident is None:
                made = Incident(key=record["id"], **incident_columns(record, self._toll))
                settle(made)
                fresh.append((made, record))
                continue
            if incident.ruled:
                again.add(incident.key)
            for name, value in incident_columns(record, self._toll).items():
                setattr(incident, name, value)
            settle(incident)
            incident.version += 1
            incident.save()
            Facet.objects.filter(incident=incident).delete()
            fresh.append((incident, record))
        self._write(fresh, ids)
        _place((ids[key], pk) for pk, key in homes.items())
        gone = list(known.values())
        for incident in gone:  # no line of it is left: it goes, unless a person ruled on it or put an account there
            held = Account.objects.filter(incident=incident).exists() or incident.merged.exists()
            if held or incident.ruled or incident.own_access or incident.state != "lead":
                again.add(incident.key)
            else:
                incident.delete()
        again |= self._beside()
        placed = Incident.objects.filter(pk__in=set(self.pinned.values()))
        again.update(placed.values_list("key", flat=True))  # what a person put there is in no line of the register
        for incident in Incident.objects.filter(key__in=again):
            reweigh(incident)

    def _write(self, fresh: list[tuple[Incident, dict[str, Any]]], ids: dict[str, int]) -> None:
        """Writes incidents that are new, and the facets of all; notes their rows by key."""
        Incident.objects.bulk_create([i for i, _ in fresh if i.pk is None], batch_size=500)
        Facet.objects.bulk_create(self._facets(fresh), batch_size=1_000)
        ids.update((i.key, i.pk) for i, _ in fresh)
        self.report("incidents", len(fresh))

    def _beside(self) -> set[str]:
        """The incidents that documents outside the build take part in: those of the inbox, and those kept for their rulings."""
        others = sorted(pk for key, pk in self.documents.items() if key not in self.told)
        found: set[str] = set()
        for start in range(0, len(others), 500):
            mine = Account.objects.filter(document__in=others[start : start + 500]).exclude(incident=None)
            found.update(mine.values_list("incident__key", flat=True))
        return found

    def _heard(self, record: dict[str, Any]) -> set[str]:
        """The keys of the voices in an incident as the machine weighed it: its origins, and whoever published its documents."""
        published = {self.voices.get(document, "") for document, _ in record["accounts"]}
        return {source_key(key) for key in (*voices_in(record["origins"]), *published) if key}

    def _facets(self, fresh: Iterable[tuple[Incident, dict[str, Any]]]) -> Iterator[Facet]:
        for incident, record in fresh:
            accounts = [a for d, n in record["accounts"] if (a := self.told.account(d, n)) is not None]
            publishers = [self.publishers.get(d, "") for d, _ in record["accounts"]]
            for dimension, code in sorted(facets(record, accounts, publishers, self._heard(record))):
                yield Facet(incident_id=incident.pk, dimension=dimension, code=code, sort_day=incident.sort_day)

    def _pairs(self) -> None:
        """Pairs the machine was unsure of; those a person ruled on keep the ruling."""
        path = self.folder / "register.db"
        if not path.is_file():
            return
        ruled = {(p.a_id, p.b_id) for p in Pair.objects.exclude(state="open")}
        Pair.objects.filter(state="open").delete()
        address = f"file:{path.as_posix().replace('?', '%3f').replace('#', '%23')}?mode=ro"
        try:
            with closing(sqlite3.connect(address, uri=True)) as connection:
                rows = connection.execute(
                    "SELECT a_document, a_account, b_document, b_account, score, reasons FROM link WHERE state = 'uncertain'"
                )
                while part := rows.fetchmany(BATCH):
                    found = [pair for row in part if (pair := self._pair(*row)) is not None]
                    fresh = [pair for pair in found if (pair.a_id, pair.b_id) not in ruled]
                    Pair.objects.bulk_create(fresh, batch_size=500, ignore_conflicts=True)
                unasked = connection.execute("SELECT value FROM meta WHERE name = 'unasked'").fetchone()
        except sqlite3.Error as error:
            raise NotARegister(f"{path}: {error}") from error
        State.objects.update_or_create(name="unasked", defaults={"value": unasked[0] if unasked else "0"})

    def _pair(
        self, a_document: str, a_number: int, b_document: str, b_number: int, score: float, reasons: str
    ) -> Pair | None:
        a, b = self.accounts.get((a_document, a_number)), self.accounts.get((b_document, b_number))
        return Pair(a_id=a, b_id=b, score=score, reasons=json.loads(reasons or "[]")) if a and b else None

    def _findings(self) -> None:
        states = {(f.document_id, f.rule, f.message_en): f.state for f in Finding.objects.exclude(state="open")}
        Finding.objects.filter(document__inbox=False).delete()
        Finding.objects.filter(document=None).delete()
        numbers: dict[int | None, int] = {}
        made = []
        for record in lines(self.folder / "findings.jsonl"):
            document = self.documents.get(record["document"] or "")
            number = numbers.get(document, 0)
            numbers[document] = number + 1
            made.append(
                Finding(
                    document_id=document, number=number, rule=record["rule"], severity=record["severity"], passed=bool(record.get("passed")),
                    message_ar=record["message_ar"], message_en=record["message_en"], spans=record.get("spans") or [],
                    state=states.get((document, record["rule"], record["message_en"]), "open"),
                )
            )  # fmt: skip
        Finding.objects.bulk_create(made, batch_size=500)


def _account(document: int, number: int, record: dict[str, Any]) -> Account:
    return Account(
        document_id=document, number=number, kind=record["kind"], background=record["background"], summary=record["summary"], record=record
    )  # fmt: skip


def _place(homes: Iterable[tuple[int, int]]) -> None:
    """Puts accounts into their incidents, as (incident, account), by plain statements: the usual way builds enormous ones."""
    from django.db import connection

    with connection.cursor() as cursor:
        waiting = iter(homes)
        while part := list(islice(waiting, BATCH)):
            cursor.executemany("UPDATE register_account SET incident_id = %s WHERE id = %s", part)


def document_row(record: dict[str, Any], told: dict[str, Any]) -> Document:
    """A document's row, unsaved, of its published line and its extract line."""
    published = record["published"]
    return Document(
        key=record["id"], lang=record["lang"], title=record["title"], publisher=record["publisher"][:500], author=record["author"][:500],
        url=record["url"], published_start=day(published["start"]), published_end=day(published["end"]), sha256=record["sha256"],
        media_type=record["media_type"][:200], text=record["text"].replace("\x00", "\ufffd"), record={k: v for k, v in record.items() if k != "text"},
        told={name: told.get(name) or [] for name in ("aggregates", "appeals", "control")},
        access=(access := "restricted" if record.get("restricted") else "internal"), own_access=access,
    )  # fmt: skip

"""What must hold in the workbench's database: chains unbroken, triggers in place, quotes in their texts, originals there, states as ruled."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Q

from tawthiq.custody.files import database_faults
from tawthiq.domain.quotes import quotes_in, stands
from tawthiq.ingest import OriginalStore
from tawthiq.workbench.register import chain
from tawthiq.workbench.register.held_against import account_faults, claim_faults, identity_faults, published_faults
from tawthiq.workbench.register.loading import NotARegister, fingerprint
from tawthiq.workbench.register.models import Claim, Decision, Document, Incident, Source, State
from tawthiq.workbench.register.models.documents import strictest
from tawthiq.workbench.register.patches import FIELDS, fields_of, find
from tawthiq.workbench.register.protection import classes_of, level_of
from tawthiq.workbench.register.roots import chain_faults, stamped_faults
from tawthiq.workbench.register.signed_records import signature_faults

RULED = ("document", "incident", "source")
"""Kinds of rows whose present state must be what the last decision on it says."""
_SQLITE = "CREATE TRIGGER {0}_no_{1} BEFORE {2} ON {0} BEGIN SELECT RAISE(ABORT, '{0}: rows are only ever added'); END"
_UNRULED = {"source_type": "", "party": "", "owner": None, "carries": None, "access": "internal"}
"""What a source holds in the fields that no decision has set."""
_ROWS, _TABLE = 1 | 2 | 8 | 16, 2 | 32
"""PostgreSQL's `tgtype`: before each row's delete and update; before the table's truncate."""
_REFUSES = "BEGIN RAISE EXCEPTION '%: rows are only ever added', TG_TABLE_NAME; END"
"""The body of the function that PostgreSQL's triggers call (migration 0003)."""


def workbench_faults(folder: Path) -> Iterator[str]:
    """A line for everything in the workbench of a register that is not as it should be."""
    if connection.vendor == "sqlite":
        yield from database_faults(Path(str(settings.DATABASES["default"]["NAME"])))
    yield from trigger_faults()
    yield from chain_faults(folder)
    yield from stamped_faults(folder)
    yield from ruling_faults()
    yield from quote_faults()
    yield from original_faults(folder)
    yield from claim_faults()
    yield from published_faults()
    yield from identity_faults()
    yield from signature_faults()
    if _is_loaded(folder):
        yield from text_faults(folder)
        yield from account_faults(folder)


def trigger_faults() -> Iterator[str]:
    """A line for each trigger of the chains that is missing, switched off, or no longer refuses everything."""
    tables = [model._meta.db_table for model in chain.CHAINS]
    wanted: dict[str, tuple[Any, ...]]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            wanted = {
                f"{t}_no_{a.lower()}": (_SQLITE.format(t, a.lower(), a),) for t in tables for a in ("UPDATE", "DELETE")
            }
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            held = {name: (" ".join(sql.replace('"', "").split()),) for name, sql in cursor.fetchall()}
        else:
            wanted = {
                f"{table}_{end}": (table, kind, None, _REFUSES)
                for table in tables
                for end, kind in (("only_added", _ROWS), ("not_emptied", _TABLE))
            }
            cursor.execute(
                "SELECT t.tgname, c.relname, t.tgtype::int, t.tgqual, p.prosrc FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgenabled IN ('O', 'A')"
            )
            held = {name: (*rest, " ".join(body.split())) for name, *rest, body in cursor.fetchall()}
    for name, body in sorted(wanted.items()):
        if held.get(name) != body:
            how = "it no longer refuses everything" if name in held else "missing or switched off"
            yield f"trigger {name}: {how}; rows of the chain can be changed"


def ruling_faults() -> Iterator[str]:
    """A line for each document, incident or source that is otherwise than the decisions on it, or that was ruled on without one."""
    said: dict[str, dict[str, Any]] = {}
    for _, after in Decision.objects.order_by("pk").values_list("pk", "after").iterator(chunk_size=2_000):
        for name, fields in after.items():
            kind = name.partition(":")[0]
            if kind in RULED and fields:
                said.setdefault(name, {}).update({f: v for f, v in fields.items() if f in FIELDS[kind]})
    for name, fields in sorted(said.items()):
        row = find(name)
        if row is not None:
            yield from _differences(name, fields_of(name.partition(":")[0], row), fields)
    moved = Q(published=True) | ~Q(state="lead") | ~Q(own_access="") | Q(merged_into__isnull=False) | ~Q(cleared=[])
    for incident in Incident.objects.filter(moved).select_related("merged_into").order_by("key"):
        name = f"incident:{incident.key}"
        plain = {"state": "lead", "published": False, "access": "", "cleared": [], "merged_into": None}
        unsaid = {f: v for f, v in plain.items() if f not in said.get(name, {})}
        yield from _differences(name, fields_of("incident", incident), unsaid)
    ruled = Incident.objects.only("key", "access", "own_access", "cleared", "record")
    for incident in ruled.order_by("key").iterator(chunk_size=2_000):
        least = level_of(incident.own_access, incident.cleared, classes_of(incident.record))
        if strictest(least, incident.access) != incident.access:
            yield f"incident:{incident.key}: is {incident.access}, and its class and the decisions ask for {least}"
    for source in Source.objects.exclude(**_UNRULED).order_by("key").iterator(chunk_size=2_000):
        name = f"source:{source.key}"
        unsaid = {f: v for f, v in _UNRULED.items() if f not in said.get(name, {})}
        yield from _differences(name, fields_of("source", source), unsaid)
    for document in Document.objects.filter(inbox=False).order_by("key").only("key", "record", "own_access").iterator():
        name, least = f"document:{document.key}", "restricted" if document.record.get("restricted") else "internal"
        if "access" not in said.get(name, {}) and strictest(document.own_access, least) != document.own_access:
            yield f"{name}: access is {document.own_access!r}, it came in as {least!r}, and no decision opened it"


def _differences(name: str, held: Mapping[str, Any], said: Mapping[str, Any]) -> Iterator[str]:
    for field, value in said.items():
        if held[field] != value:
            yield f"{name}: {field} is {held[field]!r}, and the decisions give {value!r}"


def quote_faults() -> Iterator[str]:
    """A line for each claim, as the machine read it or as a person put it, whose words do not stand in its document."""
    text, document = "", 0
    claims = Claim.objects.order_by("account__document", "account__number", "field", "number")
    columns = ("account__document", "account__document__key", "account__number", "field", "number")
    for pk, key, account, field, number, words, start, end, record in claims.values_list(
        *columns, "text", "start", "end", "record"
    ).iterator(chunk_size=2_000):
        if pk != document:
            document = pk
            text = Document.objects.values_list("text", flat=True).get(pk=pk)
        name = f"claim:{key}#{account}/{field}/{number}"
        if start is not None and end is not None and text[start:end] != words:
            yield f"{name}: [{start}, {end}] is not {words[:40]!r}"
        for quote, span in quotes_in(record) if record is not None else ():
            if not stands(text, quote, span):
                yield f"{name}: {span} is not {quote[:40]!r}"


def original_faults(folder: Path) -> Iterator[str]:
    """A line for each document whose original is not in the store (its bytes are checked there)."""
    store = OriginalStore(folder / "originals")
    for key, sha256 in Document.objects.exclude(sha256="").order_by("key").values_list("key", "sha256"):
        if not store.path(sha256).is_file():
            yield f"document:{key}: its original {sha256} is missing"


def _is_loaded(folder: Path) -> bool:
    """Whether the register's files are those that the workbench loaded; built anew since, they are when `tawthiq serve` opens it."""
    mark = State.objects.filter(name="register").values_list("value", flat=True).first()
    try:
        return mark is not None and fingerprint(folder) == mark
    except NotARegister:
        return False


def text_faults(folder: Path) -> Iterator[str]:
    """A line for each document of the loaded build whose text in the database is another than in the register's file."""
    held = dict(Document.objects.filter(inbox=False).values_list("key", "pk"))
    with (folder / "documents.jsonl").open("rb") as file:
        for line in file:
            record = json.loads(line)
            pk = held.get(record.get("id"))
            if pk is None or "text" not in record:
                continue
            text = Document.objects.values_list("text", flat=True).get(pk=pk)
            if text != record["text"].replace("\x00", "\ufffd"):
                yield f"document:{record['id']}: its text is not what was read"

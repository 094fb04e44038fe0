"""Writes the register as one SQLite file: documents, claims, incidents and what ties them together.

Every figure of an incident leads by foreign keys to its claims, every claim to its words in a document. Rows are written
in the register's own order, so equal registers give databases equal in content.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any

from tawthiq.domain.account import Account, Extraction
from tawthiq.domain.incident import Incident
from tawthiq.domain.records import attribution_record, place_record, when_record
from tawthiq.domain.register import Register
from tawthiq.domain.source import Attribution
from tawthiq.domain.span import Quote

SCHEMA = """
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE document(
  id TEXT PRIMARY KEY, lang TEXT NOT NULL, title TEXT NOT NULL, publisher TEXT NOT NULL, author TEXT NOT NULL,
  url TEXT NOT NULL, published_start TEXT, published_end TEXT, published_basis TEXT NOT NULL, crawled TEXT,
  sha256 TEXT NOT NULL, media_type TEXT NOT NULL, source_path TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE unreadable(id TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL, source_path TEXT NOT NULL);
CREATE TABLE account(
  document TEXT NOT NULL REFERENCES document(id), number INTEGER NOT NULL, kind TEXT NOT NULL, labels TEXT NOT NULL,
  background INTEGER NOT NULL, summary INTEGER NOT NULL, date TEXT, place TEXT,
  PRIMARY KEY(document, number));
CREATE TABLE claim(
  document TEXT NOT NULL, account INTEGER NOT NULL, number INTEGER NOT NULL, field TEXT NOT NULL, code TEXT NOT NULL,
  grp TEXT, low INTEGER, high INTEGER, value INTEGER, qualifier TEXT, role TEXT, mode TEXT, superseded INTEGER NOT NULL,
  parent INTEGER, text TEXT NOT NULL, span_start INTEGER NOT NULL, span_end INTEGER NOT NULL, speaker TEXT,
  speaker_type TEXT, speaker_key TEXT, rule TEXT NOT NULL,
  PRIMARY KEY(document, account, field, number),
  FOREIGN KEY(document, account) REFERENCES account(document, number));
CREATE TABLE aggregate(
  document TEXT NOT NULL REFERENCES document(id), number INTEGER NOT NULL, dimension TEXT NOT NULL, key TEXT,
  measure TEXT NOT NULL, low INTEGER NOT NULL, high INTEGER, value INTEGER, qualifier TEXT NOT NULL, percent REAL,
  list INTEGER, period_start TEXT, period_end TEXT, text TEXT NOT NULL, span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL, rule TEXT NOT NULL, PRIMARY KEY(document, number));
CREATE TABLE finding(
  document TEXT NOT NULL REFERENCES document(id), number INTEGER NOT NULL, rule TEXT NOT NULL, severity TEXT NOT NULL,
  passed INTEGER NOT NULL, message_ar TEXT NOT NULL, message_en TEXT NOT NULL, PRIMARY KEY(document, number));
CREATE TABLE incident(
  id TEXT PRIMARY KEY, title_ar TEXT NOT NULL, title_en TEXT NOT NULL, kind TEXT NOT NULL, labels TEXT NOT NULL,
  date TEXT, place TEXT, grade TEXT NOT NULL, attribution_grade TEXT NOT NULL, background_only INTEGER NOT NULL,
  massacre_by TEXT NOT NULL);
CREATE TABLE incident_account(
  incident TEXT NOT NULL REFERENCES incident(id), document TEXT NOT NULL, account INTEGER NOT NULL,
  PRIMARY KEY(incident, document, account),
  FOREIGN KEY(document, account) REFERENCES account(document, number));
CREATE TABLE toll(
  incident TEXT NOT NULL REFERENCES incident(id), number INTEGER NOT NULL, harm TEXT NOT NULL, grp TEXT,
  min INTEGER NOT NULL, best INTEGER, max INTEGER, open_ended INTEGER NOT NULL, rule TEXT NOT NULL,
  origins INTEGER NOT NULL, PRIMARY KEY(incident, number));
CREATE TABLE toll_claim(
  incident TEXT NOT NULL, toll INTEGER NOT NULL, document TEXT NOT NULL, account INTEGER NOT NULL, claim INTEGER NOT NULL,
  superseded INTEGER NOT NULL, PRIMARY KEY(incident, toll, document, account, claim, superseded),
  FOREIGN KEY(incident, toll) REFERENCES toll(incident, number));
CREATE TABLE incident_actor(
  incident TEXT NOT NULL REFERENCES incident(id), number INTEGER NOT NULL, code TEXT NOT NULL, role TEXT NOT NULL,
  mode TEXT NOT NULL, origins INTEGER NOT NULL, PRIMARY KEY(incident, number));
CREATE TABLE link(
  incident TEXT, a_document TEXT NOT NULL, a_account INTEGER NOT NULL, b_document TEXT NOT NULL,
  b_account INTEGER NOT NULL, score REAL NOT NULL, decided_by TEXT NOT NULL, state TEXT NOT NULL, reasons TEXT NOT NULL);
CREATE TABLE origin(
  id TEXT PRIMARY KEY, name TEXT NOT NULL, source_type TEXT NOT NULL, lead TEXT NOT NULL, documents TEXT NOT NULL,
  rule TEXT NOT NULL);
CREATE TABLE conflict(
  incident TEXT NOT NULL REFERENCES incident(id), number INTEGER NOT NULL, rule TEXT NOT NULL, message_ar TEXT NOT NULL,
  message_en TEXT NOT NULL, PRIMARY KEY(incident, number));
CREATE INDEX claim_code ON claim(field, code);
CREATE INDEX incident_account_account ON incident_account(document, account);
"""
SCHEMA_VERSION = 1

Row = tuple[Any, ...]


def write_database(register: Register, path: Path) -> None:
    """Writes `register` to a new SQLite file at `path`, which must not exist; in one transaction, foreign keys checked.

    Raises sqlite3.Error or OSError where the disk refuses.
    """
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.executescript(SCHEMA)
        with connection:
            for table, rows in _tables(register):
                _insert(connection, table, rows)


def _insert(connection: sqlite3.Connection, table: str, rows: Iterator[Row]) -> None:
    first = next(rows, None)
    if first is None:
        return
    statement = f"INSERT INTO {table} VALUES ({', '.join('?' * len(first))})"  # table names are the constants below
    connection.execute(statement, first)
    connection.executemany(statement, rows)


def _tables(register: Register) -> Iterator[tuple[str, Iterator[Row]]]:
    """Every table with its rows, parents before children."""
    extractions, incidents = register.extractions, register.incidents
    unasked = [("unasked", str(register.unasked))] if register.unasked else []
    yield "meta", iter([("title", register.title), ("version", register.version), *unasked])
    yield "document", (_document(e) for e in extractions)
    yield "unreadable", ((u.id, u.code, u.message, u.source_path) for u in register.unreadable)
    yield "account", (_account(e, n, a) for e in extractions for n, a in enumerate(e.accounts))
    yield "claim", (row for e in extractions for n, a in enumerate(e.accounts) for row in _claims(e.document.id, n, a))
    yield "aggregate", (row for e in extractions for row in _aggregates(e))
    yield "finding", (row for e in extractions for row in _findings(e))
    yield "incident", (_incident(i) for i in incidents)
    yield "incident_account", ((i.id, *ref) for i in incidents for ref in i.accounts)
    yield "toll", (row for i in incidents for row in _tolls(i))
    yield "toll_claim", (row for i in incidents for row in _toll_claims(i))
    yield "incident_actor", (
        (i.id, n, a.code, a.role, a.mode, a.origins) for i in incidents for n, a in enumerate(i.actors)
    )  # fmt: skip
    yield "link", _links(register)
    yield "origin", (
        (o.id, o.name, o.source_type, o.lead, _json(list(o.documents)), o.rule) for o in register.origins
    )  # fmt: skip
    yield "conflict", (
        (i.id, n, c.rule, c.message_ar, c.message_en) for i in incidents for n, c in enumerate(i.conflicts)
    )  # fmt: skip


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _day(value: Any) -> str | None:
    return value.isoformat() if value is not None else None


def _document(extraction: Extraction) -> Row:
    d = extraction.document
    published = (_day(d.published.start), _day(d.published.end), d.published.basis)
    return (
        d.id, d.lang, d.title, d.publisher, d.author, d.url, *published, _day(d.crawled), d.sha256, d.media_type,
        d.source_path, d.text,
    )  # fmt: skip


def _account(extraction: Extraction, number: int, account: Account) -> Row:
    return (
        extraction.document.id, number, account.kind, _json(list(account.labels)), account.background, account.summary,
        _json(when_record(account.date)), _json(place_record(account.place)),
    )  # fmt: skip


def _said(attribution: Attribution | None) -> Row:
    record = attribution_record(attribution)
    return (record["text"], record["source_type"], record["key"]) if record else (None, None, None)


def _quoted(quote: Quote) -> Row:
    return (quote.text, quote.span.start, quote.span.end)


def _claims(document: str, account: int, told: Account) -> Iterator[Row]:
    """Tolls, actors, weapons and persons of one account; `number` counts within the field, as in accounts.jsonl."""
    nothing = (None, None, None)
    for n, t in enumerate(told.tolls):
        count = (t.group, t.count.low, t.count.high, t.count.value, t.count.qualifier)
        yield (
            document, account, n, "toll", t.harm, *count, None, None, t.superseded, t.of, *_quoted(t.quote),
            *_said(t.attribution), t.rule,
        )  # fmt: skip
    blank = (None, None, None, None, None)
    for n, a in enumerate(told.actors):
        yield (
            document,
            account,
            n,
            "actor",
            a.code,
            *blank,
            a.role,
            a.mode,
            False,
            None,
            *_quoted(a.quote),
            *nothing,
            a.rule,
        )
    for n, w in enumerate(told.weapons):
        yield (
            document,
            account,
            n,
            "weapon",
            w.code,
            *blank,
            None,
            None,
            False,
            None,
            *_quoted(w.quote),
            *nothing,
            w.rule,
        )
    for n, p in enumerate(told.persons):
        key = p.key or p.name
        yield (
            document,
            account,
            n,
            "person",
            key,
            *blank,
            p.role,
            None,
            False,
            None,
            *_quoted(p.quote),
            *nothing,
            p.rule,
        )


def _aggregates(extraction: Extraction) -> Iterator[Row]:
    for n, a in enumerate(extraction.aggregates):
        c = a.count
        yield (
            extraction.document.id, n, a.dimension, a.key, a.measure, c.low, c.high, c.value, c.qualifier, a.percent,
            a.table, _day(a.period.start), _day(a.period.end), *_quoted(a.quote), a.rule,
        )  # fmt: skip


def _findings(extraction: Extraction) -> Iterator[Row]:
    for n, f in enumerate(extraction.findings):
        yield (extraction.document.id, n, f.rule, f.severity, f.passed, f.message_ar, f.message_en)


def _incident(incident: Incident) -> Row:
    return (
        incident.id, incident.title_ar, incident.title_en, incident.kind, _json(list(incident.labels)),
        _json(when_record(incident.date)), _json(place_record(incident.place)), incident.grade,
        incident.attribution_grade, incident.background_only, _json(list(incident.massacre_by)),
    )  # fmt: skip


def _tolls(incident: Incident) -> Iterator[Row]:
    for n, t in enumerate(incident.tolls):
        yield (incident.id, n, t.harm, t.group, t.min, t.best, t.max, t.open_ended, t.rule, t.origins)


def _toll_claims(incident: Incident) -> Iterator[Row]:
    for n, t in enumerate(incident.tolls):
        for superseded, refs in ((False, t.claims), (True, t.superseded)):
            yield from ((incident.id, n, *ref, superseded) for ref in dict.fromkeys(refs))


def _links(register: Register) -> Iterator[Row]:
    joined = ((i.id, link, "linked") for i in register.incidents for link in i.links)
    for incident, link, state in chain(joined, ((None, link, "uncertain") for link in register.uncertain)):
        reasons = _json([[r.evidence, r.weight, r.text_ar, r.text_en] for r in link.reasons])
        yield (incident, *link.a, *link.b, link.score, link.decided_by, state, reasons)

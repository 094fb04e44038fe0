"""The database: every figure leads by keys to claims, every claim to words in a document; equal registers, equal contents."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tawthiq.domain.register import Register
from tawthiq.publish.register_db import SCHEMA_VERSION, write_database

ORPHANS = """
SELECT toll_claim.incident, toll_claim.document, toll_claim.account, toll_claim.claim FROM toll_claim
LEFT JOIN claim ON claim.document = toll_claim.document AND claim.account = toll_claim.account
  AND claim.number = toll_claim.claim AND claim.field = 'toll'
WHERE claim.document IS NULL
"""
OTHER_HARM = """
SELECT toll.incident, toll.harm, claim.code FROM toll_claim
JOIN toll ON toll.incident = toll_claim.incident AND toll.number = toll_claim.toll
JOIN claim ON claim.document = toll_claim.document AND claim.account = toll_claim.account
  AND claim.number = toll_claim.claim AND claim.field = 'toll'
WHERE claim.code <> toll.harm
"""
FOREIGN_CLAIM = """
SELECT toll_claim.* FROM toll_claim
LEFT JOIN incident_account USING (incident, document, account)
WHERE incident_account.incident IS NULL
"""


@pytest.fixture
def database(register: Register, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The sample register's database, open."""
    write_database(register, tmp_path / "register.db")
    with closing(sqlite3.connect(tmp_path / "register.db")) as connection:
        yield connection


def count(database: sqlite3.Connection, table: str) -> int:
    (number,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(number)


def test_foreign_keys_hold(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


def test_every_figure_leads_to_claims_of_its_incident(database: sqlite3.Connection) -> None:
    assert count(database, "toll_claim") > 0
    assert database.execute(ORPHANS).fetchall() == []
    assert database.execute(OTHER_HARM).fetchall() == []
    assert database.execute(FOREIGN_CLAIM).fetchall() == []


def test_every_claim_leads_to_its_words(database: sqlite3.Connection) -> None:
    rows = database.execute(
        "SELECT claim.text, claim.span_start, claim.span_end, document.text FROM claim JOIN document ON document.id = claim.document"
    ).fetchall()
    assert len(rows) == count(database, "claim") > 0
    assert all(text[start:end] == words for words, start, end, text in rows)


def test_nothing_of_the_register_is_left_out(database: sqlite3.Connection, register: Register) -> None:
    accounts = [a for e in register.extractions for a in e.accounts]
    assert count(database, "document") == len(register.extractions)
    assert count(database, "unreadable") == len(register.unreadable)
    assert count(database, "account") == len(accounts)
    assert count(database, "claim") == sum(
        len(a.tolls) + len(a.actors) + len(a.weapons) + len(a.persons) for a in accounts
    )
    assert count(database, "aggregate") == sum(len(e.aggregates) for e in register.extractions)
    assert count(database, "finding") == sum(len(e.findings) for e in register.extractions)
    assert count(database, "incident") == len(register.incidents)
    assert count(database, "toll") == sum(len(i.tolls) for i in register.incidents)
    assert count(database, "origin") == len(register.origins)
    assert count(database, "conflict") == sum(len(i.conflicts) for i in register.incidents)
    assert count(database, "link") == sum(len(i.links) for i in register.incidents) + len(register.uncertain)


def test_an_open_figure_has_no_upper_bound(database: sqlite3.Connection) -> None:
    rows = database.execute("SELECT max FROM toll WHERE open_ended").fetchall()
    assert rows
    assert set(rows) == {(None,)}


def test_equal_registers_give_equal_contents(register: Register, tmp_path: Path) -> None:
    dumps = []
    for name in ("a.db", "b.db"):
        write_database(register, tmp_path / name)
        with closing(sqlite3.connect(tmp_path / name)) as connection:
            dumps.append(list(connection.iterdump()))
    assert dumps[0] == dumps[1]


def test_an_empty_register_is_a_whole_database(tmp_path: Path) -> None:
    write_database(Register((), title="Empty"), tmp_path / "register.db")
    with closing(sqlite3.connect(tmp_path / "register.db")) as connection:
        assert count(connection, "incident") == 0
        assert connection.execute("SELECT value FROM meta WHERE name = 'title'").fetchone() == ("Empty",)


def test_an_incident_of_a_document_that_is_not_there_is_refused(register: Register, tmp_path: Path) -> None:
    broken = replace(register, extractions=())
    with pytest.raises(sqlite3.IntegrityError):
        write_database(broken, tmp_path / "register.db")


def test_how_many_pairs_nobody_is_asked_about_is_kept_where_there_are_any(register: Register, tmp_path: Path) -> None:
    for name, unasked in (("none.db", 0), ("some.db", 7)):
        write_database(replace(register, unasked=unasked), tmp_path / name)
        with closing(sqlite3.connect(tmp_path / name)) as connection:
            rows = connection.execute("SELECT value FROM meta WHERE name = 'unasked'").fetchall()
        assert rows == ([(str(unasked),)] if unasked else [])

"""Custody: what came in and what left is written down; whatever is changed behind the office's back is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def faults(office: Path) -> list[str]:
    from tawthiq.workbench.register.checks import workbench_faults

    return [f for f in workbench_faults(office) if "integrity" not in f]


def entries(act: str) -> list[Any]:
    from tawthiq.workbench.register.models import Custody

    return list(Custody.objects.filter(act=act).order_by("pk"))


def unguarded(table: str, statement: str) -> None:
    """Changes rows of a chain as an intruder with the database's password would: the triggers out of the way, then back."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(statement)
            for _, sql in triggers:
                cursor.execute(sql)
        else:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(statement)
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_an_office_without_faults_has_none(office: Path) -> None:
    assert faults(office) == []


def test_every_document_of_a_build_was_received(office: Path) -> None:
    from tawthiq.workbench.register.models import Document

    held = {e.subject: e.detail["sha256"] for e in entries("received")}
    assert held == {f"document:{d.key}": d.sha256 for d in Document.objects.all()}
    assert {e.role for e in entries("received")} == {"prompt"}


def test_the_inbox_says_who_brought_what(office: Path, officer: Callable[..., Any]) -> None:
    from tawthiq.workbench.register.inbox import receive

    amal = officer("collector")
    upload = receive(
        amal, "note.txt", "قُتل ثلاثة مدنيين بقصف على بنش في 3 آذار 2016.".encode(), url="https://example.org/n"
    )
    mine = [e for e in entries("received") if e.who_id == amal.pk]
    assert [e.subject.partition(":")[0] for e in mine] == ["original", "document"]
    assert mine[0].subject == f"original:{upload.sha256}"
    assert mine[0].detail["from"] == "https://example.org/n"
    assert faults(office) == []


def test_a_copy_of_an_original_and_an_export_are_written_down(office: Path, client_of: Callable[..., Any]) -> None:
    from django.urls import reverse

    from tawthiq.workbench.register.models import Document

    client = client_of("reviewer")
    document = Document.objects.exclude(sha256="").order_by("pk").first()
    assert client.get(reverse("original", args=[document.pk])).status_code == 200
    assert [(e.subject, e.name) for e in entries("copied")] == [(f"document:{document.key}", client.user.username)]
    assert client.get(reverse("search_export"), {"q": "قصف"}).status_code == 200
    assert entries("exported")[-1].detail["query"]["q"] == "قصف"


@pytest.mark.parametrize("act", ["UPDATE register_custody SET act = 'copied'", "DELETE FROM register_custody"])
def test_the_database_refuses_to_change_custody(office: Path, act: str) -> None:
    from django.db import DatabaseError, connection, transaction

    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act)


def test_a_changed_entry_is_named(office: Path) -> None:
    row = entries("received")[2]
    unguarded("register_custody", f"UPDATE register_custody SET name = 'another' WHERE id = {row.pk}")
    assert faults(office) == [f"custody {row.pk}: its content is not what was sealed"]


def test_an_entry_taken_out_is_named(office: Path) -> None:
    rows = entries("received")
    unguarded("register_custody", f"DELETE FROM register_custody WHERE id = {rows[2].pk}")
    assert faults(office) == [f"custody {rows[3].pk}: the row before it is missing or was changed"]


def test_a_chain_cut_at_its_end_is_named_by_a_root(office: Path, tmp_path: Path) -> None:
    from tawthiq.workbench.register.roots import chain_faults, take_root

    root = take_root(tmp_path)
    assert root is not None
    assert list(chain_faults(tmp_path)) == []
    last = entries("received")[-1]
    unguarded("register_custody", f"DELETE FROM register_custody WHERE id >= {last.pk}")
    count = root["custody"]["count"]
    assert list(chain_faults(tmp_path)) == [f"custody: a root was taken of {count} rows, and {count - 1} are left"]


def test_a_chain_written_anew_is_named_by_a_root(office: Path, tmp_path: Path) -> None:
    from tawthiq.workbench.register import chain
    from tawthiq.workbench.register.models import Custody
    from tawthiq.workbench.register.roots import chain_faults, take_root

    take_root(tmp_path)
    old = entries("received")
    unguarded("register_custody", "DELETE FROM register_custody")
    chain.append_all([Custody(act=e.act, subject=e.subject, detail={}) for e in old], None, "intruder", "prompt")
    assert list(chain.faults(Custody)) == []
    assert any("another row stood here" in f for f in chain_faults(tmp_path))


def test_a_missing_trigger_is_named(office: Path) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER register_decision_no_update")
            name = "register_decision_no_update"
        else:
            cursor.execute("ALTER TABLE register_decision DISABLE TRIGGER register_decision_only_added")
            name = "register_decision_only_added"
    assert faults(office) == [f"trigger {name}: missing or switched off; rows of the chain can be changed"]


def test_a_state_that_nobody_ruled_is_named(office: Path, officer: Callable[..., Any]) -> None:
    from tawthiq.workbench.register.actions.incidents import set_state
    from tawthiq.workbench.register.models import Incident

    one, other = Incident.objects.order_by("key")[:2]
    set_state(officer("reviewer"), one, "under_review", reason="read")
    assert faults(office) == []
    Incident.objects.filter(pk=other.pk).update(published=True)
    Incident.objects.filter(pk=one.pk).update(state="registered")
    assert sorted(faults(office)) == sorted(
        [
            f"incident:{one.key}: state is 'registered', and the decisions give 'under_review'",
            f"incident:{other.key}: published is True, and the decisions give False",
        ]
    )


def test_a_changed_text_is_named_by_its_quotes(office: Path) -> None:
    from tawthiq.workbench.register.models import Claim, Document

    claim = Claim.objects.filter(field="toll").select_related("account__document").order_by("pk").first()
    document = claim.account.document
    Document.objects.filter(pk=document.pk).update(text=document.text.replace(claim.text, "٩٩٩", 1))
    found = faults(office)
    assert any(f.startswith(f"claim:{document.key}#") for f in found)
    assert f"document:{document.key}: its text is not what was read" in found


def test_a_clock_set_back_does_not_turn_the_order_round(
    office: Path, officer: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import UTC, datetime, timedelta

    from tawthiq.workbench.register import chain
    from tawthiq.workbench.register.custody import note

    first = note("copied", "document:x", {}, officer("analyst"))

    class Earlier(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime.now(UTC) - timedelta(days=400)

    monkeypatch.setattr(chain, "datetime", Earlier)
    second = note("copied", "document:y", {}, officer("analyst"))
    assert second.at == first.at
    assert faults(office) == []


def test_roots_are_taken_once_a_day_and_survive_half_a_line(office: Path, tmp_path: Path) -> None:
    from tawthiq.custody.roots import BadRoots, read_roots
    from tawthiq.workbench.register.roots import take_root

    first = take_root(tmp_path, daily=True)
    assert take_root(tmp_path, daily=True) is None
    path = tmp_path / "roots.jsonl"
    path.write_bytes(path.read_bytes() + b'{"at": "2026-')
    assert read_roots(tmp_path) == [first]
    second = take_root(tmp_path)
    assert read_roots(tmp_path) == [first, second]
    lines = path.read_text(encoding="utf-8").splitlines()
    changed = json.loads(lines[0])
    changed["custody"]["count"] += 1
    path.write_text("\n".join([json.dumps(changed), lines[1], ""]), encoding="utf-8")
    with pytest.raises(BadRoots, match="line 1"):
        read_roots(tmp_path)


def test_a_trigger_that_refuses_nothing_any_more_is_named(office: Path) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            name = "register_decision_no_update"
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [name])
            ((sql,),) = cursor.fetchall()
            cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(sql.replace(" BEGIN ", " WHEN 0 BEGIN "))
        else:
            name = "register_decision_only_added"
            cursor.execute(f"DROP TRIGGER {name} ON register_decision")
            cursor.execute(
                f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON register_decision FOR EACH ROW WHEN (false) "
                "EXECUTE FUNCTION tawthiq_only_added()"
            )
    assert faults(office) == [f"trigger {name}: it no longer refuses everything; rows of the chain can be changed"]


def first_toll() -> Any:
    from tawthiq.workbench.register.models import Claim

    tolls = Claim.objects.filter(field="toll", account__incident__isnull=False).select_related("account__document")
    return tolls.order_by("pk").first()


def called(claim: Any) -> str:
    return f"claim:{claim.account.document.key}#{claim.account.number}/{claim.field}/{claim.number}"


def test_a_number_changed_beside_its_quote_is_named(office: Path) -> None:
    from tawthiq.workbench.register.models import Account, Claim

    claim = first_toll()
    Claim.objects.filter(pk=claim.pk).update(low=99)
    assert faults(office) == [f"{called(claim)}: low is 99, and its value gives {claim.low}"]
    Claim.objects.filter(pk=claim.pk).update(low=claim.low)
    record = json.loads(json.dumps(claim.account.record))
    record["tolls"][claim.number]["best"] = 99
    Account.objects.filter(pk=claim.account_id).update(record=record)
    assert faults(office) == [f"account:{claim.account.document.key}#{claim.account.number}: it is not what was read"]


def test_a_claims_state_or_value_that_nobody_ruled_is_named(office: Path, officer: Callable[..., Any]) -> None:
    from tawthiq.workbench.register.actions.claims import correct_claim
    from tawthiq.workbench.register.actions.undo import undo
    from tawthiq.workbench.register.models import Claim, Decision

    claim = first_toll()
    value = {**claim.account.record["tolls"][claim.number], "low": 99, "high": 99, "best": 99}
    amal = officer("reviewer")
    correct_claim(amal, claim, value, reason="the source says so")
    assert faults(office) == []
    undo(amal, Decision.objects.order_by("-pk").first(), reason="it does not")
    assert faults(office) == []
    other = Claim.objects.filter(field="actor").select_related("account__document").order_by("pk").first()
    Claim.objects.filter(pk=other.pk).update(state="rejected")
    Claim.objects.filter(pk=claim.pk).update(record={**value, "best": 98})
    found = [f for f in faults(office) if " gives " not in f]
    assert sorted(found) == sorted(
        [
            f"{called(other)}: its state is 'rejected', and no decision gave it",
            f"{called(claim)}: a person's value stands there that no decision gave",
        ]
    )


def test_a_published_figure_that_its_accounts_do_not_give_is_named(office: Path) -> None:
    from tawthiq.workbench.register.checks import published_faults
    from tawthiq.workbench.register.models import Incident

    Incident.objects.update(published=True, state="registered")
    assert list(published_faults()) == []
    one = Incident.objects.exclude(killed_min=None).order_by("key").first()
    Incident.objects.filter(pk=one.pk).update(killed_min=one.killed_min + 90)
    record = {**one.record, "grade": "G4"}
    Incident.objects.filter(pk=one.pk).update(record=record)
    assert sorted(published_faults()) == [
        f"incident:{one.key}: grade is not what its accounts give",
        f"incident:{one.key}: killed_min is {one.killed_min + 90}, and its accounts give {one.killed_min}",
    ]


def test_what_was_opened_or_ruled_on_without_a_decision_is_named(office: Path) -> None:
    from tawthiq.workbench.register.models import Document, Source

    document, source = Document.objects.order_by("key").first(), Source.objects.order_by("key").first()
    Document.objects.filter(pk=document.pk).update(own_access="public")
    Source.objects.filter(pk=source.pk).update(source_type="un")
    assert faults(office) == [
        f"source:{source.key}: source_type is 'un', and the decisions give ''",
        f"document:{document.key}: access is 'public', it came in as 'internal', and no decision opened it",
    ]

"""The register as persons decided it: the same where they said nothing; their rulings in it where they did."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any


def _lines(path: Path) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [record for record in found if "error" not in record]


def test_without_rulings_it_is_what_was_built(office: Path) -> None:
    from tawthiq.domain.records import document_record, extraction_record, incident_record
    from tawthiq.workbench.register.as_decided import decided_register

    found = decided_register()
    documents = [document_record(e.document) for e in found.extractions]
    for mine, built in zip(documents, sorted(_lines(office / "documents.jsonl"), key=lambda d: d["id"]), strict=True):
        assert {k: v for k, v in mine.items() if v != built[k]} == {}
    told = [json.loads(json.dumps(extraction_record(e))) for e in found.extractions]
    for mine, built in zip(told, sorted(_lines(office / "accounts.jsonl"), key=lambda d: d["id"]), strict=True):
        assert mine == built
    assert [json.loads(json.dumps(incident_record(i))) for i in found.incidents] == sorted(
        _lines(office / "incidents.jsonl"), key=lambda i: i["id"]
    )
    assert {o.id for o in found.origins} == {o["id"] for o in _lines(office / "origins.jsonl")}


def _rejected(officer: Callable[..., Any]) -> tuple[Any, Any]:
    """An incident's first toll that has one after it, rejected by a person."""
    from tawthiq.workbench.register.actions.claims import reject_claim as reject
    from tawthiq.workbench.register.models import Claim

    claims = Claim.objects.filter(field="toll", number=0, account__incident__isnull=False)
    claim = next(c for c in claims.order_by("pk") if c.account.claims.filter(field="toll").count() > 1)
    return claim, reject(officer("analyst"), claim, reason="another event")


def test_a_rejected_toll_is_out_and_what_comes_after_it_moves_up(office: Path, officer: Callable[..., Any]) -> None:
    from tawthiq.workbench.register.as_decided import decided_register
    from tawthiq.workbench.register.models import Claim

    claim, _ = _rejected(officer)
    found = decided_register()
    account = claim.account
    told = next(e for e in found.extractions if e.document.id == account.document.key)
    spans = [(t.quote.span.start, t.quote.span.end) for t in told.accounts[account.number].tolls]
    assert (claim.start, claim.end) not in spans
    assert len(spans) == account.claims.filter(field="toll").count() - 1
    incident = next(i for i in found.incidents if i.id == account.incident.key)
    account.incident.refresh_from_db()
    moved = 0
    for toll, before in zip(incident.tolls, account.incident.record["tolls"], strict=True):
        for (document, number, position), (_, _, claim_number) in zip(toll.claims, before["claims"], strict=True):
            there = next(e for e in found.extractions if e.document.id == document).accounts[number].tolls[position]
            its = Claim.objects.get(
                account__document__key=document, account__number=number, field="toll", number=claim_number
            )
            assert (there.quote.span.start, there.quote.span.end) == (its.start, its.end)
            moved += position != claim_number
    assert moved


def test_a_rejected_account_is_out_and_references_follow(office: Path, officer: Callable[..., Any]) -> None:
    from tawthiq.workbench.register.as_decided import decided_register
    from tawthiq.workbench.register.models import Account
    from tawthiq.workbench.register.reweigh import reweigh

    accounts = Account.objects.filter(number=0, incident__isnull=False).order_by("pk")
    account = next(a for a in accounts if a.document.accounts.exclude(incident=None).count() > 1)
    incident = account.incident
    Account.objects.filter(pk=account.pk).update(state="rejected")
    reweigh(incident)
    found = decided_register()
    told = next(e for e in found.extractions if e.document.id == account.document.key)
    assert len(told.accounts) == account.document.accounts.count() - 1
    for weighed in found.incidents:
        for document, number in weighed.accounts:
            extraction = next(e for e in found.extractions if e.document.id == document)
            assert number < len(extraction.accounts)
    beside = account.document.accounts.exclude(pk=account.pk).exclude(incident=None).order_by("number").first()
    moved = next(i for i in found.incidents if i.id == beside.incident.key)
    position = [a for a in moved.accounts if a[0] == account.document.key]
    assert (account.document.key, beside.number - 1) in position


def test_only_what_was_published_is_there_when_asked(office: Path) -> None:
    from tawthiq.workbench.register.as_decided import decided_register
    from tawthiq.workbench.register.models import Document, Incident

    assert decided_register(published_only=True).incidents == ()
    incident = Incident.objects.filter(documents__gt=1).order_by("key").first()
    Incident.objects.filter(pk=incident.pk).update(state="registered", published=True)
    found = decided_register(published_only=True)
    assert [i.id for i in found.incidents] == [incident.key]
    assert {e.document.id for e in found.extractions} == {d for d, _ in incident.record["accounts"]}
    assert sum(len(e.accounts) for e in found.extractions) == len(incident.record["accounts"])
    Document.objects.filter(key=incident.record["accounts"][0][0]).update(access="restricted")
    assert incident.record["accounts"][0][0] not in {
        e.document.id for e in decided_register(published_only=True).extractions
    }
    Incident.objects.filter(pk=incident.pk).update(access="sealed")
    assert decided_register(published_only=True).incidents == ()


def test_a_victim_whom_persons_took_out_of_an_account_is_not_quoted_either(office: Path, tmp_path: Path) -> None:
    """A person read a name in a sentence that the report quotes, and another took the claim out again."""
    from tawthiq.cli.persons_left_out import named, persons_left_out
    from tawthiq.cli.write_register import write_register
    from tawthiq.workbench.register.as_decided import decided_register, persons_named
    from tawthiq.workbench.register.models import Claim

    def report(known: dict[str, list[Any]] | None) -> str:
        write_register(decided_register(), tmp_path, began=0.0, known=known)
        return "".join((tmp_path / f"report.{lang}.html").read_text(encoding="utf-8") for lang in ("ar", "en"))

    tolls = Claim.objects.filter(field="toll", account__incident__isnull=False).select_related("account__document")
    plain = report(None)
    toll, name = next(
        (t, words)
        for t in tolls.order_by("pk")
        if len(after := t.account.document.text[t.end : t.end + 60].split(".")[0].split()) > 3
        and all(word.isalpha() for word in after[1:3])
        and (words := " ".join(after[1:3])) in plain
    )
    start = toll.account.document.text.index(name)
    record = {"name": name, "role": "victim", "text": name, "span": [start, start + len(name)], "rule": "", "key": ""}
    Claim.objects.create(account=toll.account, field="person", number=99, state="rejected", text=name, record=record)
    known = {d: [named(*person) for person in people] for d, people in persons_named(decided_register()).items()}
    assert [p.name for p in known[toll.account.document.key] if p.role == "victim"] == [name]
    assert name not in report(known)
    assert [p.name for p in persons_left_out(tmp_path)[toll.account.document.key] if p.role == "victim"] == [name]

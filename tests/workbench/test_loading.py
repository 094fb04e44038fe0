"""A built register comes in whole, comes in once, and what persons ruled outlasts a rebuild."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_everything_of_the_register_is_there(office: Path) -> None:
    from tawthiq.workbench.register.models import Account, Claim, Document, Incident

    documents, accounts, incidents = (_lines(office / f"{n}.jsonl") for n in ("documents", "accounts", "incidents"))
    assert Document.objects.count() == len([d for d in documents if "error" not in d])
    assert Account.objects.count() == sum(len(a["accounts"]) for a in accounts)
    assert {i.key: i.record for i in Incident.objects.all()} == {i["id"]: i for i in incidents}
    tolls = sum(len(a["tolls"]) for line in accounts for a in line["accounts"])
    assert Claim.objects.filter(field="toll").count() == tolls > 20
    for claim in Claim.objects.exclude(start=None).select_related("account__document"):
        assert claim.account.document.text[claim.start : claim.end] == claim.text


def test_accounts_stand_in_the_incidents_of_the_register(office: Path) -> None:
    from tawthiq.workbench.register.models import Account

    homes = {(d, n): i["id"] for i in _lines(office / "incidents.jsonl") for d, n in i["accounts"]}
    found = {
        a.ref: a.incident.key for a in Account.objects.exclude(incident=None).select_related("document", "incident")
    }
    assert found == homes


def test_weighing_anew_without_a_ruling_changes_nothing(office: Path) -> None:
    from tawthiq.workbench.register.models import Incident
    from tawthiq.workbench.register.reweigh import reweigh

    for incident in Incident.objects.all():
        before = json.dumps(incident.record, sort_keys=True)
        assert json.dumps(reweigh(incident).record, sort_keys=True) == before, incident.key


def test_the_same_register_is_not_loaded_twice(office: Path) -> None:
    from tawthiq.workbench.register.loading import load

    assert load(office) is False


def test_a_folder_that_is_no_register_is_named(tmp_path: Path) -> None:
    from tawthiq.workbench.register.loading import NotARegister, load

    with pytest.raises(NotARegister, match=r"documents\.jsonl: no such file"):
        load(tmp_path)
    for name in ("documents", "accounts", "incidents", "findings"):
        (tmp_path / f"{name}.jsonl").write_text("{broken\n" if name == "accounts" else "", encoding="utf-8")
    with pytest.raises(NotARegister, match=r"accounts\.jsonl: line 1 is no JSON"):
        load(tmp_path)


def test_a_rebuild_keeps_what_persons_ruled(office: Path, officer: Any, tmp_path: Path) -> None:
    import shutil

    from tawthiq.workbench.register.actions.accounts import move_account
    from tawthiq.workbench.register.actions.claims import reject_claim
    from tawthiq.workbench.register.loading import load
    from tawthiq.workbench.register.models import Account, Claim, Incident

    analyst = officer("analyst")
    claim = (
        Claim.objects.filter(field="toll", account__incident__documents__gte=2)
        .select_related("account__document")
        .first()
    )
    assert claim is not None
    reject_claim(analyst, claim, reason="counts the wounded, not the dead")
    account = (
        Account.objects.filter(incident__documents=1)
        .exclude(pk=claim.account_id)
        .select_related("document", "incident")
        .first()
    )
    other = Incident.objects.filter(documents__gte=2).first()
    assert account is not None
    assert other is not None
    move_account(analyst, account, other, reason="the same event")
    again = tmp_path / "again"
    shutil.copytree(office, again, ignore=shutil.ignore_patterns("workbench"))
    lines = _lines(again / "accounts.jsonl")
    for line in lines:  # a later version reads every account a little differently
        for told in line["accounts"]:
            told["rule"] = "another.rule"
    (again / "accounts.jsonl").write_text(
        "".join(json.dumps(x, ensure_ascii=False) + "\n" for x in lines), encoding="utf-8"
    )
    assert load(again)
    kept = Claim.objects.get(
        account__document__key=claim.account.document.key,
        account__number=claim.account.number,
        field="toll",
        number=claim.number,
    )
    assert kept.state == "rejected"
    moved = Account.objects.get(document__key=account.document.key, number=account.number)
    assert moved.incident is not None
    assert moved.incident.key == other.key
    assert moved.placed_by == "person"
    cited = [ref for t in Incident.objects.get(pk=kept.account.incident_id).record["tolls"] for ref in t["claims"]]
    assert [kept.account.document.key, kept.account.number, kept.number] not in cited

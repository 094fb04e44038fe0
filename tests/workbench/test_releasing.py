"""`tawthiq release` on a register that the workbench holds: only what persons published goes out, and two persons sign."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Ran, run

AT = ("--at", "2026-01-01T00:00:00Z")


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    (folder / "words").write_text("a long phrase\n", encoding="utf-8")
    assert run("release", "key", "--out", folder / "amal.pem").status == 0
    assert run("release", "key", "--out", folder / "basim.pem", "--passphrase-file", folder / "words").status == 0
    return folder


@pytest.fixture
def published(officer: Callable[..., Any]) -> list[Any]:
    """Every incident but one registered and published, by the persons who may."""
    from tawthiq.workbench.register.actions.incidents import is_sensitive, publish, set_state
    from tawthiq.workbench.register.actions.proposals import approve, propose
    from tawthiq.workbench.register.models import Incident

    amal, reviewer = officer("publisher", "amal"), officer("reviewer", "rima")
    incidents = list(Incident.objects.order_by("key"))[1:]
    for incident in incidents:
        set_state(reviewer, incident, "registered", reason="read")
        incident.refresh_from_db()
        if is_sensitive(incident):
            approve(
                reviewer,
                propose(amal, "incident.publish", f"incident:{incident.key}", {}, reason="ready"),
                reason="so it is",
            )
        else:
            publish(amal, incident, True, reason="ready")
        incident.refresh_from_db()
    return incidents


def release(office: Path, out: Path, keys: Path, *more: str | Path) -> Ran:
    return run("release", "--register", office, "--out", out, "--key", keys / "amal.pem", "--by", "amal", *AT, *more)


def records(out: Path) -> dict[str, Any]:
    lines = (out / "data" / "incidents.jsonl").read_text(encoding="utf-8").splitlines()
    return {record["id"]: record for record in map(json.loads, lines)}


def test_two_persons_make_a_release_that_verifies_anywhere(
    office: Path, published: list[Any], keys: Path, tmp_path: Path
) -> None:
    made = release(office, tmp_path / "r", keys)
    assert (made.status, made.err) == (0, "")
    assert "proposed by amal" in made.out
    from tawthiq.domain.from_records import incident_from_record
    from tawthiq.publish.public import public_id

    assert records(tmp_path / "r").keys() == {public_id(incident_from_record(i.record)) for i in published}
    from tawthiq.workbench.register.models import Custody

    written = Custody.objects.filter(act="released").get()
    assert (written.subject, written.detail["by"]) == ("release:1", "amal")
    assert written.detail["manifest"] == hashlib.sha256((tmp_path / "r/data/release.json").read_bytes()).hexdigest()
    half = run("verify", tmp_path / "r")
    assert half.status == 1
    assert "not approved: 1 of 2" in half.err
    second = run(
        "release", "approve", tmp_path / "r", "--key", keys / "basim.pem", "--by", "basim", "--passphrase-file", keys / "words", *AT
    )  # fmt: skip
    assert (second.status, second.err) == (0, "")
    elsewhere = Path(shutil.move(tmp_path / "r", tmp_path / "elsewhere"))
    whole = run("verify", elsewhere, "--signer", keys / "amal.pem.pub", "--signer", keys / "basim.pem.pub")
    assert (whole.status, whole.err) == (0, "")
    assert "signed by basim" in whole.out
    again = run("release", "approve", elsewhere, "--key", keys / "amal.pem", "--by", "carim")
    assert again.status == 1
    assert "approved it already" in again.err
    with (elsewhere / "data" / "parity.csv").open("ab") as file:
        file.write(b"\n")
    broken = run("verify", elsewhere)
    assert broken.status == 1
    assert "data/parity.csv" in broken.err


def test_the_person_and_the_key_that_proposed_cannot_approve(
    office: Path, published: list[Any], keys: Path, tmp_path: Path
) -> None:
    assert release(office, tmp_path / "r", keys).status == 0
    own_key = run("release", "approve", tmp_path / "r", "--key", keys / "amal.pem", "--by", "basim")
    assert own_key.status == 1
    assert "another person" in own_key.err
    own_name = run(
        "release", "approve", tmp_path / "r", "--key", keys / "basim.pem", "--by", "AMAL", "--passphrase-file", keys / "words"
    )  # fmt: skip
    assert own_name.status == 1
    assert "another must approve" in own_name.err
    locked = run("release", "approve", tmp_path / "r", "--key", keys / "basim.pem", "--by", "basim")
    assert locked.status == 1
    assert "passphrase" in locked.err
    assert "not approved" in run("verify", tmp_path / "r").err


def test_nothing_goes_out_that_nobody_published(
    office: Path, officer: Callable[..., Any], keys: Path, tmp_path: Path
) -> None:
    officer("publisher", "amal")
    done = release(office, tmp_path / "r", keys)
    assert done.status == 1
    assert "no incident is published" in done.err
    assert not (tmp_path / "r").exists()


def test_a_register_that_the_workbench_never_opened_is_refused(
    office: Path, keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    bare = tmp_path / "bare"
    shutil.copytree(office, bare, ignore=shutil.ignore_patterns("workbench"))
    done = release(bare, tmp_path / "r", keys)
    assert done.status == 1
    assert "no person has decided anything" in done.err
    assert not (bare / "workbench").exists()


def test_who_may_not_publish_cannot_release(
    office: Path, published: list[Any], officer: Callable[..., Any], keys: Path, tmp_path: Path
) -> None:
    for name in ("rima", "nobody"):
        done = run("release", "--register", office, "--out", tmp_path / "r", "--key", keys / "amal.pem", "--by", name)
        assert done.status == 1
        assert "may publish" in done.err


def test_a_fault_in_the_register_forbids_a_release(
    office: Path, published: list[Any], keys: Path, tmp_path: Path
) -> None:
    original = next(p for p in sorted((office / "originals").rglob("*")) if p.is_file())
    raw, mode = original.read_bytes(), original.stat().st_mode
    original.chmod(0o644)
    try:
        original.write_bytes(raw + b" ")
        done = release(office, tmp_path / "r", keys)
    finally:
        original.write_bytes(raw)
        original.chmod(mode)
    assert done.status == 1
    assert original.name in done.err
    assert "nothing was released" in done.err


def test_a_register_built_anew_since_is_refused(office: Path, published: list[Any], keys: Path, tmp_path: Path) -> None:
    from tawthiq.workbench.register.models import State

    State.objects.filter(name="register").update(value="another")
    done = release(office, tmp_path / "r", keys)
    assert done.status == 1
    assert "built anew" in done.err


def test_a_table_that_does_not_add_up_forbids_a_release(
    office: Path, published: list[Any], keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tawthiq.publish.period.register_query import RegisterQuery

    real = RegisterQuery.totals
    monkeypatch.setattr(RegisterQuery, "totals", lambda *a: {k: v + 1 for k, v in real(*a).items()})
    done = release(office, tmp_path / "r", keys)
    assert done.status == 1
    assert "D17" in done.err
    assert not (tmp_path / "r").exists()


def test_rulings_go_out_and_withdrawals_are_told(
    office: Path, published: list[Any], officer: Callable[..., Any], keys: Path, tmp_path: Path
) -> None:
    from tawthiq.workbench.register.actions.claims import reject_claim
    from tawthiq.workbench.register.actions.incidents import publish
    from tawthiq.workbench.register.models import Claim
    from tawthiq.workbench.staff.models import User

    assert release(office, tmp_path / "one", keys).status == 0
    approved = run(
        "release", "approve", tmp_path / "one", "--key", keys / "basim.pem", "--by", "basim", "--passphrase-file", keys / "words"
    )  # fmt: skip
    assert approved.status == 0
    claims = Claim.objects.filter(field="toll", code="killed", account__incident__in=published)
    claim = next(c for c in claims.order_by("pk") if c.account.claims.filter(field="toll").count() > 1)
    reject_claim(officer("analyst"), claim, reason="another event")
    gone = next(i for i in published if i.pk != claim.account.incident_id)
    gone.refresh_from_db()
    publish(User.objects.get(username="amal"), gone, False, reason="asked for by the family")
    done = release(office, tmp_path / "two", keys, "--previous", tmp_path / "one")
    assert (done.status, done.err) == (0, "")
    before, now = records(tmp_path / "one"), records(tmp_path / "two")
    assert before.keys() - now.keys() == {gone.key}
    mine = claim.account.incident.key

    def spans(record: Any) -> int:
        return sum(len(figure["evidence"]) for figure in record["figures"])

    assert spans(now[mine]) < spans(before[mine])
    log = [json.loads(x) for x in (tmp_path / "two" / "data" / "corrections.jsonl").read_text("utf-8").splitlines()]
    assert next(line for line in log if line["change"] == "gone")["was"] == "withdrawn"


def test_a_restricted_report_gives_neither_figure_nor_name(
    office: Path, published: list[Any], keys: Path, tmp_path: Path
) -> None:
    from tawthiq.workbench.register.models import Document

    Document.objects.filter(accounts__incident__in=published).update(access="restricted")
    one = Document.objects.order_by("pk").first()
    assert one is not None
    Document.objects.filter(pk=one.pk).update(access="internal")
    done = release(office, tmp_path / "r", keys)
    assert done.status == 0, done.err
    for record in records(tmp_path / "r").values():
        assert {s["id"] for s in record["sources"]} <= {one.key}
        assert {e["document"] for f in record["figures"] for e in f["evidence"]} <= {one.key}


def test_a_release_is_never_written_over(office: Path, keys: Path, tmp_path: Path) -> None:
    done = release(office, tmp_path, keys)
    assert done.status == 2
    assert "never written over" in done.err
    key = run("release", "key", "--out", keys / "amal.pem")
    assert key.status == 2


def test_verify_asks_for_one_thing(tmp_path: Path) -> None:
    assert run("verify").status == 2
    assert run("verify", tmp_path, "--register", tmp_path).status == 2
    assert run("verify", tmp_path).status == 1

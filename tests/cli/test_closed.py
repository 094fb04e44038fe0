"""What persons closed in the workbench since the build leaves by no command at the prompt; what was destroyed lies on in no file."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.processes import opened, ran
from tests.conftest import ROOT
from tests.databases import address

SEAL = """
import sys
from pathlib import Path
from tawthiq.workbench.opening import load_register, prepare
prepare(Path(sys.argv[1]))
load_register(Path(sys.argv[1]))
from tawthiq.workbench.register.actions.identities import destroy, give_consent, take_down, withdraw
from tawthiq.workbench.register.models import Document, State
from tawthiq.workbench.staff.models import User
from tawthiq.custody.identities import new_key
import datetime, json
State.objects.create(name="identity_key", value=new_key()[1])
amal, basim = (User.objects.create(username=name, role=role) for name, role in (("badr", "analyst"), ("basim", "senior")))
told = Document.objects.get(key="strike.en.txt")
witness = take_down(amal, "witness", "Zubayda Qanqarish", documents=[told], reason="interview")
withdraw(amal, give_consent(amal, witness, ["keep"], datetime.date(2020, 5, 1), reason="x"), reason="asked us to")
sealed = bytes(witness.sealed).hex()
destroy(basim, witness, reason="over")
held = [p.name for p in Path(sys.argv[1]).rglob("*") if p.is_file() and bytes.fromhex(sealed)[100:200] in p.read_bytes()]
print(json.dumps(held))
"""


@pytest.fixture(scope="module")
def office(built: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A register whose witness withdrew, and was destroyed; and in which files what was sealed still stood, the office being open."""
    register = opened(Path(shutil.copytree(built, tmp_path_factory.mktemp("closed") / "register")))
    done = subprocess.run(
        [sys.executable, "-c", SEAL, str(register)], cwd=ROOT, capture_output=True, text=True,
        env={**os.environ, **address(register)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return register, json.loads(done.stdout)


def test_what_was_destroyed_is_in_no_file_while_the_office_is_open(office: tuple[Path, list[str]]) -> None:
    assert office[1] == []


@pytest.mark.parametrize(
    "command",
    [
        ("export", "--format", "csv"),
        ("export", "--format", "csv", "--internal"),
        ("timeline",),
        ("bag",),
    ],
)
def test_a_withdrawn_report_leaves_by_no_command(
    command: tuple[str, ...], office: tuple[Path, list[str]], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    done = ran(*command, "--register", office[0], "--out", out)
    assert done.returncode != 0
    assert "1 reports and 0 incidents were closed in the workbench since it was built" in done.stderr
    assert not out.exists()


def test_the_decided_register_leaves_without_it(office: tuple[Path, list[str]], tmp_path: Path) -> None:
    out = tmp_path / "decided"
    done = ran("decided", "--register", office[0], "--out", out)
    assert done.returncode == 0, done.stderr
    kept = (out / "documents.jsonl").read_text(encoding="utf-8")
    assert "strike.en.txt" not in kept
    assert kept.count("\n") > 1
    assert ran("verify", "--register", out).returncode == 0
    assert ran("export", "--register", out, "--format", "csv", "--out", tmp_path / "incidents.csv").returncode == 0
    assert ran("bag", "--register", out, "--out", tmp_path / "bag").returncode == 0


def test_the_record_of_a_destruction_is_signed_by_the_two_whom_it_names(
    office: tuple[Path, list[str]], tmp_path: Path
) -> None:
    register = ("--register", office[0])
    prints = []
    for name in ("badr", "basim"):
        key = tmp_path / f"{name}.pem"
        made = ran("release", "key", "--out", key)
        prints.append(made.stdout.split("public key ")[1].strip())
        stranger = ran("identities", "sign", *register, "--key", key, "--by", "amal")
        assert stranger.returncode == 2
        assert "no record of a destruction names them" in stranger.stderr
        signed = ran("identities", "sign", *register, "--key", key, "--by", name)
        assert (signed.returncode, signed.stderr) == (0, "")
        assert signed.stdout == f"1 signed by {name}, key {prints[-1]}\n"
    again = ran("identities", "sign", *register, "--key", tmp_path / "badr.pem", "--by", "basim")
    assert again.returncode == 2
    assert "this key has signed in the name of badr" in again.stderr
    listed = ran("identities", "records", *register).stdout.splitlines()
    assert [line.split("\t")[1:] for line in listed[1:]] == [["badr", prints[0]], ["basim", prints[1]]]
    verified = ran("verify", *register)
    assert verified.returncode == 0, verified.stderr

"""A root goes out, a time authority's stamp comes back, and `verify` holds both against the register."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.processes import opened, ran
from tests.cli.running import run
from tests.databases import asked, copied, drop_guard

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl plays the time authority")

CONFIG = """
[tsa]
default_tsa = office
[office]
dir = .
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
"""


def openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A time authority of our own: a certificate, a key for stamps, and openssl to sign with."""
    folder = tmp_path_factory.mktemp("authority")
    (folder / "tsa.cnf").write_text(CONFIG, encoding="utf-8")
    (folder / "serial").write_text("01\n", encoding="utf-8")
    (folder / "ext.cnf").write_text(
        "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n"
        "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n",
        encoding="utf-8",
    )
    openssl(
        folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "30",
        "-subj", "/CN=Test Authority", "-addext", "keyUsage=critical,keyCertSign,cRLSign",
    )  # fmt: skip
    openssl(
        folder, "req", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Stamps"
    )
    openssl(
        folder, "x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "30",
        "-extfile", "ext.cnf", "-out", "tsa.pem",
    )  # fmt: skip
    return folder


def signed(authority: Path, request: Path) -> Path:
    """The authority's reply to a request."""
    reply = request.with_suffix(".tsr")
    openssl(authority, "ts", "-reply", "-config", "tsa.cnf", "-queryfile", str(request), "-out", str(reply))
    return reply


@pytest.fixture(scope="module")
def rooted(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with a workbench and one root taken. Read-only: each test has its copy."""
    register = opened(Path(shutil.copytree(built, tmp_path_factory.mktemp("rooted") / "register")))
    done = ran("roots", "take", "--register", register)
    assert done.returncode == 0, done.stderr
    return register


@pytest.fixture
def office(rooted: Path, tmp_path: Path) -> Path:
    return copied(rooted, tmp_path / "register")


def test_a_root_is_stamped_and_verified(office: Path, authority: Path, tmp_path: Path) -> None:
    request = tmp_path / "root.tsq"
    assert run("roots", "request", "--register", office, "--out", request).status == 0
    reply = signed(authority, request)
    done = ran("roots", "stamp", reply, "--trust", authority / "ca.pem", "--register", office)
    assert done.returncode == 0, done.stderr
    assert "stamped" in run("roots", "list", "--register", office).out
    verified = ran("verify", "--register", office, "--trust", authority / "ca.pem")
    assert verified.returncode == 0, verified.stderr


def test_another_authority_is_not_trusted(office: Path, authority: Path, tmp_path: Path) -> None:
    openssl(
        tmp_path, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "o.key", "-out", "other.pem", "-days", "9",
        "-subj", "/CN=Somebody", "-addext", "keyUsage=critical,keyCertSign",
    )  # fmt: skip
    request = tmp_path / "root.tsq"
    run("roots", "request", "--register", office, "--out", request)
    done = ran("roots", "stamp", signed(authority, request), "--trust", tmp_path / "other.pem", "--register", office)
    assert done.returncode == 2
    assert "did not sign" in done.stderr
    assert not (office / "stamps").exists()


def test_a_stamp_of_another_root_and_a_broken_one_are_named(office: Path, authority: Path, tmp_path: Path) -> None:
    request = tmp_path / "root.tsq"
    run("roots", "request", "--register", office, "--out", request)
    reply = signed(authority, request)
    root = run("roots", "list", "--register", office).out.split("\t")[1]
    (office / "stamps").mkdir()
    shutil.copy(reply, office / "stamps" / f"{'0' * 64}.tsr")
    (office / "stamps" / f"{root}.tsr").write_bytes(reply.read_bytes()[:-40])
    done = ran("verify", "--register", office, "--trust", authority / "ca.pem")
    assert done.returncode == 1
    said = done.stderr.splitlines()
    assert f"stamps/{'0' * 64}.tsr: no such root was taken" in said[0]
    assert f"stamps/{root}.tsr: " in said[1]


def test_a_changed_root_and_a_chain_that_was_cut_are_named(office: Path) -> None:
    gone = [drop_guard(office, table) for table in ("register_decision", "register_custody")]
    asked(office, "DELETE FROM register_custody WHERE id = (SELECT MAX(id) FROM register_custody)")
    path = office / "roots.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace('"count": ', '"count": 1'), encoding="utf-8")
    done = ran("verify", "--register", office)
    assert done.returncode == 1
    assert f"{gone[1]}: missing" in done.stderr
    assert "its hash is not that of its content" in done.stderr


def test_a_stamp_or_a_root_that_was_taken_away_is_named(office: Path, authority: Path, tmp_path: Path) -> None:
    request = tmp_path / "root.tsq"
    run("roots", "request", "--register", office, "--out", request)
    assert (
        ran(
            "roots", "stamp", signed(authority, request), "--trust", authority / "ca.pem", "--register", office
        ).returncode
        == 0
    )
    root = run("roots", "list", "--register", office).out.split("\t")[1]
    assert ran("verify", "--register", office, "--root", root).returncode == 0
    (office / "stamps" / f"{root}.tsr").unlink()
    done = ran("verify", "--register", office)
    assert done.returncode == 1
    assert f"stamps/{root}.tsr: it was brought, and is gone" in done.stderr
    (office / "roots.jsonl").unlink()
    done = ran("verify", "--register", office, "--root", root)
    assert f"the root {root} was stamped, and is gone" in done.stderr
    assert f"root {root}: the register has no such root" in done.stderr


def test_a_root_taken_out_between_two_others_is_named(office: Path) -> None:
    for _ in range(2):
        assert ran("roots", "take", "--register", office).returncode == 0
    path = office / "roots.jsonl"
    first, _, third = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(first + third, encoding="utf-8")
    done = ran("verify", "--register", office)
    assert done.returncode == 1
    assert "line 2: the root before it is missing or another" in done.stderr

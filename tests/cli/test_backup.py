"""A register comes back from its backup as it was, with what persons ruled; taken while others write."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pyrage
import pytest

from tests.cli.processes import opened, ran
from tests.cli.running import run
from tests.databases import asked, contents, made, of_sqlite


@pytest.fixture(scope="module")
def office(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with a workbench."""
    return opened(Path(shutil.copytree(built, tmp_path_factory.mktemp("office") / "register")))


@pytest.fixture
def password(tmp_path: Path) -> Path:
    path = tmp_path / "password"
    path.write_text("سرّ طويل بما يكفي\n", encoding="utf-8")
    return path


def files(folder: Path) -> dict[str, bytes]:
    """A register's files, but for the database, whose pages may lie otherwise."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and p.name != "workbench.db" and "static" not in p.parts
    }


def test_a_register_comes_back_whole(office: Path, password: Path, tmp_path: Path) -> None:
    out, back = tmp_path / "office.backup", made(tmp_path / "back")
    done = ran("backup", "--register", office, "--out", out, "--password-file", password)
    assert (done.returncode, done.stderr) == (0, "")
    assert str(out) in done.stdout
    again = ran("restore", out, "--register", back, "--password-file", password)
    assert again.returncode == 0, again.stderr
    assert files(back) == files(office)
    assert contents(back, "register_custody") == contents(office, "register_custody") != []
    assert (back / "workbench").stat().st_mode & 0o077 == 0
    verified = ran("verify", "--register", back)
    assert verified.returncode == 0, verified.stderr
    assert asked(back, "SELECT act FROM register_custody ORDER BY id")[-1] == ("restored",)


def test_a_register_without_a_workbench_is_backed_up_too(built: Path, tmp_path: Path) -> None:
    out, back = tmp_path / "register.backup", tmp_path / "back"
    done = run("backup", "--register", built, "--out", out, "--open")
    assert (done.status, done.err) == (0, "")
    assert run("restore", out, "--register", back).status == 0
    assert files(back) == files(built)


def test_an_unsealed_backup_is_said_to_be_one(built: Path, tmp_path: Path) -> None:
    done = run("backup", "--register", built, "--out", tmp_path / "register.backup")
    assert done.status == 0
    assert "not sealed" in done.err


def test_a_backup_for_keys_opens_with_the_key_alone(built: Path, tmp_path: Path) -> None:
    identity = pyrage.x25519.Identity.generate()
    out, keys = tmp_path / "register.backup", tmp_path / "keys.txt"
    keys.write_text(f"# made today\n{identity}\n", encoding="utf-8")
    done = run("backup", "--register", built, "--out", out, "--recipient", str(identity.to_public()))
    assert done.status == 0
    assert "read it back" in done.err
    refused = run("restore", out, "--register", tmp_path / "no")
    assert refused.status == 1
    assert "sealed" in refused.err
    assert not (tmp_path / "no").exists()
    assert run("restore", out, "--register", tmp_path / "back", "--key-file", keys).status == 0
    assert files(tmp_path / "back") == files(built)


def test_a_wrong_password_restores_nothing(built: Path, password: Path, tmp_path: Path) -> None:
    out, other = tmp_path / "register.backup", tmp_path / "other"
    other.write_text("another\n", encoding="utf-8")
    assert run("backup", "--register", built, "--out", out, "--password-file", password).status == 0
    done = run("restore", out, "--register", tmp_path / "back", "--password-file", other)
    assert done.status == 1
    assert done.complaints == [f"tawthiq: {out}: the password is another; nothing was restored"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["other", "password", "register.backup"]


def test_a_damaged_backup_restores_nothing(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "register.backup"
    assert run("backup", "--register", built, "--out", out, "--open").status == 0
    raw = bytearray(out.read_bytes())
    at = raw.index(b'"killed"')
    raw[at + 1] ^= 1
    out.write_bytes(raw)
    done = run("restore", out, "--register", tmp_path / "back")
    assert done.status == 1
    assert "is not what was backed up" in done.err
    assert not (tmp_path / "back").exists()


@of_sqlite
def test_a_damaged_database_is_named_and_not_backed_up(office: Path, tmp_path: Path) -> None:
    register = Path(shutil.copytree(office, tmp_path / "register"))
    database = register / "workbench" / "workbench.db"
    raw = bytearray(database.read_bytes())
    raw[8_192 : 8_192 + 3_000] = b"\xff" * 3_000
    database.write_bytes(raw)
    done = ran("backup", "--register", register, "--out", tmp_path / "x.backup", "--open")
    assert done.returncode == 1
    assert "workbench.db" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "x.backup").exists()


def test_nothing_is_restored_over_a_register(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "register.backup"
    assert run("backup", "--register", built, "--out", out, "--open").status == 0
    there = tmp_path / "there"
    there.mkdir()
    (there / "kept").write_text("mine", encoding="utf-8")
    done = run("restore", out, "--register", there)
    assert done.status == 2
    assert (there / "kept").read_text(encoding="utf-8") == "mine"


def test_links_are_named_and_left_out(built: Path, tmp_path: Path) -> None:
    register = Path(shutil.copytree(built, tmp_path / "register"))
    os.symlink("/etc/passwd", register / "strange")
    done = run("backup", "--register", register, "--out", tmp_path / "x.backup", "--open")
    assert done.status == 0
    assert "strange: a link" in done.err
    assert b"root:x:" not in (tmp_path / "x.backup").read_bytes()


def test_a_backup_into_the_register_itself_is_refused(built: Path) -> None:
    assert run("backup", "--register", built, "--out", built / "x.backup").status == 2


def test_an_export_at_the_prompt_is_written_down(office: Path, tmp_path: Path) -> None:
    done = ran("export", "--register", office, "--format", "csv", "--out", tmp_path / "incidents.csv", "--internal")
    assert done.returncode == 0, done.stderr
    ((act, role, detail),) = asked(office, "SELECT act, role, detail FROM register_custody ORDER BY id DESC LIMIT 1")
    assert (act, role) == ("exported", "prompt")
    assert (json.loads(detail) if isinstance(detail, str) else detail)["internal"] is True

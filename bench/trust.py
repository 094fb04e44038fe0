"""The table of trust: `python -m bench.trust [--rounds N] [--minutes M]` (`make trust`); writes bench/TRUST.md.

Kills processes, fills disks, cuts power and rots pages N times of each kind (tests/faults), lets twenty people work on one register for M
minutes on SQLite and, where its server is installed, on PostgreSQL (bench/reviewers.py), runs the tests of hostile input, secrets and
neutrality, and writes down what was seen. It ends with status 1 where anything was lost.
"""

from __future__ import annotations

import argparse
import json
import os
import pwd
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tawthiq import __version__

ROOT = Path(__file__).parent.parent
POSTGRES = Path("/usr/lib/postgresql/15/bin")
SUITES = {
    "tests/custody tests/cli/test_backup.py tests/cli/test_roots.py tests/workbench/test_custody.py": "custody: tampering, backups, stamps",
    "tests/workbench/test_security.py tests/workbench/test_signin.py": "workbench: roles, sign-in, OWASP risks",
    "tests/cli/test_hostile.py tests/ingest tests/workbench/test_inbox.py": "hostile input",
    "tests/workbench/test_identities.py tests/workbench/test_canaries.py tests/workbench/test_signed_records.py "
    "tests/custody/test_redaction.py tests/workbench/test_redaction.py": "secrets: canaries, consent, redaction",
    "tests/neutrality": "neutrality",
}
"""Test folders whose outcome stands in the table."""


def faults(rounds: int, results: Path) -> bool:
    """Runs tests/faults with so many rounds of each kind."""
    environment = {**os.environ, "TAWTHIQ_FAULTS": str(rounds), "TAWTHIQ_FAULTS_RESULTS": str(results)}
    done = subprocess.run([sys.executable, "-m", "pytest", "-q", "tests/faults"], cwd=ROOT, env=environment)
    return done.returncode == 0


def suites(results: Path) -> bool:
    """Runs the test folders that there are, and keeps how many tests passed."""
    sound = True
    for folders, name in SUITES.items():
        there = [f for f in folders.split() if (ROOT / f).exists()]
        if not there:
            continue
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-o", "addopts=", "-q", "-p", "no:cacheprovider", *there],
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        lines = done.stdout.strip().splitlines()
        with results.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"what": f"tests: {name}", "outcome": lines[-1] if lines else "?"}) + "\n")
        sound &= done.returncode == 0
    return sound


def reviewers(minutes: float, results: Path) -> bool:
    """Lets people work, on SQLite and on PostgreSQL."""
    command = [sys.executable, "-m", "bench.reviewers", str(minutes), "--out", str(results)]
    bare = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    sound = subprocess.run(command, cwd=ROOT, env=bare).returncode == 0
    if not (POSTGRES / "initdb").is_file():
        return sound
    with postgres() as url:
        return subprocess.run(command, cwd=ROOT, env={**bare, "DATABASE_URL": url}).returncode == 0 and sound


@contextmanager
def postgres(port: int = 54_331) -> Iterator[str]:
    """A PostgreSQL server of our own with an empty database; stopped at the end."""
    with tempfile.TemporaryDirectory(prefix="tawthiq-pg-") as name:
        folder, before = Path(name), []
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
            before = ["runuser", "-u", "postgres", "--"]

        def run(*words: str) -> None:
            subprocess.run([*before, *words], check=True, stdout=subprocess.DEVNULL, cwd="/")

        run(str(POSTGRES / "initdb"), "-D", f"{folder}/db", "-A", "trust", "-U", "postgres")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
        run(str(POSTGRES / "pg_ctl"), "-w", "-D", f"{folder}/db", "-o", options, "-l", f"{folder}/log", "start")
        try:
            run(str(POSTGRES / "createdb"), "-h", str(folder), "-p", str(port), "-U", "postgres", "office")
            yield f"postgresql://postgres@127.0.0.1:{port}/office"
        finally:
            run(str(POSTGRES / "pg_ctl"), "-D", f"{folder}/db", "-m", "fast", "stop")


def table(records: list[dict[str, Any]], rounds: int, minutes: float) -> str:
    """The results as a page."""
    lines = [
        "# What was tried, and what was lost",
        "",
        f"Tawthiq {__version__}; `make trust` writes this page ({rounds} rounds of each fault, {minutes:g} minutes of load).",
        "A round kills, fills, cuts or rots at a moment or place drawn anew.",
        "",
        "| tried | figures |",
        "|---|---|",
    ]
    for record in records:
        figures = ", ".join(f"{k.replace('_', ' ')} {_said(v)}" for k, v in record.items() if k != "what" and v != [])
        lines.append(f"| {record['what']} | {figures} |")
    return "\n".join(lines) + "\n"


def _said(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def main() -> None:
    """Runs everything and writes the table."""
    options = argparse.ArgumentParser()
    options.add_argument("--rounds", type=int, default=200)
    options.add_argument("--minutes", type=float, default=10.0)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="tawthiq-trust-") as name:
        results = Path(name) / "results.jsonl"
        results.touch()
        sound = [faults(asked.rounds, results), reviewers(asked.minutes, results), suites(results)]
        records = [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()]
    (ROOT / "bench" / "TRUST.md").write_text(table(records, asked.rounds, asked.minutes), encoding="utf-8")
    print(f"bench/TRUST.md: {len(records)} lines")
    if not all(sound):
        sys.exit(1)


if __name__ == "__main__":
    main()

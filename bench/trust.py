"""The table of trust: `python -m bench.trust [--rounds N] [--minutes M] [--seconds S] [PART …]` (`make trust`); writes bench/TRUST.md.

Four parts, all where none is named. `faults`: kills processes, fills disks, cuts power and rots pages N times of each kind (tests/faults).
`load`: twenty people work on one register for M minutes on SQLite and, where its server is installed, on PostgreSQL (bench/reviewers.py).
`tests`: those of custody, roles, hostile input, secrets and neutrality. `fuzz`: every target for S seconds, where Atheris is installed
(bench/fuzz). What was seen is kept in bench/trust.jsonl with its day; what is tried again takes the place of its old row, the others stand
with the day they were measured. `--only` chooses faults by pytest's expression (`-k`). It ends with status 1 where anything was lost or found.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import pwd
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tawthiq import __version__

ROOT = Path(__file__).parent.parent
POSTGRES = Path("/usr/lib/postgresql/15/bin")
KEPT = ROOT / "bench" / "trust.jsonl"
"""Every row of the table: part, day, what was tried, and its figures."""
PAGE = ROOT / "bench" / "TRUST.md"
SUITES = {
    "tests/custody tests/cli/test_backup.py tests/cli/test_roots.py tests/workbench/test_custody.py": "custody: tampering, backups, stamps",
    "tests/workbench/test_security.py tests/workbench/test_signin.py": "workbench: roles, sign-in, OWASP risks",
    "tests/cli/test_hostile.py tests/ingest tests/workbench/test_inbox.py": "hostile input",
    "tests/workbench/test_identities.py tests/workbench/test_canaries.py tests/workbench/test_signed_records.py "
    "tests/custody/test_redaction.py tests/workbench/test_redaction.py": "secrets: canaries, consent, redaction",
    "tests/neutrality": "neutrality",
}
"""Test folders whose outcome stands in the table."""


def faults(rounds: int, results: Path, only: str = "") -> bool:
    """Runs tests/faults, those that `only` chooses, with so many rounds of each kind."""
    environment = {**os.environ, "TAWTHIQ_FAULTS": str(rounds), "TAWTHIQ_FAULTS_RESULTS": str(results)}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", str(os.cpu_count() or 1), "tests/faults", "-k", only],
        cwd=ROOT,
        env=environment,
    )
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


def fuzz(seconds: int, results: Path) -> bool:
    """Feeds every target for so many seconds."""
    if importlib.util.find_spec("atheris") is None:
        print("fuzz: Atheris is not installed (the extra `fuzz`); its rows stay what they were")
        return True
    command = [sys.executable, "-m", "bench.fuzz", "--seconds", str(seconds), "--out", str(results)]
    return subprocess.run(command, cwd=ROOT).returncode == 0


def merged(kept: list[dict[str, Any]], fresh: list[dict[str, Any]], part: str, day: str) -> list[dict[str, Any]]:
    """The rows of all parts in the order of PARTS: what was tried again stands where it stood, what is new at its part's end."""
    rows = {row["what"]: row for row in kept}
    rows.update((row["what"], {"part": part, "on": day, **row}) for row in fresh)
    return sorted(rows.values(), key=lambda row: PARTS.index(row["part"]))


def table(records: list[dict[str, Any]]) -> str:
    """The results as a page."""
    lines = [
        "# What was tried, and what was lost",
        "",
        f"Tawthiq {__version__}; `make trust` writes this page from `bench/trust.jsonl`. A round kills, fills, cuts or rots at a moment or place drawn anew.",
        "What is measured for hours is measured apart: a million documents in [RESULTS-grow.md](RESULTS-grow.md), the worst texts in",
        "[docs/hostile-input.md](../docs/hostile-input.md). Each claim of the threat model names its test in [docs/threats.md](../docs/threats.md).",
        "",
        "| tried | figures | measured on |",
        "|---|---|---|",
    ]
    for record in records:
        said = ((k, v) for k, v in record.items() if k not in ("what", "part", "on") and v != [])
        figures = ", ".join(f"{k.replace('_', ' ')} {_said(v)}" for k, v in said)
        lines.append(f"| {record['what']} | {figures} | {record['on']} |")
    return "\n".join(lines) + "\n"


def _said(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


PARTS = ("faults", "load", "tests", "fuzz")


def main() -> None:
    """Runs the parts asked for and writes the table."""
    options = argparse.ArgumentParser(prog="python -m bench.trust")
    options.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    options.add_argument("--only", default="", metavar="EXPRESSION")
    options.add_argument("--rounds", type=int, default=200)
    options.add_argument("--minutes", type=float, default=10.0)
    options.add_argument("--seconds", type=int, default=180)
    asked = options.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        options.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    runs: dict[str, Callable[[Path], bool]] = {
        "faults": lambda results: faults(asked.rounds, results, asked.only),
        "load": lambda results: reviewers(asked.minutes, results),
        "tests": suites,
        "fuzz": lambda results: fuzz(asked.seconds, results),
    }
    sound = []
    for part in asked.parts or PARTS:
        with tempfile.TemporaryDirectory(prefix="tawthiq-trust-") as name:
            results = Path(name) / "results.jsonl"
            results.touch()
            sound.append(runs[part](results))
            fresh = _rows(results)
        rows = merged(_rows(KEPT), fresh, part, datetime.now(UTC).date().isoformat())
        KEPT.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        PAGE.write_text(table(rows), encoding="utf-8")
        print(f"bench/TRUST.md: {part}: {len(fresh)} rows")
    if not all(sound):
        sys.exit(1)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


if __name__ == "__main__":
    main()

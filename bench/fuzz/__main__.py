"""Fuzzes every target for a while: `python -m bench.fuzz [--seconds N] [TARGET …]`, or `make fuzz`.

Each target runs in a process of its own with a corpus folder in the system's temporary place; what breaks a promise is printed
with the bytes that did it and kept beside the corpus. The exit status is 1 where anything was found. Needs the extra `fuzz`.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

SECONDS_A_INPUT = 10
"""One input of a few kB that takes longer hangs."""
MEMORY_MB = 2_500
"""Memory of the process; the dictionary and the interpreter's own instrumentation take some 600."""
_DONE = re.compile(r"Done (\d+) runs|#(\d+)\s")


def child(name: str, folder: Path, seconds: int) -> None:
    """Runs one target until the time is up or something is found."""
    import atheris

    with atheris.instrument_imports(
        include=[
            "tawthiq.extract",
            "tawthiq.text",
            "tawthiq.ingest",
            "tawthiq.publish.exports",
            "tawthiq.domain",
            "tawthiq.audit",
            "tawthiq.reconcile",
        ]
    ):
        from bench.fuzz.targets import TARGETS
    target = TARGETS[name]
    for number, seed in enumerate(target.seeds):
        (folder / f"seed-{number}").write_bytes(seed)
        target.run(seed)
    options = [f"-max_total_time={seconds}", f"-max_len={target.longest}", f"-timeout={SECONDS_A_INPUT}",
               f"-rss_limit_mb={MEMORY_MB}", f"-artifact_prefix={folder}/found-", "-print_final_stats=1"]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(folder)], target.run)
    atheris.Fuzz()


def main() -> int:
    """Runs the targets asked for, all where none is."""
    from bench.fuzz.targets import TARGETS

    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=int, default=60, help="time of each target")
    parser.add_argument("--folder", type=Path, help="where the corpus is kept and grows from run to run")
    parser.add_argument("--out", type=Path, help="a file of JSON Lines to which the figures of each target are added")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    root = asked.folder or Path(tempfile.mkdtemp(prefix="tawthiq-fuzz-"))
    if asked.child:
        child(asked.targets[0], root, asked.seconds)
        return 0
    failed = 0
    for name in asked.targets or list(TARGETS):
        folder = root / name
        folder.mkdir(parents=True, exist_ok=True)
        command = [
            sys.executable,
            "-m",
            "bench.fuzz",
            "--child",
            "--seconds",
            str(asked.seconds),
            "--folder",
            str(folder),
            name,
        ]
        ran = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
        runs = max((int(a or b) for a, b in _DONE.findall(ran.stdout + ran.stderr)), default=0)
        print(f"{name:12} {runs:>9,} runs  {'nothing found' if ran.returncode == 0 else 'FOUND'}", flush=True)
        if asked.out:
            row = {
                "what": f"fuzz: {name}",
                "runs": runs,
                "minutes": round(asked.seconds / 60, 1),
                "found": int(ran.returncode != 0),
            }
            with asked.out.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row) + "\n")
        if ran.returncode:
            failed += 1
            print((ran.stdout + ran.stderr)[-3000:])
    print(f"corpus and findings: {root}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

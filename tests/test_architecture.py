"""The rooms look down, never up, never sideways; modules stay small enough to read."""

import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT


def test_import_contracts_hold() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_module_is_past_450_lines() -> None:
    long = {
        p.relative_to(ROOT).as_posix(): n
        for p in (ROOT / "tawthiq").rglob("*.py")
        if (n := len(p.read_text("utf-8").splitlines())) > 450
    }
    assert not long


def test_every_module_opens_with_its_rule_in_words() -> None:
    silent = [p.as_posix() for p in (ROOT / "tawthiq").rglob("*.py") if not p.read_text("utf-8").startswith('"""')]
    assert not silent


def test_no_arabic_word_stands_in_python_code() -> None:
    """Words of the languages live in knowledge/. Docstrings and comments may give examples; code may not."""
    import ast

    # Letters of the script and how they are spelled, not words: folding, transliteration, spelling of names.
    allowed = {"text/fold.py", "text/phrases.py", "text/unmask.py", "text/names.py", "knowledge/place_spelling.py"}
    found = []
    for path in (ROOT / "tawthiq").rglob("*.py"):
        name = path.relative_to(ROOT / "tawthiq").as_posix()
        if name in allowed:
            continue
        tree = ast.parse(path.read_text("utf-8"))
        docs = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            bare = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            if bare:
                docs.add(id(node.value))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
                arabic = [c for c in node.value if "\u0620" <= c <= "\u064a"]
                if len(arabic) > 2 and "[" not in node.value:  # a class of letters in a pattern is no word
                    found.append(f"{name}:{node.lineno}: {node.value[:40]}")
    assert not found


def test_every_test_that_opens_a_workbench_runs_on_postgresql_too() -> None:
    """`make test-postgres` finds them by what they ask for a database; none opens one by itself."""
    opens = ("tawthiq.workbench.opening", '"serve"', '"staff", "add"')
    asks = ("tests.databases", "tests.cli.processes", "tests.browser.serving", "tests.faults.works")
    found = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        if path.parent.name != "workbench"
        and path != Path(__file__)
        and any(word in (text := path.read_text(encoding="utf-8")) for word in opens)
        and not any(word in text for word in asks)
    ]
    assert found == []

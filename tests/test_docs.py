"""The documents speak of what is there: every path they name exists, every command is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tawthiq.cli import COMMANDS
from tests.conftest import ROOT

PAGES = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")
MADE = ("demo-register", "originals/", "out/", ".venv", "register.db", "report.ar.html", "report.en.html")
"""Names of what the commands make; these need not be in the repository."""
_QUOTED = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"[\w.<>*/-]+")
_FILES = re.compile(r"\.(?:py|toml|tsv|md|db|html|csv|jsonl|json|geojson|ini)$|/$")


def paths_in(page: str) -> list[str]:
    """What a page quotes that looks like a path: one word that ends like a file or a folder."""
    quoted = _QUOTED.findall((ROOT / page).read_text(encoding="utf-8"))
    return [word for word in quoted if _PATH.fullmatch(word) and _FILES.search(word) and not word.startswith("http")]


def is_there(path: str) -> bool:
    """Whether a path exists, from the root, among the examples or within a room; `<name>` and `*` stand for any name."""
    if any(path.startswith(made) for made in MADE) or path in written():
        return True
    pattern = re.sub(r"<[^>]*>", "*", path).rstrip("/")
    within = (ROOT, ROOT / "examples")
    return any(any(f.glob(pattern)) for f in within) or any((ROOT / "tawthiq").rglob(pattern))


def written() -> frozenset[str]:
    """The files that a register consists of, as `write_register.py` and the exports name them."""
    package = ROOT / "tawthiq"
    sources = [
        package / "cli" / "write_register.py",
        package / "custody" / "build_files.py",
        *(ROOT / "tawthiq" / "publish" / "exports").glob("*.py"),
    ]
    return frozenset(re.findall(r'"([\w.]+\.\w+)"', "\n".join(p.read_text(encoding="utf-8") for p in sources)))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_only_files_that_exist(page: str) -> None:
    assert [path for path in paths_in(page) if not is_there(path)] == []


def test_the_check_would_notice_a_path_that_is_gone() -> None:
    assert len(paths_in("CONTRIBUTING.md")) > 10
    assert not is_there("tawthiq/nowhere/file.py")
    assert not is_there("gone.toml")


@pytest.mark.parametrize("page", PAGES)
def test_links_between_pages_lead_somewhere(page: str) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", (ROOT / page).read_text(encoding="utf-8"))
    assert [t for t in targets if "://" not in t and not (ROOT / t).exists()] == []


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_named(command: str) -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    text = "\n".join(p.read_text(encoding="utf-8") for p in pages)
    assert re.search(rf"\btawthiq {command}\b", text), f"tawthiq {command} is named in neither README nor docs"


def test_every_target_that_is_spoken_of_is_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in PAGES:
        named = set(re.findall(r"`make ([a-z-]+)`", (ROOT / page).read_text(encoding="utf-8")))
        assert named <= targets, page


def test_the_rooms_of_the_table_are_the_folders() -> None:
    table = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").split("## Rooms")[1].split("## ")[0]
    named = {Path(room.rstrip("/")).name for room in re.findall(r"^\| `([\w.]+/?)`", table, re.MULTILINE)}
    rooms = {p.name for p in (ROOT / "tawthiq").iterdir() if p.is_dir() and (p / "__init__.py").is_file()}
    assert rooms - named == set()


@pytest.mark.parametrize("page", ["docs/threats.md", "docs/running.md", "docs/custody.md", "SECURITY.md"])
def test_every_test_and_file_that_a_page_of_trust_leans_on_is_there(page: str) -> None:
    words = _QUOTED.findall((ROOT / page).read_text(encoding="utf-8"))
    leans = {w for w in words if re.match(r"(?:tests|bench|deploy|docs)/[\w./-]+$", w)}
    leans |= set(re.findall(r"\]\((docs/[\w./-]+)\)", (ROOT / page).read_text(encoding="utf-8")))
    assert [w for w in sorted(leans) if not (ROOT / w).exists()] == []


def test_every_claim_of_the_threat_model_names_a_test_that_can_fail() -> None:
    rows = [
        line
        for line in (ROOT / "docs" / "threats.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| ") and not line.startswith(("| may try |", "| risk |"))
    ]
    assert len(rows) > 40
    for row in rows:
        held_by = row.rstrip("| ").rpartition("|")[2]
        named = [w.partition("::") for w in _QUOTED.findall(held_by)]
        paths = [ROOT / path for path, _, _ in named]
        for path, _, test in named:
            assert not test or f"def {test}(" in (ROOT / path).read_text(encoding="utf-8"), row
        files = [f for p in paths for f in (p.rglob("test_*.py") if p.is_dir() else [p])]
        assert any("assert" in f.read_text(encoding="utf-8") for f in files if f.suffix in (".py", "")) or any(
            f.name == ".importlinter" for f in files
        ), row

"""What is installed is whole: words, places, templates and the console script go with the code.

No wheel is built here, for that takes a network; what hatch reads is checked instead: the package is named, nothing of it is
excluded or ignored by git, and every data file is found as an installed program would find it.
"""

from __future__ import annotations

import ast
import importlib
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from tawthiq import __version__
from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DATA = sorted(
    p.relative_to(ROOT / "tawthiq").as_posix()
    for p in (ROOT / "tawthiq").rglob("*")
    if p.is_file() and p.suffix not in (".py", ".pyc")
)


def test_there_is_data_of_every_kind() -> None:
    assert {Path(name).suffix for name in DATA} >= {".toml", ".tsv", ".j2", ".css"}
    assert len(DATA) > 40


@pytest.mark.parametrize("name", DATA)
def test_a_data_file_is_found_as_a_resource(name: str) -> None:
    resource = files("tawthiq").joinpath(name)
    assert resource.is_file()
    assert resource.read_bytes()


def test_every_folder_of_code_is_a_package() -> None:
    folders = {p.parent for p in (ROOT / "tawthiq").rglob("*.py")}
    assert [f for f in folders if not (f / "__init__.py").is_file()] == []


def test_the_wheel_holds_the_package_and_leaves_nothing_out() -> None:
    target = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert target["packages"] == ["tawthiq"]
    everywhere = PROJECT["tool"]["hatch"]["build"]
    for table in (target, everywhere):
        assert not {"exclude", "only-include", "include"} & set(table)


def test_git_ignores_no_file_of_the_package() -> None:
    """Hatch leaves out what git ignores."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("no git here")
    sources = [f"tawthiq/{name}" for name in DATA] + [
        p.relative_to(ROOT).as_posix() for p in (ROOT / "tawthiq").rglob("*.py")
    ]
    done = subprocess.run(
        ["git", "check-ignore", "--no-index", "--stdin"],
        cwd=ROOT, input="\n".join(sources), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout == ""


def test_the_console_script_is_there() -> None:
    module, _, name = PROJECT["project"]["scripts"]["tawthiq"].partition(":")
    assert callable(getattr(importlib.import_module(module), name))


def test_the_version_is_where_hatch_looks_for_it() -> None:
    text = (ROOT / PROJECT["tool"]["hatch"]["version"]["path"]).read_text(encoding="utf-8")
    assert re.search(rf'^__version__ = "{re.escape(__version__)}"$', text, re.MULTILINE)


def imported(path: Path) -> set[str]:
    """The top-level names that a module imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def test_every_library_that_is_imported_is_asked_for() -> None:
    asked = {re.split(r"[<>=\[;]", r)[0].strip().lower().replace("-", "_") for r in PROJECT["project"]["dependencies"]}
    distributions = {"docx": "python_docx", "allauth": "django_allauth", "csp": "django_csp", "ninja": "django_ninja"}
    # jinja2 requires markupsafe and gives its strings; mypy brings mypy_extensions, which is imported for mypy alone (domain/light.py)
    brought_along = {"markupsafe", "mypy_extensions"}
    used = set().union(*(imported(path) for path in (ROOT / "tawthiq").rglob("*.py")))
    foreign = {distributions.get(name, name) for name in used - set(sys.stdlib_module_names) - {"tawthiq"}}
    assert foreign - asked - brought_along == {
        "fontTools",
        "httpx",
        "psycopg",
        "pyspark",
        "resvg_py",
        "statsmodels",
        "weasyprint",
    }  # the extras `llm`, `postgres`, `spark`, `estimate`, `pdf` and `docx`
    assert len(foreign) > 8


def test_what_only_an_extra_brings_is_imported_where_it_is_used() -> None:
    """Everything but asking a model and running on Spark goes without them; the tests bring them along."""
    extras = PROJECT["project"]["optional-dependencies"]
    assert extras["llm"][0] in extras["dev"]
    assert extras["estimate"][0] in extras["dev"]
    extra = {re.split(r"[<>=\[;]", r)[0] for r in (*extras["llm"], *extras["spark"], *extras["estimate"])} - {"pandas"}
    code = f"import sys, tawthiq.readers.openai, tawthiq.cli.extract, tawthiq.cli.build, tawthiq.cli.estimate; print(any(n in sys.modules for n in {extra}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"

"""Registers under test, made once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES
from tests.databases import made
from tests.faults.killing import run_whole
from tests.faults.works import build, open_office

FIRST = ("hamidiyah-susah.en.txt", "hamidiyah-update.ar.txt", "khan-shaykhun.en.txt")
MORE = ("khan-shaykhun.ar.html", "sukkari-barrel-bombs-2014.ar.txt")


@pytest.fixture(scope="package")
def reports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder of reports, and one with more of them."""
    few, many = tmp_path_factory.mktemp("few"), tmp_path_factory.mktemp("many")
    for name in FIRST:
        shutil.copy(EXAMPLES / name, few / name)
    for name in (*FIRST, *MORE):
        shutil.copy(EXAMPLES / name, many / name)
    return few, many


@pytest.fixture(scope="package")
def old(reports: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register of the few reports."""
    out = tmp_path_factory.mktemp("old") / "register"
    run_whole(build, reports[0], out)
    return out


@pytest.fixture(scope="package")
def office(old: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with a workbench."""
    register = made(Path(shutil.copytree(old, tmp_path_factory.mktemp("office") / "register")))
    run_whole(open_office, register)
    return register

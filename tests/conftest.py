"""What all tests share: golden files, the shared folder where there is one, and no network."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tawthiq.domain.account import Extraction
from tawthiq.domain.register import Register
from tawthiq.pipeline import extract_all, make_register, read_all

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
EXAMPLES = ROOT / "examples"
settings.register_profile("no clock", deadline=None)
settings.load_profile("no clock")  # a busy machine fails no test


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite tests/golden; read the diff before you commit it"
    )


@pytest.fixture
def shared() -> Path:
    """The folder of reference material beside the project; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not on this machine")
    return SHARED


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares text with tests/golden/<name>, line by line; with --update-golden writes it instead."""

    def check(name: str, content: str) -> None:
        path = ROOT / "tests" / "golden" / name
        if request.config.getoption("--update-golden"):
            path.write_text(content, encoding="utf-8")
            return
        assert path.is_file(), f"no golden file {name}: run pytest --update-golden and read it"
        assert content.splitlines() == path.read_text(encoding="utf-8").splitlines()

    return check


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing here may open a connection to another machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        local = self.family == socket.AF_UNIX or (
            isinstance(address, tuple) and address[0] in ("127.0.0.1", "::1", "localhost")
        )
        if not local:
            raise AssertionError(f"the program tried to reach {address}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)
    return


@pytest.fixture(scope="session")
def examples_told() -> dict[str, Extraction]:
    """Everything that was read out of the examples, by document id."""
    told = extract_all(read_all([EXAMPLES]))
    return {t.document.id: t for t in told if isinstance(t, Extraction)}


@pytest.fixture(scope="session")
def examples_register(examples_told: dict[str, Extraction]) -> Register:
    """The register of the examples."""
    return make_register(examples_told.values())

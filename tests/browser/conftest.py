"""The examples as a published register, with one hostile report among them, and Debian's Chromium to look at it.

Skipped, with the reason, where Chromium or the Python package playwright is missing; browsers are never downloaded.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tawthiq.domain.document import Document, Published
from tawthiq.domain.register import Register
from tawthiq.pipeline import extract_all, make_register, read_all
from tawthiq.publish import write_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent.parent
SCREENSHOTS = ROOT / "screenshots"

HOSTILE = Document(
    id='hostile"><script>window.owned = "id"</script>',
    text=(
        "قُتل 6 مدنيين <script>window.owned = 'text'</script> في غارة جوية على مدينة سراقب يوم 3 آذار 2015\n"
        "وأصيب 4 آخرون <img src=x onerror=\"window.owned = 'image'; alert(1)\"> بجروح، </blockquote></details><h1>خارج</h1>\n"
    ),
    title="</title></bdi><script>window.owned = 'title'; alert(2)</script>",
    publisher="<svg onload=\"window.owned = 'publisher'\">",
    url="javascript:window.owned='address'",
    published=Published(basis="none"),
)
"""Each part tries to set `window.owned` or to open a dialog; none may."""


@dataclass(frozen=True)
class Pages:
    """The pages on disk and the register they were made from."""

    register: Register
    folder: Path

    def page(self, lang: str) -> Path:
        return self.folder / f"report.{lang}.html"


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The examples and the hostile report, read, linked, weighed and written once."""
    register = make_register(extract_all(chain(read_all([ROOT / "examples"]), [HOSTILE])))
    folder = tmp_path_factory.mktemp("published")
    for lang in ("ar", "en"):
        write_report(register, lang, folder / f"report.{lang}.html")
    return Pages(register, folder)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not on this machine (Debian: apt-get install chromium)")
    sync_api = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed (pip install -e '.[browser]')"
    )
    with sync_api.sync_playwright() as playwright:
        # Chromium's own sandbox refuses to run as root, which is what containers run tests as
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        opened = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield opened
        opened.close()

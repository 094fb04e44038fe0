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
from typing import TYPE_CHECKING, Any

import pytest

from tawthiq.domain.document import Document, Published
from tawthiq.domain.register import Register
from tawthiq.pipeline import extract_all, make_register, read_all
from tawthiq.publish import write_report
from tests.browser.offices import CHOSEN, GRAVE, OFFICERS, UNKNOWN, Desk
from tests.browser.serving import COOKIE, served, signed_in, tawthiq
from tests.conftest import EXAMPLES, ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

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


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[tuple[str, dict[str, Any]]]:
    """A workbench with an officer of each role in it: its address, and their sessions."""
    folder = tmp_path_factory.mktemp("office")
    source, out = folder / "reports", folder / "register"
    source.mkdir()
    for name in CHOSEN:
        shutil.copy(EXAMPLES / name, source / name)
    (source / "grave.en.txt").write_text(GRAVE, encoding="utf-8")
    for lang, text in UNKNOWN.items():
        (source / f"unknown.{lang}.txt").write_text(text, encoding="utf-8")
    tawthiq("build", str(source), "--out", str(out))
    sessions = signed_in(out, OFFICERS)
    with served(out) as address:
        yield address, sessions


@pytest.fixture(params=["ar", "en"])
def desk(request: pytest.FixtureRequest, office: tuple[str, dict[str, Any]], browser: Browser) -> Iterator[Desk]:
    """Opens a page as an officer, in one language; nothing may go wrong on the console, and no other host be asked."""
    address, sessions = office
    wrong: list[str] = []
    contexts = []

    def opened(name: str, path: str, script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": 1350, "height": 950}, base_url=address, java_script_enabled=script
        )
        contexts.append(context)
        cookies = {COOKIE: sessions[name], "tawthiq_language": request.param}
        context.add_cookies([{"name": key, "value": value, "url": address} for key, value in cookies.items()])
        page = context.new_page()
        page.on("pageerror", lambda e: wrong.append(str(e)))
        page.on("request", lambda r: None if r.url.startswith((address, "data:")) else wrong.append(r.url))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []

"""What an office at work is made of in browser tests: its reports and its officers; how a form is sent, and a picture kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.serving import follow
from tests.conftest import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCREENSHOTS = ROOT / "screenshots"
CHOSEN = (
    "joura-qusour-anniversary.ar.html", "joura-qusour-statement-2012.ar.txt", "joura-qusour-retrospective.en.txt",
    "hamidiyah-susah-news.ar.html", "hamidiyah-update.ar.txt", "hamidiyah-susah.en.txt", "hass-school.en.txt", "ariha-market.ar.txt", "statistics-wrong-sums.ar.txt",
)  # fmt: skip
GRAVE = "Homs, 14 March 2013 - Regime forces killed two people and raped four women in the Karm al-Zaytoun district of Homs on Tuesday 12 March 2013, a local network said.\n"
UNKNOWN = {
    "en": "Idlib, 6 June 2014 - An air strike on Tell Qanqarish killed three civilians on Thursday 5 June 2014, a local network said.",
    "ar": "إدلب 9 حزيران 2014 - قُتل أربعة مدنيين في غارة جوية على تل قنقريش يوم الأحد 8 حزيران 2014، بحسب شبكة محلية.",
}
"""Reports from a place whose name only the office knows."""
OFFICERS = {
    "amal": "analyst", "rima": "reviewer", "samir": "senior", "huda": "senior", "nour": "publisher", "karim": "collector", "adel": "admin", "tariq": "auditor",
}  # fmt: skip
Desk = Callable[..., "Page"]
"""Opens a page as an officer: name, path, and whether scripts may run."""


def keep(page: Page, name: str) -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    lang = page.locator("html").get_attribute("lang")
    page.screenshot(path=str(Path(SCREENSHOTS) / f"office-{name}.{lang}.png"), full_page=True)


def send(page: Page, action: str, reason: str = "seen and weighed", **values: str) -> None:
    """Fills and sends the form whose address ends so; it must be taken."""
    held = "".join(f":has([name={name}])" for name in values)
    form = page.locator(f"form[action$='{action}']{held}").first
    for opened in form.locator("xpath=ancestor::details[not(@open)]").all():
        opened.locator("summary").first.click()
    for name, value in values.items():
        box = form.locator(f"[name={name}]").first
        box.select_option(value) if box.evaluate("e => e.tagName") == "SELECT" else box.fill(value)
    form.locator("input[name=reason]").fill(reason)
    follow(form.locator("button").last)
    assert page.locator(".messages .error").count() == 0, page.locator(".messages").inner_text()
    assert page.locator(".messages .success").count() == 1


def approve(page: Page) -> None:
    """Approves what was proposed last."""
    page.goto("/queues/proposals/")
    form = page.locator("form[action$='/approve/']").last
    form.locator("input[name=reason]").fill("I have seen it too")
    follow(form.locator("button"))
    assert page.locator(".messages .success").count() == 1, page.locator("main").inner_text()

"""Dossier, timeline and anniversaries as a reader opens them: nothing fetched, judged by axe, nothing sticking out on a telephone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tawthiq.publish.anniversaries.entries import entries
from tawthiq.publish.anniversaries.page import render_page
from tawthiq.publish.dossier import make_dossier, render_dossier
from tawthiq.publish.register_files import cases_of
from tawthiq.publish.timeline.days import timeline
from tawthiq.publish.timeline.page import render_timeline
from tawthiq.publish.wording import wording
from tests.browser.conftest import Pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

NARROW = 390
OUTSIDE = """() => [...document.querySelectorAll("main *:not(svg *)")].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width && (box.left < -1 || box.right > innerWidth + 1) && !e.closest("thead");
}).map(e => e.tagName + "." + e.className + " " + e.textContent.trim().slice(0, 40))"""


@pytest.fixture(params=["ar", "en"])
def pages(request: pytest.FixtureRequest, published: Pages, tmp_path: Path) -> list[Path]:
    """A dossier of many tellings, one of a single one, the timeline and the anniversaries of a year."""
    lang, register = str(request.param), published.register
    by_tellings = sorted(register.incidents, key=lambda i: (-len(i.accounts), i.id))
    w = wording(lang, "dossier", "timeline", "anniversaries")
    first, last = date(2020, 1, 1), date(2020, 12, 31)
    texts = {
        "many": render_dossier(make_dossier(register, by_tellings[0], lang), other="x.html"),
        "one": render_dossier(make_dossier(register, by_tellings[-1], lang)),
        "timeline": render_timeline(timeline(register, w), w, other="x.html"),
        "anniversaries": render_page(entries(cases_of(register), first, last, w), first, last, w, other="x.html"),
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.html").write_text(text, encoding="utf-8")
    return sorted(tmp_path.iterdir())


def test_pages_are_whole_accessible_and_fit_a_telephone(browser: Browser, pages: list[Path]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    assert len(pages) == 4
    for path in pages:
        page = browser.new_page(
            viewport={"width": 1280, "height": 900}, bypass_csp=True
        )  # axe is a script; the page has none
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))  # type: ignore[misc]
        page.goto(path.as_uri())
        assert asked == [path.as_uri()]
        assert page.evaluate("document.querySelectorAll('script, img, iframe, form').length") == 0
        wanted = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}}
        violations = axe.Axe().run(page, options=wanted).response["violations"]
        assert [(path.name, v["id"], v["nodes"][0]["html"][:120]) for v in violations] == []
        page.set_viewport_size({"width": NARROW, "height": 844})
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW, path.name
        assert page.evaluate(OUTSIDE) == [], path.name
        page.close()


def test_a_footnote_leads_to_its_sentence_and_back(browser: Browser, pages: list[Path]) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(next(path for path in pages if path.name == "many.html").as_uri())
    link = page.locator("#narrative .ref a").first
    target = (link.get_attribute("href") or "").lstrip("#")
    link.click()
    note = page.locator(f"#{target}")
    assert note.locator("blockquote mark").count() >= 1
    note.locator("a.back").click()
    assert page.url.endswith("#narrative")
    page.close()

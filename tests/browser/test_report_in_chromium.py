"""The two reports as a reader opens them: nothing fetched, nothing run, Arabic shaped, every figure one click from its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tawthiq.publish.period.numbers import numbers
from tawthiq.publish.period.report import make
from tawthiq.publish.period.report import page as period_page
from tawthiq.publish.period.term import Term
from tawthiq.publish.report import CSP
from tawthiq.publish.trace import Trace
from tests.browser.conftest import HOSTILE, Pages
from tests.browser.offices import SCREENSHOTS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

pytestmark = pytest.mark.browser

LANGUAGES = ("ar", "en")
WIDE, NARROW = 1280, 390

ARABIC = """() => {
  const draw = document.createElement("canvas").getContext("2d");
  draw.font = "64px " + getComputedStyle(document.querySelector("blockquote:lang(ar)")).fontFamily;
  const width = text => draw.measureText(text).width;
  return {joined: width("بيت"), apart: [..."بيت"].map(width).reduce((a, b) => a + b),
          tofu: width("\\u{10FFFE}"), letters: [..."ادسم"].map(width)};
}"""


@dataclass
class Visit:
    """A page and what it did while it was looked at."""

    page: Page
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def ask(self, script: str) -> Any:
        return self.page.evaluate(script)


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def visit(browser: Browser, published: Pages, lang: str) -> Iterator[Visit]:
    """The report of one language, opened from disk, with everything it asks for, logs or pops up noted down."""
    page = browser.new_page(viewport={"width": WIDE, "height": 900})
    made = Visit(page)

    def dismiss(dialog: Dialog) -> None:
        made.dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("request", lambda request: made.requests.append(request.url))
    page.on("console", lambda message: made.messages.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: made.messages.append(str(error)))
    page.on("dialog", dismiss)
    page.goto(published.page(lang).as_uri())
    yield made
    page.close()


def test_the_page_asks_for_nothing_and_runs_nothing(visit: Visit, lang: str) -> None:
    root = visit.page.locator("html")
    assert root.get_attribute("lang") == lang
    assert root.get_attribute("dir") == {"ar": "rtl", "en": "ltr"}[lang]
    policy = visit.page.locator('meta[http-equiv="Content-Security-Policy"]')
    assert policy.get_attribute("content") == CSP
    visit.ask("document.querySelectorAll('details').forEach(d => d.open = true)")
    visit.page.wait_for_timeout(200)
    assert HOSTILE.publisher in visit.page.locator("#documents").inner_text()  # the hostile report is really there
    assert visit.ask("window.owned === undefined")
    assert visit.dialogs == []
    assert (
        visit.ask("document.querySelectorAll('script, img, iframe, object, embed, form, [onload], [onerror]').length")
        == 0
    )
    assert visit.ask("document.querySelectorAll('h1').length") == 1
    assert len(visit.requests) == 1
    assert all(url.startswith("file://") for url in visit.requests)
    assert visit.messages == []


def test_a_figure_opens_to_the_words_that_say_it(visit: Visit, published: Pages) -> None:
    figure = visit.page.locator(".incident .unfold > details[id]").first
    mark = figure.locator("mark").first
    assert not mark.is_visible()
    figure.locator("summary").first.click()
    assert mark.is_visible()
    words, sentence = mark.inner_text(), figure.locator("blockquote").first.inner_text()
    assert words in sentence
    assert any(words in extraction.document.text for extraction in published.register.extractions)


def test_the_number_in_the_table_leads_to_its_sentences_even_while_they_are_folded(visit: Visit) -> None:
    link = visit.page.locator(".incidents td.fig a").first
    target = (link.get_attribute("href") or "").lstrip("#")
    link.click()
    visit.page.wait_for_timeout(200)
    assert visit.page.locator(f"[id='{target}'] blockquote").first.is_visible()


def test_map_and_charts_are_drawn(visit: Visit) -> None:
    for selector in ("#map figure.map > svg", "#tables figure.chart svg"):
        drawings = visit.page.locator(selector)
        assert drawings.count() >= 1
        for one in drawings.all():
            box = one.bounding_box()
            assert box is not None
            assert box["width"] > 200
            assert box["height"] > 40
    assert visit.page.locator("#map path.gov").count() == 14
    assert visit.page.locator("#map figure.map > svg a").count() >= 5


def test_arabic_is_shaped(visit: Visit) -> None:
    seen = visit.ask(ARABIC)
    assert seen["joined"] < 0.95 * seen["apart"]  # joined forms are narrower than the same letters standing alone
    assert len({round(width) for width in seen["letters"]}) > 1  # a last-resort font gives every letter one box
    assert all(abs(width - seen["tofu"]) > 0.5 for width in seen["letters"])


def test_nothing_sticks_out_on_a_telephone(visit: Visit, lang: str) -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    visit.page.screenshot(path=SCREENSHOTS / f"report.{lang}.{WIDE}.png")
    visit.page.set_viewport_size({"width": NARROW, "height": 844})
    visit.page.screenshot(path=SCREENSHOTS / f"report.{lang}.{NARROW}.png")
    assert visit.ask("document.documentElement.scrollWidth") <= NARROW
    visit.ask("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert visit.ask("document.documentElement.scrollWidth") <= NARROW
    outside = """() => [...document.querySelectorAll("main *:not(svg *)")].filter(e => {
        const box = e.getBoundingClientRect();
        return box.width && !e.closest(".scroll") && (box.left < -1 || box.right > innerWidth + 1);
    }).map(e => e.tagName + "." + e.className + " " + e.textContent.trim().slice(0, 40))"""
    assert visit.ask(outside) == []


def test_both_reports_pass_axe(browser: Browser, published: Pages, lang: str, tmp_path: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    counted = numbers(published.register, Term(date(2012, 1, 1), date(2020, 12, 31)), Trace(published.register))
    period = tmp_path / "period.html"
    period.write_text(period_page(make(published.register, counted, lang)), encoding="utf-8")
    levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    for path in (published.page(lang), period):
        page = browser.new_page(viewport={"width": WIDE, "height": 900}, bypass_csp=True)  # axe is a script
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        found = axe.Axe().run(page, options={"runOnly": {"type": "tag", "values": levels}}).response["violations"]
        assert [(path.name, v["id"], v["nodes"][0]["html"][:120]) for v in found] == []
        page.close()

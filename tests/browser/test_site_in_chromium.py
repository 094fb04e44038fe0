"""The public site as a reader opens it from a disk, with the network off: search, keyboard, both directions, axe."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tawthiq.publish.releases.bag import signatures
from tawthiq.publish.releases.read import earlier
from tawthiq.publish.site.build import write_site
from tawthiq.publish.site.released import read
from tawthiq.text.search_words import search_words
from tests.browser.conftest import Pages
from tests.browser.serving import follow
from tests.publish.registers import made
from tests.publish.releases import register_of, released

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

MAIN = ("index.html", "incidents.html", "search.html", "figures.html", "map.html", "versions.html", "method.html")


@pytest.fixture(scope="module")
def site(published: Pages, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the examples, of the hostile report among them, and of a second release in which one incident is gone."""
    folder = tmp_path_factory.mktemp("site")
    from dataclasses import replace

    register = published.register
    gone = released(folder / "one", register, title="مكتب العاصي")
    fewer = replace(register, incidents=tuple(i for i in register.incidents if i.id != register.incidents[2].id))
    second = released(folder / "two", fewer, title="مكتب العاصي", earlier=earlier(gone))
    out = folder / "site"
    out.mkdir()
    write_site(read(second / "data", signatures=signatures(second)[0]), out, bag=second)
    return out


class Visit:
    """A browser without a network, with everything its pages log or fail to load noted down."""

    def __init__(self, page: Page, site: Path) -> None:
        self.page, self.site = page, site
        self.wrong: list[str] = []
        page.on("console", lambda m: self.wrong.append(f"{m.type}: {m.text}"))
        page.on("pageerror", lambda e: self.wrong.append(str(e)))
        page.on("requestfailed", lambda r: self.wrong.append(f"failed: {r.url}"))
        page.on("request", lambda r: None if r.url.startswith("file://") else self.wrong.append(f"asked: {r.url}"))

    def open(self, name: str, asked: str = "") -> None:
        self.page.goto((self.site / name).as_uri() + asked)


@pytest.fixture
def visit(browser: Browser, site: Path) -> Iterator[Visit]:
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    yield Visit(context.new_page(), site)
    context.close()


def axe(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA."""
    pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed (extra browser)")
    from axe_playwright_python.sync_playwright import Axe

    levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    rules = {"runOnly": {"type": "tag", "values": levels}, "preload": False}  # it would fetch style sheets by itself
    found = Axe().run(page, options=rules).response["violations"]
    return [f"{v['id']}: {n['html'][:120]}" for v in found for n in v["nodes"][:3]]


def others(site: Path, lang: str) -> list[str]:
    """A page of an incident with figures, of one that is gone, and of a row."""
    every = sorted((site / lang / "i").glob("*.html"))
    texts = {p: p.read_text(encoding="utf-8") for p in every}
    full = max(every, key=lambda p: texts[p].count("<blockquote"))
    gone = next(p for p in every if "<blockquote" not in texts[p] and "<dl" not in texts[p])
    row = next(iter(sorted((site / lang / "t").glob("*.html"))))
    return [p.relative_to(site / lang).as_posix() for p in (full, gone, row)]


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_kind_of_page_passes_axe_and_fits(lang: str, width: int, visit: Visit) -> None:
    visit.page.set_viewport_size({"width": width, "height": 800})
    for name in (*MAIN, *others(visit.site, lang)):
        visit.open(f"{lang}/{name}")
        visit.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert axe(visit.page) == [], name
        wide = visit.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, (name, wide)
    assert visit.wrong == []


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_root_leads_to_the_arabic_pages(lang: str, visit: Visit) -> None:
    visit.open("index.html")
    visit.page.wait_for_url("**/ar/index.html")
    follow(visit.page.get_by_role("link", name="English"))
    assert visit.page.url.endswith("/en/index.html")
    assert visit.wrong == []


@pytest.mark.parametrize(
    ("lang", "words", "within"),
    [
        ("ar", "الحميديه", "الحميدية"),
        ("ar", "بِخان شيخون", "خان شيخون"),
        ("en", "خان شيخون", "Khan Shaykhun"),
        ("en", "KHAN shaykh", "Khan Shaykhun"),
    ],
)
def test_search_finds_a_word_however_it_is_written(lang: str, words: str, within: str, visit: Visit) -> None:
    visit.open(f"{lang}/search.html")
    visit.page.fill("#q", words)
    visit.page.keyboard.press("Enter")
    first = visit.page.locator("#found a").first
    first.wait_for()
    assert any(within in text for text in visit.page.locator("#found a").all_inner_texts())
    assert axe(visit.page) == []
    first.click()
    assert visit.page.locator("dl.facts").is_visible()
    assert visit.wrong == []


def test_search_is_narrowed_by_what_incidents_have(visit: Visit) -> None:
    visit.open("en/search.html")
    visit.page.select_option("#governorate", "sy.idlib")
    visit.page.locator("#found li").first.wait_for()
    every = visit.page.locator("#found li").count()
    visit.page.fill("#from", "٢٠١٧")
    visit.page.locator("#from").blur()
    visit.page.wait_for_function(f"document.querySelectorAll('#found li').length < {every}")
    assert all("2017" in text for text in visit.page.locator("#found li").all_inner_texts())
    visit.page.fill("#q", "zzzz")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_function("document.querySelector('#status').textContent === 'Nothing was found.'")
    assert visit.wrong == []


def test_a_search_has_an_address(visit: Visit) -> None:
    visit.open("en/search.html", "?q=Ariha")
    visit.page.locator("#found li").first.wait_for()
    assert visit.page.input_value("#q") == "Ariha"


def test_the_program_cuts_words_as_the_product_does(visit: Visit) -> None:
    pool = "".join(
        chr(c) for c in (*range(0x620, 0x6F0), *range(0x20, 0x180), *range(0xFE70, 0xFEFD), *range(0x1E00, 0x1F00))
    )
    pool = "".join(
        c for c in pool if c.isalnum() or c in " \u064b\u0651"
    )  # signs between letters may be masks (unmask.py)
    chance = random.Random(7)
    texts = ["".join(chance.choice(pool) for _ in range(40)) for _ in range(300)]
    texts += ["واللاذقية وبانياس", "والمجزرة الكبرى بحلب", "Ḥamāh 12–15 straße"]
    visit.open("ar/search.html")
    theirs = visit.page.evaluate("texts => texts.map(window.tawthiqStems)", texts)
    ours = [[word.folded for word in search_words(text)] for text in texts]
    wrong = [(t, a, b) for t, a, b in zip(texts, ours, theirs, strict=True) if a != b]
    assert wrong == []


def test_without_javascript_everything_but_searching_works(browser: Browser, site: Path) -> None:
    context = browser.new_context(offline=True, java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "en" / "search.html").as_uri())
    assert page.locator("noscript .notice").is_visible()
    assert not page.locator("#search").is_visible()
    follow(page.locator("noscript a"))
    page.locator("td.fig a").first.click()
    assert page.locator("section.figure:target blockquote mark").first.is_visible()
    context.close()


def test_the_map_leads_to_incidents_and_the_keyboard_reaches_it(visit: Visit) -> None:
    visit.open("en/map.html")
    marks = visit.page.locator("figure.map svg a")
    assert marks.count() >= 5
    marks.first.focus()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url(re.compile(r"/en/[it]/.+\.html$"))
    assert visit.wrong == []


def test_the_first_key_skips_to_the_contents(visit: Visit) -> None:
    visit.open("ar/incidents.html")
    visit.page.keyboard.press("Tab")
    focused: Any = visit.page.evaluate("document.activeElement.getAttribute('href')")
    assert focused == "#main"


def test_an_index_of_several_files_is_read_whole(browser: Browser, tmp_path: Path) -> None:
    release = released(tmp_path / "r", register_of(made(n) for n in range(2_050)))
    out = tmp_path / "site"
    out.mkdir()
    write_site(read(release / "data"), out)
    assert len(list((out / "search").glob("[0-9]*.js"))) == 3
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto((out / "en" / "search.html").as_uri() + "?q=Aleppo")
    page.locator("#found li").first.wait_for()
    assert page.inner_text("#status") == "Found: 2,050"
    page.click("#more")
    assert page.locator("#found li").count() == 100
    context.close()

"""The office by other ways than a mouse and a script, in Arabic and in English: the keyboard alone, no JavaScript, a reader of screens (axe)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.offices import Desk, send
from tests.browser.serving import follow

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCREENS: dict[str, tuple[str, ...]] = {
    "samir": (
        "/", "{incident}", "{document}", "{document}redact/", "{pair}", "{person}", "/queues/proposals/", "/queues/restricted/", "/log/",
        "/log/?reads=1", "/log/?custody=1&check=1", "/search/?q=قتل", "/statistics/?by=kind&across=actor&governorate=Deir+ez-Zor",
    ),
    "rima": ("{incident}", "{document}", "/queues/findings/", "/vocabulary/", "/no/such/page/"),
    "nour": ("{incident}", "/timeline/", "/anniversaries/", "/log/"),
    "karim": ("/", "/inbox/", "/queues/mine/", "/queues/leads/"),
    "tariq": ("/", "/log/", "{document}"),
    "adel": ("/office/", "/tokens/all/"),
}  # fmt: skip
"""Screens by whose they are: forms that an analyst is not given, logs, accounts, and the pages that refuse."""
LISTS = {
    "incident": ("/search/?q=القصور", "article a.tag[href^='/incidents/']"), "document": ("/documents/", "main table a"),
    "pair": ("/queues/pairs/", "main tbody a[href^='/queues/pairs/']"), "person": ("/people/", "tbody th a"),
}  # fmt: skip

pytestmark = pytest.mark.browser


def _at(page: Page) -> str:
    """Where the form leads in which the keyboard is."""
    found: str = page.evaluate("document.activeElement.form?.getAttribute('action') || ''")
    return found


def _done(page: Page, words: str) -> None:
    """Types a reason where the keyboard is, and sends the form with Enter."""
    page.keyboard.type(words)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator(".messages .success").count() == 1, page.locator(".messages").inner_text()


def test_an_analyst_rules_on_claims_with_the_keyboard_alone(desk: Desk) -> None:
    lang = desk("amal", "/").locator("html").get_attribute("lang")
    analyst = desk("amal", "/documents/")
    analyst.goto(analyst.locator(f"main table a[lang={lang}]").last.get_attribute("href") or "")
    analyst.keyboard.press("j")
    analyst.keyboard.press("j")
    claim = analyst.locator("article.claim.here").get_attribute("id") or ""
    analyst.keyboard.press("r")
    assert _at(analyst) == f"/claims/{claim[1:]}/reject/"
    _done(analyst, "not what the words say")
    assert "rejected" in (analyst.locator(f"#{claim}").get_attribute("class") or "")
    analyst.keyboard.press("u")
    assert _at(analyst).endswith("/undo/")
    _done(analyst, "read again")
    assert "rejected" not in (analyst.locator(f"#{claim}").get_attribute("class") or "")
    words = " ".join((analyst.locator("[data-text]").inner_text()).split()[3:6])
    with analyst.expect_navigation():
        analyst.keyboard.press("n")
    analyst.locator("form[data-span]").first.locator("select[name=harm]").focus()
    for _ in range(30):  # on from field to field
        name = analyst.evaluate("document.activeElement.name")
        if name == "harm":
            analyst.keyboard.press("ArrowDown")
        elif name == "low":
            analyst.keyboard.type("3")
        elif name == "words":
            analyst.keyboard.type(words)
        elif name == "reason":
            break
        analyst.keyboard.press("Tab")
    _done(analyst, "added without a mouse")
    assert words in analyst.locator("article.claim.added q").last.inner_text().replace("\n", " ")


def test_every_act_on_an_incident_is_reached_by_a_key_and_taken_back_by_one(desk: Desk) -> None:
    senior = desk("samir", "/search/?q=القصور")
    senior.goto(senior.locator("article a.tag[href^='/incidents/']").first.get_attribute("href") or "")
    for key, action in {
        "v": "/state/", "b": "/rule/", "m": "/merge/", "l": "/access/", "w": "/team/assign/", "c": "/team/comment/", "x": "/split/",
    }.items():  # fmt: skip
        senior.keyboard.press(key)
        assert _at(senior).endswith(action), key
        senior.keyboard.press("Escape")
    before = senior.locator("select[name=grade]").input_value()
    senior.keyboard.press("b")
    senior.keyboard.type("G1" if before != "G1" else "G2")  # by the letters it begins with
    senior.keyboard.press("Tab")
    senior.keyboard.press("Tab")
    _done(senior, "graded without a mouse")
    assert senior.locator("select[name=grade]").input_value() != before
    senior.keyboard.press("u")
    assert _at(senior).endswith("/undo/")
    _done(senior, "and taken back")
    assert senior.locator("select[name=grade]").input_value() == before
    publisher = desk("nour", senior.url)
    publisher.keyboard.press("p")
    assert _at(publisher).endswith("/publish/")


def test_an_officer_works_without_javascript(desk: Desk) -> None:
    analyst = desk("amal", "/inbox/", script=False)
    lang = analyst.locator("html").get_attribute("lang") or ""
    text = {
        "ar": "حلب 4 أيار 2015 - قُتل خمسة مدنيين في قصف مدفعي على حي الصاخور يوم الأحد 3 أيار 2015، بحسب شبكة محلية.",
        "en": "Aleppo, 6 May 2015 - Shelling of the Salaheddine district of Aleppo killed six civilians on Tuesday 5 May 2015, a local network said.",
    }[lang]
    analyst.fill("textarea[name=text]", text)
    follow(analyst.locator("main form button").first)
    for _ in range(120):
        if analyst.locator("#uploads tbody tr").first.locator("a[href^='/documents/']").count():
            break
        analyst.wait_for_timeout(500)
        analyst.reload()
    follow(analyst.locator("#uploads tbody tr").first.locator("a[href^='/documents/']"))
    assert analyst.locator("article.claim.toll").count() >= 1
    claim = analyst.locator("article.claim.toll").first.get_attribute("id") or ""
    send(analyst, f"/claims/{claim[1:]}/accept/")
    follow(analyst.locator("a[href*='field=weapon']").first)
    form = analyst.locator("form[data-span]").first
    form.locator("select[name=code]").select_option(index=2)
    form.locator("input[name=words]").fill({"ar": "قصف مدفعي", "en": "Shelling"}[lang])
    form.locator("input[name=reason]").fill("the words say so")
    follow(form.locator("button").last)
    assert (
        analyst.locator("article.claim.weapon.added q").last.inner_text() == {"ar": "قصف مدفعي", "en": "Shelling"}[lang]
    )
    follow(analyst.locator("section.panel a[href^='/incidents/']").first)
    assert analyst.locator("section.panel q.said").count() >= 1
    note = analyst.locator("form[action='/team/comment/']")
    note.locator("input[name=text]").fill(f"@rima without a script ({lang})")
    follow(note.locator("button"))
    analyst.goto("/incidents/?governorate=Aleppo")
    assert analyst.locator("td.day").count() >= 1
    analyst.goto("/statistics/?by=governorate&across=kind")
    follow(analyst.locator("tfoot td.fig a").first)
    assert analyst.locator("td.day").count() >= 1
    analyst.goto("/search/?q=" + {"ar": "الصاخور", "en": "Salaheddine"}[lang])
    assert analyst.locator("article mark").count() >= 1
    other = {"ar": "en", "en": "ar"}[lang]
    follow(analyst.locator("header form button.link").first)
    assert analyst.locator("html").get_attribute("lang") == other
    follow(analyst.locator("header form button.link").first)


@pytest.mark.parametrize("who", SCREENS)
def test_the_screens_of_every_role_keep_wcag_2_2_aa(who: str, desk: Desk) -> None:
    from axe_playwright_python.sync_playwright import Axe

    guide = desk("samir", "/")
    found = {}
    for name, (page, link) in LISTS.items():
        guide.goto(page)
        if guide.locator(link).count():  # no pair is open any more where a test before ruled on all
            found[name] = guide.locator(link).first.get_attribute("href") or ""
    officer = desk(who, "/")
    tags = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
    wrong = []
    for screen in SCREENS[who]:
        if any("{" + name + "}" in screen for name in LISTS.keys() - found.keys()):
            continue
        officer.goto(screen.format(**found))
        assert officer.locator("h1").count() == 1, screen
        for violation in Axe().run(officer, options=tags).response["violations"]:
            wrong += [f"{screen}: {violation['id']}: {str(node['html'])[:160]}" for node in violation["nodes"][:3]]
        if officer.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0:
            wrong.append(f"{screen}: too wide")
        assert (
            officer.locator("html").get_attribute("dir")
            == {"ar": "rtl", "en": "ltr"}[officer.locator("html").get_attribute("lang") or ""]
        )
    assert wrong == []

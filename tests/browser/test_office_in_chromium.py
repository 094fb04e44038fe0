"""An office at work together in Debian's Chromium, in Arabic and in English: who may read an incident, second persons, queues, searches,
figures, accounts and words. Every officer has signed in with a second factor.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import SCREENSHOTS
from tests.browser.serving import COOKIE, follow, served, signed_in, tawthiq
from tests.conftest import EXAMPLES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
CHOSEN = (
    "joura-qusour-anniversary.ar.html", "joura-qusour-statement-2012.ar.txt", "joura-qusour-retrospective.en.txt",
    "hamidiyah-susah-news.ar.html", "hamidiyah-update.ar.txt", "hamidiyah-susah.en.txt", "hass-school.en.txt", "ariha-market.ar.txt",
)  # fmt: skip
GRAVE = "Homs, 14 March 2013 - Regime forces killed two people and raped four women in the Karm al-Zaytoun district of Homs on Tuesday 12 March 2013, a local network said.\n"
UNKNOWN = {
    "en": "Idlib, 6 June 2014 - An air strike on Tell Qanqarish killed three civilians on Thursday 5 June 2014, a local network said.",
    "ar": "إدلب 9 حزيران 2014 - قُتل أربعة مدنيين في غارة جوية على تل قنقريش يوم الأحد 8 حزيران 2014، بحسب شبكة محلية.",
}
"""Reports from a place whose name only the office knows."""
OFFICERS = {
    "amal": "analyst", "rima": "reviewer", "samir": "senior", "huda": "senior", "nour": "publisher", "karim": "collector", "adel": "admin",
}  # fmt: skip
Desk = Callable[..., "Page"]


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


def _keep(page: Page, name: str) -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    lang = page.locator("html").get_attribute("lang")
    page.screenshot(path=str(Path(SCREENSHOTS) / f"office-{name}.{lang}.png"), full_page=True)


def _send(page: Page, action: str, reason: str = "seen and weighed", **values: str) -> None:
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


def _approve(page: Page) -> None:
    """Approves what was proposed last."""
    page.goto("/queues/proposals/")
    form = page.locator("form[action$='/approve/']").last
    form.locator("input[name=reason]").fill("I have seen it too")
    follow(form.locator("button"))
    assert page.locator(".messages .success").count() == 1, page.locator("main").inner_text()


def test_one_closes_an_incident_two_open_it_and_others_do_not_find_it(desk: Desk) -> None:
    senior = desk("samir", "/queues/restricted/")
    grave = senior.locator("main li a[href*='karm-al-zaytoun']:not(.tag)")
    assert grave.count() == 1, "sexual violence is restricted before anybody ruled"
    _keep(senior, "restricted")
    address = grave.get_attribute("href") or ""
    follow(grave)
    assert senior.locator("#access li a[href^='/documents/']").count() == 1, "its report is open, and the page says so"
    publisher = desk("nour", address)
    assert publisher.locator("h1").count() == 1
    assert "karm-al-zaytoun" not in publisher.locator("main").inner_html()
    publisher.goto("/incidents/?from=2013-03-01&to=2013-03-31")
    assert publisher.locator("td.day").count() == 0
    _send(senior, "/access/", access="internal")
    _keep(senior, "incident-access")
    _approve(desk("rima", "/"))
    publisher.goto("/incidents/?from=2013-03-01&to=2013-03-31")
    assert publisher.locator("td.day").count() == 1
    senior.goto(address)
    report = senior.locator("#access input[name=report]")
    assert report.is_checked(), "its report is closed with it, unless that is unticked"
    document = f"/documents/{report.get_attribute('value')}/"
    _keep(senior, "incident-to-close")
    _send(senior, "/access/", access="restricted")
    assert senior.locator("ol.decisions li[id]").count() >= 2
    assert senior.locator("#access li a[href^='/documents/']").count() == 0
    publisher.reload()
    assert publisher.locator("td.day").count() == 0
    publisher.goto(document)
    assert "Karm" not in publisher.locator("main").inner_text()
    senior.goto(document)
    _send(senior, "/access/", access="internal")
    _keep(senior, "document-access")
    _approve(desk("rima", "/"))
    publisher.goto(document)
    assert "Karm" in publisher.locator("main").inner_text()


def test_an_incident_is_graded_split_and_merged_and_each_is_taken_back(desk: Desk) -> None:
    senior = desk("samir", "/search/?q=القصور")
    address = senior.locator("article a.tag[href^='/incidents/']").first.get_attribute("href") or ""
    senior.goto(address)
    before = senior.locator("p > .grade").first.inner_text()
    after = "G1" if before != "G1" else "G2"
    _send(senior, "/rule/", grade=after)
    assert senior.locator("p > .grade").first.inner_text() == after
    _send(senior, "/undo/")
    assert senior.locator("p > .grade").first.inner_text() == before
    sources = senior.locator(".sides.many > section").count()
    assert sources > 1
    senior.locator(".sides.many input[type=checkbox]").first.check()
    _send(senior, "/split/")
    other = desk("huda", "/")
    _approve(other)
    senior.goto(address)
    assert senior.locator(".sides.many > section").count() == sources - 1
    senior.locator("ol.decisions details").first.locator("summary").click()
    _send(senior, "/undo/")
    _approve(other)
    senior.goto(address)
    assert senior.locator(".sides.many > section").count() == sources
    assert senior.locator("a[href*='?move=']").count() == sources, "a telling can be moved from here"
    _keep(senior, "incident")


def test_a_document_is_ruled_on_claim_by_claim(desk: Desk) -> None:
    lang = desk("amal", "/").locator("html").get_attribute("lang")
    analyst = desk("amal", "/documents/")
    follow(analyst.locator(f"main table a[lang={lang}]").first)
    address = analyst.url
    claims = "article.claim.toll:not(.rejected):not(.accepted)"
    toll = analyst.locator(claims).first
    name = toll.get_attribute("id")
    toll.locator("[data-act=accept] summary").click()
    _send(analyst, f"/claims/{(name or '')[1:]}/accept/")
    assert "accepted" in (analyst.locator(f"#{name}").get_attribute("class") or "")
    follow(analyst.locator(f"#{name} [data-act=correct]"))
    _send(analyst, f"/claims/{(name or '')[1:]}/correct/", low="41", high="47")
    said = analyst.locator(f"#{name}").inner_text()
    assert "41" in said
    assert "47" in said
    place = analyst.locator("article.claim.place").first.get_attribute("data-claim")
    analyst.goto(f"{address.partition('#')[0].partition('?')[0]}?edit={place}&place=إدلب#c{place}")
    choices = analyst.locator("select[name=id] option")
    assert choices.count() >= 1, "the place is chosen among ranked candidates"
    assert re.search("إدلب|Idlib", choices.first.inner_text() + choices.nth(1).inner_text())
    analyst.goto(address)
    _send(analyst, f"/claims/{(name or '')[1:]}/reject/")
    assert "rejected" in (analyst.locator(f"#{name}").get_attribute("class") or "")
    assert analyst.locator("datalist#reasons option").count() >= 1, "reasons are remembered"
    reviewer = desk("rima", address)
    assert reviewer.locator("form[action$='/review/']").count() >= 1
    assert reviewer.locator("ol.decisions li[id]").count() >= 3
    _keep(analyst, "document-ruled")


def test_a_colleague_is_asked_a_filter_kept_and_the_queues_are_counted_live(desk: Desk) -> None:
    analyst = desk("amal", "/incidents/?governorate=Deir+ez-Zor")
    lang = analyst.locator("html").get_attribute("lang")
    kept = analyst.locator("form[action='/team/filter/']")
    kept.locator("input[name=name]").fill(f"the east {lang}")
    follow(kept.locator("button"))
    analyst.goto("/incidents/")
    follow(analyst.locator("a.tag", has_text=f"the east {lang}"))
    assert "Deir" in analyst.url
    follow(analyst.locator("main tbody td a").first)
    form = analyst.locator("form[action='/team/comment/']")
    form.locator("input[name=text]").fill(f"@rima is this the same place? ({lang})")
    follow(form.locator("button"))
    reviewer = desk("rima", "/queues/mine/")
    assert reviewer.locator("main", has_text=f"is this the same place? ({lang})").count() == 1
    _keep(reviewer, "mine")
    reviewer.goto("/queues/")
    with reviewer.expect_response(lambda r: r.url.endswith("/queues/counts/"), timeout=40_000) as counted:
        pass
    assert counted.value.status == 200
    assert reviewer.locator("a[href='/queues/restricted/']").count() >= 1
    _keep(reviewer, "queues")


def test_a_pair_is_laid_side_by_side_with_its_evidence_and_ruled(desk: Desk) -> None:
    analyst = desk("amal", "/queues/pairs/")
    before = analyst.locator("main tbody a[href^='/queues/pairs/']").count()
    if not before:
        pytest.skip("all pairs were ruled on in the other language")
    follow(analyst.locator("main tbody a[href^='/queues/pairs/']").first)
    assert analyst.locator(".sides > section").count() == 2
    assert analyst.locator("main tbody tr td.fig").count() >= 1
    _keep(analyst, "pair")
    form = analyst.locator("form[action$='/rule/']")
    form.locator("input[name=reason]").fill("other streets, other days")
    follow(form.locator("button[value='0']"))
    analyst.goto("/queues/pairs/")
    assert analyst.locator("main tbody a[href^='/queues/pairs/']").count() < before


def test_a_word_is_found_however_it_is_written_and_the_finds_can_be_narrowed(desk: Desk) -> None:
    analyst = desk("amal", "/search/")

    def found(words: str, **more: str) -> list[str]:
        asked = "&".join(f"{k}={v}" for k, v in {"q": words, **more}.items())
        analyst.goto(f"/search/?{asked}")
        return [a.get_attribute("href") or "" for a in analyst.locator("article h2 a").all()]

    spelled = [found(word) for word in ("مجزرة", "مجزره", "مجــزرة", "مجـ_ـ_زرة", "مَجْزَرَة", "والمجزرة")]
    assert spelled[0]
    assert all(s == spelled[0] for s in spelled)
    assert found("ادلب") == found("إدلب") != []
    assert set(found("مجزره", exact="1")) < set(found("مجزره"))
    everything = found("قتل")
    tag = analyst.locator("details.facets a.tag").first
    number = int(tag.locator(".n").inner_text())
    _keep(analyst, "search")
    follow(tag)
    assert analyst.locator("article h2 a").count() == number < len(everything)
    near = found("قتل", near="دير الزور", km="30")
    assert near
    assert set(near) < set(everything)
    with analyst.expect_download() as saved:
        analyst.locator("a[href^='/search/export/']").first.click()
    assert saved.value.suggested_filename == "search.csv"


def test_every_cell_of_a_table_opens_its_incidents_and_a_day_its_anniversaries(desk: Desk) -> None:
    analyst = desk("amal", "/statistics/?by=governorate&across=kind&from=2012-01-01&to=2018-12-31")
    cells = [(a.get_attribute("href") or "", int(a.inner_text())) for a in analyst.locator("tbody td.fig a").all()]
    assert len(cells) > 4
    _keep(analyst, "statistics")
    for address, number in cells[:8]:
        analyst.goto(address)
        assert analyst.locator("td.day").count() == min(number, 20), address
    analyst.goto("/anniversaries/?day=2022-09-20")
    assert analyst.locator("main section li a[href^='/incidents/']").count() >= 1
    _keep(analyst, "anniversaries")


def test_the_admin_keeps_accounts_and_sees_no_content(desk: Desk) -> None:
    admin = desk("adel", "/")
    lang = admin.locator("html").get_attribute("lang")
    assert admin.url.endswith("/office/")
    form = admin.locator("form[action$='/make/']")
    form.locator("input[name=name]").fill(f"layla-{lang}")
    form.locator("select[name=role]").select_option("collector")
    form.locator("input[name=reason]").fill("began in March")
    follow(form.locator("button"))
    assert admin.locator("section[role=status] code").inner_text()
    mine = admin.locator("section.panel", has=admin.locator(f"h2 bdi:text-is('layla-{lang}')"))
    mine.locator("details summary").first.click()
    _keep(admin, "accounts")
    for path in ("/incidents/", "/documents/", "/search/?q=x"):
        assert admin.goto(path).status == 403, path  # type: ignore[union-attr]


def test_a_new_spelling_is_read_with_only_after_its_changes_were_seen(desk: Desk) -> None:
    reviewer = desk("rima", "/vocabulary/?kind=place&place=Ariha")
    lang = reviewer.locator("html").get_attribute("lang")
    code = reviewer.locator("select[name=code] option").nth(1).get_attribute("value")
    reviewer.goto(f"/vocabulary/?kind=place&place=Ariha&code={code}")
    _send(reviewer, "/vocabulary/add/", word={"ar": "تل قنقريش", "en": "Tell Qanqarish"}[lang or ""])
    follow(reviewer.locator("form[action$='/read/'] button"))
    accept = reviewer.locator("form[action$='/accept/']")
    for _ in range(30):
        reviewer.goto("/vocabulary/")
        follow(reviewer.locator("section.panel li a[href^='/vocabulary/readings/']").first)
        if accept.count():
            break
        reviewer.wait_for_timeout(1_000)
    assert reviewer.locator("main tbody tr").count() >= 1, "what would change is laid out first"
    _keep(reviewer, "rereading")
    _send(reviewer, "/accept/")
    assert accept.count() == 0


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
    _send(analyst, f"/claims/{claim[1:]}/accept/")
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

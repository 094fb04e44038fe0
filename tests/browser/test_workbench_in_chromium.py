"""An officer's day in Debian's Chromium, in Arabic and in English: in, read, correct by selecting words, take in a new report, search, propose.

The workbench is the real one: `tawthiq serve` on a register that was built from examples, with its worker.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.offices import SCREENSHOTS
from tests.browser.serving import follow, served, tawthiq
from tests.conftest import EXAMPLES
from tests.databases import made

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
PASSWORD = "seven-willows-by-the-river"
CHOSEN = ("joura-qusour-anniversary.ar.html", "joura-qusour-statement-2012.ar.txt", "hass-school.en.txt")
FRESH = "دير الزور 26 أيلول 2012 - قالت تنسيقية محلية إن 14 مدنياً قتلوا في قصف مدفعي على مدينة الميادين يوم الثلاثاء 25 أيلول 2012."


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    """The address of a workbench with an analyst in it."""
    folder = tmp_path_factory.mktemp("desk")
    source, out = folder / "reports", folder / "register"
    source.mkdir()
    for name in CHOSEN:
        shutil.copy(EXAMPLES / name, source / name)
    tawthiq("build", str(source), "--out", str(out))
    made(out)
    (folder / "password").write_text(PASSWORD, encoding="utf-8")
    for name, role in (("amal", "analyst"), ("rima", "reviewer")):
        given = ("--password-file", str(folder / "password"), "--register", str(out))
        tawthiq("staff", "add", name, "--role", role, *given)
    tawthiq("identities", "key", "--out", str(folder / "identities.key"), "--register", str(out))
    with served(out) as address:
        yield address


@pytest.fixture(params=["ar", "en"])
def page(request: pytest.FixtureRequest, desk: str, browser: Browser) -> Iterator[Page]:
    """A signed-in browser in one language; nothing may be asked of another host, and nothing may go wrong on the console."""
    context = browser.new_context(viewport={"width": 1350, "height": 950})
    context.add_cookies([{"name": "tawthiq_language", "value": request.param, "url": desk}])
    page = context.new_page()
    wrong: list[str] = []
    asked: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: wrong.append(str(e)))
    page.on("request", lambda r: asked.append(r.url))
    page.goto(f"{desk}/documents/")
    page.fill("input[name=login]", "amal")
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button").last.click()
    page.wait_for_url(re.compile("/documents/$"))
    yield page
    assert wrong == []
    assert [url for url in asked if not url.startswith((desk, "data:"))] == []
    context.close()


def _keep(page: Page, name: str) -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    lang = page.locator("html").get_attribute("lang")
    page.screenshot(path=str(Path(SCREENSHOTS) / f"workbench-{name}.{lang}.png"), full_page=True)


def test_pages_run_in_their_own_direction(page: Page) -> None:
    lang, direction = page.locator("html").get_attribute("lang"), page.locator("html").get_attribute("dir")
    assert (lang, direction) in (("ar", "rtl"), ("en", "ltr"))
    brand, me = page.locator(".brand").bounding_box(), page.locator(".me").bounding_box()
    assert brand is not None
    assert me is not None
    assert (brand["x"] > me["x"]) == (lang == "ar")
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0


def test_a_claim_is_added_by_selecting_its_words(page: Page, desk: str) -> None:
    follow(page.locator("main table a").first)
    text = page.locator("[data-text]").inner_text()
    follow(page.locator("a[href*='field=toll']").first)
    form = page.locator("form[data-span]").first
    chosen: Any = page.evaluate(
        """() => { const box = document.querySelector('[data-text]');
        const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT); let node, seen = null;
        while ((node = walker.nextNode())) if (node.textContent.trim().length > 12) { seen = node; break; }
        const range = document.createRange(); range.setStart(seen, 2); range.setEnd(seen, 10);
        const selection = getSelection(); selection.removeAllRanges(); selection.addRange(range); return range.toString(); }"""
    )
    page.wait_for_function("document.querySelector('form[data-span]').elements.end.value !== ''")
    start, end = (int(form.locator(f"input[name={n}]").input_value()) for n in ("start", "end"))
    assert end - start == len(chosen)
    form.locator("select[name=harm]").select_option("missing")
    form.locator("input[name=low]").fill("3")
    form.locator("input[name=reason]").fill("the words say so")
    follow(form.locator("button").last)
    added = page.locator("article.claim.added").last
    assert chosen.strip() in added.inner_text()
    assert len(text) > 100
    _keep(page, "document")


def test_pasted_text_becomes_a_document_of_the_register(page: Page, desk: str) -> None:
    lang = page.locator("html").get_attribute("lang")
    page.goto(f"{desk}/inbox/")
    page.fill("textarea[name=text]", FRESH if lang == "ar" else FRESH.replace("14", "15"))
    follow(page.locator("main form button").first)
    page.wait_for_selector("#uploads a[href^='/documents/']", timeout=300_000)
    _keep(page, "inbox")
    follow(page.locator("#uploads a[href^='/documents/']").first)
    assert page.locator("article.claim.toll").count() >= 1
    assert page.locator("section.panel a[href^='/incidents/']").count() >= 1


def test_search_leads_to_the_incident_and_its_sentences(page: Page, desk: str) -> None:
    page.goto(f"{desk}/search/?q=القصور")
    assert page.locator("article mark").count() >= 1
    follow(page.locator("article a.tag").first)
    assert page.locator("h1").inner_text()
    assert page.locator("section.panel q").count() >= 1
    _keep(page, "incident")


def test_statistics_open_their_incidents(page: Page, desk: str) -> None:
    page.goto(f"{desk}/statistics/?by=governorate")
    number = page.locator("td a").first
    expected = int(number.inner_text())
    follow(number)
    assert page.locator("td.day").count() == expected


def test_leads_are_ticked_and_taken_in_one_go(page: Page, desk: str) -> None:
    page.goto(f"{desk}/queues/leads/?with=nobody")
    boxes = page.locator("input[name=lead]")
    boxes.first.check()
    taken = boxes.first.get_attribute("value")
    follow(page.locator("#give button"))
    assert page.locator(".messages .success").count() == 1
    assert page.locator(f"input[name=lead][value='{taken}']").count() == 0
    page.goto(f"{desk}/queues/leads/?with=me")
    assert page.locator(f"input[name=lead][value='{taken}']").count() == 1
    _keep(page, "leads")


def test_a_commander_is_found_in_the_other_script_and_a_namesake_split_off(page: Page, desk: str) -> None:
    lang = page.locator("html").get_attribute("lang")
    page.goto(f"{desk}/people/")
    page.fill("input[name=q]", "Khazzam" if lang == "ar" else "زهرالدين")
    follow(page.locator("form[role=search] button"))
    name = page.locator("tbody th a")
    assert name.count() == 1
    assert name.inner_text() == ("علي خزام" if lang == "ar" else "Issam Zahreddine")
    follow(name)
    assert page.locator("[role=note]").count() == 1, "the presumption of innocence"
    assert page.locator("mark.person").first.inner_text() in ("علي خزام", "عصام زهر الدين")
    assert page.locator("section.panel a[href^='/incidents/']").count() >= 1
    other = page.locator("input[name=other]").last
    other.fill("999999")
    form = page.locator("form[action$='/merge/']").last
    form.locator("input[name=reason]").fill("a namesake")
    follow(form.locator("button"))
    assert page.locator(".messages .error").count() == 1
    page.goto(f"{desk}/people/")
    numbers = {a.inner_text(): a.get_attribute("href") for a in page.locator("tbody th a").all()}
    first, second = list(numbers.values())[:2]
    page.goto(f"{desk}{first}")
    waits = page.locator("section.panel a[href='/queues/proposals/']").count() > 0  # asked for in the other language
    form = page.locator("form[action$='/merge/']").last
    form.locator("input[name=other]").fill((second or "").strip("/").rpartition("/")[2])
    form.locator("input[name=reason]").fill("the witness names one man")
    follow(form.locator("button"))
    assert page.locator(f".messages .{'error' if waits else 'success'}").count() == 1, "what waits is not asked again"
    assert page.locator("section.panel a[href='/queues/proposals/']").count() >= 1
    _keep(page, "person")
    page.goto(f"{desk}/queues/proposals/")
    assert page.locator(f"section.panel a[href='{first}']").count() >= 1
    page.goto(f"{desk}/actors/")
    follow(page.locator("tbody th a").first)
    assert page.locator("mark.actor").count() >= 1
    _keep(page, "party")


def _press(page: Page, code: str, key: str) -> None:
    """A key by its place on the keyboard, with the letter that an Arabic one writes there."""
    page.evaluate(
        """([code, key]) => (document.activeElement || document.body).dispatchEvent(
        new KeyboardEvent("keydown", { code, key, bubbles: true, cancelable: true }))""",
        [code, key],
    )


def test_the_keys_do_the_same_on_an_arabic_keyboard(page: Page, desk: str) -> None:
    follow(page.locator("main table a").first)
    page.wait_for_selector("article.claim")
    _press(page, "KeyJ", "ت")
    _press(page, "KeyJ", "ت")
    assert page.locator("article.claim.here").get_attribute("id") == page.locator("article.claim").nth(1).get_attribute(
        "id"
    )
    assert page.locator(".text mark.here").count() == 1
    _press(page, "KeyR", "ق")
    assert page.locator("article.claim.here details[data-act=reject]").get_attribute("open") is not None
    page.keyboard.press("Escape")
    _press(page, "KeyE", "ث")
    page.wait_for_url(re.compile(r"\?edit="))
    page.locator("h1").click()
    _press(page, "KeyG", "ل")
    _press(page, "KeyN", "ى")
    page.wait_for_url(re.compile("/incidents/$"))
    _press(page, "KeyJ", "ت")
    address = page.locator("tr.here a[href^='/incidents/']").first.get_attribute("href")
    _press(page, "Enter", "Enter")
    page.wait_for_url(f"{desk}{address}")
    _keep(page, "incident-sides")


def test_files_are_dropped_on_the_inbox(page: Page, desk: str) -> None:
    page.goto(f"{desk}/inbox/")
    page.evaluate(
        """() => { const all = new DataTransfer(); for (const n of [1, 2]) all.items.add(new File(["text " + n], `r${n}.txt`));
        const form = document.querySelector("form[data-drop]");
        for (const name of ["dragover", "drop"]) form.dispatchEvent(new DragEvent(name, { dataTransfer: all, bubbles: true, cancelable: true })); }"""
    )
    assert page.locator("input[type=file]").evaluate("e => [...e.files].map(f => f.name)") == ["r1.txt", "r2.txt"]
    assert page.locator("[data-files] li").count() == 2


def test_the_map_opens_its_incidents_and_no_page_is_wider_than_a_telephone(page: Page, desk: str) -> None:
    page.goto(f"{desk}/map/")
    assert page.locator("svg.map circle").count() >= 1
    _keep(page, "map")
    expected = int(page.locator("main tbody td bdi").first.inner_text())
    follow(page.locator("main tbody th a").first)
    assert page.locator("td.day").count() == expected
    page.set_viewport_size({"width": 390, "height": 844})
    for address in (
        "/map/",
        "/incidents/",
        "/statistics/?by=kind&across=year",
        "/inbox/",
        "/search/?q=دير",
        "/queues/leads/",
    ):
        page.goto(desk + address)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, (
            address
        )


def test_a_telephone_shows_a_line_of_a_list_whole_with_what_its_figures_are(page: Page, desk: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    killed = {"ar": "القتلى", "en": "killed"}[page.locator("html").get_attribute("lang") or ""]
    page.goto(f"{desk}/incidents/")
    figure = page.locator(".lines tbody td.fig").first
    assert (figure.get_attribute("data-label") or "").casefold() == killed
    assert "data-label" in page.evaluate(
        "e => getComputedStyle(e, '::before').content + e.outerHTML", figure.element_handle()
    )
    for screen in ("incidents", "documents", "queues/leads", "queues/conflicts", "sources", "actors", "people"):
        page.goto(f"{desk}/{screen}/")
        for cell in page.locator(".lines tbody tr").first.locator("td, th").all():
            box = cell.bounding_box()
            assert box is None or (box["x"] >= 0 and box["x"] + box["width"] <= 390), screen
    _keep(page, "telephone")


def test_a_printed_page_holds_what_was_read_and_no_form(page: Page, desk: str) -> None:
    page.goto(f"{desk}/incidents/")
    follow(page.locator("main tbody a").first)
    page.wait_for_selector("q.said")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 720, "height": 1000})
    assert page.locator(".sides.many .panel").first.is_visible()
    assert page.locator("form.inline:visible, main input:visible, main button:visible, .skip:visible").count() == 0
    outside = page.evaluate(
        """() => [...document.querySelectorAll("main *:not(svg *)")].filter(e => e.getClientRects().length &&
        (e.getBoundingClientRect().left < -1 || e.getBoundingClientRect().right > innerWidth + 1)).map(e => e.outerHTML.slice(0, 120))"""
    )
    assert outside == []


def _witness(page: Page, desk: str) -> str:
    """Takes a witness down; the address of the pseudonym."""
    page.goto(f"{desk}/identities/")
    form = page.locator("form[action='/identities/take/']")
    form.locator("select[name=kind]").select_option("witness")
    form.locator("input[name=name]").fill("Zubayda Qanqarish")
    form.locator("input[name=contact]").fill("+963 000 111 222")
    form.locator("input[name=reason]").fill("interview")
    form.locator("button").click()
    page.wait_for_url(re.compile("/identities/W-"))
    return page.url.removeprefix(desk)


def test_a_witness_is_a_pseudonym_from_the_moment_they_are_taken_down(page: Page, desk: str) -> None:
    address = _witness(page, desk)
    assert "Zubayda" not in page.content()
    form = page.locator(f"form[action='{address}consent/']")
    form.locator("input[value=keep]").check()
    form.locator("input[name=given]").fill("2020-05-01")
    form.locator("input[name=reason]").fill("signed in the office")
    follow(form.locator("button"))
    assert page.locator("section.panel li").filter(has=page.locator("details")).count() == 1
    _keep(page, "witness")
    page.goto(f"{desk}/identities/")
    assert page.locator(f"a[href='{address}']").count() == 1
    assert "Zubayda" not in page.content()
    _keep(page, "witnesses")


def _sign_in(page: Page, desk: str, name: str) -> None:
    page.goto(f"{desk}/account/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    follow(page.locator("main form button").last)


def test_a_reviewer_gets_in_with_a_security_key_and_not_with_another(desk: str, browser: Browser) -> None:
    """The whole ceremony of WebAuthn, with Chromium's own authenticator in place of a key of metal."""
    key = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasResidentKey": False,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    context = browser.new_context()
    context.add_cookies([{"name": "tawthiq_language", "value": "ar", "url": desk}])
    page = context.new_page()
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    mine = devices.send("WebAuthn.addVirtualAuthenticator", {"options": key})["authenticatorId"]
    _sign_in(page, desk, "rima")
    page.goto(f"{desk}/documents/")
    assert page.url == f"{desk}/account/2fa/", "no reviewer works without a second factor"
    follow(page.locator("a[href='/account/2fa/webauthn/add/']"))
    page.fill("input[name=password]", PASSWORD)  # asked again before what guards the account changes
    follow(page.locator("main form button").last)
    page.wait_for_url(f"{desk}/account/2fa/webauthn/add/")
    page.fill("input[name=name]", "المفتاح الأزرق")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda url: "/webauthn/add/" not in url)
    page.goto(f"{desk}/account/2fa/webauthn/")
    assert page.locator("tbody th").inner_text() == "المفتاح الأزرق"
    _keep(page, "security-key")
    assert len(devices.send("WebAuthn.getCredentials", {"authenticatorId": mine})["credentials"]) == 1

    context.clear_cookies()
    _sign_in(page, desk, "rima")
    page.wait_for_url(re.compile("/account/2fa/authenticate/"))
    page.goto(f"{desk}/documents/")
    assert "/account/" in page.url, "the password alone opens nothing"
    page.goto(f"{desk}/account/2fa/authenticate/")
    page.locator("#mfa_webauthn_authenticate").click()
    page.wait_for_url(lambda url: "/account/" not in url)
    page.goto(f"{desk}/documents/")
    assert page.locator("main table a").count() >= 3

    context.clear_cookies()
    devices.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": mine})
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    _sign_in(page, desk, "rima")
    page.wait_for_url(re.compile("/account/2fa/authenticate/"))
    page.locator("#mfa_webauthn_authenticate").click()
    page.wait_for_timeout(1_500)
    page.goto(f"{desk}/documents/")
    assert "/account/" in page.url, "another key opens nothing"
    context.close()


SCREENS = (
    "/", "/inbox/", "/documents/", "{document}", "{document}?edit={toll}", "{document}?edit={place}", "{document}?add={account}&field=actor",
    "{document}?tell=1", "{document}?move={account}", "/map/",
    "/incidents/", "{incident}", "/queues/", "/queues/leads/", "/queues/pairs/", "/queues/conflicts/", "/queues/findings/", "/queues/restricted/",
    "/queues/proposals/", "/queues/mine/", "/search/?q=القصور", "/statistics/?by=governorate&across=year&measure=killed",
    "/anniversaries/?day=2020-09-25", "/timeline/?from=2012-09-01&to=2012-09-30", "/people/", "/people/same/", "{person}", "/actors/", "{party}", "/sources/", "{source}", "/identities/", "{identity}", "/vocabulary/?kind=actor&code=hts", "/vocabulary/?kind=place&place=إدلب", "/tokens/", "/account/2fa/",
    "/account/password/change/",
)  # fmt: skip


def test_every_screen_keeps_wcag_2_2_aa(page: Page, desk: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.goto(f"{desk}/documents/")
    document = page.locator("main table a").first.get_attribute("href")
    page.goto(f"{desk}{document}")
    incident = page.locator("section.panel a[href^='/incidents/']").first.get_attribute("href")
    identity = _witness(page, desk)
    page.goto(f"{desk}/sources/")
    source = page.locator("main table a").first.get_attribute("href")
    page.goto(f"{desk}{document}")
    ids = {
        "document": document,
        "source": source,
        "identity": identity,
        "toll": page.locator("article.claim.toll").first.get_attribute("data-claim"),
        "place": page.locator("article.claim.place").first.get_attribute("data-claim"),
        "account": (page.locator("section[id^=a]").first.get_attribute("id") or "")[1:],
        "incident": incident,
    }
    for name, listed in (("person", "/people/"), ("party", "/actors/")):
        page.goto(f"{desk}{listed}")
        ids[name] = page.locator("tbody th a").first.get_attribute("href")
    wanted = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
    found: list[str] = []
    for screen in SCREENS:
        page.goto(desk + screen.format(**ids))
        assert page.locator("h1").count() == 1, screen
        for violation in Axe().run(page, options=wanted).response["violations"]:
            nodes = "; ".join(str(node["html"])[:160] for node in violation["nodes"][:3])
            found.append(f"{screen}: {violation['id']}: {nodes}")
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if overflow > 0:
            found.append(f"{screen}: {overflow} pixels too wide")
    assert found == []

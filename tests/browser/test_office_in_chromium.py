"""An office at work together in Debian's Chromium, in Arabic and in English: who may read an incident, second persons, queues, searches,
figures, accounts and words. Every officer has signed in with a second factor.
"""

from __future__ import annotations

import re

import pytest

from tests.browser.offices import Desk, approve, keep, send
from tests.browser.serving import follow

pytestmark = pytest.mark.browser


def test_one_closes_an_incident_two_open_it_and_others_do_not_find_it(desk: Desk) -> None:
    senior = desk("samir", "/queues/restricted/")
    grave = senior.locator("main li a[href*='karm-al-zaytoun']:not(.tag)")
    assert grave.count() == 1, "sexual violence is restricted before anybody ruled"
    keep(senior, "restricted")
    address = grave.get_attribute("href") or ""
    follow(grave)
    assert senior.locator("#access li a[href^='/documents/']").count() == 1, "its report is open, and the page says so"
    publisher = desk("nour", address)
    assert publisher.locator("h1").count() == 1
    assert "karm-al-zaytoun" not in publisher.locator("main").inner_html()
    publisher.goto("/incidents/?from=2013-03-01&to=2013-03-31")
    assert publisher.locator("td.day").count() == 0
    send(senior, "/access/", access="internal")
    keep(senior, "incident-access")
    approve(desk("rima", "/"))
    publisher.goto("/incidents/?from=2013-03-01&to=2013-03-31")
    assert publisher.locator("td.day").count() == 1
    senior.goto(address)
    report = senior.locator("#access input[name=report]")
    assert report.is_checked(), "its report is closed with it, unless that is unticked"
    document = f"/documents/{report.get_attribute('value')}/"
    keep(senior, "incident-to-close")
    send(senior, "/access/", access="restricted")
    assert senior.locator("ol.decisions li[id]").count() >= 2
    assert senior.locator("#access li a[href^='/documents/']").count() == 0
    publisher.reload()
    assert publisher.locator("td.day").count() == 0
    publisher.goto(document)
    assert "Karm" not in publisher.locator("main").inner_text()
    senior.goto(document)
    send(senior, "/access/", access="internal")
    keep(senior, "document-access")
    approve(desk("rima", "/"))
    publisher.goto(document)
    assert "Karm" in publisher.locator("main").inner_text()


def test_an_incident_is_graded_split_and_merged_and_each_is_taken_back(desk: Desk) -> None:
    senior = desk("samir", "/search/?q=القصور")
    address = senior.locator("article a.tag[href^='/incidents/']").first.get_attribute("href") or ""
    senior.goto(address)
    before = senior.locator("p > .grade").first.inner_text()
    after = "G1" if before != "G1" else "G2"
    send(senior, "/rule/", grade=after)
    assert senior.locator("p > .grade").first.inner_text() == after
    send(senior, "/undo/")
    assert senior.locator("p > .grade").first.inner_text() == before
    sources = senior.locator(".sides.many > section").count()
    assert sources > 1
    senior.locator(".sides.many input[type=checkbox]").first.check()
    send(senior, "/split/")
    other = desk("huda", "/")
    approve(other)
    senior.goto(address)
    assert senior.locator(".sides.many > section").count() == sources - 1
    senior.locator("ol.decisions details").first.locator("summary").click()
    send(senior, "/undo/")
    approve(other)
    senior.goto(address)
    assert senior.locator(".sides.many > section").count() == sources
    assert senior.locator("a[href*='?move=']").count() == sources, "a telling can be moved from here"
    keep(senior, "incident")


def test_a_document_is_ruled_on_claim_by_claim(desk: Desk) -> None:
    lang = desk("amal", "/").locator("html").get_attribute("lang")
    analyst = desk("amal", "/documents/")
    follow(analyst.locator(f"main table a[lang={lang}]").first)
    address = analyst.url
    claims = "article.claim.toll:not(.rejected):not(.accepted)"
    toll = analyst.locator(claims).first
    name = toll.get_attribute("id")
    toll.locator("[data-act=accept] summary").click()
    send(analyst, f"/claims/{(name or '')[1:]}/accept/")
    assert "accepted" in (analyst.locator(f"#{name}").get_attribute("class") or "")
    follow(analyst.locator(f"#{name} [data-act=correct]"))
    send(analyst, f"/claims/{(name or '')[1:]}/correct/", low="41", high="47")
    said = analyst.locator(f"#{name}").inner_text()
    assert "41" in said
    assert "47" in said
    place = analyst.locator("article.claim.place").first.get_attribute("data-claim")
    analyst.goto(f"{address.partition('#')[0].partition('?')[0]}?edit={place}&place=إدلب#c{place}")
    choices = analyst.locator("select[name=id] option")
    assert choices.count() >= 1, "the place is chosen among ranked candidates"
    assert re.search("إدلب|Idlib", choices.first.inner_text() + choices.nth(1).inner_text())
    analyst.goto(address)
    send(analyst, f"/claims/{(name or '')[1:]}/reject/")
    assert "rejected" in (analyst.locator(f"#{name}").get_attribute("class") or "")
    assert analyst.locator("datalist#reasons option").count() >= 1, "reasons are remembered"
    reviewer = desk("rima", address)
    assert reviewer.locator("form[action$='/review/']").count() >= 1
    assert reviewer.locator("ol.decisions li[id]").count() >= 3
    keep(analyst, "document-ruled")


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
    keep(reviewer, "mine")
    reviewer.goto("/queues/")
    with reviewer.expect_response(lambda r: r.url.endswith("/queues/counts/"), timeout=40_000) as counted:
        pass
    assert counted.value.status == 200
    assert reviewer.locator("a[href='/queues/restricted/']").count() >= 1
    keep(reviewer, "queues")


def test_a_pair_is_laid_side_by_side_with_its_evidence_and_ruled(desk: Desk) -> None:
    analyst = desk("amal", "/queues/pairs/")
    before = analyst.locator("main tbody a[href^='/queues/pairs/']").count()
    if not before:
        pytest.skip("all pairs were ruled on in the other language")
    follow(analyst.locator("main tbody a[href^='/queues/pairs/']").first)
    assert analyst.locator(".sides > section").count() == 2
    assert analyst.locator("main tbody tr td.fig").count() >= 1
    keep(analyst, "pair")
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
    keep(analyst, "search")
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
    keep(analyst, "statistics")
    for address, number in cells[:8]:
        analyst.goto(address)
        assert analyst.locator("td.day").count() == min(number, 20), address
    analyst.goto("/anniversaries/?day=2022-09-20")
    assert analyst.locator("main section li a[href^='/incidents/']").count() >= 1
    keep(analyst, "anniversaries")


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
    keep(admin, "accounts")
    for path in ("/incidents/", "/documents/", "/search/?q=x"):
        assert admin.goto(path).status == 403, path  # type: ignore[union-attr]


def test_a_new_spelling_is_read_with_only_after_its_changes_were_seen(desk: Desk) -> None:
    reviewer = desk("rima", "/vocabulary/?kind=place&place=Ariha")
    lang = reviewer.locator("html").get_attribute("lang")
    code = reviewer.locator("select[name=code] option").nth(1).get_attribute("value")
    reviewer.goto(f"/vocabulary/?kind=place&place=Ariha&code={code}")
    send(reviewer, "/vocabulary/add/", word={"ar": "تل قنقريش", "en": "Tell Qanqarish"}[lang or ""])
    read = reviewer.locator("form[action$='/read/'] button")
    for _ in range(60):  # what was accepted in the other language may still be carried out
        if read.count():
            break
        reviewer.wait_for_timeout(1_000)
        reviewer.goto("/vocabulary/")
    follow(read)
    accept = reviewer.locator("form[action$='/accept/']")
    for _ in range(30):
        reviewer.goto("/vocabulary/")
        follow(reviewer.locator("section.panel li a[href^='/vocabulary/readings/']").first)
        if accept.count():
            break
        reviewer.wait_for_timeout(1_000)
    assert reviewer.locator("main tbody tr").count() >= 1, "what would change is laid out first"
    keep(reviewer, "rereading")
    send(reviewer, "/accept/")
    assert accept.count() == 0

"""Rulings that officers come to by a queue or by each other, in Debian's Chromium, in Arabic and in English: conflicts, findings, sources that
speak with one voice, a file that is tried again, two persons on one record."""

from __future__ import annotations

import pytest

from tests.browser.offices import Desk, keep, send
from tests.browser.serving import follow

pytestmark = pytest.mark.browser


def test_two_on_one_record_and_the_second_loses_nothing(desk: Desk) -> None:
    first = desk("amal", "/documents/")
    lang = first.locator("html").get_attribute("lang")
    follow(first.locator(f"main table a[lang={lang}]").first)
    address = first.url.partition("#")[0]
    claim = (first.locator("article.claim.toll").first.get_attribute("id") or "")[1:]
    second = desk("rima", f"{address}?edit={claim}#c{claim}")
    first.goto(f"{address}?edit={claim}#c{claim}")
    send(first, f"/claims/{claim}/correct/", low="5", high="9", reason="five to nine, by the list")
    form = second.locator(f"form[action$='/claims/{claim}/correct/']")
    form.locator("input[name=low]").fill("6")
    form.locator("input[name=high]").fill("8")
    form.locator("input[name=reason]").fill("six, as the hospital says")
    follow(form.locator("button").last)
    said = second.locator("main").inner_text()
    assert "five to nine, by the list" in said
    assert "5" in second.locator("ul.changed").first.inner_text(), "what the first one changed is told"
    assert "six, as the hospital says" in said
    keep(second, "two-on-one")
    follow(second.locator("main form.panel button"))
    assert second.locator(".messages .success").count() == 1
    assert "8" in second.locator(f"#c{claim}").inner_text()
    history = second.locator("ul.changed").first
    assert "9" in history.inner_text()
    assert "8" in history.inner_text()


def test_a_conflict_leads_to_its_incident_and_a_finding_is_ruled_on(desk: Desk) -> None:
    reviewer = desk("rima", "/queues/conflicts/")
    assert reviewer.locator("main tbody ul.plain li").count() >= 1
    keep(reviewer, "conflicts")
    follow(reviewer.locator("main tbody td a").first)
    assert reviewer.locator("section.panel q.said").count() >= 2
    reviewer.goto("/queues/findings/")
    findings = reviewer.locator("main section[data-row]")
    before = findings.count()
    assert before >= 1
    keep(reviewer, "findings")
    findings.first.locator("input[name=reason]").fill("added up by hand")
    follow(findings.first.locator("button[value=confirmed]"))
    assert reviewer.locator(".messages .success").count() == 1
    assert findings.count() == before - 1


def test_sources_that_are_one_voice_count_once_until_it_is_taken_back(desk: Desk) -> None:
    reviewer = desk("rima", "/sources/")
    names = reviewer.locator("main table a[href^='/sources/']")
    owner = names.nth(1).inner_text()
    follow(names.first)
    form = reviewer.locator("form[action$='/dependence/']")
    form.locator("input[name=owner]").fill(owner)
    form.locator("input[name=reason]").fill("the same editor")
    follow(form.locator("button"))
    assert reviewer.locator(".messages .success").count() == 1, reviewer.locator(".messages").inner_text()
    assert owner in reviewer.locator("dl.facts").inner_text()
    assert owner in reviewer.locator("ul.changed").first.inner_text()
    keep(reviewer, "source")
    reviewer.locator("ol.decisions details summary").first.click()
    send(reviewer, "/undo/")
    assert owner not in reviewer.locator("dl.facts").inner_text()


def test_a_file_that_cannot_be_read_says_why_and_is_tried_again(desk: Desk) -> None:
    collector = desk("karim", "/inbox/")
    lang = collector.locator("html").get_attribute("lang")
    collector.locator("input[type=file]").set_input_files(
        [
            {"name": f"broken-{lang}.docx", "mimeType": "application/octet-stream", "buffer": b"PK\x03\x04 broken"},
            {
                "name": f"good-{lang}.txt",
                "mimeType": "text/plain",
                "buffer": f"Two people were hurt by shelling in Raqqa on 3 May 2013. ({lang})".encode(),
            },
        ]
    )
    follow(collector.locator("main form button").first)
    row = collector.locator("#uploads tbody tr", has_text=f"broken-{lang}.docx")
    row.locator("form button").wait_for(timeout=120_000)
    good = collector.locator("#uploads tbody tr", has_text=f"good-{lang}.txt")
    good.locator("a[href^='/documents/']").wait_for(timeout=120_000)
    keep(collector, "inbox-failed")
    follow(row.locator("form button"))
    row.locator("form button").wait_for(timeout=120_000)
    assert row.count() == 1, "another try is no other file"

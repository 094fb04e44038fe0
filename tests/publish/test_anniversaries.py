"""Anniversaries: years counted from the event's own day, files that other programs read, nothing that may not leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from lxml import etree

from tawthiq.domain.incident import Incident
from tawthiq.domain.register import Register
from tawthiq.domain.when import When
from tawthiq.knowledge.load import toml
from tawthiq.publish import public
from tawthiq.publish.anniversaries.calendar_file import icalendar
from tawthiq.publish.anniversaries.counting import anniversaries_between, month_days, remembered, years_on
from tawthiq.publish.anniversaries.entries import Entry, day_of, entries
from tawthiq.publish.anniversaries.feed import atom
from tawthiq.publish.anniversaries.page import render_page
from tawthiq.publish.register_files import cases_of
from tawthiq.publish.wording import wording

W = {lang: wording(lang, "anniversaries") for lang in ("ar", "en")}
JOURA = date(2012, 9, 25)
ATOM = "{http://www.w3.org/2005/Atom}"
YEAR = (date(2020, 1, 1), date(2020, 12, 31))


def of(register: Register, first: date, last: date, lang: str = "en", **more: str) -> list[Entry]:
    return entries(cases_of(register), first, last, W[lang], **more)


def test_an_event_is_eight_years_old_on_its_day_and_not_before() -> None:
    assert years_on(JOURA, date(2020, 9, 25)) == 8
    assert years_on(JOURA, date(2020, 9, 24)) is None
    assert years_on(JOURA, date(2020, 9, 26)) is None
    assert years_on(JOURA, date(2012, 9, 25)) is None
    assert years_on(JOURA, date(2011, 9, 25)) is None


@pytest.mark.parametrize(
    ("year", "day"),
    [(2016, "2016-02-29"), (2019, "2019-02-28"), (2020, "2020-02-29"), (2100, "2100-02-28")],
)
def test_a_leap_day_is_remembered_on_the_last_of_february(year: int, day: str) -> None:
    event = date(2012, 2, 29)
    assert remembered(event, year) == date.fromisoformat(day)
    assert years_on(event, date.fromisoformat(day)) == year - 2012
    assert years_on(event, date(year, 3, 1)) is None


@given(
    st.dates(date(1950, 1, 1), date(2030, 12, 31)),
    st.dates(date(1950, 1, 1), date(2060, 12, 31)),
    st.integers(0, 900),
)
def test_every_event_has_one_anniversary_a_year_and_both_ways_of_asking_agree(
    event: date, first: date, length: int
) -> None:
    last = first + timedelta(days=length)
    listed = list(anniversaries_between(event, first, last))
    asked = [(d, y) for n in range(length + 1) if (y := years_on(event, d := first + timedelta(days=n))) is not None]
    assert listed == asked
    assert len({years for _, years in listed}) == len(listed)
    assert not listed or (event.month, event.day) in month_days(first, last)


def test_the_page_calendar_and_feed_of_a_day(register: Register) -> None:
    (entry,) = of(register, date(2020, 9, 25), date(2020, 9, 25))
    assert (entry.years, entry.incident, entry.event) == (8, "inc-joura", JOURA)
    assert entry.heading == "8 years since: Mass killing in al-Joura and al-Qusour, Deir ez-Zor"
    assert "Killed: from 401 to 501 or more." in entry.summary
    assert of(register, date(2020, 9, 24), date(2020, 9, 24)) == []
    (ar,) = of(register, date(2014, 9, 25), date(2014, 9, 25), "ar")
    assert ar.heading.startswith("مرور سنتين على: ")
    assert "القتلى: من 401 إلى 501 فأكثر." in ar.summary


def test_only_what_counts_and_may_leave_is_remembered(register: Register) -> None:
    joura = next(i for i in register.incidents if i.id == "inc-joura")
    assert day_of(joura) == JOURA
    unknown: list[Incident] = [
        replace(joura, date=None),
        replace(joura, date=When(JOURA, JOURA + timedelta(days=1), "T3", "absolute")),
        replace(joura, date=When(JOURA, JOURA, "T7", "absolute")),
        replace(joura, kind="sexual_violence"),
        replace(joura, background_only=True),
        replace(joura, grade="G0"),
    ]
    assert [day_of(incident) for incident in unknown] == [None] * len(unknown)
    told = {public.public_id(i) for i in register.incidents if day_of(i) is not None}
    assert {e.incident for e in of(register, *YEAR)} == told
    sealed = tuple(replace(e, document=replace(e.document, restricted=True)) for e in register.extractions)
    assert of(replace(register, extractions=sealed), *YEAR) == []


def test_a_coarsened_place_is_coarse_here_too(register: Register) -> None:
    hospital = next(e for e in of(register, *YEAR) if e.incident == public.sealed_id("inc-hospital"))
    for text in (hospital.heading, hospital.summary, hospital.place, hospital.incident, hospital.link):
        assert "Sakhour" not in text
    assert hospital.position == (37.2, 36.2)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_calendar_program_reads_the_calendar(register: Register, lang: str) -> None:
    found = of(register, date(2018, 1, 1), date(2021, 12, 31), lang, link="https://example.org/{lang}/{id}")
    written = icalendar(found, W[lang])
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert not set("\u2066\u2067\u2068\u2069") & set(written.decode())
    events = Calendar.from_ical(written).walk("VEVENT")
    assert [(str(e["uid"]), e["dtstart"].dt, e["dtend"].dt) for e in events] == [
        (f"{e.incident}-{e.day.year}@tawthiq", e.day, e.day + timedelta(days=1)) for e in found
    ]
    assert [str(e["summary"]) for e in events] == [e.heading for e in found]
    assert len({str(e["uid"]) for e in events}) == len(found) > 4
    assert str(events[0]["url"]) == f"https://example.org/{lang}/{found[0].incident}"


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_feed_reader_reads_the_feed(register: Register, lang: str) -> None:
    found = of(register, *YEAR, lang, link="https://example.org/{id}?a=1&b=2")
    feed = etree.fromstring(atom(found, W[lang], updated=YEAR[1]))
    assert feed.tag == f"{ATOM}feed"
    listed = feed.findall(f"{ATOM}entry")
    assert [e.findtext(f"{ATOM}updated") for e in listed] == sorted((f"{e.day}T00:00:00Z" for e in found), reverse=True)
    assert {e.findtext(f"{ATOM}title") for e in listed} == {e.heading for e in found}
    assert len({e.findtext(f"{ATOM}id") for e in listed}) == len(found)
    assert feed.findtext(f"{ATOM}updated") == "2020-12-31T00:00:00Z"
    for node in (feed, *listed):
        assert all(node.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    assert listed[0].find(f"{ATOM}link").get("href").endswith("?a=1&b=2")
    ids = [
        e.findtext(f"{ATOM}id")
        for e in etree.fromstring(atom(found, W[lang], updated=date(2021, 1, 1))).findall(f"{ATOM}entry")
    ]
    assert ids == [e.findtext(f"{ATOM}id") for e in listed]


def test_the_page_escapes_titles_and_refuses_hostile_links(register: Register) -> None:
    found = of(register, *YEAR, link="javascript:alert(1)//{id}")
    page = render_page(found, *YEAR, W["en"], other="x.html")
    assert "javascript:" not in page
    assert "8 years ago" in page.replace("\u2066", "").replace("\u2069", "")
    assert "<i>" not in page
    assert W["en"]("anniversary.none") in render_page([], *YEAR, W["en"])


def test_both_languages_say_the_same_things() -> None:
    ar, en = (toml(f"vocabularies/anniversaries_{lang}.toml")["anniversary"] for lang in ("ar", "en"))
    assert set(ar) == set(en)

"""What the five real reports must give, as the office asked; skipped where the reports are not on this machine."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tawthiq.domain.account import Account, Extraction
from tawthiq.domain.incident import Incident
from tawthiq.domain.register import Register
from tawthiq.pipeline import extract_all, make_register, read_all
from tests.conftest import SHARED

SEEDS = SHARED / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="../shared is not on this machine")


@pytest.fixture(scope="module")
def register() -> Register:
    return make_register(extract_all(read_all([Path(SEEDS)])))


def told(register: Register, number: str) -> Extraction:
    return next(e for e in register.extractions if e.document.id.startswith(number))


def tolls(account: Account) -> set[tuple[str, str | None, int, int | None]]:
    return {(t.harm, t.group, t.count.low, t.count.high) for t in account.tolls}


def test_publication_dates_are_found_in_the_texts(register: Register) -> None:
    assert told(register, "000").document.published.day == date(2020, 9, 25)
    assert told(register, "003").document.published.day == date(2025, 12, 15)
    assert told(register, "002").document.published.day is None


def joura(register: Register) -> Incident:
    ids = {told(register, n).document.id for n in ("000", "003")}
    return next(i for i in register.incidents if ids <= {d for d, _ in i.accounts})


def test_joura_and_qusour_are_one_incident_with_its_three_counts(register: Register) -> None:
    incident = joura(register)
    assert incident.date is not None
    assert incident.date.start == date(2012, 9, 25)
    by_id = {e.document.id: e for e in register.extractions}
    dead = {
        (t.count.low, t.count.high, t.count.qualifier)
        for d, a in incident.accounts
        for t in by_id[d].accounts[a].tolls
        if t.harm == "killed"
    }
    assert {(401, None, "more_than"), (500, 500, "about"), (501, None, "more_than")} <= dead
    killed = next(t for t in incident.tolls if t.harm == "killed" and t.group is None)
    assert killed.min == 401
    assert killed.open_ended
    accused = {
        (a.code, a.unit)
        for d, n in incident.accounts
        for a in by_id[d].accounts[n].actors
        if a.role == "alleged_perpetrator"
    }
    assert any(code == "gov" for code, _ in accused)
    assert any("105" in unit for _, unit in accused)
    people = {p.key for d, n in incident.accounts for p in by_id[d].accounts[n].persons if p.role == "commander"}
    assert {"issam_zahreddine", "ali_khazem"} <= people
    weapons = {w.code for d, n in incident.accounts for w in by_id[d].accounts[n].weapons}
    assert {"small_arms", "knife", "fire"} <= weapons
    assert incident.links
    assert all(link.reasons for link in incident.links)


def test_numbers_that_count_other_things_are_no_tolls(register: Register) -> None:
    hurt = {t.count.value for e in register.extractions for a in e.accounts for t in a.tolls}
    assert not hurt & {105, 40, 39, 2014, 2017, 90, 10, 33}


def test_the_statistical_report(register: Register) -> None:
    report = told(register, "001")
    rows = [a for a in report.aggregates if a.dimension != "total"]
    assert len({(a.dimension, a.key) for a in rows}) == 25
    totals = {(a.measure, a.count.value) for a in report.aggregates if a.dimension == "total"}
    assert {("incidents", 711), ("killed", 6439)} <= totals
    passed = [f.message_en for f in report.findings if f.passed and f.rule == "D1"]
    for dimension in ("months", "actors", "governorates"):
        assert any(dimension in m and "711" in m for m in passed)
    assert any("6,439" in m for m in passed)
    half = next(f for f in report.findings if f.rule == "D5" and not f.passed)
    assert "7" in half.message_en
    assert half.message_ar
    assert not report.accounts


def test_two_strikes_a_siege_and_an_appeal(register: Register) -> None:
    report = told(register, "002")
    strikes = {a.place.place.name_en: a for a in report.accounts if a.kind == "airstrike" and a.place}
    hamidiyah, susah = strikes["al-Hamidiyah"], strikes["al-Susah"]
    assert {("killed", "civilian", 7, 7), ("killed", "child", 2, 2)} <= tolls(hamidiyah)
    assert any(t.harm == "injured" and t.count.qualifier == "vague" for t in hamidiyah.tolls)
    assert ("killed", "family_unit", 1, 1) in tolls(susah)
    for strike in (hamidiyah, susah):
        assert {a.code for a in strike.actors if a.role == "alleged_perpetrator"} == {"rus"}
        assert strike.date is not None
        assert not strike.date.known
        assert strike.date.quote is not None
    assert any(("besieged", "civilian", 700, 700) in tolls(a) for a in report.accounts)
    assert any(a.measure == "killed" and a.count.value == 33 for a in report.aggregates)
    addressees = {x for a in report.appeals for x in a.to}
    assert len(addressees) >= 3
    assert any(a.people_at_risk is not None and a.people_at_risk.count.value == 700 for a in report.appeals)


def test_the_page_with_a_comment(register: Register) -> None:
    report = told(register, "004")
    aside = "".join(report.document.text[a.span.start : a.span.end] for a in report.document.asides)
    assert "بنت الدير" in aside
    assert "الأكثر قراءة" in aside
    strike = next(a for a in report.accounts if ("killed", None, 7, 7) in tolls(a))
    assert strike.date is not None
    assert strike.date.partial
    dead = {p.key for a in report.accounts for p in a.persons if p.role == "fighter_killed"}
    assert "issam_zahreddine" in dead

"""Tables: every incident in exactly one row, so that rows add up (R15, R17)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.domain.incident import Incident, Responsibility, TollRange
from tawthiq.domain.register import Register
from tawthiq.domain.when import When, precision_of
from tawthiq.publish.buckets import actor, relation
from tawthiq.publish.statistics import DIMENSIONS, counted, table, within

PARTIES = ("gov", "rus", "isis")


@st.composite
def ranges(draw: st.DrawFn) -> TollRange:
    low = draw(st.integers(0, 900))
    high = draw(st.none() | st.integers(low, 1200))
    group = draw(st.sampled_from((None, "civilian", "child", "combatant", "family_unit")))
    harm = draw(st.sampled_from(("killed", "injured", "bodies_found", "killed_or_injured")))
    return TollRange(harm, group, low, low, high, high is None, "R8", 1, ())


@st.composite
def incidents(draw: st.DrawFn) -> Incident:
    start = draw(st.none() | st.dates(date(2011, 1, 1), date(2018, 12, 31)))
    when = None
    if start is not None:
        end = start + timedelta(days=draw(st.integers(0, 400)))
        when = When(start, end, precision_of(start, end), "absolute")
    mode = draw(st.sampled_from(("sole", "joint", "either_or")))
    codes = draw(st.lists(st.sampled_from(PARTIES), unique=True, max_size=3))
    role = draw(st.sampled_from(("alleged_perpetrator", "denied", "target")))
    actors = tuple(Responsibility(code, code, code, role, mode, (), 1) for code in codes)
    return Incident(
        draw(st.text("abc", min_size=6, max_size=12)),
        (),
        "",
        "",
        draw(st.sampled_from(("airstrike", "shelling", "unknown", "not-a-code"))),
        (),
        when,
        None,
        actors,
        tuple(draw(st.lists(ranges(), max_size=4))),
        draw(st.sampled_from(("G1", "G2", "G3", "G0"))),
        "unknown",
        background_only=draw(st.booleans()),
        massacre_by=draw(st.sampled_from(((), ("a",)))),
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(incidents(), max_size=12, unique_by=lambda incident: incident.id))
def test_rows_add_up_in_every_dimension(made: list[Incident]) -> None:
    register = Register((), tuple(made))
    wanted = [incident.id for incident in made if not incident.background_only and incident.grade != "G0"]
    totals = []
    for dimension in DIMENSIONS:
        one = table(register, dimension)
        assert sorted(ident for row in one.rows for ident in row.incidents) == sorted(wanted)
        assert len({row.key for row in one.rows}) == len(one.rows)
        for measure in ("killed", "injured"):
            rows, total = [getattr(row, measure) for row in one.rows], getattr(one.total, measure)
            assert sum(part.low for part in rows) == total.low
            assert sum(part.high for part in rows) == total.high
            assert any(part.open for part in rows) == total.open
            assert sum(part.incidents for part in rows) == total.incidents
            assert all(part.low <= part.high for part in rows)
        assert sum(len(row.massacres) for row in one.rows) == len(one.total.massacres)
        totals.append((one.total.killed, one.total.injured))
    assert len(set(totals)) == 1


def test_the_sample_by_month(register: Register) -> None:
    keys = [row.key for row in table(register, "month").rows]
    assert keys == ["2012-09", "2016-11", "2016-12", "2017", "2017-06/2017-07", "undated"]


def test_joint_and_unresolved_responsibility_have_rows_of_their_own(register: Register) -> None:
    rows = {row.key: row for row in table(register, "actor").rows}
    assert list(rows) == ["gov", "rus", "joint:gov+rus", "unresolved:gov+opp", "unattributed"]
    assert rows["joint:gov+rus"].incidents == ("inc-market",)
    assert rows["unresolved:gov+opp"].incidents == ("inc-shell",)
    assert "inc-hospital" in rows["unattributed"].incidents, "a denial is no accusation"
    assert rows["joint:gov+rus"].label_ar.startswith("مشتركة: ")


def test_parties_accused_by_different_sources_are_unresolved(register: Register) -> None:
    market = next(incident for incident in register.incidents if incident.id == "inc-market")
    gov, rus = (replace(actor, mode="sole") for actor in market.actors)
    apart = replace(market, actors=(gov, replace(rus, accounts=(("other", 0),))))
    rows = table(Register((), (apart,)), "actor").rows
    assert [row.key for row in rows] == ["unresolved:gov+rus"]
    one_account = replace(market, actors=(gov, rus))
    rows = table(Register((), (one_account,)), "actor").rows
    assert [row.key for row in rows] == ["joint:gov+rus"], "one account names both"


def test_governorates_are_named_alike_in_every_row(register: Register) -> None:
    rows = {row.key: row for row in table(register, "governorate").rows}
    assert list(rows) == ["sy.deir-ez-zor", "sy.daraa", "sy.aleppo", "sy.idlib"]
    assert (rows["sy.aleppo"].label_en, rows["sy.aleppo"].label_ar) == ("Aleppo", "حلب")
    assert rows["sy.daraa"].incidents == ("inc-mine", "inc-shell")


def test_incidents_in_passing_and_discounted_ones_are_not_counted(register: Register) -> None:
    discounted = replace(register.incidents[0], grade="G0")
    kept = counted(replace(register, incidents=(discounted, *register.incidents[1:])))
    assert [incident.id for incident in kept] == [
        "inc-hamidiyah",
        "inc-hospital",
        "inc-market",
        "inc-mine",
        "inc-shell",
    ]


def test_a_stretch_of_time_holds_only_what_certainly_lies_in_it(register: Register) -> None:
    def ids(start: date | None, end: date | None) -> list[str]:
        return [incident.id for incident in within(register, start, end).incidents]

    assert ids(date(2016, 11, 14), date(2016, 12, 5)) == ["inc-hospital", "inc-market"]
    assert ids(date(2017, 1, 1), date(2017, 6, 30)) == [], "the shell may have fallen in July"
    assert ids(None, date(2012, 12, 31)) == ["inc-joura"]
    assert len(ids(None, None)) == 7


def test_an_unknown_dimension_is_refused(register: Register) -> None:
    with pytest.raises(KeyError):
        table(register, "religion")


def test_responsibility_in_dispute_is_unresolved_even_where_one_account_names_both(register: Register) -> None:
    market = next(incident for incident in register.incidents if incident.id == "inc-market")
    assert (actor(market).key, relation(market)) == ("joint:gov+rus", "joint")
    disputed = replace(market, attribution_grade="contested")
    assert (actor(disputed).key, relation(disputed)) == ("unresolved:gov+rus", "disputed")
    shell = next(incident for incident in register.incidents if incident.id == "inc-shell")
    assert relation(shell) == "either_or"
    assert relation(register.incidents[0]) == ""

"""The parity table: every party's row counts what its incidents say, by the same rules as everybody's."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace
from itertools import permutations
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.domain.incident import Incident, Responsibility, TollRange
from tawthiq.domain.register import Register
from tawthiq.publish.parity import ALL, FIELDS, NOBODY, Parity, parity, parity_csv, write_parity

PARTIES = ("gov", "rus", "isis", "sdf", "opp")


def _incident(ident: str, *actors: Responsibility, grade: str = "G2", tolls: tuple[TollRange, ...] = ()) -> Incident:
    attribution = "alleged_single" if actors else "unknown"
    return Incident(ident, (), "", "", "airstrike", (), None, None, actors, tolls, grade, attribution)


def _accused(code: str, role: str = "alleged_perpetrator", mode: str = "sole", origins: int = 1) -> Responsibility:
    return Responsibility(code, code, code, role, mode, (), origins)


def _range(low: int, high: int | None, harm: str = "killed") -> TollRange:
    return TollRange(harm, None, low, low, high, high is None, "R8", 1, ())


def _rows(register: Register) -> dict[str, Parity]:
    return {row.key: row for row in parity(register)}


def test_the_sample_register_gives_the_rows_that_its_incidents_say(register: Register) -> None:
    rows = _rows(register)
    assert list(rows) == ["gov", "rus", "opp", NOBODY, ALL]
    gov = rows["gov"]
    assert gov.incidents == ("inc-joura", "inc-market", "inc-shell")
    assert gov.grades == {"G3": 1, "G2": 2}
    assert gov.attributions == {"alleged_multi": 1, "alleged_single": 1, "contested": 1}
    assert gov.modes == {"sole": 1, "joint": 1, "either_or": 1}
    assert (gov.figures, gov.open_figures) == (4, 1)
    assert (gov.origins, gov.naming_origins) == (4, 3)
    assert rows["rus"].denied == 0  # the denial stands in an incident that nobody lays to them
    assert rows[NOBODY].incidents == ("inc-hospital", "inc-mine")
    assert len(rows[ALL].incidents) == 6  # the one mentioned in passing is not counted


def test_a_unit_counts_with_its_party_and_once_where_both_are_named() -> None:
    rows = _rows(
        Register((), (_incident("a", _accused("army"), _accused("gov", origins=2)), _incident("b", _accused("army"))))
    )
    assert list(rows) == ["gov", ALL]
    assert rows["gov"].incidents == ("a", "b")
    assert rows["gov"].naming_origins == 3


def test_a_denial_counts_for_the_party_that_denies_alone() -> None:
    made = _incident("a", _accused("gov"), _accused("rus"), _accused("rus", "denied"))
    rows = _rows(Register((), (made,)))
    assert (rows["gov"].denied, rows["rus"].denied, rows[ALL].denied) == (0, 1, 1)


def test_shares_and_means_of_the_table() -> None:
    incidents = (
        _incident("a", _accused("gov"), grade="G1", tolls=(_range(3, None),)),
        _incident("b", _accused("gov", origins=2), grade="GC", tolls=(_range(3, 3), _range(1, 2, "injured"))),
        _incident("c", _accused("gov"), grade="G2"),
    )
    row = next(csv.DictReader(io.StringIO(parity_csv(Register((), incidents)), newline="")))
    assert row["graded_share"] == "0.667"
    assert row["open_share"] == "0.333"
    assert row["naming_origins_mean"] == "1.333"
    assert row["figure_rules"] == "R8:3"
    assert (row["grade_G1"], row["grade_GC"]) == ("1", "1")


def test_nothing_counted_gives_an_empty_total_and_no_share() -> None:
    lines = parity_csv(Register(())).split("\r\n")
    assert lines[0].split(",") == [name for name, _, _ in FIELDS]
    (total,) = csv.DictReader(io.StringIO(parity_csv(Register(())), newline=""))
    assert (total["party"], total["incidents"], total["graded_share"], total["open_share"]) == (ALL, "0", "", "")


def test_the_file_holds_the_table_and_runs_nothing(tmp_path: Path) -> None:
    hostile = _incident("a", replace(_accused("=cmd()"), name_en="=cmd()", name_ar="+1"))
    write_parity(Register((), (hostile,)), tmp_path / "parity.csv")
    text = (tmp_path / "parity.csv").read_bytes().decode()
    assert text == parity_csv(Register((), (hostile,)))
    assert not any(cell[:1] in "=+-@" for row in csv.reader(io.StringIO(text)) for cell in row if cell)


_ACTOR = st.builds(
    _accused,
    st.sampled_from(PARTIES),
    st.sampled_from(("alleged_perpetrator", "denied", "target", "responsible_admitted")),
    st.sampled_from(("sole", "joint", "either_or")),
    st.integers(1, 4),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.lists(_ACTOR, max_size=3), st.sampled_from(("G1", "G2", "G3", "GC", "G0"))), max_size=8),
    st.data(),
)
def test_parties_that_change_places_change_rows_and_nothing_else(
    told: list[tuple[list[Responsibility], str]], data: st.DataObject
) -> None:
    turned = dict(zip(PARTIES, data.draw(st.sampled_from(list(permutations(PARTIES)))), strict=True))
    here, there = (
        _rows(
            Register(
                (),
                tuple(
                    _incident(str(n), *(replace(a, code=swap[a.code]) for a in actors), grade=grade)
                    for n, (actors, grade) in enumerate(told)
                ),
            )
        )
        for swap in (dict(zip(PARTIES, PARTIES, strict=True)), turned)
    )
    assert {turned.get(key, key) for key in here} == set(there)
    for key, row in here.items():
        other = there[turned.get(key, key)]
        assert replace(other, key=key, label_ar=row.label_ar, label_en=row.label_en) == row
    incidents = Counter(ident for key, row in here.items() if key != ALL for ident in row.incidents)
    assert set(incidents) == set(here[ALL].incidents)

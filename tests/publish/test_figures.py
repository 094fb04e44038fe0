"""The figure of an incident and how it is written (R7, R10, R11)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tawthiq.domain.incident import Incident, TollRange
from tawthiq.domain.register import Register
from tawthiq.publish.figures import Sum, add, figure_text, headline, range_text
from tawthiq.publish.trace import Trace


def _incident(*ranges: TollRange) -> Incident:
    return Incident("x", (), "", "", "airstrike", (), None, None, (), ranges, "G2", "unknown")


def _killed(group: str | None, low: int, high: int | None) -> TollRange:
    return TollRange("killed", group, low, low, high, high is None, "R8", 1, ())


def _nothing(_: object) -> None:
    return None


@pytest.mark.parametrize(
    ("low", "high", "is_open", "text"),
    [(7, 7, False, "7"), (5, 7, False, "5–7"), (401, 401, True, "401+"), (401, 1501, True, "401–1,501+")],
)
def test_a_range_in_digits(low: int, high: int, is_open: bool, text: str) -> None:
    assert range_text(low, high, is_open) == text


def test_an_open_figure_shows_the_highest_number_anyone_says(register: Register) -> None:
    figure = headline(register.incidents[0], "killed", Trace(register).toll)
    assert figure is not None
    assert figure_text(figure) == "401–501+", "more than 500 is at least 501"


def test_superseded_claims_do_not_raise_the_top(register: Register) -> None:
    joura = register.incidents[0]
    only = replace(joura.tolls[0], superseded=joura.tolls[0].claims, best=None)
    figure = headline(replace(joura, tolls=(only,)), "killed", Trace(register).toll)
    assert figure is not None
    assert (figure.low, figure.high, figure.open) == (401, 401, True)


def test_people_in_general_go_before_groups() -> None:
    figure = headline(
        _incident(_killed("child", 2, 2), _killed(None, 9, 9), _killed("civilian", 7, 7)), "killed", _nothing
    )
    assert figure is not None
    assert figure.low == 9


def test_civilians_and_combatants_add_up_where_no_whole_is_given() -> None:
    figure = headline(_incident(_killed("civilian", 7, 9), _killed("combatant", 2, None)), "killed", _nothing)
    assert figure is not None
    assert (figure.low, figure.high, figure.open) == (9, 11, True)


def test_overlapping_groups_are_never_added() -> None:
    figure = headline(_incident(_killed("child", 2, 2), _killed("woman", 3, 3)), "killed", _nothing)
    assert figure is not None
    assert (figure.low, figure.high) == (3, 3)


def test_families_are_not_people_and_bodies_are_not_killed() -> None:
    bodies = replace(_killed(None, 40, 40), harm="bodies_found")
    assert headline(_incident(_killed("family_unit", 3, 3), bodies), "killed", _nothing) is None


def test_a_sum_of_nothing_is_a_dash_not_a_zero() -> None:
    assert figure_text(add([None, None])) == "—"
    assert figure_text(Sum(0, 0, False, 1)) == "0"

"""No figure may fall below its floor, and the README says what is measured."""

from __future__ import annotations

import pytest

from tests.evaluation.corpus import awaited
from tests.evaluation.floors import broken, read_floors
from tests.evaluation.measuring import measured, standings
from tests.evaluation.readme import README, between, table

pytestmark = pytest.mark.skipif(awaited(), reason="the gold corpus is not there yet")


def test_every_figure_keeps_its_floor_and_the_readme_shows_it() -> None:
    """One test, so that the corpus is read once however many processes the tests run in."""
    complaints = broken(read_floors(), standings())
    if between(README.read_text(encoding="utf-8")) != table(measured()):
        complaints.append("the README's figures are not those measured (make figures)")
    assert complaints == []

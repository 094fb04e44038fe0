"""A register of every earlier version opens with this one: every ruling is there, the chains hold, the same would be published."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.databases import copied, made
from tests.faults.killing import record, run_killed, run_whole
from tests.faults.older import STEPS, as_of, open_again
from tests.faults.works import decide


@pytest.fixture(scope="module")
def ruled(office: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Any]]:
    """A register with rulings in it, and what is told of it."""
    register = copied(office, tmp_path_factory.mktemp("ruled") / "register")
    run_killed(decide, register, after=2.0)
    return register, run_whole(open_again, register)[1]


@pytest.mark.parametrize("step", STEPS)
def test_a_register_of_an_earlier_version_opens_with_every_ruling(
    step: str, ruled: tuple[Path, list[Any]], tmp_path: Path
) -> None:
    register, (faults, decisions, rulings, published, known) = ruled
    assert faults == []
    assert len(decisions) > 5
    older = made(tmp_path / "older")
    run_whole(as_of, register, step, older)
    found = run_whole(open_again, older)[1]
    assert found[0] == []
    assert found[1] == decisions
    assert found[2] == rulings
    assert found[3] == published
    assert found[4] == known
    assert run_whole(open_again, older)[1] == found, "a second opening changes nothing"
    record(f"upgrade from {step[:4]}", decisions=len(decisions), lost=0, faults=len(found[0]))

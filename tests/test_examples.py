"""The examples give what an officer would check in them, field by field; the share met may rise and never fall."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from tawthiq.domain.account import Extraction
from tawthiq.domain.register import Register
from tests.examples_check import checks, expectations

# Share of checks that must be met, per field. What was reached when the floor was set; raise it, never lower it.
FLOORS = {
    "read": 1.0, "published": 1.0, "set aside": 1.0, "absent": 1.0, "accounts at most": 0.8, "account": 0.87, "kind": 0.81,
    "date": 0.8, "place": 0.95, "actor": 0.67, "weapon": 0.9, "person": 1.0, "toll": 0.77, "speaker": 0.71,
    "unquantified": 1.0, "vague": 0.66, "finding": 1.0, "superseded": 0.37, "aggregate": 0.4, "appeal": 1.0,
}  # fmt: skip


def test_shares_hold_their_floors(examples_told: dict[str, Extraction]) -> None:
    met: Counter[str] = Counter()
    total: Counter[str] = Counter()
    missed: dict[str, list[str]] = defaultdict(list)
    for check in checks(examples_told):
        total[check.field] += 1
        met[check.field] += check.met
        if not check.met:
            missed[check.field].append(f"{check.document}: {check.expected[:160]}")
    assert set(total) <= set(FLOORS), "a new kind of check needs a floor"
    below = {f: (met[f], n, missed[f]) for f, n in total.items() if met[f] / n < FLOORS[f]}
    assert not below


def groups(register: Register) -> list[set[str]]:
    return [{document for document, _ in incident.accounts} for incident in register.incidents]


def test_most_tellings_of_one_event_are_recognised(examples_register: Register) -> None:
    found = groups(examples_register)
    pairs = joined = 0
    for wanted in expectations()["same_incident"]:
        documents = wanted["documents"]
        for position, a in enumerate(documents):
            for b in documents[position + 1 :]:
                pairs += 1
                joined += any({a, b} <= group for group in found)
    assert joined / pairs >= 0.39  # what was reached when this was set; raise it, never lower it


@pytest.mark.parametrize("wanted", expectations()["different_incidents"], ids=lambda w: w["name"][:40])
def test_different_events_stay_apart(examples_register: Register, wanted: dict[str, object]) -> None:
    documents = set(map(str, wanted["documents"]))  # type: ignore[call-overload]
    assert not any(documents <= group for group in groups(examples_register))


def test_a_statistic_is_added_to_no_incident(examples_register: Register) -> None:
    """R13: the numbers that statistics use up are no toll of any account."""
    for told in examples_register.extractions:
        taken = [a.quote.span for a in told.aggregates]
        for account in told.accounts:
            for toll in account.tolls:
                assert not any(span.overlaps(toll.quote.span) for span in taken)

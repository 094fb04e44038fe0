"""One document's marks: which account tells which incident, what each field counts, what each slip says."""

from __future__ import annotations

from tawthiq.score.align import align, evidence
from tawthiq.score.document import mark
from tawthiq.score.marks import Count, Marks
from tawthiq.score.telling import found_telling, gold_telling
from tests.score.making import account, found, gold, incident, tally, toll


def slips(marks: Marks, field: str) -> list[tuple[str, str, str]]:
    return [(s.what, s.gold, s.found) for s in marks.slips if s.field == field]


def test_a_perfect_reading_slips_nowhere() -> None:
    marks = mark(gold(incident(tally(3))), found(account(toll(3))), "")
    assert marks.slips == []
    assert {name: c for name, c in marks.counts.items() if c.hit != c.gold or c.found != c.gold} == {}
    assert not marks.nothing


def test_nothing_found_is_a_miss_in_every_field_that_gold_states() -> None:
    marks = mark(gold(incident(tally(3), perpetrators=["Russian forces"], weapons=["rocket"])), None, "")
    missed = {s.field for s in marks.slips if s.what == "missed"}
    assert missed == {"toll", "toll.killed", "account", "date", "place", "governorate", "actor", "weapon"}
    assert marks.counts["kind"] == Count(0, 0, 0)  # asked of accounts that were matched only


def test_an_account_that_gold_does_not_have_is_an_extra_and_an_alarm() -> None:
    marks = mark(gold(), found(account(toll(3))), "")
    assert (marks.nothing, marks.alarmed) == (True, True)
    assert marks.counts["account"] == Count(0, 1, 0)
    assert slips(marks, "account") == [("extra", "", "airstrike, Saraqib, 2019-07-22")]
    assert not mark(gold(), found(aggregates=[]), "").alarmed


def test_repeats_of_a_toll_count_once_and_derived_ones_are_not_asked_for() -> None:
    marks = mark(
        gold(incident(tally(3), tally(3), tally(9, derived=True))), found(account(toll(3)), account(toll(3))), ""
    )
    assert marks.counts["toll"] == Count(1, 1, 1)


def test_a_wrong_group_is_a_miss_and_an_extra_but_the_value_is_right() -> None:
    marks = mark(gold(incident(tally(3, group="children", text="three pupils"))), found(account(toll(3))), "")
    assert slips(marks, "toll") == [("missed", "killed child 3", ""), ("extra", "", "killed all 3")]
    assert next(s.words for s in marks.slips if s.what == "missed") == "three pupils"
    assert marks.counts["toll.value"] == Count(1, 1, 1)


def test_a_date_the_text_does_not_give_is_not_asked_for() -> None:
    assert mark(gold(incident(date_basis="world")), found(account()), "").counts["date"].gold == 0


def test_a_wrong_date_says_both() -> None:
    marks = mark(gold(incident(tally(3), date="2019-07-21")), found(account(toll(3))), "")
    assert slips(marks, "date") == [("wrong", "2019-07-21", "2019-07-22")]


def test_evidence_goes_to_the_better_account() -> None:
    one, two = (gold_telling(i) for i in gold(incident(tally(3)), incident(tally(5))).incidents)
    three, five = found_telling(account(toll(3))), found_telling(account(toll(5)))
    assert evidence(one, three) == 4 + 4 + 2 + 2
    assert evidence(one, five) == 4 + 2 + 2
    assert align([one, two], [five, three]) == {0: 1, 1: 0}
    assert align([one, one], [three, three]) == {0: 0, 1: 1}


def test_the_same_kind_alone_matches_nothing() -> None:
    there = found_telling(account(date=None, place=None))
    here = gold_telling(gold(incident()).incidents[0])
    assert evidence(here, there) == 2
    assert align([here], [there]) == {}


def test_speakers_share_a_word() -> None:
    said = {"attribution": {"text": "the Civil Defence", "span": [0, 0]}}
    told = gold(incident(tally(3, attributed_to="civil defence volunteers"), tally(4, attributed_to="a doctor")))
    marks = mark(told, found(account(toll(3, **said), toll(4))), "")
    assert marks.counts["attribution"] == Count(1, 1, 2)
    assert slips(marks, "attribution") == [("missed", "a doctor", "")]


def test_aggregates_are_compared_by_value_and_first_part() -> None:
    want = [
        {"measure": "killed", "value": 9, "dimension": "actor+group"},
        {"measure": "massacres", "value": 2, "dimension": "total"},
    ]
    got = [
        {"measure": "killed", "value": 9, "dimension": "actor", "text": "nine"},
        {"measure": "killed", "value": 2, "dimension": "total", "text": "two"},
    ]
    marks = mark(gold(aggregates=want), found(aggregates=got), "")
    assert marks.counts["aggregate.value"] == marks.counts["aggregate.dimension"] == Count(1, 2, 2)
    assert slips(marks, "aggregate.value") == [("missed", "massacres 2", ""), ("extra", "", "killed 2")]


def test_a_quote_that_does_not_stand_in_the_document_is_counted() -> None:
    text = "three dead"
    right, wrong = toll(3, text="three", span=[0, 5]), toll(4, text="four", span=[0, 4])
    assert mark(gold(), found(account(right, wrong)), text).broken_spans == 1


def test_background_and_nameless_events_do_not_count_for_linking() -> None:
    told = gold(incident(tally(1), event_id="e"), incident(tally(2), event_id="f", background=True), incident(tally(3)))
    (telling,) = mark(told, found(account(toll(1))), "").tellings
    assert (telling.event, telling.account) == ("e", 0)

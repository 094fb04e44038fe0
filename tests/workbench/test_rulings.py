"""What a person rules changes the record at once, is written down for ever, and can be taken back only by another ruling."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def toll() -> Any:
    """A count of killed that an incident of several documents is weighed from."""
    from tawthiq.workbench.register.models import Claim, Incident

    for incident in Incident.objects.filter(documents__gte=2).order_by("pk"):
        for toll_range in incident.record["tolls"]:
            if toll_range["harm"] == "killed" and toll_range["group"] is None:
                document, account, number = toll_range["claims"][0]
                found = Claim.objects.filter(
                    account__document__key=document, account__number=account, field="toll", number=number
                )
                return found.select_related("account__document", "account__incident").get()
    raise AssertionError("no such count among the examples")


def test_a_correction_reaches_the_incident(officer: Any, toll: Any) -> None:
    from tawthiq.workbench.register.actions.claims import correct_claim
    from tawthiq.workbench.register.models import Claim, Incident

    before = Incident.objects.get(pk=toll.account.incident_id)
    decision = correct_claim(officer("analyst"), toll, {"low": 3, "high": 3, "value": 3}, reason="misread digit")
    after = Incident.objects.get(pk=before.pk)
    assert [t["min"] for t in after.record["tolls"] if (t["harm"], t["group"]) == ("killed", None)] == [3]
    assert after.killed_min == 3
    assert after.version > before.version
    now = Claim.objects.get(pk=toll.pk)
    assert (now.state, now.low, now.high) == ("corrected", 3, 3)
    assert now.account.document.text[now.start : now.end] == now.text
    assert decision.incidents == [before.key]
    assert decision.reason == "misread digit"


def test_undo_is_a_new_ruling_and_brings_the_old_record_back(officer: Any, toll: Any) -> None:
    from tawthiq.workbench.register.actions.claims import reject_claim
    from tawthiq.workbench.register.actions.undo import undo
    from tawthiq.workbench.register.models import Decision, Incident
    from tawthiq.workbench.register.undoing import CannotUndo

    analyst = officer("analyst")
    before = Incident.objects.get(pk=toll.account.incident_id).record
    decision = reject_claim(analyst, toll, reason="of another event")
    assert Incident.objects.get(pk=toll.account.incident_id).record != before
    undone = undo(analyst, decision, reason="it is of this event after all")
    assert Incident.objects.get(pk=toll.account.incident_id).record == before
    assert undone.undoes == decision
    assert Decision.objects.count() == 2
    with pytest.raises(CannotUndo):
        undo(analyst, decision, reason="twice")


def test_a_ruling_needs_a_reason_and_a_change(officer: Any, toll: Any) -> None:
    from tawthiq.workbench.register.actions.claims import accept_claim, reject_claim
    from tawthiq.workbench.register.deciding import NothingChanged, ReasonNeeded

    analyst = officer("analyst")
    with pytest.raises(ReasonNeeded):
        reject_claim(analyst, toll, reason="  \n ")
    accept_claim(analyst, toll, reason="so it says")
    toll.refresh_from_db()
    with pytest.raises(NothingChanged):
        accept_claim(analyst, toll, reason="so it says")


def test_the_second_of_two_is_shown_the_first_ones_change(officer: Any, toll: Any) -> None:
    from tawthiq.workbench.register.actions.claims import correct_claim, reject_claim
    from tawthiq.workbench.register.deciding import Stale
    from tawthiq.workbench.register.models import Claim

    version = toll.account.version
    correct_claim(officer("analyst"), toll, {"low": 5, "high": 5, "value": 5}, reason="five", version=version)
    with pytest.raises(Stale):
        reject_claim(officer("analyst"), toll, reason="not so", version=version)
    assert Claim.objects.get(pk=toll.pk).state == "corrected"


def test_an_added_claim_points_at_its_words(officer: Any, toll: Any) -> None:
    from tawthiq.workbench.register.actions.claims import BadValue, add_claim

    account, analyst = toll.account, officer("analyst")
    decision = add_claim(
        analyst,
        account,
        "toll",
        {"harm": "missing", "group": "child", "low": 2, "high": None, "span": [0, 5]},
        reason="said in the title",
    )
    added = account.claims.get(field="toll", code="missing")
    assert (added.state, added.text, added.low, added.high) == ("added", account.document.text[:5], 2, None)
    assert decision.before == {decision.subject: None}
    for bad in (
        {"span": [0, 10**7]},
        {"span": [5, 5]},
        {"span": None},
        {"harm": "nonsense"},
        {"low": -1},
        {"low": 5, "high": 2},
        {"group": "x"},
    ):
        with pytest.raises(BadValue):
            add_claim(
                analyst, account, "toll", {"harm": "missing", "low": 1, "high": 1, "span": [0, 5], **bad}, reason="bad"
            )


def test_nobody_reviews_their_own_work(officer: Any, toll: Any) -> None:
    from django.core.exceptions import PermissionDenied

    from tawthiq.workbench.register.actions.accounts import review_account
    from tawthiq.workbench.register.actions.claims import accept_claim, correct_claim

    reviewer = officer("reviewer")
    correct_claim(reviewer, toll, {"low": 5, "high": 5, "value": 5}, reason="five")
    toll.refresh_from_db()
    account = toll.account
    account.refresh_from_db()
    with pytest.raises(PermissionDenied, match="own_work"):
        review_account(reviewer, account, "accepted", reason="fine")
    with pytest.raises(PermissionDenied, match="own_work"):
        accept_claim(reviewer, toll, reason="fine")
    review_account(officer("reviewer"), account, "accepted", reason="read it against the text")
    account.refresh_from_db()
    assert account.state == "accepted"


def test_a_merge_takes_two_persons_and_can_be_taken_back_by_two(officer: Any) -> None:
    from django.core.exceptions import PermissionDenied

    from tawthiq.workbench.register.actions.proposals import Closed, approve, propose
    from tawthiq.workbench.register.actions.undo import undo
    from tawthiq.workbench.register.models import Account, Incident

    kept, gone = Incident.objects.filter(documents__gte=1).order_by("pk")[:2]
    before = {a.pk: a.incident_id for a in Account.objects.filter(incident__in=[kept, gone])}
    first, second = officer("reviewer"), officer("senior")
    proposal = propose(
        first, "incident.merge", f"incident:{kept.key}", {"gone": f"incident:{gone.key}"}, reason="one event"
    )
    assert {a.pk: a.incident_id for a in Account.objects.filter(incident__in=[kept, gone])} == before
    with pytest.raises(PermissionDenied, match="own_work"):
        approve(first, proposal, reason="yes")
    decision = approve(second, proposal, reason="I agree")
    gone.refresh_from_db()
    assert gone.state == "merged"
    assert gone.merged_into == kept
    assert gone.record["accounts"] == []
    assert set(Account.objects.filter(incident=kept).values_list("pk", flat=True)) == set(before)
    assert first.username in decision.reason
    assert decision.name == second.username
    with pytest.raises(Closed):
        approve(second, proposal, reason="again")
    with pytest.raises(PermissionDenied, match="two_persons"):
        undo(second, decision, reason="alone")
    back = propose(first, "undo", decision.subject, {"decision": decision.pk}, reason="they differ")
    approve(second, back, reason="they do")
    assert {a.pk: a.incident_id for a in Account.objects.filter(pk__in=before)} == before
    gone.refresh_from_db()
    assert gone.state == "lead"
    assert gone.merged_into is None


def test_a_split_makes_an_incident_of_its_own(officer: Any) -> None:
    from tawthiq.workbench.register.actions.proposals import approve, propose
    from tawthiq.workbench.register.models import Account, Incident

    incident = Incident.objects.filter(documents__gte=2).order_by("pk").first()
    assert incident is not None
    leaving = Account.objects.filter(incident=incident).select_related("document").order_by("pk").last()
    assert leaving is not None
    payload = {"accounts": [f"{leaving.document.key}#{leaving.number}"]}
    proposal = propose(officer("analyst"), "incident.split", f"incident:{incident.key}", payload, reason="another day")
    approve(officer("reviewer"), proposal, reason="agreed")
    leaving.refresh_from_db()
    assert leaving.incident is not None
    assert leaving.incident != incident
    assert leaving.incident.record["accounts"] == [[leaving.document.key, leaving.number]]
    assert leaving.incident.title_ar
    incident.refresh_from_db()
    assert [leaving.document.key, leaving.number] not in incident.record["accounts"]


def test_high_grades_take_two_and_lower_ones_do_not(officer: Any) -> None:
    from django.core.exceptions import PermissionDenied

    from tawthiq.workbench.register.actions.incidents import grade_incident
    from tawthiq.workbench.register.models import Incident

    incident = Incident.objects.exclude(grade="G1").order_by("pk").first()
    assert incident is not None
    reviewer = officer("reviewer")
    with pytest.raises(PermissionDenied, match="two_persons"):
        grade_incident(reviewer, incident, {"grade": "G4"}, reason="three origins")
    grade_incident(reviewer, incident, {"grade": "G1"}, reason="too little")
    incident.refresh_from_db()
    assert incident.grade == "G1"
    assert incident.record["grade"] == "G1"


def test_a_pair_ruled_one_proposes_to_merge(officer: Any) -> None:
    from tawthiq.workbench.register.actions.pairs import rule_pair
    from tawthiq.workbench.register.models import Account, Pair

    a, b = Account.objects.exclude(incident=None).select_related("document", "incident").order_by("incident", "pk")[:2]
    others = (
        Account.objects.exclude(incident__in=[None, a.incident_id])
        .select_related("document", "incident")
        .order_by("pk")
    )  # type: ignore[list-item]
    b = others[0]
    pair = Pair.objects.create(a=a, b=b, score=1.0, reasons=[])
    decision, proposal = rule_pair(officer("analyst"), pair, True, reason="same street, same hour")
    pair.refresh_from_db()
    assert pair.state == "same"
    assert proposal is not None
    assert proposal.action == "incident.merge"
    assert decision.action == "pair.same"


def test_what_waits_for_a_second_person_is_not_asked_again(officer: Any) -> None:
    from tawthiq.workbench.register.actions.pairs import rule_pair
    from tawthiq.workbench.register.actions.proposals import Waiting, decline, propose
    from tawthiq.workbench.register.models import Account, Incident, Pair, Proposal

    incident, analyst, reviewer = Incident.objects.order_by("pk")[0], officer("analyst"), officer("reviewer")
    name, wanted = f"incident:{incident.key}", {"changes": {"grade": "G4"}}
    first = propose(reviewer, "incident.grade", name, wanted, reason="three origins")
    with pytest.raises(Waiting):
        propose(officer("senior"), "incident.grade", name, wanted, reason="three origins")
    decline(officer("senior"), first, reason="two of them copy")
    assert propose(reviewer, "incident.grade", name, wanted, reason="a fourth came in").pk != first.pk
    a = Account.objects.exclude(incident=None).order_by("pk")[0]
    b = Account.objects.exclude(incident__in=[None, a.incident_id]).order_by("pk")[0]  # type: ignore[list-item]
    asked = [
        rule_pair(analyst, Pair.objects.create(a=x, b=y, score=1.0, reasons=[]), True, reason="one event")[1]
        for x, y in ((a, b), (b, a))
    ]
    assert asked[0] == asked[1]
    assert Proposal.objects.filter(action="incident.merge", state="open").count() == 1


def test_publication_waits_for_registration_and_a_second_person_where_children_are_counted(officer: Any) -> None:
    from django.core.exceptions import PermissionDenied

    from tawthiq.workbench.register.actions.incidents import is_sensitive, publish, set_state
    from tawthiq.workbench.register.models import Incident

    publisher, reviewer = officer("publisher"), officer("reviewer")
    plain = next(i for i in Incident.objects.all() if not is_sensitive(i))
    with pytest.raises(ValueError, match="register_first"):
        publish(publisher, plain, True, reason="ready")
    set_state(reviewer, plain, "registered", reason="read")
    plain.refresh_from_db()
    publish(publisher, plain, True, reason="ready")
    plain.refresh_from_db()
    assert plain.published
    sensitive = next(i for i in Incident.objects.all() if is_sensitive(i))
    set_state(reviewer, sensitive, "registered", reason="read")
    sensitive.refresh_from_db()
    with pytest.raises(PermissionDenied, match="two_persons"):
        publish(publisher, sensitive, True, reason="ready")


def test_the_log_cannot_be_changed_and_a_break_shows(officer: Any, toll: Any) -> None:
    from django.db import DatabaseError, connection, transaction

    from tawthiq.workbench.register import chain
    from tawthiq.workbench.register.actions.claims import accept_claim
    from tawthiq.workbench.register.models import Decision

    decision = accept_claim(officer("analyst"), toll, reason="so it says")
    assert list(chain.faults(Decision)) == []
    for statement in ("UPDATE register_decision SET reason = 'x'", "DELETE FROM register_decision"):
        with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    decision.reason = "changed"
    assert chain.sealed(decision) != decision.hash
    with connection.cursor() as cursor:  # one who owns the machine can take the trigger away; the chain still tells
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER register_decision_no_update")
        else:
            cursor.execute("DROP TRIGGER register_decision_only_added ON register_decision")
        cursor.execute("UPDATE register_decision SET reason = 'x'")
    assert list(chain.faults(Decision)) == [f"decision {decision.pk}: its content is not what was sealed"]


def test_a_proposal_says_what_it_would_change(officer: Any, client_of: Any) -> None:
    from tawthiq.workbench.register.actions.proposals import propose
    from tawthiq.workbench.register.models import Account, Incident

    kept, gone = Incident.objects.filter(documents__gte=1).order_by("pk")[:2]
    analyst = officer("analyst")
    propose(analyst, "incident.merge", f"incident:{kept.key}", {"gone": f"incident:{gone.key}"}, reason="one event")
    wide = Incident.objects.filter(documents__gte=2).order_by("pk")[0]
    leaving = Account.objects.filter(incident=wide).select_related("document").order_by("pk")[0]
    payload = {"accounts": [f"{leaving.document.key}#{leaving.number}"]}
    propose(analyst, "incident.split", f"incident:{wide.key}", payload, reason="another day")
    reviewer = officer("reviewer")
    propose(reviewer, "incident.grade", f"incident:{kept.key}", {"changes": {"grade": "G4"}}, reason="three origins")
    page = client_of("senior", "en").get("/queues/proposals/").content.decode()
    for said in (
        "Merge two incidents",
        f"/incidents/{gone.key}/",
        f"/documents/{leaving.document_id}/#a{leaving.pk}",
        "verified",
    ):
        assert said in page
    assert page.count("/approve/") == 3


def test_of_two_at_one_moment_the_second_looks_after_the_first_has_written(
    officer: Any, toll: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL lets two transactions read one row: the log is held before the record's version is looked at."""
    from tawthiq.workbench.register import chain, deciding
    from tawthiq.workbench.register.actions.claims import accept_claim
    from tawthiq.workbench.register.models import Account
    from tawthiq.workbench.register.models.decisions import Chained

    analyst, page = officer("analyst"), toll.account.version
    held = chain.hold

    def somebody_else_was_quicker(model: type[Chained]) -> None:
        held(model)
        Account.objects.filter(pk=toll.account.pk).update(version=page + 1)

    monkeypatch.setattr(chain, "hold", somebody_else_was_quicker)
    with pytest.raises(deciding.Stale):
        accept_claim(analyst, toll, reason="as the source says", version=page)

"""Persons and parties: found in any spelling, read by whom the office lets, merged and split by two persons, and all of it through a rebuild."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.workbench.test_loading import PREFIX, Rebuilt

ARABIC, LATIN, OTHER = "محمد خالد الأحمد", "Mohammad Khaled al-Ahmad", "سامر عبد الكريم الحلبي"


@pytest.fixture
def rebuilt(office: Path, tmp_path: Path) -> Rebuilt:
    return Rebuilt(office, tmp_path)


@pytest.fixture
def accounts(office: Path) -> list[Any]:
    """Accounts of three documents: two of one incident, one of another."""
    from tawthiq.workbench.register.models import Account, Incident

    rows = Account.objects.select_related("document", "incident")
    shared = Incident.objects.filter(documents__gte=2).order_by("pk")[0]
    first, second = _two(rows, shared)
    others = rows.filter(incident__isnull=False).exclude(incident=shared)
    return [first, second, others.exclude(document__in=[first.document_id, second.document_id]).order_by("pk")[0]]


def _two(rows: Any, incident: Any) -> list[Any]:
    found = {a.document_id: a for a in rows.filter(incident=incident).order_by("-pk")}
    return sorted(found.values(), key=lambda a: a.pk)[:2]


Named = Callable[..., Any]


@pytest.fixture
def named(officer: Any) -> Named:
    """Adds a claim that an account names a person; returns the claim."""
    analyst = officer("analyst")

    def add(account: Any, name: str, role: str = "victim", span: tuple[int, int] = (0, 9)) -> Any:
        from tawthiq.workbench.register.actions.claims import add_claim
        from tawthiq.workbench.register.models import Claim

        add_claim(analyst, account, "person", {"name": name, "role": role, "span": list(span)}, reason="named there")
        return (
            Claim.objects.filter(account=account, field="person")
            .select_related("person", "account__document")
            .latest("pk")
        )

    return add


def _propose_and_approve(officer: Any, action: str, subject: str, payload: dict[str, Any], by: str = "analyst") -> Any:
    from tawthiq.workbench.register.actions.proposals import approve, propose

    asked = propose(officer(by), action, subject, payload, reason="by the father's name")
    return approve(officer("senior"), asked, reason="seen too")


def _name(person: Any) -> str:
    return f"person:{person.key}"


def test_a_name_is_found_in_either_script_and_by_any_of_its_words(named: Named, accounts: list[Any]) -> None:
    from tawthiq.workbench.register.likeness import alike, with_name
    from tawthiq.workbench.register.models import Person

    mine, latin, other = (named(a, n).person for a, n in zip(accounts, (ARABIC, LATIN, OTHER), strict=True))
    everyone = Person.objects.all()
    for asked in ("الأحمد", "al-Ahmad", "Muhammad", "Khalid Ahmad", "محمد"):
        found = set(with_name(everyone, asked))
        assert {mine, latin} <= found, asked
        assert other not in found, asked
    assert list(with_name(everyone, "Abdulkarim")) == [other]
    assert list(with_name(everyone, "99 ...")) == []
    assert [p for _, p in alike(everyone, mine)] == [latin]
    assert list(with_name(everyone, "Zahreddine").values_list("key", flat=True)) == ["issam_zahreddine"]


def test_the_counts_follow_every_ruling(named: Named, accounts: list[Any], officer: Any) -> None:
    from tawthiq.workbench.register.actions.claims import correct_claim, reject_claim
    from tawthiq.workbench.register.actions.undo import undo
    from tawthiq.workbench.register.models import Decision, Person, PersonRole

    first, second = named(accounts[0], ARABIC), named(accounts[1], ARABIC, "commander")
    person = first.person

    def counts() -> tuple[int, dict[str, int]]:
        rows = dict(PersonRole.objects.filter(person=person).values_list("role", "mentions"))
        return Person.objects.get(pk=person.pk).mentions, rows

    assert second.person == person
    assert counts() == (2, {"": 2, "victim": 1, "commander": 1})
    analyst = officer("analyst")
    reject_claim(analyst, second, reason="somebody else")
    assert counts() == (1, {"": 1, "victim": 1})
    decision = correct_claim(analyst, first, {"name": OTHER}, reason="misread")
    first.refresh_from_db()
    assert first.person.name == OTHER, "a corrected name is another person's"
    assert counts() == (0, {})
    undo(analyst, decision, reason="no, it was right")
    undo(analyst, Decision.objects.get(action="claim.reject"), reason="no, it was right")
    assert counts() == (2, {"": 2, "victim": 1, "commander": 1})


def test_two_persons_merge_and_two_take_it_back(
    named: Named, accounts: list[Any], officer: Any, client_of: Any
) -> None:
    from django.core.exceptions import PermissionDenied

    from tawthiq.workbench.register.actions.proposals import approve, propose
    from tawthiq.workbench.register.actions.undo import undo
    from tawthiq.workbench.register.models import Decision, Person, PersonRole

    kept, gone = named(accounts[0], ARABIC).person, named(accounts[1], LATIN).person
    Person.objects.filter(pk=gone.pk).update(access="sealed")
    reviewer = officer("reviewer")
    asked = propose(reviewer, "person.merge", _name(kept), {"gone": _name(gone)}, reason="one man")
    with pytest.raises(PermissionDenied, match="own_work"):
        approve(reviewer, asked, reason="I agree with myself")
    decision = approve(officer("senior"), asked, reason="the same father and day")
    now = {p.pk: p for p in Person.objects.filter(pk__in=[kept.pk, gone.pk])}
    assert (now[gone.pk].merged_into_id, now[kept.pk].mentions, now[gone.pk].mentions) == (kept.pk, 2, 0)
    assert now[kept.pk].access == now[gone.pk].access == "sealed", "the stricter level holds for both"
    assert dict(PersonRole.objects.filter(person=kept).values_list("role", "mentions")) == {"": 2, "victim": 2}
    assert not PersonRole.objects.filter(person=gone).exists()
    page = client_of("senior", "en").get(f"/people/{kept.pk}/").content.decode()
    assert ARABIC in page
    assert LATIN in page
    with pytest.raises(PermissionDenied, match="two_persons"):
        undo(officer("senior"), decision, reason="alone")
    client_of("senior").post(f"/log/{decision.pk}/undo/", {"reason": "they are cousins"})
    back = approve(officer("senior"), kept_open(_name(kept)), reason="so they are")
    assert back.undoes == decision
    assert Person.objects.get(pk=gone.pk).merged_into is None
    assert Person.objects.get(pk=kept.pk).access == "restricted"
    assert Decision.objects.filter(subject=_name(kept)).count() == 4


def kept_open(subject: str) -> Any:
    """The open proposal on a record."""
    from tawthiq.workbench.register.models import Proposal

    return Proposal.objects.get(subject=subject, state="open")


def test_a_split_takes_claims_to_somebody_else(named: Named, accounts: list[Any], officer: Any) -> None:
    from tawthiq.workbench.register.actions.claims import name_of
    from tawthiq.workbench.register.actions.people import split_patch
    from tawthiq.workbench.register.models import Claim, Person

    claims = [named(a, ARABIC) for a in accounts]
    person = claims[0].person
    with pytest.raises(ValueError, match=r"people\.cannot_split"):
        split_patch(person, [name_of(c) for c in claims])
    with pytest.raises(ValueError, match=r"people\.cannot_split"):
        split_patch(person, [])
    with pytest.raises(ValueError, match=r"people\.cannot_split"):
        split_patch(named(accounts[0], OTHER).person, [name_of(claims[0])])
    decision = _propose_and_approve(officer, "person.split", _name(person), {"claims": [name_of(claims[2])]})
    moved = Claim.objects.select_related("person").get(pk=claims[2].pk)
    assert (moved.person.key, moved.person.name, moved.named_by) == (f"{person.key}~2", ARABIC, "person")
    assert moved.person.access == "restricted"
    assert Person.objects.get(pk=person.pk).mentions == 2
    assert moved.state == "added", "whom a name means is not what the claim says"
    _propose_and_approve(officer, "undo", _name(person), {"decision": decision.pk})
    assert Claim.objects.get(pk=moved.pk).person == person
    assert Person.objects.get(pk=moved.person_id).mentions == 0


@pytest.mark.parametrize("change", ["the same", "another text", "accounts the other way round", "both"])
def test_a_rebuild_keeps_who_is_who(change: str, named: Named, officer: Any, rebuilt: Rebuilt, office: Path) -> None:
    from tawthiq.workbench.register.actions.claims import name_of
    from tawthiq.workbench.register.actions.people import hold_apart
    from tawthiq.workbench.register.models import Account, Claim, Person

    read = (
        Claim.objects.filter(field="person", state="proposed")
        .select_related("person", "account__document")
        .order_by("pk")
    )
    by_person: dict[int, list[Any]] = {}
    for claim in read:
        by_person.setdefault(claim.person_id, []).append(claim)
    two = [claims for claims in by_person.values() if len(claims) > 1]
    assert two, "the examples name somebody twice"
    stays, goes = two[0][0], two[0][-1]
    person = stays.person
    _propose_and_approve(officer, "person.split", _name(person), {"claims": [name_of(goes)]})
    account = Account.objects.exclude(document__in=[stays.account.document_id, goes.account.document_id]).order_by(
        "pk"
    )[0]
    added, latin = named(account, ARABIC), named(account, LATIN, span=(0, 7))
    _propose_and_approve(officer, "person.merge", _name(added.person), {"gone": _name(latin.person)})
    hold_apart(officer("analyst"), person, added.person, reason="not alike at all")
    if change in ("another text", "both"):
        rebuilt.prefix(PREFIX)
    if change in ("accounts the other way round", "both"):
        rebuilt.turn()
    rebuilt.lines["documents"][0]["author"] = "another"
    assert rebuilt.load().lost == ()
    meant = {
        c.account.document.key: c.person.key
        for c in Claim.objects.filter(field="person", state="proposed", text=goes.text).select_related(
            "person", "account__document"
        )
    }
    assert meant[goes.account.document.key] == f"{person.key}~2"
    assert Claim.objects.filter(person=person).exists()
    assert Person.objects.get(key=latin.person.key).merged_into == added.person
    assert Person.objects.get(pk=added.person_id).mentions == 2
    assert added.person.key in Person.objects.get(key=person.key).apart
    assert Claim.objects.get(field="person", state="added", person__key=latin.person.key).text == latin.text


def test_suggestions_are_of_one_part_and_of_events_that_one_person_can_have_been_in(
    named: Named, accounts: list[Any], officer: Any
) -> None:
    from tawthiq.workbench.register.actions.people import hold_apart
    from tawthiq.workbench.register.models import Incident, Person
    from tawthiq.workbench.review.same_people import suggestions

    def others(person: Any) -> list[tuple[str, int]]:
        return [(s.other.name, s.shared) for s in suggestions(person, Person.objects.all())]

    mine, latin = named(accounts[0], ARABIC).person, named(accounts[1], LATIN).person
    assert others(mine) == [(LATIN, 1)]
    assert others(latin) == [(ARABIC, 1)]
    speaker = named(accounts[1], "Mohamed Khaled Ahmad", "speaker").person
    assert others(speaker) == [], "another part"
    beside = named(accounts[0], "محمد خالد أحمد", span=(0, 7)).person
    assert ("محمد خالد أحمد", 0) not in others(mine), "named side by side"
    assert beside.name in [n for n, _ in others(latin)]
    Incident.objects.filter(pk=accounts[2].incident_id).update(sort_day=accounts[0].incident.sort_day + 900)
    far = named(accounts[2], "Muhammad Khalid al-Ahmad").person
    assert far.name not in [n for n, _ in others(mine)], "nobody dies twice"
    hold_apart(officer("analyst"), mine, latin, reason="two families")
    assert others(mine) == []


def test_persons_who_may_be_one_are_listed_until_somebody_rules(
    named: Named, accounts: list[Any], client_of: Any
) -> None:
    from tawthiq.workbench.register.models import Person, Reading

    a, b = named(accounts[0], ARABIC).person, named(accounts[1], LATIN).person
    analyst = client_of("analyst", "en")

    def listed() -> int:
        return analyst.get("/people/same/").content.decode().count('<section class="panel">')

    assert listed() == 1
    assert {r.subject for r in Reading.objects.filter(page="same_people")} == {_name(a), _name(b)}
    Person.objects.filter(pk=b.pk).update(access="sealed")
    assert listed() == 0, "one who may not be seen is suggested to nobody"
    Person.objects.filter(pk=b.pk).update(access="restricted")
    analyst.post(f"/people/{b.pk}/merge/", {"other": a.pk, "reason": "one man", "next": "/people/same/"})
    assert listed() == 0, "it waits for a second person"
    assert client_of("collector").get("/people/same/").status_code == 403


def test_names_are_read_by_those_who_may_and_every_look_is_written_down(
    named: Named, accounts: list[Any], client_of: Any
) -> None:
    from tawthiq.workbench.register.models import Person, Reading

    person = named(accounts[0], ARABIC).person
    analyst, collector = client_of("analyst"), client_of("collector")
    for client, seen in ((analyst, True), (collector, False)):
        before = Reading.objects.count()
        listed = client.get("/people/", {"q": "Ahmad"})
        assert (ARABIC in listed.content.decode()) == seen
        assert client.get(f"/people/{person.pk}/").status_code == (200 if seen else 404)
        read = Reading.objects.order_by("pk")[before:]
        mine = [(r.name, r.level, r.page) for r in read if r.subject == _name(person)]
        name = client.user.username
        assert mine == ([(name, "restricted", "people"), (name, "restricted", "person")] if seen else [])
    Person.objects.filter(pk=person.pk).update(access="internal")
    before = Reading.objects.count()
    assert ARABIC in collector.get(f"/people/{person.pk}/").content.decode()
    assert Reading.objects.filter(subject=_name(person)).count() == 2
    assert Reading.objects.count() == before


def test_a_sealed_person_is_a_sign_to_those_who_may_not_read_the_name(
    named: Named, accounts: list[Any], client_of: Any, officer: Any
) -> None:
    from tawthiq.workbench.register.actions.people import set_access

    claim = named(accounts[0], ARABIC)
    person = claim.person
    set_access(officer("senior"), person, "sealed", reason="threatened")
    analyst, senior, collector = client_of("analyst", "en"), client_of("senior", "en"), client_of("collector", "en")
    listed = analyst.get("/people/").content.decode()
    sign = re.search(r"withheld person [A-Z2-7]{6}", listed)
    assert sign
    assert ARABIC not in listed
    assert f"/people/{person.pk}/" not in listed
    assert "withheld" not in collector.get("/people/").content.decode()
    assert "withheld" not in analyst.get("/people/", {"q": ARABIC}).content.decode(), "no sign is found by the name"
    assert analyst.get(f"/people/{person.pk}/").status_code == 404
    assert analyst.post(f"/claims/{claim.pk}/reject/", {"reason": "r"}).status_code == 404
    for path in (f"/documents/{claim.account.document_id}/", f"/incidents/{accounts[0].incident.key}/"):
        page = analyst.get(path).content.decode()
        assert sign.group() in page, path
        assert ARABIC not in page, path
        assert "withheld" not in collector.get(path).content.decode()
        assert ARABIC in senior.get(path).content.decode()
    assert ARABIC in senior.get("/people/").content.decode()


def test_a_name_is_closed_by_one_and_opened_by_two(
    named: Named, accounts: list[Any], client_of: Any, officer: Any
) -> None:
    from tawthiq.workbench.register.actions.people import set_access
    from tawthiq.workbench.register.models import Decision, Person, Proposal

    person = named(accounts[0], ARABIC).person
    path = f"/people/{person.pk}/access/"
    for role in ("analyst", "reviewer", "collector", "publisher", "auditor", "admin"):
        assert client_of(role).post(path, {"access": "public", "reason": "r"}).status_code == 403, role
    senior = client_of("senior")
    senior.post(path, {"access": "internal", "reason": "the family agreed"})
    assert Person.objects.get(pk=person.pk).access == "restricted"
    asked = Proposal.objects.get(action="person.name")
    page = client_of("reviewer").get("/queues/proposals/").content.decode()
    assert ARABIC in page
    client_of("reviewer").post(f"/queues/proposals/{asked.pk}/approve/", {"reason": "agreed in writing"})
    assert Person.objects.get(pk=person.pk).access == "internal"
    senior.post(path, {"access": "sealed", "reason": "withdrawn", "version": "0"})
    assert Person.objects.get(pk=person.pk).access == "internal", "the page was opened before a colleague's ruling"
    senior.post(path, {"access": "sealed", "reason": "withdrawn"})
    assert Person.objects.get(pk=person.pk).access == "sealed"
    closed = Decision.objects.get(action="person.access")
    senior.post(f"/log/{closed.pk}/undo/", {"reason": "too strict"})
    assert Person.objects.get(pk=person.pk).access == "sealed", "undoing it opens the name: two persons"
    with pytest.raises(ValueError, match=r"document\.bad_code"):
        set_access(officer("senior"), person, "everyone", reason="r")


def test_people_one_may_not_see_cannot_be_named_in_a_form(named: Named, accounts: list[Any], client_of: Any) -> None:
    from tawthiq.workbench.register.models import Decision, Person, Proposal

    mine, sealed = named(accounts[0], ARABIC), named(accounts[1], LATIN)
    Person.objects.filter(pk=sealed.person_id).update(access="sealed")
    analyst = client_of("analyst")
    before = Decision.objects.count()
    for act in ("merge", "apart"):
        for number in (str(sealed.person_id), "999999999", "x", "", "9" * 30, "٣"):
            analyst.post(f"/people/{mine.person_id}/{act}/", {"other": number, "reason": "r"})
        assert (
            analyst.post(f"/people/{sealed.person_id}/{act}/", {"other": mine.person_id, "reason": "r"}).status_code
            == 404
        )
    analyst.post(f"/people/{mine.person_id}/split/", {"claim": [str(sealed.pk), "999999"], "reason": "r"})
    assert Decision.objects.count() == before
    assert not Proposal.objects.exists()
    other = named(accounts[1], OTHER).person
    before = Decision.objects.count()
    analyst.post(f"/people/{mine.person_id}/merge/", {"other": other.pk, "reason": "one man"})
    asked = Proposal.objects.get(action="person.merge")
    assert asked.payload == {"gone": _name(other)}
    Person.objects.filter(pk=mine.person_id).update(access="sealed")
    assert client_of("reviewer").post(f"/queues/proposals/{asked.pk}/approve/", {"reason": "r"}).status_code == 404


def test_two_who_were_held_apart_are_not_merged(
    named: Named, accounts: list[Any], officer: Any, client_of: Any
) -> None:
    from tawthiq.workbench.register.actions.people import merge_patch
    from tawthiq.workbench.register.models import Decision, Person

    a, b = named(accounts[0], ARABIC).person, named(accounts[1], LATIN).person
    analyst = client_of("analyst")
    analyst.post(f"/people/{a.pk}/apart/", {"other": b.pk, "reason": "two families"})
    a, b = Person.objects.get(pk=a.pk), Person.objects.get(pk=b.pk)
    with pytest.raises(ValueError, match=r"people\.are_apart"):
        merge_patch(b, a)
    decision = Decision.objects.get(action="person.apart")
    analyst.post(f"/log/{decision.pk}/undo/", {"reason": "one family after all"})
    assert merge_patch(Person.objects.get(pk=b.pk), Person.objects.get(pk=a.pk))


def test_a_long_list_of_people_is_paged_to_its_end(client_of: Any) -> None:
    from tawthiq.workbench.register.models import Person, PersonRole

    made = Person.objects.bulk_create(
        Person(key=f"a person {n}", name=f"a person {n}", access="internal", mentions=n % 3 + 1) for n in range(57)
    )
    PersonRole.objects.bulk_create(
        PersonRole(person=p, role=r, mentions=p.mentions) for p in made for r in ("", "victim")
    )
    client, seen, query = client_of("collector", "en"), [], "?role=victim"
    while query:
        page = client.get(f"/people/{query}").content.decode()
        seen += re.findall(r"<bdi>(a person \d+)</bdi>", page)
        more = re.search(r'href="(\?role=victim&amp;after=[\d.]+)"', page)
        query = more.group(1).replace("&amp;", "&") if more else ""
    assert len(seen) == len(set(seen)) == 57
    assert client.get("/people/?after=x.y&role=nonsense").status_code == 200


def test_a_commander_is_named_by_sources_and_presumed_innocent(client_of: Any) -> None:
    from tawthiq.workbench.register.models import Person

    person = Person.objects.get(key="issam_zahreddine")
    for lang, note, listed in (
        ("ar", "بريء حتى تثبت إدانته", "عصام زهر الدين"),
        ("en", "innocent until proven guilty", "Issam Zahreddine"),
    ):
        client = client_of("analyst", lang)
        page = client.get(f"/people/{person.pk}/").content.decode()
        assert note in page
        assert f"<h1><bdi>{listed}</bdi></h1>" in page
        claim = person.claims.select_related("account__document").order_by("pk")[0]
        assert claim.account.document.publisher in page
        assert f'<mark class="person">{claim.text}</mark>' in page
        assert listed in client.get("/people/?role=commander").content.decode()
        party = client.get("/actors/gov/").content.decode()
        assert f"/people/{person.pk}/" in party


def test_parties_are_counted_as_their_claims_say(client_of: Any, officer: Any) -> None:
    from tawthiq.workbench.register.actions.claims import reject_claim
    from tawthiq.workbench.register.models import Claim, Document
    from tawthiq.workbench.register.parties_said import said

    levels = ("public", "internal", "restricted")
    claims = list(Claim.objects.filter(field="actor").select_related("account__document").order_by("pk"))
    wanted: dict[str, dict[str, int]] = {}
    for claim in claims:
        record = claim.account.record["actors"][claim.number]
        roles = wanted.setdefault(record["code"], {})
        roles[record["role"]] = roles.get(record["role"], 0) + 1
    assert {code: dict(s.roles) for code, s in said(levels).items()} == wanted
    accused = next(c for c in claims if c.role == "alleged_perpetrator" and wanted[c.code][c.role] > 1)
    n = wanted[accused.code][accused.role]
    reject_claim(officer("analyst"), accused, reason="misread")
    assert said(levels)[accused.code].roles[accused.role] == n - 1
    client = client_of("analyst", "en")
    listed = client.get("/actors/").content.decode()
    assert f'/actors/{accused.code}/?role=alleged_perpetrator"><bdi class="n">{n - 1}</bdi>' in listed
    page = client.get(f"/actors/{accused.code}/?role=alleged_perpetrator").content.decode()
    assert page.count('<mark class="actor">') == min(20, n - 1)
    other = next(c for c in claims if c.code == accused.code and c.pk != accused.pk)
    Document.objects.filter(pk=other.account.document_id).update(access="sealed")
    assert f'id="c{other.pk}"' not in client.get(f"/actors/{accused.code}/").content.decode()
    assert client.get("/actors/nobody-of-this-code/").status_code == 404
    assert client.get("/actors/gov/?role=x&unit=y&after=z").status_code == 200


def test_what_leaves_the_office_knows_who_is_one_and_whom_to_withhold(
    named: Named, accounts: list[Any], officer: Any
) -> None:
    from tawthiq.workbench.register.as_decided import decided_register
    from tawthiq.workbench.register.models import Incident, Person

    def told(*, published: bool) -> dict[str, str]:
        found = decided_register(published_only=published).extractions
        return {p.name: p.key for e in found for a in e.accounts for p in a.persons}

    kept, gone, sealed = (named(a, n).person for a, n in zip(accounts, (ARABIC, LATIN, OTHER), strict=True))
    assert told(published=False)[ARABIC] == ""
    _propose_and_approve(officer, "person.merge", _name(kept), {"gone": _name(gone)})
    Person.objects.filter(pk=sealed.pk).update(access="sealed")
    Incident.objects.update(published=True, state="registered", access="public")
    for published in (False, True):
        found = told(published=published)
        assert found[ARABIC] == found[LATIN] == kept.key
        assert OTHER in found, "a name is withheld in sentences by the claim that reads it"


def test_nobody_rules_on_a_person_they_may_not_see_nor_reads_the_name_in_the_log(
    named: Named, accounts: list[Any], officer: Any, client_of: Any
) -> None:
    from tawthiq.workbench.register.actions.claims import name_of
    from tawthiq.workbench.register.actions.people import hold_apart
    from tawthiq.workbench.register.actions.proposals import propose
    from tawthiq.workbench.register.models import Decision, Person
    from tawthiq.workbench.review.api.decisions import _levels

    claims = [named(accounts[0], ARABIC), named(accounts[2], ARABIC)]
    mine, sealed = claims[0].person, named(accounts[1], LATIN).person
    hold_apart(officer("analyst"), mine, named(accounts[1], OTHER).person, reason="two families")
    _propose_and_approve(officer, "person.split", _name(mine), {"claims": [name_of(claims[1])]})
    asked = propose(officer("senior"), "person.merge", _name(mine), {"gone": _name(sealed)}, reason="one man")
    Person.objects.filter(pk=sealed.pk).update(access="sealed")
    Person.objects.filter(name=OTHER).update(access="sealed")
    Person.objects.filter(key=f"{mine.key}~2").update(access="sealed")
    reviewer = client_of("reviewer")
    assert LATIN not in reviewer.get("/queues/proposals/").content.decode()
    assert reviewer.post(f"/queues/proposals/{asked.pk}/approve/", {"reason": "blind"}).status_code == 404
    for action in ("person.apart", "person.split"):
        assert "sealed" in _levels(Decision.objects.get(action=action)).values(), action
    asked_for = {d.after["action"]: d for d in Decision.objects.filter(action="propose")}
    assert _levels(asked_for["person.merge"])[_name(sealed)] == "sealed"
    assert _levels(asked_for["person.split"])[name_of(claims[1])] == "sealed"


def test_hostile_names_are_only_shown(named: Named, accounts: list[Any], client_of: Any) -> None:
    hostile = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
    person = named(accounts[0], hostile).person
    client = client_of("senior")
    for path in (
        "/people/",
        f"/people/{person.pk}/",
        f"/documents/{accounts[0].document_id}/",
        "/people/?q=%22%3E%3Cscript%3E",
        "/log/?reads=1",
    ):
        body = client.get(path).content.decode()
        assert "<script>alert" not in body, path
        assert "<img src=x" not in body, path
    assert person.name not in client.get("/log/?reads=1").content.decode()


def test_no_name_stands_in_an_address_or_the_list_of_looks(named: Named, accounts: list[Any], client_of: Any) -> None:
    person = named(accounts[0], ARABIC).person
    client_of("analyst").get(f"/people/{person.pk}/")
    page = client_of("senior", "en").get("/log/?reads=1").content.decode()
    assert f"person no. {person.pk}" in page
    assert ARABIC not in page


def test_tables_made_before_are_filled_as_a_load_fills_them(office: Path) -> None:
    import importlib

    from django.apps import apps

    from tawthiq.workbench.register.models import Claim, PersonRole, PersonWord

    def everything() -> list[list[Any]]:
        return [
            list(Claim.objects.order_by("pk").values_list("pk", "role", "unit")),
            sorted(PersonRole.objects.values_list("person", "role", "mentions")),
            sorted(PersonWord.objects.values_list("person", "at", "word", "sound")),
        ]

    before = everything()
    assert all(before)
    Claim.objects.update(role="", unit="")
    PersonRole.objects.all().delete()
    PersonWord.objects.all().delete()
    importlib.import_module("tawthiq.workbench.register.migrations.0005_people_filled").forwards(apps, None)
    assert everything() == before


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_page_of_an_incident_names_its_people_and_every_look_is_written_down(
    lang: str, named: Named, accounts: list[Any], client_of: Any
) -> None:
    from tawthiq.workbench.register.models import Reading

    first = accounts[0]
    person = named(first, "نايلة المفتي", "victim").person
    page = f"/incidents/{first.incident.key}/"
    analyst = client_of("analyst", lang)
    body = analyst.get(page).content.decode()
    part = body[body.index({"ar": "الأشخاص الوارد ذكرهم", "en": "People named"}[lang]) :]
    part = part[: re.search(r"<h2>|</div><div>", part).start()]  # type: ignore[union-attr]
    assert f'<a href="/people/{person.pk}/"><bdi>نايلة المفتي</bdi></a>' in part
    assert {"ar": "ضحية", "en": "victim"}[lang] in part
    assert f'href="/documents/{first.document_id}/#c' in part
    mine = Reading.objects.filter(name=analyst.user.username, subject=_name(person))
    assert [look.page for look in mine] == ["incident"]
    analyst.get(f"/documents/{first.document_id}/")
    assert [look.page for look in mine.order_by("pk")] == ["incident", "document"]
    publisher = client_of("publisher", lang)
    assert "نايلة المفتي" not in publisher.get(page).content.decode().replace(first.document.text, "")
    assert not Reading.objects.filter(name=publisher.user.username).exists()
    type(person).objects.filter(pk=person.pk).update(access="sealed")
    before = mine.count()
    body = client_of("analyst", lang).get(page).content.decode()
    assert f'href="/people/{person.pk}/"' not in body
    assert mine.count() == before

"""Linking whole sets of documents: what is joined, what is kept apart, what a person is asked."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.domain.account import Extraction
from tawthiq.link import link_accounts
from tests.builders import (
    ALEPPO,
    DEIR,
    HAMIDIYAH,
    JOURA,
    QUSOUR,
    SUSAH,
    account,
    by,
    days_after,
    document,
    more_than,
    person,
    toll,
    weapon,
    when,
)


def anniversary() -> Extraction:
    """An Arabic piece of 2020: the city, both neighbourhoods, more than 400."""
    return document(
        "ar-2020",
        account(
            "massacre", date=when("2012-09-25", basis="anniversary"), place=DEIR, places=(DEIR, JOURA, QUSOUR),
            tolls=(more_than(400),), actors=(by("gov"),), persons=(person("عصام زهر الدين", "commander", "issam_zahreddine"),),
            weapons=(weapon("knife"), weapon("fire")),
        ),
        published="2020-09-25",
    )  # fmt: skip


def retrospective() -> Extraction:
    """An English piece of 2025: one neighbourhood first, about 500 and more than 500."""
    return document(
        "en-2025",
        account(
            "summary_execution", labels=("massacre",), date=when("2012-09-25"), place=QUSOUR, places=(QUSOUR, JOURA),
            tolls=(toll(500, qualifier="about"), more_than(500)), actors=(by("republican_guard"),),
            persons=(person("Issam Zahreddine", "commander", "issam_zahreddine"),),
        ),
        published="2025-12-15", lang="en",
    )  # fmt: skip


def test_an_arabic_anniversary_and_an_english_retrospective_are_one_incident() -> None:
    result = link_accounts([anniversary(), retrospective()])
    assert result.clusters == ((("ar-2020", 0), ("en-2025", 0)),)
    (link,) = result.links
    evidence = {reason.evidence for reason in link.reasons}
    assert {"when", "where", "tolls", "persons", "actors"} <= evidence
    assert all(reason.text_ar and reason.text_en for reason in link.reasons)


def test_one_neighbourhood_alone_meets_the_other_through_both_sites() -> None:
    joura = document(
        "d1", account("massacre", date=when("2012-09-25"), place=JOURA, places=(JOURA, QUSOUR), tolls=(more_than(400),))
    )
    qusour = document(
        "d2",
        account(
            "massacre",
            date=when("2012-09-25"),
            place=QUSOUR,
            places=(JOURA, QUSOUR),
            tolls=(toll(500, qualifier="about"),),
        ),
    )
    assert len(link_accounts([joura, qusour]).clusters) == 1


def test_two_neighbourhoods_on_one_day_are_two_strikes() -> None:
    made = [
        document("d1", account(date=when("2017-10-29"), place=HAMIDIYAH, tolls=(toll(7),), actors=(by("rus"),))),
        document("d2", account(date=when("2017-10-29"), place=JOURA, tolls=(toll(7),), actors=(by("rus"),))),
    ]
    result = link_accounts(made)
    assert len(result.clusters) == 2
    assert result.uncertain == ()


def test_a_chain_of_near_days_does_not_merge() -> None:
    """Raids on one town on five days running, with like tolls: five incidents."""
    made = [
        document(
            f"d{n}{page}",
            account(date=when(days_after("2017-10-20", n)), place=SUSAH, tolls=(toll(5 + n % 2),), actors=(by("rus"),)),
        )
        for n in range(5)
        for page in "ab"
    ]
    result = link_accounts(made)
    assert len(result.clusters) == 5
    assert all(len(c) == 2 and c[0][0][:2] == c[1][0][:2] for c in result.clusters)


def test_a_vague_account_never_bridges_two_events() -> None:
    first = document("d1", account(date=when("2017-10-29"), place=HAMIDIYAH, tolls=(toll(57),)))
    second = document("d2", account(date=when("2017-10-29"), place=JOURA, tolls=(toll(57),)))
    vague = document("d3", account(date=when("2017-10-29"), place=DEIR, tolls=(toll(57),), actors=(by("rus"),)))
    result = link_accounts([first, second, vague])
    assert len(result.clusters) == 2
    assert not any({("d1", 0), ("d2", 0)} <= set(c) for c in result.clusters)
    assert result.uncertain  # the other home of the vague account is for a person


def test_two_tellings_of_one_document_stay_apart() -> None:
    same = account(date=when("2017-10-29"), place=HAMIDIYAH, tolls=(toll(7),))
    assert len(link_accounts([document("d1", same, same)]).clusters) == 2


def test_summaries_belong_to_no_incident() -> None:
    part = account(date=when("2017-10-29"), place=HAMIDIYAH, tolls=(toll(7),))
    rolled = account(date=when("2017-10-29"), place=DEIR, tolls=(toll(12),), summary=True)
    result = link_accounts([document("d1", part, rolled), document("d2", part)])
    assert result.clusters == ((("d1", 0), ("d2", 0)),)
    assert result.summaries == (("d1", 1),)
    alone = link_accounts([document("d1", rolled)])
    assert alone.clusters == ((("d1", 0),),)


def test_an_undated_account_at_the_same_place_is_for_a_person() -> None:
    """Place and count agree, the day is not known: not enough to join, enough to ask."""
    dated = document("d1", account(date=when("2017-10-29"), place=HAMIDIYAH, tolls=(toll(7),)))
    undated = document("d2", account(place=HAMIDIYAH, tolls=(toll(9),)))
    result = link_accounts([dated, undated])
    assert len(result.clusters) == 2
    assert len(result.uncertain) == 1


def test_day_and_governorate_alone_join_nothing() -> None:
    made = [document(f"d{n}", account("unknown", date=when("2017-10-29"), place=ALEPPO)) for n in range(2)]
    assert len(link_accounts(made).clusters) == 2


def test_other_parties_and_other_weapons_are_other_events() -> None:
    a = account(
        date=when("2017-10-29"), place=SUSAH, actors=(by("rus"),), weapons=(weapon("aircraft_fixed"),), tolls=(toll(7),)
    )
    b = account(
        "suicide_car_bomb",
        date=when("2017-10-29"),
        place=SUSAH,
        actors=(by("isis"),),
        weapons=(weapon("car_bomb"),),
        tolls=(toll(7),),
    )
    assert len(link_accounts([document("d1", a), document("d2", b)]).clusters) == 2


def test_a_person_outranks_the_machine() -> None:
    a = document("d1", account(date=when("2017-10-29"), place=SUSAH, tolls=(toll(7),), actors=(by("rus"),)))
    b = document("d2", account(date=when("2017-10-29"), place=SUSAH, tolls=(toll(7),), actors=(by("rus"),)))
    c = document("d3", account(date=when("2017-11-29"), place=DEIR))
    pair, far = (("d1", 0), ("d2", 0)), (("d1", 0), ("d3", 0))
    assert len(link_accounts([a, b, c]).clusters) == 2
    assert len(link_accounts([a, b, c], decided={pair: False}).clusters) == 3
    joined = link_accounts([a, b, c], decided={far: True})
    assert {k.decided_by for k in joined.links if {k.a, k.b} == set(far)} == {"person"}
    assert (("d1", 0), ("d2", 0), ("d3", 0)) in joined.clusters or (("d1", 0), ("d3", 0)) in joined.clusters


def test_news_without_a_date_is_about_the_day_it_came_out() -> None:
    """No date in either post, published a day apart, the same neighbourhood and the same six killed."""

    def post(ident: str, published: str) -> Extraction:
        return document(ident, account(place=HAMIDIYAH, tolls=(toll(6),), actors=(by("rus"),)), published=published)

    assert len(link_accounts([post("d1", "2017-10-29"), post("d2", "2017-10-30")]).clusters) == 1
    assert len(link_accounts([post("d1", "2017-10-29"), post("d2", "2017-12-30")]).clusters) == 2


def test_nothing_is_reported_before_it_happens() -> None:
    early = document("d1", account(place=HAMIDIYAH, tolls=(toll(57),)), published="2017-10-01")
    later = document("d2", account(date=when("2017-10-29"), place=HAMIDIYAH, tolls=(toll(57),)))
    result = link_accounts([early, later])
    assert len(result.clusters) == 2
    assert result.uncertain == ()


def test_what_one_document_says_twice_of_a_siege_is_one_incident() -> None:
    starved, besieged = account("starvation", place=SUSAH, tolls=(toll(16),)), account("siege", place=SUSAH)
    other = document("d2", account("starvation", date=when("2016-01-11"), place=SUSAH, tolls=(toll(16),)))
    one = document("d1", starved, besieged, account("siege", place=DEIR))
    result = link_accounts([one, other])
    assert result.clusters == ((("d1", 0), ("d1", 1), ("d2", 0)), (("d1", 2),))
    within = next(k for k in result.links if (k.a, k.b) == (("d1", 0), ("d1", 1)))
    assert SUSAH.name_en in within.reasons[0].text_en
    parted = link_accounts([one, other], decided={(("d1", 0), ("d1", 1)): False})
    assert not any({("d1", 0), ("d1", 1)} <= set(c) for c in parted.clusters)


def test_a_group_may_lie_in_any_governorate_that_all_its_members_name() -> None:
    """The first page names the capital beside the town; the place it names first is another governorate's."""
    capital = account(
        "summary_execution", date=when("2017-10-29"), place=ALEPPO, places=(ALEPPO, HAMIDIYAH), tolls=(toll(57),)
    )
    town = account("summary_execution", date=when("2017-10-29"), place=HAMIDIYAH, tolls=(toll(57),))
    made = [document("d1", capital), document("d2", town), document("d3", town)]
    assert len(link_accounts(made).clusters) == 1
    elsewhere = account("summary_execution", date=when("2017-10-29"), place=ALEPPO, tolls=(toll(57),))
    result = link_accounts([*made, document("d4", elsewhere)])
    assert not any({("d2", 0), ("d4", 0)} <= set(c) for c in result.clusters)


PLACES = (JOURA, QUSOUR, DEIR, SUSAH, HAMIDIYAH)


@st.composite
def registers(draw: st.DrawFn) -> list[Extraction]:
    made = []
    for number in range(draw(st.integers(2, 7))):
        place = draw(st.sampled_from(PLACES))
        day = days_after("2017-10-20", draw(st.integers(0, 3)))
        made.append(
            document(f"d{number}", account(date=when(day), place=place, tolls=(toll(draw(st.integers(1, 12))),)))
        )
    return made


@settings(max_examples=12, deadline=None)
@given(registers(), st.randoms(use_true_random=False))
def test_the_order_of_documents_changes_nothing(made: list[Extraction], random: object) -> None:
    shuffled = list(made)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert link_accounts(made) == link_accounts(shuffled)


@settings(max_examples=12, deadline=None)
@given(registers())
def test_clusters_partition_the_accounts_and_hold_no_refused_pair(made: list[Extraction]) -> None:
    result = link_accounts(made)
    members = [ref for cluster in result.clusters for ref in cluster]
    assert sorted(members) == sorted((e.document.id, 0) for e in made)
    by_ref = {(e.document.id, 0): e.accounts[0] for e in made}
    for cluster in result.clusters:
        days = [made.date.start for ref in cluster if (made := by_ref[ref]).date and made.date.start]
        assert (max(days) - min(days)).days <= 3
        sites = [by_ref[ref].place for ref in cluster]
        hoods = {site.place.id for site in sites if site is not None and site.place.level == "neighbourhood"}
        assert len(hoods) <= 1

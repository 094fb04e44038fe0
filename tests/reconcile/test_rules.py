"""R4–R15 on hand-built claims, in Arabic and English flavours; ranges that never break; order that never matters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.domain.account import Account, Extraction
from tawthiq.domain.from_records import incident_from_record
from tawthiq.domain.incident import Incident, TollRange
from tawthiq.domain.records import incident_record
from tawthiq.domain.toll import Count, Toll
from tawthiq.knowledge.definitions import MassacreDefinition, listed_definitions
from tawthiq.reconcile.identity import incident_id, incident_ids
from tawthiq.reconcile.incidents import weigh as weigh_all
from tawthiq.reconcile.incidents import weigh_cluster
from tawthiq.reconcile.origins import find_origins
from tawthiq.reconcile.profiles import PROFILES, bounds
from tests.builders import (
    DEIR,
    HAMIDIYAH,
    JOURA,
    QUSOUR,
    account,
    aggregate,
    by,
    document,
    more_than,
    person,
    said_by,
    toll,
    when,
)

DAY = when("2017-10-29")
SNHR = said_by("snhr", "hr_org", "الشبكة السورية")
SOHR = said_by("sohr", "hr_org", "SOHR")
COUNCIL = said_by("council", "local_council", "المجلس المحلي")
NETWORK = said_by("network", "local_network", "شبكة إخبارية")
SANA = said_by("sana", "state_media", "سانا")


def told(*tolls: Toll, **rest: object) -> Account:
    return account(date=DAY, place=HAMIDIYAH, tolls=tolls, **rest)  # type: ignore[arg-type]


def weigh(*made: Extraction, profile: str = "tawthiq") -> Incident:
    refs = [(e.document.id, n) for e in made for n in range(len(e.accounts))]
    return weigh_cluster(refs, {e.document.id: e for e in made}, find_origins(made), profile=profile)


def killed(incident: Incident, group: str | None = None, harm: str = "killed") -> TollRange:
    return next(r for r in incident.tolls if (r.harm, r.group) == (harm, group))


def rules(incident: Incident) -> list[str]:
    return [c.rule for c in incident.conflicts]


class TestParties:
    def test_r4_a_party_alone_neither_lowers_the_minimum_nor_gives_the_best(self) -> None:
        incident = weigh(document("d", told(toll(40, said=SNHR), toll(38, said=COUNCIL), toll(2, said=SANA))))
        assert (killed(incident).min, killed(incident).best) == (38, 40)

    def test_r4_a_party_corroborates_nothing(self) -> None:
        incident = weigh(document("d", told(toll(7, said=SNHR), toll(7, said=SANA))))
        assert incident.grade == "G2"

    def test_r4_where_only_a_party_speaks_its_number_is_shown(self) -> None:
        assert killed(weigh(document("d", told(toll(5, said=SANA))))).best == 5


class TestSupersession:
    def test_r5_the_same_origin_counts_up(self) -> None:
        """«ارتفعت الحصيلة إلى 11» from the network that said 7 yesterday."""
        old, new = (
            document("d1", told(toll(7)), published="2017-10-30", publisher="شبكة"),
            document("d2", told(toll(11)), published="2017-10-31", publisher="شبكة"),
        )
        found = killed(weigh(old, new))
        assert (found.min, found.best, found.max) == (11, 11, 11)
        assert found.superseded == (("d1", 0, 0),)
        assert ("d1", 0, 0) in found.claims

    def test_r5_another_origin_competes(self) -> None:
        old, new = (
            document("d1", told(toll(7)), published="2017-10-30", publisher="One"),
            document("d2", told(toll(11)), published="2017-10-31", publisher="Two"),
        )
        found = killed(weigh(old, new))
        assert (found.min, found.max) == (7, 11)
        assert found.superseded == ()

    def test_r5_what_the_text_itself_replaces_is_history(self) -> None:
        found = killed(weigh(document("d", told(toll(7, superseded=True), toll(11)), publisher="شبكة")))
        assert (found.min, found.max, found.superseded) == (11, 11, (("d", 0, 0),))

    def test_r5_a_lower_later_count_is_a_conflict_unless_corrected(self) -> None:
        old = document("d1", told(toll(11)), published="2017-10-30", publisher="وكالة")
        lower = document("d2", told(toll(7)), published="2017-10-31", publisher="وكالة")
        corrected = document("d2", told(toll(7, rule="toll.correction")), published="2017-10-31", publisher="وكالة")
        assert "R5" in rules(weigh(old, lower))
        fixed = weigh(old, corrected)
        assert "R5" not in rules(fixed)
        assert killed(fixed).max == 7

    def test_r5_an_anniversary_piece_does_not_replace_a_count_of_the_time(self) -> None:
        old = document("d1", told(toll(107)), published="2017-10-30", publisher="تنسيقية")
        late = document("d2", told(more_than(400)), published="2020-10-29", publisher="تنسيقية")
        found = killed(weigh(old, late))
        assert found.superseded == ()
        assert (found.min, found.max) == (107, None)


class TestRanges:
    def test_r6_r7_the_lowest_and_the_highest_of_independent_origins(self) -> None:
        found = killed(weigh(document("d", told(toll(30, None, qualifier="at_least", said=SNHR), toll(40, said=SOHR)))))
        assert (found.min, found.max, found.open_ended) == (30, None, True)
        closed = killed(weigh(document("d", told(toll(35, said=SNHR), toll(40, said=SOHR)))))
        assert (closed.min, closed.max, closed.open_ended, closed.origins) == (35, 40, False, 2)

    def test_r6_victims_known_by_name_bound_from_below_across_scripts(self) -> None:
        names = ("محمد خالد الأحمد", "سعاد حسن العلي", "يوسف خليل العبد", "Mohammad Khaled al-Ahmad", "عمر سالم الحمد")
        made = document("d", told(toll(3, said=SNHR), persons=tuple(person(n) for n in names)))
        found = killed(weigh(made))
        assert (found.min, found.best, found.rule) == (4, 4, "R6")
        assert found.max == 4

    def test_r6_people_of_contested_status_are_in_no_minimum(self) -> None:
        made = document("d", told(toll(5, group="civilian", said=SNHR), toll(4, group="status_contested", said=SNHR)))
        incident = weigh(made)
        assert killed(incident, "civilian").min == 5
        assert killed(incident, "status_contested").min == 4

    def test_r8_the_number_two_origins_give(self) -> None:
        found = killed(weigh(document("d", told(toll(7, said=SNHR), toll(7, said=NETWORK), toll(9, said=COUNCIL)))))
        assert (found.best, found.rule) == (7, "R8")

    def test_r8_else_the_best_placed(self) -> None:
        found = killed(weigh(document("d", told(toll(7, said=NETWORK), toll(9, said=said_by("clinic", "medical"))))))
        assert found.best == 9

    def test_r8_else_the_lowest_and_never_an_average(self) -> None:
        a, b = said_by("paper-a", "regional_media"), said_by("paper-b", "intl_media")
        assert killed(weigh(document("d", told(toll(7, said=a), toll(12, said=b))))).best == 7

    def test_a_copy_does_not_make_a_majority(self) -> None:
        text = "كلام طويل عن غارة ليلية على حي في المدينة أدت إلى دمار واسع في الأبنية وقطع الطرق بين الأحياء القريبة من النهر"
        copies = [document(f"d{n}", told(toll(9)), text=text, publisher=f"صحيفة {n}") for n in range(3)]
        found = killed(weigh(*copies, document("x", told(toll(7, said=SNHR)))))
        assert (found.best, found.origins) == (7, 2)

    def test_r10_parts_are_ranges_of_their_own(self) -> None:
        """«7 مدنيين بينهم طفلان» is seven, two of them children."""
        incident = weigh(document("d", told(toll(7, group="civilian"), toll(2, group="child", of=0))))
        assert [(r.group, r.min) for r in incident.tolls] == [("child", 2), ("civilian", 7)]

    def test_r10_a_part_larger_than_its_whole_is_a_conflict(self) -> None:
        assert "R10" in rules(weigh(document("d", told(toll(7), toll(9, group="child", of=0)))))
        assert "R10" in rules(
            weigh(document("d", told(toll(7), toll(5, group="civilian", of=0), toll(4, group="combatant", of=0))))
        )
        assert "R10" not in rules(
            weigh(document("d", told(toll(7), toll(5, group="civilian", of=0), toll(4, group="child", of=0))))
        )

    def test_r11_bodies_and_injured_are_figures_of_their_own(self) -> None:
        incident = weigh(
            document(
                "d", told(toll(7), toll(84, None, harm="bodies_found", qualifier="at_least"), toll(20, harm="injured"))
            )
        )
        assert [(r.harm, r.min) for r in incident.tolls] == [("killed", 7), ("injured", 20), ("bodies_found", 84)]

    def test_r12_the_injured_are_never_reduced(self) -> None:
        first = document("d1", told(toll(3), toll(10, harm="injured")), published="2017-10-30", publisher="مشفى")
        later = document("d2", told(toll(4)), published="2017-11-02", publisher="مشفى")
        incident = weigh(first, later)
        assert killed(incident).min == 4
        assert killed(incident, harm="injured").min == 10

    def test_a_bare_plural_bounds_nothing_where_a_number_is_given(self) -> None:
        found = killed(
            weigh(document("d", told(toll(7, said=SNHR), toll(2, None, qualifier="unquantified", said=NETWORK))))
        )
        assert (found.min, found.max) == (7, 7)
        alone = killed(weigh(document("d", told(toll(2, None, qualifier="unquantified")))))
        assert (alone.min, alone.best, alone.max) == (2, None, None)

    def test_r6_a_number_less_than_half_of_another_of_its_origin_and_document_is_a_part(self) -> None:
        found = killed(weigh(document("d", told(toll(57, said=SOHR), toll(11, said=SOHR), toll(61, said=NETWORK)))))
        assert (found.min, found.best, found.max) == (57, 57, 61)
        two = weigh(document("d", told(toll(20, said=SOHR), toll(18, said=SOHR))))
        assert killed(two).min == 18, "two counts that may both be the whole"
        others = [document(name, told(toll(n, said=SOHR))) for name, n in (("d", 57), ("e", 11))]
        assert killed(weigh(*others)).min == 11, "of two documents each says its own"

    def test_civilians_stand_in_for_a_whole_that_is_less(self) -> None:
        made = document("d", told(toll(20, group="civilian", said=SNHR), toll(1, said=SNHR), toll(14, said=COUNCIL)))
        assert (killed(weigh(made)).min, killed(weigh(made)).max) == (14, 20)

    def test_civilians_stand_in_for_a_whole(self) -> None:
        found = killed(weigh(document("d", told(toll(9, said=SNHR), toll(7, group="civilian", said=COUNCIL)))))
        assert (found.min, found.max, found.origins) == (7, 9, 2)
        divided = killed(
            weigh(
                document(
                    "d",
                    told(
                        toll(9, said=SNHR),
                        toll(6, group="civilian", said=COUNCIL),
                        toll(3, group="combatant", said=COUNCIL),
                    ),
                )
            )
        )
        assert (divided.min, divided.max) == (9, 9)

    @pytest.mark.parametrize(
        ("count", "profile", "expected"),
        [
            (Count(401, None, 400, "more_than"), "tawthiq", (401, None, 401)),
            (Count(401, None, 400, "more_than"), "airwars", (400, 401, 400)),
            (Count(401, None, 400, "more_than"), "acled", (400, 400, 400)),
            (Count(50, 50, 50, "about"), "tawthiq", (45, 55, 50)),
            (Count(50, 50, 50, "about"), "acled", (50, 50, 50)),
            (Count(10, None, None, "vague", "tens"), "tawthiq", (10, 24, None)),
            (Count(10, None, None, "vague", "tens"), "acled", (10, 10, 10)),
            (Count(12, None, None, "vague", "dozens"), "airwars", (12, 24, None)),
            (Count(2, None, None, "unquantified"), "airwars", (2, 2, None)),
            (Count(0, 5, 5, "at_most"), "tawthiq", (0, 5, None)),
            (Count(5, 9, None, "range"), "tawthiq", (5, 9, None)),
        ],
    )
    def test_profiles(self, count: Count, profile: str, expected: tuple[int, int | None, int | None]) -> None:
        found = bounds(count, profile)
        assert (found.low, found.high, found.best) == expected


class TestConflicts:
    def test_r9_numbers_that_cannot_both_be_right(self) -> None:
        incident = weigh(document("d", told(toll(7, said=SNHR), toll(9, said=SOHR))))
        assert rules(incident) == ["R9"]
        assert "7" in incident.conflicts[0].message_ar
        assert "9" in incident.conflicts[0].message_en

    def test_r9_more_than_and_about_go_together(self) -> None:
        """«أكثر من 400» and "about 410"."""
        assert (
            rules(weigh(document("d", told(more_than(400, said=SNHR), toll(405, qualifier="about", said=SOHR))))) == []
        )

    def test_r9_ten_or_more_apart(self) -> None:
        assert rules(weigh(document("d", told(more_than(400, said=SNHR), more_than(500, said=SOHR))))) == ["R9"]

    def test_r9_one_origin_cannot_clash_with_itself(self) -> None:
        assert rules(weigh(document("d", told(more_than(400, said=SNHR), more_than(500, said=SNHR))))) == []

    def test_r13_a_statistic_bounds_the_incidents_of_its_document(self) -> None:
        """«33 مدنياً خلال أيلول وتشرين الأول» and two raids that killed 20 each."""
        second = account(date=when("2017-10-02"), place=JOURA, tolls=(toll(20),))
        total = aggregate(33, start="2017-09-01", end="2017-10-31")
        made = document("d", told(toll(20)), second, aggregates=(total,))
        incidents = weigh_all([[("d", 0)], [("d", 1)]], [made], find_origins([made]))
        assert [rules(i) for i in incidents] == [["R13"], ["R13"]]
        enough = document("d", told(toll(7)), second, aggregates=(total,))
        assert all(not i.conflicts for i in weigh_all([[("d", 0)], [("d", 1)]], [enough], find_origins([enough])))

    def test_r13_a_statistic_is_never_added(self) -> None:
        made = document("d", told(toll(7)), aggregates=(aggregate(33, start="2017-09-01", end="2017-10-31"),))
        assert killed(weigh(made)).max == 7


class TestResponsibility:
    def test_r15_joint_parties_are_both_shown(self) -> None:
        incident = weigh(document("d", told(toll(7), actors=(by("rus", mode="joint"), by("gov", mode="joint")))))
        assert [(a.code, a.mode) for a in incident.actors] == [("gov", "joint"), ("rus", "joint")]
        assert incident.attribution_grade == "alleged_single"

    def test_r15_either_or_stays_open(self) -> None:
        incident = weigh(
            document("d", told(toll(7), actors=(by("rus", mode="either_or"), by("gov", mode="either_or"))))
        )
        assert {a.mode for a in incident.actors} == {"either_or"}

    def test_r15_rival_accusations_are_contested_and_nobody_is_picked(self) -> None:
        a = document("d1", told(toll(7), actors=(by("gov"),)), publisher="شبكة")
        b = document("d2", told(toll(7), actors=(by("hts"),)), publisher="Agency")
        incident = weigh(a, b)
        assert incident.attribution_grade == "contested"
        assert {a.code for a in incident.actors} == {"gov", "hts"}
        assert "R15" in rules(incident)

    def test_r15_a_unit_does_not_contradict_its_side(self) -> None:
        a = document("d1", told(toll(7), actors=(by("gov"),)), publisher="شبكة")
        b = document("d2", told(toll(7), actors=(by("army"),)), publisher="Agency")
        incident = weigh(a, b)
        assert incident.attribution_grade == "alleged_multi"
        assert rules(incident) == []

    def test_r15_a_denial_is_kept_beside_the_accusation(self) -> None:
        incident = weigh(document("d", told(toll(7), actors=(by("rus"), by("rus", "denied")))))
        assert incident.attribution_grade == "contested"
        assert [a.role for a in incident.actors] == ["alleged_perpetrator", "denied"]

    def test_nobody_named(self) -> None:
        assert weigh(document("d", told(toll(7)))).attribution_grade == "unknown"


class TestGrades:
    def test_the_machine_stops_at_g3(self) -> None:
        claims = tuple(toll(7, said=s) for s in (SNHR, SOHR, COUNCIL, NETWORK))
        assert weigh(document("d", told(*claims))).grade == "G3"

    def test_one_origin_with_detail(self) -> None:
        assert weigh(document("d", told(toll(7)), publisher="شبكة")).grade == "G2"

    def test_pages_that_cite_one_voice_are_one_origin(self) -> None:
        made = [document(f"d{n}", told(toll(7, said=SNHR)), publisher=f"Paper {n}") for n in range(4)]
        assert weigh(*made).grade == "G2"

    def test_too_little_to_stand(self) -> None:
        assert weigh(document("d", account("shelling"))).grade == "G1"

    def test_contested_on_the_core(self) -> None:
        assert weigh(document("d", told(toll(3, said=SNHR), toll(40, said=SOHR)))).grade == "GC"
        assert weigh(document("d", told(toll(0, said=SNHR), toll(4, said=SOHR)))).grade == "GC"
        assert weigh(document("d", told(toll(40, said=SNHR), toll(0, said=SANA)))).grade == "G2"

    def test_r3_unnamed_voices_with_the_same_details_are_one(self) -> None:
        pool = said_by("", "local_activist", "ناشطون")
        same = weigh(document("d1", told(toll(7, said=pool))), document("d2", told(toll(7, said=pool))))
        other = weigh(document("d1", told(toll(7, said=pool))), document("d2", told(toll(8, said=pool))))
        assert (len(same.origins), same.grade) == (1, "G2")
        assert len(other.origins) == 2

    def test_a_page_that_cites_a_network_and_the_network_are_one_chain(self) -> None:
        source = document(
            "d1", told(toll(7, said=said_by("", "anonymous", "مصدر ميداني"))), publisher="شبكة أخبار الضفة (مثال)"
        )
        copy = document("d2", told(toll(7, said=said_by("", "local_network", "شبكة أخبار الضفة"))), publisher="صحيفة")
        incident = weigh(source, copy)
        assert len(incident.origins) == 1
        assert incident.grade == "G2"


class TestWhatItIsCalled:
    def test_titles_dates_and_places(self) -> None:
        month = account(
            "massacre", date=when("2012-09-01", "2012-09-30"), place=DEIR, places=(DEIR,), tolls=(more_than(400),)
        )
        exact = account(
            "summary_execution",
            date=when("2012-09-25"),
            place=JOURA,
            places=(JOURA, QUSOUR, DEIR),
            labels=("massacre",),
        )
        incident = weigh(document("d1", month, publisher="أ ب"), document("d2", exact, publisher="ج د"))
        assert incident.date is not None
        assert incident.date.precision == "T2"
        assert incident.place is not None
        assert incident.place.place.id == JOURA.id
        assert incident.kind == "summary_execution"
        assert incident.labels == ("massacre",)
        assert incident.title_en == "field execution, al-Joura and al-Qusour (Deir ez-Zor), 25 September 2012"
        assert incident.title_ar == "إعدام ميداني، الجورة والقصور (دير الزور)، 25 أيلول/سبتمبر 2012"

    def test_the_day_most_origins_give(self) -> None:
        days = ("2017-10-29", "2017-10-30", "2017-10-30")
        made = [
            document(f"d{n}", account(date=when(d), place=HAMIDIYAH), publisher=f"P{n}") for n, d in enumerate(days)
        ]
        incident = weigh(*made)
        assert incident.date is not None
        assert str(incident.date.start) == "2017-10-30"

    def test_undated_and_unplaced(self) -> None:
        incident = weigh(document("d", account("shelling", tolls=(toll(3),))))
        assert incident.title_en == "artillery or rocket shelling, place not known, date not known"

    def test_a_label_names_the_kind_where_nothing_else_does(self) -> None:
        incident = weigh(document("d", account("unknown", labels=("massacre",), date=DAY, place=DEIR)))
        assert incident.kind == "massacre"
        assert weigh(document("d", account("unknown", date=DAY, place=DEIR))).title_ar.startswith("حادثة")

    def test_definitions_are_computed(self) -> None:
        assert weigh(document("d", told(toll(5)))).massacre_by == ("snhr",)
        assert weigh(document("d", told(toll(4), labels=("massacre",)))).massacre_by == ()
        assert (
            weigh(
                document("d", told(toll(9), toll(4, group="civilian", of=0), toll(5, group="combatant", of=0)))
            ).massacre_by
            == ()
        )

    def test_an_office_measures_by_its_own_definition_too(self) -> None:
        own = MassacreDefinition("our_office", "مكتبنا: أربعة قتلى", "Our office: four killed", 4)
        made = document("d", told(toll(6), toll(2, group="civilian", of=0), toll(4, group="combatant", of=0)))
        incident = weigh_cluster(
            [("d", 0)], {"d": made}, find_origins([made]), definitions=(*listed_definitions(), own)
        )  # fmt: skip
        assert incident.massacre_by == ("our_office",)
        assert [(d.ar, d.en) for d in incident.definitions] == [(own.ar, own.en)]
        assert incident_from_record(incident_record(incident)).definitions == incident.definitions

    def test_told_only_in_passing(self) -> None:
        assert weigh(document("d", told(toll(5), background=True))).background_only
        assert not weigh(document("d", told(toll(5), background=True)), document("e", told(toll(5)))).background_only


class TestIdentity:
    def test_adding_later_accounts_keeps_the_id(self) -> None:
        first = document("d1", told(toll(7)), published="2017-10-30")
        later = document("a0", told(toll(9)), published="2017-11-30")
        alone = incident_id([("d1", 0)], {"d1": first})
        assert incident_id([("a0", 0), ("d1", 0)], {"d1": first, "a0": later}) == alone
        assert alone.startswith("2017-10-29-al-hamidiyah-")

    def test_an_earlier_account_found_later_keeps_the_known_id(self) -> None:
        first = document("d1", told(toll(7)), published="2017-10-30")
        earlier = document("d0", told(toll(7)), published="2017-10-29")
        by_id = {"d0": earlier, "d1": first}
        before = incident_ids([[("d1", 0)]], by_id)
        after = incident_ids([[("d0", 0), ("d1", 0)]], by_id, known={("d1", 0): before[0]})
        assert after == before

    def test_ids_differ_even_for_twins(self) -> None:
        made = document("d1", told(toll(7)), told(toll(7)))
        idents = incident_ids([[("d1", 0)], [("d1", 1)]], {"d1": made})
        assert len(set(idents)) == 2

    def test_a_split_keeps_the_id_once(self) -> None:
        made = {f"d{n}": document(f"d{n}", told(toll(7)), published=f"2017-10-3{n}") for n in range(2)}
        known = {("d0", 0): "old", ("d1", 0): "old"}
        idents = incident_ids([[("d1", 0)], [("d0", 0)]], made, known=known)
        assert idents[1] == "old"
        assert idents[0] != "old"


COUNTS = st.one_of(
    st.integers(0, 60).map(lambda n: (n, n, "exact", "")),
    st.integers(1, 60).map(lambda n: (n + 1, None, "more_than", "")),
    st.integers(1, 60).map(lambda n: (n, n, "about", "")),
    st.integers(1, 60).map(lambda n: (0, n, "at_most", "")),
    st.tuples(st.integers(1, 20), st.integers(1, 20)).map(lambda p: (min(p), max(p), "range", "")),
    st.just((10, None, "vague", "tens")),
    st.just((2, None, "unquantified", "")),
)
SPEAKERS = st.sampled_from(
    [None, SNHR, SOHR, COUNCIL, SANA, said_by("", "local_activist"), said_by("", "medical", "a doctor")]
)
GROUPS = st.sampled_from([None, "civilian", "child"])


@st.composite
def incidents(draw: st.DrawFn) -> list[Extraction]:
    made = []
    for number in range(draw(st.integers(1, 5))):
        tolls = []
        for _ in range(draw(st.integers(0, 4))):
            low, high, qualifier, wording = draw(COUNTS)
            tolls.append(toll(low, high, qualifier=qualifier, wording=wording, said=draw(SPEAKERS), group=draw(GROUPS)))
        names = draw(
            st.lists(st.sampled_from(["محمد خالد الأحمد", "Omar Salem al-Hamad", "سعاد حسن العلي"]), max_size=3)
        )
        actors = tuple(
            by(code) for code in draw(st.lists(st.sampled_from(["gov", "rus", "isis"]), max_size=2, unique=True))
        )
        people = tuple(person(n) for n in names)
        place = draw(st.sampled_from([HAMIDIYAH, DEIR]))
        day = draw(st.sampled_from([DAY, when("2017-10-30"), None]))
        published = draw(st.sampled_from(["", "2017-10-30", "2017-11-02", "2020-10-29"]))
        publisher = draw(st.sampled_from(["", "شبكة", "Agency"]))
        one = account(date=day, place=place, tolls=tuple(tolls), persons=people, actors=actors)
        made.append(document(f"d{number}", one, published=published, publisher=publisher))
    return made


@settings(max_examples=80, deadline=None)
@given(incidents(), st.sampled_from(PROFILES))
def test_ranges_hold_together(made: list[Extraction], profile: str) -> None:
    incident = weigh(*made, profile=profile)
    for found in incident.tolls:
        assert found.min >= 0
        assert found.open_ended == (found.max is None)
        if found.max is not None:
            assert found.min <= found.max
        if found.best is not None:
            assert found.min <= found.best
            assert found.max is None or found.best <= found.max
        assert set(found.superseded) <= set(found.claims)
        assert found.origins >= 1
    assert incident.grade in ("G1", "G2", "G3", "GC")


@settings(max_examples=60, deadline=None)
@given(incidents(), st.randoms(use_true_random=False))
def test_the_order_of_input_changes_nothing(made: list[Extraction], random: object) -> None:
    shuffled = list(made)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert weigh(*made) == weigh(*shuffled)

"""R12 and R14 on claims made by hand: later deaths of wounds, and the parts of a whole over several sites."""

from __future__ import annotations

from tawthiq.domain.account import Extraction
from tawthiq.domain.incident import Incident, TollRange
from tawthiq.domain.span import Quote, Span
from tawthiq.domain.toll import OF_WOUNDS, Toll
from tawthiq.reconcile import bound_findings, find_origins
from tawthiq.reconcile.incidents import weigh as weigh_all
from tawthiq.reconcile.incidents import weigh_cluster
from tests.builders import HAMIDIYAH, JOURA, account, aggregate, document, said_by, toll, when

DAY = when("2017-10-29")
SNHR, SOHR = said_by("snhr", "hr_org"), said_by("sohr", "hr_org")
INJURED_AR = "أصيب عشرة أشخاص بينهم محمود صالح العلي بجروح في القصف."
NAME_AR, NAME_EN = "محمود صالح العلي", "Mahmoud Saleh al-Ali"


def died(name: str = "", number: int = 1) -> Toll:
    rule = f"toll.test+count.named-victim{OF_WOUNDS}" if name else f"toll.test{OF_WOUNDS}"
    made = toll(number, rule=rule)
    words = name or "one"
    return Toll(made.harm, None, made.count, Quote(words, Span(0, len(words))), rule)


def day(ident: str, published: str, *tolls: Toll, text: str = "", publisher: str = "شبكة") -> Extraction:
    told = account(date=DAY, place=HAMIDIYAH, tolls=tolls)
    return document(ident, told, published=published, publisher=publisher, text=text)


def weigh(*made: Extraction) -> Incident:
    refs = [(e.document.id, n) for e in made for n in range(len(e.accounts))]
    return weigh_cluster(refs, {e.document.id: e for e in made}, find_origins(made))


def of(incident: Incident, harm: str) -> TollRange:
    return next(r for r in incident.tolls if r.harm == harm and r.group is None)


def three(found: TollRange) -> tuple[int, int | None, int | None]:
    return found.min, found.best, found.max


class TestDeathsOfWounds:
    def test_a_later_death_is_added_and_contradicts_nobody(self) -> None:
        incident = weigh(day("d1", "2017-10-30", toll(3)), day("d2", "2017-11-02", died()))
        assert three(of(incident, "killed")) == (4, 4, 4)
        assert incident.conflicts == ()

    def test_a_death_of_the_day_of_the_count_may_be_in_it_and_lowers_nothing(self) -> None:
        incident = weigh(day("d1", "2017-10-30", toll(3)), day("d2", "2017-10-30", died(), publisher="وكالة"))
        assert three(of(incident, "killed")) == (3, 3, 3)

    def test_a_count_said_after_the_death_holds_it_already(self) -> None:
        incident = weigh(
            day("d1", "2017-10-30", toll(3)), day("d2", "2017-11-02", died()), day("d3", "2017-11-05", toll(4), publisher="B")
        )  # fmt: skip
        assert three(of(incident, "killed")) == (4, 4, 4)
        assert incident.conflicts == ()

    def test_one_death_told_twice_is_one(self) -> None:
        incident = weigh(
            day("d1", "2017-10-30", toll(3)), day("d2", "2017-11-02", died(NAME_AR)),
            day("d3", "2017-11-03", died(NAME_EN), publisher="Agency"),
        )  # fmt: skip
        assert three(of(incident, "killed")) == (4, 4, 4)

    def test_two_named_deaths_are_two(self) -> None:
        incident = weigh(
            day("d1", "2017-10-30", toll(3)), day("d2", "2017-11-02", died(NAME_AR)),
            day("d3", "2017-11-03", died("خالد سليم الحسن"), publisher="Agency"),
        )  # fmt: skip
        assert three(of(incident, "killed")) == (5, 5, 5)

    def test_the_injured_lose_only_who_is_known_among_them(self) -> None:
        first = day("d1", "2017-10-30", toll(3), toll(10, harm="injured"), text=INJURED_AR)
        same = weigh(first, day("d2", "2017-11-02", died(NAME_EN)))
        assert three(of(same, "injured")) == (9, 9, 9)
        assert of(same, "injured").claims == (("d1", 0, 1),)
        other = weigh(first, day("d2", "2017-11-02", died("Khaled Salim al-Hasan")))
        assert three(of(other, "injured")) == (10, 10, 10)
        unnamed = weigh(first, day("d2", "2017-11-02", died()))
        assert three(of(unnamed, "injured")) == (10, 10, 10)

    def test_where_nothing_else_is_told_the_death_is_the_count(self) -> None:
        assert three(of(weigh(day("d2", "2017-11-02", died())), "killed")) == (1, 1, 1)


class TestSites:
    def test_parts_that_add_up_to_a_count_of_their_telling_bound_nothing(self) -> None:
        found = of(weigh(day("d", "2017-10-30", toll(12), toll(7), toll(5))), "killed")
        assert (*three(found), found.origins) == (12, 12, 12, 1)

    def test_counts_that_do_not_add_up_stand(self) -> None:
        assert three(of(weigh(day("d", "2017-10-30", toll(12), toll(8), toll(7))), "killed"))[0] == 7

    def test_parts_of_another_origin_are_no_parts(self) -> None:
        found = weigh(day("d", "2017-10-30", toll(12, said=SNHR), toll(7, said=SOHR), toll(5, said=SOHR)))
        assert of(found, "killed").min == 5


class TestStatisticsAcrossDocuments:
    def registered(self, *numbers: int, statistic: int, **rest: object) -> tuple[Extraction, ...]:
        told = [
            document(
                f"d{n}", account(date=when(f"2017-10-0{n}"), place=place, tolls=(toll(number),)), publisher=f"P{n}"
            )
            for n, (number, place) in enumerate(zip(numbers, (HAMIDIYAH, JOURA), strict=False), start=1)
        ]
        row = aggregate(
            statistic, start="2017-10-01", end="2017-10-31", dimension="governorate", key="Deir ez-Zor", **rest  # type: ignore[arg-type]
        )  # fmt: skip
        return (*told, document("stat", publisher="Office", aggregates=(row,)))

    def rules(self, made: tuple[Extraction, ...]) -> list[str]:
        clusters = [[(e.document.id, 0)] for e in made if e.accounts]
        return [f.rule for f in bound_findings(weigh_all(clusters, made, find_origins(made)), made)]

    def test_incidents_of_others_that_exceed_a_row_are_a_finding_that_names_it(self) -> None:
        made = self.registered(7, 5, statistic=10)
        incidents = weigh_all([[("d1", 0)], [("d2", 0)]], made, find_origins(made))
        (found,) = bound_findings(incidents, made)
        assert (found.rule, found.severity, found.documents) == ("R13", "W", ("stat",))
        assert "12" in found.message_en
        assert "10" in found.message_ar
        assert all(not i.conflicts for i in incidents)

    def test_as_many_as_the_row_says_is_no_finding(self) -> None:
        assert self.rules(self.registered(7, 3, statistic=10)) == []

    def test_a_row_of_women_bounds_women_alone(self) -> None:
        assert self.rules(self.registered(7, 5, statistic=10, group="woman")) == []
        assert self.rules(self.registered(7, 5, statistic=10, harm="injured")) == []

"""Each kind of evidence by itself: what speaks for one event, what against, what refuses it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tawthiq.domain.account import Account
from tawthiq.knowledge.load import toml
from tawthiq.link import around as around_module
from tawthiq.link.around import around
from tawthiq.link.compare_actors import compare_actors
from tawthiq.link.compare_day import compare_day
from tawthiq.link.compare_kinds import compare_kinds
from tawthiq.link.compare_numbers import compare_numbers
from tawthiq.link.compare_persons import compare_persons
from tawthiq.link.compare_tolls import compare_tolls
from tawthiq.link.compare_weapons import compare_weapons
from tawthiq.link.compare_when import compare_alone, compare_when
from tawthiq.link.compare_where import compare_rarity, compare_where
from tawthiq.link.compare_words import compare_words
from tawthiq.link.telling import Telling, rare_words, telling
from tests.builders import (
    ALEPPO,
    DEIR,
    GOVERNORATE_DZ,
    HAMIDIYAH,
    JOURA,
    QUSOUR,
    SUSAH,
    account,
    by,
    document,
    more_than,
    person,
    said_of_the_day,
    toll,
    weapon,
    when,
)


def one(made: Account, ident: str = "a") -> Telling:
    return telling(document(ident, made), 0)


def two(a: Account, b: Account) -> tuple[Telling, Telling]:
    return one(a, "a"), one(b, "b")


class TestWhen:
    def test_the_same_day_speaks_for_one_event(self) -> None:
        found = compare_when(*two(account(date=when("2012-09-25")), account(date=when("2012-09-25"))))
        assert found is not None
        assert found.weight == 3.0
        assert "2012-09-25" in found.reason_ar

    def test_a_night_and_its_morning_meet(self) -> None:
        night = account(date=when("2017-10-29", "2017-10-30"))
        found = compare_when(*two(night, account(date=when("2017-10-30"))))
        assert found is not None
        assert found.weight > 1

    def test_a_vague_date_says_little(self) -> None:
        month = account(date=when("2012-09-01", "2012-09-30"))
        found = compare_when(*two(month, account(date=when("2012-09-25"))))
        assert found is not None
        assert 0 < found.weight < 1

    def test_more_than_three_days_apart_is_refused(self) -> None:
        found = compare_when(*two(account(date=when("2012-09-25")), account(date=when("2012-09-29"))))
        assert found is not None
        assert found.refused

    def test_neighbouring_days_speak_against(self) -> None:
        found = compare_when(*two(account(date=when("2012-09-25")), account(date=when("2012-09-26"))))
        assert found is not None
        assert not found.refused
        assert found.weight < 0

    def test_a_day_off_is_a_slip_where_nobody_else_speaks_of_the_place(self) -> None:
        first, second, third = (
            one(account("airstrike", date=when(day), place=SUSAH), ident)
            for ident, day in (("a", "2017-10-29"), ("b", "2017-10-30"), ("c", "2017-11-02"))
        )
        quiet, busy = around([first, second]), around([first, second, third])
        slip, raids = compare_when(first, second, quiet), compare_when(first, second, busy)
        assert slip is not None
        assert raids is not None
        assert slip.weight > 0 > raids.weight
        assert compare_rarity(first, second, quiet) is not None
        assert compare_rarity(first, second, busy) is None
        elsewhere = one(account("airstrike", date=when("2017-10-30"), place=DEIR), "d")
        assert not around([first, elsewhere]).quiet(first, elsewhere)

    def test_an_undated_telling_is_of_the_one_event_of_its_kind(self) -> None:
        undated = one(account("summary_execution", place=SUSAH), "a")
        killing = one(account("summary_execution", date=when("2017-10-29"), place=SUSAH), "b")
        raids = [one(account("airstrike", date=when(f"2017-0{m}-01"), place=SUSAH), f"c{m}") for m in range(1, 9)]
        alone, among = around([undated, killing]), around([undated, killing, *raids])
        first, second = (compare_alone(undated, killing, near.events) for near in (alone, among))
        assert first == second
        assert first is not None
        assert first.weight > 1
        many = around([one(account("airstrike", place=SUSAH), "a"), *raids])
        assert compare_alone(one(account("airstrike", place=SUSAH), "a"), raids[0], many.events) is None

    def test_the_events_of_a_place_are_counted_once_however_many_tell_of_it(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        counted: list[int] = []

        def counting(days: Iterable[int]) -> int:
            counted.append(1)
            return runs_of(days)

        runs_of = around_module._runs_of
        monkeypatch.setattr(around_module, "_runs_of", counting)
        kinds = ("airstrike", "summary_execution", "unknown")
        told = [
            one(account(kinds[n % 3], date=when(f"2017-{1 + n % 12:02}-{1 + 2 * (n % 14):02}"), place=SUSAH), f"{n:03}")
            for n in range(300)
        ]
        events = around(told).events
        assert len(counted) == 3
        raids, executions, all_of_them = (events[f"{n:03}", 0] for n in range(3))
        assert all_of_them >= raids == executions > 20

    @pytest.mark.parametrize(("known", "day", "weight"), [
        ("weekday 7", "2017-10-29", 1.0),      # a Sunday
        ("weekday 6", "2017-10-29", None),     # the night before it
        ("weekday 3", "2017-10-29", -1.0),
        ("--10-29", "2017-10-29", 2.0),
        ("--10-30", "2017-10-29", None),
        ("--10-21", "2017-10-29", -2.0),
        ("--12-31", "2018-01-01", None),
        ("--10", "2017-10-29", 0.5),
        ("--03", "2017-10-29", -2.0),
        ("--02-30", "2017-10-29", None),       # no such day
        ("anniversary 3", "2017-10-29", None),
    ])  # fmt: skip
    def test_a_weekday_or_a_day_without_its_year_is_held_to_the_date_of_the_other(
        self, known: str, day: str, weight: float | None
    ) -> None:
        undated, dated = two(account(date=said_of_the_day(known)), account(date=when(day)))
        found = compare_day(undated, dated)
        assert (found.weight if found is not None else None) == weight
        assert compare_when(undated, dated) is None
        again = compare_day(dated, undated)
        assert (again.weight if again is not None else None) == weight

    def test_two_dates_are_not_held_to_their_weekdays(self) -> None:
        assert compare_day(*two(account(date=when("2017-10-29")), account(date=when("2017-10-22")))) is None

    def test_a_month_and_a_night_say_no_weekday(self) -> None:
        month = account(date=when("2017-10-01", "2017-10-31"))
        assert compare_day(*two(month, account(date=said_of_the_day("weekday 7")))) is None
        night = account(date=when("2017-10-29", "2017-10-30"))
        for known in ("weekday 7", "weekday 1"):
            found = compare_day(*two(night, account(date=said_of_the_day(known))))
            assert found is not None
            assert found.weight == 1.0

    def test_a_siege_is_of_more_days_than_are_said(self) -> None:
        siege = [one(account("siege", date=when(day), place=SUSAH), day) for day in ("2016-01-11", "2016-01-30")]
        found = compare_when(*siege)
        assert found is not None
        assert 0 <= found.weight < 1
        raids = [one(account("airstrike", date=when(day), place=SUSAH), day) for day in ("2016-01-11", "2016-01-30")]
        refused = compare_when(*raids)
        assert refused is not None
        assert refused.refused

    def test_an_unknown_date_says_nothing(self) -> None:
        assert compare_when(*two(account(), account(date=when("2012-09-25")))) is None


class TestWhere:
    def test_the_smallest_shared_place_counts(self) -> None:
        found = compare_where(
            *two(account(place=JOURA, places=(JOURA, QUSOUR)), account(place=QUSOUR, places=(QUSOUR, JOURA)))
        )
        assert found is not None
        assert found.weight == 4.0

    def test_a_neighbourhood_lies_in_its_city(self) -> None:
        found = compare_where(*two(account(place=JOURA), account(place=DEIR)))
        assert found is not None
        assert not found.refused
        assert found.weight > 1

    def test_two_neighbourhoods_of_one_city_are_two_places(self) -> None:
        found = compare_where(*two(account(place=JOURA), account(place=HAMIDIYAH)))
        assert found is not None
        assert found.refused

    def test_governorates_refuse(self) -> None:
        found = compare_where(*two(account(place=DEIR), account(place=ALEPPO)))
        assert found is not None
        assert found.refused
        assert "حلب" in found.reason_ar

    def test_towns_far_apart_refuse(self) -> None:
        found = compare_where(*two(account(place=DEIR), account(place=SUSAH)))
        assert found is not None
        assert found.refused

    def test_a_governorate_says_little(self) -> None:
        found = compare_where(*two(account(place=GOVERNORATE_DZ), account(place=SUSAH)))
        assert found is not None
        assert 0 < found.weight < 1

    def test_no_place_says_nothing(self) -> None:
        assert compare_where(*two(account(), account(place=DEIR))) is None


class TestKinds:
    def test_a_raid_on_a_market_is_both(self) -> None:
        found = compare_kinds(*two(account("airstrike"), account("attack_market")))
        assert found is not None
        assert found.weight > 0

    def test_gas_and_arrests_exclude_each_other(self) -> None:
        found = compare_kinds(*two(account("chemical_attack"), account("arbitrary_detention")))
        assert found is not None
        assert found.refused

    def test_a_massacre_may_be_any_killing(self) -> None:
        assert compare_kinds(*two(account("massacre"), account("airstrike"))) is None
        found = compare_kinds(*two(account("massacre"), account("summary_execution", labels=("massacre",))))
        assert found is not None
        assert found.weight > 0

    def test_every_kind_stands_in_the_table(self) -> None:
        table = toml("vocabularies/link_weights.toml")["kinds"]
        placed = {k for kinds in table["families"].values() for k in kinds} | set(table["generic_kinds"])
        assert set(toml("vocabularies/kinds.toml")) <= placed
        assert placed - {""} <= set(toml("vocabularies/kinds.toml"))


class TestTolls:
    @pytest.mark.parametrize(
        ("a", "b", "sign"),
        [
            (toll(33), toll(33), 1),
            (more_than(400), toll(500, qualifier="about"), 1),
            (toll(10, None, qualifier="vague", wording="tens"), toll(33), 1),
            (toll(7, 9), toll(8), 1),
            (toll(7), toll(9), 0),
            (toll(3), toll(12), -1),
            (toll(3), toll(80), -1),
        ],
    )
    def test_bounds_decide(self, a: object, b: object, sign: int) -> None:
        (found,) = compare_tolls(*two(account(tolls=(a,)), account(tolls=(b,))))  # type: ignore[arg-type]
        assert (found.weight > 0) - (found.weight < 0) == sign

    def test_a_rare_count_says_more(self) -> None:
        (small,) = compare_tolls(*two(account(tolls=(toll(2),)), account(tolls=(toll(2),))))
        (large,) = compare_tolls(*two(account(tolls=(toll(57),)), account(tolls=(toll(57),))))
        (even,) = compare_tolls(*two(account(tolls=(toll(60),)), account(tolls=(toll(60),))))
        assert small.weight < even.weight < large.weight

    def test_other_harms_are_not_compared(self) -> None:
        assert compare_tolls(*two(account(tolls=(toll(7),)), account(tolls=(toll(7, harm="injured"),)))) == []

    def test_bodies_that_were_found_are_dead(self) -> None:
        (found,) = compare_tolls(*two(account(tolls=(toll(57),)), account(tolls=(toll(57, harm="bodies_found"),))))
        assert found.weight > 1

    def test_a_number_said_otherwise_is_the_same_number(self) -> None:
        (found,) = compare_tolls(
            *two(account(tolls=(toll(96),)), account(tolls=(toll(96, None, qualifier="at_least"),)))
        )
        assert (found.weight, found.reason_en.partition(":")[0]) == (2.3, "the same count")

    def test_large_counts_need_only_be_alike(self) -> None:
        """Two events of hundreds of dead at one place are rarer than two sources that count one differently."""
        (large,) = compare_tolls(*two(account(tolls=(toll(264),)), account(tolls=(toll(12), toll(250)))))
        (small,) = compare_tolls(*two(account(tolls=(toll(14),)), account(tolls=(toll(12),))))
        (unlike,) = compare_tolls(*two(account(tolls=(toll(264),)), account(tolls=(toll(140),))))
        assert large.weight > small.weight == unlike.weight == 0


class TestNumbers:
    def test_a_translation_states_the_same_numbers(self) -> None:
        text = account(tolls=(toll(270), toll(122, harm="bodies_found"), toll(24, group="child")))
        translated = account(tolls=(toll(24), toll(122), toll(270, harm="injured"), toll(8)))
        found = compare_numbers(*two(text, translated))
        assert found is not None
        assert found.weight > 1
        assert "270, 122, 24" in found.reason_ar

    def test_two_say_less_and_only_of_one_harm(self) -> None:
        """One source's 12 dead and 18 wounded are not another's 18 dead, of whom 12 have names."""
        text = account(tolls=(toll(60), toll(200, harm="injured"), toll(3), toll(2)))
        found = compare_numbers(*two(text, account(tolls=(toll(60, harm="bodies_found"), toll(200, harm="injured")))))
        assert found is not None
        assert 0 < found.weight < 1
        assert "200, 60" in found.reason_en
        assert compare_numbers(*two(text, account(tolls=(toll(200), toll(60))))) is None

    def test_small_numbers_and_one_alone_are_chance(self) -> None:
        for tolls in ((toll(12), toll(18, harm="injured")), (toll(270), toll(3), toll(2, harm="injured"))):
            assert compare_numbers(*two(account(tolls=tolls), account(tolls=tolls))) is None


class TestWho:
    def test_a_victim_named_in_two_scripts(self) -> None:
        (found,) = compare_persons(
            *two(account(persons=(person("محمد خالد الأحمد"),)), account(persons=(person("Mohammad Khaled al-Ahmad"),)))
        )
        assert found.weight == 3.0

    def test_a_commander_says_less_and_a_key_is_enough(self) -> None:
        a, b = (
            person("عصام زهر الدين", "commander", "issam_zahreddine"),
            person("the general", "commander", "issam_zahreddine"),
        )
        (found,) = compare_persons(*two(account(persons=(a,)), account(persons=(b,))))
        assert 0 < found.weight < 2

    def test_killed_here_and_commanding_there_is_no_evidence(self) -> None:
        a, b = person("عصام زهر الدين", "commander"), person("عصام زهر الدين", "victim")
        assert compare_persons(*two(account(persons=(a,)), account(persons=(b,)))) == []

    def test_a_unit_and_its_side_agree(self) -> None:
        found = compare_actors(*two(account(actors=(by("army"),)), account(actors=(by("gov"),))))
        assert found is not None
        assert found.weight > 0

    def test_other_parties_speak_against_but_do_not_refuse(self) -> None:
        found = compare_actors(*two(account(actors=(by("rus"),)), account(actors=(by("coalition"),))))
        assert found is not None
        assert found.weight < 0
        assert not found.refused

    def test_a_denial_is_no_accusation(self) -> None:
        assert compare_actors(*two(account(actors=(by("rus", "denied"),)), account(actors=(by("rus"),)))) is None

    def test_a_rare_weapon_says_more(self) -> None:
        rare = compare_weapons(*two(account(weapons=(weapon("sarin"),)), account(weapons=(weapon("sarin"),))))
        common = compare_weapons(*two(account(weapons=(weapon("artillery"),)), account(weapons=(weapon("artillery"),))))
        other = compare_weapons(*two(account(weapons=(weapon("knife"),)), account(weapons=(weapon("barrel_bomb"),))))
        assert rare is not None
        assert common is not None
        assert other is not None
        assert rare.weight > common.weight > 0 > other.weight


def test_rare_words_and_copied_runs() -> None:
    from tawthiq.domain.span import Span

    text = "قصفت الطائرات مخبز السعادة في شارع التكايا صباح اليوم بينما كان الأهالي ينتظرون دورهم لشراء الخبز"
    other = "الغارة أصابت مخبز السعادة قرب التكايا"
    made = [
        telling(document(i, account(spans=(Span(0, len(t)),)), text=t), 0)
        for i, t in enumerate_texts(text, text, other)
    ]
    rare = rare_words(made)
    copied, words = compare_words(made[0], made[1], rare), compare_words(made[0], made[2], rare)
    assert copied is not None
    assert words is not None
    assert copied.weight > words.weight > 0
    assert "التكايا" in words.reason_ar


def test_names_of_places_and_parties_are_no_rare_words() -> None:
    """They are compared as a place and as a party: a town that two reports name is not counted again as a word."""
    from tawthiq.domain.span import Span

    texts = ("Drones hit Susah near the bakery of Abu Samra", "Susah: drones of Russian forces, bakery of Abu Samra")
    made = [
        telling(document(i, account(spans=(Span(0, len(t)),), place=SUSAH, actors=(by("rus"),)), text=t), 0)
        for i, t in enumerate_texts(*texts)
    ]
    assert rare_words(made) == {"drones", "bakery", "samra"}


def enumerate_texts(*texts: str) -> list[tuple[str, str]]:
    return [(f"d{number}", text) for number, text in enumerate(texts)]

"""English tellings: what a page tells beside its first event, on which day and where; what only sounds like another."""

from __future__ import annotations

from datetime import date

from tawthiq.domain.account import Account
from tawthiq.ingest.asides import find_asides
from tests.extract.telling import day, dead, told, where


def read(text: str, published: date | None = date(2021, 6, 10)) -> tuple[Account, ...]:
    return told(text, lang="en", published=published).accounts


def test_earlier_in_the_day_is_the_day_told_of() -> None:
    accounts = read(
        "A car bomb killed nine people in Baquba on Monday, police said.\n\n"
        "Earlier in the day, gunmen attacked a party's headquarters in Samarra, killing three guards."
    )
    assert [(dead(a), where(a), day(a)) for a in accounts] == [
        ([9], "Baqubah", date(2021, 6, 7)),
        ([3], "Samarra", date(2021, 6, 7)),
    ]


def test_an_office_that_says_something_is_no_place_of_the_event() -> None:
    accounts = read("Four people were killed in a raid on Sarmin on Monday, a spokesman in Gaziantep said.")
    assert [where(a) for a in accounts] == ["Sarmin"]


def test_another_attack_the_day_after_is_another_event() -> None:
    accounts = read(
        "Shells killed seven people in Arbin on Sunday, rescuers said.\n\n"
        "On Monday, rockets slammed into the Abbasids district of the capital, killing one person."
    )
    assert [(dead(a), day(a)) for a in accounts] == [([7], date(2021, 6, 6)), ([1], date(2021, 6, 7))]


def test_who_died_of_the_attack_a_day_later_is_no_other_event() -> None:
    accounts = read(
        "Shells killed seven people in Arbin on Sunday, rescuers said.\n\nThe shelling left nine dead by Monday, they added."
    )
    assert len(accounts) == 1


def test_each_of_two_towns_struck_in_one_breath_has_its_own_dead() -> None:
    accounts = read(
        "Since dawn, jets have launched raids on Douma and Saqba.\nIn Douma, six people were killed.\n"
        "In Saqba, a missile fell near a bakery and killed eleven people."
    )
    assert [(dead(a), where(a)) for a in accounts] == [([6], "Douma"), ([11], "Saqba")]


def test_wounded_elsewhere_in_one_sentence_are_another_event() -> None:
    accounts = read("In Rafah a strike on a car killed three men on Monday, and at Nuseirat 12 people were wounded.")
    assert [where(a) for a in accounts] == ["Rafah", "Nuseirat camp"]


def test_two_attacks_set_side_by_side_are_two() -> None:
    accounts = read(
        "Car bomb in Damascus kills nine; shelling hits Sarmin\n\n"
        "DAMASCUS: A car bomb killed nine people in central Damascus on Wednesday.\n\n"
        "Artillery struck a market in Sarmin on Wednesday and killed seven people."
    )
    assert sorted((where(a), dead(a)) for a in accounts if a.place) == [("Damascus", [9]), ("Sarmin", [7])]


def test_the_dead_of_another_country_are_another_event() -> None:
    accounts = read(
        "A strike killed nine people in Jabalia on Monday, medics said.\n\n"
        "The war was set off by the attack of October 7, in which some 300 people in Israel were killed."
    )
    assert [(dead(a), where(a)) for a in accounts] == [([9], "Jabalia"), ([300], "Israel")]


def test_days_of_the_week_part_events_where_no_page_says_its_day() -> None:
    accounts = read(
        "Gunmen killed five people in Homs on Wednesday.\n\nLast month a blast there killed 14 people, residents said.",
        published=None,
    )
    assert [dead(a) for a in accounts] == [[5], [14]]


def test_people_taken_on_another_day_are_another_event() -> None:
    accounts = read(
        "Gunmen killed five people in Shahba on 2 June.\n\nThree volunteers were kidnapped on 8 June, their office said."
    )
    assert [(dead(a), day(a)) for a in accounts] == [([5], date(2021, 6, 2)), ([], date(2021, 6, 8))]


def test_the_victims_may_have_come_from_anywhere() -> None:
    accounts = read(
        "Jets bombed a school in Sarmin on Saturday, killing nine villagers.\n\n"
        "The victims, six women and three men, had fled from Kafr Nabl on Friday."
    )
    assert [where(a) for a in accounts] == ["Sarmin"]


def test_a_siege_told_beside_a_strike_is_a_telling_of_its_own() -> None:
    accounts = read(
        "Shells killed nine people in Zalingei yesterday.\n\nThe militia has besieged El Fasher since May last year."
    )
    assert [(where(a), a.kind) for a in accounts] == [("Zalingei", "shelling"), ("El Fasher", "siege")]


def test_a_days_dead_parted_among_provinces_are_a_statistic() -> None:
    accounts = read(
        "The number of martyrs today reached 53: 17 in Homs, 13 in Idlib, 9 in Rif Dimashq, 8 in Daraa and 6 in Aleppo.\n"
        "• Daraa - Inkhil: a sniper killed a young woman."
    )
    assert [where(a) for a in accounts] == ["Inkhil"]


def test_a_newspaper_and_a_hospital_bear_a_towns_name() -> None:
    accounts = read(
        "Air strikes killed nine people in Abu Kamal on Monday.\n\nThe Euphrates Post put the death toll at 14.\n\n"
        "Two of the wounded were taken to Salamiyah National Hospital."
    )
    assert [where(a) for a in accounts] == ["Abu Kamal"]


def test_a_day_in_brackets_before_the_place_is_the_pages() -> None:
    accounts = read("(9 June) KUTUM - Five people were killed when gunmen raided a village near Kutum on Sunday.")
    assert [day(a) for a in accounts] == [date(2021, 6, 6)]


def test_how_long_a_shelling_went_on_before_dates_nothing() -> None:
    accounts = read(
        "On August 25, 2012, soldiers entered Daraya after four days of shelling and killed more than 300 people."
    )
    assert [day(a) for a in accounts] == [date(2012, 8, 25)]


def test_what_went_before_is_no_day_of_the_event() -> None:
    accounts = read("On Tuesday nine men were shot dead in Inkhil after they were arrested the day before.")
    assert [day(a) for a in accounts] == [date(2021, 6, 8)]


def test_rescuers_still_searching_date_nothing() -> None:
    accounts = read(
        "Jets bombed Sarmin on Tuesday and killed three people.\nRescuers were still combing the rubble on Wednesday."
    )
    assert [day(a) for a in accounts] == [date(2021, 6, 8)]


def test_last_night_is_the_evening_before() -> None:
    accounts = read("A roadside bomb hit a bus in Baquba last night, killing eight people.")
    assert accounts[0].date is not None
    assert (accounts[0].date.start, accounts[0].date.end) == (date(2021, 6, 9), date(2021, 6, 9))


def test_a_bus_that_overturns_is_no_attack() -> None:
    assert read("Nineteen people were injured when a bus overturned on Monday near Tal Tamr.") == ()


def test_a_hospital_bed_is_no_place_of_the_event() -> None:
    accounts = read(
        "Border guards opened fire on a family near Khirbet al-Joz on Monday and killed two people.\n\n"
        "The father told reporters of it from his bed in a clinic in Darkush, where two children were treated, one of them wounded."
    )
    assert [where(a) for a in accounts] == ["Khirbet al-Joz"]


def test_a_town_stands_for_who_rules_there() -> None:
    accounts = read(
        "Gunmen steered by Damascus killed five fighters near Diban on Monday.\n\nAnkara denied that it knew."
    )
    assert [where(a) for a in accounts] == ["Diban"]


def test_a_ministry_in_the_capital_is_a_seat() -> None:
    accounts = read(
        "Warplanes struck buses in Tuhayta on Monday, killing 27 people.\n\n"
        "A channel quoted the health ministry in the rebel-held capital Sanaa as saying 18 children were among the dead."
    )
    assert [where(a) for a in accounts] == ["Tuhayta"]


def test_an_industrial_quarter_is_the_citys_not_the_provinces() -> None:
    accounts = read("Nineteen people were killed in a raid on the industrial quarter of Idlib on Wednesday.")
    assert accounts[0].place is not None
    assert accounts[0].place.place.level == "city"


def test_villages_near_a_town_are_named_in_the_next_sentence() -> None:
    accounts = read(
        "Five people were killed when gunmen raided villages south of Kutum on Sunday.\n\n"
        "They stormed the village of Damrat El Sheikh at dawn, a witness said."
    )
    assert [where(a) for a in accounts] == ["Damrat El Sheikh"]


def test_a_day_told_before_a_statement_dates_the_event() -> None:
    accounts = read(
        "Overnight from Saturday to Sunday, jets carried out raids on northern Syria.\n\n"
        "The force acknowledged on Monday that two of its fighters were killed in Ain Issa."
    )
    assert [day(a) for a in accounts] == [date(2021, 6, 5)]


def test_hashtags_are_places() -> None:
    accounts = read(
        "In #Douma, six people were killed this morning in an air strike.\n"
        "In #Saqba a missile fell near a bakery: 11 martyrs."
    )
    assert [where(a) for a in accounts] == ["Douma", "Saqba"]


def test_one_name_with_an_age_is_a_person() -> None:
    for text in ("Omar, 12, was killed by a sniper in Daraa.", "Fadi (17) was shot dead by soldiers in Nablus."):
        tolls = [t for a in read(text) for t in a.tolls]
        assert [(t.harm, t.group, t.count.low) for t in tolls] == [("killed", "child", 1)]


def test_the_age_of_a_namesake_of_a_town_counts_nobody() -> None:
    tolls = [t for a in read("A shell killed Rima, 7, and her brother Sami, 9, in Taiz.") for t in a.tolls]
    assert [t.count.low for t in tolls] == [1, 1]


def test_what_was_stated_before_the_event_is_of_another_one() -> None:
    accounts = read(
        "Five traders were killed on Thursday when the army shelled the market of Zalingei, a committee said.\n\n"
        "On Monday, the doctors' union said that 31 people were killed by army artillery in the same town."
    )
    assert [(dead(a), where(a), day(a)) for a in accounts] == [
        ([5], "Zalingei", date(2021, 6, 10)),
        ([31], "Zalingei", date(2021, 6, 7)),
    ]


def test_a_statement_after_the_event_is_about_it() -> None:
    accounts = read(
        "Shelling killed five traders in Zalingei on Monday. On Wednesday, the union said that 12 people were killed in the shelling."
    )
    assert len(accounts) == 1


def test_elsewhere_in_the_same_town_is_another_event() -> None:
    accounts = read(
        "Air strikes killed 17 people in a house in Rafah on Monday, medics said. Elsewhere in Rafah, medics said that four people "
        "had been killed on a cart on Tuesday."
    )
    assert [(dead(a), day(a)) for a in accounts] == [([17], date(2021, 6, 7)), ([4], date(2021, 6, 8))]


def test_a_headlines_sum_for_two_cities_is_the_toll_of_neither() -> None:
    accounts = read(
        "Two killed, several injured in attacks in Damascus and Homs\n\n"
        "Damascus - Three people were injured when shells fell on houses in Bab Touma neighbourhood.\n\n"
        "Two people were killed and 20 others injured by rockets in al-Zahraa neighbourhood in Homs city."
    )
    assert [dead(a) for a in accounts] == [[], [2]]


def test_what_a_war_or_a_battle_has_done_is_no_toll_of_the_day() -> None:
    accounts = read(
        "Rockets killed three civilians in Tripoli on Monday. The battle for the city has left hundreds dead, "
        "and more than 200,000 displaced."
    )
    assert [[t.count.low for t in a.tolls] for a in accounts] == [[3]]


def test_so_many_a_week_are_no_toll_and_a_day_after_is_no_mean() -> None:
    accounts = read(
        "Artillery killed five people in Zalingei on Thursday. The clinic reports an average of seven deaths a week there."
    )
    assert [dead(a) for a in accounts] == [[5]]
    assert [dead(a) for a in read("Gunmen killed two people a day after a mine killed nine people in Mosul.")] == [
        [2, 9]
    ]


def test_what_the_dead_did_for_a_living_counts_nobody() -> None:
    accounts = read(
        "Rockets hit a quarry near Binnish, killing five civilians. The fatalities were workers who cut stones."
    )
    assert [[t.count.low for t in a.tolls] for a in accounts] == [[5]]


def test_what_attacks_have_claimed_nationally_is_no_toll_of_the_day() -> None:
    accounts = read(
        "Gunmen shot dead four villagers in Djibo in Burkina Faso on Sunday, a source said. "
        "Raids, roadside bombs and suicide bombings have claimed around 640 lives nationally."
    )
    assert [dead(a) for a in accounts] == [[4]]


def test_the_picture_and_the_next_report_tell_nothing() -> None:
    text = (
        "A wounded man arrives at a clinic in Homs (photo credit: Somebody)\nGunmen killed 16 people in Homs on Sunday, activists said, "
        "and the wounded were brought to three clinics in the old city and to Talbiseh.\nCheck Also\nTwo killed in Hama"
    )
    assert [text[a.span.start : a.span.end].split("\n")[0] for a in find_asides(text)] == [
        "A wounded man arrives at a clinic in Homs (photo credit: Somebody)",
        "Check Also",
    ]


def blamed(account: Account) -> set[str]:
    return {a.code for a in account.actors if a.role == "alleged_perpetrator"}


def test_nobody_kills_his_own_men_by_firing_back() -> None:
    (account,) = read(
        "ISIS members attacked posts of regime forces near Mayadin, where clashes erupted. Regime forces fired rockets in an "
        "attempt to foil the attack which left five regime soldiers dead."
    )
    assert blamed(account) == {"isis"}
    (account,) = read("Regime forces executed five regime soldiers in Daraa on Monday for trying to defect.")
    assert blamed(account) == {"gov"}


def test_what_has_been_done_since_a_month_accuses_nobody_of_todays_deed() -> None:
    (account,) = read(
        "Clashes broke out between Druze factions and tribal fighters on the outskirts of Suwayda city on Monday.\n"
        "Since March, at least 638 people have been killed as a result of fighting, executions, and Israeli airstrikes."
    )
    assert (account.kind, "isr" in blamed(account)) == ("clash", False)


def test_fighters_dead_since_a_month_are_no_toll_of_the_day() -> None:
    accounts = read(
        "Thirteen fighters were killed on Monday in an ambush near Mayadin.\n"
        "Since March 2019, 1,593 members of the army or groups loyal to it have been killed, as well as 153 foreign fighters."
    )
    assert [dead(a) for a in accounts] == [[13]]

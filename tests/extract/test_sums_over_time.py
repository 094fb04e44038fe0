"""Statistics over months, of a country, of lists of towns, and what only looks like a sum."""

from __future__ import annotations

from datetime import date

from tawthiq.extract.statistics.aggregates import find_aggregates
from tests.extract.reading import told
from tests.extract.telling import context, dead
from tests.extract.telling import told as read

Told = tuple[str, str | None, str, int | None]


def statistics(text: str, published: date = date(2024, 5, 10)) -> list[Told]:
    return told(find_aggregates(context(text, lang="en", published=published)))


def numbers(text: str) -> list[int | None]:
    return [number for *_, number in statistics(text)]


def test_months_of_shelling_are_no_one_attack() -> None:
    assert numbers("The committee says 312 civilians died and 900 others were injured in 120 days of shelling.") == [
        312,
        900,
    ]
    text = "Barrel bombs killed 1,012 civilians in Daraya over three years, among them 210 children."
    assert statistics(text) == [("total", None, "killed", 1012), ("group", "child", "killed", 210)]


def test_an_attack_of_a_day_stays_one_whatever_its_war_lasted() -> None:
    assert numbers("On Tuesday 41 people were killed in Daraya, in the worst attack in three years.") == []


def test_so_many_attacks_in_a_month_make_a_sum() -> None:
    assert numbers("In March 26 civilians were killed in 14 incidents in Raqqa.") == [26]
    assert numbers("In March six civilians were killed in one incident in Raqqa.") == []


def test_a_year_in_a_whole_country_is_a_sum_though_few_were_killed() -> None:
    text = "At least 18 journalists were killed in Syria in 2014, 12 of them by government forces and five by the Islamic State."
    assert statistics(text) == [
        ("total", None, "killed", 18),
        ("actor", "gov", "killed", 12),
        ("actor", "isis", "killed", 5),
    ]


def test_attacks_are_raised_to_their_number() -> None:
    assert numbers("The raid brings the drone strikes of 2022 on the region to 62, the monitor said.") == [62]
    assert numbers("The raid brings the wounded to hospitals in 3 towns.") == []


def test_parts_behind_a_colon_say_nothing_of_the_whole() -> None:
    found = statistics("In 2016, the network documented 38 massacres: 17 by government forces, 15 by Russian forces.")
    assert found[0] == ("total", None, "incidents", 38)


def test_towns_of_a_list_that_says_as_follows_need_stand_in_no_gazetteer() -> None:
    found = statistics(
        "Since the beginning of 2023 the monitor has documented 64 cases of murder in Taiz governorate. They left 71 people"
        " dead, distributed as follows:\n\n"
        "• Daraa: 20 men and three women died in 22 cases of murder.\n"
        "• Bustan Qasir: nine men died in 14 cases of murder.\n"
        "• Hama: ten men and two women died in 12 cases of murder.\n"
    )
    assert ("governorate", "Daraa", "incidents", 22) in found
    assert ("governorate+group", "Daraa+woman", "killed", 3) in found
    assert ("governorate", "Bustan Qasir", "incidents", 14) in found


def test_cases_of_a_disease_are_nobody_arrested() -> None:
    text = "The country has 1,530 cases of cholera: Aleppo has 900 of them, Raqqa 300, Hasaka 200 and Idlib 130."
    assert statistics(text) == []


def test_the_day_on_which_others_were_killed_is_no_time_of_a_sum() -> None:
    text = (
        "It was taken for the first use of sarin since August 2013, when hundreds of people were killed near Damascus."
    )
    assert numbers(text) == []
    text = (
        "Since April 4, 2019, when the general launched his attack, more than 1,000 people have been killed in Libya."
    )
    assert numbers(text) == [1000]


def test_an_age_in_brackets_counts_nobody() -> None:
    text = "In March the observatory documented 955 civilian deaths in Syria, with 207 children (under eighteen) among them."
    assert numbers(text) == [955, 207]


def test_one_attack_whose_hurt_lie_in_several_hospitals_is_no_sum() -> None:
    accounts = read(
        "Clashes south of Tripoli left five people dead and 33 others injured on Monday, the ministry said.\n"
        "It said that two injured were brought to Tripoli Central Hospital, seven injured to the hospital of Gharyan and 24 "
        "injured to the hospital of Misrata.",
        lang="en",
        published=date(2018, 8, 28),
    ).accounts
    assert [5] in [dead(a) for a in accounts]


def test_the_members_of_one_family_are_a_part_of_a_sum() -> None:
    text = (
        "Airstrikes killed nine civilians in Idlib on Tuesday.\n\nWarplanes pounded Kafr Taal, where six members of one family "
        "lost their lives. Three civilians died when the planes bombed Maardabsah."
    )
    assert numbers(text) == [9]


def test_a_war_that_pushes_people_from_their_homes_displaces_them() -> None:
    found = statistics(
        "The conflict, now in its tenth year, has killed 377,000 people and pushed 4 million from their homes."
    )
    assert ("total", None, "displaced", 4_000_000) in found


def test_lives_taken_over_years_are_a_sum() -> None:
    found = statistics(
        "The shelling of Taiz has taken the lives of hundreds of civilians and wounded thousands since 2015."
    )
    assert [measure for _, _, measure, _ in found] == ["killed", "injured"]


def test_who_those_counted_are_may_be_said_behind_the_number() -> None:
    found = statistics(
        "Since March 2011 the network has recorded 9,000 civilians killed in Syria; 453 of these are children."
    )
    assert ("group", "child", "killed", 453) in found


def test_two_towns_told_of_one_below_the_other_are_no_table() -> None:
    text = (
        "The outcome of Thursday in Douma alone: martyrs 52, among them ten children and seven women; wounded 190, of them 40 in "
        "intensive care, as the one point that was left there said.\nIn Kafr Batna: martyrs six.\nIn Erbin: four daughters."
    )
    assert not [d for d, *_ in statistics(text) if d == "place"]


def test_strikes_alone_are_no_sum() -> None:
    assert numbers("Nine such drone strikes have hit the region since January.") == []


def test_what_began_in_a_month_goes_on_to_the_day_of_the_page() -> None:
    text = "Since the beginning of its campaign against the rebels in March 2015, the coalition has killed 8,000 civilians."
    (found,) = find_aggregates(context(text, lang="en", published=date(2024, 5, 10)))
    assert (found.period.start, found.period.end) == (date(2015, 3, 1), date(2024, 5, 10))


def test_a_sum_without_a_time_takes_the_since_of_the_sentence_before_and_no_other_time() -> None:
    text = (
        "Gunmen killed four people this week in Djibo. The country has been torn by war since early 2019. "
        "Tens of thousands have been killed."
    )
    (found,) = find_aggregates(context(text, lang="en", published=date(2024, 5, 10)))
    assert (found.period.start, found.period.end) == (date(2019, 1, 1), date(2024, 5, 10))
    text = "Gunmen killed four people this week in Djibo. The insurgency has killed thousands of people."
    (found,) = find_aggregates(context(text, lang="en", published=date(2024, 5, 10)))
    assert found.period.start is None


def test_weeks_over_which_people_have_been_killed_make_a_sum() -> None:
    assert numbers("At least 50 civilians have been killed in Idlib province in two weeks, the team said.") == [50]
    assert numbers("At least 50 civilians were killed in a raid in Idlib province, two weeks after the truce.") == []


def test_a_year_that_is_ranked_is_a_sum() -> None:
    assert numbers("Fighting in the region has killed 130 people this year, making it the deadliest since 2006.") == [
        130
    ]


def test_a_report_tells_the_event_that_it_opens_with() -> None:
    text = (
        "A civilian was shot dead by unidentified gunmen in western Daraa countryside.\n\n"
        "Since early 2024, activists have documented 158 murders in the south, which left 171 people dead:\n\n"
        "- Daraa: 50 crimes left 43 men, a child and ten women dead.\n\n- Homs: 17 crimes left 15 men, a woman and a boy dead.\n\n"
        "- Hama: nine crimes left nine men dead.\n\n- Idlib: two crimes left two men dead.\n\n- Latakia: five crimes left five men dead."
    )
    (account,) = read(text, lang="en", published=date(2024, 6, 10)).accounts
    assert dead(account) == [1]


def test_a_crowd_is_no_toll_and_half_a_million_is_half() -> None:
    assert numbers("Forces shot at protesters, hundreds of thousands of whom took to the streets in Hama.") == []
    assert numbers("The conflict, which started in 2011, caused the deaths of around half a million people.") == [
        500000
    ]


def test_what_recent_violence_has_done_is_a_sum() -> None:
    assert numbers("At least 170 civilians have been killed by the recent violence, according to monitors.") == [170]
    assert numbers("At least 170 civilians were killed in a raid on Monday, after the recent violence.") == []

"""English tellings: on which day and where, as later sentences, sums and passing attacks of a page say it."""

from __future__ import annotations

from datetime import date

from tawthiq.domain.account import Account
from tawthiq.extract.statistics.aggregates import find_aggregates
from tests.extract.reading import context
from tests.extract.reading import told as statistics
from tests.extract.telling import days, dead, told, where


def read(text: str, published: date | None = date(2021, 6, 10)) -> tuple[Account, ...]:
    return told(text, lang="en", published=published).accounts


def test_the_parts_of_a_sum_are_of_its_day() -> None:
    accounts = read(
        "Two truck bombs killed 41 people in different parts of Baghdad on Tuesday.\n\n"
        "The larger one went off at a market in Sadr City, killing at least 30 people.\n\n"
        "The other truck bomb exploded in Karrada, killing 11, police said."
    )
    assert [(dead(a), days(a)[0]) for a in accounts] == [([30], date(2021, 6, 8)), ([11], date(2021, 6, 8))]


def test_an_attack_in_passing_without_a_count_has_its_own_month() -> None:
    accounts = read(
        "Shells killed four people in Sarmin on Monday.\n\nIn March, a camp near Atma was struck by rockets."
    )
    assert [(where(a), days(a)[0]) for a in accounts] == [("Sarmin", date(2021, 6, 7)), ("Atmeh", date(2021, 3, 1))]


def test_another_town_that_was_shelled_besides_is_another_telling_of_the_same_day() -> None:
    accounts = read(
        "Rockets killed three people in Sarmin on Monday.\n\n"
        "Regime artillery also shelled the outskirts of Kansafra. No injuries were recorded."
    )
    assert [(where(a), days(a)[0]) for a in accounts] == [("Sarmin", date(2021, 6, 7)), ("Kansafra", date(2021, 6, 7))]


def test_where_the_attack_took_place_is_where_it_was() -> None:
    accounts = read(
        "Shells fired from the town of Atarib's outskirts hit mourners, killing three people.\n"
        "The attack took place on Tuesday on the road to the village of Kafr Nouran, the rescuers said."
    )
    assert [where(a) for a in accounts] == ["Kafr Nuran"]


def test_what_was_struck_south_of_a_city_stands_where_the_next_sentence_says() -> None:
    accounts = read(
        "Jets bombed a pumping station south of the port city of Hodeidah on Monday, killing three workers.\n"
        "The station in the Bayt al-Faqih district supplied some villages."
    )
    assert [where(a) for a in accounts] == ["Bayt al-Faqih"]


def test_where_people_fled_from_and_to_is_no_place_of_the_event() -> None:
    accounts = read(
        "Nine people who had fled from the countryside of Saraqib were killed on Sunday when shells hit Taftanaz. "
        "Thirty families fled to Atma."
    )
    assert [where(a) for a in accounts] == ["Taftanaz"]


def test_a_council_named_after_its_town_says_nothing_of_where() -> None:
    accounts = read("The Raqqa Civil Council said five bodies were found on Monday in the village of Hazima.")
    assert [where(a) for a in accounts] == ["Hazimah"]


def test_a_siege_whose_hunger_is_told_lasts_since_it_began() -> None:
    accounts = read(
        "Three people have died of hunger this week in besieged Madaya.\n\n"
        "The town has been under siege by government forces since January 2021."
    )
    assert [days(a) for a in accounts] == [(date(2021, 1, 1), date(2021, 6, 10))]


def test_a_range_that_opens_a_report_dates_what_it_counts() -> None:
    accounts = read(
        "Abuses took place between March 6 and May 10, 2021 in the countryside of Latakia.\n"
        "Officers were killed near Jableh. In the end at least 70 civilians were dead."
    )
    assert [days(a) for a in accounts] == [(date(2021, 3, 6), date(2021, 5, 10))]


def test_days_of_the_week_that_open_and_close_a_range_are_past() -> None:
    accounts = read("Twelve people were killed in Taiz between Monday and Friday.")
    assert [days(a) for a in accounts] == [(date(2021, 5, 31), date(2021, 6, 4))]


def test_the_day_itself_takes_the_place_of_its_anniversary() -> None:
    accounts = read(
        "Taftanaz will mark next week the fifth anniversary of a massacre.\n\n"
        "On 14 June 2016, soldiers entered the town after shelling.\n\nAt least 65 people were killed in the town."
    )
    assert [days(a)[0] for a in accounts] == [date(2016, 6, 14)]


def test_a_countrys_violence_on_a_day_is_a_statistic_with_its_parts() -> None:
    found = statistics(
        find_aggregates(
            context(
                "Violence across Syria on Saturday cost the lives of 120 people - 70 rebels and 50 civilians.",
                published="2013-04-14",
            )
        )
    )
    assert {n for *_, n in found} == {120, 70, 50}


def test_one_attack_in_a_report_of_statistics_is_told_for_itself() -> None:
    text = (
        "The agency recorded 43 attacks on clinics in Ukraine since February, in which 12 people were killed and 34 injured.\n"
        "In the latest case, shelling hit a hospital in Izium on Wednesday, wounding two patients.\n"
        "The office had recorded 2,149 civilian casualties: 816 killed and 1,333 injured, most of them men."
    )
    found = statistics(find_aggregates(context(text, published="2022-03-18")))
    assert 2 not in {n for *_, n in found}
    assert {43, 12, 34, 2149, 816, 1333} <= {n for *_, n in found}
    assert None not in {n for *_, n in found}


def test_the_number_of_a_resolution_counts_nobody() -> None:
    text = "In November 2021, 91 civilians were killed in Syria, the annual report said, after the adoption of Resolution 2254."
    assert {n for *_, n in statistics(find_aggregates(context(text, published="2021-12-01")))} == {91}


def numbers(text: str, published: str = "2022-06-04") -> set[int | None]:
    return {n for *_, n in statistics(find_aggregates(context(text, published=published)))}


def test_the_location_line_of_a_form_is_where_its_incident_was() -> None:
    accounts = read(
        "Incident date\n\nMarch 5, 2017\n\nLocation\n\nMosul al-Jadida, Mosul, Nineveh, Iraq\n\nAssessment\n\n"
        "Ten civilians were reported killed in an airstrike on a house in western Mosul."
    )
    assert [where(a) for a in accounts] == ["Mosul al-Jadida"]


def test_a_siege_beside_a_shelling_is_a_telling_of_its_own() -> None:
    accounts = read(
        "Shelling killed nine people in besieged El Fasher on Monday.\n\nThe RSF have surrounded El Fasher since May."
    )
    assert [days(a)[0] for a in accounts] == [date(2021, 6, 7), date(2021, 5, 1)]


def test_the_day_behind_a_statement_is_the_events() -> None:
    accounts = read(
        "Fighters have shot 20 soldiers whom they had captured near Ain Issa, the monitor said on Wednesday.\n\n"
        "The men were caught in the countryside between Sunday and early Monday."
    )
    assert [days(a) for a in accounts] == [(date(2021, 6, 6), date(2021, 6, 7))]


def test_a_man_called_salem_is_no_city_of_india() -> None:
    accounts = read("Shells killed a woman in Sarmin on Monday. Her father, Salem, survived, and two of his sons died.")
    assert [where(a) for a in accounts] == ["Sarmin"]


def test_a_village_of_syria_is_none_in_a_page_on_iraqs_provinces() -> None:
    accounts = read("Gunmen killed two men in Kasra on Monday, sources in the Diyala province and in Baghdad said.")
    assert "al-Kasrah" not in [where(a) for a in accounts]


def test_what_an_office_documents_over_a_month_is_a_statistic() -> None:
    assert 147 in numbers("In April 2022 at least 147 cases of arbitrary arrest were recorded across the provinces.")
    assert numbers("The office documented 52 deaths under torture in 2018, 41 of them in regime prisons.") == {52, 41}
    assert numbers("The group says that 220 massacres were recorded in Syria in the first two years.") == {220}


def test_of_these_divides_the_statistic_before() -> None:
    text = (
        "The network recorded 91 civilian deaths in November 2021. Of them, 11 were killed by the army and 7 by rebels."
    )
    assert numbers(text) == {91, 11, 7}


def test_the_day_on_which_an_offensive_began_dates_no_single_event() -> None:
    text = (
        "Since the start of the offensive on 24 February, the agency has verified 69 attacks on clinics in Ukraine "
        "which cost 61 lives and left 28 people injured."
    )
    assert numbers(text, "2022-04-01") == {69, 61, 28}


def test_a_decimal_of_millions_is_a_whole_number_of_people() -> None:
    assert numbers("The agency reported that 4.1 million people have left the country.", "2022-04-01") == {4100000}

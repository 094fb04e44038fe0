"""What English reports say in passing of ages, forces, planted bombs, rescuers and places, each in cases unlike one another."""

from __future__ import annotations

from datetime import date

import pytest

from tawthiq.domain.account import Account
from tawthiq.extract.places.find import find_places
from tests.extract.reading import context
from tests.extract.telling import dead, told, where

DAY = date(2019, 9, 24)


def accounts(text: str) -> tuple[Account, ...]:
    return tuple(told(text, lang="en", published=DAY).accounts)


def tolls(text: str) -> list[tuple[str, str | None, int]]:
    return [(t.harm, t.group, t.count.low) for a in accounts(text) for t in a.tolls]


def doers(account: Account) -> set[str]:
    return {a.code for a in account.actors if a.role == "alleged_perpetrator"} - {"unidentified"}


def weapons(text: str) -> set[str]:
    return {w.code for a in accounts(text) for w in a.weapons}


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Omar Haddad, 10, and Sami Khoury, 11, were killed by a shell in Homs.", [("killed", "child", 2)]),
        ("Omar Haddad (10) and Sami Khoury (31) were killed by a shell in Homs.", [("killed", None, 2)]),
        ("A mine went off near Tafas, wounding Omar Haddad, 11, and Sami Khoury, 13.", [("injured", "child", 2)]),
        ("A landmine led to the death of Omar Haddad, 13, in the town of al-Bab.", [("killed", "child", 1)]),
        ("A shell claimed the life of Omar Haddad in the town of al-Bab.", [("killed", None, 1)]),
    ],
)
def test_ages_between_names_are_no_counts_and_the_named_are_counted(
    text: str, counted: list[tuple[str, str | None, int]]
) -> None:
    assert tolls(text) == counted


@pytest.mark.parametrize(
    "text",
    [
        "Eight regime forces were killed near Tafas on Monday.",
        "Clashes near Tafas left eight government troops dead.",
        "Rebels killed eight Turkish-backed forces in an ambush near Afrin.",
    ],
)
def test_a_number_of_a_partys_forces_counts_fighters(text: str) -> None:
    assert tolls(text) == [("killed", "combatant", 8)]


def test_who_is_only_quoted_was_not_arrested() -> None:
    text = (
        'Fighters held 50 young men in Shadadi. "They broke in and arrested people," one resident was quoted as saying.'
    )
    assert ("detained", None, 1) not in tolls(text)


def test_who_arrests_somebody_of_an_age_was_not_arrested() -> None:
    (account,) = accounts("The SDF arrested 14-year-old Omar Haddad in the village of Tal Tamr.")
    assert doers(account) == {"sdf"}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("In July a car bomb killed at least 13 people in Afrin.", {"car_bomb"}),
        ("A bomb planted in a van went off in Afrin, killing eight people.", {"car_bomb"}),
        ("A bomb in a truck carrying fuel-filled barrels went off in Afrin, killing eight people.", {"car_bomb"}),
    ],
)
def test_a_bomb_in_a_vehicle_is_a_car_bomb_and_barrels_of_fuel_are_no_barrel_bombs(text: str, codes: set[str]) -> None:
    assert weapons(text) == codes


def test_who_took_a_town_did_not_bomb_its_market() -> None:
    text = (
        "A car bomb went off in a market in Afrin on Monday, killing five people. "
        "Turkey seized the area in 2018 and has carried out three operations in the north."
    )
    assert doers(accounts(text)[0]) == set()


def test_who_laid_one_mine_did_not_lay_each_and_who_mined_the_province_did() -> None:
    one = (
        "A mine, thought to have been laid by the Islamic State, exploded in Abu Kamal, killing two children. "
        "On July 20 another mine exploded in Tibni, killing a shepherd."
    )
    assert [doers(a) for a in accounts(one)] == [{"isis"}, set()]
    all_of_them = (
        "The Islamic State laid mines across the province before it left. "
        "A mine exploded in Tibni on Monday, killing a shepherd."
    )
    assert [doers(a) for a in accounts(all_of_them)] == [{"isis"}]


def test_volunteers_are_rescuers_where_an_office_of_them_is_named_before() -> None:
    assert tolls("The White Helmets said two volunteers were killed by an air strike on Zardana.") == [
        ("killed", "civil_defence", 2)
    ]
    assert tolls("Two volunteers were killed by an air strike on Zardana.") == [("killed", "aid_worker", 2)]


def test_many_killed_since_something_began_are_a_statistic() -> None:
    text = (
        "On Sunday a raid killed two people in Morek. "
        "Over 540 civilians have been killed in Hama since the army launched its campaign there."
    )
    assert [dead(a) for a in accounts(text)] == [[2]]
    few = "Four people have been killed in Morek since the army began to shell it on Sunday."
    assert [dead(a) for a in accounts(few)] == [[4]]


@pytest.mark.parametrize(
    ("text", "name", "province"),
    [
        (
            "A man was shot near Zaytun village in Jabal al-Turkman in northern rural Latakia.",
            "Zaytun",
            "sy.latakia",
        ),
        ("In Hajjah, residents of a village called Zurda said a raid killed four people.", "Zurda", "ye.hajjah"),
        ("A raid killed two people in Jisr-Ash-Shugur city.", "Jisr al-Shughur", "sy.idlib"),
    ],
)
def test_places_are_of_the_province_that_the_text_gives_them(text: str, name: str, province: str) -> None:
    found = {p.place.name_en: p.place for p in find_places(context(text, lang="en"))}
    assert found[name].governorate == province
    assert found[name].level in ("village", "city")


def test_a_village_of_a_country_that_the_text_does_not_speak_of_is_a_namesake() -> None:
    text = "A raid killed 20 people in Hajjah. Four died in Taiba."
    assert "Taybah" not in {p.place.name_en for p in find_places(context(text, lang="en"))}


def test_where_those_who_fired_are_posted_is_not_where_it_fell() -> None:
    text = (
        "Six people were killed in shelling by Turkish forces stationed in Zurda village. "
        "The shelling hit houses in Kafr Zand village, east of Manbij city."
    )
    assert [where(a) for a in accounts(text)] == ["Kafr Zand"]


def test_killings_are_said_to_have_taken_place_in_a_town() -> None:
    text = (
        "Islamic State fighters beheaded four men in eastern Syria, a monitor said.\n"
        "It did not name them.\nThe killings took place on Sunday in the border town of Albu Kamal."
    )
    assert [where(a) for a in accounts(text)] == ["Abu Kamal"]


def test_a_day_behind_whose_word_it_is_dates_what_happened() -> None:
    text = "According to a spokesperson, yesterday, seven people were killed by an air strike on Khan al-Subul."
    (account,) = accounts(text)
    assert account.date is not None
    assert account.date.start == date(2019, 9, 23)


def test_further_strikes_are_no_part_of_the_one_told() -> None:
    text = (
        "25 people were hurt when shelling hit a market in Jisr al-Shughur.\n\n"
        '"Further airstrikes were reported elsewhere in the province," a spokesman said.'
    )
    assert [a.kind for a in accounts(text)] == ["shelling"]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        (
            "A man was killed and two women and three children were injured in strikes on Abu Hamam.",
            [("killed", None, 1), ("injured", "woman", 2), ("injured", "child", 3)],
        ),
        (
            "Two farmers were killed and four guards and a nurse were injured by shells on Tafas.",
            [("killed", None, 2), ("injured", "combatant", 4), ("injured", "medical_staff", 1)],
        ),
    ],
)
def test_people_joined_before_a_passive_share_what_it_says(
    text: str, counted: list[tuple[str, str | None, int]]
) -> None:
    assert sorted(tolls(text), key=str) == sorted(counted, key=str)


def test_those_still_in_a_critical_state_were_counted_with_the_hurt() -> None:
    assert tolls("About 70 people were injured in Sarmin and 10 are still in critical condition.") == [
        ("injured", None, 70)
    ]


def test_those_affected_by_a_gas_are_injured() -> None:
    assert tolls("About 70 people were affected by the gas in Sarmin.") == [("injured", None, 70)]


def _said(text: str) -> list[str]:
    return [t.attribution.quote.text for a in accounts(text) for t in a.tolls if t.attribution is not None]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Local Activists Say Family of Six Dead In Alleged Attack on Sarmin", "Local Activists"),
        ("“Raqqa Is Being Slaughtered Silently” reports two doctors were killed in Raqqa.", "Raqqa Is Being"),
        (
            "Omar Haddad, the spokesman for the brigade, said rescue teams saved six people, while 20 people were hurt in Idlib.",
            "Omar Haddad",
        ),
    ],
)
def test_who_says_it_stands_before_the_verb(text: str, speaker: str) -> None:
    assert all(said.startswith(speaker) for said in _said(text))
    assert _said(text)


def test_what_rebels_often_do_is_no_charge_where_nobody_claimed_the_attack() -> None:
    text = (
        "Rockets hit the Ashrafiyeh quarter of Aleppo, killing nine people.\n"
        "There was no claim of responsibility. Rebels have often fired rockets into the city.\n"
    )
    assert doers(accounts(text)[0]) == set()


def test_what_brought_the_gas_may_be_said_further_on() -> None:
    text = (
        "A chlorine attack on Sarmin killed six people on Monday.\n\n"
        "The Security Council had spoken of it before.\n\nActivists said a helicopter had dropped the barrel bomb."
    )
    assert {"chlorine", "barrel_bomb"} <= weapons(text)


def test_where_those_counted_were_killed_may_be_told_by_a_town_nearby() -> None:
    text = (
        "Two men were killed on Sunday by gunmen in the western countryside of Daraa.\n"
        "They were killed on a road near the town of Hayt in the western countryside of Daraa."
    )
    assert [where(a) for a in accounts(text)] == ["Hayt"]


def test_an_article_that_a_page_parts_from_its_name_belongs_to_it() -> None:
    text = "Shells hit the town of al- Bab and the countryside of al- Suwaydaa, killing two people."
    found = find_places(context(text, lang="en"))
    assert {"al-Bab"} <= {p.place.name_en for p in found}
    assert "sy.suwayda" in {p.place.governorate or p.place.id for p in found}


def test_persons_named_are_no_villages() -> None:
    text = "Three people were killed by a drone in Qamishli. Mazloum Gilo was the brother of a commander."
    assert "Mazlum" not in {p.place.name_en for p in find_places(context(text, lang="en"))}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Israeli missiles hit the airport of Damascus, killing seven people.", "airstrike"),
        ("Five soldiers were killed in a series of Israeli missile attacks on Damascus.", "airstrike"),
        ("Israeli rockets and shells hit a village near Quneitra, killing seven people.", "shelling"),
        ("Missiles fired by the Syrian army killed seven people in Idlib.", "shelling"),
    ],
)
def test_missiles_of_a_party_that_flies_them_are_an_air_attack(text: str, kind: str) -> None:
    assert [a.kind for a in accounts(text)] == [kind]


def test_an_outlet_that_is_named_as_the_source_is_no_village() -> None:
    text = "According to Al Gharbiya, most of the 46 dead in Ar Rutbah came from one quarter."
    assert "Gharbiyah" not in {p.place.name_en for p in find_places(context(text, lang="en"))}


def test_a_village_may_be_named_for_a_sheikh() -> None:
    text = "Two people were killed in Sheikh Zurd village in the countryside of Aleppo."
    assert "Sheikh Zurd" in {p.place.name_en for p in find_places(context(text, lang="en"))}


def test_some_of_the_total_of_a_statistic_are_one_too() -> None:
    text = (
        "The Observatory has documented 449 deaths by mines since January 2019. "
        "Of the total number, it documented the deaths of 99 people who were looking for truffles."
    )
    assert [dead(a) for a in accounts(text)] == []


def test_a_weapon_of_one_party_is_its_own_where_the_sentence_turns_to_another_partys_raids() -> None:
    text = (
        "Barrel bombs killed four people in the town of al-Atarib in Syria, while two people were killed by Russian "
        "air raids on the village of Kafr Noran near Aleppo."
    )
    assert [doers(a) for a in accounts(text)] == [{"gov"}, {"rus"}]


@pytest.mark.parametrize("dateline", ["PORT SUDAN, Sudan - ", "KHARTOUM, Sudan — "])
def test_a_city_with_its_country_before_a_dash_is_where_it_was_written(dateline: str) -> None:
    text = dateline + "An air strike on a market in a town in North Darfur killed more than 100 people on Monday."
    assert [where(a) for a in accounts(text)] == ["North Darfur"]

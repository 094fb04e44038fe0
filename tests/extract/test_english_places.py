"""English places: names that no table lists, what a name only adorns, and the place that a later sentence says."""

from __future__ import annotations

import pytest

from tawthiq.extract.places.find import PlaceHit, find_places
from tests.extract.reading import context
from tests.extract.telling import told


def where(text: str) -> list[str | None]:
    accounts = told(text, lang="en").accounts
    return [a.place.place.name_en if a.place is not None else None for a in accounts]


def named(text: str) -> dict[str, PlaceHit]:
    return {hit.place.name_en: hit for hit in find_places(context(text, lang="en"))}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The RSF attacked Hillat Zurd and killed 46 people there, activists in Sudan said.", "Hillat Zurd"),
        ("Gunmen raided Tondo Garba, killing 14 people, officials in Niger said.", "Tondo Garba"),
        ("At least 12 people were killed in Zillakaina at a wedding, officials in Niger said.", "Zillakaina"),
        ("Eleven people were killed by gunmen on Monday in Garin Zuka, officials in Niger said.", "Garin Zuka"),
        ("It happened on Monday in Zobom. Eleven people were killed, officials in Niger said.", "Zobom"),
        ("A blast at a mosque in the Zashtoon Abad area of Quetta killed three people.", "Zashtoon Abad"),
        ("Raids on Zant Kit Village in Hpasawng Township in Myanmar killed four people.", "Zant Kit"),
        ("Airstrikes killed six people in Zreibeh, a village of the Baalbek district in Lebanon.", "Zreibeh"),
        ("Shells fell on the Abu Zurda IDP camp near El Fasher in Sudan and killed 12 people.", "Abu Zurda"),
        ("A landmine injured two men in the Hamma desert, to the east of Deir ez-Zor.", "Hamma desert"),
    ],
)
def test_a_name_that_no_table_lists_is_a_place_where_somebody_was_harmed(text: str, place: str) -> None:
    assert place in where(text)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen in Niger attacked John Garba and killed his wife.",
        "Officials in Niger say 14 people were killed in Operation Barkhane.",
        "Eleven soldiers were killed in Ramadan, officials in Niger said.",
    ],
)
def test_a_person_an_operation_or_a_feast_is_no_place(text: str) -> None:
    assert where(text) == ["Niger"]


def test_a_desert_of_the_province_beside_which_it_lies_is_its_towns() -> None:
    assert named("A mine killed three in the Sukhna desert, east of Homs.")["al-Sukhnah"].rule == "place.named"


def test_a_desert_beside_another_province_lies_there() -> None:
    hit = named("A mine injured two men in the Hamma desert, to the east of Deir ez-Zor.")["Hamma desert"]
    assert hit.place.governorate == "sy.deir-ez-zor"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Eighteen are dead, said Bako Garba, who is mayor of Bosso.", "Bosso"),
        ("Rockets launched by gunmen in Darayya hit a school in Damascus and killed two.", "Darayya"),
        ("A hall of the Omdurman Islamic University in El Fasher came under attack; 57 died.", "Omdurman"),
    ],
)
def test_a_place_that_only_adorns_a_person_a_shot_or_a_school_is_no_scene(text: str, place: str) -> None:
    assert named(text)[place].aside


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Nine people lost their lives in the town of Talmenes.", "Talmenes"),
        ("Eight civilians were killed at a camp for displaced people not far from Ariha.", "Ariha"),
        ("Two children were killed close to the Conoco oil field.", "Conoco field"),
    ],
)
def test_where_lives_were_lost_is_nobodys_seat(text: str, place: str) -> None:
    assert not named(text)[place].aside


def test_a_town_whose_name_is_a_word_too_is_one_behind_near() -> None:
    assert "Nawa" in named("Two men were shot dead at a checkpoint outside Nawa.")


def test_a_party_is_no_quarter_of_the_same_name() -> None:
    assert set(named("The fall of the Baath regime was celebrated in Daraa.")) == {"Daraa"}


def test_a_district_is_told_rather_than_its_province() -> None:
    text = "A bus was attacked in Kurram district in Pakistan's Khyber Pakhtunkhwa province; 38 people were killed."
    assert where(text) == ["Kurram"]


def test_a_village_lies_in_the_province_of_the_governor_who_speaks_of_it() -> None:
    text = (
        "Odesa was quiet. In the village of Zlobozhanske a man died from shelling, said the governor of Kharkiv region."
    )
    assert named(text)["Zlobozhanske"].place.governorate == "ua.kharkiv"


def test_a_quarter_that_no_table_lists_is_named_with_its_town() -> None:
    assert "Zana’a (Qamishli)" in named("A drone hit a car in the Zana’a neighborhood of Qamishli city.")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "A mine killed nine people in Syria on Monday.\nThey had gone out to look for truffles east of Salamiyah.",
            "Salamiyah",
        ),
        (
            "A mass grave in the south of Libya held 28 bodies of migrants.\nThe site lies north of Kufra city.",
            "Kufra",
        ),
    ],
)
def test_a_sentence_that_goes_on_says_where_in_the_country_it_was(text: str, place: str) -> None:
    assert where(text)[:1] == [place]


def test_what_happened_in_other_areas_was_not_where_the_last_attack_was() -> None:
    text = (
        "A car bomb killed 63 people in Sadr City in Baghdad.\n"
        "Two other bombs went off in other areas, killing 30 people.\n"
        "A police station in the Kadhimiyah neighborhood was the target of one."
    )
    assert where(text)[-1] == "Kadhimiyah"


def test_a_village_of_the_area_in_the_headline_is_the_place() -> None:
    text = "Raids hit Baalbek area, six dead\nSix people were killed by airstrikes on Zreibeh, a village in Lebanon."
    assert where(text) == ["Zreibeh"]


def test_a_person_of_that_name_is_no_place() -> None:
    assert "Taiz" in where("A shell killed Rima, 7, and her brother Sami, 9, in Taiz.")


def test_a_station_that_was_struck_is_where_it_was() -> None:
    text = "Two strikes by Russian jets hit al-Zurda al-Shamali station. Ten pumps that stand in it were put out of use, people of Idlib said."
    assert not named(text)["al-Zurda al-Shamali"].aside


def test_a_district_that_no_table_lists_is_not_named_with_the_next_town() -> None:
    text = "Rockets hit the Zabbasids district of the capital. Shells killed seven people in Arbin in Syria."
    assert "Zabbasids" in named(text)


def test_an_area_lies_in_the_town_that_it_is_of() -> None:
    (account,) = told(
        "Four bodies were found on Monday in the Zurda Project area of Tarhuna, some 90 kilometres south of Tripoli.",
        lang="en",
    ).accounts
    assert account.place is not None
    assert account.place.place.parent == "ly.murqub.tarhuna"


def test_a_missile_came_down_where_it_hit() -> None:
    (account,) = told(
        "At least 50 people died when a missile fired by the forces hit a station in Kramatorsk.", lang="en"
    ).accounts
    assert account.place is not None
    assert account.place.place.name_en == "Kramatorsk"


def test_a_slope_in_a_quarter_is_no_village_of_another_province() -> None:
    assert "Sayyad" not in named(
        "A shell fell on the slope of al-Sayyad in Mazzeh 86 neighbourhood in Damascus, injuring a child."
    )


def test_a_quarter_that_sounds_so_goes_before_a_village_of_the_next_province() -> None:
    assert "al-Qassaa" in named("Shells fell on the residential area of al-Qissa'a in Damascus, killing eight people.")


def test_an_article_of_a_family_name_makes_no_province_abroad() -> None:
    assert "Farah" not in named("Next to her, Ihsan al-Fara said that the house in Khan Yunis was full of children.")


def test_a_dateline_in_brackets_and_a_persons_second_name_are_no_scene() -> None:
    assert where("(Beirut) Six people were killed on Saturday in an ambush near Mayadin, a monitor said.") == [
        "al-Mayadin"
    ]
    assert "Zamzam camp" not in named(
        "Secret police shot and killed Amer Zamzam and wounded seven others in Deir al-Zour."
    )

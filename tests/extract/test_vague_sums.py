"""Statistics without a number, over a length of time, and by province without a word of dividing."""

import pytest

from tawthiq.domain.records import aggregate_record
from tawthiq.extract.statistics.aggregates import find_aggregates
from tests.extract.reading import context
from tests.extract.telling import told


def _read(text: str) -> list[tuple[str, int]]:
    """What the statistics of a text measure, and the value that is published."""
    found = [aggregate_record(a) for a in find_aggregates(context(text, published="2024-05-10"))]
    return [(a["measure"], a["value"]) for a in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The war, which broke out in 2014, has killed tens of thousands of people and displaced millions.", [("killed", 20000), ("displaced", 2000000)]),
        ("Since spring the uprising has cost hundreds of lives.", [("killed", 200)]),
        ("Rebel groups have killed thousands of villagers and made some 2 million flee.", [("killed", 2000), ("displaced", 2000000)]),
        ("Hundreds of shepherds have been killed in the desert.", [("killed", 200)]),
        ("In the past three years dozens of judges have been murdered.", [("killed", 24)]),
        ("The country's sieges have trapped up to two million people.", [("besieged", 2000000)]),
    ],
)  # fmt: skip
def test_what_a_war_did_to_people_nobody_counted(text: str, expected: list[tuple[str, int]]) -> None:
    assert _read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The raid on the village has killed hundreds of people.",
        "Dozens of people have been killed in Saraqib.",
        "Hundreds of people were killed on Sunday.",
        "The camp is home to hundreds of thousands of displaced persons.",
        "Craftsmen were deported in their thousands.",
    ],
)
def test_what_one_attack_did_is_no_statistic(text: str) -> None:
    assert _read(text) == []


def test_a_length_of_time_within_which_people_were_counted_is_long() -> None:
    text = "In 150 days more than 800 civilians have been killed or injured by shelling, the monitor said on Friday."
    assert _read(text) == [("killed_or_injured", 800)]
    assert _read("After 150 days in hospital two men died.") == []


def test_detainees_who_died_are_counted_as_dead() -> None:
    assert _read("Some 9,000 detainees were hanged in the prison between 2011 and 2015.") == [("killed", 9000)]


@pytest.mark.parametrize(
    ("text", "provinces"),
    [
        ("The monitor gives a toll of 1,590 dead that includes 810 in Latakia, another 495 in Tartous, plus 260 in Hama.", ["Latakia", "Tartus", "Hama"]),
        ("Aleppo topped the list with 187 victims, then Idlib (122), Daraa (65) and Hama (31).", ["Aleppo", "Idlib", "Daraa", "Hama"]),
        ("بلغت حصيلة الضحايا 590 قتيلاً، منهم 310 في حمص و180 في حماة و60 في إدلب.", ["Homs", "Hama", "Idlib"]),
    ],
)  # fmt: skip
def test_a_list_by_province_needs_no_word_of_dividing(text: str, provinces: list[str]) -> None:
    found = find_aggregates(context(text, published="2024-05-10"))
    assert [a.key for a in found if a.dimension == "governorate"] == provinces
    assert all(a.measure == "killed" for a in found)


def test_few_dead_in_three_towns_are_three_incidents() -> None:
    assert _read("A bomb killed four people in Idlib, and shelling killed three in Aleppo and two in Hama.") == []


def test_a_province_keeps_the_hurt_that_stand_beside_its_dead() -> None:
    text = "وتصدرت نينوى المحافظات بـ121 قتيلاً و112 جريحاً، وبعدها بغداد (38 قتيلاً و85 جريحاً)، فالأنبار (33 قتيلاً و49 جريحاً)."
    found = [(a.measure, a.key, a.count.value) for a in find_aggregates(context(text, published="2024-05-10"))]
    assert ("injured", "Nineveh", 112) in found
    assert ("injured", "Anbar", 49) in found


def test_the_dead_of_a_disease_are_no_list_by_province() -> None:
    assert _read("Cholera has killed 90 people, 50 of them in Aleppo, 25 in Hasakah and 15 in Homs.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In June violence killed a total of 761 Iraqis and wounded 1,771 more. Of the killed, 685 were civilians.", [("killed", 761), ("injured", 1771), ("killed", 685)]),
        ("Since the year began the monitor has documented 158 killings. They left 171 people dead.", [("killed", 158), ("killed", 171)]),
        ("Since January 62 air strikes have hit the region.", [("airstrikes", 62)]),
    ],
)  # fmt: skip
def test_a_statistic_goes_on_in_the_next_sentence(text: str, expected: list[tuple[str, int]]) -> None:
    assert _read(text) == expected


def test_an_arabic_head_of_a_number_counts_nobody_itself() -> None:
    text = "بلغ عدد من قُتلوا في سورية خلال شهر أيلول الفائت 2375 شخصاً، كما جاء في تقرير للشبكة."
    assert _read(text) == [("killed", 2375)]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("The network recorded 190 cases of arbitrary arrest in July, 160 of which were cases of enforced disappearance.", 160),
        ("The network put 190 arbitrary arrests on record in July, and 41 of these became enforced disappearances.", 41),
    ],
)  # fmt: skip
def test_those_arrested_who_disappeared_are_missing(text: str, missing: int) -> None:
    assert _read(text) == [("arrests", 190), ("missing", missing)]


def test_medics_and_reporters_divide_the_civilians_before_them() -> None:
    text = "The network documented the deaths of 1,006 civilians, among them 12 medical and Civil Defense personnel and three media professionals, in May."
    assert _read(text) == [("killed", 1006), ("killed", 12), ("killed", 3)]


def test_a_sum_may_be_taken_apart_within_one_sentence() -> None:
    text = (
        "Seven protesters were killed on Friday, activists said.\n\n"
        "In Qabun two people were killed, and in Idlib another three. Two protesters died in Deraa."
    )
    assert _read(text) == [("killed", 7)]


def test_a_war_between_two_is_no_deed_of_the_second() -> None:
    found = told("Since April 2023 the war between the army and the RSF has killed more than 20,000 people.", lang="en")
    assert [(a.dimension, a.count.low) for a in found.aggregates] == [("total", 20001)]


def test_what_is_made_or_forced_without_leaving_drives_nobody_out() -> None:
    text = "The coach, made in 1998, carried 44 passengers. Since 2019 fighting has driven 3,000,000 people from their homes."
    assert [(a.measure, a.count.low) for a in told(text, lang="en").aggregates] == [("displaced", 3000000)]


def test_the_dead_of_a_partys_prisons_are_a_sum() -> None:
    found = told("وبذلك يصبح عدد الذين ماتوا في معتقلات النظام خمسة وتسعين، وفق مكتب توثيق الشهداء.")
    assert [(a.measure, a.count.low) for a in found.aggregates] == [("killed", 95)]
    assert not found.accounts


def test_those_whom_the_group_abducted_are_the_partys_named_before() -> None:
    text = "Islamic State fighters overran the town in August 2014.\n\nNearly 2,700 people are missing to this day, out of 6,417 whom the group abducted."
    assert ("actor", "isis", 6417) in [(a.dimension, a.key, a.count.low) for a in told(text, lang="en").aggregates]

"""People hurt by accident, water or nature are no victims of violence, unless an attack brought it about."""

from __future__ import annotations

import pytest

from tests.extract.telling import told


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ar", "توفي أربعة أشخاص في حوادث الطرقات التي خلفت كذلك 268 جريحا، ومات أربعة غرقا في الشواطئ."),
        ("ar", "توفي عامل وأصيب اثنان إثر انهيار مبنى قديم في حلب."),
        ("ar", "لقي شخصان مصرعهما بصعقة كهربائية في اللاذقية."),
        ("ar", "وفاة سبعة مهاجرين بعد غرق قاربهم قبالة سواحل طرطوس."),
        ("en", "At least 30 migrants drowned when their boat capsized off Tartus."),
        ("en", "Four people died and nine were hurt in a stampede at the shrine."),
    ],
)
def test_the_dead_of_an_accident_are_no_toll(lang: str, text: str) -> None:
    assert told(text, lang=lang).accounts == ()


@pytest.mark.parametrize(
    ("lang", "text", "killed"),
    [
        ("ar", "قتل ثلاثة مدنيين إثر انهيار منزل فوق رؤوسهم بعد قصفه بالبراميل المتفجرة في حلب.", 3),
        ("en", "Three children were killed when the roof of their house collapsed after shelling in Ariha.", 3),
        ("en", "Six people were killed in a building collapse after artillery fire on Raqqa.", 6),
    ],
)
def test_those_an_attack_buried_or_drowned_are(lang: str, text: str, killed: int) -> None:
    (account,) = told(text, lang=lang).accounts
    assert [(t.harm, t.count.low) for t in account.tolls] == [("killed", killed)]


@pytest.mark.parametrize(
    "text",
    [
        "Twelve dead, 30 hurt in bus crash near Minya\nA bus collided with a lorry on the desert road. Twelve people died and 30 were hurt.",
        "Cholera in Marj\nNine people have died of cholera. Of the nine dead, six were in Tell.",
    ],
)
def test_a_text_that_opens_with_an_accident_and_names_no_attack_tells_no_incident(text: str) -> None:
    assert told(text, lang="en").accounts == ()


def test_a_league_that_plays_no_game_tells_of_anything() -> None:
    (account,) = told(
        "Two people were killed in Douma on Friday, said the Syrian League for Human Rights.", lang="en"
    ).accounts
    assert [(t.harm, t.count.low) for t in account.tolls] == [("killed", 2)]


def test_an_illness_that_a_prison_gives_for_a_cause_leaves_the_death() -> None:
    text = "His family was told that he had died of a heart attack. A student of 24 died under torture in Branch 215."
    assert told(text, lang="en").accounts != ()

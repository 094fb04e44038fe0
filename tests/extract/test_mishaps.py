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

"""Swapping the party in a sentence swaps its code and nothing else: harm, toll, kind, day, place, speaker, role, rule, grade.

Every party of the code list whose name the sentence can take is put into every sentence; all must be read as the first
one is, so that any two of them are read alike. Names come from the code list, sentences are ours.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from tawthiq.domain.account import Extraction
from tawthiq.knowledge.load import toml
from tawthiq.pipeline import make_register
from tests.neutrality.swapping import DAY, codes, read, skeleton

ENGLISH = (
    "On 3 November 2016 {A} shelled the town of Douma, killing 7 civilians, including two children, residents said.",
    "At least 12 people were killed and 30 wounded in Aleppo on 5 November 2016 when {A} attacked a market.",
    "{A} executed 5 civilians in the town of Saraqib on 2 November 2016.",
    "Five civilians were killed by {A} in Idlib on 4 November 2016.",
    "Activists accused {A} of killing 9 people in the city of Raqqa on 6 November 2016.",
    "{A} denied killing 9 people in the city of Raqqa on 6 November 2016.",
    "{A} claimed responsibility for an attack that killed 4 people in Homs on 1 November 2016.",
    "{A} detained 14 people in Manbij on 8 November 2016, the Syrian Network for Human Rights said.",
    "Clashes between {A} and local gunmen killed 6 civilians in Daraa on 9 November 2016.",
    "More than 400 people were killed by {A} in Douma on 2 November 2016, a doctor said. Others put the number at 350.",
)
ARABIC = (
    "في 3 تشرين الثاني 2016 هاجمت {A} مدينة دوما ما أدى إلى مقتل 7 مدنيين بينهم طفلان، بحسب ناشطين.",
    "قُتل 12 شخصاً وأصيب 30 آخرون في حلب يوم 5 تشرين الثاني 2016 جراء هجوم شنته {A} على سوق.",
    "أعدمت {A} 5 مدنيين في بلدة سراقب يوم 2 تشرين الثاني 2016.",
    "قتل خمسة مدنيين على يد {A} في إدلب يوم 4 تشرين الثاني 2016.",
    "اتهم ناشطون {A} بقتل 9 أشخاص في مدينة الرقة يوم 6 تشرين الثاني 2016.",
    "نفت {A} مسؤوليتها عن مقتل 9 أشخاص في مدينة الرقة يوم 6 تشرين الثاني 2016.",
    "تبنت {A} هجوماً أدى إلى مقتل 4 أشخاص في حمص يوم 1 تشرين الثاني 2016.",
    "اعتقلت {A} 14 شخصاً في منبج يوم 8 تشرين الثاني 2016، وفق الشبكة السورية لحقوق الإنسان.",
    "قتل ثلاثة من عناصر {A} في كمين قرب تدمر يوم 7 تشرين الثاني 2016.",
)
FEMININE = re.compile("قوات|القوات|وحدات|جماعة|جماعات|هيئة|حركة|فصائل|مجموعات|ميليشيا|ميليشيات")
"""Parties whose names take a feminine verb, as the Arabic sentences have it."""
SWAPPED = (
    "rus",
    "gov",
    "opp",
    "isis",
    "sdf",
    "hts",
    "tur",
    "isr",
    "coalition",
    "irn",
    "ypg",
    "houthi",
    "iraq_forces",
    "usa",
    "hamas",
    "rsf",
)
"""The parties that are put into every sentence; the grades are asked of the first four."""
OTHERWISE = {"unidentified", "multiple_unresolved"}


def parties(lang: str) -> dict[str, str]:
    """Code → name of the parties that are read by their neutral name and existed in 2016."""
    found = {}
    for actor in toml("actors/actors.toml")["actor"]:
        name = re.sub(r"\s*\(.*?\)", "", str(actor[f"name_{lang}"])).strip()
        began = actor.get("valid_from")
        if actor["code"] in OTHERWISE or (began is not None and began > DAY):
            continue
        if lang == "ar" and not FEMININE.match(name):
            continue
        if name in actor.get(f"aliases_{lang}", ()):
            found[str(actor["code"])] = name
    return found


def put(sentence: str, name: str) -> str:
    """The sentence with a party in it, its first letter a capital."""
    text = sentence.replace("{A}", name)
    return text[0].upper() + text[1:]


def read_as(sentence: str, code: str, name: str, lang: str) -> tuple[Any, Any]:
    """What is read besides the party, and in which parts the party is read."""
    told = read(put(sentence, name), lang)
    here = [[("A" if c == code else c, role) for c, role in account] for account in codes(told)]
    return skeleton(told, {name: "A"}, {code: "A"}), here


def weighed(told: Extraction) -> Any:
    """The grades, ranges and rules that weighing gives, without a word of who."""
    return [
        (i.grade, i.attribution_grade, i.kind, i.labels, [(t.harm, t.group, t.min, t.best, t.max, t.rule, t.origins) for t in i.tolls],
         [(a.role, a.mode, a.origins) for a in i.actors], [o.source_type for o in i.origins], [c.rule for c in i.conflicts])
        for i in make_register([told]).incidents
    ]  # fmt: skip


def test_there_are_parties_of_many_countries() -> None:
    assert len(parties("en")) > 90
    assert len(parties("ar")) > 55
    assert {"gov", "rus", "opp", "isis", "sdf", "tur", "isr", "houthi"} <= set(parties("en"))


@pytest.mark.parametrize(
    ("sentence", "lang"),
    [*((s, "en") for s in ENGLISH), *((s, "ar") for s in ARABIC)],
    ids=range(len(ENGLISH + ARABIC)),
)
def test_another_party_changes_its_code_alone(sentence: str, lang: str) -> None:
    names = {code: name for code, name in parties(lang).items() if code in SWAPPED}
    assert len(names) > 8
    readings = {code: read_as(sentence, code, name, lang) for code, name in names.items()}
    usual = readings["rus"]
    assert any(code == "A" for account in usual[1] for code, _ in account), "the party is read at all"
    odd = [code for code, found in readings.items() if found != usual]
    assert odd == []


@pytest.mark.parametrize(
    ("sentence", "lang"), [(ENGLISH[0], "en"), (ENGLISH[-1], "en"), (ARABIC[0], "ar"), (ARABIC[5], "ar")]
)
def test_another_party_changes_no_grade(sentence: str, lang: str) -> None:
    named = parties(lang)
    given = [weighed(read(put(sentence, named[code]), lang)) for code in SWAPPED[:4] if code in named]
    assert len(given) > 1
    assert given[0]
    assert all(one == given[0] for one in given)


@pytest.mark.parametrize(
    ("plain", "loaded", "lang"),
    [
        ("قُتل 5 مدنيين في قصف على دوما يوم 3 تشرين الثاني 2016.", "استشهد 5 مدنيين في قصف على دوما يوم 3 تشرين الثاني 2016.", "ar"),
        ("قصفت قوات الحكومة السورية دوما يوم 3 تشرين الثاني 2016 وقتل 5 مدنيين.", "قصفت عصابات الأسد دوما يوم 3 تشرين الثاني 2016 وقتل 5 مدنيين.", "ar"),
        ("5 civilians were killed in Douma on 3 November 2016.", "5 civilians were martyred in Douma on 3 November 2016.", "en"),
        ("Syrian government forces shelled Douma on 3 November 2016, killing 5 civilians.", "The Assad regime shelled Douma on 3 November 2016, killing 5 civilians.", "en"),
    ],
)  # fmt: skip
def test_a_loaded_word_changes_no_grade_and_no_figure(plain: str, loaded: str, lang: str) -> None:
    def figures(text: str) -> Any:
        return [(one[0], one[1], one[4]) for one in weighed(read(text, lang))]

    assert figures(plain)
    assert figures(plain) == figures(loaded)

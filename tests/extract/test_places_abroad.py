"""Places of wars elsewhere, what a border and "far from" say of a place, and camps under another word."""

from __future__ import annotations

import pytest

from tawthiq.extract.places.find import PlaceHit, find_places
from tests.extract.telling import context, told


def found(text: str, lang: str = "en") -> dict[str, PlaceHit]:
    return {p.place.id: p for p in find_places(context(text, lang=lang))}


@pytest.mark.parametrize(
    ("text", "place", "governorate"),
    [
        ("Four pupils were killed in Pauk township of Magway Region.", "Pauk", "mm.magway"),
        ("A convoy was attacked on the road to Djibo, in northern Burkina Faso.", "Djibo", "bf.sahel"),
        ("Shells killed two sisters in Vovchansk, Ukraine.", "Vovchansk", "ua.kharkiv"),
        ("قتل أربعة مدنيين بقذيفة في مديرية سنجين بولاية هلمند.", "Sangin", "af.helmand"),
        ("قتل مسلحون تسعة قرويين في بلدة بانكاس وسط مالي.", "Bankass", "ml.mopti"),
        ("غارة على مدينة بلدوين وسط الصومال تقتل ثلاثة.", "Beledweyne", "so.hiran"),
        ("قتل خمسة في ثلاث قرى بمنطقة غاو.", "Gao", "ml.gao"),
        ("أصيبت امرأة برشقة صاروخية على كريات شمونة.", "Kiryat Shmona", "il.north"),
        ("A rocket wounded two people in Sderot on Friday.", "Sderot", "il.south"),
        ("Two people were killed in the kibbutz of Nir Oz.", "Nir Oz", "il.south"),
    ],
)
def test_towns_of_other_wars_are_known_in_both_languages(text: str, place: str, governorate: str) -> None:
    hits = find_places(context(text, lang="en" if text.isascii() else "ar"))
    named = next(p.place for p in hits if p.place.name_en == place)
    assert governorate in (named.governorate, named.id)


def test_not_far_from_a_town_is_beside_it_and_km_from_it_is_elsewhere() -> None:
    beside = found("Two guards were killed not far from Tikrit on Sunday.")["iq.salah-al-din.tikrit"]
    assert beside.near
    assert not beside.aside
    assert found("The well lies 90 km from Tikrit.")["iq.salah-al-din.tikrit"].aside


@pytest.mark.parametrize(
    ("text", "country", "town"),
    [
        ("Ten herders were shot in Djibo, close to the border with Mali.", "ml", "bf.sahel.djibo"),
        ("قتل حارسان في بلدة نصيب قرب الحدود مع الأردن.", "jo", "sy.daraa.nasib"),
    ],
)
def test_a_country_across_a_border_is_no_place_of_the_event(text: str, country: str, town: str) -> None:
    places = found(text, "en" if text.isascii() else "ar")
    assert places[country].aside
    assert town in places


def test_a_camp_is_known_by_its_other_words() -> None:
    assert "sy.rif-dimashq.m.husseiniyah-camp" in found("Mortars hit Husseiniyah refugee camp near Damascus.")
    camps = found("اقتحمت القوات مخيمي جنين ونور شمس فجرا.", "ar")
    assert {"ps.jenin.m.jenin-camp", "ps.tulkarm.m.nur-shams-camp"} <= set(camps)


def test_right_beside_a_name_of_town_and_province_is_the_town() -> None:
    assert "lb.nabatieh.nabatieh-city" in found("A drone hit a car close to Nabatiya, a market town.")
    assert "iq.baghdad" in found("Gunmen struck in the farmland north of Baghdad.")


def test_the_seat_of_a_monitor_is_no_scene() -> None:
    text = "Nine soldiers died not far from Palmyra, said a monitor that has its seat in Britain."
    (account,) = told(text, lang="en").accounts
    assert account.place is not None
    assert account.place.place.id == "sy.homs.tadmur"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("استشهد شابان في جنين.", "ps.jenin"),
        ("أصيب فتى برصاص الجنود شمال الخليل.", "ps.hebron"),
        ("اغتيل ضابط بعدن، وفق مصادر يمنية.", "ye.aden"),
        ("قتل سبعة جنود في شمال مالي.", "ml"),
        ("قتل مسلحون تسعة رعاة في النيجر.", "ne"),
        ("انفجر لغم في تدمر يوم الاثنين.", "sy.homs.tadmur"),
        ("قتل راعيان بلغم شرق الباب في ريف حلب.", "sy.aleppo.al-bab"),
        ("أصيب طفل بقذيفة في المعافر غربي تعز اليمنية.", "ye.taiz.d.maafer"),
    ],
)
def test_a_province_whose_name_is_a_word_is_one_where_something_is_put_in_it(text: str, place: str) -> None:
    assert place in found(text, "ar")


@pytest.mark.parametrize("text", ["ظهر في لقاء على الجزيرة.", "رفض الطلب بحجة المرض.", "جلس في الزاوية قرب الباب."])
def test_a_word_that_is_a_province_elsewhere_is_no_place_for_that(text: str) -> None:
    assert not {"sd.gezira", "ye.hajjah"} & set(found(text, "ar"))


def test_a_name_in_an_outlets_name_is_no_scene() -> None:
    assert found("وفقا لمراسل حلب اليوم قتل 45 مدنيا في حي كرم الزيتون بحمص.", "ar")["sy.aleppo"].aside


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("In the city of Hodeidah a raid killed 12 on Monday.\n\nThe strike had destroyed a house in al-Hali.", "en"),
        ("قتل 12 مدنيا في غارة على مدينة الحديدة.\nوقالت مصادر إن الغارة دمرت منزلا في حي الحالي.", "ar"),
    ],
)
def test_the_quarter_that_the_attack_just_told_struck_is_its_place(text: str, lang: str) -> None:
    account = told(text, lang=lang).accounts[0]
    assert account.place is not None
    assert account.place.place.id == "ye.hodeidah.hali"


def governorates(text: str) -> list[str | None]:
    return [p.place.governorate for p in find_places(context(text, lang="en" if text.isascii() else "ar"))]


@pytest.mark.parametrize(
    ("text", "unlisted", "governorate"),
    [
        ("Gunmen killed nine people in Madalla village in Niger State.", "madalla", "ng.niger-state"),
        ("Gunmen killed nine people in Upper Madalla village in Niger State.", "upper-madalla", "ng.niger-state"),
        ("هاجمت القوات قرية “العمارة سعد” في ريف الحصاحيصا بولاية الجزيرة.", "العماره-سعد", "sd.gezira"),
    ],
)
def test_a_namesake_of_another_province_is_none_of_its_villages(text: str, unlisted: str, governorate: str) -> None:
    hits = find_places(context(text, lang="en" if text.isascii() else "ar"))
    assert [p.place.governorate for p in hits if p.place.id == f"unlisted:{unlisted}"] == [governorate]


def test_a_subdistrict_is_meant_before_the_town_abroad_of_its_name() -> None:
    hits = find_places(context("قصفت المروحيات قرية المشيرفة الشمالية في ناحية سنجار بريف إدلب.", lang="ar"))
    assert hits[0].place.governorate == "sy.idlib"


def test_a_province_that_is_a_word_too_is_known_again_where_its_cue_named_it() -> None:
    assert governorates("اشتباكات في ولايتي الخرطوم والجزيرة. وقتل عشرة في شرق الجزيرة.").count("sd.gezira") == 2
    assert "sd.gezira" not in governorates("قتل عشرة في الخرطوم، وأفادت الجزيرة نقلا عن أطباء.")


@pytest.mark.parametrize(
    "text",
    [
        "Twelve people died in air raids attributed to Russia on a village in Idlib province.",
        "قتل 12 مدنيا بغارات نسبت على الأرجح إلى روسيا وطالت بلدة في محافظة إدلب.",
    ],
)
def test_a_country_that_a_deed_is_laid_to_is_not_where_it_happened(text: str) -> None:
    account = told(text, lang="en" if text.isascii() else "ar").accounts[0]
    assert account.place is not None
    assert account.place.place.id == "sy.idlib"


@pytest.mark.parametrize(
    ("text", "governorate"),
    [
        ("Gunmen raided the village of Zaba in the province of Koulpelogo, killing four.", "bf.centre-est"),
        ("Eleven people were killed in Walikale territory.", "cd.north-kivu"),
        ("A shell killed two women in Kostyantynivka, Ukraine.", "ua.donetsk"),
        ("Three strikes killed eleven people in central Gaza.", "ps.deir-al-balah"),
    ],
)
def test_counties_and_other_spellings_lead_to_their_province(text: str, governorate: str) -> None:
    account = told(text, lang="en").accounts[0]
    assert account.place is not None
    assert governorate in (account.place.place.governorate, account.place.place.id)


def test_the_area_that_a_town_only_says_the_side_of_is_where_it_happened() -> None:
    account = told("At least 20 people died in a raid on tents in al-Mawasi near Khan Younis.", lang="en").accounts[0]
    assert account.place is not None
    assert account.place.place.id == "ps.khan-yunis.mawasi"


def test_the_areas_that_people_fled_from_are_not_where_they_were_hit() -> None:
    account = told(
        "انفجرت عبوة بنازحين فارين من مناطق سيطرة التنظيم بقضاء الحويجة في جبال حمرين، فقضى أربعة منهم.", lang="ar"
    ).accounts[0]
    assert account.place is not None
    assert account.place.place.id == "iq.diyala.hamrin"

"""Places: homonyms, ordinary words, cues, lists, places that no gazetteer lists."""

from __future__ import annotations

import pytest

from tawthiq.extract.places.find import find_places
from tests.extract.telling import context, told


def places(text: str, lang: str = "ar") -> list[tuple[str, str | None]]:
    return [(p.place.id, p.cue) for p in find_places(context(text, lang=lang))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قصف حي الحميدية في مدينة دير الزور", "sy.deir-ez-zor.deir-ez-zor.hamidiyah"),
        ("قصف حي الحميدية في مدينة حمص", "sy.homs.homs.hamidiyah"),
        ("غارات على مدينة دوما في الغوطة الشرقية", "sy.rif-dimashq.douma"),
    ],
)
def test_a_homonym_is_read_by_what_stands_beside_it(text: str, expected: str) -> None:
    assert places(text)[0][0] == expected


def test_the_other_readings_are_kept() -> None:
    hit = find_places(context("قصف حي الحميدية في مدينة دير الزور"))[0]
    assert len(hit.candidates) > 1
    assert hit.candidates[0] == hit.place.id


def test_a_name_that_is_an_ordinary_word_needs_a_cue() -> None:
    assert places("وقف الرجل أمام الباب وطرق الباب") == []
    assert places("انفجار في مدينة الباب")[0][0].startswith("sy.aleppo")


def test_a_cue_serves_every_name_of_its_list() -> None:
    found = dict(places("اقتحام حيي الجورة والقصور بمدينة دير الزور"))
    assert found["sy.deir-ez-zor.deir-ez-zor.joura"] == "neighbourhood"
    assert found["sy.deir-ez-zor.deir-ez-zor.qusour"] == "neighbourhood"


def test_a_letter_of_comparison_makes_no_place() -> None:
    assert places("خسر عددا كبيرا من عناصره") == []


def test_an_unlisted_village_is_a_place_inside_the_one_beside_it() -> None:
    hits = find_places(context("قصف على قرية كفر زنبقان في ريف إدلب"))
    unlisted = next(h for h in hits if h.place.id.startswith("unlisted:"))
    assert unlisted.place.level == "village"
    assert unlisted.place.governorate == "sy.idlib"
    assert unlisted.rule == "place.unlisted"


def test_english_names_with_a_small_article_and_no_lower_case_words() -> None:
    assert places("A strike hit a police station in al-Sousa, Deir ez-Zor.", "en")[0][0] == "sy.deir-ez-zor.susah"
    assert places("They hit him hard.", "en") == []


def test_a_dateline_is_no_scene() -> None:
    hits = find_places(context("دمشق - قتل خمسة أشخاص في مدينة إدلب"))
    assert hits[0].aside
    assert not hits[-1].aside


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Shells fell on Debyan town in Deir ez-Zor province.", "en", "sy.deir-ez-zor.diban"),
        (
            "A mine went off in the village of “Jdeid Akkidat”, east of Deir ez-Zor.",
            "en",
            "sy.deir-ez-zor.jadid-ukaydat",
        ),
    ],
)
def test_an_unknown_spelling_is_read_by_its_sound_in_its_province(text: str, lang: str, expected: str) -> None:
    hit = next(h for h in find_places(context(text, lang=lang)) if h.cue is not None)
    assert (hit.place.id, hit.rule) in ((expected, "place.sounds-like"), (expected, "place.cued"))


@pytest.mark.parametrize(
    ("text", "lang", "name", "level"),
    [
        ("سقطت قذيفة على قرية زنبقان التابعة لريف إدلب", "ar", "زنبقان", "village"),
        ("سقطت قذيفة على بلدة شمروخة التي تقع في ريف إدلب", "ar", "شمروخة", "town"),
        ("A jet struck Htun Lay Gyi, a small village in Sagaing.", "en", "Htun Lay Gyi", "village"),
        ("Shells hit the villages of al Zambouq and Sarfood in Idlib province.", "en", "al Zambouq", "village"),
    ],
)
def test_a_bare_name_after_a_place_noun_is_a_place(text: str, lang: str, name: str, level: str) -> None:
    hit = next(h for h in find_places(context(text, lang=lang)) if h.place.id.startswith("unlisted:"))
    assert (hit.place.name_ar or hit.place.name_en, hit.place.level) == (name, level)


@pytest.mark.parametrize(
    "text",
    [
        "قصفت الطائرات قرية صغيرة في الريف",
        "سقطت قذائف على حي سكني مكتظ",
        "اقتحموا بلدة يسكنها النازحون",
        "مخيم للنازحين",
    ],
)
def test_an_adjective_after_a_place_noun_is_no_place(text: str) -> None:
    assert not [p for p in places(text) if p[0].startswith("unlisted:")]


@pytest.mark.parametrize(
    ("text", "lang", "aside"),
    [
        ("BEIRUT, Oct 2 (Newswire) - Shells hit Idlib.", "en", "lb.beirut"),
        ("RAQQA, Syria (Desert Press) - Shells hit Idlib.", "en", "sy.raqqa"),
        ("أقلعت الطائرة من مطار الشعيرات وقصفت بلدة كفرنبل", "ar", "sy.homs.l.shayrat-airbase"),
        ("Rockets launched from Douma fell on Idlib.", "en", "sy.rif-dimashq.douma"),
    ],
)
def test_datelines_and_places_of_departure_are_no_scene(text: str, lang: str, aside: str) -> None:
    assert [h.place.id for h in find_places(context(text, lang=lang)) if h.aside][:1] == [aside]


@pytest.mark.parametrize(
    "text",
    ["A boy named Jassem al-Ramdan died.", "He said Haytham al-Ahmad was hurt.", "Dozens died as Syrian jets came."],
)
def test_persons_and_ordinary_words_are_no_places(text: str) -> None:
    assert places(text, "en") == []


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Three died in Der Azzour and two in Hama, Syria.", "en", "sy.deir-ez-zor"),
        ("Two men died in Tal Zambaq, in Homs province.", "en", "unlisted:tal-zambaq"),
        ("الموقع: إدلب : عابدين", "ar", "sy.idlib.abdin"),
        ("Shells hit Sanaa.", "en", "ye.amanat-al-asimah.sanaa"),
    ],
)
def test_a_name_without_a_place_noun_is_read_where_a_larger_place_stands_by(
    text: str, lang: str, expected: str
) -> None:
    assert expected in [p.place.id for p in find_places(context(text, lang=lang))]


def test_what_is_near_a_town_is_told_of_the_place_itself() -> None:
    hits = find_places(context("قصف بلدة البغيلية غربي مدينة دير الزور وقرب العاصمة السورية دمشق"))
    assert [(h.place.name_en, h.near) for h in hits][1:] == [("Deir ez-Zor", True), ("Damascus", True)]


def test_the_namesake_of_a_place_abroad_is_not_read_in_a_text_of_another_country() -> None:
    assert "ly.jabal-akhdar.bayda-libya" not in [p[0] for p in places("قصف بلدة البيضاء في ريف حماة في سوريا")]


def test_a_capital_named_by_its_country_is_that_city() -> None:
    assert places("A blast in the Yemeni capital killed 12.", "en")[0][0] == "ye.amanat-al-asimah.sanaa"
    assert places("انفجار في العاصمة الليبية")[0][0] == "ly.tripoli.tripoli-city"
    assert [p for p, _ in places("A hall near the Yemeni capital Sanaa was hit.", "en")] == [
        "ye.amanat-al-asimah.sanaa"
    ]


def test_a_quarter_is_of_the_city_that_it_is_said_to_be_in() -> None:
    found = places("Shells hit al-Sabil neighborhood in the city of Aleppo.", "en")
    assert "sy.daraa.daraa.sabil" not in [p for p, _ in found]
    assert places("A house in the Amal quarter of Khan Yunis was hit.", "en")[0][1] == "neighbourhood"


def test_where_attackers_stand_is_no_scene() -> None:
    hits = find_places(
        context("Militants positioned in Bani Zaid fired rockets on a street in Aleppo, killing two.", lang="en")
    )
    assert [h.aside for h in hits] == [True, False]


def test_a_capital_may_be_named_by_its_country() -> None:
    assert places("انفجرت سيارة وسط العاصمة الليبية")[0][0] == "ly.tripoli.tripoli-city"
    assert places("انفجرت سيارة وسط العاصمة العراقية")[0][0] == "iq.baghdad.baghdad-city"


def test_a_syrian_namesake_is_not_read_in_a_text_about_another_country() -> None:
    hits = find_places(context("سقطت قذيفة على حي الزهراء شرقي مدينة تعز"))
    assert not any(p.place.country == "sy" for p in hits)
    assert places("أعلنت وزارة الصحة اللبنانية سقوط جرحى في مدينة صيدا")[0][0].startswith("lb.")


def test_a_head_with_the_article_takes_its_second_word() -> None:
    hit = find_places(context("انفجار لغم في قرية الشيخ حمود بريف حلب"))[0]
    assert hit.place.name_ar == "الشيخ حمود"


def test_a_name_between_strokes_is_read_as_one_in_quotation_marks() -> None:
    assert ("camp" in [cue for _, cue in places("اقتحام مخيم /الأمعري/ في رام الله")]) is True


def test_a_letter_joined_to_a_short_foreign_name_is_a_word() -> None:
    assert [i for i, _ in places("انفجار في محافظة ديالى قرب مرقد بابا")] == ["iq.diyala"]


def test_where_something_was_that_is_only_answered_is_no_scene() -> None:
    found = find_places(context("قصفت الفصائل بلدة الفوعة ردا على قصف مدينة الزبداني."))
    assert [(p.place.name_en, p.aside) for p in found] == [("Fuah", False), ("al-Zabadani", True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells struck homes in Al Sha'afa, in the Deir Ezzor countryside.", "sy.deir-ez-zor.shaafah"),
        ("Residents of a village in Eastern Deir Ezzur found a mass grave.", "sy.deir-ez-zor"),
        ("The army bombed Nawa on Monday.", "sy.daraa.nawa"),
        ("An attack in Al-Jazira state in central Sudan killed 40 people.", "sd.gezira"),
    ],
)
def test_a_name_behind_a_verb_of_attack_or_a_direction_is_a_place(text: str, expected: str) -> None:
    assert expected in [p.place.id for p in find_places(context(text, lang="en"))]


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("Soldiers came to destroy Hazem's house in Jenin, killing a man.", "hazm"),
        ('A bomb hit the "al-Quds" field hospital in Aleppo and killed 50 people.', "jerusalem"),
        ("A bomb in Baghdad's Allawi al-Hillah area killed a driver.", "hillah"),
        ("The scale of violence in Coastal Areas of Latakia is distressing.", "qastal"),
    ],
)
def test_what_a_person_or_a_landmark_is_called_is_no_place(text: str, unread: str) -> None:
    assert not any(unread in p.place.id for p in find_places(context(text, lang="en")))


def test_a_name_behind_an_attack_lies_in_the_province_named_behind_it() -> None:
    found = find_places(context("A strike on Wadi al-Kfour in Nabatieh province killed ten people.", lang="en"))
    assert next((p.place.name_en, p.place.governorate) for p in found) == ("Wadi al-Kfour", "lb.nabatieh")


@pytest.mark.parametrize(
    "text",
    [
        "سجل المركز في حينه مقتل خمسة مدنيين",
        "قتلت الطفلة فاطمة النعسان",
        "قتل جنود كانوا في طريقهم إلى قضاء إجازاتهم",
        "أفاد مسؤول في مديرية الصحة بمقتل خمسة",
    ],
)
def test_words_that_only_look_like_a_name_of_a_place(text: str) -> None:
    assert places(text) == []


def test_a_county_that_no_table_lists_is_small() -> None:
    found = find_places(context("انفجرت عبوة ناسفة في ناحية الزركشية شمال بعقوبة بمحافظة ديالى"))
    named = next(p for p in found if p.place.name_ar == "الزركشية")
    assert named.specific
    assert named.place.governorate == "iq.diyala"


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        ("استقبل المستشفى السعودي بالفاشر 14 قتيلا بعد قصف مدفعي على سوق المدينة", "ar", "El Fasher"),
        (
            "Shelling killed 14 people in El Fasher, and the wounded were taken to the Saudi Hospital.",
            "en",
            "El Fasher",
        ),
    ],
)
def test_a_hospital_that_takes_people_in_is_no_scene(text: str, lang: str, name: str) -> None:
    account = told(text, lang=lang).accounts[0]
    assert account.place is not None
    assert account.place.place.name_en == name


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (
            "قتل عشرة مدنيين بقصف مدفعي على بلدة مورك أمس.\nوقبل أسبوع قتل شاب من دير الزور بانفجار لغم في المكان ذاته.",
            "ar",
        ),
        (
            "Shelling killed ten people in Morek on Wednesday.\nLast month a man from Deir ez-Zor was killed by a landmine in the same town.",
            "en",
        ),
    ],
)
def test_in_the_same_place_is_where_the_event_before_was(text: str, lang: str) -> None:
    accounts = told(text, lang=lang).accounts
    assert [a.place.place.name_en for a in accounts if a.place is not None] == ["Morek", "Morek"]


def test_a_palestinian_town_lies_in_its_own_governorate() -> None:
    account = told("قتلت قوات الاحتلال شابين في بلدة قصرة جنوب نابلس بالضفة الغربية أمس").accounts[0]
    assert account.place is not None
    assert account.place.place.governorate == "ps.nablus"


@pytest.mark.parametrize(
    ("text", "place", "governorate"),
    [
        (
            "وفي مدينة خان يونس، قتل رجل وابنته صباح أمس بعد أن أصابت قذيفة خيمة كانا يقيمان فيها في حي الشيخ ناصر.",
            "Sheikh Nasser",
            "Khan Yunis",
        ),
        ("أعلنت شرطة محافظة ديالى مقتل جنديين بانفجار عبوة في أطراف ناحية العظيم.", "al-Adhaim", "Diyala"),
        ("قتلت امرأة في غارة على بلدة جون في قضاء الشوف.", "Joun", "Mount Lebanon"),
    ],
)
def test_an_event_is_in_the_smallest_place_that_a_cue_puts_it_in(text: str, place: str, governorate: str) -> None:
    found = next(a.place for a in told(text).accounts)
    assert found is not None
    assert (found.place.name_en, found.governorate_en) == (place, governorate)


def test_a_subdistrict_that_no_table_lists_is_a_place_and_a_side_is_none() -> None:
    found = find_places(context("قتل جنديان بهجوم على نقطة في ناحية العروبة بمحافظة ديالى."))
    assert ("العروبة", "subdistrict", "iq.diyala") in [
        (p.place.name_ar, p.place.level, p.place.governorate) for p in found
    ]
    assert find_places(context("أطلق مسلحون النار من ناحية الطريق فقتلت امرأة.")) == []


def test_whence_shots_came_and_where_people_were_brought_is_no_scene() -> None:
    fired = told("في قرية الناجية، أطلقت القوات صباح اليوم ثلاث قذائف من تل الحارة فقتل رجلان.").accounts[0]
    assert fired.place is not None
    assert fired.place.place.name_ar == "الناجية"
    taken = told("طوق مسلحون قرية حردان وقتلوا عشرة رجال واقتادوا سبع نساء إلى تلعفر.").accounts[0]
    assert taken.place is not None
    assert taken.place.place.name_en == "Hardan"


def test_a_village_put_far_from_the_known_one_of_its_name_is_a_namesake() -> None:
    hit = find_places(context("قصف قرية المالكية شرقي حلب"))[0]
    assert (hit.place.id.partition(":")[0], hit.place.governorate) == ("unlisted", "sy.aleppo")
    assert places("قصف مدينة المالكية شرقي الحسكة")[0][0] == "sy.hasakah.malikiyah"


def test_a_quarter_of_a_far_city_is_no_quarter_of_the_city_told_of() -> None:
    hit = next(
        p
        for p in find_places(context("أسماء شهداء مدينة دوما بقصف الطيران على حي المساكن"))
        if p.cue == "neighbourhood"
    )
    assert hit.place.governorate == "sy.rif-dimashq"
    assert hit.place.name_ar == "حي المساكن (دوما)"


def test_the_village_is_the_one_told_of_before() -> None:
    accounts = told(
        "انتشل فريق أول أمس رفات 12 شخصاً من قرية حردان غربي نينوى.\nوقال ناج إن المسلحين طوقوا القرية في 3 آب 2014 وأعدموا 40 رجلاً.\n"
        "وما زالت في سنجار مواقع كثيرة."
    ).accounts
    older = next(a for a in accounts if a.date is not None and a.date.start is not None and a.date.start.year == 2014)
    assert older.place is not None
    assert older.place.place.name_en == "Hardan"


def test_the_end_of_a_villages_name_is_no_name() -> None:
    assert all(i != "sy.deir-ez-zor.shannan" for i, _ in places("قذائف على قرية تل شنان شمال الحسكة"))


def test_the_town_in_which_an_event_just_told_happened() -> None:
    account = told(
        "قتل 11 جنديا في كمين قرب مدينة كركوك.\nوقال بيان إن الهجوم وقع مساء الأحد في بلدة داقوق التابعة للمحافظة."
    ).accounts[0]
    assert account.place is not None
    assert account.place.place.name_en == "Daquq"
    assert account.place.rule.endswith("+place.told-where")


def test_a_quarter_lies_in_the_town_it_is_said_to_be_in() -> None:
    hit = next(
        p for p in find_places(context("انفجار شاحنة في حي الأشرفية بعفرين شمالي حلب")) if p.cue == "neighbourhood"
    )
    assert hit.place.parent == "sy.aleppo.afrin"


def test_a_name_with_its_county_behind_is_a_place() -> None:
    assert places("استهدف بصاروخين مركزا في الطيبة بقضاء مرجعيون في لبنان")[0][0] == "lb.nabatieh.taybeh-lebanon"


def test_a_part_of_a_countrysides_name_is_no_direction() -> None:
    hits = find_places(context("استهداف المجموعات المنتشرة في ريف إدلب الجنوبي مدينة السقيلبية بعشر قذائف"))
    assert [p.near for p in hits if p.cue == "city"] == [False]


def test_a_family_name_in_a_list_of_the_dead_is_no_city() -> None:
    assert not [
        i for i, _ in places("أسماء شهداء القصف:\n1- بشار عبد المعين كرمان\n2- هناء كرمان") if i.startswith("gn.")
    ]


def test_a_name_on_both_sides_of_a_border_is_read_by_what_else_is_named() -> None:
    found = places(
        "قتل مجندان قرب مدينة الشيخ زويد بشمال سيناء.\nوأعلن المتحدث مقتل ثمانية في حملة مداهمات بقرى جنوب رفح أمس الأحد."
    )
    assert found[-1][0] == "eg.north-sinai.rafah-egypt"
    assert places("قصف في رفح جنوب قطاع غزة")[0][0].startswith("ps.rafah")


def test_a_city_whose_name_a_city_abroad_bears_leaves_the_small_places_beside_it() -> None:
    text = "قصفت قوات النظام بلدة حزانو، ما أدى إلى إصابة امرأة.\nوقتل سبعة أشخاص بقصف على مدينة أريحا."
    assert [(a.place.place.id, [t.count.low for t in a.tolls]) for a in told(text).accounts if a.place] == [
        ("sy.idlib.hazano", [1]),
        ("sy.idlib.ariha", [7]),
    ]


def test_a_town_of_the_south_is_no_quarter_of_aleppo() -> None:
    (account,) = told("انفجرت عبوة ناسفة في بلدة الشيخ سعد بريف درعا وقتلت رجلاً.").accounts
    assert account.place is not None
    assert account.place.place.governorate == "sy.daraa"


def test_a_countryside_told_by_its_side_is_of_the_province_named_before() -> None:
    text = "اشتباكات قرب مدينة نوى بريف درعا.\nوقتل ثلاثة مدنيين بقصف مدفعي في الريف الشرقي."
    assert [p.place.id for p in find_places(context(text))][-1] == "sy.daraa.r.east"
    both = "هدوء في مدينة درعا.\nوهاجم مقاتلون حواجز في الريفين الشرقي والغربي."
    assert [p.place.id for p in find_places(context(both))][-1] == "sy.daraa.r.countryside"
    assert not find_places(context("قصف مدفعي في الريف الشرقي."))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("انفجر لغم في منطقة الكسارات بمدينة دير الزور.", "الكسارات (دير الزور)"),
        ("قصف حي المغاربة في مخيم اليرموك.", "المغاربة (مخيم اليرموك)"),
    ],
)
def test_an_unlisted_area_of_a_town_or_camp_is_named_with_it(text: str, name: str) -> None:
    found = find_places(context(text))
    assert [p.place.name_ar for p in found if p.rule == "place.unlisted"] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "قتل شخصان بانفجار عبوة في محافظة مأرب (173 كم شرق صنعاء).",
        "قتل شخصان في محافظة مأرب، على بعد 170 كيلومترا من العاصمة صنعاء.",
    ],
)
def test_what_only_tells_how_far_away_is_no_scene(text: str) -> None:
    assert [p.place.name_en for p in find_places(context(text)) if not p.aside] == ["Marib"]


@pytest.mark.parametrize(
    "text",
    [
        "قصفت القوات بلدة الزيارة بعشرة صواريخ من مقراتها في معسكر جورين.",
        "قصف على بلدة الزيارة، وقال سكان إن مصدر القصف مواقع القوات في معسكر جورين.",
    ],
)
def test_where_fire_came_from_is_no_scene(text: str) -> None:
    assert [p.place.name_en for p in find_places(context(text)) if not p.aside] == ["al-Ziyarah"]

"""Who is held responsible: parties named by a leader, an adjective, a base, a place where they are posted; who only charges, holds, or once claimed."""

from __future__ import annotations

from datetime import date

import pytest

from tests.extract.telling import told

_ACCUSED = ("alleged_perpetrator", "responsible_admitted")


def accused(text: str, lang: str = "ar") -> list[set[str]]:
    return [{x.code for x in a.actors if x.role in _ACCUSED} for a in told(text, lang=lang).accounts]


def roles(text: str, lang: str = "ar") -> dict[str, str]:
    return {x.code: x.role for a in told(text, lang=lang).accounts for x in a.actors}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("قتلت طفلة في غارة لطائرات حربية يرجح أنها روسية على بلدة كفر زيتا.", "rus"),
        ("أصيب خمسة رجال بقصف جوي يعتقد أنه روسي على مدينة سراقب.", "rus"),
        ("أصيب خمسة رجال بقصف جوي يرجح أنه للتحالف الدولي على قرية السلحبية في ريف الرقة.", "coalition"),
    ],
)
def test_whose_aircraft_are_only_taken_to_be_is_accused(text: str, code: str) -> None:
    assert accused(text) == [{code}]


def test_aircraft_believed_to_be_a_nations_are_its_own_without_to_be() -> None:
    assert accused("Warplanes believed Russian raided Sarmin on Friday, killing three people.", "en") == [{"rus"}]


def test_what_a_car_is_believed_to_be_made_by_accuses_nobody() -> None:
    assert accused("انفجرت سيارة يعتقد أنها روسية الصنع في مدينة الباب ما أدى إلى مقتل شخصين.") == [set()]


def test_who_is_aimed_at_by_something_laid_did_not_lay_it() -> None:
    text = "أصيب ثلاثة جنود بانفجار لغم في ثالث استهداف لدوريات الجيش العراقي خلال أسبوع قرب بلدة داقوق."
    assert roles(text) == {"iraq_forces": "target"}
    assert accused("قتل طفلان في استهداف لقوات النظام السوري طال الأحياء السكنية في مدينة أريحا.") == [{"gov"}]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Shelling of an ISIS stronghold in Raqqa killed four civilians on Monday.", "isis"),
        ("Air strike in the Houthi heartland kills a family of six in Saada.", "houthi"),
    ],
)
def test_whose_ground_is_hit_holds_it_and_no_more(text: str, code: str) -> None:
    assert roles(text, "en").get(code) == "controls_place"


def test_the_subject_of_a_sentence_goes_on_behind_its_first_count() -> None:
    text = "Government aircraft raided Douma, killing two people, and then hit Harasta, where four died. Rebels shelled Damascus, killing one."
    assert accused(text, "en") == [{"gov"}, {"gov"}, {"opp"}]


def test_a_like_attack_is_of_those_who_made_the_one_right_before() -> None:
    text = (
        "قتل ستة مدنيين بقصف قوات الأسد والطيران الروسي على مدينة أريحا. "
        "كما قتل أربعة بقصف مقاتلات روسية بلدة سرجة، فيما قتل اثنان آخران جراء قصف مماثل استهدف بلدة بليون."
    )
    assert accused(text)[-1] == {"rus"}


@pytest.mark.parametrize(
    ("text", "lang", "code"),
    [
        (
            "Militias loyal to the renegade warlord Khalifa Haftar fired rockets at Tripoli, killing four people.",
            "en",
            "lna",
        ),
        (
            "Residents blamed the blast's eleven dead on strongman Khalifa Haftar after rockets hit Tripoli.",
            "en",
            "lna",
        ),
        ("قتل مدنيان بقصف نفذته مليشيات موالية للمشير المتقاعد خليفة حفتر على طرابلس.", "ar", "lna"),
        ("قصفت قوات بقيادة محمد حمدان دقلو حيا في أم درمان فقتلت خمسة مدنيين.", "ar", "rsf"),
    ],
)
def test_the_forces_of_a_known_leader_are_his_partys(text: str, lang: str, code: str) -> None:
    assert accused(text, lang) == [{code}]


def test_a_leader_whose_forces_are_meant_is_no_person_killed() -> None:
    text = "قتل مدنيان بقصف نفذته مليشيات موالية للمشير المتقاعد خليفة حفتر على طرابلس."
    (account,) = told(text).accounts
    assert "fighter_killed" not in {p.role for p in account.persons}
    assert [t.count.low for t in account.tolls] == [2]


def test_a_leader_who_only_meets_somebody_is_accused_of_nothing() -> None:
    text = "Khalifa Haftar met the president in Cairo. Shells hit a market in Derna on Monday, killing three people."
    assert accused(text, "en") == [set()]


def test_who_lays_attacks_at_anothers_door_did_not_make_them() -> None:
    text = (
        "Four civilians were killed as rockets rained down on Tripoli on Sunday. "
        "The Government of National Accord blamed Sunday's attacks on the forces of Khalifa Haftar."
    )
    assert accused(text, "en") == [{"lna"}]


def test_a_count_of_claims_owns_to_no_single_deed() -> None:
    text = "Gunmen killed a teacher in the town of Hajin on Sunday. ISIS has claimed 128 operations there this year."
    assert accused(text, "en") == [{"unidentified"}]


def test_aircraft_of_a_coalition_that_only_look_accuse_nobody() -> None:
    text = "Gunmen shot dead four people in the town of Hajin on Sunday. A warplane of the US-led coalition scouted the area."
    assert "coalition" not in accused(text, "en")[0]


def test_an_adjective_of_men_is_none_of_a_thing() -> None:
    text = "استهدفت مدفعية الاحتلال منازل الفلسطينيين في مخيم البريج، ما أدى إلى إصابة ثلاثة مواطنين."
    assert accused(text) == [{"isr"}]


def test_drones_of_those_who_back_militias_are_not_the_militias() -> None:
    text = "قتل شاب جراء استهداف طائرة مسيرة تابعة للاحتلال التركي مركز مدينة تل رفعت."
    assert accused(text) == [{"tur"}]


def test_a_time_between_commas_parts_no_subject_from_its_object() -> None:
    text = "قتل عناصر من هيئة تحرير الشام، ليلة الأحد، مدنيين اثنين في مدينة إدلب."
    assert accused(text) == [{"hts"}]


def test_whose_base_is_shelled_did_not_shell() -> None:
    text = "قال ناشطون إن قوات النظام المتواجدة في المنطقة قامت بقصف القاعدة التركية في قرية كلجبرين ما أدى إلى مقتل ثلاثة جنود."
    assert roles(text) == {"gov": "alleged_perpetrator", "tur": "target"}


@pytest.mark.parametrize(
    "text",
    [
        "قال ناشطون إن قوات النظام المتمركزة في معسكر جورين استهدفت بلدة قسطون بقذائف المدفعية، ما أدى إلى مقتل رجل.",
        "قال ناشطون إن قوات النظام التي تحتشد حول المدينة منذ شهر قصفت بلدة قسطون، ما أدى إلى مقتل رجل.",
    ],
)
def test_where_a_party_is_posted_or_what_it_is_parts_it_from_no_verb(text: str) -> None:
    assert accused(text) == [{"gov"}]


def test_whom_others_have_attacked_is_no_subject_of_that_verb() -> None:
    text = "قال ناشطون إن قوات النظام التي استهدفتها الفصائل انسحبت من بلدة قسطون، وقتل رجل بانفجار لغم."
    assert "gov" not in accused(text)[0]


def test_a_participle_lays_a_raid_at_a_partys_door() -> None:
    text = "قتل خمسة أشخاص في قصف طال مستشفى في مدينة أم درمان، وفق مصدر طبي ناسبا الغارة إلى قوات الدعم السريع."
    assert accused(text) == [{"rsf"}]


def test_the_word_for_a_group_refers_back_to_it() -> None:
    text = "سيطرت هيئة تحرير الشام على التلة. وقتل أربعة أشخاص بقصف شنته الهيئة على بلدة أورم الكبرى."
    assert accused(text) == [{"hts"}]
    office = "قالت الهيئة العامة للثورة السورية إن ثلاثة قتلوا بقصف على درعا. وقالت الهيئة إن القصف كان ليلا."
    assert accused(office) == [set()]


def test_who_retook_a_place_did_nothing_to_its_people() -> None:
    text = "Mortar rounds killed seven people on Monday in a suburb of Mosul retaken by the Iraqi army."
    assert "iraq_forces" not in accused(text, "en")[0]


def test_who_owned_to_another_days_bombing_has_not_owned_to_this_one() -> None:
    text = (
        "قتل عشرة أشخاص بانفجار سيارة مفخخة صباح اليوم عند مدخل مدينة الخالص.\n"
        "وكان انتحاري فجر نفسه قبل شهر في سوق ببغداد، وقتل فيه 30 شخصا، وتبنى تنظيم الدولة الإسلامية ذلك التفجير."
    )
    assert accused(text)[0] == set()


def test_those_right_behind_by_did_it_and_were_not_killed() -> None:
    (account,) = told("A teacher was gunned down by two unknown assailants in Manbij.", lang="en").accounts
    assert [(t.group, t.count.low) for t in account.tolls] == [("teacher", 1)]
    assert account.kind == "unlawful_killing"


def test_an_element_of_a_force_is_one_of_its_men() -> None:
    text = "The SDF found four of their elements slaughtered near Hajin."
    (account,) = told(text, lang="en", published=date(2019, 11, 20)).accounts
    assert [(t.group, t.count.low) for t in account.tolls] == [("combatant", 4)]

"""What a telling takes from the rest of its text: by what means, by whom, and what its headline calls it."""

from __future__ import annotations

from tests.extract.telling import told


def weapons(text: str, lang: str = "ar") -> list[list[str]]:
    return [[w.code for w in a.weapons] for a in told(text, lang=lang).accounts]


def accused(text: str, lang: str = "ar") -> list[set[str]]:
    roles = ("alleged_perpetrator", "responsible_admitted")
    return [{x.code for x in a.actors if x.role in roles} for a in told(text, lang=lang).accounts]


def test_bare_bombardment_is_from_the_air_where_the_text_names_aircraft_and_no_guns() -> None:
    text = (
        "شنت الطائرات الحربية غارات على مدينة سراقب أمس فقتل ستة أشخاص.\nوقتل ثلاثة مدنيين في قصف على بلدة خان شيخون."
    )
    assert weapons(text)[1] == ["aircraft_unspec"]
    assert told(text).accounts[1].kind == "airstrike"


def test_bare_bombardment_stays_open_where_guns_are_named_too() -> None:
    text = (
        "شنت الطائرات الحربية غارات على مدينة سراقب أمس فقتل ستة أشخاص. وقصفت المدفعية بلدة معرة النعمان.\n"
        "وقتل ثلاثة مدنيين في قصف على بلدة خان شيخون."
    )
    assert told(text).accounts[-1].kind == "shelling"


def test_bombardment_by_a_party_without_guns_is_from_the_air() -> None:
    assert weapons("قتل أربعة مدنيين في قصف روسي على مدينة سراقب أمس.") == [["aircraft_unspec"]]
    assert weapons("قتل أربعة مدنيين في قصف لقوات النظام على مدينة سراقب أمس.") == [["artillery"]]


def test_shelling_in_english_is_never_from_the_air() -> None:
    text = "Warplanes struck Saraqib on Monday, killing six people.\nThree civilians were killed by shelling in Khan Shaykhun."
    assert weapons(text, "en")[1] == ["artillery"]


def test_what_is_done_regularly_is_no_part_of_the_incident() -> None:
    text = "قتل تسعة أشخاص بصاروخ أرض أرض على مدينة سراقب أمس.\nويقصف النظام المنطقة بانتظام بالبراميل المتفجرة."
    assert weapons(text) == [["surface_missile"]]


def test_two_parties_accused_in_one_sentence_are_taken_over_by_a_telling_that_accuses_nobody() -> None:
    text = (
        "قتل عشرة مدنيين في غارات شنها الطيران الروسي والسوري على ريف إدلب أمس.\n"
        "وقتل أربعة منهم في مدينة سراقب وستة في بلدة خان شيخون."
    )
    assert accused(text)[-1] == {"rus", "gov"}


def test_a_telling_of_unknown_gunmen_takes_over_nobody() -> None:
    text = "فجر تنظيم داعش سيارة مفخخة في مدينة تدمر أمس فقتل سبعة أشخاص.\nوقتل مسلحون ثلاثة مدنيين في مدينة سلمية."
    assert accused(text)[-1] <= {"unidentified"}


def test_a_doubt_about_nationality_yields_to_a_plain_accusation_of_the_same_telling() -> None:
    text = (
        "قتل عشرون مدنيا في غارات شنتها طائرات روسية على مدينة سراقب أمس.\n"
        "وقال شاهد لا نعرف هل الطائرات روسية أم سورية."
    )
    assert accused(text) == [{"rus"}]


def test_the_headline_labels_the_event_of_the_lead() -> None:
    text = "مجزرة جديدة\nقتل 12 مدنيا في غارة على مدينة سراقب أمس."
    assert "massacre" in told(text).accounts[0].labels


def test_the_coalition_is_the_one_named_before() -> None:
    text = (
        "An air strike by the Saudi-led coalition killed 11 women near Sanaa on Monday.\n"
        "In October coalition airstrikes on a hall in Taiz killed 140 people."
    )
    assert all(codes == {"saudi_coalition"} for codes in accused(text, "en"))


def test_a_bare_strike_in_a_text_of_air_strikes_is_one() -> None:
    text = "Israeli air strikes killed 12 people in Khiam on Friday. In Tyre, another strike killed seven and wounded nine."
    assert [a.kind for a in told(text).accounts] == ["airstrike", "airstrike"]


def test_a_raid_in_which_people_are_taken_is_no_air_raid() -> None:
    text = "Soldiers detained 17 people in a raid on the town of Azaz on Monday."
    assert [a.kind for a in told(text).accounts] == ["arbitrary_detention"]


def test_a_lone_denial_answers_an_accusation() -> None:
    text = "An air strike on a school in Idlib killed 20 pupils on Monday. Moscow denied any part in the strike."
    accused = [a.code for a in told(text).accounts[0].actors if a.role == "alleged_perpetrator"]
    assert accused == ["rus"]


def test_a_raid_with_shots_or_a_storming_is_no_air_raid() -> None:
    found = told("Israeli forces shot dead a man in a raid on the camp in Jenin on Tuesday.")
    assert found.accounts[0].kind == "unlawful_killing"
    found = told("The campaign of raids and arrests in the town of Diban led to the arrest of 13 people.")
    assert [w.code for w in found.accounts[0].weapons] == []


def test_a_strike_by_a_party_that_flies_and_a_bombing_by_one_are_from_the_air() -> None:
    found = told("An Israeli strike on a house in the city of Nabatieh killed ten people.")
    assert found.accounts[0].kind == "airstrike"
    found = told("The bombing of the market in Douma killed six. Warplanes had circled over the town all day.")
    assert found.accounts[0].kind == "airstrike"
    found = told("A bombing in a market in Baghdad killed six people, police said.")
    assert found.accounts[0].kind == "suicide_car_bomb"


def test_a_planted_bomb_is_not_laid_to_who_bombed_another_town_from_the_air() -> None:
    found = told(
        "Regime helicopters bombed the town of Sarmin, killing two civilians.\n\n"
        "In another context, a car bomb exploded in the city of Kobani, killing three people.",
    )
    assert [a.code for a in found.accounts[1].actors if a.role == "alleged_perpetrator"] == []


def test_who_arrests_suspects_did_not_kill() -> None:
    text = "قتل تاجر برصاص مجهولين في مدينة السويداء أمس، وأوقفت قوات الأمن المشتبه بهم."
    assert "gov" not in accused(text)[0]


def test_who_arrests_and_tortures_is_accused() -> None:
    text = "اعتقلت قوات النظام الشاب في مدينة دوما عام 2013، وتوفي تحت التعذيب في 4 آذار 2014."
    assert any("gov" in parties for parties in accused(text))


def test_the_dead_of_a_party_are_not_its_deed() -> None:
    text = "شن التنظيم هجوما في محيط مدينة السخنة يوم الثلاثاء فقتل 26 من القوات الحكومية."
    assert "gov" not in accused(text)[0]


def test_a_bare_strike_of_a_text_of_air_strikes_has_aircraft() -> None:
    text = "Israeli airstrikes on Lebanon killed 31 people on Friday.\nA strike hit the village of Ain Baal, killing seven."
    assert weapons(text, "en")[-1] == ["aircraft_unspec"]


def test_a_telling_takes_over_who_is_accused_right_before_where_several_are() -> None:
    text = (
        "An Israeli shell struck a house in the Bureij refugee camp at dawn on Tuesday, killing seven people, officials said.\n\n"
        "Hamas fighters fired 23 rockets into Israel during the night, the army said. A man was lightly hurt in Ashkelon."
    )
    assert accused(text, "en") == [{"isr"}, {"hamas"}]


def test_a_telling_takes_over_whom_alone_the_text_gives_its_weapon() -> None:
    text = (
        "Turkish drones killed three people in Qamishli on Monday, officials said.\n\n"
        "Rebels shelled the town of Nubl on Monday with mortars, killing two people.\n\n"
        "Four people were killed in the town of Amuda on Monday when a drone hit a car."
    )
    assert accused(text, "en") == [{"tur"}, {"opp"}, {"tur"}]


def test_what_the_accused_charge_another_with_is_no_second_doer() -> None:
    text = (
        "Doctors accused the army of shelling Saraqib on Monday, which killed nine people. "
        "Syrian state television blamed the shelling on the Nusra Front."
    )
    assert accused(text, "en") == [{"gov"}]


def test_who_besieges_a_town_did_not_lay_the_mine() -> None:
    text = "Government forces have besieged Moadamiya since 2013. In May a boy was killed in Moadamiya when he stepped on a mine."
    assert accused(text, "en")[-1] == set()


def test_a_general_wording_names_nobody_beside_the_party_it_stands_for() -> None:
    text = (
        "Mine left by terrorists kills three in Palmyra, Syria\n"
        "Three people were killed in Palmyra on Monday by a mine planted by ISIS."
    )
    assert accused(text, "en") == [{"isis"}]


def test_a_raid_that_is_read_as_one_from_the_air_is_its_weapon_too() -> None:
    assert weapons("A raid on a fuel depot in the town of Jisr al-Shughour killed eight people on Monday.", "en") == [
        ["aircraft_unspec"]
    ]


def test_what_fire_leaves_is_no_weapon_beside_the_one_that_set_it() -> None:
    text = "A car bomb went off in Baghdad on Monday, killing nine people. Charred bodies lay in the street."
    assert weapons(text, "en") == [["car_bomb"]]


def test_a_telling_takes_the_weapon_over_with_who_is_accused_right_before() -> None:
    text = (
        "An Israeli shell struck a house in the Bureij refugee camp at dawn on Tuesday, killing seven people, officials said.\n\n"
        "Hamas fighters fired 23 rockets into Israel during the night, the army said. A man was lightly hurt in Ashkelon."
    )
    assert weapons(text, "en")[1] == ["mlrs"]


def test_a_telling_in_passing_takes_over_who_is_accused_but_not_of_what_was_planted() -> None:
    text = "قتل ستة مدنيين أمس في غارة روسية على مدينة سراقب.\nوكانت طفلة قد قتلت الشهر الماضي في {} في المدينة نفسها."
    assert accused(text.format("غارة"))[1] == {"rus"}
    assert accused(text.format("انفجار عبوة ناسفة"))[1] == set()


def test_what_happened_days_before_elsewhere_is_not_laid_to_whom_a_later_day_accuses() -> None:
    text = (
        "قتل تسعة مدنيين يوم 9 تشرين الثاني 2016 في غارات روسية على مدينة سراقب.\n"
        "وقتل أربعة أشخاص يوم 6 تشرين الثاني 2016 في قصف على مدينة الأتارب."
    )
    assert accused(text)[1] == set()


def test_a_telling_goes_on_with_whom_the_sentence_before_it_accuses() -> None:
    text = (
        "قتل تسعة مدنيين أمس في غارات روسية على مدينة سراقب.\n"
        "من جهة أخرى، أمطرت فصائل المعارضة بلدات محاصرة بالقذائف. وقتل سبعة أشخاص في بلدة الفوعة بمئات القذائف."
    )
    assert accused(text) == [{"rus"}, {"opp"}]


def test_the_sides_of_a_fight_are_laid_each_others_dead_and_both_everybody_elses() -> None:
    text = "قتلت امرأة وطفلان في بلدة دارة عزة خلال اشتباكات بين هيئة تحرير الشام وحركة نور الدين الزنكي أمس."
    assert accused(text) == [{"hts", "opp"}]


def test_nobody_is_laid_the_dead_of_his_own_men() -> None:
    text = "قتل خمسة مدنيين أمس بقصف لقوات النظام على مدينة سراقب.\nوقتل أربعة من عناصر قوات النظام في هجوم على مدينة تدمر."
    assert accused(text)[1] == set()


def test_an_answer_to_the_attack_told_is_another_event() -> None:
    text = (
        "قتلت امرأة أمس جراء استهداف فصائل المعارضة مدينة السقيلبية بالقذائف.\n"
        "وردا على الاعتداء، قصفت قوات النظام محيط كفرنبودة."
    )
    assert accused(text)[0] == {"opp"}


def test_a_party_that_the_doers_are_only_tied_to_did_nothing_where_they_are_named() -> None:
    text = (
        "At least forty villagers were killed by rebels linked to al-Qaida in Djibo in Burkina Faso on Sunday, "
        "an attack that was carried out by JNIM, a spokesman said."
    )
    assert accused(text, "en") == [{"jnim"}]


def test_an_armed_group_of_later_years_is_not_the_opposition_of_the_war() -> None:
    earlier = "Armed factions shelled the Syrian town of Kafriya on 3 May 2016, killing four people."
    assert accused(earlier, "en") == [{"opp"}]
    later = "Armed factions shelled the Syrian town of Kafriya on 3 May 2025, killing four people."
    assert accused(later, "en") == [{"unidentified"}]


def test_who_bombs_from_the_air_is_not_laid_the_shells_of_another_telling() -> None:
    text = (
        "Russian warplanes bombed a market in Ariha on Monday, killing nine people.\n"
        "On Sunday a mortar shell killed a woman in Damascus."
    )
    assert accused(text, lang="en") == [{"rus"}, set()]


def test_forces_that_raid_a_town_when_its_people_are_shot_did_it() -> None:
    text = "Three villagers were shot dead on Monday when Israeli forces raided the town of Tubas."
    assert accused(text, lang="en") == [{"isr"}]


def test_who_tortures_prisoners_is_not_laid_the_shells_that_fell_elsewhere() -> None:
    text = "قضى معتقل تحت التعذيب في أحد سجون النظام السوري.\nوفي مدينة درعا سقطت أمس قذائف هاون وجرح ثلاثة أشخاص."
    assert accused(text) == [{"gov"}, set()]


def test_the_sides_of_a_fight_in_english_are_both_laid_the_bystanders_dead() -> None:
    text = "Nine civilians were killed on Monday when Druze gunmen and Bedouin tribesmen clashed in the town of Shahba."
    assert accused(text, lang="en") == [{"druze_local", "bedouin"}]


def test_an_air_raid_told_in_passing_is_of_the_one_party_accused() -> None:
    text = (
        "A jet of the junta in Myanmar bombed a school in Demoso on Wednesday, killing nine people.\n"
        "Last month an airstrike on Hpasawng killed four people."
    )
    assert accused(text, "en") == [{"mmr"}, {"mmr"}]


def test_a_bomb_planted_in_passing_is_nobodys() -> None:
    text = (
        "A jet of the junta in Myanmar bombed a school in Demoso on Wednesday, killing nine people.\n"
        "Last month a car bomb in Hpasawng killed four people."
    )
    assert accused(text, "en")[-1] == set()


def test_who_fight_each_other_in_a_region_did_not_both_lay_its_bomb() -> None:
    account = told(
        "Twenty passengers died on Thursday in Herat from a roadside bomb; once again civilians were caught up in the fighting of the Taliban with the coalition.",
        lang="en",
    ).accounts[0]
    assert {a.role for a in account.actors} == {"involved"}


def test_whom_a_telling_befell_is_not_lent_to_it_as_who_did_it() -> None:
    accounts = told(
        "An Israeli strike killed 21 people in Rafah on Tuesday.\n"
        "The war was set off by the attack of October 7, in which some 1,200 people in Israel were killed and about 250 taken hostage.",
        lang="en",
    ).accounts
    assert not any(a.code == "isr" and a.role == "alleged_perpetrator" for a in accounts[-1].actors)
    assert len(accounts) == 2


def test_a_governorate_before_its_number_and_a_comma_has_that_number() -> None:
    found = told(
        "At least 214 arrests were recorded in Syria in November 2022, according to the network's monthly report. "
        "Aleppo saw the largest number, 58, then Rif Dimashq, 41, and Deir Ezzor, 39.",
        lang="en",
    ).aggregates
    keys = {a.count.value: a.key for a in found if a.dimension == "governorate"}
    assert keys == {58: "Aleppo", 41: "Rif Dimashq", 39: "Deir ez-Zor"}

"""Tellings: what belongs to one incident, what opens another, what is told in passing, what only rolls others up."""

from __future__ import annotations

from datetime import date

import pytest

from tests.extract.telling import dead, told, where

_SHELLED = "قتل خمسة مدنيين بقصف مدفعي على بلدة النيرب شرق إدلب أمس الثلاثاء. "


def test_sentences_of_one_strike_are_one_account() -> None:
    accounts = told(
        "قتل سبعة مدنيين في غارة على مدينة سراقب أمس.\nوأصيب 20 آخرون بحسب الدفاع المدني.\nوقال شهود إن الطائرة روسية."
    ).accounts
    assert len(accounts) == 1
    assert dead(accounts[0]) == [7]
    assert accounts[0].place is not None
    assert accounts[0].place.place.name_en == "Saraqib"
    assert accounts[0].date is not None
    assert accounts[0].date.start == date(2016, 11, 9)


def test_another_town_opens_another_account() -> None:
    accounts = told(
        "قتل سبعة مدنيين في غارة على مدينة سراقب أمس.\nكما قتل ثلاثة أشخاص في قصف مدفعي على بلدة خان شيخون."
    ).accounts
    assert [dead(a) for a in accounts] == [[7], [3]]


def test_counts_at_several_places_in_one_sentence_are_kept_apart() -> None:
    accounts = told("Shells killed four people in Douma and six in Harasta.", lang="en").accounts
    assert sorted(dead(a)[0] for a in accounts) == [4, 6]


def test_an_older_massacre_told_in_passing_is_background() -> None:
    accounts = told(
        "قتل سبعة مدنيين في غارة على مدينة سراقب أمس.\nوتأتي هذه المجزرة بعد مقتل 30 شخصا في مدينة أريحا في 3 آب 2015."
    ).accounts
    background = [a for a in accounts if a.background]
    assert len(background) == 1
    assert dead(background[0]) == [30]
    assert background[0].date is not None
    assert background[0].date.start == date(2015, 8, 3)


def test_a_roll_up_of_two_strikes_is_a_summary_and_never_added_to_them() -> None:
    accounts = told(
        "يوم دام في إدلب\n"
        "قتل 11 شخصا في محافظة إدلب أمس.\nفقد قتل ثمانية منهم في غارة على مدينة خان شيخون، وثلاثة في قصف على بلدة سراقب."
    ).accounts
    assert [a.summary for a in accounts if dead(a) == [11]] == [True]


def test_a_count_that_rises_supersedes_the_first() -> None:
    account = told("ارتفعت حصيلة الغارة على مدينة سراقب إلى 12 قتيلا، بعد أن كانت الحصيلة 7 قتلى.").accounts[0]
    superseded = {t.count.low: t.superseded for t in account.tolls}
    assert superseded == {12: False, 7: True}


def test_a_headline_and_its_lead_are_one_claim_of_the_speaker() -> None:
    account = told(
        "مقتل 9 أشخاص بقصف على سراقب\nقال المرصد السوري لحقوق الإنسان إن 9 أشخاص قتلوا في قصف على مدينة سراقب."
    ).accounts[0]
    killed = [t for t in account.tolls if t.harm == "killed"]
    assert len(killed) == 1
    assert killed[0].attribution is not None


def test_an_exact_headline_over_a_bound_is_a_figure_of_its_own() -> None:
    text = "Blast near a school in Homs kills six\n\nA bomb went off near a school in Homs on Monday, killing at least six people."
    account = told(text, lang="en").accounts[0]
    assert [(t.count.low, t.count.high) for t in account.tolls] == [(6, 6), (6, None)]


def test_without_a_publication_date_a_relative_day_stays_relative() -> None:
    account = told("قتل سبعة مدنيين في غارة على مدينة سراقب ليلة أمس الأحد.", published=None).accounts[0]
    assert account.date is not None
    assert not account.date.known
    assert account.date.partial
    assert account.date.quote is not None


def test_news_without_violence_gives_nothing() -> None:
    assert told("فاز الفريق بخمسة أهداف وارتفع سعر الخبز إلى 1200 ليرة في أسواق دمشق.").accounts == ()


def test_the_date_of_a_statement_is_not_the_date_of_the_strike() -> None:
    account = told(
        "قال المرصد السوري لحقوق الإنسان اليوم الخميس إن سبعة مدنيين قتلوا في غارة يوم الثلاثاء على مدينة سراقب."
    ).accounts[0]
    assert account.date is not None
    assert account.date.start == date(2016, 11, 8)


def test_a_correction_replaces_a_larger_count() -> None:
    account = told(
        "Our earlier toll of 75 dead was wrong. The toll has been corrected to 57 killed.", lang="en"
    ).accounts[0]
    assert {t.count.low: t.superseded for t in account.tolls} == {75: True, 57: False}
    assert any("correction" in t.rule for t in account.tolls)


def test_a_weapon_that_nobody_used_is_no_attack() -> None:
    assert told("وقعت الشركة اليوم عقدا لبيع 12 طائرة ومروحيتين في مدينة باريس.").accounts == ()


def test_a_sentence_that_names_each_place_before_its_count_tells_several_events() -> None:
    text = "Police fired at a crowd in Nasiriyah, killing 25 people. In Najaf, 12 died; four were shot dead in Baghdad."
    accounts = told(text, lang="en").accounts
    assert [[t.count.low for t in a.tolls] for a in accounts] == [[25], [12], [4]]
    assert [a.place.place.id if a.place else "" for a in accounts[1:]] == ["iq.najaf", "iq.baghdad"]


def test_a_lead_that_is_the_first_line_is_no_headline() -> None:
    text = (
        "A series of Israeli strikes on towns in the south of Lebanon has killed at least 31 people since Friday "
        "morning, the ministry of health in Beirut said.\n\nIn the village of Younine, eleven people died."
    )
    assert [[t.count.low for t in a.tolls] for a in told(text, lang="en").accounts] == [[31], [11]]


def test_a_separate_incident_is_another_event() -> None:
    text = "A raid on Saraqib killed six people. In a separate incident, a mine killed a farmer in Binnish."
    assert len(told(text, lang="en").accounts) == 2


def test_a_neighbouring_town_on_another_day_is_another_event() -> None:
    text = "A strike on Hajin on Tuesday killed seven people. On Monday, shells near Shaafah killed a man."
    assert [[t.count.low for t in a.tolls] for a in told(text, lang="en").accounts] == [[7], [1]]


def test_a_telling_that_names_no_kind_is_of_the_kind_before_it() -> None:
    text = "Air strikes on the city of Saraqib killed six people on Tuesday. In Binnish, five people died when their home collapsed."
    assert [a.kind for a in told(text, lang="en").accounts] == ["airstrike", "airstrike"]
    taken = "Police arrested six men in the city of Saraqib on Tuesday. In Binnish, five people died."
    assert [a.kind for a in told(taken, lang="en").accounts] == ["arbitrary_detention", "unknown"]


def test_what_a_stretch_opens_with_as_past_is_another_event() -> None:
    text = "A car bomb in Afrin killed five civilians on Tuesday. Earlier this month, a car bomb in Afrin killed nine people."
    assert len(told(text, lang="en").accounts) == 2


def test_where_people_were_killed_is_the_place_of_a_telling_without_a_town() -> None:
    text = "Gunmen beheaded eight men in eastern Syria last week, a monitor said. The men were executed in Albu Kamal."
    account = told(text, lang="en").accounts[0]
    assert account.place is not None
    assert account.place.place.id == "sy.deir-ez-zor.abu-kamal"


def test_a_place_before_its_count_is_that_counts_where_a_joining_word_begins_its_clause() -> None:
    accounts = told(
        "قتل رجل في غارة على بلدة سرمين، كما استهدفت مسيرة دراجة في مدينة أريحا ما أدى إلى إصابة امرأتين."
    ).accounts
    assert [a.place.place.id for a in accounts if a.place] == ["sy.idlib.sarmin", "sy.idlib.ariha"]
    assert [[t.harm for t in a.tolls] for a in accounts] == [["killed"], ["injured"]]


def test_two_quarters_of_one_city_told_apart_are_two_scenes() -> None:
    accounts = told(
        "قتل شخصان في قصف على حي الرمال غرب مدينة غزة، فيما قتل ثلاثة أشخاص في غارة على حي الزيتون شرق مدينة غزة."
    ).accounts
    assert [[t.count.low for t in a.tolls] for a in accounts] == [[2], [3]]


def test_what_another_party_is_also_said_to_have_done_is_another_event() -> None:
    text = (
        "Rebel shelling of western districts of Aleppo killed 19 people on Monday, a monitor said. "
        "It also reported four people killed by government fire in the city."
    )
    accounts = told(text, lang="en").accounts
    assert [[t.count.low for t in a.tolls] for a in accounts] == [[19], [4]]
    assert [[p.code for p in a.actors if p.role == "alleged_perpetrator"] for a in accounts] == [["opp"], ["gov"]]


def test_the_count_of_an_event_told_as_background_stands_right_behind_it() -> None:
    found = told(
        "On Friday shells hit the town of Sarmin, killing four children.\n\n"
        "Earlier on Wednesday, the city of Afrin was hit by a missile attack. Three civilians have been killed.",
        lang="en",
    ).accounts
    counts = {a.place.place.name_en: [t.count.low for t in a.tolls] for a in found if a.place is not None}
    assert counts == {"Sarmin": [4], "Afrin": [3]}


def test_another_attack_of_the_same_party_is_an_account_of_its_own() -> None:
    accounts = told(
        "قتل سبعة مدنيين في غارة على حافلة في مدينة سراقب أمس.\nوقال مسعف إن غارة أخرى قتلت أربعة أشخاص."
    ).accounts
    assert [dead(a) for a in accounts] == [[7], [4]]


def test_a_campaigns_sum_since_an_earlier_day_is_not_the_strikes() -> None:
    accounts = told(
        "قتل 16 مدنيا في غارة على مدينة سراقب أمس.\nوأسفرت المعارك منذ السبت الماضي عن مقتل أكثر من 300 شخص."
    ).accounts
    assert [dead(a) for a in accounts] == [[16], [301]]


def test_the_dead_of_the_accused_fell_in_another_fight() -> None:
    accounts = told(
        "قتل ستة مدنيين بقصف لقوات النظام على مدينة سراقب أمس.\n"
        "من جانبها قالت مصادر ميدانية إن تسعة من عناصر قوات النظام قتلوا في هجوم على حاجز."
    ).accounts
    assert [dead(a) for a in accounts] == [[6], [9]]


def test_dead_counted_with_their_parts_place_by_place_are_kept_apart() -> None:
    accounts = told(
        "أسفر القصف أمس عن مقتل تسعة مدنيين بينهم ثلاثة أطفال في قرية كفر سجنة وأربعة مدنيين بينهم طفل في بلدة سراقب."
    ).accounts
    assert [dead(a) for a in accounts] == [[9], [4]]


def test_gunmen_who_kill_soldiers_fight() -> None:
    account = told("هاجم مسلحون حافلة تقل عناصر من الجيش قرب مدينة تدمر أمس، فقتل 28 جنديا.").accounts[0]
    assert account.kind == "clash"


def test_one_day_of_several_days_that_were_summed_up_is_another_event() -> None:
    accounts = told(
        "توفي أربعة أشخاص جوعاً خلال الأيام الثلاثة الماضية في حي الوعر المحاصر بحمص.\n"
        "ومساء الثلاثاء سقطت قذيفة على ساحة في الحي وقتلت ستة مدنيين."
    ).accounts
    assert [dead(a) for a in accounts] == [[4], [6]]
    when = accounts[1].date
    assert when is not None
    assert str(when.start) == str(when.end) == "2016-11-08"


def test_somebody_found_dead_on_a_day_of_its_own_is_another_event() -> None:
    accounts = told(
        "قتل عنصران في هجوم مسلحين على حاجز قرب بلدة صيدا بريف درعا مساء أمس.\n"
        "كما عثر صباح اليوم على جثة شاب من أبناء بلدة طفس على طريق صيدا بعد اختطافه منذ يومين."
    ).accounts
    assert len(accounts) == 2
    assert accounts[1].date is not None
    assert str(accounts[1].date.start) == "2016-11-10"


def test_the_wounded_of_each_place_stay_with_its_dead() -> None:
    accounts = told(
        "قال مصدر إن عبوة انفجرت مساء اليوم في منطقة الدورة فقتلت شخصين وأصابت خمسة، وإن عبوة ثانية انفجرت في قضاء المحمودية فقتلت "
        "جنديا وأصابت ثلاثة."
    ).accounts
    assert [dead(a) for a in accounts] == [[2], [1]]


def test_what_came_before_by_hours_or_months_is_dated_by_what_was_told() -> None:
    accounts = told(
        "في 21 نيسان 2013 قتل 90 مدنياً في بلدة جديدة الفضل.\nوقبلها بثمانية أشهر قتل 300 مدني في مدينة داريا."
    ).accounts
    assert [(str(a.date.start), str(a.date.end)) for a in accounts if a.date is not None] == [
        ("2013-04-21", "2013-04-21"),
        ("2012-08-01", "2012-08-31"),
    ]


def test_dead_by_other_means_are_another_incident() -> None:
    accounts = told(
        "قتلت امرأة وأصيب أربعة من أطفالها بقذيفة هاون سقطت على مدينة تعز أمس.\nوقتل ثلاثة جنود برصاص قناصة أثناء نوبة حراسة."
    ).accounts
    assert [dead(a) for a in accounts] == [[1], [3]]
    assert [[w.code for w in a.weapons] for a in accounts] == [["mortar"], ["sniper"]]


def test_dead_brought_up_to_date_are_no_other_incident() -> None:
    accounts = told(
        "قتل ستة أشخاص بانفجار سيارة مفخخة في مدينة عفرين أمس.\nوارتفعت حصيلة القتلى إلى تسعة بعدما أطلق الحراس النار بالرصاص."
    ).accounts
    assert [dead(a) for a in accounts] == [[6, 9]]


def test_a_turn_to_another_event_opens_another_incident() -> None:
    accounts = told(
        "قتل مجندان وأصيب أربعة بانفجار عبوة ناسفة في مدينة العريش أمس.\n"
        "وفي سياق متصل، أعلن المتحدث العسكري مقتل ثمانية مسلحين خلال حملة مداهمات."
    ).accounts
    assert [dead(a) for a in accounts] == [[2], [8]]
    again = told(
        "قتل مجندان وأصيب أربعة بانفجار عبوة ناسفة في مدينة العريش أمس.\nإلى ذلك، قال مصدر طبي إن القتيلين المجندين نقلا إلى المشفى."
    ).accounts
    assert len(again) == 1


@pytest.mark.parametrize(
    ("more", "apart"),
    [
        ("كما قتل ثلاثة جنود في كمين على أطرافها.", True),
        ("وفي المقابل، قتل أربعة أشخاص بقذائف أطلقتها الفصائل على حي مجاور.", True),
        ("كما قتل ثلاثة آخرون بالقصف المدفعي نفسه.", False),  # told of before
        ("كما قتل ثلاثة مسعفين بالصواريخ التي استهدفت البلدة.", False),
        ("كما أصيب تسعة بشظايا صاروخ.", False),  # the wounded beside the dead
        ("كما قتل خمسة مدنيين بقصف طال السوق.", False),  # counted before
        ("Meanwhile, three soldiers were killed in an ambush.", True),
        ("Meanwhile, three more people died of wounds they had from the shelling.", False),
    ],
)
def test_who_goes_on_to_others_by_an_attack_not_told_before_tells_another_incident(more: str, apart: bool) -> None:
    english = more.isascii()
    first = "Shelling of the town of Nayrab killed five civilians on Tuesday. " if english else _SHELLED
    accounts = told(first + more, lang="en" if english else "ar").accounts
    assert len(accounts) == 1 + apart
    assert dead(accounts[0])[0] == 5


def test_a_separate_raid_told_in_the_same_breath_is_another_incident() -> None:
    accounts = told(
        "In the strike on a home in the town of Binnish eleven people died on Tuesday, and in a separate raid on Sarmin four.",
        lang="en",
    ).accounts
    assert [(where(a), dead(a)) for a in accounts] == [("Binnish", [11]), ("Sarmin", [4])]
    together = told(
        "Five people were killed in separate attacks on Binnish on Tuesday and three were wounded.", lang="en"
    )
    assert len(together.accounts) == 1


def test_those_whom_forces_lay_hands_on_are_taken_whoever_stands_between() -> None:
    account = told("ألقت القوات العراقية القبض على تسعة مطلوبين في قضاء الحويجة أمس.").accounts[0]
    assert account.kind == "arbitrary_detention"
    assert [(t.harm, t.count.low) for t in account.tolls] == [("detained", 9)]


def test_what_came_a_day_before_is_another_incident() -> None:
    accounts = told(
        "قتل 12 شخصا في تفجير سيارة مفخخة في مدينة بغداد أمس الأربعاء.\nوتأتي هذه الهجمات غداة مقتل 23 شخصا في تفجيرين في مدينة بغداد."
    ).accounts
    assert [dead(a) for a in accounts] == [[12], [23]]


def test_who_starves_and_who_is_shut_in_are_told_of_one_siege() -> None:
    accounts = told(
        "توفي خمسة أشخاص جوعا في بلدة مضايا التي تحاصرها قوات النظام.\nويعيش في البلدة نحو 40 ألف محاصر بحسب الأمم المتحدة."
    ).accounts
    assert len(accounts) == 1


def test_other_people_on_the_edge_of_another_village_are_another_event() -> None:
    accounts = told(
        "قتل مسعفان بصاروخ على مركز صحي في بلدة الطيبة بقضاء مرجعيون في لبنان.\nوطال القصف أطراف بلدة حولا وأصيب سبعة مزارعين."
    ).accounts
    assert len(accounts) == 2


def test_what_these_attacks_came_a_day_after_is_another_event() -> None:
    accounts = told(
        "قتل خمسة أشخاص الأربعاء في هجوم استهدف منطقة الشعب في بغداد. وتأتي هذه الهجمات غداة مقتل 23 شخصا في تفجيرين في شرق بغداد."
    ).accounts
    assert [dead(a) for a in accounts] == [[5], [23]]


def test_a_time_that_nothing_places_gives_way_to_a_day() -> None:
    account = told(
        "عائلة من داريا تتسلّم ورقة وفاة ابنها بعد ثماني سنوات\nتقول الورقة إنه توفي في 11 كانون الثاني 2014."
    ).accounts[0]
    assert account.date is not None
    assert str(account.date.start) == "2014-01-11"


def test_a_text_about_a_flood_tells_no_incident_and_one_that_names_an_attack_too_does() -> None:
    flood = "السيول تجرف منازل في الوادي.\nوقال الدفاع المدني إن مياه السيول حاصرت القرى وشردت مئات الأسر، وتوفي رجلان."
    assert told(flood).accounts == ()
    attacked = told(flood + "\nوفي حادثة أخرى قتل ثلاثة مدنيين بغارة جوية على بلدة سرمدا.").accounts
    assert [dead(a) for a in attacked if dead(a)][-1] == [3]


def test_a_headline_about_the_fate_of_those_taken_is_the_telling_below() -> None:
    accounts = told(
        "مصير 12 شاباً من سراقب مجهول\nاعتقلت قوات الأمن أمس 12 شاباً في مدينة سراقب، ولم تعرف وجهتهم."
    ).accounts
    assert [[(t.harm, t.count.low) for t in a.tolls] for a in accounts] == [[("detained", 12)]]


def test_parts_of_a_count_of_one_family_or_behind_a_colon_are_parts() -> None:
    family = told("قُتل ثمانية أشخاص من عائلة واحدة في حيش: رجل وزوجته وأولادهما الستة.").accounts[0]
    assert [(t.count.low, t.of) for t in family.tolls if t.group != "family_unit"] == [
        (8, None),
        (1, 0),
        (1, 0),
        (6, 0),
    ]
    prison = told("A strike on Hass killed 57 people: 11 of them prisoners and four guards.", lang="en").accounts[0]
    assert [(t.count.low, t.of) for t in prison.tolls] == [(57, None), (11, 0), (4, 0)]


def test_the_city_is_that_of_the_quarter_told_before() -> None:
    accounts = told(
        "Nine people died in an air strike on the Sukkari district of Aleppo on Wednesday.\n"
        "In a separate attack on Thursday, rebel shelling killed 11 people in other parts of the city.",
        lang="en",
    ).accounts
    assert [where(a) for a in accounts] == ["Sukkari", "Aleppo"]
    assert accounts[1].place is not None
    assert accounts[1].place.place.level == "city"
    assert [[p.code for p in a.actors] for a in accounts] == [[], ["opp"]], "a separate attack's party is not lent"


def test_who_besieges_a_town_is_not_for_that_who_bombs_it() -> None:
    accounts = told(
        "Warplanes bombed the Hamidiya district of Deir Ezzor city on Sunday and killed nine people. Activists blamed Russian aircraft.\n"
        "The council says 700 civilians are besieged in Mayadin under daily bombardment.",
        lang="en",
    ).accounts
    assert [(a.kind, [p.code for p in a.actors]) for a in accounts] == [("airstrike", ["rus"]), ("siege", [])]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "قتل شخصان بانفجار لغم في بلدة داعل، ونشر المرصد أمس أن قنبلة انفجرت في بلدة دير العدس، ما أدى لإصابة ثلاثة أطفال.",
            ["Da'el", "Deir al-Adas"],
        ),
        (
            "قصفت المدفعية وسط مدينة دوما، فيما قتلت طفلة جراء إلقاء طائرة مسيرة قنبلة على مزارعين في بلدة مسرابا.",
            ["Misraba"],
        ),
    ],
)
def test_a_clause_that_tells_of_another_town_is_a_telling_of_its_own(text: str, places: list[str]) -> None:
    assert [where(a) for a in told(text).accounts if a.tolls] == places

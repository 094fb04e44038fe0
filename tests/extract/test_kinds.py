"""Which kind of incident a telling is read as, where its words speak for several or for none."""

from __future__ import annotations

from tests.extract.telling import told


def kinds(text: str, lang: str = "ar") -> list[str]:
    return [a.kind for a in told(text, lang=lang).accounts]


def rules(text: str) -> list[str]:
    return [a.rule for a in told(text).accounts]


def weapons(text: str, lang: str = "ar") -> list[list[str]]:
    return [[w.code for w in a.weapons] for a in told(text, lang=lang).accounts]


def test_what_is_told_beside_the_dead_gives_way_to_what_killed_them() -> None:
    text = "قتل أربعون شخصا حين ضربت طائرات حربية مخيما في بلدة الباغوز أمس.\nوفجر انتحاري نفسه قرب البلدة مساء."
    assert kinds(text)[0] == "airstrike"


def test_a_shooting_after_which_a_few_are_arrested_is_no_arrest() -> None:
    text = "قتل شابان برصاص قوات الاحتلال في مدينة نابلس أمس.\nواعتقلت القوات ثلاثة من أقارب أحدهما في حملة اعتقالات."
    assert kinds(text) == ["unlawful_killing"]


def test_a_raid_that_takes_many_and_hurts_one_is_an_arrest() -> None:
    text = (
        "شنت قوات سوريا الديمقراطية حملة مداهمات في بلدة الشحيل بمساندة طيران مروحي، اعتقلت خلالها 15 شخصا.\n"
        "وأصيب شاب برصاص العناصر أثناء الحملة."
    )
    assert kinds(text) == ["arbitrary_detention"]
    text = "The SDF arrested 14 men in a raid on Shuhayl on Monday. A young man was shot dead as he ran."
    assert kinds(text, "en") == ["arbitrary_detention"]


def test_fighters_killed_in_an_ambush_died_in_a_fight() -> None:
    text = "نصب مسلحون كمينا لحافلة على طريق تدمر أمس وأطلقوا عليها قذائف، فقتل 20 جنديا وأصيب عشرة."
    assert kinds(text) == ["clash"]
    assert kinds("قتل أربعة جنود برصاص قناصة على أطراف مدينة تعز أمس.") == ["clash"]


def test_fighters_assassinated_are_no_fight() -> None:
    assert kinds("اغتال مجهولون بالرصاص ثلاثة ضباط في مدينة عدن أمس.") == ["unlawful_killing"]


def test_those_whom_shells_killed_are_buried_in_a_mass_grave() -> None:
    text = "قتل 14 شخصا بقصف مدفعي على سوق في مدينة الفاشر أمس.\nوقال الأهالي إن القتلى الـ14 دفنوا في مقبرة جماعية."
    assert kinds(text) == ["shelling"]


def test_barrels_that_hurt_nobody_are_not_what_killed_in_the_fighting() -> None:
    text = (
        "قتل 13 عنصرا من قوات النظام خلال اشتباكات في محور كبانة أمس، "
        "فيما ألقى الطيران المروحي براميل متفجرة على المنطقة دون خسائر بشرية."
    )
    assert kinds(text) == ["clash"]
    assert weapons(text) == [[]]


def test_a_similar_attack_is_of_the_kind_and_means_of_the_one_before() -> None:
    text = (
        "قتل ثلاثة أشخاص بانفجار سيارة مفخخة في مدينة رأس العين أمس.\n"
        "يذكر أن ثمانية مدنيين قتلوا الشهر الماضي بانفجار مماثل في مدينة الباب."
    )
    assert kinds(text) == ["suicide_car_bomb", "suicide_car_bomb"]
    assert weapons(text) == [["car_bomb"], ["car_bomb"]]
    assert rules(text)[1] == "kind.like-it"


def test_similar_areas_make_no_similar_attack() -> None:
    text = (
        "قتل 12 شخصا في غارات جوية على مدينة الباب أمس.\n"
        "وفي العراق قتل 21 شخصا في هجمات بسيارات مفخخة استهدفت مناطق مماثلة في مدينة بغداد أمس."
    )
    assert kinds(text)[-1] == "suicide_car_bomb"


def test_a_bare_attack_is_read_alike_of_every_party() -> None:
    for party in ("التحالف العربي", "الحوثيين", "القوات الروسية"):
        text = f"اتهمت مصادر محلية {party} بشن هجوم على حافلة في مدينة صعدة أمس قتل فيه تسعة أطفال."
        assert kinds(text) == ["other"]


def test_people_under_the_rubble_are_of_the_strikes_told_before() -> None:
    text = (
        "قتل ثمانية أشخاص في غارة جوية على مدينة خان يونس أمس.\n"
        "وقال الدفاع المدني إن نحو ثلاثين شخصا ما زالوا تحت الأنقاض في مخيم جباليا."
    )
    assert kinds(text) == ["airstrike", "airstrike"]


def test_a_car_that_explodes_is_a_car_bomb() -> None:
    assert weapons("قتل تسعة أشخاص أمس حين انفجرت سيارة قرب سوق في مدينة الصدر.") == [["car_bomb"]]


def test_nobody_is_executed_from_the_air() -> None:
    text = "أعدم تنظيم داعش ثلاثة شبان رميا بالرصاص في مدينة الميادين أمس بتهمة إرسال إحداثيات إلى طيران التحالف."
    assert weapons(text) == [["small_arms"]]
    assert kinds(text) == ["summary_execution"]


def test_bare_shells_are_rockets_where_the_text_names_rockets_and_no_guns() -> None:
    text = (
        "أعلن مصدر أن هجوما صاروخيا استهدف سوقا في مدينة جرمانا أمس فقتل تسعة أشخاص.\n"
        "وقتل ثلاثة مدنيين بقذائف سقطت على حي القصاع في دمشق."
    )
    assert all("artillery" not in codes for codes in weapons(text))
    text = "قتل ثلاثة مدنيين بقذائف سقطت على حي القصاع في دمشق. وقصفت المدفعية بلدة حرستا بصواريخ."
    assert weapons(text)[0][0] == "artillery"


def test_a_missile_of_a_party_that_flies_in_a_text_of_aircraft_is_an_air_strike() -> None:
    text = (
        "قتل ثلاثة مسعفين في غارة شنها الطيران الإسرائيلي على مدينة النبطية أمس.\n"
        "واستهدفت إسرائيل بصاروخين مركزا في مدينة صور اليوم فقتل مسعفان."
    )
    assert kinds(text) == ["airstrike", "airstrike"]


def test_bombardment_in_a_text_of_drones_alone_is_a_drones() -> None:
    text = (
        "قتل شخصان في استهداف طائرة مسيرة تركية سيارة في مدينة القامشلي أمس.\n"
        "ومطلع الشهر قتل أربعة عناصر بقصف على طريق أبو راسين."
    )
    assert weapons(text) == [["drone"], ["drone"]]


def test_the_attack_is_the_one_told_before() -> None:
    text = (
        "مرت ستة أعوام على الهجوم الكيماوي بغاز السارين على مدينة خان شيخون الذي اتهمت به قوات النظام.\n"
        "وأسفر الهجوم في 4 نيسان 2010 عن مقتل 91 مدنيا في مدينة خان شيخون."
    )
    assert set(kinds(text)) == {"chemical_attack"}


def test_a_headline_says_what_happened_where_the_lead_does_not() -> None:
    text = "قصف مدفعي على أريحا\nقتل تسعة أشخاص وأصيب عشرة في مدينة أريحا أمس، بحسب الدفاع المدني."
    assert kinds(text) == ["shelling"]
    text = "رفات جديدة في ترهونة\nأخرجت فرق الهيئة ست جثث مجهولة الهوية من موقع في مدينة ترهونة أمس."
    assert kinds(text) == ["mass_grave"]


def test_a_massacre_named_at_the_opening_of_the_next_telling_is_that_of_the_one_before() -> None:
    text = (
        "عثر أمس على جثامين 53 شخصا أعدموا رميا بالرصاص في مدينة السخنة.\n"
        "واتهم الأهالي تنظيم داعش بارتكاب المجزرة التي سبقها قبل أسبوع خطف 75 شخصا في بلدة الطيبة."
    )
    assert "massacre" in told(text).accounts[0].labels


def test_soldiers_killed_in_an_attack_fought() -> None:
    text = "قتل خمسة جنود في هجوم شنه تنظيم داعش قرب مدينة تدمر أمس."
    assert kinds(text) == ["clash"]
    assert rules(text) == ["kind.fighters-attacked"]
    assert kinds("قتل خمسة مدنيين في هجوم شنه تنظيم داعش قرب مدينة تدمر أمس.") == ["other"]


def test_a_shoulder_fired_grenade_speaks_of_fighting() -> None:
    text = "أطلق مسلحون قذيفة آر بي جي على نقطة تفتيش في مدينة عزان أمس فقتل شرطيان."
    assert kinds(text) == ["clash"]
    text = "قتل خمسة أشخاص في نزاع بين عشيرتين استعملت فيه قاذفات وأسلحة خفيفة في مدينة العمارة أمس."
    assert kinds(text) == ["clash"]
    assert weapons("قتل خمسة أشخاص حين أغارت قاذفات استراتيجية على مدينة تدمر أمس.") == [["aircraft_fixed"]]


def test_bodies_found_are_of_a_mass_grave_where_the_text_speaks_of_graves() -> None:
    text = (
        "انتشلت فرق الهيئة تسع جثث مجهولة الهوية من موقع في مدينة ترهونة أمس.\n"
        "وقال المدعي العام إن ميليشيا الكانيات مسؤولة عن هذه المقابر."
    )
    assert kinds(text) == ["mass_grave"]


def test_weapons_named_far_from_the_dead_are_of_something_else() -> None:
    text = (
        "قتل تسعة أشخاص بقذائف هاون سقطت على مدينة تعز أمس.\nوقال مصدر طبي إن المشفى استقبل الجثامين.\n"
        "وأضاف أن الطواقم تعمل.\nوكان الطيران الحربي يحلق في الأجواء."
    )
    assert weapons(text) == [["mortar"]]


def test_shots_that_only_wound_are_no_killing() -> None:
    assert kinds("أصيب راعي أغنام برصاص مستوطنين قرب بلدة يطا أمس.") == ["attack_civilians"]
    assert kinds("Gunmen opened fire on a car in Tafas on Monday and wounded two shepherds.", "en") == [
        "attack_civilians"
    ]
    assert kinds("قتل راع وأصيب أخوه برصاص مجهولين قرب بلدة تسيل أمس.") == ["unlawful_killing"]


def test_soldiers_who_are_shot_died_in_a_fight() -> None:
    assert kinds("Four soldiers were killed by gunfire near the town of Taiz on Monday.", "en") == ["clash"]
    assert kinds("Gunmen assassinated three officers in the town of Aden on Monday.", "en") == ["unlawful_killing"]


def test_a_siege_that_is_only_the_setting_is_not_what_killed() -> None:
    text = "قتل طفل برصاص قناص في مدينة مضايا أمس، وهي مدينة تحاصرها قوات النظام منذ شهور ويحاصرها مسلحون."
    assert kinds(text) == ["sniper_killing"]

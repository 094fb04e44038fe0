"""Incidents told without a count: in a province, with nobody hurt, on another day at the same place, of a person only named."""

from __future__ import annotations

from datetime import date

import pytest

from tawthiq.domain.account import Account
from tests.extract.telling import told

PUBLISHED = date(2024, 5, 10)


def read(text: str) -> list[Account]:
    lang = "ar" if any("\u0600" <= c <= "\u06ff" for c in text) else "en"
    return list(told(text, lang=lang, published=PUBLISHED).accounts)


def told_of(text: str) -> list[tuple[str, str, str | None]]:
    """The kind, the place and the day of each account."""
    return [
        (
            a.kind,
            a.place.place.name_en if a.place is not None else "",
            a.date.start.isoformat() if a.date is not None and a.date.start is not None else None,
        )
        for a in read(text)
    ]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "شن الطيران غارات على أطراف بلدة كفرنبل دون وقوع إصابات، كما قصفت المدفعية مدينة معرة النعمان ما أدى لإصابة رجل.",
            [("airstrike", "Kafr Nabl", None), ("shelling", "Maarat al-Numan", None)],
        ),
        (
            "أصيب مدنيان بقصف مدفعي على قرية الزيارة، فيما سقطت قذائف على محيط بلدة السرمانية واقتصرت الأضرار على الماديات.",
            [("shelling", "al-Ziyarah", None), ("shelling", "Sirmaniyah", None)],
        ),
        (
            "قضى معتقل تحت التعذيب في أحد السجون. وفي مخيم اليرموك سقطت قذائف هاون على شارعين واقتصرت الخسائر على الأبنية.",
            [("death_torture", "", None), ("shelling", "Yarmouk", None)],
        ),
    ],
)
def test_a_strike_that_hurt_nobody_stands_beside_the_dead_told_before_or_behind_it(
    text: str, kinds: list[tuple[str, str, str | None]]
) -> None:
    assert told_of(text) == kinds


def test_flying_checkpoints_are_no_aircraft() -> None:
    [account] = read("نصب الأمن حواجز طيارة في دوما واعتقل 12 شابا.")
    assert account.kind == "arbitrary_detention"
    assert not account.weapons


@pytest.mark.parametrize(
    ("text", "second"),
    [
        (
            "قتل ثلاثة مدنيين بقصف مدفعي على أريحا يوم الثلاثاء. وفي درعا أغارت طائرات النظام على مخيم النازحين ولم يصب أحد بأذى.",
            ("airstrike", "Daraa", None),
        ),
        (
            "قتل خمسة بغارة على سراقب أمس الأربعاء. كما سجل الدفاع المدني ثلاث غارات على معرة مصرين لم توقع سوى أضرار مادية.",
            ("airstrike", "Maarrat Misrin", "2024-05-08"),
        ),
        (
            "A bus was shot at near Palmyra on Friday and four soldiers died. In Sweida province fighting between two clans had started on April 13.",
            ("clash", "Suwayda", "2024-04-13"),
        ),
        (
            "Three soldiers were killed on Monday in clashes near Al-Bab. The army had attacked a police station in Jarablus on 12 April.",
            ("clash", "Jarabulus", "2024-04-12"),
        ),
    ],
)
def test_an_attack_that_counts_nobody_is_told_where_it_has_a_day_or_hurt_nobody(
    text: str, second: tuple[str, str, str | None]
) -> None:
    assert told_of(text)[1] == second


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("اندلعت الجمعة معارك عند قرية ولغا بين فصائل محلية ومسلحي العشائر.", ("clash", "Walgha", "2024-05-10")),
        (
            "The army shelled the outskirts of Khirbat al-Joz, without reports of casualties.",
            ("shelling", "Khirbet al-Joz", None),
        ),
    ],
)
def test_fighting_on_its_day_and_shells_that_hurt_nobody_are_told(
    text: str, known: tuple[str, str, str | None]
) -> None:
    assert told_of(text) == [known]


def test_a_parade_of_aircraft_is_no_attack_on_the_province() -> None:
    assert told_of("Soldiers and twelve aircraft took part in a parade on Thursday in Latakia governorate.") == []


def test_devices_that_were_dismantled_without_losses_are_no_attack() -> None:
    text = "قتل أربعة بهجوم في الطارمية الثلاثاء. وفي كركوك فككت مفرزة ثلاث عبوات قرب ناحية الرشاد من دون خسائر."
    assert len(read(text)) == 1


def test_what_is_feared_is_not_told() -> None:
    text = "Two people died in shelling of Sarmin on Tuesday. Residents of Binnish fear that the army could shell their town on Friday."
    assert len(read(text)) == 1


@pytest.mark.parametrize(
    ("text", "second"),
    [
        (
            "On Tuesday rebels fired mortars at Jaramana and two civilians were injured. On Monday shells that the rebels fired at the quarter had injured nine civilians.",
            ("2024-05-06", [9]),
        ),
        (
            "Two civilians were killed on Wednesday by shelling on Sarmin. The town was bombed on 3 February 2017 too, when jets destroyed its hospital.",
            ("2017-02-03", []),
        ),
        (
            "قتل مدنيان أمس في سرمين بقصف مدفعي. وكانت البلدة تعرضت في 3 شباط 2017 لغارات جوية دمرت مشفاها.",
            ("2017-02-03", []),
        ),
    ],
)
def test_the_same_place_on_another_day_is_another_event(text: str, second: tuple[str, list[int]]) -> None:
    first, other = read(text)
    assert first.place is not None
    assert other.place is not None
    assert other.place.place.id == first.place.place.id
    assert other.date is not None
    assert other.date.start is not None
    assert (other.date.start.isoformat(), [t.count.low for t in other.tolls]) == second


def test_a_later_count_of_the_same_day_is_no_other_event() -> None:
    text = "Shelling of Sarmin on Tuesday killed three people. The toll of the shelling rose to five on Wednesday."
    assert len(read(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Five died when a mine went off near Sukhna on Monday. In an unrelated blast on the same road, a further roadside bomb killed one man.",
        "انفجر لغم قرب السخنة الاثنين وقتل خمسة. وانفجرت عبوة ثانية في البلدة الثلاثاء فأصيب ثلاثة.",
    ],
)
def test_another_attack_of_its_kind_is_another_event(text: str) -> None:
    assert len(read(text)) == 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("On Monday, Omar Hassan was shot dead in Tafas by unknown gunmen.", "Omar Hassan"),
        ("In the other incident Muhammad al-Ajouz, aged 13, was killed by a landmine in Binnish.", "Muhammad al-Ajouz"),
        ("Ahmad Sattouf died under torture in Saydnaya prison.", "Ahmad Sattouf"),
        ("Omar al-Hariri lost his life in an air strike on Nawa on Sunday.", "Omar al-Hariri"),
        ("Security forces arrested Mazen Hamdan at his office in Damascus on 16 February.", "Mazen Hamdan"),
    ],
)
def test_one_person_who_is_only_named_is_counted(text: str, name: str) -> None:
    (account,) = read(text)
    assert [t.quote.text for t in account.tolls] == [name]


def test_one_who_died_of_an_illness_is_not() -> None:
    assert read("Syrian writer Samar Yasin died of cancer in Paris on Sunday.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Shelling killed two people in Nawa, three in Jasim and one in Inkhil on Saturday.",
        "قتل شخص في نوى، وثلاثة في جاسم، واثنان في إنخل، السبت.",
    ],
)
def test_the_day_at_the_end_of_a_sentence_is_that_of_all_its_events(text: str) -> None:
    assert [(place, day) for _, place, day in told_of(text)] == [
        ("Nawa", "2024-05-04"),
        ("Jasim", "2024-05-04"),
        ("Inkhil", "2024-05-04"),
    ]


def test_an_arrest_by_a_party_in_a_town_is_told_though_nobody_is_counted() -> None:
    text = "وكان فرع الأمن العسكري قد اعتقل كريما مع ابن عمه على حاجز بلدة صحنايا في أواخر 2012."
    assert [(kind, place) for kind, place, _ in told_of(text)] == [("arbitrary_detention", "Sahnaya")]

"""A model points, our code reads: values are ours, quotes are true, what does not agree is dropped and counted."""

from __future__ import annotations

from datetime import date

import pytest

from tests.extract.telling import told as told_by_rules
from tests.readers.pointing import READER, count, party, pointed, quote, telling

STRIKE = "Russian warplanes struck a market in Saraqib on 3 May 2016, killing 12 civilians and wounding more than 30."


def strike(**values: object) -> dict[str, object]:
    told: dict[str, object] = {
        "kind": quote(STRIKE, "struck a market"),
        "date": quote(STRIKE, "3 May 2016"),
        "place": quote(STRIKE, "Saraqib"),
        "tolls": [
            count(STRIKE, "12 civilians", 12, harm="killing"),
            count(STRIKE, "more than 30", 30, harm="wounding"),
        ],
        "actors": [party(STRIKE, "Russian warplanes")],
        "weapons": [quote(STRIKE, "warplanes")],
    }
    return telling(**{**told, **values})


def test_an_account_is_read_by_our_own_code() -> None:
    told, dropped = pointed(STRIKE, strike(kind=None))
    assert dropped == {}
    (account,) = told.accounts
    assert account.kind == "airstrike"
    assert account.date is not None
    assert (account.date.start, account.date.precision) == (date(2016, 5, 3), "T2")
    assert account.place is not None
    assert (account.place.place.name_en, account.place.governorate_en) == ("Saraqib", "Idlib")
    assert [(t.harm, t.group, t.count.low, t.count.high) for t in account.tolls] == [
        ("killed", "civilian", 12, 12),
        ("injured", None, 31, None),
    ]
    assert [(a.code, a.role) for a in account.actors] == [("rus", "alleged_perpetrator")]
    assert [w.code for w in account.weapons] == ["aircraft_fixed"]


def test_the_reader_signs_every_claim_of_its_own() -> None:
    (account,) = pointed(STRIKE, strike(kind=None))[0].accounts
    rules = [account.rule, *(t.rule for t in account.tolls), *(a.rule for a in account.actors)]
    assert all(rule.startswith(f"{READER}+") for rule in rules)


def test_arabic_is_pointed_at_in_its_own_spelling() -> None:
    text = "قُتِلَ 7 مدنيين بينهم طفلان، وأُصيب عشرات الأشخاص، في غارة على مدينة سراقب أمس الأربعاء."
    told, dropped = pointed(
        text,
        telling(
            date=quote(text, "أمس الأربعاء"),
            place=quote(text, "مدينة سراقب"),
            tolls=[
                count(text, "7 مدنيين", 7, harm="قُتِلَ"),
                count(text, "طفلان", 2),
                count(text, "عشرات الأشخاص", harm="أُصيب"),
            ],
        ),
        lang="ar",
    )
    assert dropped == {}
    (account,) = told.accounts
    assert account.date is not None
    assert account.date.start == date(2016, 11, 9)
    tolls = [(t.harm, t.group, t.count.value, t.count.qualifier, t.of) for t in account.tolls]
    assert tolls[:2] == [("killed", "civilian", 7, "exact", None), ("killed", "child", 2, "exact", 0)]
    assert (tolls[2][0], tolls[2][3]) == ("injured", "vague")


@pytest.mark.parametrize(
    ("toll", "reason"),
    [
        (count(STRIKE, "12 civilians", 13, harm="killing"), "number"),
        (count(STRIKE, "12 civilians", 12, 20, harm="killing"), "number"),
        (count(STRIKE, "12 civilians", 20, 12, harm="killing"), "number"),
        (count(STRIKE, "more than 30", 32, harm="wounding"), "number"),
        (count(STRIKE, "13 civilians", 13, harm="killing"), "words_not_found"),
        (count(STRIKE, "12 civilians", 12, harm="slaying"), "words_not_found"),
        (count(STRIKE + " Yesterday.", "12 civilians", 12), "sentence_not_found"),
        (count(STRIKE, "Russian warplanes", 12), "no_number"),
        (count(STRIKE, "12 civilians and wounding more than 30"), "several_numbers"),
        (count(STRIKE, "3 May 2016", 3, harm="killing"), "no_number"),
    ],
)
def test_a_count_that_is_not_in_its_words_is_dropped(toll: dict[str, object], reason: str) -> None:
    told, dropped = pointed(STRIKE, strike(kind=None, tolls=[toll]))
    assert dropped == {reason: 1}
    assert all(not a.tolls for a in told.accounts)


@pytest.mark.parametrize("ends", [(30, 30), (31, 31), (30, None), (None, None)])
def test_more_than_thirty_agrees_with_thirty_and_with_its_bound(ends: tuple[int | None, int | None]) -> None:
    toll = {**count(STRIKE, "more than 30", harm="wounding"), "from": ends[0], "to": ends[1]}
    told, dropped = pointed(STRIKE, strike(kind=None, tolls=[toll]))
    assert dropped == {}
    assert [t.count.low for t in told.accounts[0].tolls] == [31]


def test_the_words_pointed_at_say_what_happened() -> None:
    """Where our rules bind a count to no word, the word quoted does it; the harm is what our lexicon reads in it."""
    text = "14 people lived in the house in Saraqib. By the evening, the neighbours said, they had died."
    assert told_by_rules(text, lang="en").accounts == ()
    told, dropped = pointed(
        text, telling(place=quote(text, "Saraqib"), tolls=[count(text, "14 people", 14, harm="died")])
    )
    assert dropped == {}
    assert [(t.harm, t.count.value) for t in told.accounts[0].tolls] == [("killed", 14)]
    assert "toll.pointed" in told.accounts[0].tolls[0].rule


def test_a_count_without_any_word_of_harm_is_dropped() -> None:
    text = "The market in Saraqib employs 14 people."
    _, dropped = pointed(text, telling(place=quote(text, "Saraqib"), tolls=[count(text, "14 people", 14)]))
    assert dropped == {"no_harm": 1, "says_too_little": 1}


def test_measures_and_years_count_nobody() -> None:
    text = "In 2016 troops killed villagers 14 kilometres from Saraqib."
    for words, number in (("14 kilometres", 14), ("2016", 2016)):
        told, dropped = pointed(text, telling(tolls=[count(text, words, number, harm="killed")]))
        assert told.accounts == ()
        assert dropped == {"no_number": 1, "says_too_little": 1}


def test_one_count_is_told_once() -> None:
    told, dropped = pointed(STRIKE, strike(kind=None), strike(kind=None))
    assert sum(len(a.tolls) for a in told.accounts) == 2
    assert dropped["told_twice"] == 2


def test_statistics_are_no_incidents() -> None:
    text = "Hundreds of thousands of people have been killed in Syria since 2011.\n" + STRIKE
    first = text.splitlines()[0]
    told, dropped = pointed(
        text, telling(tolls=[count(first, "Hundreds of thousands of people", harm="killed")]), strike(kind=None)
    )
    assert dropped == {"statistic": 1, "says_too_little": 1}
    assert len(told.accounts) == 1


def test_a_party_that_speaks_is_never_made_a_perpetrator() -> None:
    text = "The Syrian army said 12 people were killed in Saraqib on 3 May 2016."
    told, dropped = pointed(
        text,
        telling(
            place=quote(text, "Saraqib"),
            tolls=[count(text, "12 people", 12, harm="killed")],
            actors=[party(text, "The Syrian army")],
        ),
    )
    assert dropped == {"speaker": 1}
    assert told.accounts[0].actors == ()
    assert told.accounts[0].tolls[0].attribution is not None


def test_what_no_grammar_of_ours_reads_is_dropped() -> None:
    told, dropped = pointed(
        STRIKE,
        strike(
            kind=None,
            date=quote(STRIKE, "a market"),
            place=quote(STRIKE, "a market"),
            actors=[party(STRIKE, "a market")],
            weapons=[quote(STRIKE, "a market")],
            persons=[quote(STRIKE, "a market")],
        ),
    )
    assert dropped == {"no_date": 1, "no_place": 1, "no_actor": 1, "no_weapon": 1, "no_person": 1}
    (account,) = told.accounts
    assert (account.date, account.place, account.actors) == (None, None, ())


def test_a_victim_is_not_named() -> None:
    text = "Ahmad Khaled Darwish, 9, was killed in Saraqib on 3 May 2016 along with 12 civilians."
    told, dropped = pointed(
        text,
        telling(
            place=quote(text, "Saraqib"),
            tolls=[count(text, "12 civilians", 12, harm="killed")],
            persons=[quote(text, "Ahmad Khaled Darwish")],
        ),
    )
    assert dropped == {"no_person": 1}
    assert told.accounts[0].persons == ()


def test_a_town_whose_name_is_an_ordinary_word_is_a_place_where_it_is_pointed_at() -> None:
    text = "قتل 5 مدنيين بقصف استهدف الباب يوم 3 أيار 2016."
    told, dropped = pointed(
        text,
        telling(place=quote(text, "الباب"), tolls=[count(text, "5 مدنيين", 5, harm="قتل")]),
        lang="ar",
    )
    assert dropped == {}
    assert told.accounts[0].place is not None
    assert told.accounts[0].place.place.name_en == "al-Bab"


def test_accounts_stand_in_the_order_of_the_text_and_one_before_is_background() -> None:
    older = "In an earlier attack on 2 March 2015, four people were killed in Jisr al-Shughur."
    text = f"{STRIKE} {older}"
    told, dropped = pointed(
        text,
        telling(
            date=quote(older, "2 March 2015"),
            place=quote(older, "Jisr al-Shughur"),
            tolls=[count(older, "four people", 4, harm="killed")],
        ),
        strike(kind=None),
    )
    assert dropped == {}
    assert [(a.background, a.tolls[0].count.value) for a in told.accounts] == [(False, 12), (True, 4)]


def test_the_same_proposals_give_the_same_accounts() -> None:
    assert pointed(STRIKE, strike()) == pointed(STRIKE, strike())

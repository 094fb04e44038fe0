"""What many towns, days and counts in one text are asked of each other grows with them and no faster; and finds what asking all would."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tawthiq.domain.document import Document
from tawthiq.extract import read_document
from tawthiq.extract.counts.count_phrases import count_phrases
from tawthiq.extract.counts.harm_cost import REACH, in_reach, reach_cost
from tawthiq.extract.counts.harm_words import harm_words
from tawthiq.extract.matcher import the_gazetteer
from tawthiq.extract.places.named_together import NamedTogether
from tawthiq.extract.places.place_belief import Raw
from tawthiq.extract.tellings import scenes
from tawthiq.extract.tellings.scene_fit import fits
from tawthiq.extract.tellings.told_scenes import ToldScenes
from tawthiq.knowledge.load import tsv
from tawthiq.text.last_words import last_words
from tests.extract.telling import told

TOWNS = [row["name_en"] for row in tsv("places/syria_towns.tsv") if row["name_en"]]
as_written = pytest.mark.skipif(not str(scenes.__file__).endswith(".py"), reason="compiled calls are not counted")


def of_towns(count: int) -> str:
    return "".join(f"{i % 40 + 3} people were killed in {TOWNS[5 * i]}. " for i in range(count))


def of_days(count: int) -> str:
    return "".join(f"On {i % 28 + 1} March {2012 + i // 28}, {i % 40 + 3} people were killed. " for i in range(count))


@as_written
@pytest.mark.parametrize("text", [of_towns, of_days])
def test_a_stretch_is_held_to_the_tellings_of_its_place_and_days_alone(
    text: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [0]

    def counted(*given: Any) -> bool:
        asked[0] += 1
        return fits(*given)

    monkeypatch.setattr(scenes, "fits", counted)
    spent: list[int] = []
    for count in (40, 160):
        asked[0] = 0
        assert len(told(text(count), lang="en").accounts) > count / 3
        spent.append(asked[0])
    assert spent[1] < 6 * spent[0]  # four times the text: asking all of all would be sixteen times as much


@as_written
@pytest.mark.parametrize("seed", range(4))
def test_no_telling_that_fits_is_passed_over(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole: list[Any] = []
    found = ToldScenes.may_fit

    def held(self: ToldScenes, segment: Any, place: Any, when: Any, current: Any) -> Any:
        may = found(self, segment, place, when, current)
        context = whole[0]
        others = [s for s in self._scenes if not s.sealed and fits(context, s, segment, place, when)]
        assert all(any(s is m for m in may) for s in others)
        return may

    def kept(context: Any, *given: Any, **more: Any) -> Any:
        whole[:] = [context]
        return find(context, *given, **more)

    find = scenes.find_scenes
    monkeypatch.setattr("tawthiq.extract.find_scenes", kept)
    monkeypatch.setattr(ToldScenes, "may_fit", held)
    rng = random.Random(seed)
    towns = [*rng.sample(TOWNS, 30), "Aleppo", "Idlib", "Homs", "eastern Ghouta", "Syria", "Sukkari"]
    words = ("in", "near", "in the town of", "in the countryside of", "north of")
    told(
        "".join(
            f"{rng.choice(('', 'On 3 March 2016, ', 'On 9 March 2016, ', 'On Tuesday, '))}{rng.choice((3, 5, 9))} people were killed"
            f"{rng.choice(('', ' and 7 were injured'))} {rng.choice(words)} {rng.choice(towns)}."
            f"{rng.choice((' ', chr(10), chr(10) + chr(10)))}"
            for _ in range(120)
        ),
        lang="en",
    )
    assert whole


def test_names_are_ranked_by_what_stands_beside_them_as_the_gazetteer_ranks_them() -> None:
    gazetteer = the_gazetteer(None)
    rng = random.Random(3)
    several = sorted({ids for ids in gazetteer.names.values() if len(ids) > 1})
    single = sorted({ids for ids in gazetteer.names.values() if len(ids) == 1})
    for count in (0, 1, 4, 30):
        chosen = rng.sample(several, 40) + rng.sample(single, count)
        raws = [Raw(9 * i, 9 * i + 5, ids, None, 9 * i, False, "", False) for i, ids in enumerate(chosen)]
        sure = [ids[0] for ids in chosen if len(ids) == 1]
        together = NamedTogether(gazetteer, sure, raws)
        for ids in chosen[:40]:
            for cue in (None, "village"):
                others = [i for r in raws if r.ids != ids for i in r.ids[:1]]
                abroad = len({gazetteer.places[i].country for i in ids}) > 1
                beside = [i for i in sure if i not in ids] if abroad else sure
                assert together.rank(ids, cue=cue) == gazetteer.rank(ids, [*beside, *others], cue=cue)


@pytest.mark.parametrize("count", [1, 2, 4])
def test_the_last_words_are_those_of_the_whole_stretch(count: int) -> None:
    rng = random.Random(count)
    for _ in range(300):
        text = "".join(rng.choice("ab  \n" + "c" * 20) for _ in range(rng.choice((5, 60, 200))))
        start, end = sorted(rng.sample(range(len(text) + 1), 2))
        assert last_words(text, start, end, count) == text[start:end].split()[-count:]


def test_the_rising_numbers_of_one_toll_are_superseded_by_the_last() -> None:
    read = told("".join(f"The death toll in Aleppo rose to {i}. " for i in range(12, 20)), lang="en")
    tolls = [t for a in read.accounts for t in a.tolls]
    assert [t.count.low for t in tolls if not t.superseded] == [19]


_SAID = (
    "5", "seven people", "a man", "two soldiers", "the victims", "died", "were killed", "wounded", "killing", "was shot dead",
    "and", ",", "on Monday", "identified as Omar Hassan", "(a baker)", "including two children", "who lived in Douma",
    "at least", "reportedly", "قتل", "أصيب", "5 مدنيين", "طفلة", "بينهم طفلان", "قتلوا", "جرح",
)  # fmt: skip
_BEFELL = ("were wounded", "were abducted", "died", "were detained", "were killed")


def _of_counts_and_harms(rng: random.Random) -> str:
    if rng.random() < 0.5:
        return " ".join(rng.choice(_SAID) for _ in range(rng.choice((12, 40)))) + "."
    befell = " and ".join(rng.choice(_BEFELL) for _ in range(rng.randrange(2, 8)))
    opening = rng.choice(("Two soldiers", "Seven people", "A man"))
    return f"{opening} {rng.choice(('posted', 'based in Douma', ', a baker'))} who {befell} have been killed."


def test_no_word_of_harm_that_may_govern_a_count_is_out_of_its_reach() -> None:
    rng = random.Random(7)
    far = 0
    for _ in range(200):
        text = _of_counts_and_harms(rng)
        context = read_document(Document("d", text, "en"))
        for sentence in context.reading.sentences:
            phrases = count_phrases(context, sentence.start, sentence.end)
            words = harm_words(context, phrases, sentence.start, sentence.end)
            for phrase in phrases:
                near = in_reach(context, words, phrase, phrases)
                may = [w for w in words if reach_cost(context, w, phrase, phrases, words) <= REACH]
                assert all(w in near for w in may), text
                far += len([w for w in words if w not in near])
    assert far > 100

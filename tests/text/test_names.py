"""Person names across scripts: the same person under many spellings, relatives kept apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.text.names import SAME, name_likeness, name_words, same_person, word_likeness

DATA = Path(__file__).parents[3] / "shared" / "data"

SAME_PEOPLE = [
    ("عصام زهر الدين", "Issam Zahreddine"),
    ("عصام زهر الدين", "Essam Zahr al-Din"),
    ("Issam Zahreddine", "Essam Zahr al-Din"),
    ("العميد عصام زهرالدين", "Brigadier General Issam Zahr al-Din"),
    ("علي خزام", "Ali Khazzam"),
    ("عبد الرحمن العلي", "Abdulrahman al-Ali"),
    ("يوسف خليل", "Youssef Khalil"),
    ("أبو ريدة مروان الحسن", "Abu Raida Marwan al-Hassan"),
    ("محمد خالد الأحمد", "Mohammad Khaled al-Ahmad"),
    ("محمد خالد الأحمد", "محمد خالد حسين الأحمد"),
    ("آية رائد الشرفا", "Aya Raed al-Sharafa"),
    ("سيلين هيثم الخطيب", "Celine Haytham al-Khatib"),
    ("إبراهيم سامر التتر", "Ibrahim Samer al-Tatar"),
    ("علاء جلال الأطرش", "عالء جالل االطرش"),
    ("إسلام عبد الله معروف", "إسالم عبد هللا معروف"),
    ("عالء جالل االطرش", "Alaa Jalal al-Atrash"),
]
OTHER_PEOPLE = [
    ("محمد خالد الأحمد", "محمد أحمد الخالد"),
    ("محمد خالد الأحمد", "أحمد خالد الأحمد"),
    ("سمير حسن", "سامر حسن"),
    ("حسين علي", "حسن علي"),
    ("Issam Zahreddine", "Issam Khalil"),
    ("عصام زهر الدين", "عصام"),
    ("محمد", "Mohammad"),
    ("سلام حسن", "سالم حسن"),
    ("آية حسن", "آلاء حسن"),
]


@pytest.mark.parametrize(("a", "b"), SAME_PEOPLE)
def test_spellings_of_one_person_match(a: str, b: str) -> None:
    assert same_person(a, b)


@pytest.mark.parametrize(("a", "b"), OTHER_PEOPLE)
def test_other_people_do_not_match(a: str, b: str) -> None:
    assert not same_person(a, b)


def test_titles_and_articles_are_no_names() -> None:
    assert [w.consonants for w in name_words("Gen. Issam Zahr al-Din")] == ["sm", "zhrdn"]
    assert [w.consonants for w in name_words("اللواء عصام زهر الدين")] == ["sm", "zhrdn"]


@given(
    st.text(alphabet="ابتحدرسعمنوي aeklmnrsu'-", max_size=40), st.text(alphabet="ابتحدرسعمنوي aeklmnrsu'-", max_size=40)
)
def test_likeness_is_symmetric_and_bounded(a: str, b: str) -> None:
    assert name_likeness(a, b) == pytest.approx(name_likeness(b, a))
    assert 0.0 <= name_likeness(a, b) <= 1.0


@given(st.text(max_size=60))
def test_any_text_is_accepted(text: str) -> None:
    assert 0.0 <= name_likeness(text, "عصام زهر الدين") < SAME or "زهر" in text or "ahr" in text.lower()


def _rows(name: str, limit: int) -> list[dict[str, object]]:
    path = DATA / name
    if not path.exists():
        pytest.skip("shared data is not here")
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for _, line in zip(range(limit), lines, strict=False)]


def test_transliterations_of_public_names_are_recognised() -> None:
    """Floors on pairs of one name in both scripts, and on names that share only the given name, which must stay apart."""
    people = [row["gold"] for row in _rows("name_translit.jsonl", 20000)]
    people = [g for g in people if g["type"] == "PERSON"]
    full = [g for g in people if len(g["ar"].split()) > 1]
    assert sum(same_person(g["ar"], g["en"]) for g in full) / len(full) >= 0.86
    others = [
        (g, h) for g, h in zip(full, full[1:] + full[:1], strict=True) if g["ar"].split()[-1] != h["ar"].split()[-1]
    ]
    assert sum(same_person(g["ar"], h["en"]) for g, h in others) / len(others) <= 0.001
    words = [(name_words(g["ar"]), name_words(g["en"])) for g in people if len(g["ar"].split()) == 1]
    alike = [a and b and word_likeness(a[0], b[0]) >= 0.74 for a, b in words]
    assert sum(map(bool, alike)) / len(words) >= 0.96


@pytest.mark.parametrize(
    ("scripts", "found", "confused"),
    [(("name_ar", "name_ar"), 0.79, 0.005), (("name_ar", "name_en"), 0.69, 0.03), (("name_en", "name_ar"), 0.77, 0.031), (("name_en", "name_en"), 0.72, 0.017)],
)  # fmt: skip
def test_public_lists_of_one_person_are_linked(scripts: tuple[str, str], found: float, confused: float) -> None:
    """Floors on two lists of the same people, and on their relatives, in each pair of scripts."""
    pairs = [row["gold"] for row in _rows("person_link_pairs.jsonl", 8000)]
    told = [(g["kind"] == "moh-relatives", g["a"].get(scripts[0]), g["b"].get(scripts[1])) for g in pairs]
    outcome = {
        kin: [same_person(a, b) for relatives, a, b in told if relatives == kin and a and b] for kin in (False, True)
    }
    assert sum(outcome[False]) / len(outcome[False]) >= found
    assert sum(outcome[True]) / len(outcome[True]) <= confused


def test_figures_on_public_pairs_hold() -> None:
    """Floors on public pairs: relatives are told apart, transliterations recognised (figures in the closing note)."""
    pairs = [row["gold"] for row in _rows("person_link_pairs.jsonl", 8000)]
    relatives = [g for g in pairs if g["kind"] == "moh-relatives"]
    confused = sum(same_person(g["a"]["name_ar"], g["b"]["name_ar"]) for g in relatives)
    assert confused / len(relatives) < 0.02
    posts = [g for g in pairs if g["kind"] == "airwars-moh"]
    found = sum(same_person(g["a"]["name_ar"], g["b"]["name_en"]) for g in posts)
    assert found / len(posts) > 0.75

"""The one dictionary pass: boundaries, joined letters, pronouns, longest wording, what hides what."""

from tawthiq.knowledge.load import Entry
from tawthiq.text.fold import fold
from tawthiq.text.phrases import PhraseMatcher


def entry(ident: str, *words: str, category: str = "word", **attributes: object) -> Entry:
    return Entry(ident, category, "ar", words, attributes)


def found(matcher: PhraseMatcher, text: str) -> list[tuple[str, str, str, str]]:
    return [(h.id, h.prefix, h.term.wording, h.suffix) for h in matcher.find(fold(text).text)]


def test_joined_letters_are_allowed_and_kept_apart() -> None:
    matcher = PhraseMatcher([entry("massacre", "مجزرة")])
    assert found(matcher, "والمجزرة وبالمجزرة كمجزرة") == [
        ("massacre", "وال", "مجزره", ""),
        ("massacre", "وبال", "مجزره", ""),
        ("massacre", "ك", "مجزره", ""),
    ]


def test_a_word_inside_another_word_is_no_hit() -> None:
    matcher = PhraseMatcher([entry("hama", "حماة"), entry("hit", "Hit")])
    assert found(matcher, "محماة White hits") == []


def test_a_digit_beside_a_letter_is_a_boundary() -> None:
    matcher = PhraseMatcher([entry("massacre", "مجازر"), entry("damascus", "دمشق")])
    assert [h[0] for h in found(matcher, "3مجازر في دمشق1")] == ["massacre", "damascus"]


def test_lam_swallows_the_alef_of_the_article() -> None:
    matcher = PhraseMatcher([entry("regime", "النظام")])
    assert [h[0] for h in found(matcher, "قصف للنظام وللنظام")] == ["regime", "regime"]


def test_pronouns_only_where_the_entry_allows_them() -> None:
    assert found(PhraseMatcher([entry("kill", "مقتل", suffixes=True)]), "مقتلهم") == [("kill", "", "مقتل", "هم")]
    assert found(PhraseMatcher([entry("kill", "مقتل")]), "مقتلهم") == []


def test_the_longest_wording_of_a_category_wins() -> None:
    matcher = PhraseMatcher([entry("aleppo", "حلب"), entry("east", "أحياء حلب الشرقية")])
    assert [h[0] for h in found(matcher, "في أحياء حلب الشرقية وحلب")] == ["east", "aleppo"]


def test_categories_do_not_hide_one_another_unless_one_blocks() -> None:
    raid = entry("russian-raid", "غارات روسية", category="weapon")
    russian = entry("rus", "روسية", category="nationality")
    assert {h[0] for h in found(PhraseMatcher([raid, russian]), "غارات روسية")} == {"russian-raid", "rus"}
    blocking = entry("idiom", "قتل الوقت", category="idiom", blocking=True)
    assert [h[0] for h in found(PhraseMatcher([blocking, entry("killed", "قتل")]), "قتل الوقت ثم قتل")] == [
        "idiom",
        "killed",
    ]


def test_a_short_word_is_not_cut_out_of_a_longer_one() -> None:
    assert found(PhraseMatcher([entry("fled", "فر")]), "كفر نبل") == []
    assert [h[0] for h in found(PhraseMatcher([entry("fled", "فر")]), "وفر السكان")] == ["fled"]

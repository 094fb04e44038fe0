"""What is quick gives what is plain: the dictionary pass, looks at categories, words and cells, against their definitions."""

from __future__ import annotations

import bisect
import re
from bisect import bisect_left
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.extract.parties.party_setting import _last_year
from tawthiq.extract.places.loose_places import _behind_prepositions, _prepositions
from tawthiq.extract.places.unlisted_places import _standing
from tawthiq.extract.speakers.speaker_phrases import first_token, tokens
from tawthiq.knowledge.load import Entry, toml
from tawthiq.text import ordered
from tawthiq.text.fold import fold, fold_word, folded_text
from tawthiq.text.hit import first_hit
from tawthiq.text.marks import BREAK, CLAUSE, DIGIT, LATIN, holds, where
from tawthiq.text.phrases import Hit, PhraseMatcher
from tawthiq.text.reading import read
from tawthiq.text.unmask import _FILLER, fillers
from tawthiq.text.word_spans import words_in

ENTRIES = [
    Entry("kill", "harm", "ar", ("قتل", "مقتل", "قتل الوقت"), {"suffixes": True}),
    Entry("idle", "idiom", "ar", ("قتل الوقت",), {"blocking": True}),
    Entry("regime", "actor", "ar", ("النظام", "قوات النظام", "قوات")),
    Entry("forces", "force", "ar", ("قوات",), {"clitics": False}),
    Entry("and", "cue", "ar", ("و", "ب", "من")),
    Entry("aleppo", "place", "ar", ("حلب", "ريف حلب", "حلب الشرقية", "الشرقية ثم")),
    Entry("t2", "place", "en", ("t2", "t 2", "2")),
    Entry("kill", "harm", "en", ("killed", "was killed", "killed by")),
    Entry("by", "cue", "en", ("by", "killed by")),
    Entry("ayn", "place", "en", ("'ab", "'ab by", "-")),
]
MATCHER = PhraseMatcher(ENTRIES)
PIECES = st.sampled_from(
    ["قتل", "مقتل", "الوقت", "النظام", "للنظام", "قوات", "و", "ب", "ال", "هم", "حلب", "ريف", "الشرقية", "ثم", "من", "مِنْ",
     "killed", "was", "by", "T2", "2", "٢", "²", " ", " ", " ", "\n", "-", "'", "،", ".", "ﷲ", "𝟚", "قـتل", "Ab"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=14).map("".join)


def script(char: str) -> int:
    if "\u0621" <= char <= "\u06d3":
        return 1
    return 2 if char.isdigit() else 3 if char.isalpha() else 0


def plainly(text: str) -> list[tuple[int, int, str, str, str, str]]:
    """The rule of the dictionary pass, word for word: every place of every wording, then the longest of a category."""
    clitics = toml("ar/clitics.toml")
    wordings: list[tuple[str, str, str, bool, bool, bool]] = []
    for entry in ENTRIES:
        for folded in dict.fromkeys(fold_word(w) for w in entry.words):
            forms = [folded, "ل" + folded[1:]] if folded.startswith("ال") and len(folded) > 4 else [folded]
            more = entry.attributes
            flags = (
                bool(more.get("clitics", True)),
                bool(more.get("suffixes", False)),
                bool(more.get("blocking", False)),
            )
            wordings.extend((form, entry.category, entry.id, *flags) for form in forms)
    found = []
    for form, category, ident, may_follow, may_precede, blocks in wordings:
        for match in re.finditer(f"(?={re.escape(form)})", text):
            start, end = match.start(), match.start() + len(form)
            before, after = start, end
            while before and script(text[before - 1]) == script(text[start]) != 0:
                before -= 1
            while after < len(text) and script(text[after]) == script(text[end - 1]) != 0:
                after += 1
            prefix, suffix = text[before:start], text[end:after]
            if prefix and (script(prefix[0]) != 1 or not may_follow or prefix not in clitics["proclitics"]):
                continue
            if prefix and len(form) <= clitics["short"] and prefix not in clitics["before_short"]:
                continue
            if suffix and (script(suffix[0]) != 1 or not may_precede or suffix not in clitics["enclitics"]):
                continue
            found.append((start, end, category, ident, prefix, suffix, blocks))
    blocking = [(s, e) for s, e, *_, blocks in found if blocks]
    kept: list[tuple[int, int, str, str, str, str]] = []
    for start, end, category, ident, prefix, suffix, _ in sorted(found, key=lambda f: (f[0] - f[1], f[0], f[2], f[3])):
        hidden = any(s <= start and end <= e and e - s > end - start for s, e in blocking)
        beside = any(k[2] == category and k[0] < end and start < k[1] and k[:2] != (start, end) for k in kept)
        if not hidden and not beside:
            kept.append((start, end, category, ident, prefix, suffix))
    return sorted(kept, key=lambda k: (k[0], -k[1], k[2], k[3]))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_the_dictionary_pass_finds_what_its_rule_says(text: str) -> None:
    folded = fold(text).text
    hits = MATCHER.find(folded)
    assert [(h.start, h.end, h.category, h.id, h.prefix, h.suffix) for h in hits] == plainly(folded)
    assert hits == [Hit.of(h.start, h.end, h.term, h.prefix, h.suffix) for h in hits]


@settings(deadline=None)
@given(TEXTS, st.integers(0, 40), st.integers(0, 40), st.lists(st.sampled_from(["harm", "actor", "cue", "place", "x"])))
def test_a_look_at_categories_is_a_walk_over_all_hits(text: str, start: int, end: int, wanted: list[str]) -> None:
    reading = read(text, MATCHER)
    inside = [h for h in reading.hits if start <= h.start < end and h.end <= end]
    asked = list(dict.fromkeys(wanted))
    for _ in range(5):  # what is looked for together often is put together for the whole text
        assert reading.within(start, end, *asked) == [h for h in inside if not asked or h.category in asked]
    assert reading.has(*asked) == any(h.category in asked for h in reading.hits)
    assert list(reading.of(*asked)) == [h for h in reading.hits if h.category in asked]
    if asked:
        hits, first = reading.from_on(start, tuple(asked))
        assert hits[first:] == [h for h in reading.hits if h.start >= start and h.category in asked]
    for category, ident in {(h.category, h.id) for h in reading.hits}:
        assert reading.of_id(start, end, category, ident) == [
            h for h in inside if (h.category, h.id) == (category, ident)
        ]


@settings(deadline=None)
@given(TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_words_are_those_of_the_quote(text: str, start: int, length: int) -> None:
    reading = read(text, MATCHER)
    end = min(start + length, len(reading.text))
    if start <= end:
        assert reading.words(start, end) == reading.quote(start, end).text


@settings(deadline=None)
@given(st.text(alphabet="aبc1²½ '-.,\n", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_tokens_are_letters_and_digits_with_marks_between_them(text: str, start: int, end: int) -> None:
    reading = read(text, MATCHER)
    folded, position, end = reading.text, start, min(end, len(reading.text))
    expected = []
    while position < end:
        if not folded[position].isalnum():
            position += 1
            continue
        begin = position
        while position < end and (folded[position].isalnum() or folded[position] in "'-."):
            position += 1
        stop = position
        while not folded[stop - 1].isalnum():
            stop -= 1
        expected.append((begin, stop))
    assert tokens(reading, start, end) == expected
    assert first_token(reading, start, end) == (expected[0] if expected else None)


@settings(deadline=None)
@given(TEXTS)
def test_a_position_lies_in_the_sentence_before_which_none_begins(text: str) -> None:
    reading = read(text, MATCHER)
    for position in range(len(reading.text)):
        assert reading.sentence_at(position) == max(
            0, bisect_left([s.start for s in reading.sentences], position + 1) - 1
        )


@given(st.text(alphabet="ab \u0640*_.-مز\n", max_size=20))
def test_fillers_are_found_by_what_stands_in_all_of_them(text: str) -> None:
    assert [(f.start, f.end) for f in fillers(text)] == [match.span() for match in _FILLER.finditer(text)]


COMPILED: dict[str, Any] = {"__file__": "ordered.so", "__name__": "ordered"}
exec(Path(ordered.__file__).with_name("ordered.py").read_text(encoding="utf-8"), COMPILED)  # as compiled code has it


@given(st.lists(st.integers(0, 9)).map(sorted), st.integers(-1, 10), st.integers(0, 5))
def test_a_place_in_a_row_is_that_of_the_standard_library(row: list[int], position: int, low: int) -> None:
    low = min(low, len(row))
    for look in ("bisect_left", "bisect_right"):
        expected = getattr(bisect, look)(row, position, low)
        assert COMPILED[look](row, position, low) == getattr(ordered, look)(row, position, low) == expected


@given(st.text() | st.text(alphabet="\u0640*_- \u064eمجزرةأى٣ﻻé\n\x00"))
def test_a_word_folds_as_a_text_does(text: str) -> None:
    assert folded_text(text) == fold(text).text


SCRAPS = st.lists(
    st.sampled_from(["in ", "in", "into ", "at ", "on", " ", "_", "a", "zur", "حلب", "2019", "1985", "20", "3", "-", "'", ".", "!", ";", "\n", "é", "𝟚"]),
    max_size=12,
).map("".join)  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:['\-.]+[^\W_]+)*")
_YEAR = re.compile(r"(?<!\d)(?:19[89]\d|20[0-3]\d)(?!\d)")


@given(SCRAPS, st.integers(0, 12), st.integers(0, 40))
def test_what_is_looked_for_is_found_where_its_pattern_finds_it(text: str, start: int, length: int) -> None:
    start, end = min(start, len(text)), min(start + length, len(text))
    assert words_in(text, start, end) == [m.span() for m in _WORD.finditer(text, start, end)]
    assert where(text, DIGIT) == [m.start() for m in re.finditer(r"\d", text)]
    assert where(text, CLAUSE) == [m.start() for m in re.finditer(r"[\n.!?;:]", text)]
    assert where(text, BREAK) == [m.start() for m in re.finditer(r"[\n.!?؟…]", text)]
    assert holds(text, LATIN) == (re.search(r"[a-z]", text) is not None)
    assert _standing(text, "zur") == [m.start() for m in re.finditer(r"(?<![\w-])zur(?![\w-])", text)]
    words = "|".join(word.strip() for word in _prepositions())
    assert _behind_prepositions(text) == [m.end() for m in re.finditer(rf"\b(?:{words})(?= )", text)]
    written = fold(text).text
    years = _YEAR.findall(written[start : start + length])
    assert _last_year(written, start, min(start + length, len(written))) == (int(years[-1]) if years else 0)


@given(TEXTS, st.integers(0, 30), st.integers(0, 4))
def test_the_first_hit_from_a_place_on_is_that_of_the_library(text: str, position: int, low: int) -> None:
    hits = read(text, MATCHER).hits
    low = min(low, len(hits))
    assert first_hit(list(hits), position, low) == bisect_left([h.start for h in hits], position, low)


@given(TEXTS)
def test_a_look_that_finds_nothing_gives_nothing_ever(text: str) -> None:
    reading = read(text, MATCHER)
    nothing = reading.within(0, 0, "harm")
    assert nothing == []
    assert [h.at for h in reading.hits] == list(range(len(reading.hits)))

"""A linter over all words: no form that text never contains, nothing twice, nothing unknown, nothing unreachable."""

import re
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

import tawthiq.knowledge
from tawthiq.knowledge.load import LANGUAGES, lexicon, names, toml
from tawthiq.text.fold import fold_word
from tawthiq.text.phrases import PhraseMatcher

ROOT = Path(tawthiq.knowledge.__file__).parent
FILES = sorted(p.relative_to(ROOT).as_posix() for p in ROOT.rglob("*") if p.suffix in (".toml", ".tsv"))
PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@pytest.mark.parametrize("name", FILES)
def test_a_file_holds_only_letters_that_text_is_written_in(name: str) -> None:
    content = (ROOT / name).read_text(encoding="utf-8")
    assert unicodedata.normalize("NFC", content) == content
    assert not PRESENTATION.search(content), "presentation forms never match ordinary text"
    assert not INVISIBLE.search(content)
    if name.endswith(".tsv"):
        assert "\u0640" not in content, "tatweel is folded away"


def test_no_word_to_be_matched_has_a_tatweel() -> None:
    assert not [(e.source, w) for e in lexicon() for w in e.words if "\u0640" in w]


@pytest.mark.parametrize("name", [f for f in FILES if f.endswith(".toml")])
def test_a_toml_file_parses(name: str) -> None:
    assert toml(name)


def test_both_languages_have_the_same_lexicons() -> None:
    arabic, english = (set(names(lang, ".toml")) for lang in LANGUAGES)
    only_arabic = {"clitics.toml"}  # no letters are joined to English words
    assert arabic - english <= only_arabic
    assert english - arabic <= {"digit_endings.toml"}  # 25th: Arabic writes no such endings


def test_no_word_stands_twice_in_one_category_with_one_meaning() -> None:
    seen: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for entry in lexicon():
        for word in entry.words:
            key = (entry.category, repr(sorted(entry.attributes.items(), key=str)) + entry.id, fold_word(word))
            seen[key].append(f"{entry.source}: {word}")
    twice = {k[2]: v for k, v in seen.items() if len(v) > 1}
    assert not twice


def test_harms_groups_and_kinds_are_codes_of_the_vocabularies() -> None:
    harms, groups, kinds = (set(toml(f"vocabularies/{v}.toml")) for v in ("harms", "groups", "kinds"))
    internal_kinds = {"attack", *toml("vocabularies/kind_votes.toml")["codes"]}
    unknown = []
    for entry in lexicon():
        known = {
            "harm": harms | {"malnourished"},
            "people": groups | {"people"},
            "kind": kinds | internal_kinds,
        }.get(entry.category)
        if known is not None and entry.id not in known:
            unknown.append((entry.source, entry.id))
        if entry.category in ("harm", "people"):
            harm, kind = entry.attributes.get("harm"), entry.attributes.get("kind")
            unknown += [(entry.source, c) for c in (harm,) if c and c not in harms]
            unknown += [(entry.source, c) for c in (kind,) if c and c not in kinds]
    assert not unknown


def test_every_word_is_found_by_the_dictionary_pass() -> None:
    matcher = PhraseMatcher(lexicon())
    lost = []
    for entry in lexicon():
        for word in entry.words:
            folded = fold_word(word)
            hits = matcher.find(f" {folded} ")
            if not any(
                h.category == entry.category and h.start == 1 + len(folded) - len(folded.lstrip()) for h in hits
            ):
                lost.append(f"{entry.source}: {word}")
    assert not lost

"""An office's own words are read beside the product's, change with the file, and say what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tawthiq.domain.document import Document
from tawthiq.extract import extract
from tawthiq.knowledge.definitions import MassacreDefinition, massacre_definitions
from tawthiq.knowledge.gazetteer import load_gazetteer
from tawthiq.knowledge.office_words import (
    OfficeWord,
    OfficeWordsError,
    codes_of,
    entries_of,
    files_of,
    read_office,
    words_beside,
    written,
)
from tests.builders import document

TEXT = "قُتل 9 مدنيين أمس في هجوم بالزعزوع على حارة القرقطوز في مدينة إدلب، نفذته كتائب الشلهوب."
WORDS = (
    OfficeWord("actor", "hts", "كتائب الشلهوب"),
    OfficeWord("kind", "airstrike", "هجوم بالزعزوع"),
    OfficeWord("place", "sy.idlib", "القرقطوز"),
    OfficeWord("weapon", "barrel_bomb", "الزعزوع"),
)


def _file(folder: Path, *words: OfficeWord, version: int = 1) -> Path:
    path = folder / "office.toml"
    path.write_text(written(version, words), encoding="utf-8")
    return path


def _document(text: str) -> Document:
    made = document("d").document
    return type(made)(**{**{f: getattr(made, f) for f in made.__dataclass_fields__}, "text": text, "lang": "ar"})


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = _file(tmp_path, *WORDS, OfficeWord("actor", "gov", 'A "quoted" \\ name'), version=7)
    own = read_office(path)
    assert own.version == 7
    assert set(own.words) == {*WORDS, OfficeWord("actor", "gov", 'A "quoted" \\ name')}
    assert written(own.version, reversed(own.words)) == path.read_text(encoding="utf-8")


def test_reading_uses_the_words_and_forgets_them_with_the_file(tmp_path: Path) -> None:
    said = _document(TEXT)
    plain = extract(said, None).accounts
    read = extract(said, _file(tmp_path, *WORDS)).accounts
    assert {a.code for account in read for a in account.actors} == {"hts"}
    assert {w.code for account in read for w in account.weapons} == {"barrel_bomb"}
    assert {account.kind for account in read} == {"airstrike"}
    assert not {a.code for account in plain for a in account.actors}
    assert not {w.code for account in plain for w in account.weapons}
    for account in read:
        for mention in (*account.actors, *account.weapons):
            span = mention.quote.span
            assert TEXT[span.start : span.end] == mention.quote.text
    again = extract(said, _file(tmp_path, *WORDS[:1], version=2)).accounts
    assert {a.code for account in again for a in account.actors} == {"hts"}
    assert not {w.code for account in again for w in account.weapons}


def test_a_place_is_found_by_the_offices_word_before_others_of_the_name(tmp_path: Path) -> None:
    from tawthiq.extract.matcher import the_gazetteer

    name, ids = next((n, i) for n, i in load_gazetteer().names.items() if len(i) > 2 and not n.isascii())
    found = the_gazetteer(_file(tmp_path, OfficeWord("place", ids[-1], name), OfficeWord("place", ids[-1], "القرقطوز")))
    assert found.names["القرقطوز"] == (ids[-1],)
    assert found.names[name][0] == ids[-1]
    assert set(found.names[name]) == set(ids)
    assert "القرقطوز" not in load_gazetteer().names


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("version = [", "office.toml"),
        ('[[word]]\nkind = "place"', "word 1 needs a list of words"),
        ('[[word]]\nkind = "colour"\ncode = "red"\nwords = ["red"]', "kind is one of"),
        ('[[word]]\nkind = "actor"\ncode = "nobody"\nwords = ["them"]', "no such code"),
        ('[[word]]\nkind = "actor"\ncode = "gov"\nwords = ["x"]', "at least two letters"),
        ('[[word]]\nkind = "actor"\ncode = "gov"\nwords = ["two\\nlines"]', "at least two letters"),
        ("word = 3", "under"),
        ("word = [3]", "word 1 is no table"),
    ],
)
def test_a_file_that_is_wrong_is_named_with_its_entry(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "office.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OfficeWordsError, match=said):
        read_office(path)


def test_a_place_that_is_none_is_named(tmp_path: Path) -> None:
    from tawthiq.extract.matcher import the_gazetteer

    with pytest.raises(ValueError, match=r"no\.such\.place: no such place"):
        the_gazetteer(_file(tmp_path, OfficeWord("place", "no.such.place", "القرقطوز")))


def test_the_offices_words_come_before_its_places_and_bring_them(tmp_path: Path) -> None:
    assert words_beside(tmp_path) is None
    places = tmp_path / "places.tsv"
    places.write_text("", encoding="utf-8")
    assert words_beside(tmp_path) == places
    path = _file(tmp_path, *WORDS)
    assert words_beside(tmp_path) == path
    assert files_of(path) == (path, places)
    assert read_office(places).words == ()


def test_every_code_can_be_named_in_either_language() -> None:
    for kind in ("actor", "weapon", "kind"):
        assert len(codes_of(kind)) > 5
        words = [OfficeWord(kind, code, word) for code in codes_of(kind) for word in ("القرقطوز", "Qurqutuz")]
        assert [e.id for e in entries_of(words)] == [w.code for w in words]


def test_an_offices_definitions_of_massacre_stand_beside_the_products(tmp_path: Path) -> None:
    own = MassacreDefinition("our_office", "مكتبنا: أربعة قتلى", "Our office: four killed", 4)
    stricter = MassacreDefinition("snhr", "غيرها: ستة", "Another: six", 6, "civilian")
    path = tmp_path / "office.toml"
    path.write_text(written(3, WORDS, (own, stricter)), encoding="utf-8")
    assert read_office(path).definitions == (own, stricter)
    assert {d.id: d.least for d in massacre_definitions(path)} == {"our_office": 4, "snhr": 6}
    assert [d.id for d in massacre_definitions()] == ["snhr"]
    assert set(read_office(path).words) == set(WORDS)


@pytest.mark.parametrize(
    "entry",
    [
        'id = "x"\nmin_killed = 0\nen = "a"\nar = "b"',
        'id = "X y"\nmin_killed = 3\nen = "a"\nar = "b"',
        'id = "x"\nmin_killed = 3\nen = "a"',
        'id = "x"\nmin_killed = 3\nen = "a"\nar = "b"\ngroup = "nobody"',
        'id = "x"\nmin_killed = "three"\nen = "a"\nar = "b"',
    ],
)
def test_a_definition_that_says_too_little_is_named(tmp_path: Path, entry: str) -> None:
    path = tmp_path / "office.toml"
    path.write_text(f"[[massacre]]\n{entry}\n", encoding="utf-8")
    with pytest.raises(OfficeWordsError, match="definition of massacre 1"):
        read_office(path)

"""The gazetteer: its data are clean, names lead to the right places in the right order, homonyms are told apart."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from tawthiq.domain.where import Place
from tawthiq.knowledge import geonames
from tawthiq.knowledge.gazetteer import Gazetteer, kilometres, load_gazetteer, own_rows
from tawthiq.knowledge.place_spelling import arabic_forms, latin_forms, matching_key, place_key
from tawthiq.knowledge.place_tables import LEVELS, PlaceRow, PlaceTableError, format_table, parse_table

ROOT = Path(__file__).parents[2]
LIST = ROOT.parent / "shared" / "data" / "syria_places.jsonl"
ROWS = list(own_rows())
BY_ID = {row.id: row for row in ROWS}
# Latitude and longitude bounds, with a little room for places on the border.
BOXES = {
    "sy": (32.2, 37.5, 35.5, 42.5),
    "iq": (28.9, 37.5, 38.6, 48.8),
    "lb": (33.0, 34.8, 35.0, 36.7),
    "jo": (29.1, 33.5, 34.8, 39.4),
    "ps": (31.1, 32.7, 34.1, 35.7),
    "il": (29.3, 33.5, 34.1, 36.0),
    "tr": (35.7, 42.3, 25.5, 45.0),
    "ye": (11.8, 19.1, 41.5, 54.8),
    "ly": (19.3, 33.4, 9.2, 25.3),
    "sd": (8.5, 22.3, 21.7, 38.8),
    "eg": (21.8, 31.8, 24.6, 37.1),
    "sa": (16.2, 32.3, 34.4, 55.8),
    "ua": (44.2, 52.5, 22.0, 40.4),
    "mm": (9.5, 28.7, 92.0, 101.3),
}


def gazetteer() -> Gazetteer:
    return load_gazetteer()


def ids(name: str) -> tuple[str, ...]:
    return gazetteer().names.get(name, ())


# --- the data -------------------------------------------------------------------------------------------------------


def test_tables_hold_no_presentation_forms_tatweel_or_vowel_marks() -> None:
    bad = re.compile("[\ufb50-\ufdff\ufe70-\ufeff\u0640\u064b-\u0650\u0652]")
    folder = ROOT / "tawthiq" / "knowledge" / "places"
    found = [
        f"{path.name}:{number}: {line[:60]}"
        for path in sorted(folder.glob("*.tsv"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if bad.search(line)
    ]
    assert not found


def test_arabic_cells_are_arabic_and_latin_cells_latin() -> None:
    arabic = re.compile(r"[\u0621-\u0651 A-Z0-9.()/-]*")
    latin = re.compile(r"[A-Za-zÀ-ž0-9 .,'’&/()_êîûĞğİıŞşÇç-]*")
    wrong = [
        f"{row.id}: {name}"
        for row in ROWS
        for names, script in (((row.name_ar, *row.variants_ar), arabic), ((row.name_en, *row.variants_en), latin))
        for name in names
        if not script.fullmatch(name)
    ]
    assert not wrong


def test_ids_are_unique_readable_and_under_their_country() -> None:
    assert [i for i, n in Counter(row.id for row in ROWS).items() if n > 1] == []
    assert [row.id for row in ROWS if not re.fullmatch(r"[a-z0-9]+(?:[.-][a-z0-9]+)*", row.id)] == []
    for row in ROWS:
        if row.level != "country":
            assert row.id.split(".")[0] in BY_ID, row.id


def test_levels_are_known_and_parents_exist() -> None:
    assert {row.level for row in ROWS} <= LEVELS
    assert [row.id for row in ROWS if row.level != "country" and row.parent not in BY_ID] == []
    assert [row.id for row in ROWS if row.level == "country" and row.parent] == []


def test_no_name_occurs_twice_at_one_level_of_one_parent() -> None:
    for language in ("name_en", "name_ar"):
        counted = Counter((getattr(row, language), row.parent, row.level) for row in ROWS if getattr(row, language))
        assert [key for key, n in counted.items() if n > 1] == []


def test_coordinates_lie_in_the_country() -> None:
    outside = []
    for row in ROWS:
        south, north, west, east = BOXES.get(row.id.split(".")[0], (-90, 90, -180, 180))
        if row.lat is None or row.lon is None or not (south <= row.lat <= north and west <= row.lon <= east):
            outside.append(f"{row.id} {row.lat} {row.lon}")
    assert not outside


def test_syrian_towns_lie_near_the_seat_of_their_subdistrict() -> None:
    far = []
    for row in ROWS:
        above = BY_ID.get(row.parent)
        if above is None or above.level not in ("subdistrict", "city", "town") or not row.id.startswith("sy."):
            continue
        assert row.lat is not None
        assert row.lon is not None
        assert above.lat is not None
        assert above.lon is not None
        if kilometres(row.lat, row.lon, above.lat, above.lon) > (12 if row.level == "neighbourhood" else 130):
            far.append(row.id)
    assert not far


def test_notes_say_only_what_is_defined() -> None:
    allowed = re.compile(r"ambiguous|approx|gn:[A-Z]{2}\.\w+|pop:\d+")
    assert [row.id for row in ROWS if not all(allowed.fullmatch(w) for w in row.note.split())] == []


def test_villages_of_the_west_bank_have_their_governorate() -> None:
    """GeoNames knows only "West Bank"; a report is searched by governorate."""
    for name, governorate in (("Deir Jarir", "ps.ramallah"), ("مادما", "ps.nablus"), ("Barta'a", "ps.jenin")):
        assert [gazetteer().places[i].governorate for i in ids(name)] == [governorate], name
    nowhere = [p.id for p in gazetteer().places.values() if p.country == "ps" and p.id.startswith("gn.")]
    assert len(nowhere) < 150


def test_front_line_villages_are_known_in_both_scripts() -> None:
    for latin, arabic in (("Kozacha Lopan", "كوزاتشا لوبان"), ("Ocheretyne", "أوشيريتين"), ("Lyptsi", "ليبتسي")):
        assert ids(latin) == ids(arabic) != (), latin


def test_syria_is_thorough() -> None:
    levels = Counter(row.level for row in ROWS if row.id.startswith("sy."))
    assert levels["governorate"] == 14
    assert levels["district"] == 65
    assert levels["subdistrict"] >= 270
    assert levels["city"] + levels["town"] + levels["village"] >= 1500
    assert levels["neighbourhood"] >= 350
    assert sorted(row.pcode for row in ROWS if row.level == "governorate" and row.pcode.startswith("SY")) == [
        f"SY{number:02}" for number in range(1, 15)
    ]


@pytest.mark.skipif(not LIST.is_file(), reason="the shared list is not here")
def test_a_third_of_the_official_places_are_known_where_they_are() -> None:
    known: dict[str, list[Place]] = {}
    for name, found in gazetteer().names.items():
        known.setdefault(matching_key(name), []).extend(gazetteer().places[i] for i in found)
    wanted = [json.loads(line)["gold"] for line in LIST.read_text(encoding="utf-8").splitlines()]
    wanted = [gold for gold in wanted if gold["lat"] is not None]
    hits = 0
    for gold in wanted:
        places = [p for n in (gold["name_ar"], gold["name_en"]) if n for p in known.get(matching_key(n), ())]
        hits += any(
            p.lat is not None and p.lon is not None and kilometres(p.lat, p.lon, gold["lat"], gold["lon"]) <= 10
            for p in places
        )
    assert hits / len(wanted) >= 0.2


# --- names ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("دير الزور", "sy.deir-ez-zor"),
        ("ديرالزور", "sy.deir-ez-zor"),
        ("Deir Ezzor", "sy.deir-ez-zor"),
        ("Deir al-Zor", "sy.deir-ez-zor"),
        ("Dayr az-Zawr", "sy.deir-ez-zor"),
        ("ريف دمشق", "sy.rif-dimashq"),
        ("Rural Damascus", "sy.rif-dimashq"),
        ("منبج", "sy.aleppo.manbij"),
        ("Tal Rifaat", "sy.aleppo.tell-rifaat"),
        ("Tel Rifaat", "sy.aleppo.tell-rifaat"),
        ("as-Sukhnah", "sy.homs.sukhnah"),
        ("كفر نبل", "sy.idlib.kafr-nabl"),
        ("كفرنبل", "sy.idlib.kafr-nabl"),
        ("الغوطة الشرقية", "sy.rif-dimashq.r.eastern-ghouta"),
        ("Eastern Ghouta", "sy.rif-dimashq.r.eastern-ghouta"),
        ("السوسة", "sy.deir-ez-zor.susah"),
        ("al-Joura", "sy.deir-ez-zor.deir-ez-zor.joura"),
        ("الجورة", "sy.deir-ez-zor.deir-ez-zor.joura"),
        ("الموصل", "iq.nineveh.mosul"),
        ("Ukraine", "ua"),
    ],
)
def test_a_name_leads_first_to(written: str, first: str) -> None:
    assert ids(written)[0] == first


def test_homonyms_are_kept_apart() -> None:
    assert {"sy.deir-ez-zor.deir-ez-zor.hamidiyah", "sy.homs.homs.hamidiyah", "sy.tartus.hamidiyah-tartus"} <= set(
        ids("الحميدية")
    )
    cities = {gazetteer().places[i].parent for i in ids("القصور")}
    assert {"sy.deir-ez-zor.deir-ez-zor", "sy.homs.homs", "sy.hama.hama"} <= cities


def test_a_district_and_its_seat_are_two_places() -> None:
    assert {"sy.aleppo.manbij", "sy.aleppo.d.manbij", "sy.aleppo.n.manbij"} <= set(ids("Manbij"))


def test_spellings_that_fold_to_one_lead_to_the_same_places() -> None:
    assert ids("إدلب") == ids("ادلب")
    assert ids("صعدة")[0] == "ye.saada"
    assert ids("صعده") in ((), ids("صعدة"))


def test_ordinary_words_are_marked() -> None:
    assert "الباب" in gazetteer().ambiguous_names
    assert "السكري" in gazetteer().ambiguous_names
    assert gazetteer().places["sy.aleppo.al-bab"].ambiguous
    assert "al-Bab" not in gazetteer().ambiguous_names
    assert "دير الزور" not in gazetteer().ambiguous_names
    assert not gazetteer().places["sy.aleppo.manbij"].ambiguous


@pytest.mark.parametrize(
    "word", ["Of", "Has", "Man", "Side", "Hit", "Till", "Tall", "Reading", "Nice", "Mobile", "ليل", "كان"]
)
def test_ordinary_words_of_the_wide_world_are_no_places(word: str) -> None:
    assert not [i for i in ids(word) if i.startswith("gn.")]


def test_latin_forms_vary_article_and_letters() -> None:
    forms = latin_forms("al-Sukhnah")
    assert {"al-Sukhnah", "as-Sukhnah", "Sukhnah", "al Sukhnah", "el-Sukhnah", "al-Sukhna"} <= {
        f[:1].lower() + f[1:] if f.lower().startswith(("al", "as", "el")) else f
        for f in latin_forms("al-Sukhnah", limit=60)
    }
    assert forms[0] == "al-Sukhnah"
    assert len(latin_forms("Khirbet al-Ghazaleh al-Kabirah", limit=10)) <= 10
    assert "Ma'loula" in latin_forms("Ma'loula")
    assert "Maloula" in latin_forms("Ma'loula")


def test_the_stop_list_is_never_made() -> None:
    assert "Tall" not in latin_forms("al-Tall", limit=60)
    assert latin_forms("Mary") == []


def test_arabic_forms_glue_and_part() -> None:
    assert arabic_forms("كفر زيتا") == ["كفر زيتا", "كفرزيتا"]
    assert "كفر نبل" in arabic_forms("كفرنبل")
    assert "شيخ مسكين" in arabic_forms("الشيخ مسكين")


def test_keys() -> None:
    assert place_key("إدلب") == place_key("ادلب") == place_key("أدلب")
    assert place_key("Dayr az-Zawr") == place_key("dayr az zawr")
    assert place_key("Şanlıurfa").startswith("sanl")
    assert matching_key("al-Sukhnah") == matching_key("Sukhnah")
    assert place_key("الباب") != place_key("باب")


# --- the gazetteer --------------------------------------------------------------------------------------------------


def test_path_and_within() -> None:
    g = gazetteer()
    path = [place.id for place in g.path("sy.deir-ez-zor.deir-ez-zor.joura")]
    assert path[0] == "sy.deir-ez-zor.deir-ez-zor.joura"
    assert path[1] == "sy.deir-ez-zor.deir-ez-zor"
    assert path[-2:] == ["sy.deir-ez-zor", "sy"]
    assert g.within("sy.deir-ez-zor.deir-ez-zor.joura", "sy.deir-ez-zor")
    assert g.within("sy", "sy")
    assert not g.within("sy.deir-ez-zor", "sy.aleppo")
    with pytest.raises(KeyError):
        g.within("nowhere", "sy")


def test_every_place_knows_its_country_and_governorate() -> None:
    g = gazetteer()
    place = g.places["sy.deir-ez-zor.deir-ez-zor.joura"]
    assert (place.country, place.governorate) == ("sy", "sy.deir-ez-zor")
    assert all(p.country for p in g.places.values() if not p.id.startswith("gn."))
    assert all(p.parent in g.places for p in g.places.values() if p.parent)


def test_distance() -> None:
    g = gazetteer()
    distance = g.distance_km("sy.damascus.damascus", "sy.aleppo.aleppo")
    assert distance is not None
    assert 300 < distance < 320
    assert g.distance_km("sy", Place("x", "town", "X", "")) is None


def test_rank_prefers_what_the_document_names() -> None:
    g = gazetteer()
    found = ids("الحميدية")
    for city in ("sy.deir-ez-zor", "sy.homs", "sy.tartus"):
        best = g.rank(found, context=[city])[0]
        assert g.within(best, city)
    assert g.within(g.rank(ids("القصور"), context=["sy.homs.homs.khalidiyah"])[0], "sy.homs")
    assert g.within(g.rank(ids("Madaya"), context=["sy.rif-dimashq.zabadani"])[0], "sy.rif-dimashq")


def test_rank_hints_outrank_context_and_cues_break_ties() -> None:
    g = gazetteer()
    assert g.within(g.rank(ids("القصور"), context=["sy.homs"], governorate="sy.hama")[0], "sy.hama")
    assert g.rank(ids("طرابلس"), country="lb")[0].startswith("lb")
    assert g.places[g.rank(ids("منبج"), cue="district")[0]].level == "district"
    assert g.places[g.rank(ids("حلب"), cue="city")[0]].level == "city"
    assert g.rank(ids("حلب"))[0] == "sy.aleppo"
    assert sorted(g.rank(ids("القصور"))) == sorted(ids("القصور"))
    assert g.rank([]) == ()


def test_towns_of_the_region_come_from_geonames_under_their_division() -> None:
    g = gazetteer()
    found = [g.places[i] for i in ids("Kirkuk")]
    assert found[0].id == "iq.kirkuk"
    towns = [p for p in g.places.values() if p.id.startswith("gn.") and p.country == "iq"]
    assert len(towns) > 60
    assert sum(p.governorate is not None for p in towns) / len(towns) > 0.9
    assert not [p for p in g.places.values() if p.id.startswith("gn.") and p.country == "sy"]


def test_towns_of_other_wars_come_from_geonames_under_their_division() -> None:
    g = gazetteer()
    for name, division in (
        ("Damasak", "ng.borno"),
        ("Garoua", "cm.north"),
        ("Mbuji-Mayi", "cd.kasai-oriental"),
        ("Malatya", "tr.malatya"),
    ):
        assert {p.governorate for p in (g.places[i] for i in ids(name))} == {division}, name
    few = [p for p in g.places.values() if p.country in ("ml", "ne", "bf", "af", "so") and p.id.startswith("gn.")]
    assert not [p.name_en for p in few if p.governorate is None]
    short = [name for name, found in g.names.items() if len(name) < 5 and found[0].startswith("gn.")]
    assert not [
        n for n in short if g.places[ids(n)[0]].country in ("ng", "cd") and g.places[ids(n)[0]].population < 200_000
    ]


def test_geonames_scan_reads_flat_records() -> None:
    data = (
        b'{"1": {"geonameid": 1, "name": "A", "countrycode": "IQ", "population": 5, "alternatenames": []}, '
        b'"2": {"geonameid": 2, "name": "B", "countrycode": "FR", "population": 5, "alternatenames": []}, '
        b'"3": {"geonameid": 3, "name": "C", "countrycode": "FR", "population": 2500000, "alternatenames": []}, '
        b'"4": {"geonameid": 4, "name": "D", "countrycode": "SY", "population": 2500000, "alternatenames": []}, '
        b'"5": {"geonameid": 5, "name": "E", "countrycode": "ML", "population": 12000, "alternatenames": []}, '
        b'"6": {"geonameid": 6, "name": "F", "countrycode": "ML", "population": 9000, "alternatenames": []}}'
    )
    assert [record["geonameid"] for record in geonames._scan(data)] == [1, 3, 5]


# --- the tables -----------------------------------------------------------------------------------------------------


def test_tables_round_trip() -> None:
    rows = [PlaceRow("x.y", "town", "x", 1.5, -2.25, "Y", "ي", ("Yy", "Why"), (), "P1", "approx")]
    assert list(parse_table(format_table(rows), "t")) == rows


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("a\tplanet\t\t\t\tA\t", "unknown level 'planet'"),
        ("a\ttown\t\t95\t1\tA\t", "95 is no coordinate"),
        ("a\ttown\t\tx\t1\tA\t", "could not convert"),
        ("\ttown\t\t\t\tA\t", "an id and a name are needed"),
        ("a\ttown\t\t\t\t\t", "an id and a name are needed"),
        ("\t" * 12, "13 cells for 11 columns"),
    ],
)
def test_a_broken_line_is_named(line: str, why: str) -> None:
    text = format_table([]) + line.replace("\t" * 12, "a" + "\tb" * 12) + "\n"
    with pytest.raises(PlaceTableError, match=r"t\.tsv:2: ") as caught:
        list(parse_table(text, "t.tsv"))
    assert why in str(caught.value)


def test_a_wrong_header_is_named() -> None:
    with pytest.raises(PlaceTableError, match=r"t\.tsv:1: the header"):
        list(parse_table("id\tname\n", "t.tsv"))


def test_an_office_adds_its_own_places(tmp_path: Path) -> None:
    table = tmp_path / "places.tsv"
    row = PlaceRow("office.x", "village", "sy.idlib.n.idlib", 35.9, 36.6, "Qwertiyah", "قورطية")
    table.write_text(format_table([row]), encoding="utf-8")
    found = load_gazetteer(table)
    assert found.names["Qwertiyah"] == ("office.x",)
    assert found.places["office.x"].governorate == "sy.idlib"
    assert "Qwertiyah" not in gazetteer().names
    table.write_text(format_table([PlaceRow("office.y", "town", "no.such", 1.0, 1.0, "Y", "")]), encoding="utf-8")
    load_gazetteer.cache_clear()
    with pytest.raises(PlaceTableError, match="no such parent"):
        load_gazetteer(table)

"""`places import` takes an official list into the office's own; `places find` shows what a name can mean."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tawthiq.extract.matcher import the_gazetteer
from tawthiq.knowledge.gazetteer import Gazetteer
from tests.cli.running import Ran, run

LIST = (
    "ADM1_EN,ADM1_AR,ADM1_PCODE,ADM4_EN,ADM4_AR,ADM4_PCODE,lat,lon\n"
    "Aleppo,حلب,SY02,Tall Mithal,تل مثال,C9001,36.41,37.52\n"
    "Idleb,إدلب,SY07,Khirbat Namudhaj,خربة نموذج,C9002,35.88,36.61\n"
)
"""Two villages that are on no map."""


@pytest.fixture
def official(tmp_path: Path) -> Path:
    path = tmp_path / "syr_admin4.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register's folder with the list taken in and nothing else; one, because its dictionary takes seconds to build."""
    folder = tmp_path_factory.mktemp("office")
    path = folder / "syr_admin4.csv"
    path.write_text(LIST, encoding="utf-8")
    done = run("places", "import", path, "--register", folder / "register")
    assert (done.status, done.err) == (0, "")
    assert "2 places added, 0 known already, 0 skipped" in done.out
    return folder / "register"


class _Loaded:
    """The gazetteer as it was loaded once; an import reads it anew each time, which takes seconds."""

    def __call__(self, office: Path | None = None) -> Gazetteer:
        return the_gazetteer(office)

    def cache_clear(self) -> None:
        """Nothing is forgotten."""


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Imports of this test find the gazetteer loaded."""
    monkeypatch.setattr("tawthiq.knowledge.import_places.load_gazetteer", _Loaded())


def found(done: Ran) -> list[dict[str, str]]:
    assert (done.status, done.err) == (0, "")
    return list(csv.DictReader(io.StringIO(done.out), delimiter="\t"))


def test_an_imported_place_is_found_and_read(register: Path) -> None:
    table = register / "places.tsv"
    assert run("places", "find", "Tall Mithal").status == 1
    place = found(run("places", "find", "تل مثال", "--places", table))[0]
    assert (place["name_en"], place["pcode"], place["level"]) == ("Tall Mithal", "C9001", "town")
    assert "Aleppo" in place["lies_in"]
    text = "قُتل خمسة مدنيين في قصف مدفعي على بلدة تل مثال بريف حلب يوم 4 حزيران 2015."
    document = json.dumps({"id": "x", "text": text}).encode()
    told = json.loads(run("extract", "--jsonl", "-", "--places", table, stdin=document).out)
    assert told["accounts"][0]["place"]["id"] == place["id"]


def test_a_register_uses_its_own_list(register: Path, tmp_path: Path) -> None:
    source = tmp_path / "report.txt"
    source.write_text("Five civilians were killed when shells hit Khirbat Namudhaj on 4 June 2015.\n", encoding="utf-8")
    assert run("build", source, "--out", register).status == 0
    incident = json.loads((register / "incidents.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert incident["place"]["name_en"] == "Khirbat Namudhaj"
    table = run("statistics", "--register", register, "--by", "governorate").out
    assert "\tIdlib\t1\t" in table


@pytest.mark.usefixtures("loaded")
def test_importing_again_adds_nothing(official: Path, register: Path) -> None:
    office = register / "places.tsv"
    before = office.read_bytes()
    done = run("places", "import", official, "--office", office)
    assert (done.status, done.err) == (0, "")
    assert "0 places added, 2 known already" in done.out
    assert office.read_bytes() == before


@pytest.mark.usefixtures("loaded")
def test_bad_rows_are_named_and_the_rest_is_taken_in(official: Path, tmp_path: Path) -> None:
    official.write_text(
        LIST + "Aleppo,حلب,SY02,Nowhere,لا مكان,C9003,900,37\nAleppo,حلب,SY02,,,C9004,36,\n", encoding="utf-8"
    )
    done = run("places", "import", official, "--office", tmp_path / "office.tsv")
    assert done.status == 1
    assert "2 places added" in done.out
    assert f"{official.name}:4" in done.complaints[0]
    assert done.complaints[-1] == f"tawthiq: {len(done.complaints) - 1} of 4 rows were skipped; the others were read"


@pytest.mark.usefixtures("loaded")
def test_a_list_of_no_known_format_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "shopping.csv"
    path.write_text("item,price\nbread,3\n", encoding="utf-8")
    done = run("places", "import", path, "--office", tmp_path / "office.tsv")
    assert done.status == 1
    assert len(done.complaints) == 1
    assert "shopping.csv" in done.complaints[0]
    assert not (tmp_path / "office.tsv").exists()


@pytest.mark.usefixtures("loaded")
def test_a_list_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    done = run("places", "import", tmp_path / "none.csv", "--office", tmp_path / "office.tsv")
    assert done.status == 1
    assert len(done.complaints) == 1
    assert "none.csv" in done.complaints[0]


def test_homonyms_are_ranked_the_likeliest_first() -> None:
    rows = found(run("places", "find", "Manbij"))
    assert [row["rank"] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
    assert rows[0]["level"] == "city"
    assert {"district", "subdistrict"} <= {row["level"] for row in rows[1:]}


@pytest.mark.parametrize("name", ["دير الزور", "Deir ez-Zor", "deir ezzor", "Deir Ezzor"])
def test_one_place_is_found_by_all_its_spellings(name: str) -> None:
    rows = found(run("places", "find", name))
    assert {row["name_en"] for row in rows} == {"Deir ez-Zor"}


def test_a_name_that_is_not_known_is_said_with_what_is_near() -> None:
    done = run("places", "find", "Manbjj")
    assert done.status == 1
    assert len(done.complaints) == 1
    assert "Manbij" in done.err
    assert run("places", "find", "qqqqqqqqqq").complaints == ["tawthiq: qqqqqqqqqq: no such place"]
    assert run("places", "find", "!!").status == 1


def test_a_terminal_gets_a_drawn_table() -> None:
    done = run("places", "find", "Manbij", terminal=True)
    assert done.status == 0
    assert "\t" not in done.out
    assert "Manbij" in done.out

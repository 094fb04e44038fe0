"""Spark reads what every engine reads: the same claims and incidents, whatever the inputs are cut into."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from tawthiq.cli import tawthiq
from tawthiq.domain.document import Unreadable
from tests.builders import document
from tests.ingest.test_warc import archive

pytest.importorskip("pyspark")

from tawthiq.engines.spark import sources, tables
from tawthiq.engines.spark.lake import LakeError, files_under, open_stream
from tawthiq.engines.spark.pieces import Held, read_piece
from tawthiq.engines.spark.sources import Piece, Source, list_sources, survey

ROOT = Path(__file__).parents[2]
needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs a Java runtime")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(tawthiq, [str(a) for a in arguments])


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    """JSON Lines with letters of several bytes, blank lines, a broken line, and an id that comes twice."""
    rows = [
        json.dumps({"id": f"p{n}", "text": f"قُتل {n + 2} مدنيين في قصف على دوما يوم {n % 28 + 1} آب 2015."})
        for n in range(40)
    ]
    rows[7] = "{broken"
    rows.insert(20, "")
    rows.append(json.dumps({"id": "p3", "text": "the same id again"}))
    path = tmp_path / "posts.jsonl"
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def pieces_of(path: Path) -> list[Piece]:
    (source,) = list_sources([], [str(path)])
    assert isinstance(source, Source)
    found = list(survey(source))
    assert all(isinstance(piece, Piece) for piece in found)
    return [piece for piece in found if isinstance(piece, Piece)]


@pytest.mark.parametrize(("stretch", "block"), [(1, 64), (300, 128), (1000, 512), (10**9, 1 << 20)])
def test_lines_cut_anywhere_are_the_lines(
    posts: Path, monkeypatch: pytest.MonkeyPatch, stretch: int, block: int
) -> None:
    whole = [item for piece in pieces_of(posts) for item in read_piece(piece, Held())]
    monkeypatch.setattr(sources, "STRETCH", stretch)
    monkeypatch.setattr(sources, "_BLOCK", block)
    cut = pieces_of(posts)
    assert stretch > 5000 or len(cut) > 3
    parts = [item for piece in cut for item in read_piece(piece, Held())]
    assert [item for _, item in parts] == [item for _, item in whole]
    assert [p for p, _ in parts] == sorted({p for p, _ in parts})
    assert any(isinstance(item, Unreadable) and "line 8" in item.message for _, item in parts)


def test_an_address_is_read_like_a_path(posts: Path) -> None:
    assert open_stream(posts.as_uri()).read() == posts.read_bytes()
    (posts.parent / ".hidden.jsonl").write_text("")
    (posts.parent / "below").mkdir()
    (posts.parent / "below" / "more.jsonl").write_text("")
    assert files_under(posts.parent.as_uri()) == [
        f"{posts.parent.as_uri()}/below/more.jsonl", f"{posts.parent.as_uri()}/posts.jsonl",
    ]  # fmt: skip
    with pytest.raises(LakeError, match="no such file"):
        files_under((posts.parent / "absent").as_uri())


def test_only_files_of_many_documents_are_read_from_an_address(posts: Path) -> None:
    (posts.parent / "page.html").write_text("<p>x</p>")
    page, listed = list_sources([posts.parent.as_uri()], [])
    assert isinstance(page, tuple)
    assert page[1].code == "format"
    assert isinstance(listed, Source)
    assert listed.format == "lines"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Result, Result]:
    """One set of inputs of every kind, built here and on Spark."""
    base = tmp_path_factory.mktemp("spark")
    lake = base / "lake"
    lake.mkdir()
    archive(lake / "crawl.warc.gz")
    (lake / "notes.txt").write_text("قُتل خمسة مدنيين في غارة جوية على بلدة كفرنبل يوم 3 آذار 2016.", encoding="utf-8")
    (lake / "broken.pdf").write_bytes(b"%PDF-1.4 and nothing else")
    texts = [f"Shelling killed {n} civilians in Douma on {n} August 2015." for n in range(2, 12)]
    pq.write_table(
        pa.table({"id": [f"q{n}" for n in range(10)], "text": texts}), lake / "rows.parquet", row_group_size=3
    )
    more = base / "more.jsonl"
    rows = [{"id": "m1", "text": texts[0]}, {"id": "m1", "text": texts[1]}, {"id": "m2", "text": "half \ud83d a pair"}]
    more.write_text("\n".join(json.dumps(r) for r in rows) + "\n{", encoding="utf-8")
    inputs = (lake, ROOT / "examples", base / "absent", "--jsonl", more, "--jsonl", base / "missing.jsonl")
    here, tables_dir, there = base / "here", base / "tables", base / "there"
    run("build", *inputs, "--out", here)
    build = run("build", *inputs, "--engine", "spark", "--spark-master", "local[2]", "--out", tables_dir)
    load = run("load", tables_dir, "--out", there)
    return here, there, build, load


@needs_java
def test_spark_gives_the_register_that_this_machine_gives(built: tuple[Path, Path, Result, Result]) -> None:
    here, there, build, load = built
    assert build.exit_code == load.exit_code == 1, build.output  # the broken inputs are named
    for name in ("incidents.jsonl", "accounts.jsonl", "findings.jsonl", "origins.jsonl", "report.ar.html"):
        assert (there / name).read_bytes() == (here / name).read_bytes(), name
    assert len(lines(here / "incidents.jsonl")) > 20


@needs_java
def test_what_could_not_be_read_is_named_by_both(built: tuple[Path, Path, Result, Result]) -> None:
    here, there, build, _ = built
    failed = [r["error"]["code"] for r in lines(here / "documents.jsonl") if "error" in r]  # type: ignore[index]
    again = [r["error"]["code"] for r in lines(there / "documents.jsonl") if "error" in r]  # type: ignore[index]
    assert sorted(failed) == sorted(again)
    assert {"no_text", "duplicate_id", "bad_line", "unreadable"} <= set(failed)
    assert "missing.jsonl" in build.output


@needs_java
def test_the_originals_of_pages_come_along(built: tuple[Path, Path, Result, Result]) -> None:
    _, there, _, _ = built
    pages = [
        r for r in lines(there / "documents.jsonl") if str(r["id"]).startswith("crawl.warc.gz#") and "error" not in r
    ]
    assert len(pages) == 2
    for page in pages:
        sha256 = str(page["sha256"])
        assert (there / "originals" / sha256[:2] / sha256).is_file()


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(tables.TablesError, match="no tables"):
        tables.load_tables(str(tmp_path), tables.Atlas())
    (tmp_path / tables.SUMMARY).write_text('{"format": 0}')
    with pytest.raises(tables.TablesError, match="another version"):
        tables.load_tables(str(tmp_path), tables.Atlas())


def test_a_model_does_not_read_on_a_cluster(tmp_path: Path) -> None:
    model = ("--extractor", "openai", "--llm-model", "m", "--llm-url", "http://localhost:1")
    result = run("build", ROOT / "examples", "--engine", "spark", *model, "--out", tmp_path / "o")
    assert result.exit_code == 2
    assert "--engine local" in result.output


@needs_java
def test_linking_on_spark_gives_the_pairs_and_scores_of_this_machine() -> None:
    from tawthiq.engines.spark import session, spark_scorer
    from tawthiq.link.columns import columns
    from tawthiq.link.scores import score_pairs
    from tawthiq.link.telling import rare_words, tellings
    from tests.link.test_levels import some_account

    chance = random.Random(1)
    published = [None, "2017-10-30", "2018-01-06"]
    made = [document(f"d{n:03}", some_account(chance), published=chance.choice(published) or "") for n in range(60)]
    found, _ = tellings(made)
    table = columns(found, rare_words(found))
    here = score_pairs(table)
    with session("local[2]") as spark:
        there = spark_scorer(spark)(table)
    assert len(here.first) > 200
    for name in ("first", "second", "score", "enough"):
        assert getattr(there, name).tolist() == getattr(here, name).tolist(), name

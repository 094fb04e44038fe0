"""A build that did not come to its end goes on where it was, and ends as if nothing had happened."""

from __future__ import annotations

import errno
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tawthiq import pipeline
from tawthiq.cli import unfinished as module
from tawthiq.cli.reading_version import reading_version
from tawthiq.cli.unfinished import UNFINISHED, Unfinished, unfinished
from tawthiq.domain.account import Extraction
from tawthiq.domain.document import Document
from tests.cli.reports import FILES, write_reports
from tests.cli.running import run
from tests.cli.test_build import contents
from tests.cli.test_reader import good, log_of
from tests.readers.server import serving

OFFICE = 'version = 1\n[[word]]\nkind = "place"\ncode = "sy.idlib"\nwords = ["Idlibtown of ours"]\n'


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the documents that are read, as they are."""
    ids: list[str] = []

    def counted(document: Document, *rest: Any, **more: Any) -> Any:
        ids.append(document.id)
        return extract_one(document, *rest, **more)

    extract_one = pipeline.extract_one
    monkeypatch.setattr(pipeline, "extract_one", counted)
    monkeypatch.setattr(module, "_MOST", 2)
    return ids


def stopped(reports: Path, out: Path, *options: str | Path) -> None:
    """A build that ends when all is read, before anything is written."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("tawthiq.cli.build.write_register", _no_space)
        assert run("build", reports, "--out", out, *options).status == 1


def _no_space(*_: Any, **__: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device", "somewhere")


def segments(out: Path) -> list[Path]:
    return sorted((out / UNFINISHED).glob("read-*"))


@pytest.mark.parametrize("options", [(), ("--engine", "pool", "--workers", "1")])
def test_what_was_read_is_taken_and_the_bytes_are_the_same(
    options: tuple[str, ...], built: Path, reports: Path, tmp_path: Path, read: list[str]
) -> None:
    out = tmp_path / "register"
    stopped(reports, out)
    assert len(segments(out)) == 3
    segments(out)[1].unlink()
    read.clear()
    done = run("build", reports, "--out", out, *options)
    assert done.status == 0
    assert done.complaints == [
        "tawthiq: an interrupted build read 3 documents; what it read is taken (--fresh begins anew)",
        "tawthiq: 3 of 5 documents were taken from the interrupted build",
        "tawthiq: the interrupted build had linked them and weighed 2 of 2 incidents; that was taken",
    ]
    assert options or read == sorted(FILES)[2:4]
    assert contents(out) == contents(built)
    assert not (out / UNFINISHED).exists()


def test_a_build_that_ends_well_leaves_nothing(built: Path) -> None:
    assert not (built / UNFINISHED).exists()


def test_begun_anew_all_is_read(reports: Path, tmp_path: Path, read: list[str]) -> None:
    out = tmp_path / "register"
    stopped(reports, out)
    read.clear()
    assert run("build", reports, "--out", out, "--fresh").err == ""
    assert read == sorted(FILES)


def test_a_document_that_is_another_by_now_is_read_anew(tmp_path: Path, read: list[str]) -> None:
    reports, out = write_reports(tmp_path / "reports"), tmp_path / "register"
    stopped(reports, out)
    read.clear()
    (reports / "strike.en.txt").write_text(FILES["strike.en.txt"].replace("15", "16"), encoding="utf-8")
    manifest = (reports / "manifest.csv").read_text(encoding="utf-8")
    (reports / "manifest.csv").write_text(manifest.replace("2014-02-04", "2014-02-05"), encoding="utf-8")
    assert run("build", reports, "--out", out).status == 0
    assert read == ["shelling.en.txt", "strike.en.txt"]
    assert run("build", reports, "--out", tmp_path / "whole").status == 0
    whole = contents(tmp_path / "whole")
    assert whole.items() <= contents(out).items()  # the original that was there first stays


def test_with_other_words_of_the_office_all_is_read_anew(reports: Path, tmp_path: Path, read: list[str]) -> None:
    out = tmp_path / "register"
    stopped(reports, out)
    (out / "office.toml").write_text(OFFICE, encoding="utf-8")
    read.clear()
    done = run("build", reports, "--out", out)
    assert read == sorted(FILES)
    assert len(done.complaints) == 1
    assert done.err.startswith("tawthiq: 5 documents of an interrupted build were read by another version")


def test_the_version_follows_the_code_the_words_and_the_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = tmp_path / "office.toml"
    office.write_text(OFFICE, encoding="utf-8")
    found = {reading_version(None), reading_version(office)}
    (tmp_path / "places.tsv").write_text("", encoding="utf-8")
    os.utime(office, ns=(1, 1))  # it is read anew
    found.add(reading_version(office))
    copy = Path(shutil.copytree(Path(pipeline.__file__).parent, tmp_path / "tawthiq"))
    monkeypatch.setattr("tawthiq.cli.reading_version.tawthiq.__file__", str(copy / "__init__.py"))
    assert reading_version(None) in found
    for name in ("extract/weapons.py", "knowledge/vocabularies/harms.toml", "pipeline.py"):
        with (copy / name).open("a", encoding="utf-8") as file:
            file.write("\n# another\n")
        found.add(reading_version(None))
    assert len(found) == 6


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw[:-9], lambda raw: raw[:20], lambda raw: b"", lambda raw: b"{}", lambda raw: raw[:-1] + bytes([raw[-1] ^ 1]),
        lambda raw: b"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n",
    ],
)  # fmt: skip
def test_a_segment_that_is_not_whole_is_named_and_read_anew(
    spoil: Callable[[bytes], bytes], built: Path, reports: Path, tmp_path: Path, read: list[str]
) -> None:
    out = tmp_path / "register"
    stopped(reports, out)
    first = segments(out)[0]
    first.write_bytes(spoil(first.read_bytes()))
    read.clear()
    done = run("build", reports, "--out", out)
    assert done.status == 0
    assert sum(str(first) in line and "read anew" in line for line in done.complaints) == 1
    assert read == sorted(FILES)[:2]
    assert contents(out) == contents(built)


def test_what_cannot_be_kept_stops_the_build_in_words(
    built: Path, reports: Path, tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk too full for what was read is too full for the register. What was kept before stays, and so does the old register."""
    out = Path(shutil.copytree(built, tmp_path / "register"))
    before, forced = contents(out), []

    def full(path: Path) -> None:
        forced.append(path)
        if len(forced) > 3:
            _no_space()

    with monkeypatch.context() as patched:
        patched.setattr(module, "to_disk", full)
        done = run("build", reports, "--out", out)
    assert (done.status, done.out) == (1, "")
    assert done.complaints == [
        f"tawthiq: {out / UNFINISHED / 'read-000002'}: what was read cannot be kept: No space left on device"
    ]
    assert [p.name for p in (out / UNFINISHED).iterdir()] == ["read-000001"]
    shutil.move(out / UNFINISHED, tmp_path / "aside")
    assert contents(out) == before
    shutil.move(tmp_path / "aside", out / UNFINISHED)
    read.clear()
    assert run("build", reports, "--out", out).status == 0
    assert read == sorted(FILES)[2:]
    assert contents(out) == before


def test_what_is_kept_is_of_no_register_a_part(built: Path, reports: Path, tmp_path: Path) -> None:
    out = Path(shutil.copytree(built, tmp_path / "register"))
    stopped(reports, out)
    assert segments(out)
    assert (out / UNFINISHED).stat().st_mode & 0o077 == 0
    assert run("verify", "--register", out).status == 0
    assert run("backup", "--register", out, "--out", tmp_path / "office.backup").status == 0
    back = tmp_path / "back"
    assert run("restore", tmp_path / "office.backup", "--register", back).status == 0
    assert not (back / UNFINISHED).exists()


def test_a_second_build_into_the_folder_waits_for_the_first(built: Path, reports: Path, tmp_path: Path) -> None:
    out, said, waits = tmp_path / "register", [], threading.Event()

    def say(line: str) -> None:
        said.append(line)
        waits.set()

    def second() -> None:
        with unfinished(out, None, say) as kept:
            said.append(f"begun with {kept.left}")

    with unfinished(out, None, print) as kept:
        kept.keep(Document("d", "text"), Extraction(Document("d", "text")))
        kept.write()
        other = threading.Thread(target=second)
        other.start()
        assert waits.wait(20)
        assert said == [f"{out}: another build is at work there; this one begins when it has ended"]
    other.join(20)
    assert said[1:] == ["begun with 0"]
    assert not (out / UNFINISHED).exists()


def test_what_was_read_is_found_by_all_that_is_known_of_a_document(tmp_path: Path) -> None:
    kept = Unfinished(tmp_path, "1", print)
    document = Document("d", "text")
    kept.keep(document, Extraction(document))
    half = Document("h", "\ud800")
    kept.keep(half, Extraction(half))  # is not kept
    kept.keep(Document("o", "text"), Extraction(document))  # a reader that says it read another
    kept.write()
    again = Unfinished(tmp_path, "1", print)
    assert again.left == 1
    assert [again.find(d) for d in (half, Document("o", "text"), Document("d", "text", title="t"))] == [None] * 3
    assert again.find(document) == Extraction(document)
    assert again.taken == 1


def test_a_model_is_not_asked_again(reports: Path, tmp_path: Path) -> None:
    """Its answers are kept as they come, be the last line cut short; the register and the log are those of a run that was not cut short."""

    out = tmp_path / "register"
    with serving(good) as served:
        model = ("--extractor", "openai", "--llm-url", served.url, "--llm-model", "m")
        stopped(reports, out, *model)
        number = len(served.asked)
        (log,) = (out / UNFINISHED).glob("answers-*")
        lines = log.read_bytes().splitlines(keepends=True)
        log.write_bytes(b"".join(lines[:2]) + lines[2][:50])
        stopped(reports, out, *model)
        assert len(served.asked) == 2 * number - 2
        done = run("build", reports, "--out", out, *model)
        assert len(served.asked) == 2 * number - 2
        whole = run("build", reports, "--out", tmp_path / "whole", *model)
        assert len(served.asked) == 3 * number - 2
    assert done.complaints[2:] == whole.complaints
    assert len(log_of(out / "reader-log.jsonl")) == number
    assert contents(out) == contents(tmp_path / "whole")
    assert not (out / UNFINISHED).exists()

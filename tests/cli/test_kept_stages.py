"""A build that is interrupted after reading links and weighs nothing a second time, and ends as if nothing had happened."""

from __future__ import annotations

import errno
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tawthiq import pipeline
from tawthiq.cli import kept_stages as module
from tawthiq.cli.kept_stages import Stages
from tawthiq.cli.reading_version import reading_version, stages_version
from tawthiq.cli.unfinished import UNFINISHED
from tawthiq.domain.account import Extraction
from tawthiq.domain.document import Document
from tawthiq.domain.incident import Origin
from tawthiq.reconcile import Origins, incidents
from tests.cli.reports import FILES, write_reports
from tests.cli.running import run
from tests.cli.test_build import contents
from tests.cli.test_unfinished import stopped

TAKEN = "tawthiq: the interrupted build had linked them and weighed {} of 2 incidents; that was taken"
ANEW = "tawthiq: an interrupted build linked or weighed other documents, or by another version, other words or settings; that is done anew"


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each stage was gone through, as it is; every incident is a segment of its own."""
    counts: Counter[str] = Counter()

    def counted(where: Any, name: str) -> None:
        stage = getattr(where, name)

        def counting(*given: Any, **more: Any) -> Any:
            counts[name] += 1
            return stage(*given, **more)

        monkeypatch.setattr(where, name, counting)

    for where, name in ((pipeline, "link_accounts"), (pipeline, "find_origins"), (incidents, "weigh_cluster")):
        counted(where, name)
    monkeypatch.setattr(module, "_MOST", 1)
    return counts


def kept(out: Path) -> list[str]:
    return sorted(p.name for p in (out / UNFINISHED).iterdir() if not p.name.startswith("read-"))


ALL = ["linked", "origins", "weighed-000000000", "weighed-000000001"]


def test_what_was_linked_and_weighed_is_taken_and_the_bytes_are_the_same(
    built: Path, reports: Path, tmp_path: Path, done: Counter[str]
) -> None:
    out = tmp_path / "register"
    stopped(reports, out)
    assert done == {"link_accounts": 1, "find_origins": 1, "weigh_cluster": 2}
    assert kept(out) == ALL
    done.clear()
    again = run("build", reports, "--out", out)
    assert again.status == 0
    assert again.complaints[-1] == TAKEN.format(2)
    assert not done
    assert contents(out) == contents(built)
    assert not (out / UNFINISHED).exists()


@pytest.mark.parametrize(
    ("where", "name", "after"),
    [(pipeline, "link_accounts", 0), (pipeline, "find_origins", 1), (incidents, "weigh_cluster", 2), (incidents, "supersede", 3)],
)  # fmt: skip
def test_a_build_that_ends_within_a_stage_goes_on_there(
    where: Any, name: str, after: int, built: Path, reports: Path, tmp_path: Path, done: Counter[str]
) -> None:
    out = tmp_path / "register"
    stage, calls = getattr(where, name), list[int]()

    def failing(*given: Any, **more: Any) -> Any:
        calls.append(1)
        if name != "supersede" or len(calls) == 2:
            raise OSError(errno.EIO, "the lights went out", "here")
        return stage(*given, **more)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(where, name, failing)
        assert run("build", reports, "--out", out).status == 1
    assert kept(out) == ALL[:after]
    done.clear()
    assert run("build", reports, "--out", out).status == 0
    expected = {"link_accounts": after < 1, "find_origins": after < 2, "weigh_cluster": 2 - (after > 2)}
    assert done == {stage: times for stage, times in expected.items() if times}
    assert contents(out) == contents(built)


@pytest.mark.parametrize("number", range(len(ALL)))
@pytest.mark.parametrize(
    "spoil", [lambda raw: raw[:-9], lambda raw: raw[:20], lambda raw: b"", lambda raw: raw[:-1] + bytes([raw[-1] ^ 1])]
)
def test_what_is_not_whole_is_named_and_made_anew(
    number: int, spoil: Callable[[bytes], bytes], built: Path, reports: Path, tmp_path: Path, done: Counter[str]
) -> None:
    out = tmp_path / "register"
    stopped(reports, out)
    path = out / UNFINISHED / ALL[number]
    path.write_bytes(spoil(path.read_bytes()))
    done.clear()
    again = run("build", reports, "--out", out)
    assert again.status == 0
    assert f"tawthiq: {path}: its bytes are not those that were written; what it holds is made anew" in again.complaints
    assert done == {("link_accounts", "find_origins", "weigh_cluster", "weigh_cluster")[number]: 1}
    assert contents(out) == contents(built)


def _another_document(reports: Path, out: Path) -> tuple[str, ...]:
    (reports / "strike.en.txt").write_text(FILES["strike.en.txt"].replace("15", "16"), encoding="utf-8")
    return ()


def _a_document_less(reports: Path, out: Path) -> tuple[str, ...]:
    (reports / "sums.ar.html").unlink()
    return ()


def _others_leavings(reports: Path, out: Path) -> tuple[str, ...]:
    _another_document(reports, out)
    stopped(reports, out.with_name("other"))
    for name in ALL:
        shutil.copy(out.with_name("other") / UNFINISHED / name, out / UNFINISHED / name)
    (reports / "strike.en.txt").write_text(FILES["strike.en.txt"], encoding="utf-8")
    return ()


@pytest.mark.parametrize("change", [_another_document, _a_document_less, _others_leavings])
def test_what_was_made_of_other_documents_is_not_taken(
    change: Callable[[Path, Path], tuple[str, ...]], tmp_path: Path, done: Counter[str]
) -> None:
    reports, out = write_reports(tmp_path / "reports"), tmp_path / "register"
    stopped(reports, out)
    change(reports, out)
    done.clear()
    again = run("build", reports, "--out", out)
    assert again.complaints.count(ANEW) == 1
    assert done == {"link_accounts": 1, "find_origins": 1, "weigh_cluster": 2}
    assert run("build", reports, "--out", tmp_path / "whole").status == 0
    assert contents(tmp_path / "whole").items() <= contents(out).items()  # the original that was there first stays


def test_with_another_profile_all_is_weighed_anew_and_nothing_linked(
    reports: Path, tmp_path: Path, done: Counter[str]
) -> None:
    out = tmp_path / "register"
    stopped(reports, out)
    done.clear()
    again = run("build", reports, "--out", out, "--profile", "airwars")
    assert ANEW in again.complaints
    assert again.complaints[-1] == TAKEN.format(0)
    assert done == {"weigh_cluster": 2}
    assert run("build", reports, "--out", tmp_path / "whole", "--profile", "airwars").status == 0
    assert contents(out) == contents(tmp_path / "whole")


def test_another_version_of_what_links_or_weighs_takes_nothing(
    built: Path, reports: Path, tmp_path: Path, done: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "register"
    stopped(reports, out)
    done.clear()
    monkeypatch.setattr("tawthiq.cli.unfinished.stages_version", lambda reading: "another")
    again = run("build", reports, "--out", out)
    assert ANEW in again.complaints
    assert "5 of 5 documents were taken" in again.err
    assert done == {"link_accounts": 1, "find_origins": 1, "weigh_cluster": 2}
    assert contents(out) == contents(built)


def test_begun_anew_nothing_is_taken(reports: Path, tmp_path: Path, done: Counter[str]) -> None:
    out = tmp_path / "register"
    stopped(reports, out)
    done.clear()
    assert run("build", reports, "--out", out, "--fresh").err == ""
    assert done == {"link_accounts": 1, "find_origins": 1, "weigh_cluster": 2}


def test_the_version_follows_what_links_and_weighs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = reading_version(None)
    found = {reading, stages_version(reading), stages_version("another")}
    copy = Path(shutil.copytree(Path(pipeline.__file__).parent, tmp_path / "tawthiq"))
    monkeypatch.setattr("tawthiq.cli.reading_version.tawthiq.__file__", str(copy / "__init__.py"))
    assert stages_version(reading) in found
    for name in ("link/levels.py", "reconcile/tolls.py"):
        with (copy / name).open("a", encoding="utf-8") as file:
            file.write("\n# another\n")
        assert reading_version(None) == reading
        found.add(stages_version(reading))
    assert len(found) == 5


def test_what_cannot_be_kept_stops_the_build_in_words(
    reports: Path, tmp_path: Path, done: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "register"

    def full(path: Path) -> None:
        if path.name == ".linked":
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(module, "to_disk", full)
    again = run("build", reports, "--out", out)
    assert (again.status, again.out) == (1, "")
    assert again.complaints == [
        f"tawthiq: {out / UNFINISHED / 'linked'}: what was made cannot be kept: No space left on device"
    ]
    assert kept(out) == []


def origins(name: str = "n") -> Origins:
    return Origins((Origin("o", name, "t", "d", ("d",), "R1"),), {("d", 0, 0): "o"}, {("d", 0): "o"}, {"d": "d"})


def stages(folder: Path, *texts: str) -> Stages:
    made = Stages(folder, "1", print)
    for number, text in enumerate(texts):
        made.given(Extraction(Document(str(number), text)))
    return made


def never(*_: Any) -> Any:
    raise AssertionError("it is made a second time")


def test_half_a_character_is_no_hindrance(tmp_path: Path) -> None:
    """A document that holds one counts like any other; an outcome that holds one is made again."""
    assert stages(tmp_path, "a", "\ud800").whole("origins", Origins, origins) == origins()
    assert stages(tmp_path, "a", "\ud800").whole("origins", Origins, never) == origins()
    for _ in range(2):
        half = stages(tmp_path, "a").whole("origins", Origins, lambda: origins("\ud800"))
        assert half == origins("\ud800")
        assert [p.name for p in tmp_path.iterdir()] == []


def test_values_between_those_that_were_kept_are_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST", 2)

    def values(make: Callable[[int], Origin], settings: object = None) -> Iterator[Origin]:
        return stages(tmp_path, "a").each("weighed", Origin, 7, make, settings)

    def one(number: int) -> Origin:
        return Origin(str(number), "", "", "", (), "")

    whole = list(map(one, range(7)))
    assert list(values(one)) == whole
    assert list(values(never)) == whole
    (tmp_path / "weighed-000000002").unlink()
    asked: list[int] = []
    assert list(values(lambda number: asked.append(number) or one(number))) == whole  # type: ignore[func-returns-value]
    assert asked == [2, 3]
    assert list(values(never)) == whole
    began = values(one, "other settings")
    assert [next(began) for _ in range(3)] == whole[:3]
    began.close()  # type: ignore[attr-defined]
    assert sorted(p.name[-1] for p in tmp_path.iterdir()) == ["0", "2", "4", "6"]
    assert list(values(lambda number: one(number) if number > 2 else never(), "other settings")) == whole

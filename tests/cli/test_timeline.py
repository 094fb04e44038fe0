"""`timeline`: one page a language, the same bytes, wrong days refused."""

from __future__ import annotations

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from tests.cli.running import run

TEXT = "سيطرت فصائل المعارضة على مدينة إدلب في 28 آذار 2015.\n\nقُتل 5 مدنيين في غارة جوية على مدينة إدلب يوم 8 حزيران 2015.\n"


def test_incidents_and_control_stand_on_one_page(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "idlib.ar.txt").write_text(TEXT, encoding="utf-8")
    assert run("build", tmp_path / "in", "--out", tmp_path / "register").status == 0
    for name in ("a", "b"):
        done = run("timeline", "--register", tmp_path / "register", "--out", tmp_path / name)
        assert (done.status, done.err) == (0, "")
    assert [Path(line).name for line in done.out.split()] == ["timeline.ar.html", "timeline.en.html"]
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()
    tree = LexborHTMLParser((tmp_path / "a" / "timeline.en.html").read_text(encoding="utf-8"))
    assert [(li.attributes["class"], li.css_first(".when").text()) for li in tree.css("ol.line > li")] == [
        ("control", "28 March 2015"),
        ("incident", "8 June 2015"),
    ]


def test_wrong_days_are_refused(built: Path, tmp_path: Path) -> None:
    done = run("timeline", "--register", built, "--from", "2017-01-02", "--to", "2017-01-01", "--out", tmp_path / "out")
    assert done.status == 2
    assert "lies before" in done.complaints[-1]
    assert not (tmp_path / "out").exists()

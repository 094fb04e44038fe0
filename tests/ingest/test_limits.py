"""Limits on one input: the defaults, an office's own, and a file of limits that is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tawthiq.domain.document import Document, Unreadable
from tawthiq.ingest import ingest_paths
from tawthiq.ingest import limits as module
from tawthiq.ingest.limits import Limits, LimitsError, limits, limits_of
from tests.cli.processes import ran

PAGE = "<html><body><article><p>قتل خمسة مدنيين في قصف على دوما.</p></article></body></html>"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Path]]:
    """Sets the limits of a file for the test."""

    def set_(text: str) -> Path:
        path = tmp_path / "limits.toml"
        path.write_text(text, encoding="utf-8")
        monkeypatch.setenv(module.VARIABLE, str(path))
        limits.cache_clear()
        return path

    yield set_
    monkeypatch.delenv(module.VARIABLE, raising=False)
    limits.cache_clear()


def test_what_a_file_does_not_name_is_the_default(tmp_path: Path) -> None:
    path = tmp_path / "limits.toml"
    path.write_text("pdf_pages = 5_000\nzip_ratio = 50\n", encoding="utf-8")
    assert limits_of(path) == Limits(pdf_pages=5_000, zip_ratio=50)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("pages = 5", "pages: no limit of that name"),
        ("pdf_pages = 0", "pdf_pages: a limit is a whole number above 0"),
        ("pdf_pages = true", "a whole number above 0, not True"),
        ("pdf_pages = '9'", "a whole number above 0, not '9'"),
        ("pdf_pages", "no TOML"),
    ],
)
def test_a_file_that_is_wrong_is_named_with_the_reason(text: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "limits.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LimitsError, match=r"limits\.toml: ") as caught:
        limits_of(path)
    assert why in str(caught.value)


@pytest.mark.parametrize(
    ("limit", "name", "content", "code"),
    [
        ("file_bytes", "a.txt", "قتل خمسة مدنيين " * 20, "too_large"),
        ("text_bytes", "a.txt", "قتل خمسة مدنيين " * 20, "too_large"),
        ("page_bytes", "a.html", PAGE, "too_large"),
        ("page_elements", "a.html", PAGE.replace("<p>", "<p><b></b>" * 80), "too_large"),
        ("page_depth", "a.html", PAGE.replace("<p>", "<p>" + "<div>" * 80), "too_deep"),
        ("text_bytes", "a.jsonl", json.dumps({"id": "1", "text": "x" * 80}), ""),
    ],
)
def test_an_input_beyond_an_offices_limit_is_refused_and_said(
    limit: str, name: str, content: str, code: str, office: Callable[[str], Path], tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    (read,) = list(ingest_paths([path]))
    assert isinstance(read, Document)
    office(f"{limit} = 60\n")
    (refused,) = list(ingest_paths([path]))
    assert isinstance(refused, Unreadable)
    assert refused.code == code or not code


def test_a_wrong_file_of_limits_is_one_line_before_anything_is_read(tmp_path: Path) -> None:
    path = tmp_path / "limits.toml"
    path.write_text("pdf_pages = -1", encoding="utf-8")
    done = ran("extract", "--jsonl", "missing.jsonl", **{module.VARIABLE: str(path)})
    assert done.returncode == 1
    assert done.stderr.splitlines() == [f"tawthiq: {path}: pdf_pages: a limit is a whole number above 0, not -1"]

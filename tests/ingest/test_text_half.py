"""Decoding, set-aside lines, publication dates, manifests and folders: what each must give, and must never give."""

from __future__ import annotations

import csv
import os
from datetime import date
from pathlib import Path

import pytest

from tawthiq.domain.document import Document, Unreadable
from tawthiq.ingest import OriginalStore, StoreError, ingest_paths
from tawthiq.ingest.asides import find_asides
from tawthiq.ingest.decode import decode
from tawthiq.ingest.page import Refused
from tawthiq.ingest.published import find_published

NEWS = "قُتل أربعة مدنيين في قصف مدفعي على حي الشعار في مدينة حلب."


def test_damaged_utf8_keeps_its_words_and_marks_the_damage() -> None:
    text = decode((NEWS + "\n").encode() * 2 + b"\xff\xfe \xc0\xaf\n")
    assert text.startswith(NEWS)
    assert "\ufffd" in text


def test_a_damaged_text_with_a_mark_is_still_read() -> None:
    assert decode(b"\xef\xbb\xbf" + NEWS.encode() * 5 + b"\xff").startswith(NEWS)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("cp1256", NEWS.replace("ُ", "")), ("cp1252", "They said “at least 12” were killed – and more.")],
)
def test_windows_code_pages_are_told_apart(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("raw", "code"), [(b"", "empty"), (b" \n", "empty"), (b"a\x00b" * 9, "binary"), (b"x" * 25_000_001, "too_large")]
)
def test_what_is_no_text_is_refused_with_its_reason(raw: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        decode(raw)
    assert refused.value.code == code
    assert "\n" not in refused.value.reason


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("أريحا - قُتل 27 شخصاً صباح اليوم الاثنين 3 آب 2015 حين سقطت طائرة فوق سوق المدينة.", date(2015, 8, 3)),
        ("المركز\nالسبت 20 تشرين الأول 2012 م | الموافق 4 ذو الحجة 1433 هـ\n\nنص", date(2012, 10, 20)),
        ("Title\nPublished: October 31, 2017 | Last updated: November 2, 2017\n\nText", date(2017, 10, 31)),
        ("تقرير عن أوضاع المدينة في الشتاء. " * 120 + "\n\nصدر في 5 تشرين الثاني 2016", date(2016, 11, 5)),
        ("Massacre of Daraya, 25 August 2012\n\nTen years later the town remembers.", None),
        ("مجزرة داريا 25 آب 2012\n\nبعد سنوات ما زالت المدينة تذكر.", None),
        ("The mission and its mandate 3 May 2015 were debated for many long hours in the council.", None),
        ("On September 25, 2012, the city saw columns of armour move into two of its districts.", None),
    ],
)
def test_the_day_of_publication_is_not_the_day_of_the_event(text: str, day: date | None) -> None:
    published = find_published(text)
    assert published.day == day
    if published.span is not None:
        assert text[published.span.start : published.span.end] == published.text


def test_better_bases_come_first_and_capture_is_only_a_bound() -> None:
    url, day, later = "https://example.org/2015/07/22/x", date(2015, 7, 22), date(2016, 1, 1)
    assert find_published("x", given=later, metadata=day, url=url).basis == "given"
    assert find_published("x", url=url, crawled=later).day == day
    bound = find_published("x", crawled=later)
    assert (bound.start, bound.end, bound.basis) == (None, later, "crawled")


def test_comments_longer_than_the_report_are_set_aside() -> None:
    report, comments = (NEWS + "\n") * 3, "التعليقات (40)\n" + "قارئ يقول إن القتلى تسعون\n" * 40
    (aside,) = find_asides(report + "\n" + comments)
    assert aside.kind == "comment"
    assert aside.span.start == len(report) + 1


def test_a_heading_word_that_begins_a_longer_word_sets_nothing_aside() -> None:
    assert find_asides("Title\n\nAvailable information shows that 12 people were killed.\n") == ()


def _read(*paths: Path) -> list[tuple[str, str]]:
    return [(i.id, "" if isinstance(i, Document) else i.code) for i in ingest_paths(paths)]


def test_links_out_of_the_folder_are_refused_also_where_they_are_folders(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "x.txt").write_text(NEWS)
    (inside / "a.txt").write_text(NEWS)
    (inside / "linked").symlink_to(outside)
    assert _read(inside) == [("a.txt", ""), ("linked", "outside_link")]


@pytest.mark.parametrize("row", ["x" * 400 + ".txt,", "a.txt," + "u" * 140_000, "missing.txt,", "../a.txt,"])
def test_a_bad_manifest_row_is_named_and_the_files_are_read(tmp_path: Path, row: str) -> None:
    (tmp_path / "a.txt").write_text(NEWS)
    (tmp_path / "manifest.csv").write_text(f"file,url\n{row}\n")
    problem, document = ingest_paths([tmp_path])
    assert isinstance(problem, Unreadable)
    assert "line" in problem.message
    assert isinstance(document, Document)


def test_a_manifest_is_read_the_same_after_a_csv_of_posts(tmp_path: Path) -> None:
    row = "a.txt," + "u" * 140_000
    before = csv.field_size_limit(10_000_000)  # as reading posts leaves it
    try:
        test_a_bad_manifest_row_is_named_and_the_files_are_read(tmp_path, row)
    finally:
        csv.field_size_limit(before)


def test_two_files_never_share_an_id_and_one_file_is_never_read_twice(tmp_path: Path) -> None:
    first, second = tmp_path / "d", tmp_path / "e"
    first.mkdir()
    second.mkdir()
    for path in (first / "a b.txt", first / "a_b.txt", second / "a_b.txt"):
        path.write_text(NEWS)
    got = _read(first, second, first / "a b.txt")
    assert [code for _, code in got] == ["", "", "", "read_before"]
    assert len({ident for ident, code in got if not code}) == 3


def test_a_name_that_is_not_utf8_can_still_be_written_down(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xe9.txt")).write_text(NEWS)
    (document,) = ingest_paths([tmp_path])
    assert (document.source_path + document.id).encode("utf-8")


def test_an_original_is_kept_once_and_a_changed_one_is_noticed(tmp_path: Path) -> None:
    store = OriginalStore(tmp_path)
    sha256 = store.put(b"report")
    assert store.put(b"report") == sha256
    path = store.path(sha256)
    path.chmod(0o644)
    path.write_bytes(b"forged")
    with pytest.raises(StoreError):
        store.put(b"report")


def test_seeds_are_dated_by_what_they_say(shared: Path) -> None:
    days = {d.id[:3]: d.published for d in ingest_paths([shared / "seeds"]) if isinstance(d, Document)}
    assert [str(days[k].day) for k in ("000", "003")] == ["2020-09-25", "2025-12-15"]
    assert [days[k].basis for k in ("000", "001", "002", "003")] == ["text", "none", "none", "text"]


def test_neither_a_dateline_nor_a_menu_is_a_title() -> None:
    from tawthiq.domain.span import Span
    from tawthiq.ingest.plain import first_line

    text = "3 May 2015\nHome | News | Video\nShells hit a market\n"
    assert first_line(text, (), Span(0, 10)) == "Shells hit a market"

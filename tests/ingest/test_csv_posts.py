"""Tables of posts: each row a document, a bad row named by its line, the others read all the same."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.ingest.csv_posts import read_csv
from tawthiq.ingest.page import Refused
from tests.conftest import ROOT


def rows(text: str | bytes) -> list[object]:
    """Ids with texts, and the codes with reasons of rows that were refused."""
    raw = text if isinstance(text, bytes) else text.encode()
    found: list[object] = []
    for row in read_csv(raw, "posts.csv"):
        found.append((row.code, row.reason) if isinstance(row, Refused) else (row[0], row[1].text))
    return found


def test_the_example_has_eight_posts_as_written() -> None:
    found = list(read_csv((ROOT / "examples/posts.ar.csv").read_bytes(), "posts.ar.csv"))
    assert [row[0] for row in found] == [f"p-ar-0{n}" for n in range(1, 9)]
    _, page, extra = found[4]
    assert page.text.startswith('"كنت أنتظر ابني عند باب المدرسة".. والدة')
    assert page.published == date(2016, 10, 26)
    assert page.publisher == "صوت إدلب (مثال)"
    assert page.media_type == "text/csv"
    assert extra == {
        "lang": "ar",
        "published": "2016-10-26",
        "url": "https://example.org/posts/idlib-voice/54",
        "publisher": "صوت إدلب (مثال)",
    }


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_the_delimiter_and_the_encoding_are_found(delimiter: str, encoding: str) -> None:
    written = (
        delimiter.join(("ID", " Text ", "likes"))
        + "\r\n"
        + delimiter.join(("a", "قُتل خمسة أشخاص في قصف على سوق البلدة صباح اليوم", "7"))
    )
    assert rows(written.encode(encoding)) == [("a", "قُتل خمسة أشخاص في قصف على سوق البلدة صباح اليوم")]


def test_a_text_with_line_breaks_and_delimiters_stays_whole_and_unchanged() -> None:
    assert rows('text,id\n" سطر أول،\nسطر ""ثان"", ثالث ",p\n') == [("p", ' سطر أول،\nسطر "ثان", ثالث ')]


def test_a_row_without_an_id_is_called_by_its_line() -> None:
    assert rows('text\nواحد\n\n"اثنان\nسطر"\nثلاثة\n') == [
        ("line-2", "واحد"),
        ("line-4", "اثنان\nسطر"),
        ("line-6", "ثلاثة"),
    ]


def test_bad_rows_are_named_by_line_and_the_others_go_on() -> None:
    found = rows("id,text,lang\na,واحد,ar\nb,,ar\nc,ثلاثة,ar,زائد,أكثر\na,مكرر,ar\ne,خمسة\n,,\nf,ستة,ar\n")
    assert found == [
        ("a", "واحد"),
        ("no_text", "line 3: the row has no text"),
        ("bad_row", "line 4: 5 cells for 3 columns"),
        ("duplicate_id", "line 5: the id 'a' stands on line 2 already"),
        ("e", "خمسة"),
        ("f", "ستة"),
    ]


def test_a_quotation_mark_that_is_never_closed_costs_one_row() -> None:
    (code, reason), *rest = rows('id,text\na,"واحد\nb,اثنان\nc,ثلاثة\n')
    assert (code, reason.split(" (")[0]) == ("bad_row", "line 2: the quotation marks do not add up")
    assert rest == [("b", "اثنان"), ("c", "ثلاثة")]


def test_a_text_is_refused_rather_than_garbled() -> None:
    """A careless program left the inner marks as they are: what the csv module makes of it is not what was written."""
    found = rows('id,text,lang\na,"قال "لا" ثم مضى",ar\nb,اثنان,ar\nc,"سطر\nقال "لا", نعم\nآخر",ar\nd,أربعة,ar\n')
    assert [row[0] for row in found] == ["bad_row", "b", "bad_row", "d"]
    assert found[2][1].startswith("lines 4–6: ")


def test_open_marks_all_over_a_long_file_end_in_reasons_and_not_in_hours() -> None:
    body = "".join(f'r{n},"x\n' + f"s{n},نص\n" * 300 for n in range(200))
    found = rows("id,text\n" + body)
    assert found[0] == ("bad_row", found[0][1])
    assert found[-1][0] in ("bad_row", "s199", "duplicate_id")


def test_a_long_report_fits_into_a_cell_and_a_monstrous_one_is_refused() -> None:
    long, monstrous = "كلمة " * 100_000, "x" * 6_000_000
    found = rows(f"id,text\na,{long}\nb,{monstrous}\nc,ثالث\n")
    assert found[0] == ("a", long)
    assert found[1][0] == "bad_row"
    assert found[-1] == ("c", "ثالث")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b"a,b\n1,2\n", "no_text_column"),
        (bytes(range(256)) * 8, "binary"),
        (b"\n\n", "empty"),
        (b'"', "no_text_column"),
    ],
)
def test_a_file_that_is_no_table_of_posts_is_refused(raw: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        list(read_csv(raw, "x.csv"))
    assert refused.value.code == code


def test_a_table_with_no_rows_has_no_posts() -> None:
    assert rows("id,text\n") == []


@given(st.lists(st.text(alphabet='اب,;"\n\t x', min_size=1).filter(lambda t: t.strip() and "\r" not in t), max_size=8))
def test_what_a_careful_program_wrote_is_read_back_exactly(texts: list[str]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(("id", "text"))
    writer.writerows((str(number), text) for number, text in enumerate(texts))
    assert rows(out.getvalue()) == [(str(number), text) for number, text in enumerate(texts)]


@given(st.text(alphabet='a,;"\n\t', max_size=60))
def test_any_table_is_read_or_refused_row_by_row(body: str) -> None:
    for row in rows("id,text\n" + body):
        assert isinstance(row, tuple)

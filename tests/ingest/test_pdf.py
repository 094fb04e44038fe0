"""PDF files: paragraphs whole, Arabic in reading order, page furniture aside, and a plain reason for what has no text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.ingest.limits import Limits
from tawthiq.ingest.lines import join_lines
from tawthiq.ingest.page import Refused
from tawthiq.ingest.pdf import read_pdf
from tests.conftest import ROOT
from tests.fixtures.hostile.make import write_encrypted_pdf


def pdf(pages: list[list[str]], info: str = "", *, tree: str = "") -> bytes:
    """A small PDF with the lines of each page, written by hand."""
    kids = " ".join(f"{10 + 2 * n} 0 R" for n in range(len(pages)))
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: tree or f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        3: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        4: f"<< {info} >>",
    }
    for number, lines in enumerate(pages):
        written = " ".join(f"({line}) Tj T*" for line in lines)
        stream = f"BT /F1 11 Tf 13 TL 50 780 Td {written} ET"
        objects[10 + 2 * number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {11 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects[11 + 2 * number] = f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"
    out = "%PDF-1.4\n"
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(out)
    out += "xref\n" + "".join(f"{number} 1\n{place:010} 00000 n \n" for number, place in places.items())
    return (out + f"trailer << /Root 1 0 R /Info 4 0 R /Size {max(places) + 1} >>\nstartxref\n{start}\n%%EOF").encode(
        "latin-1"
    )


BODY = [
    "A shell struck the vegetable market of the town on Saturday morning and killed",
    "five people, a rescue worker said. Eleven were taken to two field hospitals in the",
    "villages near by, where one of them died.",
    "Nobody has said that they fired it. The market had been hit once before, in the",
    "spring of the same year.",
]


def test_the_english_example_reads_in_paragraphs() -> None:
    read = read_pdf((ROOT / "examples/queiq-river.en.pdf").read_bytes(), "q.pdf")
    assert read.title == "Bodies in the river: the Queiq killings, Aleppo, January to March 2013"
    assert f"\n{read.title}\n6 May 2013\n" in read.text
    assert "an opposition-held neighbourhood of Aleppo, saw bodies" in read.text
    assert "control upstream.\n\nVolunteers pulled out at least 65 bodies" in read.text
    assert "eight more two days later. A human rights organisation" in read.text
    assert read.published is None
    (aside,) = read.asides
    assert read.text[aside.span.start :] == "Northern Wire (example) - Background paper 7\n1 / 1"
    assert aside.kind == "furniture"


def test_the_arabic_example_reads_in_logical_order() -> None:
    read = read_pdf((ROOT / "examples/urum-convoy.ar.pdf").read_bytes(), "u.pdf")
    assert read.title == "قافلة أورم الكبرى: ما الذي نعرفه بعد ستة أشهر"
    assert "\nالأحد 19 آذار 2017\n" in read.text
    assert "في مساء الاثنين 19 أيلول 2016 تعرضت قافلة مساعدات تابعة للأمم المتحدة" in read.text
    assert "السوري للقصف في أثناء" in read.text  # over a line break
    assert "على بعد 15 كيلومتراً غربي مدينة حلب." in read.text
    assert "  " not in read.text


def test_lines_of_a_paragraph_are_joined_and_running_heads_and_page_numbers_set_aside() -> None:
    more = [[f"{word} {line[len(word) + 1 :]}" for line in BODY] for word in ("Alpha", "Bravo")]
    pages = [["Valley Monitor", *lines, f"{n}"] for n, lines in enumerate([BODY, *more], start=7)]
    read = read_pdf(pdf(pages, "/Title (Market) /Author (Salma) /CreationDate (D:20150102)"), "x.pdf")
    assert (read.title, read.author, read.published) == ("Market", "Salma", None)
    assert "morning and killed five people, a rescue worker said." in read.text
    (aside,) = read.asides
    assert read.text[: aside.span.start].count("Valley Monitor") == 1
    assert read.text[aside.span.start : aside.span.end] == "7\nValley Monitor\n8\n9"


def test_a_figure_at_the_edge_of_a_page_is_no_page_number() -> None:
    read = read_pdf(pdf([[*BODY, "Killed:", "31"], [*[line.upper() for line in BODY], "Injured:", "214"]]), "x.pdf")
    assert read.asides == ()
    assert "Killed:\n31\n" in read.text


def test_lines_that_differ_in_their_figures_are_no_running_head() -> None:
    cases = [[f"Case {n}: {3 * n} people killed", *[f"{'ABCDE'[n]} {line}" for line in BODY]] for n in range(1, 5)]
    text = read_pdf(pdf(cases), "x.pdf")
    assert text.asides == ()
    heads = [[f"Valley Monitor, page {n} of 4", *[f"{'ABCDE'[n]} {line}" for line in BODY]] for n in range(1, 5)]
    (aside,) = read_pdf(pdf(heads), "x.pdf").asides
    assert len(aside.span) == len("Valley Monitor, page n of 4") * 3 + 2


def test_a_paragraph_goes_on_over_the_page_break() -> None:
    read = read_pdf(pdf([[*BODY[:2], "- 1 -"], [*BODY[2:], "- 2 -"]]), "x.pdf")
    assert "field hospitals in the villages near by" in read.text


def test_a_short_list_stays_a_list() -> None:
    lines = ["Killed by month:", "January: 31", "February: 42", "March: 55"]
    assert "January: 31\nFebruary: 42\nMarch: 55" in read_pdf(pdf([[*BODY, *lines]]), "x.pdf").text


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"not a pdf at all", "unreadable"),
        (b"%PDF-1.7\n%%EOF", "unreadable"),
        (pdf([[]]), "no_text"),
        (pdf([BODY])[:400], "unreadable"),
        (pdf([BODY], tree="<< /Type /Pages /Kids [2 0 R] /Count 1 >>"), None),
        (pdf([BODY], tree="<< /Type /Pages /Kids [10 0 R] /Count 999999999 >>"), None),
        (pdf([[]] * (Limits().pdf_pages + 1)), "too_large"),
    ],
    ids=["empty", "blank", "no-pdf", "head-only", "no-text", "cut", "page-loop", "false-count", "pages"],
)
def test_what_cannot_be_read_is_refused_with_a_code(raw: bytes, code: str | None) -> None:
    start = time.process_time()
    refused = ""
    try:
        read_pdf(raw, "x.pdf")
    except Refused as error:
        refused = error.code
        assert "\n" not in error.reason  # noqa: PT017
    assert code is None or refused == code
    assert time.process_time() - start < 20


def test_a_locked_file_is_refused(tmp_path) -> None:
    with pytest.raises(Refused) as refused:
        read_pdf(write_encrypted_pdf(tmp_path / "e.pdf").read_bytes(), "e.pdf")
    assert refused.value.code == "encrypted"


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 900), st.integers(0, 255))
def test_a_damaged_file_is_read_or_refused(position: int, byte: int) -> None:
    raw = bytearray(pdf([BODY]))
    raw[position % len(raw)] = byte
    try:
        outcome = read_pdf(bytes(raw), "x.pdf").text
    except Refused as refused:
        outcome = refused.code
    assert outcome


def test_a_word_cut_at_the_line_end_is_made_whole_only_if_the_document_has_it_whole() -> None:
    wide = "x" * 60
    assert join_lines([f"{wide} neigh-", "bour and a neighbour"]) == f"{wide} neighbour and a neighbour"
    assert join_lines([f"{wide} opposition-", "held town"]) == f"{wide} opposition-held town"


@given(st.lists(st.text(alphabet="اب ت-.\u00ad(1) x", max_size=30), max_size=12))
def test_joining_lines_changes_nothing_but_white_space_and_hyphens(lines: list[str]) -> None:
    def letters(text: str) -> str:
        return "".join(text.split()).replace("-", "").replace("\u00ad", "")

    assert letters(join_lines(lines)) == letters("".join(lines))

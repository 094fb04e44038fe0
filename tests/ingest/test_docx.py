"""Word files: paragraphs and tables in order, what the reader sees and nothing else; archives made to hurt are refused."""

import io
import time
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.ingest.docx import read_docx
from tawthiq.ingest.page import Page, Refused
from tests.conftest import ROOT
from tests.fixtures.hostile.make import (
    BODY_HEAD,
    BODY_TAIL,
    CONTENT_TYPES,
    NEVER_SHOWN,
    OUTSIDE_SECRET,
    RELATIONSHIPS,
    SENTENCE,
    XML_HEAD,
    write_secret,
    write_traversal_docx,
    write_zip_bomb,
)

APPEAL = (ROOT / "examples/council-appeal.ar.docx").read_bytes()


def packed(body: str = "", *, members: dict[str, bytes] | None = None, head: str = XML_HEAD) -> bytes:
    """A DOCX with that body, and further members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", RELATIONSHIPS)
        archive.writestr("word/document.xml", head + BODY_HEAD + body + BODY_TAIL)
        for name, content in (members or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def read(raw: bytes) -> Page:
    return read_docx(raw, "x.docx")


def code_of(raw: bytes) -> str:
    try:
        read(raw)
    except Refused as refused:
        return refused.code if "\n" not in refused.reason else f"{refused.code}: more than one line"
    return ""


def test_the_example_reads_in_the_order_of_the_document() -> None:
    page = read(APPEAL)
    assert page.title == "نداء عاجل لإنقاذ المدنيين المحاصرين في مدينة دير الزور"
    assert page.author == "المجلس المحلي لمحافظة دير الزور (مثال)"
    assert page.published is None
    assert page.text.startswith(page.title + "\n\n")
    assert "\n\nالحي\tعدد العائلات المحاصرة\nالحميدية\t74\nالشيخ ياسين\t41\nالعرضي\t28\n\nرئيس المجلس" in page.text
    assert page.text.endswith("رئيس المجلس – الختم")


def test_inserted_text_is_read_and_deleted_hidden_and_field_text_is_not() -> None:
    body = (
        "<w:p><w:r><w:t>قُتل </w:t></w:r><w:ins><w:r><w:t>خمسة</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>تسعة</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>عشرة</w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>مخفي</w:t></w:r><w:r><w:instrText>HYPERLINK x</w:instrText></w:r>"
        "<w:hyperlink><w:r><w:t> مدنيين</w:t></w:r></w:hyperlink><w:r><w:br/><w:t>في حلب</w:t></w:r></w:p>"
    )
    assert read(packed(body)).text == "قُتل خمسة مدنيين\nفي حلب"


def test_content_controls_text_boxes_and_nested_tables_are_read_once() -> None:
    box = f"<w:p><w:r><w:t>قبل</w:t></w:r><w:r><w:pict><w:txbxContent>{paragraph('في الإطار')}</w:txbxContent></w:pict></w:r></w:p>"
    control = f"<w:sdt><w:sdtContent>{paragraph('في الحقل')}</w:sdtContent></w:sdt>"
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('أ')}</w:tc><w:tc>{paragraph('ب')}</w:tc></w:tr></w:tbl>"
    table = f"<w:tbl><w:tr><w:tc>{inner}</w:tc><w:tc>{paragraph('ج')}{paragraph('د')}</w:tc></w:tr></w:tbl>"
    assert read(packed(box + control + table)).text == "قبل\n\nفي الإطار\n\nفي الحقل\n\nأ ب\tج د"


def test_headers_are_set_aside_and_notes_are_read() -> None:
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    document.sections[0].header.paragraphs[0].text = "مكتب التوثيق – سري"
    out = io.BytesIO()
    document.save(out)
    page = read(out.getvalue())
    (aside,) = page.asides
    assert aside.kind == "furniture"
    assert page.text[aside.span.start : aside.span.end] == "مكتب التوثيق – سري"
    assert page.text.startswith(SENTENCE)


def test_a_bomb_is_refused_before_it_goes_off(tmp_path) -> None:
    start = time.process_time()
    raw = write_zip_bomb(tmp_path / "bomb.docx").read_bytes()
    made = time.process_time()
    assert code_of(raw) == "zip_bomb"
    assert time.process_time() - made < 2 + (made - start)


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    raw = packed(paragraph("نص") * 400_000)
    place = raw.rindex(b"PK\x01\x02", 0, raw.rindex(b"word/document.xml"))
    lied = raw[: place + 24] + (1000).to_bytes(4, "little") + raw[place + 28 :]
    assert code_of(lied) in ("zip_bomb", "unreadable")


def test_one_member_that_inflates_too_well_is_refused() -> None:
    assert code_of(packed(paragraph(SENTENCE), members={"word/media/a.bin": b"\x00" * 3_000_000})) == "zip_bomb"


def test_members_that_climb_out_are_left_behind(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    climbing = {
        name: NEVER_SHOWN.encode()
        for name in ("../../e.txt", "/tmp/tawthiq-e.txt", "..\\e.txt", "word/../../e.xml", "C:\\e")
    }
    page = read(packed(paragraph(SENTENCE), members=climbing))
    assert page.text == SENTENCE
    assert list(tmp_path.iterdir()) == []


def test_entities_are_never_followed(tmp_path) -> None:
    raw = write_traversal_docx(tmp_path / "t.docx", write_secret(tmp_path / "in")).read_bytes()
    try:
        shown = repr(read(raw))
    except Refused as refused:
        shown = refused.reason
    assert OUTSIDE_SECRET not in shown
    assert NEVER_SHOWN not in shown


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_any_encoding(encoding: str) -> None:
    laughs = "<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
    content = f'<?xml version="1.0" encoding="{encoding}"?>{laughs}{BODY_HEAD}{paragraph("&b;")}{BODY_TAIL}'.encode(
        encoding
    )
    assert code_of(packed(members={"word/other.xml": content})) == "dtd"


def test_xml_in_an_encoding_that_could_hide_a_document_type_is_refused() -> None:
    assert (
        code_of(packed(members={"word/o.xml": b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE'}))
        == "unreadable"
    )


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b"PK", "unreadable"),
        (b"not a zip", "unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512, "unreadable"),
        (APPEAL[:3000], "unreadable"),
        (packed(), "no_text"),
        (packed("<w:p>" * 100_000), "unreadable"),
        (packed("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "unreadable"),
    ],
    ids=["empty", "short", "text", "old-word", "cut", "no-text", "broken-xml", "deep-xml"],
)
def test_what_cannot_be_read_is_refused_with_a_code(raw: bytes, code: str) -> None:
    assert code_of(raw) == code


def test_a_zip_without_a_document_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    assert code_of(out.getvalue()) == "unreadable"


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(APPEAL) - 1), st.integers(0, 255))
def test_a_damaged_file_is_read_or_refused(position: int, byte: int) -> None:
    raw = bytearray(APPEAL)
    raw[position] = byte
    assert code_of(bytes(raw)) in ("", "unreadable", "zip_bomb", "dtd", "encrypted", "no_text")

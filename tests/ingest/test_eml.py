"""E-mails: the subject and the text, and never who sent it."""

import base64
import contextlib
import time
from datetime import date
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.ingest.eml import read_eml, read_mhtml
from tawthiq.ingest.page import Refused
from tests.fixtures.hostile.make import NEVER_SHOWN, SENTENCE, script_html

SENDER = "salma.hidden@example.org"


def message(subject: str = "بلاغ من حلب") -> EmailMessage:
    made = EmailMessage()
    made["From"] = f"Salma <{SENDER}>"
    made["To"] = "desk@example.org"
    made["Reply-To"] = SENDER
    made["Date"] = "Tue, 04 Mar 2014 23:30:00 +0200"
    made["Subject"] = subject
    return made


def read(made: EmailMessage | bytes):
    return read_eml(made if isinstance(made, bytes) else made.as_bytes(), "x.eml")


def test_subject_text_and_day_are_read_and_the_sender_is_not() -> None:
    made = message()
    made.set_content(SENTENCE)
    page = read(made)
    assert page.text == f"بلاغ من حلب\n\n{SENTENCE}"
    assert (page.title, page.published, page.author, page.publisher) == ("بلاغ من حلب", date(2014, 3, 4), "", "")
    assert SENDER not in repr(page)
    assert "Salma" not in repr(page)


def test_plain_text_is_preferred_to_html_and_attachments_are_left_alone() -> None:
    made = message()
    made.set_content(SENTENCE)
    made.add_alternative(f"<p>{NEVER_SHOWN}</p>", subtype="html")
    made.add_attachment(NEVER_SHOWN, filename="a.txt")
    made.add_attachment(b"\x00\x01", maintype="application", subtype="pdf", filename="a.pdf")
    assert read(made).text == f"بلاغ من حلب\n\n{SENTENCE}"


def test_an_attachment_that_comes_first_is_not_the_text() -> None:
    made = message()
    made.add_attachment(NEVER_SHOWN, filename="a.txt")
    made.attach(_part(SENTENCE))
    assert SENTENCE in read(made).text
    assert NEVER_SHOWN not in read(made).text


def _part(text: str) -> EmailMessage:
    part = EmailMessage()
    part.set_content(text)
    return part


def test_html_is_read_by_the_reader_of_pages_and_its_asides_keep_their_place() -> None:
    made = message("موضوع")
    made.set_content(f"<article><h1>عنوان</h1><p>{SENTENCE}</p></article><nav>قائمة</nav>", subtype="html")
    page = read(made)
    assert page.text.startswith(f"موضوع\n\nعنوان\n\n{SENTENCE}")
    (aside,) = page.asides
    assert page.text[aside.span.start : aside.span.end] == "قائمة"
    assert page.media_type == "message/rfc822"


def test_html_that_tries_to_run_something_shows_nothing_of_it() -> None:
    made = message()
    made.set_content(script_html(), subtype="html")
    assert NEVER_SHOWN not in repr(read(made))


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256", "utf-16", "unknown-8bit", "rot13", ""])
@pytest.mark.parametrize("subtype", ["plain", "html"])
def test_arabic_is_read_in_the_charset_the_part_names_or_plainly_has(charset: str, subtype: str) -> None:
    encoding = charset if charset in ("utf-8", "windows-1256", "utf-16") else "windows-1256"
    written = SENTENCE if subtype == "plain" else f"<p>{SENTENCE}</p>"
    named = f"; charset={charset}" if charset else ""
    body = base64.b64encode(written.encode(encoding.replace("windows-", "cp")))
    raw = (
        f"Subject: x\nMIME-Version: 1.0\nContent-Type: text/{subtype}{named}\nContent-Transfer-Encoding: base64\n\n".encode()
        + body
    )
    assert read(raw).text == f"x\n\n{SENTENCE}"


def test_encoded_subjects_are_read_and_folded_ones_are_one_line() -> None:
    encoded = base64.b64encode("بلاغ عاجل".encode()).decode()
    assert read("Subject: بلاغ عاجل\n\nنص".encode()).title == "بلاغ عاجل"
    assert read("Subject: بلاغ عاجل عن القصف\n\nنص".encode("cp1256")).title == "بلاغ عاجل عن القصف"
    assert read(f"Subject: =?utf-8?b?{encoded}?=\n =?utf-8?q?!?=\n\n{SENTENCE}".encode()).title == "بلاغ عاجل!"


def test_lines_wrapped_by_the_sender_are_joined_and_paragraphs_stay() -> None:
    wrapped = (
        "The shell fell on the vegetable market in the early morning and five\n"
        "people were killed, a rescue worker told us by telephone.\n\n"
        "Eleven were hurt.\n"
    )
    made = message()
    made.set_content(wrapped)
    assert (
        "early morning and five people were killed, a rescue worker told us by telephone.\n\nEleven" in read(made).text
    )


def test_flowed_text_is_joined_where_it_says_so() -> None:
    raw = b"Subject: x\nContent-Type: text/plain; format=flowed\n\nFive people \nwere killed.\nEleven hurt.\n-- \nS."
    assert read(raw).text == "x\n\nFive people were killed.\nEleven hurt.\n--\nS."


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"Subject: only a subject\n\n", "no_text"),
        (b"Content-Type: image/png\n\nAAAA", "no_text"),
        (b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b--", "no_text"),
    ],
)
def test_a_message_with_nothing_to_read_is_refused(raw: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read(raw)
    assert refused.value.code == code


@pytest.mark.parametrize("depth", [150, 30_000])
def test_parts_nested_to_hurt_end_in_a_refusal_or_a_page(depth: int) -> None:
    start = time.process_time()
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth)) + b"\nx"
    try:
        outcome = read(deep).text
    except Refused as refused:
        outcome = refused.code
    assert outcome
    assert time.process_time() - start < 10


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        outcome = read(b"Content-Type: multipart/alternative; boundary=b\nDate: x\n" + raw).text
    except Refused as refused:
        outcome = refused.code
    assert outcome


def saved(markup: str, address: str = "https://news.example/2014/march/4") -> bytes:
    """A page as Chromium saves it in one file."""
    made = EmailMessage()
    made["From"] = "<Saved by Blink>"
    made["Snapshot-Content-Location"] = address
    made["Subject"] = "saved"
    made["Date"] = "Mon, 02 Nov 2020 10:00:00 +0000"
    made["MIME-Version"] = "1.0"
    made.make_related()
    page = EmailMessage()
    page.set_content(markup, subtype="html", charset="utf-8", cte="quoted-printable")
    style = EmailMessage()
    style.set_content("p { color: red }", subtype="css")
    made.attach(page)
    made.attach(style)
    return made.as_bytes()


def test_a_page_saved_in_one_file_is_read_with_its_address_and_not_with_the_day_of_saving() -> None:
    page = read_mhtml(
        saved(f"<html><head><title>حلب اليوم</title></head><body><p>{SENTENCE}</p></body></html>"), "x.mhtml"
    )
    assert SENTENCE in page.text
    assert "color" not in page.text
    assert (page.title, page.url, page.published) == ("حلب اليوم", "https://news.example/2014/march/4", None)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "cid:frame-0", "file:///etc/passwd", ""])
def test_the_address_of_a_saved_page_is_one_of_the_web(address: str) -> None:
    assert read_mhtml(saved(f"<p>{SENTENCE}</p>", address), "x.mhtml").url == ""


def test_scripts_of_a_saved_page_are_no_text() -> None:
    page = read_mhtml(saved(script_html()), "x.mhtml")
    assert NEVER_SHOWN not in page.text


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_are_a_saved_page_or_refused(raw: bytes) -> None:
    with contextlib.suppress(Refused):
        read_mhtml(b"Content-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n" + raw, "x.mht")

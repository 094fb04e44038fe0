"""Reads an e-mail: its subject and its text, and a page that a browser saved in the same form. Who sent it and to whom is never taken over (standards §5.6: sources first).

The plain text part is preferred, else the HTML part by the reader of pages. Attachments are not opened: they come in as
files of their own. The day of the message stands for the day of publication.
"""

from __future__ import annotations

import codecs
import email
import re
from dataclasses import replace
from datetime import date
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from itertools import islice

from tawthiq.domain.document import Aside
from tawthiq.domain.span import Span
from tawthiq.ingest.decode import decode
from tawthiq.ingest.html import read_html
from tawthiq.ingest.limits import limits, millions
from tawthiq.ingest.lines import clean_line, join_lines
from tawthiq.ingest.page import Page, Refused

MEDIA_TYPE = "message/rfc822"

LONGEST_FIELD = 4_000
_BOUNDARY = re.compile(rb"boundary[\s*0-9]{0,8}=", re.IGNORECASE)
_HEAD = re.compile(rb"(?:\A|^--[^\r\n]{1,80}\r?\n)(?:(?:[!-9;-~]{1,200}:|[ \t])[^\r\n]*(?:\r?\n|\Z))*+", re.MULTILINE)
_CHARSETS = re.compile(
    r"(?:windows-|cp|x-cp)125\d|utf-?8|utf-?16(?:le|be)?|iso-?8859-\d{1,2}|latin1|us-ascii|ascii|koi8-r"
)
_WRAPPED = 80
"""Code points in a line of a message that was wrapped by hand or by the sender's program."""

Mail = Message


def read_eml(raw: bytes, name: str) -> Page:
    """The message in `raw`: subject, a blank line, the body. Raises Refused: "empty", "too_large", "too_deep", "no_text",
    "unreadable", and what the reader of pages refuses."""
    message = parsed(raw)
    try:
        subject = _decoded(_field(message, "subject"))
        published = _day(_field(message, "date")[:100])
        body = _body(message, name)
    except Refused:
        raise
    except Exception as error:  # the library raises many things on malformed headers and parts
        raise Refused("unreadable", f"the message cannot be read ({type(error).__name__})") from error
    lead = f"{subject}\n\n" if subject and not body.text.startswith(subject) else ""
    asides = tuple(Aside(Span(a.span.start + len(lead), a.span.end + len(lead)), a.kind) for a in body.asides)
    quoted = tuple(Span(q.start + len(lead), q.end + len(lead)) for q in body.quoted)
    return Page(lead + body.text, MEDIA_TYPE, title=subject, published=published, asides=asides, quoted=quoted)


def read_mhtml(raw: bytes, name: str) -> Page:
    """The page that a browser saved as one file: its first HTML part, with the address it was saved from. The day of the file is that of
    the saving, and says nothing of publication. Raises Refused as `read_eml` does."""
    message = parsed(raw)
    try:
        parts = islice(message.walk(), limits().mail_parts)
        part = next((p for p in parts if p.get_content_type() in ("text/html", "application/xhtml+xml")), None)
        if part is None:
            raise Refused("no_text", "no page is in the file")
        page, address = read_html(_html_bytes(part), name), _field(message, "snapshot-content-location").strip()
    except Refused:
        raise
    except Exception as error:
        raise Refused("unreadable", f"the saved page cannot be read ({type(error).__name__})") from error
    return replace(page, url=page.url or (address if address.startswith(("http://", "https://")) else ""))


def parsed(raw: bytes) -> Mail:
    """The message in `raw`, weighed before it is taken apart. Raises Refused."""
    if not raw.strip():
        raise Refused("empty", "the file is empty")
    if len(raw) > limits().mail_bytes:
        raise Refused("too_large", f"a message of more than {millions(limits().mail_bytes)} MB")
    if sum(1 for _ in _BOUNDARY.finditer(raw)) > limits().mail_groups:
        raise Refused("too_deep", f"the message has more than {limits().mail_groups} groups of parts")
    if _heads(raw) > limits().mail_head_bytes:
        raise Refused("too_large", f"the headers of the message have more than {millions(limits().mail_head_bytes)} MB")
    try:
        return email.message_from_bytes(raw)
    except Exception as error:
        raise Refused("unreadable", f"the message cannot be read ({type(error).__name__})") from error


def _heads(raw: bytes) -> int:
    """Bytes of the message's header and of those of its parts: from a boundary's line to the first blank one."""
    return sum(len(match[0]) for match in _HEAD.finditer(raw))


def _field(message: Mail, name: str) -> str:
    """The first header field of that name as written, bytes above ASCII as surrogates."""
    return next((str(value) for key, value in message.raw_items() if key.lower() == name), "")[:LONGEST_FIELD]


def _decoded(value: str) -> str:
    """A header field in letters, on one line; bytes that no encoded word names are read like a text's."""
    try:
        parts = decode_header(value)
    except (HeaderParseError, ValueError):
        parts = [(value, None)]
    words: list[str] = []
    for part, charset in parts:
        content = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        if content.strip():
            words.append(_letters(content, charset or ""))
        elif content:
            words.append(" ")
    return clean_line(" ".join("".join(words).split()))


def _letters(content: bytes, charset: str) -> str:
    known = _known(charset)
    return content.decode(known, "replace") if known else decode(content)


def _known(charset: str) -> str:
    """A charset worth believing, or nothing: "us-ascii" and exotic names are written over anything."""
    charset = charset.lower()
    return charset.removeprefix("x-") if _CHARSETS.fullmatch(charset) and "ascii" not in charset else ""


def _day(value: str) -> date | None:
    """The day of the Date field, as the sender's clock had it."""
    try:
        return parsedate_to_datetime(value).date()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _body(message: Mail, name: str) -> Page:
    """The best part to read: the first plain text that says something, else the first HTML."""
    html: Mail | None = None
    for number, part in enumerate(message.walk()):
        if number >= limits().mail_parts:
            break
        if part.get_content_disposition() == "attachment":
            continue
        kind = part.get_content_type()
        if kind == "text/plain":
            text = _plain(part)
            if text:
                return Page(text, MEDIA_TYPE)
        elif kind == "text/html" and html is None:
            html = part
    if html is None:
        raise Refused("no_text", "the message has no text part")
    page = read_html(_html_bytes(html), name)
    return replace(page, media_type=MEDIA_TYPE)


def _payload(part: Mail) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _charset(part: Mail) -> str:
    return _known(str(part.get_content_charset() or ""))


def _html_bytes(part: Mail) -> bytes:
    """The page as UTF-8 with its mark where the message states the charset, which outweighs the page's own."""
    payload, charset = _payload(part), _charset(part)
    return codecs.BOM_UTF8 + payload.decode(charset, "replace").encode() if charset else payload


def _plain(part: Mail) -> str:
    payload, charset = _payload(part), _charset(part)
    if not payload.strip():
        return ""
    text = payload.decode(charset, "replace") if charset and charset != "utf-8" else decode(payload)
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    if str(part.get_param("format", "")).lower() == "flowed":
        text = re.sub(r"(?m)(?<!^--) \n(?=[^\n>])", " ", text)
        return "\n".join(line.rstrip() for line in text.split("\n")).strip()
    lines = text.split("\n")
    if max(map(len, lines), default=0) <= _WRAPPED:
        return join_lines(lines)
    return text.strip()

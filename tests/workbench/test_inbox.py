"""What comes in is kept first and read behind; what cannot be taken is named; a telling finds its incident."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

NEWS = "دير الزور 26 أيلول 2012 - قالت تنسيقية محلية إن 14 مدنياً قتلوا في قصف مدفعي على مدينة الميادين يوم الثلاثاء 25 أيلول 2012."
HOSTILE = '"><img src=x onerror=alert(1)>.txt'


@pytest.fixture
def collector(client_of: Any) -> Any:
    return client_of("collector", "en")


def _send(client: Any, *files: tuple[str, bytes], **form: str) -> str:
    uploads = [SimpleUploadedFile(name, raw) for name, raw in files]
    return str(client.post("/inbox/receive/", {"files": uploads, **form}, follow=True).content.decode())


def _uploads() -> list[Any]:
    from tawthiq.workbench.register.models import Upload

    return list(Upload.objects.select_related("document").order_by("pk"))


def test_pasted_text_is_kept_read_and_joined(collector: Any, office: Path) -> None:
    import hashlib

    from tawthiq.workbench.register.models import Account, Incident
    from tawthiq.workbench.register.search import find, parse

    before = Incident.objects.count()
    page = _send(collector, text=NEWS, publisher="تنسيقية", published="2012-09-26")
    (upload,) = _uploads()
    assert (upload.state, upload.reason, upload.accounts) == ("done", "", 1)
    assert upload.document.title[:10] in page
    raw = (office / "originals" / upload.sha256[:2] / upload.sha256).read_bytes()
    assert (raw.decode(), hashlib.sha256(raw).hexdigest()) == (NEWS, upload.sha256)
    account = Account.objects.get(document=upload.document)
    assert account.incident is not None
    assert account.incident.record["accounts"] == [[upload.document.key, 0]]
    assert (account.incident.killed_min, account.incident.place_en) == (14, "al-Mayadin")
    assert Incident.objects.count() == before + 1
    assert upload.document.pk in find(parse("الميادين"))


def test_another_telling_of_a_known_event_joins_its_incident(collector: Any) -> None:
    from tawthiq.workbench.register.models import Account

    _send(collector, text=NEWS, publisher="أ", published="2012-09-26")
    other = "Deir ez-Zor, 26 September 2012 - Fourteen civilians were killed by artillery shelling of the town of al-Mayadin on Tuesday, 25 September 2012, activists said."
    _send(collector, text=other, publisher="b", published="2012-09-26")
    first, second = (Account.objects.get(document=u.document) for u in _uploads())
    assert first.incident == second.incident
    assert first.incident is not None
    assert first.incident.documents == 2


def test_the_same_bytes_are_one_document(collector: Any) -> None:
    from tawthiq.workbench.register.models import Document

    before = Document.objects.count()
    _send(collector, ("a.txt", NEWS.encode()))
    page = _send(collector, ("b.txt", NEWS.encode()))
    first, second = _uploads()
    assert (second.state, second.document) == ("already_here", first.document)
    assert Document.objects.count() == before + 1
    assert "byte for byte" in page


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("page.exe", b"MZ\x00\x00", "a kind of file that is not read"),
        ("page.txt", b"MZ\x90\x00 a program", "a program, not a document"),
        ("page.html", b"\x7fELF\x02", "a program, not a document"),
        ("page.pdf", b"<html>not a pdf</html>", "its content is not what its name says"),
        ("page.txt", b"%PDF-1.7 a pdf", "its content is not what its name says"),
        ("page.docx", b"plain", "its content is not what its name says"),
        ("page.txt", b"  \n", "an empty file"),
    ],
)
def test_what_is_not_what_it_says_is_not_taken(collector: Any, name: str, raw: bytes, said: str) -> None:
    page = _send(collector, (name, raw), ("good.txt", NEWS.encode()))
    assert f"{name}: {said}" in page
    assert [u.name for u in _uploads()] == ["good.txt"]


def test_a_file_over_the_limit_is_not_taken_and_the_others_are(collector: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "UPLOAD_BYTES", 1_000)
    page = _send(collector, ("large.txt", b"x" * 1_001), ("good.txt", NEWS.encode()))
    assert "large.txt: larger than" in page
    assert [u.name for u in _uploads()] == ["good.txt"]


def _zip(**parts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, raw in parts.items():
            file.writestr(name.replace("__", "/"), raw)
    return held.getvalue()


@pytest.mark.parametrize(
    "raw",
    [
        _zip(word__document_xml=b"<x/>"),
        _zip(**{"../../escaped.txt": b"out"}),
        _zip(**{"word__document.xml": b" " * 300_000_000}),
        b"PK\x03\x04 broken",
    ],
    ids=["no document", "slip", "bomb", "broken"],
)
def test_a_hostile_archive_says_why_and_leaves_nothing(collector: Any, office: Path, raw: bytes) -> None:
    import time

    began = time.process_time()
    _send(collector, ("report.docx", raw), ("good.txt", NEWS.encode()))
    bad, good = _uploads()
    assert bad.state == "failed"
    assert "report.docx" in bad.reason
    assert "/tmp" not in bad.reason
    assert good.state == "done"
    assert not list(office.parent.rglob("escaped.txt"))
    assert time.process_time() - began < 30


def test_a_hostile_name_is_text(collector: Any) -> None:
    page = _send(collector, (HOSTILE, NEWS.encode()), ("../../etc/passwd.txt", b"\xd9\x82 text"))
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert [u.name for u in _uploads()][1] == "passwd.txt"


def test_a_failed_file_can_be_tried_again(collector: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from tawthiq.workbench.register import inbox

    def broken(*_: Any) -> Any:
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(inbox, "extract_one", broken)
        page = _send(collector, ("a.txt", NEWS.encode()))
    (upload,) = _uploads()
    assert upload.state == "failed"
    assert "the disk is full" in page
    collector.post(f"/inbox/{upload.pk}/retry/")
    (upload,) = _uploads()
    assert (upload.state, upload.attempts) == ("done", 2)


def test_what_was_being_read_when_the_office_closed_is_read_on(
    collector: Any, officer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tawthiq.workbench.register import inbox

    with monkeypatch.context() as patch:
        patch.setattr(inbox, "_enqueue", lambda upload: None)
        _send(collector, ("a.txt", NEWS.encode()))
    (upload,) = _uploads()
    type(upload).objects.filter(pk=upload.pk).update(state="reading")
    assert inbox.resume() == 1
    assert _uploads()[0].state == "done"


def test_a_file_that_ends_its_reader_again_and_again_is_set_aside_and_the_others_are_read(
    collector: Any, officer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tawthiq.workbench.register import inbox

    with monkeypatch.context() as patch:
        patch.setattr(inbox, "_enqueue", lambda upload: None)
        _send(collector, ("a.txt", NEWS.encode()))
        _send(collector, ("b.txt", NEWS.replace("14", "15").encode()))
    deadly, other = _uploads()
    type(deadly).objects.filter(pk=deadly.pk).update(state="reading", attempts=inbox.MOST_ENDINGS)
    type(other).objects.filter(pk=other.pk).update(state="reading", attempts=1)
    assert inbox.resume() == 1
    assert [u.state for u in _uploads()] == ["failed", "done"]
    page = collector.get("/inbox/").content.decode()
    assert "background" in page
    collector.post(f"/inbox/{deadly.pk}/retry/")  # a person may try once more
    assert _uploads()[0].state == "done"


def test_restricted_material_is_hidden_from_those_who_may_not_read_it(collector: Any, client_of: Any) -> None:
    analyst = client_of("analyst", "en")
    _send(analyst, ("secret.txt", NEWS.encode()), access="restricted")
    (upload,) = _uploads()
    assert upload.document.access == "restricted"
    assert "secret.txt" in analyst.get("/inbox/").content.decode()
    assert "secret.txt" not in collector.get("/inbox/").content.decode()
    assert collector.get(f"/documents/{upload.document.pk}/").status_code == 404
    unknown = _send(analyst, ("other.txt", NEWS.replace("14", "15").encode()), access="whatever")
    assert "other.txt" in unknown
    assert _uploads()[1].document.access == "restricted"


def test_who_may_not_add_documents_cannot(client_of: Any) -> None:
    assert client_of("auditor").post("/inbox/receive/", {"text": NEWS}).status_code == 403
    assert _uploads() == []


def test_why_a_file_could_not_be_read_is_said_in_the_readers_language(client_of: Any) -> None:
    _send(client_of("collector", "ar"), ("scan.pdf", b"%PDF-1.4 broken"))
    ar, en = (client_of("collector", lang).get("/inbox/").content.decode() for lang in ("ar", "en"))
    assert "الملف تالف" in ar
    assert "The file is broken" in en
    assert '<bdi class="dim">15\xa0بايت</bdi>' in ar  # not left to right, where the number comes after its unit
    for page in (ar, en):
        assert '<bdi class="dim" lang="en" dir="ltr">scan.pdf: the PDF cannot be read' in page


def test_every_reason_of_the_reading_has_words() -> None:
    import re

    from tawthiq.workbench.words import words
    from tests.conftest import ROOT

    code = "".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "tawthiq" / "ingest").glob("*.py")))
    given = set(re.findall(r'Refused\(\s*"([a-z_]+)"', code)) | {"bad_line", "bad_row", "read_before"}
    assert len(given) > 10
    assert given <= words("ar").strings["unread"].keys()


def test_no_address_that_is_given_is_fetched(collector: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    asked: list[Any] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *where, **_: asked.append(where))
    monkeypatch.setattr(socket, "create_connection", lambda *where, **_: asked.append(where))
    page = '<html><head><base href="http://169.254.169.254/"><link rel="stylesheet" href="http://inside.example/a.css"></head><body><img src="http://inside.example/b.png"><p>Two people were hurt in Homs on 3 May 2013, residents said.</p></body></html>'
    collector.post(
        "/inbox/receive/",
        {"files": SimpleUploadedFile("page.html", page.encode()), "url": "http://169.254.169.254/latest/meta-data/"},
    )
    (upload,) = _uploads()
    assert upload.state == "done"
    assert upload.document.url == "http://169.254.169.254/latest/meta-data/", "kept as words"
    assert asked == []


def test_a_page_that_a_browser_saved_in_one_file_is_taken(collector: Any) -> None:
    raw = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://news.example/raqqa\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n'
        b"<title>Raqqa</title><p>Five civilians were killed by shelling in Raqqa on Monday 2 May 2016, residents said.</p>\r\n--x--\r\n"
    )
    page = _send(collector, ("raqqa.mhtml", raw))
    (upload,) = _uploads()
    assert (upload.state, upload.accounts) == ("done", 1)
    assert upload.document.url == "https://news.example/raqqa"
    assert "mhtml" in page

"""What fuzzing begins with: small sound inputs of every format, written when it runs. Nothing binary is kept in the project."""

from __future__ import annotations

import io
import json
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq

TEXTS = (
    "في 5 آذار 2016 قصف طيران حربي مدينة دوما فقتل 5 مدنيين بينهم طفلان، وفق ما قال ناشطون.",
    "On 5 March 2016 government forces shelled Douma, killing at least 12 people, including two children, activists said.",
    "ارتفعت الحصيلة إلى 26 قتيلاً بعد أن كانت 13. وحمّل المجلس المحلي قوات النظام المسؤولية.",
    "توزع الضحايا بحسب المحافظات:\n- حلب 412 قتيلاً (40%)\n- إدلب 1,230\n- درعا 120 قتيلاً",
    "Between 20 and 30 were wounded last night; more than 400, i.e. 401 to 500, on 25/9/2012 (Sunday).",
    "مجـ_ـ_زرة في حي الجورة \u202eنص\u202c 👨\u200d👩\u200d👧 ﷺ ١٢٣ خمسة وعشرون ألفا",
)

PAGE = (
    "<html><head><title>غارة</title><meta property='article:published_time' content='2016-03-06'></head><body><nav>menu</nav>"
    f"<article><h1>Strike</h1><p>{TEXTS[0]}</p><table><tr><td>حلب</td><td>12</td></tr></table></article>"
    "<div class=comments><p>x</p></div></body></html>"
).encode()

MAIL = (
    f"From: a@example.org\r\nSubject: =?utf-8?b?2LrYp9ix2Kk=?=\r\nDate: Sun, 6 Mar 2016 10:00:00 +0200\r\nMIME-Version: 1.0\r\n"
    f"Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{TEXTS[1]}\r\n"
    f"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>{TEXTS[1]}</p>\r\n--b--\r\n"
).encode()

POSTS = f'id,text,published\r\n1,"{TEXTS[0]}",2016-03-06\r\n2,"{TEXTS[1]}",\r\n'.encode()

LINES = "".join(
    json.dumps({"id": str(n), "text": t, "published": "2016-03-06"}) + "\n" for n, t in enumerate(TEXTS)
).encode()

WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/a\r\nWARC-Date: 2016-03-06T10:00:00Z\r\n"
    b"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
)

DOCX_BODY = (
    '<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    f"<w:p><w:r><w:t>{TEXTS[0]}</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
).encode()


def warc(body: bytes = PAGE) -> bytes:
    """A web archive of one page."""
    reply = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    return WARC % (len(reply), reply)


def docx(body: bytes = DOCX_BODY) -> bytes:
    """A Word file whose document part is `body`."""
    kinds = (
        b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        b'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    links = (
        b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in (("[Content_Types].xml", kinds), ("_rels/.rels", links), ("word/document.xml", body)):
            archive.writestr(name, content)
    return out.getvalue()


def pdf(stream: bytes = b"BT /F1 12 Tf 72 700 Td (5 civilians were killed in Aleppo.) Tj ET") -> bytes:
    """A PDF of one page whose content is `stream`."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )


def parquet() -> bytes:
    """A Parquet file of two documents."""
    out = io.BytesIO()
    pq.write_table(pa.table({"id": ["1", "2"], "text": list(TEXTS[:2])}), out)
    return out.getvalue()

"""The inbox: files, saved pages and pasted text become documents, read in the background, and join the register's incidents.

The bytes are kept before anything else happens to them. The same bytes twice are one document. A page that cannot be read says why
and can be tried again; nothing of it is lost.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tawthiq.domain.account import Extraction
from tawthiq.domain.document import Document as Read
from tawthiq.domain.document import Unreadable
from tawthiq.domain.records import document_record, extraction_record
from tawthiq.ingest import Input, OriginalStore, StoreError, read_input
from tawthiq.ingest.manifest import Known
from tawthiq.ingest.walk import Found, safe_id
from tawthiq.pipeline import extract_one
from tawthiq.workbench.register.custody import note, note_all, received
from tawthiq.workbench.register.deciding import check
from tawthiq.workbench.register.joining import join_incidents
from tawthiq.workbench.register.loading import document_row
from tawthiq.workbench.register.models import Account, Claim, Document, Finding, Incident, Upload
from tawthiq.workbench.register.people import Naming, recount
from tawthiq.workbench.register.protection import CLOSED
from tawthiq.workbench.register.revision import grow
from tawthiq.workbench.register.rows import claim_columns, claims_in
from tawthiq.workbench.register.search import index_documents
from tawthiq.workbench.register.sources import file_under_source, rows_for, voices_in
from tawthiq.workbench.register.vocabulary import office_knowledge
from tawthiq.workbench.staff.models import User

MOST_ATTEMPTS = 5
MOST_ENDINGS = 2
"""So many times a file may end the process that reads it."""
_ENDED_READER = "[ended_reader] reading it ended the background reader; it may need more memory than there is"


class TooLarge(ValueError):
    """A file over the limit (settings.UPLOAD_BYTES); it is not taken."""


def originals() -> OriginalStore:
    """The register's store of originals."""
    return OriginalStore(Path(settings.REGISTER) / "originals")


def receive(
    actor: User,
    name: str,
    raw: bytes,
    *,
    publisher: str = "",
    url: str = "",
    published: date | None = None,
    access: str = "internal",
) -> Upload:
    """Keeps the bytes and puts them in the queue; bytes that are here already are said to be. Raises TooLarge, StoreError, PermissionDenied."""
    check(actor, "add_documents")
    if len(raw) > settings.UPLOAD_BYTES:
        raise TooLarge(name)
    sha256 = originals().put(raw)
    name = Path(name.replace("\\", "/")).name.replace("\x00", "")[:200] or "text.txt"
    with transaction.atomic():
        upload = Upload(
            name=name, sha256=sha256, size=len(raw), publisher=publisher[:500], url=url, published=published, access=access, by=actor
        )  # fmt: skip
        known = Document.objects.filter(sha256=sha256).first()
        waiting = Upload.objects.filter(sha256=sha256, state__in=("waiting", "reading")).exists()
        if known is not None or waiting:
            upload.state, upload.document, upload.done_at = "already_here", known, timezone.now()
        upload.save()
        if upload.state == "waiting":
            detail = {"how": "inbox", "name": name, "size": upload.size, "from": url, "publisher": publisher}
            note("received", f"original:{sha256}", detail, actor)
    if upload.state == "waiting":
        _enqueue(upload)
    return upload


def retry(actor: User, upload: Upload) -> None:
    """Puts a failed upload back into the queue."""
    check(actor, "add_documents")
    changed = Upload.objects.filter(pk=upload.pk, state="failed", attempts__lt=MOST_ATTEMPTS).update(
        state="waiting", reason=""
    )
    if changed:
        _enqueue(upload)


def _enqueue(upload: Upload) -> None:
    from tawthiq.workbench.register.tasks import read_in_background

    read_in_background.enqueue(upload.pk)


def resume() -> int:
    """Queues again what was waiting or being read when the office or its reader ended; how many.

    A file whose reading ended the reader `MOST_ENDINGS` times is not read again: the others could never be.
    """
    Upload.objects.filter(state="reading", attempts__gte=MOST_ENDINGS).update(
        state="failed", reason=_ENDED_READER, done_at=timezone.now()
    )
    left = list(Upload.objects.filter(state__in=("waiting", "reading")).order_by("pk"))
    Upload.objects.filter(pk__in=[u.pk for u in left]).update(state="waiting")
    for upload in left:
        _enqueue(upload)
    return len(left)


def read_upload(pk: int) -> None:
    """Reads one upload into the register. Whatever happens, its row says so."""
    upload = Upload.objects.get(pk=pk)
    if Upload.objects.filter(pk=pk, state="waiting").update(state="reading", attempts=upload.attempts + 1) == 0:
        return  # another worker has it, or it is done
    upload.refresh_from_db()
    try:
        told, reasons = _told(upload)
        with transaction.atomic():
            first, accounts = _keep(upload, told)
            upload.document, upload.accounts = first, accounts
            upload.state = "done" if first is not None else "failed"
            upload.reason = "\n".join(reasons)[:2_000]
            upload.done_at = timezone.now()
            upload.save()
    except StoreError as error:
        _failed(upload, str(error))
    except Exception as error:  # a hostile page must not stop the queue; the row says what it did
        _failed(upload, f"{type(error).__name__}: {' '.join(str(error).split())[:500]}")


def _failed(upload: Upload, reason: str) -> None:
    Upload.objects.filter(pk=upload.pk).update(state="failed", reason=reason, done_at=timezone.now())


def _told(upload: Upload) -> tuple[list[Extraction], list[str]]:
    """What the upload's documents say, and why some of it could not be read."""
    raw = originals().path(upload.sha256).read_bytes()
    ident = f"inbox-{upload.sha256[:16]}"
    known = Known(upload.url, upload.publisher, upload.published, upload.at.date(), upload.access in CLOSED)
    told: list[Extraction] = []
    reasons: list[str] = []
    office = office_knowledge()
    with tempfile.TemporaryDirectory(prefix="tawthiq-") as folder:
        path = Path(folder) / (safe_id(upload.name).replace("/", "_")[-120:] or "text.txt")
        path.write_bytes(raw)
        for item in read_input(Input(Found(path=path, relative=upload.name, id=ident), known)):
            result = extract_one(item, office) if isinstance(item, Read) else item
            if isinstance(result, Unreadable):
                reasons.append(f"[{result.code}] {result.message.replace(str(path), upload.name)}")
            else:
                told.append(result)
    return told, reasons


def _keep(upload: Upload, told: Iterable[Extraction]) -> tuple[Document | None, int]:
    """Writes the documents with their accounts and claims, and joins the accounts to incidents. The first document, and how many accounts."""
    first: Document | None = None
    rows: list[Account] = []
    for extraction in told:
        if Document.objects.filter(key=extraction.document.id).exists():
            first = first or Document.objects.get(key=extraction.document.id)
            continue
        line = extraction_record(extraction)
        document = document_row(document_record(extraction.document), line)
        document.inbox, document.sha256 = True, upload.sha256
        document.own_access = upload.access if document.access == "internal" else document.access
        document.access = document.own_access
        document.save()
        file_under_source(document)
        note_all([received(document, "inbox")], upload.by)
        first = first or document
        people = Naming()
        for number, record in enumerate(line["accounts"]):
            account = Account.objects.create(
                document=document, number=number, kind=record["kind"], background=record["background"], summary=record["summary"], record=record
            )  # fmt: skip
            claims = []
            for field, n, value in claims_in(record):
                claim = Claim(account=account, field=field, number=n, **claim_columns(field, value))
                if field == "person":
                    people.name(claim, value)
                claims.append(claim)
            people.save()
            Claim.objects.bulk_create(claims)
            rows.append(account)
        recount(people.touched)
        Finding.objects.bulk_create(
            Finding(
                document=document, number=n, rule=f["rule"], severity=f["severity"], passed=bool(f["passed"]), message_ar=f["message_ar"],
                message_en=f["message_en"], spans=f["spans"],
            )
            for n, f in enumerate(line["findings"])
        )  # fmt: skip
        index_documents([document])
    join_incidents([a for a in rows if not a.summary])
    joined = Incident.objects.filter(accounts__in=[a.pk for a in rows]).distinct()
    rows_for(v for incident in joined for v in voices_in(incident.record["origins"]).values())
    grow()
    return first, len(rows)

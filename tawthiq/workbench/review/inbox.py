"""The inbox: files dropped, text pasted, pages saved; how far each has come, and another try where one failed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tawthiq.ingest.paths import READERS, STREAMS
from tawthiq.ingest.store import StoreError
from tawthiq.workbench.register.inbox import TooLarge
from tawthiq.workbench.register.inbox import receive as take
from tawthiq.workbench.register.inbox import retry as again
from tawthiq.workbench.register.models import Upload
from tawthiq.workbench.register.models.documents import ACCESS
from tawthiq.workbench.review.context import w_of
from tawthiq.workbench.review.guard import StaffRequest, levels, one, screen
from tawthiq.workbench.review.paging import page_by_id

TAKEN = (*READERS, *STREAMS, ".csv", ".jsonl")
"""The kinds of file that are read, by their ending."""
_MAGIC = {b"%PDF-": (".pdf",), b"PK\x03\x04": (".docx",), b"\x1f\x8b": (".gz",), b"PAR1": (".parquet",)}
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"#!")


@screen("see")
def inbox(request: StaffRequest) -> HttpResponse:
    """What came in, the newest first; the part with the states alone where a page asks how far it has come."""
    rows = Upload.objects.filter(access__in=levels(request.user)).select_related("document", "by")
    page = page_by_id(rows, request.GET.get("after", ""))
    for upload in page.rows:
        upload.readable = upload.document is not None and upload.document.access in levels(request.user)
    busy = any(u.state in ("waiting", "reading") for u in page.rows)
    context = {
        "page": page,
        "busy": busy,
        "levels": [x for x in ACCESS if x in levels(request.user)],
        "taken": ",".join(TAKEN),
        "kinds": " ".join(dict.fromkeys(name.lstrip(".") for name in TAKEN)),
        "most": settings.UPLOAD_FILES,
        "limit": settings.UPLOAD_BYTES // 2**20,
    }
    return render(request, "review/_uploads.html" if request.htmx else "review/inbox.html", context)


@screen("add_documents", methods=("POST",))
def receive(request: StaffRequest) -> HttpResponse:
    """Takes files or pasted text. Each that cannot be taken is named with the reason; the others go on."""
    w, form = w_of(request), request.POST
    access = form.get("access", "internal")
    access = access if access in ACCESS else "restricted"  # a level that is not understood is not an open one
    try:
        published = date.fromisoformat(form["published"]) if form.get("published") else None
    except ValueError:
        published = None
    publisher, url = form.get("publisher", "").strip(), form.get("url", "").strip()[:4_000]
    files = request.FILES.getlist("files")
    taken = here = 0
    given: list[tuple[str, bytes]] = []
    if len(files) > settings.UPLOAD_FILES:
        first = Path((files[settings.UPLOAD_FILES].name or "").replace("\\", "/")).name
        beyond = len(files) - settings.UPLOAD_FILES
        messages.error(request, w("inbox.too_many", n=beyond, name=first, most=settings.UPLOAD_FILES))
    for file in files[: settings.UPLOAD_FILES]:
        name = Path((file.name or "").replace("\\", "/")).name
        if (file.size or 0) > settings.UPLOAD_BYTES:
            messages.error(request, w("inbox.too_large", name=name, limit=settings.UPLOAD_BYTES // 2**20))
            continue
        raw = file.read()
        reason = refused(name, raw)
        if reason:
            messages.error(request, w(reason, name=name))
            continue
        given.append((name, raw))
    if form.get("text", "").strip():
        given.append((f"{w('inbox.pasted')}.txt", form["text"].replace("\r\n", "\n").encode("utf-8", "replace")))
    for name, raw in given:
        try:
            upload = take(request.user, name, raw, publisher=publisher, url=url, published=published, access=access)
        except TooLarge:
            messages.error(request, w("inbox.too_large", name=name, limit=settings.UPLOAD_BYTES // 2**20))
        except StoreError as error:
            messages.error(request, w("inbox.not_kept", name=name, reason=str(error)))
        else:
            taken += upload.state == "waiting"
            here += upload.state == "already_here"
    if taken:
        messages.success(request, w("inbox.taken", n=taken))
    if here:
        messages.info(request, w("inbox.here", n=here))
    if not given and not files:
        messages.error(request, w("inbox.nothing"))
    return HttpResponseRedirect(reverse("inbox"))


def refused(name: str, raw: bytes) -> str:
    """Why a file is not taken, as a key of the catalogue; empty where it is. Its first bytes must be what its name says."""
    lower = name.lower()
    if not lower.endswith(TAKEN):
        return "inbox.bad_kind"
    if not raw.strip():
        return "inbox.empty"
    if raw.startswith(_PROGRAMS):
        return "inbox.program"
    for magic, endings in _MAGIC.items():
        if raw.startswith(magic) != lower.endswith(endings) and (raw.startswith(magic) or magic != b"PAR1"):
            return "inbox.not_what_it_says"
    return ""


@screen("add_documents", methods=("POST",))
def retry(request: StaffRequest, pk: int) -> HttpResponse:
    """Another try for a file that failed."""
    upload: Upload = one(Upload.objects.filter(access__in=levels(request.user)), pk=pk)
    again(request.user, upload)
    return HttpResponseRedirect(reverse("inbox"))

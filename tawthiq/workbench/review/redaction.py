"""A redacted copy of a document: an object of its own, with names and chosen words gone; the original and the office's text stay."""

from __future__ import annotations

import tempfile
from html import escape
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tawthiq.custody.redaction import places_of, redacted
from tawthiq.ingest import OriginalStore
from tawthiq.publish.period.pdf import NoPdf, write_pdf
from tawthiq.publish.private_names import private_names
from tawthiq.publish.wording import clean
from tawthiq.text.names import name_parts
from tawthiq.workbench.register.custody import note
from tawthiq.workbench.register.models import Claim, Document
from tawthiq.workbench.review.acts import back, reason_of
from tawthiq.workbench.review.context import w_of
from tawthiq.workbench.review.guard import StaffRequest, documents_for, one, screen, seen

MOST_PHRASES = 200
SHORTEST = 3
"""Letters of the shortest family name that is taken out where it stands alone."""
FORMS = {"txt": "text/plain; charset=utf-8", "pdf": "application/pdf"}


@screen("export", methods=("GET", "POST"))
def redact(request: StaffRequest, pk: int) -> HttpResponse:
    """Shows what would go; on POST, makes the copy, keeps it by its hash, writes that down, and hands it over."""
    found: Document = one(documents_for(request.user), pk=pk)
    seen(request.user, f"document:{found.key}", found.access, "redaction")
    names = sorted(
        set(Claim.objects.filter(account__document=found, field="person").values_list("text", flat=True))
        | {found.text[span.start : span.end] for span in private_names(found.text)}
    )
    chosen = request.POST.getlist("name") if request.method == "POST" else names
    phrases = [line.strip() for line in request.POST.get("phrases", "").splitlines() if line.strip()][:MOST_PHRASES]
    gone = [part for name in names if name in chosen for part in {name, *name_parts(name, shortest=SHORTEST)}]
    spans = [s for words in (*gone, *phrases) for s in places_of(found.text, words)]
    text, marks = redacted(found.text, spans)
    context: dict[str, Any] = {
        "document": found, "names": names, "chosen": chosen, "phrases": "\n".join(phrases), "text": clean(text), "marks": marks,
    }  # fmt: skip
    form = request.POST.get("form", "")
    if form not in FORMS:
        return _private(render(request, "review/redact.html", context))
    w = w_of(request)
    if not reason_of(request):
        messages.error(request, w("act.reason_needed"))
        return _private(render(request, "review/redact.html", context, status=422))
    try:
        raw = text.encode("utf-8", "replace") if form == "txt" else _pdf(found, clean(text))
    except NoPdf:
        messages.error(request, w("redact.no_pdf"))
        return back(request, reverse("redact", args=[pk]))
    sha256 = OriginalStore(Path(settings.REGISTER) / "redacted").put(raw)
    detail = {"sha256": sha256, "of": found.sha256, "format": form, "marks": marks, "reason": reason_of(request)}
    note("redacted", f"document:{found.key}", detail, request.user)
    response = HttpResponse(raw, content_type=FORMS[form])
    response["Content-Disposition"] = f'attachment; filename="redacted-{sha256[:16]}.{form}"'
    response["Content-Security-Policy"] = "sandbox"
    return _private(response)


def _pdf(document: Document, text: str) -> bytes:
    """A PDF made anew of the redacted text alone: nothing of the original file is in it. Raises NoPdf."""
    direction = "rtl" if document.lang == "ar" else "ltr"
    page = (
        f'<!doctype html><html lang="{document.lang}" dir="{direction}"><head><meta charset="utf-8"><title>—</title>'
        f"<style>body{{white-space:pre-wrap}}</style></head><body>{escape(text)}</body></html>"
    )
    with tempfile.TemporaryDirectory(prefix="tawthiq-") as folder:
        path = Path(folder) / "copy.pdf"
        write_pdf(page, path, lang=document.lang)
        return path.read_bytes()


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response

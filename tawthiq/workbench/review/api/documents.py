"""Documents: what the office holds, with its text."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpResponse
from ninja import Router, Schema

from tawthiq.workbench.register.models import Document
from tawthiq.workbench.review.api.caller import Bearer, Called
from tawthiq.workbench.review.api.shapes import ERRORS, FOUND, Id, Paged, Query, Unless, Word, answer, by_id, one, only

router = Router(tags=["documents"])


class DocumentRow(Schema):
    """A document in a list."""

    id: int
    key: str
    lang: str
    title: str
    publisher: str
    author: str
    url: str
    published_start: date | None
    published_end: date | None
    sha256: str
    media_type: str
    access: str
    version: int


class DocumentPage(Schema):
    """A page of documents; `after` is empty at the end."""

    items: list[DocumentRow]
    after: str


class DocumentFull(DocumentRow):
    """A document with its text; spans of claims count its characters. `accounts` are the numbers of its accounts that the token may read."""

    text: str
    accounts: list[int]


class DocumentsAsked(Paged):
    """Filters of the list."""

    key: Word | None = None
    lang: Literal["ar", "en"] | None = None
    publisher: Word | None = None
    access: Literal["public", "internal", "restricted"] | None = None


def row_of(document: Document) -> dict[str, Any]:
    """A document's line in a list."""
    return {name: getattr(document, name) for name in DocumentRow.model_fields}


@router.get(
    "", response={200: DocumentPage, **ERRORS}, auth=Bearer("read:documents"), summary="Documents, the newest first"
)
def documents(request: Called, asked: Query[DocumentsAsked]) -> HttpResponse:
    """The documents that the token may read."""
    only(request, asked)
    wanted = asked.dict(exclude={"after", "limit"}, exclude_none=True)
    rows = request.auth.documents().filter(**{k: v for k, v in wanted.items() if v != ""})
    page = by_id(rows.defer("text", "record", "told"), asked)
    request.auth.looked(page.rows, "documents")
    return answer({"items": [row_of(d) for d in page.rows], "after": page.after})


@router.get(
    "/{pk}",
    response={200: DocumentFull, 304: None, **FOUND},
    auth=Bearer("read:documents"),
    summary="One document with its text",
)
def document(request: Called, pk: Id, unless: Unless = None) -> HttpResponse:
    """One document."""
    found: Document = one(request.auth.documents().defer("record", "told"), pk=pk)
    request.auth.looked([found], "document")
    numbers = list(request.auth.accounts().filter(document=found).order_by("number").values_list("pk", flat=True))
    return answer({**row_of(found), "text": found.text, "accounts": numbers}, etag=f'"{found.version}"', unless=unless)

"""Search: documents by their words, as on the search screen."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpResponse
from ninja import Router
from ninja.errors import HttpError
from pydantic import Field, StringConstraints

from tawthiq.workbench.register.models import Document
from tawthiq.workbench.register.search import BadQuery, find, parse
from tawthiq.workbench.review.api.caller import Bearer, Called
from tawthiq.workbench.review.api.documents import DocumentPage, row_of
from tawthiq.workbench.review.api.shapes import ERRORS, Paged, Query, answer, only

router = Router(tags=["search"])
ROUNDS = 20
"""How often the index is asked for more where a page's documents are ones that the token may not read."""


class SearchAsked(Paged):
    """Words that must all be there; "phrases" in quotes; -words that must not. `exact` keeps the script as it is written."""

    q: Annotated[str, StringConstraints(min_length=1, max_length=400)] = Field(...)
    exact: bool = False


@router.get(
    "", response={200: DocumentPage, **ERRORS}, auth=Bearer("read:documents"), summary="Documents by their words"
)
def search(request: Called, asked: Query[SearchAsked]) -> HttpResponse:
    """The documents that hold the words, the newest first. `after` may come with a short page: more may follow it."""
    only(request, asked)
    try:
        query = parse(asked.q, exact=asked.exact)
    except BadQuery as error:
        return answer({"items": [], "after": ""}) if str(error) == "search.nothing" else _too_many()
    before = int(asked.after) if asked.after else None
    rows: list[Document] = []
    more = True
    for _ in range(ROUNDS):
        found = find(query, before=before, limit=asked.limit + 1)
        known = request.auth.documents().defer("text", "record", "told").in_bulk(found)
        more = len(found) > asked.limit
        for pk in found:
            if len(rows) == asked.limit:
                more = True
                break
            before = pk
            if pk in known:
                rows.append(known[pk])
        if len(rows) == asked.limit or not more:
            break
    request.auth.looked(rows, "search")
    return answer({"items": [row_of(d) for d in rows], "after": str(before) if more and before else ""})


def _too_many() -> HttpResponse:
    raise HttpError(422, "q: too many words")

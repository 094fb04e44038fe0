"""The API as a whole: its resources, its description, its addresses."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path
from ninja import NinjaAPI

from tawthiq import __version__
from tawthiq.workbench.review.api import (
    accounts,
    claims,
    comments,
    decisions,
    documents,
    incidents,
    problems,
    search,
    statistics,
)  # fmt: skip
from tawthiq.workbench.review.api.caller import Bearer, Called
from tawthiq.workbench.review.api.shapes import answer
from tawthiq.workbench.review.api.throttle import PerToken

api = NinjaAPI(
    title="Tawthiq",
    version=__version__,
    description="A documentation office's register: documents, accounts, claims, incidents. Every figure leads back to its sentence.",
    openapi_url="",  # the description is an address of its own, for holders of a token
    docs_url=None,
    throttle=PerToken(),
    auth=Bearer(),
    urls_namespace="api",
)
problems.register(api)
for name, part in (
    ("documents", documents), ("accounts", accounts), ("incidents", incidents), ("claims", claims), ("comments", comments),
    ("statistics", statistics), ("search", search), ("decisions", decisions),
):  # fmt: skip
    api.add_router(f"/{name}", part.router)


@api.get("/openapi.json", include_in_schema=False)
def openapi(request: Called) -> HttpResponse:
    """What the API offers, as OpenAPI."""
    return answer(description())


@cache
def description() -> dict[str, Any]:
    """The API's OpenAPI description; errors are problem+json."""
    found: dict[str, Any] = json.loads(
        json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"))
    )  # statuses become text
    for operations in found["paths"].values():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                if int(status) >= 400 and "application/json" in response.get("content", {}):
                    response["content"] = {problems.MEDIA: response["content"]["application/json"]}
    return found


urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", api.urls),
    re_path(r"", problems.nowhere),
]

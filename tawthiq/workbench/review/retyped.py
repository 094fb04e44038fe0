"""A form of the document page that was not taken: what a person typed is kept for its next showing, once, with what stood in the way."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

LONGEST = 2_000
"""Characters of one field that are kept."""
_KEY = "retyped"


def keep(request: HttpRequest, at: str, said: str) -> None:
    """Keeps the posted form for the page that shows it again (`at`, an address without its fragment)."""
    form = {
        name: value[:LONGEST] for name, value in request.POST.items() if name not in ("csrfmiddlewaretoken", "next")
    }
    request.session[_KEY] = {"at": at, "said": said, "form": form}


def kept(request: HttpRequest) -> dict[str, Any]:
    """The form kept for this page and what was said of it, with its `value` as a claim holds it; empty where there is none."""
    found = request.session.get(_KEY)
    if not found or found["at"] != request.get_full_path():
        return {}
    del request.session[_KEY]
    form: dict[str, str] = found["form"]
    return {"said": found["said"], "form": form, "value": _value(form)}


def _value(form: dict[str, str]) -> dict[str, Any]:
    """What a form says in the places where a claim's record has it, as typed, right or wrong."""
    value: dict[str, Any] = {name: form.get(name, "") for name in _PLAIN}
    return value | {
        "high": None if form.get("open") else form.get("high", ""),
        "start": form.get("first", ""),
        "end": form.get("last", ""),
        "attribution": {"text": form.get("speaker", ""), "source_type": form.get("speaker_type", "")},
        "span": [form.get("start", ""), form.get("end", "")],
    }


_PLAIN = ("harm", "group", "low", "qualifier", "superseded", "code", "role", "mode", "id", "precision", "name")

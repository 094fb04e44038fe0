"""How an act of a form ends: back on the page with a word of thanks, or of what stood in the way; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from tawthiq.workbench.register.deciding import NothingChanged, ReasonNeeded, Stale
from tawthiq.workbench.register.undoing import CannotUndo
from tawthiq.workbench.review.context import w_of
from tawthiq.workbench.review.retyped import keep
from tawthiq.workbench.review.typed_words import typed_words

REMEMBERED = 8
"""How many reasons a session remembers, to be offered again."""


def back(request: HttpRequest, fallback: str) -> HttpResponse:
    """Back to the page the form names, if it is one of ours."""
    wanted = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        wanted = fallback
    return HttpResponseRedirect(wanted)


def reason_of(request: HttpRequest) -> str:
    """The reason given with a form, remembered for the next one."""
    reason = " ".join(request.POST.get("reason", "").split())[:1_000]
    if reason:
        remembered = [reason, *(r for r in request.session.get("reasons", []) if r != reason)]
        request.session["reasons"] = remembered[:REMEMBERED]
    return reason


def version_of(request: HttpRequest) -> int | None:
    """The version of the record as the form's page showed it."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def act(
    request: HttpRequest, fallback: str, do: Callable[[], Any], done: str = "act.done", *, again: str = ""
) -> HttpResponse:
    """Runs an act and goes back; `done` is the key of what is said then. Where another person was first, their change is shown and the form kept.

    `again` is the address at which the form stands, where its page can show once more what was typed (`retyped.kept`): what was not taken is not lost.
    """
    w = w_of(request)
    try:
        do()
    except Stale as stale:
        kept = [
            (k, v) for k, values in request.POST.lists() for v in values if k not in ("csrfmiddlewaretoken", "version")
        ]
        context = {
            "since": stale.since,
            "kept": kept,
            "typed": typed_words(kept, w),
            "action": request.get_full_path(),
            "back": fallback,
        }
        return render(request, "review/stale.html", context, status=409)
    except ReasonNeeded:
        return _not_taken(request, fallback, again, w("act.reason_needed"))
    except NothingChanged:
        messages.info(request, w("act.nothing_changed"))
    except CannotUndo as error:
        messages.error(request, w(str(error)))
    except ValueError as error:
        return _not_taken(request, fallback, again, _said(w, str(error)))
    else:
        messages.success(request, w(done))
    return back(request, fallback)


def _not_taken(request: HttpRequest, fallback: str, again: str, said: str) -> HttpResponse:
    """Says what stood in the way: beside the form with what was typed where its page can show that, else above the page."""
    if again:
        keep(request, again.partition("#")[0], said)
        return HttpResponseRedirect(again)
    messages.error(request, said)
    return back(request, fallback)


def _said(w: Any, reason: str) -> str:
    """The words of a reason that is a key of the catalogue; a plain line otherwise."""
    try:
        return str(w(reason))
    except (KeyError, ValueError):
        return str(w("act.failed"))

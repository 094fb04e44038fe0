"""The page of the timeline: a list by month, each change of control with its sentences; self-contained like all pages."""

from __future__ import annotations

from datetime import date

from tawthiq.publish.dates import day_words, range_words
from tawthiq.publish.dossier.page import dossier_style
from tawthiq.publish.report import CSP, environment
from tawthiq.publish.sources import safe_href
from tawthiq.publish.timeline.days import Timeline
from tawthiq.publish.wording import Wording


def render_timeline(
    found: Timeline, w: Wording, *, first: date | None = None, last: date | None = None, other: str = ""
) -> str:
    """The page; `other` is the address of the same page in the other language."""
    period = ""
    if first is not None and last is not None:
        period = range_words(first, last, w)
    elif first is not None:
        period = w("dates.since", a=day_words(first, w))
    elif last is not None:
        period = w("dates.until", b=day_words(last, w))
    return environment().get_template("timeline.html.j2").render(
        w=w, csp=CSP, style=dossier_style(), t=found, period=period, other=other,
        other_lang="en" if w.lang == "ar" else "ar", safe_href=safe_href,
    )  # fmt: skip

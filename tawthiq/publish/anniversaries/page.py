"""The page "on this day": each anniversary with the place, the figures and how firmly it stands; self-contained like all pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from tawthiq.publish.anniversaries.entries import Entry
from tawthiq.publish.dates import day_words, range_words
from tawthiq.publish.report import CSP, environment, style
from tawthiq.publish.sources import safe_href
from tawthiq.publish.wording import Wording


def render_page(entries: Iterable[Entry], first: date, last: date, w: Wording, *, other: str = "") -> str:
    """The page of the days from `first` to `last`; `other` is the address of the same page in the other language."""
    days = [(day_words(day, w), list(found)) for day, found in groupby(entries, key=lambda e: e.day)]
    return environment().get_template("anniversaries.html.j2").render(
        w=w, csp=CSP, style=style(), days=days, period=range_words(first, last, w), other=other,
        other_lang="en" if w.lang == "ar" else "ar", safe_href=safe_href,
    )  # fmt: skip

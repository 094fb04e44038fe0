"""What the incident is called: kind, place and date in neutral words, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from tawthiq.domain.when import Period, When
from tawthiq.domain.where import Place, PlaceMention
from tawthiq.knowledge.load import label, toml
from tawthiq.reconcile.wording import joined, sentence


def _name(place: Place, lang: str) -> str:
    return (place.name_ar or place.name_en) if lang == "ar" else (place.name_en or place.name_ar)


def _place(chosen: PlaceMention | None, others: Sequence[PlaceMention], inside: Place | None, lang: str) -> str:
    if chosen is None:
        return sentence("title", "nowhere", lang)
    names = [_name(chosen.place, lang), *(_name(m.place, lang) for m in others[:2])]
    text = names[0]
    if len(names) > 1:
        text = sentence("title", "places", lang, place=joined(names[:-1], lang), other=names[-1])
    if inside is None or _name(inside, lang) in names:
        return text
    return sentence("title", "within", lang, place=text, city=_name(inside, lang))


def date_words(when: When | Period | None, lang: str) -> str:
    """A date in words: a day, a month where it spans one exactly, else first and last day."""
    if when is None or when.start is None or when.end is None:
        return sentence("title", "undated", lang)
    months: list[str] = toml("vocabularies/wording_link.toml")["months"][lang]

    def day(on: When | Period, first: bool) -> str:
        d = on.start if first else on.end
        assert d is not None
        return sentence("dates", "day", lang, day=d.day, month=months[d.month - 1], year=d.year)

    if when.start == when.end:
        return day(when, True)
    whole = when.start.day == 1 and (when.end + timedelta(days=1)).day == 1 and (when.end - when.start).days < 31
    if whole:
        return sentence("dates", "month", lang, month=months[when.start.month - 1], year=when.start.year)
    return sentence("dates", "range", lang, a=day(when, True), b=day(when, False))


def title(
    kind: str,
    when: When | None,
    chosen: PlaceMention | None,
    others: Sequence[PlaceMention],
    inside: Place | None,
    *,
    lang: str,
) -> str:
    """The title in "ar" or "en": "air strike, al-Hamidiyah (Deir ez-Zor), 29 October 2017"."""
    what = sentence("title", "event", lang) if kind in ("unknown", "other", "") else label("kinds", kind, lang)
    gaps = {
        "kind": what,
        "place": _place(chosen, others, inside, lang),
        "date": date_words(when, lang),
    }
    return sentence("title", "full", lang, **gaps)

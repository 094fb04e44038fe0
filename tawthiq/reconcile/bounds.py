"""R13 across documents: what an office's statistic says of a governorate or a country bounds what the register holds of it.

A row for a governorate, and the total of a report that has rows for several, is held against the incidents that certainly fall into
its days and its area, each at its minimum, whoever tells them. Nothing is corrected: one of the numbers is wrong, or counts others.
A total that does not say which area it covers is held only against the incidents of its own document (aggregates.py).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date

from tawthiq.domain.account import Aggregate, Extraction
from tawthiq.domain.finding import Finding
from tawthiq.domain.incident import Incident
from tawthiq.knowledge.gazetteer import governorates
from tawthiq.knowledge.load import label
from tawthiq.reconcile.aggregates import SUBJECTS, governorate_keys, minimum
from tawthiq.reconcile.publishers import name_key
from tawthiq.reconcile.titles import date_words
from tawthiq.reconcile.wording import sentence, shown

_AREAS = 3
"""Governorates that a report has rows for, from which on its total is one of the country."""
_COUNTRY = "sy"
_Days = tuple[date, date]


class _Incidents:
    """Incidents with one or more certain days, by the folded names of their governorates; "" holds all of the country."""

    def __init__(self, incidents: Sequence[Incident]) -> None:
        self._by_area: dict[str, list[tuple[_Days, Incident]]] = {}
        self._sums: dict[tuple[str, _Days, str, str | None], tuple[int, tuple[Incident, ...]]] = {}
        for incident in incidents:
            when, place = incident.date, incident.place
            if when is None or when.start is None or when.end is None or place is None:
                continue
            if incident.background_only or incident.grade == "G0" or place.place.country != _COUNTRY:
                continue
            for area in ("", *governorate_keys(incident)):
                self._by_area.setdefault(area, []).append(((when.start, when.end), incident))
        for held in self._by_area.values():
            held.sort(key=_first_day)

    def within(self, area: str, days: _Days, harm: str, group: str | None) -> tuple[int, tuple[Incident, ...]]:
        """The sum of the minima of the incidents inside, and those that have one."""
        key = (area, days, harm, group)
        if key not in self._sums:
            held = self._by_area.get(area, [])
            begun = range(bisect_left(held, days[0], key=_first_day), bisect_right(held, days[1], key=_first_day))
            inside = (held[at][1] for at in begun if held[at][0][1] <= days[1])
            counted = [(minimum(i, harm, group), i) for i in inside]
            told = tuple(i for number, i in counted if number)
            self._sums[key] = sum(number for number, _ in counted), told
        return self._sums[key]


def _first_day(held: tuple[_Days, Incident]) -> date:
    return held[0][0]


def bound_findings(incidents: Sequence[Incident], extractions: Sequence[Extraction]) -> tuple[Finding, ...]:
    """The statistics that the register's incidents exceed, each with the document and words that give it."""
    known: _Incidents | None = None
    found: list[Finding] = []
    for extraction in sorted(extractions, key=lambda e: e.document.id):
        areas = {a.key for a in extraction.aggregates if a.dimension == "governorate" and a.key}
        for figure in extraction.aggregates:
            days, high = (figure.period.start, figure.period.end), figure.count.high
            area = _area(figure, areas)
            if area is None or high is None or days[0] is None or days[1] is None:
                continue
            known = known or _Incidents(incidents)
            total, inside = known.within(area, (days[0], days[1]), figure.measure, figure.subject)
            mine = extraction.document.id
            elsewhere = any(ref[0] != mine for incident in inside for ref in incident.accounts)
            if total > high and elsewhere:
                found.append(_finding(extraction, figure, total, inside))
    return tuple(dict.fromkeys(found))


def _area(figure: Aggregate, areas: set[str]) -> str | None:
    """The folded name of the governorate a statistic is of, "" for the country; None where it cannot be told or bounds nothing."""
    if figure.subject not in SUBJECTS or figure.percent is not None or figure.period.start is None:
        return None
    if figure.dimension == "governorate" and figure.key:
        return name_key(figure.key)
    return "" if figure.dimension == "total" and len(areas) >= _AREAS else None


def _finding(extraction: Extraction, figure: Aggregate, total: int, inside: Sequence[Incident]) -> Finding:
    texts = []
    for lang in ("ar", "en"):
        gaps = {
            "harm": label("harms", figure.measure, lang), "a": total, "b": shown(figure.count), "count": len(inside),
            "office": extraction.document.publisher or extraction.document.id, "days": date_words(figure.period, lang),
            "area": _area_named(figure.key, lang),
        }  # fmt: skip
        texts.append(sentence("bounds", "exceeded", lang, **gaps))
    return Finding("R13", "W", texts[0], texts[1], (figure.quote.span,), documents=(extraction.document.id,))


def _area_named(key: str | None, lang: str) -> str:
    if key is None:
        return sentence("bounds", "country", lang)
    place = governorates().get(key)
    if place is None:
        return key
    return place.name_ar if lang == "ar" else place.name_en

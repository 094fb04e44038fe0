"""A register of any size for measuring how fast it is printed: incidents of the second half of 2016 and of the half before.

Made of the project's own places, parties and code lists, the same every time. Each incident has one to three tellings, every
claim its true span in a short text; figures are closed or open, parties alone, together, disputed or not named.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from tawthiq.domain.account import Account, Extraction
from tawthiq.domain.actors import ActorMention, WeaponMention
from tawthiq.domain.document import Document, Published
from tawthiq.domain.incident import Incident, Origin, Responsibility, TollRange, TollRef
from tawthiq.domain.register import Register
from tawthiq.domain.span import Quote, Span
from tawthiq.domain.toll import Count, Toll
from tawthiq.domain.when import When
from tawthiq.domain.where import Place, PlaceMention
from tawthiq.knowledge.gazetteer import own_rows
from tawthiq.publish.dates import day_words
from tawthiq.publish.parties import parties
from tawthiq.publish.wording import Wording, wording

START, END = date(2016, 7, 1), date(2016, 12, 31)
"""The period that is measured."""
_DAYS = (END - START).days + 1
_BEFORE = (date(2016, 1, 1), 182)
_KINDS = ("airstrike", "shelling", "airstrike", "attack_market", "mine_uxo", "attack_medical", "summary_execution")
_WEAPONS = (("aircraft_fixed",), ("artillery",), ("barrel_bomb", "helicopter"), (), ("cluster",))
_SOURCES = ("local_network", "hr_org", "medical", "local_media", "civil_defence")
_ACCUSED = (("gov",), ("rus",), ("gov", "rus"), ("isis",), (), ("coalition",), ("gov",), ("opp",), ("sdf",), ("tur",))


@cache
def _places() -> tuple[Place, ...]:
    rows = [row for row in own_rows() if row.level in ("city", "town", "village") and row.lat is not None]
    syrian = {row.id for row in own_rows() if row.level == "governorate" and row.parent == "sy"}
    found = []
    for row in rows:
        above = next((g for g in syrian if row.id.startswith(f"{g}.") or row.parent == g), None)
        if above is not None:
            found.append(
                Place(row.id, row.level, row.name_en, row.name_ar or row.name_en, above, "sy", above, row.lat, row.lon)
            )
    return tuple(found)


def _document(number: int, copy: int, words: list[str], lang: str, day: date) -> Document:
    publisher = f"{wording(lang).label('source_types', _SOURCES[(number + copy) % 5])} {(number * 7 + copy) % 40 + 1}"
    return Document(
        f"doc-{number:06d}-{copy}", ". ".join(words) + ".", lang, title=" ".join(words[:2]), publisher=publisher,
        url=f"https://example.org/{number}/{copy}", published=Published(day, day, "given"),
    )  # fmt: skip


def _quote(document: Document, words: str) -> Quote:
    at = document.text.index(words)
    return Quote.of(document.text, Span(at, at + len(words)))


def _telling(number: int, copy: int, day: date, place: Place) -> Extraction:
    lang = "en" if (number + copy) % 4 == 0 else "ar"
    w: Wording = wording(lang)
    killed, injured = 1 + (number * 7) % 23 + copy, (number * 5) % 40
    kind, weapons, accused = _KINDS[number % 7], _WEAPONS[number % 5], _ACCUSED[number % 10]
    name = w.pick(place.name_ar, place.name_en)
    dead, hurt = f"{w.label('harms', 'killed')} {killed}", f"{w.label('harms', 'injured')} {injured}"
    names = [w.pick(parties()[code].name_ar, parties()[code].name_en) for code in accused]
    means = [w.label("weapons", code) for code in weapons]
    words = [day_words(day, w), w.label("kinds", kind), name, dead, hurt, *names, *means]
    document = _document(number, copy, words, lang, day)
    is_open = number % 11 == 0
    count = Count(killed + is_open, None if is_open else killed, killed, "more_than" if is_open else "exact")
    tolls = [Toll("killed", None, count, _quote(document, dead), "toll.exact")]
    if number % 3 == 0:
        share = Count(1 + killed // 3, 1 + killed // 3, 1 + killed // 3)
        group = ("child", "woman", "civilian")[number % 9 // 3]
        tolls.append(Toll("killed", group, share, _quote(document, str(killed)), "toll.exact", of=0))
    if injured:
        tolls.append(Toll("injured", None, Count(injured, injured, injured), _quote(document, hurt), "toll.exact"))
    mode = "joint" if len(accused) > 1 else "sole"
    return Extraction(
        document,
        (
            Account(
                kind,
                labels=("massacre",) if killed > 4 and number % 2 else (),
                date=When(day, day, "T2", "absolute", _quote(document, words[0]), "date.absolute"),
                place=PlaceMention(place, "Syria", None, "P4", _quote(document, name)),
                actors=tuple(
                    ActorMention(
                        code, parties()[code].name_en, parties()[code].name_ar, "alleged_perpetrator",
                        _quote(document, said), mode,
                    ) for code, said in zip(accused, names, strict=True)
                ),
                weapons=tuple(
                    WeaponMention(code, _quote(document, said)) for code, said in zip(weapons, means, strict=True)
                ),
                tolls=tuple(tolls),
            ),
        ),
    )  # fmt: skip


def _incident(number: int, told: list[Extraction], day: date, place: Place) -> Incident:
    first = told[0].accounts[0]
    refs = tuple((e.document.id, 0) for e in told)
    ranges = []
    for harm, group in dict.fromkeys((t.harm, t.group) for t in first.tolls):
        claims: list[TollRef] = []
        counts: list[Count] = []
        for extraction in told:
            for n, toll in enumerate(extraction.accounts[0].tolls):
                if (toll.harm, toll.group) == (harm, group):
                    claims.append((extraction.document.id, 0, n))
                    counts.append(toll.count)
        highs = [c.high for c in counts]
        low = min(c.low for c in counts)
        high = None if None in highs else max(h for h in highs if h is not None)
        ranges.append(TollRange(harm, group, low, low, high, high is None, "R8", len(told), tuple(claims)))
    responsible = tuple(
        Responsibility(a.code, a.name_en, a.name_ar, a.role, a.mode, refs, len(told)) for a in first.actors
    )
    titles = [
        f"{wording(x).label('kinds', first.kind)}, {wording(x).pick(place.name_ar, place.name_en)}"
        for x in ("ar", "en")
    ]
    origins = tuple(
        Origin(f"o-{e.document.id}", e.document.publisher, _SOURCES[n % 5], e.document.id, (e.document.id,), "R1")
        for n, e in enumerate(told)
    )
    return Incident(
        f"inc-{number:06d}", refs, titles[0], titles[1], first.kind, first.labels,
        When(day, day, "T2", "absolute"), replace(first.place, quote=first.place.quote) if first.place else None,
        responsible, tuple(ranges), "G3" if len(told) > 1 else "G2", "alleged_single" if responsible else "unknown", origins,
    )  # fmt: skip


def register_of(incidents: int, before: int | None = None) -> Register:
    """A register with `incidents` in the period and `before` (default: half as many) in the half-year before it."""
    before = incidents // 2 if before is None else before
    extractions: list[Extraction] = []
    made: list[Incident] = []
    places = _places()
    for number in range(incidents + before):
        first, days = (START, _DAYS) if number < incidents else _BEFORE
        day = first + timedelta(days=(number * 31) % days)
        place = places[(number * 17) % len(places)]
        told = [_telling(number, copy, day, place) for copy in range(1 + number % 3)]
        extractions += told
        made.append(_incident(number, told, day, place))
    origins = tuple(o for incident in made for o in incident.origins)
    return Register(tuple(extractions), tuple(made), origins, version="bench")

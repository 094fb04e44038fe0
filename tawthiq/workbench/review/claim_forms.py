"""The form of a claim: what can be chosen, and what a posted form says, as a value in the published format."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import Any

from django.http import HttpRequest

from tawthiq.domain.actors import ACTOR_MODES, ACTOR_ROLES, PERSON_ROLES
from tawthiq.domain.toll import QUALIFIERS
from tawthiq.extract.matcher import the_gazetteer
from tawthiq.knowledge.parties import actor_names, actors
from tawthiq.knowledge.place_spelling import place_key
from tawthiq.publish.wording import Wording, codes
from tawthiq.workbench.register.actions.claims import BadValue
from tawthiq.workbench.register.models import Account
from tawthiq.workbench.register.office_places import office_places

Choices = list[tuple[str, str]]
MOST_PLACES = 40
LONGEST_WORDS = 600
"""Characters of the words that are looked for in a text."""
MOST_HITS = 1_000
FIELDS = ("toll", "place", "date", "actor", "weapon", "person", "kind")


def choices(w: Wording) -> dict[str, Choices]:
    """Every list a claim's form chooses from, in the reader's language."""

    def of(vocabulary: str, wanted: tuple[str, ...] | None = None) -> Choices:
        return [(code, w.label(vocabulary, code)) for code in (wanted or codes(vocabulary))]

    parties = sorted(
        ((code, w.pick(actor_names(code)[1], actor_names(code)[0])) for code in actors()), key=lambda c: c[1]
    )
    return {
        "harms": of("harms"), "groups": of("groups"), "qualifiers": of("qualifiers", QUALIFIERS), "kinds": of("kinds"), "weapons": of("weapons"),
        "actors": parties, "actor_roles": of("actor_roles", ACTOR_ROLES), "modes": [(m, w(f"document.mode_{m}")) for m in ACTOR_MODES],
        "person_roles": of("person_roles", PERSON_ROLES), "source_types": of("source_types"), "place_precisions": of("place_precisions"),
    }  # fmt: skip


def place_choices(value: dict[str, Any], asked: str, w: Wording) -> Choices:
    """The places a wording may mean, the likeliest first; with `asked`, those of that name instead, however it is spelled."""
    gazetteer = the_gazetteer(office_places())
    wanted = " ".join(asked.split())
    if wanted:
        ids = gazetteer.names.get(wanted) or _names_by_key().get(place_key(wanted), ())
    else:
        ids = tuple(dict.fromkeys([value.get("id") or "", *(value.get("candidates") or ())]))
    return [(i, _place_words(i, w)) for i in ids if i in gazetteer.places][:MOST_PLACES]


@cache
def _names_by_key() -> dict[str, tuple[str, ...]]:
    """Ids of places by the key of their names, under which spellings are one."""
    found: dict[str, dict[str, None]] = {}
    for name, ids in the_gazetteer(office_places()).names.items():
        found.setdefault(place_key(name), {}).update(dict.fromkeys(ids))
    return {key: tuple(ids) for key, ids in found.items()}


def _place_words(ident: str, w: Wording) -> str:
    places = the_gazetteer(office_places()).places
    place = places[ident]
    above = places.get(place.governorate or "") or places.get(place.country or "")
    own, level = w.pick(place.name_ar, place.name_en), w.label("place_levels", place.level)
    if above is None or above.id == ident:
        return f"{own} ({level})"
    return f"{own} — {w.pick(above.name_ar, above.name_en)} ({level})"


def _number(text: str) -> int | None:
    text = text.strip().replace(",", "").replace("٬", "")
    if not text:
        return None
    if not text.isdecimal() or len(text) > 9:
        raise BadValue("document.bad_count")
    return int(text)


def posted(request: HttpRequest, field: str, account: Account, before: dict[str, Any] | None = None) -> dict[str, Any]:
    """The value a form asks for. Raises BadValue."""
    form = request.POST
    value: dict[str, Any] = {}
    start, end = form.get("start", ""), form.get("end", "")
    if start.isdecimal() and end.isdecimal() and len(start) < 9 and len(end) < 9:
        value["span"] = [int(start), int(end)]
    if words := form.get("words", "").strip():
        value["span"] = _span_of(words, account.document.text, (value.get("span") or [0])[0])
        if value["span"] is None:
            raise BadValue("document.words_not_there")
    if field == "toll":
        low = _number(form.get("low", ""))
        if low is None:
            raise BadValue("document.bad_count")
        high = None if form.get("open") else _number(form.get("high", ""))
        high = low if high is None and not form.get("open") else high
        value |= {
            "harm": form.get("harm"),
            "group": form.get("group") or None,
            "low": low,
            "high": high,
            "value": low if low == high else None,
        }
        value["qualifier"] = form.get("qualifier") or None
        value["superseded"] = bool(form.get("superseded"))
        value |= _speaker(
            form.get("speaker", ""),
            form.get("speaker_type", ""),
            account,
            value.get("span") or (before or {}).get("span"),
            before,
        )
    elif field == "actor":
        value |= {"code": form.get("code"), "role": form.get("role"), "mode": form.get("mode")}
    elif field == "person":
        value |= {"name": " ".join(form.get("name", "").split())[:300], "role": form.get("role")}
    elif field == "place":
        value |= {"id": form.get("id"), "precision": form.get("precision")}
    elif field == "date":
        value |= {"start": form.get("first"), "end": form.get("last") or form.get("first")}
    elif field in ("kind", "weapon"):
        value["code"] = form.get("code")
    else:
        raise BadValue("document.bad_field")
    return value


def _speaker(words: str, kind: str, account: Account, near: Any, before: dict[str, Any] | None) -> dict[str, Any]:
    """Who says so, by words that stand in the text: the place nearest to the claim is taken."""
    words = words.strip()
    if not words:
        return {"attribution": None}
    said = (before or {}).get("attribution")
    if said and said["text"] == words and (not kind or kind == said["source_type"]):
        return {"attribution": said}
    text = account.document.text
    span = _span_of(words, text, (near or [0])[0])
    if span is None:
        raise BadValue("document.speaker_not_there")
    if kind not in codes("source_types"):
        raise BadValue("document.speaker_type_needed")
    return {
        "attribution": {
            "text": text[span[0] : span[1]],
            "span": span,
            "source_type": kind,
            "key": "",
            "rule": "person",
        }
    }


def _span_of(words: str, text: str, near: int) -> list[int] | None:
    """Where words stand in a text, however they are broken into lines there: of several places the one nearest to `near`."""
    pattern = r"\s+".join(map(re.escape, words[:LONGEST_WORDS].split()))
    hits = islice(re.finditer(pattern, text), MOST_HITS)
    best = min(hits, key=lambda hit: abs(hit.start() - near), default=None)
    return [best.start(), best.end()] if best else None

"""Rulings on single claims: accept, correct, reject, add."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied

from tawthiq.domain.toll import QUALIFIERS
from tawthiq.publish.wording import codes
from tawthiq.workbench.register.deciding import check, decide
from tawthiq.workbench.register.effective import value_of
from tawthiq.workbench.register.models import Account, Claim, Decision
from tawthiq.workbench.register.names import account_name, claim_name
from tawthiq.workbench.register.rows import FIELDS, SINGLE
from tawthiq.workbench.staff.models import User

VOCABULARIES = {"kind": "kinds", "weapon": "weapons", "toll": "harms"}


class BadValue(ValueError):
    """A value that the vocabularies or the text do not allow; `args[0]` is the key of the reason in the catalogue."""


def name_of(claim: Claim) -> str:
    """The claim's lasting name."""
    return claim_name(claim.account.document.key, claim.account.number, claim.field, claim.number)


def _seen(account: Account, version: int | None) -> dict[str, int]:
    return {} if version is None else {account_name(account.document.key, account.number): version}


def accept_claim(actor: User, claim: Claim, *, reason: str, version: int | None = None) -> Decision:
    """The claim stands as it is. A person's own value is accepted by another person only."""
    check(actor, "edit_claims")
    if claim.state in ("corrected", "added") and claim.account.last_editor == actor.username:
        raise PermissionDenied("own_work")
    after = {name_of(claim): {"state": "accepted"}}
    return decide(actor, "claim.accept", name_of(claim), after, reason=reason, seen=_seen(claim.account, version))


def reject_claim(actor: User, claim: Claim, *, reason: str, version: int | None = None) -> Decision:
    """The claim no longer counts; it stays in the record, struck out."""
    check(actor, "edit_claims")
    after = {name_of(claim): {"state": "rejected"}}
    return decide(actor, "claim.reject", name_of(claim), after, reason=reason, seen=_seen(claim.account, version))


def correct_claim(
    actor: User, claim: Claim, changes: Mapping[str, Any], *, reason: str, version: int | None = None
) -> Decision:
    """The claim says something else: `changes` are keys of the published format (code, harm, low, high, span, …). Raises BadValue."""
    check(actor, "edit_claims")
    value = value_of(claim.account, claim) or claim.record or {}
    if (
        claim.field == "toll" and {"low", "high"} & changes.keys()
    ):  # new bounds are a person's, not what a vague word stands for
        value = {**value, "qualifier": None, "wording": "", "value": None}
    record = checked(claim.account, claim.field, {**value, **changes})
    after = {name_of(claim): {"state": "corrected", "record": record}}
    return decide(actor, "claim.correct", name_of(claim), after, reason=reason, seen=_seen(claim.account, version))


def add_claim(
    actor: User, account: Account, field: str, value: Mapping[str, Any], *, reason: str, version: int | None = None
) -> Decision:
    """A claim that the machine did not see, by the words of the text that say it. Raises BadValue."""
    check(actor, "edit_claims")
    record = checked(account, field, dict(value))
    numbers = list(account.claims.filter(field=field).values_list("number", flat=True))
    if field in SINGLE and numbers:
        raise BadValue("document.one_only")
    number = max([-1, *numbers, len(account.record.get(FIELDS.get(field, "")) or ()) - 1]) + 1
    name = claim_name(account.document.key, account.number, field, number)
    after = {name: {"state": "added", "record": record}}
    return decide(actor, "claim.add", name, after, reason=reason, seen=_seen(account, version))


def checked(account: Account, field: str, value: dict[str, Any]) -> dict[str, Any]:
    """The value made whole: its words taken from the text at its span, its codes and bounds checked. Raises BadValue."""
    text, span = account.document.text, value.get("span")
    if field not in (*SINGLE, *FIELDS):
        raise BadValue("document.bad_field")
    if not isinstance(span, list | tuple) or len(span) != 2 or not all(isinstance(at, int) for at in span):
        raise BadValue("document.span_needed")
    if not 0 <= span[0] < span[1] <= len(text):
        raise BadValue("document.span_outside")
    value = {**value, "span": [span[0], span[1]], "text": text[span[0] : span[1]]}
    vocabulary = VOCABULARIES.get(field)
    code = value.get("harm" if field == "toll" else "code")
    if vocabulary and code not in codes(vocabulary):
        raise BadValue("document.bad_code")
    return {**_CHECKS.get(field, dict)(value), "rule": "person"}


def _toll(value: dict[str, Any]) -> dict[str, Any]:
    low, high = value.get("low"), value.get("high")
    if not isinstance(low, int) or low < 0 or low > 10**8:
        raise BadValue("document.bad_count")
    if high is not None and (not isinstance(high, int) or high < low or high > 10**8):
        raise BadValue("document.bad_bounds")
    group = value.get("group") or None
    if group is not None and group not in codes("groups"):
        raise BadValue("document.bad_code")
    qualifier = value.get("qualifier") or ("exact" if low == high else "at_least" if high is None else "range")
    if qualifier not in QUALIFIERS or (qualifier in ("vague", "unquantified") and not value.get("wording")):
        raise BadValue("document.bad_code")
    exact = value.get("value") if isinstance(value.get("value"), int) else (low if low == high else None)
    kept = {
        "wording": "",
        "superseded": False,
        "of": None,
        "formulaic": False,
        "loaded_term": False,
        "attribution": None,
    }
    return {**kept, **value, "low": low, "high": high, "value": exact, "group": group, "qualifier": qualifier}


def _actor(value: dict[str, Any]) -> dict[str, Any]:
    from tawthiq.domain.actors import ACTOR_MODES, ACTOR_ROLES
    from tawthiq.knowledge.parties import actor_names, actors

    if value.get("code") not in actors():
        raise BadValue("document.bad_code")
    role, mode = value.get("role") or "alleged_perpetrator", value.get("mode") or "sole"
    if role not in ACTOR_ROLES or mode not in ACTOR_MODES:
        raise BadValue("document.bad_code")
    name_en, name_ar = actor_names(value["code"])
    return {"unit": "", **value, "name_en": name_en, "name_ar": name_ar, "role": role, "mode": mode}


def _person(value: dict[str, Any]) -> dict[str, Any]:
    from tawthiq.domain.actors import PERSON_ROLES

    if value.get("role") not in PERSON_ROLES:
        raise BadValue("document.bad_code")
    return {"key": "", **value, "name": value.get("name") or value["text"]}


def _place(value: dict[str, Any]) -> dict[str, Any]:
    from tawthiq.extract.matcher import the_gazetteer
    from tawthiq.workbench.register.office_places import office_places

    places = the_gazetteer(office_places()).places
    place = places.get(str(value.get("id") or ""))
    if place is None:
        raise BadValue("document.bad_place")
    country, governorate = places.get(place.country or ""), places.get(place.governorate or "")
    precision = value.get("precision") or "P4"
    if precision not in codes("place_precisions"):
        raise BadValue("document.bad_code")
    return {
        **value, "id": place.id, "name_en": place.name_en, "name_ar": place.name_ar, "level": place.level,
        "country": country.name_en if country else "", "governorate": governorate.name_en if governorate else None,
        "parent": place.parent, "lat": place.lat, "lon": place.lon, "precision": precision,
        "candidates": value.get("candidates") or [place.id],
    }  # fmt: skip


def _date(value: dict[str, Any]) -> dict[str, Any]:
    from datetime import date

    from tawthiq.domain.when import precision_of

    try:
        start = date.fromisoformat(str(value.get("start") or ""))
        end = date.fromisoformat(str(value.get("end") or value.get("start")))
    except ValueError as error:
        raise BadValue("document.bad_date") from error
    if end < start or start.year < 1900 or end.year > 2200:
        raise BadValue("document.bad_date")
    return {
        **value, "start": start.isoformat(), "end": end.isoformat(), "precision": precision_of(start, end),
        "basis": value.get("basis") or "absolute", "partial": "",
    }  # fmt: skip


_CHECKS = {"toll": _toll, "actor": _actor, "person": _person, "place": _place, "date": _date}

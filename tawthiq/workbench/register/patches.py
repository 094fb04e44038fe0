"""A decision as patches of rows: what each row held before and holds after, by lasting names, so that it can be undone and replayed.

A patch maps a row's name to its fields; None stands for "there was no such row". Only fields listed here can be ruled on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models

from tawthiq.workbench.register.likeness import keep_words
from tawthiq.workbench.register.models import (
    Account,
    Claim,
    Document,
    Facet,
    Finding,
    Incident,
    Pair,
    Person,
    Source,
    Word,
)
from tawthiq.workbench.register.models.documents import strictest
from tawthiq.workbench.register.names import Name, UnknownName, split_account, split_claim, split_word
from tawthiq.workbench.register.people import name_one, recount
from tawthiq.workbench.register.protection import settle
from tawthiq.workbench.register.rows import claim_columns, machine_claim
from tawthiq.workbench.register.sources import VOICE, spread_access
from tawthiq.workbench.register.vocabulary import list_version

Patch = dict[str, dict[str, Any] | None]

FIELDS: dict[str, tuple[str, ...]] = {
    "document": ("access",),
    "account": ("incident", "placed_by", "state"),
    "person": ("access", "merged_into", "apart"),
    "claim": ("state", "record", "person", "named_by"),
    "incident": ("ruled", "state", "published", "access", "cleared", "merged_into"),
    "pair": ("state",),
    "finding": ("state",),
    "source": ("source_type", "party", "owner", "carries", "access"),
    "word": ("state",),
}
"""What a person can rule on, by kind of row."""
_WEIGHED_BY = frozenset({"source_type", "owner", "carries"})
"""What of a source changes how incidents are weighed."""
_HELD_IN = {("document", "access"): "own_access", ("incident", "access"): "own_access"}
"""Where a row keeps a ruled field under another name."""
_KEYS: dict[str, dict[str, type[models.Model]]] = {
    "account": {"incident": Incident},
    "claim": {"person": Person},
    "incident": {"merged_into": Incident},
    "person": {"merged_into": Person},
    "source": {"owner": Source, "carries": Source},
}


_BY_KEY: dict[str, type[models.Model]] = {
    "incident": Incident,
    "document": Document,
    "person": Person,
    "source": Source,
}


class CannotPatch(ValueError):
    """A patch that names a row or field that cannot be ruled on."""


def find(text: str) -> models.Model | None:
    """The row of a name; None where there is none. Raises UnknownName for a name of no known kind."""
    name = Name.parse(text)
    if (model := _BY_KEY.get(name.kind)) is not None:
        found: models.Model | None = model._default_manager.filter(key=name.key).first()
        return found
    if name.kind == "account":
        document, number = split_account(name.key)
        return (
            Account.objects.filter(document__key=document, number=number).select_related("document", "incident").first()
        )
    if name.kind == "claim":
        document, number, field, position = split_claim(name.key)
        mine = Claim.objects.filter(
            account__document__key=document, account__number=number, field=field, number=position
        )
        return mine.select_related("account__document", "account__incident", "person").first()
    if name.kind == "pair":
        a, _, b = name.key.partition("|")
        (da, na), (db, nb) = split_account(a), split_account(b)
        mine_too = Pair.objects.filter(a__document__key=da, a__number=na, b__document__key=db, b__number=nb)
        return mine_too.select_related("a__document", "b__document", "a__incident", "b__incident").first()
    if name.kind == "word":
        kind, code, word = split_word(name.key)
        return Word.objects.filter(kind=kind, code=code, word=word).first()
    if name.kind == "finding":
        document, _, number_text = name.key.rpartition("/")
        own = Finding.objects.filter(number=int(number_text)) if number_text.isdecimal() else Finding.objects.none()
        return (own.filter(document__key=document) if document != "-" else own.filter(document=None)).first()
    raise UnknownName(text)


def fields_of(kind: str, row: models.Model) -> dict[str, Any]:
    """What a row holds now, foreign keys by their lasting keys."""
    held: dict[str, Any] = {}
    for field in FIELDS[kind]:
        value = getattr(row, _HELD_IN.get((kind, field), field))
        held[field] = value.key if isinstance(value, Incident | Person | Source) else value
    return held


def current(after: Mapping[str, Any]) -> Patch:
    """What the rows that `after` names hold now, in the fields that it sets."""
    before: Patch = {}
    for text, fields in after.items():
        row = find(text)
        held = fields_of(Name.parse(text).kind, row) if row is not None else None
        before[text] = None if held is None else {f: held[f] for f in fields or held}
    return before


def touched_by(row: models.Model, fields: Mapping[str, Any]) -> set[str]:
    """The keys of the incidents whose weighing a row takes part in, where these fields of it change."""
    if isinstance(row, Incident):
        return {row.key}
    if isinstance(row, Source):
        if _WEIGHED_BY.isdisjoint(fields):
            return set()
        mine = Facet.objects.filter(dimension=VOICE, code=row.key)
        return set(mine.values_list("incident__key", flat=True))
    account = row if isinstance(row, Account) else row.account if isinstance(row, Claim) else None
    return {account.incident.key} if account is not None and account.incident is not None else set()


def apply(after: Mapping[str, Any], editor: str) -> set[str]:
    """Writes a patch; rows that are new are made. Returns the keys of incidents to weigh anew. Raises CannotPatch, UnknownName."""
    touched: set[str] = set()
    people: set[int | None] = set()
    for text, fields in sorted(after.items(), key=lambda item: _ORDER.index(Name.parse(item[0]).kind)):
        name = Name.parse(text)
        if fields is None or not fields.keys() <= {*FIELDS.get(name.kind, ()), *_MADE_WITH.get(name.kind, ())}:
            raise CannotPatch(f"{text}: {sorted(fields or ())} cannot be ruled on")
        row = find(text)
        if row is None:
            row = _make(name, fields)
        whom = fields.keys() <= _WHOM if isinstance(row, Claim) else False
        if not whom:
            touched |= touched_by(row, fields)
        people |= _people_of(row)
        for field, value in fields.items():
            if field not in FIELDS[name.kind]:
                continue
            model = _KEYS.get(name.kind, {}).get(field)
            if model is not None and value is not None:
                value = model._default_manager.get(key=value)
            setattr(row, _HELD_IN.get((name.kind, field), field), value)
        if whom:  # whom a name means changes nothing of what the account says
            row.save(update_fields=sorted(_WHOM))
        else:
            if isinstance(row, Incident) and "access" in fields:
                settle(row, ruled=True)
            _finish(row, editor)
            touched |= touched_by(row, fields)
        people |= _people_of(row)
    recount(people)
    return touched


_WHOM = frozenset({"person", "named_by"})


def _people_of(row: models.Model) -> set[int | None]:
    """The persons whose counts a change of a row may change."""
    if isinstance(row, Person):
        return {row.pk, row.merged_into_id}
    if isinstance(row, Account) and row.pk:
        return set(row.claims.filter(field="person").values_list("person_id", flat=True))
    return {row.person_id} if isinstance(row, Claim) else set()


_ORDER = ("source", "document", "incident", "account", "person", "claim", "pair", "finding", "word")
_MADE_WITH = {"incident": ("made",), "person": ("made",), "account": ("made",)}


def _make(name: Name, fields: Mapping[str, Any]) -> models.Model:
    if name.kind == "claim":
        document, number, field, position = split_claim(name.key)
        account = Account.objects.select_related("document", "incident").get(document__key=document, number=number)
        return Claim(account=account, field=field, number=position)
    if name.kind == "incident":
        from tawthiq.workbench.register.rows import incident_columns

        record = fields["made"]
        return Incident(key=name.key, **incident_columns(record))
    if name.kind == "account":
        key, number = split_account(name.key)
        record = fields["made"]
        account = Account(document=Document.objects.get(key=key), number=number, record=record, kind=record["kind"])
        account.save()
        return account
    if name.kind == "person":
        person = Person.objects.create(key=name.key, name=fields["made"]["name"], access=fields["made"]["access"])
        keep_words([person])
        return person
    if name.kind == "word":
        kind, code, word = split_word(name.key)
        return Word(kind=kind, code=code, word=word)
    raise CannotPatch(f"{name}: no such row")


def _finish(row: models.Model, editor: str) -> None:
    """Saves a row, its derived columns and the version that others' open pages are checked against."""
    if isinstance(row, Claim):
        value = row.record if row.record is not None else machine_claim(row.account.record, row.field, row.number)
        for column, found in claim_columns(row.field, value).items():
            setattr(row, column, found)
        if row.field == "person" and row.named_by == "machine" and value:
            name_one(row, value)
        row.save()
        account = row.account
        if row.field == "kind" and value:
            account.kind = value["code"]
        account.version += 1
        account.last_editor = editor
        account.save()
        return
    if isinstance(row, Account):
        row.last_editor = editor
    if isinstance(row, Document):
        row.access = strictest(row.own_access, row.source.access) if row.source else row.own_access
    if isinstance(row, Source):
        spread_access(row)
    if isinstance(row, Word):
        row.changed = list_version() + 1
    if hasattr(row, "version") and not isinstance(row, Incident):  # an incident's version grows when it is weighed anew
        row.version += 1
    row.save()

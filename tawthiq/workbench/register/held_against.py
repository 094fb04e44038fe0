"""What the workbench's rows say, held against what gave it to them: values against the lines of the build and the log, published
figures against a new weighing, identities and consents against the log. An intruder with the database's password leaves the
quotes alone and changes the number beside them (`tawthiq verify`, standards §5.1–5.2)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tawthiq.workbench.register.actions.identities import mark_of, name_of, record_of
from tawthiq.workbench.register.by_hand import is_by_hand
from tawthiq.workbench.register.models import Account, Claim, Decision, Identity, Incident, Reread, Touched
from tawthiq.workbench.register.names import split_claim
from tawthiq.workbench.register.reweigh import line_and_columns
from tawthiq.workbench.register.rows import claim_columns, machine_claim
from tawthiq.workbench.register.weighing import under_way

_BATCH = 500


def claim_faults() -> Iterator[str]:
    """A line for each claim whose columns are not those of its value, or whose state or value no decision gave it.

    Rulings move with a claim when its report is read again, so a state is looked for among those of its document and field, and
    a value without its places in the text.
    """
    states, values = _ruled_claims()
    claims = Claim.objects.select_related("account__document").order_by("account__document", "account__number", "pk")
    for claim in claims.iterator(chunk_size=_BATCH):
        document = claim.account.document.key
        name = f"claim:{document}#{claim.account.number}/{claim.field}/{claim.number}"
        machine = machine_claim(claim.account.record, claim.field, claim.number)
        said = claim_columns(claim.field, claim.record if claim.record is not None else machine)
        for column, value in said.items():
            if getattr(claim, column) != value:
                yield f"{name}: {column} is {getattr(claim, column)!r}, and its value gives {value!r}"
        if claim.state != "proposed" and (document, claim.field, claim.state) not in states:
            yield f"{name}: its state is {claim.state!r}, and no decision gave it"
        if claim.record is not None and (document, claim.field, _bare(claim.record)) not in values:
            yield f"{name}: a person's value stands there that no decision gave"


def _ruled_claims() -> tuple[set[tuple[str, str, str]], set[tuple[str, str, str]]]:
    """What the decisions say of claims: document, field and state; document, field and value. What a decision found counts too:
    a ruling that was undone gave it back."""
    states: set[tuple[str, str, str]] = set()
    values: set[tuple[str, str, str]] = set()
    rows = Decision.objects.order_by("pk").values_list("before", "after")
    for patches in rows.iterator(chunk_size=_BATCH):
        for name, fields in (item for patch in patches for item in patch.items()):
            if not fields or not name.startswith("claim:"):
                continue
            document, _, field, _ = split_claim(name.partition(":")[2])
            if "state" in fields:
                states.add((document, field, fields["state"]))
            if fields.get("record") is not None:
                values.add((document, field, _bare(fields["record"])))
    return states, values


def _bare(value: Any) -> str:
    """A value without the places of its words."""
    return json.dumps(_without_spans(value), ensure_ascii=False, sort_keys=True)


def _without_spans(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {k: _without_spans(v) for k, v in value.items() if k != "span" and not k.endswith("_span")}
    return [_without_spans(v) for v in value] if isinstance(value, list) else value


def account_faults(folder: Path) -> Iterator[str]:
    """A line for each account of the build that says something else than its line there. Call it where the build is the one loaded.

    What was read again with the office's words is held against that reading.
    """
    again = {(r.document_id, _plain(a)) for r in Reread.objects.iterator(chunk_size=_BATCH) for a in r.accounts}
    with (folder / "accounts.jsonl").open("rb") as file:
        lines = (json.loads(raw) for raw in file if raw.strip())
        told = {line["id"]: [_plain(a) for a in line.get("accounts") or ()] for line in lines if "error" not in line}
    accounts = Account.objects.filter(document__inbox=False).select_related("document").order_by("document", "number")
    for account in accounts.iterator(chunk_size=_BATCH):
        if is_by_hand(account):
            continue
        read, held = told.get(account.document.key, []), _plain(account.record)
        if account.document.key in told and held not in read and (account.document_id, held) not in again:
            yield f"account:{account.document.key}#{account.number}: it is not what was read"


def _plain(value: Any) -> int:
    return hash(json.dumps(value, ensure_ascii=False, sort_keys=True).replace("\\u0000", "\ufffd"))


def published_faults() -> Iterator[str]:
    """A line for each published incident whose figures are not what its accounts and the rulings on it give; those that are
    being weighed anew just now are left to that (weighing.py)."""
    waiting = Touched.objects.filter(decision__in=[w.decision for w in under_way()]).values_list("incident", flat=True)
    published = Incident.objects.filter(published=True, state="registered").exclude(key__in=set(waiting))
    for incident in published.order_by("key").iterator(chunk_size=_BATCH):
        record, columns = line_and_columns(incident)
        name = f"incident:{incident.key}"
        for part in sorted(record.keys() | incident.record.keys()):
            if incident.record.get(part) != record.get(part):
                yield f"{name}: {part} is not what its accounts give"
        for column, value in columns.items():
            if column != "record" and getattr(incident, column) != value:
                yield f"{name}: {column} is {getattr(incident, column)!r}, and its accounts give {value!r}"


def identity_faults() -> Iterator[str]:
    """A line for each identity or consent that is not as the log has it: sealed text changed, consent given, widened or taken away unsaid."""
    log: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    rows = Decision.objects.filter(action__startswith="identity.").order_by("pk")
    for action, subject, after in rows.values_list("action", "subject", "after").iterator(chunk_size=_BATCH):
        log.setdefault(subject, []).append((action, after.get("is") or {}))
    for identity in Identity.objects.prefetch_related("consents").order_by("pk"):
        name = name_of(identity)
        acts = log.pop(name, [])
        marks = [said["sealed_sha256"] for act, said in acts if act == "identity.add" and "sealed_sha256" in said]
        destroyed = any(act == "identity.destroy" for act, _ in acts)
        if not any(act == "identity.add" for act, _ in acts):
            yield f"{name}: nobody took it down"
        if destroyed != (identity.sealed is None):
            yield f"{name}: it is {'there' if destroyed else 'gone'}, and the log says otherwise"
        elif destroyed and (fault := _record_fault(identity, marks)):
            yield f"{name}: {fault}"
        elif identity.sealed is not None and marks and mark_of(bytes(identity.sealed)) not in marks:
            yield f"{name}: what is sealed is not what was taken down"
        consents = list(identity.consents.all())
        given = sorted(_consent(said) for act, said in acts if act == "identity.consent")
        held = sorted(
            _consent({"scopes": c.scopes, "given": c.given.isoformat(), "guardian": c.guardian}) for c in consents
        )
        withdrawn = sum(act == "identity.withdraw" for act, _ in acts)
        if given != held or withdrawn != sum(c.withdrawn_at is not None for c in consents):
            yield f"{name}: its consents are not those that the log has"
    for name in sorted(log):
        yield f"{name}: the log has it, and it is gone"


def _record_fault(identity: Identity, marks: list[str]) -> str:
    """What is wrong with the record of a destruction; empty where nothing is. Records of before name no persons."""
    record = record_of(identity)
    if record is None:
        return "it was destroyed, and there is no record of it"
    if marks and record.detail.get("sealed_sha256") not in marks:
        return "the record of its destruction is of something else"
    for did, action in (("taken_down", "identity.add"), ("destroyed", "identity.destroy")):
        said = record.detail.get(did)
        mine = Decision.objects.filter(action=action, subject=name_of(identity))
        if said and not mine.filter(hash=said["decision"], name=said["name"], role=said["role"]).exists():
            return f"the record of its destruction names a decision that the log does not have ({action})"
    return ""


def _consent(said: Mapping[str, Any]) -> str:
    return json.dumps([said.get("scopes"), said.get("given"), said.get("guardian")])

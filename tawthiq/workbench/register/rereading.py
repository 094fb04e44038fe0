"""The register read again with the office's words as they now are: what would change is laid before a person; nothing changes until they accept it.

Only documents are read in which a word stands that changed since the register was last read with the list. An accepted reading goes the way of
a rebuild: tellings are known again by the words they quote, and every ruling is carried over (retelling.py). What was in an incident stays in
it; a telling that now looks like another incident's becomes a pair for a person to decide (R16).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from tawthiq.domain.account import Extraction
from tawthiq.domain.from_records import document_from_record
from tawthiq.domain.records import extraction_record
from tawthiq.pipeline import extract_one
from tawthiq.text.fold import fold
from tawthiq.workbench.register.by_hand import with_those_by_hand
from tawthiq.workbench.register.joining import doubt_again, join_incidents
from tawthiq.workbench.register.models import Account, Claim, Document, Incident, Reread, Rereading
from tawthiq.workbench.register.names import account_name, claim_name
from tawthiq.workbench.register.people import Naming, recount
from tawthiq.workbench.register.retelling import carried, lost_with, matched, retell
from tawthiq.workbench.register.revision import grow
from tawthiq.workbench.register.reweigh import reweigh
from tawthiq.workbench.register.rows import claims_in
from tawthiq.workbench.register.sources import rows_for, voices_in
from tawthiq.workbench.register.vocabulary import changed_since_read, list_version, office_knowledge

OPEN = ("waiting", "reading", "ready", "accepted")
"""States of a reading that is not over: there is one at a time."""
STEP = 50


class Busy(ValueError):
    """Another reading is not over yet."""


class MovedOn(ValueError):
    """The list of words has changed since the reading began."""


def begin(by: Any) -> Rereading:
    """Has the register read again in the background. Raises Busy, ValueError where no word changed."""
    with transaction.atomic():
        if Rereading.objects.select_for_update().filter(state__in=OPEN).exists():
            raise Busy("vocabulary.busy")
        if not changed_since_read():
            raise ValueError("vocabulary.nothing_new")
        made = Rereading.objects.create(words=list_version(), by=by)
    _enqueue(made)
    return made


def enqueue_apply(rereading: Rereading) -> None:
    """Has an accepted reading written in the background."""
    _enqueue(rereading)


def _enqueue(rereading: Rereading) -> None:
    from tawthiq.workbench.register.tasks import apply_in_background, reread_in_background

    (apply_in_background if rereading.state == "accepted" else reread_in_background).enqueue(rereading.pk)


def resume() -> int:
    """Takes up what was under way when the office was last closed; how many."""
    Rereading.objects.filter(state="reading").update(state="waiting", done=0)
    left = list(Rereading.objects.filter(state__in=("waiting", "accepted")).order_by("pk"))
    for one in left:
        _enqueue(one)
    return len(left)


def read(pk: int) -> None:
    """Reads what may read otherwise, and keeps what would change. Whatever happens, the row says so."""
    if not Rereading.objects.filter(pk=pk, state="waiting").update(state="reading"):
        return
    rereading = Rereading.objects.get(pk=pk)
    rereading.documents.all().delete()
    try:
        _read(rereading)
    except Exception as error:  # the queue goes on; the row says what stood in the way
        reason = f"{type(error).__name__}: {' '.join(str(error).split())[:500]}"
        Rereading.objects.filter(pk=pk).update(state="failed", reason=reason)
        return
    found = rereading.documents.exists()
    Rereading.objects.filter(pk=pk, state="reading").update(state="ready" if found else "nothing")


def _read(rereading: Rereading) -> None:
    wanted = sorted({_letters(word.word) for word in changed_since_read()})
    mine = list(_holding(wanted))
    Rereading.objects.filter(pk=rereading.pk).update(total=len(mine))
    office = office_knowledge()
    skipped: list[str] = []
    for done, pk in enumerate(mine, start=1):
        document = Document.objects.get(pk=pk)
        told = extract_one(document_from_record({**document.record, "text": document.text}), office)
        if not isinstance(told, Extraction) or by_a_model(document):
            skipped.append(document.key)
        elif (
            found := compared(document, json.loads(json.dumps(extraction_record(told), ensure_ascii=False)))
        ) is not None:
            found.rereading = rereading
            found.save()
        if done % 10 == 0 or done == len(mine):
            Rereading.objects.filter(pk=rereading.pk).update(done=done, skipped=skipped)


def _letters(text: str) -> str:
    """The letters and digits of a text, folded, without anything between them: a masked word is found as well."""
    return "".join(c for c in fold(text).text if c.isalnum())


def _holding(words: Sequence[str]) -> Iterator[int]:
    for pk, text in Document.objects.order_by("pk").values_list("pk", "text").iterator(chunk_size=STEP):
        letters = _letters(text)
        if any(word in letters for word in words):
            yield pk


def by_a_model(document: Document) -> bool:
    """Whether a language model read the document: the rules would not read the same, whatever the words."""
    records = Account.objects.filter(document=document).values_list("record", flat=True)
    return any(":" in str(value.get("rule") or "") for record in records for _, _, value in claims_in(record))


def fingerprint(accounts: Sequence[Account]) -> str:
    """The hash of what a document's accounts say and of every ruling on them."""
    held = [[a.number, a.record, a.state, a.placed_by, a.version] for a in accounts]
    return hashlib.sha256(json.dumps(held, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _accounts(document: Document) -> tuple[list[Account], dict[int, list[Claim]]]:
    accounts = list(Account.objects.filter(document=document).select_related("document", "incident").order_by("number"))
    ruled: dict[int, list[Claim]] = {}
    rows = Claim.objects.filter(account__document=document).select_related("person").order_by("pk")
    for claim in rows.exclude(state="proposed", named_by="machine"):
        ruled.setdefault(claim.account_id, []).append(claim)
    return accounts, ruled


def compared(document: Document, line: dict[str, Any]) -> Reread | None:
    """What a document's new line would change; None where it reads as it did."""
    old, ruled = _accounts(document)
    records = with_those_by_hand(line["accounts"], old)
    if [a.record for a in old] == records:
        return None
    found = matched(old, records)
    lost: list[str] = []
    changes: list[dict[str, Any]] = []
    for number, record in enumerate(records):
        was = found.get(number)
        changes += differences(was.record if was is not None else None, record, number)
        if was is not None:
            now = Account(
                document=document, number=was.number, record=record, kind=record["kind"]
            )  # as the log names it
            lost += carried(now, was.record, ruled.get(was.pk, ()), document.text, document.key).lost
    kept_accounts = {a.pk for a in found.values()}
    for account in old:
        if account.pk not in kept_accounts:
            lost += lost_with(account, ruled.get(account.pk, ()), document.key)
            changes += differences(account.record, None, account.number)
    every = [
        name
        for a in old
        for name in (
            *([account_name(document.key, a.number)] if a.state != "lead" or a.placed_by == "person" else []),
            *(claim_name(document.key, a.number, c.field, c.number) for c in ruled.get(a.pk, ())),
        )
    ]
    told = {"aggregates": line.get("aggregates") or [], "appeals": line.get("appeals") or []}
    gone = set(lost)
    return Reread(
        document=document, before=fingerprint(old), accounts=records, told=told, changes=changes,
        kept=[name for name in every if name not in gone], lost=lost,
    )  # fmt: skip


_SHOWN = {
    "kind": ("code",),
    "date": ("start", "end", "precision"),
    "place": ("id", "precision"),
    "actor": ("code", "role", "mode"),
    "weapon": ("code",),
    "person": ("name", "role"),
    "toll": ("harm", "group", "low", "high", "superseded", "of"),
}
"""What of a claim a reader sees change."""


def differences(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, number: int) -> list[dict[str, Any]]:
    """The claims of an account that appear, disappear or change; None stands for an account that is not there."""
    old = list(claims_in(before)) if before is not None else []
    new = list(claims_in(after)) if after is not None else []
    found = []
    left = []
    for name, _, value in new:  # first what stays as it is
        same = next((o for o in old if o[0] == name and _seen(name, o[2]) == _seen(name, value)), None)
        if same is not None:
            old.remove(same)
        else:
            left.append((name, value))
    for name, value in left:  # then what says another thing at the same words, or in a field of one value
        at = next((o for o in old if o[0] == name and _place_of(name, o[2]) == _place_of(name, value)), None)
        if at is not None:
            old.remove(at)
        what = "changes" if at is not None else "appears"
        found.append(_change(what, name, number, at[2] if at is not None else None, value))
    found += [_change("disappears", name, number, value, None) for name, _, value in old]
    if before is None or after is None:
        for change in found:
            change["whole"] = True
    return [c for c in found if not (c["field"] == "kind" and "unknown" in _code(c))]


def _seen(name: str, value: Mapping[str, Any]) -> tuple[Any, ...]:
    return (*(value.get(part) for part in _SHOWN[name]), value.get("text") or "", tuple(value.get("span") or ()))


def _place_of(name: str, value: Mapping[str, Any]) -> Any:
    return name if name in ("kind", "date", "place") else tuple(value.get("span") or ())


def _code(change: Mapping[str, Any]) -> tuple[str, ...]:
    """The code of a kind that only comes or goes with its account."""
    value = change["after"] or change["before"]
    return (str(value["code"]),) if change["what"] != "changes" else ()


def _change(what: str, name: str, number: int, before: Any, after: Any) -> dict[str, Any]:
    return {"what": what, "field": name, "account": number, "before": before, "after": after}


@dataclass(frozen=True, slots=True)
class Applied:
    """What an accepted reading did: rulings left behind, and documents that were ruled on meanwhile and stayed as they were."""

    lost: tuple[str, ...]
    skipped: tuple[str, ...]


def apply(pk: int) -> Applied | None:
    """Writes an accepted reading into the register, all of it or nothing. None where it is not accepted, or where it failed: the row says why."""
    try:
        return _apply(pk)
    except Exception as error:
        reason = f"{type(error).__name__}: {' '.join(str(error).split())[:500]}"
        Rereading.objects.filter(pk=pk, state="accepted").update(state="failed", reason=reason)
        return None


def _apply(pk: int) -> Applied | None:
    with transaction.atomic():
        rereading = Rereading.objects.select_for_update().filter(pk=pk, state="accepted").first()
        if rereading is None:
            return None
        people = Naming()
        touched: set[int] = set()
        fresh: list[Account] = []
        changed: list[Account] = []
        lost: list[str] = []
        skipped = list(rereading.skipped)
        for found in rereading.documents.select_related("document").order_by("pk"):
            document = found.document
            old, ruled = _accounts(document)
            if fingerprint(old) != found.before:
                skipped.append(document.key)
                continue
            people_before = Claim.objects.filter(account__document=document).exclude(person=None)
            people.touched.update(people_before.values_list("person_id", flat=True))
            touched.update(a.incident_id for a in old if a.incident_id is not None)
            was = {a.pk: a.record for a in old}
            told = retell(document.pk, document.key, document.text, old, found.accounts, ruled, people)
            lost += told.lost
            fresh += [a for a in told.accounts if a.incident_id is None and not a.summary and a.pk not in was]
            changed += [a for a in told.accounts if a.incident_id is not None and was.get(a.pk) != a.record]
            document.told = found.told
            document.version += 1
            document.save(update_fields=["told", "version"])
        recount(people.touched)
        for incident in Incident.objects.filter(pk__in=touched).order_by("key"):
            reweigh(incident)
        join_incidents(fresh)
        doubt_again(changed)
        for incident in Incident.objects.filter(pk__in=touched).order_by("key"):
            rows_for(voices_in(incident.record["origins"]).values())
        done = Applied(tuple(lost), tuple(skipped))
        rereading.state, rereading.lost, rereading.skipped = "applied", list(done.lost), list(done.skipped)
        rereading.save(update_fields=["state", "lost", "skipped"])
        grow()
    return done

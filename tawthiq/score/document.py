"""Marks one document: its gold against what was found in it, field by field.

Tolls are compared once per document, repeats of one toll dropped; date, place, governorate, kind, parties and weapons
on the account that tells each gold incident; speakers on tolls that were found and whose gold names one; aggregates by
the stated value and the first part of their measure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tawthiq.domain.quotes import quotes_in, stands
from tawthiq.score.align import align
from tawthiq.score.families import harm as coarse_harm
from tawthiq.score.gold import GoldDocument, GoldIncident
from tawthiq.score.marks import GoldTelling, Marks
from tawthiq.score.same import same_date, same_governorate, same_kind, same_place
from tawthiq.score.telling import Telling, found_telling, gold_telling
from tawthiq.score.tolls import Said, Toll, pair_by_value, pair_strictly
from tawthiq.score.words import words

Record = Mapping[str, Any]
_NOTHING = Telling((), None, None, "", False, frozenset(), frozenset(), frozenset(), "")


def mark(gold: GoldDocument, record: Record | None, text: str) -> Marks:
    """The marks of one document. `record` is its line of `tawthiq extract`, None where there is none; `text` its text."""
    record = record or {}
    marks = Marks(gold.id)
    accounts = [found_telling(account) for account in record.get("accounts") or ()]
    incidents = [gold_telling(incident) for incident in gold.incidents]
    pairs = align(incidents, accounts)
    _mark_tolls(marks, incidents, accounts)
    _mark_accounts(marks, incidents, accounts, pairs)
    for position, (incident, wanted) in enumerate(zip(gold.incidents, incidents, strict=True)):
        told = position in pairs
        found = accounts[pairs[position]] if told else _NOTHING
        _mark_date(marks, incident, wanted, found)
        _mark_place(marks, incident, wanted, found)
        if told:
            _mark_kind(marks, wanted, found)
            _mark_speakers(marks, wanted, found)
        _mark_names(marks, "actor", wanted.accused, found.accused, wanted)
        _mark_names(marks, "weapon", wanted.weapons, found.weapons, wanted)
        if incident.event and not incident.background:
            marks.tellings.append(GoldTelling(gold.id, position, incident.event, pairs.get(position)))
    _mark_aggregates(marks, gold, record.get("aggregates") or ())
    marks.nothing = not gold.incidents
    marks.alarmed = marks.nothing and bool(accounts)
    marks.broken_spans = sum(not stands(text, quote, span) for quote, span in quotes_in(record))
    return marks


def _distinct(tellings: Iterable[Telling]) -> dict[Toll, Said]:
    found: dict[Toll, Said] = {}
    for telling in tellings:
        for said in telling.tolls:
            if not said.derived:
                found.setdefault(said.toll, said)
    return found


def _mark_tolls(marks: Marks, incidents: Sequence[Telling], accounts: Sequence[Telling]) -> None:
    wanted, found = _distinct(incidents), _distinct(accounts)
    want, got = list(wanted), list(found)
    marks.add("toll", hit=_slip_tolls(marks, "toll", wanted, found), found=len(got), gold=len(want))
    marks.add("toll.value", hit=pair_by_value(want, got), found=len(got), gold=len(want))
    for harm in ("killed", "injured"):
        some_wanted = {toll: said for toll, said in wanted.items() if toll.harm == harm}
        some_found = {toll: said for toll, said in found.items() if toll.harm == harm}
        hit = _slip_tolls(marks, f"toll.{harm}", some_wanted, some_found)
        marks.add(f"toll.{harm}", hit=hit, found=len(some_found), gold=len(some_wanted))


def _slip_tolls(marks: Marks, field: str, wanted: Mapping[Toll, Said], found: Mapping[Toll, Said]) -> int:
    want, got = list(wanted), list(found)
    pairs = pair_strictly(want, got)
    for position, toll in enumerate(want):
        if position not in pairs:
            marks.slip(field, "missed", gold=str(toll), words=wanted[toll].words)
    right = set(pairs.values())
    for position, toll in enumerate(got):
        if position not in right:
            marks.slip(field, "extra", found=str(toll), words=found[toll].words)
    return len(pairs)


def _mark_accounts(
    marks: Marks, incidents: Sequence[Telling], accounts: Sequence[Telling], pairs: Mapping[int, int]
) -> None:
    marks.add("account", hit=len(pairs), found=len(accounts), gold=len(incidents))
    for position, wanted in enumerate(incidents):
        if position not in pairs:
            marks.slip("account", "missed", gold=_summary(wanted), words=wanted.words)
    told = set(pairs.values())
    for position, found in enumerate(accounts):
        if position not in told:
            words_of_it = found.words or next((said.words for said in found.tolls), "")
            marks.slip("account", "extra", found=_summary(found), words=words_of_it)


def _summary(telling: Telling) -> str:
    where = telling.where.shown if telling.where is not None else ""
    return ", ".join(part for part in (telling.kind, where, _days_text(telling)) if part)


def _days_text(telling: Telling) -> str:
    return "/".join(dict.fromkeys(telling.days)) if telling.days else ""


def _mark_date(marks: Marks, incident: GoldIncident, wanted: Telling, found: Telling) -> None:
    if wanted.days is None or not incident.date_asked:
        return
    right = same_date(wanted, found)
    marks.add("date", hit=right, found=found.days is not None, gold=1)
    if not right:
        words_of_it = incident.date_text or wanted.words
        marks.wrong("date", gold=_days_text(wanted), found=_days_text(found), words=words_of_it)


def _mark_place(marks: Marks, incident: GoldIncident, wanted: Telling, found: Telling) -> None:
    place = incident.place
    if place is None or wanted.where is None:
        return
    shown = found.where.shown if found.where is not None else ""
    if place.name_en or place.name_ar:
        right = same_place(wanted.where, found.where)
        marks.add("place", hit=right, found=found.where is not None, gold=1)
        if not right:
            marks.wrong("place", gold=wanted.where.shown, found=shown, words=place.text)
    if place.governorate:
        right = same_governorate(wanted.where, found.where)
        governorate = found.where.governorate if found.where is not None else ""
        marks.add("governorate", hit=right, found=bool(governorate), gold=1)
        if not right:
            marks.wrong("governorate", gold=place.governorate, found=governorate, words=place.text)


def _mark_kind(marks: Marks, wanted: Telling, found: Telling) -> None:
    right = same_kind(wanted, found)
    marks.add("kind", hit=right, found=1, gold=1)
    if not right:
        marks.wrong("kind", gold=wanted.kind, found=found.kind, words=found.words or wanted.words)


def _mark_speakers(marks: Marks, wanted: Telling, found: Telling) -> None:
    """The first toll with gold's harm and bounds must be said by a speaker who shares a word with gold's."""
    for said in wanted.tolls:
        twin = next((other for other in found.tolls if other.toll.value == said.toll.value), None)
        if not said.speaker or twin is None:
            continue
        right = bool(set(words(said.speaker)) & set(words(twin.speaker)))
        marks.add("attribution", hit=right, found=bool(twin.speaker), gold=1)
        if not right:
            marks.wrong("attribution", gold=said.speaker, found=twin.speaker, words=said.words)


def _mark_names(marks: Marks, field: str, want: frozenset[str], got: frozenset[str], telling: Telling) -> None:
    marks.add(field, hit=len(want & got), found=len(got), gold=len(want))
    for name in sorted(want - got):
        marks.slip(field, "missed", gold=name, words=telling.words)
    for name in sorted(got - want):
        marks.slip(field, "extra", found=name, words=telling.words)


def _mark_aggregates(marks: Marks, gold: GoldDocument, records: Iterable[Record]) -> None:
    want: list[tuple[Any, ...]] = [
        (_measure(a.measure), a.value, _first(a.dimension, "+"), a.text) for a in gold.aggregates
    ]
    got: list[tuple[Any, ...]] = [
        (_measure(str(r.get("measure"))), r.get("value"), _first(str(r.get("dimension")), "+"), r.get("text") or "")
        for r in records
    ]
    for field, parts in (("aggregate.value", 2), ("aggregate.dimension", 3)):
        wanted, found = Counter(row[:parts] for row in want), Counter(row[:parts] for row in got)
        both = wanted & found
        marks.add(field, hit=both.total(), found=found.total(), gold=wanted.total())
        for row in _left(want, both, parts):
            marks.slip(field, "missed", gold=" ".join(map(str, row[:parts])), words=row[3])
        for row in _left(got, both, parts):
            marks.slip(field, "extra", found=" ".join(map(str, row[:parts])), words=row[3])


def _left(rows: Iterable[tuple[Any, ...]], both: Counter[tuple[Any, ...]], parts: int) -> list[tuple[Any, ...]]:
    """The rows that are not among those on both sides."""
    open_pairs = both.copy()
    left = []
    for row in rows:
        if open_pairs[row[:parts]] > 0:
            open_pairs[row[:parts]] -= 1
        else:
            left.append(row)
    return left


def _measure(code: str) -> str:
    """What a statistic measures, as coarse as a toll's harm is compared: arrests are people detained."""
    return _first(coarse_harm(code), "_")


def _first(text: str, mark: str) -> str:
    return text.partition(mark)[0]

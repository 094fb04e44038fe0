"""Holds what the examples give against what an officer would check in them (tests/examples_expectations.toml).

Each expectation is one check with a field and a name; `misses` says in one line what was not met. The share met per
field has a floor in `test_examples.py`; floors may rise and never fall.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tawthiq.domain.account import Account, Extraction
from tawthiq.text.fold import fold_word

PATH = Path(__file__).parent / "examples_expectations.toml"


@dataclass(frozen=True)
class Check:
    """One expectation: of which field, of which document, and whether it was met."""

    field: str
    document: str
    expected: str
    met: bool


def expectations() -> dict[str, Any]:
    return tomllib.loads(PATH.read_text(encoding="utf-8"))


def checks(extractions: Mapping[str, Extraction]) -> Iterator[Check]:
    """Every check of every document."""
    for wanted in expectations()["document"]:
        told = extractions.get(wanted["file"])
        if told is None:
            yield Check("read", wanted["file"], "is read", False)
            continue
        yield Check("read", wanted["file"], "is read", True)
        yield from _of_document(wanted, told)


def _of_document(wanted: dict[str, Any], told: Extraction) -> Iterator[Check]:
    name, document = wanted["file"], told.document
    if "published" in wanted:
        day = document.published.day.isoformat() if document.published.day else ""
        yield Check(
            "published",
            name,
            f"{wanted['published']} got {day} ({document.published.basis})",
            day == wanted["published"],
        )
    clean = "".join(_kept(told))
    for words in wanted.get("set_aside", []):
        yield Check("set aside", name, words, words not in clean)
    hurt = [t for a in told.accounts for t in a.tolls if t.harm in ("killed", "injured")]
    for number in wanted.get("absent", []):
        yield Check("absent", name, str(number), not any(number == t.count.value for t in hurt))
    if wanted.get("no_tolls"):
        yield Check("absent", name, "no tolls", not hurt)
    if wanted.get("no_incidents"):
        yield Check("absent", name, "no incidents", not told.accounts)
    if "incidents_max" in wanted:
        main = [a for a in told.accounts if not a.background]
        yield Check(
            "accounts at most", name, f"{wanted['incidents_max']} got {len(main)}", len(main) <= wanted["incidents_max"]
        )
    used: set[int] = set()
    for incident in wanted.get("incident", []):
        account = _best(incident, told.accounts, used)
        yield Check("account", name, incident["name"], account is not None)
        if account is not None:
            yield from _of_incident(name, incident, account)
    for aggregate in wanted.get("aggregate", []):
        yield Check("aggregate", name, str(aggregate), any(_same_aggregate(aggregate, a) for a in told.aggregates))
    for appeal in wanted.get("appeal", []):
        to = {fold_word(x) for a in told.appeals for x in a.to}
        found = any(
            fold_word(appeal["by"]) in fold_word(a.by) or fold_word(a.by) in fold_word(appeal["by"])
            for a in told.appeals
            if a.by
        )
        yield Check("appeal", name, appeal["by"], found)
        for addressee in appeal.get("to", []):
            yield Check(
                "appeal",
                name,
                f"to {addressee}",
                any(fold_word(addressee) in t or t in fold_word(addressee) for t in to if t),
            )
    failed = {f.rule for f in told.findings if not f.passed}
    for rule in wanted.get("findings", []):
        yield Check("finding", name, rule, rule in failed)
    if wanted.get("no_findings"):
        yield Check("finding", name, "none", not {f.rule for f in told.findings if not f.passed and f.severity == "E"})


def _kept(told: Extraction) -> Iterator[str]:
    """The document's text without what was set aside."""
    position = 0
    for aside in sorted(told.document.asides, key=lambda a: a.span):
        yield told.document.text[position : aside.span.start]
        position = max(position, aside.span.end)
    yield told.document.text[position:]


def _names(account: Account) -> set[str]:
    places = [account.place, *account.places] if account.place else list(account.places)
    return {fold_word(n) for p in places if p for n in (p.place.name_ar, p.place.name_en) if n}


def _place_met(wanted: list[str], account: Account) -> bool:
    names = _names(account)
    return any(fold_word(w) in n or n in fold_word(w) for w in wanted if w for n in names)


def _date_met(wanted: list[str], account: Account) -> bool:
    if account.date is None or account.date.start is None or account.date.end is None:
        return False
    first, last = map(date.fromisoformat, wanted)
    return account.date.start <= last and first <= account.date.end


def _toll_met(wanted: list[Any], account: Account) -> bool:
    harm, group, low, high = wanted[:4]
    return any(
        t.harm == harm
        and (t.group or "") == group
        and t.count.low == low
        and t.count.high == (None if high == -1 else high)
        for t in account.tolls
    )


def _best(wanted: dict[str, Any], accounts: tuple[Account, ...], used: set[int]) -> Account | None:
    def score(account: Account) -> float:
        points = 2.0 * sum(_toll_met(t, account) for t in wanted.get("tolls", []))
        points += 2.0 * _place_met(wanted.get("place", []), account)
        points += 1.5 * bool(wanted.get("date") and _date_met(wanted["date"], account))
        points += account.kind in wanted.get("kinds", []) or bool({"massacre"} & set(account.labels)) * 0.5
        return points

    ranked = sorted(((score(a), -i) for i, a in enumerate(accounts) if i not in used), reverse=True)
    if not ranked or ranked[0][0] < 2:
        return None
    used.add(-ranked[0][1])
    return accounts[-ranked[0][1]]


def _of_incident(name: str, wanted: dict[str, Any], account: Account) -> Iterator[Check]:
    where = f"{wanted['name']}: "
    kinds = {
        account.kind,
        *account.labels,
        *(["massacre_label"] if "massacre" in (account.kind, *account.labels) else []),
    }
    if wanted.get("kinds"):
        yield Check("kind", name, f"{where}{wanted['kinds']} got {account.kind}", bool(kinds & set(wanted["kinds"])))
    if wanted.get("date"):
        got = account.date and (str(account.date.start), str(account.date.end))
        yield Check("date", name, f"{where}{wanted['date']} got {got}", _date_met(wanted["date"], account))
    if wanted.get("place"):
        yield Check(
            "place",
            name,
            f"{where}{wanted['place']} got {sorted(_names(account))}",
            _place_met(wanted["place"], account),
        )
    accused = {
        c
        for a in account.actors
        if a.role in ("alleged_perpetrator", "responsible_admitted")
        for c in (a.code, a.unit)
        if c
    }
    parts = {"republican_guard": "gov", "air_force": "gov", "div4": "gov", "div25": "gov", "ndf": "gov_militia"}
    for code in wanted.get("actors", []):
        yield Check(
            "actor", name, f"{where}{code} got {sorted(accused)}", code in accused or parts.get(code) in accused
        )
    weapons = {w.code for w in account.weapons}
    for code in wanted.get("weapons", []):
        yield Check("weapon", name, f"{where}{code} got {sorted(weapons)}", code in weapons)
    if wanted.get("weapons_any"):
        yield Check("weapon", name, f"{where}{wanted['weapons_any']}", bool(weapons & set(wanted["weapons_any"])))
    for person, _ in wanted.get("persons", []):
        yield Check(
            "person",
            name,
            f"{where}{person}",
            any(fold_word(person) == fold_word(p.name) or p.key for p in account.persons),
        )
    got_tolls = [(t.harm, t.group, t.count.low, t.count.high) for t in account.tolls]
    for toll in wanted.get("tolls", []):
        yield Check("toll", name, f"{where}{toll[:4]} got {got_tolls}", _toll_met(toll, account))
        if len(toll) > 4 and _toll_met(toll, account):
            said = [t.attribution.quote.text for t in account.tolls if t.attribution and t.count.low == toll[2]]
            met = any(set(fold_word(s).split()) & set(fold_word(toll[4]).split()) for s in said)
            yield Check("speaker", name, f"{where}{toll[4]} got {said}", met)
    for harm, group in wanted.get("unquantified", []):
        met = any(
            t.harm == harm and (t.group or "") == group and t.count.qualifier == "unquantified" for t in account.tolls
        )
        yield Check("unquantified", name, f"{where}{harm} {group} got {got_tolls}", met)
    for harm, group in wanted.get("vague", []):
        met = any(
            t.harm == harm and (t.group or "") == group and t.count.qualifier in ("vague", "unquantified")
            for t in account.tolls
        )
        yield Check("vague", name, f"{where}{harm} {group} got {got_tolls}", met)
    for toll in wanted.get("superseded", []):
        met = any(t.superseded and t.count.low == toll[2] for t in account.tolls)
        yield Check("superseded", name, f"{where}{toll}", met)


def _same_aggregate(wanted: dict[str, Any], found: Any) -> bool:
    high = None if wanted.get("high", -1) == -1 else wanted["high"]
    same_count = found.count.low == wanted["low"] and found.count.high == high
    return bool(found.measure == wanted["measure"] and same_count)

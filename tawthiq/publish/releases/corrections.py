"""What a release says otherwise than the one before it: the public log of corrections (standards §5.15).

Every release carries the whole log, so that the last one tells of every change since the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from tawthiq.publish.public import sealed_id
from tawthiq.publish.releases.parts import figure_anchor

Record = dict[str, Any]
FIELDS = ("grade", "attribution", "date", "place", "governorate", "accused", "kind")
_TELLING = ("date", "governorate")
GONE = ("merged", "withdrawn", "rejected", "delayed", "restricted", "unknown")
"""Why an incident that was published is not there any more."""


def corrections(
    number: int, before: Mapping[str, Record], now: Mapping[str, Record], fates: Mapping[str, str]
) -> Iterator[Record]:
    """What changed, what is gone and why, and what is new in release `number`, in that order.

    `before` and `now` are records by id, `fates` what became of incidents that are not in the release: a state, a reason
    of `GONE`, or the id of the incident that it was merged into.
    An incident that goes out under another id because more or less of it is kept back is the same incident (`public.sealed_id`).
    """
    before = renamed(before, now)
    fates = {**{sealed_id(ident): fate for ident, fate in fates.items()}, **fates}
    for ident, was in before.items():
        if ident in now:
            title = now[ident]["title"]
            for field, old, new in _changes(was, now[ident]):
                yield {
                    "release": number, "incident": ident, "change": field, "was": old, "now": new, "title": title,
                }  # fmt: skip
    for ident, was in before.items():
        if ident not in now:
            fate = fates.get(ident, "unknown")
            into = next((i for i in (fate, sealed_id(fate)) if i in now), "")
            reason = "merged" if into or fate == "merged" else fate if fate in GONE else "withdrawn"
            yield {
                "release": number, "incident": ident, "change": "gone", "was": reason, "now": into or None, "title": was["title"],
            }  # fmt: skip
    for ident, record in now.items():
        if ident not in before:
            yield {
                "release": number, "incident": ident, "change": "new", "was": None, "now": None, "title": record["title"],
            }  # fmt: skip


def renamed(before: Mapping[str, Record], now: Mapping[str, Record]) -> dict[str, Record]:
    """What is known by id, by the ids that the same incidents have in `now`."""
    present = _present(now)
    return {present(ident): record for ident, record in before.items()}


def _present(now: Mapping[str, Record]) -> Callable[[str], str]:
    by_seal = {sealed_id(ident): ident for ident in now}
    return lambda ident: ident if ident in now else by_seal.get(sealed_id(ident), ident)


def sayable(log: Iterable[Record], now: Mapping[str, Record]) -> Iterator[Record]:
    """The log without what may not be said any more (standards §5.7, §5.10), so that it gives nothing away that the release `now` keeps back.

    An incident that is gone, unless it is part of another, has no title left, and neither place nor day; one whose place is
    coarsened or withheld by now, or that is part of such a one, has its present title and no place; one of sexual violence no
    day and no figures of groups. Ids say day and place too: those of coarsened, withheld and closed incidents are sealed.
    """
    present = _present(now)
    entries = [_under(entry, present) for entry in log]
    parts = {e["incident"]: e["now"] for e in entries if e["change"] == "gone" and e["now"] in now}
    closed = {e["incident"] for e in entries if e["change"] == "gone" and e["was"] == "restricted"}
    for entry in entries:
        ident = entry["incident"]
        record = now.get(ident) or now.get(parts.get(ident, ""))
        gone = record is None
        hidden = record is None or record["withheld"]
        coarse = hidden or (record is not None and record["coarsened"])
        grouped = (
            any(side and side["group"] for side in (entry["was"], entry["now"]))
            if entry["change"] == "figure"
            else False
        )
        kept_back = (coarse and entry["change"] == "place") or (hidden and (entry["change"] in _TELLING or grouped))
        title = None if record is None else record["title"] if coarse else entry["title"]
        sealed = ident not in now and ((coarse and not gone) or (gone and ident in closed))
        yield {
            **entry, "incident": sealed_id(ident) if sealed else ident, "title": title,
            **({"was": None, "now": None} if kept_back else {}),
        }  # fmt: skip


def _under(entry: Record, present: Callable[[str], str]) -> Record:
    """An entry with the ids that its incidents have now."""
    into = {"now": present(entry["now"])} if entry["change"] == "gone" and entry["now"] else {}
    return {**entry, "incident": present(entry["incident"]), **into}


def _changes(was: Record, now: Record) -> Iterator[tuple[str, Any, Any]]:
    """Field, what it was and what it is now, of one incident; every figure is a field of its own."""
    for field in FIELDS:
        if was[field] != now[field]:
            yield field, was[field], now[field]
    old, new = _figures(was), _figures(now)
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield "figure", old.get(name), new.get(name)


def _figures(record: Record) -> dict[str, Record]:
    """The figures of an incident by their lasting names, as far as a correction speaks of them."""
    said = ("harm", "group", "min", "best", "top", "open")
    return {figure_anchor(f): {name: f[name] for name in said} for f in record["figures"]}

"""`release.json`: what a printed report said of each incident, and what a later one says otherwise (standards §5.15).

The file holds only what the report prints, and no time. A later report of the same period that is given it lists what
changed, what is gone and why, and what was added.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tawthiq.domain.incident import Incident
from tawthiq.publish import public
from tawthiq.publish.buckets import accused
from tawthiq.publish.figures import figure_text
from tawthiq.publish.incident_view import date_words, place_words
from tawthiq.publish.period.numbers import Numbers
from tawthiq.publish.period.parts import Grid
from tawthiq.publish.period.tables import Tally
from tawthiq.publish.titles import public_title
from tawthiq.publish.wording import Wording, clean, wording

FORMAT = 1
_string = json.JSONEncoder(ensure_ascii=False).encode
_WHAT = ("killed", "injured", "grade", "attribution", "date", "place", "actors")


class ReleaseError(ValueError):
    """A file that is no release of ours; the message names it and the reason."""


@dataclass(frozen=True, slots=True)
class Release:
    """What an earlier report said: incident id → its printed facts; `digest` is the SHA-256 of the file."""

    incidents: dict[str, dict[str, Any]]
    digest: str


def _facts(tally: Tally) -> dict[str, Any]:
    incident = tally.incident
    days, code = public.dates(incident), incident.place.place.id if incident.place else ""
    hidden = public.is_hidden(incident) or public.is_blurred(incident)
    return {
        "accounts": [] if hidden else [list(ref) for ref in incident.accounts],
        "killed": figure_text(tally.killed),
        "injured": figure_text(tally.injured),
        "grade": incident.grade,
        "attribution": incident.attribution_grade,
        "date": [day.isoformat() for day in days] if days else [],
        "place": "" if hidden else code,
        "actors": sorted(party.code for party in accused(incident)),
        "said": {lang: _said(incident, wording(lang)) for lang in ("ar", "en")},
    }


def _said(incident: Incident, w: Wording) -> dict[str, str]:
    """The facts that are not figures, in words, so that a later report can say what this one said."""
    return {
        "title": public_title(incident, w),
        "date": date_words(incident, w),
        "place": place_words(incident, w)[0] or w("tables.unlocated"),
        "actors": w("charts.comma").join(clean(w.pick(a.name_ar, a.name_en)) for a in accused(incident)),
        "grade": w.label("grades", incident.grade),
        "attribution": w.label("attribution_grades", incident.attribution_grade),
    }


def release_json(numbers: Numbers, version: str) -> str:
    """The text of `release.json`."""
    record = {
        "format": FORMAT,
        "version": version,
        "from": numbers.term.start.isoformat(),
        "to": numbers.term.end.isoformat(),
        "incidents": {public.public_id(t.incident): _facts(t) for t in numbers.counted},
    }
    return _lines(record) + "\n"


def _lines(value: Any) -> str:
    """JSON with one value a line, as `json.dumps(value, ensure_ascii=False, indent=0)` has it, which takes five times as long."""
    if isinstance(value, dict) and value:
        return "{\n" + ",\n".join([f"{_string(key)}: {_lines(item)}" for key, item in value.items()]) + "\n}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join([_lines(item) for item in value]) + "\n]"
    return _string(value) if isinstance(value, str) else json.dumps(value)


def read_release(path: Path) -> Release:
    """The release in a file, or in the folder of a report. Raises ReleaseError."""
    file = path / "release.json" if path.is_dir() else path
    try:
        raw = file.read_bytes()
        record = json.loads(raw.decode("utf-8"))
        if not isinstance(record, dict) or record.get("format") != FORMAT:
            raise ValueError("not a release that this version can read")
        incidents = {str(ident): dict(facts) for ident, facts in record["incidents"].items()}
        for facts in incidents.values():
            [facts[name] for name in (*_WHAT, "said", "accounts")]
    except OSError as error:
        raise ReleaseError(f"{file}: {error.strerror or error}") from error
    except KeyError as error:
        raise ReleaseError(f"{file}: no {error.args[0]!r}") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise ReleaseError(f"{file}: {' '.join(str(error).split())}") from error
    return Release(incidents, hashlib.sha256(raw).hexdigest())


def corrections(numbers: Numbers, every: tuple[Incident, ...], release: Release | None, w: Wording) -> tuple[Grid, ...]:
    """What this report says otherwise than `release`: a table each for changed, gone and added; none where nothing is."""
    if release is None:
        return ()
    now = {public.public_id(t.incident): t for t in numbers.counted}
    changed = [
        line for ident, was in release.incidents.items() if ident in now for line in _changed(was, now[ident], w)
    ]
    gone = [
        (_title(was, w), _reason(ident, was, every, numbers, w))
        for ident, was in release.incidents.items()
        if ident not in now
    ]
    added = [
        (public_title(t.incident, w), date_words(t.incident, w), figure_text(t.killed))
        for ident, t in now.items() if ident not in release.incidents
    ]  # fmt: skip
    heads = w("incidents.incident")
    found = (
        (
            "changed",
            (heads, w("period.corrections_what"), w("period.corrections_was"), w("period.corrections_now")),
            changed,
        ),
        ("gone", (heads, w("unreadable.message")), gone),
        ("new", (heads, w("incidents.date"), w("incidents.killed")), added),
    )
    return tuple(
        Grid(f"corrections-{name}", w(f"period.corrections_{name}"), columns, tuple(map(tuple, rows)))
        for name, columns, rows in found
        if rows
    )


def _title(facts: dict[str, Any], w: Wording) -> str:
    return clean(str(facts["said"][w.lang]["title"]))


def _changed(was: dict[str, Any], tally: Tally, w: Wording) -> list[tuple[str, ...]]:
    now = _facts(tally)
    lines = []
    for what in _WHAT:
        if was[what] != now[what]:
            said = [clean(str(f["said"][w.lang].get(what, f[what]))) or "—" for f in (was, now)]
            lines.append((_title(now, w), w(f"period.correction_{what}"), *said))
    return lines


def _reason(ident: str, was: dict[str, Any], every: tuple[Incident, ...], numbers: Numbers, w: Wording) -> str:
    found = next((incident for incident in every if public.public_id(incident) == ident), None)
    if found is not None:
        days = public.dates(found)
        inside = days is not None and numbers.term.holds(*days)
        return w("period.reason_not_counted" if inside else "period.reason_outside")
    told = {(str(document), int(index)) for document, index in was["accounts"]}
    into = next((public.public_id(t.incident) for t in numbers.counted if told.intersection(t.incident.accounts)), None)
    return w("period.reason_merged", id=into) if into else w("period.reason_gone")

"""What an example of a rule gives: its reports read, linked and weighed, and the figures that the registry names."""

from __future__ import annotations

from collections.abc import Callable

from tawthiq.domain.incident import Incident, TollRange
from tawthiq.domain.register import Register
from tawthiq.knowledge.rules_of_weighing import Example
from tawthiq.pipeline import extract_all, make_register
from tawthiq.publish.figures import figure_text
from tawthiq.publish.statistics import Row, table

_NOTHING = "—"


def figures_of(example: Example) -> dict[str, str]:
    """The figures that the example names, as the program makes them from its reports; "—" where there is none."""
    register = make_register(extract_all(example.documents))
    return {name: _figure(register, example, name) for name in example.figures}


def _figure(register: Register, example: Example, name: str) -> str:
    head, _, rest = name.partition(".")
    if head == "sum":
        total = table(register, "actor").total
        return str(len(total.incidents)) if rest == "incidents" else figure_text(total.killed)
    if head == "actor":
        return next((figure_text(row.killed) for row in _rows(register) if row.key == rest), _NOTHING)
    if name == "incidents":
        return str(len(register.incidents))
    if name == "findings":
        return " ".join(sorted({f.rule for f in register.findings if f.rule.startswith("R")}))
    first = example.documents[0].id
    incident = next((i for i in register.incidents if any(ref[0] == first for ref in i.accounts)), None)
    return _of_incident(incident, name) if incident is not None else _NOTHING


def _rows(register: Register) -> tuple[Row, ...]:
    return table(register, "actor").rows


def _of_incident(incident: Incident, name: str) -> str:
    asked: dict[str, Callable[[], str]] = {
        "origins": lambda: str(len(incident.origins)),
        "grade": lambda: incident.grade,
        "conflicts": lambda: " ".join(sorted({c.rule for c in incident.conflicts})),
        "superseded": lambda: str(sum(len(r.superseded) for r in incident.tolls if r.harm == "killed")),
    }
    if name in asked:
        return asked[name]()
    harm, _, group = name.partition(".")
    found = next((r for r in incident.tolls if r.harm == harm and (r.group or "") == group), None)
    return _range(found) if found is not None else _NOTHING


def _range(found: TollRange) -> str:
    best = "–" if found.best is None else str(found.best)
    return f"{found.min} / {best} / {'+' if found.max is None else found.max}"

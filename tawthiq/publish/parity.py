"""The parity table: how each party's incidents came to their grades, side by side (standards §5.12).

The same fields, thresholds and grades hold for every actor. This table lets a reader check it: how many incidents are
laid to a party, how they are graded, by which rules it was named, on how many origins they rest, and how often a figure
is open or the party denies. It weighs nothing and corrects nothing; a difference may lie in the reports as well as in us,
so every share stands beside the number it is a share of.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from tawthiq.domain.incident import Incident, Responsibility
from tawthiq.domain.register import Register
from tawthiq.publish.buckets import ACCUSED
from tawthiq.publish.exports.cells import listed, safe_cell
from tawthiq.publish.figures import Figure, headline
from tawthiq.publish.parties import parties, principal
from tawthiq.publish.statistics import counted
from tawthiq.publish.trace import Trace
from tawthiq.publish.wording import codes, wording

ALL, NOBODY = "total", "unattributed"
UNGRADED = ("G0", "G1")
"""A lead and a discounted incident are not established at all; every other grade says how firmly one is."""
_HARMS = ("killed", "injured")


@dataclass(frozen=True, slots=True)
class Parity:
    """One party: the incidents that sources lay to it, alone or beside others, and how each came to stand as it does.

    `incidents` are ids; one that names two parties stands in both their rows and once in the total. `modes`, `grades`,
    `attributions`, `naming_rules` (by which a mention of the party was read) and `figure_rules` (by which a best figure
    was given) are counts by code; `origins` and `naming_origins` are sums over the incidents, of all independent origins
    and of those that name the party (by the code that most use, where they name the party and units of it). `figures` and `open_figures` count killed and injured figures, and those without an
    upper bound. `denied` counts incidents in which the party denies.
    """

    key: str
    label_ar: str
    label_en: str
    incidents: tuple[str, ...]
    modes: Counter[str]
    grades: Counter[str]
    attributions: Counter[str]
    naming_rules: Counter[str]
    figure_rules: Counter[str]
    origins: int
    naming_origins: int
    figures: int
    open_figures: int
    denied: int

    @property
    def graded(self) -> int:
        """Incidents with a grade above a lead."""
        return sum(n for grade, n in self.grades.items() if grade not in UNGRADED)


def parity(register: Register) -> tuple[Parity, ...]:
    """A row per party held responsible (units count with theirs), those laid to nobody, and the total last.

    Incidents mentioned in passing and discounted ones are left out, as in every table (`statistics.counted`).
    """
    trace = Trace(register)
    of: dict[str, list[Incident]] = {}
    incidents = counted(register)
    for incident in incidents:
        for code in dict.fromkeys(principal(a.code) for a in _accused(incident)) or (NOBODY,):
            of.setdefault(code, []).append(incident)
    order = sorted(of, key=lambda code: (code == NOBODY, -len(of[code]), code))
    return (*(_row(code, of[code], trace) for code in order), _row(ALL, list(incidents), trace))


def _accused(incident: Incident) -> list[Responsibility]:
    return [actor for actor in incident.actors if actor.role in ACCUSED]


def _labels(code: str, incidents: Iterable[Incident]) -> tuple[str, str]:
    if code in (ALL, NOBODY):
        return wording("ar")(f"tables.{code}"), wording("en")(f"tables.{code}")
    if (party := parties().get(code)) is not None:
        return party.name_ar, party.name_en
    named = (a for incident in incidents for a in _accused(incident) if a.code == code)
    return next(((a.name_ar, a.name_en) for a in named), (code, code))


def _row(code: str, incidents: list[Incident], trace: Trace) -> Parity:
    modes, naming, figure_rules = Counter[str](), Counter[str](), Counter[str]()
    naming_origins = denied = 0
    figures: list[Figure] = []
    for incident in incidents:
        own = [a for a in incident.actors if code == ALL or principal(a.code) == code]
        accused = [a for a in own if a.role in ACCUSED]
        modes.update({a.mode for a in accused})
        naming_origins += max((a.origins for a in accused), default=0)
        denied += any(a.role == "denied" for a in own)
        naming.update(rule for a in accused for rule in _rules(a, trace))
        found = [figure for harm in _HARMS if (figure := headline(incident, harm, trace.toll)) is not None]
        figures += found
        figure_rules.update(part.rule for figure in found for part in figure.parts)
    ar, en = _labels(code, incidents)
    return Parity(
        code, ar, en, tuple(i.id for i in incidents), modes, Counter(i.grade for i in incidents),
        Counter(i.attribution_grade for i in incidents), naming, figure_rules, sum(len(i.origins) for i in incidents),
        naming_origins, len(figures), sum(figure.open for figure in figures), denied,
    )  # fmt: skip


def _rules(party: Responsibility, trace: Trace) -> Iterable[str]:
    """The rules by which the accounts' mentions of an accused party were read."""
    for ref in party.accounts:
        account = trace.account(ref)
        for mention in account.actors if account is not None else ():
            if (mention.code, mention.role) == (party.code, party.role) and mention.rule:
                yield mention.rule


def _grades() -> tuple[str, ...]:
    return tuple(grade for grade in codes("grades") if grade != "G0")


FIELDS: tuple[tuple[str, str, str], ...] = (
    ("party", "string", "Code of the party held responsible; unattributed where nobody is named, total for all."),
    ("label_en", "string", "The party in English."),
    ("label_ar", "string", "The party in Arabic."),
    (
        "incidents",
        "integer",
        "Incidents laid to it, alone or beside others; those mentioned in passing are not counted.",
    ),
    ("graded", "integer", "Of these, incidents with a grade above a lead (G2 and firmer, or contested)."),
    ("graded_share", "number", "graded / incidents."),
    *((f"grade_{grade}", "integer", f"Incidents of grade {grade}.") for grade in _grades()),
    *(
        (f"attribution_{code}", "integer", f"Incidents whose attribution is {code}.")
        for code in codes("attribution_grades")
    ),
    *(
        (f"named_{mode}", "integer", f"Incidents in which a source names it so: {mode}.")
        for mode in ("sole", "joint", "either_or")
    ),
    ("origins_mean", "number", "Independent origins per incident, whatever they say of the party."),
    (
        "naming_origins_mean",
        "number",
        "Independent origins per incident that name the party, by the code that most use.",
    ),
    ("denied", "integer", "Incidents in which the party denies."),
    ("denied_share", "number", "denied / incidents."),
    ("figures", "integer", "Figures of people killed and of people injured in these incidents."),
    ("open_figures", "integer", 'Of these, figures without an upper bound ("more than").'),
    ("open_share", "number", "open_figures / figures."),
    ("naming_rules", "string", "How often each rule of reading named it as responsible: rule:number, commonest first."),
    ("figure_rules", "string", "How often each rule gave a figure: rule:number, commonest first."),
)
"""Name, Frictionless type and meaning of every column of `parity.csv`, in order."""


def _share(part: int, whole: int) -> str:
    """A share or mean with three digits after the point, rounded half to even; empty where nothing is counted."""
    if not whole:
        return ""
    units, rest = divmod(round(Fraction(part * 1000, whole)), 1000)
    return f"{units}.{rest:03d}"


def _by_code(found: Counter[str]) -> str:
    return listed(f"{code}:{n}" for code, n in sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _cells(row: Parity) -> list[str]:
    of = len(row.incidents)
    return [
        *(safe_cell(text) for text in (row.key, row.label_en, row.label_ar)),
        str(of), str(row.graded), _share(row.graded, of),
        *(str(row.grades[grade]) for grade in _grades()),
        *(str(row.attributions[code]) for code in codes("attribution_grades")),
        *(str(row.modes[mode]) for mode in ("sole", "joint", "either_or")),
        _share(row.origins, of), _share(row.naming_origins, of), str(row.denied), _share(row.denied, of),
        str(row.figures), str(row.open_figures), _share(row.open_figures, row.figures),
        safe_cell(_by_code(row.naming_rules)), safe_cell(_by_code(row.figure_rules)),
    ]  # fmt: skip


def parity_csv(register: Register) -> str:
    """The table as CSV text with `\\r\\n` line ends (RFC 4180), the total last."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([name for name, _, _ in FIELDS])
    writer.writerows(_cells(row) for row in parity(register))
    return out.getvalue()


def write_parity(register: Register, path: Path) -> None:
    """Writes `parity.csv` (UTF-8). Raises OSError where it cannot be written."""
    path.write_text(parity_csv(register), encoding="utf-8", newline="")

"""The register of one run: everything that was read, linked, weighed and found, ready to be published.

A register is the only thing that `publish/` takes. The order of its parts is the order in which they are printed.
"""

from __future__ import annotations

from dataclasses import dataclass

from tawthiq.domain.account import Extraction
from tawthiq.domain.document import Unreadable
from tawthiq.domain.finding import Finding
from tawthiq.domain.incident import Incident, Link, Origin


@dataclass(frozen=True, slots=True)
class Register:
    """All that one run made of its inputs.

    `extractions` hold the documents with their claims, `unreadable` the inputs that could not become documents.
    `uncertain` are pairs of accounts that a person should decide on; they were not joined (R16); `unasked` says
    how many more pairs are uncertain and less likely than those. `findings` are those of rules that lay several reports side
    by side; each report's own stand with its extraction. `title` heads the
    report (empty: the default title of the language). `version` names the program and knowledge that made it.
    """

    extractions: tuple[Extraction, ...]
    incidents: tuple[Incident, ...] = ()
    origins: tuple[Origin, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    uncertain: tuple[Link, ...] = ()
    findings: tuple[Finding, ...] = ()
    title: str = ""
    version: str = ""
    unasked: int = 0

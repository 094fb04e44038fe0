"""Registers on disk for tests of exports: the sample, and one of many incidents, written through the domain's records."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from tawthiq.domain.account import Account, Extraction
from tawthiq.domain.actors import ActorMention, PersonMention, WeaponMention
from tawthiq.domain.document import Document, Published
from tawthiq.domain.incident import Incident, Origin, Responsibility, TollRange
from tawthiq.domain.records import Record, document_record, extraction_record, incident_record
from tawthiq.domain.register import Register
from tawthiq.domain.span import Quote, Span
from tawthiq.domain.toll import Count, Toll
from tawthiq.domain.when import When
from tawthiq.domain.where import Place, PlaceMention

MANY = 12_000
FORMULA = '=HYPERLINK("http://example.org")'
VICTIM = "Samir Example"
SECRET = "SEALED WITNESS"
ALEPPO = Place("sy.aleppo.aleppo", "city", "Aleppo", "حلب", "sy.aleppo", "sy", "sy.aleppo", 36.2, 37.16)


def write(folder: Path, told: Iterable[tuple[Extraction, Incident | None]]) -> Path:
    """Writes documents, accounts and incidents as a register folder, one at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [(folder / f"{name}.jsonl").open("w", encoding="utf-8") for name in ("documents", "accounts", "incidents")]
    for extraction, incident in told:
        lines: list[Record] = [document_record(extraction.document), extraction_record(extraction)]
        if incident is not None:
            lines.append(incident_record(incident))
        for file, line in zip(files, lines, strict=False):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    for file in files:
        file.close()
    return folder


def write_register(folder: Path, register: Register) -> Path:
    """Writes a register at hand."""
    write(folder, ((e, None) for e in register.extractions))
    lines = (json.dumps(incident_record(i), ensure_ascii=False) + "\n" for i in register.incidents)
    (folder / "incidents.jsonl").write_text("".join(lines), encoding="utf-8")
    return folder


def made(n: int, *, kind: str = "airstrike", restricted: bool = False) -> tuple[Extraction, Incident]:
    """The nth incident of a made-up register, told by one document."""
    day, low = date(2012, 1, 1) + timedelta(days=n % 2000), 1 + n % 40
    text = f"{low} people were killed in Aleppo on {day}. Among them was {VICTIM}. Government forces did it with jets."

    def quote(words: str) -> Quote:
        at = text.index(words)
        return Quote.of(text, Span(at, at + len(words)))

    when = When(day, day, "T2", "absolute", quote(str(day)), "date.absolute")
    place = PlaceMention(ALEPPO, "Syria", "Aleppo", "P4", quote("Aleppo"))
    toll = Toll("killed", None, Count(low, low, low), quote(f"{low} people"), "toll.exact")
    account = Account(
        kind, (), False, False, when, place, (place,),
        (ActorMention("gov", "Syrian government forces", "قوات الحكومة السورية", "alleged_perpetrator", quote("Government forces")),),
        (WeaponMention("aircraft_fixed", quote("jets")),), (PersonMention(VICTIM, "victim", quote(VICTIM)),), (toll,),
        quote("killed"),
    )  # fmt: skip
    title = SECRET if restricted else f"Strike kills {VICTIM}, number {n}"
    document = Document(
        f"doc-{n}", text, "en", title, FORMULA if n % 7 == 0 else "Orontes Post", "A. Author", f"https://example.org/{n}",
        Published(day, day, "given"), restricted=restricted, sha256=f"{n:064x}",
    )  # fmt: skip
    ref = (document.id, 0)
    incident = Incident(
        f"{day}-aleppo-{n:08x}", (ref,), f"غارة جوية، حلب {n}", f"air strike, Aleppo {n}", kind, (), when, place,
        (Responsibility("gov", "Syrian government forces", "قوات الحكومة السورية", "alleged_perpetrator", "sole", (ref,), 1),),
        (TollRange("killed", None, low, low, low, False, "R8", 1, ((document.id, 0, 0),)),), "G2", "alleged_single",
        (Origin(f"o{n}", "Orontes Post", "local_media", document.id, (document.id,), "R1"),),
    )  # fmt: skip
    return Extraction(document, (account,)), incident


def many(folder: Path, number: int = MANY) -> Path:
    """A register of `number` incidents."""
    return write(folder, (made(n) for n in range(number)))


def delicate(folder: Path) -> Path:
    """One incident of each kind that the public projection treats with care, and one told by a sealed report alone."""
    hospital, hospital_incident = made(1)
    spot = PlaceMention(replace(ALEPPO, lat=36.2123), "Syria", "Aleppo", "P2", Quote("Aleppo", Span(0, 6)))
    hospital_incident = replace(hospital_incident, labels=("attack_medical",), place=spot)
    return write(
        folder,
        [
            made(0),
            (hospital, hospital_incident),
            made(2, kind="sexual_violence"),
            made(3, restricted=True),
        ],
    )
